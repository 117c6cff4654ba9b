//! Error budgets, burn rates and composed availability.

use super::super::inputs::{Inputs, int, out};
use super::{Answer, say};
use dsbench::analysis::slo::{DAY_MS, HOUR_MS};
use dsbench::analysis::{alert_windows, availability, slo};
use toml::{Table, Value};

const MINUTE_MS: f64 = 60_000.0;

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "downtime_table" => downtime(i),
        "error_budget_minutes" => budget(i),
        "error_budget_requests" => requests(i),
        "error_budget_spent" => spent(i),
        "burn_rate_alert" | "burn_rate_factor" => alert(i),
        "pyrra_windows" => pyrra(i),
        "budget_exhaustion" => exhaustion(i),
        "outage_spend" => outage(i),
        "low_traffic_burn" => low_traffic(i),
        "alert_detection_time" => detection(i),
        "composite_serial" => serial(i),
        "composite_parallel" => parallel(i),
        "composite_mixed" => mixed(i),
        "dependency_budget" => dependencies(i),
        "outages_vs_budget" => outages(i),
        "rule_of_extra_nine" => extra_nine(i),
        "availability_mttf" => mttf(i),
        _ => return None,
    })
}

fn percent(i: Inputs, key: &str) -> Result<f64, String> {
    Ok(i.num(key)? / 100.0)
}

fn window(i: Inputs) -> Result<f64, String> {
    Ok(i.num("slo_window_days")? * DAY_MS)
}

fn downtime(i: Inputs) -> Result<Table, String> {
    let objective = percent(i, "availability_percent")?;
    let minutes =
        |days: f64| slo::budget_ms(objective, days * DAY_MS).map(|ms| Value::from(ms / MINUTE_MS)).map_err(say);
    Ok(out([("year_minutes", minutes(365.0)?), ("month30_minutes", minutes(30.0)?), ("day_minutes", minutes(1.0)?)]))
}

fn budget(i: Inputs) -> Result<Table, String> {
    let ms = slo::budget_ms(percent(i, "slo_percent")?, i.num("window_days")? * DAY_MS).map_err(say)?;
    Ok(out([("budget_minutes", (ms / MINUTE_MS).into())]))
}

fn requests(i: Inputs) -> Result<Table, String> {
    let allowed = slo::whole_budget_requests(percent(i, "slo_percent")?, i.num("requests")?).map_err(say)?;
    Ok(out([("allowed_errors", int(allowed))]))
}

fn spent(i: Inputs) -> Result<Table, String> {
    let share = slo::budget_spent(percent(i, "slo_percent")?, i.num("requests")?, i.num("errors")?).map_err(say)?;
    Ok(out([("spent_percent", (100.0 * share).into())]))
}

fn alert(i: Inputs) -> Result<Table, String> {
    let long_ms = i.num("long_window_h")? * HOUR_MS;
    let pair = alert_windows::pair(percent(i, "budget_percent")?, window(i)?, long_ms).map_err(say)?;
    Ok(out([
        ("burn_rate", pair.threshold.into()),
        ("short_window_h", (pair.short_ms / HOUR_MS).into()),
        ("severity", pair.severity.word().into()),
    ]))
}

fn pyrra(i: Inputs) -> Result<Table, String> {
    let windows = alert_windows::pyrra_windows(window(i)?).map_err(say)?;
    let list = |f: fn(&alert_windows::PyrraWindow) -> Value| Value::Array(windows.iter().map(f).collect());
    Ok(out([
        ("factors", list(|w| int(u64::from(w.factor)))),
        ("long_minutes", list(|w| int(w.long_minutes))),
        ("short_minutes", list(|w| int(w.short_minutes))),
        ("for_minutes", list(|w| int(w.for_minutes))),
        ("severities", list(|w| w.severity.into())),
    ]))
}

fn exhaustion(i: Inputs) -> Result<Table, String> {
    let burn = i.num("burn_rate")?;
    let ms = slo::exhaustion_ms(window(i)?, burn).map_err(say)?;
    let errors = slo::error_ratio_at(burn, percent(i, "slo_percent")?).map_err(say)?;
    Ok(out([("hours_to_exhaust", (ms / HOUR_MS).into()), ("error_rate_percent", (100.0 * errors).into())]))
}

