//! Numbers and findings as lines of a narrow pane: what moves, what stays, what would appear and go.

use std::collections::HashMap;

use ratatui::text::{Line, Span};

use super::sign;
use crate::session::rows::{Difference, Found, Number};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// More numbers than this are counted, not listed.
const MOVED: usize = 14;
/// Numbers that stay as they are, beside the question that names them.
pub(super) const STILL: usize = 8;

/// What a number is about, without the kind in front: `orders`, `orders.place`.
pub(super) fn about(place: &str) -> String {
    place.split('.').skip(1).filter(|s| *s != "operation" && *s != "zone").collect::<Vec<_>>().join(".")
}

/// A name with its entity in front (`front: utilisation, zone lost`) filled or cut to exactly `cells`. Rows of one entity stand
/// together and differ in their names, so the entity gives way first.
pub(super) fn fitted(label: &str, cells: usize, mark: &str) -> String {
    /// So much of an entity is left that it can still be told from the next; a short one stays whole.
    const LEAST: usize = 8;
    if let Some((of, name)) = label.split_once(": ")
        && text::width(label) > cells
    {
        let room = cells.saturating_sub(text::width(name) + 2).max(LEAST).min(text::width(of));
        return text::pad(&format!("{}: {name}", text::truncate(of, room, mark)), cells, mark);
    }
    text::pad(label, cells, mark)
}

/// Names for the first so many rows, with the entity in front where several of all rows have one name.
fn names<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>, most: usize) -> Vec<String> {
    let rows: Vec<(&str, &str)> = rows.collect();
    // A change to a large brief moves thousands of numbers, so names are counted once.
    let mut met: HashMap<&str, usize> = HashMap::new();
    for (name, _) in &rows {
        *met.entry(name).or_default() += 1;
    }
    let twice = |name: &str| met.get(name).is_some_and(|n| *n > 1);
    rows.iter()
        .take(most)
        .map(|(name, place)| match about(place) {
            of if twice(name) && !of.is_empty() => format!("{of}: {name}"),
            _ => (*name).to_owned(),
        })
        .collect()
}

/// Numbers with their values.
pub(super) fn number_lines(rows: &[Number], cells: u16, t: &Theme) -> Vec<Line<'static>> {
    let names = names(rows.iter().map(|n| (n.name.as_str(), n.place.as_str())), rows.len());
    let role = |n: &Number| match (n.slack, n.assumed) {
        (Some(slack), _) if slack < 0.0 => Role::Danger,
        (_, true) => Role::Assumed,
        _ => Role::Number,
    };
    rows.iter().zip(names).flat_map(|(n, name)| pair(&name, &n.value, role(n), cells, t)).collect()
}

/// A name and its value: in one line where both fit, else the value below.
fn pair(name: &str, value: &str, role: Role, cells: u16, t: &Theme) -> Vec<Line<'static>> {
    let cells = usize::from(cells);
    let (name, value) = (text::visible(name), text::visible(value));
    let mark = t.glyphs.ellipsis;
    let room = cells.saturating_sub(text::width(&value) + 2);
    if room >= text::width(&name).min(22) {
        let name = fitted(&name, room, mark);
        return vec![Line::from(vec![Span::raw(format!(" {name} ")), Span::styled(value.into_owned(), t.style(role))])];
    }
    vec![
        Line::from(format!(" {}", fitted(&name, cells.saturating_sub(1), mark))),
        Line::from(Span::styled(text::pad_left(&value, cells.saturating_sub(1), mark), t.style(role))),
    ]
}

/// A difference as lines: numbers that move, then findings that come and go. Required answers are counted, not listed.
pub(super) fn difference_lines(d: &Difference, cells: u16, t: &Theme) -> Vec<Line<'static>> {
    difference_beside(d, &[], &[], cells, t)
}

