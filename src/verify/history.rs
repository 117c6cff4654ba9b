//! The history of a small register: which operations had returned when another was invoked, and what the reads returned.
//!
//! What lives here: the record, and whether it is linearizable, reads its own writes and never goes back. How a store
//! comes to such a history is a machine's matter.
//!
//! What a write is worth is judged by values and real time, never by the versions a store gives them: a store whose versions
//! contradict real time hides its lost writes from a judge that asks for versions. So each value is written at most once,
//! and 0, the value at the start, never. Only whether reads go back is a question to the order of the store: to a reader
//! that order is the only one there is, and the writer of what it puts too low is the one who is wronged.

/// The most operations of a history: a set of them fits a byte.
pub const OPS: usize = 8;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Writes a value: above 0, and written by no other operation.
    Write(u8),
    /// Reads.
    Read,
}

/// An operation that is planned. The operations of one client follow each other in the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Op {
    /// Who does it, from 0.
    pub client: u8,
    /// What it does.
    pub action: Action,
}

/// What happened so far to the operations of a plan (at most [`OPS`]); operations are named by their place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct History {
    invoked: u8,
    returned: u8,
    /// For each operation, those that had returned when it was invoked.
    before: [u8; OPS],
    /// For each read that has returned, its value.
    read: [u8; OPS],
}

impl History {
    /// An operation begins, unless it has begun already.
    pub fn invoke(&mut self, op: usize) {
        if !self.is_invoked(op) {
            self.invoked |= 1 << op;
            self.before[op] = self.returned;
        }
    }

    /// An operation returns; `value` is what a read read, and is ignored for a write.
    pub fn complete(&mut self, plan: &[Op], op: usize, value: u8) {
        self.returned |= 1 << op;
        if plan[op].action == Action::Read {
            self.read[op] = value;
        }
    }

    /// Whether it has begun.
    pub fn is_invoked(&self, op: usize) -> bool {
        self.invoked >> op & 1 == 1
    }

    /// Whether it has returned.
    pub fn is_returned(&self, op: usize) -> bool {
        self.returned >> op & 1 == 1
    }

    /// What a read returned; `None` for a write, and before it has.
    pub fn read(&self, plan: &[Op], op: usize) -> Option<u8> {
        (plan[op].action == Action::Read && self.is_returned(op)).then(|| self.read[op])
    }

    /// Whether one had returned before the other was invoked.
    pub fn precedes(&self, first: usize, then: usize) -> bool {
        self.is_invoked(then) && self.before[then] >> first & 1 == 1
    }

    /// Whether a value was surely overwritten by another: it is the value at the start, or its write had returned before
    /// the other's was invoked. Of values written at the same time neither is older, whatever a store makes of them.
    pub fn older(&self, plan: &[Op], value: u8, than: u8) -> bool {
        match (writer(plan, value), writer(plan, than)) {
            (None, Some(_)) => value == 0,
            (Some(a), Some(b)) => self.precedes(a, b),
            (_, None) => false,
        }
    }

    /// Whether some order of the operations explains all reads and respects real time. A write that has not returned may
    /// have taken effect or not; a read that has not returned says nothing.
    ///
    /// Only the return of a read can end it: a write that returns could take effect after all that was read so far.
    pub fn is_linearizable(&self, plan: &[Op]) -> bool {
        self.explained(plan, 0, 0)
    }

    /// Whether what is not in `placed` can follow it, where the register holds `value` after what is.
    fn explained(&self, plan: &[Op], placed: u8, value: u8) -> bool {
        if self.returned & !placed == 0 {
            return true;
        }
        (0..plan.len()).any(|op| {
            let bit = 1 << op;
            let ready = self.invoked & !placed & bit != 0 && self.before[op] & !placed == 0;
            ready
                && match plan[op].action {
                    Action::Write(new) => self.explained(plan, placed | bit, new),
                    Action::Read => {
                        self.is_returned(op) && self.read[op] == value && self.explained(plan, placed | bit, value)
                    }
                }
        })
    }

    /// Whether no client has read what is older than a write of its own that had returned.
    pub fn reads_own_writes(&self, plan: &[Op]) -> bool {
        self.pairs(plan).all(|(own, read)| match plan[own].action {
            Action::Write(value) => !self.older(plan, self.read[read], value),
            Action::Read => true,
        })
    }

    /// Whether no client has read what is older than it had read before, where `older(value, than)` is the order that the
    /// store gives to two different values that were read.
    pub fn reads_never_go_back(&self, plan: &[Op], older: impl Fn(u8, u8) -> bool) -> bool {
        self.pairs(plan).all(|(first, then)| match plan[first].action {
            Action::Read => self.read[then] == self.read[first] || !older(self.read[then], self.read[first]),
            Action::Write(_) => true,
        })
    }

