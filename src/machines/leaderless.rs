//! Replication without a leader, as a brief describes it: quorums of replicas, and sites that write on their own.

use super::case::{Case, Machine};
use super::claim::Claim;
use super::scope::{Scope, count, longest, scripts};
use super::settings::{Settings, forgets, if_stated, wiped};
use crate::brief::{
    ConcurrentWriters, ConflictPolicy, InvariantKind, QuorumScope, ReadRepair, Scheme, Semantics, VersionSource,
};
use crate::numbers::Trace;
use crate::numbers::facts::{DatasetView, majority};
use crate::verify::Property;
use crate::verify::merge::{Counter, Counting, Resolution, Times, register as several};
use crate::verify::register::{Register, Setup, Versions};

/// Clocks that differ: a later write can carry an earlier time.
const SKEWED: [u8; 3] = [10, 5, 1];

/// Quorums of replicas.
pub(super) fn quorum(
    asked_for: Property,
    s: &Settings,
    d: &DatasetView<'_>,
    scope: Scope,
    t: &mut Trace,
) -> Result<Case, String> {
    let r = d.replication();
    if r.raw.quorum.is_some() {
        return Err("its quorums are expressions over named nodes".to_owned());
    }
    let local = r.raw.quorum_scope == Some(QuorumScope::Local);
    let n = if local && one_region(d) { d.counted_copies() } else { r.n() };
    let Some(n) = t.take(n) else { return Err("how many copies there are is not known".to_owned()) };
    let most = u64::from(scope.replicas).min(5);
    let asked = match &s.reads {
        Some(looks) => t.take(looks.r.clone()),
        None => Some(n),
    };
    let (Some(asked), Some(w)) = (asked, t.take(s.w.clone())) else {
        return Err("its quorums are not known".to_owned());
    };
    let (n, asked, w) = reduced(n, asked, w, most)
        .ok_or_else(|| format!("{n} replicas with R {asked} and W {w} are more than the machine has room for"))?;
    let one_writer = t.take(d.concurrent_writers()) == Some(ConcurrentWriters::OnePerKey);
    let clocks = !one_writer && by_clock(d, t);
    let sloppy = t.take(r.sloppy_quorum()) == Some(true);
    if sloppy && asked_for == Property::NoLoss && !one_writer && d.raw.conflict_policy.is_some_and(keeps_both) {
        return Err("no machine describes writes that quorums miss and that are kept beside one another".to_owned());
    }
    let setup = Setup {
        fallbacks: u8::from(sloppy),
        write_back: t.take(r.read_repair()) == Some(ReadRepair::Blocking),
        versions: if clocks { Versions::Clocks(SKEWED) } else { Versions::Query },
        amnesia: if wiped(d, t) || if_stated(&s.ack, t).is_some_and(|ack| forgets(d.world, ack, t)) {
            scope.faults.min(2)
        } else {
            0
        },
        ..Setup::new(n, asked, w)
    };
    let scripts = scripts(scope, one_writer);
    let all: Vec<Register> = scripts.iter().filter_map(|script| Register::new(setup, script)).collect();
    if all.is_empty() {
        return Err("its quorums are larger than the number of its copies".to_owned());
    }
    let mut bounds = vec![count(usize::from(n), "replica"), count(longest(&scripts), "operation")];
    if sloppy {
        bounds.push("1 node standing in".to_owned());
    }
    if setup.amnesia > 0 {
        bounds.push(format!("{} forgetting", count(usize::from(setup.amnesia), "replica")));
    }
    Ok(Case { machine: Machine::Register(all), bounds: bounds.join(", ") })
}

/// Whether of two writes the one with the later clock stays. Only what is stated counts: where conflicts are kept or merged,
/// no clock decides.
fn by_clock(d: &DatasetView<'_>, t: &mut Trace) -> bool {
    if d.raw.conflict_policy.is_some_and(keeps_both) {
        t.take(d.conflict_policy());
        return false;
    }
    let source = d.replication().version_source();
    if !source.stated() {
        return d.raw.conflict_policy == Some(ConflictPolicy::Lww) && t.take(d.conflict_policy()).is_some();
    }
    matches!(t.take(source), Some(VersionSource::ClientClock | VersionSource::ServerClock | VersionSource::Hlc))
}

