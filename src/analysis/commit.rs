//! Transactions over several parties: two-phase commit and sagas (D44, D45).

use super::availability::{self, Availability};
use super::{OutOfDomain, Result, checks};

/// What two-phase commit costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoPhase {
    /// Latency: two rounds of the slowest participant's commit (ms).
    pub latency_ms: f64,
    /// All participants and the coordinator up.
    pub availability: Availability,
    /// Transactions per second on one key, one after the other; `None` when the lock is held for no time.
    pub per_key_per_s: Option<f64>,
}

/// Two-phase commit over participants with these commit latencies and availabilities (D44).
///
/// `hold_ms` is how long a lock is held. A participant in doubt blocks until the coordinator is back; a replicated
/// coordinator shortens that.
pub fn two_phase(commit_ms: &[f64], availabilities: &[f64], hold_ms: f64) -> Result<TwoPhase> {
    if commit_ms.is_empty() {
        return Err(OutOfDomain::new("the number of participants", 0, "1 or more"));
    }
    let mut slowest = 0.0f64;
    for &ms in commit_ms {
        slowest = slowest.max(checks::amount("the commit latency of a participant (ms)", ms)?);
    }
    checks::amount("the time a lock is held (ms)", hold_ms)?;
    Ok(TwoPhase {
        latency_ms: 2.0 * slowest,
        availability: availability::serial(&availability::all(availabilities)?),
        per_key_per_s: (hold_ms > 0.0).then(|| 1000.0 / hold_ms).filter(|r| r.is_finite()),
    })
}

/// What a saga exposes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saga {
    /// Probability that some step fails and earlier ones must be undone: `1 - prod (1 - p)`.
    pub compensates: f64,
    /// Time for which others see it half done (ms): the sum of the steps.
    pub visible_ms: f64,
}

/// A saga of steps, each with its latency (ms) and failure probability (D45). No isolation between sagas.
pub fn saga(steps: &[(f64, f64)]) -> Result<Saga> {
    let (mut log_ok, mut visible_ms) = (0.0, 0.0);
    for &(ms, fails) in steps {
        visible_ms += checks::amount("the latency of a step (ms)", ms)?;
        log_ok += f64::ln_1p(-checks::fraction("the failure probability of a step", fails)?);
    }
    Ok(Saga { compensates: -f64::exp_m1(log_ok), visible_ms: checks::finite("the visible window", visible_ms)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_of_sixty_milliseconds_allows_seventeen_a_second() {
        let c = two_phase(&[10.0, 30.0], &[0.999, 0.999], 60.0).unwrap();
        assert_eq!(c.latency_ms, 60.0);
        assert!((c.per_key_per_s.unwrap() - 16.666_666).abs() < 1e-5);
        assert!((c.availability.up() - 0.998_001).abs() < 1e-12);
        assert_eq!(two_phase(&[1.0], &[], 0.0).unwrap().per_key_per_s, None);
        assert!(two_phase(&[], &[], 1.0).is_err());
    }

    #[test]
    fn a_saga_compensates_when_any_step_fails() {
        let s = saga(&[(100.0, 0.01), (200.0, 0.02)]).unwrap();
        assert!((s.compensates - 0.0298).abs() < 1e-12);
        assert_eq!(s.visible_ms, 300.0);
        assert_eq!(saga(&[]).unwrap(), Saga { compensates: 0.0, visible_ms: 0.0 });
        assert_eq!(saga(&[(1.0, 1.0)]).unwrap().compensates, 1.0);
    }
}
