//! Facts of zones and regions, which are named `region/zone` elsewhere in a brief; and which zones a pattern names.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

impl World<'_> {
    /// How often a zone is up, by its name `eu/a`.
    pub fn zone_availability(&self, zone: &str) -> Known<Fraction> {
        let all = self.memo.zones.get_or_init(|| {
            let regions = self.brief.region.iter();
            let names = regions.flat_map(|(r, region)| region.zone.keys().map(move |z| Id::from(format!("{r}/{z}"))));
            names.map(|name| (name.clone(), self.zone_fact(&name))).collect()
        });
        all.get(zone).cloned().unwrap_or_else(|| self.zone_fact(zone))
    }

    fn zone_fact(&self, zone: &str) -> Known<Fraction> {
        let (region, name) = zone.split_once('/').unwrap_or((zone, ""));
        let at = At {
            kind: "region",
            id: Some(Id::from(region)),
            sub: Some(("zone", Id::from(name))),
            field: "availability",
        };
        let stated = self.brief.region.get(region).and_then(|r| r.zone.get(name)).and_then(|z| z.availability);
        resolve(self, at, stated, || Zone::defaults().availability)
    }

    /// Every zone of the first region.
    pub(super) fn home_zones(&self) -> Option<Vec<Ref<ToZone>>> {
        let home = self.memo.home.get_or_init(|| {
            let (region, first) = self.brief.region.first()?;
            Some(first.zone.keys().map(|z| Ref::new(&format!("{region}/{z}"))).collect())
        });
        home.clone()
    }

    /// Where a region is: latitude and longitude in degrees, when both are stated.
    pub fn place_of(&self, region: &str) -> Option<(Known<f64>, Known<f64>)> {
        let (_, id, raw) = self.brief.region.get_full(region)?;
        let at = At::entity("region", id);
        let (lat, lon) = (raw.lat?, raw.lon?);
        let known = |field, value| Known { value: Some(value), at: at.field(field), origin: Origin::Stated };
        Some((known("lat", lat), known("lon", lon)))
    }

    /// The zones that some names and patterns (`eu/*`) stand for, in order.
    pub fn zones_of(&self, names: &[Ref<ToZone>]) -> Vec<Id> {
        let mut zones = Vec::with_capacity(names.len());
        for name in names {
            match name.split_once('/') {
                Some((region, "*")) => {
                    let inside = self.brief.region.get(region).into_iter().flat_map(|r| r.zone.keys());
                    zones.extend(inside.map(|z| Id::from(format!("{region}/{z}"))));
                }
                _ => zones.push(name.id.clone()),
            }
        }
        zones
    }
}

/// The region of a zone name.
pub fn region_of(zone: &str) -> &str {
    zone.split_once('/').map_or(zone, |(region, _)| region)
}
