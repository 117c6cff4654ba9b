//! The M/M/c queue: one shared queue in front of c equal servers. Waits, percentiles, sensitivity, pooling.
//!
//! Limits: Poisson arrivals, exponential service, first come first served, nobody leaves. A shared pending queue in
//! front of single-slot servers behaves like this; separate queues per server wait longer (see [`pooling`]).

use super::{erlang_b, erlang_c, stable};
use crate::analysis::{Result, checks};

/// The steady state of an M/M/c queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mmc {
    /// Busy share of each server, 0..1.
    pub utilisation: f64,
    /// Probability that an arrival must wait (Erlang C).
    pub p_wait: f64,
    /// Mean number waiting, those in service not counted.
    pub mean_queue_length: f64,
    /// Mean wait before service, ms, over all arrivals.
    pub mean_wait_ms: f64,
    /// Mean wait plus service, ms.
    pub mean_response_ms: f64,
    service_ms: f64,
    offered: f64,
    servers: f64,
}

/// The M/M/c queue at `arrivals_per_s`, mean `service_ms` and `servers`. Refused at or above utilisation 1.
pub fn mmc(arrivals_per_s: f64, service_ms: f64, servers: u32) -> Result<Mmc> {
    checks::not_negative("the arrival rate", arrivals_per_s)?;
    checks::positive("the mean service time", service_ms)?;
    checks::at_least_one("the number of servers", servers)?;
    let offered = checks::finite("the offered load", arrivals_per_s * (service_ms / 1000.0))?;
    let c = f64::from(servers);
    stable(offered / c)?;
    let p_wait = erlang_c(servers, offered)?;
    let mean_wait_ms = checks::finite("the mean wait", p_wait * service_ms / (c - offered))?;
    Ok(Mmc {
        utilisation: offered / c,
        p_wait,
        mean_queue_length: p_wait * offered / (c - offered),
        mean_wait_ms,
        mean_response_ms: mean_wait_ms + service_ms,
        service_ms,
        offered,
        servers: c,
    })
}

impl Mmc {
    /// Mean wait of those who wait at all, ms: the wait has an exponential tail with this mean.
    pub fn mean_wait_of_waiting_ms(&self) -> f64 {
        self.service_ms / (self.servers - self.offered)
    }

    /// Probability that an arrival waits longer than `t_ms` (0 or more).
    pub fn p_wait_longer(&self, t_ms: f64) -> Result<f64> {
        checks::not_negative("the time waited", t_ms)?;
        Ok(self.p_wait * (-t_ms / self.mean_wait_of_waiting_ms()).exp())
    }

    /// The wait that a share `q` of arrivals does not exceed, ms; 0 when that share need not wait at all.
    pub fn wait_percentile_ms(&self, q: f64) -> Result<f64> {
        checks::level("the percentile of the wait", q)?;
        Ok((self.mean_wait_of_waiting_ms() * (self.p_wait / (1.0 - q)).ln()).max(0.0))
    }

    /// Probability that wait plus service takes longer than `t_ms`.
    pub fn p_response_longer(&self, t_ms: f64) -> Result<f64> {
        checks::not_negative("the response time", t_ms)?;
        let x = t_ms / self.service_ms;
        // Convolution of the wait with one service; `slack` = (c - a) - 1 may be 0, where the limit is x itself.
        let slack = self.servers - self.offered - 1.0;
        let spread = if (slack * x).abs() < 1e-9 { x } else { -(-slack * x).exp_m1() / slack };
        // exp(-x) * spread, arranged so that a negative slack cannot overflow.
        let waited =
            if slack < -1e-9 { ((-x * (1.0 + slack)).exp() - (-x).exp()) / -slack } else { (-x).exp() * spread };
        Ok(((-x).exp() + self.p_wait * waited).clamp(0.0, 1.0))
    }

    /// The wait plus service that a share `q` of requests does not exceed, ms.
    pub fn response_percentile_ms(&self, q: f64) -> Result<f64> {
        checks::level("the percentile of the response", q)?;
        let tail = 1.0 - q;
        let mut high = self.service_ms;
        while self.p_response_longer(high)? > tail {
            high *= 2.0;
        }
        let mut low = 0.0;
        for _ in 0..200 {
            let mid = low + (high - low) / 2.0;
            if self.p_response_longer(mid)? > tail { low = mid } else { high = mid }
        }
        Ok(high)
    }
}

/// How the mean wait answers to errors in what was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// Per cent of wait for one per cent of service time.
    pub to_service_time: f64,
    /// Per cent of wait for one per cent of arrival rate.
    pub to_arrivals: f64,
    /// Mean wait, ms, with the service time lower by the stated error.
    pub wait_if_faster_ms: f64,
    /// Mean wait, ms, with the service time higher by the stated error; `None` = the queue then grows without end.
    pub wait_if_slower_ms: Option<f64>,
    /// Error of the service time at which utilisation reaches 1, as a fraction of it.
    pub service_error_to_overload: f64,
}

