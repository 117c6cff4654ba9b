//! What is known of replication with a leader, machine by machine.

mod consensus;
mod in_sync;
mod single;

use super::super::{CAP, Outcome, Properties, Property, Verdict, explore};
use super::{Candidate, Election, Leader};

const CLIENT: [Property; 3] = [Property::Linearizable, Property::ReadYourWrites, Property::MonotonicReads];
const ALL: [Property; 5] =
    [Property::Linearizable, Property::ReadYourWrites, Property::MonotonicReads, Property::NoLoss, Property::OneLeader];

fn run(machine: &Leader, asked: &[Property]) -> Outcome {
    explore(machine, Properties::of(asked), CAP, &|| false)
}

/// The verdicts as letters: T held, F broken, ? unknown; in the order of the properties.
fn letters(machine: &Leader, asked: &[Property]) -> String {
    let letter = |v: &Verdict| match v {
        Verdict::Held => 'T',
        Verdict::Broken(_) => 'F',
        Verdict::Inconclusive => '?',
    };
    run(machine, asked).verdicts.iter().map(|(_, v)| letter(v)).collect()
}

/// The shortest way to break a property; empty if it was not broken.
fn way(machine: &Leader, property: Property) -> Vec<String> {
    match run(machine, &[property]).of(property) {
        Some(Verdict::Broken(way)) => way.steps.clone(),
        _ => Vec::new(),
    }
}

fn promoting(of: Candidate) -> Election {
    Election::Promotion { of, while_old_lives: false, old_fenced: true }
}

fn promoting_at_any_time(of: Candidate) -> Election {
    Election::Promotion { of, while_old_lives: true, old_fenced: false }
}
