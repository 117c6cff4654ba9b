//! Availability of things in series, in parallel and k of n, each with its complement, so that many nines stay exact.
//!
//! Availabilities are fractions in 0..=1. Everything assumes independent failures except [`zoned`], which lets the
//! nodes of a zone share its fate; shared causes beyond that (configuration, control plane) are in no formula here.

use crate::analysis::{OutOfDomain, Result};

/// The largest group that the counting formulas take: beyond it the quadratic sum leaves the millisecond.
pub const MOST_NODES: usize = 2_000;

/// A probability of being up, and the probability of being down held beside it.
///
/// `1.0 - up` loses every digit of a small `down`; functions here compute the two apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Availability {
    up: f64,
    down: f64,
}

impl Availability {
    /// Never down.
    pub const ALWAYS: Self = Self { up: 1.0, down: 0.0 };

    /// From the fraction of time up, 0..=1.
    pub fn new(up: f64) -> Result<Self> {
        fraction("an availability", up)?;
        Ok(Self { up, down: 1.0 - up })
    }

    /// From the fraction of time down, 0..=1: exact where `down` is small.
    pub fn from_down(down: f64) -> Result<Self> {
        fraction("an unavailability", down)?;
        Ok(Self { up: 1.0 - down, down })
    }

    /// From sums that were computed apart; rounding beyond the ends of 0..=1 is cut off.
    pub(crate) fn from_parts(up: f64, down: f64) -> Self {
        Self { up: up.clamp(0.0, 1.0), down: down.clamp(0.0, 1.0) }
    }

    /// The fraction of time up.
    pub fn up(self) -> f64 {
        self.up
    }

    /// The fraction of time down.
    pub fn down(self) -> f64 {
        self.down
    }

    /// How many nines: -log10(down). None when never down.
    pub fn nines(self) -> Option<f64> {
        (self.down > 0.0).then(|| (-self.down.log10()).max(0.0))
    }
}

/// Turns plain fractions into availabilities; the first one outside 0..=1 is the error.
pub fn all(up: &[f64]) -> Result<Vec<Availability>> {
    up.iter().map(|&a| Availability::new(a)).collect()
}

/// Everything in `parts` must be up: the product. No parts: always up.
///
/// Count each distinct hard dependency once, at any depth. Source: Treynor et al., The Calculus of Service
/// Availability, ACM Queue 2017.
pub fn serial(parts: &[Availability]) -> Availability {
    let log: f64 = parts.iter().map(|a| (-a.down).ln_1p()).sum();
    Availability::from_parts(parts.iter().map(|a| a.up).product(), -log.exp_m1())
}

/// Each part is needed by a share (0..=1) of the requests only: what a request can count on.
///
/// Parts that every request needs multiply, as in [`serial`]. The others take `share x down` each, added up: requests that
/// need one of them are taken to need no other. Whatever the requests have in common, the truth is at least this.
pub fn needed_by(parts: &[(Availability, f64)]) -> Result<Availability> {
    let mut always = Vec::with_capacity(parts.len());
    let mut taken = 0.0;
    for (part, share) in parts {
        fraction("the share of requests that need a part", *share)?;
        if *share < 1.0 {
            taken += share * part.down;
        } else {
            always.push(*part);
        }
    }
    let (base, taken) = (serial(&always), f64::min(taken, 1.0));
    Ok(Availability::from_parts(base.up * (1.0 - taken), base.down + base.up * taken))
}

/// One of `parts` must be up. The first is in use; when it is down, the switch to the others works with probability
/// `failover_works` (1 when the parts are used at once): `A_1 + (1 - A_1) x P(works) x P(one of the others is up)`.
/// At least one part. Same source as [`serial`].
pub fn parallel(parts: &[Availability], failover_works: f64) -> Result<Availability> {
    fraction("the chance that failover works", failover_works)?;
    let Some((first, others)) = parts.split_first() else {
        return Err(OutOfDomain::new("the number of parts in parallel", 0, "1 or more"));
    };
    let others_down: f64 = others.iter().map(|a| a.down).product();
    let switched = if others.is_empty() { 0.0 } else { failover_works * (1.0 - others_down) };
    // What is lost is summed apart, so that many nines stay exact.
    let lost = if others.is_empty() { 1.0 } else { (1.0 - failover_works) + failover_works * others_down };
    Ok(Availability::from_parts(first.up + first.down * switched, first.down * lost))
}

/// The most that each of `count` critical dependencies may be down for a target of `slo`: (1 - slo) / count.
///
/// This spends the whole budget on dependencies and leaves the service none of its own.
pub fn dependency_target(slo: f64, count: u32) -> Result<Availability> {
    fraction("the objective", slo)?;
    if count == 0 {
        return Err(OutOfDomain::new("the number of critical dependencies", 0, "1 or more"));
    }
    Availability::from_down((1.0 - slo) / f64::from(count))
}

/// The rule of the extra nine: a critical dependency should be down a tenth as much as its user.
pub fn extra_nine(slo: f64) -> Result<Availability> {
    dependency_target(slo, 10)
}

/// Whether a dependency meets the rule of the extra nine; decimals that binary cannot hold do not decide it.
pub fn meets_extra_nine(slo: f64, dependency: Availability) -> Result<bool> {
    Ok(dependency.down <= extra_nine(slo)?.down * (1.0 + 1e-9))
}

