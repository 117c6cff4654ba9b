//! Charts in characters: lines on axes, a heat map, bars; each with units, the place where the design stands, and its limit.
//! Nothing rests on colour: every line has a sign of its own, the design has one, and what is not good has a mark.

use ratatui::text::{Line, Span};

use super::wrapped;
use crate::export::scale::Scale;
use crate::numbers::charts::{Axis, Chart, Drawn, Heat, Here, Picture};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// Cells for the numbers of the axis that goes up.
const LABEL: usize = 9;
/// Fewest rows of a plot that shows a shape.
const LEAST_ROWS: usize = 4;

/// The signs of the lines, in their order: the first is the theme's own point.
const SIGNS: [&str; 3] = ["+", "x", "o"];

/// A picture in `cells` columns and at most `rows` rows.
pub(super) fn lines(chart: &Chart, p: &Picture, cells: usize, rows: usize, t: &Theme) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    let mut foot = Vec::new();
    if let Some(here) = &p.here {
        let line = format!("{} the design: {}", t.glyphs.point[1], here.text);
        foot.extend(wrapped(&line, cells as u16, Role::Changed, t));
    }
    for note in &p.notes {
        foot.extend(wrapped(note, cells as u16, Role::Muted, t));
    }
    let room = rows.saturating_sub(foot.len());
    match &p.drawn {
        Drawn::Lines(series) => {
            let mut legend: Vec<String> =
                series.iter().enumerate().map(|(i, l)| format!("{} {}", sign(i, t), l.name)).collect();
            if let Some((_, what)) = p.limit {
                legend.push(format!("{} {what}", t.glyphs.rule.repeat(2)));
            }
            let legend = wrapped(&legend.join("   "), cells as u16, Role::Text, t);
            let height = room.saturating_sub(legend.len() + 3).clamp(LEAST_ROWS, 20);
            out.extend(plot(chart, p, cells, height, t));
            out.extend(legend);
        }
        Drawn::Heat(heat) => out.extend(heat_map(chart, heat, p.here.as_ref(), cells, t)),
        Drawn::Bars(bars) => out.extend(bar_lines(chart, bars, p.limit, cells, room, t)),
    }
    out.extend(foot);
    out
}

fn sign(i: usize, t: &Theme) -> &'static str {
    if i == 0 { t.glyphs.point[0] } else { SIGNS[(i - 1) % SIGNS.len()] }
}

