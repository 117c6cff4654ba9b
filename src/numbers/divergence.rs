//! D42, D43, D53 to D56: what copies cost that are apart: conflicts, waits for clocks, deletes that return, refused
//! requests, old reads, traffic between regions.

use super::copies::copies;
use super::fact::Base;
use super::facts::{DatasetView, region_of};
use super::failover::lag_of;
use super::figure::{Amount, Better};
use super::keys::hottest_share;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::{conflict, lease, replicas};
use crate::brief::{
    CapStance, ConcurrentWriters, ConflictPolicy, DatasetDeleteSemantics, FailureMode, Or, ReadPath, Scheme,
    VersionSource,
};
use crate::number;

number! { CONFLICTS, conflicts: "D42" "conflict-probability", "Consistency", "conflict probability and last-write-wins loss";
"P = 1 - exp(-rate of the key x (lag + 2 eps))";
"writes of a key come at random times";
Lower; "LAMPORT78, JEPSEN" }

number! { COMMIT_WAIT, commit_wait: "D43" "commit-wait", "Consistency", "commit wait";
"2 x mean eps";
"the bound on clocks holds; it overlaps with replication";
Lower; "SPANNER" }

number! { TOMBSTONES, tombstones: "D53" "tombstone-safety", "Consistency", "tombstone safety";
"repair interval < grace; outage < hint window, or repair before the node rejoins";
"every repair run completes";
Exact; "CASSYAML" }

number! { REFUSED, refused: "D54" "partition-cost", "Consistency", "refused in a partition";
"rate x duration x share of clients on the minority side";
"clients of a region reach only copies of their side";
Upper; "BREWER12" }

number! { FOLLOWER_AGE, age: "D55" "follower-staleness", "Consistency", "age of a follower read";
"read time - commit time of what is applied, a bound only while the leader was heard";
"the follower knows when it last heard the leader";
Estimate; "PBS" }

number! { REGIONS, regions: "D56" "multi-region-cost", "Cost", "multi-region cost";
"write bytes x (regions - 1); size x copies";
"every write goes to every region once";
Lower; "user" }

fn conflicts(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = w.trace();
        if !t.take(r.scheme()).is_some_and(Scheme::is_multi_writer) {
            continue;
        }
        if t.take(d.concurrent_writers()) != Some(ConcurrentWriters::Many) {
            continue;
        }
        let (Some((lag, _)), Some(eps)) = (lag_of(&d, &mut t), t.num(w.clock().skew_bound())) else { continue };
        let mut rate: Option<f64> = None;
        for x in d.workloads() {
            let Some(Ok(share)) = hottest_share(&x, &mut t) else { continue };
            let (Some(peak), Some(writes)) = (t.num(x.rate_peak()), t.num(x.mix_writes())) else { continue };
            rate = Some(rate.unwrap_or(0.0) + peak * writes * share);
        }
        let Some(rate) = rate else { continue };
        let found = conflict::conflicts(rate, lag, eps);
        let p = or_undefined(found.clone().map(|c| Amount::Share(c.probability)));
        let f = out.push("D42", "hottest", &d.at, "conflict, hottest key", p, Better::Lower, &t);
        f.tell(|| format!("{} writes of it", Amount::PerSecond(rate)));
        if d.raw.conflict_policy == Some(ConflictPolicy::Lww) {
            t.take(d.conflict_policy());
            let lost = or_undefined(found.map(|c| Amount::PerSecond(c.lost_per_s)));
            out.push("D42", "lost", &d.at, "writes lost to LWW", lost, Better::Lower, &t);
        }
    }
}

fn commit_wait(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(raw) = &d.raw.replication else { continue };
        if raw.commit_wait != Some(true) && raw.version_source != Some(VersionSource::Truetime) {
            continue;
        }
        let mut t = w.trace();
        let r = d.replication();
        if raw.commit_wait == Some(true) {
            t.take(r.commit_wait());
        } else {
            t.take(r.version_source());
        }
        let Some(eps) = t.num(w.clock().skew_mean()) else { continue };
        let wait = or_undefined(lease::commit_wait_ms(eps).map(Amount::Ms));
        out.push("D43", "", &d.at, "commit wait", wait, Better::Lower, &t).say("locks are held meanwhile");
    }
}

