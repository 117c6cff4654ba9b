//! Loss of stored data: mean time to loss, erasure codes, copysets, shared causes (D17, D18).
//!
//! Everything but [`copyset_loss`] and [`with_bursts`] assumes independent, memoryless failures, so it is an upper
//! bound on safety: correlated bursts dominate in practice (Ford et al. 2010). Hours and years as named; a year has
//! 8760 hours unless given. Sources: Patterson et al. 1988; Greenan et al. 2010; Cidon et al. 2013.

use super::{OutOfDomain, Result, checks};

/// Hours of a 365-day year.
pub const YEAR_H: f64 = 8760.0;

/// How lost copies are rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// One at a time.
    Serial,
    /// All at once.
    Parallel,
}

/// Mean time to data loss of one group (hours), exact for the Markov chain.
///
/// `units` fail after `mttf_h` each, are rebuilt in `mttr_h`, and the data is lost with the failure after `tolerated`
/// are down: 2 units and 1 for a mirror, N and N - 1 for N replicas, D + P and P for an erasure code.
pub fn mttdl_h(units: u32, tolerated: u32, mttf_h: f64, mttr_h: f64, repair: Repair) -> Result<f64> {
    check_group(units, tolerated)?;
    checks::above_zero("the time to failure (h)", mttf_h)?;
    checks::above_zero("the repair time (h)", mttr_h)?;
    let (fail, fix) = (1.0 / mttf_h, 1.0 / mttr_h);
    // Mean time from i down to i + 1 down for the first time: (1 + repairs x time from i - 1) / failures.
    let (mut step, mut total) = (0.0, 0.0);
    for down in 0..=tolerated {
        let failures = f64::from(units - down) * fail;
        let repairs = match repair {
            _ if down == 0 => 0.0,
            Repair::Serial => fix,
            Repair::Parallel => f64::from(down) * fix,
        };
        step = (1.0 + repairs * step) / failures;
        total += step;
    }
    checks::finite("the mean time to data loss", total)
}

/// The usual approximation of [`mttdl_h`] for repairs much shorter than the time to failure (hours).
///
/// `MTTF^(t+1) / (u (u-1) ... (u-t) x MTTR^t)`, times `t!` when repairs run in parallel: `N! lambda^N / mu^(N-1)` as a
/// loss rate for N replicas with serial repair (D17).
pub fn mttdl_approx_h(units: u32, tolerated: u32, mttf_h: f64, mttr_h: f64, repair: Repair) -> Result<f64> {
    check_group(units, tolerated)?;
    checks::above_zero("the time to failure (h)", mttf_h)?;
    checks::above_zero("the repair time (h)", mttr_h)?;
    let mut hours = mttf_h / f64::from(units);
    for down in 1..=tolerated {
        hours *= mttf_h / mttr_h / f64::from(units - down);
        if repair == Repair::Parallel {
            hours *= f64::from(down);
        }
    }
    checks::finite("the mean time to data loss", hours)
}

/// Probability of a loss within a year, from a mean time to loss (hours): `1 - exp(-year / mttdl)`.
pub fn annual_loss(mttdl_h: f64, year_h: f64) -> Result<f64> {
    checks::above_zero("the mean time to data loss (h)", mttdl_h)?;
    checks::above_zero("the hours of a year", year_h)?;
    Ok(-f64::exp_m1(-year_h / mttdl_h))
}

/// Mean time to failure (hours) from an annual failure rate: `year / rate`.
pub fn mttf_from_afr_h(annual_failure_rate: f64, year_h: f64) -> Result<f64> {
    checks::above_zero("the annual failure rate", annual_failure_rate)?;
    checks::above_zero("the hours of a year", year_h)?;
    checks::finite("the time to failure", year_h / annual_failure_rate)
}

/// Nines of a durability from its loss probability: `-log10(loss)`; `None` for a loss of 0.
pub fn nines(loss: f64) -> Result<Option<f64>> {
    checks::fraction("the loss probability", loss)?;
    Ok((loss > 0.0).then(|| -loss.log10()))
}

