//! Retry budgets: what token buckets, ratios and throttles let through, in steady state and in bursts (D22, D32).

use crate::analysis::{OutOfDomain, Result, checks};

/// A client-side throttle of gRPC's kind: tokens fall by 1 for a failure and rise by `ratio` for a success; retries
/// stop while tokens are at most half of `max_tokens`. Source: gRFC A6.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenThrottle {
    /// Failures in a row from a full bucket until retries stop.
    pub failures_until_throttled: u64,
    /// Successes that allow a retry again after that.
    pub successes_to_recover: u64,
    /// Failure ratio at which tokens neither rise nor fall: `f = ratio x (1 - f)`.
    pub sustainable_failure_ratio: f64,
}

/// What a gRPC retry throttle allows.
pub fn token_throttle(max_tokens: f64, ratio: f64) -> Result<TokenThrottle> {
    checks::above_zero("the number of tokens", max_tokens)?;
    if !(1e-6..=1e6).contains(&ratio) {
        return Err(OutOfDomain::new("the tokens for a success", ratio, "from 0.000001 to 1000000"));
    }
    // Throttled at tokens <= max/2, so the failure that reaches the half already stops retries.
    let failures = (max_tokens / 2.0).ceil();
    let missing = failures - max_tokens / 2.0;
    Ok(TokenThrottle {
        failures_until_throttled: failures as u64,
        successes_to_recover: (missing / ratio + 1e-9).floor() as u64 + 1,
        sustainable_failure_ratio: ratio / (1.0 + ratio),
    })
}

/// Retries that a full token bucket pays for before it is empty: `floor(capacity / cost)`.
pub fn bucket_retries(capacity: u64, cost: u64) -> Result<u64> {
    checks::whole("the cost of a retry", cost)?;
    Ok(capacity / cost)
}

/// Retries in flight that a concurrency budget allows: a share of active and pending requests, with a floor.
///
/// Rounded down. Source: Envoy cluster retry budget (20 %, at least 3).
pub fn concurrent_retries(share: f64, floor: u64, active: u64) -> Result<u64> {
    checks::fraction("the retry budget", share)?;
    let allowed = (share * active as f64 * (1.0 + 1e-12)).floor() as u64;
    Ok(allowed.max(floor))
}

/// Retries per second of a ratio budget with a floor that comes on top: `share x rate + floor`. Source: Finagle.
pub fn ratio_retries(rate_per_s: f64, share: f64, floor_per_s: f64) -> Result<f64> {
    checks::amount("the request rate", rate_per_s)?;
    checks::amount("the retry budget", share)?;
    checks::amount("the floor of the budget", floor_per_s)?;
    Ok(share * rate_per_s + floor_per_s)
}

/// Retries in a row that a ratio budget saved up over its window allows: the burst it lets through first.
pub fn ratio_burst(rate_per_s: f64, share: f64, floor_per_s: f64, window_ms: f64) -> Result<f64> {
    checks::above_zero("the window of the budget (ms)", window_ms)?;
    Ok(ratio_retries(rate_per_s, share, floor_per_s)? * window_ms / 1000.0)
}

/// Adaptive throttling: probability that a client drops a request by itself (D32).
///
/// `max(0, (requests - k x accepts) / (requests + 1))` over the last two minutes. Source: SRE book, chapter 21.
pub fn reject_probability(requests: f64, accepts: f64, k: f64) -> Result<f64> {
    checks::amount("the number of requests", requests)?;
    checks::amount("the number of accepts", accepts)?;
    if !(k >= 1.0 && k.is_finite()) {
        return Err(OutOfDomain::new("the multiplier k", k, "at least 1, else accepted requests are dropped too"));
    }
    if accepts > requests {
        return Err(OutOfDomain::new("the number of accepts", accepts, "at most the number of requests"));
    }
    Ok(((requests - k * accepts) / (requests + 1.0)).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_throttle_of_grpc() {
        let t = token_throttle(10.0, 0.1).unwrap();
        assert_eq!((t.failures_until_throttled, t.successes_to_recover), (5, 1));
        assert!((t.sustainable_failure_ratio - 1.0 / 11.0).abs() < 1e-15);
        let odd = token_throttle(7.0, 0.1).unwrap();
        assert_eq!((odd.failures_until_throttled, odd.successes_to_recover), (4, 6));
        assert!(token_throttle(10.0, 0.0).is_err());
    }

    #[test]
    fn buckets_and_ratios() {
        assert_eq!(bucket_retries(500, 14).unwrap(), 35);
        assert_eq!(bucket_retries(3, 5).unwrap(), 0);
        assert!(bucket_retries(500, 0).is_err());
        assert_eq!(concurrent_retries(0.2, 3, 100).unwrap(), 20);
        assert_eq!(concurrent_retries(0.2, 3, 0).unwrap(), 3);
        assert_eq!(ratio_retries(1000.0, 0.2, 10.0).unwrap(), 210.0);
        assert_eq!(ratio_burst(1000.0, 0.2, 10.0, 10_000.0).unwrap(), 2100.0);
    }

    #[test]
    fn adaptive_throttling_drops_only_beyond_k_times_what_is_accepted() {
        assert_eq!(reject_probability(100.0, 100.0, 2.0).unwrap(), 0.0);
        assert!((reject_probability(1000.0, 300.0, 2.0).unwrap() - 400.0 / 1001.0).abs() < 1e-15);
        assert_eq!(reject_probability(0.0, 0.0, 2.0).unwrap(), 0.0);
        assert!(reject_probability(10.0, 20.0, 2.0).is_err());
        assert!(reject_probability(10.0, 5.0, 0.5).is_err());
    }
}
