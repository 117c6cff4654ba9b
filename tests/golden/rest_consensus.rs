//! Majorities, election timing, leases, locks, fencing.

use super::super::inputs::{Inputs, int, out};
use super::{Answer, say};
use dsbench::analysis::lease;
use toml::Table;

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "lock_validity" => lock_validity(i),
        "fencing" => fencing(i),
        "lease_without_fencing" => pause(i),
        "lease_drift" => drift(i),
        _ => return None,
    })
}

fn lock_validity(i: Inputs) -> Result<Table, String> {
    let v = lease::validity(i.count("ttl_ms")?, i.count("elapsed_ms")?, i.count("instances")?).map_err(say)?;
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
