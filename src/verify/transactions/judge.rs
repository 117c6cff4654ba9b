//! What a step broke: whether what the committed transactions have read can be put into an order, and the anomalies that
//! have names of their own. Nothing of the mechanisms is known here.

use super::super::{Properties, Property};
use super::apply::Step;
use super::state::{Phase, State};

pub(super) fn judge(state: &State, step: Step) -> Properties {
    let ended = !matches!(step, Step::Show { .. });
    let mut broken = Properties::NONE.with_if(aborted_read(state), Property::AbortedReadFree);
    if ended {
        broken = broken
            .with_if(lost_update(state), Property::LostUpdateFree)
            .with_if(read_skew(state), Property::ReadSkewFree)
            .with_if(write_skew(state), Property::WriteSkewFree);
    }
    // What somebody active wrote may have been read, and may yet be committed: only then is it known.
    if ended && state.in_phase(Phase::Active).next().is_none() {
        broken = broken
            .with_if(!explained(state, Rule::Serial), Property::Serializable)
            .with_if(!explained(state, Rule::RealTime), Property::StrictSerializable)
            .with_if(!explained(state, Rule::Snapshot), Property::SnapshotIsolation);
    }
    broken
}

fn aborted_read(state: &State) -> bool {
    let of_aborted =
        |version: &Option<u8>| version.is_some_and(|v| v > 0 && state.all[usize::from(v) - 1].is(Phase::Aborted));
    state.all.iter().any(|p| !p.is(Phase::Aborted) && p.read.iter().any(of_aborted))
}

/// Somebody wrote a key after reading a version that was not the last before its own.
fn lost_update(state: &State) -> bool {
    state.log.all().enumerate().any(|(before, p)| {
        let now = &state.all[p];
        (0..2).any(|k| now.wrote[k] && now.read[k].is_some_and(|v| v != state.version(state.log, before as u8, k)))
    })
}

/// How a read of a key stands to the commit of a writer: `Some(true)` if it saw it or something later, `None` if it did
/// not read the key, the other did not write it, or nothing can be said.
fn saw(state: &State, reader: usize, writer: usize, key: usize) -> Option<bool> {
    let version = state.all[reader].read[key].filter(|_| state.all[writer].wrote[key])?;
    Some(state.age(version)? >= state.log.index(writer)?)
}

fn pairs(state: &State) -> impl Iterator<Item = (usize, usize)> {
    state
        .in_phase(Phase::Committed)
        .flat_map(move |a| state.in_phase(Phase::Committed).filter(move |b| *b != a).map(move |b| (a, b)))
}

fn read_skew(state: &State) -> bool {
    pairs(state).any(|(a, b)| saw(state, a, b, 0).zip(saw(state, a, b, 1)).is_some_and(|(x, y)| x != y))
}

fn write_skew(state: &State) -> bool {
    pairs(state).any(|(a, b)| saw(state, a, b, 1) == Some(false) && saw(state, b, a, 0) == Some(false))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Each transaction reads what the ones before it left.
    Serial,
    /// The same, and whoever had committed before another began comes before it.
    RealTime,
    /// Each reads what some of those before it left, and none after those wrote what it writes.
    Snapshot,
}

/// Whether some order of the committed transactions explains what they read and what is left.
fn explained(state: &State, rule: Rule) -> bool {
    let committed: Vec<usize> = state.in_phase(Phase::Committed).collect();
    if committed.iter().any(|p| state.all[*p].fuzzy) {
        return false;
    }
    Orders { state, rule, committed: &committed, left: [0, 1].map(|k| state.version(state.log, state.log.len(), k)) }
        .extend(&mut Vec::with_capacity(committed.len()))
}

struct Orders<'a> {
    state: &'a State,
    rule: Rule,
    committed: &'a [usize],
    left: [u8; 2],
}

impl Orders<'_> {
    fn extend(&self, order: &mut Vec<usize>) -> bool {
        if order.len() == self.committed.len() {
            return self.versions(order) == self.left;
        }
        for &next in self.committed {
            if !order.contains(&next) && self.fits(order, next) {
                order.push(next);
                if self.extend(order) {
                    return true;
                }
                order.pop();
            }
        }
        false
    }

    fn versions(&self, order: &[usize]) -> [u8; 2] {
        [0, 1].map(|k| order.iter().rev().find(|p| self.state.all[**p].wrote[k]).map_or(0, |p| *p as u8 + 1))
    }

    fn fits(&self, order: &[usize], next: usize) -> bool {
        let now = &self.state.all[next];
        let reads = |from: usize| {
            let there = self.versions(&order[..from]);
            (0..2).all(|k| now.read[k].is_none_or(|v| v == there[k]))
        };
        match self.rule {
            Rule::Serial => reads(order.len()),
            Rule::RealTime => {
                let earlier = |p: &&usize| now.after & 1 << **p != 0;
                reads(order.len()) && self.committed.iter().filter(earlier).all(|p| order.contains(p))
            }
            Rule::Snapshot => (0..=order.len()).any(|from| {
                let others = |k: usize| order[from..].iter().any(|p| self.state.all[*p].wrote[k]);
                reads(from) && (0..2).all(|k| !now.wrote[k] || !others(k))
            }),
        }
    }
}
