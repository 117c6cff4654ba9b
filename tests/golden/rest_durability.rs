//! Durability: erasure codes, mean time to loss, copysets.

use super::super::inputs::{Inputs, int, out};
use super::{Answer, say};
use dsbench::analysis::durability::{self as d, Repair};
use toml::Table;

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "erasure_annual_loss" => erasure(i),
        "erasure_model_comparison" => models(i),
        "mttdl_mirror" => mirror(i),
        "mttdl_mirror_exact" => mirror_exact(i),
        "mttdl_three_replicas" => three(i),
        "repair_speed_effect" => repair_speed(i),
        "copyset_loss" => copysets(i),
        "object_durability" => objects(i),
        "storage_overhead" => overhead(i),
        _ => return None,
    })
}

fn erasure(i: Inputs) -> Result<Table, String> {
    let loss = d::erasure_loss(
        i.small("data_shards")?,
        i.small("parity_shards")?,
        i.num("annual_shard_failure_rate")?,
        i.num("replace_days")?,
    );
    let loss = loss.map_err(say)?;
    let annual = as_published(loss.period, 365.0 / i.num("replace_days")?);
    // Two roundings near 1 are what the published arithmetic can be off by; ours must be within them.
    if (annual - loss.annual).abs() > 2.0 * f64::EPSILON + 1e-12 * loss.annual {
        return Err(format!("annual loss {:e} is not {annual:e} by the published arithmetic", loss.annual));
    }
    let nines = d::nines(loss.annual).map_err(say)?.ok_or("no loss, no nines")?;
    Ok(out([
        ("period_loss_probability", loss.period.into()),
        ("annual_loss_probability", annual.into()),
        ("nines", int(nines.floor() as u64)),
    ]))
}

/// Annual loss as the published program works it out: whole periods exactly, but the broken period at the end of the
/// year as `1 - (1 - p)^fraction` in plain floating point, which loses up to 10^-16. That is a part in a thousand of the
/// smallest published figures, more than their tolerance.
fn as_published(period: f64, periods: f64) -> f64 {
    let whole = -f64::exp_m1(periods.floor() * f64::ln_1p(-period));
    let rest = 1.0 - (1.0 - period).powf(periods.fract());
    whole + rest - whole * rest
}

fn models(i: Inputs) -> Result<Table, String> {
    let m = d::erasure_models(
        i.small("data_shards")?,
        i.small("parity_shards")?,
        i.num("annual_shard_failure_rate")?,
        i.num("replace_days")?,
    );
    let m = m.map_err(say)?;
    Ok(out([
        ("fixed_period_annual", m.fixed_period.into()),
        ("overlapping_annual", m.overlapping.into()),
        ("serial_markov_annual", m.serial_markov.into()),
        ("ratio_overlapping", int((m.overlapping / m.fixed_period).round() as u64)),
        ("ratio_serial", int((m.serial_markov / m.fixed_period).round() as u64)),
    ]))
}

fn mirror(i: Inputs) -> Result<Table, String> {
    let hours = d::mttdl_approx_h(2, 1, i.num("mttf_h")?, i.num("mttr_h")?, Repair::Serial).map_err(say)?;
    Ok(out([("mttdl_h", hours.into()), ("mttdl_years", (hours / d::YEAR_H).into())]))
}

fn mirror_exact(i: Inputs) -> Result<Table, String> {
    let (mttf, mttr) = (i.num("mttf_h")?, i.num("mttr_h")?);
    Ok(out([
        ("mttdl_approx_h", d::mttdl_approx_h(2, 1, mttf, mttr, Repair::Serial).map_err(say)?.into()),
        ("mttdl_exact_h", d::mttdl_h(2, 1, mttf, mttr, Repair::Serial).map_err(say)?.into()),
    ]))
}

fn three(i: Inputs) -> Result<Table, String> {
    let year_h = i.num("hours_per_year")?;
    let mttf = d::mttf_from_afr_h(i.num("annual_failure_rate")?, year_h).map_err(say)?;
    let hours = d::mttdl_approx_h(3, 2, mttf, i.num("mttr_h")?, Repair::Serial).map_err(say)?;
    let loss = d::annual_loss(hours, year_h).map_err(say)?;
    Ok(out([
        ("mttdl_years", (hours / year_h).into()),
        ("annual_loss", loss.into()),
        ("nines_fractional", d::nines(loss).map_err(say)?.ok_or("no loss, no nines")?.into()),
    ]))
}

fn repair_speed(i: Inputs) -> Result<Table, String> {
    let tolerated = i.small("replicas")?.checked_sub(1).ok_or("no replicas")?;
    Ok(out([("mttf_factor", d::faster_repair(tolerated, i.num("speedup")?).map_err(say)?.into())]))
}

fn copysets(i: Inputs) -> Result<Table, String> {
    let loss = d::copyset_loss(i.count("nodes")?, i.count("failed")?, i.count("replicas")?, i.num("copysets")?);
    Ok(out([("p_loss", loss.map_err(say)?.into())]))
}

fn objects(i: Inputs) -> Result<Table, String> {
    let years = d::years_per_loss(i.num("objects")?, i.num("annual_object_loss")?).map_err(say)?;
    Ok(out([("expected_years_per_loss", years.into()), ("expected_losses_per_year", (1.0 / years).into())]))
}

fn overhead(i: Inputs) -> Result<Table, String> {
    let (data, parity) = (i.small("data_shards")?, i.small("parity_shards")?);
    Ok(out([
        ("stored_bytes_factor", d::storage_factor(data, parity).map_err(say)?.into()),
        ("losses_survived", int(u64::from(parity))),
    ]))
}
