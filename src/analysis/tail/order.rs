//! Order statistics and sums of exponential latencies: the slowest of n, the k-th of n, calls in a row.
//! Exponential because it is the one tail that two numbers describe; a measured distribution needs its own samples.

use crate::analysis::{OutOfDomain, Result, checks};
use statrs::function::{beta::beta_reg, gamma::gamma_ur};

/// Most calls the sums take.
const MOST_CALLS: u32 = 1_000_000;

/// Mean of the slowest of `n` independent exponential latencies of mean `mean_ms`: `mean x (1 + 1/2 + .. + 1/n)`.
pub fn slowest_mean_ms(n: u32, mean_ms: f64) -> Result<f64> {
    kth_mean_ms(n, n, mean_ms)
}

/// Mean of the `k`-th fastest of `n`: `mean x (1/n + .. + 1/(n-k+1))`.
pub fn kth_mean_ms(k: u32, n: u32, mean_ms: f64) -> Result<f64> {
    ranks(k, n)?;
    checks::positive("the mean latency", mean_ms)?;
    let harmonic: f64 = (0..k).map(|i| 1.0 / f64::from(n - i)).sum();
    checks::finite("the mean of the k-th fastest", mean_ms * harmonic)
}

/// Quantile `q` (0 to below 1) of the slowest of `n` exponential latencies.
pub fn slowest_quantile_ms(n: u32, q: f64, mean_ms: f64) -> Result<f64> {
    ranks(n, n)?;
    checks::level("the percentile", q)?;
    checks::positive("the mean latency", mean_ms)?;
    if q == 0.0 {
        return Ok(0.0);
    }
    let share_over = -(q.ln() / f64::from(n)).exp_m1();
    checks::finite("the percentile of the slowest", -mean_ms * share_over.ln())
}

/// Quantile `q` (0 to below 1) of the `k`-th fastest of `n` exponential latencies.
pub fn kth_quantile_ms(k: u32, n: u32, q: f64, mean_ms: f64) -> Result<f64> {
    ranks(k, n)?;
    let most = slowest_quantile_ms(n, q, mean_ms)? / mean_ms;
    // P(k-th > x) = P(at most k-1 of n by x), an incomplete beta function of exp(-x).
    let (a, b) = (f64::from(n - k + 1), f64::from(k));
    let tail = |x: f64| if x <= 0.0 { 1.0 } else { beta_reg(a, b, (-x).exp()) };
    Ok(mean_ms * first_at_most(tail, 1.0 - q, most))
}

/// Quantile `q` (0 to below 1) of `calls` exponential latencies in a row (an Erlang distribution).
///
/// Percentiles do not add: the sum of the calls' own is the answer of [`sum_of_quantiles_ms`], and too high.
pub fn serial_quantile_ms(calls: u32, q: f64, mean_ms: f64) -> Result<f64> {
    ranks(calls, calls)?;
    checks::level("the percentile", q)?;
    checks::positive("the mean latency", mean_ms)?;
    if q == 0.0 {
        return Ok(0.0);
    }
    let k = f64::from(calls);
    let tail = |x: f64| if x <= 0.0 { 1.0 } else { gamma_ur(k, x) };
    let mut most = k + 1.0;
    while tail(most) > 1.0 - q {
        most *= 2.0;
    }
    checks::finite("the percentile of the chain", mean_ms * first_at_most(tail, 1.0 - q, most))
}

/// What adding up the calls' own quantiles would say: `calls x (-mean ln(1-q))`.
pub fn sum_of_quantiles_ms(calls: u32, q: f64, mean_ms: f64) -> Result<f64> {
    Ok(f64::from(calls) * slowest_quantile_ms(1, q, mean_ms)?)
}

fn ranks(k: u32, n: u32) -> Result<()> {
    checks::at_least_one("the number of calls", n)?;
    if n > MOST_CALLS {
        return Err(OutOfDomain::new("the number of calls", n, "1,000,000 or fewer"));
    }
    if k == 0 || k > n {
        return Err(OutOfDomain::new(
            "the calls waited for",
            format!("{k} of {n}"),
            "at least 1 and at most all of them",
        ));
    }
    Ok(())
}

/// The least x in 0..=most where the falling `tail` is at most `level`.
fn first_at_most(tail: impl Fn(f64) -> f64, level: f64, most: f64) -> f64 {
    let (mut low, mut high) = (0.0, most);
    for _ in 0..120 {
        let mid = f64::midpoint(low, high);
        if tail(mid) > level { low = mid } else { high = mid }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kth_of_n_lies_between_the_fastest_and_the_slowest() {
        let n = 7;
        for q in [0.01, 0.5, 0.999] {
            let mut last = 0.0;
            for k in 1..=n {
                let x = kth_quantile_ms(k, n, q, 3.0).unwrap();
                assert!(x > last, "k={k} q={q}: {x} after {last}");
                last = x;
            }
            assert!((last - slowest_quantile_ms(n, q, 3.0).unwrap()).abs() < 1e-9, "q={q}");
            let fastest = -3.0 / 7.0 * (1.0 - q).ln();
            assert!((kth_quantile_ms(1, n, q, 3.0).unwrap() - fastest).abs() < 1e-9, "q={q}");
        }
    }

    #[test]
    fn percentiles_of_a_chain_do_not_add() {
        for calls in [2, 5, 200] {
            let (real, summed) =
                (serial_quantile_ms(calls, 0.99, 1.0).unwrap(), sum_of_quantiles_ms(calls, 0.99, 1.0).unwrap());
            assert!(real < summed, "{calls}: {real} {summed}");
        }
        let one = serial_quantile_ms(1, 0.99, 1.0).unwrap();
        assert!((one - sum_of_quantiles_ms(1, 0.99, 1.0).unwrap()).abs() < 1e-9);
    }

    #[test]
    fn edges_are_answers_or_refusals() {
        assert_eq!(slowest_quantile_ms(5, 0.0, 1.0).unwrap(), 0.0);
        assert_eq!(kth_quantile_ms(2, 5, 0.0, 1.0).unwrap(), 0.0);
        assert_eq!(serial_quantile_ms(5, 0.0, 1.0).unwrap(), 0.0);
        assert!(serial_quantile_ms(10_000, 0.999, 1.0).unwrap().is_finite());
        assert!(kth_quantile_ms(900, 1000, 1.0 - 1e-15, 1.0).unwrap().is_finite());
        assert!(slowest_quantile_ms(1, 1.0, 1.0).is_err() && serial_quantile_ms(0, 0.5, 1.0).is_err());
        assert!(kth_mean_ms(0, 3, 1.0).is_err() && kth_mean_ms(4, 3, 1.0).is_err() && kth_mean_ms(1, 1, 0.0).is_err());
    }
}
