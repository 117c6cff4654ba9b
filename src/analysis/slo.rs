//! Error budgets and burn rates (D01, D02).
//!
//! Objectives and error ratios are fractions 0..=1, windows are milliseconds. Sources: Site Reliability Engineering,
//! chapters 3 and 4; The Site Reliability Workbook, chapter 5. Windows that named tools derive live in `alert_windows`.

use super::{OutOfDomain, Result, checks};

/// Milliseconds of an hour.
pub const HOUR_MS: f64 = 3_600_000.0;
/// Milliseconds of a day.
pub const DAY_MS: f64 = 24.0 * HOUR_MS;

/// Time that may be bad in a window (ms): `(1 - objective) x window`. An objective of 1 leaves 0.
pub fn budget_ms(objective: f64, window_ms: f64) -> Result<f64> {
    checks::fraction("the objective", objective)?;
    checks::above_zero("the window (ms)", window_ms)?;
    Ok((1.0 - objective) * window_ms)
}

/// Requests that may fail out of `requests`: `(1 - objective) x requests`, not rounded.
pub fn budget_requests(objective: f64, requests: f64) -> Result<f64> {
    checks::fraction("the objective", objective)?;
    checks::amount("the number of requests", requests)?;
    Ok((1.0 - objective) * requests)
}

/// Whole requests that may fail: [`budget_requests`] rounded down, forgiving the rounding of decimal objectives.
pub fn whole_budget_requests(objective: f64, requests: f64) -> Result<u64> {
    let budget = budget_requests(objective, requests)?;
    Ok((budget * (1.0 + 1e-9) + 1e-9).floor() as u64)
}

/// Share of the request budget that `errors` spent; above 1 when overspent.
pub fn budget_spent(objective: f64, requests: f64, errors: f64) -> Result<f64> {
    checks::amount("the number of errors", errors)?;
    let budget = budget_requests(objective, requests)?;
    if budget <= 0.0 {
        return Err(no_budget(objective, requests));
    }
    checks::finite("the share of the budget", errors / budget)
}

/// How many times faster than sustainable the budget burns: `error ratio / (1 - objective)`.
pub fn burn_rate(error_ratio: f64, objective: f64) -> Result<f64> {
    checks::fraction("the error ratio", error_ratio)?;
    Ok(error_ratio / budget_fraction(objective)?)
}

/// Error ratio at a burn rate: `burn x (1 - objective)`; above 1 means that the burn rate cannot happen.
pub fn error_ratio_at(burn: f64, objective: f64) -> Result<f64> {
    checks::amount("the burn rate", burn)?;
    Ok(burn * budget_fraction(objective)?)
}

/// Burn rate of a total outage: `1 / (1 - objective)`. No alert with a threshold at or above it can fire.
pub fn max_burn(objective: f64) -> Result<f64> {
    Ok(1.0 / budget_fraction(objective)?)
}

/// Objective at or below which an alert with this threshold can never fire: `1 - 1/threshold`.
pub fn objective_that_silences(threshold: f64) -> Result<f64> {
    if threshold >= 1.0 && threshold.is_finite() {
        Ok(1.0 - 1.0 / threshold)
    } else {
        Err(OutOfDomain::new("the burn-rate threshold", threshold, "at least 1"))
    }
}

/// Burn-rate threshold that spends `budget_share` of the budget within `alert_window_ms`: `share x window / alert window`.
pub fn threshold(budget_share: f64, window_ms: f64, alert_window_ms: f64) -> Result<f64> {
    checks::fraction("the share of the budget", budget_share)?;
    checks::above_zero("the SLO window (ms)", window_ms)?;
    checks::above_zero("the alert window (ms)", alert_window_ms)?;
    if alert_window_ms > window_ms {
        return Err(OutOfDomain::new("the alert window (ms)", alert_window_ms, "at most the SLO window"));
    }
    checks::finite("the threshold", budget_share * window_ms / alert_window_ms)
}

/// Time from the start of steady errors until the long window reaches the threshold, from a clean state (ms).
///
/// `threshold x (1 - objective) x long window / error ratio`. `None`: it never fires, because the error ratio
/// stays below the threshold however long it lasts.
pub fn detection_ms(objective: f64, threshold: f64, long_window_ms: f64, error_ratio: f64) -> Result<Option<f64>> {
    checks::above_zero("the burn-rate threshold", threshold)?;
    checks::above_zero("the long window (ms)", long_window_ms)?;
    checks::fraction("the error ratio", error_ratio)?;
    let needed = threshold * budget_fraction(objective)?;
    if error_ratio <= 0.0 || error_ratio < needed {
        return Ok(None);
    }
    Ok(Some(needed / error_ratio * long_window_ms))
}

/// Time until the whole budget is gone at a steady burn rate (ms): `window / burn`.
pub fn exhaustion_ms(window_ms: f64, burn: f64) -> Result<f64> {
    checks::above_zero("the SLO window (ms)", window_ms)?;
    checks::above_zero("the burn rate", burn)?;
    checks::finite("the time to exhaustion", window_ms / burn)
}

/// Share of the budget that one outage spends: `error ratio x outage / ((1 - objective) x window)`.
pub fn outage_spend(objective: f64, window_ms: f64, outage_ms: f64, error_ratio: f64) -> Result<f64> {
    checks::above_zero("the SLO window (ms)", window_ms)?;
    checks::amount("the outage (ms)", outage_ms)?;
    checks::fraction("the error ratio", error_ratio)?;
    Ok(error_ratio * (outage_ms / window_ms) / budget_fraction(objective)?)
}

