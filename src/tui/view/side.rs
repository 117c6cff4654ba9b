//! The side panes: what follows from the highlighted choice, the findings, and why.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{pane, sign, wrapped};
use crate::brief::field_at;
use crate::session::rows::{Difference, Found, Number};
use crate::session::{Screen, Side};
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::scroll;

/// Draws the side pane and, where there is room, a third one with the next view.
pub(super) fn draw(app: &App, frame: &mut Frame, regions: &Regions) {
    if let Some(area) = regions.side {
        one(app, frame, area, app.session.side);
    }
    if let Some(area) = regions.third {
        let next = if app.session.side == Side::Findings { Side::Follows } else { Side::Findings };
        one(app, frame, area, next);
    }
}

fn one(app: &App, frame: &mut Frame, area: Rect, what: Side) {
    let t = &app.theme;
    let title = match (what, app.session.screen) {
        (Side::Follows, Screen::Guide) if app.session.guide.step().is_some() => "What follows, if you choose this",
        (Side::Follows, _) => "What follows",
        (Side::Findings, _) => "Findings",
        (Side::Why, Screen::Guide) => "Why",
        (Side::Why, _) => "This field",
    };
    let inner = pane(frame, area, title, false, t);
    let lines = match what {
        Side::Follows => follows(app, inner.width),
        Side::Findings => found_lines(&app.session.findings_shown(), inner.width, t),
        Side::Why => why(app, inner.width),
    };
    scroll::draw(frame, inner, &lines, 0, t);
}

fn follows(app: &App, cells: u16) -> Vec<Line<'static>> {
    let (s, t) = (&app.session, &app.theme);
    if s.screen == Screen::Guide && s.guide.step().is_some() {
        return match &s.guide.preview {
            Some(Ok(difference)) => {
                let shows = s.guide.step().map(|q| q.shows.clone()).unwrap_or_default();
                let beside: Vec<&Number> = s.facts.numbers.iter().filter(|n| shows.contains(&n.id)).collect();
                difference_lines(difference, &beside, &shows, cells, t)
            }
            Some(Err(why)) if !why.is_empty() => wrapped(why, cells, Role::Danger, t),
            _ => wrapped(
                "Type an answer of your own with Enter or o; what follows is shown while you type.",
                cells,
                Role::Muted,
                t,
            ),
        };
    }
    let path = match s.screen {
        Screen::Guide => String::new(),
        _ => s.outline.row().map(|r| r.path.clone()).unwrap_or_default(),
    };
    // A section shows the numbers of all its entities, a field those of its entity, the end of the guide all there are.
    let about = |place: &str| place.starts_with(&path) || (!place.is_empty() && path.starts_with(place));
    let near: Vec<&Number> = s.facts.numbers.iter().filter(|n| about(&n.place)).collect();
    if near.is_empty() {
        return wrapped("No number is about this place.", cells, Role::Muted, t);
    }
    near.iter().map(|n| number_line(n, cells, t)).collect()
}

fn number_line(n: &Number, cells: u16, t: &Theme) -> Line<'static> {
    let value = text::visible(&n.value).into_owned();
    let room = usize::from(cells).saturating_sub(text::width(&value) + 2);
    let name = text::pad(&text::visible(&n.name), room, t.glyphs.ellipsis);
    let role = if n.assumed { Role::Assumed } else { Role::Number };
    Line::from(vec![Span::raw(format!(" {name} ")), Span::styled(value, t.style(role))])
}

