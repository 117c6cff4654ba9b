//! Transactions on two keys: every interleaving of a few short ones under one isolation mechanism, judged by what they have
//! read and what is left.
//!
//! What lives here: the parameters of the machine. Its states and steps, the judging and the words are in the files beside
//! this one. Two smaller machines stand apart: end markers of transactions over partitions (`markers.rs`) and commit
//! timestamps from clocks that differ (`clocks.rs`).
//!
//! A transaction begins with its first action. Values are told apart by who wrote them, so that nothing is taken for right
//! because two values happen to be equal.

mod apply;
pub mod clocks;
mod judge;
pub mod markers;
pub mod script;
mod state;
mod tell;
#[cfg(test)]
mod tests;

pub use apply::Step;
pub use script::{Action, End, Key, Script, Site, Transaction};
pub use state::State;

use super::{Model, Properties};

/// What keeps transactions apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Reads see what others have not committed; a key has one writer at a time.
    ReadUncommitted,
    /// Each read sees what is committed by then; writes take effect together at the commit.
    ReadCommitted,
    /// Reads see what was committed at the begin; writes take effect on whatever is there (as MySQL's repeatable read).
    RepeatableRead,
    /// The same, but whoever writes what another has committed since it began is aborted: the first committer wins.
    Snapshot,
    /// The same, and whoever would stand in a row of two dependencies on what was overwritten meanwhile is aborted.
    SerializableSnapshot,
    /// Reads and writes lock their keys until the end.
    TwoPhaseLocking,
    /// The same, and the replica answers only once it has all that was committed when the transaction began.
    Strict,
}

/// In which order the replica makes commits visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplicaOrder {
    /// In the order of commits.
    SameAsLeader,
    /// In any.
    Own,
}

/// The machine. A commit takes effect whole under each of its mechanisms, so that nothing is ever torn here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transactions {
    /// What keeps them apart.
    pub isolation: Isolation,
    /// An aborted transaction has its writes sent again, once, without reading again.
    pub blind_retry: bool,
    /// The order at the replica; moot where nobody reads there.
    pub replica_order: ReplicaOrder,
    /// What they do.
    pub script: Script,
}

impl Transactions {
    /// These transactions under a mechanism, without retries, with a replica in the order of commits.
    pub fn new(isolation: Isolation, script: Script) -> Self {
        Self { isolation, blind_retry: false, replica_order: ReplicaOrder::SameAsLeader, script }
    }
}

impl Model for Transactions {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        self.each_step(from, &mut |step| out.push((step, self.after(from, step))));
    }

    fn broken(&self, state: &State) -> Properties {
        state.broken
    }

    fn tell(&self, from: &State, step: Step) -> String {
        tell::tell(self, from, step)
    }
}
