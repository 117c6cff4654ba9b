//! Latency of quorum reads and writes by integration: no samples, no seed. Freshness is in `wars`.
//!
//! A round trip is the sum of two delays; a read ends at the r-th of n, a write at the w-th. The sum is integrated over
//! one of the two, cell by cell of its probability, with as many cells in each halving of the tail; the rest is exact.
//! When both delays have single values with probability of their own, the error can reach one cell: 0.2 % of
//! probability. Otherwise it is about 1e-4 of the tail asked for.

use super::delay::{Delay, Descent, solve_falling};
use super::wars::Wars;
use crate::analysis::{Result, checks};

/// Halvings of the tail, and the cells between two of them: many in the body, fewer further out.
const OCTAVES: u32 = 26;
const MOST_CELLS: u32 = 256;
const LEAST_CELLS: u32 = 32;

/// The latency distribution of one kind of operation.
#[derive(Debug)]
pub struct Latency {
    trips: Vec<Trip>,
    /// Which trip each replica makes.
    trip_of: Vec<usize>,
    needed: usize,
    between_sites_ms: f64,
}

/// There and back to one replica.
#[derive(Debug)]
struct Trip {
    there: Delay,
    back: Delay,
    /// Values of one leg with their probabilities.
    nodes: Vec<(f64, f64)>,
    /// The integrated leg is the way there, so the way back keeps its law.
    keeps_back: bool,
}

impl Wars {
    /// Latency of a read: the r-th fastest of all replicas' answers.
    pub fn read_latency(&self) -> Latency {
        let legs = self.replicas.iter().map(|x| (&x.read, &x.response));
        Latency::new(legs, self.r, self.between_sites_ms)
    }

    /// Latency of a write: the w-th fastest of all replicas' acknowledgements.
    pub fn write_latency(&self) -> Latency {
        let legs = self.replicas.iter().map(|x| (&x.write, &x.ack));
        Latency::new(legs, self.w, self.between_sites_ms)
    }
}

impl Latency {
    fn new<'a>(legs: impl Iterator<Item = (&'a Delay, &'a Delay)>, needed: usize, between_sites_ms: f64) -> Self {
        let (mut trips, mut trip_of) = (Vec::<Trip>::new(), Vec::new());
        for (there, back) in legs {
            let at = trips.iter().position(|t| t.there == *there && t.back == *back).unwrap_or_else(|| {
                trips.push(Trip::new(there, back));
                trips.len() - 1
            });
            trip_of.push(at);
        }
        Self { trips, trip_of, needed, between_sites_ms }
    }

    /// Probability that the operation takes longer than `t_ms` (0 or more).
    pub fn longer_than(&self, t_ms: f64) -> Result<f64> {
        checks::not_negative("the latency", t_ms)?;
        Ok(self.tail(t_ms))
    }

    /// The latency that a share `q` (0 to below 1) of operations does not exceed, ms.
    pub fn percentile_ms(&self, q: f64) -> Result<f64> {
        checks::level("the percentile of the latency", q)?;
        // Short of 1, so that the least latency is where answers begin and not 0.
        let tail = (1.0 - q).min(1.0 - 1e-12);
        checks::finite("the latency", solve_falling(|x| self.tail(x), tail, 0.0, 1.0))
    }

    fn tail(&self, x: f64) -> f64 {
        let near: Vec<f64> = self.trips.iter().map(|t| t.longer_than(x)).collect();
        if self.between_sites_ms == 0.0 {
            return fewer_than(self.needed, self.trip_of.iter().map(|t| near[*t]));
        }
        let far: Vec<f64> = self.trips.iter().map(|t| t.longer_than(x - 2.0 * self.between_sites_ms)).collect();
        let n = self.trip_of.len();
        let from = |site: usize| {
            let at = |(i, t): (usize, &usize)| if i == site { near[*t] } else { far[*t] };
            fewer_than(self.needed, self.trip_of.iter().enumerate().map(at))
        };
        (0..n).map(from).sum::<f64>() / n as f64
    }
}

