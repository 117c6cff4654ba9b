//! Waits between attempts: schedules, jitter, the worst-case time of a call (D24), schedules of known libraries.
//!
//! All times in milliseconds. Which wait is drawn at run time is random; this file gives bounds and means.

use super::{Result, checks};

/// How a wait is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The nominal wait, always.
    None,
    /// Half of it plus a uniform half.
    Equal,
    /// Uniform between 0 and the nominal wait.
    Full,
    /// Uniform between the base and three times the previous wait, capped.
    Decorrelated,
    /// Nominal, plus or minus this share of it in per cent (gRPC: 20).
    PlusMinus(u8),
}

/// How the nominal wait grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// The base every time.
    Fixed,
    /// `base x factor^(i-1)` before retry i.
    Exponential,
    /// `base x (2^i - 1)` before retry i, whatever the factor (Envoy).
    Envoy,
}

/// A backoff policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backoff {
    /// How the nominal wait grows.
    pub growth: Growth,
    /// First nominal wait (ms).
    pub base_ms: f64,
    /// Growth factor per retry, at least 1.
    pub factor: f64,
    /// Longest nominal wait (ms), of any growth; infinity where there is no cap.
    pub cap_ms: f64,
    /// How it is spread.
    pub jitter: Jitter,
}

impl Backoff {
    /// No wait at all.
    pub const NONE: Self = Self { growth: Growth::Fixed, base_ms: 0.0, factor: 1.0, cap_ms: 0.0, jitter: Jitter::None };

    /// Nominal wait before retry `i`, counted from 1 (ms).
    pub fn nominal_ms(&self, i: u32) -> f64 {
        let steps = f64::from(i.saturating_sub(1));
        let grown = match self.growth {
            Growth::Fixed => self.base_ms,
            // 0 times an infinite power would be NaN.
            _ if self.base_ms == 0.0 => 0.0,
            Growth::Exponential => self.base_ms * self.factor.powf(steps),
            Growth::Envoy => self.base_ms * (2f64.powf(steps + 1.0) - 1.0),
        };
        grown.min(self.cap())
    }

    /// The cap, finite so that no wait is infinite.
    fn cap(&self) -> f64 {
        self.cap_ms.min(1e75)
    }

    /// Shortest, mean and longest wait before retry `i` under the jitter (ms).
    ///
    /// Decorrelated jitter has no closed mean once it reaches the cap; the mean here ignores the cap of earlier waits
    /// (each mean wait is half of the base plus 1.5 times the mean before it, capped), an upper bound.
    pub fn wait_ms(&self, i: u32) -> Wait {
        let nominal = self.nominal_ms(i);
        match self.jitter {
            Jitter::None => Wait { min_ms: nominal, mean_ms: nominal, max_ms: nominal },
            Jitter::Equal => Wait { min_ms: nominal / 2.0, mean_ms: 0.75 * nominal, max_ms: nominal },
            Jitter::Full => Wait { min_ms: 0.0, mean_ms: 0.5 * nominal, max_ms: nominal },
            Jitter::PlusMinus(percent) => {
                let share = f64::from(percent) / 100.0;
                Wait { min_ms: (1.0 - share).max(0.0) * nominal, mean_ms: nominal, max_ms: (1.0 + share) * nominal }
            }
            Jitter::Decorrelated => {
                let (mut mean, mut max) = (self.base_ms.min(self.cap()), self.base_ms.min(self.cap()));
                for _ in 0..i.min(MAX_ATTEMPTS) {
                    mean = (0.5 * self.base_ms + 1.5 * mean).min(self.cap());
                    max = (3.0 * max).min(self.cap());
                }
                Wait { min_ms: self.base_ms.min(self.cap()), mean_ms: mean, max_ms: max }
            }
        }
    }

    /// Checks base, factor and cap.
    pub fn checked(&self) -> Result<()> {
        checks::amount("the backoff base (ms)", self.base_ms)?;
        if self.cap_ms.is_nan() || self.cap_ms < 0.0 {
            return Err(super::OutOfDomain::new("the backoff cap (ms)", self.cap_ms, "0 or more, infinity for none"));
        }
        if !(self.factor >= 1.0 && self.factor.is_finite()) {
            return Err(super::OutOfDomain::new("the backoff factor", self.factor, "at least 1"));
        }
        Ok(())
    }

    /// Waits before each of `retries` retries.
    pub fn schedule(&self, retries: u32) -> Result<Vec<Wait>> {
        self.checked()?;
        Ok((1..=retries).map(|i| self.wait_ms(i)).collect())
    }
}

/// One wait: its bounds and its mean (ms).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// Shortest.
    pub min_ms: f64,
    /// Mean.
    pub mean_ms: f64,
    /// Longest.
    pub max_ms: f64,
}

/// More attempts than this are a typing error, and would be summed one by one.
const MAX_ATTEMPTS: u32 = 10_000;

/// How long one call with all its attempts may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallTime {
    /// Every attempt times out, every wait is the longest its jitter allows (ms).
    pub worst_ms: f64,
    /// Every attempt times out, waits are at their mean (ms).
    pub mean_ms: f64,
    /// The waits alone, at their longest (ms).
    pub waits_ms: f64,
}

