//! One node and its log, packed into a word: nodes are compared, sorted and hashed millions of times. No rule of the
//! machine lives here.

/// Entries that a log has room for.
pub(super) const ROOM: u8 = 7;
/// Bits of an entry: its term above its write.
const ENTRY: u32 = 5;

/// Entries, oldest in the lowest bits. Each has the term (1..7) of the leader that appended it and a write (1..3), or 0:
/// the entry that a new leader starts its term with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Log(u64);

impl Log {
    pub fn len(self) -> u8 {
        // No term is 0, so the highest bit set belongs to the last entry.
        (64 - self.0.leading_zeros()).div_ceil(ENTRY) as u8
    }

    fn entry(self, index: u8) -> u8 {
        (self.0 >> (u32::from(index - 1) * ENTRY) & 31) as u8
    }

    /// The term of the entry at an index counted from 1; 0 where there is none.
    pub fn term(self, index: u8) -> u8 {
        if index == 0 { 0 } else { self.entry(index) >> 2 }
    }

    /// The term of the last entry and the length: what makes a log more advanced than another.
    pub fn end(self) -> (u8, u8) {
        (self.term(self.len()), self.len())
    }

    pub fn push(&mut self, term: u8, write: u8) {
        self.0 |= u64::from(term << 2 | write) << (u32::from(self.len()) * ENTRY);
    }

    /// The first entries, up to and with an index.
    pub fn prefix(self, to: u8) -> Self {
        Self(self.0 & ((1 << (u32::from(to) * ENTRY)) - 1))
    }

    /// Where a write is, counted from 1; 0 if it is not there.
    pub fn index_of(self, write: u8) -> u8 {
        (1..=self.len()).find(|i| self.entry(*i) & 3 == write).unwrap_or(0)
    }

    /// The newest write; 0 for the register as it was at first.
    pub fn value(self) -> u8 {
        (1..=self.len()).rev().map(|i| self.entry(i) & 3).find(|w| *w != 0).unwrap_or(0)
    }

    /// The writes in it as a set.
    pub fn writes(self) -> u8 {
        let mut rest = self.0;
        let mut set = 0;
        while rest != 0 {
            set |= 1 << (rest & 3);
            rest >>= ENTRY;
        }
        // What starts a term is no write.
        set & !1
    }
}

/// It runs.
pub(super) const UP: u64 = 1 << 44;
/// It believes that it leads.
pub(super) const LEADS: u64 = 1 << 45;
/// It was elected in the highest term of all, and its log is still the one it had then, or more.
pub(super) const NEWEST: u64 = 1 << 46;
/// It belongs to the in-sync set.
pub(super) const IN_SYNC: u64 = 1 << 47;
/// It restarted and has not caught up, where that is asked before it votes.
pub(super) const BEHIND: u64 = 1 << 48;
/// It holds the leader lease.
pub(super) const LEASE: u64 = 1 << 49;

const TERM: u32 = 35;
const COMMIT: u32 = 38;
const TOOK: u32 = 41;

/// A node: its log, the highest term it knows, how much of its log it knows to be committed, the writes whose clients wait
/// for it, and what it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Node(pub u64);

impl Node {
    fn get(self, at: u32) -> u8 {
        (self.0 >> at & 7) as u8
    }

    fn set(&mut self, at: u32, to: u8) {
        self.0 = self.0 & !(7 << at) | u64::from(to) << at;
    }

    pub fn is(self, flags: u64) -> bool {
        self.0 & flags == flags
    }

    pub fn mark(&mut self, flags: u64) {
        self.0 |= flags;
    }

    pub fn clear(&mut self, flags: u64) {
        self.0 &= !flags;
    }

    pub fn log(self) -> Log {
        Log(self.0 & ((1 << TERM) - 1))
    }

    pub fn set_log(&mut self, log: Log) {
        self.0 = self.0 & !((1 << TERM) - 1) | log.0;
    }

    pub fn append(&mut self, write: u8) {
        let mut log = self.log();
        log.push(self.term(), write);
        self.set_log(log);
    }

    pub fn term(self) -> u8 {
        self.get(TERM)
    }

    pub fn set_term(&mut self, term: u8) {
        self.set(TERM, term);
    }

    pub fn commit(self) -> u8 {
        self.get(COMMIT)
    }

    pub fn set_commit(&mut self, to: u8) {
        self.set(COMMIT, to);
    }

    /// The writes that it took from a client and has not acknowledged, as a set.
    pub fn took(self) -> u8 {
        self.get(TOOK) << 1
    }

    pub fn set_took(&mut self, set: u8) {
        self.set(TOOK, set >> 1);
    }
}