/// A difference as lines: numbers that move, those of the question first, then findings that come and go.
pub(super) fn difference_lines(
    d: &Difference,
    beside: &[&Number],
    shows: &[String],
    cells: u16,
    t: &Theme,
) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    let mut moved: Vec<_> = d.numbers.iter().collect();
    moved.sort_by_key(|n| (shows.iter().position(|s| *s == n.id).unwrap_or(usize::MAX), n.id.clone()));
    let still: Vec<&&Number> = beside.iter().filter(|n| !moved.iter().any(|m| m.key == n.key)).collect();
    for n in moved.iter().take(14) {
        let values = match (n.before.as_str(), n.after.as_str()) {
            ("", after) => format!("{} {after}", t.glyphs.arrow),
            (before, "") => format!("{before} {} no longer", t.glyphs.arrow),
            (before, after) => format!("{before} {} {after}", t.glyphs.arrow),
        };
        let values = text::visible(&values).into_owned();
        let role = match n.improved {
            Some(true) => Role::Good,
            Some(false) => Role::Danger,
            None => Role::Changed,
        };
        let room = usize::from(cells).saturating_sub(text::width(&values) + 2);
        let name = text::visible(&n.name).into_owned();
        if room < 12 {
            out.push(Line::from(format!(
                " {}",
                text::truncate(&name, usize::from(cells).saturating_sub(1), t.glyphs.ellipsis)
            )));
            let values = text::pad_left(&values, usize::from(cells).saturating_sub(1), t.glyphs.ellipsis);
            out.push(Line::from(Span::styled(values, t.style(role))));
        } else {
            let name = text::pad(&name, room, t.glyphs.ellipsis);
            out.push(Line::from(vec![Span::raw(format!(" {name} ")), Span::styled(values, t.style(role))]));
        }
    }
    if moved.len() > 14 {
        out.push(Line::from(Span::styled(format!(" and {} more", moved.len() - 14), t.style(Role::Muted))));
    }
    out.extend(still.iter().take(6).map(|n| number_line(n, cells, t)));
    if out.is_empty() {
        out.push(Line::from(Span::styled(" No number moves", t.style(Role::Muted))));
    }
    if d.settled + d.asked > 0 {
        let words = |n: usize| if n == 1 { "1 required answer".to_owned() } else { format!("{n} required answers") };
        let text = match (d.settled, d.asked) {
            (n, 0) => format!(" states {}", words(n)),
            (0, n) => format!(" {} more to state", words(n)),
            (n, more) => format!(" states {}, {more} more to state", words(n)),
        };
        out.push(Line::default());
        out.extend(wrapped(text.trim_start(), cells, Role::Muted, t));
    }
    for (title, rows) in [("Would appear", &d.appear), ("Would go", &d.go)] {
        out.push(Line::default());
        out.push(Line::from(Span::styled(title, t.style(Role::Heading))));
        if rows.is_empty() {
            out.push(Line::from(Span::styled("  (nothing)", t.style(Role::Muted))));
        }
        let refs: Vec<&Found> = rows.iter().collect();
        out.extend(found_lines(&refs, cells, t));
    }
    out
}

/// Findings, one or two lines each.
pub(super) fn found_lines(rows: &[&Found], cells: u16, t: &Theme) -> Vec<Line<'static>> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|f| (f.waived, f.severity));
    for f in sorted.iter().take(40) {
        let (mark, role) = sign(f.severity, t);
        let lead = format!(" {mark} {} ", f.rule);
        let indent = 3;
        let title = text::visible(&f.title).into_owned();
        let first = usize::from(cells).saturating_sub(text::width(&lead));
        let mut parts = text::wrap_ranges(&title, first.max(1)).into_iter();
        let head = parts.next().unwrap_or(0..0);
        out.push(Line::from(vec![Span::styled(lead, t.style(role)), Span::raw(title[head.clone()].to_owned())]));
        let rest = title[head.end..].trim_start();
        if !rest.is_empty() {
            for part in text::wrap(rest, usize::from(cells).saturating_sub(indent).max(1)) {
                out.push(Line::from(format!("{}{part}", " ".repeat(indent))));
            }
        }
    }
    out
}

fn why(app: &App, cells: u16) -> Vec<Line<'static>> {
    let (s, t) = (&app.session, &app.theme);
    let mut out = Vec::new();
    if s.screen == Screen::Guide {
        if let Some(step) = s.guide.step() {
            out.extend(wrapped(&step.why, cells, Role::Text, t));
            out.push(Line::default());
            out.extend(wrapped(&format!("In your own words: {}", step.hint), cells, Role::Muted, t));
        }
    } else if let Some(row) = s.outline.row() {
        out.extend(wrapped(&row.path, cells, Role::Heading, t));
        out.push(Line::from(Span::styled(row.state.word(), t.style(Role::Muted))));
        out.push(Line::default());
        if let Some(field) = field_at(&row.path) {
            out.extend(wrapped(field.doc.trim(), cells, Role::Text, t));
            out.extend(wrapped(&crate::session::entry::hint(field), cells, Role::Text, t));
            if field.unstated != "-" {
                out.extend(wrapped(&format!("Used when unstated: {}", field.unstated), cells, Role::Assumed, t));
            }
            if !field.suggested.is_empty() {
                out.extend(wrapped(&format!("Suggested: {}", field.suggested), cells, Role::Muted, t));
            }
        }
    }
    out
}
