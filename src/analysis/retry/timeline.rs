//! Attempts counted on a timeline: an outer timeout cuts inner attempts short, or leaves them running as orphans.
//!
//! The product of attempts is an upper bound; timeouts across tiers decide what really reaches the last service. One
//! path, outermost tier first; the last service does not answer in time. Milliseconds.

use crate::analysis::backoff::Backoff;
use crate::analysis::{OutOfDomain, Result, checks};

/// One retrying tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tier {
    /// Attempts, the first included.
    pub attempts: u32,
    /// Timeout of one attempt (ms).
    pub timeout_ms: f64,
    /// Waits between attempts; means are used.
    pub backoff: Backoff,
    /// Whether it tries again after its own timeout.
    pub retries_timeout: bool,
    /// Whether it tries again when the tier below answers that it failed (a 504 is only retried if listed).
    pub retries_failure: bool,
    /// Whether the tier below stops when this one times out.
    pub cancels: bool,
}

/// What one request at the top causes.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Calls that reach the last service.
    pub calls: f64,
    /// Of those, calls that start when nobody above waits for them any more.
    pub orphans: f64,
    /// The product of attempts: the bound without a timeline.
    pub bound: f64,
    /// When the top gives up (ms).
    pub answered_ms: f64,
    /// When the last work on its behalf ends (ms).
    pub quiet_ms: f64,
    /// Pairs of neighbouring tiers (the outer's index) whose attempt ends as the inner gives up, within 1 %: which of
    /// them wins is a race.
    pub races: Vec<usize>,
}

/// What one call of a tier comes to when `left` ms remain until somebody above gives up.
#[derive(Clone, Copy)]
struct Outcome {
    /// Time until it answers or is cut off.
    took: f64,
    /// Time until its work ends, orphans included.
    busy: f64,
    calls: f64,
    orphans: f64,
    /// Cut off by somebody above before it could answer.
    cut: bool,
}

/// Counts the attempts of tiers, outermost first, over a last service that answers with a failure after
/// `failure_ms`, or never (`None`). At most 20 tiers.
pub fn timeline(tiers: &[Tier], failure_ms: Option<f64>) -> Result<Timeline> {
    if tiers.is_empty() || tiers.len() > 20 {
        return Err(OutOfDomain::new("the number of tiers", tiers.len(), "from 1 to 20"));
    }
    let mut bound = 1.0;
    for tier in tiers {
        if !(1..=1000).contains(&tier.attempts) {
            return Err(OutOfDomain::new("the attempts of a tier", tier.attempts, "from 1 to 1000"));
        }
        checks::above_zero("the timeout of a tier (ms)", tier.timeout_ms)?;
        tier.backoff.checked()?;
        bound *= f64::from(tier.attempts);
    }
    if let Some(ms) = failure_ms {
        checks::amount("the time until the last service fails (ms)", ms)?;
    }
    // From the last service up, what each tier comes to when nobody cuts it off: asked for again and again above.
    let mut free = vec![call(&[], &[], failure_ms, f64::INFINITY)];
    for i in (0..tiers.len()).rev() {
        let one = call(&tiers[i..], &free, failure_ms, f64::INFINITY);
        free.insert(0, one);
    }
    let top = free[0];
    let races = (0..tiers.len() - 1).filter(|&i| {
        let inner = free[i + 1].took;
        let outer = tiers[i].timeout_ms;
        (outer - inner).abs() <= 0.01 * outer.max(inner)
    });
    Ok(Timeline {
        races: races.collect(),
        calls: top.calls,
        orphans: top.orphans,
        bound,
        answered_ms: top.took,
        quiet_ms: top.busy.max(top.took),
    })
}

