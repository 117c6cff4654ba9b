//! Distributions of one message delay: what they are, their tails, and their inverse. Sampling tables are in `table`.
//!
//! All delays are in milliseconds and 0 or more. A delay is built through its checked constructors, so the engines
//! that use it meet no value they cannot handle.

use crate::analysis::{OutOfDomain, Result, checks};
use statrs::function::erf::{erfc, erfc_inv};

/// How the writes that share a link follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// At random, independently (Poisson).
    Random,
    /// Evenly spaced.
    Even,
}

/// The distribution of one message delay.
#[derive(Debug, Clone, PartialEq)]
pub struct Delay(Law);

#[derive(Debug, Clone, PartialEq)]
enum Law {
    Constant(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    Exponential {
        mean: f64,
    },
    Pareto {
        least: f64,
        alpha: f64,
    },
    LogNormal {
        mu: f64,
        sigma: f64,
    },
    /// Ascending; the quantile function is linear between neighbours. `after[i]` = its integral of the tail from `[i]`.
    Samples {
        sorted: Vec<f64>,
        after: Vec<f64>,
    },
    Shifted {
        by: f64,
        rest: Box<Delay>,
    },
    /// Weights sum to 1.
    Mixture(Vec<(f64, Delay)>),
    InOrder {
        per_ms: f64,
        pace: Pace,
        rest: Box<Delay>,
    },
}

impl Delay {
    /// Always the same delay.
    pub fn constant(ms: f64) -> Result<Self> {
        Ok(Self(Law::Constant(checks::delay("the delay", ms)?)))
    }

    /// Evenly spread from `low_ms` to `high_ms`.
    pub fn uniform(low_ms: f64, high_ms: f64) -> Result<Self> {
        checks::delay("the shortest delay", low_ms)?;
        checks::delay("the longest delay", high_ms)?;
        if low_ms > high_ms {
            return Err(OutOfDomain::new("the shortest delay", low_ms, "at most the longest delay"));
        }
        Ok(Self(Law::Uniform { low: low_ms, high: high_ms }))
    }

    /// Exponential with this mean, above 0.
    pub fn exponential(mean_ms: f64) -> Result<Self> {
        Ok(Self(Law::Exponential {
            mean: checks::positive("the mean delay", checks::delay("the mean delay", mean_ms)?)?,
        }))
    }

    /// Pareto: `P(delay > x) = (least/x)^alpha` from `least_ms` on; both above 0.
    pub fn pareto(least_ms: f64, alpha: f64) -> Result<Self> {
        let least = checks::positive("the shortest delay", checks::delay("the shortest delay", least_ms)?)?;
        Ok(Self(Law::Pareto { least, alpha: checks::positive("the tail index alpha", alpha)? }))
    }

    /// Log-normal by its median (above 0) and the standard deviation of its logarithm (above 0).
    pub fn log_normal(median_ms: f64, sigma: f64) -> Result<Self> {
        let mu = checks::positive("the median delay", checks::delay("the median delay", median_ms)?)?.ln();
        Ok(Self(Law::LogNormal { mu, sigma: checks::positive("the spread sigma", sigma)? }))
    }

    /// Measured delays, at least one, in any order; values between neighbours are taken as equally likely.
    pub fn samples(ms: &[f64]) -> Result<Self> {
        if ms.is_empty() {
            return Err(OutOfDomain::new("the list of measured delays", "empty", "at least one delay"));
        }
        for &x in ms {
            checks::delay("a measured delay", x)?;
        }
        let mut sorted = ms.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let cells = (sorted.len() - 1).max(1) as f64;
        let mut after = vec![0.0; sorted.len()];
        for i in (0..sorted.len() - 1).rev() {
            let mean_tail = ((sorted.len() - 1 - i) as f64 - 0.5) / cells;
            after[i] = after[i + 1] + (sorted[i + 1] - sorted[i]) * mean_tail;
        }
        Ok(Self(Law::Samples { sorted, after }))
    }

    /// This delay plus a fixed one.
    pub fn plus(self, ms: f64) -> Result<Self> {
        let by = checks::delay("the added delay", ms)?;
        Ok(if by == 0.0 { self } else { Self(Law::Shifted { by, rest: Box::new(self) }) })
    }

