//! Circuit breakers: probes during an outage, and opening for no reason (D49).

use super::{OutOfDomain, Result, checks};
use statrs::function::beta::checked_beta_reg;

/// Probes during an outage: one cycle every `open` time, `half_open` calls each; the first cycle ends after `open`.
pub fn probes(outage_ms: f64, open_ms: f64, half_open: u32) -> Result<f64> {
    checks::amount("the outage (ms)", outage_ms)?;
    checks::above_zero("the time a breaker stays open (ms)", open_ms)?;
    checks::at_least_one("the probes when half open", half_open)?;
    checks::finite("the number of probes", (outage_ms / open_ms).floor() * f64::from(half_open))
}

/// Probability that a breaker opens in one window although calls fail only at their usual rate.
///
/// `P(X >= ceil(threshold x calls))` for X binomial over `calls`, the least number of calls that it judges.
pub fn false_trip(calls: u32, threshold: f64, failure: f64) -> Result<f64> {
    checks::at_least_one("the calls that are judged", calls)?;
    checks::fraction("the failure rate that opens", threshold)?;
    checks::fraction("the usual failure rate", failure)?;
    let needed = (threshold * f64::from(calls) * (1.0 - 1e-12)).ceil();
    if needed <= 0.0 || failure >= 1.0 {
        return Ok(1.0);
    }
    if failure <= 0.0 {
        return Ok(0.0);
    }
    // The binomial tail is the regularised incomplete beta function.
    let tail = checked_beta_reg(needed, f64::from(calls) - needed + 1.0, failure);
    tail.map_err(|_| OutOfDomain::new("the calls that are judged", calls, "fewer calls"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_at_a_minute_each_are_ten_probes() {
        assert_eq!(probes(600_000.0, 60_000.0, 1).unwrap(), 10.0);
        assert_eq!(probes(59_000.0, 60_000.0, 10).unwrap(), 0.0);
        assert!(probes(1.0, 0.0, 1).is_err());
    }

    #[test]
    fn few_calls_trip_by_chance() {
        // Two of two: the square.
        assert!((false_trip(2, 1.0, 0.1).unwrap() - 0.01).abs() < 1e-12);
        // At least one of two.
        assert!((false_trip(2, 0.5, 0.1).unwrap() - 0.19).abs() < 1e-12);
        assert!(false_trip(100, 0.5, 0.1).unwrap() < 1e-20);
        assert_eq!(false_trip(10, 0.5, 0.0).unwrap(), 0.0);
        assert_eq!(false_trip(10, 0.5, 1.0).unwrap(), 1.0);
        assert_eq!(false_trip(10, 0.0, 0.1).unwrap(), 1.0);
    }
}
