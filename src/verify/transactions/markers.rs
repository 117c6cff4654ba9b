//! Transactions of one producer over two partitions, ended in each by a marker; a marker may be sent twice and its copy may
//! come late. Isolation of transactions on keys is in the files beside this one.
//!
//! The first transaction commits, the second rolls back. A marker without the number of its transaction ends whatever is
//! open where it arrives.

use super::super::{Model, Properties, Property};

/// The machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markers {
    /// A marker names its transaction, and a partition ignores one whose transaction is not open.
    pub numbered: bool,
}

/// The partitions by name.
const NAMES: [char; 2] = ['x', 'y'];

/// What became of the write of a transaction in a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
enum Write {
    #[default]
    None,
    Open,
    Visible,
    Dropped,
}

/// A state; its fields are the machine's own affair.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// The transaction that the producer is in: 1, then 2.
    current: u8,
    /// The producer has said how it ends.
    decided: bool,
    /// By partition, then by transaction.
    writes: [[Write; 2]; 2],
    /// Partitions whose marker has not come.
    due: [bool; 2],
    /// Partitions to which a copy of the first marker is on its way.
    late: [bool; 2],
    /// Somebody has read what the second transaction wrote.
    second_read: bool,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The producer writes to both partitions.
    Write,
    /// The producer ends its transaction: the first by a commit, the second by a rollback.
    Decide,
    /// A partition takes its marker.
    Mark {
        /// Which: 0 or 1.
        partition: u8,
        /// The marker was sent twice, and the copy is still on its way.
        copied: bool,
    },
    /// A copy of the first marker arrives.
    Late {
        /// Where.
        partition: u8,
    },
    /// A reader that shows only what is committed reads what the second transaction wrote.
    Read {
        /// Where.
        partition: u8,
    },
}

impl State {
    fn end(&mut self, partition: usize, transaction: usize, commits: bool) {
        let write = &mut self.writes[partition][transaction];
        if *write == Write::Open {
            *write = if commits { Write::Visible } else { Write::Dropped };
        }
    }

    fn after(&self, step: Step, numbered: bool) -> Self {
        let mut to = self.clone();
        let transaction = usize::from(self.current - 1);
        match step {
            Step::Write => to.writes.iter_mut().for_each(|w| w[transaction] = Write::Open),
            Step::Decide => (to.decided, to.due) = (true, [true; 2]),
            Step::Mark { partition, copied } => {
                let at = usize::from(partition);
                to.end(at, transaction, self.current == 1);
                to.due[at] = false;
                to.late[at] |= copied;
                if to.due == [false; 2] && self.current == 1 {
                    (to.current, to.decided) = (2, false);
                }
            }
            Step::Late { partition } => {
                to.late[usize::from(partition)] = false;
                let named = if numbered { 0 } else { transaction };
                to.end(partition.into(), named, true);
            }
            Step::Read { .. } => to.second_read = true,
        }
        to
    }
}

impl Model for Markers {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State {
            current: 1,
            decided: false,
            writes: [[Write::None; 2]; 2],
            due: [false; 2],
            late: [false; 2],
            second_read: false,
        }
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        let mut push = |step| out.push((step, from.after(step, self.numbered)));
        let transaction = usize::from(from.current - 1);
        let written = from.writes[0][transaction] != Write::None;
        if !written {
            push(Step::Write);
        }
        if written && !from.decided {
            push(Step::Decide);
        }
        for partition in 0..2 {
            let at = usize::from(partition);
            if from.due[at] {
                push(Step::Mark { partition, copied: false });
                if from.current == 1 {
                    push(Step::Mark { partition, copied: true });
                }
            }
            if from.late[at] {
                push(Step::Late { partition });
            }
            if from.writes[at][1] == Write::Visible && !from.second_read {
                push(Step::Read { partition });
            }
        }
    }

    fn broken(&self, state: &State) -> Properties {
        let [x, y] = state.writes;
        let torn =
            (0..2).any(|t| matches!((x[t], y[t]), (Write::Visible, Write::Dropped) | (Write::Dropped, Write::Visible)));
        let rolled_back = state.current == 2 && state.decided;
        Properties::NONE
            .with_if(torn, Property::TornFree)
            .with_if(rolled_back && state.second_read, Property::AbortedReadFree)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let name = |partition: u8| NAMES[usize::from(partition)];
        match step {
            Step::Write => format!("the producer writes to x and y in transaction {}", from.current),
            Step::Decide if from.current == 1 => "the producer commits transaction 1".to_owned(),
            Step::Decide => "the producer rolls transaction 2 back".to_owned(),
            Step::Mark { partition, copied } => {
                let what = if from.current == 1 { "commit" } else { "rollback" };
                let then = if copied { ", and a copy of it is still on its way" } else { "" };
                format!("{} takes the {what} marker of transaction {}{then}", name(partition), from.current)
            }
            Step::Late { partition } => {
                let at = usize::from(partition);
                let ends = from.writes[at][1] == Write::Open && !self.numbered;
                let then = if ends { ", which commits the write of transaction 2" } else { "" };
                format!("{} takes the late copy of the commit marker{then}", name(partition))
            }
            Step::Read { partition } => format!("a reader reads {} as transaction 2 wrote it", name(partition)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{CAP, Verdict, explore};
    use super::*;

    fn way(numbered: bool, property: Property) -> Option<Vec<String>> {
        match explore(&Markers { numbered }, Properties::of(&[property]), CAP, &|| false).of(property) {
            Some(Verdict::Broken(way)) => Some(way.steps.clone()),
            Some(Verdict::Held) => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_late_marker_without_a_number_commits_half_of_the_next_transaction() {
        assert_eq!(
            way(false, Property::TornFree).unwrap(),
            [
                "the producer writes to x and y in transaction 1",
                "the producer commits transaction 1",
                "x takes the commit marker of transaction 1",
                "y takes the commit marker of transaction 1, and a copy of it is still on its way",
                "the producer writes to x and y in transaction 2",
                "the producer rolls transaction 2 back",
                "x takes the rollback marker of transaction 2",
                "y takes the late copy of the commit marker, which commits the write of transaction 2",
            ]
        );
        assert_eq!(way(false, Property::AbortedReadFree).unwrap().len(), 8);
    }

    #[test]
    fn a_marker_that_names_its_transaction_ends_no_other() {
        assert_eq!(way(true, Property::TornFree), None);
        assert_eq!(way(true, Property::AbortedReadFree), None);
    }
}
