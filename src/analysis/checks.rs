//! Domain checks that the formulas share: each names the argument in the user's words. No formula lives here.

use super::{OutOfDomain, Result};

/// Amounts beyond this are typing errors; products of four of them are still finite.
const MOST: f64 = 1e75;

/// An amount from 0 to 10^75: formulas may multiply a few of them.
pub(super) fn amount(what: &'static str, x: f64) -> Result<f64> {
    if (0.0..=MOST).contains(&x) { Ok(x) } else { Err(outside(what, x, "a number of 0 or more")) }
}

/// An amount above 0, from 10^-75 to 10^75: formulas may divide by it.
pub(super) fn above_zero(what: &'static str, x: f64) -> Result<f64> {
    if (1.0 / MOST..=MOST).contains(&x) { Ok(x) } else { Err(outside(what, x, "a number above 0")) }
}

fn outside(what: &'static str, x: f64, expected: &'static str) -> OutOfDomain {
    let plain = x == 0.0 || !x.is_finite() || (1e-6..1e15).contains(&x.abs());
    // Nobody reads three hundred digits.
    let found = if plain { x.to_string() } else { format!("{x:e}") };
    OutOfDomain::new(what, found, if x > 0.0 { "a number between 10^-75 and 10^75" } else { expected })
}

/// A finite number of at least 0.
pub(super) fn not_negative(what: &'static str, x: f64) -> Result<f64> {
    if x.is_finite() && x >= 0.0 { Ok(x) } else { Err(OutOfDomain::new(what, x, "a number of 0 or more")) }
}

/// A delay in ms: 0 or more, and short enough (30,000 years) that sums of delays stay numbers.
pub(super) fn delay(what: &'static str, ms: f64) -> Result<f64> {
    if (0.0..=1e15).contains(&ms) { Ok(ms) } else { Err(OutOfDomain::new(what, ms, "a delay from 0 to 1e15 ms")) }
}

/// A finite number above 0.
pub(super) fn positive(what: &'static str, x: f64) -> Result<f64> {
    if x.is_finite() && x > 0.0 { Ok(x) } else { Err(OutOfDomain::new(what, x, "a number above 0")) }
}

/// A probability or a fraction, both ends included.
pub(super) fn fraction(what: &'static str, x: f64) -> Result<f64> {
    if (0.0..=1.0).contains(&x) { Ok(x) } else { Err(OutOfDomain::new(what, x, "a fraction from 0 to 1")) }
}

/// The level of a quantile whose distribution has no largest value: 1 is excluded.
pub(super) fn level(what: &'static str, q: f64) -> Result<f64> {
    if (0.0..1.0).contains(&q) {
        Ok(q)
    } else {
        Err(OutOfDomain::new(what, q, "a fraction from 0 to below 1: latency has no largest value"))
    }
}

/// A fraction that may be 0 but not 1.
pub(super) fn below_one(what: &'static str, x: f64) -> Result<f64> {
    if (0.0..1.0).contains(&x) { Ok(x) } else { Err(OutOfDomain::new(what, x, "a fraction from 0 to below 1")) }
}

/// [`at_least_one`] for counts that may exceed four thousand million.
pub(super) fn whole(what: &'static str, n: u64) -> Result<u64> {
    if n >= 1 { Ok(n) } else { Err(OutOfDomain::new(what, n, "1 or more")) }
}

/// A count of at least 1.
pub(super) fn at_least_one(what: &'static str, n: u32) -> Result<u32> {
    if n >= 1 { Ok(n) } else { Err(OutOfDomain::new(what, n, "1 or more")) }
}

/// The result of arithmetic on inputs that were each fine but together leave the range of a number.
pub(super) fn finite(what: &'static str, x: f64) -> Result<f64> {
    if x.is_finite() {
        Ok(x)
    } else {
        Err(OutOfDomain::new(what, x, "a finite number: one of the inputs is too large"))
    }
}
