//! Consensus groups: failures tolerated, election timing, published defaults (D09 and the timing rules of D14).
//!
//! Milliseconds. Sources: Ongaro and Ousterhout 2014, section 9.3; etcd v3.5 FAQ and tuning guide.

use super::availability::{Availability, k_of_n};
use super::{OutOfDomain, Result, checks};

/// Majority and failures tolerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tolerance {
    /// Voters that must agree: `floor(n/2) + 1`.
    pub majority: u32,
    /// Voters that may fail: `floor((n-1)/2)`. An even group tolerates no more than one voter less would.
    pub failures: u32,
}

/// Majority and tolerance of a group of `voters`.
pub fn tolerance(voters: u32) -> Result<Tolerance> {
    checks::at_least_one("the number of voters", voters)?;
    Ok(Tolerance { majority: voters / 2 + 1, failures: (voters - 1) / 2 })
}

/// Availability of a majority of like, independent voters: an upper bound.
pub fn availability(voters: u32, node: f64) -> Result<Availability> {
    k_of_n(tolerance(voters)?.majority as usize, voters as usize, node)
}

/// Election timeouts that the Raft paper recommends, and the ranges it names (ms).
pub mod raft {
    /// Recommended range of the randomised election timeout.
    pub const TIMEOUT_MS: (f64, f64) = (150.0, 300.0);
    /// Broadcast times to expect, with storage included.
    pub const BROADCAST_MS: (f64, f64) = (0.5, 20.0);
    /// Where election timeouts are likely to lie.
    pub const TIMEOUT_RANGE_MS: (f64, f64) = (10.0, 500.0);
}

/// Defaults and limits of etcd (ms).
pub mod etcd {
    /// Heartbeat interval.
    pub const HEARTBEAT_MS: f64 = 100.0;
    /// Election timeout.
    pub const ELECTION_MS: f64 = 1000.0;
    /// The longest election timeout it accepts.
    pub const MAX_ELECTION_MS: f64 = 50_000.0;
    /// The election timeout is at least this many round trips.
    pub const ELECTION_PER_RTT: f64 = 10.0;
    /// The election timeout is at least this many heartbeats, or it does not start.
    pub const ELECTION_PER_HEARTBEAT: f64 = 5.0;
    /// The heartbeat is this many round trips, from and to.
    pub const HEARTBEAT_PER_RTT: (f64, f64) = (0.5, 1.5);
}

/// Raft's requirement `broadcast << election timeout << MTBF`, read as factors.
///
/// `low` times the broadcast must not exceed the timeout (the paper: an order of magnitude), and the timeout must be
/// `high` times below the MTBF of a server (a few orders of magnitude).
pub fn timing_holds(broadcast_ms: f64, timeout_ms: f64, mtbf_ms: f64, low: f64, high: f64) -> Result<bool> {
    checks::amount("the broadcast time (ms)", broadcast_ms)?;
    checks::above_zero("the election timeout (ms)", timeout_ms)?;
    checks::above_zero("the time between failures (ms)", mtbf_ms)?;
    checks::above_zero("the factor between broadcast and timeout", low)?;
    checks::above_zero("the factor between timeout and MTBF", high)?;
    Ok(timeout_ms >= low * broadcast_ms && mtbf_ms >= high * timeout_ms)
}

/// How etcd's timing settings fit a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EtcdTuning {
    /// The election timeout is at least ten round trips and at most 50 s.
    pub election_ok: bool,
    /// The election timeout is at least five heartbeats.
    pub ratio_ok: bool,
    /// The heartbeat is not shorter than half a round trip: shorter ones only cost messages.
    pub heartbeat_not_too_short: bool,
    /// The heartbeat is not longer than one and a half round trips, as the guide suggests. Advice only: the default
    /// of 100 ms is longer on any local network.
    pub heartbeat_not_too_long: bool,
}