/// Whether of two writes that have not seen one another both stay, beside one another or merged.
fn keeps_both(policy: ConflictPolicy) -> bool {
    !matches!(policy, ConflictPolicy::Lww | ConflictPolicy::Reject)
}

/// Whether all clients are in one region.
fn one_region(d: &DatasetView<'_>) -> bool {
    let mut all = d.workloads().filter_map(|w| w.raw.client_regions.as_ref().map(|shares| shares.0.len()));
    d.world.brief.region.len() <= 1 || all.all(|n| n <= 1)
}

/// Quorums of no more replicas than the machine has: majorities are shown by majorities, and quorums that do not meet by
/// quorums that do not.
fn reduced(n: u64, r: u64, w: u64, most: u64) -> Option<(u8, u8, u8)> {
    if n <= most {
        return Some((n as u8, r as u8, w as u8));
    }
    if most >= 3 && r == majority(n) && w == r {
        return Some((3, 2, 2));
    }
    (most >= 4 && r + w <= n && 2 * w <= n).then_some((4, r.min(2) as u8, w.min(2) as u8))
}

/// Sites that write on their own.
pub(super) fn sites(claim: &mut Claim, d: &DatasetView<'_>, scope: Scope, t: &mut Trace) -> Result<Case, String> {
    let numeric = matches!(d.raw.semantics, Some(Semantics::Counter))
        || d.raw.invariants.iter().flatten().any(|i| i.kind == Some(InvariantKind::NonNegative));
    if claim.judged == Property::NoLoss {
        claim.judged = Property::NoLostUpdate;
    }
    let scheme = t.take(d.replication().scheme());
    if claim.judged == Property::NonNegative || (numeric && scheme == Some(Scheme::Crdt)) {
        return Ok(counter(d, scheme, t));
    }
    let one_writer = t.take(d.concurrent_writers()) == Some(ConcurrentWriters::OnePerKey);
    let policy = d.raw.conflict_policy.or(match scheme {
        Some(Scheme::MultiLeaderLww) => Some(ConflictPolicy::Lww),
        Some(Scheme::MultiLeaderVc) => Some(ConflictPolicy::VectorClockSiblings),
        _ => Some(ConflictPolicy::Crdt),
    });
    let resolution = match policy {
        Some(ConflictPolicy::Lww) => Resolution::LastWriter(match t.take(d.replication().version_source()) {
            Some(VersionSource::ClientClock | VersionSource::ServerClock) => Times::Clocks(SKEWED),
            _ => Times::Exact,
        }),
        // What merges keeps all that none of the others had seen, as siblings do.
        Some(ConflictPolicy::VectorClockSiblings | ConflictPolicy::Crdt | ConflictPolicy::AppMerge) => {
            Resolution::Siblings
        }
        _ => return Err("no machine describes sites that refuse what conflicts".to_owned()),
    };
    let scripts = scripts(scope, one_writer);
    let all: Vec<several::Register> = scripts.iter().filter_map(|s| several::Register::new(resolution, s)).collect();
    let bounds = format!("a site for each of 3 clients, {}", count(longest(&scripts), "operation"));
    Ok(Case { machine: Machine::Sites(all), bounds })
}

/// A number that sites change: by shares of their own where the brief says that it is guarded so.
fn counter(d: &DatasetView<'_>, scheme: Option<Scheme>, t: &mut Trace) -> Case {
    t.take(d.semantics());
    let escrow = d.raw.invariants.iter().flatten().any(|i| i.guard == Some(crate::brief::InvariantGuard::Escrow));
    let counting = match scheme {
        _ if escrow => Counting::Escrow([1, 1]),
        Some(Scheme::MultiLeaderLww) => Counting::Overwritten,
        _ => Counting::PositiveNegative,
    };
    let machine = Machine::Counter(Counter { counting, start: 1, changes: 2 });
    Case { machine, bounds: "2 sites, 2 changes each".to_owned() }
}
