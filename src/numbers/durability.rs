//! D15, D17, D18, D51, D52: how often detectors err, copies are lost, and things that break are up at all.

use super::fact::{Origin, Shown};
use super::facts::{DatasetView, FailureView};
use super::figure::{Amount, Better, show_short};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::Result;
use crate::analysis::durability::{Repair, YEAR_H, annual_loss, copyset_loss, mttdl_h, mttf_from_afr_h, with_bursts};
use crate::analysis::{availability, consensus, suspicion};
use crate::brief::{DurabilityRepairs, FailureMode, InSyncSet, Scheme};
use crate::number;

number! { SUSPICION, suspected: "D15" "false-suspicion", "Failover", "false suspicion rate";
"loss^m per window, m = timeout / heartbeat; phi accrual 10^-phi";
"losses are independent; bursts and pauses make it worse";
Lower; "PHI" }

number! { DATA_LOSS, loss: "D17" "mttdl", "Durability", "mean time to data loss";
"serial repair: N! lambda^N / mu^(N-1); parallel: N lambda^N / mu^(N-1)";
"copies fail alone and without memory; a burst that strikes several dominates";
Lower; "PATTERSON88, FORD10, GREENAN10" }

number! { COPYSETS, copyset: "D18" "copyset-loss", "Durability", "copyset loss";
"copysets x C(F, R) / C(n, R), at most 1";
"F nodes down at once, any F alike";
Upper; "COPYSET" }

number! { REPAIRED, repaired: "D51" "mtbf-availability", "Availability", "availability by repair";
"MTBF / (MTBF + MTTR)";
"one kind of failure, mean times";
Estimate; "GRAY85" }

number! { IN_SYNC, in_sync: "D52" "in-sync-tolerance", "Quorums", "in-sync set tolerance";
"writes continue after RF - minISR losses, acknowledged data survives minISR - 1";
"acks = all; a copy outside the set does not lead";
Exact; "KAFKADOC" }

/// Milliseconds of a year, as rates per second become rates per year.
const YEAR_S: f64 = 365.0 * 86_400.0;

fn suspected(w: &World<'_>, out: &mut Figures) {
    let rows = w.brief.topology.as_ref().and_then(|t| t.rtt.as_ref());
    let loss = rows
        .into_iter()
        .flatten()
        .filter_map(|r| r.loss)
        .map(super::super::brief::units::Quantity::get)
        .fold(0.0, f64::max);
    for d in w.datasets() {
        let r = d.replication();
        let mut t = w.trace();
        if !t.take(r.scheme()).is_some_and(Scheme::has_leader) {
            continue;
        }
        if loss > 0.0 {
            t.note(super::fact::At::single("topology", "rtt"), Origin::Stated, Shown::Share(loss));
            let (Some(timeout), Some(beat)) = (t.num(r.election_timeout()), t.num(r.heartbeat())) else { continue };
            let found = suspicion::heartbeat(loss, timeout, beat);
            let rate = or_undefined(found.clone().map(|s| Amount::PerSecond(s.per_hour / 3600.0)));
            let f = out.push("D15", "heartbeat", &d.at, "false suspicions", rate, Better::Lower, &t);
            if let Ok(s) = found {
                f.tell(|| format!("{} heartbeats lost in a row", s.heartbeats));
            }
        }
        if r.raw.failover.as_ref().is_some_and(|f| f.phi.is_some()) {
            let mut t = w.trace();
            let Some(phi) = t.take(r.failover_phi()) else { continue };
            let p = or_undefined(suspicion::phi(phi).map(Amount::Share));
            out.push("D15", "phi", &d.at, "false suspicion, phi", p, Better::Lower, &t);
        }
    }
}

/// Whether a failure can strike a dataset.
fn strikes(f: &FailureView<'_>, name: &str) -> bool {
    f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| **x == *name || x.contains('/')))
}

/// The failure that takes single copies: a disk's when it is assumed, else a node's.
pub(crate) fn copy_loss<'a>(w: &'a World<'a>, name: &str) -> Option<FailureView<'a>> {
    let of = |mode| w.failures().find(|f| f.raw.mode == Some(mode) && strikes(f, name));
    of(FailureMode::DiskLoss).or_else(|| of(FailureMode::NodeLoss))
}

/// Full copies counted on: stated, else those that hold data.
fn full_copies(d: &DatasetView<'_>, t: &mut Trace) -> Option<u32> {
    let stated = d.raw.durability.as_ref().is_some_and(|x| x.copies.is_some());
    let n = if stated { t.take(d.durability_copies()) } else { t.take(d.replication().data_copies()) };
    n.and_then(|n| u32::try_from(n).ok())
}

/// Distinct sets of nodes: stated, else one per shard.
fn copysets(d: &DatasetView<'_>, t: &mut Trace) -> Option<f64> {
    let stated = d.raw.durability.as_ref().is_some_and(|x| x.copysets.is_some());
    let n = if stated { t.take(d.durability_copysets()) } else { t.take(d.partitioning().shards()) };
    n.map(|n| n as f64)
}

