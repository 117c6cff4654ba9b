//! Leader failover: how long it takes (D14) and what it costs in a year (D03).
//!
//! The model is an election after missed heartbeats, as in Raft: random timeouts, whole ticks, split votes.
//! Milliseconds throughout. Source: Ongaro and Ousterhout 2014, section 9.3; etcd tuning guide.

use super::{OutOfDomain, Result, checks};

/// Milliseconds of a 365-day year.
pub const YEAR_MS: f64 = 365.0 * 86_400_000.0;

/// What decides how long a group is without a leader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Election {
    /// Voters, the lost leader included.
    pub voters: u32,
    /// Shortest election timeout T (ms).
    pub timeout_ms: f64,
    /// How much longer a follower's draw can be (ms): T itself in Raft and etcd, which draw from T to 2T.
    pub spread_ms: f64,
    /// Interval of the leader's heartbeats (ms).
    pub heartbeat_ms: f64,
    /// Granularity in which followers count time (ms); 0 for a continuous clock, the heartbeat in etcd.
    pub tick_ms: f64,
    /// Round trip between voters (ms).
    pub rtt_ms: f64,
    /// Time for the new leader to apply what it lacks (ms).
    pub catch_up_ms: f64,
    /// Time for clients to find it: DNS lifetime, pool refresh (ms).
    pub rediscovery_ms: f64,
}

/// A failover in parts (ms).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failover {
    /// Mean time from the fault to the first candidate: the least of the followers' timeouts, less the age of the
    /// last heartbeat at the fault.
    pub detect_ms: f64,
    /// Probability that an election ends without a winner and another must follow.
    pub split_vote: f64,
    /// Mean time until a winner: detection, a vote round trip, repeated elections.
    pub elected_ms: f64,
    /// Mean time until clients are served again.
    pub mean_ms: f64,
    /// The same when the luckiest voter times out at once: the shortest failover.
    pub shortest_ms: f64,
    /// The same when every timeout is the longest and the first vote succeeds.
    pub longest_ms: f64,
}

/// Time to fail over after the leader is lost without warning (D14). A graceful handover skips detection.
///
/// A timeout of whole ticks that start at a random phase is uniform on `[T - tick, T - tick + spread)`; the first of m
/// followers is expected at `T - tick + spread/(m + 1)` after the last heartbeat, which came half a heartbeat before the
/// fault. Where a heartbeat and a tick exceed T, followers elect while the leader lives, and the model has no answer. Two followers collide when they time out within a one-way delay;
/// the vote is then split if the others divide so that neither reaches the majority.
pub fn failover(e: &Election) -> Result<Failover> {
    checks::above_zero("the election timeout (ms)", e.timeout_ms)?;
    checks::amount("the heartbeat interval (ms)", e.heartbeat_ms)?;
    checks::amount("the tick (ms)", e.tick_ms)?;
    checks::amount("the round trip between voters (ms)", e.rtt_ms)?;
    checks::amount("the catch-up time (ms)", e.catch_up_ms)?;
    checks::amount("the rediscovery time (ms)", e.rediscovery_ms)?;
    if e.voters < 3 {
        return Err(OutOfDomain::new(
            "the number of voters",
            e.voters,
            "at least 3, else a lost leader stops the group",
        ));
    }
    if e.heartbeat_ms >= e.timeout_ms || e.heartbeat_ms + e.tick_ms > e.timeout_ms {
        let expected = "at most the election timeout, else followers elect between two heartbeats";
        return Err(OutOfDomain::new("the heartbeat plus the tick (ms)", e.heartbeat_ms + e.tick_ms, expected));
    }
    checks::above_zero("the spread of the election timeout (ms)", e.spread_ms)?;
    if e.rtt_ms / 2.0 >= e.spread_ms {
        let expected = "below twice the spread of the election timeout, else every vote splits";
        return Err(OutOfDomain::new("the round trip between voters (ms)", e.rtt_ms, expected));
    }
    let followers = e.voters - 1;
    let m = f64::from(followers);
    let first = e.timeout_ms - e.tick_ms + e.spread_ms / (m + 1.0);
    let detect_ms = first - e.heartbeat_ms / 2.0;
    let collide = -f64::exp_m1(m * f64::ln_1p(-e.rtt_ms / 2.0 / e.spread_ms));
    let split_vote = collide * divided(followers - 2, e.voters / 2 + 1);
    let again = split_vote / (1.0 - split_vote) * (first + e.rtt_ms);
    let elected_ms = checks::finite("the election time", detect_ms + e.rtt_ms + again)?;
    let after = e.catch_up_ms + e.rediscovery_ms;
    Ok(Failover {
        detect_ms,
        split_vote,
        elected_ms,
        mean_ms: elected_ms + after,
        shortest_ms: (e.timeout_ms - e.tick_ms - e.heartbeat_ms).max(0.0) + e.rtt_ms + after,
        longest_ms: e.timeout_ms + e.spread_ms + e.rtt_ms + after,
    })
}

