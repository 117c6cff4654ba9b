//! The pictures of the charts: lines on axes, heat maps, bars, each with units, the place where the design stands, its limit,
//! and the numbers in words.

use super::super::scale::Scale;
use super::{Anchor, Canvas, LINE, Picture, cut, n, width};
use crate::numbers::World;
use crate::numbers::charts::{Axis, CHARTS, Chart, Drawn, Heat, Line, Picture as Shown};

/// Pictures of one chart; more entities than this are not drawn.
const MOST_OF_ONE: usize = 4;
/// Bars of a picture.
const MOST_BARS: usize = 16;
const LEFT: f64 = 96.0;
const TOP: f64 = 44.0;
const WIDE: f64 = 460.0;
const TALL: f64 = 220.0;
/// How the lines are told apart: by their strokes.
const CURVES: [&str; 3] = ["curve", "curve two", "curve three"];

/// One picture for each chart and entity the brief has data for.
pub(super) fn pictures(w: &World<'_>) -> Vec<Picture> {
    let mut out = Vec::new();
    for chart in CHARTS {
        let drawn = chart.entities(w).into_iter().filter_map(|at| chart.draw(w, &at));
        for p in drawn.take(MOST_OF_ONE) {
            let id = p.at.id.as_deref().unwrap_or("brief");
            let name = format!("{}-{id}", chart.id);
            out.push(picture(chart, &p, &name));
        }
    }
    out
}

fn picture(chart: &Chart, p: &Shown, name: &str) -> Picture {
    let mut canvas = Canvas::default();
    let title = format!("{}: {}", chart.title, p.at);
    canvas.text("text", 16.0, 22.0, Anchor::Start, &cut(&title, 70));
    let bottom = match &p.drawn {
        Drawn::Lines(_) => plot(&mut canvas, chart, p),
        Drawn::Heat(heat) => heat_map(&mut canvas, chart, p, heat),
        Drawn::Bars(bars) => bar_rows(&mut canvas, chart, p, bars),
    };
    let mut y = bottom + LINE;
    let mut notes: Vec<(String, &str)> = Vec::new();
    if let Some(here) = &p.here {
        notes.push((format!("the design: {}", here.text), "text"));
    }
    notes.extend(p.limit.map(|(l, what)| (format!("{what}: {}", chart.y.unit.show(l)), "muted")));
    notes.extend(p.notes.iter().map(|t| (t.clone(), "muted")));
    let mut wide = LEFT + WIDE + 40.0;
    for (note, class) in &notes {
        y += LINE;
        let note = cut(note, 110);
        canvas.text(class, 16.0, y, Anchor::Start, &note);
        wide = wide.max(width(&note) + 32.0);
    }
    canvas.finish(name, &title, &alt(chart, p), (wide, y + LINE))
}

/// The same in words: what it shows, where the design stands, and its ends.
fn alt(chart: &Chart, p: &Shown) -> String {
    let rows = p.rows(chart);
    let mut parts = vec![format!("{} of {}", chart.title, p.at)];
    if let Some(here) = &p.here {
        parts.push(format!("the design: {}", here.text));
    }
    let row =
        |r: &Vec<String>| rows.heads.iter().zip(r).map(|(h, v)| format!("{h} {v}")).collect::<Vec<_>>().join(", ");
    if let (Some(first), Some(last)) = (rows.rows.first(), rows.rows.last()) {
        parts.push(format!("from {}", row(first)));
        if rows.rows.len() > 1 {
            parts.push(format!("to {}", row(last)));
        }
    }
    format!("{}.", parts.join("; "))
}

fn plot(canvas: &mut Canvas, chart: &Chart, p: &Shown) -> f64 {
    let Drawn::Lines(lines) = &p.drawn else { return TOP };
    let points = || lines.iter().flat_map(|l| l.points.iter().copied());
    let here = p.here.as_ref().map(|h| (h.x, h.y));
    let xs = Scale::new(points().chain(here).map(|q| q.0), chart.x.log);
    let ys = Scale::new(points().chain(here).map(|q| q.1).chain(p.limit.map(|l| l.0)), chart.y.log);
    let (Some(xs), Some(ys)) = (xs, ys) else { return TOP };
    let (x, y) = (|part: f64| LEFT + part * WIDE, |part: f64| TOP + (1.0 - part) * TALL);
    axes(canvas, chart, &xs, &ys);
    for (i, line) in lines.iter().enumerate() {
        let spots: Vec<(f64, f64)> =
            line.points.iter().filter_map(|(a, b)| Some((x(xs.place(*a)?), y(ys.place(*b)?)))).collect();
        let commands: Vec<String> = spots.iter().map(|(a, b)| format!("{} {}", n(*a), n(*b))).collect();
        let class = CURVES[i % 3];
        if commands.len() > 1 {
            canvas.path(class, &format!("M{}", commands.join("L")));
        }
    }
    let bottom = legend(canvas, lines);
    if let Some(part) = p.limit.and_then(|(l, _)| ys.place(l)) {
        canvas.line("nowline", (LEFT, y(part)), (LEFT + WIDE, y(part)));
    }
    if let Some((a, b)) = here.and_then(|(a, b)| Some((xs.place(a)?, ys.place(b)?))) {
        canvas.line("nowline", (x(a), TOP), (x(a), TOP + TALL));
        canvas.dot("now", x(a), y(b));
    }
    bottom
}

