//! What asynchronous replication loses when the source is lost (D16), and how its lag grows.

use super::{Result, checks};

/// Loss at one lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Time whose writes are lost (ms): the lag.
    pub window_ms: f64,
    /// Acknowledged writes lost.
    pub writes: f64,
    /// Bytes lost.
    pub bytes: f64,
}

/// Acknowledged writes that are lost with the source: `rate x lag` (D16). Use a high percentile of the lag.
///
/// The whole lag counts; [`loss_by`] tells a dead process from a dead machine.
pub fn loss(writes_per_s: f64, lag_ms: f64, bytes_per_write: f64) -> Result<Loss> {
    checks::amount("the write rate", writes_per_s)?;
    checks::amount("the replication lag (ms)", lag_ms)?;
    checks::amount("the size of a write (bytes)", bytes_per_write)?;
    let writes = checks::finite("the number of lost writes", writes_per_s * lag_ms / 1000.0)?;
    Ok(Loss { window_ms: lag_ms, writes, bytes: checks::finite("the lost bytes", writes * bytes_per_write)? })
}

/// What was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The process alone: what it handed to the kernel is still sent.
    Process,
    /// The machine: what the kernel had not sent is gone too. What is on the wire arrives either way.
    Machine,
}

/// [`loss`] by what was lost: writes wait `in_process_ms` until they are handed to the kernel and `in_kernel_ms` until
/// they leave the machine.
pub fn loss_by(
    lost: Lost,
    writes_per_s: f64,
    in_process_ms: f64,
    in_kernel_ms: f64,
    bytes_per_write: f64,
) -> Result<Loss> {
    checks::amount("the time in the process (ms)", in_process_ms)?;
    checks::amount("the time in the kernel (ms)", in_kernel_ms)?;
    let window = match lost {
        Lost::Process => in_process_ms,
        Lost::Machine => in_process_ms + in_kernel_ms,
    };
    loss(writes_per_s, window, bytes_per_write)
}

/// How fast a follower falls behind: lag gained (ms) per ms, 0 when it keeps up.
///
/// A follower that applies `apply_per_s` while `write_per_s` arrive gains `1 - apply/write` of every second.
pub fn lag_growth(write_per_s: f64, apply_per_s: f64) -> Result<f64> {
    checks::amount("the write rate", write_per_s)?;
    checks::amount("the apply rate of the follower", apply_per_s)?;
    if write_per_s <= apply_per_s {
        return Ok(0.0);
    }
    Ok(1.0 - apply_per_s / write_per_s)
}

/// Time to catch up from a lag (ms); `None` when the follower is no faster than the writes, so that it never does.
pub fn catch_up_ms(lag_ms: f64, write_per_s: f64, apply_per_s: f64) -> Result<Option<f64>> {
    checks::amount("the replication lag (ms)", lag_ms)?;
    checks::amount("the write rate", write_per_s)?;
    checks::amount("the apply rate of the follower", apply_per_s)?;
    if lag_ms == 0.0 {
        return Ok(Some(0.0));
    }
    if apply_per_s <= write_per_s {
        return Ok(None);
    }
    checks::finite("the catch-up time", lag_ms * write_per_s / (apply_per_s - write_per_s)).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_writes_are_rate_times_lag() {
        assert_eq!(loss(2000.0, 1500.0, 100.0).unwrap().writes, 3000.0);
        assert_eq!(loss(2000.0, 0.0, 100.0).unwrap().bytes, 0.0);
        assert!(loss(2000.0, f64::INFINITY, 1.0).is_err());
    }

    #[test]
    fn a_dead_process_loses_less_than_a_dead_machine() {
        assert_eq!(loss_by(Lost::Process, 1000.0, 2.0, 50.0, 1.0).unwrap().writes, 2.0);
        assert_eq!(loss_by(Lost::Machine, 1000.0, 2.0, 50.0, 1.0).unwrap().writes, 52.0);
    }

    #[test]
    fn a_slower_follower_never_catches_up() {
        assert_eq!(lag_growth(1000.0, 900.0).unwrap(), 1.0 - 0.9);
        assert_eq!(lag_growth(1000.0, 1000.0).unwrap(), 0.0);
        assert_eq!(catch_up_ms(1000.0, 1000.0, 1000.0).unwrap(), None);
        assert_eq!(catch_up_ms(0.0, 1000.0, 0.0).unwrap(), Some(0.0));
        assert_eq!(catch_up_ms(1000.0, 1000.0, 1500.0).unwrap(), Some(2000.0));
    }
}