/// Where an error budget goes, in milliseconds of one window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetSplit {
    /// (1 - slo) x window.
    pub total: f64,
    /// What the dependencies spend at their own availability.
    pub dependencies: f64,
    /// What is left for the service itself; negative when its dependencies alone overspend.
    pub own: f64,
}

/// Splits the budget of a window (ms, above 0) between `count` like dependencies and the service itself.
///
/// Sums the downtime, so it assumes that outages do not coincide. Same source as [`serial`].
pub fn budget_split(slo: f64, window: f64, count: u32, dependency: Availability) -> Result<BudgetSplit> {
    fraction("the objective", slo)?;
    positive("the window", window)?;
    let total = (1.0 - slo) * window;
    let dependencies = f64::from(count) * dependency.down * window;
    Ok(BudgetSplit { total, dependencies, own: total - dependencies })
}

/// MTBF / (MTBF + MTTR), both in one unit, finite, not both 0: halving the repair time is worth doubling the time
/// between failures. Source: Gray, Why Do Computers Stop, 1985.
pub fn from_repair_times(mtbf: f64, mttr: f64) -> Result<Availability> {
    for (what, x) in [("the time between failures", mtbf), ("the repair time", mttr)] {
        if !(x >= 0.0 && x.is_finite()) {
            return Err(OutOfDomain::new(what, x, "a finite time of 0 or more"));
        }
    }
    let cycle = mtbf + mttr;
    positive("the time between failures plus the repair time", cycle)?;
    Ok(Availability::from_parts(mtbf / cycle, mttr / cycle))
}

/// At least `k` of `n` like nodes up, independent: an upper bound, because nodes share causes. `k` in `1..=n`, `n` to
/// [`MOST_NODES`], `p` in 0..=1. Source: Vukolic, Quorum Systems, 2012.
pub fn k_of_n(k: usize, n: usize, p: f64) -> Result<Availability> {
    fraction("the availability of a node", p)?;
    if n > MOST_NODES {
        return Err(OutOfDomain::new("the number of nodes", n, "2,000 or fewer"));
    }
    k_of(k, &vec![p; n])
}

/// [`k_of_n`] for nodes of different availabilities.
pub fn k_of(k: usize, nodes: &[f64]) -> Result<Availability> {
    zoned(k, &[Zone { up: 1.0, nodes: nodes.to_vec() }])
}

/// A zone: the chance that it is up, and for each of its nodes the chance of being up while the zone is.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Availability of the zone itself, 0..=1.
    pub up: f64,
    /// Availability of each node apart from its zone, 0..=1.
    pub nodes: Vec<f64>,
}

/// At least `k` nodes up when each zone takes its nodes down with it: the live counts of the zones, convolved.
///
/// `layout` is nodes per zone (`[2, 1]` is two nodes in one zone and one in another; 0 is an empty zone). Two zones can
/// never beat the zone that holds the quorum. Source: Ford et al., Availability in Globally Distributed Storage
/// Systems, OSDI 2010 (correlated failures dominate).
pub fn k_of_zones(k: usize, layout: &[usize], zone: f64, node: f64) -> Result<Availability> {
    if layout.iter().fold(0usize, |sum, &n| sum.saturating_add(n)) > MOST_NODES {
        return Err(OutOfDomain::new("the number of nodes", "larger than 2,000", "2,000 or fewer"));
    }
    let zones: Vec<Zone> = layout.iter().map(|&n| Zone { up: zone, nodes: vec![node; n] }).collect();
    zoned(k, &zones)
}

/// [`k_of_zones`] with a probability for every zone and node.
pub fn zoned(k: usize, zones: &[Zone]) -> Result<Availability> {
    let n: usize = zones.iter().map(|z| z.nodes.len()).sum();
    if n == 0 || n > MOST_NODES {
        return Err(OutOfDomain::new("the number of nodes", n, "1 to 2,000"));
    }
    if k == 0 || k > n {
        return Err(OutOfDomain::new("the quorum", format!("{k} of {n}"), "between 1 and the number of nodes"));
    }
    let mut live = vec![1.0];
    for z in zones.iter().filter(|z| !z.nodes.is_empty()) {
        fraction("the availability of a zone", z.up)?;
        let mut count = live_counts(&z.nodes)?;
        for c in &mut count {
            *c *= z.up;
        }
        count[0] += 1.0 - z.up;
        live = convolve(&live, &count);
    }
    Ok(Availability::from_parts(live[k..].iter().sum(), live[..k].iter().sum()))
}

/// The distribution of the number of nodes up: `[i]` is the chance of exactly i. All terms positive: no cancellation.
pub(crate) fn live_counts(nodes: &[f64]) -> Result<Vec<f64>> {
    let mut live = vec![1.0];
    for &p in nodes {
        fraction("the availability of a node", p)?;
        let q = 1.0 - p;
        live.push(0.0);
        for i in (0..live.len()).rev() {
            live[i] = live[i] * q + if i > 0 { live[i - 1] * p } else { 0.0 };
        }
    }
    Ok(live)
}

fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            out[i + j] += x * y;
        }
    }
    out
}

fn fraction(what: &'static str, x: f64) -> Result<()> {
    if (0.0..=1.0).contains(&x) { Ok(()) } else { Err(OutOfDomain::new(what, x, "a fraction between 0 and 1")) }
}

fn positive(what: &'static str, x: f64) -> Result<()> {
    if x > 0.0 && x.is_finite() { Ok(()) } else { Err(OutOfDomain::new(what, x, "finite and above 0")) }
}

#[cfg(test)]
#[path = "availability_tests.rs"]
mod tests;
