//! How often a quorum is up where the exact method blows up: states drawn at random, with intervals. Seeded.

use super::avail::Fates;
use super::{Result, System};
use crate::analysis::checks;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// The normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;

/// An availability from so many drawn states.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampled {
    /// Share of the states in which it was up.
    pub up: f64,
    /// The 95 % interval (Wilson), low end. With no failure among n states it ends about 3.8 / n below 1.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// States drawn.
    pub trials: u32,
}

/// Reads, writes and both at the same moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampledAvailability {
    /// A read quorum is up.
    pub read: Sampled,
    /// A write quorum is up.
    pub write: Sampled,
    /// Both are up at once.
    pub both: Sampled,
    /// The seed.
    pub seed: u64,
}

fn share(up: u32, trials: u32) -> Sampled {
    let (n, z2) = (f64::from(trials), Z_95 * Z_95);
    let p = f64::from(up) / n;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Sampled { up: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0), trials }
}

impl System {
    /// Availability from `trials` states (1 to 100 million) drawn from `fates`: for systems that [`System::availability`]
    /// refuses as too large. Rare failures need many trials: look at the interval.
    pub fn sampled_availability(&self, fates: &Fates, trials: u32, seed: u64) -> Result<SampledAvailability> {
        fates.check(self.names().len())?;
        checks::at_least_one("the number of trials", trials)?;
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        // A uniform 64-bit number is below this with the chance asked for; 1 is always.
        let limit = |p: f64| if p >= 1.0 { u64::MAX } else { (p * 18_446_744_073_709_551_616.0) as u64 };
        let mut draw = move |limit: u64| limit == u64::MAX || rng.next_u64() < limit;
        let node: Vec<u64> = fates.node.iter().map(|p| limit(*p)).collect();
        let zones: Vec<u64> = fates.zones.iter().map(|p| limit(*p)).collect();
        let groups: Vec<u64> = fates.groups.iter().map(|g| limit(g.up)).collect();
        let (mut read, mut write, mut both) = (0, 0, 0);
        let (mut up, mut live) = (vec![false; node.len()], vec![false; zones.len()]);
        for _ in 0..trials {
            for (z, p) in live.iter_mut().zip(&zones) {
                *z = draw(*p);
            }
            for (i, u) in up.iter_mut().enumerate() {
                *u = fates.zone(i).is_none_or(|z| live[z]) && draw(node[i]);
            }
            for (group, p) in fates.groups.iter().zip(&groups) {
                if !draw(*p) {
                    group.nodes.iter().for_each(|i| up[*i] = false);
                }
            }
            let (r, w) = (self.reads().holds(&|i| up[i]), self.writes().holds(&|i| up[i]));
            read += u32::from(r);
            write += u32::from(w);
            both += u32::from(r && w);
        }
        Ok(SampledAvailability {
            read: share(read, trials),
            write: share(write, trials),
            both: share(both, trials),
            seed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::*;

    #[test]
    fn intervals_cover_the_exact_answer_at_the_stated_rate() {
        let system = System::from_reads("a*b + c*d + choose(2, [a, c, e])").unwrap();
        let fates = Fates {
            node: vec![0.9, 0.8, 0.95, 0.85, 0.7],
            zone_of: vec![Some(0), Some(0), Some(1), Some(1), None],
            zones: vec![0.97, 0.93],
            groups: vec![Group { up: 0.98, nodes: vec![0, 3] }],
        };
        let exact = system.availability(&fates).unwrap();
        let (seeds, mut covered) = (400, [0; 3]);
        for seed in 0..seeds {
            let got = system.sampled_availability(&fates, 1000, seed).unwrap();
            for (c, (s, want)) in covered.iter_mut().zip([
                (got.read, exact.read.up()),
                (got.write, exact.write.up()),
                (got.both, exact.both.up()),
            ]) {
                *c += u32::from(s.low <= want && want <= s.high);
            }
        }
        // 95 % of 400 are 380; four standard deviations are 17.
        assert!(covered.iter().all(|c| (363..=397).contains(c)), "{covered:?} of {seeds}");
    }

    #[test]
    fn no_failure_seen_is_not_called_certain() {
        let system = System::from_reads("a + b").unwrap();
        let got = system.sampled_availability(&Fates::independent(2, 0.999_999_9), 1000, 1).unwrap();
        assert_eq!(got.read.up, 1.0);
        assert!(got.read.low < 0.997 && got.read.low > 0.995, "{got:?}");
        assert!(system.sampled_availability(&Fates::independent(2, 0.5), 0, 1).is_err());
        let always = system.sampled_availability(&Fates::independent(2, 1.0), 10, 1).unwrap();
        let never = system.sampled_availability(&Fates::independent(2, 0.0), 10, 1).unwrap();
        assert_eq!((always.both.up, never.read.up), (1.0, 0.0));
    }
}
