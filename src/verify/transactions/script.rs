//! What transactions do, as data. How an isolation mechanism carries it out is in `apply.rs`.

/// One of the two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The first.
    X,
    /// The second.
    Y,
}

/// One thing that a transaction does before it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Reads a key.
    Read(Key),
    /// Writes a key, with a value that rests on all it has read.
    Write(Key),
}

/// How a transaction means to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It commits.
    Commit,
    /// It changes its mind and rolls back.
    RollBack,
}

/// Where a transaction reads. One that reads at the replica writes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// Where transactions commit.
    Primary,
    /// A copy to which committed transactions come later.
    Replica,
}

/// A transaction: at most four actions, each key written at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transaction {
    /// In order.
    pub actions: &'static [Action],
    /// Its end.
    pub end: End,
    /// Where it reads.
    pub site: Site,
}

/// At most four transactions, all side by side.
pub type Script = &'static [Transaction];

use Action::{Read, Write};
use Key::{X, Y};

pub(super) const fn committing(actions: &'static [Action]) -> Transaction {
    Transaction { actions, end: End::Commit, site: Site::Primary }
}

const fn on_replica(actions: &'static [Action]) -> Transaction {
    Transaction { actions, end: End::Commit, site: Site::Replica }
}

/// Two that read and then write the same key.
pub const TWO_UPDATES: Script = &[committing(&[Read(X), Write(X)]), committing(&[Read(X), Write(X)])];
/// Two that read both keys and each write one.
pub const WRITE_SKEW: Script = &[committing(&[Read(X), Read(Y), Write(X)]), committing(&[Read(X), Read(Y), Write(Y)])];
/// One that writes both keys, one that reads both.
pub const READ_SKEW: Script = &[committing(&[Write(X), Write(Y)]), committing(&[Read(X), Read(Y)])];
/// One that writes and rolls back, one that reads.
pub const ROLLED_BACK: Script =
    &[Transaction { actions: &[Write(X)], end: End::RollBack, site: Site::Primary }, committing(&[Read(X)])];
/// Two writers of one key each, and one that reads both at the primary and one at the replica.
pub const LONG_FORK: Script = &[
    committing(&[Write(X)]),
    committing(&[Write(Y)]),
    committing(&[Read(X), Read(Y)]),
    on_replica(&[Read(X), Read(Y)]),
];
/// One that writes, one that reads it at the replica.
pub const REPLICA_READ: Script = &[committing(&[Write(X)]), on_replica(&[Read(X)])];
