//! Fan-out: one request waits for many leaves. Independent leaves unless said otherwise.
//!
//! Limits: shared causes (a full link, one host under many leaves) make the average better and bursts worse than
//! these figures say; closed-loop load tests under-observe stalls.

use crate::analysis::{Result, checks};

/// Probability that a request is slow when it waits for `n` distinct servers, each slow with `p_slow`: `1-(1-p)^n`.
///
/// Where slowness belongs to the server (a pause, a busy disk), `n` counts servers, not calls: see
/// [`fan_out_slow_over`]. Dean and Barroso, "The Tail at Scale", CACM 2013.
pub fn fan_out_slow(p_slow: f64, n: u32) -> Result<f64> {
    checks::fraction("the share of slow leaves", p_slow)?;
    checks::at_least_one("the fan-out", n)?;
    Ok(-(f64::from(n) * (-p_slow).ln_1p()).exp_m1())
}

/// Probability that a request is slow when its `requests` leaf calls fall at random on `servers`, and slowness
/// belongs to the server: calls to the same server are slow together.
///
/// `sum over j stalled servers of Binomial(servers, p)(j) x (1 - (1 - j/servers)^requests)`.
pub fn fan_out_slow_over(p_slow: f64, requests: u32, servers: u32) -> Result<f64> {
    checks::fraction("the share of slow servers", p_slow)?;
    checks::at_least_one("the fan-out", requests)?;
    checks::at_least_one("the number of servers", servers)?;
    if p_slow == 0.0 || p_slow == 1.0 {
        return Ok(p_slow);
    }
    let (s, odds) = (f64::from(servers), p_slow / (1.0 - p_slow));
    let touched = |j: f64| if j >= s { 1.0 } else { -(f64::from(requests) * (-j / s).ln_1p()).exp_m1() };
    // Weights relative to the mode, outward until they no longer count; their sum replaces the factorials.
    let mode = ((s + 1.0) * p_slow).floor().min(s);
    let (mut weights, mut slow) = (1.0, touched(mode));
    let (mut w, mut j) = (1.0, mode);
    while j < s && w > 1e-20 {
        w *= (s - j) / (j + 1.0) * odds;
        j += 1.0;
        weights += w;
        slow += w * touched(j);
    }
    (w, j) = (1.0, mode);
    while j > 0.0 && w > 1e-20 {
        w *= j / (s - j + 1.0) / odds;
        j -= 1.0;
        weights += w;
        slow += w * touched(j);
    }
    Ok((slow / weights).clamp(0.0, 1.0))
}

/// Mean number of different servers that `requests` calls placed at random on `servers` reach.
pub fn distinct_servers(requests: u32, servers: u32) -> Result<f64> {
    checks::at_least_one("the number of servers", servers)?;
    let s = f64::from(servers);
    if servers == 1 {
        return Ok(f64::from(requests.min(1)));
    }
    Ok(-s * (f64::from(requests) * (-1.0 / s).ln_1p()).exp_m1())
}

/// The quantile every leaf must meet so that the request of `n` leaves meets `target`: `target^(1/n)`.
pub fn leaf_quantile(target: f64, n: u32) -> Result<f64> {
    checks::at_least_one("the fan-out", n)?;
    Ok(checks::fraction("the target", target)?.powf(1.0 / f64::from(n)))
}

/// The share of leaf calls that may be slow so that at most `p_slow` of requests are: the complement of
/// [`leaf_quantile`], exact where there are many nines.
pub fn leaf_slow(p_slow: f64, n: u32) -> Result<f64> {
    checks::fraction("the share of slow requests", p_slow)?;
    checks::at_least_one("the fan-out", n)?;
    Ok(-((-p_slow).ln_1p() / f64::from(n)).exp_m1())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, want: f64, rel: f64) {
        assert!((got - want).abs() <= rel * want.abs(), "got {got}, want {want}");
    }

    #[test]
    fn a_hundred_leaves_make_one_per_cent_common() {
        near(fan_out_slow(0.01, 100).unwrap(), 0.633_967_658_7, 1e-9);
        near(leaf_quantile(0.99, 100).unwrap(), 0.999_899_501_7, 1e-9);
        near(leaf_quantile(1e-20, 100).unwrap(), 0.630_957_344_5, 1e-9);
        near(fan_out_slow(1e-15, 3).unwrap(), 3e-15, 1e-12);
        near(leaf_slow(1e-12, 10).unwrap(), 1e-13, 1e-12);
    }

    #[test]
    fn calls_that_share_servers_are_slow_together() {
        // Two calls over two servers: the same server with probability 1/2.
        let p: f64 = 0.1;
        let want = 0.5 * p + 0.5 * (1.0 - (1.0 - p) * (1.0 - p));
        near(fan_out_slow_over(p, 2, 2).unwrap(), want, 1e-12);
        near(fan_out_slow_over(p, 1, 7).unwrap(), p, 1e-12);
        near(fan_out_slow_over(p, 9, 1).unwrap(), p, 1e-12);
        let few = fan_out_slow_over(0.01, 100, 10).unwrap();
        assert!(few < fan_out_slow(0.01, 10).unwrap() + 1e-12, "ten servers at most: {few}");
        near(fan_out_slow_over(0.01, 100, 1_000_000).unwrap(), fan_out_slow(0.01, 100).unwrap(), 1e-3);
    }

    #[test]
    fn distinct_servers_count_collisions() {
        near(distinct_servers(2, 2).unwrap(), 1.5, 1e-12);
        assert_eq!(distinct_servers(0, 1).unwrap(), 0.0);
        assert_eq!(distinct_servers(5, 1).unwrap(), 1.0);
        assert_eq!(distinct_servers(0, 9).unwrap(), 0.0);
        assert!(distinct_servers(1, 0).is_err());
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        for n in [1, 2, u32::MAX] {
            assert_eq!(fan_out_slow(0.0, n).unwrap(), 0.0);
            assert_eq!(fan_out_slow(1.0, n).unwrap(), 1.0);
            assert_eq!(leaf_quantile(0.0, n).unwrap(), 0.0);
            assert_eq!(leaf_quantile(1.0, n).unwrap(), 1.0);
            assert_eq!(fan_out_slow_over(1.0, n, 5).unwrap(), 1.0);
        }
        assert!(
            fan_out_slow(0.1, 0).is_err() && leaf_quantile(0.9, 0).is_err() && fan_out_slow_over(0.1, 1, 0).is_err()
        );
        assert!(fan_out_slow(1.1, 1).is_err() && fan_out_slow(f64::NAN, 1).is_err());
    }
}
