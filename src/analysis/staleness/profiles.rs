//! The four production fits published with the model, by name. Figures only; copied, not fitted here.
//!
//! Source: Bailis et al., PBS, VLDB 2012, table 3 (LinkedIn with solid-state and spinning disks, Yammer, and LinkedIn
//! disks across a wide area). Fits are mixtures of a Pareto body and an exponential tail; times in ms.

use super::delay::Delay;
use super::wars::{Replica, Wars};
use crate::analysis::Result;

/// A published latency profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// LinkedIn, solid-state disks: writes as fast as every other message.
    LnkdSsd,
    /// LinkedIn, spinning disks: slow writes.
    LnkdDisk,
    /// Yammer: a Riak cluster with long write tails.
    Ymmr,
    /// LinkedIn disks, every replica in a site of its own, 75 ms one way between sites.
    Wan,
}

/// A fit: Pareto with probability `share`, else exponential.
struct Fit {
    share: f64,
    least_ms: f64,
    alpha: f64,
    rate_per_ms: f64,
}

const SSD: Fit = Fit { share: 0.9122, least_ms: 0.235, alpha: 10.0, rate_per_ms: 1.66 };
const DISK: Fit = Fit { share: 0.38, least_ms: 1.05, alpha: 1.51, rate_per_ms: 0.183 };
const YMMR_WRITE: Fit = Fit { share: 0.939, least_ms: 3.0, alpha: 3.35, rate_per_ms: 0.0028 };
const YMMR_REST: Fit = Fit { share: 0.982, least_ms: 1.5, alpha: 3.8, rate_per_ms: 0.0217 };

impl Profile {
    /// Every profile, in the paper's order.
    pub const ALL: [Self; 4] = [Self::LnkdSsd, Self::LnkdDisk, Self::Ymmr, Self::Wan];

    /// The paper, to be cited beside every figure that rests on a profile.
    pub const SOURCE: &str = "Bailis et al., Probabilistically Bounded Staleness, VLDB 2012, table 3";

    /// Its name in a brief.
    pub fn word(self) -> &'static str {
        match self {
            Self::LnkdSsd => "lnkd_ssd",
            Self::LnkdDisk => "lnkd_disk",
            Self::Ymmr => "ymmr",
            Self::Wan => "wan",
        }
    }

    /// The profile of a name; hyphens and capitals are fine (`LNKD-SSD`).
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('-', "_");
        Self::ALL.into_iter().find(|p| p.word() == name)
    }

    /// The delays of one replica, seen from its own site.
    pub fn replica(self) -> Result<Replica> {
        let (write, rest) = match self {
            Self::LnkdSsd => (SSD, SSD),
            Self::LnkdDisk | Self::Wan => (DISK, SSD),
            Self::Ymmr => (YMMR_WRITE, YMMR_REST),
        };
        let rest = rest.delay()?;
        Ok(Replica { write: write.delay()?, ack: rest.clone(), read: rest.clone(), response: rest })
    }

    /// One-way delay between sites, ms; 0 when all replicas share a site.
    pub fn between_sites_ms(self) -> f64 {
        if self == Self::Wan { 75.0 } else { 0.0 }
    }

    /// A model of `n` replicas with this profile.
    pub fn model(self, n: u32, r: u32, w: u32) -> Result<Wars> {
        Wars::alike(n, r, w, &self.replica()?)?.across_sites(self.between_sites_ms())
    }
}

impl Fit {
    fn delay(&self) -> Result<Delay> {
        Delay::mixture(vec![
            (self.share, Delay::pareto(self.least_ms, self.alpha)?),
            (1.0 - self.share, Delay::exponential(1.0 / self.rate_per_ms)?),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fits_are_the_published_ones() {
        let file: toml::Table = include_str!("../../../tests/golden/b_pbs.toml").parse().unwrap();
        let mut met = std::collections::BTreeSet::new();
        for case in file["case"].as_array().unwrap() {
            let inputs = case["inputs"].as_table().unwrap();
            let Some(name) = inputs.get("model").and_then(toml::Value::as_str) else { continue };
            let profile = Profile::named(name).unwrap();
            let num = |key: &str| inputs[key].as_float().unwrap();
            let fit = |of: &str| {
                let f = |field: &str| num(&format!("{of}_{field}"));
                let fit = Fit {
                    share: f("pareto_share"),
                    least_ms: f("pareto_xm_ms"),
                    alpha: f("pareto_alpha"),
                    rate_per_ms: f("exp_rate_per_ms"),
                };
                fit.delay().unwrap()
            };
            let (write, rest) = (fit("w"), fit("ars"));
            let want = Replica { write, ack: rest.clone(), read: rest.clone(), response: rest };
            assert_eq!(profile.replica().unwrap(), want, "{name}");
            assert_eq!(profile.between_sites_ms(), num("wan_one_way_extra_ms"), "{name}");
            met.insert(profile.word());
        }
        assert_eq!(met.len(), Profile::ALL.len(), "{met:?}");
    }

    #[test]
    fn names_are_read_as_the_paper_and_the_brief_write_them() {
        for p in Profile::ALL {
            assert_eq!(Profile::named(p.word()), Some(p));
        }
        assert_eq!(Profile::named("LNKD-DISK"), Some(Profile::LnkdDisk));
        assert_eq!(Profile::named("rtt"), None);
    }
}