/// Checks etcd's settings against the round trip between its members.
pub fn etcd_tuning(rtt_ms: f64, heartbeat_ms: f64, election_ms: f64) -> Result<EtcdTuning> {
    checks::amount("the round trip (ms)", rtt_ms)?;
    checks::above_zero("the heartbeat interval (ms)", heartbeat_ms)?;
    checks::above_zero("the election timeout (ms)", election_ms)?;
    Ok(EtcdTuning {
        election_ok: election_ms >= etcd::ELECTION_PER_RTT * rtt_ms && election_ms <= etcd::MAX_ELECTION_MS,
        ratio_ok: election_ms >= etcd::ELECTION_PER_HEARTBEAT * heartbeat_ms,
        heartbeat_not_too_short: heartbeat_ms >= etcd::HEARTBEAT_PER_RTT.0 * rtt_ms,
        heartbeat_not_too_long: heartbeat_ms <= etcd::HEARTBEAT_PER_RTT.1 * rtt_ms,
    })
}

/// What a partition-log topic tolerates (D52).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogTolerance {
    /// Replicas that may be lost while writes with acks=all go on: `replicas - min in sync`.
    pub write_available: u32,
    /// Replicas that may be lost without losing acknowledged data: `min in sync - 1`; 0 with unclean elections, after
    /// which an empty replica may lead.
    pub data_safe: u32,
}

/// Tolerance of a log with `replicas` copies, of which `min_in_sync` acknowledge (Kafka with acks=all).
///
/// acks=all waits for the replicas in sync at that moment; with a minimum of 1 that can be the leader alone. An
/// acknowledgement means the page cache, not the disk, by default.
pub fn log_tolerance(replicas: u32, min_in_sync: u32, unclean_election: bool) -> Result<LogTolerance> {
    checks::at_least_one("the number of replicas", replicas)?;
    if min_in_sync == 0 || min_in_sync > replicas {
        return Err(OutOfDomain::new("the minimum in sync", min_in_sync, "from 1 to the number of replicas"));
    }
    Ok(LogTolerance {
        write_available: replicas - min_in_sync,
        data_safe: if unclean_election { 0 } else { min_in_sync - 1 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fourth_voter_tolerates_nothing_more() {
        assert_eq!(tolerance(3).unwrap(), Tolerance { majority: 2, failures: 1 });
        assert_eq!(tolerance(4).unwrap(), Tolerance { majority: 3, failures: 1 });
        assert_eq!(tolerance(1).unwrap(), Tolerance { majority: 1, failures: 0 });
        assert!(tolerance(0).is_err());
        assert!(availability(4, 0.99).unwrap().down() > availability(3, 0.99).unwrap().down());
    }

    #[test]
    fn timing_fails_on_either_side() {
        let month = 30.0 * 86_400_000.0;
        assert!(timing_holds(15.0, 150.0, month, 10.0, 1000.0).unwrap());
        assert!(!timing_holds(100.0, 300.0, month, 10.0, 1000.0).unwrap());
        assert!(!timing_holds(10.0, 1000.0, 60_000.0, 10.0, 1000.0).unwrap());
        assert!(timing_holds(10.0, 0.0, month, 10.0, 1000.0).is_err());
    }

    #[test]
    fn etcd_on_a_slow_network_needs_more_than_its_defaults() {
        let far = etcd_tuning(130.0, etcd::HEARTBEAT_MS, etcd::ELECTION_MS).unwrap();
        assert!(!far.election_ok && far.ratio_ok && far.heartbeat_not_too_short);
        assert!(!etcd_tuning(10.0, 300.0, 1000.0).unwrap().ratio_ok);
        assert!(etcd_tuning(5000.0, 5000.0, 50_000.0).unwrap().election_ok);
        assert!(!etcd_tuning(1.0, 100.0, 60_000.0).unwrap().election_ok);
    }

    #[test]
    fn a_log_of_three_with_two_in_sync_loses_one_of_each() {
        assert_eq!(log_tolerance(3, 2, false).unwrap(), LogTolerance { write_available: 1, data_safe: 1 });
        assert_eq!(log_tolerance(3, 1, false).unwrap(), LogTolerance { write_available: 2, data_safe: 0 });
        assert_eq!(log_tolerance(3, 2, true).unwrap().data_safe, 0);
        assert!(log_tolerance(3, 4, false).is_err());
    }
}
