//! Evenly spread random points: Korobov lattices, each shifted at random. Knows no quorums.
//!
//! Every point is uniform, so a mean over one shifted lattice is unbiased; the means of independent shifts give the
//! error. Generators: the least P2 discrepancy (product weights, 12 dimensions) of a random search over candidates.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Random shifts per estimate: enough for the t interval, few enough for long lattices.
pub const SHIFTS: usize = 12;

/// Two-sided 95 % quantile of Student's t with 11 degrees of freedom.
pub const T_95: f64 = 2.201;

/// Prime lengths and their generators.
const LADDER: [(u32, u32); 8] =
    [(251, 24), (1021, 231), (2039, 913), (4093, 3627), (8191, 7833), (16_381, 8897), (32_749, 3003), (65_521, 36_060)];

/// A lattice length and its generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lattice {
    /// Points in one shift.
    pub points: u32,
    generator: u32,
}

impl Lattice {
    /// The shortest lattice with at least this many points, or the longest there is.
    pub fn at_least(points: u32) -> Self {
        let (points, generator) = LADDER.into_iter().find(|l| l.0 >= points).unwrap_or(LADDER[LADDER.len() - 1]);
        Self { points, generator }
    }

    /// Calls `visit` with each point of shift number `shift`; stops early when it answers false.
    ///
    /// Coordinates are uniform 32-bit numbers. The same seed and shift always give the same points.
    pub fn walk(self, seed: u64, shift: usize, dimensions: usize, mut visit: impl FnMut(&[u32]) -> bool) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed ^ (shift as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (mut at, mut step) = (Vec::with_capacity(dimensions), Vec::with_capacity(dimensions));
        let mut power = 1_u64;
        for _ in 0..dimensions {
            at.push(rng.next_u64());
            step.push(((u128::from(power) << 64) / u128::from(self.points)) as u64);
            power = power * u64::from(self.generator) % u64::from(self.points);
        }
        let mut point = vec![0_u32; dimensions];
        for _ in 0..self.points {
            for ((p, a), s) in point.iter_mut().zip(&mut at).zip(&step) {
                *p = (*a >> 32) as u32;
                *a = a.wrapping_add(*s);
            }
            if !visit(&point) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_coordinate_is_evenly_spread() {
        for (points, _) in LADDER.into_iter().take(3) {
            let mut seen = vec![Vec::new(); 6];
            Lattice::at_least(points).walk(7, 3, 6, |p| {
                for (s, x) in seen.iter_mut().zip(p) {
                    s.push(*x);
                }
                true
            });
            for (d, s) in seen.iter_mut().enumerate() {
                s.sort_unstable();
                let gap = u64::from(u32::MAX) / u64::from(points);
                let off = s.windows(2).map(|w| u64::from(w[1] - w[0]).abs_diff(gap)).max().unwrap_or(u64::MAX);
                assert!(off <= 2, "{points} points, dimension {d}: a gap is off by {off}");
            }
        }
    }

    #[test]
    fn shifts_and_seeds_differ_and_repeat() {
        let first = |seed, shift| {
            let mut p = Vec::new();
            Lattice::at_least(1).walk(seed, shift, 4, |x| {
                p = x.to_vec();
                false
            });
            p
        };
        assert_eq!(first(1, 0), first(1, 0));
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
    }
}
