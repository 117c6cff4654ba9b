//! Skewed keys on shards: the fullest shard over many random placements, and how much one placement varies (D36).
//!
//! Popular keys are placed one by one, the long rest in bulk; seeded, so the same call gives the same figures.

use super::{OutOfDomain, Result, zipf};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Keys that are placed one by one.
const SINGLE: u64 = 1000;

/// What is placed where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skewed {
    /// Number of keys.
    pub keys: u64,
    /// Zipf exponent of their popularity.
    pub exponent: f64,
    /// Number of shards, to 10000.
    pub shards: u64,
    /// Random tokens per shard on a ring; `None` when shards are equal parts of the hash space.
    pub tokens: Option<u64>,
}

/// The fullest shard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FullestShard {
    /// Its load over the mean load, averaged over placements.
    pub mean: f64,
    /// 5th percentile over placements.
    pub p05: f64,
    /// 95th percentile over placements.
    pub p95: f64,
    /// Placements drawn.
    pub trials: u32,
    /// The seed.
    pub seed: u64,
}

/// Load of the fullest shard over the mean, from `trials` random placements (20 to 10000).
pub fn fullest_shard(what: &Skewed, trials: u32, seed: u64) -> Result<FullestShard> {
    if !(1..=10_000).contains(&what.shards) {
        return Err(OutOfDomain::new("the number of shards", what.shards, "from 1 to 10000"));
    }
    if !(20..=10_000).contains(&trials) {
        return Err(OutOfDomain::new("the number of placements", trials, "from 20 to 10000"));
    }
    if what.tokens == Some(0) {
        return Err(OutOfDomain::new("the tokens per shard", 0, "1 or more"));
    }
    let all = zipf::harmonic(what.keys, what.exponent)?;
    let single = what.keys.min(SINGLE);
    let top: Vec<f64> = (1..=single).map(|i| (i as f64).powf(-what.exponent) / all).collect();
    let rest = (1.0 - top.iter().sum::<f64>()).max(0.0);
    // Sum of squares of the shares of the rest: what its placement varies by. The exponent is within 0..=100 here.
    let twice = (2.0 * what.exponent).min(100.0);
    let squares = zipf::harmonic(what.keys, twice)? - zipf::harmonic(single, twice)?;
    let squares = if rest > 0.0 { (squares / (all * all)).max(0.0) } else { 0.0 };
    let gamma = match what.tokens {
        None => None,
        Some(v) => {
            Some(Gamma::new(v as f64, 1.0).map_err(|_| OutOfDomain::new("the tokens per shard", v, "1 or more"))?)
        }
    };
    let shards = what.shards as usize;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut ratios: Vec<f64> = Vec::with_capacity(trials as usize);
    let (mut part, mut upto) = (vec![1.0 / shards as f64; shards], vec![0.0; shards]);
    for _ in 0..trials {
        if let Some(gamma) = &gamma {
            part.fill_with(|| gamma.sample(&mut rng));
            let sum: f64 = part.iter().sum();
            for p in &mut part {
                *p /= sum;
            }
        }
        let mut load: Vec<f64> = Vec::with_capacity(shards);
        let mut end = 0.0;
        for (p, upto) in part.iter().zip(&mut upto) {
            end += p;
            *upto = end;
            let noise: f64 = StandardNormal.sample(&mut rng);
            load.push((rest * p + noise * (squares * p * (1.0 - p)).sqrt()).max(0.0));
        }
        for share in &top {
            let u: f64 = rng.random();
            let shard = if gamma.is_some() { upto.partition_point(|&e| e <= u) } else { (u * shards as f64) as usize };
            load[shard.min(shards - 1)] += share;
        }
        ratios.push(load.iter().fold(0.0f64, |a, &b| a.max(b)) * shards as f64);
    }
    ratios.sort_by(f64::total_cmp);
    let at = |q: f64| ratios[((ratios.len() - 1) as f64 * q).round() as usize];
    let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
    Ok(FullestShard { mean, p05: at(0.05), p95: at(0.95), trials, seed })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKEWED: Skewed = Skewed { keys: 100_000, exponent: 0.99, shards: 16, tokens: None };

    #[test]
    fn the_fullest_shard_is_at_least_that_of_the_hottest_key() {
        let p1 = zipf::key_share(SKEWED.keys, SKEWED.exponent, 1).unwrap();
        let formula = zipf::hot_shard(1.0, p1, SKEWED.shards).unwrap().imbalance;
        let drawn = fullest_shard(&SKEWED, 400, 1).unwrap();
        assert!(drawn.mean >= 0.98 * formula && drawn.mean < 1.3 * formula, "{drawn:?} {formula}");
        assert!(drawn.p05 < drawn.mean && drawn.mean < drawn.p95, "{drawn:?}");
        assert_eq!(drawn, fullest_shard(&SKEWED, 400, 1).unwrap());
    }

    #[test]
    fn one_token_each_is_far_worse() {
        let even = fullest_shard(&Skewed { exponent: 0.0, ..SKEWED }, 200, 1).unwrap();
        let ring = fullest_shard(&Skewed { exponent: 0.0, tokens: Some(1), ..SKEWED }, 200, 1).unwrap();
        assert!(even.mean < 1.1, "{even:?}");
        let h16: f64 = (1..=16).map(|i| 1.0 / f64::from(i)).sum();
        assert!((ring.mean / h16 - 1.0).abs() < 0.1, "{ring:?}");
    }

    #[test]
    fn the_ends_hold() {
        let one = fullest_shard(&Skewed { shards: 1, ..SKEWED }, 20, 1).unwrap();
        assert!((one.mean - 1.0).abs() < 1e-9, "{one:?}");
        let steep = fullest_shard(&Skewed { exponent: 100.0, ..SKEWED }, 20, 1).unwrap();
        assert!((steep.mean - 16.0).abs() < 1e-9, "{steep:?}");
        let few = fullest_shard(&Skewed { keys: 1, ..SKEWED }, 20, 1).unwrap();
        assert!((few.mean - 16.0).abs() < 1e-9, "{few:?}");
        assert!(fullest_shard(&Skewed { shards: 0, ..SKEWED }, 20, 1).is_err());
        assert!(fullest_shard(&Skewed { tokens: Some(0), ..SKEWED }, 20, 1).is_err());
        assert!(fullest_shard(&Skewed { keys: 0, ..SKEWED }, 20, 1).is_err());
    }
}
