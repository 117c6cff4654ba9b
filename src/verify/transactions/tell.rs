//! The steps in words.

use super::Transactions;
use super::apply::Step;
use super::script::{Action, End, Key};
use super::state::{Phase, State};

pub(super) fn tell(machine: &Transactions, from: &State, step: Step) -> String {
    let name = |place: u8| format!("transaction {}", place + 1);
    match step {
        Step::Act { transaction } => act(machine, from, transaction),
        Step::Finish { transaction } => {
            let place = usize::from(transaction);
            let to = machine.after(from, step);
            let what = match to.all[place].phase {
                Phase::Committed => "commits",
                Phase::Aborted if machine.script[place].end == End::RollBack => "rolls back",
                Phase::Aborted => "is aborted: others changed what it rests on",
                Phase::Waiting | Phase::Active => "is refused, and its writes are sent again without reading again",
            };
            format!("{} {what}", name(transaction))
        }
        Step::Victim { transaction } => {
            let to = machine.after(from, step);
            let again = to.all[usize::from(transaction)].is(Phase::Active);
            let then = if again { ", and its writes are sent again without reading again" } else { "" };
            format!("{} waits for a lock and is aborted{then}", name(transaction))
        }
        Step::Show { transaction } => format!("the replica shows {}", name(transaction)),
    }
}

fn act(machine: &Transactions, from: &State, transaction: u8) -> String {
    let place = usize::from(transaction);
    let name = transaction + 1;
    match machine.next(place, &from.all[place]) {
        Some(Action::Write(key)) => format!("transaction {name} writes {}", letter(key)),
        Some(Action::Read(key)) => {
            let to = machine.after(from, Step::Act { transaction });
            let of = match to.all[place].read[key as usize] {
                None => "as it wrote it itself".to_owned(),
                Some(0) => "as it was at first".to_owned(),
                Some(writer) => format!("as transaction {writer} wrote it"),
            };
            format!("transaction {name} reads {} {of}", letter(key))
        }
        None => format!("transaction {name} does nothing"),
    }
}

fn letter(key: Key) -> char {
    match key {
        Key::X => 'x',
        Key::Y => 'y',
    }
}