fn tombstones(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = w.trace();
        if t.take(r.scheme()) != Some(Scheme::LeaderlessQuorum)
            || t.take(d.delete_semantics()) != Some(DatasetDeleteSemantics::Tombstone)
        {
            continue;
        }
        let (Some(every), Some(grace), Some(hints)) =
            (t.num(r.anti_entropy_interval()), t.num(r.tombstone_grace()), t.num(r.hinted_handoff_max()))
        else {
            continue;
        };
        let found = replicas::tombstones(every, grace, hints);
        let slack = or_undefined(found.clone().map(|x| Amount::Ms(x.slack_ms)));
        let f = out.push("D53", "slack", &d.at, "grace beyond repair", slack, Better::Higher, &t);
        if found.as_ref().is_ok_and(|x| x.slack_ms <= 0.0) {
            f.say("deleted items can come back");
        }
        let rejoin = or_undefined(found.map(|x| Amount::Ms(x.rejoin_within_ms)));
        out.push("D53", "rejoin", &d.at, "rejoin without repair", rejoin, Better::Higher, &t);
    }
}

/// Share of the clients of a workload in regions that hold no majority of the copies.
fn minority(
    d: &DatasetView<'_>,
    x: &super::facts::WorkloadView<'_>,
    zones: &[crate::brief::Id],
    t: &mut Trace,
) -> Option<f64> {
    let mut best: Option<(&str, usize)> = None;
    for zone in zones {
        let region = region_of(zone);
        let count = zones.iter().filter(|z| region_of(z) == region).count();
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((region, count));
        }
    }
    let (home, count) = best?;
    t.take(d.replication().placement());
    let clients = x.raw.client_regions.as_ref();
    if clients.is_some() {
        t.take(x.main_region());
    }
    if 2 * count <= zones.len() {
        // No region alone has a majority: cut off, each loses its clients; the worst is the largest.
        let largest = clients.and_then(|c| c.0.values().map(|f| f.get()).max_by(f64::total_cmp));
        return Some(largest.unwrap_or(1.0));
    }
    let at_home = match clients {
        Some(shares) => shares.0.get(home).map_or(0.0, |f| f.get()),
        None => f64::from(u8::from(t.take(x.main_region())?.as_ref() == home)),
    };
    Some((1.0 - at_home).clamp(0.0, 1.0))
}

fn refused(w: &World<'_>, out: &mut Figures) {
    if w.brief.region.len() < 2 {
        return;
    }
    let Some(cut) = w.failures().find(|f| f.raw.mode == Some(FailureMode::PartitionFull)) else { return };
    for d in w.datasets() {
        let mut t = w.trace();
        if !matches!(t.take(d.cap_on_partition()), Some(CapStance::Cp)) {
            continue;
        }
        let Some(c) = copies(&d) else { continue };
        if let Some(why) = d.replication().placement_short() {
            let why = Amount::Undefined(why);
            t.take(d.replication().placement());
            out.push("D54", "", &d.at, "refused in a partition", why, Better::Lower, &t);
            continue;
        }
        let Some(lasts) = t.num(cut.duration_p50()) else { continue };
        let mut total = 0.0;
        let mut share_of_all: f64 = 0.0;
        let mut known = false;
        for x in d.workloads() {
            let (Some(rate), Some(share)) = (t.num(x.rate_avg()), minority(&d, &x, &c.zones, &mut t)) else { continue };
            let Ok(n) = replicas::partition_cost(rate, lasts, share, false, 0.0) else { continue };
            total += n;
            share_of_all = share_of_all.max(share);
            known = true;
        }
        if !known {
            continue;
        }
        let f = out.push("D54", "", &d.at, "refused in a partition", Amount::Count(total), Better::Lower, &t);
        f.tell(|| {
            format!(
                "{} of {}% of the clients",
                super::figure::show_ms(lasts),
                super::figure::show_short(share_of_all * 100.0)
            )
        });
    }
}

