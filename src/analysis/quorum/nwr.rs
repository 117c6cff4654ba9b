//! Counting quorums: N copies, any R answer a read, any W answer a write; and the majority of n.
//!
//! Overlap of read and write sets is necessary for fresh reads, not sufficient for linearizable ones: those also need
//! write-back and safe versions. It holds only while R and W name the same N replicas (not per-region local quorums,
//! not sloppy quorums) and no replica forgets what it acknowledged.

use crate::analysis::{OutOfDomain, Result};

/// What an N/R/W choice guarantees. Sources: Gifford, Weighted Voting for Replicated Data, SOSP 1979;
/// Attiya, Bar-Noy, Dolev 1995; DeCandia et al., Dynamo, SOSP 2007.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// R + W > N: every read set meets the write set of the last completed write.
    pub reads_meet_writes: bool,
    /// 2W > N: two write sets always meet, so that conflicting writes are seen.
    pub writes_meet_writes: bool,
    /// The fewest nodes that a read set and a write set share: max(0, R + W - N).
    pub fewest_shared: u32,
    /// Nodes that may be lost with reads still answered: N - R.
    pub read_tolerance: u32,
    /// Nodes that may be lost with writes still answered: N - W.
    pub write_tolerance: u32,
}

/// Tests whether read and write sets of counted quorums meet. `n >= 1`, `r` and `w` in `1..=n`.
pub fn overlap(n: u32, r: u32, w: u32) -> Result<Overlap> {
    check(n, r, w)?;
    let (long_n, sum) = (u64::from(n), u64::from(r) + u64::from(w));
    Ok(Overlap {
        reads_meet_writes: sum > long_n,
        writes_meet_writes: 2 * u64::from(w) > long_n,
        fewest_shared: sum.saturating_sub(long_n) as u32,
        read_tolerance: n - r,
        write_tolerance: n - w,
    })
}

/// The chance that R nodes drawn at random hold none of the W copies of the last write: C(N-W, R) / C(N, R).
///
/// An upper bound on what a client sees: it counts no copy that arrived after the write was acknowledged, and no read
/// repair. Same ranges as [`overlap`]. Source: Bailis et al., Probabilistically Bounded Staleness, VLDB 2012.
pub fn read_misses_write(n: u32, r: u32, w: u32) -> Result<f64> {
    check(n, r, w)?;
    if r > n - w {
        return Ok(0.0);
    }
    Ok((0..r).map(|i| f64::from(n - w - i) / f64::from(n - i)).product())
}

/// The smallest majority and the losses it survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    /// Nodes in a majority: floor(n/2) + 1.
    pub quorum: u32,
    /// Nodes that may be lost: floor((n-1)/2). An even n tolerates no more than n - 1 and needs a larger quorum.
    pub tolerance: u32,
}

/// The majority of `n` nodes, `n >= 1`. Source: Ongaro and Ousterhout, Raft, USENIX ATC 2014.
pub fn majority(n: u32) -> Result<Majority> {
    if n == 0 {
        return Err(OutOfDomain::new("the number of nodes", n, "1 or more"));
    }
    Ok(Majority { quorum: n / 2 + 1, tolerance: (n - 1) / 2 })
}

fn check(n: u32, r: u32, w: u32) -> Result<()> {
    if n == 0 {
        return Err(OutOfDomain::new("N, the number of copies", n, "1 or more"));
    }
    for (what, q) in [("R, the read quorum", r), ("W, the write quorum", w)] {
        if q == 0 || q > n {
            return Err(OutOfDomain::new(what, format!("{q} of N = {n}"), "between 1 and N"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_write_overlap_are_told_apart() {
        let o = overlap(5, 4, 2).unwrap();
        assert!(o.reads_meet_writes && !o.writes_meet_writes, "4 + 2 > 5 but 2 x 2 <= 5: {o:?}");
        assert_eq!((o.fewest_shared, o.read_tolerance, o.write_tolerance), (1, 1, 3));
        let o = overlap(3, 1, 1).unwrap();
        assert!(!o.reads_meet_writes && !o.writes_meet_writes);
        assert_eq!(o.fewest_shared, 0);
        let one = overlap(1, 1, 1).unwrap();
        assert!(one.reads_meet_writes && one.writes_meet_writes && one.write_tolerance == 0);
    }

    #[test]
    fn missed_reads_match_the_staleness_formula() {
        for (n, r, w, want) in [(3, 1, 1, 2.0 / 3.0), (3, 1, 2, 1.0 / 3.0), (3, 2, 2, 0.0), (5, 2, 3, 0.1)] {
            let got = read_misses_write(n, r, w).unwrap();
            assert!((got - want).abs() < 1e-15, "N{n} R{r} W{w}: {got}, expected {want}");
        }
    }

    #[test]
    fn a_quorum_outside_its_nodes_is_refused_by_name() {
        assert_eq!(
            overlap(3, 4, 2).unwrap_err().to_string(),
            "R, the read quorum is 4 of N = 3: expected between 1 and N"
        );
        assert!(overlap(0, 0, 0).is_err() && overlap(3, 1, 0).is_err() && majority(0).is_err());
        assert!(overlap(u32::MAX, u32::MAX, u32::MAX).unwrap().reads_meet_writes, "sums must not wrap");
    }

    #[test]
    fn an_even_count_tolerates_no_more_than_the_odd_one_below() {
        assert_eq!(majority(4).unwrap(), Majority { quorum: 3, tolerance: 1 });
        for n in (4..100).step_by(2) {
            let (even, odd) = (majority(n).unwrap(), majority(n - 1).unwrap());
            assert!(even.tolerance == odd.tolerance && even.quorum == odd.quorum + 1, "n = {n}");
        }
        assert_eq!(majority(1).unwrap(), Majority { quorum: 1, tolerance: 0 });
    }
}
