//! How many requests a canary must serve before its silence means something (D50).

use super::{OutOfDomain, Result, checks};

/// A canary without failures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Canary {
    /// Requests it must serve.
    pub requests: f64,
    /// How long that takes (ms).
    pub duration_ms: f64,
}

/// Requests without a failure that show an error rate below `bound`: `n >= 3 / bound` at 95 % (the rule of three).
///
/// At another `confidence` it is `-ln(1 - confidence) / bound`; 95 % uses the customary 3. `share` of `rate_per_s`
/// goes to the canary. Compares with an absolute bound; [`two_proportions`] compares two versions.
pub fn zero_failures(bound: f64, confidence: f64, rate_per_s: f64, share: f64) -> Result<Canary> {
    checks::below_one("the confidence", confidence)?;
    checks::above_zero("the error rate to exclude", checks::fraction("the error rate to exclude", bound)?)?;
    checks::above_zero("the request rate", rate_per_s)?;
    checks::above_zero("the share of the canary", checks::fraction("the share of the canary", share)?)?;
    let factor = if (confidence - 0.95).abs() < 1e-9 { 3.0 } else { -f64::ln_1p(-confidence) };
    let requests = factor / bound;
    let duration_ms = checks::finite("the length of the canary", requests / (rate_per_s * share) * 1000.0)?;
    Ok(Canary { requests, duration_ms })
}

/// Requests for each of two versions to tell error rates `p1` and `p2` apart: two-proportion test, two-sided 5 %,
/// power 80 %.
pub fn two_proportions(p1: f64, p2: f64) -> Result<f64> {
    checks::fraction("the error rate of one version", p1)?;
    checks::fraction("the error rate of the other version", p2)?;
    let difference = (p1 - p2).abs();
    if difference == 0.0 {
        return Err(OutOfDomain::new(
            "the difference of the error rates",
            0,
            "above 0, equal rates are never told apart",
        ));
    }
    // Quantiles of the normal law at 97.5 % and 80 %.
    let z = 1.959_963_984_540_054 + 0.841_621_233_572_914_3;
    let variance = p1 * (1.0 - p1) + p2 * (1.0 - p2);
    checks::finite("the number of requests", (z * z * variance / (difference * difference)).ceil())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_three() {
        let c = zero_failures(0.001, 0.95, 100.0, 0.01).unwrap();
        assert!((c.requests - 3000.0).abs() < 1e-9);
        assert!((c.duration_ms - 50.0 * 60_000.0).abs() < 1e-6);
        assert!((zero_failures(0.001, 0.99, 100.0, 0.01).unwrap().requests - 4605.17).abs() < 0.01);
        assert!(zero_failures(0.0, 0.95, 100.0, 0.01).is_err());
        assert!(zero_failures(0.1, 0.95, 100.0, 0.0).is_err());
        assert!(zero_failures(0.1, 1.0, 100.0, 0.1).is_err());
    }

    #[test]
    fn closer_rates_need_more_requests() {
        let n = two_proportions(0.01, 0.02).unwrap();
        assert!((2300.0..2330.0).contains(&n), "{n}");
        assert!(two_proportions(0.01, 0.011).unwrap() > 10.0 * n);
        assert!(two_proportions(0.01, 0.01).is_err());
        assert_eq!(two_proportions(0.0, 1.0).unwrap(), 0.0);
    }
}
