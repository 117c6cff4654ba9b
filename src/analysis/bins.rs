//! Balls in bins: the fullest of several equal places, with one choice or several (D37), and waiting under d choices.
//!
//! About the placement of equal items or requests, not of skewed load. Sources: Levin 1981 for one choice; Azar et
//! al. 1994, Berenbrink et al. 2000 and Mitzenmacher 2001 for several.

use super::{OutOfDomain, Result, checks};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use statrs::function::gamma::ln_gamma;

/// Average load beyond which the excess of the fullest bin over the average no longer grows, for two choices or more.
const SETTLED: u64 = 24;

/// Balls up to which the law of the fullest bin is convolved exactly.
const FEW: u64 = 64;

/// Balls thrown at most by a simulation.
const THROWS: u64 = 400_000;

/// The fullest bin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fullest {
    /// Expected number of balls in it.
    pub load: f64,
    /// That over the average.
    pub imbalance: f64,
    /// Simulated throws behind it: 0 where a formula was used.
    pub trials: u64,
}

/// Expected load of the fullest of `bins` after `balls` are thrown, each into the least loaded of `choices` random
/// bins.
///
/// One choice: Levin's representation of the multinomial by Poisson variates. Several: seeded simulation to 2,000
/// bins, the fluid limit beyond. `bins` to 10^9, `balls` to 10^15, `choices` to 10.
pub fn fullest(bins: u64, balls: u64, choices: u32, seed: u64) -> Result<Fullest> {
    if !(1..=1_000_000_000).contains(&bins) {
        return Err(OutOfDomain::new("the number of bins", bins, "from 1 to 1000000000"));
    }
    if !(1..=1_000_000_000_000_000).contains(&balls) {
        return Err(OutOfDomain::new("the number of balls", balls, "from 1 to 10^15"));
    }
    if !(1..=10).contains(&choices) {
        return Err(OutOfDomain::new("the number of choices", choices, "from 1 to 10"));
    }
    let mean = balls as f64 / bins as f64;
    let (load, trials) = if bins == 1 {
        (balls as f64, 0)
    } else if choices == 1 {
        (one_choice(bins as f64, balls as f64), 0)
    } else {
        // Beyond a settled load whole rounds of balls only raise the level.
        let rounds = (balls / bins).saturating_sub(SETTLED);
        let thrown = balls - rounds * bins;
        let (load, trials) = if bins <= 2_000 {
            let trials = (THROWS / thrown).clamp(4, 20_000);
            (simulated(bins as usize, thrown, choices, trials, seed), trials)
        } else {
            (fluid(bins as f64, thrown as f64, choices), 0)
        };
        (load + rounds as f64, trials)
    };
    Ok(Fullest { load, imbalance: load / mean, trials })
}

/// `E[max] = sum over k of P(max > k)`.
fn one_choice(n: f64, m: f64) -> f64 {
    let mean = m / n;
    let t = n.ln() + 40.0;
    // From `low` down the fullest bin is certainly above, from `high` up certainly not.
    let low = (mean - 1.0).max(0.0).floor();
    let high = (mean + (2.0 * mean * t).sqrt() + t).ceil();
    if high - low > 20_000.0 {
        return by_normal_law(n, mean);
    }
    let law = if m <= FEW as f64 { None } else { Some(Truncated::new(n, m, mean, high)) };
    let (mut sum, mut k, mut before) = (low, low, 0.0);
    while k < high {
        let p = law.as_ref().map_or_else(|| convolved(n, m, mean, k), |l| l.at_most(k));
        sum += 1.0 - p;
        if p > 0.5 && p - before < 1e-12 {
            break;
        }
        before = p;
        k += 1.0;
    }
    sum
}

/// P(max <= k) for few balls: the coefficient of `x^m` in `(sum_{j<=k} (mean x)^j / j!)^n`, times `m! / m^m`.
fn convolved(n: f64, m: f64, mean: f64, k: f64) -> f64 {
    let size = m as usize + 1;
    let times =
        |a: &[f64], b: &[f64]| -> Vec<f64> { (0..size).map(|i| (0..=i).map(|j| a[j] * b[i - j]).sum()).collect() };
    let mut base = vec![0.0; size];
    let mut term = 1.0;
    for (j, slot) in base.iter_mut().enumerate().take(k as usize + 1) {
        *slot = term;
        term *= mean / (j + 1) as f64;
    }
    let mut law = vec![0.0; size];
    law[0] = 1.0;
    let mut left = n as u64;
    while left > 0 {
        if left & 1 == 1 {
            law = times(&law, &base);
        }
        left >>= 1;
        if left > 0 {
            base = times(&base, &base);
        }
    }
    let whole = (m * m.ln() - ln_gamma(m + 1.0)).exp();
    (law[size - 1] / whole).clamp(0.0, 1.0)
}

/// Poisson variates cut off at every k at once, by running sums of their moments about the mean.
struct Truncated {
    n: f64,
    m: f64,
    mean: f64,
    first: f64,
    /// Running sums of `P(j) (j - mean)^q` for q from 0 to 4, for j from `first`.
    sums: Vec<[f64; 5]>,
    /// P(a Poisson variate of mean m is m).
    whole: f64,
}

