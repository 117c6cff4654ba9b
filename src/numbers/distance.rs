//! How far two zones are from one another in time: the row of `topology.rtt` that names them most exactly, else what
//! follows from where they are. Formulas that use distances live elsewhere.

use super::fact::{At, Origin, Shown};
use super::facts::region_of;
use super::trace::Trace;
use super::world::World;
use crate::analysis::latency::{great_circle_km, rtt_floor_ms};

/// A round trip between two zones, milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundTrip {
    /// Half of the trips are faster.
    pub p50: f64,
    /// 99 of 100 are faster.
    pub p99: f64,
}

/// Two nodes of one zone, ms.
const SAME_ZONE: f64 = 0.5;
/// Two zones of one region, ms.
const SAME_REGION: f64 = 1.0;
/// Two regions of which nobody said where they are, ms.
const ANYWHERE: f64 = 60.0;
/// Real paths against the great circle.
const DETOUR: f64 = 1.5;

/// How exactly a pattern (`eu/a`, `eu/*`, `*`) names a zone; None when it does not.
fn exactness(pattern: &str, zone: &str) -> Option<u8> {
    if pattern == zone {
        return Some(2);
    }
    match pattern.strip_suffix('*') {
        Some("" | "*/") => Some(0),
        Some(region) => zone.starts_with(region).then_some(1),
        None => None,
    }
}

/// The round trip between two zones, with what it rests on. A zone of no name (`eu/`) stands for anywhere in its region.
pub fn between(world: &World<'_>, a: &str, b: &str, t: &mut Trace) -> RoundTrip {
    let at = At::single("topology", "rtt");
    let rows = world.brief.topology.as_ref().and_then(|x| x.rtt.as_ref());
    let mut best: Option<(u8, RoundTrip)> = None;
    for row in rows.into_iter().flatten() {
        let (Some([x, y]), Some(p50)) = (row.between.as_deref(), row.p50) else { continue };
        let one_way = exactness(x, a).zip(exactness(y, b));
        let other_way = exactness(x, b).zip(exactness(y, a));
        let score = [one_way, other_way].into_iter().flatten().map(|(l, r)| l + r).max();
        let Some(score) = score else { continue };
        if best.is_none_or(|(s, _)| score > s) {
            let p99 = row.p99.map_or(2.0 * p50.get(), super::super::brief::units::Quantity::get);
            best = Some((score, RoundTrip { p50: p50.get(), p99 }));
        }
    }
    if let Some((_, trip)) = best {
        t.note(at, Origin::Stated, Shown::Ms(trip.p50));
        return trip;
    }
    let (ra, rb) = (region_of(a), region_of(b));
    let p50 = if ra != rb {
        across(world, ra, rb, t).unwrap_or(ANYWHERE)
    } else if a == b && !a.ends_with('/') {
        SAME_ZONE
    } else {
        SAME_REGION
    };
    let origin = world.set_aside(&at).filter(|o| o.assumed()).unwrap_or(Origin::Assumed);
    t.note(at, origin, Shown::Ms(p50));
    RoundTrip { p50, p99: 2.0 * p50 }
}

/// The floor of the round trip between two regions that say where they are, ms.
pub fn floor(world: &World<'_>, a: &str, b: &str, t: &mut Trace) -> Option<f64> {
    let ((a_lat, a_lon), (b_lat, b_lon)) = (world.place_of(a)?, world.place_of(b)?);
    let from = (t.take(a_lat)?, t.take(a_lon)?);
    let to = (t.take(b_lat)?, t.take(b_lon)?);
    great_circle_km(from, to).and_then(rtt_floor_ms).ok()
}

fn across(world: &World<'_>, a: &str, b: &str, t: &mut Trace) -> Option<f64> {
    Some(floor(world, a, b, t)? * DETOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exact_row_wins() {
        assert_eq!(exactness("eu/a", "eu/a"), Some(2));
        assert_eq!(exactness("eu/*", "eu/a"), Some(1));
        assert_eq!(exactness("*", "eu/a"), Some(0));
        assert_eq!(exactness("us/*", "eu/a"), None);
        let text = "schema = 1\n[region.eu.zone.a]\n[region.eu.zone.b]\n[region.us.zone.a]\n[region.ap.zone.a]\n\
                    [topology]\nrtt = [{ between = [\"eu/*\", \"eu/*\"], p50 = \"2ms\" }, \
                    { between = [\"eu/a\", \"eu/b\"], p50 = \"3ms\", p99 = \"4ms\" }, \
                    { between = [\"us/*\", \"eu/*\"], p50 = \"85ms\" }]\n";
        let brief = crate::brief::read(text).unwrap();
        let world = World::new(&brief);
        let trip = |a, b| {
            let mut t = Trace::new();
            let trip = between(&world, a, b, &mut t);
            (trip.p50, trip.p99, t.inputs.iter().next().unwrap().origin)
        };
        assert_eq!(trip("eu/b", "eu/a"), (3.0, 4.0, Origin::Stated));
        assert_eq!(trip("eu/a", "eu/a"), (2.0, 4.0, Origin::Stated));
        assert_eq!(trip("eu/a", "us/a"), (85.0, 170.0, Origin::Stated));
        assert_eq!(trip("us/a", "us/a"), (0.5, 1.0, Origin::Assumed));
        assert_eq!(trip("us/a", "ap/a"), (60.0, 120.0, Origin::Assumed));
        assert_eq!(trip("us/", "us/").0, 1.0);
    }

    #[test]
    fn coordinates_give_the_detour_over_the_floor() {
        // 90 degrees of the equator: 10,007.5 km, floor 100.1 ms.
        let text = "schema = 1\n[region.x]\nlat = 0\nlon = 0\n[region.x.zone.a]\n[region.y]\nlat = 0\nlon = 90\n[region.y.zone.a]\n";
        let brief = crate::brief::read(text).unwrap();
        let mut t = Trace::new();
        let trip = between(&World::new(&brief), "x/a", "y/a", &mut t);
        assert!((trip.p50 - 150.11).abs() < 0.1, "{}", trip.p50);
        assert_eq!(t.inputs.len(), 5);
    }
}
