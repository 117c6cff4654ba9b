//! Failure detectors: how often a healthy node is suspected (D15).

use super::{OutOfDomain, Result, checks};

/// False suspicions of a heartbeat detector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspicion {
    /// Heartbeats that must be lost in a row: `floor(timeout / heartbeat)`.
    pub heartbeats: u32,
    /// Probability of that in one window: `loss^m`.
    pub per_window: f64,
    /// False suspicions per hour, one window after the other.
    pub per_hour: f64,
}

/// False suspicion from independent losses. Losses come in bursts and pauses dominate, so the truth is worse.
pub fn heartbeat(loss: f64, timeout_ms: f64, heartbeat_ms: f64) -> Result<Suspicion> {
    checks::fraction("the loss probability of a heartbeat", loss)?;
    checks::above_zero("the timeout (ms)", timeout_ms)?;
    checks::above_zero("the heartbeat interval (ms)", heartbeat_ms)?;
    let missed = (timeout_ms / heartbeat_ms * (1.0 + 1e-12)).floor();
    if !(1.0..=1e9).contains(&missed) {
        return Err(OutOfDomain::new("the heartbeats in a timeout", missed, "from 1 to 10^9"));
    }
    let per_window = loss.powf(missed);
    let per_hour = checks::finite("the false suspicions per hour", per_window * 3_600_000.0 / timeout_ms)?;
    Ok(Suspicion { heartbeats: missed as u32, per_window, per_hour })
}

/// Probability that a phi accrual detector is wrong at a threshold: `10^-phi`, under the law it fitted only.
pub fn phi(threshold: f64) -> Result<f64> {
    Ok(10f64.powf(-checks::amount("the phi threshold", threshold)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_lost_in_a_row() {
        let s = heartbeat(0.1, 1000.0, 100.0).unwrap();
        assert_eq!(s.heartbeats, 10);
        assert!((s.per_window / 1e-10 - 1.0).abs() < 1e-9);
        assert!((s.per_hour / 3.6e-7 - 1.0).abs() < 1e-9);
        assert_eq!(heartbeat(0.0, 1000.0, 100.0).unwrap().per_window, 0.0);
        assert_eq!(heartbeat(1.0, 1000.0, 100.0).unwrap().per_window, 1.0);
        assert!(heartbeat(0.1, 50.0, 100.0).is_err());
        assert!((phi(8.0).unwrap() / 1e-8 - 1.0).abs() < 1e-12);
        assert_eq!(phi(0.0).unwrap(), 1.0);
    }
}
