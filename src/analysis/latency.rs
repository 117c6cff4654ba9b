//! Latency floors: what distance and quorums force on a commit (D12, D13). Medians only; tails are in `tail`.

use super::{OutOfDomain, Result, checks};

/// Kilometres of fibre that a round trip covers per millisecond: light at two thirds of c, there and back.
const RTT_KM_PER_MS: f64 = 100.0;

/// Mean radius of the Earth (km).
const EARTH_KM: f64 = 6371.0;

/// Shortest round trip over a great-circle distance (ms): `km / 100` (D13). Real paths take 1.3 to 2 times as long.
pub fn rtt_floor_ms(km: f64) -> Result<f64> {
    Ok(checks::amount("the distance (km)", km)? / RTT_KM_PER_MS)
}

/// Great-circle distance between two points given as (latitude, longitude) in degrees (km).
pub fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> Result<f64> {
    for (latitude, longitude) in [from, to] {
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(OutOfDomain::new("the latitude (degrees)", latitude, "between -90 and 90"));
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(OutOfDomain::new("the longitude (degrees)", longitude, "between -180 and 180"));
        }
    }
    let (a, b) = (from.0.to_radians(), to.0.to_radians());
    let (dlat, dlon) = (b - a, (to.1 - from.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
    Ok(2.0 * EARTH_KM * h.clamp(0.0, 1.0).sqrt().asin())
}

/// A commit and how it degrades.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Commit {
    /// Latency with every replica up (ms).
    pub ms: f64,
    /// Latency after the nearest other replica is lost (ms); `None` when no quorum is left.
    pub nearest_lost_ms: Option<f64>,
}

/// Commit through a leader (D12): `client -> leader RTT + (quorum - 1)-th smallest leader -> follower RTT + fsync`.
///
/// `follower_rtts_ms` lists every follower; `quorum` counts the leader. A quorum of 1 waits for no follower.
pub fn leader_commit(client_rtt_ms: f64, follower_rtts_ms: &[f64], quorum: usize, fsync_ms: f64) -> Result<Commit> {
    checks::amount("the round trip from client to leader (ms)", client_rtt_ms)?;
    checks::amount("the fsync time (ms)", fsync_ms)?;
    if quorum == 0 || quorum > follower_rtts_ms.len() + 1 {
        return Err(OutOfDomain::new("the write quorum", quorum, "from 1 to the number of replicas"));
    }
    let sorted = sorted(follower_rtts_ms)?;
    let fixed = client_rtt_ms + fsync_ms;
    Ok(waited(fixed, &sorted, quorum - 1))
}

/// Commit without a leader (D12): the `w`-th smallest coordinator -> replica RTT, plus client RTT and fsync.
///
/// `replica_rtts_ms` lists every replica; a replica on the coordinator's own node has RTT 0. The loss that counts is
/// of the nearest replica.
pub fn leaderless_commit(client_rtt_ms: f64, replica_rtts_ms: &[f64], w: usize, fsync_ms: f64) -> Result<Commit> {
    checks::amount("the round trip from client to coordinator (ms)", client_rtt_ms)?;
    checks::amount("the fsync time (ms)", fsync_ms)?;
    if w == 0 || w > replica_rtts_ms.len() {
        return Err(OutOfDomain::new("the write quorum", w, "from 1 to the number of replicas"));
    }
    let sorted = sorted(replica_rtts_ms)?;
    Ok(waited(client_rtt_ms + fsync_ms, &sorted, w))
}

/// Members of a fast quorum of a leader-free protocol among `replicas` (EPaxos): `f + floor((f + 1) / 2)`, the proposer
/// included, where f is the number of failures tolerated.
pub fn fast_quorum(replicas: u32) -> Result<u32> {
    checks::at_least_one("the number of replicas", replicas)?;
    let f = (replicas - 1) / 2;
    // The paper's size holds for odd groups of 3 and more; a majority is always needed.
    Ok((f + f.div_ceil(2)).max(replicas / 2 + 1))
}

/// Commit without conflicts in a leader-free protocol (D12): the nearest fast quorum of the proposer, in one round trip.
///
/// `other_rtts_ms` lists the round trips to the other replicas. Conflicting commands take a second round.
pub fn fast_commit(client_rtt_ms: f64, other_rtts_ms: &[f64], fsync_ms: f64) -> Result<Commit> {
    let replicas = u32::try_from(other_rtts_ms.len() + 1).unwrap_or(u32::MAX);
    leader_commit(client_rtt_ms, other_rtts_ms, fast_quorum(replicas)? as usize, fsync_ms)
}

/// Waiting for the `count` fastest of sorted round trips.
fn waited(fixed: f64, sorted: &[f64], count: usize) -> Commit {
    let nth = |from: usize| match count {
        0 => Some(0.0),
        n => sorted.get(from + n - 1).copied(),
    };
    Commit { ms: fixed + nth(0).unwrap_or(0.0), nearest_lost_ms: nth(1).map(|rtt| fixed + rtt) }
}

fn sorted(rtts: &[f64]) -> Result<Vec<f64>> {
    for &rtt in rtts {
        checks::amount("a round trip between replicas (ms)", rtt)?;
    }
    let mut sorted = rtts.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quorum_waits_for_its_slowest_member() {
        let commit = leader_commit(0.0, &[150.0, 1.0, 70.0, 60.0], 3, 0.0).unwrap();
        assert_eq!(commit, Commit { ms: 60.0, nearest_lost_ms: Some(70.0) });
        let commit = leader_commit(2.0, &[1.0], 2, 0.5).unwrap();
        assert_eq!(commit, Commit { ms: 3.5, nearest_lost_ms: None });
        assert_eq!(leader_commit(2.0, &[], 1, 0.5).unwrap().nearest_lost_ms, Some(2.5));
    }

    #[test]
    fn a_leaderless_write_waits_for_w_replicas() {
        let commit = leaderless_commit(1.0, &[0.0, 40.0, 80.0], 2, 0.0).unwrap();
        assert_eq!(commit, Commit { ms: 41.0, nearest_lost_ms: Some(81.0) });
        assert!(leaderless_commit(0.0, &[1.0, 2.0], 3, 0.0).is_err());
        assert!(leader_commit(0.0, &[1.0], 0, 0.0).is_err());
        assert!(leader_commit(0.0, &[f64::NAN], 1, 0.0).is_err());
    }

    #[test]
    fn a_fast_quorum_of_five_is_three() {
        let sizes: Vec<u32> = [1, 3, 5, 7].iter().map(|&n| fast_quorum(n).unwrap()).collect();
        assert_eq!(sizes, [1, 2, 3, 5]);
        let commit = fast_commit(0.0, &[10.0, 20.0, 30.0, 40.0], 0.0).unwrap();
        assert_eq!(commit, Commit { ms: 20.0, nearest_lost_ms: Some(30.0) });
    }

    #[test]
    fn distance_sets_the_floor() {
        assert_eq!(rtt_floor_ms(6000.0).unwrap(), 60.0);
        // London to New York, about 5,570 km.
        let km = great_circle_km((51.5, -0.12), (40.7, -74.0)).unwrap();
        assert!((km - 5570.0).abs() < 20.0, "{km}");
        assert!((great_circle_km((0.0, 0.0), (0.0, 180.0)).unwrap() - 20_015.0).abs() < 1.0);
        assert!(great_circle_km((91.0, 0.0), (0.0, 0.0)).is_err());
    }
}
