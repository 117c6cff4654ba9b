//! D12 and D13: what distance and quorums force on a commit, and the floor that light sets.

use super::distance::{between, floor};
use super::facts::{DatasetView, majority, region_of};
use super::figure::{Amount, Better, show_ms};
use super::registry::Figures;
use super::trace::Trace;
use super::world::World;
use crate::analysis::OutOfDomain;
use crate::analysis::latency::{Commit, leader_commit, leaderless_commit};
use crate::brief::{AckLevel, Id, Scheme};
use crate::number;

number! { COMMIT, commit: "D12" "commit-latency", "Latency", "replicated commit latency";
"leader: client RTT + (q-1)-th smallest leader-follower RTT + fsync; leaderless: W-th smallest RTT";
"medians add up, flushes of followers overlap with the leader's, the leader is at home";
Lower; "RAFT, SPANNER" }

number! { RTT_FLOOR, rtt_floor: "D13" "rtt-floor", "Latency", "round-trip floor";
"great-circle km / 100";
"fibre at two thirds of the speed of light in a straight line";
Lower; "physics" }

/// The commit of a dataset for its main clients, with what it rests on; None when the store is managed elsewhere.
pub(crate) fn commit_of(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<Result<Commit, String>> {
    let client = d.workloads().next().and_then(|x| t.take(x.main_region()));
    commit_from(w, d, client.as_deref(), None, t)
}

/// The commit of a dataset for clients of a region, with its leader where it is or in another zone.
pub(crate) fn commit_from(
    w: &World<'_>,
    d: &DatasetView<'_>,
    client: Option<&str>,
    leader_in: Option<&Id>,
    t: &mut Trace,
) -> Option<Result<Commit, String>> {
    let r = d.replication();
    let scheme = t.take(r.scheme())?;
    if matches!(scheme, Scheme::ExternalManaged | Scheme::Custom) || r.raw.quorum.is_some() {
        return None;
    }
    let n = usize::try_from(t.take(r.n())?).ok()?;
    let quorum = usize::try_from(t.take(r.w())?).ok()?;
    let stated = t.take(r.placement())?;
    if let Some(why) = r.placement_short() {
        return Some(Err(why));
    }
    let zones: Vec<Id> = w.zones_of(&stated).into_iter().cycle().take(n).collect();
    let first = zones.first()?.clone();
    let flush = match t.take(r.ack_level())? {
        AckLevel::LeaderMem | AckLevel::LeaderReceived | AckLevel::KMem | AckLevel::KReceived => 0.0,
        AckLevel::LeaderFsync | AckLevel::KFsync | AckLevel::KApplied => t.num(r.fsync_p50())?,
    };
    let client = client.map(|region| format!("{region}/"));
    let rtts = |from: &str, skip: Option<usize>, t: &mut Trace| -> Vec<f64> {
        let others = zones.iter().enumerate().filter(|(i, _)| Some(*i) != skip);
        others.map(|(_, z)| between(w, from, z, t).p50).collect()
    };
    let commit = if scheme.has_leader() {
        let home = match leader_in {
            Some(zone) => zone.clone(),
            None => t.take(r.leader_home())?.id,
        };
        let to_leader = client.as_ref().map_or(0.0, |c| between(w, c, &home, t).p50);
        let leader = zones.iter().position(|z| *z == home);
        if scheme == Scheme::Chain {
            let mut hops = 0.0;
            for pair in zones.windows(2) {
                hops += between(w, &pair[0], &pair[1], t).p50 / 2.0;
            }
            Ok(Commit { ms: to_leader + hops + flush * zones.len() as f64, nearest_lost_ms: None })
        } else if leader.is_none() {
            Err(OutOfDomain::new("the home of the leader", &home, "one of the zones of the placement").to_string())
        } else {
            leader_commit(to_leader, &rtts(&home, leader, t), quorum, flush).map_err(|why| why.to_string())
        }
    } else {
        // The coordinator is a copy in the region of the clients, else the first copy.
        let near = client.as_ref().and_then(|c| zones.iter().position(|z| region_of(z) == region_of(c))).unwrap_or(0);
        let coordinator = zones.get(near).unwrap_or(&first).clone();
        let to_it = client.as_ref().map_or(0.0, |c| between(w, c, &coordinator, t).p50);
        let mut all = rtts(&coordinator, Some(near), t);
        all.push(0.0);
        let quorum = if scheme == Scheme::MultiLeaderCertified { majority(n as u64) as usize } else { quorum };
        leaderless_commit(to_it, &all, quorum, flush).map_err(|why| why.to_string())
    };
    Some(commit)
}

fn commit(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        if d.raw.replication.is_none() && d.operations().all(|o| !o.writes()) {
            continue;
        }
        let mut t = w.trace();
        let Some(found) = commit_of(w, &d, &mut t) else { continue };
        let ms = found.clone().map_or_else(Amount::Undefined, |c| Amount::Ms(c.ms));
        let f = out.push("D12", "commit", &d.at, "commit latency", ms, Better::Lower, &t);
        f.say("a median, without queues and lock waits");
        if d.raw.replication.as_ref().and_then(|r| r.scheme) == Some(Scheme::ConsensusBft) {
            f.say("agreement among liars takes two more phases");
        }
        if let Ok(Commit { nearest_lost_ms, .. }) = found {
            let amount = match nearest_lost_ms {
                Some(ms) => Amount::Ms(ms),
                None => Amount::Undefined("no quorum is left after one more loss".to_owned()),
            };
            out.push("D12", "nearest-lost", &d.at, "commit, nearest lost", amount, Better::Lower, &t);
        }
    }
}

fn rtt_floor(w: &World<'_>, out: &mut Figures) {
    let regions: Vec<&Id> = w.brief.region.keys().collect();
    let Some(home) = regions.first() else { return };
    for region in &regions[1..] {
        let mut t = w.trace();
        let Some(ms) = floor(w, home, region, &mut t) else { continue };
        let at = super::world::entity("region", region);
        let mut used = w.trace();
        let trip = between(w, &format!("{home}/"), &format!("{region}/"), &mut used);
        let f = out.push("D13", "", &at, "round-trip floor", Amount::Ms(ms), Better::Neither, &t);
        f.tell(|| format!("from {home}; the numbers use {}", show_ms(trip.p50)));
        if trip.p50 < ms {
            f.say("which is faster than light in fibre");
        }
    }
}
