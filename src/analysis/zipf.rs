//! Skewed popularity: Zipf shares, the hottest shard, salting (D35, D36).
//!
//! Key of rank i gets a share of `i^-s / H(n, s)`. Sums over a thousand million keys take microseconds: the first
//! terms one by one, the rest by the Euler-Maclaurin formula. Source: Gray et al. 1994 as used by YCSB.

use super::{OutOfDomain, Result, checks};

/// Terms that are summed one by one; from there on the remainder of the formula is below 10^-15.
const EXACT: u64 = 64;

/// Generalised harmonic number `H(n, s) = sum_{i=1..n} i^-s`, `s` in 0..=100, relative error below 10^-12.
pub fn harmonic(n: u64, exponent: f64) -> Result<f64> {
    checks::whole("the number of keys", n)?;
    if !(0.0..=100.0).contains(&exponent) {
        return Err(OutOfDomain::new("the Zipf exponent", exponent, "from 0 to 100"));
    }
    // Smallest terms first, so that none is lost.
    let head: f64 = (1..=n.min(EXACT)).rev().map(|i| (i as f64).powf(-exponent)).sum();
    if n <= EXACT { Ok(head) } else { Ok(head + tail(EXACT as f64, n as f64, exponent)) }
}

/// `sum_{i=m+1..n} i^-s` for a large m: integral, half of the ends, and three Bernoulli terms.
fn tail(m: f64, n: f64, s: f64) -> f64 {
    let log = (n / m).ln();
    let t = (1.0 - s) * log;
    // (n^(1-s) - m^(1-s)) / (1 - s), which is m^(1-s) ln(n/m) at s = 1.
    let integral = m.powf(1.0 - s) * log * if t.abs() < 1e-12 { 1.0 } else { t.exp_m1() / t };
    let (fm, fn_) = (m.powf(-s), n.powf(-s));
    let d1 = -s * (fn_ / n - fm / m);
    let d3 = -s * (s + 1.0) * (s + 2.0) * (fn_ / n.powi(3) - fm / m.powi(3));
    let d5 = -s * (s + 1.0) * (s + 2.0) * (s + 3.0) * (s + 4.0) * (fn_ / n.powi(5) - fm / m.powi(5));
    integral + (fn_ - fm) / 2.0 + d1 / 12.0 - d3 / 720.0 + d5 / 30_240.0
}

/// Share of the requests that go to the `top` most popular of `n` keys. 0 keys: 0; `n` or more: 1.
pub fn top_share(n: u64, exponent: f64, top: u64) -> Result<f64> {
    let all = harmonic(n, exponent)?;
    match top {
        0 => Ok(0.0),
        t if t >= n => Ok(1.0),
        t => Ok(harmonic(t, exponent)? / all),
    }
}

/// Share of the key of a rank, counted from 1.
pub fn key_share(n: u64, exponent: f64, rank: u64) -> Result<f64> {
    if rank == 0 || rank > n {
        return Err(OutOfDomain::new("the rank of a key", rank, "from 1 to the number of keys"));
    }
    Ok((rank as f64).powf(-exponent) / harmonic(n, exponent)?)
}

/// Keys in a fraction of all keys, rounded up, at least 1: 1 % of 50 keys is 1 key.
pub fn keys_in(n: u64, fraction: f64) -> Result<u64> {
    checks::whole("the number of keys", n)?;
    checks::fraction("the fraction of the keys", fraction)?;
    Ok(((n as f64 * fraction - 1e-9).ceil() as u64).clamp(1, n))
}

/// Load on the shard that holds the hottest key, everything else spread evenly (D36).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HotShard {
    /// Load on the hottest shard (/s): `rate x (p1 + (1 - p1) / shards)`.
    pub hottest_per_s: f64,
    /// Load on a shard if all were equal (/s).
    pub mean_per_s: f64,
    /// How many times the mean the hottest carries.
    pub imbalance: f64,
    /// Load of the hottest key alone (/s): no number of shards gets below it.
    pub floor_per_s: f64,
}

