//! Backlogs and bounds: how long a queue takes to drain, how long it may grow. No randomness is involved.

use crate::analysis::{OutOfDomain, Result, checks};

/// Time to clear a backlog, ms: `backlog / (service_per_s - arrivals_per_s)`.
///
/// `arrivals_per_s` must include retries. Refused when arrivals reach the service rate: the backlog never clears.
pub fn drain_ms(backlog_items: f64, arrivals_per_s: f64, service_per_s: f64) -> Result<f64> {
    checks::not_negative("the backlog", backlog_items)?;
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::positive("the service rate", service_per_s)?;
    if arrivals_per_s >= service_per_s {
        let found = format!("{arrivals_per_s}/s against {service_per_s}/s served");
        return Err(OutOfDomain::new("the arrival rate", found, "below the service rate: the backlog never clears"));
    }
    checks::finite("the time to drain", backlog_items / (service_per_s - arrivals_per_s) * 1000.0)
}

/// How old a message of a backlog gets before its turn, ms, first come first served.
///
/// The newest waits until all before it are done: `backlog / service_per_s`. The oldest is served at once, but has waited for
/// as long as the backlog took to come: `backlog / arrivals_per_s`, where it came at that rate. Between the two ages lie those
/// of all others, so the greater one decides. How long until the queue is empty ([`drain_ms`]) is no message's wait.
pub fn oldest_ms(backlog_items: f64, arrivals_per_s: f64, service_per_s: f64) -> Result<f64> {
    checks::not_negative("the backlog", backlog_items)?;
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::positive("the service rate", service_per_s)?;
    // Where nothing arrives any more nobody knows how quickly the backlog came.
    let slower = if arrivals_per_s > 0.0 { arrivals_per_s.min(service_per_s) } else { service_per_s };
    checks::finite("the age of a message", backlog_items / slower * 1000.0)
}

/// Longest queue, in items, whose last item still starts within `wait_budget_ms`: `wait budget x service rate`, whole.
///
/// 0 = not even one item may wait. At this length every item of a first-come queue uses the whole budget, so when
/// overloaded serve the newest first or drop from the head.
pub fn queue_bound(wait_budget_ms: f64, service_per_s: f64) -> Result<u64> {
    checks::not_negative("the wait budget", wait_budget_ms)?;
    checks::positive("the service rate", service_per_s)?;
    let items = wait_budget_ms * service_per_s / 1000.0;
    if items >= 9e15 {
        return Err(OutOfDomain::new("the longest queue", items, "fewer than 9e15 items"));
    }
    // 290 ms at 100/s is 29 items, though the product may fall a rounding short of it.
    Ok((items * (1.0 + 4.0 * f64::EPSILON)).floor() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_drains_at_the_spare_rate() {
        assert_eq!(drain_ms(600_000.0, 800.0, 1000.0).unwrap(), 3_000_000.0);
        assert_eq!(drain_ms(0.0, 0.0, 1.0).unwrap(), 0.0);
    }

    #[test]
    fn a_message_of_a_backlog_is_as_old_as_those_before_it_took_to_come_or_to_be_done() {
        // Each message by itself: message k of 10,000 came (10,000 - k)/240 s ago and is done k/400 s from now.
        let ages = (0..=10_000).map(|k| f64::from(10_000 - k) / 240.0 + f64::from(k) / 400.0);
        let worst = ages.fold(0.0, f64::max) * 1000.0;
        assert!((oldest_ms(10_000.0, 240.0, 400.0).unwrap() - worst).abs() < 1e-6, "{worst}");
        // Where more come than are done, the newest waits longest; where none come any more, nothing else is known.
        assert_eq!(oldest_ms(10_000.0, 800.0, 400.0).unwrap(), 25_000.0);
        assert_eq!(oldest_ms(10_000.0, 0.0, 400.0).unwrap(), 25_000.0);
        assert!(oldest_ms(1.0, 1.0, 0.0).is_err() && oldest_ms(f64::MAX, 1e-300, 1.0).is_err());
    }

    #[test]
    fn arrivals_at_capacity_never_drain() {
        let e = drain_ms(10.0, 1000.0, 1000.0).unwrap_err().to_string();
        assert!(e.contains("1000/s against 1000/s served") && e.contains("never clears"), "{e}");
        assert!(drain_ms(f64::MAX, 0.0, 1e-300).is_err());
    }

    #[test]
    fn the_bound_is_whole_and_not_a_rounding_short() {
        assert_eq!(queue_bound(290.0, 100.0).unwrap(), 29);
        assert_eq!(queue_bound(200.0, 1000.0).unwrap(), 200);
        assert_eq!(queue_bound(9.0, 100.0).unwrap(), 0);
        assert_eq!(queue_bound(0.0, 100.0).unwrap(), 0);
        for ms in 0..2000_u32 {
            assert_eq!(queue_bound(f64::from(ms) / 10.0, 10_000.0).unwrap(), u64::from(ms), "{ms}");
        }
        assert!(queue_bound(1.0, 0.0).is_err() && queue_bound(f64::MAX, 1.0).is_err());
    }
}
