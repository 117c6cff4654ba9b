//! Waiting by utilisation, and the hottest shard by the number of shards.

use super::{Chart, Drawn, Here, Line, Picture, Unit, axis, log_axis, quick};
use crate::analysis::queueing::mmc;
use crate::analysis::zipf;
use crate::numbers::fact::At;
use crate::numbers::keys::hottest_writes;
use crate::numbers::queue::pool;
use crate::numbers::trace::Trace;
use crate::numbers::world::World;

/// Wait by utilisation.
pub(super) static WAIT: Chart = Chart {
    id: "wait",
    title: "Wait by utilisation",
    kind: "service",
    number: "D28",
    x: axis("utilisation", Unit::Share),
    y: log_axis("wait", Unit::Ms),
    cell: None,
    slow: false,
    key: quick,
    draw: wait,
};

/// Points below full utilisation.
const STEPS: u32 = 39;

fn wait(w: &World<'_>, at: &At) -> Option<Picture> {
    let s = w.service(at.id.as_deref()?)?;
    let p = pool(&s, &mut Trace::new())?;
    let full = f64::from(p.servers) * 1000.0 / p.service;
    if !full.is_finite() {
        return None;
    }
    let (mut mean, mut p99) = (Vec::new(), Vec::new());
    for i in 1..=STEPS {
        let utilisation = f64::from(i) / f64::from(STEPS + 1);
        let queue = mmc(utilisation * full, p.service, p.servers).ok()?;
        mean.push((utilisation, queue.mean_wait_ms));
        p99.push((utilisation, queue.wait_percentile_ms(0.99).ok()?));
    }
    let now = p.arrivals / full;
    let mut notes = vec![format!("{} servers behind one queue, random arrivals", p.servers)];
    let share = Unit::Share.show(now);
    let here = p.queue.as_ref().ok().map(|q| Here { x: now, y: q.mean_wait_ms, text: format!("{share} at peak") });
    if here.is_none() {
        notes.push(format!("at peak the load is {share} of the capacity: the queue grows without end"));
    }
    Some(Picture {
        at: at.clone(),
        drawn: Drawn::Lines(vec![Line { name: "mean", points: mean }, Line { name: "p99", points: p99 }]),
        here,
        limit: None,
        notes,
    })
}

/// Hottest shard by the number of shards.
pub(super) static SHARDS: Chart = Chart {
    id: "shard-load",
    title: "Hottest shard by number of shards",
    kind: "dataset",
    number: "D36",
    x: log_axis("shards", Unit::Count),
    y: log_axis("writes on a shard", Unit::PerSecond),
    cell: None,
    slow: false,
    key: quick,
    draw: shards,
};

fn shards(w: &World<'_>, at: &At) -> Option<Picture> {
    let d = w.dataset(at.id.as_deref()?)?;
    let p = d.partitioning();
    let now = p.raw.shards?;
    let hot = hottest_writes(w, &d, &mut Trace::new())?;
    let share = hot.share / hot.salts as f64;
    let mut counts: Vec<u64> = (0..=12).map(|i| 1_u64 << i).filter(|s| *s <= now.saturating_mul(8).max(16)).collect();
    if let Err(place) = counts.binary_search(&now) {
        counts.insert(place, now);
    }
    let (mut hottest, mut mean, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    let mut here = None;
    for s in counts {
        let load = zipf::hot_shard(hot.writes_per_s, share, s).ok()?;
        hottest.push((s as f64, load.hottest_per_s));
        mean.push((s as f64, load.mean_per_s));
        floor.push((s as f64, load.floor_per_s));
        if s == now {
            let text = format!(
                "{s} shards: {}, {} the mean",
                Unit::PerSecond.show(load.hottest_per_s),
                Unit::Factor.show(load.imbalance)
            );
            here = Some(Here { x: s as f64, y: load.hottest_per_s, text });
        }
    }
    let cap = p.shard_cap_rps_w();
    let limit = cap.value.filter(|_| cap.stated()).map(|c| (c.get(), "capacity of a shard"));
    Some(Picture {
        at: at.clone(),
        drawn: Drawn::Lines(vec![
            Line { name: "hottest shard", points: hottest },
            Line { name: "mean", points: mean },
            Line { name: "hottest key alone", points: floor },
        ]),
        here,
        limit,
        notes: vec!["more shards do not help below the line of the hottest key: salt it".to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_rise_with_utilisation() {
        let text = "schema = 1\n[workload.w]\nentry_service = \"a\"\nrate_peak = \"80/s\"\n[service.a]\ncapacity = \"100/s\"\n\
                    service_time = { mean = \"100ms\" }\n";
        let brief = crate::brief::read(text).unwrap();
        let world = World::new(&brief);
        let picture = wait(&world, &world.service("a").unwrap().at).unwrap();
        let Drawn::Lines(lines) = &picture.drawn else { panic!("{picture:?}") };
        let at80 = |i: usize| lines[i].points.iter().find(|p| (p.0 - 0.8).abs() < 1e-9).unwrap().1;
        assert!((at80(0) - 20.46).abs() < 0.005 && (at80(1) - 185.6).abs() < 0.05);
        assert!(lines[0].points.windows(2).all(|p| p[1].1 > p[0].1));
        let here = picture.here.unwrap();
        assert!((here.x - 0.8).abs() < 1e-12 && (here.y - 20.46).abs() < 0.005, "{here:?}");
    }

    #[test]
    fn more_shards_do_not_get_below_the_hottest_key() {
        let brief = crate::brief::read(include_str!("../../../tests/data/briefs/full.brief.toml")).unwrap();
        let world = World::new(&brief);
        let picture = world.datasets().find_map(|d| shards(&world, &d.at)).unwrap();
        let Drawn::Lines(lines) = &picture.drawn else { panic!("{picture:?}") };
        let hottest = &lines[0].points;
        assert!(hottest.windows(2).all(|p| p[1].1 <= p[0].1 && p[1].0 > p[0].0));
        for (h, f) in hottest.iter().zip(&lines[2].points) {
            assert!(h.1 >= f.1, "{h:?} below {f:?}");
        }
        let here = picture.here.unwrap();
        assert!(hottest.contains(&(here.x, here.y)), "the design stands on its line");
    }
}