/// The failover that a share `level` (0 to below 1) of them does not exceed (ms), of the same model as [`failover`].
///
/// A third election is counted at its mean length, more than two split votes in a row as beyond any level; where those
/// decide, the answer is an error.
pub fn percentile_ms(e: &Election, level: f64) -> Result<f64> {
    const NODES: u32 = 128;
    let f = failover(e)?;
    let level = checks::below_one("the percentile of the failover", level)?;
    let split = f.split_vote;
    if level >= 1.0 - split * split * split {
        let expected = "below the share of failovers with at most two split votes";
        return Err(OutOfDomain::new("the percentile of the failover", level, expected));
    }
    let m = f64::from(e.voters - 1);
    let from = e.timeout_ms - e.tick_ms;
    // Integral of the distribution of the first timeout, up to z.
    let area = |z: f64| {
        let y = ((z - from) / e.spread_ms).clamp(0.0, 1.0);
        (z - from).clamp(0.0, e.spread_ms) - e.spread_ms / (m + 1.0) * (1.0 - (1.0 - y).powf(m + 1.0))
            + (z - from - e.spread_ms).max(0.0)
    };
    // The last contact was up to a heartbeat before the fault.
    let detected = |x: f64| {
        if e.heartbeat_ms > 0.0 {
            (area(x + e.heartbeat_ms) - area(x)) / e.heartbeat_ms
        } else {
            1.0 - (1.0 - ((x - from) / e.spread_ms).clamp(0.0, 1.0)).powf(m)
        }
    };
    let second = |i: u32| {
        let v = 1.0 - (1.0 - (f64::from(i) + 0.5) / f64::from(NODES)).powf(1.0 / m);
        from + e.spread_ms * v + e.rtt_ms
    };
    let mean = from + e.spread_ms / (m + 1.0) + e.rtt_ms;
    let by = |x: f64| {
        let x = x - e.rtt_ms - e.catch_up_ms - e.rediscovery_ms;
        let again = |x: f64| (0..NODES).map(|i| detected(x - second(i))).sum::<f64>() / f64::from(NODES);
        (1.0 - split) * (detected(x) + split * again(x) + split * split * again(x - mean))
    };
    let (mut low, mut high) = (f.shortest_ms.min(f.longest_ms), 3.0 * f.longest_ms + e.timeout_ms + e.spread_ms);
    // Half of all failovers and more: a bisection to nine digits.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if by(middle) >= level {
            high = middle;
        } else {
            low = middle;
        }
        if high - low <= 1e-9 * high {
            break;
        }
    }
    checks::finite("the percentile of the failover", high)
}

/// Probability that `others` voters, each choosing one of two candidates at random, leave both below `majority`.
fn divided(others: u32, majority: u32) -> f64 {
    let mut ways = 1.0;
    let mut split = 0.0;
    for x in 0..=others {
        if 1 + x < majority && 1 + others - x < majority {
            split += ways;
        }
        ways *= f64::from(others - x) / f64::from(x + 1);
    }
    split * 0.5f64.powf(f64::from(others))
}

/// What failovers cost in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FailoverCost {
    /// Unavailable time per year, weighted by the share of the keys that it touches (ms).
    pub cost_ms: f64,
    /// That as a share of the year's error budget; `None` when the objective leaves no budget.
    pub budget_share: Option<f64>,
}

/// Cost of `per_year` failovers, planned leader moves included, each `failover_ms` long (D03).
///
/// `key_share` is the part of the requests that fail meanwhile: 1 for one leader, 1/S for one of S shards.
pub fn yearly_cost(per_year: f64, failover_ms: f64, key_share: f64, objective: f64) -> Result<FailoverCost> {
    yearly_cost_of(&[(per_year, failover_ms)], key_share, objective)
}

