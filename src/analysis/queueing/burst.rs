//! A burst above the peak: what piles up, how long that takes to go, what a limit turns away. Steady rates, no randomness.

use super::backlog::drain_ms;
use crate::analysis::{OutOfDomain, Result, checks};

/// What a burst leaves behind where everything is let in.
#[derive(Debug, Clone, PartialEq)]
pub struct Burst {
    /// Arrivals while it lasts, per second.
    pub rate_per_s: f64,
    /// Requests waiting when it ends.
    pub backlog: f64,
    /// How long the last of it waits, first come first served, ms.
    pub wait_ms: f64,
    /// Time after its end until the backlog is gone, ms; an error where the peak alone fills the capacity.
    pub drain_ms: Result<f64>,
}

/// A burst of `ratio` times the peak (1 or more) for `length_ms` (0 or more) against a capacity above 0:
/// `backlog = (ratio x peak - capacity) x length`, nothing below 0; `wait = backlog / capacity`;
/// `drain = backlog / (capacity - peak)`.
///
/// The queue is taken as empty when the burst begins: with utilisation near 1 it is not, so this is a lower bound.
pub fn burst(peak_per_s: f64, ratio: f64, length_ms: f64, capacity_per_s: f64) -> Result<Burst> {
    let rate_per_s = rate(peak_per_s, ratio)?;
    checks::not_negative("the length of the burst", length_ms)?;
    checks::positive("the capacity", capacity_per_s)?;
    let above = (rate_per_s - capacity_per_s).max(0.0);
    let backlog = checks::finite("the backlog", above * length_ms / 1000.0)?;
    // Nothing waits: there is nothing to drain, whatever the peak.
    let drain = if backlog == 0.0 { Ok(0.0) } else { drain_ms(backlog, peak_per_s, capacity_per_s) };
    let wait_ms = checks::finite("the wait", backlog / capacity_per_s * 1000.0)?;
    Ok(Burst { rate_per_s, backlog, wait_ms, drain_ms: drain })
}

fn rate(peak_per_s: f64, ratio: f64) -> Result<f64> {
    checks::not_negative("the peak rate", peak_per_s)?;
    if !ratio.is_finite() || ratio < 1.0 {
        return Err(OutOfDomain::new("the burst ratio", ratio, "1 or more: a burst is at least the peak"));
    }
    checks::finite("the rate of the burst", peak_per_s * ratio)
}

/// What a limit does to a burst.
#[derive(Debug, Clone, PartialEq)]
pub struct Limited {
    /// Tokens, or free places, that would let all of it through.
    pub needed: f64,
    /// Share of the arrivals of the burst that is turned away, 0..=1.
    pub turned_away: f64,
    /// Time after its end until as many tokens or places are free again, ms; an error where the peak uses all of them.
    pub recovery_ms: Result<f64>,
}

/// A limit that lets `passes_per_s` (above 0) through in the long run and `room` requests (0 or more) beside: a bucket of
/// that many tokens refilled at that rate, or free places in front of servers that finish that many.
///
/// `needed = (ratio x peak - passes) x length`; `turned away = (needed - room) / arrivals`, both nothing below 0.
pub fn limited(peak_per_s: f64, ratio: f64, length_ms: f64, passes_per_s: f64, room: f64) -> Result<Limited> {
    checks::not_negative("the room for a burst", room)?;
    let all = burst(peak_per_s, ratio, length_ms, passes_per_s)?;
    let arrivals = all.rate_per_s * length_ms / 1000.0;
    let away = (all.backlog - room).max(0.0);
    let turned_away = if away > 0.0 { (away / arrivals).min(1.0) } else { 0.0 };
    let used = all.backlog.min(room);
    let recovery_ms = if used == 0.0 { Ok(0.0) } else { drain_ms(used, peak_per_s, passes_per_s) };
    Ok(Limited { needed: all.backlog, turned_away, recovery_ms })
}

