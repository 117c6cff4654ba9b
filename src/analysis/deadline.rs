//! Deadlines: what a caller may give its callee, and how many attempts fit (D25, D26). Milliseconds throughout.

use super::backoff::{Backoff, call_time};
use super::{OutOfDomain, Result, checks};

/// Time that is left for a call: `parent - elapsed - reserve` (D25). `None` when nothing is left.
pub fn child_ms(parent_ms: f64, elapsed_ms: f64, reserve_ms: f64) -> Result<Option<f64>> {
    checks::amount("the caller's deadline (ms)", parent_ms)?;
    checks::amount("the elapsed time (ms)", elapsed_ms)?;
    checks::amount("the reserve (ms)", reserve_ms)?;
    let left = parent_ms - elapsed_ms - reserve_ms;
    Ok((left > 0.0).then_some(left))
}

/// Whether a deadline that travels as wall time is safe: the clocks differ by less than the reserve.
///
/// A deadline that travels as remaining time does not depend on clocks.
pub fn wall_time_is_safe(skew_ms: f64, reserve_ms: f64) -> Result<bool> {
    Ok(checks::amount("the clock skew (ms)", skew_ms)? < checks::amount("the reserve (ms)", reserve_ms)?)
}

/// Timeout per attempt that lets all attempts and waits fit the deadline; `None` when the waits alone do not.
pub fn timeout_that_fits(deadline_ms: f64, attempts: u32, backoff: &Backoff) -> Result<Option<f64>> {
    checks::above_zero("the deadline (ms)", deadline_ms)?;
    let waits = call_time(attempts, 0.0, backoff)?.waits_ms;
    let each = (deadline_ms - waits) / f64::from(attempts);
    Ok((each > 0.0).then_some(each))
}

/// The most attempts whose worst case fits the deadline, at most `limit` (D26). 0: not even one fits.
///
/// The sum is compared with a slack of one part in 10^9, so that waits which add up exactly do fit.
pub fn attempts_that_fit(deadline_ms: f64, timeout_ms: f64, backoff: &Backoff, limit: u32) -> Result<u32> {
    checks::above_zero("the deadline (ms)", deadline_ms)?;
    checks::amount("the timeout of an attempt (ms)", timeout_ms)?;
    backoff.checked()?;
    if limit > 1_000_000 {
        return Err(OutOfDomain::new("the limit on attempts", limit, "at most 1000000"));
    }
    let room = deadline_ms * (1.0 + 1e-9);
    let mut used = 0.0;
    for a in 1..=limit {
        used += timeout_ms;
        if used > room {
            return Ok(a - 1);
        }
        used += backoff.wait_ms(a).max_ms;
    }
    Ok(limit)
}

#[cfg(test)]
mod tests {
    use super::super::backoff::{Growth, Jitter};
    use super::*;

    const EXPO: Backoff =
        Backoff { growth: Growth::Exponential, base_ms: 100.0, factor: 2.0, cap_ms: 2000.0, jitter: Jitter::Full };

    #[test]
    fn nothing_left_is_none() {
        assert_eq!(child_ms(500.0, 120.0, 30.0).unwrap(), Some(350.0));
        assert_eq!(child_ms(500.0, 470.0, 30.0).unwrap(), None);
        assert!(child_ms(f64::INFINITY, 0.0, 0.0).is_err());
        assert!(wall_time_is_safe(5.0, 10.0).unwrap());
        assert!(!wall_time_is_safe(10.0, 10.0).unwrap());
    }

    #[test]
    fn attempts_fit_to_the_millisecond() {
        // Three attempts of 200 ms with waits of 100 and 200 ms take 900 ms.
        assert_eq!(attempts_that_fit(900.0, 200.0, &EXPO, 10).unwrap(), 3);
        assert_eq!(attempts_that_fit(899.0, 200.0, &EXPO, 10).unwrap(), 2);
        assert_eq!(attempts_that_fit(100.0, 200.0, &EXPO, 10).unwrap(), 0);
        assert_eq!(attempts_that_fit(1e9, 200.0, &EXPO, 10).unwrap(), 10);
    }

    #[test]
    fn a_timeout_that_fits_fills_the_deadline() {
        let each = timeout_that_fits(900.0, 3, &EXPO).unwrap().unwrap();
        assert!((each - 200.0).abs() < 1e-9);
        assert_eq!(timeout_that_fits(300.0, 3, &EXPO).unwrap(), None);
    }
}