impl Trip {
    fn new(there: &Delay, back: &Delay) -> Self {
        // A leg without jumps keeps its law, so that only the other's are spread over nodes.
        let keeps_back = back.continuous() || !there.continuous();
        let spread = if keeps_back { there } else { back };
        let mut nodes: Vec<(f64, f64)> = Vec::new();
        let (mut descent, mut from) = (Descent::new(), 1.0);
        for octave in 0..=OCTAVES {
            // The last one holds all that is left of the tail.
            let (to, cells) =
                if octave == OCTAVES { (0.0, 1) } else { (from / 2.0, (MOST_CELLS >> octave).max(LEAST_CELLS)) };
            let width = (from - to) / f64::from(cells);
            for k in 0..cells {
                let x = spread.exceeded_next(from - (f64::from(k) + 0.5) * width, &mut descent, 1e-4 * width);
                match nodes.last_mut() {
                    Some((last, weight)) if *last == x => *weight += width,
                    _ => nodes.push((x, width)),
                }
            }
            from = to;
        }
        Self { there: there.clone(), back: back.clone(), nodes, keeps_back }
    }

    fn longer_than(&self, x: f64) -> f64 {
        let law = if self.keeps_back { &self.back } else { &self.there };
        self.nodes.iter().map(|(leg, weight)| weight * law.longer_than(x - leg)).sum::<f64>().min(1.0)
    }
}

/// Probability that fewer than `k` replicas have answered, from the probability of each that it has not.
fn fewer_than(k: usize, unanswered: impl Iterator<Item = f64>) -> f64 {
    let mut by_count = vec![0.0; k];
    by_count[0] = 1.0;
    for q in unanswered {
        for c in (0..k).rev() {
            let one_more = if c > 0 { by_count[c - 1] * (1.0 - q) } else { 0.0 };
            by_count[c] = by_count[c] * q + one_more;
        }
    }
    by_count.iter().sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::staleness::{Profile, Replica};

    fn exponential(mean: f64) -> Delay {
        Delay::exponential(mean).unwrap()
    }

    #[test]
    fn two_exponential_legs_make_an_erlang() {
        let one = Replica {
            write: exponential(1.0),
            ack: exponential(1.0),
            read: exponential(2.0),
            response: exponential(2.0),
        };
        let model = Wars::alike(1, 1, 1, &one).unwrap();
        for t in [0.0, 0.5, 2.0, 10.0, 18.0] {
            let want = (1.0 + t) * f64::exp(-t);
            let got = model.write_latency().longer_than(t).unwrap();
            assert!((got - want).abs() < 1e-3 * want, "{t}: {got} for {want}");
            assert!((model.read_latency().longer_than(2.0 * t).unwrap() - got).abs() < 1e-9);
        }
    }

    #[test]
    fn more_answers_take_longer() {
        let mut last = 0.0;
        for r in 1..=5 {
            let p = Profile::Ymmr.model(5, r, 1).unwrap().read_latency().percentile_ms(0.99).unwrap();
            assert!(p > last, "r={r}: {p} after {last}");
            last = p;
        }
    }

    #[test]
    fn constant_legs_are_exact() {
        let c = |x| Delay::constant(x).unwrap();
        let near = Replica { write: c(1.0), ack: c(2.0), read: c(1.0), response: c(1.0) };
        let far = Replica { write: c(10.0), ack: c(20.0), read: c(10.0), response: c(10.0) };
        let model = Wars::new(vec![near, far.clone(), far], 1, 2).unwrap();
        for q in [0.0, 0.5, 0.999] {
            assert!((model.read_latency().percentile_ms(q).unwrap() - 2.0).abs() < 1e-8, "read p{q}");
            assert!((model.write_latency().percentile_ms(q).unwrap() - 30.0).abs() < 1e-8, "write p{q}");
        }
        assert!(model.read_latency().percentile_ms(1.0).is_err());
        assert!(model.read_latency().longer_than(f64::NAN).is_err());
    }
}
