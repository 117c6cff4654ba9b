//! Where a mesh needs its points: a short run of the model shows when reads are answered and writes committed.
//!
//! Points stand by share of what the run saw, closer together at both ends, with a few spread evenly over the orders of
//! magnitude between and beyond, so that no gap and no tail is one wide step.

use super::Plan;
use crate::analysis::staleness::delay::Delay;
use crate::analysis::staleness::lattice::{Lattice, SHIFTS};
use crate::analysis::staleness::table::{Table, Tables};
use crate::analysis::staleness::wars::{Replica, smallest_first};
use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;
use std::sync::Arc;

/// Trials of the run.
const TRIALS: u32 = 1021;

/// How often a delay counts that decided something, beside once for being drawn.
const DECISIVE: usize = 2;

/// Half a window of [`Smooth`], as a share of all times, and of what is left towards the nearer end.
const WINDOW: f64 = 0.05;
const TOWARDS_END: f64 = 0.6;

/// A time that is not reached, ms.
const NEVER: f64 = 1e300;

/// Where things happen in a model.
pub(in super::super) struct Places {
    /// Times of commits and of the last answers that count, ascending.
    pub(super) commits: Vec<f64>,
    pub(super) answers: Vec<f64>,
    /// The read on its way there, of each sort.
    pub(super) reads: Vec<Spread>,
    /// Of each kind.
    pub(super) legs: Vec<Leg>,
}

/// The leg of a write that is spread over nodes, the narrower one; the other keeps its law.
pub(super) struct Leg {
    pub(super) spread: Spread,
    /// The acknowledgement, not the write.
    pub(super) is_ack: bool,
}

/// A delay to be spread over nodes: its table, and shares of it, ascending, as often as they matter.
pub(super) struct Spread {
    table: Arc<Table>,
    shares: Vec<f64>,
}

impl Places {
    /// Looks about `t_ms` after the commit.
    pub(super) fn find(plan: &Plan<'_>, t_ms: f64, tables: &mut Tables, seed: u64) -> Self {
        let (n, r, w) = (plan.kind_of.len(), plan.model.r, plan.model.w);
        let mut of = |x: &Replica| [&x.write, &x.ack, &x.read, &x.response].map(|d| tables.get(d));
        let laws: Vec<[Arc<Table>; 4]> = plan.kinds.iter().map(|x| of(x)).collect();
        let is_ack: Vec<bool> = plan.kinds.iter().map(|x| width(&x.ack) < width(&x.write)).collect();
        let (mut commits, mut answers) = (Vec::new(), Vec::new());
        let mut reads = vec![Vec::new(); plan.sorts.len()];
        let mut legs = vec![Vec::new(); laws.len()];
        let (mut back, mut acks) = (Vec::with_capacity(n), Vec::with_capacity(n));
        let mut turn = 0;
        Lattice::at_least(TRIALS).walk(seed, SHIFTS, 4 * n, |point| {
            back.clear();
            acks.clear();
            let draws = |i: usize| (&laws[plan.kind_of[i]], &point[4 * i..4 * i + 4]);
            let acked = |i: usize| {
                let (law, u) = draws(i);
                law[0].draw(u[0]) + law[1].draw(u[1])
            };
            let mut count = |i: usize, times: usize, read: bool| {
                let kind = plan.kind_of[i];
                let u = draws(i).1;
                if read {
                    reads[plan.sort_of[kind]].extend(std::iter::repeat_n(share(u[2]), times));
                } else {
                    legs[kind].extend(std::iter::repeat_n(share(u[usize::from(is_ack[kind])]), times));
                }
            };
            for i in 0..n {
                let (law, u) = draws(i);
                back.push((law[2].draw(u[2]) + law[3].draw(u[3]), i));
                count(i, 1, true);
                count(i, 1, false);
            }
            let (answered, _) = back[turn];
            smallest_first(&mut back, r, |x| x.0);
            answers.extend([back[r - 1].0, answered]);
            back[..r].iter().for_each(|x| count(x.1, DECISIVE, true));
            acks.extend(back[r..].iter().map(|x| (acked(x.1), x.1)));
            smallest_first(&mut acks, w, |x| x.0);
            acks[..w].iter().for_each(|x| count(x.1, DECISIVE, false));
            // A commit matters where it happens, and where it makes fresh what was stale.
            let (law, u) = draws(turn);
            let end = law[0].draw(u[0]) - law[2].draw(u[2]) - t_ms;
            commits.extend([acks[w - 1].0, acked(turn)]);
            commits.extend((end > 0.0).then_some(end));
            turn = (turn + 1) % n;
            true
        });
        for times in [&mut commits, &mut answers] {
            over_magnitudes(times);
        }
        let reads = plan.sorts.iter().zip(reads).map(|(x, shares)| Spread::new(tables.get(&x.read), shares)).collect();
        let leg = |((x, shares), is_ack): ((&&Replica, Vec<f64>), bool)| {
            let table = tables.get(if is_ack { &x.ack } else { &x.write });
            Leg { spread: Spread::new(table, shares), is_ack }
        };
        let legs = plan.kinds.iter().zip(legs).zip(is_ack).map(leg).collect();
        Self { commits, answers, reads, legs }
    }
}

