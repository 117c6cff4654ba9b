//! Tails in a few nanoseconds: a delay's probability of being longer, tabulated by the leading bits of the time.
//!
//! Each octave of time has 128 cells with a parabola in each. Cells where that would be off (a kink, a jump, a law much
//! narrower than its own length) and what is shorter than nearly all ask the law itself.

use super::delay::Delay;

/// Bits of a time below those that number its cell: 7 of the 52 of a mantissa are kept.
const BELOW: u32 = 45;
const WITHIN: u64 = (1 << BELOW) - 1;

/// Cells of a table, at most: 48 octaves.
const MOST_CELLS: u64 = 48 << (52 - BELOW);

/// A table begins where all but this share are longer, and ends where no more than that are: there nothing is left.
const SHORTEST: f64 = 1e-7;
const LONGEST: f64 = 1e-13;

/// What is surely longer than a time: no law has more than this below what its inverse calls its shortest.
const NONE: f64 = 1e-11;

/// A parabola may be off by this, and by this share of the tail or of its complement.
const OFF: f64 = 1e-6;
const OFF_OF: f64 = 1e-4;

/// A table of one delay.
#[derive(Debug)]
pub(super) struct Forward {
    pub(super) delay: Delay,
    /// Added to every delay of the law that is tabulated, ms.
    by: f64,
    /// Every delay of that law is longer than this, ms.
    least: f64,
    /// The number of the first cell.
    first: u64,
    /// The tail at the start of each cell, and what it gains by the share of the cell and by its square; no number where
    /// that would be off.
    cells: Vec<[f64; 3]>,
}

impl Forward {
    pub(super) fn new(delay: &Delay) -> Self {
        let (by, law) = delay.shifted();
        let high = law.exceeded_by(LONGEST).clamp(f64::MIN_POSITIVE, 1e300);
        let low = law.exceeded_by(1.0 - SHORTEST).clamp(f64::MIN_POSITIVE, high);
        let shortest = law.exceeded_by(1.0);
        let least = if law.longer_than(shortest * (1.0 - 1e-9)) >= 1.0 - NONE { shortest * (1.0 - 1e-9) } else { 0.0 };
        let last = high.to_bits() >> BELOW;
        let first = (low.to_bits() >> BELOW).max(last.saturating_sub(MOST_CELLS));
        let mut start = law.longer_than(f64::from_bits(first << BELOW));
        let mut cell = |number: u64| {
            let (from, to) = (f64::from_bits(number << BELOW), f64::from_bits((number + 1) << BELOW));
            let tail = |share: f64| law.longer_than(from + share * (to - from));
            let (a, middle, end) = (start, tail(0.5), tail(1.0));
            start = end;
            let square = 2.0 * (a - 2.0 * middle + end);
            let by_share = end - a - square;
            let off = |share: f64| {
                let want = tail(share);
                let got = a + share * (by_share + share * square);
                (got - want).abs() > OFF.min(OFF_OF * want.min(1.0 - want))
            };
            if off(0.25) || off(0.75) { [f64::NAN; 3] } else { [a, by_share, square] }
        };
        let cells = (first..=last).map(&mut cell).collect();
        Self { delay: delay.clone(), by, least, first, cells }
    }

    /// Probability that the delay is longer than `x` ms.
    #[inline]
    pub(super) fn longer_than(&self, x: f64) -> f64 {
        // Plus 0, so that no time is a negative 0.
        let past = x - self.by + 0.0;
        if past < self.least {
            return 1.0;
        }
        let bits = past.to_bits();
        let number = bits >> BELOW;
        if number < self.first {
            return self.exact(x);
        }
        let Some([from, by_share, square]) = self.cells.get((number - self.first) as usize) else { return 0.0 };
        // The bits within the cell as a number from 1 to 2.
        let share = f64::from_bits((bits & WITHIN) << (52 - BELOW) | 1.0_f64.to_bits()) - 1.0;
        let tail = from + share * (by_share + share * square);
        if tail.is_nan() { self.exact(x) } else { tail }
    }

    #[cold]
    fn exact(&self, x: f64) -> f64 {
        self.delay.longer_than(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::staleness::{Pace, Profile};

    #[test]
    fn a_table_says_what_its_law_says_from_the_fastest_to_the_slowest() {
        let disk = Profile::LnkdDisk.replica().unwrap().write;
        let laws = [
            Delay::constant(0.0).unwrap(),
            Delay::constant(5.0).unwrap(),
            Delay::uniform(9.0, 9.5).unwrap(),
            Delay::exponential(3.0).unwrap(),
            Delay::pareto(1.0, 0.3).unwrap(),
            Delay::log_normal(1.0, 0.03).unwrap(),
            Delay::log_normal(40.0, 2.0).unwrap().plus(7.0).unwrap(),
            Delay::log_normal(1e15, 1e4).unwrap(),
            Delay::samples(&[0.0, 1.0, 1.0, 4.0, 4.5, 80.0]).unwrap(),
            Delay::mixture(vec![(0.7, Delay::constant(1.0).unwrap()), (0.3, Delay::uniform(50.0, 51.0).unwrap())])
                .unwrap(),
            disk.clone().in_order(40.0, Pace::Random).unwrap(),
            disk,
        ];
        for law in laws {
            let table = Forward::new(&law);
            // Closer than cells, from far below a microsecond to years, and about where these laws begin and end.
            let spread = (0..30_000).map(|k| 1e-9 * (f64::from(k) * 2e-3).exp());
            let near =
                (0..400).flat_map(|k| [0.0, 1.0, 4.0, 5.0, 7.0, 9.0, 50.0].map(|x| x + f64::from(k - 200) * 1e-5));
            for x in spread.chain(near).chain([-1.0, 0.0, 1e300]) {
                let (got, want) = (table.longer_than(x), law.longer_than(x));
                let off = (got - want).abs();
                let most = 2.0 * OFF.min(OFF_OF * want.min(1.0 - want)) + 2e-11;
                assert!(off <= most, "{law:?} at {x}: {got:e} for {want:e}");
            }
        }
    }
}
