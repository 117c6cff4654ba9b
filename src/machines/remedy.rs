//! What would make a false claim hold: settings that the machine follows from are changed one at a time, then in pairs, and
//! the search is run again. Nothing is suggested that a search has not confirmed, and nothing that brings up an error.

use super::{Checked, check, claims};
use crate::brief::{Brief, Edit, Scheme, Value, apply};
use crate::findings::{Key, Keys, Severity, keys};
use crate::numbers::facts::majority;
use crate::numbers::{At, World, derive_in};
use crate::verify::Verdict;

/// A change of the brief under which every claim of the entity holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// What to write.
    pub edits: Vec<Edit>,
    /// States that were searched without finding a run that breaks a claim.
    pub states: usize,
}

impl Remedy {
    /// The values to write: `dataset.orders.replication.read_path = "read_index"`.
    pub fn text(&self) -> String {
        self.edits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// How many changes are suggested for one claim.
const MOST: usize = 3;
/// States of one search: a design that needs more to be sure of is not suggested.
const STATES: usize = 200_000;
/// States for all searches about one entity, and about all: some seconds.
const PATIENCE: usize = 400_000;
const PATIENCE_WITH_ALL: usize = 2_000_000;

/// How many changes are tried in all. Each is a brief of its own, and a large one takes its time.
fn tries(brief: &Brief) -> usize {
    20_000 / (brief.call.len() + brief.service.len() + 50)
}

/// What is left of the patience with a brief.
struct Left {
    tries: usize,
    states: usize,
}

/// Settings that decide claims, by what follows the name of their entity, with the values that are tried: those that are
/// easiest to undo first. `majority` stands for the number that is one.
const SETTINGS: &[(&str, &[&str])] = &[
    ("replication.term_start_barrier", &["true"]),
    ("replication.dirty_reads", &["false"]),
    ("replication.lease_recheck_after_read", &["true"]),
    ("replication.unclean_election", &["false"]),
    ("replication.sync_degrade", &["false"]),
    ("replication.failover.fence_old", &["true"]),
    ("replication.vote_rule", &["term_index"]),
    ("replication.rejoin", &["catch_up_before_vote"]),
    ("replication.reconfig", &["single_server"]),
    ("replication.election_quorum", &["majority"]),
    ("replication.r", &["majority"]),
    ("replication.w", &["majority"]),
    ("replication.read_repair", &["blocking"]),
    ("replication.sloppy_quorum", &["false"]),
    ("replication.session_token", &["epoch_index"]),
    ("replication.read_path", &["leader_local", "read_index"]),
    ("read_path", &["leader_local", "read_index"]),
    ("replication.ack_level", &["k_fsync"]),
    ("replication.acks", &["all"]),
    ("replication.in_sync.min", &["2"]),
    ("replication.failover.promote_rule", &["most_advanced_after_fence", "majority_election"]),
    ("replication.commit_wait", &["true"]),
    ("replication.scheme", &["single_leader_syncall", "consensus_raft"]),
    ("auto_retry", &["rerun"]),
    ("locking_reads", &["true"]),
    ("isolation", &["snapshot", "serializable", "strict_serializable"]),
    ("marker_fence", &["epoch_per_txn"]),
    ("connections", &["one"]),
    ("on_loss", &["self_fence"]),
    ("fencing.token", &["monotonic"]),
    ("idempotency.atomic_with_effect", &["true"]),
];

/// Looks for changes that make the false claims hold, entity by entity, and keeps them with the claims.
pub fn remedies(brief: &Brief, checked: &mut [Checked], cancelled: &dyn Fn() -> bool) {
    let places: Vec<At> = checked.iter().filter(|c| c.steps().is_some()).map(|c| c.claim.at.clone()).collect();
    let mut done: Vec<At> = Vec::new();
    let mut before: Option<Keys> = None;
    let mut left = Left { tries: tries(brief), states: PATIENCE_WITH_ALL };
    for at in places {
        if done.contains(&at) || cancelled() {
            continue;
        }
        let before = before.get_or_insert_with(|| found(brief));
        let all = of_entity(brief, checked, &at, before, &mut left, cancelled);
        for c in checked.iter_mut().filter(|c| c.claim.at == at && c.steps().is_some()) {
            c.remedies.clone_from(&all);
        }
        done.push(at);
    }
}

fn found(brief: &Brief) -> Keys {
    let world = World::new(brief);
    keys(&world, &derive_in(&world), None)
}

fn of_entity(
    brief: &Brief,
    checked: &[Checked],
    at: &At,
    before: &Keys,
    left: &mut Left,
    cancelled: &dyn Fn() -> bool,
) -> Vec<Remedy> {
    let broken: Vec<&Checked> = checked.iter().filter(|c| c.claim.at == *at && c.steps().is_some()).collect();
    let singles = candidates(brief, &broken);
    let pairs = singles.iter().enumerate().flat_map(|(i, a)| {
        let others = singles[i + 1..].iter().filter(move |b| b.path() != a.path());
        others.map(move |b| vec![a.clone(), b.clone()])
    });
    let (mut out, mut searched) = (Vec::<Remedy>::new(), 0);
    for edits in singles.iter().map(|e| vec![e.clone()]).chain(pairs) {
        // Two changes are suggested only where no single one is enough, and then the first that is.
        let enough = if edits.len() > 1 { usize::from(!out.is_empty()) } else { out.len() / MOST };
        if enough > 0 || searched > PATIENCE || left.tries == 0 || left.states == 0 || cancelled() {
            break;
        }
        // Of one setting the first value that is enough is the one.
        if out.iter().any(|r| r.edits[0].path() == edits[0].path()) {
            continue;
        }
        let mut after = brief.clone();
        if apply(&mut after, &edits).is_err() {
            continue;
        }
        let (holds, states) = holds(&after, at, &broken, cancelled);
        searched += states;
        *left = Left { tries: left.tries - 1, states: left.states.saturating_sub(states) };
        if holds && !brings_up_an_error(before, &after) {
            out.push(Remedy { edits, states });
        }
    }
    out
}

/// The single changes worth trying: of the settings that the machines of these claims follow from.
fn candidates(brief: &Brief, broken: &[&Checked]) -> Vec<Edit> {
    let world = World::new(brief);
    let mut out: Vec<Edit> = Vec::new();
    for (field, values) in SETTINGS {
        for c in broken {
            let inputs = c.claim.trace.inputs.iter().filter(|i| i.at.field == *field);
            let now: Vec<(At, String)> = inputs.map(|i| (i.at.clone(), i.shown.to_string())).collect();
            for (at, shown) in now {
                // How many copies answer decides where quorums do; elsewhere the scheme says it.
                if *field == "replication.w" && !counts(&world, &at) {
                    continue;
                }
                for value in *values {
                    let Some(value) = written(&world, &at, value) else { continue };
                    let edit = Edit::set(at.to_string(), value.clone());
                    let same = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned) == shown;
                    if !same && !out.contains(&edit) {
                        out.push(edit);
                    }
                }
            }
        }
    }
    out
}

/// Whether the scheme of a dataset is one of quorums.
fn counts(world: &World<'_>, at: &At) -> bool {
    let scheme = at.id.as_deref().and_then(|d| world.dataset(d)).and_then(|d| d.replication().scheme().value);
    scheme.is_some_and(|s| s.is_consensus() || s == Scheme::LeaderlessQuorum)
}

fn written(world: &World<'_>, at: &At, value: &str) -> Option<Value> {
    Some(match value {
        "majority" => {
            let d = world.dataset(at.id.as_deref()?)?;
            Value::from(i64::try_from(majority(d.replication().n().value?)).ok()?)
        }
        "true" | "false" => Value::from(value == "true"),
        number => number.parse::<i64>().map_or_else(|_| Value::from(value), Value::from),
    })
}

/// Whether everything that is claimed of an entity holds in a brief, and how many states were searched for that. A claim that
/// no machine describes any more is no answer, and neither is one that nobody makes any more; only of a lock, a fence turns
/// exclusion into order.
fn holds(brief: &Brief, at: &At, broken: &[&Checked], cancelled: &dyn Fn() -> bool) -> (bool, usize) {
    let world = World::new(brief);
    let about: Vec<_> = claims(&world, &derive_in(&world)).into_iter().filter(|c| c.at == *at).collect();
    let gone = |c: &&Checked| at.kind != "lock" && !about.iter().any(|x| x.id == c.claim.id);
    if about.is_empty() || about.iter().any(|c| c.case.is_err()) || broken.iter().any(gone) {
        return (false, 0);
    }
    let all = check(about, STATES, cancelled, &mut |_, _| ());
    let states = all.iter().filter_map(|c| c.found.as_ref()).map(|(_, states)| states).sum();
    (all.iter().all(|c| matches!(c.found, Some((Verdict::Held, _)))), states)
}

fn brings_up_an_error(before: &Keys, after: &Brief) -> bool {
    let after = found(after);
    let errors = |keys: &Keys| -> Vec<Key> {
        let errors = keys.open.iter().filter(|k| k.severity == Severity::Error && k.rule.id != "MET-02");
        errors.cloned().collect()
    };
    let known = errors(before);
    errors(&after).iter().any(|k| !known.contains(k))
}
