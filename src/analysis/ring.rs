//! Consistent hashing: how uneven the nodes of a ring are (D38).
//!
//! Keys spread evenly over the hash space, tokens random, replica placement ignored. A node with v tokens owns the
//! sum of v of the n v arcs, so shares follow a Dirichlet distribution; means and deviations of the largest share are
//! exact integrals of it, and only its percentiles are simulated. Sources: Karger et al. 1997; Lamping and Veach 2014.

use super::{OutOfDomain, Result};
use rand::SeedableRng;
use rand_distr::{Distribution, Gamma};
use rand_xoshiro::Xoshiro256PlusPlus;
use statrs::function::gamma::checked_gamma_lr;

/// The most nodes and the most tokens per node that are computed.
const MOST: u64 = 1_000_000;

/// How uneven a ring is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imbalance {
    /// Standard deviation of a node's share relative to the mean: `sqrt((n - 1) / (n v + 1))`.
    pub share_sd: f64,
    /// Expected share of the fullest node over the mean share.
    pub max_over_mean: f64,
    /// Standard deviation of that ratio from one placement to the next.
    pub max_sd: f64,
}

/// Imbalance of `nodes` with `tokens` random tokens each. One node: no imbalance.
pub fn imbalance(nodes: u64, tokens: u64) -> Result<Imbalance> {
    let (n, v) = checked(nodes, tokens)?;
    if nodes == 1 {
        return Ok(Imbalance { share_sd: 0.0, max_over_mean: 1.0, max_sd: 0.0 });
    }
    // Shares are independent Gamma(v) variates over their sum, and the sum is independent of the shares: moments of
    // the largest share are moments of the largest variate over those of the sum, Gamma(n v).
    let (first, second) = moments_of_max(n, v)?;
    let total = n * v;
    let max_over_mean = first / v;
    let square = second / (v * v) * (total / (total + 1.0));
    Ok(Imbalance {
        share_sd: ((n - 1.0) / (total + 1.0)).sqrt(),
        max_over_mean,
        max_sd: (square - max_over_mean * max_over_mean).max(0.0).sqrt(),
    })
}

/// First and second moment of the largest of n Gamma(v) variates, by Simpson's rule on its distribution function.
fn moments_of_max(n: f64, v: f64) -> Result<(f64, f64)> {
    // P(X > v + sqrt(2 v t) + t) <= exp(-t), so nothing is left beyond t = ln n + 32.
    let t = n.ln() + 32.0;
    let high = v + (2.0 * v * t).sqrt() + t;
    // Below, P(X < v - sqrt(2 v t)) <= exp(-t).
    let low = (v - (2.0 * v * 32.0).sqrt()).max(0.0);
    let steps = 600u32;
    let h = (high - low) / f64::from(steps);
    let (mut first, mut second) = (0.0, 0.0);
    for i in 0..=steps {
        let x = low + h * f64::from(i);
        let below = if x <= 0.0 {
            0.0
        } else {
            checked_gamma_lr(v, x).map_err(|_| OutOfDomain::new("the tokens per node", v, "at most 1000000"))?
        };
        let above = -f64::exp_m1(n * below.ln());
        let weight = match i {
            0 => 1.0,
            i if i == steps => 1.0,
            i if i % 2 == 1 => 4.0,
            _ => 2.0,
        } * h
            / 3.0;
        first += weight * above;
        second += weight * 2.0 * x * above;
    }
    // Up to `low` the largest variate is above for certain.
    Ok((low + first, low * low + second))
}

/// Percentiles of the fullest node's share over the mean, from seeded placements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// 5th percentile.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Placements drawn.
    pub trials: u32,
    /// The seed they were drawn with.
    pub seed: u64,
}

/// Spread of the fullest node over `trials` random placements, `trials` in 20..=100000, `nodes x trials` up to 10^7.
pub fn spread(nodes: u64, tokens: u64, trials: u32, seed: u64) -> Result<Spread> {
    let (_, v) = checked(nodes, tokens)?;
    if !(20..=100_000).contains(&trials) || nodes * u64::from(trials) > 10_000_000 {
        return Err(OutOfDomain::new("the number of placements", trials, "from 20, and 10000000 / nodes at most"));
    }
    let gamma = Gamma::new(v, 1.0).map_err(|_| OutOfDomain::new("the tokens per node", tokens, "1 or more"))?;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut ratios: Vec<f64> = (0..trials)
        .map(|_| {
            let (mut sum, mut max) = (0.0, 0.0f64);
            for _ in 0..nodes {
                let x: f64 = gamma.sample(&mut rng);
                sum += x;
                max = max.max(x);
            }
            max * nodes as f64 / sum
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |q: f64| ratios[((ratios.len() - 1) as f64 * q).round() as usize];
    Ok(Spread { p05: at(0.05), p50: at(0.5), p95: at(0.95), trials, seed })
}

fn checked(nodes: u64, tokens: u64) -> Result<(f64, f64)> {
    for (what, n) in [("the number of nodes", nodes), ("the tokens per node", tokens)] {
        if !(1..=MOST).contains(&n) {
            return Err(OutOfDomain::new(what, n, "from 1 to 1000000"));
        }
    }
    Ok((nodes as f64, tokens as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_token_each_gives_the_harmonic_number() {
        for n in [2u64, 3, 10, 100] {
            let h: f64 = (1..=n).map(|i| 1.0 / i as f64).sum();
            let got = imbalance(n, 1).unwrap().max_over_mean;
            assert!((got / h - 1.0).abs() < 1e-5, "n {n}: {got} against {h}");
        }
    }

    #[test]
    fn two_nodes_with_one_token_have_the_deviation_of_a_uniform_cut() {
        // The larger of u and 1 - u is uniform on 1/2..1, twice that on 1..2: deviation 1/sqrt(12).
        let got = imbalance(2, 1).unwrap();
        assert!((got.max_over_mean - 1.5).abs() < 1e-5 && (got.max_sd - 1.0 / 12f64.sqrt()).abs() < 1e-4, "{got:?}");
    }

    #[test]
    fn the_integral_agrees_with_seeded_placements() {
        let exact = imbalance(10, 16).unwrap();
        let drawn = spread(10, 16, 20_000, 1).unwrap();
        assert!((exact.max_over_mean - 1.41).abs() < 0.01, "{exact:?}");
        assert!(drawn.p05 < exact.max_over_mean && exact.max_over_mean < drawn.p95, "{exact:?} {drawn:?}");
        let width = (drawn.p95 - drawn.p05) / (2.0 * 1.645);
        assert!((width / exact.max_sd - 1.0).abs() < 0.15, "{exact:?} {drawn:?}");
        assert_eq!(drawn, spread(10, 16, 20_000, 1).unwrap(), "the same seed must give the same placements");
    }

    #[test]
    fn the_ends_stay_finite() {
        assert_eq!(imbalance(1, 1).unwrap().max_over_mean, 1.0);
        let huge = imbalance(1_000_000, 1_000_000).unwrap();
        assert!(huge.max_over_mean > 1.0 && huge.max_over_mean < 1.01, "{huge:?}");
        assert!(imbalance(0, 1).is_err());
        assert!(spread(10, 16, 1, 1).is_err());
    }
}