fn outage(i: Inputs) -> Result<Table, String> {
    let objective = percent(i, "slo_percent")?;
    let outage_ms = i.num("outage_minutes")? * MINUTE_MS;
    let spent = slo::outage_spend(objective, window(i)?, outage_ms, i.num("error_ratio")?).map_err(say)?;
    let most = slo::max_burn(objective).map_err(say)?;
    Ok(out([("spent_percent", (100.0 * spent).into()), ("max_burn_rate", most.into())]))
}

fn low_traffic(i: Inputs) -> Result<Table, String> {
    let rate = i.num("requests_per_hour")? / 3600.0;
    let quiet = slo::low_traffic(percent(i, "slo_percent")?, window(i)?, HOUR_MS, rate, i.num("failed")?);
    let quiet = quiet.map_err(say)?;
    Ok(out([("hourly_burn_rate", quiet.burn.into()), ("budget_spent_percent", (100.0 * quiet.spent).into())]))
}

fn detection(i: Inputs) -> Result<Table, String> {
    let long_ms = i.num("long_window_min")? * MINUTE_MS;
    let found = slo::detection_ms(percent(i, "slo_percent")?, i.num("burn_rate")?, long_ms, i.num("error_ratio")?);
    let found = found.map_err(say)?;
    let mut table = out([("fires", found.is_some().into())]);
    if let Some(ms) = found {
        table.insert("detection_min".to_string(), (ms / MINUTE_MS).into());
    }
    Ok(table)
}

fn serial(i: Inputs) -> Result<Table, String> {
    let parts = availability::all(&i.nums("availabilities")?).map_err(say)?;
    Ok(out([("availability", availability::serial(&parts).up().into())]))
}

fn parallel(i: Inputs) -> Result<Table, String> {
    let parts = availability::all(&i.nums("availabilities")?).map_err(say)?;
    Ok(out([("availability", availability::parallel(&parts, 1.0).map_err(say)?.up().into())]))
}

fn mixed(i: Inputs) -> Result<Table, String> {
    let alternatives = availability::all(&i.nums("parallel")?).map_err(say)?;
    let either = availability::parallel(&alternatives, 1.0).map_err(say)?;
    let mut all = availability::all(&i.nums("serial")?).map_err(say)?;
    all.push(either);
    Ok(out([("parallel_availability", either.up().into()), ("availability", availability::serial(&all).up().into())]))
}

fn dependencies(i: Inputs) -> Result<Table, String> {
    let dependency = availability::Availability::new(percent(i, "dependency_percent")?).map_err(say)?;
    let minutes = i.num("window_minutes")?;
    let split = availability::budget_split(
        percent(i, "target_percent")?,
        minutes * MINUTE_MS,
        i.small("dependencies")?,
        dependency,
    );
    let split = split.map_err(say)?;
    Ok(out([
        ("budget_minutes", (split.total / MINUTE_MS).into()),
        ("dependency_minutes", (split.dependencies / MINUTE_MS).into()),
        ("left_for_service_minutes", (split.own / MINUTE_MS).into()),
    ]))
}

fn outages(i: Inputs) -> Result<Table, String> {
    let window_ms = i.num("window_minutes")? * MINUTE_MS;
    let outage_ms = i.num("outage_minutes")? * MINUTE_MS;
    let fits = slo::outages_fit(percent(i, "target_percent")?, window_ms, i.count("outages")?, outage_ms);
    Ok(out([("within_budget", fits.map_err(say)?.into())]))
}

fn extra_nine(i: Inputs) -> Result<Table, String> {
    let dependency = availability::Availability::new(percent(i, "dependency_percent")?).map_err(say)?;
    let meets = availability::meets_extra_nine(percent(i, "target_percent")?, dependency).map_err(say)?;
    Ok(out([("dependency_meets_rule", meets.into())]))
}

fn mttf(i: Inputs) -> Result<Table, String> {
    let up = availability::from_repair_times(i.num("mttf_h")?, i.num("mttr_h")?).map_err(say)?;
    Ok(out([("availability", up.up().into())]))
}