/// The same beside a question: of the numbers that move those that it names first, and behind them some that stay as they are.
pub(super) fn difference_beside(
    d: &Difference,
    named: &[String],
    still: &[Number],
    cells: u16,
    t: &Theme,
) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    let mut moved: Vec<_> = d.numbers.iter().collect();
    moved.sort_by_cached_key(|n| named.iter().position(|id| *id == n.id).unwrap_or(usize::MAX));
    let labels = names(moved.iter().map(|n| (n.name.as_str(), n.place.as_str())), MOVED);
    for (n, name) in moved.iter().zip(labels).take(MOVED) {
        let arrow = t.glyphs.arrow;
        let values = match (n.before.as_str(), n.after.as_str()) {
            ("", after) => format!("{arrow} {after}"),
            (before, "") => format!("{before} {arrow} no longer"),
            (before, after) => format!("{before} {arrow} {after}"),
        };
        let role = match n.improved {
            Some(true) => Role::Good,
            Some(false) => Role::Danger,
            None => Role::Changed,
        };
        out.extend(pair(&name, &values, role, cells, t));
    }
    let muted = |text: String| Line::from(Span::styled(text, t.style(Role::Muted)));
    if moved.len() > MOVED {
        out.push(muted(format!(" and {} more move", moved.len() - MOVED)));
    }
    if moved.is_empty() {
        out.push(muted(" No number moves".into()));
    }
    out.extend(number_lines(still, cells, t));
    if d.settled + d.asked > 0 {
        let words = |n: usize| if n == 1 { "1 required answer".to_owned() } else { format!("{n} required answers") };
        out.push(muted(match (d.settled, d.asked) {
            (n, 0) => format!(" states {}", words(n)),
            (0, n) => format!(" {} more to state", words(n)),
            (n, more) => format!(" states {}, {more} more", words(n)),
        }));
    }
    // One line where nothing comes or goes leaves room for the chart of the question.
    if d.appear.is_empty() && d.go.is_empty() {
        out.push(muted(" No finding would appear or go".into()));
    }
    for (title, rows) in [("Would appear", &d.appear), ("Would go", &d.go)] {
        if !rows.is_empty() {
            out.push(Line::default());
            out.push(Line::from(Span::styled(title, t.style(Role::Heading))));
            out.extend(found_lines(rows, cells, t));
        }
    }
    out
}

/// Findings, one or two lines each; those of one rule together, counted.
pub(super) fn found_lines(rows: &[Found], cells: u16, t: &Theme) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for f in rows {
        if done.contains(&f.rule.as_str()) {
            continue;
        }
        done.push(&f.rule);
        let (mark, role) = sign(f.severity, t);
        let lead = format!(" {mark} {} ", f.rule);
        let same = rows.iter().filter(|g| g.rule == f.rule).count();
        let count = if same > 1 { format!(" ({same})") } else { String::new() };
        let title = text::visible(&format!("{}{count}", f.title)).into_owned();
        let first = usize::from(cells).saturating_sub(text::width(&lead));
        let head = text::wrap_ranges(&title, first.max(1)).into_iter().next().unwrap_or(0..0);
        out.push(Line::from(vec![Span::styled(lead, t.style(role)), Span::raw(title[head.clone()].to_owned())]));
        let rest = title[head.end..].trim_start();
        if !rest.is_empty() {
            for part in text::wrap(rest, usize::from(cells).saturating_sub(3).max(1)) {
                out.push(Line::from(format!("   {part}")));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entity_gives_way_before_the_name() {
        assert_eq!(fitted("main: utilisation", 20, "~"), "main: utilisation   ");
        assert_eq!(fitted("main-availability: 1st alert", 20, "~"), "main-ava~: 1st alert");
        assert_eq!(fitted("main-availability: 1st alert above", 20, "~"), "main-av~: 1st alert~");
        assert_eq!(fitted("no entity in this name", 10, "~"), "no entity~");
    }
    use crate::session::rows::Delta;
    use crate::tui::theme::{Abilities, Palette};

    fn delta(id: &str, place: &str, name: &str) -> Delta {
        Delta {
            key: format!("{id}/{place}"),
            id: id.into(),
            place: place.into(),
            name: name.into(),
            before: "1".into(),
            after: "2".into(),
            improved: None,
        }
    }

    #[test]
    fn numbers_of_the_question_come_first_and_equal_names_say_of_what() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let d = Difference {
            numbers: vec![
                delta("D02", "slo.a", "largest burn"),
                delta("D36", "service.front", "highest utilisation"),
                delta("D36", "service.back", "highest utilisation"),
            ],
            ..Difference::default()
        };
        let lines: Vec<String> =
            difference_beside(&d, &["D36".to_owned()], &[], 40, &theme).iter().map(ToString::to_string).collect();
        assert!(lines[0].starts_with(" front: highest utilisation") && lines[1].starts_with(" back: "), "{lines:?}");
        assert!(lines[2].starts_with(" largest burn"), "{lines:?}");
    }

    #[test]
    fn required_answers_are_one_line() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let d = Difference { settled: 2, asked: 1, ..Difference::default() };
        let text: Vec<String> = difference_lines(&d, 40, &theme).iter().map(ToString::to_string).collect();
        assert!(text.contains(&" states 2 required answers, 1 more".to_owned()), "{text:?}");
    }
}
