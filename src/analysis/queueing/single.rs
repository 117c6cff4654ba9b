//! Single-server queues: M/M/1, M/G/1 and the general case by Kingman. Pools of servers are in `mmc`.

use super::stable;
use crate::analysis::{Result, checks};

/// The steady state of an M/M/1 queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mm1 {
    /// Busy share of the server, 0..1.
    pub utilisation: f64,
    /// Mean number waiting or in service.
    pub mean_in_system: f64,
    /// Mean number waiting.
    pub mean_in_queue: f64,
    /// Mean wait plus service, ms; the response time is exponential with this mean.
    pub mean_response_ms: f64,
    /// Mean wait before service, ms.
    pub mean_wait_ms: f64,
}

/// The M/M/1 queue at `arrivals_per_s` on a server that completes `service_per_s`. Refused at or above utilisation 1.
pub fn mm1(arrivals_per_s: f64, service_per_s: f64) -> Result<Mm1> {
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::positive("the service rate", service_per_s)?;
    let utilisation = checks::finite("utilisation", arrivals_per_s / service_per_s)?;
    stable(utilisation)?;
    let spare = service_per_s - arrivals_per_s;
    let mean_response_ms = checks::finite("the mean response time", 1000.0 / spare)?;
    Ok(Mm1 {
        utilisation,
        mean_in_system: arrivals_per_s / spare,
        mean_in_queue: utilisation * arrivals_per_s / spare,
        mean_response_ms,
        mean_wait_ms: utilisation * mean_response_ms,
    })
}

impl Mm1 {
    /// The response time that a share `q` of requests does not exceed, ms.
    pub fn response_percentile_ms(&self, q: f64) -> Result<f64> {
        checks::level("the percentile of the response", q)?;
        Ok(-self.mean_response_ms * (-q).ln_1p())
    }
}

/// The means of an M/G/1 queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mg1 {
    /// Busy share of the server, 0..1.
    pub utilisation: f64,
    /// Mean wait before service, ms.
    pub mean_wait_ms: f64,
    /// Mean wait plus service, ms.
    pub mean_response_ms: f64,
}

/// The M/G/1 queue by Pollaczek and Khinchine: Poisson arrivals, any service time.
///
/// `service_cv2` = squared coefficient of variation of the service time: 0 constant, 1 exponential, above 1 heavy.
pub fn mg1(arrivals_per_s: f64, service_ms: f64, service_cv2: f64) -> Result<Mg1> {
    let utilisation = load(arrivals_per_s, service_ms)?;
    checks::not_negative("the squared variation of the service time", service_cv2)?;
    let wait = utilisation / (1.0 - utilisation) * (1.0 + service_cv2) / 2.0 * service_ms;
    let mean_wait_ms = checks::finite("the mean wait", wait)?;
    Ok(Mg1 { utilisation, mean_wait_ms, mean_response_ms: mean_wait_ms + service_ms })
}

/// Kingman's answers for a G/G/1 queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kingman {
    /// Busy share of the server, 0..1.
    pub utilisation: f64,
    /// The usual estimate of the mean wait, ms; good near saturation. Neither an upper nor a lower bound.
    pub approximate_wait_ms: f64,
    /// Upper bound on the mean wait, ms, for independent arrivals and services; very loose at low load.
    pub upper_bound_ms: f64,
}

/// The G/G/1 queue by Kingman 1961: any independent gaps between arrivals, any independent service times.
///
/// Each `cv2` is a squared coefficient of variation. Arrivals above 0, and below capacity.
pub fn kingman(arrivals_per_s: f64, service_ms: f64, arrival_cv2: f64, service_cv2: f64) -> Result<Kingman> {
    checks::positive("the arrival rate", arrivals_per_s)?;
    let utilisation = load(arrivals_per_s, service_ms)?;
    checks::not_negative("the squared variation of the gaps between arrivals", arrival_cv2)?;
    checks::not_negative("the squared variation of the service time", service_cv2)?;
    let idle = 1.0 - utilisation;
    let approximate = utilisation / idle * f64::midpoint(arrival_cv2, service_cv2) * service_ms;
    // lambda (var A + var S) / (2 (1 - rho)), the variances from the squared coefficients.
    let gap_ms = 1000.0 / arrivals_per_s;
    let bound = (arrival_cv2 * gap_ms + service_cv2 * service_ms * utilisation) / (2.0 * idle);
    Ok(Kingman {
        utilisation,
        approximate_wait_ms: checks::finite("the mean wait", approximate)?,
        upper_bound_ms: checks::finite("the mean wait", bound)?,
    })
}

fn load(arrivals_per_s: f64, service_ms: f64) -> Result<f64> {
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::positive("the mean service time", service_ms)?;
    let utilisation = checks::finite("utilisation", arrivals_per_s * (service_ms / 1000.0))?;
    stable(utilisation).map(|()| utilisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_service_makes_the_three_agree() {
        let a = mm1(80.0, 100.0).unwrap();
        let b = mg1(80.0, 10.0, 1.0).unwrap();
        let k = kingman(80.0, 10.0, 1.0, 1.0).unwrap();
        assert!((a.mean_wait_ms - 40.0).abs() < 1e-12);
        assert!((b.mean_wait_ms - 40.0).abs() < 1e-12);
        assert!((k.approximate_wait_ms - 40.0).abs() < 1e-12);
        assert!(k.upper_bound_ms > 40.0, "a bound lies above the exact wait: {}", k.upper_bound_ms);
    }

    #[test]
    fn the_bound_lies_above_the_exact_wait_at_every_load() {
        for rate in [1.0, 10.0, 50.0, 90.0, 99.9] {
            for cv2 in [0.0, 1.0, 25.0] {
                let exact = mg1(rate, 10.0, cv2).unwrap().mean_wait_ms;
                let bound = kingman(rate, 10.0, 1.0, cv2).unwrap().upper_bound_ms;
                assert!(bound >= exact, "{rate}/s cv2 {cv2}: {bound} < {exact}");
            }
        }
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        let idle = mm1(0.0, 100.0).unwrap();
        assert_eq!((idle.mean_in_system, idle.mean_wait_ms, idle.mean_response_ms), (0.0, 0.0, 10.0));
        assert_eq!(idle.response_percentile_ms(0.0).unwrap(), 0.0);
        assert!(idle.response_percentile_ms(1.0).is_err());
        assert!(mm1(100.0, 100.0).is_err() && mm1(1.0, 0.0).is_err() && mm1(f64::NAN, 1.0).is_err());
        assert!(mg1(100.0, 10.0, 0.0).is_err() && mg1(1.0, 1.0, -1.0).is_err());
        assert_eq!(mg1(0.0, 10.0, 3.0).unwrap().mean_wait_ms, 0.0);
        assert!(kingman(0.0, 10.0, 1.0, 1.0).is_err() && kingman(100.0, 10.0, 1.0, 1.0).is_err());
        assert!(mm1(f64::MAX, 1e-300).is_err());
    }
}
