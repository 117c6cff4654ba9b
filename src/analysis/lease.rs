//! Leases and locks: margins, drift, validity, handover, fencing, commit wait (D40, D41, D43).
//!
//! Milliseconds throughout; drift in parts per million. With unbounded pauses no margin is safe: only a check at the
//! resource (fencing) stops a late holder.

use super::{OutOfDomain, Result, checks};

/// Drift of a clock over a lease (ms): `ttl x ppm / 10^6`.
pub fn drift_ms(ttl_ms: f64, drift_ppm: f64) -> Result<f64> {
    checks::above_zero("the time to live (ms)", ttl_ms)?;
    Ok(ttl_ms * checks::amount("the clock drift (ppm)", drift_ppm)? / 1e6)
}

/// What a holder must keep back, and whether what it keeps back is enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeaseSafety {
    /// Least margin: clock error over the lease, longest pause, longest delivery (ms).
    pub needed_ms: f64,
    /// How much the given margin exceeds it; negative means two holders can act at once (ms).
    pub slack_ms: f64,
    /// Time the holder may act, from sending its request (ms); `None` when the margin takes the whole lease.
    pub usable_ms: Option<f64>,
}

/// Lease safety (D40): safe exactly when `margin >= clock error + pause + delivery`.
///
/// `clock_error_ms` is [`drift_ms`] where the ttl is a duration, the skew bound where it is an absolute time. Time
/// counts from when the request was sent, not from when the answer came.
pub fn safety(
    ttl_ms: f64,
    margin_ms: f64,
    clock_error_ms: f64,
    max_pause_ms: f64,
    max_delivery_ms: f64,
) -> Result<LeaseSafety> {
    checks::above_zero("the time to live (ms)", ttl_ms)?;
    checks::amount("the margin (ms)", margin_ms)?;
    checks::amount("the clock error (ms)", clock_error_ms)?;
    checks::amount("the longest pause (ms)", max_pause_ms)?;
    checks::amount("the longest delivery (ms)", max_delivery_ms)?;
    let needed_ms = clock_error_ms + max_pause_ms + max_delivery_ms;
    let usable = ttl_ms - margin_ms;
    Ok(LeaseSafety { needed_ms, slack_ms: margin_ms - needed_ms, usable_ms: (usable > 0.0).then_some(usable) })
}

/// Bounds for clocks that run fast or slow by at most a rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DriftBounds {
    /// The holder stops after this much of its own clock (ms): `ttl x (1 - d) / (1 + d)`.
    pub holder_stops_ms: f64,
    /// Or the grantor waits this much of its own (ms): `ttl x (1 + d) / (1 - d)`.
    pub grantor_waits_ms: f64,
}

/// Either side can absorb the drift; `rate` is a fraction (200 ppm = 0.0002).
pub fn drift_bounds(ttl_ms: f64, rate: f64) -> Result<DriftBounds> {
    checks::above_zero("the time to live (ms)", ttl_ms)?;
    checks::below_one("the drift rate", rate)?;
    let ratio = (1.0 - rate) / (1.0 + rate);
    Ok(DriftBounds { holder_stops_ms: ttl_ms * ratio, grantor_waits_ms: ttl_ms / ratio })
}

/// Whether a pause can let two holders act: without fencing only a pause shorter than the lease is safe.
pub fn pause_is_safe(pause_ms: f64, lease_ms: f64, fencing: bool) -> Result<bool> {
    checks::amount("the pause (ms)", pause_ms)?;
    checks::above_zero("the lease (ms)", lease_ms)?;
    Ok(fencing || pause_ms < lease_ms)
}

/// Whether a resource that checks fencing tokens accepts one: never one lower than the highest it has seen.
pub fn fencing_accepts(highest_seen: u64, token: u64) -> bool {
    token >= highest_seen
}

/// A lock acquired on a majority of independent instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Time left in whole milliseconds; not positive means that it was lost while acquiring.
    pub validity_ms: i64,
    /// Whether any is left.
    pub usable: bool,
    /// Instances that must agree.
    pub majority: u64,
}

/// Validity of a lock on several instances: `ttl - elapsed - (ttl/100 + 2)`, cut to whole milliseconds.
///
/// The drift allowance is that of the usual clients (redlock-py 1.0.8). It does not make the lock safe against pauses.
pub fn validity(ttl_ms: u64, elapsed_ms: f64, instances: u64) -> Result<Validity> {
    checks::whole("the time to live (ms)", ttl_ms)?;
    checks::whole("the number of instances", instances)?;
    checks::amount("the elapsed time (ms)", elapsed_ms)?;
    if ttl_ms > 1 << 52 || elapsed_ms > 4e15 {
        return Err(OutOfDomain::new("the time (ms)", elapsed_ms.max(ttl_ms as f64), "below 126,000 years"));
    }
    let validity_ms = (ttl_ms as f64 - elapsed_ms - (ttl_ms / 100 + 2) as f64) as i64;
    Ok(Validity { validity_ms, usable: validity_ms > 0, majority: instances / 2 + 1 })
}