    /// One of several laws, chosen by weight. Weights are 0 or more and are scaled to sum to 1.
    pub fn mixture(parts: Vec<(f64, Self)>) -> Result<Self> {
        let mut total = 0.0;
        for (weight, _) in &parts {
            total += checks::not_negative("the weight of a delay", *weight)?;
        }
        checks::positive("the sum of the weights", total)?;
        Ok(Self(Law::Mixture(parts.into_iter().filter(|p| p.0 > 0.0).map(|(w, d)| (w / total, d)).collect())))
    }

    /// This delay on a link that delivers in order: a message waits for every earlier one still under way.
    ///
    /// `messages_per_s` (0 or more) is the rate on the link. For random gaps
    /// `P(delay <= x) = F(x) exp(-rate x integral of the tail beyond x)`; for even gaps the product of `F` over all
    /// earlier messages. Refused when the tail has no mean (Pareto, alpha at most 1): such a link never catches up.
    pub fn in_order(self, messages_per_s: f64, pace: Pace) -> Result<Self> {
        let per_ms = checks::not_negative("the rate of messages on the link", messages_per_s)? / 1000.0;
        if per_ms == 0.0 {
            return Ok(self);
        }
        if self.has_in_order() {
            return Err(OutOfDomain::new("the delay", "already in order", "the delay of one message alone"));
        }
        if !self.tail_integral(0.0).is_finite() {
            return Err(OutOfDomain::new(
                "the mean delay",
                "unbounded",
                "finite: an in-order link would never catch up",
            ));
        }
        Ok(Self(Law::InOrder { per_ms, pace, rest: Box::new(self) }))
    }

    fn has_in_order(&self) -> bool {
        match &self.0 {
            Law::InOrder { .. } => true,
            Law::Shifted { rest, .. } => rest.has_in_order(),
            Law::Mixture(parts) => parts.iter().any(|p| p.1.has_in_order()),
            _ => false,
        }
    }

    /// Probability that the delay is longer than `x` ms.
    pub fn longer_than(&self, x: f64) -> f64 {
        match &self.0 {
            Law::Constant(c) => f64::from(u8::from(x < *c)),
            Law::Uniform { low, high } if low == high => f64::from(u8::from(x < *low)),
            Law::Uniform { low, high } => ((high - x) / (high - low)).clamp(0.0, 1.0),
            Law::Exponential { mean } => (-x.max(0.0) / mean).exp(),
            Law::Pareto { least, alpha } if x > *least => (alpha * (least / x).ln()).exp(),
            Law::LogNormal { mu, sigma } if x > 0.0 => 0.5 * erfc((x.ln() - mu) / (sigma * std::f64::consts::SQRT_2)),
            Law::Pareto { .. } | Law::LogNormal { .. } => 1.0,
            Law::Samples { sorted, .. } => longer_sample(sorted, x),
            Law::Shifted { by, rest } => rest.longer_than(x - by),
            Law::Mixture(parts) => parts.iter().map(|(w, d)| w * d.longer_than(x)).sum::<f64>().min(1.0),
            Law::InOrder { per_ms, pace, rest } => in_order_longer(rest, *per_ms, *pace, x),
        }
    }

    /// The integral of the tail beyond `x`: the mean excess delay counted over all messages, ms. May be infinite.
    fn tail_integral(&self, x: f64) -> f64 {
        match &self.0 {
            Law::Constant(c) => (c - x).max(0.0),
            Law::Uniform { low, high } => {
                let from = x.clamp(*low, *high);
                let slope = if high > low { (high - from) * (high - from) / (2.0 * (high - low)) } else { 0.0 };
                (from - x).max(0.0) + slope
            }
            Law::Exponential { mean } => (-x).max(0.0) + mean * (-x.max(0.0) / mean).exp(),
            Law::Pareto { alpha, .. } if *alpha <= 1.0 => f64::INFINITY,
            Law::Pareto { least, alpha } => {
                let from = x.max(*least);
                (from - x).max(0.0) + from * (alpha * (least / from).ln()).exp() / (alpha - 1.0)
            }
            Law::LogNormal { mu, sigma } => {
                let mean = (mu + sigma * sigma / 2.0).exp();
                if x <= 0.0 {
                    return mean - x;
                }
                let z = (x.ln() - mu) / sigma;
                let tail = |z: f64| 0.5 * erfc(z / std::f64::consts::SQRT_2);
                (mean * tail(z - sigma) - x * tail(z)).max(0.0)
            }
            Law::Samples { sorted, after } => {
                let i = sorted.partition_point(|&v| v <= x);
                match i {
                    0 => sorted[0] - x + after[0],
                    _ if i == sorted.len() => 0.0,
                    _ => {
                        after[i]
                            + (sorted[i] - x)
                                * f64::midpoint(longer_sample(sorted, x), 1.0 - i as f64 / (sorted.len() - 1) as f64)
                    }
                }
            }
            Law::Shifted { by, rest } => rest.tail_integral(x - by),
            Law::Mixture(parts) => parts.iter().map(|(w, d)| w * d.tail_integral(x)).sum(),
            // Never asked: `in_order` refuses to nest.
            Law::InOrder { .. } => f64::INFINITY,
        }
    }