/// Whether `outages` of `outage_ms` each fit into the budget of the window, to one part in 10^9.
pub fn outages_fit(objective: f64, window_ms: f64, outages: u64, outage_ms: f64) -> Result<bool> {
    checks::amount("the length of an outage (ms)", outage_ms)?;
    Ok(outages as f64 * outage_ms <= budget_ms(objective, window_ms)? * (1.0 + 1e-9))
}

/// What a few failures mean on a service with little traffic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowTraffic {
    /// Requests expected in the alert window.
    pub requests: f64,
    /// Errors that the budget allows in the alert window; below 1, a single error exceeds it.
    pub allowed_errors: f64,
    /// Burn rate over the alert window after `failed` failures.
    pub burn: f64,
    /// Share of the whole window's budget that those failures spend.
    pub spent: f64,
}

/// Burn of `failed` failures in one alert window at `rate_per_s` (D02 at low traffic).
pub fn low_traffic(
    objective: f64,
    window_ms: f64,
    alert_window_ms: f64,
    rate_per_s: f64,
    failed: f64,
) -> Result<LowTraffic> {
    checks::above_zero("the SLO window (ms)", window_ms)?;
    checks::above_zero("the alert window (ms)", alert_window_ms)?;
    checks::above_zero("the request rate", rate_per_s)?;
    checks::amount("the number of failures", failed)?;
    let budget = budget_fraction(objective)?;
    let requests = rate_per_s * alert_window_ms / 1000.0;
    if failed > requests {
        return Err(OutOfDomain::new("the number of failures", failed, "at most the requests of the alert window"));
    }
    let all = rate_per_s * window_ms / 1000.0;
    Ok(LowTraffic {
        requests,
        allowed_errors: requests * budget,
        burn: failed / requests / budget,
        spent: failed / all / budget,
    })
}

/// The fraction that may fail; an objective of 1 has none to burn.
fn budget_fraction(objective: f64) -> Result<f64> {
    checks::fraction("the objective", objective)?;
    if objective >= 1.0 {
        return Err(OutOfDomain::new("the objective", "100%", "below 100%, else there is no budget to burn"));
    }
    Ok(1.0 - objective)
}

fn no_budget(objective: f64, requests: f64) -> OutOfDomain {
    if objective >= 1.0 {
        OutOfDomain::new("the objective", "100%", "below 100%, else there is no budget to spend")
    } else {
        OutOfDomain::new("the number of requests", requests, "above 0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-9 * want.abs(), "got {got}, want {want}");
    }

    #[test]
    fn budgets_by_time_and_by_requests() {
        close(budget_ms(0.999, 30.0 * DAY_MS).unwrap(), 43.2 * 60_000.0);
        assert_eq!(budget_ms(1.0, DAY_MS).unwrap(), 0.0);
        assert!(outages_fit(0.999, 30.0 * DAY_MS, 2, 21.6 * 60_000.0).unwrap());
        assert!(!outages_fit(0.9999, 365.0 * DAY_MS, 3, 20.0 * 60_000.0).unwrap());
        assert_eq!(whole_budget_requests(0.999, 3_000_000.0).unwrap(), 3000);
        close(budget_spent(0.999, 3e6, 1500.0).unwrap(), 0.5);
    }

    #[test]
    fn thresholds_scale_with_the_window() {
        close(threshold(0.02, 30.0 * DAY_MS, HOUR_MS).unwrap(), 14.4);
        close(threshold(0.02, 28.0 * DAY_MS, HOUR_MS).unwrap(), 13.44);
        assert!(threshold(0.02, HOUR_MS, DAY_MS).is_err());
    }

    #[test]
    fn a_threshold_above_the_maximal_burn_never_fires() {
        close(max_burn(0.9).unwrap(), 10.0);
        assert_eq!(detection_ms(0.9, 14.4, HOUR_MS, 1.0).unwrap(), None);
        close(detection_ms(0.999, 14.4, HOUR_MS, 1.0).unwrap().unwrap(), 0.864 * 60_000.0);
        assert_eq!(detection_ms(0.999, 1.0, HOUR_MS, 0.0).unwrap(), None);
        close(objective_that_silences(14.4).unwrap(), 1.0 - 1.0 / 14.4);
    }

    #[test]
    fn a_perfect_objective_has_nothing_to_burn() {
        for said in [
            burn_rate(0.1, 1.0).unwrap_err(),
            max_burn(1.0).unwrap_err(),
            outage_spend(1.0, DAY_MS, 1.0, 1.0).unwrap_err(),
            budget_spent(1.0, 10.0, 1.0).unwrap_err(),
        ] {
            assert!(said.to_string().starts_with("the objective is 100%"), "{said}");
        }
        assert!(budget_spent(0.9, 0.0, 0.0).is_err());
    }

    #[test]
    fn one_error_can_exceed_the_budget_of_a_quiet_hour() {
        let quiet = low_traffic(0.999, 30.0 * DAY_MS, HOUR_MS, 10.0 / 3600.0, 1.0).unwrap();
        close(quiet.burn, 100.0);
        close(quiet.spent, 1.0 / 7.2);
        assert!(quiet.allowed_errors < 1.0);
        assert!(low_traffic(0.999, DAY_MS, HOUR_MS, 0.0, 0.0).is_err());
    }
}
