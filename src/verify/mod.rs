//! Bounded model checking: small machines of replication, leases, transactions and deduplication, explored state by
//! state until a claimed property breaks or nothing is left to visit.
//!
//! What lives here: the property names, what a machine is ([`Model`]), the search ([`explore`]) and one file per family of
//! machines, all on plain arguments. Which machine a brief describes, and what a verdict means for its claims, is decided
//! above (`proof/`); nothing here knows a brief.
//!
//! A verdict is bounded. `Held` means that no state within the bounds breaks the property; it is never called a proof. A
//! counterexample is real: the steps that lead to it are possible in any larger run too.

pub mod commit;
mod explore;
pub mod history;
pub mod leader;
pub mod lease;
pub mod merge;
pub mod once;
pub mod outbox;
pub mod register;
pub mod transactions;

pub use explore::{CAP, Counterexample, Outcome, Verdict, explore, worst};

/// What can be claimed of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// Reads and writes of one register look as if each took effect at one instant between its start and its return.
    Linearizable,
    /// A client never reads older than its own acknowledged write.
    ReadYourWrites,
    /// The reads of one client never go back.
    MonotonicReads,
    /// Every acknowledged write stays in what the newest leader (or any later quorum) holds.
    NoLoss,
    /// At most one node believes that it leads.
    OneLeader,
    /// At most one node can lead in any one term.
    OneLeaderPerTerm,
    /// Accepted fencing tokens, or effects at the resource, never go back in order of grants.
    Order,
    /// Nothing is accepted from a holder whose lease has passed to another.
    Exclusion,
    /// At most one client believes that it holds the lock.
    OneHolder,
    /// One request has at most one effect.
    Once,
    /// Some serial order explains all reads and the final state.
    Serializable,
    /// The same, and the order respects real time.
    StrictSerializable,
    /// All reads of a transaction come from one snapshot, and of two concurrent writers of a key one aborts.
    SnapshotIsolation,
    /// No update is overwritten by a writer that had not seen it.
    LostUpdateFree,
    /// No transaction sees half of another's writes together with state from before.
    ReadSkewFree,
    /// No two transactions each rest on what the other changes.
    WriteSkewFree,
    /// Nothing that was rolled back was ever read.
    AbortedReadFree,
    /// A transaction takes effect whole or not at all.
    TornFree,
    /// Sites that have exchanged everything hold the same.
    Convergence,
    /// No acknowledged update is missing once sites have exchanged everything.
    NoLostUpdate,
    /// What must not go below nothing does not.
    NonNegative,
    /// Participants never decide differently.
    Agreement,
    /// Every participant can always come to a decision.
    Termination,
}

impl Property {
    /// Every property, in the order of the table in `reference/verify.md`.
    pub const ALL: [Self; 23] = [
        Self::Linearizable,
        Self::ReadYourWrites,
        Self::MonotonicReads,
        Self::NoLoss,
        Self::OneLeader,
        Self::OneLeaderPerTerm,
        Self::Order,
        Self::Exclusion,
        Self::OneHolder,
        Self::Once,
        Self::Serializable,
        Self::StrictSerializable,
        Self::SnapshotIsolation,
        Self::LostUpdateFree,
        Self::ReadSkewFree,
        Self::WriteSkewFree,
        Self::AbortedReadFree,
        Self::TornFree,
        Self::Convergence,
        Self::NoLostUpdate,
        Self::NonNegative,
        Self::Agreement,
        Self::Termination,
    ];

    /// The short name in briefs, on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linearizable => "lin",
            Self::ReadYourWrites => "ryw",
            Self::MonotonicReads => "mono",
            Self::NoLoss => "noloss",
            Self::OneLeader => "one_leader",
            Self::OneLeaderPerTerm => "one_leader_per_term",
            Self::Order => "order",
            Self::Exclusion => "excl",
            Self::OneHolder => "one_holder",
            Self::Once => "once",
            Self::Serializable => "ser",
            Self::StrictSerializable => "strict",
            Self::SnapshotIsolation => "si",
            Self::LostUpdateFree => "lost_update_free",
            Self::ReadSkewFree => "read_skew_free",
            Self::WriteSkewFree => "write_skew_free",
            Self::AbortedReadFree => "aborted_read_free",
            Self::TornFree => "torn_free",
            Self::Convergence => "convergence",
            Self::NoLostUpdate => "no_lost_update",
            Self::NonNegative => "non_negative",
            Self::Agreement => "agreement",
            Self::Termination => "termination",
        }
    }
}

/// A small set of properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Properties(u32);

impl Properties {
    /// None.
    pub const NONE: Self = Self(0);

    /// These.
    pub fn of(list: &[Property]) -> Self {
        list.iter().fold(Self::NONE, |set, p| set.with(*p))
    }

    /// This set and one more.
    #[must_use]
    pub fn with(self, p: Property) -> Self {
        Self(self.0 | 1 << p as u32)
    }

    /// This set, and one more if something is so.
    #[must_use]
    pub fn with_if(self, so: bool, p: Property) -> Self {
        if so { self.with(p) } else { self }
    }

    /// Whether it is among them.
    pub fn has(self, p: Property) -> bool {
        self.0 & 1 << p as u32 != 0
    }

    /// What is in both.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is here and not there.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`Property::ALL`].
    pub fn each(self) -> impl Iterator<Item = Property> {
        Property::ALL.into_iter().filter(move |p| self.has(*p))
    }
}

/// A machine small enough to visit all its states.
///
/// One step is one decision: asking and answering, delivering and acknowledging, finishing and returning are merged
/// where the parts cannot be told apart by a client. A step that changes nothing must not be offered.
pub trait Model {
    /// All that the next steps and the verdicts depend on; small, and the same for states that no client can tell apart.
    type State: Clone + Eq + std::hash::Hash;
    /// What happened, with enough in it to be told.
    type Step: Copy;

    /// Where a run begins.
    fn start(&self) -> Self::State;

    /// Every step that is possible here, with where it leads.
    fn steps(&self, from: &Self::State, out: &mut Vec<(Self::Step, Self::State)>);

    /// Which properties are broken in this state. A property once broken may stay so or not: the first state counts.
    fn broken(&self, state: &Self::State) -> Properties;

    /// One step in words, without a full stop: `client 1 writes 1 at replica 0`. `from` is the state before it.
    fn tell(&self, from: &Self::State, step: Self::Step) -> String;

    /// A whole run in words: each step with the state before it, then the state that breaks `property`. Neighbouring
    /// steps may be told as one, and a last line may say what is wrong where the steps alone do not.
    fn tell_run(&self, property: Property, run: &[(Self::State, Self::Step)], last: &Self::State) -> Vec<String> {
        let _ = (property, last);
        run.iter().map(|(from, step)| self.tell(from, *step)).collect()
    }

    /// One of all states that differ only by the names of what is interchangeable (replicas, say): it stands for all of
    /// them. What is broken, and what is possible, must not depend on those names.
    fn canonical(&self, state: &Self::State) -> Self::State {
        state.clone()
    }
}