/// Losses of an erasure-coded stripe under fixed repair periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StripeLoss {
    /// Probability that more shards fail within one period than parity covers.
    pub period: f64,
    /// The same over all periods of a year.
    pub annual: f64,
}

/// Loss of a stripe of `data + parity` shards, every failed shard replaced at the end of its period of
/// `replace_days`, annual failure rate per shard as a Poisson rate, 365-day years. Source: Backblaze's model.
pub fn erasure_loss(data: u32, parity: u32, annual_failure_rate: f64, replace_days: f64) -> Result<StripeLoss> {
    let rate = shard_rate(data, parity, annual_failure_rate, replace_days)?;
    let shards = data + parity;
    let (fails, lives) = (-f64::exp_m1(-rate), -rate);
    let mut period = 0.0;
    for k in parity + 1..=shards {
        let log = ln_choose(shards, k) + f64::from(k) * fails.ln() + f64::from(shards - k) * lives;
        period += log.exp();
    }
    let period = period.min(1.0);
    Ok(StripeLoss { period, annual: -f64::exp_m1(365.0 / replace_days * f64::ln_1p(-period)) })
}

/// Leading-order annual loss rates of the three models in use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErasureModels {
    /// Fixed periods: `periods x C(D+P, P+1) x rate^(P+1)`.
    pub fixed_period: f64,
    /// Repairs of fixed length that overlap: `P + 1` times that.
    pub overlapping: f64,
    /// A Markov chain with one repair at a time: `(P + 1)!` times that.
    pub serial_markov: f64,
}

/// The same stripe under three models: they differ by factors of `P + 1` and `(P + 1)!`.
pub fn erasure_models(data: u32, parity: u32, annual_failure_rate: f64, replace_days: f64) -> Result<ErasureModels> {
    let rate = shard_rate(data, parity, annual_failure_rate, replace_days)?;
    let lost = parity + 1;
    let fixed_period = 365.0 / replace_days * (ln_choose(data + parity, lost) + f64::from(lost) * rate.ln()).exp();
    let factorial: f64 = (1..=lost).map(f64::from).product();
    checks::finite("the loss rate", fixed_period * factorial)?;
    Ok(ErasureModels {
        fixed_period,
        overlapping: fixed_period * f64::from(lost),
        serial_markov: fixed_period * factorial,
    })
}

/// Bytes stored for each byte of data: `(D + P) / D`. One data shard and two of parity are three replicas.
pub fn storage_factor(data: u32, parity: u32) -> Result<f64> {
    checks::at_least_one("the number of data shards", data)?;
    Ok((f64::from(data) + f64::from(parity)) / f64::from(data))
}

/// How much the mean time to loss grows when repair is `speedup` times as fast: `speedup^tolerated`, independent
/// failures only (Ford et al. 2010, section 8.2: squared for three replicas).
pub fn faster_repair(tolerated: u32, speedup: f64) -> Result<f64> {
    checks::above_zero("the speed-up of repair", speedup)?;
    checks::finite("the gain", speedup.powf(f64::from(tolerated)))
}

/// Years between two lost objects, out of `objects` that each are lost with a probability per year.
pub fn years_per_loss(objects: f64, annual_object_loss: f64) -> Result<f64> {
    checks::above_zero("the number of objects", objects)?;
    checks::above_zero("the annual loss probability of an object", annual_object_loss)?;
    checks::finite("the years per loss", 1.0 / (objects * annual_object_loss))
}

