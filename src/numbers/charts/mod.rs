//! What charts show, as plain data: one record each in [`CHARTS`], with its axes, its series and the point where the design
//! stands. The same picture reads as a table. Drawing is not done here.

mod load;
mod money;
mod quorums;
mod retries;
mod staleness;

use super::fact::At;
use super::figure::{Amount, show_availability};
use super::world::World;

/// A chart that can be drawn of some entities of a brief.
#[derive(Debug)]
pub struct Chart {
    /// Stable name: `quorum-sizes`.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The table whose entities it can be drawn of: `dataset`.
    pub kind: &'static str,
    /// The number whose page explains it: `D08`.
    pub number: &'static str,
    /// Across.
    pub x: Axis,
    /// Upwards; of a heat map the rows.
    pub y: Axis,
    /// What a cell of a heat map says.
    pub cell: Option<Axis>,
    /// It takes longer than a keystroke may: draw it on a worker, and again when [`Chart::key`] has changed.
    pub slow: bool,
    /// Hash of what the picture depends on, where it is slow.
    key: fn(&World<'_>, &str) -> Option<u64>,
    /// The picture of one entity. None where an input is missing.
    draw: fn(&World<'_>, &At) -> Option<Picture>,
}

/// One axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// What it counts.
    pub name: &'static str,
    /// In what.
    pub unit: Unit,
    /// Better drawn by powers of ten.
    pub log: bool,
}

/// What the numbers of an axis are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whole things.
    Count,
    /// Milliseconds.
    Ms,
    /// Per second.
    PerSecond,
    /// 0..=1.
    Share,
    /// A multiple.
    Factor,
    /// Unavailability, 0..=1, which is shown as the availability beside it.
    Down,
    /// Names.
    Names,
}

impl Unit {
    /// A value as a reader sees it.
    pub fn show(self, x: f64) -> String {
        match self {
            Self::Count | Self::Names => Amount::Count(x).to_string(),
            Self::Ms => Amount::Ms(x).to_string(),
            Self::PerSecond => Amount::PerSecond(x).to_string(),
            Self::Share => Amount::Share(x).to_string(),
            Self::Factor => Amount::Factor(x).to_string(),
            Self::Down => show_availability(1.0 - x, x),
        }
    }
}

const fn axis(name: &'static str, unit: Unit) -> Axis {
    Axis { name, unit, log: false }
}

const fn log_axis(name: &'static str, unit: Unit) -> Axis {
    Axis { name, unit, log: true }
}

/// A chart drawn of one entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The entity.
    pub at: At,
    /// What is drawn.
    pub drawn: Drawn,
    /// Where the design stands, when it stands anywhere.
    pub here: Option<Here>,
    /// A line across: what must not be exceeded, or must be reached.
    pub limit: Option<(f64, &'static str)>,
    /// What a reader has to know besides.
    pub notes: Vec<String>,
}

/// The shape and its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Lines over the same places.
    Lines(Vec<Line>),
    /// One cell for each row and column.
    Heat(Heat),
    /// One bar for each name, largest first.
    Bars(Vec<(String, f64)>),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it shows.
    pub name: &'static str,
    /// Its points, from left to right.
    pub points: Vec<(f64, f64)>,
}

/// A heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// The value of each column.
    pub columns: Vec<f64>,
    /// The value of each row.
    pub rows: Vec<f64>,
    /// Row by row.
    pub cells: Vec<Cell>,
}

/// A cell of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its value, in the unit of the chart's cells.
    pub value: f64,
    /// What stands in it.
    pub text: String,
    /// Whether it keeps what is asked of it; the chart's notes say what that is.
    pub good: bool,
}

/// Where the design stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Here {
    /// Across.
    pub x: f64,
    /// Upwards; of a heat map the row.
    pub y: f64,
    /// In words.
    pub text: String,
}

/// Every chart.
pub static CHARTS: &[&Chart] = &[
    &quorums::QUORUM_SIZES,
    &staleness::FRESHNESS,
    &retries::AMPLIFICATION,
    &load::WAIT,
    &load::SHARDS,
    &money::BUDGET,
];

