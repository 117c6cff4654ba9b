//! The review: findings, checklist, points of others, verdict; the highlighted one in full with what its fix would change.

use ratatui::Frame;
use ratatui::text::Line;

use super::walk::{self, Row, Walk};
use super::{AWAITED, difference_lines, focused, sign, wrapped};
use crate::session::Action;
use crate::session::review::{About, Line as Shown};
use crate::tui::app::{App, Moves};
use crate::tui::layout::Regions;
use crate::tui::theme::{Role, Theme};

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let t = app.theme.clone();
    let shown = app.session.review_rows();
    let waits = shown.iter().filter(|r| r.waits).count();
    let at = app.session.review.cursor.min(shown.len().saturating_sub(1));
    let title = match waits {
        0 => "Review: nothing left to decide".to_owned(),
        n => format!("Review: {n} to decide"),
    };
    let rows: Vec<Row> = shown.iter().map(|l| row(l, &t)).collect();
    let focus = focused(app);
    let area = walk::draw(app, frame, regions, &Walk { name: "review", title: &title, rows: &rows, at, focus });
    let Some(line) = shown.get(at) else { return };
    let cells = area.width.saturating_sub(2);
    let mut more = fix_lines(app, line, cells, &t);
    if let Some(rests) = line.found.as_ref().map(|f| f.rests.as_str()).filter(|r| !r.is_empty()) {
        more.push(Line::default());
        more.extend(wrapped(rests, cells, Role::Assumed, &t));
    }
    let title = match &line.about {
        About::Finding(key) => key.clone(),
        About::Item(id) => (*id).to_owned(),
        _ => line.group.to_owned(),
    };
    walk::detail(app, frame, area, &title, &line.detail, more);
}

fn row(l: &Shown, t: &Theme) -> Row {
    let (mark, role) = match (l.severity, l.waits, l.state.as_str()) {
        (_, _, "waived") => ("-", Role::Muted),
        (Some(severity), ..) => sign(severity, t),
        (None, true, _) => ("?", Role::Warn),
        (None, false, "does not hold" | "rejected" | "not ready") => (t.glyphs.error, Role::Danger),
        (None, false, _) => (t.glyphs.good, Role::Good),
    };
    let state_role = if l.waits { Role::Warn } else { Role::Muted };
    let (group, label, state) = (l.group.to_owned(), l.label.clone(), l.state.clone());
    Row { group, mark, role, label, state, state_role, whole: false }
}

/// The suggestion and what it would move.
fn fix_lines(app: &mut App, line: &Shown, cells: u16, t: &Theme) -> Vec<Line<'static>> {
    let Some((key, fix)) = line.found.as_ref().and_then(|f| Some((f.key.clone(), f.fix.clone()?))) else {
        return Vec::new();
    };
    let press = app.key_below(Action::Apply);
    let mut out = vec![Line::default()];
    out.extend(wrapped(&format!("Smallest change ({press}): {}", fix.text), cells, Role::Good, t));
    match app.effect_of(&key, &fix.edits) {
        Moves::This(difference) => {
            out.push(Line::default());
            out.extend(difference_lines(difference, cells, t));
        }
        Moves::Awaited => out.extend(wrapped(AWAITED, cells, Role::Muted, t)),
        Moves::Refused(_) => {}
    }
    out
}
