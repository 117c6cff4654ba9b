//! A state of the machine of transactions.

use super::super::Properties;

/// Transactions that a state has room for.
pub(super) const ROOM: usize = 4;

/// Where a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Phase {
    #[default]
    Waiting,
    Active,
    Committed,
    Aborted,
}

/// What a transaction has done so far. Keys are 0 and 1; a version of a key is the number (1..4) of the transaction that
/// wrote it, 0 for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Progress {
    pub phase: Phase,
    /// Actions done.
    pub done: u8,
    /// Its writes are sent again without reading.
    pub blind: bool,
    /// It read a key twice and differently.
    pub fuzzy: bool,
    /// Commits that the place where it reads had when it began (this attempt).
    pub snapshot: u8,
    /// Commits at the primary when it committed, its own included if it wrote.
    pub committed_at: u8,
    /// The version that it read of each key, unless its own.
    pub read: [Option<u8>; 2],
    /// Which keys it has written.
    pub wrote: [bool; 2],
    /// Transactions committed before it began, as a set by place.
    pub after: u8,
}

impl Progress {
    pub fn is(&self, phase: Phase) -> bool {
        self.phase == phase
    }

    pub fn writes_any(&self) -> bool {
        self.wrote[0] || self.wrote[1]
    }
}

/// Places of transactions in the order in which they took effect somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Order {
    places: [u8; ROOM],
    len: u8,
}

impl Order {
    pub fn push(&mut self, place: usize) {
        self.places[usize::from(self.len)] = place as u8;
        self.len += 1;
    }

    pub fn len(self) -> u8 {
        self.len
    }

    pub fn first(&self, many: u8) -> impl DoubleEndedIterator<Item = usize> {
        self.places[..usize::from(many.min(self.len))].iter().map(|p| usize::from(*p))
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.first(self.len)
    }

    /// When it took effect, counted from 1; `None` if it has not.
    pub fn index(self, place: usize) -> Option<u8> {
        self.all().position(|p| p == place).map(|i| i as u8 + 1)
    }
}

/// A state; its fields are the machine's own affair.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct State {
    pub(super) all: [Progress; ROOM],
    /// Commits with writes at the primary.
    pub(super) log: Order,
    /// Those that the replica shows.
    pub(super) replica: Order,
    /// What the last step broke: judged at once, forgotten with the next step.
    pub(super) broken: Properties,
}

impl State {
    /// The version of a key after the first so many of some commits.
    pub(super) fn version(&self, order: Order, many: u8, key: usize) -> u8 {
        order.first(many).rev().find(|p| self.all[*p].wrote[key]).map_or(0, |p| p as u8 + 1)
    }

    /// How many commits until a version of a key: 0 for the first; `None` if its writer has not committed.
    pub(super) fn age(&self, version: u8) -> Option<u8> {
        if version == 0 { Some(0) } else { self.log.index(usize::from(version) - 1) }
    }

    pub(super) fn in_phase(&self, phase: Phase) -> impl Iterator<Item = usize> {
        (0..ROOM).filter(move |p| self.all[*p].is(phase))
    }
}