/// The same for moves of several kinds, each as how many a year and how long (ms): losses, and planned moves that hand over.
pub fn yearly_cost_of(moves: &[(f64, f64)], key_share: f64, objective: f64) -> Result<FailoverCost> {
    checks::fraction("the share of the keys", key_share)?;
    checks::fraction("the objective", objective)?;
    let mut sum = 0.0;
    for (per_year, takes_ms) in moves {
        sum +=
            checks::amount("the failovers per year", *per_year)? * checks::amount("the failover time (ms)", *takes_ms)?;
    }
    let cost_ms = checks::finite("the cost of failovers", sum * key_share)?;
    let budget = (1.0 - objective) * YEAR_MS;
    Ok(FailoverCost { cost_ms, budget_share: (budget > 0.0).then(|| cost_ms / budget) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ETCD: Election = Election {
        voters: 3,
        timeout_ms: 1000.0,
        spread_ms: 1000.0,
        heartbeat_ms: 100.0,
        tick_ms: 100.0,
        rtt_ms: 2.0,
        catch_up_ms: 0.0,
        rediscovery_ms: 0.0,
    };

    #[test]
    fn the_first_of_two_followers_is_expected_a_third_into_the_range() {
        let f = failover(&ETCD).unwrap();
        assert!((f.detect_ms - (900.0 + 1000.0 / 3.0 - 50.0)).abs() < 1e-9, "{f:?}");
        assert!(f.shortest_ms < f.mean_ms && f.mean_ms < f.longest_ms, "{f:?}");
    }

    #[test]
    fn short_timeouts_split_more_votes() {
        let short = failover(&Election {
            timeout_ms: 150.0,
            spread_ms: 150.0,
            heartbeat_ms: 15.0,
            tick_ms: 0.0,
            rtt_ms: 15.0,
            ..ETCD
        });
        let long = failover(&Election {
            timeout_ms: 1500.0,
            spread_ms: 1500.0,
            heartbeat_ms: 15.0,
            tick_ms: 0.0,
            rtt_ms: 15.0,
            ..ETCD
        });
        assert!(short.unwrap().split_vote > 5.0 * long.unwrap().split_vote);
    }

    #[test]
    fn percentiles_are_those_of_elections_played_out() {
        use rand::{RngExt, SeedableRng};
        for e in [
            ETCD,
            Election {
                voters: 5,
                timeout_ms: 150.0,
                spread_ms: 150.0,
                heartbeat_ms: 30.0,
                tick_ms: 0.0,
                rtt_ms: 20.0,
                ..ETCD
            },
        ] {
            let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(4);
            let split = failover(&e).unwrap().split_vote;
            let mut times: Vec<f64> = (0..100_000)
                .map(|_| {
                    let first = |rng: &mut rand_xoshiro::Xoshiro256PlusPlus| {
                        let draws = (1..e.voters).map(|_| rng.random::<f64>());
                        e.timeout_ms - e.tick_ms + e.spread_ms * draws.fold(1.0, f64::min) + e.rtt_ms
                    };
                    let mut time = first(&mut rng);
                    while rng.random::<f64>() < split {
                        time += first(&mut rng);
                    }
                    time - e.heartbeat_ms * rng.random::<f64>()
                })
                .collect();
            times.sort_by(f64::total_cmp);
            for level in [0.1, 0.5, 0.95] {
                let (got, want) = (percentile_ms(&e, level).unwrap(), times[(level * 1e5) as usize]);
                assert!((got - want).abs() < 0.01 * want, "{e:?} p{level}: {got} for {want}");
            }
        }
        assert!(percentile_ms(&ETCD, 1.0).is_err() && percentile_ms(&ETCD, f64::NAN).is_err());
        let zero = percentile_ms(&ETCD, 0.0).unwrap();
        assert!((zero - failover(&ETCD).unwrap().shortest_ms).abs() < 1.0, "{zero}");
    }

    #[test]
    fn two_left_of_three_always_split_when_they_collide() {
        assert_eq!(divided(0, 2), 1.0);
        // Four left of five: the others must divide one to one.
        assert_eq!(divided(2, 3), 0.5);
    }

    #[test]
    fn a_group_of_two_does_not_fail_over() {
        assert!(failover(&Election { voters: 2, ..ETCD }).is_err());
        assert!(failover(&Election { timeout_ms: 50.0, ..ETCD }).is_err());
        // A timeout of one tick may end before the next heartbeat comes: that group elects all the time.
        let beats = Election { timeout_ms: 600.0, spread_ms: 600.0, heartbeat_ms: 500.0, tick_ms: 500.0, ..ETCD };
        assert!(failover(&beats).unwrap_err().to_string().contains("between two heartbeats"));
        let mean = failover(&Election { tick_ms: 0.0, ..beats }).unwrap().mean_ms;
        // Votes split now and then: a few milliseconds more than the parts.
        assert!((mean - (600.0 + 200.0 - 250.0 + 2.0)).abs() < 4.0, "{mean}");
        assert!(failover(&Election { heartbeat_ms: 100.0, ..beats }).is_ok(), "exactly at the bound");
        assert!(failover(&Election { rtt_ms: 3000.0, ..ETCD }).is_err());
    }

    #[test]
    fn twelve_failovers_of_thirty_seconds_take_a_ninth_of_four_nines() {
        let cost = yearly_cost(12.0, 30_000.0, 1.0, 0.9999).unwrap();
        assert_eq!(cost.cost_ms, 360_000.0);
        assert!((cost.budget_share.unwrap() - 0.114_155).abs() < 1e-5, "{cost:?}");
        assert_eq!(yearly_cost(1.0, 1.0, 1.0, 1.0).unwrap().budget_share, None);
        let both = yearly_cost_of(&[(12.0, 20.0), (1.0, 30_000.0)], 0.5, 0.9999).unwrap();
        assert_eq!(both.cost_ms, 15_120.0);
        assert!(yearly_cost_of(&[(1.0, -1.0)], 1.0, 0.9).is_err());
    }
}