    /// Each operation that has returned with each later read of its client that has.
    fn pairs(&self, plan: &[Op]) -> impl Iterator<Item = (usize, usize)> {
        let returned = move |op: usize| self.is_returned(op);
        let reads = (0..plan.len()).filter(move |i| returned(*i) && plan[*i].action == Action::Read);
        reads.flat_map(move |r| {
            (0..plan.len())
                .filter(move |i| self.precedes(*i, r) && plan[*i].client == plan[r].client)
                .map(move |i| (i, r))
        })
    }
}

/// The operation that writes a value.
fn writer(plan: &[Op], value: u8) -> Option<usize> {
    plan.iter().position(|op| op.action == Action::Write(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays `+i` (operation i is invoked) and `-i` or `-i=v` (it returns, with v).
    fn play(plan: &[Op], moves: &str) -> History {
        let mut history = History::default();
        for text in moves.split(' ') {
            let (op, value) = text[1..].split_once('=').unwrap_or((&text[1..], "0"));
            let op = op.parse().unwrap();
            if text.starts_with('+') {
                history.invoke(op);
            } else {
                history.complete(plan, op, value.parse().unwrap());
            }
        }
        history
    }

    fn write(client: u8, value: u8) -> Op {
        Op { client, action: Action::Write(value) }
    }

    fn read(client: u8) -> Op {
        Op { client, action: Action::Read }
    }

    #[test]
    fn a_read_during_a_write_may_see_it_or_not_but_not_first_and_then_not() {
        let plan = [write(0, 1), read(1), read(1)];
        for (moves, fine) in [
            ("+0 +1 -1=1 +2 -2=1 -0", true),
            ("+0 +1 -1=0 +2 -2=1 -0", true),
            ("+0 +1 -1=0 +2 -2=0 -0", true),
            ("+0 +1 -1=1 +2 -2=0 -0", false),
            ("+0 -0 +1 -1=0", false),
            ("+1 +0 -0 -1=0", true),
            ("+1 -1=1", false),
        ] {
            assert_eq!(play(&plan, moves).is_linearizable(&plan), fine, "{moves}");
        }
        let back = play(&plan, "+0 +1 -1=1 +2 -2=0 -0");
        assert!(!back.reads_never_go_back(&plan, |value, than| value < than) && back.reads_own_writes(&plan));
    }

    #[test]
    fn writes_at_the_same_time_may_take_effect_in_either_order_but_in_one() {
        let plan = [write(0, 1), write(1, 2), read(2), read(2), read(2)];
        let order = |reads: &str| play(&plan, &format!("+0 +1 -0 -1 {reads}")).is_linearizable(&plan);
        assert!(order("+2 -2=1 +3 -3=1"));
        assert!(order("+2 -2=2 +3 -3=2"));
        assert!(!order("+2 -2=1 +3 -3=2"));
        let during = |reads: &str| play(&plan, &format!("+0 +1 {reads}"));
        assert!(during("+2 -2=1 +3 -3=2").is_linearizable(&plan));
        let around = during("+2 -2=1 +3 -3=2 +4 -4=1");
        assert!(!around.is_linearizable(&plan));
        assert!(!around.older(&plan, 1, 2) && !around.older(&plan, 2, 1), "neither write is older than the other");
        assert!(!around.reads_never_go_back(&plan, |value, than| value < than), "but to a store one of them is");
    }

    #[test]
    fn a_client_that_reads_what_its_write_replaced_does_not_read_its_writes() {
        let plan = [write(0, 1), write(1, 2), read(1)];
        let late = play(&plan, "+0 -0 +1 -1 +2 -2=1");
        assert!(!late.reads_own_writes(&plan) && !late.is_linearizable(&plan));
        let together = play(&plan, "+0 +1 -0 -1 +2 -2=1");
        assert!(together.reads_own_writes(&plan) && together.is_linearizable(&plan));
        assert!(!play(&plan, "+1 -1 +2 -2=0").reads_own_writes(&plan));
    }

    #[test]
    fn what_was_never_written_is_not_older_than_anything() {
        let plan = [write(0, 1), read(1)];
        let history = play(&plan, "+0 -0 +1 -1=9");
        assert!(!history.older(&plan, 9, 1) && !history.older(&plan, 1, 9));
        assert!(history.older(&plan, 0, 1) && !history.older(&plan, 1, 1));
        assert!(!history.is_linearizable(&plan));
        assert_eq!((history.read(&plan, 1), history.read(&plan, 0)), (Some(9), None));
    }
}