    /// The delay that a share `tail` of messages exceeds, ms; `tail` above 0 and at most 1 (1 = the shortest delay).
    pub fn exceeded_by(&self, tail: f64) -> f64 {
        match &self.0 {
            Law::Constant(c) => *c,
            Law::Uniform { low, high } => high - (high - low) * tail,
            Law::Exponential { mean } => -mean * tail.ln(),
            Law::Pareto { least, alpha } => least * (-tail.ln() / alpha).exp().min(f64::MAX / least.max(1.0)),
            Law::LogNormal { mu, sigma } if tail < 1.0 => {
                (mu + sigma * std::f64::consts::SQRT_2 * erfc_inv(2.0 * tail)).exp().min(f64::MAX)
            }
            Law::LogNormal { .. } => 0.0,
            Law::Samples { sorted, .. } => {
                let at = (1.0 - tail) * (sorted.len() - 1) as f64;
                let i = (at as usize).min(sorted.len() - 1);
                let next = sorted[(i + 1).min(sorted.len() - 1)];
                sorted[i] + (at - i as f64) * (next - sorted[i])
            }
            Law::Shifted { by, rest } => by + rest.exceeded_by(tail),
            // Short of 1, so that the answer is where the delays begin and not 0.
            Law::Mixture(_) | Law::InOrder { .. } => {
                solve_falling(|x| self.longer_than(x), tail.min(1.0 - 1e-12), 0.0, 1.0)
            }
        }
    }

    /// [`Self::exceeded_by`] for smaller and smaller tails, each the next of `descent`, which this delay began; laws without
    /// an inverse are solved until the tail is off by at most `within`.
    pub(super) fn exceeded_next(&self, tail: f64, descent: &mut Descent, within: f64) -> f64 {
        match &self.0 {
            Law::Mixture(_) | Law::InOrder { .. } => descent.to(|x| self.longer_than(x), tail.min(1.0 - 1e-12), within),
            Law::Shifted { by, rest } => by + rest.exceeded_next(tail, descent, within),
            _ => self.exceeded_by(tail),
        }
    }

    /// What is added to every delay, ms, and the law without it.
    pub(super) fn shifted(&self) -> (f64, &Self) {
        match &self.0 {
            Law::Shifted { by, rest } => {
                let (more, law) = rest.shifted();
                (by + more, law)
            }
            _ => (0.0, self),
        }
    }

    /// Whether no single value has a probability of its own.
    pub(super) fn continuous(&self) -> bool {
        match &self.0 {
            Law::Constant(_) => false,
            Law::Uniform { low, high } => low < high,
            Law::Samples { sorted, .. } => sorted.len() > 1 && sorted.windows(2).all(|w| w[0] < w[1]),
            Law::Shifted { rest, .. } | Law::InOrder { rest, .. } => rest.continuous(),
            Law::Mixture(parts) => parts.iter().all(|p| p.1.continuous()),
            _ => true,
        }
    }

    /// About how many nanoseconds its tail takes to work out.
    pub(super) fn cost(&self) -> f64 {
        match &self.0 {
            Law::Constant(_) | Law::Uniform { .. } => 3.0,
            Law::Exponential { .. } => 7.0,
            Law::Pareto { .. } | Law::Samples { .. } => 18.0,
            Law::LogNormal { .. } => 40.0,
            Law::Shifted { rest, .. } => 1.0 + rest.cost(),
            Law::Mixture(parts) => parts.iter().map(|p| 1.0 + p.1.cost()).sum(),
            Law::InOrder { pace: Pace::Random, rest, .. } => 20.0 + 2.0 * rest.cost(),
            // Earlier messages until they no longer matter: some tens of them, on most links.
            Law::InOrder { pace: Pace::Even, rest, .. } => 50.0 * (10.0 + rest.cost()),
        }
    }