/// Load on the hottest of `shards` when the hottest key has the share `p1`.
pub fn hot_shard(rate_per_s: f64, p1: f64, shards: u64) -> Result<HotShard> {
    checks::amount("the request rate", rate_per_s)?;
    checks::fraction("the share of the hottest key", p1)?;
    let shards = checks::whole("the number of shards", shards)? as f64;
    let share = p1 + (1.0 - p1) / shards;
    Ok(HotShard {
        hottest_per_s: rate_per_s * share,
        mean_per_s: rate_per_s / shards,
        imbalance: share * shards,
        floor_per_s: rate_per_s * p1,
    })
}

/// Pieces to cut the hottest key into, so that its shard stays at `fill` of its capacity (usually 0.8).
///
/// `ceil(rate p1 / (fill x capacity - rate (1 - p1) / shards))`. `None`: the other keys alone fill the shard, so more
/// shards are needed first. Reads then ask every piece.
pub fn salts(rate_per_s: f64, p1: f64, shards: u64, capacity_per_s: f64, fill: f64) -> Result<Option<u64>> {
    checks::above_zero("the capacity of a shard", capacity_per_s)?;
    checks::fraction("the fill level", fill)?;
    let hot = hot_shard(rate_per_s, p1, shards)?;
    let room = fill * capacity_per_s - (hot.hottest_per_s - hot.floor_per_s);
    if room <= 0.0 {
        return Ok(None);
    }
    let pieces = (hot.floor_per_s / room * (1.0 - 1e-12)).ceil().max(1.0);
    checks::finite("the number of pieces", pieces)?;
    Ok(Some(pieces as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_agree_with_adding_one_by_one() {
        for s in [0.0, 0.3, 0.99, 1.0, 1.0 + 1e-13, 1.0 + 1e-6, 1.5, 7.0, 100.0] {
            for n in [1, 2, 63, 64, 65, 66, 1000, 20_000] {
                let slow: f64 = (1..=n).rev().map(|i| (i as f64).powf(-s)).sum();
                let fast = harmonic(n, s).unwrap();
                assert!((fast / slow - 1.0).abs() < 1e-12, "n {n} s {s}: {fast} against {slow}");
            }
        }
    }

    #[test]
    fn ten_thousand_million_keys_match_the_constant_of_ycsb() {
        let h = harmonic(10_000_000_000, 0.99).unwrap();
        // YCSB's constant carries the rounding of 10^10 additions.
        assert!((h / 26.469_028_201_783_02 - 1.0).abs() < 1e-11, "{h}");
        assert!(harmonic(u64::MAX, 0.0).unwrap() > 1e19);
    }

    #[test]
    fn shares_are_whole_at_the_ends() {
        assert_eq!(top_share(10, 0.99, 10).unwrap(), 1.0);
        assert_eq!(top_share(10, 0.99, 0).unwrap(), 0.0);
        assert_eq!(key_share(1, 0.99, 1).unwrap(), 1.0);
        assert!((key_share(4, 0.0, 3).unwrap() - 0.25).abs() < 1e-15);
        assert!(key_share(4, 0.0, 5).is_err());
        assert!(harmonic(0, 1.0).is_err());
        assert!(harmonic(10, f64::NAN).is_err());
        assert_eq!(keys_in(50, 0.01).unwrap(), 1);
        assert_eq!(keys_in(1000, 0.2).unwrap(), 200);
        assert_eq!(keys_in(10, 0.0).unwrap(), 1);
    }

    #[test]
    fn a_hot_key_sets_the_floor_of_its_shard() {
        let hot = hot_shard(10_000.0, 0.065, 64).unwrap();
        assert!((hot.hottest_per_s - 796.09).abs() < 0.01, "{hot:?}");
        assert!((hot.mean_per_s - 156.25).abs() < 1e-9);
        assert_eq!(hot_shard(100.0, 1.0, 64).unwrap().hottest_per_s, 100.0);
    }

    #[test]
    fn salts_help_only_while_there_is_room() {
        let pieces = salts(10_000.0, 0.065, 64, 500.0, 0.8).unwrap().unwrap();
        let hot = hot_shard(10_000.0, 0.065, 64).unwrap();
        let load = |s: u64| hot.floor_per_s / s as f64 + hot.hottest_per_s - hot.floor_per_s;
        assert!(load(pieces) <= 400.0 && load(pieces - 1) > 400.0, "{pieces}");
        assert_eq!(salts(10_000.0, 0.065, 2, 500.0, 0.8).unwrap(), None);
        assert_eq!(salts(10.0, 0.0, 2, 500.0, 0.8).unwrap(), Some(1));
    }
}