/// How long protected work stands still when a holder vanishes (ms).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handover {
    /// The lease had just been renewed and the next contender had just tried.
    pub worst_ms: f64,
    /// The holder vanished midway between two renewals, the contender is midway between two tries.
    pub mean_ms: f64,
}

/// Handover (D41): what is left of the ttl, the lock delay, the wait for the next try and its round trip.
///
/// `retry_ms` is the interval of the contenders' tries, stretched by up to `1 + retry_jitter` (Kubernetes: 2 s, 1.2).
pub fn handover(
    ttl_ms: f64,
    renew_every_ms: f64,
    lock_delay_ms: f64,
    retry_ms: f64,
    retry_jitter: f64,
    rtt_ms: f64,
) -> Result<Handover> {
    checks::above_zero("the time to live (ms)", ttl_ms)?;
    checks::amount("the renewal interval (ms)", renew_every_ms)?;
    checks::amount("the lock delay (ms)", lock_delay_ms)?;
    checks::amount("the retry interval (ms)", retry_ms)?;
    checks::amount("the jitter of the retry interval", retry_jitter)?;
    checks::amount("the round trip (ms)", rtt_ms)?;
    if renew_every_ms > ttl_ms {
        return Err(OutOfDomain::new("the renewal interval (ms)", renew_every_ms, "at most the time to live"));
    }
    let longest_try = retry_ms * (1.0 + retry_jitter);
    Ok(Handover {
        worst_ms: ttl_ms + lock_delay_ms + longest_try + rtt_ms,
        mean_ms: ttl_ms - renew_every_ms / 2.0 + lock_delay_ms + retry_ms * (1.0 + retry_jitter / 2.0) / 2.0 + rtt_ms,
    })
}

/// Expected commit wait (ms): at least twice the mean clock uncertainty (D43). It overlaps with replication.
pub fn commit_wait_ms(mean_uncertainty_ms: f64) -> Result<f64> {
    Ok(2.0 * checks::amount("the clock uncertainty (ms)", mean_uncertainty_ms)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_is_safe_exactly_at_the_bound() {
        assert_eq!(drift_ms(10_000.0, 200.0).unwrap(), 2.0);
        let at = safety(4.0, 2.0, 1.0, 1.0, 0.0).unwrap();
        assert_eq!((at.slack_ms, at.usable_ms), (0.0, Some(2.0)));
        assert!(safety(4.0, 1.0, 1.0, 1.0, 0.0).unwrap().slack_ms < 0.0);
        assert_eq!(safety(4.0, 4.0, 1.0, 1.0, 0.0).unwrap().usable_ms, None);
        assert!(safety(f64::INFINITY, 1.0, 1.0, 1.0, 0.0).is_err());
    }

    #[test]
    fn either_side_absorbs_the_drift() {
        let b = drift_bounds(10_000.0, 0.01).unwrap();
        assert!((b.holder_stops_ms - 9_801.980_198_02).abs() < 1e-6);
        assert!((b.grantor_waits_ms - 10_202.020_202_02).abs() < 1e-6);
        assert!(drift_bounds(10.0, 1.0).is_err());
    }

    #[test]
    fn only_fencing_survives_a_long_pause() {
        assert!(!pause_is_safe(15.0, 10.0, false).unwrap());
        assert!(pause_is_safe(15.0, 10.0, true).unwrap());
        assert!(!pause_is_safe(10.0, 10.0, false).unwrap());
        assert!(!fencing_accepts(34, 33));
        assert!(fencing_accepts(34, 34));
    }

    #[test]
    fn validity_may_be_used_up_while_acquiring() {
        let used_up = validity(5000, 4960.0, 5).unwrap();
        assert_eq!(used_up, Validity { validity_ms: -12, usable: false, majority: 3 });
        assert!(validity(u64::MAX, 0.0, 3).is_err());
    }

    #[test]
    fn the_kubernetes_defaults_hand_over_in_under_twenty_seconds() {
        let k8s = handover(15_000.0, 2_000.0, 0.0, 2_000.0, 1.2, 0.0).unwrap();
        assert_eq!(k8s.worst_ms, 19_400.0);
        assert!(k8s.mean_ms < k8s.worst_ms);
        assert_eq!(commit_wait_ms(4.0).unwrap(), 8.0);
    }
}