    /// Whether the inverse is smooth enough to interpolate without looking: no kink, no end that is nearly upright.
    pub(super) fn smooth(&self) -> bool {
        match &self.0 {
            Law::Samples { .. } | Law::Mixture(_) | Law::InOrder { .. } => false,
            Law::Pareto { alpha, .. } => *alpha > 0.2,
            Law::LogNormal { sigma, .. } => *sigma < 4.0,
            Law::Shifted { rest, .. } => rest.smooth(),
            _ => true,
        }
    }
}

/// The tail of measured delays at `x`.
fn longer_sample(sorted: &[f64], x: f64) -> f64 {
    let i = sorted.partition_point(|&v| v <= x);
    if i == 0 {
        return 1.0;
    }
    if i == sorted.len() {
        return 0.0;
    }
    let below = (i - 1) as f64 + (x - sorted[i - 1]) / (sorted[i] - sorted[i - 1]);
    1.0 - below / (sorted.len() - 1) as f64
}

/// The tail of an in-order delivery at `x`.
fn in_order_longer(rest: &Delay, per_ms: f64, pace: Pace, x: f64) -> f64 {
    // Sums of log F; earlier messages far enough back count by the integral.
    const FAR: u32 = 1000;
    let own = (-rest.longer_than(x)).ln_1p();
    let earlier = match pace {
        Pace::Random => -per_ms * rest.tail_integral(x),
        Pace::Even => {
            let gap = 1.0 / per_ms;
            let (mut sum, mut last) = (0.0, 1.0);
            for j in 1..=FAR {
                let tail = rest.longer_than(x + f64::from(j) * gap);
                sum += (-tail).ln_1p();
                if sum < -60.0 {
                    break;
                }
                // From where the tail hardly falls from message to message, or has fallen, all that are left at once:
                // many that are each unlikely to be in the way are not unlikely together.
                let flat = tail < 1e-4 && last - tail < 0.03 * tail;
                if flat || tail < 1e-12 || j == FAR {
                    sum -= per_ms * rest.tail_integral(x + (f64::from(j) + 0.5) * gap);
                    break;
                }
                last = tail;
            }
            sum
        }
    };
    -(own + earlier).exp_m1()
}

/// The smallest `x >= low` where the falling function `f` is at most `level`, to about nine digits.
pub(super) fn solve_falling(f: impl Fn(f64) -> f64, level: f64, low: f64, step: f64) -> f64 {
    Descent { x: low, at: f(low), step, slope: 0.0 }.to(f, level, 0.0)
}

/// Lower and lower levels of a falling function, each looked for from where the last one was found.
pub(super) struct Descent {
    x: f64,
    at: f64,
    /// A guess at how far to look, and how steep it was: what the function lost by its last step.
    step: f64,
    slope: f64,
}

impl Descent {
    /// From 0 on, where everything is longer.
    pub(super) fn new() -> Self {
        Self { x: 0.0, at: 1.0, step: 1.0, slope: 0.0 }
    }

    /// The smallest x from here on where `f` is at most `level`, to about nine digits or until `f` is off by at most `within`.
    pub(super) fn to(&mut self, f: impl Fn(f64) -> f64, level: f64, within: f64) -> f64 {
        let (mut lo, mut at_lo) = (self.x, self.at);
        if at_lo <= level + within {
            return lo;
        }
        // A little beyond where it should be, so that it lies between.
        let straight = 1.01 * (at_lo - level) / self.slope;
        let mut step = if straight > 0.0 && straight.is_finite() { straight } else { self.step.max(1e-9) };
        step = step.max(lo * 1e-9);
        let mut hi = lo + step;
        let mut at_hi = f(hi);
        while at_hi > level && hi < 1e300 {
            (lo, at_lo) = (hi, at_hi);
            step *= 2.0;
            hi = lo + step;
            at_hi = f(hi);
        }
        for i in 0..200 {
            if hi - lo <= 1e-10 * hi || level - at_hi <= within {
                break;
            }
            // A secant for smooth stretches; halving often enough that a jump costs no more than bisection twice over.
            let guess = lo + (hi - lo) * ((at_lo - level) / (at_lo - at_hi)).clamp(0.01, 0.99);
            let mid = if i % 3 == 2 { f64::midpoint(lo, hi) } else { guess };
            if mid <= lo || mid >= hi {
                break;
            }
            let at = f(mid);
            if at > level + within { (lo, at_lo) = (mid, at) } else { (hi, at_hi) = (mid, at) }
        }
        let moved = hi - self.x;
        *self = Self { x: hi, at: at_hi, step: moved, slope: (self.at - at_hi) / moved };
        hi
    }
}

#[cfg(test)]
#[path = "delay_tests.rs"]
mod tests;
