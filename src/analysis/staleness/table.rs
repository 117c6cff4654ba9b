//! Inverse-distribution tables: one uniform 32-bit number to one delay, without logarithms or powers.
//! Only sampling lives here; the laws are in `delay`.
//!
//! One row of nodes from the shortest delay to the longest with straight lines between: 4,096 equal cells of
//! probability, but the first and the last 64 of them by octaves instead, 64 cells each, so that what is unusually fast
//! or slow is placed as well, relative to how rare it is, as the middle. Where a line would misplace probability (a gap
//! between two laws, a kink) and beyond the last octave the law itself is inverted: no draw is cut off or smeared.

use super::delay::{Delay, Descent};
use super::forward::Forward;
use std::sync::Arc;

/// Tails beyond this, ms, count as this: sums of a few stay numbers.
const LONGEST: f64 = 1e300;

/// Draws are 32-bit numbers; a cell of the middle holds two to the power of this many.
const CELL_BITS: u32 = 20;

/// Cells of an octave, as a power of two; as many cells of the middle are taken by the octaves at either end.
const OCTAVE_BITS: u32 = 6;
const IN_OCTAVE: usize = 1 << OCTAVE_BITS;

/// The octaves at either end begin and stop at these powers of two; below, cells would be single draws.
const FIRST_OCTAVE: u32 = OCTAVE_BITS;
const LAST_OCTAVE: u32 = CELL_BITS + OCTAVE_BITS - 1;

/// Cells at either end, in the middle, and in all.
const AT_END: usize = (LAST_OCTAVE - FIRST_OCTAVE + 1) as usize * IN_OCTAVE;
const MIDDLE: usize = (1 << (32 - CELL_BITS)) - 2 * IN_OCTAVE;
const CELLS: usize = MIDDLE + 2 * AT_END;

/// All draws there are.
const ALL: f64 = 4_294_967_296.0;

/// A line may misplace at most this share of the probability of its cell.
const MISPLACED: f64 = 0.02;

/// A node may be off by this share of the probability of its cell.
const SOLVED: f64 = 1e-4;

/// A table for one delay.
#[derive(Debug)]
pub struct Table {
    /// Ascending; the sign bit marks a cell (from its lower node) as exact.
    nodes: Box<[f64; CELLS + 1]>,
    delay: Delay,
}

/// The least draw of a cell, or of what follows the last one, as a share of all: from the end that is closer, and
/// whether that is the far end.
fn edge(k: usize) -> (f64, bool) {
    let near = |k: usize| {
        let octave = FIRST_OCTAVE + (k / IN_OCTAVE) as u32;
        ((IN_OCTAVE + k % IN_OCTAVE) as f64) * f64::from(1_u32 << (octave - OCTAVE_BITS)) / ALL
    };
    if k < AT_END {
        (near(k), false)
    } else if k <= AT_END + MIDDLE {
        ((k - AT_END + IN_OCTAVE) as f64 * f64::from(1_u32 << CELL_BITS) / ALL, false)
    } else {
        (near(CELLS - k), true)
    }
}

/// The tail at an edge.
fn tail(k: usize) -> f64 {
    let (share, far) = edge(k);
    if far { share } else { 1.0 - share }
}

