//! Hedged and tied requests: what a second copy does to the tail and to the load. Knows no budget of a real client.
//!
//! Limits: copies must not share what made the first slow (shard, host), only idempotent operations may be sent
//! twice, and under overload every request becomes slow, so that without a budget the copies double the load.

use crate::analysis::{OutOfDomain, Result, checks};

/// Extra requests per request when a copy is sent after the latency's own quantile `q`: `1 - q`.
pub fn hedge_extra(q: f64) -> Result<f64> {
    Ok(1.0 - checks::fraction("the percentile of the hedge delay", q)?)
}

/// Extra leaf calls per leaf call when each of `n` leaves is hedged after quantile `q` of the whole request:
/// the request's p95 is a far higher percentile of one leaf, `q^(1/n)`, so copies are rarer and help less.
pub fn hedge_extra_per_leaf(q: f64, n: u32) -> Result<f64> {
    super::leaf_slow(1.0 - checks::fraction("the percentile of the hedge delay", q)?, n)
}

/// What hedging does at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hedged {
    /// Probability that the request still has no answer.
    pub p_longer: f64,
    /// Copies sent per request, without a budget.
    pub extra: f64,
    /// Copies sent per request once the budget has cut them; equal to `extra` when it does not bind.
    pub extra_within_budget: f64,
}

/// A hedging client.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hedging {
    /// Wait before each copy, ms, above 0.
    pub after_ms: f64,
    /// Copies beyond the first try, 1 or more.
    pub most: u32,
    /// Copies allowed per request, a fraction; 1 or more = no budget.
    pub budget: f64,
    /// Probability that what slows one copy slows all: 0 = independent, 1 = copies do not help.
    pub shared: f64,
}

impl Hedging {
    /// Tail of a hedged request `t_ms` after its start, from the tail of one copy.
    ///
    /// `tail(x)` = probability that one copy takes longer than `x` ms, falling. Independent copies:
    /// `F(t) F(t-d) F(t-2d) ..` (Dean and Barroso 2013). A budget is spent on requests at random.
    pub fn at(&self, t_ms: f64, tail: impl Fn(f64) -> f64) -> Result<Hedged> {
        checks::not_negative("the latency", t_ms)?;
        checks::positive("the hedge delay", self.after_ms)?;
        checks::at_least_one("the number of copies", self.most)?;
        if self.most > 100 {
            return Err(OutOfDomain::new("the number of copies", self.most, "100 or fewer"));
        }
        checks::not_negative("the hedge budget", self.budget)?;
        checks::fraction("the share of shared slowness", self.shared)?;
        let own = |x: f64| if x < 0.0 { 1.0 } else { tail(x).clamp(0.0, 1.0) };
        // Copies 0..k unanswered at x; shared slowness hits all at once.
        let open = |x: f64, k: u32| {
            let apart: f64 = (1..=k).map(|j| own(x - f64::from(j) * self.after_ms)).product();
            own(x) * (self.shared + (1.0 - self.shared) * apart)
        };
        let extra: f64 = (1..=self.most).map(|j| open(f64::from(j) * self.after_ms, j - 1)).sum();
        let kept = if extra > self.budget { self.budget / extra } else { 1.0 };
        let p_longer = kept * open(t_ms, self.most) + (1.0 - kept) * own(t_ms);
        Ok(Hedged { p_longer, extra, extra_within_budget: extra * kept })
    }
}

/// Quantile `q` of an exponential latency when one copy is sent after its quantile `hedge_at`, ms, independent copies.
pub fn hedged_exponential_quantile_ms(mean_ms: f64, hedge_at: f64, q: f64) -> Result<f64> {
    checks::positive("the mean latency", mean_ms)?;
    checks::level("the percentile of the hedge delay", hedge_at)?;
    checks::level("the percentile", q)?;
    let (delay, alone) = (-mean_ms * (-hedge_at).ln_1p(), -mean_ms * (-q).ln_1p());
    // Beyond the delay two exponentials race: exp(-(2t - d)/mean).
    let both = f64::midpoint(delay, alone);
    checks::finite("the percentile", if alone <= delay { alone } else { both })
}

/// Two copies queued at once, each to cancel the other when it starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tied {
    /// Mean wait in queue until one copy starts, ms.
    pub mean_wait_ms: f64,
    /// Mean wait of a single copy, ms.
    pub single_wait_ms: f64,
    /// Requests that run twice, because the cancellation was still under way: extra load as a fraction.
    pub extra: f64,
}