/// The plot with its axes.
fn plot(chart: &Chart, p: &Picture, cells: usize, height: usize, t: &Theme) -> Vec<Line<'static>> {
    let Drawn::Lines(series) = &p.drawn else { return Vec::new() };
    let label = LABEL.min(cells / 3);
    let width = cells.saturating_sub(label + 2);
    let points = || series.iter().flat_map(|l| l.points.iter().copied());
    let here = p.here.as_ref().map(|h| (h.x, h.y));
    let xs = Scale::new(points().chain(here).map(|q| q.0), chart.x.log);
    let ys = Scale::new(points().chain(here).map(|q| q.1).chain(p.limit.map(|l| l.0)), chart.y.log);
    let (Some(xs), Some(ys)) = (xs, ys) else { return Vec::new() };
    if width < 8 {
        return wrapped("Too narrow for a chart; t shows the table.", cells as u16, Role::Muted, t);
    }
    let mut grid: Vec<Vec<(&'static str, Role)>> = vec![vec![(" ", Role::Text); width]; height];
    let spot = |x: f64, y: f64| -> Option<(usize, usize)> {
        let column = (xs.place(x)? * (width - 1) as f64).round() as usize;
        let row = ((1.0 - ys.place(y)?) * (height - 1) as f64).round() as usize;
        Some((row, column))
    };
    if let Some((limit, _)) = p.limit
        && let Some((row, _)) = spot(xs.from, limit)
    {
        grid[row] = vec![(t.glyphs.rule, Role::Warn); width];
    }
    for (i, line) in series.iter().enumerate().rev() {
        for pair in line.points.windows(2) {
            // Between two points the line goes on, so that a steep part has no holes.
            let (a, b) = (spot(pair[0].0, pair[0].1), spot(pair[1].0, pair[1].1));
            if let (Some(a), Some(b)) = (a, b) {
                let steps = a.0.abs_diff(b.0).max(a.1.abs_diff(b.1)).max(1);
                for s in 0..=steps {
                    let at = |from: usize, to: usize| {
                        (from as f64 + (to as f64 - from as f64) * s as f64 / steps as f64).round() as usize
                    };
                    grid[at(a.0, b.0)][at(a.1, b.1)] = (sign(i, t), series_role(i));
                }
            }
        }
    }
    if let Some((row, column)) = here.and_then(|(x, y)| spot(x, y)) {
        grid[row][column] = (t.glyphs.point[1], Role::Changed);
    }
    let title = format!("{} ({})", chart.y.name, scale_words(&chart.y));
    let mut out = wrapped(&title, cells as u16, Role::Muted, t);
    out.truncate(1);
    for (row, columns) in grid.into_iter().enumerate() {
        let part = 1.0 - row as f64 / (height - 1).max(1) as f64;
        let labelled = row == 0 || row + 1 == height || (height > 7 && row == height / 2);
        let text_of = if labelled { chart.y.unit.show(ys.value(part)) } else { String::new() };
        let mut spans = vec![
            Span::styled(text::pad_left(&text_of, label, t.glyphs.ellipsis), t.style(Role::Muted)),
            Span::styled(format!(" {}", t.glyphs.border.vertical_left), t.style(Role::Border)),
        ];
        spans.extend(columns.into_iter().map(|(s, role)| Span::styled(s, t.style(role))));
        out.push(Line::from(spans));
    }
    out.push(axis_line(&chart.x, &xs, label, width, t));
    out
}

fn scale_words(axis: &Axis) -> &'static str {
    if axis.log { "by powers" } else { "even steps" }
}

fn series_role(i: usize) -> Role {
    [Role::Info, Role::Warn, Role::Good][i % 3]
}

/// The numbers below: the ends and the middle, and what they count.
fn axis_line(axis: &Axis, scale: &Scale, label: usize, width: usize, t: &Theme) -> Line<'static> {
    let show = |part: f64| axis.unit.show(scale.value(part));
    let (left, right) = (show(0.0), show(1.0));
    let middle = format!("{} {}", axis.name, if axis.log { "(by powers)" } else { "" });
    let room = width.saturating_sub(text::width(&left) + text::width(&right) + 2);
    let middle = text::truncate(middle.trim(), room, t.glyphs.ellipsis).into_owned();
    let gap = room.saturating_sub(text::width(&middle));
    let line =
        format!("{}  {left} {}{middle}{} {right}", " ".repeat(label), " ".repeat(gap / 2), " ".repeat(gap - gap / 2));
    Line::from(Span::styled(line, t.style(Role::Muted)))
}