impl Truncated {
    fn new(n: f64, m: f64, mean: f64, high: f64) -> Self {
        let first = (mean - 40.0 * mean.sqrt() - 40.0).max(0.0).floor();
        let mut sums = Vec::with_capacity((high - first) as usize + 1);
        let mut running = [0.0; 5];
        let mut j = first;
        while j <= high {
            let mut term = (j * mean.ln() - mean - ln_gamma(j + 1.0)).exp();
            for slot in &mut running {
                *slot += term;
                term *= j - mean;
            }
            sums.push(running);
            j += 1.0;
        }
        Self { n, m, mean, first, sums, whole: (m * m.ln() - m - ln_gamma(m + 1.0)).exp() }
    }

    /// Levin's probability that no bin holds more than k: `P(Poisson <= k)^n x P(sum of n cut off at k = m) / P(Poisson(m)
    /// = m)`, the sum by an Edgeworth expansion with two terms.
    fn at_most(&self, k: f64) -> f64 {
        let (n, m) = (self.n, self.m);
        if k * n < m || k < self.first {
            return 0.0;
        }
        let Some(&[total, s1, s2, s3, s4]) = self.sums.get((k - self.first) as usize) else { return 1.0 };
        let (d, r2, r3, r4) = (s1 / total, s2 / total, s3 / total, s4 / total);
        let var = r2 - d * d;
        if var <= 0.0 || total <= 0.0 {
            return 0.0;
        }
        let third = r3 - 3.0 * d * r2 + 2.0 * d.powi(3);
        let fourth = r4 - 4.0 * d * r3 + 6.0 * d * d * r2 - 3.0 * d.powi(4);
        let skew = third / var.powf(1.5) / n.sqrt();
        let excess = (fourth / (var * var) - 3.0) / n;
        let z = (m - n * (self.mean + d)) / (n * var).sqrt();
        let z2 = z * z;
        let edge = 1.0
            + skew / 6.0 * (z2 * z - 3.0 * z)
            + excess / 24.0 * (z2 * z2 - 6.0 * z2 + 3.0)
            + skew * skew / 72.0 * (z2.powi(3) - 15.0 * z2 * z2 + 45.0 * z2 - 15.0);
        let density = (-z2 / 2.0).exp() / (2.0 * std::f64::consts::PI * n * var).sqrt() * edge.max(0.0);
        ((n * total.min(1.0).ln()).exp() * density / self.whole).clamp(0.0, 1.0)
    }
}

/// Many balls: loads are normal about the mean with the deviation `sqrt(mean)`, corrected for the skew of the law.
fn by_normal_law(n: f64, mean: f64) -> f64 {
    // E[max of n] = integral of 1 - F^n above 0, less that of F^n below.
    let end = (2.0 * (n.ln() + 35.0)).sqrt();
    let steps = 400u32;
    let h = 2.0 * end / f64::from(steps);
    let mut expected = 0.0;
    for i in 0..=steps {
        let x = h * f64::from(i) - end;
        let below = 0.5 * statrs::function::erf::erfc(-x / std::f64::consts::SQRT_2);
        let value = if i < steps / 2 { -(n * below.ln()).exp() } else { -f64::exp_m1(n * below.ln()) };
        let weight = match i {
            // The integrand jumps by 1 at 0: half of it belongs to either side.
            i if i == steps / 2 => 2.0 * (value - 0.5),
            0 => value,
            i if i == steps => value,
            i if i % 2 == 1 => 4.0 * value,
            _ => 2.0 * value,
        };
        expected += weight * h / 3.0;
    }
    mean + mean.sqrt() * expected + (expected * expected - 1.0) / 6.0
}

/// Mean over `trials` of the fullest bin.
fn simulated(bins: usize, balls: u64, choices: u32, trials: u64, seed: u64) -> f64 {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut load = vec![0u32; bins];
    let mut sum = 0u64;
    for _ in 0..trials {
        load.fill(0);
        let mut fullest = 0;
        for _ in 0..balls {
            let mut best = rng.random_range(0..bins);
            for _ in 1..choices {
                let other = rng.random_range(0..bins);
                if load[other] < load[best] {
                    best = other;
                }
            }
            load[best] += 1;
            fullest = fullest.max(load[best]);
        }
        sum += u64::from(fullest);
    }
    sum as f64 / trials as f64
}

