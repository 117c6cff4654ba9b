//! A machine with its bounds: the kinds there are, what each can judge, and how it is searched.

use crate::verify::leader::Leader;
use crate::verify::leader::chain::Chain;
use crate::verify::lease::{self, Lease};
use crate::verify::merge::{Counter, counter, register as sites};
use crate::verify::once::{self, Once};
use crate::verify::register::{self, Register};
use crate::verify::transactions::{Transactions, clocks::Clocks, markers::Markers};
use crate::verify::{Outcome, Properties, Property, worst};

/// A machine and how far it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The machine.
    pub machine: Machine,
    /// Its bounds in words: "3 replicas, 4 operations, 1 fault".
    pub bounds: String,
}

/// The kinds of machines. Of those that play scripts there is one for each script, and the worst counts.
#[derive(Debug, Clone, PartialEq)]
pub enum Machine {
    /// Replication with a leader.
    Leader(Vec<Leader>),
    /// A chain.
    Chain(Vec<Chain>),
    /// Replicas without a leader.
    Register(Vec<Register>),
    /// Sites that write on their own.
    Sites(Vec<sites::Register>),
    /// A number that sites change on their own.
    Counter(Counter),
    /// A lease.
    Lease(Lease),
    /// A request sent more than once.
    Once(Once),
    /// Transactions under an isolation mechanism.
    Transactions(Vec<Transactions>),
    /// Transactions ended by markers.
    Markers(Markers),
    /// Transactions with timestamps from clocks.
    Clocks(Clocks),
}

impl Machine {
    /// What it looks for; anything else would seem to hold.
    pub fn judges(&self) -> Properties {
        use Property as P;
        match self {
            Self::Leader(_) => Properties::of(&[
                P::Linearizable,
                P::ReadYourWrites,
                P::MonotonicReads,
                P::NoLoss,
                P::OneLeader,
                P::OneLeaderPerTerm,
            ]),
            Self::Chain(_) => {
                Properties::of(&[P::Linearizable, P::ReadYourWrites, P::MonotonicReads, P::NoLoss, P::OneLeader])
            }
            Self::Register(_) => Properties::of(&register::JUDGES),
            Self::Sites(_) => Properties::of(&sites::JUDGES),
            Self::Counter(_) => Properties::of(&counter::JUDGES),
            Self::Lease(_) => Properties::of(&lease::JUDGES),
            Self::Once(_) => Properties::of(&once::JUDGES),
            Self::Transactions(_) => Properties::of(&[
                P::Serializable,
                P::StrictSerializable,
                P::SnapshotIsolation,
                P::LostUpdateFree,
                P::ReadSkewFree,
                P::WriteSkewFree,
                P::AbortedReadFree,
            ]),
            Self::Markers(_) => Properties::of(&[P::TornFree, P::AbortedReadFree]),
            Self::Clocks(_) => Properties::of(&[P::Linearizable, P::StrictSerializable]),
        }
    }

    /// The machine in one word, for output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Leader(_) => "leader",
            Self::Chain(_) => "chain",
            Self::Register(_) => "register",
            Self::Sites(_) => "sites",
            Self::Counter(_) => "counter",
            Self::Lease(_) => "lease",
            Self::Once(_) => "once",
            Self::Transactions(_) => "transactions",
            Self::Markers(_) => "markers",
            Self::Clocks(_) => "clocks",
        }
    }

    /// Visits all its states, or as many as `cap` for each script.
    pub fn search(&self, asked: Properties, cap: usize, cancelled: &dyn Fn() -> bool) -> Outcome {
        match self {
            Self::Leader(all) => worst(all, asked, cap, cancelled),
            Self::Chain(all) => worst(all, asked, cap, cancelled),
            Self::Register(all) => worst(all, asked, cap, cancelled),
            Self::Sites(all) => worst(all, asked, cap, cancelled),
            Self::Counter(one) => worst([one], asked, cap, cancelled),
            Self::Lease(one) => worst([one], asked, cap, cancelled),
            Self::Once(one) => worst([one], asked, cap, cancelled),
            Self::Transactions(all) => worst(all, asked, cap, cancelled),
            Self::Markers(one) => worst([one], asked, cap, cancelled),
            Self::Clocks(one) => worst([one], asked, cap, cancelled),
        }
    }
}
