//! What moves when nodes come and go, and how long moving takes (D39).

use super::{OutOfDomain, Result, checks};

/// Shares of the keys that move when the number of nodes changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    /// With consistent hashing, in expectation: the least possible.
    pub consistent: f64,
    /// With `hash mod n`: everything whose remainder changes.
    pub modulo: f64,
}

/// Keys that move between `before` and `after` nodes.
///
/// Consistent hashing moves `1 - min/max`, `1/(n+1)` for one node more; `hash mod n` moves `1 - min/lcm`, counted
/// exactly over one period of the remainders. Source: Karger et al. 1997.
pub fn moved(before: u64, after: u64) -> Result<Moved> {
    checks::whole("the number of nodes before", before)?;
    checks::whole("the number of nodes after", after)?;
    let (few, many) = (before.min(after) as f64, before.max(after) as f64);
    let lcm = before as f64 / gcd(before, after) as f64 * after as f64;
    Ok(Moved { consistent: 1.0 - few / many, modulo: 1.0 - few / lcm })
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Load on the survivors when one of several equal nodes is lost, as a multiple of what they had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AfterLoss {
    /// The lost load spreads over all the others: `n / (n - 1)`.
    pub spread: f64,
    /// All of it goes to one successor: 2.
    pub single_successor: f64,
}

/// Load after the loss of one of `nodes`.
pub fn after_loss(nodes: u64) -> Result<AfterLoss> {
    if nodes < 2 {
        return Err(OutOfDomain::new("the number of nodes", nodes, "2 or more, else nothing is left"));
    }
    Ok(AfterLoss { spread: nodes as f64 / (nodes - 1) as f64, single_successor: 2.0 })
}

/// Time to move `bytes` from `sources` that each send at most `throttle` bytes per second (ms).
///
/// While it lasts the throttle eats headroom, and what is being rebuilt has fewer copies.
pub fn duration_ms(bytes: f64, throttle: f64, sources: u64) -> Result<f64> {
    checks::amount("the bytes to move", bytes)?;
    checks::above_zero("the throttle (bytes/s)", throttle)?;
    let sources = checks::whole("the number of sources", sources)? as f64;
    checks::finite("the time to move", bytes / (throttle * sources) * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remainders_counted_one_by_one_agree() {
        for (a, b) in [(3u64, 4u64), (10, 12), (4, 8), (8, 4), (7, 7), (1, 5)] {
            let period = a * b;
            let stay = (0..period).filter(|x| x % a == x % b).count() as f64 / period as f64;
            let got = moved(a, b).unwrap();
            assert!((got.modulo - (1.0 - stay)).abs() < 1e-12, "{a} to {b}: {got:?}");
            assert!(got.consistent <= got.modulo + 1e-12);
        }
        assert_eq!(moved(3, 4).unwrap(), Moved { consistent: 0.25, modulo: 0.75 });
        assert!(moved(0, 4).is_err());
    }

    #[test]
    fn two_terabytes_at_fifty_megabytes_take_half_a_day() {
        let hours = duration_ms(2e12, 50e6, 1).unwrap() / 3_600_000.0;
        assert!((hours - 11.11).abs() < 0.01, "{hours}");
        assert!(duration_ms(1.0, 0.0, 1).is_err());
        assert!(after_loss(1).is_err());
        assert!((after_loss(4).unwrap().spread - 4.0 / 3.0).abs() < 1e-12);
    }
}
