//! Replication with a leader: a log on each of several nodes, acknowledgements, failover or election, and clients that
//! write and read one register.
//!
//! What lives here: the parameters of the machine. Its states, steps and their words are in the files beside this one;
//! which parameters describe a brief is decided by callers.
//!
//! What a step is: a leader takes a write; a follower copies the whole log of a leader and the leader learns of it; an
//! election with all its votes; a read with all it asks for. Whatever is not delivered in time is a step that is not
//! taken, so a partition needs no step of its own. A leader acknowledges as soon as it may: later would only leave its
//! clients more freedom.

mod apply;
pub mod chain;
mod history;
mod node;
mod state;
mod steps;
mod tell;
#[cfg(test)]
mod tests;

pub use state::State;
pub use steps::Step;

use super::script::Script;
use super::{Model, Properties, Property};
use node::{LEADS, NEWEST, UP};

/// Who must hold a write before the leader acknowledges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acks {
    /// The leader and this many others; 0 is asynchronous.
    Followers(u8),
    /// All members of an in-sync set. The leader can take a member out at any time, one that goes down leaves it unless it
    /// is the last, and a follower rejoins when it has caught up.
    InSync {
        /// Members (leader included) below which nothing is taken and nothing acknowledged, 1 or more.
        min: u8,
    },
}

/// Which node may be promoted by whoever watches over the leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// Any that runs.
    Any,
    /// One that runs and is not behind any other that runs (former leaders that still run apart).
    MostAdvanced,
    /// A member of the in-sync set.
    InSync,
    /// A member of the in-sync set or, when none of them runs, any (an unclean election).
    InSyncElseAny,
}

/// What a voter compares with its own log before it votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteCheck {
    /// Term of the last entry, then length.
    TermAndIndex,
    /// The time of the last write, by clocks that agree with the order in which writes arrived. The entry of a barrier has
    /// none.
    Clock,
    /// Nothing.
    Nothing,
}

/// How a leader is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Election {
    /// Never: a leader that crashed leads again when it is back.
    Never,
    /// Somebody outside promotes one node, with a term higher than any before.
    Promotion {
        /// Which.
        of: Candidate,
        /// Also while a leader runs.
        while_old_lives: bool,
        /// A leader that still runs stops to lead at the same instant.
        old_fenced: bool,
    },
    /// A node asks the others for their votes.
    Vote {
        /// Votes needed, its own included; a majority, or the election quorum of flexible quorums.
        quorum: u8,
        /// On what condition they vote.
        check: VoteCheck,
    },
}

/// Where and on what condition a client reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// At a node that believes it leads: all it holds, acknowledged or not.
    LeaderDirty,
    /// At a node that believes it leads: what it knows to be committed.
    LeaderCommitted,
    /// The same, once as many nodes as acknowledge a write have confirmed that it still leads.
    Confirmed,
    /// The same, while it holds a lease.
    LeaderLease {
        /// The margin covers the drift of the clocks, and the lease is looked at again after the value was read: nobody is
        /// elected while the lease is believed. If not, a leader believes in its lease for as long as it likes.
        safe: bool,
    },
    /// At any node: all it holds.
    Any,
    /// At any node: what it knows to be committed, which it learns one message after the leader.
    AnyCommitted,
    /// At any node whose log is as long as the client's session has seen.
    AnySession {
        /// The session also knows the term of that entry, and the node must hold the same one.
        epoch: bool,
    },
}

/// How much may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The highest term, 1..7; the first leader has 1.
    pub terms: u8,
    /// Crashes of processes; what they wrote stays in the page cache.
    pub crashes: u8,
    /// Power losses; where acknowledgements do not wait for the disk, any part of the end of the log can be gone.
    pub power_losses: u8,
}

/// The machine. With a `barrier`, terms and writes together are at most 8: logs have no room for more, and an election that
/// would need it does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leader {
    /// Nodes, 1..6; node 0 leads first.
    pub nodes: u8,
    /// Copies before an acknowledgement.
    pub acks: Acks,
    /// Nothing is acknowledged, by a leader or to it, before it is on disk; else once it is in the page cache. For what is
    /// acknowledged from process memory, count crashes as power losses.
    pub durable: bool,
    /// How leaders change.
    pub election: Election,
    /// A node that restarted neither votes nor is elected or promoted before it has copied the log of a leader.
    pub catch_up_before_vote: bool,
    /// A leader counts copies only of entries of its own term; earlier ones follow.
    pub current_term_only: bool,
    /// A new leader appends an entry without a write, and reads what is committed only after that entry is. Without it, one
    /// that was promoted takes all it holds for committed; one that was elected, what it had heard of.
    pub barrier: bool,
    /// A leader may stop to wait for its followers.
    pub degrades: bool,
    /// How clients read.
    pub reads: Reads,
    /// What clients do.
    pub script: Script,
    /// How much may happen.
    pub bounds: Bounds,
}

impl Leader {
    /// A leader that acknowledges after `followers` others hold the write, without failover; one crash, two terms.
    pub fn single(nodes: u8, followers: u8, script: Script) -> Self {
        Self {
            nodes,
            acks: Acks::Followers(followers),
            durable: true,
            election: Election::Never,
            catch_up_before_vote: false,
            current_term_only: false,
            barrier: false,
            degrades: false,
            reads: Reads::LeaderCommitted,
            script,
            bounds: Bounds { terms: 2, crashes: 1, power_losses: 0 },
        }
    }

    /// Consensus by majorities: votes by term and index, commits of the current term only, a barrier, confirmed reads; no
    /// crash (a node that is not heard from is no different), two terms.
    pub fn consensus(nodes: u8, script: Script) -> Self {
        let majority = nodes / 2 + 1;
        Self {
            election: Election::Vote { quorum: majority, check: VoteCheck::TermAndIndex },
            current_term_only: true,
            barrier: true,
            reads: Reads::Confirmed,
            bounds: Bounds { terms: 2, crashes: 0, power_losses: 0 },
            ..Self::single(nodes, majority - 1, script)
        }
    }

    fn count(&self) -> usize {
        usize::from(self.nodes).min(state::NODES)
    }

    fn last_term(&self) -> u8 {
        self.bounds.terms.min(7)
    }

    /// Nodes elect each other. A node that is down is then no different from one that is not heard from, so that a crash
    /// and the restart after it are one step.
    fn votes(&self) -> bool {
        matches!(self.election, Election::Vote { .. })
    }
}

impl Model for Leader {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        let Bounds { crashes, power_losses, .. } = self.bounds;
        // With everything on disk a power loss is a crash.
        let (crashes, power_losses) = if self.durable { (crashes + power_losses, 0) } else { (crashes, power_losses) };
        let mut start = State::start(self.count(), self.script, crashes, power_losses);
        if matches!(self.reads, Reads::LeaderLease { .. }) {
            start.nodes[0].mark(node::LEASE);
        }
        self.settle(&mut start);
        start
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        self.each_step(from, &mut |step| out.push((step, self.after(from, step))));
    }

    fn broken(&self, state: &State) -> Properties {
        let nodes = &state.nodes[..self.count()];
        let lost = |n: &node::Node| n.is(NEWEST) && state.acked & !n.log().writes() != 0;
        state
            .broken
            .with_if(nodes.iter().any(lost), Property::NoLoss)
            .with_if(nodes.iter().filter(|n| n.is(UP | LEADS)).count() > 1, Property::OneLeader)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        tell::tell(self, from, step)
    }
}
