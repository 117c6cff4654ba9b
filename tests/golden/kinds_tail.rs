//! Kinds about staleness, tail latency, queues and concurrency.

use super::inputs::{Inputs, out};
use dsbench::analysis::concurrency::{Usl, UslPeak, little_in_system};
use dsbench::analysis::queueing::{erlang_b, mg1, mm1, mmc, pooling};
use dsbench::analysis::staleness::{self, Delay, Latency, Replica, Run, Settings, Tables, Wars};
use dsbench::analysis::tail;
use std::cell::RefCell;
use toml::{Table, Value};

type Computed = Result<Table, String>;

/// Computes the kinds of this family.
pub fn run(kind: &str, inputs: &Table, want: &Table) -> Option<Computed> {
    let i = Inputs(inputs);
    Some(match kind {
        "k_staleness" | "k_staleness_bound" => within_k(i, want),
        "quorum_miss" | "monotonic_reads" => missed(i, kind),
        "wars_latency_p999"
        | "wars_t_visibility_999"
        | "wars_montecarlo"
        | "wars_montecarlo_quantiles"
        | "wars_p_consistent_at_commit"
        | "wars_medians" => wars(i, want),
        "fanout_slow" | "leaf_quantile_needed" | "hedge_extra_load" => fan_out(i, kind),
        "exp_max_mean" | "exp_k_of_n_mean" | "exp_max_quantile" | "exp_k_of_n_quantile" => order(i, kind),
        "hedge_exponential" | "serial_exponential_quantile" => copies_and_chains(i, kind),
        "erlang_b" | "littles_law" | "mm1_stable" | "mg1" | "pooling" => queue(i, kind),
        "mmc" => many_servers(i, want),
        "mm1" => one_server(i, want),
        "usl_peak" | "usl_throughput" => usl(i, kind),
        _ => return None,
    })
}

fn say(why: impl std::fmt::Display) -> String {
    why.to_string()
}

fn one(key: &str, value: Result<f64, impl std::fmt::Display>) -> Computed {
    Ok(out([(key, value.map_err(say)?.into())]))
}

/// The values of all wanted keys.
fn each(want: &Table, value: impl Fn(&str) -> Result<f64, String>) -> Computed {
    want.keys().map(|key| Ok((key.clone(), Value::Float(value(key)?)))).collect()
}

/// The number between two parts of a key: 20 of `p_wait_longer_than_20ms`.
fn within(key: &str, before: &str, after: &str) -> Option<f64> {
    key.strip_prefix(before)?.strip_suffix(after)?.replace('_', ".").parse().ok()
}

/// The level in `p50` or `p999`, for a key such as `read_p999_ms`.
fn level(key: &str, before: &str, after: &str) -> Option<f64> {
    let digits = key.strip_prefix(before)?.strip_suffix(after)?;
    format!("0.{digits}").parse().ok()
}

fn within_k(i: Inputs, want: &Table) -> Computed {
    let p = staleness::within_versions(i.small("n")?, i.small("r")?, i.small("w")?, i.small("k")?).map_err(say)?;
    each(want, |key| match key {
        "p_within_k" => Ok(p),
        // Printed as "> value": met by any probability above it.
        "p_within_k_greater_than" => {
            let bound = want.get(key).and_then(Value::as_float).ok_or("the bound is no number")?;
            Ok(if p > bound { bound } else { p })
        }
        _ => Err(format!("unknown value {key}")),
    })
}

fn missed(i: Inputs, kind: &str) -> Computed {
    let (n, r, w) = (i.small("n")?, i.small("r")?, i.small("w")?);
    if kind == "quorum_miss" {
        return one("p_read_misses_latest_write", staleness::quorum_miss(n, r, w));
    }
    let (writes, reads) = (i.num("global_writes_per_s")?, i.num("client_reads_per_s")?);
    one("p_violation", staleness::monotonic_reads_violation(n, r, w, writes, reads))
}

