//! The side panes: what follows from the highlighted choice, the findings, and why.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::effect::{STILL, difference_beside, found_lines, number_lines};
use super::{chart, difference_lines, pane, wrapped};
use crate::brief::{Edit, field_at};
use crate::numbers::Figure;
use crate::session::dialog::Dialog;
use crate::session::facts;
use crate::session::lists::Listed;
use crate::session::outline::Typed;
use crate::session::rows::{Found, Number};
use crate::session::{Screen, Side};
use crate::tui::app::{App, Moves};
use crate::tui::layout::Regions;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;

/// Draws the side pane and, where there is room, a third one with the next view.
pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    if let Some(area) = regions.side {
        // What a value being typed would change is what a person looks for then.
        let typing = app.session.outline.preview.is_some() && app.session.screen == Screen::Workbench;
        let what = if typing && !app.session.dialogs.is_empty() { Side::Follows } else { app.session.side };
        one(app, frame, area, what);
    }
    if let Some(area) = regions.third {
        let next = if app.session.side == Side::Findings { Side::Follows } else { Side::Findings };
        one(app, frame, area, next);
    }
}

fn one(app: &mut App, frame: &mut Frame, area: Rect, what: Side) {
    let t = &app.theme.clone();
    // Behind the last question there is nothing to explain.
    let over = app.session.screen == Screen::Guide && app.session.guide.step().is_none();
    let what = match what {
        Side::Why if over => Side::Follows,
        Side::Chart if !app.session.has_chart() => Side::Follows,
        what => what,
    };
    let title = match (what, app.session.screen) {
        (Side::Follows, Screen::Guide) if app.session.guide.step().is_some() => "What follows, if you choose this",
        (Side::Follows, Screen::Guide) => "Nearest to their targets",
        (Side::Follows, _) => "What follows",
        (Side::Findings, _) => "Findings",
        (Side::Why, Screen::Guide) => "Why",
        (Side::Why, _) => "This field",
        (Side::Chart, _) => "As it stands",
    };
    let inner = pane(frame, area, title, false, t);
    let lines = match what {
        Side::Follows => follows(app, inner.width),
        Side::Findings => {
            let shown: Vec<Found> = app.session.findings_shown().iter().take(SHOWN).map(Listed::row).collect();
            found_lines(&shown, inner.width, t)
        }
        Side::Why => why(app, inner.width),
        Side::Chart => charted(app, inner),
    };
    scroll::draw(frame, inner, &lines, 0, t);
    if what == Side::Follows && app.session.screen == Screen::Guide {
        let used = lines.len() as u16;
        let room = inner.height.saturating_sub(used + 1);
        let below = Rect { y: inner.y + inner.height - room, height: room, ..inner };
        chart_beside(app, frame, below);
    }
}

/// The chart that belongs to the question in a pane of its own, cut where it does not fit.
fn charted(app: &mut App, area: Rect) -> Vec<Line<'static>> {
    let t = app.theme.clone();
    match app.beside() {
        Some((chart, picture)) => {
            let mut lines = wrapped(chart.title, area.width, Role::Heading, &t);
            let rows = usize::from(area.height).saturating_sub(lines.len());
            lines.extend(chart::lines(chart, picture, usize::from(area.width), rows, &t));
            lines
        }
        None => wrapped("Too little is stated to draw it.", area.width, Role::Muted, &t),
    }
}

/// The chart that belongs to the question below what follows, where it fits whole.
fn chart_beside(app: &mut App, frame: &mut Frame, area: Rect) {
    if area.height < LEAST_CHART {
        return;
    }
    let t = app.theme.clone();
    let Some((chart, picture)) = app.beside() else { return };
    let lines = chart::lines(chart, picture, usize::from(area.width), usize::from(area.height), &t);
    if lines.len() <= usize::from(area.height) {
        scroll::draw(frame, area, &lines, 0, &t);
    }
}

/// A chart in fewer rows says nothing.
const LEAST_CHART: u16 = 6;

/// More findings than this are not read beside something else.
const SHOWN: usize = 40;

