//! Many clients at once: the peak they make and the window that they must be spread over (D27).

use super::{OutOfDomain, Result, checks};

/// Peak of `clients` that all come within one round trip (/s).
pub fn peak_per_s(clients: f64, rtt_ms: f64) -> Result<f64> {
    checks::amount("the number of clients", clients)?;
    checks::above_zero("the round trip (ms)", rtt_ms)?;
    checks::finite("the peak", clients / rtt_ms * 1000.0)
}

/// Rate of `clients` that come at random times within a window (/s): `N / J`.
pub fn spread_per_s(clients: f64, window_ms: f64) -> Result<f64> {
    checks::amount("the number of clients", clients)?;
    checks::above_zero("the jitter window (ms)", window_ms)?;
    checks::finite("the rate", clients / window_ms * 1000.0)
}

/// The least window that the spare capacity can take: `J >= N / (C - load)` (ms).
///
/// The window also bounds recovery from below. No spare capacity: an error, no window is long enough.
pub fn least_window_ms(clients: f64, capacity_per_s: f64, load_per_s: f64) -> Result<f64> {
    checks::amount("the number of clients", clients)?;
    checks::above_zero("the capacity", capacity_per_s)?;
    checks::amount("the load", load_per_s)?;
    let spare = capacity_per_s - load_per_s;
    if spare <= 0.0 {
        return Err(OutOfDomain::new("the spare capacity", spare, "above 0, else no window is long enough"));
    }
    checks::finite("the jitter window", clients / spare * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_clients_need_fifty_seconds() {
        assert_eq!(least_window_ms(100_000.0, 5000.0, 3000.0).unwrap(), 50_000.0);
        assert_eq!(spread_per_s(100_000.0, 50_000.0).unwrap(), 2000.0);
        assert_eq!(peak_per_s(100_000.0, 50.0).unwrap(), 2_000_000.0);
        assert!(least_window_ms(1.0, 100.0, 100.0).is_err());
        assert_eq!(least_window_ms(0.0, 100.0, 0.0).unwrap(), 0.0);
        assert!(spread_per_s(1.0, 0.0).is_err());
    }
}