/// A piece of each line with its name, below the axis.
fn legend(canvas: &mut Canvas, lines: &[Line]) -> f64 {
    let y = TOP + TALL + 34.0 + LINE;
    let mut x = LEFT;
    for (i, line) in lines.iter().enumerate() {
        canvas.path(CURVES[i % 3], &format!("M{} {}L{} {}", n(x), n(y - 4.0), n(x + 28.0), n(y - 4.0)));
        canvas.text("muted", x + 36.0, y, Anchor::Start, line.name);
        x += 36.0 + width(line.name) + 24.0;
    }
    y
}

fn axes(canvas: &mut Canvas, chart: &Chart, xs: &Scale, ys: &Scale) {
    let words = |a: &Axis| if a.log { format!("{} (by powers)", a.name) } else { a.name.to_owned() };
    for i in 0..=4 {
        let part = f64::from(i) / 4.0;
        let (x, y) = (LEFT + part * WIDE, TOP + (1.0 - part) * TALL);
        canvas.line("grid", (LEFT, y), (LEFT + WIDE, y));
        canvas.text("muted", LEFT - 8.0, y + 4.0, Anchor::End, &chart.y.unit.show(ys.value(part)));
        canvas.text("muted", x, TOP + TALL + 16.0, Anchor::Middle, &chart.x.unit.show(xs.value(part)));
    }
    canvas.line("axis", (LEFT, TOP), (LEFT, TOP + TALL));
    canvas.line("axis", (LEFT, TOP + TALL), (LEFT + WIDE, TOP + TALL));
    canvas.text("muted", LEFT, TOP - 8.0, Anchor::Start, &words(&chart.y));
    canvas.text("muted", LEFT + WIDE / 2.0, TOP + TALL + 34.0, Anchor::Middle, &words(&chart.x));
}

fn heat_map(canvas: &mut Canvas, chart: &Chart, p: &Shown, heat: &Heat) -> f64 {
    let columns = heat.columns.len().max(1);
    let cell = heat.cells.iter().map(|c| width(&c.text)).fold(60.0, f64::max) + 28.0;
    let tall = 30.0;
    let what = chart.cell.map_or(String::new(), |c| format!("{}; ", c.name));
    let head = format!("{what}{} down, {} across", chart.y.name, chart.x.name);
    canvas.text("muted", 16.0, TOP - 2.0, Anchor::Start, &head);
    let top = TOP + LINE;
    for (i, c) in heat.columns.iter().enumerate() {
        let x = LEFT + (i as f64 + 0.5) * cell;
        canvas.text("muted", x, top - 6.0 + LINE / 2.0, Anchor::Middle, &chart.x.unit.show(*c));
    }
    let top = top + LINE / 2.0;
    for (r, (row, cells)) in heat.rows.iter().zip(heat.cells.chunks(columns)).enumerate() {
        let y = top + r as f64 * tall;
        canvas.text("muted", LEFT - 10.0, y + 20.0, Anchor::End, &chart.y.unit.show(*row));
        for (i, (column, c)) in heat.columns.iter().zip(cells).enumerate() {
            let x = LEFT + i as f64 * cell;
            // The mark says what the shade says.
            canvas.shade(x, y, cell, tall, if c.good { 0.35 } else { 0.05 });
            let now = p.here.as_ref().is_some_and(|h| h.x == *column && h.y == *row);
            let mark = if c.good { "" } else { "! " };
            let text = if now { format!("{mark}[{}]", c.text) } else { format!("{mark}{}", c.text) };
            canvas.text("text", x + cell / 2.0, y + 20.0, Anchor::Middle, &text);
        }
    }
    let bottom = top + heat.rows.len() as f64 * tall;
    canvas.text("muted", 16.0, bottom + LINE + 4.0, Anchor::Start, "[ ] the design; ! does not keep what is asked");
    bottom + LINE
}

fn bar_rows(canvas: &mut Canvas, chart: &Chart, p: &Shown, bars: &[(String, f64)]) -> f64 {
    canvas.text("muted", 16.0, TOP - 2.0, Anchor::Start, &format!("{} by {}", chart.y.name, chart.x.name));
    let names = bars.iter().map(|(name, _)| width(&cut(name, 28))).fold(40.0, f64::max) + 26.0;
    let most = bars.iter().map(|b| b.1).chain(p.limit.map(|l| l.0)).fold(f64::MIN_POSITIVE, f64::max);
    let room = WIDE - 80.0;
    let mut y = TOP + 10.0;
    for (name, x) in bars.iter().take(MOST_BARS) {
        let over = p.limit.is_some_and(|(l, _)| *x > l);
        canvas.text("text", names - 10.0, y + 14.0, Anchor::End, &cut(name, 28));
        canvas.rect(if over { "bad" } else { "bar" }, names, y + 2.0, x / most * room, 16.0);
        let value = format!("{}{}", chart.y.unit.show(*x), if over { " !" } else { "" });
        canvas.text("muted", names + x / most * room + 8.0, y + 14.0, Anchor::Start, &value);
        y += 24.0;
    }
    if let Some((l, _)) = p.limit {
        let x = names + l / most * room;
        canvas.line("nowline", (x, TOP + 6.0), (x, y));
    }
    if bars.len() > MOST_BARS {
        y += LINE;
        canvas.text("muted", 16.0, y, Anchor::Start, &format!("and {} more", bars.len() - MOST_BARS));
    }
    y
}
