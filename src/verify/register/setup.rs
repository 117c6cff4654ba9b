//! What a store of this kind is like: plain numbers, and the ranges in which they make a machine.

/// The most replicas and fallback nodes together.
pub const NODES: usize = 6;
/// The most clients of a script.
pub const CLIENTS: usize = 3;
/// The most writes of a script; they write 1, 2, and so on.
pub const WRITES: usize = 4;

/// Where a write takes its version from. Of equal versions the one of the higher value counts as newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// It asks a read quorum first, and takes one more than the newest it is told.
    Query,
    /// The clock of its client, which stands still during the run: what each client's clock says (at most 254). Equal
    /// clocks are those that differ by less than they resolve.
    Clocks([u8; CLIENTS]),
}

/// What a store of this kind is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// Replicas (N), 1 to 5.
    pub replicas: u8,
    /// Nodes that stand in for replicas which cannot be reached, as a sloppy quorum has them; with the replicas at most
    /// [`NODES`]. Reads and writes take their quorums from all of them.
    pub fallbacks: u8,
    /// Answers that make a read (R), 1 to N.
    pub read_quorum: u8,
    /// Acknowledgements that make a write (W), 1 to N.
    pub write_quorum: u8,
    /// Whether a read stores what it will return at a write quorum before it returns.
    pub write_back: bool,
    /// How writes get their versions.
    pub versions: Versions,
    /// How often, over the run, some replica forgets all that it held and goes on answering.
    pub amnesia: u8,
}

impl Setup {
    /// N replicas with R and W, strict, without write-back, versions by query, nothing forgotten.
    pub fn new(replicas: u8, read_quorum: u8, write_quorum: u8) -> Self {
        Self {
            replicas,
            fallbacks: 0,
            read_quorum,
            write_quorum,
            write_back: false,
            versions: Versions::Query,
            amnesia: 0,
        }
    }

    /// Whether all numbers are in their ranges.
    pub fn is_in_range(&self) -> bool {
        let quorum = 1..=self.replicas;
        (1..=5).contains(&self.replicas)
            && usize::from(self.replicas) + usize::from(self.fallbacks) <= NODES
            && quorum.contains(&self.read_quorum)
            && quorum.contains(&self.write_quorum)
            && matches!(self.versions, Versions::Query | Versions::Clocks([..=254, ..=254, ..=254]))
    }
}
