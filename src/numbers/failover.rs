//! D03, D14 and D16: how long a lost leader is missed, what that costs in a year, and what is lost with it.

use super::distance::between;
use super::fact::Base;
use super::facts::{DatasetView, region_of};
use super::figure::{Amount, Better, show_ms, show_short};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::failover::{Election, YEAR_MS, yearly_cost_of};
use crate::analysis::{failover as model, rpo, slo};
use crate::brief::{FailoverMode, FailureMode, Or, Scheme, Sli, Span, TrafficSteeringKind};
use crate::number;

number! { FAILOVER_COST, cost: "D03" "failover-cost", "Failover", "failover cost";
"losses of a leader per year x failover time + planned moves x handover; share = that / error budget per year";
"every request that needs the leader fails meanwhile, failovers do not overlap";
Upper; "RAFT" }

number! { FAILOVER_TIME, time: "D14" "failover-time", "Failover", "failover time";
"detection (timeout drawn in [T, 2T) and counted in ticks, less the age of the last heartbeat) + vote RTT + catch-up + rediscovery";
"one clean failure, the others hear one another, a majority has the log";
Estimate; "RAFT, ETCDTUNE" }

number! { LOST_WRITES, lost: "D16" "async-rpo", "Failover", "asynchronous recovery point";
"lag at the failure; writes lost = write rate x lag";
"the machine is lost, not only the process, and the copy with the most data is promoted";
Upper; "PGDOC, REDISSENT" }

/// Failover of one dataset: mean and longest, ms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Takeover {
    pub mean: f64,
    pub longest: f64,
    pub split: f64,
}

/// How long writes wait for a new leader; None when nothing takes over by itself, or nothing is led.
pub(crate) fn takeover(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<Result<Takeover, String>> {
    let r = d.replication();
    let scheme = t.take(r.scheme())?;
    if !scheme.has_leader() || t.take(r.failover_mode()) != Some(FailoverMode::Auto) {
        return None;
    }
    let n = t.take(r.n())?;
    let placement = w.zones_of(&t.take(r.placement())?);
    if let Some(why) = r.placement_short() {
        return Some(Err(why));
    }
    let home = t.take(r.leader_home())?.id;
    let mut slowest = 0.0_f64;
    for zone in placement.iter().filter(|z| **z != home) {
        slowest = slowest.max(between(w, &home, zone, t).p50);
    }
    let catch_up = t.num(r.failover_catch_up())?;
    let lease = t.num(r.leader_lease()).unwrap_or(0.0);
    if scheme.is_consensus() {
        let stated = r.raw.failover.as_ref().is_some_and(|f| f.detect.is_some());
        // What is stated takes the place of T; the random part of the draw comes on top all the same.
        let spread_ms = t.num(r.election_timeout())?;
        let timeout_ms = if stated { t.num(r.failover_detect())? } else { spread_ms };
        let (beat, tick) = (r.heartbeat().value?.get(), r.tick().value?.get());
        // Who notices sooner than heartbeats can be missed does so by something else: a connection that ends.
        let missed = !stated || beat < timeout_ms && beat + tick <= timeout_ms;
        let (heartbeat_ms, tick_ms) = if missed { (t.num(r.heartbeat())?, t.num(r.tick())?) } else { (0.0, 0.0) };
        let election = Election {
            voters: u32::try_from(n).unwrap_or(u32::MAX),
            timeout_ms,
            spread_ms,
            heartbeat_ms,
            tick_ms,
            rtt_ms: slowest,
            catch_up_ms: catch_up,
            rediscovery_ms: 0.0,
        };
        let found = model::failover(&election).map_err(|why| why.to_string());
        return Some(found.map(|f| Takeover {
            // Followers wait until the old leader's lease is surely over.
            mean: f.mean_ms + (lease - f.detect_ms).max(0.0),
            longest: f.longest_ms.max(lease + slowest + catch_up),
            split: f.split_vote,
        }));
    }
    let detect = t.num(r.failover_detect())?;
    let total = detect.max(lease) + slowest + catch_up;
    Some(Ok(Takeover { mean: total, longest: total, split: 0.0 }))
}

fn time(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let mut t = w.trace();
        let Some(found) = takeover(w, &d, &mut t) else { continue };
        let target = match d.raw.rto {
            Some(Or::A(rto)) => Some(Amount::Ms(rto.get())),
            _ => None,
        };
        let mean = found.clone().map_or_else(Amount::Undefined, |x| Amount::Ms(x.mean));
        let f = out.push("D14", "mean", &d.at, "failover, mean", mean, Better::Lower, &t);
        if let Ok(x) = &found
            && x.split > 0.001
        {
            f.tell(|| format!("{:.1}% of elections are split and repeat", x.split * 100.0));
        }
        let longest = found.clone().map_or_else(Amount::Undefined, |x| Amount::Ms(x.longest));
        let f = out.push("D14", "longest", &d.at, "failover, longest", longest, Better::Lower, &t);
        f.aim(target.clone());
        if found.as_ref().is_ok_and(|x| x.split > 0.001) {
            f.say("when the first vote succeeds");
        }
        let spans = d.replication().placement().value.is_some_and(|p| {
            let zones = w.zones_of(&p);
            zones.iter().any(|z| region_of(z) != region_of(&zones[0]))
        });
        if let (Ok(x), true) = (found, spans)
            && t.take(w.topology().traffic_steering_kind()) == Some(TrafficSteeringKind::Dns)
            && let Some(ttl) = t.num(w.topology().traffic_steering_ttl())
        {
            let f = out.push("D14", "dns", &d.at, "failover with DNS", Amount::Ms(x.longest + ttl), Better::Lower, &t);
            f.aim(target).say("clients that resolve the name may keep the old address for its lifetime");
        }
    }
}

