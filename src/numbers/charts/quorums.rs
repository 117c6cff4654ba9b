//! Availability of reads and writes by the sizes of their quorums.

use super::{Axis, Cell, Chart, Drawn, Heat, Here, Picture, Unit, axis, quick};
use crate::numbers::copies::{by_count, copies};
use crate::numbers::fact::At;
use crate::numbers::figure::show_availability;
use crate::numbers::world::World;

/// Availability by R and W.
pub(super) static QUORUM_SIZES: Chart = Chart {
    id: "quorum-sizes",
    title: "Availability by R and W",
    kind: "dataset",
    number: "D08",
    x: axis("W", Unit::Count),
    y: axis("R", Unit::Count),
    cell: Some(Axis { name: "the worse of reads and writes", unit: Unit::Down, log: true }),
    slow: false,
    key: quick,
    draw,
};

fn draw(w: &World<'_>, at: &At) -> Option<Picture> {
    let d = w.dataset(at.id.as_deref()?)?;
    let up = by_count(&d)?;
    let found = copies(&d)?;
    let n = up.len();
    let cell = |r: usize, w: usize| {
        let worse = if up[r - 1].down() > up[w - 1].down() { up[r - 1] } else { up[w - 1] };
        Cell { value: worse.down(), text: show_availability(worse.up(), worse.down()), good: r + w > n }
    };
    let cells = (1..=n).flat_map(|r| (1..=n).map(move |w| (r, w))).map(|(r, w)| cell(r, w)).collect();
    let sizes: Vec<f64> = (1..=n).map(|k| k as f64).collect();
    let here = found.reads.zip(found.writes).map(|(r, w)| {
        let (r, w) = (r.count(), w.count());
        Here { x: w as f64, y: r as f64, text: format!("R = {r}, W = {w}") }
    });
    Some(Picture {
        at: at.clone(),
        drawn: Drawn::Heat(Heat { columns: sizes.clone(), rows: sizes, cells }),
        here: here.filter(|h| h.x <= n as f64 && h.y <= n as f64),
        limit: None,
        notes: vec![
            "good: R + W > N, so a read meets the last write".to_owned(),
            "nodes and zones fail; what all zones share is not in it".to_owned(),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quorum_sizes_trade_reads_for_writes() {
        let brief = crate::brief::read(include_str!("../../../tests/data/briefs/example.brief.toml")).unwrap();
        let world = World::new(&brief);
        let picture = draw(&world, &world.dataset("cart").unwrap().at).unwrap();
        let Drawn::Heat(heat) = &picture.drawn else { panic!("{picture:?}") };
        assert_eq!((heat.rows.len(), heat.columns.len(), heat.cells.len()), (3, 3, 9));
        let at = |r: usize, w: usize| &heat.cells[(r - 1) * 3 + w - 1];
        assert!(at(2, 2).good && at(1, 3).good && !at(1, 2).good);
        assert!((at(2, 2).value / 6.74e-6 - 1.0).abs() < 0.01, "{}", at(2, 2).value);
        assert!(at(1, 3).value > at(2, 2).value, "all three copies are up less often than two of them");
        let here = picture.here.unwrap();
        assert!(here.text.starts_with("R = ") && here.x >= 1.0 && here.y >= 1.0);
    }
}
