//! What a store sees when its cache is cold, and when one popular entry expires (D48).

use super::{OutOfDomain, Result, checks};

/// Load on the store behind a cache.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColdCache {
    /// While warm (/s): `rate x (1 - h)`.
    pub warm_per_s: f64,
    /// When cold (/s): `rate x (1 - h0)`.
    pub cold_per_s: f64,
    /// Cold over warm; `None` when a warm cache sends nothing through.
    pub factor: Option<f64>,
}

/// Load on the store at hit ratios of requests (not of keys) when warm and when cold, 0 for an empty cache.
pub fn cold_load(rate_per_s: f64, warm_hits: f64, cold_hits: f64) -> Result<ColdCache> {
    checks::amount("the request rate", rate_per_s)?;
    checks::fraction("the hit ratio", warm_hits)?;
    checks::fraction("the hit ratio when cold", cold_hits)?;
    if cold_hits > warm_hits {
        return Err(OutOfDomain::new("the hit ratio when cold", cold_hits, "at most the hit ratio when warm"));
    }
    let (warm, cold) = (1.0 - warm_hits, 1.0 - cold_hits);
    Ok(ColdCache {
        warm_per_s: rate_per_s * warm,
        cold_per_s: rate_per_s * cold,
        factor: (warm > 0.0).then(|| cold / warm),
    })
}

/// Requests that recompute the same entry at once after it expires: `rate of the key x time to recompute`.
///
/// 1 with single-flight. Below 1: usually nobody else comes in time.
pub fn stampede(key_per_s: f64, recompute_ms: f64) -> Result<f64> {
    checks::amount("the request rate of the key", key_per_s)?;
    checks::amount("the time to recompute (ms)", recompute_ms)?;
    checks::finite("the stampede", key_per_s * recompute_ms / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nineteen_hits_in_twenty_hide_a_twentyfold_load() {
        let c = cold_load(1000.0, 0.95, 0.0).unwrap();
        assert!((c.factor.unwrap() - 20.0).abs() < 1e-9);
        assert_eq!(c.cold_per_s, 1000.0);
        assert_eq!(cold_load(1000.0, 1.0, 0.0).unwrap().factor, None);
        assert_eq!(cold_load(1000.0, 0.5, 0.5).unwrap().factor, Some(1.0));
        assert!(cold_load(1000.0, 0.5, 0.6).is_err());
        assert_eq!(stampede(200.0, 250.0).unwrap(), 50.0);
    }
}
