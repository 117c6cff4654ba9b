//! Staleness counted in versions: how likely a read misses the last k writes. Closed forms only, no time, no sampling.
//!
//! All are upper bounds on staleness: a write is taken to stay on the w replicas that acknowledged it, with no
//! propagation beyond them and no read repair, and the read's replicas are drawn independently of the write's.

use crate::analysis::{OutOfDomain, Result, checks};

/// Checks `1 <= r, w <= n` for the replicas of a partial quorum.
pub(super) fn quorum_sizes(n: u32, r: u32, w: u32) -> Result<()> {
    checks::at_least_one("the number of replicas", n)?;
    for (what, k) in [("the read quorum", r), ("the write quorum", w)] {
        if k == 0 || k > n {
            return Err(OutOfDomain::new(what, format!("{k} of {n} replicas"), "at least 1 and at most all replicas"));
        }
    }
    Ok(())
}

/// Probability that a random read quorum misses the latest write: `C(n-w, r) / C(n, r)`; 0 for overlapping quorums.
/// PBS 2012, equation 1.
pub fn quorum_miss(n: u32, r: u32, w: u32) -> Result<f64> {
    quorum_sizes(n, r, w)?;
    // Symmetric in r and w, so the shorter product will do.
    let (short, long) = (r.min(w), r.max(w));
    let miss = (0..short).map(|i| f64::from((n - long).saturating_sub(i)) / f64::from(n - i)).product();
    Ok(miss)
}

/// Probability that a read returns a value older than the last `k` writes: `quorum_miss^k`, an upper bound. `k >= 1`.
/// PBS 2012, equation 2.
pub fn older_than_versions(n: u32, r: u32, w: u32, k: u32) -> Result<f64> {
    checks::at_least_one("the number of versions k", k)?;
    Ok(quorum_miss(n, r, w)?.powf(f64::from(k)))
}

/// Probability that a read returns one of the last `k` versions, a lower bound: the complement of [`older_than_versions`].
pub fn within_versions(n: u32, r: u32, w: u32, k: u32) -> Result<f64> {
    checks::at_least_one("the number of versions k", k)?;
    let miss = quorum_miss(n, r, w)?;
    if miss == 0.0 { Ok(1.0) } else { Ok(-(f64::from(k) * miss.ln()).exp_m1()) }
}

/// Probability that a client's next read goes back in time: `quorum_miss^(1 + writes/reads)`, an upper bound.
///
/// `writes_per_s` counts all writes to the item, `reads_per_s` the reads of this client alone (above 0).
/// PBS 2012, equation 3.
pub fn monotonic_reads_violation(n: u32, r: u32, w: u32, writes_per_s: f64, reads_per_s: f64) -> Result<f64> {
    checks::not_negative("the rate of writes to the item", writes_per_s)?;
    checks::positive("the client's rate of reads", reads_per_s)?;
    let miss = quorum_miss(n, r, w)?;
    // A quotient beyond the range of a number means a bound of 0, which powf gives for any miss below 1.
    Ok(miss.powf(1.0 + writes_per_s / reads_per_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_bounds_for_three_replicas() {
        let p = |k| older_than_versions(3, 1, 1, k).unwrap();
        for (k, want) in [(1, 0.6667), (3, 0.2963), (5, 0.1317), (10, 0.0173)] {
            assert!((p(k) - want).abs() < 5e-5, "k={k}: {}", p(k));
        }
        assert!((quorum_miss(3, 1, 2).unwrap() - 1.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn overlapping_quorums_never_miss() {
        for (n, r, w) in [(1, 1, 1), (3, 2, 2), (3, 3, 1), (5, 1, 5), (100, 51, 50)] {
            assert_eq!(quorum_miss(n, r, w).unwrap(), 0.0, "{n} {r} {w}");
            assert_eq!(within_versions(n, r, w, 1).unwrap(), 1.0, "{n} {r} {w}");
            assert_eq!(monotonic_reads_violation(n, r, w, 5.0, 1.0).unwrap(), 0.0, "{n} {r} {w}");
        }
    }

    #[test]
    fn the_bound_and_its_complement_sum_to_one() {
        for k in [1, 2, 7, 4_000_000] {
            let sum = older_than_versions(5, 2, 1, k).unwrap() + within_versions(5, 2, 1, k).unwrap();
            assert!((sum - 1.0).abs() < 1e-14, "k={k}: {sum}");
        }
    }

    #[test]
    fn impossible_quorums_are_refused_in_words() {
        assert_eq!(
            quorum_miss(3, 4, 1).unwrap_err().to_string(),
            "the read quorum is 4 of 3 replicas: expected at least 1 and at most all replicas"
        );
        for (n, r, w) in [(0, 0, 0), (0, 1, 1), (3, 0, 1), (3, 1, 0), (3, 1, 4)] {
            assert!(quorum_miss(n, r, w).is_err(), "{n} {r} {w}");
        }
        assert!(older_than_versions(3, 1, 1, 0).is_err());
        assert!(monotonic_reads_violation(3, 1, 1, 1.0, 0.0).is_err());
        assert!(monotonic_reads_violation(3, 1, 1, f64::NAN, 1.0).is_err());
        assert_eq!(monotonic_reads_violation(3, 1, 1, f64::MAX, 1e-9).unwrap(), 0.0);
    }
}