impl Chart {
    /// The chart of an id.
    pub fn named(id: &str) -> Option<&'static Self> {
        CHARTS.iter().copied().find(|c| c.id == id)
    }

    /// The entities it could be drawn of, in file order. Some may turn out to lack an input.
    pub fn entities(&self, w: &World<'_>) -> Vec<At> {
        match self.kind {
            "dataset" => w.datasets().map(|d| d.at).collect(),
            "service" => w.services().map(|s| s.at).collect(),
            _ => w.slos().map(|s| s.at).collect(),
        }
    }

    /// The picture of one entity; None where an input is missing.
    pub fn draw(&self, w: &World<'_>, at: &At) -> Option<Picture> {
        if at.kind == self.kind { (self.draw)(w, at) } else { None }
    }

    /// A hash of what a slow picture depends on: the same key, the same picture. None where it is quick, or cannot be drawn.
    pub fn key(&self, w: &World<'_>, at: &At) -> Option<u64> {
        (self.key)(w, at.id.as_deref()?)
    }
}

/// The key of a chart that needs none.
fn quick(_: &World<'_>, _: &str) -> Option<u64> {
    None
}

/// The picture as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Over each column.
    pub heads: Vec<String>,
    /// Row by row.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// The same numbers as rows, with units.
    pub fn rows(&self, chart: &Chart) -> Rows {
        match &self.drawn {
            Drawn::Lines(lines) => {
                let mut heads = vec![chart.x.name.to_owned()];
                heads.extend(lines.iter().map(|l| l.name.to_owned()));
                let places = lines.first().map_or(&[][..], |l| l.points.as_slice());
                let row = |(i, (x, _)): (usize, &(f64, f64))| {
                    let mut row = vec![chart.x.unit.show(*x)];
                    row.extend(lines.iter().map(|l| l.points.get(i).map_or(String::new(), |p| chart.y.unit.show(p.1))));
                    row
                };
                Rows { heads, rows: places.iter().enumerate().map(row).collect() }
            }
            Drawn::Heat(heat) => {
                let mut heads = vec![format!("{} \\ {}", chart.y.name, chart.x.name)];
                heads.extend(heat.columns.iter().map(|c| chart.x.unit.show(*c)));
                let lines = heat.rows.iter().zip(heat.cells.chunks(heat.columns.len().max(1)));
                let row = |(y, cells): (&f64, &[Cell])| {
                    let mut row = vec![chart.y.unit.show(*y)];
                    row.extend(cells.iter().map(|c| c.text.clone()));
                    row
                };
                Rows { heads, rows: lines.map(row).collect() }
            }
            Drawn::Bars(bars) => Rows {
                heads: vec![chart.x.name.to_owned(), chart.y.name.to_owned()],
                rows: bars.iter().map(|(name, x)| vec![name.clone(), chart.y.unit.show(*x)]).collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIEFS: [&str; 2] = [
        include_str!("../../../tests/data/briefs/full.brief.toml"),
        include_str!("../../../tests/data/briefs/example.brief.toml"),
    ];

    #[test]
    fn every_chart_reads_as_a_table_too() {
        for chart in CHARTS {
            let mut drawn = 0;
            for text in BRIEFS {
                let brief = crate::brief::read(text).unwrap();
                let world = World::new(&brief);
                for picture in chart.entities(&world).iter().filter_map(|at| chart.draw(&world, at)) {
                    drawn += 1;
                    let rows = picture.rows(chart);
                    assert!(!rows.rows.is_empty(), "{} of {} is empty", chart.id, picture.at);
                    for row in &rows.rows {
                        assert_eq!(row.len(), rows.heads.len(), "{} of {}: {row:?}", chart.id, picture.at);
                        let odd = |c: &String| c.is_empty() || c.contains("NaN") || c.contains("inf");
                        assert!(!row.iter().any(odd), "{} of {}: {row:?}", chart.id, picture.at);
                    }
                }
            }
            // Both briefs hold quorums that meet, so nothing is to be sampled there.
            assert!(drawn > 0 || chart.slow, "{} of nothing in two briefs", chart.id);
            assert!(crate::numbers::number(chart.number).is_some(), "{}: no number {}", chart.id, chart.number);
        }
    }

    #[test]
    fn ids_are_unique_and_found() {
        for (i, c) in CHARTS.iter().enumerate() {
            assert!(CHARTS[..i].iter().all(|o| o.id != c.id), "two charts are called {}", c.id);
            assert!(Chart::named(c.id).is_some());
        }
    }
}
