//! The pinned variants beside each other, and what a sweep found.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::effect::{about, fitted, found_lines};
use super::{AWAITED, difference_lines, marked, popup, rows, wrapped};
use crate::findings::Severity;
use crate::session::exploring::{Job, Progress};
use crate::tui::app::{App, Moves};
use crate::tui::layout;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::scroll;

/// Names give way to values below this width.
const NAME: usize = 18;

/// Variants in columns, the brief as it stands first.
pub(super) fn draw(app: &App, frame: &mut Frame, cursor: usize, top: usize) {
    let t = &app.theme;
    let area = frame.area();
    let inner = popup(frame, area.width, area.height.saturating_sub(2), "Variants side by side", t);
    // The last column is for the bar that says there is more.
    let cells = usize::from(inner.width).saturating_sub(1);
    let pins = &app.session.lab.pins;
    let columns = pins.len() + 1;
    let width = (cells.saturating_sub(NAME) / columns).saturating_sub(1).clamp(6, 16);
    let name = cells.saturating_sub(columns * (width + 1));
    let mark = t.glyphs.ellipsis;
    let row = |label: &str, values: Vec<(String, Role)>, role: Role| {
        let mut spans = vec![Span::styled(fitted(&text::visible(label), name, mark), t.style(role))];
        for (i, (value, role)) in values.into_iter().enumerate() {
            let style = if i == cursor { t.style(role).patch(t.style(Role::Marked)) } else { t.style(role) };
            spans.push(Span::raw(" "));
            spans.push(Span::styled(text::pad_left(&text::visible(&value), width, mark), style));
        }
        Line::from(spans)
    };
    let mut head: Vec<(String, Role)> = vec![("now".to_owned(), Role::Heading)];
    head.extend(pins.iter().map(|v| (v.name.clone(), Role::Heading)));
    for (i, cell) in head.iter_mut().enumerate() {
        if i == cursor {
            *cell = (format!("{} {}", t.glyphs.cursor, cell.0), Role::Selected);
        }
    }
    let mut fixed = vec![row("", head, Role::Muted)];
    for (label, severity) in [("errors", Severity::Error), ("warnings", Severity::Warn)] {
        let now = app.session.facts.count(severity);
        let mut values = vec![(now.to_string(), Role::Number)];
        values.extend(pins.iter().map(|v| match &v.outcome {
            Ok(j) => {
                let n = if severity == Severity::Error { j.errors } else { j.warnings };
                (n.to_string(), better(n.cmp(&now)))
            }
            Err(_) => ("-".to_owned(), Role::Muted),
        }));
        fixed.push(row(label, values, Role::Text));
    }
    // What the highlighted column changes stands below the table.
    let mut below: Vec<Line<'static>> = Vec::new();
    if let Some(variant) = cursor.checked_sub(1).and_then(|i| pins.get(i)) {
        for (path, from, to) in &variant.changes {
            let change = format!("{path}  {from} {} {to}", t.glyphs.arrow);
            below.extend(wrapped(&change, inner.width, Role::Changed, t));
        }
        match &variant.outcome {
            Err(why) => below.extend(wrapped(why, inner.width, Role::Danger, t)),
            Ok(judged) => {
                for (title, found) in [("Would appear", &judged.difference.appear), ("Would go", &judged.difference.go)]
                {
                    if !found.is_empty() {
                        below.push(Line::from(Span::styled(title, t.style(Role::Heading))));
                        below.extend(found_lines(found, inner.width, t));
                    }
                }
            }
        }
    } else {
        below.extend(wrapped("The brief as it stands.", inner.width, Role::Muted, t));
    }
    let most = (usize::from(inner.height) / 3).max(1);
    if below.len() > most {
        let more = below.len() + 1 - most;
        below.truncate(most - 1);
        below.push(Line::from(Span::styled(format!(" and {more} lines more"), t.style(Role::Muted))));
    }
    let (above, foot) = layout::cut_top(inner, inner.height.saturating_sub(below.len() as u16 + 1));
    let (head_area, table) = layout::cut_top(above, fixed.len() as u16 + 1);
    scroll::draw(frame, head_area, &fixed, 0, t);
    let compared = app.session.comparison();
    let lines: Vec<Line<'static>> = compared
        .iter()
        .map(|r| {
            let mut values = vec![(r.now.clone(), Role::Number)];
            values.extend(r.values.iter().map(|(v, improved)| {
                let role = match improved {
                    Some(true) => Role::Good,
                    Some(false) => Role::Danger,
                    None => Role::Number,
                };
                (if v.is_empty() { "none".to_owned() } else { v.clone() }, role)
            }));
            let of = about(&r.place);
            row(&if of.is_empty() { r.name.clone() } else { format!("{of}: {}", r.name) }, values, Role::Text)
        })
        .collect();
    let top = top.min(lines.len().saturating_sub(usize::from(table.height)));
    scroll::draw(frame, table, &lines, top, t);
    let (_, foot) = layout::cut_top(foot, 1);
    scroll::draw(frame, foot, &below, 0, t);
}