/// Probability that `failed` of `nodes` down at once hold every copy of something (D18).
///
/// `1 - (1 - C(F, R) / C(N, R))^copysets`: copysets taken as independent.
pub fn copyset_loss(nodes: u64, failed: u64, replicas: u64, copysets: f64) -> Result<f64> {
    check_replicas(replicas)?;
    checks::amount("the number of copysets", copysets)?;
    if replicas > nodes || failed > nodes {
        return Err(OutOfDomain::new("the number of nodes", nodes, "at least the replicas and the failed nodes"));
    }
    if failed < replicas {
        return Ok(0.0);
    }
    if copysets == 0.0 {
        return Ok(0.0);
    }
    let one: f64 = (0..replicas).map(|i| (failed - i) as f64 / (nodes - i) as f64).product();
    Ok(-f64::exp_m1(copysets * f64::ln_1p(-one)))
}

/// Distinct copysets under a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Every object anywhere: as many as there are objects, until all subsets are used.
    Random,
    /// Few fixed groups, so that each node shares data with about this many others.
    ScatterWidth(u64),
}

/// Number of copysets of `objects` on `nodes`: `min(C(N, R), objects)`, or `ceil(S / (R-1)) x floor(N / R)`.
pub fn copysets(nodes: u64, replicas: u64, objects: f64, placement: Placement) -> Result<f64> {
    check_replicas(replicas)?;
    checks::amount("the number of objects", objects)?;
    if replicas > nodes {
        return Err(OutOfDomain::new("the number of replicas", replicas, "at most the number of nodes"));
    }
    let groups = match placement {
        Placement::Random => (0..replicas).map(|i| (nodes - i) as f64 / (i + 1) as f64).product::<f64>(),
        Placement::ScatterWidth(width) => {
            let permutations = if replicas == 1 { 1 } else { width.div_ceil(replicas - 1) };
            permutations as f64 * (nodes / replicas) as f64
        }
    };
    Ok(groups.min(objects))
}

/// Annual loss when shared causes strike as well: `bursts_per_year` power losses or bad pushes, each losing data with
/// probability `loss_per_burst`, beside the independent losses.
pub fn with_bursts(independent_annual: f64, bursts_per_year: f64, loss_per_burst: f64) -> Result<f64> {
    checks::fraction("the independent annual loss", independent_annual)?;
    checks::amount("the bursts per year", bursts_per_year)?;
    checks::fraction("the loss per burst", loss_per_burst)?;
    if independent_annual == 1.0 {
        return Ok(1.0);
    }
    Ok(-f64::exp_m1(f64::ln_1p(-independent_annual) - bursts_per_year * loss_per_burst))
}

fn check_replicas(replicas: u64) -> Result<()> {
    if (1..=1000).contains(&replicas) {
        Ok(())
    } else {
        Err(OutOfDomain::new("the number of replicas", replicas, "from 1 to 1000"))
    }
}

fn check_group(units: u32, tolerated: u32) -> Result<()> {
    if !(1..=10_000).contains(&units) {
        return Err(OutOfDomain::new("the units of a group", units, "from 1 to 10000"));
    }
    if tolerated >= units {
        return Err(OutOfDomain::new("the failures tolerated", tolerated, "below the units of the group"));
    }
    Ok(())
}

/// Expected failures of one shard within one period.
fn shard_rate(data: u32, parity: u32, annual_failure_rate: f64, replace_days: f64) -> Result<f64> {
    checks::at_least_one("the number of data shards", data)?;
    if data > 10_000 || parity > 10_000 {
        return Err(OutOfDomain::new("the number of shards", data.max(parity), "at most 10000"));
    }
    checks::above_zero("the annual failure rate of a shard", annual_failure_rate)?;
    if !(replace_days > 0.0 && replace_days <= 365.0) {
        return Err(OutOfDomain::new("the replacement time (days)", replace_days, "above 0, at most 365"));
    }
    Ok(annual_failure_rate * replace_days / 365.0)
}

fn ln_choose(n: u32, k: u32) -> f64 {
    let ln = |x: u32| statrs::function::factorial::ln_factorial(u64::from(x));
    ln(n) - ln(k) - ln(n - k)
}

#[cfg(test)]
#[path = "durability_tests.rs"]
mod tests;
