//! Commit timestamps from clocks that differ: what a transaction that reads at one timestamp sees of two writers on two
//! nodes. Isolation of transactions in general is in the files beside this one.
//!
//! Transaction 1 writes x on a node whose clock is ahead, transaction 2 writes y on one whose clock is right, transaction 3
//! reads x and y at the time it begins by the right clock. A write gets a timestamp above all reads of its key. A reader
//! that meets a timestamp above its own, but within the bound that clocks are said to keep, begins again at that one.

use super::super::{Model, Properties, Property};

/// The machine. Times are in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// How far clocks are said to differ at most.
    pub bound: u8,
    /// How far the fast clock is ahead.
    pub ahead: u8,
    /// A writer returns only when its timestamp is past on every clock within the bound.
    pub commit_wait: bool,
    /// The last tick; enough for a wait when it is above `2 * bound`.
    pub horizon: u8,
}

/// What became of a writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Writer {
    /// Its timestamp, once its write is there.
    at: Option<u8>,
    returned: bool,
}

/// A state; its fields are the machine's own affair.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct State {
    now: u8,
    writers: [Writer; 2],
    /// The first writer had returned when the second began.
    ordered: bool,
    /// When the reader reads, and up to where it is uncertain; once it has begun.
    reads_at: Option<(u8, u8)>,
    /// Which writers had returned when the reader began.
    returned_before: [bool; 2],
    /// What it has read of each key: whether the write was there.
    read: [Option<bool>; 2],
    /// The highest timestamp at which each key was read.
    read_up_to: [Option<u8>; 2],
}

/// One step. Transactions and keys are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A tick passes.
    Tick,
    /// A writer begins, and its write is there.
    Write {
        /// Which: 0 writes x, 1 writes y.
        writer: u8,
    },
    /// A writer that waited returns.
    Return {
        /// Which.
        writer: u8,
    },
    /// The reader reads a key or, where it is uncertain, begins again.
    Read {
        /// Which.
        key: u8,
    },
}

impl Clocks {
    fn clock(self, from: &State, node: u8) -> u8 {
        if node == 0 { from.now + self.ahead } else { from.now }
    }

    /// The earliest time that it can be, by the clock of a node.
    fn past(self, from: &State, node: u8, at: u8) -> bool {
        self.clock(from, node) > at + self.bound
    }

    fn after(self, from: &State, step: Step) -> State {
        let mut to = from.clone();
        match step {
            Step::Tick => to.now += 1,
            Step::Write { writer } => {
                let key = usize::from(writer);
                let above_reads = from.read_up_to[key].map_or(0, |at| at + 1);
                let at = Some(self.clock(from, writer).max(above_reads));
                to.writers[key] = Writer { at, returned: !self.commit_wait };
                to.ordered |= writer == 1 && from.writers[0].returned;
            }
            Step::Return { writer } => to.writers[usize::from(writer)].returned = true,
            Step::Read { key } => self.read(&mut to, key.into()),
        }
        to
    }

    fn read(self, to: &mut State, key: usize) {
        let now = self.clock(to, 1);
        if to.reads_at.is_none() {
            to.returned_before = to.writers.map(|w| w.returned);
        }
        let (at, limit) = to.reads_at.unwrap_or((now, now + self.bound));
        match to.writers[key].at {
            Some(stamp) if stamp > at && stamp <= limit => {
                to.reads_at = Some((stamp, limit));
                to.read = [None; 2];
            }
            stamp => {
                to.reads_at = Some((at, limit));
                to.read[key] = Some(stamp.is_some_and(|s| s <= at));
                to.read_up_to[key] = to.read_up_to[key].max(Some(at));
            }
        }
    }
}

impl Model for Clocks {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        let mut push = |step| out.push((step, self.after(from, step)));
        for at in 0..2u8 {
            let writer = from.writers[usize::from(at)];
            match writer.at {
                None => push(Step::Write { writer: at }),
                Some(stamp) if !writer.returned && self.past(from, at, stamp) => push(Step::Return { writer: at }),
                Some(_) => {}
            }
            if from.read[usize::from(at)].is_none() {
                push(Step::Read { key: at });
            }
        }
        if from.now < self.horizon {
            push(Step::Tick);
        }
    }

    fn broken(&self, state: &State) -> Properties {
        let stale = (0..2).any(|k| state.read[k] == Some(false) && state.returned_before[k]);
        let reversed = state.ordered && state.read == [Some(false), Some(true)];
        // Two writers of one key each and a reader: any answer has a serial order.
        Properties::NONE.with_if(stale, Property::Linearizable).with_if(stale || reversed, Property::StrictSerializable)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let to = self.after(from, step);
        let key = |k: u8| if k == 0 { 'x' } else { 'y' };
        match step {
            Step::Tick => "a tick passes".to_owned(),
            Step::Write { writer } => {
                let at = to.writers[usize::from(writer)].at.unwrap_or(0);
                let then = if self.commit_wait { "" } else { " and returns" };
                format!("transaction {} writes {} with timestamp {at}{then}", writer + 1, key(writer))
            }
            Step::Return { writer } => format!("transaction {} returns", writer + 1),
            Step::Read { key: k } => {
                let at = to.reads_at.map_or(0, |(at, _)| at);
                match to.read[usize::from(k)] {
                    Some(true) => format!("transaction 3 reads {} at {at} as transaction {} wrote it", key(k), k + 1),
                    Some(false) => format!("transaction 3 reads {} at {at} as it was at first", key(k)),
                    None => format!("transaction 3 meets a later {} and begins again at {at}", key(k)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{CAP, Verdict, explore};
    use super::*;
    use Property::{Linearizable, Serializable, StrictSerializable};

    fn way(ahead: u8, commit_wait: bool, property: Property) -> Option<Vec<String>> {
        let machine = Clocks { bound: 2, ahead, commit_wait, horizon: 6 };
        match explore(&machine, Properties::of(&[property]), CAP, &|| false).of(property) {
            Some(Verdict::Broken(way)) => Some(way.steps.clone()),
            Some(Verdict::Held) => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_a_wait_an_effect_is_seen_without_its_cause() {
        assert_eq!(
            way(2, false, StrictSerializable).unwrap(),
            [
                "transaction 3 reads x at 0 as it was at first",
                "transaction 1 writes x with timestamp 2 and returns",
                "transaction 2 writes y with timestamp 0 and returns",
                "transaction 3 reads y at 0 as transaction 2 wrote it",
            ]
        );
        assert_eq!(way(2, false, Serializable), None);
    }

    #[test]
    fn one_key_is_read_in_real_time_while_clocks_keep_their_bound() {
        assert_eq!(way(2, false, Linearizable), None);
        assert_eq!(way(3, false, Linearizable).unwrap().len(), 2);
    }

    #[test]
    fn a_wait_for_the_bound_keeps_real_time_while_clocks_keep_theirs() {
        assert_eq!(way(2, true, StrictSerializable), None);
        assert!(way(4, true, StrictSerializable).is_some());
    }
}