fn loss(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(failure) = copy_loss(w, &d.at.to_string()) else { continue };
        let mut t = w.trace();
        let Some(n) = full_copies(&d, &mut t).filter(|n| *n > 0) else { continue };
        let (Some(rate), Some(repair)) = (t.num(failure.rate()), t.num(failure.repair())) else { continue };
        let Some(repairs) = t.take(d.durability_repairs()) else { continue };
        let one_by_one = repairs == DurabilityRepairs::Serial;
        let repairs = if one_by_one { Repair::Serial } else { Repair::Parallel };
        let found = mttf_from_afr_h(rate * YEAR_S, YEAR_H)
            .and_then(|mttf| mttdl_h(n, n - 1, mttf, repair / 3_600_000.0, repairs))
            .and_then(|hours| annual_loss(hours, YEAR_H));
        let target = d.raw.durability.as_ref().and_then(|x| x.target_annual_loss).map(Amount::Share);
        let amount = or_undefined(found.clone().map(Amount::Share));
        let f = out.push("D17", "object", &d.at, "object lost in a year", amount, Better::Lower, &t);
        f.aim(target).tell(|| {
            format!(
                "{n} copies that fail alone, rebuilt {}; bursts and mistakes dominate in practice",
                if one_by_one { "one by one" } else { "all at once" }
            )
        });
        let Some(groups) = copysets(&d, &mut t).filter(|g| *g > 1.0) else { continue };
        let any = found.map(|p| -f64::exp_m1(groups * (-p).ln_1p()));
        out.push(
            "D17",
            "any",
            &d.at,
            "any loss in a year",
            or_undefined(any.clone().map(Amount::Share)),
            Better::Lower,
            &t,
        );
        // Nodes that go down together, as often as the brief says: an unstated rate is that of nodes that fail alone.
        let Some(burst) = burst(w, &d).filter(|f| f.raw.rate.is_some()) else { continue };
        let (Some(rate), Some((failed, nodes, each))) = (t.num(burst.rate()), burst_loss(&d, &burst, &mut t)) else {
            continue;
        };
        if failed < 2 {
            continue;
        }
        let both = any.and_then(|any| with_bursts(any, rate * YEAR_S, each?)).map(Amount::Share);
        let f = out.push("D17", "bursts", &d.at, "any loss, bursts too", or_undefined(both), Better::Lower, &t);
        f.tell(|| format!("{failed} of {nodes} nodes at once, {} times a year", show_short(rate * YEAR_S)));
    }
}

/// The failure that takes the most nodes of a dataset at once.
fn burst<'a>(w: &'a World<'a>, d: &DatasetView<'_>) -> Option<FailureView<'a>> {
    let name = d.at.to_string();
    let together = |f: &FailureView<'_>| {
        matches!(f.raw.mode, Some(FailureMode::NodeLoss | FailureMode::PowerLoss)) && strikes(f, &name)
    };
    w.failures().filter(together).max_by_key(|f| f.raw.concurrent_max)
}

/// Nodes that such a failure takes, of how many, and the chance that data is lost with them.
fn burst_loss(d: &DatasetView<'_>, burst: &FailureView<'_>, t: &mut Trace) -> Option<(u64, u64, Result<f64>)> {
    let nodes = d.raw.partitioning.as_ref()?.nodes?;
    t.take(d.partitioning().nodes());
    let (failed, copies, sets) = (t.take(burst.concurrent_max())?, full_copies(d, t)?, copysets(d, t)?);
    Some((failed, nodes, copyset_loss(nodes, failed, u64::from(copies), sets)))
}

fn copyset(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(burst) = burst(w, &d) else { continue };
        let mut t = w.trace();
        let Some((failed, nodes, p)) = burst_loss(&d, &burst, &mut t) else { continue };
        let f = out.push("D18", "", &d.at, "copyset loss", or_undefined(p.map(Amount::Share)), Better::Lower, &t);
        f.tell(|| format!("{failed} of {nodes} nodes at once"));
    }
}

fn repaired(w: &World<'_>, out: &mut Figures) {
    for f in w.failures() {
        let mut t = w.trace();
        let (Some(rate), Some(lasts)) = (t.num(f.rate()), t.num(f.duration_p50())) else { continue };
        if rate <= 0.0 {
            continue;
        }
        let up = availability::from_repair_times(1000.0 / rate, lasts).map(super::availability::shown);
        out.push("D51", "", &f.at, "availability by repair", or_undefined(up), Better::Higher, &t);
    }
}

fn in_sync(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let r = d.replication();
        let set = r.raw.in_sync.as_ref();
        if set.and_then(|s| s.set) != Some(InSyncSet::Dynamic) && set.and_then(|s| s.min).is_none() {
            continue;
        }
        let mut t = w.trace();
        t.take(r.in_sync_set());
        let small = |x: Option<u64>| x.and_then(|x| u32::try_from(x).ok());
        let (Some(n), Some(least)) = (small(t.take(r.n())), small(t.take(r.in_sync_min()))) else { continue };
        let Some(unclean) = t.take(r.unclean_election()) else { continue };
        let found = consensus::log_tolerance(n, least, unclean);
        let writes = or_undefined(found.clone().map(|x| Amount::Count(f64::from(x.write_available))));
        let target = super::availability::losses_assumed(w, &d);
        out.push("D52", "writes", &d.at, "writes survive losses", writes, Better::Higher, &t).aim(target.clone());
        let data = or_undefined(found.map(|x| Amount::Count(f64::from(x.data_safe))));
        let f = out.push("D52", "data", &d.at, "data survives losses", data, Better::Higher, &t);
        f.aim(target);
        if unclean {
            f.say("a copy outside the set may lead and drop what was acknowledged");
        }
    }
}