/// How far most of a delay is spread; nothing where single values have probabilities of their own: such a leg is spread.
fn width(delay: &Delay) -> f64 {
    if delay.continuous() { delay.exceeded_by(0.1) - delay.exceeded_by(0.9) } else { -1.0 }
}

/// A 32-bit uniform number as a share.
fn share(u: u32) -> f64 {
    (f64::from(u) + 0.5) / 4_294_967_296.0
}

/// Adds a sixth more times, evenly over the orders of magnitude from the earliest to beyond the latest, and sorts.
fn over_magnitudes(times: &mut Vec<f64>) {
    let (low, high) = times.iter().fold((f64::MAX, 0.0_f64), |(low, high), x| (low.min(*x), high.max(*x)));
    let (low, high) = (0.7 * low.max(1e-6), (6.0 * high).clamp(1e-5, NEVER));
    let extra = times.len() / 6;
    times.extend((0..extra).map(|i| low * (high / low).powf(i as f64 / (extra - 1) as f64)));
    times.sort_unstable_by(f64::total_cmp);
}

/// Point `k` of `count` shares, closer together at both ends; `phase` in 0..1 moves all of them.
fn towards_ends(k: usize, phase: f64, count: usize) -> f64 {
    let v = (k as f64 + phase) / count as f64;
    v * v * (3.0 - 2.0 * v)
}

/// The value below which a share of the sorted ones lies.
fn below(sorted: &[f64], share: f64) -> f64 {
    let at = (share * sorted.len() as f64 - 0.5).clamp(0.0, (sorted.len() - 1) as f64);
    let i = (at as usize).min(sorted.len() - 2);
    sorted[i] + (at - i as f64) * (sorted[i + 1] - sorted[i])
}

/// `steps + 1` times, ascending: before anything happens, `steps - 1` by share, and never.
pub(super) fn ladder(sorted: &[f64], steps: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let phase = share(rng.next_u32());
    let smooth = Smooth::new(sorted);
    let inner = (0..steps - 1).map(|k| smooth.below(towards_ends(k, phase, steps - 1)));
    std::iter::once(-1e-9).chain(inner).chain([NEVER]).collect()
}

/// Sorted times as a smooth function of their share: geometric means over a window about it, narrower towards the ends.
/// Steps that are uneven by chance would leave an error that extrapolation cannot take out.
struct Smooth {
    /// Sums of logarithms of all times before each.
    sums: Vec<f64>,
}

impl Smooth {
    fn new(sorted: &[f64]) -> Self {
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        sums.extend(sorted.iter().map(|x| {
            sum += x.max(1e-9).ln();
            sum
        }));
        Self { sums }
    }

    fn below(&self, share: f64) -> f64 {
        let count = (self.sums.len() - 1) as f64;
        let half = WINDOW.min(TOWARDS_END * share.min(1.0 - share)).max(0.5 / count);
        let sum = |share: f64| {
            let at = share * count;
            let i = (at as usize).min(self.sums.len() - 2);
            self.sums[i] + (at - i as f64) * (self.sums[i + 1] - self.sums[i])
        };
        let (from, to) = ((share - half).max(0.0), (share + half).min(1.0));
        ((sum(to) - sum(from)) / ((to - from) * count)).exp()
    }
}

impl Spread {
    fn new(table: Arc<Table>, mut shares: Vec<f64>) -> Self {
        shares.sort_unstable_by(f64::total_cmp);
        Self { table, shares }
    }

    /// About `count` delays with weights that sum to 1: two in each cell, mirrored about its middle.
    pub(super) fn nodes(&self, count: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<(f64, f64)> {
        let cells = count / 2;
        let phase = share(rng.next_u32());
        let mut out = Vec::with_capacity(count);
        let mut from = 0.0;
        for k in 0..cells {
            let to =
                if k + 1 == cells { 1.0 } else { below(&self.shares, towards_ends(k, phase, cells - 1)).max(from) };
            let u = share(rng.next_u32());
            if to > from {
                for at in [u, 1.0 - u] {
                    let share = from + at * (to - from);
                    out.push((self.table.draw((share * 4_294_967_296.0) as u32), (to - from) / 2.0));
                }
            }
            from = to;
        }
        out
    }
}
