//! Majorities, election timing, leases, locks, fencing.

use super::super::inputs::{Inputs, int, out};
use super::{Answer, say};
use dsbench::analysis::consensus::{self, etcd, raft};
use dsbench::analysis::lease;
use toml::Table;

pub fn run(kind: &str, i: Inputs, want: &Table) -> Answer {
    Some(match kind {
        "failure_tolerance" => tolerance(i),
        "raft_recommended_timeout" => Ok(recommended()),
        "raft_timing_ok" => timing(i),
        "etcd_defaults" => Ok(defaults()),
        "etcd_tuning_ok" => tuning(i),
        "etcd_ratio_ok" => ratio(i),
        "consensus_availability" => availability(i, want),
        "lock_validity" => lock_validity(i),
        "fencing" => fencing(i),
        "lease_without_fencing" => pause(i),
        "lease_drift" => drift(i),
        _ => return None,
    })
}

fn lock_validity(i: Inputs) -> Result<Table, String> {
    let v = lease::validity(i.count("ttl_ms")?, i.num("elapsed_ms")?, i.count("instances")?).map_err(say)?;
    Ok(out([("validity_ms", v.validity_ms.into()), ("usable", v.usable.into()), ("majority", int(v.majority))]))
}

fn fencing(i: Inputs) -> Result<Table, String> {
    Ok(out([("accept", lease::fencing_accepts(i.count("highest_seen")?, i.count("token")?).into())]))
}

fn pause(i: Inputs) -> Result<Table, String> {
    let (pause_ms, lease_ms) = (1000.0 * i.num("pause_s")?, 1000.0 * i.num("lease_s")?);
    let safe = lease::pause_is_safe(pause_ms, lease_ms, i.flag("fencing")?).map_err(say)?;
    Ok(out([("safe", safe.into())]))
}

fn drift(i: Inputs) -> Result<Table, String> {
    let bounds = lease::drift_bounds(1000.0 * i.num("lease_s")?, i.num("drift_rate")?).map_err(say)?;
    Ok(out([
        ("holder_must_stop_after_s", (bounds.holder_stops_ms / 1000.0).into()),
        ("grantor_must_wait_s", (bounds.grantor_waits_ms / 1000.0).into()),
    ]))
}

fn tolerance(i: Inputs) -> Result<Table, String> {
    let t = consensus::tolerance(i.small("cluster_size")?).map_err(say)?;
    Ok(out([("majority", int(u64::from(t.majority))), ("failures_tolerated", int(u64::from(t.failures)))]))
}

fn recommended() -> Table {
    out([
        ("timeout_min_ms", raft::TIMEOUT_MS.0.into()),
        ("timeout_max_ms", raft::TIMEOUT_MS.1.into()),
        ("broadcast_typical_min_ms", raft::BROADCAST_MS.0.into()),
        ("broadcast_typical_max_ms", raft::BROADCAST_MS.1.into()),
        ("timeout_range_min_ms", raft::TIMEOUT_RANGE_MS.0.into()),
        ("timeout_range_max_ms", raft::TIMEOUT_RANGE_MS.1.into()),
    ])
}

fn timing(i: Inputs) -> Result<Table, String> {
    let ok = consensus::timing_holds(
        i.num("broadcast_ms")?,
        i.num("election_timeout_ms")?,
        i.num("mtbf_ms")?,
        i.num("low_factor")?,
        i.num("high_factor")?,
    );
    Ok(out([("ok", ok.map_err(say)?.into())]))
}

fn defaults() -> Table {
    out([
        ("heartbeat_ms", etcd::HEARTBEAT_MS.into()),
        ("election_timeout_ms", etcd::ELECTION_MS.into()),
        ("max_election_timeout_ms", etcd::MAX_ELECTION_MS.into()),
    ])
}

fn tuning(i: Inputs) -> Result<Table, String> {
    let t = consensus::etcd_tuning(i.num("rtt_ms")?, i.num("heartbeat_ms")?, i.num("election_timeout_ms")?);
    let t = t.map_err(say)?;
    Ok(out([
        ("election_ok", t.election_ok.into()),
        ("heartbeat_ok", (t.heartbeat_not_too_short && t.heartbeat_not_too_long).into()),
    ]))
}

fn ratio(i: Inputs) -> Result<Table, String> {
    let t = consensus::etcd_tuning(0.0, i.num("heartbeat_ms")?, i.num("election_timeout_ms")?).map_err(say)?;
    Ok(out([("ok", t.ratio_ok.into())]))
}

/// `available_0_99` is the availability with nodes at 0.99.
fn availability(i: Inputs, want: &Table) -> Result<Table, String> {
    let voters = i.small("cluster_size")?;
    let mut table = Table::new();
    for key in want.keys() {
        let Some(node) = key.strip_prefix("available_").and_then(|n| n.replacen('_', ".", 1).parse().ok()) else {
            continue;
        };
        table.insert(key.clone(), consensus::availability(voters, node).map_err(say)?.up().into());
    }
    Ok(table)
}