/// What a limit of `places` (0 or more) requests at once lets through: how many per second in the long run, and how many are
/// free at the peak. Each holds a place for `busy_ms` (above 0), and the servers behind finish `capacity_per_s` at most.
pub fn held(places: f64, busy_ms: f64, peak_per_s: f64, capacity_per_s: f64) -> (f64, f64) {
    let passes = (places / busy_ms * 1000.0).min(capacity_per_s);
    (passes, (places - peak_per_s * busy_ms / 1000.0).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_capacity_piles_up_and_drains_at_what_is_spare() {
        let b = burst(600.0, 3.0, 10_000.0, 1000.0).unwrap();
        assert_eq!((b.rate_per_s, b.backlog, b.wait_ms), (1800.0, 8000.0, 8000.0));
        assert_eq!(b.drain_ms.unwrap(), 20_000.0);
    }

    #[test]
    fn a_burst_that_fits_or_has_no_length_leaves_nothing() {
        for (peak, ratio, length) in
            [(600.0, 1.0, 10_000.0), (500.0, 2.0, 10_000.0), (600.0, 3.0, 0.0), (0.0, 9.0, 1e6)]
        {
            let b = burst(peak, ratio, length, 1000.0).unwrap();
            assert_eq!((b.backlog, b.wait_ms, b.drain_ms), (0.0, 0.0, Ok(0.0)), "{peak} {ratio} {length}");
            let l = limited(peak, ratio, length, 1000.0, 0.0).unwrap();
            assert_eq!((l.needed, l.turned_away, l.recovery_ms), (0.0, 0.0, Ok(0.0)), "{peak} {ratio} {length}");
        }
    }

    #[test]
    fn a_peak_at_capacity_or_above_never_drains() {
        for peak in [1000.0, 1200.0] {
            let b = burst(peak, 1.5, 1000.0, 1000.0).unwrap();
            assert!(b.backlog > 0.0 && b.drain_ms.is_err(), "{b:?}");
        }
        // Above capacity even without a burst: the peak itself piles up.
        assert_eq!(burst(1200.0, 1.0, 10_000.0, 1000.0).unwrap().backlog, 2000.0);
    }

    #[test]
    fn places_are_free_while_the_peak_does_not_hold_them() {
        // 600/s of 20 ms hold 12 of 32 places, which finish 1,600/s, but the servers 1,000.
        assert_eq!(held(32.0, 20.0, 600.0, 1000.0), (1000.0, 20.0));
        assert_eq!(held(10.0, 20.0, 600.0, 1000.0), (500.0, 0.0));
    }

    #[test]
    fn a_bucket_lets_its_tokens_through_first() {
        // 1,800/s for 10 s against 1,000/s: 8,000 tokens; with 5,000, 3,000 of 18,000 are turned away.
        let l = limited(600.0, 3.0, 10_000.0, 1000.0, 5000.0).unwrap();
        assert_eq!((l.needed, l.turned_away, l.recovery_ms), (8000.0, 3000.0 / 18_000.0, Ok(12_500.0)));
        assert_eq!(limited(600.0, 3.0, 10_000.0, 1000.0, 8000.0).unwrap().turned_away, 0.0);
        let full = limited(1000.0, 3.0, 10_000.0, 1000.0, 5000.0).unwrap();
        assert!(full.recovery_ms.is_err() && full.turned_away > 0.0, "{full:?}");
    }

    #[test]
    fn absurd_bursts_are_refused_in_words() {
        assert!(burst(1.0, 0.5, 1.0, 1.0).unwrap_err().to_string().contains("1 or more"));
        assert!(burst(1.0, f64::NAN, 1.0, 1.0).is_err() && burst(1.0, 2.0, -1.0, 1.0).is_err());
        assert!(burst(1.0, 2.0, 1.0, 0.0).is_err() && burst(f64::MAX, 2.0, 1.0, 1.0).is_err());
        assert!(limited(1.0, 2.0, 1.0, 1.0, -1.0).is_err());
    }
}