fn better(order: std::cmp::Ordering) -> Role {
    match order {
        std::cmp::Ordering::Less => Role::Good,
        std::cmp::Ordering::Greater => Role::Danger,
        std::cmp::Ordering::Equal => Role::Number,
    }
}

/// What a sweep found: changes that reach the goal, cheapest first, or what comes nearest; below, what the highlighted one
/// would move.
pub(super) fn draw_explored(app: &mut App, frame: &mut Frame, cursor: usize) {
    let t = app.theme.clone();
    let area = frame.area();
    let Some(job) = &app.session.lab.job else { return };
    let reached = matches!(&job.state, Progress::Done(o) if o.reached() > 0);
    let title = match (reached, app.session.explored_is_stale()) {
        (_, true) => "Sweep of an earlier state of the brief",
        (true, _) => "Smallest changes that reach the goal",
        (false, _) => "Nothing reaches the goal; the nearest first",
    };
    let cells = usize::from(area.width.saturating_sub(2));
    let goals: Vec<&str> = job.plan.goals.iter().map(|g| g.text.as_str()).collect();
    let goal = text::visible(&format!("goal: {}", goals.join(" and "))).into_owned();
    let goal = text::truncate(&goal, cells, t.glyphs.ellipsis).into_owned();
    let found: Vec<Line<'static>> =
        job.rows().into_iter().map(|point| explored_line(job, point, cells.saturating_sub(1), &t)).collect();
    let ticket = job.ticket;
    let inner = popup(frame, area.width, area.height.saturating_sub(2), title, &t);
    frame.buffer_mut().set_stringn(inner.x, inner.y, goal, cells, t.style(Role::Muted));
    let (_, rest) = layout::cut_top(inner, 1);
    let list_rows = (found.len().max(1) as u16).min(rest.height / 2);
    let (list, detail) = layout::cut_top(rest, list_rows);
    rows(app, frame, list, "explored", (found.len(), cursor), |_, i| {
        found.get(i).map(|line| marked(line.clone(), i == cursor, true, &t)).unwrap_or_default()
    });
    let (_, detail) = layout::cut_top(detail, 1);
    let edits = app.session.explored_edits(cursor);
    let lines = if edits.is_empty() {
        wrapped("The brief as it stands.", detail.width, Role::Muted, &t)
    } else {
        match app.effect_of(&format!("sweep {ticket} {cursor}"), &edits) {
            Moves::This(difference) => difference_lines(difference, detail.width, &t),
            Moves::Awaited => wrapped(AWAITED, detail.width, Role::Muted, &t),
            Moves::Refused(_) => wrapped("The brief no longer takes this change.", detail.width, Role::Danger, &t),
        }
    };
    scroll::draw(frame, detail, &lines, 0, &t);
}

fn explored_line(job: &Job, point: &crate::explore::Point, cells: usize, t: &Theme) -> Line<'static> {
    let (change, cost) = job.words(point);
    let (mark, right) = match &point.result {
        Err(why) => (t.glyphs.error, why.clone()),
        Ok(came) => {
            let mark = if came.reached() { t.glyphs.good } else { t.glyphs.error };
            let values: Vec<String> = came.goals.iter().map(|g| g.shown.clone()).filter(|s| !s.is_empty()).collect();
            (mark, if values.is_empty() { String::new() } else { format!("{} {}", t.glyphs.arrow, values.join(", ")) })
        }
    };
    let right = text::truncate(&text::visible(&right), cells / 4, t.glyphs.ellipsis).into_owned();
    let role = if point.front { Role::Good } else { Role::Text };
    let cost = text::truncate(&cost, cells / 4, t.glyphs.ellipsis).into_owned();
    let room = cells.saturating_sub(text::width(&right) + text::width(&cost) + 6);
    Line::from(vec![
        Span::styled(format!(" {mark} "), t.style(role)),
        Span::raw(text::pad(&text::visible(&change), room, t.glyphs.ellipsis)),
        Span::styled(format!(" {cost}  "), t.style(Role::Muted)),
        Span::styled(right, t.style(Role::Number)),
    ])
}

/// How far a running sweep is: a bar, how many of how many, and about how long it still takes.
pub(super) fn progress_lines(job: &Job, key: &str, cells: u16, t: &Theme) -> Vec<Line<'static>> {
    let Progress::Running { done, millis } = job.state else { return Vec::new() };
    let total = job.total().max(1);
    let room = usize::from(cells.saturating_sub(2)).min(40);
    let full = room * done / total;
    let bar = format!("{}{}", t.glyphs.bar[7].repeat(full), t.glyphs.rule.repeat(room - full));
    let left = if done == 0 { None } else { Some(millis * (total - done) as u64 / done as u64) };
    let about = left.map_or(String::new(), |ms| format!(", about {} s more", ms.div_ceil(1000)));
    let mut out = vec![Line::from(Span::styled(format!(" {bar}"), t.style(Role::Number)))];
    let line = format!("{done} of {total} combinations, {} s{about}; {key} stops", millis / 1000);
    out.extend(wrapped(&line, cells, Role::Muted, t));
    out
}
