//! Closed forms without a graph: layers of one path, expected attempts, growth under a budget.

use crate::analysis::{OutOfDomain, Result, checks};

/// Worst case over layers of one path: the product of attempts (D20). No layers: 1.
///
/// Source: Site Reliability Engineering, chapter 22 (three layers of four attempts: 64).
pub fn amplification(attempts: &[u32]) -> Result<f64> {
    let mut product = 1.0;
    for &a in attempts {
        product *= checks::whole("the attempts of a layer", u64::from(a))? as f64;
    }
    checks::finite("the amplification", product)
}

/// Expected attempts of one layer: `(1 - p^a) / (1 - p)`, independent failures (D21). At `p = 1` it is `a`.
pub fn expected_attempts(failure: f64, attempts: u32) -> Result<f64> {
    checks::fraction("the failure probability", failure)?;
    checks::whole("the attempts", u64::from(attempts))?;
    Ok(truncated_geometric(failure, attempts))
}

/// Probability that one of the attempts succeeds: `1 - p^a`.
pub fn success_probability(failure: f64, attempts: u32) -> Result<f64> {
    checks::fraction("the failure probability", failure)?;
    checks::whole("the attempts", u64::from(attempts))?;
    Ok(1.0 - failure.powf(f64::from(attempts)))
}

/// What a leaf behind several retrying layers sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layers {
    /// Expected calls at the leaf for one request at the top.
    pub expected: f64,
    /// Calls when every attempt fails.
    pub worst: f64,
    /// Probability that the request at the top succeeds.
    pub success: f64,
}

/// Layers composed from the inside out: `q' = q^a`, `calls = (1 - q^a) / (1 - q)` at each.
///
/// `attempts` runs from the innermost layer, the one that talks to the leaf, outwards.
pub fn layered(failure: f64, attempts: &[u32]) -> Result<Layers> {
    checks::fraction("the failure probability", failure)?;
    let worst = amplification(attempts)?;
    let (mut q, mut expected) = (failure, 1.0);
    for &a in attempts {
        expected *= truncated_geometric(q, a);
        q = q.powf(f64::from(a));
    }
    Ok(Layers { expected, worst, success: 1.0 - q })
}

/// Amplification when every layer has a retry budget: `prod (1 + b)` (D22), each `b` in retries per first attempt.
///
/// Steady state: a token bucket lets a burst of its capacity through first.
pub fn budget_amplification(budgets: &[f64]) -> Result<f64> {
    let mut product = 1.0;
    for &b in budgets {
        product *= 1.0 + checks::amount("the retry budget", b)?;
    }
    checks::finite("the amplification", product)
}

/// Load multiplier of one layer at a failure ratio: expected attempts, capped at `1 + budget` where there is one.
pub fn growth(attempts: u32, failure: f64, budget: Option<f64>) -> Result<f64> {
    let free = expected_attempts(failure, attempts)?;
    match budget {
        None => Ok(free),
        Some(b) => Ok(free.min(1.0 + checks::amount("the retry budget", b)?)),
    }
}

/// Utilisation above which a storm sustains itself: `1 / amplification` (D23). Amplification 1: 1.
pub fn stable_below(amplification: f64) -> Result<f64> {
    if amplification >= 1.0 && amplification.is_finite() {
        Ok(1.0 / amplification)
    } else {
        Err(OutOfDomain::new("the amplification", amplification, "at least 1"))
    }
}

/// `sum_{k<a} q^k`, by the closed form only where it loses no digits.
pub(super) fn truncated_geometric(q: f64, attempts: u32) -> f64 {
    if attempts <= 64 {
        let mut sum = 1.0;
        for _ in 1..attempts {
            sum = 1.0 + q * sum;
        }
        sum
    } else if q >= 1.0 {
        f64::from(attempts)
    } else {
        // 1 - q^a through logarithms: q may be a hair below 1.
        let log_q = (q - 1.0).ln_1p();
        -f64::exp_m1(f64::from(attempts) * log_q) / (1.0 - q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_at_the_ends() {
        assert_eq!(expected_attempts(0.0, 3).unwrap(), 1.0);
        assert_eq!(expected_attempts(1.0, 3).unwrap(), 3.0);
        assert_eq!(expected_attempts(1.0, 1000).unwrap(), 1000.0);
        assert_eq!(expected_attempts(0.5, 1).unwrap(), 1.0);
        assert!((expected_attempts(0.9, 3).unwrap() - 2.71).abs() < 1e-12);
        assert!(expected_attempts(0.5, 0).is_err());
        assert!(expected_attempts(1.1, 2).is_err());
    }

    #[test]
    fn the_closed_form_agrees_with_the_sum() {
        for q in [0.0, 0.3, 0.999, 1.0 - 1e-12] {
            let sum: f64 = (0..100).map(|k| f64::powi(q, k)).sum();
            let got = truncated_geometric(q, 100);
            assert!((got / sum - 1.0).abs() < 1e-9, "q {q}: {got} against {sum}");
        }
    }

    #[test]
    fn layers_compose_from_the_inside() {
        let two = layered(0.9, &[3, 3]).unwrap();
        assert!((two.expected - 6.125_795_11).abs() < 1e-9);
        assert_eq!(two.worst, 9.0);
        assert_eq!(amplification(&[4, 4, 4]).unwrap(), 64.0);
        assert_eq!(amplification(&[]).unwrap(), 1.0);
    }

    #[test]
    fn budgets_cap_growth() {
        assert!((budget_amplification(&[0.1; 3]).unwrap() - 1.331).abs() < 1e-12);
        assert_eq!(growth(3, 1.0, None).unwrap(), 3.0);
        assert_eq!(growth(4, 1.0, Some(0.2)).unwrap(), 1.2);
        assert_eq!(growth(4, 0.0, Some(0.2)).unwrap(), 1.0);
    }

    #[test]
    fn the_threshold_is_the_inverse_of_the_amplification() {
        assert!((stable_below(3.0).unwrap() - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!(stable_below(1.0).unwrap(), 1.0);
        assert!(stable_below(0.0).is_err());
    }
}
