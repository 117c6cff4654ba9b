//! Deduplication: how long keys must be kept, what that stores, and whether ids collide (D46, D47).

use super::{OutOfDomain, Result, checks};

/// Everything that can bring a request again after its first try (ms).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Redelivery {
    /// The longest that any retrier goes on: worst-case call time.
    pub retries_ms: f64,
    /// The longest that a message waits in a queue.
    pub queue_age_ms: f64,
    /// Redeliveries of a queue.
    pub redeliveries: f64,
    /// Time after which a queue delivers again.
    pub visibility_ms: f64,
    /// How long a client may be away and still send again.
    pub offline_ms: f64,
    /// How late a parked message may be replayed.
    pub replay_ms: f64,
    /// Bound on the difference of clocks.
    pub skew_ms: f64,
}

/// The least time for which keys must be kept (ms): the sum of all of it (D46).
///
/// The widest retrier is usually a mobile client or the replay of parked messages.
pub fn window_ms(r: &Redelivery) -> Result<f64> {
    checks::amount("the retry time (ms)", r.retries_ms)?;
    checks::amount("the age of a message (ms)", r.queue_age_ms)?;
    checks::amount("the number of redeliveries", r.redeliveries)?;
    checks::amount("the visibility timeout (ms)", r.visibility_ms)?;
    checks::amount("the client's offline time (ms)", r.offline_ms)?;
    checks::amount("the replay time (ms)", r.replay_ms)?;
    checks::amount("the clock skew (ms)", r.skew_ms)?;
    let waits = r.redeliveries * r.visibility_ms;
    let sum = r.retries_ms + r.queue_age_ms + waits + r.offline_ms + r.replay_ms + r.skew_ms;
    checks::finite("the deduplication window", sum)
}

/// Bytes to store: `rate x window x bytes per key`.
pub fn storage_bytes(rate_per_s: f64, window_ms: f64, bytes_per_key: f64) -> Result<f64> {
    checks::amount("the request rate", rate_per_s)?;
    checks::amount("the deduplication window (ms)", window_ms)?;
    checks::amount("the size of a key (bytes)", bytes_per_key)?;
    checks::finite("the storage", rate_per_s * window_ms / 1000.0 * bytes_per_key)
}

/// Probability that any two of `ids` random ids of `bits` bits are equal: `1 - exp(-n^2 / 2^(b+1))` (D47).
///
/// Only for true randomness; a counter or a clock in the id changes it.
pub fn collision(ids: f64, bits: u32) -> Result<f64> {
    checks::amount("the number of ids", ids)?;
    if !(1..=1000).contains(&bits) {
        return Err(OutOfDomain::new("the bits of an id", bits, "from 1 to 1000"));
    }
    if ids < 2.0 {
        return Ok(0.0);
    }
    // Through logarithms: n^2 may exceed the range of a number.
    let log = 2.0 * ids.ln() - f64::from(bits + 1) * std::f64::consts::LN_2;
    Ok(-f64::exp_m1(-log.exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_keys_takes_seventeen_gigabytes() {
        assert_eq!(storage_bytes(1000.0, 86_400_000.0, 200.0).unwrap(), 17.28e9);
        let r = Redelivery { retries_ms: 3000.0, redeliveries: 4.0, visibility_ms: 30_000.0, ..Redelivery::default() };
        assert_eq!(window_ms(&r).unwrap(), 123_000.0);
        assert!(window_ms(&Redelivery { offline_ms: f64::INFINITY, ..r }).is_err());
    }

    #[test]
    fn a_thousand_million_ids_of_64_bits() {
        assert!((collision(1e9, 64).unwrap() - 0.0267).abs() < 1e-4);
        assert!(collision(1e9, 122).unwrap() > 0.0);
        assert_eq!(collision(1.0, 64).unwrap(), 0.0);
        assert_eq!(collision(1e70, 1).unwrap(), 1.0);
        assert!(collision(1.0, 0).is_err());
    }
}
