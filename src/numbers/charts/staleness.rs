//! How soon after a write readers see it, as a curve over time.

use super::{Chart, Drawn, Here, Line, Picture, Unit, axis, log_axis};
use crate::analysis::staleness::Run;
use crate::numbers::fact::At;
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::staleness::{Question, SETTINGS, question};
use crate::numbers::world::World;

/// Freshness by time since the commit.
pub(super) static FRESHNESS: Chart = Chart {
    id: "freshness",
    title: "Freshness by time since the commit",
    kind: "dataset",
    number: "D11",
    x: log_axis("since the commit", Unit::Ms),
    y: axis("reads that see the write", Unit::Share),
    cell: None,
    slow: true,
    key,
    draw,
};

/// Times of the curve besides the commit itself.
const TIMES: i32 = 30;

fn asked(w: &World<'_>, id: &str) -> Option<Question> {
    question(w, &w.dataset(id)?)
}

fn key(w: &World<'_>, id: &str) -> Option<u64> {
    asked(w, id).map(|q| q.key)
}

fn draw(w: &World<'_>, at: &At) -> Option<Picture> {
    let asked = asked(w, at.id.as_deref()?)?;
    let run = asked.sample(&|_| true)?;
    let queued = asked.sample_in_order(&|_| true);
    // From where nearly all is fresh down to where the curve begins to move.
    let end = run.time_to(0.9999).ok()?.t_ms.max(1e-3);
    let times: Vec<f64> =
        (0..=TIMES).map(|i| end * 10f64.powf(-3.0 * f64::from(TIMES - i) / f64::from(TIMES))).collect();
    let curve = |run: &Run| -> Option<Vec<(f64, f64)>> {
        times.iter().map(|t| Some((*t, run.at(*t).ok()?.p_consistent))).collect()
    };
    let now = run.at(0.0).ok()?;
    let mut lines = vec![Line { name: "fresh", points: curve(&run)? }];
    let mut notes = vec![format!(
        "right after the commit {} (95 % interval +-{}%); seed {}, {} {}",
        Unit::Share.show(now.p_consistent),
        show_short(now.half_width * 100.0),
        SETTINGS.seed,
        run.trials,
        run.counted()
    )];
    if let Some(queued) = queued {
        lines.push(Line { name: "fresh, links in order", points: curve(&queued)? });
        notes.push("in order: a slow write holds back those behind it on the link to a copy".to_owned());
    }
    let bound = asked.bound_ms();
    let here = match bound {
        Some(t) => Some((t, run.at(t).ok()?.p_consistent, format!("at the staleness bound, {}", show_ms(t)))),
        None => Some((times[0], now.p_consistent, "right after the commit".to_owned())),
    };
    let here = here.map(|(x, y, text)| Here { x, y, text });
    Some(Picture { at: at.clone(), drawn: Drawn::Lines(lines), here, limit: None, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freshness_rises_with_time_from_where_it_is_at_commit() {
        let text = "schema = 1\n[region.eu.zone.a]\n[dataset.d.replication]\nscheme = \"leaderless_quorum\"\nn = 3\nr = 1\n\
                    w = 1\nstaleness_profile = \"lnkd_disk\"\n";
        let brief = crate::brief::read(text).unwrap();
        let world = World::new(&brief);
        let at = world.dataset("d").unwrap().at;
        assert!(FRESHNESS.key(&world, &at).is_some());
        let picture = FRESHNESS.draw(&world, &at).unwrap();
        let Drawn::Lines(lines) = &picture.drawn else { panic!("{picture:?}") };
        let points = &lines[0].points;
        assert!(points.windows(2).all(|p| p[1].1 >= p[0].1 && p[1].0 > p[0].0));
        assert!(points[0].1 < 0.5 && points[points.len() - 1].1 > 0.999, "{points:?}");
        assert!((picture.here.unwrap().y - 0.4367).abs() < 0.001);
    }
}