fn age(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let from_copy = |p| matches!(p, Some(ReadPath::Follower | ReadPath::FollowerSession | ReadPath::Nearest));
        let own = d.operations().find(|o| from_copy(o.raw.replication.as_ref().and_then(|r| r.read_path)));
        let whole = from_copy(d.raw.replication.as_ref().and_then(|r| r.read_path));
        if own.is_none() && !whole {
            continue;
        }
        let mut t = w.trace();
        match own {
            Some(o) if !whole => t.take(o.read_path()),
            _ => t.take(d.replication().read_path()),
        };
        let r = d.replication();
        let Some((lag, which)) = lag_of(&d, &mut t) else { continue };
        let (Some(beat), Some(bound)) = (t.num(r.heartbeat()), t.num(r.election_timeout())) else { continue };
        let amount = match replicas::follower_staleness_ms(lag, beat, bound) {
            Ok(Some(ms)) => Amount::Ms(ms),
            Ok(None) => Amount::Undefined("no bound: the leader is heard too rarely".to_owned()),
            Err(why) => Amount::Undefined(why.to_string()),
        };
        let f = out.push("D55", "", &d.at, "age of a follower read", amount, Better::Lower, &t);
        f.tell(|| which);
        if let Some(Or::A(bound)) = d.raw.staleness_bound {
            f.aim(Some(Amount::Ms(bound.get())));
        }
    }
}

fn regions(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(placement) = d.raw.replication.as_ref().and_then(|r| r.placement.as_ref()) else { continue };
        let zones = w.zones_of(placement);
        let mut names: Vec<&str> = zones.iter().map(|z| region_of(z)).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < 2 {
            continue;
        }
        let mut t = w.trace();
        t.take(d.replication().placement());
        if let Some(why) = d.replication().placement_short() {
            let why = Amount::Undefined(why);
            out.push("D56", "egress", &d.at, "egress in 30 days", why, Better::Lower, &t);
            continue;
        }
        let mut bytes = 0.0;
        for x in d.workloads() {
            let (Some(rate), Some(writes), Some(size)) =
                (t.num(x.rate_avg()), t.num(x.mix_writes()), t.num(x.req_bytes_p50()))
            else {
                continue;
            };
            bytes += rate * writes * size;
        }
        let cost = w.brief.cost.as_ref();
        let price = cost.and_then(|c| c.egress.as_ref());
        let size = d.raw.size.map_or(0.0, |s| s.base());
        let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let stored = u32::try_from(zones.len()).unwrap_or(u32::MAX);
        let Ok(found) = replicas::region_cost(bytes, count, price.map_or(0.0, |p| p.amount), size, stored) else {
            continue;
        };
        let month = found.egress_bytes_per_s * 30.0 * 86_400.0;
        let f = out.push("D56", "egress", &d.at, "egress in 30 days", Amount::Bytes(month), Better::Lower, &t);
        if let Some(price) = price {
            let unit = price.per.split('/').next().unwrap_or_default();
            f.tell(|| format!("{:.2} {unit} at {price}", found.egress_cost));
        }
        if d.raw.size.is_some() {
            t.take(d.size());
            let f = out.push(
                "D56",
                "stored",
                &d.at,
                "stored, all copies",
                Amount::Bytes(found.stored_bytes),
                Better::Lower,
                &t,
            );
            if let Some(price) = cost.and_then(|c| c.storage.as_ref()) {
                let unit = price.per.split('/').next().unwrap_or_default();
                f.tell(|| format!("{:.2} {unit} a month at {price}", found.stored_bytes / 1e9 * price.amount));
            }
        }
    }
}
