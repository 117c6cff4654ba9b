//! A finished sampling run: freshness at a time, the time of a freshness, each with its interval. Sampling is in `wars`.

use super::delay::Delay;
use super::lattice::{SHIFTS, T_95};
use crate::analysis::{Result, checks};

/// The trials of one shifted lattice.
#[derive(Debug)]
pub(super) struct Shift {
    /// Commit plus read delay of each front replica, trial after trial: the replica is stale if its W is t longer.
    waits: Vec<f64>,
    /// Which write law each belongs to; empty when there is one.
    laws: Vec<u16>,
    several: bool,
    /// How much each set of r waits counts; empty when each counts as one.
    weights: Vec<f64>,
}

impl Shift {
    pub(super) fn with_capacity(entries: usize, several: bool) -> Self {
        Self {
            waits: Vec::with_capacity(entries),
            laws: Vec::with_capacity(if several { entries } else { 0 }),
            several,
            weights: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, wait: f64, law: u16) {
        self.waits.push(wait);
        if self.several {
            self.laws.push(law);
        }
    }

    /// How much the r waits that follow count.
    #[inline]
    pub(super) fn weigh(&mut self, weight: f64) {
        self.weights.push(weight);
    }

    /// Mean probability of a stale read `t` ms after commit.
    fn stale(&self, t: f64, r: usize, laws: &[Delay]) -> f64 {
        let (mut sum, mut of) = (0.0, 0.0);
        for (trial, waits) in self.waits.chunks_exact(r).enumerate() {
            let weight = self.weights.get(trial).map_or(1.0, |w| *w);
            let mut stale = weight;
            for (k, wait) in waits.iter().enumerate() {
                let law = self.laws.get(trial * r + k).map_or(0, |l| usize::from(*l));
                stale *= laws[law].longer_than(wait + t);
                if stale == 0.0 {
                    break;
                }
            }
            sum += stale;
            of += weight;
        }
        // Nothing drawn that can be first says nothing for freshness.
        if of > 0.0 { sum / of } else { 1.0 }
    }
}

/// A probability that reads are fresh, with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Freshness {
    /// Probability that a read sees the write.
    pub p_consistent: f64,
    /// Its complement, exact where there are many nines.
    pub p_stale: f64,
    /// Half the width of the 95 % confidence interval of either; 0 = exact.
    pub half_width: f64,
}

/// The time after commit at which reads reach a freshness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeToFresh {
    /// Estimate, ms; 0 when reads are that fresh at commit.
    pub t_ms: f64,
    /// Times at which the 95 % interval of the probability reaches the level, ms, early and late.
    pub from_ms: f64,
    /// See `from_ms`. `None` = the level is beyond what this many trials can show.
    pub to_ms: Option<f64>,
}

/// The trials of a run. Times ask it again at no sampling cost.
#[derive(Debug)]
pub struct Run {
    /// Empty for a strict quorum.
    shifts: Vec<Shift>,
    r: usize,
    laws: Vec<Delay>,
    /// Trials in all; 0 for a strict quorum, whose answers are exact.
    pub trials: u32,
}

impl Run {
    pub(super) fn strict(r: usize) -> Self {
        Self { shifts: Vec::new(), r, laws: Vec::new(), trials: 0 }
    }

    pub(super) fn sampled(shifts: Vec<Shift>, r: usize, laws: Vec<Delay>, points: u32) -> Self {
        Self { shifts, r, laws, trials: points * SHIFTS as u32 }
    }

    /// Freshness of a read sent `t_ms` (0 or more) after the commit.
    pub fn at(&self, t_ms: f64) -> Result<Freshness> {
        checks::not_negative("the time since the write", t_ms)?;
        Ok(self.freshness(t_ms))
    }

    fn freshness(&self, t: f64) -> Freshness {
        if self.shifts.is_empty() {
            return Freshness { p_consistent: 1.0, p_stale: 0.0, half_width: 0.0 };
        }
        let means: Vec<f64> = self.shifts.iter().map(|s| s.stale(t, self.r, &self.laws)).collect();
        let k = means.len() as f64;
        let mean = means.iter().sum::<f64>() / k;
        let spread = means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (k * (k - 1.0));
        // All trials alike says little about what they did not meet: never claim less than 3 in so many trials then.
        let unseen = if mean == 0.0 || mean == 1.0 { 3.0 / f64::from(self.trials) } else { 0.0 };
        Freshness { p_consistent: 1.0 - mean, p_stale: mean, half_width: (T_95 * spread.sqrt()).max(unseen) }
    }

    /// The least time after commit at which a read is fresh with probability `level` (0 to below 1).
    pub fn time_to(&self, level: f64) -> Result<TimeToFresh> {
        checks::level("the freshness asked for", level)?;
        let allowed = 1.0 - level;
        let find = |f: &dyn Fn(Freshness) -> f64, low: f64| earliest(|t| f(self.freshness(t)) <= allowed, low);
        let from_ms = find(&|x| x.p_stale - x.half_width, 0.0).unwrap_or(0.0);
        let t_ms = find(&|x| x.p_stale, from_ms).unwrap_or(f64::MAX);
        let to_ms = find(&|x| x.p_stale + x.half_width, t_ms);
        Ok(TimeToFresh { t_ms: checks::finite("the time to fresh reads", t_ms)?, from_ms, to_ms })
    }
}

/// The first time from `low` on, to about five digits, at which `reached` turns true; `None` if never.
fn earliest(reached: impl Fn(f64) -> bool, low: f64) -> Option<f64> {
    if reached(low) {
        return Some(low);
    }
    let (mut lo, mut hi) = (low, if low > 0.0 { low * 1.02 } else { 1e-3 });
    while !reached(hi) {
        (lo, hi) = (hi, if low > 0.0 { low + (hi - low) * 4.0 } else { hi * 4.0 });
        if hi > 1e12 {
            return None;
        }
    }
    while hi - lo > 1e-5 * hi && hi > 1e-9 {
        let mid = f64::midpoint(lo, hi);
        if reached(mid) { hi = mid } else { lo = mid }
    }
    Some(hi)
}
