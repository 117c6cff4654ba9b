//! Retries: amplification, budgets, backoff schedules, throttles.

use super::super::inputs::{Inputs, floats, int, out};
use super::{Answer, say};
use dsbench::analysis::backoff::{Backoff, Growth, Jitter, Wait, call_time};
use dsbench::analysis::retry::{self, budget};
use toml::{Table, Value};

/// One figure of a wait.
type Column = fn(&Wait) -> f64;

pub fn run(kind: &str, i: Inputs, want: &Table) -> Answer {
    Some(match kind {
        "retry_amplification" => amplification(i),
        "retry_growth" => growth(i),
        "expected_attempts" => expected(i),
        "expected_attempts_two_layers" => two_layers(i),
        "backoff_schedule" => schedule(i, want),
        "jitter_mean_delays" => jitter_means(i),
        "worst_case_duration" => duration(i),
        "retry_throttle" => throttle(i),
        "retry_token_bucket" => bucket(i),
        "concurrent_retry_budget" => concurrent(i),
        "rate_retry_budget" => ratio(i),
        "adaptive_throttle" => adaptive(i),
        _ => return None,
    })
}

fn amplification(i: Inputs) -> Result<Table, String> {
    let attempts: Vec<u32> = i.nums("attempts_per_layer")?.into_iter().map(|a| a as u32).collect();
    let worst = retry::amplification(&attempts).map_err(say)?;
    Ok(out([("worst_case_attempts", int(worst as u64))]))
}

fn growth(i: Inputs) -> Result<Table, String> {
    let budget = if i.has("retry_budget") { Some(i.num("retry_budget")?) } else { None };
    let multiplier = retry::growth(i.small("max_attempts")?, i.num("failure_ratio")?, budget).map_err(say)?;
    Ok(out([("load_multiplier", multiplier.into())]))
}

fn expected(i: Inputs) -> Result<Table, String> {
    let (p, a) = (i.num("failure_probability")?, i.small("max_attempts")?);
    Ok(out([
        ("expected_attempts", retry::expected_attempts(p, a).map_err(say)?.into()),
        ("success_probability", retry::success_probability(p, a).map_err(say)?.into()),
    ]))
}

fn two_layers(i: Inputs) -> Result<Table, String> {
    let attempts = [i.small("inner_attempts")?, i.small("outer_attempts")?];
    let layers = retry::layered(i.num("failure_probability")?, &attempts).map_err(say)?;
    Ok(out([
        ("expected_leaf_attempts", layers.expected.into()),
        ("worst_case", int(layers.worst as u64)),
        ("success_probability", layers.success.into()),
    ]))
}

/// A time given in milliseconds or in seconds, whichever of the names is there (ms).
fn time(i: Inputs, names: &[&str]) -> Result<Option<f64>, String> {
    for name in names {
        if i.has(&format!("{name}_ms")) {
            return i.num(&format!("{name}_ms")).map(Some);
        }
        if i.has(&format!("{name}_s")) {
            return i.num(&format!("{name}_s")).map(|s| Some(1000.0 * s));
        }
    }
    Ok(None)
}

fn jitter(text: &str) -> Result<Jitter, String> {
    match text {
        "none" => Ok(Jitter::None),
        "full" => Ok(Jitter::Full),
        "equal" => Ok(Jitter::Equal),
        "decorrelated" => Ok(Jitter::Decorrelated),
        _ => {
            let share = text.strip_prefix("plus_minus_").and_then(|s| s.parse::<f64>().ok());
            let share = share.ok_or_else(|| format!("jitter {text} is unknown"))?;
            Ok(Jitter::PlusMinus((100.0 * share).round() as u8))
        }
    }
}