impl Table {
    #[allow(
        clippy::large_stack_arrays,
        reason = "52 kB once a table; a fixed length spares each draw its bounds check"
    )]
    fn new(delay: &Delay) -> Self {
        let mut nodes = Box::new([0.0; CELLS + 1]);
        let mut descent = Descent::new();
        for (k, node) in nodes.iter_mut().enumerate() {
            // Far less than a cell holds.
            let within = SOLVED * (tail(k.saturating_sub(1)) - tail(k));
            *node = delay.exceeded_next(tail(k), &mut descent, within).min(LONGEST);
        }
        let mut table = Self { nodes, delay: delay.clone() };
        if !delay.smooth() {
            table.mark_bent_cells();
        }
        table
    }

    /// Marks cells where the straight line puts probability in the wrong place.
    fn mark_bent_cells(&mut self) {
        for k in 0..CELLS {
            let (a, b) = (self.nodes[k].abs(), self.nodes[k + 1].abs());
            let (from, to) = (tail(k), tail(k + 1));
            let off = |share: f64| {
                let want = from + share * (to - from);
                (self.delay.longer_than(a + share * (b - a)) - want).abs() > MISPLACED * (from - to)
            };
            if b > a && (off(0.25) || off(0.75)) {
                self.nodes[k] = -a;
            }
        }
    }

    /// The delay, ms, for a uniform 32-bit number.
    #[inline]
    pub fn draw(&self, u: u32) -> f64 {
        let cell = (u >> CELL_BITS) as usize;
        if cell.wrapping_sub(IN_OCTAVE) >= MIDDLE {
            return self.at_an_end(u);
        }
        let share = (f64::from(u & ((1 << CELL_BITS) - 1)) + 0.5) * (1.0 / f64::from(1_u32 << CELL_BITS));
        self.within(AT_END - IN_OCTAVE + cell, share, u)
    }

    #[inline]
    fn at_an_end(&self, u: u32) -> f64 {
        let near = u.min(!u);
        if near < 1 << FIRST_OCTAVE {
            return self.exact(u);
        }
        let octave = near.ilog2();
        let bits = octave - OCTAVE_BITS;
        let cell = (octave - FIRST_OCTAVE) as usize * IN_OCTAVE + (near >> bits) as usize - IN_OCTAVE;
        let share = (f64::from(near & ((1 << bits) - 1)) + 0.5) / f64::from(1_u32 << bits);
        if near == u { self.within(cell, share, u) } else { self.within(CELLS - 1 - cell, 1.0 - share, u) }
    }

    #[inline]
    fn within(&self, cell: usize, share: f64, u: u32) -> f64 {
        let a = self.nodes[cell];
        if a.is_sign_negative() { self.exact(u) } else { a + share * (self.nodes[cell + 1].abs() - a) }
    }

    #[cold]
    fn exact(&self, u: u32) -> f64 {
        self.delay.exceeded_by((f64::from(!u) + 0.5) / ALL).min(LONGEST)
    }
}

/// Tables already built: a changed delay costs one table, not all.
#[derive(Debug, Default)]
pub struct Tables {
    held: Vec<Arc<Table>>,
    forward: Vec<Arc<Forward>>,
}

impl Tables {
    const MOST: usize = 64;

    /// The table of a delay, built now unless it is held.
    pub fn get(&mut self, delay: &Delay) -> Arc<Table> {
        if let Some(table) = self.held.iter().find(|t| t.delay == *delay) {
            return Arc::clone(table);
        }
        let table = Arc::new(Table::new(delay));
        if self.held.len() == Self::MOST {
            self.held.remove(0);
        }
        self.held.push(Arc::clone(&table));
        table
    }

