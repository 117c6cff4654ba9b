//! Field types with a shape of their own: the consistency of an operation, percentiles, quorum expressions, and the words
//! that stand beside a value ("unbounded", "none").

use crate::brief::Value;
use crate::brief::reader::{Node, Reader, describe};
use crate::brief::record::{Field, FieldValue, Ty};
use crate::brief::units::{Span, split_number};
use crate::words;

words! {
    /// No bound was promised.
    UnboundedWord { Unbounded = "unbounded" }
}
words! {
    /// Decided against.
    NoneWord { None = "none" }
}
words! {
    /// All of them.
    AllWord { All = "all" }
}
words! {
    /// In the memory of the process.
    MemoryWord { Memory = "memory" }
}
words! {
    /// A consistency level in one word, strongest first.
    Level {
        StrictSerializable = "strict_serializable", StrongSessionSerializable = "strong_session_serializable",
        Serializable = "serializable", Snapshot = "snapshot", ParallelSnapshot = "parallel_snapshot",
        RepeatableRead = "repeatable_read", Mav = "mav", ReadCommitted = "read_committed",
        ReadUncommitted = "read_uncommitted", Linearizable = "linearizable", Sequential = "sequential",
        Causal = "causal", Eventual = "eventual"
    }
}
words! {
    /// A session guarantee.
    Guarantee {
        /// Read your writes.
        Ryw = "ryw",
        /// Monotonic reads.
        Mr = "mr",
        /// Monotonic writes.
        Mw = "mw",
        /// Writes follow reads.
        Wfr = "wfr"
    }
}

/// What an operation promises: one level, a list of session guarantees, or a bound on staleness.
#[derive(Debug, Clone, PartialEq)]
pub enum Consistency {
    /// One word.
    Level(Level),
    /// Session guarantees.
    Session(Vec<Guarantee>),
    /// A read is at most this old.
    Bounded(Span),
}

impl Consistency {
    /// Whether a level of that strength is claimed.
    pub fn is(&self, level: Level) -> bool {
        matches!(self, Self::Level(l) if *l == level)
    }

    /// Linearizable, or stronger.
    pub fn linearizable(&self) -> bool {
        self.is(Level::Linearizable) || self.is(Level::StrictSerializable)
    }

    /// Whether a session guarantee is listed.
    pub fn has(&self, guarantee: Guarantee) -> bool {
        matches!(self, Self::Session(list) if list.contains(&guarantee))
    }
}

impl std::fmt::Display for Consistency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Level(level) => level.fmt(f),
            Self::Session(list) => f.write_str(&list.iter().map(|g| g.word()).collect::<Vec<_>>().join(", ")),
            Self::Bounded(bound) => write!(f, "bounded {bound}"),
        }
    }
}

impl FieldValue for Consistency {
    fn ty() -> Ty {
        let session = Ty::List(Box::new(Guarantee::ty()));
        let bounded = Ty::Form { name: "a bound", example: "{ bounded = \"5s\" }" };
        Ty::Either(Box::new(Level::ty()), Box::new(Ty::Either(Box::new(session), Box::new(bounded))))
    }
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self> {
        if node.get_ref().as_array().is_some() {
            return Vec::read(node, field, reader).map(Self::Session);
        }
        if let Some(table) = node.get_ref().as_table() {
            let bound = table.iter().find(|(k, _)| k.get_ref() == "bounded").filter(|_| table.len() == 1);
            if let Some((_, value)) = bound {
                return reader.within("bounded", |r| Span::read(value, field, r)).map(Self::Bounded);
            }
            reader.wrong(node.span(), describe(node), "{ bounded = \"5s\" }", None);
            return None;
        }
        Level::read(node, field, reader).map(Self::Level)
    }
    fn value(&self) -> Value {
        match self {
            Self::Level(level) => level.value(),
            Self::Session(list) => list.value(),
            Self::Bounded(bound) => Value::Table([("bounded".to_owned(), bound.value())].into_iter().collect()),
        }
    }
}

/// A percentile of a latency, written `p95`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentile(pub f64);

impl std::fmt::Display for Percentile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p{}", self.0)
    }
}

impl FieldValue for Percentile {
    fn ty() -> Ty {
        Ty::Form { name: "a percentile", example: "p95" }
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        let parsed = node.get_ref().as_str().and_then(|t| t.strip_prefix('p')).and_then(split_number);
        match parsed {
            Some((p, "")) if p > 0.0 && p < 100.0 => Some(Self(p)),
            _ => {
                reader.wrong(node.span(), describe(node), Self::ty().words(), None);
                None
            }
        }
    }
    fn value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// The text of a quorum expression over named nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct QuorumText(pub String);

impl std::fmt::Display for QuorumText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl FieldValue for QuorumText {
    fn ty() -> Ty {
        Ty::Form { name: "a quorum expression", example: "choose(2, [a, b, c])" }
    }
    fn read(node: &Node<'_>, _: &Field, reader: &mut Reader) -> Option<Self> {
        match node.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() && text.len() <= 4096 => Some(Self(text.to_owned())),
            _ => {
                reader.wrong(node.span(), describe(node), Self::ty().words(), None);
                None
            }
        }
    }
    fn value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

use super::words::Scheme;

impl Scheme {
    /// A protocol in which voters decide by quorum: n is voters + witnesses.
    pub fn is_consensus(self) -> bool {
        matches!(
            self,
            Self::ConsensusRaft
                | Self::ConsensusMultipaxos
                | Self::ConsensusZab
                | Self::ConsensusVr
                | Self::ConsensusBft
                | Self::ConsensusCustom
        )
    }

    /// One leader that ships its log, without votes on each write.
    pub fn is_single_leader(self) -> bool {
        matches!(self, Self::SingleLeaderAsync | Self::SingleLeaderSemisync | Self::SingleLeaderSyncall)
    }

    /// Several places accept writes of the same item.
    pub fn is_multi_writer(self) -> bool {
        matches!(
            self,
            Self::LeaderlessQuorum
                | Self::MultiLeaderLww
                | Self::MultiLeaderVc
                | Self::MultiLeaderCertified
                | Self::Crdt
        )
    }

    /// Writes are ordered by one leader at a time.
    pub fn has_leader(self) -> bool {
        self.is_single_leader() || self.is_consensus() || self == Self::Chain
    }
}