/// Rows and columns of values; the design in brackets, what does not keep what is asked with a mark.
fn heat_map(chart: &Chart, heat: &Heat, here: Option<&Here>, cells: usize, t: &Theme) -> Vec<Line<'static>> {
    let columns = heat.columns.len().max(1);
    let head: Vec<String> = heat.rows.iter().map(|r| chart.y.unit.show(*r)).collect();
    let lead = head.iter().map(|h| text::width(h)).max().unwrap_or(1) + 2;
    let widest = heat.cells.iter().map(|c| text::width(&c.text)).max().unwrap_or(1) + 4;
    let width = (cells.saturating_sub(lead) / columns).min(widest).max(4);
    let title = match &chart.cell {
        Some(cell) => format!("{} by {} (down) and {} (across)", cell.name, chart.y.name, chart.x.name),
        None => format!("{} (down) by {} (across)", chart.y.name, chart.x.name),
    };
    let mut out = wrapped(&title, cells as u16, Role::Muted, t);
    let mut line = vec![Span::raw(" ".repeat(lead))];
    for c in &heat.columns {
        line.push(Span::styled(
            text::pad_left(&chart.x.unit.show(*c), width, t.glyphs.ellipsis),
            t.style(Role::Heading),
        ));
    }
    out.push(Line::from(line));
    for ((row, label), cells) in heat.rows.iter().zip(head).zip(heat.cells.chunks(columns)) {
        let mut spans = vec![Span::styled(format!("{:>w$}  ", label, w = lead - 2), t.style(Role::Heading))];
        for (column, cell) in heat.columns.iter().zip(cells) {
            let now = here.is_some_and(|h| h.x == *column && h.y == *row);
            let mark = if cell.good { "" } else { t.glyphs.warn };
            let inner =
                text::truncate(&text::visible(&cell.text), width.saturating_sub(3), t.glyphs.ellipsis).into_owned();
            let shown = if now { format!("{mark}[{inner}]") } else { format!("{mark}{inner} ") };
            let role = match (now, cell.good) {
                (true, _) => Role::Changed,
                (_, true) => Role::Good,
                _ => Role::Warn,
            };
            spans.push(Span::styled(text::pad_left(&shown, width, t.glyphs.ellipsis), t.style(role)));
        }
        out.push(Line::from(spans));
    }
    let bad = heat.cells.iter().any(|c| !c.good);
    let mut legend = Vec::new();
    if here.is_some() {
        legend.push("[ ] the design".to_owned());
    }
    if bad {
        legend.push(format!("{} does not keep what is asked", t.glyphs.warn));
    }
    out.extend(wrapped(&legend.join("   "), cells as u16, Role::Text, t));
    out
}

/// A bar for each name; the limit as a mark in it.
fn bar_lines(
    chart: &Chart,
    bars: &[(String, f64)],
    limit: Option<(f64, &'static str)>,
    cells: usize,
    rows: usize,
    t: &Theme,
) -> Vec<Line<'static>> {
    let mut out = wrapped(&format!("{} by {}", chart.y.name, chart.x.name), cells as u16, Role::Muted, t);
    out.truncate(1);
    let name = bars.iter().map(|(n, _)| text::width(n)).max().unwrap_or(0).min(cells * 2 / 5);
    let value = bars.iter().map(|(_, x)| text::width(&chart.y.unit.show(*x))).max().unwrap_or(0);
    let width = cells.saturating_sub(name + value + 3);
    let most = bars.iter().map(|b| b.1).chain(limit.map(|l| l.0)).fold(f64::MIN_POSITIVE, f64::max);
    let shown = rows.saturating_sub(3).max(1);
    for (label, x) in bars.iter().take(shown) {
        let over = limit.is_some_and(|(l, _)| *x > l);
        let eighths = (x / most * (width * 8) as f64).round().max(0.0) as usize;
        let mut bar = t.glyphs.bar[7].repeat(eighths / 8);
        if !eighths.is_multiple_of(8) && eighths / 8 < width {
            bar.push_str(t.glyphs.bar[eighths % 8 - 1]);
        }
        let mut drawn: Vec<String> = text::pad(&bar, width, "").chars().map(String::from).collect();
        if let Some((l, _)) = limit {
            let at = ((l / most) * width.saturating_sub(1) as f64).round() as usize;
            if let Some(cell) = drawn.get_mut(at) {
                t.glyphs.quote.clone_into(cell);
            }
        }
        let role = if over { Role::Danger } else { Role::Good };
        out.push(Line::from(vec![
            Span::raw(text::pad(&text::visible(label), name, t.glyphs.ellipsis)),
            Span::raw(" "),
            Span::styled(drawn.concat(), t.style(role)),
            Span::styled(
                format!(
                    " {}{}",
                    if over { t.glyphs.warn } else { " " },
                    text::pad_left(&chart.y.unit.show(*x), value, "")
                ),
                t.style(role),
            ),
        ]));
    }
    if bars.len() > shown {
        out.extend(wrapped(&format!("and {} more", bars.len() - shown), cells as u16, Role::Muted, t));
    }
    if let Some((l, what)) = limit {
        let line = format!("{} {what}: {}", t.glyphs.quote, chart.y.unit.show(l));
        out.extend(wrapped(&line, cells as u16, Role::Text, t));
    }
    out
}

