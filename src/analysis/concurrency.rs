//! Concurrency: Little's law, and the Universal Scalability Law with its peak. Queues are in `queueing`.

use super::{Result, checks};

/// Mean number in a system by Little's law: arrivals x mean time inside, `time_ms` with all waiting included.
///
/// Needs a stable system, nothing about distributions (Little 1961).
pub fn little_in_system(arrivals_per_s: f64, time_ms: f64) -> Result<f64> {
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::not_negative("the mean time in the system", time_ms)?;
    checks::finite("the mean number in the system", arrivals_per_s * time_ms / 1000.0)
}

/// Mean time inside, ms, from the mean number inside and the arrival rate (above 0): Little's law the other way.
pub fn little_time_ms(in_system: f64, arrivals_per_s: f64) -> Result<f64> {
    checks::not_negative("the mean number in the system", in_system)?;
    checks::positive("the arrival rate", arrivals_per_s)?;
    checks::finite("the mean time in the system", in_system / arrivals_per_s * 1000.0)
}

/// Throughput that a fixed number of slots sustains, per second, when each is held for `time_ms` (above 0).
pub fn little_throughput(slots: f64, time_ms: f64) -> Result<f64> {
    checks::not_negative("the number of slots", slots)?;
    checks::positive("the mean time in the system", time_ms)?;
    checks::finite("the throughput", slots / time_ms * 1000.0)
}

/// The Universal Scalability Law: `X(n) = gamma n / (1 + sigma (n-1) + kappa n (n-1))` (Gunther 2007).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usl {
    contention: f64,
    coherency: f64,
    at_one: f64,
}

/// Where the Universal Scalability Law leads as load grows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UslPeak {
    /// Throughput is highest at this load and falls beyond it.
    At {
        /// Load (clients, threads or nodes) at the peak; 1 when adding any makes it worse.
        load: f64,
        /// Throughput there, in the unit of the throughput at load 1.
        throughput: f64,
    },
    /// No coherency cost: throughput only approaches this limit (Amdahl).
    Limit {
        /// The limit, in the unit of the throughput at load 1.
        throughput: f64,
    },
    /// No cost at all: throughput grows with load for ever.
    Linear,
}

impl Usl {
    /// `contention` (sigma) 0..=1, `coherency` (kappa) 0 or more, `at_one` = throughput at load 1, above 0.
    pub fn new(contention: f64, coherency: f64, at_one: f64) -> Result<Self> {
        checks::fraction("contention", contention)?;
        checks::not_negative("coherency", coherency)?;
        checks::positive("the throughput at load 1", at_one)?;
        Ok(Self { contention, coherency, at_one })
    }

    /// Throughput at `load`, which is 0 or more.
    pub fn throughput(&self, load: f64) -> Result<f64> {
        checks::not_negative("the load", load)?;
        // Below load 1 both penalties would turn into bonuses: the law starts at 1, and part of a client is that part.
        if load <= 1.0 {
            return Ok(self.at_one * load);
        }
        let cost = 1.0 + self.contention * (load - 1.0) + self.coherency * load * (load - 1.0);
        let relative = if cost.is_finite() { load / cost } else { 1.0 / (self.contention + self.coherency * load) };
        checks::finite("the throughput", self.at_one * relative)
    }

    /// The peak `n* = sqrt((1 - sigma) / kappa)` and the throughput there, or why there is none.
    pub fn peak(&self) -> Result<UslPeak> {
        if self.coherency > 0.0 {
            let load = ((1.0 - self.contention) / self.coherency).sqrt().max(1.0);
            let load = checks::finite("the load at the peak", load)?;
            return Ok(UslPeak::At { load, throughput: self.throughput(load)? });
        }
        Ok(self.amdahl_limit().map_or(UslPeak::Linear, |throughput| UslPeak::Limit { throughput }))
    }

    /// The limit that contention alone would leave, `gamma / sigma`; `None` without contention.
    pub fn amdahl_limit(&self) -> Option<f64> {
        Some(self.at_one / self.contention).filter(|x| x.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_reads_in_all_three_directions() {
        assert_eq!(little_in_system(1000.0, 200.0).unwrap(), 200.0);
        assert_eq!(little_time_ms(200.0, 1000.0).unwrap(), 200.0);
        assert_eq!(little_throughput(200.0, 200.0).unwrap(), 1000.0);
        assert_eq!(little_in_system(0.0, 5.0).unwrap(), 0.0);
        assert!(little_time_ms(1.0, 0.0).is_err() && little_throughput(1.0, 0.0).is_err());
        assert!(little_in_system(f64::MAX, f64::MAX).is_err());
    }

    #[test]
    fn the_peak_is_the_highest_point() {
        let usl = Usl::new(0.05, 0.0005, 1.0).unwrap();
        let UslPeak::At { load, throughput } = usl.peak().unwrap() else { panic!("a peak exists") };
        assert!((load - 43.59).abs() < 0.005, "{load}");
        for n in 1..500 {
            assert!(usl.throughput(f64::from(n)).unwrap() <= throughput, "{n}");
        }
    }

    #[test]
    fn without_coherency_there_is_a_limit_and_without_contention_none() {
        assert_eq!(Usl::new(0.1, 0.0, 50.0).unwrap().peak().unwrap(), UslPeak::Limit { throughput: 500.0 });
        assert_eq!(Usl::new(0.0, 0.0, 50.0).unwrap().peak().unwrap(), UslPeak::Linear);
        assert_eq!(Usl::new(1.0, 0.1, 7.0).unwrap().peak().unwrap(), UslPeak::At { load: 1.0, throughput: 7.0 });
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        let usl = Usl::new(0.5, 0.5, 10.0).unwrap();
        assert_eq!(usl.throughput(0.0).unwrap(), 0.0);
        assert_eq!(usl.throughput(1.0).unwrap(), 10.0);
        assert!(usl.throughput(1e200).unwrap().is_finite());
        assert!(Usl::new(0.0, 0.0, 10.0).unwrap().throughput(f64::MAX).is_err());
        for (s, k, g) in [(-0.1, 0.0, 1.0), (1.1, 0.0, 1.0), (0.1, -1.0, 1.0), (0.1, 0.1, 0.0), (f64::NAN, 0.0, 1.0)] {
            assert!(Usl::new(s, k, g).is_err(), "{s} {k} {g}");
        }
    }
}
