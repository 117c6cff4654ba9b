//! Inverse-distribution tables: one uniform 32-bit number to one delay, without logarithms or powers.
//! Only sampling lives here; the laws are in `delay`.
//!
//! 4,096 equal cells of probability with straight lines between, the top cell split again into 4,096. Where a line
//! would misplace probability (a gap between two laws, the last 2^-24 of a tail) the cell is marked and the law
//! itself is inverted, so no draw is cut off or smeared.

use super::delay::Delay;
use std::sync::Arc;

const CELLS: usize = 4096;
/// Tails beyond this, ms, count as this: sums of a few stay numbers.
const LONGEST: f64 = 1e300;
const NODES: usize = 2 * (CELLS + 1);

/// A table for one delay.
#[derive(Debug)]
pub struct Table {
    /// Node k of the first level, then of the second; the sign bit marks a cell (from its lower node) as exact.
    nodes: Box<[f64; NODES]>,
    delay: Delay,
}

impl Table {
    #[allow(
        clippy::large_stack_arrays,
        reason = "64 kB once a table; a fixed length spares each draw its bounds check"
    )]
    fn new(delay: &Delay) -> Self {
        let cell = 1.0 / CELLS as f64;
        let mut nodes = Box::new([0.0; NODES]);
        let (mut low, mut step) = (0.0, 1.0);
        for (start, from, width) in [(0, 1.0, cell), (CELLS + 1, cell, cell * cell)] {
            for k in 0..=CELLS {
                // The end of the tail is never read: its cell is exact.
                let tail = (from - k as f64 * width).max(cell * cell / 2.0);
                let x = delay.exceeded_from(tail, low, step).min(LONGEST);
                step = (x - low).max(x * 1e-6);
                low = x;
                nodes[start + k] = x;
            }
        }
        let mut table = Self { nodes, delay: delay.clone() };
        table.mark(2 * CELLS);
        if !delay.smooth() {
            table.mark_bent_cells();
        }
        table
    }

    fn mark(&mut self, node: usize) {
        self.nodes[node] = -self.nodes[node].abs();
    }

    /// Marks cells where the straight line puts probability in the wrong place.
    fn mark_bent_cells(&mut self) {
        let cell = 1.0 / CELLS as f64;
        for (start, from, width) in [(0, 1.0, cell), (CELLS + 1, cell, cell * cell)] {
            for k in 0..CELLS {
                let (a, b) = (self.nodes[start + k].abs(), self.nodes[start + k + 1].abs());
                let off = |share: f64| {
                    let want = from - (k as f64 + share) * width;
                    (self.delay.longer_than(a + share * (b - a)) - want).abs() > 0.2 * width
                };
                if b > a && (off(0.25) || off(0.75)) {
                    self.mark(start + k);
                }
            }
        }
    }

    /// The delay, ms, for a uniform 32-bit number.
    #[inline]
    pub fn draw(&self, u: u32) -> f64 {
        let (cell, within) = ((u >> 20) as usize, u & 0xF_FFFF);
        let (node, share) = if cell == CELLS - 1 {
            (CELLS + 1 + (within >> 8) as usize, (f64::from(within & 0xFF) + 0.5) * (1.0 / 256.0))
        } else {
            (cell, (f64::from(within) + 0.5) * (1.0 / 1_048_576.0))
        };
        let a = self.nodes[node];
        if a.is_sign_negative() { self.exact(u) } else { a + share * (self.nodes[node + 1].abs() - a) }
    }

    #[cold]
    fn exact(&self, u: u32) -> f64 {
        self.delay.exceeded_by((f64::from(!u) + 0.5) / 4_294_967_296.0).min(LONGEST)
    }
}

/// Tables already built: a changed delay costs one table, not all.
#[derive(Debug, Default)]
pub struct Tables {
    held: Vec<Arc<Table>>,
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
        follows(&gap, &[0.5, 1.001, 2.0, 30.0, 49.0, 55.0, 60.001], 2e-5);
        follows(&Delay::exponential(3.0).unwrap(), &[0.001, 1.0, 10.0, 25.0], 2e-5);
        follows(&Delay::pareto(1.0, 1.1).unwrap(), &[0.9, 1.5, 50.0, 3000.0], 2e-5);
        follows(&Delay::samples(&[1.0, 1.0, 1.0, 9.0, 9.5]).unwrap(), &[0.5, 1.0, 5.0, 9.2, 9.5], 2e-5);
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
