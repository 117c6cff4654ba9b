//! Replicas apart: tombstones, partitions, bounded staleness, cost of copies in several regions (D53 to D56).

use super::{OutOfDomain, Result, checks};

/// Whether deletes stay deleted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tombstones {
    /// How much the grace period exceeds the repair interval (ms); not positive: deletes can come back.
    pub slack_ms: f64,
    /// The longest outage after which a node may rejoin without a repair (ms): the hint window.
    pub rejoin_within_ms: f64,
}

/// Tombstone safety: repairs must come round before tombstones are dropped (D53).
pub fn tombstones(repair_interval_ms: f64, grace_ms: f64, hint_window_ms: f64) -> Result<Tombstones> {
    checks::above_zero("the repair interval (ms)", repair_interval_ms)?;
    checks::amount("the tombstone grace period (ms)", grace_ms)?;
    checks::amount("the hint window (ms)", hint_window_ms)?;
    Ok(Tombstones { slack_ms: grace_ms - repair_interval_ms, rejoin_within_ms: hint_window_ms.min(grace_ms) })
}

/// Requests refused during a partition by a system that prefers consistency (D54).
///
/// Clients on the minority side are refused all along; when the leader was there, the others wait for a failover too.
pub fn partition_cost(
    rate_per_s: f64,
    duration_ms: f64,
    minority_share: f64,
    leader_in_minority: bool,
    failover_ms: f64,
) -> Result<f64> {
    checks::amount("the request rate", rate_per_s)?;
    checks::amount("the length of the partition (ms)", duration_ms)?;
    checks::fraction("the share of clients on the minority side", minority_share)?;
    checks::amount("the failover time (ms)", failover_ms)?;
    let waiting = if leader_in_minority { (1.0 - minority_share) * failover_ms.min(duration_ms) } else { 0.0 };
    checks::finite("the refused requests", rate_per_s * (minority_share * duration_ms + waiting) / 1000.0)
}

/// Staleness of a follower's read (ms): time of the read less commit time of what it has applied, the age of the
/// last contact included (D55).
///
/// `None` when the last contact with the leader is older than `contact_bound_ms`: then nothing bounds it, whatever
/// lag the follower reports.
pub fn follower_staleness_ms(lag_ms: f64, contact_age_ms: f64, contact_bound_ms: f64) -> Result<Option<f64>> {
    checks::amount("the lag of the follower (ms)", lag_ms)?;
    checks::amount("the age of the last contact (ms)", contact_age_ms)?;
    checks::above_zero("the bound on the age of the last contact (ms)", contact_bound_ms)?;
    Ok((contact_age_ms < contact_bound_ms).then_some(lag_ms + contact_age_ms))
}

/// What copies in several regions add.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegionCost {
    /// Bytes that leave a region per second.
    pub egress_bytes_per_s: f64,
    /// Price of that over 30 days, in the currency of the price.
    pub egress_cost: f64,
    /// Bytes stored over all replicas.
    pub stored_bytes: f64,
}

/// Cross-region cost: `write bytes x (regions - 1) x price` and `bytes x replicas` (D56). Prices are the user's.
pub fn region_cost(
    write_bytes_per_s: f64,
    regions: u32,
    price_per_gb: f64,
    bytes: f64,
    replicas: u32,
) -> Result<RegionCost> {
    checks::amount("the bytes written per second", write_bytes_per_s)?;
    checks::at_least_one("the number of regions", regions)?;
    checks::amount("the price of a gigabyte", price_per_gb)?;
    checks::amount("the stored bytes", bytes)?;
    if replicas < regions {
        return Err(OutOfDomain::new("the number of replicas", replicas, "at least one for each region"));
    }
    let egress = write_bytes_per_s * f64::from(regions - 1);
    let month_s = 30.0 * 86_400.0;
    Ok(RegionCost {
        egress_bytes_per_s: egress,
        egress_cost: checks::finite("the cost of egress", egress * month_s / 1e9 * price_per_gb)?,
        stored_bytes: checks::finite("the stored bytes", bytes * f64::from(replicas))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: f64 = 86_400_000.0;

    #[test]
    fn weekly_repairs_fit_a_grace_of_ten_days() {
        let t = tombstones(7.0 * DAY_MS, 10.0 * DAY_MS, 10_800_000.0).unwrap();
        assert_eq!((t.slack_ms, t.rejoin_within_ms), (3.0 * DAY_MS, 10_800_000.0));
        assert!(tombstones(10.0 * DAY_MS, 10.0 * DAY_MS, 0.0).unwrap().slack_ms <= 0.0);
    }

    #[test]
    fn a_partition_refuses_the_minority_and_a_moment_of_the_rest() {
        assert_eq!(partition_cost(100.0, 60_000.0, 0.25, false, 5000.0).unwrap(), 1500.0);
        assert_eq!(partition_cost(100.0, 60_000.0, 0.25, true, 4000.0).unwrap(), 1800.0);
        assert_eq!(partition_cost(100.0, 1000.0, 0.0, true, 4000.0).unwrap(), 100.0);
    }

    #[test]
    fn a_follower_without_contact_has_no_bound() {
        assert_eq!(follower_staleness_ms(20.0, 100.0, 500.0).unwrap(), Some(120.0));
        assert_eq!(follower_staleness_ms(0.0, 500.0, 500.0).unwrap(), None);
    }

    #[test]
    fn a_single_region_has_no_egress() {
        let one = region_cost(1e6, 1, 0.02, 1e12, 3).unwrap();
        assert_eq!((one.egress_cost, one.stored_bytes), (0.0, 3e12));
        let three = region_cost(1e6, 3, 0.02, 1e12, 3).unwrap();
        assert!((three.egress_cost - 103.68).abs() < 1e-9, "{three:?}");
        assert!(region_cost(1.0, 3, 0.0, 1.0, 2).is_err());
    }
}