/// The same numbers as a table, for those who do not see the shape.
pub(super) fn table(chart: &Chart, p: &Picture, cells: usize, t: &Theme) -> Vec<Line<'static>> {
    let rows = p.rows(chart);
    let columns = rows.heads.len().max(1);
    let wide = |c: usize| {
        rows.rows.iter().filter_map(|r| r.get(c)).chain(rows.heads.get(c)).map(|x| text::width(x)).max().unwrap_or(1)
    };
    let most = (cells / columns).saturating_sub(1).max(4);
    let widths: Vec<usize> =
        (0..columns).map(|c| wide(c).min(most.max(if c == 0 { 20.min(cells / 2) } else { 0 }))).collect();
    let line = |row: &[String], role: Role| {
        let mut spans = Vec::new();
        for (c, width) in widths.iter().enumerate() {
            let cell = row.get(c).map_or("", String::as_str);
            let shown = text::visible(cell);
            let text_of = if c == 0 {
                text::pad(&shown, *width, t.glyphs.ellipsis)
            } else {
                text::pad_left(&shown, *width, t.glyphs.ellipsis)
            };
            spans.push(Span::styled(format!("{text_of} "), t.style(role)));
        }
        Line::from(spans)
    };
    let mut out = vec![line(&rows.heads, Role::Muted)];
    out.extend(rows.rows.iter().map(|r| line(r, Role::Number)));
    if let Some(here) = &p.here {
        out.push(Line::default());
        out.extend(wrapped(&format!("the design: {}", here.text), cells as u16, Role::Changed, t));
    }
    if let Some((l, what)) = p.limit {
        out.extend(wrapped(&format!("{what}: {}", chart.y.unit.show(l)), cells as u16, Role::Text, t));
    }
    for note in &p.notes {
        out.extend(wrapped(note, cells as u16, Role::Muted, t));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::World;
    use crate::numbers::charts::CHARTS;
    use crate::tui::theme::{Abilities, Palette};

    const BRIEFS: [&str; 2] = [
        include_str!("../../../tests/data/briefs/full.brief.toml"),
        include_str!("../../../tests/data/briefs/example.brief.toml"),
    ];

    #[test]
    fn every_chart_fits_its_pane_in_ascii_and_marks_the_design() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let mut drawn = 0;
        for source in BRIEFS {
            let brief = crate::brief::read(source).unwrap();
            let world = World::new(&brief);
            for chart in CHARTS {
                for p in chart.entities(&world).iter().filter_map(|at| chart.draw(&world, at)) {
                    drawn += 1;
                    for cells in [20, 40, 58, 78, 120] {
                        for (lines, what) in
                            [(lines(chart, &p, cells, 18, &theme), "chart"), (table(chart, &p, cells, &theme), "table")]
                        {
                            let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
                            assert!(text.iter().all(|l| l.is_ascii()), "{} {what}: {text:#?}", chart.id);
                            let over = text.iter().find(|l| text::width(l.trim_end()) > cells);
                            assert!(over.is_none() || cells < 40, "{} {what} in {cells}: {over:?}", chart.id);
                            if p.here.is_some() && cells >= 58 {
                                assert!(text.iter().any(|l| l.contains("design")), "{} {what}: {text:#?}", chart.id);
                            }
                        }
                    }
                }
            }
        }
        assert!(drawn > 4, "{drawn} charts in two briefs");
    }
}
