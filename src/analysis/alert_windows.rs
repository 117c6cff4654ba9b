//! Multi-window burn-rate alerts: the standard pairs of the SRE Workbook, and those that named tools generate.
//!
//! The arithmetic of thresholds is in `slo`; this file holds which windows go together and at what urgency.

use super::slo::{DAY_MS, HOUR_MS, threshold};
use super::{Result, checks};

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Somebody is woken.
    Page,
    /// Somebody looks within days.
    Ticket,
}

impl Severity {
    /// The word that the Workbook uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

/// One pair of windows; the alert fires while both burn above the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlertPair {
    /// Share of the budget that is spent when the long window reaches the threshold, 0..=1.
    pub budget_share: f64,
    /// Burn rate at which it fires.
    pub threshold: f64,
    /// The window that makes it precise (ms).
    pub long_ms: f64,
    /// The window that makes it stop soon after the errors stop (ms).
    pub short_ms: f64,
    /// Page or ticket.
    pub severity: Severity,
}

/// Builds a pair: threshold from the share and the windows, short window a twelfth of the long one, page for long
/// windows below a day and ticket from a day up (SRE Workbook, table 5-8).
pub fn pair(budget_share: f64, window_ms: f64, long_ms: f64) -> Result<AlertPair> {
    Ok(AlertPair {
        budget_share,
        threshold: threshold(budget_share, window_ms, long_ms)?,
        long_ms,
        short_ms: long_ms / 12.0,
        severity: if long_ms < DAY_MS { Severity::Page } else { Severity::Ticket },
    })
}

/// The recommended pairs for an SLO window of at least 3 days: 2 % in 1 h, 5 % in 6 h, 10 % in 3 d.
pub fn standard_pairs(window_ms: f64) -> Result<[AlertPair; 3]> {
    Ok([pair(0.02, window_ms, HOUR_MS)?, pair(0.05, window_ms, 6.0 * HOUR_MS)?, pair(0.10, window_ms, 3.0 * DAY_MS)?])
}

/// The four pairs in use where nobody chose others, for an SLO window of at least 3 days: the recommended ones and a
/// ticket for 10 % in 1 d, which comes sooner than that for 10 % in 3 d (SRE Workbook).
pub fn usual_pairs(window_ms: f64) -> Result<[AlertPair; 4]> {
    let [fast, slow, ticket] = standard_pairs(window_ms)?;
    Ok([fast, slow, pair(0.10, window_ms, DAY_MS)?, ticket])
}

/// One alert that Pyrra generates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PyrraWindow {
    /// Burn-rate factor, the same for every SLO window.
    pub factor: u32,
    /// Long window in whole minutes.
    pub long_minutes: u64,
    /// Short window in whole minutes.
    pub short_minutes: u64,
    /// How long the condition must hold, in whole minutes.
    pub for_minutes: u64,
    /// `critical` or `warning`.
    pub severity: &'static str,
}

/// The windows of Pyrra (slo/rules.go): ratios of a 28-day window, each rounded to the minute.
///
/// The factors stay 14, 7, 2 and 1 whatever the window, so they differ from the Workbook's 14.4, 6, 3 and 1.
pub fn pyrra_windows(window_ms: f64) -> Result<[PyrraWindow; 4]> {
    checks::above_zero("the SLO window (ms)", window_ms)?;
    // Each row: factor, then the long, short and for windows in minutes of a 28-day SLO window.
    let rows = [
        (14, 60.0, 5.0, 2.0, "critical"),
        (7, 360.0, 30.0, 15.0, "critical"),
        (2, 1440.0, 120.0, 60.0, "warning"),
        (1, 5760.0, 360.0, 180.0, "warning"),
    ];
    let scale = window_ms / (28.0 * DAY_MS);
    Ok(rows.map(|(factor, long, short, hold, severity)| PyrraWindow {
        factor,
        long_minutes: (long * scale).round() as u64,
        short_minutes: (short * scale).round() as u64,
        for_minutes: (hold * scale).round() as u64,
        severity,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_pairs_are_those_of_the_workbook() {
        let pairs = standard_pairs(30.0 * DAY_MS).unwrap();
        let thresholds: Vec<f64> = pairs.iter().map(|p| (p.threshold * 100.0).round() / 100.0).collect();
        assert_eq!(thresholds, [14.4, 6.0, 1.0]);
        let words: Vec<&str> = pairs.iter().map(|p| p.severity.word()).collect();
        assert_eq!(words, ["page", "page", "ticket"]);
        assert_eq!(pairs[0].short_ms, 5.0 * 60_000.0);
    }

    #[test]
    fn a_window_shorter_than_the_slowest_alert_is_refused() {
        assert!(standard_pairs(DAY_MS).is_err());
    }

    #[test]
    fn pyrra_rounds_to_minutes() {
        let week = pyrra_windows(7.0 * DAY_MS).unwrap();
        assert_eq!(week[0].for_minutes, 1);
        assert_eq!(week[0].short_minutes, 1);
        assert_eq!(week[3].long_minutes, 1440);
    }
}