/// Sensitivity of the M/M/c wait. `service_error` = relative error of the measured service time, 0 to below 1.
///
/// Exact derivatives, from `dB/da = B (c/a - 1 + B)`.
pub fn sensitivity(arrivals_per_s: f64, service_ms: f64, servers: u32, service_error: f64) -> Result<Sensitivity> {
    checks::positive("the arrival rate", arrivals_per_s)?;
    checks::level("the error of the service time", service_error)?;
    let base = mmc(arrivals_per_s, service_ms, servers)?;
    let (a, c) = (base.offered, base.servers);
    let b = erlang_b(servers, a)?;
    let log_slope_b = (c - a) + a * b;
    // C = cB / D with D = (c - a) + aB; a dD/da over D.
    let log_slope_d = a * (b * (1.0 + log_slope_b) - 1.0) / log_slope_b;
    let to_arrivals = checks::finite("the sensitivity", log_slope_b - log_slope_d + a / (c - a))?;
    Ok(Sensitivity {
        to_service_time: 1.0 + to_arrivals,
        to_arrivals,
        wait_if_faster_ms: mmc(arrivals_per_s, service_ms * (1.0 - service_error), servers)?.mean_wait_ms,
        wait_if_slower_ms: mmc(arrivals_per_s, service_ms * (1.0 + service_error), servers)
            .ok()
            .map(|q| q.mean_wait_ms),
        service_error_to_overload: (c - a) / a,
    })
}

/// One shared queue against a queue per server at the same total load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooling {
    /// Mean wait with one queue for all servers, ms.
    pub pooled_wait_ms: f64,
    /// Mean wait when arrivals pick a server at random and queue there, ms.
    pub split_wait_ms: f64,
}

/// Compares M/M/c with c separate M/M/1 queues that share the arrivals evenly at random.
pub fn pooling(arrivals_per_s: f64, service_ms: f64, servers: u32) -> Result<Pooling> {
    let pooled = mmc(arrivals_per_s, service_ms, servers)?;
    let split = mmc(arrivals_per_s / f64::from(servers), service_ms, 1)?;
    Ok(Pooling { pooled_wait_ms: pooled.mean_wait_ms, split_wait_ms: split.mean_wait_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, want: f64, rel: f64) {
        assert!((got - want).abs() <= rel * want.abs(), "got {got}, want {want}");
    }

    #[test]
    fn ten_servers_as_load_rises() {
        for (rate, c, wait, p99) in
            [(80.0, 0.409_18, 20.46, 185.6), (90.0, 0.668_73, 66.87, 420.3), (95.0, 0.825_59, 165.1, 882.7)]
        {
            let q = mmc(rate, 100.0, 10).unwrap();
            near(q.p_wait, c, 2e-5);
            near(q.mean_wait_ms, wait, 3e-4);
            near(q.wait_percentile_ms(0.99).unwrap(), p99, 3e-4);
        }
    }

    #[test]
    fn percentiles_invert_the_tails() {
        // slack above, at and below 0: 10 - 9 - 1 = 0 exactly.
        for rate in [10.0, 80.0, 90.0, 99.0, 99.99] {
            let q = mmc(rate, 100.0, 10).unwrap();
            for level in [0.5, 0.99, 0.9999] {
                let t = q.response_percentile_ms(level).unwrap();
                near(q.p_response_longer(t).unwrap(), 1.0 - level, 1e-9);
                let t = q.wait_percentile_ms(level).unwrap();
                if t > 0.0 {
                    near(q.p_wait_longer(t).unwrap(), 1.0 - level, 1e-9);
                }
            }
        }
        assert_eq!(mmc(1.0, 100.0, 10).unwrap().wait_percentile_ms(0.99).unwrap(), 0.0);
    }

    #[test]
    fn one_server_answers_like_mm1() {
        let q = mmc(90.0, 10.0, 1).unwrap();
        near(q.response_percentile_ms(0.99).unwrap(), 460.517_018_598_8, 1e-9);
    }

    #[test]
    fn elasticities_agree_with_finite_differences() {
        for (rate, servers) in [(90.0, 10), (5.0, 1), (970.0, 100), (3.0, 64)] {
            let s = sensitivity(rate, 100.0, servers, 0.01).unwrap();
            let h = 1e-6;
            let w = |x: f64| mmc(rate, x, servers).unwrap().mean_wait_ms.ln();
            let slope = (w(100.0 * (1.0 + h)) - w(100.0 * (1.0 - h))) / (2.0 * h);
            near(s.to_service_time, slope, 1e-5);
            near(s.to_service_time, s.to_arrivals + 1.0, 1e-12);
        }
    }

    #[test]
    fn a_small_error_near_capacity_has_no_answer() {
        let s = sensitivity(98.0, 100.0, 10, 0.05).unwrap();
        assert_eq!(s.wait_if_slower_ms, None);
        near(s.service_error_to_overload, 0.2 / 9.8, 1e-12);
        assert!(s.wait_if_faster_ms < mmc(98.0, 100.0, 10).unwrap().mean_wait_ms);
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        let idle = mmc(0.0, 100.0, 3).unwrap();
        assert_eq!((idle.p_wait, idle.mean_wait_ms, idle.mean_response_ms), (0.0, 0.0, 100.0));
        assert_eq!(idle.wait_percentile_ms(0.999).unwrap(), 0.0);
        for (rate, service, servers) in [
            (100.0, 100.0, 10),
            (200.0, 100.0, 10),
            (f64::MAX, f64::MAX, 1),
            (1.0, 0.0, 1),
            (1.0, 1.0, 0),
            (-1.0, 1.0, 1),
            (f64::NAN, 1.0, 1),
        ] {
            assert!(mmc(rate, service, servers).is_err(), "{rate} {service} {servers}");
        }
        assert!(idle.wait_percentile_ms(1.0).is_err());
        assert!(pooling(1.0, 1.0, 0).is_err());
    }
}