fn follows(app: &mut App, cells: u16) -> Vec<Line<'static>> {
    let (s, t) = (&app.session, &app.theme);
    if s.screen == Screen::Guide {
        let Some(step) = s.guide.step() else {
            let rows: Vec<Number> = s.numbers_that_matter(10).into_iter().map(facts::number).collect();
            if rows.is_empty() {
                let text = "Nothing states a target yet: objectives, deadlines and limits are targets.";
                return wrapped(text, cells, Role::Muted, t);
            }
            return number_lines(&rows, cells, t);
        };
        return match &s.guide.preview {
            Some(Ok(difference)) => {
                let named = |f: &&Figure| step.shows.iter().any(|id| id == f.id);
                let mut beside: Vec<&Figure> = s.facts.figures.iter().filter(named).collect();
                beside.sort_by_cached_key(|f| step.shows.iter().position(|id| id == f.id));
                // A large brief has thousands of them: only those that are shown become rows.
                let moving: HashSet<&str> = difference.numbers.iter().map(|n| n.key.as_str()).collect();
                let stay = beside.into_iter().filter(|f| !moving.contains(f.key().as_str()));
                let still: Vec<Number> = stay.take(STILL).map(facts::number).collect();
                difference_beside(difference, &step.shows, &still, cells, t)
            }
            Some(Err(why)) if !why.is_empty() => wrapped(why, cells, Role::Danger, t),
            _ if s.guide.awaited => wrapped(super::AWAITED, cells, Role::Muted, t),
            _ => {
                let text = "Type an answer of your own with Enter or o; what follows is shown while you type.";
                wrapped(text, cells, Role::Muted, t)
            }
        };
    }
    // While a value is typed, what it would change.
    if let (Some(typed), Some(Dialog::Entry(_))) = (&s.outline.preview, s.dialogs.last()) {
        return match typed {
            Typed::Tried(Ok(difference)) => difference_lines(difference, cells, t),
            Typed::Tried(Err(_)) => wrapped("What follows is shown as soon as the value reads.", cells, Role::Muted, t),
            Typed::Reads(edits) => {
                let edits = edits.clone();
                typed_beside(app, &edits, cells)
            }
        };
    }
    // A section shows the numbers of all its entities, a field those of its entity.
    let path = s.outline.row().map(|r| r.path.clone()).unwrap_or_default();
    let near = s.facts.figures.iter().filter(|f| {
        let place = f.at.to_string();
        place.starts_with(&path) || (!place.is_empty() && path.starts_with(&place))
    });
    let rows: Vec<Number> = near.take(SHOWN).map(facts::number).collect();
    if rows.is_empty() {
        return wrapped("No number is about this place.", cells, Role::Muted, t);
    }
    number_lines(&rows, cells, t)
}

/// What a value that is being typed would change, as soon as it has been tried.
fn typed_beside(app: &mut App, edits: &[Edit], cells: u16) -> Vec<Line<'static>> {
    let t = app.theme.clone();
    match app.effect_of(&format!("typed {edits:?}"), edits) {
        Moves::This(difference) => difference_lines(difference, cells, &t),
        Moves::Refused(why) => wrapped(why, cells, Role::Danger, &t),
        Moves::Awaited => wrapped(super::AWAITED, cells, Role::Muted, &t),
    }
}

/// The numbers that a question moves and the patterns that answer it, by name; their pages open from the palette.
fn beside(id: &str, shows: &[String], cells: u16, t: &crate::tui::theme::Theme) -> Vec<Line<'static>> {
    let numbers = shows.iter().filter_map(|d| crate::numbers::number(d)).map(|n| format!("{} {}", n.id, n.title()));
    let patterns = crate::reference::patterns_for(id).into_iter().map(|p| format!("{} {}", p.name(), p.title()));
    let mut out = Vec::new();
    for (heading, list) in [
        ("It moves", numbers.collect::<Vec<_>>()),
        ("Patterns that answer it; : finds their pages", patterns.collect()),
    ] {
        if list.is_empty() {
            continue;
        }
        out.push(Line::default());
        out.extend(wrapped(heading, cells, Role::Heading, t));
        for one in list {
            out.extend(wrapped(&one, cells, Role::Link, t));
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
            out.extend(beside(&step.id, &step.shows, cells, t));
        }
    } else if let Some(row) = s.outline.row() {
        out.extend(wrapped(&row.path, cells, Role::Heading, t));
        out.push(Line::from(Span::styled(row.state.word(), t.style(Role::Muted))));
        out.push(Line::default());
        if let Some(field) = field_at(&row.path) {
            out.extend(wrapped(field.doc.trim(), cells, Role::Text, t));
            out.extend(wrapped(&crate::session::entry::hint(field), cells, Role::Text, t));
            if let Some(used) = field.when_unstated() {
                out.extend(wrapped(&format!("Used when unstated: {used}"), cells, Role::Assumed, t));
            }
            if !field.suggested.is_empty() {
                out.extend(wrapped(&format!("Suggested: {}", field.suggested), cells, Role::Muted, t));
            }
        }
    }
    out
}