fn cost(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let mut t = w.trace();
        let found = match takeover(w, &d, &mut t) {
            Some(Ok(found)) => found,
            Some(Err(why)) => {
                out.push("D03", "year", &d.at, "failover per year", Amount::Undefined(why), Better::Lower, &t);
                continue;
            }
            None => continue,
        };
        let Some(planned) = t.num(d.replication().failover_planned()) else { continue };
        let handover = d.replication().failover_handover(Span::base(found.mean));
        let Some(handover) = (if planned > 0.0 { t.num(handover) } else { Some(0.0) }) else { continue };
        let mut per_second = 0.0;
        let name = d.at.to_string();
        for f in w.failures() {
            let kills = matches!(f.raw.mode, Some(FailureMode::NodeLoss | FailureMode::ZoneLoss));
            let here = f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| **x == *name));
            if kills && here {
                per_second += t.num(f.rate()).unwrap_or(0.0);
            }
        }
        // Rates are per second inside; a year has 31,536,000 of them.
        let (losses, planned) = (per_second * YEAR_MS / 1000.0, planned * YEAR_MS / 1000.0);
        let slo = d.workloads().find_map(|x| x.slos().find(|s| s.raw.sli == Some(Sli::Availability)));
        let objective = slo.as_ref().and_then(|s| t.num(s.objective()));
        let moves = [(losses, found.mean), (planned, handover)];
        let priced = yearly_cost_of(&moves, 1.0, objective.unwrap_or(0.0));
        let amount = or_undefined(priced.clone().map(|c| Amount::Ms(c.cost_ms)));
        let f = out.push("D03", "year", &d.at, "failover per year", amount, Better::Lower, &t);
        if planned > 0.0 {
            f.tell(|| format!("{} planned moves of {}", show_short(planned), show_ms(handover)));
        }
        if losses > 0.0 {
            let word = if (losses - 1.0).abs() < 1e-9 { "loss" } else { "losses" };
            f.tell(|| format!("{} {word} of {}", show_short(losses), show_ms(found.mean)));
        }
        if let Some(o) = objective {
            f.aim(slo::budget_ms(o, YEAR_MS).ok().map(Amount::Ms));
            if let Ok(c) = &priced
                && let Some(share) = c.budget_share
            {
                out.push("D03", "share", &d.at, "budget for failover", Amount::Share(share), Better::Lower, &t);
            }
        }
    }
}

/// Whether acknowledged writes travel to the copies that survive only afterwards.
fn asynchronous(d: &DatasetView<'_>) -> bool {
    let r = d.raw.replication.as_ref();
    let scheme = r.and_then(|r| r.scheme);
    matches!(scheme, Some(Scheme::SingleLeaderAsync | Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::Crdt))
        || scheme == Some(Scheme::SingleLeaderSemisync) && r.and_then(|r| r.sync_degrade) == Some(true)
}

/// The lag to reckon with: p99, else the stated maximum, else the median.
pub(crate) fn lag_of(d: &DatasetView<'_>, t: &mut Trace) -> Option<(f64, &'static str)> {
    let r = d.replication();
    if let Some(p99) = r.async_lag_p99().value {
        t.take(r.async_lag_p99());
        return Some((p99.base(), "at the p99 of the lag"));
    }
    if let Some(Or::A(max)) = r.async_lag_max().value {
        t.take(r.async_lag_max());
        return Some((max.base(), "at the longest lag"));
    }
    t.num(r.async_lag_p50()).map(|p50| (p50, "at the median lag: failures come when it is longer"))
}

fn lost(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets().filter(asynchronous) {
        let mut t = w.trace();
        t.take(d.replication().scheme());
        let Some((lag, which)) = lag_of(&d, &mut t) else { continue };
        let f = out.push("D16", "time", &d.at, "writes lost, time", Amount::Ms(lag), Better::Lower, &t);
        f.tell(|| which);
        if let Some(Or::A(rpo)) = d.raw.rpo {
            f.aim(Some(Amount::Ms(rpo.get())));
        }
        let mut rate = 0.0;
        for x in d.workloads() {
            let (Some(peak), Some(share)) = (t.num(x.rate_peak()), t.num(x.mix_writes())) else { continue };
            rate += peak * share;
        }
        if rate > 0.0 {
            let writes = rpo::loss(rate, lag, 0.0).map(|l| Amount::Count(l.writes));
            let f = out.push("D16", "writes", &d.at, "writes lost", or_undefined(writes), Better::Lower, &t);
            f.say("with the machine; a killed process alone loses only what the kernel did not have yet");
        }
    }
}
