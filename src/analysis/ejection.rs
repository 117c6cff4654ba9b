//! Passive health checks: hosts that a client leaves out for a while after failures, and the outage that this makes of a
//! small error rate when few hosts are left (outlier ejection).
//!
//! Failures are spread over the hosts that are left, so hosts are ejected at a steady rate however few they are, and each
//! comes back after a fixed time: a loss system. The chance that as many are out as may be is Erlang B, for any length of
//! the ejection (the formula does not depend on how it is spread).

use super::queueing::erlang_b;
use super::{OutOfDomain, Result, checks};

/// What one client does with hosts that fail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ejection {
    /// Hosts behind the client.
    pub hosts: u32,
    /// Failures in a row on one host until it is left out.
    pub consecutive: u32,
    /// How long it is left out (ms).
    pub out_ms: f64,
    /// The most hosts that may be out at once; all of them where nothing limits it.
    pub most_out: u32,
    /// Attempts per second that this client sends.
    pub rate_per_s: f64,
    /// The chance that an attempt fails although its host is sound, 0..=1.
    pub failure: f64,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ejected {
    /// Hosts out on average.
    pub mean_out: f64,
    /// Share of the time in which as many are out as may be.
    pub full: f64,
    /// Share of the requests that find no host at all.
    pub refused: f64,
    /// Share of the requests that fail: refused, or failed on a host.
    pub failed: f64,
    /// Load on each host that is left, over the load with all of them; while as many are out as may be, and any is left.
    pub load_when_full: Option<f64>,
}

/// Ejections in steady state of sound hosts whose attempts fail independently.
///
/// A host is ejected after `c` failures in a row: a share `p^c (1-p) / (1-p^c)` of all attempts ends such a run. Exact for
/// `c = 1`; for more it takes the runs as if they came at random. Ejection times that grow with each ejection make it worse.
pub fn ejected(e: &Ejection) -> Result<Ejected> {
    checks::at_least_one("the number of hosts", e.hosts)?;
    checks::at_least_one("the failures in a row that eject", e.consecutive)?;
    checks::amount("the time a host is left out (ms)", e.out_ms)?;
    checks::amount("the rate of attempts", e.rate_per_s)?;
    checks::fraction("the chance that an attempt fails", e.failure)?;
    if e.most_out > e.hosts {
        return Err(OutOfDomain::new("the hosts that may be out at once", e.most_out, "at most all hosts"));
    }
    let p = e.failure;
    let run = p.powf(f64::from(e.consecutive));
    // Ends of runs per attempt; all failures: every c-th.
    let ends = if p >= 1.0 { 1.0 / f64::from(e.consecutive) } else { run * (1.0 - p) / (1.0 - run) };
    let offered = checks::finite("the ejections under way", e.rate_per_s * ends * e.out_ms / 1000.0)?;
    let full = if e.most_out == 0 { 1.0 } else { erlang_b(e.most_out, offered)? };
    let refused = if e.most_out == e.hosts { full } else { 0.0 };
    Ok(Ejected {
        mean_out: if e.most_out == 0 { 0.0 } else { offered * (1.0 - full) },
        full,
        refused,
        failed: refused + (1.0 - refused) * p,
        load_when_full: (e.most_out < e.hosts).then(|| f64::from(e.hosts) / f64::from(e.hosts - e.most_out)),
    })
}

/// The most hosts that a share allows, at least one (as Envoy reads `max_ejection_percent`).
pub fn most_out(hosts: u32, share: f64) -> Result<u32> {
    checks::fraction("the share of hosts that may be out", share)?;
    let allowed = (share * f64::from(hosts) * (1.0 + 1e-12)).floor() as u32;
    Ok(allowed.max(1).min(hosts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    const THREE: Ejection =
        Ejection { hosts: 3, consecutive: 1, out_ms: 10_000.0, most_out: 3, rate_per_s: 100.0, failure: 0.01 };

    /// The same, played out request by request: share refused, mean hosts out.
    fn played(e: &Ejection, requests: u32) -> (f64, f64) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let n = e.hosts as usize;
        let (mut back, mut row) = (vec![0.0f64; n], vec![0u32; n]);
        let (mut now, mut refused, mut out) = (0.0, 0.0, 0.0);
        for _ in 0..requests {
            now += -(1.0 - rng.random::<f64>()).ln() * 1000.0 / e.rate_per_s;
            let live: Vec<usize> = (0..n).filter(|i| back[*i] <= now).collect();
            out += (n - live.len()) as f64;
            if live.is_empty() {
                refused += 1.0;
                continue;
            }
            let host = live[rng.random_range(0..live.len())];
            if rng.random::<f64>() >= e.failure {
                row[host] = 0;
                continue;
            }
            row[host] += 1;
            if row[host] >= e.consecutive && n - live.len() < e.most_out as usize {
                (back[host], row[host]) = (now + e.out_ms, 0);
            }
        }
        (refused / f64::from(requests), out / f64::from(requests))
    }

    #[test]
    fn one_failure_in_a_hundred_becomes_an_outage() {
        let got = ejected(&THREE).unwrap();
        // Offered 100 x 0.01 x 10 = 10 on three: Erlang B 0.7321.
        assert!((got.refused - 0.7321).abs() < 5e-5, "{got:?}");
        assert!(got.failed > 0.73 && got.load_when_full.is_none());
    }

    #[test]
    fn the_formula_agrees_with_requests_played_out() {
        let cases = [
            THREE,
            Ejection { hosts: 10, most_out: 10, ..THREE },
            Ejection { hosts: 10, most_out: 2, ..THREE },
            Ejection { hosts: 4, most_out: 4, consecutive: 2, failure: 0.1, ..THREE },
            Ejection { hosts: 5, most_out: 5, rate_per_s: 5.0, ..THREE },
        ];
        for e in cases {
            let (got, (refused, out)) = (ejected(&e).unwrap(), played(&e, 400_000));
            let near = |a: f64, b: f64| (a - b).abs() <= 0.02 + 0.06 * b;
            assert!(near(got.refused, refused), "{e:?}: refused {} for {refused}", got.refused);
            assert!(near(got.mean_out, out), "{e:?}: out {} for {out}", got.mean_out);
        }
    }

    #[test]
    fn a_cap_keeps_hosts_and_edges_are_answered() {
        let capped = ejected(&Ejection { hosts: 10, most_out: 1, ..THREE }).unwrap();
        assert_eq!(capped.refused, 0.0);
        assert!((capped.failed - 0.01).abs() < 1e-15 && (capped.load_when_full.unwrap() - 10.0 / 9.0).abs() < 1e-12);
        let never = ejected(&Ejection { failure: 0.0, ..THREE }).unwrap();
        assert_eq!((never.mean_out, never.failed), (0.0, 0.0));
        let always = ejected(&Ejection { failure: 1.0, ..THREE }).unwrap();
        assert!(always.failed >= 1.0 - 1e-12 && always.mean_out < 3.0);
        assert_eq!(ejected(&Ejection { most_out: 0, ..THREE }).unwrap().mean_out, 0.0);
        for bad in
            [Ejection { hosts: 0, ..THREE }, Ejection { most_out: 4, ..THREE }, Ejection { failure: 1.5, ..THREE }]
        {
            assert!(ejected(&bad).is_err(), "{bad:?}");
        }
        assert_eq!(most_out(3, 0.1).unwrap(), 1);
        assert_eq!(most_out(30, 0.1).unwrap(), 3);
        assert!(most_out(3, f64::NAN).is_err());
    }
}