/// Tied requests: the second copy follows `stagger_ms` after the first, a cancellation takes `cancel_ms`.
///
/// Each queue is empty with probability `1 - busy` and else has an exponential wait of mean `wait_ms` (an M/M/c
/// queue; the two independent). A cancelled copy is taken to cost nothing. With `stagger >= cancel` an idle first
/// server never runs twice: the reason why the copies are sent apart (Dean and Barroso 2013).
pub fn tied(busy: f64, wait_ms: f64, stagger_ms: f64, cancel_ms: f64) -> Result<Tied> {
    checks::fraction("the probability of a wait", busy)?;
    checks::positive("the mean wait of those who wait", wait_ms)?;
    checks::not_negative("the gap between the two copies", stagger_ms)?;
    checks::not_negative("the time a cancellation takes", cancel_ms)?;
    // Difference D of two waits: P(D > x) = one_sided exp(-x/wait) for x >= 0, symmetric, the rest at exactly 0.
    let one_sided = busy * (1.0 - busy) + busy * busy / 2.0;
    let above =
        |x: f64| if x >= 0.0 { one_sided * (-x / wait_ms).exp() } else { 1.0 - one_sided * (x / wait_ms).exp() };
    // Both run when their starts, W1 and stagger + W2, lie less than a cancellation apart.
    let (from, to) = (stagger_ms - cancel_ms, stagger_ms + cancel_ms);
    let extra = if cancel_ms > 0.0 { (above(from) - above(to)).max(0.0) } else { 0.0 };
    let alone = -(-stagger_ms / wait_ms).exp_m1();
    let mean_wait_ms = busy * wait_ms * (alone + busy / 2.0 * (1.0 - alone));
    Ok(Tied { mean_wait_ms, single_wait_ms: busy * wait_ms, extra })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(x: f64) -> f64 {
        (-x).exp()
    }

    const PLAIN: Hedging = Hedging { after_ms: 3.0, most: 1, budget: 1.0, shared: 0.0 };

    #[test]
    fn the_closed_form_and_the_general_one_agree() {
        let after_ms = -(0.05_f64.ln());
        let t = hedged_exponential_quantile_ms(1.0, 0.95, 0.99).unwrap();
        let got = Hedging { after_ms, ..PLAIN }.at(t, exponential).unwrap();
        assert!((got.p_longer - 0.01).abs() < 1e-12 && (got.extra - 0.05).abs() < 1e-12, "{got:?}");
        assert!((hedge_extra(0.95).unwrap() - 0.05).abs() < 1e-15);
    }

    #[test]
    fn a_budget_and_shared_slowness_take_the_benefit_away() {
        let free = PLAIN.at(6.0, exponential).unwrap();
        let capped = Hedging { budget: free.extra / 2.0, ..PLAIN }.at(6.0, exponential).unwrap();
        assert!((capped.extra_within_budget - free.extra / 2.0).abs() < 1e-15);
        assert!(free.p_longer < capped.p_longer && capped.p_longer < exponential(6.0));
        let shared = Hedging { shared: 1.0, ..PLAIN }.at(6.0, exponential).unwrap();
        assert!((shared.p_longer - exponential(6.0)).abs() < 1e-15, "copies slow together do not help: {shared:?}");
    }

    #[test]
    fn in_overload_every_request_is_copied() {
        let got = Hedging { most: 2, ..PLAIN }.at(10.0, |_| 1.0).unwrap();
        assert_eq!((got.extra, got.p_longer, got.extra_within_budget), (2.0, 1.0, 1.0));
    }

    #[test]
    fn fan_out_makes_a_request_percentile_rare_for_a_leaf() {
        let leaf = hedge_extra_per_leaf(0.95, 10).unwrap();
        assert!((leaf - (1.0 - 0.95_f64.powf(0.1))).abs() < 1e-15, "{leaf}");
        assert_eq!(hedge_extra_per_leaf(0.95, 1).unwrap(), 1.0 - 0.95);
    }

    #[test]
    fn tied_requests_wait_less_and_seldom_run_twice() {
        let got = tied(0.6, 10.0, 0.0, 0.0).unwrap();
        assert!((got.mean_wait_ms - 0.6 * 0.6 * 5.0).abs() < 1e-12 && got.extra == 0.0, "{got:?}");
        // Idle servers: sent together both run, sent apart neither does.
        assert_eq!(tied(0.0, 10.0, 0.0, 1.0).unwrap().extra, 1.0);
        assert_eq!(tied(0.0, 10.0, 2.0, 1.0).unwrap().extra, 0.0);
        let (together, apart) = (tied(0.5, 10.0, 0.0, 1.0).unwrap(), tied(0.5, 10.0, 2.0, 1.0).unwrap());
        assert!(apart.extra < together.extra && apart.mean_wait_ms > together.mean_wait_ms, "{together:?} {apart:?}");
        assert!(apart.mean_wait_ms < apart.single_wait_ms);
    }

    #[test]
    fn edges_are_refused() {
        assert!(PLAIN.at(-1.0, exponential).is_err());
        assert!(Hedging { after_ms: 0.0, ..PLAIN }.at(1.0, exponential).is_err());
        assert!(Hedging { most: 0, ..PLAIN }.at(1.0, exponential).is_err());
        assert!(hedged_exponential_quantile_ms(1.0, 1.0, 0.5).is_err() && hedge_extra(1.5).is_err());
        assert!(tied(1.5, 1.0, 0.0, 0.0).is_err() && tied(0.5, 0.0, 0.0, 0.0).is_err());
        assert_eq!(hedged_exponential_quantile_ms(2.0, 0.95, 0.0).unwrap(), 0.0);
    }
}
