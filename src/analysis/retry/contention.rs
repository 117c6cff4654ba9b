//! Clients that contend for one row by compare-and-set: what each kind of backoff costs them.
//!
//! A seeded event simulation of the model behind the advice to use jitter: every client reads the version, writes if
//! it is still the same, else waits and tries again, until it has written once. Network delays are the absolute value
//! of a normal variate. Source: Brooker, Exponential Backoff and Jitter, AWS Architecture Blog 2015, and its simulator.

use crate::analysis::backoff::Jitter;
use crate::analysis::{OutOfDomain, Result, checks};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How the clients wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Not at all.
    None,
    /// Exponentially, with this jitter; the wait before retry n is `base x 2^n`, capped.
    Exponential(Jitter),
}

/// The contest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contest {
    /// Clients, 1 to 10000.
    pub clients: u32,
    /// First wait (ms).
    pub base_ms: f64,
    /// Longest wait (ms).
    pub cap_ms: f64,
    /// Mean one-way delay (ms).
    pub network_mean_ms: f64,
    /// Its standard deviation (ms).
    pub network_sd_ms: f64,
}

/// What it took until every client had written, averaged over the trials.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Writes sent.
    pub calls: f64,
    /// Time until the last success (ms).
    pub time_ms: f64,
}

/// Where a client's message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Read,
    Readback(u32),
    Write(u32),
    Result(bool),
}

/// Runs `trials` contests with a seed.
pub fn contend(contest: &Contest, waiting: Waiting, trials: u32, seed: u64) -> Result<Cost> {
    if !(1..=10_000).contains(&contest.clients) {
        return Err(OutOfDomain::new("the number of clients", contest.clients, "from 1 to 10000"));
    }
    checks::at_least_one("the number of trials", trials)?;
    checks::amount("the backoff base (ms)", contest.base_ms)?;
    checks::amount("the backoff cap (ms)", contest.cap_ms)?;
    checks::above_zero("the network delay (ms)", contest.network_mean_ms)?;
    checks::amount("the deviation of the network delay (ms)", contest.network_sd_ms)?;
    let network = Normal::new(contest.network_mean_ms, contest.network_sd_ms)
        .map_err(|_| OutOfDomain::new("the network delay (ms)", contest.network_mean_ms, "a finite number"))?;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (mut calls, mut time) = (0u64, 0.0);
    for _ in 0..trials {
        let (c, t) = trial(contest, waiting, &network, &mut rng);
        calls += c;
        time += t;
    }
    Ok(Cost { calls: calls as f64 / f64::from(trials), time_ms: time / f64::from(trials) })
}

fn trial(contest: &Contest, waiting: Waiting, network: &Normal<f64>, rng: &mut Xoshiro256PlusPlus) -> (u64, f64) {
    // Bits of a non-negative float order like the float, so the heap needs no wrapper.
    let mut queue = BinaryHeap::new();
    let delay = |rng: &mut Xoshiro256PlusPlus| network.sample(rng).abs();
    for client in 0..contest.clients {
        queue.push(Reverse((delay(rng).to_bits(), client, Step::Read)));
    }
    let mut attempt = vec![0u32; contest.clients as usize];
    let mut sleep = vec![contest.base_ms; contest.clients as usize];
    let (mut version, mut calls, mut now) = (0u32, 0u64, 0.0);
    while let Some(Reverse((bits, client, step))) = queue.pop() {
        now = f64::from_bits(bits);
        let (after, next) = match step {
            Step::Read => (delay(rng), Step::Readback(version)),
            Step::Readback(seen) => (delay(rng), Step::Write(seen)),
            Step::Write(seen) => {
                calls += 1;
                let won = seen == version;
                version += u32::from(won);
                (delay(rng), Step::Result(won))
            }
            Step::Result(true) => continue,
            Step::Result(false) => {
                let i = client as usize;
                attempt[i] += 1;
                let pause = pause(contest, waiting, attempt[i], &mut sleep[i], rng);
                (delay(rng) + pause, Step::Read)
            }
        };
        queue.push(Reverse(((now + after).to_bits(), client, next)));
    }
    (calls, now)
}

fn pause(contest: &Contest, waiting: Waiting, n: u32, sleep: &mut f64, rng: &mut Xoshiro256PlusPlus) -> f64 {
    let Waiting::Exponential(jitter) = waiting else { return 0.0 };
    let full = (contest.base_ms * 2f64.powf(f64::from(n))).min(contest.cap_ms);
    let u: f64 = rng.random();
    match jitter {
        Jitter::None => full,
        Jitter::Equal => full / 2.0 + u * full / 2.0,
        Jitter::Full => u * full,
        Jitter::PlusMinus(percent) => full * (1.0 + (2.0 * u - 1.0) * f64::from(percent.min(100)) / 100.0),
        Jitter::Decorrelated => {
            let high = (3.0 * *sleep).max(contest.base_ms);
            *sleep = (contest.base_ms + u * (high - contest.base_ms)).min(contest.cap_ms);
            *sleep
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Contest =
        Contest { clients: 10, base_ms: 5.0, cap_ms: 2000.0, network_mean_ms: 10.0, network_sd_ms: 2.0 };

    #[test]
    fn one_client_needs_one_call() {
        let alone = contend(&Contest { clients: 1, ..TEN }, Waiting::None, 50, 1).unwrap();
        assert_eq!(alone.calls, 1.0);
        assert!((alone.time_ms - 40.0).abs() < 3.0, "{alone:?}");
    }

    #[test]
    fn jitter_halves_the_calls_of_a_hundred_clients() {
        let hundred = Contest { clients: 100, ..TEN };
        let plain = contend(&hundred, Waiting::Exponential(Jitter::None), 10, 1).unwrap();
        let full = contend(&hundred, Waiting::Exponential(Jitter::Full), 10, 1).unwrap();
        assert!(full.calls < plain.calls / 2.0 && full.time_ms < plain.time_ms, "{full:?} {plain:?}");
        assert_eq!(full, contend(&hundred, Waiting::Exponential(Jitter::Full), 10, 1).unwrap());
    }

    #[test]
    fn nobody_contends_for_nothing() {
        assert!(contend(&Contest { clients: 0, ..TEN }, Waiting::None, 1, 1).is_err());
        assert!(contend(&TEN, Waiting::None, 0, 1).is_err());
        assert!(contend(&Contest { network_mean_ms: 0.0, ..TEN }, Waiting::None, 1, 1).is_err());
    }
}