fn fit(i: Inputs, name: &str) -> Result<Delay, String> {
    let num = |field: &str| i.num(&format!("{name}_{field}"));
    let share = num("pareto_share")?;
    let pareto = Delay::pareto(num("pareto_xm_ms")?, num("pareto_alpha")?).map_err(say)?;
    let exponential = Delay::exponential(1.0 / num("exp_rate_per_ms")?).map_err(say)?;
    Delay::mixture(vec![(share, pareto), (1.0 - share, exponential)]).map_err(say)
}

thread_local! {
    /// The profiles repeat from case to case, and so do their tables.
    static TABLES: RefCell<Tables> = RefCell::default();
}

fn wars(i: Inputs, want: &Table) -> Computed {
    let rest = fit(i, "ars")?;
    let replica = Replica { write: fit(i, "w")?, ack: rest.clone(), read: rest.clone(), response: rest };
    let model = Wars::alike(i.small("n")?, i.small("r")?, i.small("w")?, &replica)
        .and_then(|m| m.across_sites(i.num("wan_one_way_extra_ms").unwrap_or(0.0)))
        .map_err(say)?;
    // The closest tolerance is 0.004 of probability; this many trials leave a tenth of it.
    let settings = Settings { seed: 20_120_427, points: 1021, threads: 1 };
    let sampled = std::cell::OnceCell::new();
    let sample = || -> Result<&Run, String> {
        if sampled.get().is_none() {
            let run = TABLES.with_borrow_mut(|t| model.sample(t, settings, &|_| true)).map_err(say)?;
            let _ = sampled.set(run.ok_or("stopped")?);
        }
        sampled.get().ok_or_else(|| "no run".to_string())
    };
    let at = |t: f64| sample()?.at(t).map(|f| f.p_consistent).map_err(say);
    let time = |level: f64| sample()?.time_to(level).map(|t| t.t_ms).map_err(say);
    let slow = |latency: Latency, q: f64| latency.percentile_ms(q).map_err(say);
    each(want, |key| {
        if key == "p_consistent" {
            return at(i.num("t_ms")?);
        }
        if key == "t_ms" {
            return time(0.999);
        }
        if let Some(t) = within(key, "p_consistent_t", "ms").or_else(|| within(key, "p_consistent_t", "")) {
            return at(t);
        }
        if let Some(q) = level(key, "t_", "_ms") {
            return time(q);
        }
        if let Some(q) = level(key, "read_p", "_ms") {
            return slow(model.read_latency(), q);
        }
        if let Some(q) = level(key, "write_p", "_ms") {
            return slow(model.write_latency(), q);
        }
        Err(format!("unknown value {key}"))
    })
}

fn fan_out(i: Inputs, kind: &str) -> Computed {
    match kind {
        "fanout_slow" => one("p_request_slow", tail::fan_out_slow(i.num("p_slow")?, i.small("servers")?)),
        "leaf_quantile_needed" => {
            one("leaf_quantile", tail::leaf_quantile(i.num("target_quantile")?, i.small("servers")?))
        }
        _ => one("extra_load_fraction", tail::hedge_extra(i.num("hedge_quantile")?)),
    }
}

fn order(i: Inputs, kind: &str) -> Computed {
    let mean = i.num("mean_ms")?;
    match kind {
        "exp_max_mean" => one("mean_max_ms", tail::slowest_mean_ms(i.small("servers")?, mean)),
        "exp_k_of_n_mean" => one("mean_ms", tail::kth_mean_ms(i.small("k")?, i.small("n")?, mean)),
        "exp_max_quantile" => {
            one("latency_ms", tail::slowest_quantile_ms(i.small("servers")?, i.num("quantile")?, mean))
        }
        _ => one("latency_ms", tail::kth_quantile_ms(i.small("k")?, i.small("n")?, i.num("quantile")?, mean)),
    }
}

fn copies_and_chains(i: Inputs, kind: &str) -> Computed {
    let (mean, q) = (i.num("mean_ms")?, i.num("quantile")?);
    if kind == "hedge_exponential" {
        let hedge_at = i.num("hedge_quantile")?;
        return Ok(out([
            ("latency_ms", tail::hedged_exponential_quantile_ms(mean, hedge_at, q).map_err(say)?.into()),
            ("unhedged_ms", tail::slowest_quantile_ms(1, q, mean).map_err(say)?.into()),
            ("extra_load_fraction", tail::hedge_extra(hedge_at).map_err(say)?.into()),
        ]));
    }
    let calls = i.small("calls")?;
    Ok(out([
        ("latency_ms", tail::serial_quantile_ms(calls, q, mean).map_err(say)?.into()),
        ("sum_of_quantiles_ms", tail::sum_of_quantiles_ms(calls, q, mean).map_err(say)?.into()),
    ]))
}

