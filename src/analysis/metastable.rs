//! States of a system that amplifies its own load: stable, vulnerable, overloaded (D23).
//!
//! A vulnerable system works until a trigger, then stays down after the trigger is gone. Comparisons forgive one part
//! in 10^9. Sources: Bronson et al., HotOS 2021; Huang et al., OSDI 2022.

use super::{OutOfDomain, Result, checks};

/// Where a load stands against a capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It recovers by itself: even the amplified load fits.
    Stable,
    /// It runs, but once down the amplified load keeps it down.
    Vulnerable,
    /// The load does not fit even without amplification.
    Overloaded,
}

impl State {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Vulnerable => "vulnerable",
            Self::Overloaded => "overloaded",
        }
    }
}

/// A load judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Its state.
    pub state: State,
    /// The most load that recovers by itself (/s): `capacity / amplification`.
    pub stable_below_per_s: f64,
    /// The load when everything fails and is amplified (/s).
    pub amplified_per_s: f64,
}

/// Judges a load whose failures multiply it by `amplification`: attempts, or `1 + b` with a retry budget b.
pub fn judge(capacity_per_s: f64, load_per_s: f64, amplification: f64) -> Result<Judged> {
    checks::above_zero("the capacity", capacity_per_s)?;
    checks::amount("the load", load_per_s)?;
    if !(amplification >= 1.0 && amplification.is_finite()) {
        return Err(OutOfDomain::new("the amplification", amplification, "1 or more"));
    }
    let amplified_per_s = checks::finite("the amplified load", load_per_s * amplification)?;
    let state = if exceeds(load_per_s, capacity_per_s) {
        State::Overloaded
    } else if exceeds(amplified_per_s, capacity_per_s) {
        State::Vulnerable
    } else {
        State::Stable
    };
    Ok(Judged { state, stable_below_per_s: capacity_per_s / amplification, amplified_per_s })
}

/// A store behind a cache.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BehindCache {
    /// What cache and store serve while the cache is warm (/s): `capacity / (1 - hit ratio)`.
    pub advertised_per_s: f64,
    /// What is left when the cache is cold (/s): the capacity of the store.
    pub hidden_per_s: f64,
    /// How much more the store sees when the cache is cold: `1 / (1 - hit ratio)`.
    pub amplification: f64,
    /// Where the load stands.
    pub state: State,
}

/// Judges a load on a store of `store_per_s` behind a cache. A hit ratio of 1 hides the store's capacity entirely.
pub fn behind_cache(store_per_s: f64, hit_ratio: f64, load_per_s: f64) -> Result<BehindCache> {
    checks::above_zero("the capacity of the store", store_per_s)?;
    checks::amount("the load", load_per_s)?;
    if !(0.0..1.0).contains(&hit_ratio) {
        return Err(OutOfDomain::new("the hit ratio", hit_ratio, "from 0 to below 1"));
    }
    let amplification = 1.0 / (1.0 - hit_ratio);
    let advertised_per_s = checks::finite("the advertised capacity", store_per_s * amplification)?;
    let state = if exceeds(load_per_s, advertised_per_s) {
        State::Overloaded
    } else if exceeds(load_per_s, store_per_s) {
        State::Vulnerable
    } else {
        State::Stable
    };
    Ok(BehindCache { advertised_per_s, hidden_per_s: store_per_s, amplification, state })
}

fn exceeds(load: f64, capacity: f64) -> bool {
    load > capacity * (1.0 + 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_attempt_halves_what_is_stable() {
        let j = judge(300.0, 140.0, 2.0).unwrap();
        assert_eq!((j.state, j.stable_below_per_s, j.amplified_per_s), (State::Stable, 150.0, 280.0));
        assert_eq!(judge(300.0, 150.0, 2.0).unwrap().state, State::Stable);
        assert_eq!(judge(300.0, 151.0, 2.0).unwrap().state, State::Vulnerable);
        assert_eq!(judge(300.0, 310.0, 1.0).unwrap().state, State::Overloaded);
        assert_eq!(judge(300.0, 300.0, 1.0).unwrap().state, State::Stable);
        assert!(judge(0.0, 1.0, 2.0).is_err());
        assert!(judge(1.0, 1.0, 0.5).is_err());
    }

    #[test]
    fn a_cache_hides_a_tenfold_load() {
        let c = behind_cache(300.0, 0.9, 2500.0).unwrap();
        assert_eq!(c.state, State::Vulnerable);
        assert!((c.advertised_per_s - 3000.0).abs() < 1e-9);
        assert_eq!(behind_cache(300.0, 0.0, 300.0).unwrap().state, State::Stable);
        assert_eq!(behind_cache(300.0, 0.5, 601.0).unwrap().state, State::Overloaded);
        assert!(behind_cache(300.0, 1.0, 1.0).is_err());
    }
}