fn schedule(i: Inputs, want: &Table) -> Result<Table, String> {
    let growth = match i.text("kind")? {
        "envoy" => Growth::Envoy,
        "constant" | "fixed" => Growth::Fixed,
        _ => Growth::Exponential,
    };
    let base_ms = time(i, &["base", "initial"])?.ok_or("no base wait is given")?;
    let backoff = Backoff {
        growth,
        base_ms,
        factor: if i.has("multiplier") { i.num("multiplier")? } else { 2.0 },
        cap_ms: time(i, &["cap"])?.unwrap_or(f64::INFINITY),
        jitter: if i.has("jitter") { jitter(i.text("jitter")?)? } else { Jitter::None },
    };
    let attempts = if i.has("retries") { i.small("retries")? + 1 } else { i.small("max_attempts")? };
    let waits = backoff.schedule(attempts.saturating_sub(1)).map_err(say)?;
    let total = call_time(attempts, 0.0, &backoff).map_err(say)?.waits_ms;
    let nominal: Vec<f64> = (1..attempts).map(|r| backoff.nominal_ms(r)).collect();
    let mut table = out([("attempts_total", int(u64::from(attempts)))]);
    let columns: [(&str, Column); 3] =
        [("min_delays", |w| w.min_ms), ("mean_delays", |w| w.mean_ms), ("max_delays", |w| w.max_ms)];
    for (unit, scale) in [("ms", 1.0), ("s", 1000.0)] {
        for (name, f) in columns {
            table.insert(format!("{name}_{unit}"), floats(waits.iter().map(|w| f(w) / scale)));
        }
        table.insert(format!("nominal_delays_{unit}"), floats(nominal.iter().map(|n| n / scale)));
        table.insert(format!("total_wait_{unit}"), Value::Float(total / scale));
    }
    table.retain(|key, _| want.contains_key(key));
    Ok(table)
}

fn jitter_means(i: Inputs) -> Result<Table, String> {
    let means = |jitter| -> Result<Vec<f64>, String> {
        let backoff = Backoff {
            growth: Growth::Exponential,
            base_ms: 1000.0 * i.num("base_s")?,
            factor: i.num("multiplier")?,
            cap_ms: 1000.0 * i.num("cap_s")?,
            jitter,
        };
        Ok(backoff.schedule(i.small("retries")?).map_err(say)?.iter().map(|w| w.mean_ms / 1000.0).collect())
    };
    let (nominal, full, equal) = (means(Jitter::None)?, means(Jitter::Full)?, means(Jitter::Equal)?);
    Ok(out([
        ("full_total_mean_s", full.iter().sum::<f64>().into()),
        ("equal_total_mean_s", equal.iter().sum::<f64>().into()),
        ("nominal_s", floats(nominal)),
        ("full_mean_s", floats(full)),
        ("equal_mean_s", floats(equal)),
    ]))
}

fn duration(i: Inputs) -> Result<Table, String> {
    // The waits are given, so only the attempts come from the formula.
    let tries = call_time(i.small("attempts")?, 1000.0 * i.num("per_try_timeout_s")?, &Backoff::NONE).map_err(say)?;
    Ok(out([("worst_case_s", (tries.worst_ms / 1000.0 + i.nums("waits_s")?.iter().sum::<f64>()).into())]))
}

fn throttle(i: Inputs) -> Result<Table, String> {
    if i.text("kind")? != "grpc" {
        return Err(format!("throttle {} is unknown", i.text("kind")?));
    }
    let t = budget::token_throttle(i.num("max_tokens")?, i.num("token_ratio")?).map_err(say)?;
    Ok(out([
        ("failures_until_throttled", int(t.failures_until_throttled)),
        ("successes_to_recover_one_retry", int(t.successes_to_recover)),
        ("sustainable_failure_ratio", t.sustainable_failure_ratio.into()),
    ]))
}

fn bucket(i: Inputs) -> Result<Table, String> {
    let retries = |cost: &str| -> Result<Value, String> {
        Ok(int(budget::bucket_retries(i.count("capacity")?, i.count(cost)?).map_err(say)?))
    };
    let mut table = out([("retries_until_empty", retries("retry_cost")?)]);
    if i.has("throttle_retry_cost") {
        table.insert("throttle_retries_until_empty".to_string(), retries("throttle_retry_cost")?);
    }
    if i.has("timeout_retry_cost") {
        table.insert("timeout_retries_until_empty".to_string(), retries("timeout_retry_cost")?);
    }
    Ok(table)
}

fn concurrent(i: Inputs) -> Result<Table, String> {
    let share = i.num("budget_percent")? / 100.0;
    let allowed = budget::concurrent_retries(share, i.count("min_retry_concurrency")?, i.count("active_requests")?);
    Ok(out([("allowed_concurrent_retries", int(allowed.map_err(say)?))]))
}

fn ratio(i: Inputs) -> Result<Table, String> {
    let (rate, share) = (i.num("requests_per_s")?, i.num("percent_can_retry")?);
    let allowed = budget::ratio_retries(rate, share, i.num("min_retries_per_s")?).map_err(say)?;
    Ok(out([("allowed_retries_per_s", allowed.into())]))
}

fn adaptive(i: Inputs) -> Result<Table, String> {
    let p = budget::reject_probability(i.num("requests")?, i.num("accepts")?, i.num("k")?).map_err(say)?;
    Ok(out([("reject_probability", p.into())]))
}