/// Arrivals per second that offer this load.
fn arrivals(i: Inputs) -> Result<f64, String> {
    Ok(i.num("offered_erlang")? / (i.num("service_time_ms")? / 1000.0))
}

fn queue(i: Inputs, kind: &str) -> Computed {
    match kind {
        "erlang_b" => one("blocking", erlang_b(i.small("servers")?, i.num("offered_erlang")?)),
        "littles_law" => {
            one("mean_in_system", little_in_system(i.num("arrivals_per_s")?, i.num("mean_time_s")? * 1000.0))
        }
        "mm1_stable" => Ok(out([("stable", mm1(i.num("arrivals_per_s")?, i.num("service_per_s")?).is_ok().into())])),
        "mg1" => {
            let q = mg1(i.num("arrivals_per_s")?, i.num("mean_service_ms")?, i.num("service_cv2")?).map_err(say)?;
            Ok(out([
                ("utilisation", q.utilisation.into()),
                ("mean_wait_ms", q.mean_wait_ms.into()),
                ("mean_response_ms", q.mean_response_ms.into()),
            ]))
        }
        _ => {
            let p = pooling(arrivals(i)?, i.num("service_time_ms")?, i.small("servers")?).map_err(say)?;
            Ok(out([("pooled_wait_ms", p.pooled_wait_ms.into()), ("split_wait_ms", p.split_wait_ms.into())]))
        }
    }
}

fn many_servers(i: Inputs, want: &Table) -> Computed {
    let q = mmc(arrivals(i)?, i.num("service_time_ms")?, i.small("servers")?).map_err(say)?;
    each(want, |key| match key {
        "utilisation" => Ok(q.utilisation),
        "p_wait" => Ok(q.p_wait),
        "mean_queue_length" => Ok(q.mean_queue_length),
        "mean_wait_ms" => Ok(q.mean_wait_ms),
        "mean_response_ms" => Ok(q.mean_response_ms),
        _ => match (
            within(key, "p_wait_longer_than_", "ms"),
            level(key, "p", "_wait_ms"),
            level(key, "p", "_response_ms"),
        ) {
            (Some(t), _, _) => q.p_wait_longer(t).map_err(say),
            (_, Some(level), _) => q.wait_percentile_ms(level).map_err(say),
            (_, _, Some(level)) => q.response_percentile_ms(level).map_err(say),
            _ => Err(format!("unknown value {key}")),
        },
    })
}

fn one_server(i: Inputs, want: &Table) -> Computed {
    let q = mm1(i.num("arrivals_per_s")?, i.num("service_per_s")?).map_err(say)?;
    each(want, |key| match key {
        "utilisation" => Ok(q.utilisation),
        "mean_in_system" => Ok(q.mean_in_system),
        "mean_in_queue" => Ok(q.mean_in_queue),
        "mean_response_ms" => Ok(q.mean_response_ms),
        "mean_wait_ms" => Ok(q.mean_wait_ms),
        _ => match level(key, "p", "_response_ms") {
            Some(level) => q.response_percentile_ms(level).map_err(say),
            None => Err(format!("unknown value {key}")),
        },
    })
}

fn usl(i: Inputs, kind: &str) -> Computed {
    let law = Usl::new(i.num("alpha")?, i.num("beta")?, i.num("gamma")?).map_err(say)?;
    if kind == "usl_throughput" {
        return one("throughput", law.throughput(i.num("load")?));
    }
    let UslPeak::At { load, throughput } = law.peak().map_err(say)? else {
        return Err("no peak without a coherency cost".to_string());
    };
    let mut peak = out([("peak_load", load.into()), ("peak_throughput", throughput.into())]);
    if let Some(limit) = law.amdahl_limit() {
        peak.insert("amdahl_limit".to_string(), limit.into());
    }
    Ok(peak)
}