    /// The table of the tail of a delay, likewise.
    pub(super) fn forward(&mut self, delay: &Delay) -> Arc<Forward> {
        if let Some(table) = self.forward.iter().find(|t| t.delay == *delay) {
            return Arc::clone(table);
        }
        let table = Arc::new(Forward::new(delay));
        if self.forward.len() == Self::MOST {
            self.forward.remove(0);
        }
        self.forward.push(Arc::clone(&table));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of as many draws as are given, evenly over all or closer and closer to either end, the one whose delay is furthest
    /// from what it stands for: the tail there against the tail it should have.
    fn misplaced(delay: &Delay) -> (f64, f64) {
        let table = Table::new(delay);
        let even = (0..1_u32 << 16).map(|i| (i << 16) + 26_113);
        let ends = (0..640).map(|k| (f64::from(k) / -20.0).exp2() * f64::from(u32::MAX)).map(|u| u as u32);
        let off = |u: u32| {
            let want = (f64::from(!u) + 0.5) / ALL;
            let off = (delay.longer_than(table.draw(u)) - want).abs();
            (off, off / want.min(1.0 - want))
        };
        let worst = |(a, b): (f64, f64), u: u32| (a.max(off(u).0), b.max(off(u).1));
        even.chain(ends.clone()).chain(ends.map(|u| !u)).fold((0.0, 0.0), worst)
    }

    #[test]
    fn no_draw_is_misplaced_at_either_end_or_in_the_middle() {
        use crate::analysis::staleness::{Pace, Profile};
        let fits = Profile::ALL.map(|p| p.replica().unwrap().write);
        let queued = |pace| fits[0].clone().in_order(30.0, pace).unwrap();
        let gap = (0.0003, Delay::uniform(50.0, 60.0).unwrap());
        let laws = [
            Delay::exponential(3.0).unwrap(),
            Delay::uniform(2.0, 3.0).unwrap(),
            Delay::pareto(1.0, 0.4).unwrap(),
            Delay::pareto(1.0, 0.05).unwrap(),
            Delay::log_normal(1.0, 0.05).unwrap(),
            Delay::log_normal(1.0, 0.7).unwrap(),
            Delay::log_normal(1.0, 30.0).unwrap(),
            Delay::mixture(vec![(0.9997, Delay::exponential(1.0).unwrap()), gap]).unwrap(),
            queued(Pace::Random),
            queued(Pace::Even),
        ];
        for law in fits.iter().cloned().chain(laws) {
            let (most, relative) = misplaced(&law);
            // A twentieth of a cell.
            assert!(most < 1.2e-5, "a draw of {law:?} is off by {most:e}");
            assert!(relative < 2e-3, "a rare draw of {law:?} is off by {relative} of its rarity");
        }
    }

    /// The share of evenly spaced draws above x must be the tail at x.
    fn follows(delay: &Delay, points: &[f64], slack: f64) {
        let table = Table::new(delay);
        let n = 1_u32 << 17;
        let draws: Vec<f64> = (0..n).map(|i| table.draw((i << 15) + (1 << 14))).collect();
        for &x in points {
            let share = draws.iter().filter(|&&d| d > x).count() as f64 / f64::from(n);
            let want = delay.longer_than(x);
            assert!((share - want).abs() <= slack, "{delay:?} at {x}: {share} for {want}");
        }
    }

    #[test]
    fn draws_follow_the_law_also_across_a_gap() {
        let gap = Delay::mixture(vec![
            (0.7003, Delay::constant(1.0).unwrap()),
            (0.2997, Delay::uniform(50.0, 60.0).unwrap()),
        ])
        .unwrap();
        follows(&gap, &[0.5, 1.001, 2.0, 30.0, 49.0, 55.0, 60.001], 1e-5);
        follows(&Delay::exponential(3.0).unwrap(), &[0.001, 1.0, 10.0, 25.0], 1e-5);
        follows(&Delay::pareto(1.0, 1.1).unwrap(), &[0.9, 1.5, 50.0, 3000.0], 1e-5);
        follows(&Delay::samples(&[1.0, 1.0, 1.0, 9.0, 9.5]).unwrap(), &[0.5, 1.0, 5.0, 9.2, 9.5], 1e-5);
    }

    #[test]
    fn the_tail_is_not_cut_off() {
        let table = Table::new(&Delay::exponential(1.0).unwrap());
        let last = table.draw(u32::MAX);
        assert!((last - 33.0 * std::f64::consts::LN_2).abs() < 1e-9, "{last}");
        assert!(table.draw(0) < 1e-6);
    }

    #[test]
    fn an_unchanged_delay_is_not_built_again() {
        let mut tables = Tables::default();
        let first = tables.get(&Delay::exponential(1.0).unwrap());
        tables.get(&Delay::exponential(2.0).unwrap());
        assert!(Arc::ptr_eq(&first, &tables.get(&Delay::exponential(1.0).unwrap())));
    }
}