/// `free` holds what the tiers below the first come to when nobody cuts them off, the last service included.
fn call(tiers: &[Tier], free: &[Outcome], failure_ms: Option<f64>, left: f64) -> Outcome {
    let Some((tier, below)) = tiers.split_first() else {
        let takes = failure_ms.unwrap_or(f64::INFINITY);
        let took = takes.min(left);
        return Outcome { took, busy: took, calls: 1.0, orphans: 0.0, cut: takes > left };
    };
    // Every attempt that is not cut off from above goes the same way, so it is worked out once.
    let whole = attempt(tier, below, free, failure_ms, tier.timeout_ms);
    let again = if whole.cut { tier.retries_timeout } else { tier.retries_failure };
    let (mut now, mut busy, mut calls, mut orphans) = (0.0f64, 0.0f64, 0.0, 0.0);
    for n in 1..=tier.attempts {
        let room = left - now;
        if room <= 0.0 {
            return Outcome { took: left, busy: busy.max(left), calls, orphans, cut: true };
        }
        let one = if room < whole.took { attempt(tier, below, free, failure_ms, room) } else { whole };
        calls += one.calls;
        orphans += one.orphans;
        busy = busy.max(now + one.busy);
        now += one.took;
        if room < whole.took {
            return Outcome { took: left, busy, calls, orphans, cut: true };
        }
        if n == tier.attempts || !again {
            break;
        }
        now += tier.backoff.wait_ms(n).mean_ms;
    }
    if now > left {
        return Outcome { took: left, busy, calls, orphans, cut: true };
    }
    Outcome { took: now, busy: busy.max(now), calls, orphans, cut: false }
}

/// One attempt that ends after at most `limit` ms, with whatever goes on below after that.
fn attempt(tier: &Tier, below: &[Tier], free: &[Outcome], failure_ms: Option<f64>, limit: f64) -> Outcome {
    let heard = call(below, &free[1..], failure_ms, limit);
    if !heard.cut || tier.cancels || below.is_empty() {
        return Outcome { cut: heard.cut, ..heard };
    }
    // Nobody tells the tier below to stop: it goes on as if it were heard.
    let all = free[0];
    Outcome {
        took: limit,
        busy: all.busy.max(limit),
        calls: all.calls,
        orphans: all.orphans + (all.calls - heard.calls).max(0.0),
        cut: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(attempts: u32, timeout_ms: f64) -> Tier {
        Tier {
            attempts,
            timeout_ms,
            backoff: Backoff::NONE,
            retries_timeout: true,
            retries_failure: true,
            cancels: true,
        }
    }

    #[test]
    fn quick_failures_reach_the_product() {
        let t = timeline(&[tier(3, 1000.0), tier(3, 1000.0)], Some(1.0)).unwrap();
        assert_eq!((t.calls, t.bound, t.answered_ms), (9.0, 9.0, 9.0));
        assert!(t.races.is_empty(), "{t:?}");
    }

    #[test]
    fn an_outer_timeout_cuts_the_inner_attempts() {
        // Each outer attempt of 250 ms has room for two whole inner ones of 100 ms and a part of a third.
        let t = timeline(&[tier(2, 250.0), tier(5, 100.0)], None).unwrap();
        assert_eq!((t.calls, t.bound, t.answered_ms), (6.0, 10.0, 500.0));
        assert_eq!(t.orphans, 0.0);
    }

    #[test]
    fn without_cancellation_the_rest_are_orphans() {
        let outer = Tier { cancels: false, ..tier(2, 250.0) };
        let t = timeline(&[outer, tier(5, 100.0)], None).unwrap();
        assert_eq!((t.calls, t.orphans), (10.0, 4.0));
        assert_eq!((t.answered_ms, t.quiet_ms), (500.0, 750.0));
    }

    #[test]
    fn a_failure_that_is_not_listed_ends_the_retries() {
        let outer = Tier { retries_failure: false, ..tier(3, 1000.0) };
        let t = timeline(&[outer, tier(2, 100.0)], None).unwrap();
        assert_eq!((t.calls, t.answered_ms), (2.0, 200.0));
        // The same outer tier does retry its own timeouts.
        let t = timeline(&[Tier { timeout_ms: 150.0, ..outer }, tier(2, 100.0)], None).unwrap();
        assert_eq!(t.calls, 6.0);
    }

    #[test]
    fn equal_timeouts_are_a_race() {
        let t = timeline(&[tier(2, 300.0), tier(3, 100.0), tier(1, 100.0)], None).unwrap();
        assert_eq!(t.races, [0, 1]);
    }

    #[test]
    fn one_tier_over_silence() {
        let t = timeline(&[tier(3, 100.0)], None).unwrap();
        assert_eq!((t.calls, t.answered_ms), (3.0, 300.0));
        assert!(timeline(&[], None).is_err());
        assert!(timeline(&[tier(0, 1.0)], None).is_err());
        assert!(timeline(&[tier(1, f64::INFINITY)], None).is_err());
    }
}
