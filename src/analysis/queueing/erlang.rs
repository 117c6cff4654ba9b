//! Erlang's two formulas for a pool of equal servers. Waits built on them are in `mmc`.

use super::stable;
use crate::analysis::{OutOfDomain, Result, checks};

/// Most servers the formulas take: the recursion is one division a server.
pub const MAX_SERVERS: u32 = 1_000_000;

/// Erlang B: probability that an arrival finds all `servers` busy and is turned away (no queue).
///
/// `offered` = arrival rate x mean service time, in erlangs, 0 or more; above the number of servers is fine.
/// Recursion `B_k = a B / (k + a B)`, which neither overflows nor cancels (Erlang 1917).
pub fn erlang_b(servers: u32, offered: f64) -> Result<f64> {
    checks::at_least_one("the number of servers", servers)?;
    if servers > MAX_SERVERS {
        return Err(OutOfDomain::new("the number of servers", servers, "1,000,000 or fewer"));
    }
    checks::not_negative("the offered load", offered)?;
    // a B may pass the largest number only if a itself is absurd; the quotient is then 1 to the last digit.
    let step = |b: f64, k: u32| if offered > 1e300 { 1.0 } else { offered * b / (f64::from(k) + offered * b) };
    Ok((1..=servers).fold(1.0, step))
}

/// Erlang C: probability that an arrival must wait in an M/M/c queue. `offered` below the number of servers.
pub fn erlang_c(servers: u32, offered: f64) -> Result<f64> {
    let b = erlang_b(servers, offered)?;
    let c = f64::from(servers);
    stable(offered / c)?;
    Ok(c * b / ((c - offered) + offered * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_is_the_textbook_case() {
        assert!((erlang_b(1, 0.5).unwrap() - 1.0 / 3.0).abs() < 1e-15);
        assert!((erlang_c(1, 0.3).unwrap() - 0.3).abs() < 1e-15, "one server: P(wait) = utilisation");
    }

    #[test]
    fn a_hundred_thousand_servers_stay_in_range() {
        for load in [0.0, 1.0, 50_000.0, 99_999.0, 99_999.999] {
            let c = erlang_c(100_000, load).unwrap();
            assert!((0.0..=1.0).contains(&c), "{load}: {c}");
        }
        assert!(erlang_c(100_000, 99_999.999).unwrap() > 0.99, "next to capacity nearly everyone waits");
    }

    #[test]
    fn more_servers_block_less_and_more_load_blocks_more() {
        for c in 1..200 {
            assert!(erlang_b(c + 1, 40.0).unwrap() < erlang_b(c, 40.0).unwrap(), "{c}");
            assert!(erlang_b(50, f64::from(c) + 1.0).unwrap() > erlang_b(50, f64::from(c)).unwrap(), "{c}");
        }
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        assert_eq!(erlang_b(3, 0.0).unwrap(), 0.0);
        assert!((erlang_b(3, 1e301).unwrap() - 1.0).abs() < 1e-15);
        assert!(erlang_b(0, 1.0).is_err() && erlang_b(MAX_SERVERS + 1, 1.0).is_err());
        assert!(erlang_b(1, -1.0).is_err() && erlang_b(1, f64::INFINITY).is_err());
        let e = erlang_c(10, 12.0).unwrap_err().to_string();
        assert_eq!(e, "utilisation is 1.2: expected below 1: at or above it the queue grows without end");
    }
}