/// Share of bins with at least i balls, `ds_i/dt = s_{i-1}^d - s_i^d`, then the fullest of n nearly independent bins.
fn fluid(n: f64, m: f64, choices: u32) -> f64 {
    let time = m / n;
    let levels = time.ceil() as usize + 12;
    let steps = ((time * 100.0).ceil() as usize).max(100);
    let h = time / steps as f64;
    let d = choices.cast_signed();
    let mut s = vec![0.0f64; levels + 1];
    s[0] = 1.0;
    let slope = |s: &[f64], i: usize| s[i - 1].powi(d) - s[i].powi(d);
    let mut middle = s.clone();
    for _ in 0..steps {
        for i in 1..=levels {
            middle[i] = s[i] + h / 2.0 * slope(&s, i);
        }
        middle[0] = 1.0;
        let moves: Vec<f64> = (1..=levels).map(|i| h * slope(&middle, i)).collect();
        for (i, moved) in moves.into_iter().enumerate() {
            s[i + 1] = (s[i + 1] + moved).clamp(0.0, 1.0);
        }
    }
    (1..=levels).map(|i| -f64::exp_m1(-n * s[i])).sum()
}

/// Mean time in a system of many servers when each request joins the shortest of `choices` random queues, in units of
/// the service time, at a utilisation in 0..1.
///
/// One choice: `1 / (1 - rho)`; d choices: `sum_i rho^((d^i - d) / (d - 1))`. Source: Mitzenmacher 2001.
pub fn time_in_system(utilisation: f64, choices: u32) -> Result<f64> {
    checks::below_one("the utilisation", utilisation)?;
    checks::at_least_one("the number of choices", choices)?;
    if choices == 1 {
        return Ok(1.0 / (1.0 - utilisation));
    }
    let d = f64::from(choices);
    let (mut sum, mut power) = (0.0, d);
    loop {
        let term = utilisation.powf((power - d) / (d - 1.0));
        sum += term;
        power *= d;
        if term < 1e-17 || power > 1e300 {
            return Ok(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(max <= k) for a few balls and bins by counting.
    fn exact(bins: usize, balls: usize) -> f64 {
        let mut sum = 0.0;
        for k in 0..=balls {
            // Ways to throw j balls with at most k in a bin, over j!, bin by bin.
            let mut ways = vec![0.0; balls + 1];
            ways[0] = 1.0;
            for _ in 0..bins {
                let mut next = vec![0.0; balls + 1];
                for (j, w) in ways.iter().enumerate() {
                    let mut factorial = 1.0;
                    for add in 0..=k.min(balls - j) {
                        factorial *= (add.max(1)) as f64;
                        next[j + add] += w / factorial;
                    }
                }
                ways = next;
            }
            let factorial: f64 = (1..=balls).map(|i| i as f64).product();
            sum += 1.0 - ways[balls] * factorial / (bins as f64).powi(i32::try_from(balls).unwrap());
        }
        sum
    }

    #[test]
    fn one_choice_agrees_with_counting() {
        for (bins, balls) in [(2, 2), (3, 10), (10, 10), (10, 40), (20, 5), (5, 1)] {
            let got = fullest(bins, balls, 1, 0).unwrap().load;
            let want = exact(bins as usize, balls as usize);
            assert!((got / want - 1.0).abs() < 1e-9, "{balls} in {bins}: {got} against {want}");
        }
        let (got, want) = (fullest(20, 100, 1, 0).unwrap().load, exact(20, 100));
        assert!((got / want - 1.0).abs() < 2e-3, "100 in 20: {got} against {want}");
    }

    #[test]
    fn one_ball_or_one_bin() {
        assert!((fullest(1_000_000_000, 1, 1, 0).unwrap().load - 1.0).abs() < 1e-6);
        assert_eq!(fullest(1, 77, 2, 0).unwrap().load, 77.0);
        assert!(fullest(0, 1, 1, 0).is_err());
        assert!(fullest(1, 1, 0, 0).is_err());
    }

    #[test]
    fn many_balls_stay_near_the_average() {
        let got = fullest(100, 1_000_000_000_000, 1, 0).unwrap();
        assert!(got.imbalance > 1.0 && got.imbalance < 1.0001, "{got:?}");
        // The largest of 100 standard normal variates is expected at 2.5076.
        assert!(((got.load - 1e10) / 1e5 - 2.5076).abs() < 1e-3, "{got:?}");
        let two = fullest(100, 1_000_000, 2, 7).unwrap();
        assert!(two.load > 10_000.0 && two.load < 10_010.0, "{two:?}");
    }

    #[test]
    fn both_laws_of_one_choice_agree() {
        let mean = 10_000.0;
        let summed = one_choice(50.0, 50.0 * mean);
        let normal = by_normal_law(50.0, mean);
        assert!((summed - normal).abs() < 0.01 * (normal - mean), "{summed} against {normal}");
    }

    #[test]
    fn the_fluid_limit_agrees_with_throwing() {
        let thrown = simulated(20_000, 20_000, 2, 20, 3);
        let limit = fluid(20_000.0, 20_000.0, 2);
        assert!((thrown - limit).abs() < 0.15, "{thrown} against {limit}");
    }

    #[test]
    fn two_choices_shorten_queues() {
        assert!((time_in_system(0.9, 1).unwrap() - 10.0).abs() < 1e-9);
        assert!((time_in_system(0.95, 2).unwrap() - 3.383_046_002_519).abs() < 1e-9);
        assert_eq!(time_in_system(0.0, 2).unwrap(), 1.0);
        assert!(time_in_system(1.0, 2).is_err());
    }
}
