//! Concurrent writes to one key in several places, and what last-writer-wins loses (D42).

use super::{Result, checks};

/// Conflicts of one key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conflicts {
    /// Probability that a write meets a concurrent one.
    pub probability: f64,
    /// Acknowledged writes that last-writer-wins drops (/s).
    pub lost_per_s: f64,
}

/// Conflicts at a write rate per key: `P = 1 - exp(-rate x (lag + 2 x clock uncertainty))`.
///
/// Assumes writes at random times. It does not count that under last-writer-wins a fast clock beats later writes.
pub fn conflicts(writes_per_key_per_s: f64, lag_ms: f64, uncertainty_ms: f64) -> Result<Conflicts> {
    checks::amount("the write rate of a key", writes_per_key_per_s)?;
    checks::amount("the replication lag (ms)", lag_ms)?;
    checks::amount("the clock uncertainty (ms)", uncertainty_ms)?;
    let expected = writes_per_key_per_s * (lag_ms + 2.0 * uncertainty_ms) / 1000.0;
    let probability = -f64::exp_m1(-checks::finite("the expected number of conflicts", expected)?);
    Ok(Conflicts { probability, lost_per_s: writes_per_key_per_s * probability })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_every_ten_seconds_with_a_second_of_lag() {
        let c = conflicts(0.1, 1000.0, 500.0).unwrap();
        assert!((c.probability - 0.181_269).abs() < 1e-6, "{c:?}");
        assert!((c.lost_per_s - 0.018_126_9).abs() < 1e-7);
        assert_eq!(conflicts(0.0, 1000.0, 0.0).unwrap().probability, 0.0);
        assert_eq!(conflicts(1e9, 1e9, 0.0).unwrap().probability, 1.0);
        assert!(conflicts(f64::NAN, 1.0, 1.0).is_err());
    }
}
