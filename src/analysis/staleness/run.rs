//! A finished run: freshness at a time, the time of a freshness, each with its interval. Sampling is in `wars`, sums over
//! a mesh are in `mesh`.

use super::delay::Delay;
use super::lattice::{SHIFTS, T_95};
use super::mesh::Mesh;
use crate::analysis::{Result, checks};

/// The trials of one shifted lattice.
#[derive(Debug)]
pub(super) struct Shift {
    /// Commit plus read delay of each front replica, trial after trial: the replica is stale if its W is t longer.
    waits: Vec<f64>,
    /// Which write law each belongs to; empty when there is one.
    laws: Vec<u16>,
    several: bool,
}

impl Shift {
    pub(super) fn with_capacity(entries: usize, several: bool) -> Self {
        Self {
            waits: Vec::with_capacity(entries),
            laws: Vec::with_capacity(if several { entries } else { 0 }),
            several,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, wait: f64, law: u16) {
        self.waits.push(wait);
        if self.several {
            self.laws.push(law);
        }
    }

    /// Mean probability of a stale read `t` ms after commit.
    fn stale(&self, t: f64, r: usize, laws: &[Delay]) -> f64 {
        let mut sum = 0.0;
        for (trial, waits) in self.waits.chunks_exact(r).enumerate() {
            let mut stale = 1.0;
            for (k, wait) in waits.iter().enumerate() {
                let law = self.laws.get(trial * r + k).map_or(0, |l| usize::from(*l));
                stale *= laws[law].longer_than(wait + t);
                if stale == 0.0 {
                    break;
                }
            }
            sum += stale;
        }
        sum / (self.waits.len() / r) as f64
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

/// A run that is done. Times ask it again without sampling again.
#[derive(Debug)]
pub struct Run {
    found: Found,
    /// What was asked of it while it was made.
    asked: Option<(f64, Freshness)>,
    /// Trials, or cells of the meshes; 0 for a strict quorum, whose answers are exact.
    pub trials: u32,
}

/// What a run is made of.
#[derive(Debug)]
enum Found {
    /// A strict quorum is never stale.
    Strict,
    Drawn {
        shifts: Vec<Shift>,
        r: usize,
        laws: Vec<Delay>,
        /// Whether who answers first can be a rare event that decides.
        unlike: bool,
    },
    Summed(Mesh),
}

impl Run {
    pub(super) fn strict() -> Self {
        Self { found: Found::Strict, asked: None, trials: 0 }
    }

    pub(super) fn drawn(shifts: Vec<Shift>, r: usize, laws: Vec<Delay>, points: u32, unlike: bool) -> Self {
        Self { found: Found::Drawn { shifts, r, laws, unlike }, asked: None, trials: points * SHIFTS as u32 }
    }

    pub(super) fn summed(mesh: Mesh) -> Self {
        Self { trials: mesh.cells(), found: Found::Summed(mesh), asked: None }
    }

    /// What [`Self::trials`] counts, in words.
    pub fn counted(&self) -> &'static str {
        if matches!(self.found, Found::Summed(_)) { "cells of a mesh" } else { "trials" }
    }

    /// Half the interval at this time, which is kept: whoever waited for it asks next.
    pub(super) fn reached(&mut self, t_ms: f64) -> f64 {
        let fresh = self.freshness(t_ms);
        self.asked = Some((t_ms, fresh));
        fresh.half_width
    }

    /// Freshness of a read sent `t_ms` (0 or more) after the commit.
    pub fn at(&self, t_ms: f64) -> Result<Freshness> {
        checks::not_negative("the time since the write", t_ms)?;
        Ok(self.freshness(t_ms))
    }

    fn freshness(&self, t: f64) -> Freshness {
        if let Some((_, fresh)) = self.asked.filter(|x| x.0 == t) {
            return fresh;
        }
        let (shifts, r, laws, unlike) = match &self.found {
            Found::Strict => return Freshness { p_consistent: 1.0, p_stale: 0.0, half_width: 0.0 },
            Found::Summed(mesh) => {
                let (p_stale, half_width) = mesh.stale(t);
                return Freshness { p_consistent: 1.0 - p_stale, p_stale, half_width };
            }
            Found::Drawn { shifts, r, laws, unlike } => (shifts, *r, laws, *unlike),
        };
        let means: Vec<f64> = shifts.iter().map(|s| s.stale(t, r, laws)).collect();
        let k = means.len() as f64;
        let mean = means.iter().sum::<f64>() / k;
        let spread = means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (k * (k - 1.0));
        // What no trial met can still be as likely as 3 in so many: never claim less where all came out alike, and add it
        // where a replica that answers unlike the others may be first too rarely to be met.
        let unseen = 3.0 / f64::from(self.trials);
        let drawn = T_95 * spread.sqrt();
        let half_width = if unlike {
            drawn + unseen
        } else if mean == 0.0 || mean == 1.0 {
            unseen
        } else {
            drawn
        };
        Freshness { p_consistent: 1.0 - mean, p_stale: mean, half_width }
    }

    /// The least time after commit at which a read is fresh with probability `level` (0 to below 1).
    pub fn time_to(&self, level: f64) -> Result<TimeToFresh> {
        checks::level("the freshness asked for", level)?;
        let allowed = 1.0 - level;
        let find = |f: &dyn Fn(Freshness) -> f64, low: f64| earliest(|t| f(self.freshness(t)), allowed, low);
        let from_ms = find(&|x| x.p_stale - x.half_width, 0.0).unwrap_or(0.0);
        let t_ms = find(&|x| x.p_stale, from_ms).unwrap_or(f64::MAX);
        let to_ms = find(&|x| x.p_stale + x.half_width, t_ms);
        Ok(TimeToFresh { t_ms: checks::finite("the time to fresh reads", t_ms)?, from_ms, to_ms })
    }
}

/// The first time from `low` on, to about five digits, at which `value` is at most `allowed`; `None` if never.
fn earliest(value: impl Fn(f64) -> f64, allowed: f64, low: f64) -> Option<f64> {
    let (mut lo, mut at_lo) = (low, value(low));
    if at_lo <= allowed {
        return Some(low);
    }
    let mut hi = if low > 0.0 { low * 1.02 } else { 1e-3 };
    let mut at_hi = value(hi);
    while at_hi > allowed {
        (lo, at_lo) = (hi, at_hi);
        hi = if low > 0.0 { low + (hi - low) * 4.0 } else { hi * 4.0 };
        if hi > 1e12 {
            return None;
        }
        at_hi = value(hi);
    }
    let mut lo_moved = false;
    for i in 0..200 {
        if hi - lo <= 1e-5 * hi || hi <= 1e-9 {
            break;
        }
        // Tails fall by orders of magnitude: straight between their logarithms. A little to the side that did not move
        // last, so that both ends close in; every third time half, which a jump needs.
        let share = (at_lo / allowed).ln() / (at_lo / at_hi.max(f64::MIN_POSITIVE)).ln();
        let aside = if lo_moved { 4e-6 } else { -4e-6 } * hi;
        let straight = lo + (hi - lo) * share.clamp(0.0, 1.0) + aside;
        let mid = if i % 3 == 2 || !straight.is_finite() { f64::midpoint(lo, hi) } else { straight };
        let mid = mid.clamp(lo + 0.02 * (hi - lo), hi - 0.02 * (hi - lo));
        let at = value(mid);
        lo_moved = at > allowed;
        if lo_moved { (lo, at_lo) = (mid, at) } else { (hi, at_hi) = (mid, at) }
    }
    Some(hi)
}

#[cfg(test)]
mod tests {
    use super::earliest;
    use std::cell::Cell;

    #[test]
    fn a_smooth_tail_is_found_in_few_steps_and_a_jump_too() {
        let asked = Cell::new(0);
        let count = |f: &dyn Fn(f64) -> f64, t: f64| {
            asked.set(asked.get() + 1);
            f(t)
        };
        for (f, allowed, want, most) in [
            (&(|t: f64| 0.6 * (-t / 3.0).exp()) as &dyn Fn(f64) -> f64, 1e-3, 3.0 * 600_f64.ln(), 25),
            (&|t: f64| (1.0 + t).powi(-2), 1e-4, 99.0, 25),
            (&|t: f64| f64::from(u8::from(t < 7.25)), 0.5, 7.25, 60),
        ] {
            asked.set(0);
            let got = earliest(|t| count(f, t), allowed, 0.0).unwrap();
            assert!((got - want).abs() <= 2e-5 * want, "{got} for {want}");
            assert!(asked.get() <= most, "{} steps to {want}", asked.get());
        }
        assert_eq!(earliest(|_| 0.2, 0.1, 0.0), None);
        assert_eq!(earliest(|_| 0.2, 0.3, 5.0), Some(5.0));
    }
}