/// Worst-case time of a call: `sum of timeouts + sum of waits` (D24).
pub fn call_time(attempts: u32, timeout_ms: f64, backoff: &Backoff) -> Result<CallTime> {
    if !(1..=MAX_ATTEMPTS).contains(&attempts) {
        return Err(super::OutOfDomain::new("the attempts", attempts, "from 1 to 10000"));
    }
    checks::amount("the timeout of an attempt (ms)", timeout_ms)?;
    backoff.checked()?;
    let (mut waits, mut means) = (0.0, 0.0);
    for i in 1..attempts {
        let wait = backoff.wait_ms(i);
        waits += wait.max_ms;
        means += wait.mean_ms;
    }
    let tries = f64::from(attempts) * timeout_ms;
    let worst_ms = checks::finite("the worst-case call time", tries + waits)?;
    Ok(CallTime { worst_ms, mean_ms: tries + means, waits_ms: waits })
}

/// A retry policy that a library ships with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LibraryPolicy {
    /// Its short name.
    pub name: &'static str,
    /// Attempts by default, the first included.
    pub attempts: u32,
    /// Its waits.
    pub backoff: Backoff,
    /// Where the defaults are written.
    pub source: &'static str,
}

const fn exponential(base_ms: f64, factor: f64, cap_ms: f64, jitter: Jitter) -> Backoff {
    Backoff { growth: Growth::Exponential, base_ms, factor, cap_ms, jitter }
}

/// Default policies of libraries and proxies.
pub const LIBRARIES: &[LibraryPolicy] = &[
    LibraryPolicy {
        name: "grpc",
        attempts: 4,
        backoff: exponential(100.0, 2.0, 1000.0, Jitter::PlusMinus(20)),
        source: "gRFC A6, example policy",
    },
    LibraryPolicy {
        name: "envoy",
        attempts: 2,
        backoff: Backoff { growth: Growth::Envoy, base_ms: 25.0, factor: 2.0, cap_ms: 250.0, jitter: Jitter::Full },
        source: "Envoy, router filter: one retry, base 25 ms, cap 10 x base",
    },
    LibraryPolicy {
        name: "aws_standard_2026",
        attempts: 3,
        backoff: exponential(50.0, 2.0, 20_000.0, Jitter::Full),
        source: "botocore 1.44.5, retries/standard.py",
    },
    LibraryPolicy {
        name: "aws_standard",
        attempts: 3,
        backoff: exponential(1000.0, 2.0, 20_000.0, Jitter::Full),
        source: "botocore 1.43.0, retries/standard.py",
    },
    LibraryPolicy {
        name: "resilience4j",
        attempts: 3,
        backoff: Backoff { growth: Growth::Fixed, base_ms: 500.0, factor: 1.0, cap_ms: 500.0, jitter: Jitter::None },
        source: "Resilience4j, RetryConfig defaults (maxAttempts includes the first call)",
    },
];

/// The policy of a library by name.
pub fn library(name: &str) -> Option<&'static LibraryPolicy> {
    LIBRARIES.iter().find(|l| l.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expo(jitter: Jitter) -> Backoff {
        exponential(100.0, 2.0, 2000.0, jitter)
    }

    #[test]
    fn worst_case_time_counts_one_wait_less_than_attempts() {
        let four = call_time(4, 0.0, &expo(Jitter::Full)).unwrap();
        assert_eq!((four.worst_ms, four.mean_ms), (700.0, 350.0));
        let six = call_time(6, 0.0, &expo(Jitter::Full)).unwrap();
        assert_eq!((six.worst_ms, six.mean_ms), (3100.0, 1550.0));
        assert_eq!(call_time(1, 300.0, &expo(Jitter::None)).unwrap().worst_ms, 300.0);
        assert!(call_time(0, 300.0, &Backoff::NONE).is_err());
    }

    #[test]
    fn plus_minus_may_exceed_the_cap() {
        let grpc = library("grpc").unwrap().backoff;
        assert!((grpc.wait_ms(20).max_ms - 1200.0).abs() < 1e-9);
        assert!((grpc.wait_ms(1).min_ms - 80.0).abs() < 1e-9);
    }

    #[test]
    fn envoy_starts_at_the_base_and_grows_by_two_to_the_n_less_one() {
        let envoy = library("envoy").unwrap().backoff;
        let longest: Vec<f64> = envoy.schedule(4).unwrap().iter().map(|w| w.max_ms).collect();
        assert_eq!(longest, [25.0, 75.0, 175.0, 250.0]);
    }

    #[test]
    fn decorrelated_waits_stay_between_base_and_cap() {
        let wait = expo(Jitter::Decorrelated).wait_ms(1);
        assert_eq!((wait.min_ms, wait.mean_ms, wait.max_ms), (100.0, 200.0, 300.0));
        assert_eq!(expo(Jitter::Decorrelated).wait_ms(1000).max_ms, 2000.0);
    }

    #[test]
    fn huge_retry_counts_stay_finite() {
        assert_eq!(expo(Jitter::None).nominal_ms(u32::MAX), 2000.0);
        assert_eq!(exponential(0.0, 10.0, 0.0, Jitter::None).nominal_ms(4000), 0.0);
        assert!(expo(Jitter::None).schedule(3).is_ok());
        assert!(exponential(f64::NAN, 2.0, 1.0, Jitter::None).checked().is_err());
        assert!(exponential(1.0, 0.5, 1.0, Jitter::None).checked().is_err());
        let uncapped = exponential(100.0, 2.0, f64::INFINITY, Jitter::Full);
        assert_eq!(uncapped.schedule(5).unwrap()[4].max_ms, 1600.0);
        assert!(uncapped.wait_ms(u32::MAX).max_ms.is_finite());
    }
}
