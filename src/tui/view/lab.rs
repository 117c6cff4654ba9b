//! What if: the numeric fields at the left, what the nudges would move at the right.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::compare::progress_lines;
use super::{AWAITED, difference_lines, focused, marked, pane, rows, wrapped};
use crate::session::entry;
use crate::session::lab::Knob;
use crate::tui::app::{App, Moves};
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::scroll;

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, regions.main, "What if", focus, &t);
    let cells = usize::from(inner.width);
    let side_cells = regions.side.map_or(inner.width, |a| a.width.saturating_sub(2));
    let nudges = if app.session.works_beside() { app.session.nudges() } else { Vec::new() };
    let outcome = if nudges.is_empty() {
        match &app.session.lab.outcome {
            None => None,
            Some(Ok(difference)) => Some(difference_lines(difference, side_cells, &t)),
            Some(Err(why)) => Some(wrapped(why, side_cells, Role::Danger, &t)),
        }
    } else {
        Some(match app.effect_of(&format!("lab {nudges:?}"), &nudges) {
            Moves::This(difference) => difference_lines(difference, side_cells, &t),
            Moves::Refused(why) => wrapped(why, side_cells, Role::Danger, &t),
            Moves::Awaited => wrapped(AWAITED, side_cells, Role::Muted, &t),
        })
    };
    let outcome = outcome.unwrap_or_else(|| {
        wrapped(
            "Right and Left nudge the highlighted value without touching the brief; Enter keeps what you see, p pins it \
             as a variant, x looks for the smallest change that reaches a goal.",
            side_cells,
            Role::Muted,
            &t,
        )
    });
    let lab = &app.session.lab;
    if let Some(area) = regions.side {
        let inner = pane(frame, area, "What would move", false, &t);
        let mut lines = Vec::new();
        if let Some(job) = lab.job.as_ref().filter(|j| j.running()) {
            let key = app.key_below(crate::session::Action::Close);
            lines.extend(progress_lines(job, &key, inner.width, &t));
            lines.push(Line::default());
        }
        if !lab.pins.is_empty() {
            let names: Vec<&str> = lab.pins.iter().map(|v| v.name.as_str()).collect();
            let text = format!("Pinned: {}; c compares them side by side", names.join(", "));
            lines.extend(wrapped(&text, inner.width, Role::Good, &t));
            lines.push(Line::default());
        }
        lines.extend(outcome);
        scroll::draw(frame, inner, &lines, 0, &t);
    }
    if lab.knobs.is_empty() {
        let text = if lab.filter.is_empty() {
            "No number is stated yet; the guide asks for the first ones."
        } else {
            "No field matches; Esc shows all."
        };
        let text = wrapped(text, inner.width, Role::Muted, &t);
        scroll::draw(frame, inner, &text, 0, &t);
    }
    let (at, total) = (lab.cursor, lab.knobs.len());
    // A large brief has thousands of fields: only those in sight are made into lines.
    rows(app, frame, inner, "lab", (total, at), |app, i| {
        let knob = app.session.lab.knobs.get(i);
        knob.map(|knob| marked(field(knob, cells, &t), i == at, focus, &t)).unwrap_or_default()
    });
}

/// A field and its value, as nudged where it is.
fn field(knob: &Knob, cells: usize, t: &Theme) -> Line<'static> {
    let (value, role) = match &knob.nudged {
        Some(v) => (format!("{} {} {}", knob.stated, t.glyphs.arrow, entry::shown(v)), Role::Changed),
        None => (knob.stated.clone(), Role::Number),
    };
    let value = text::visible(&value).into_owned();
    // The last column is for the bar that says there is more.
    let room = cells.saturating_sub(text::width(&value) + 3);
    let path = text::pad(&text::visible(&knob.path), room, t.glyphs.ellipsis);
    let sign = if knob.marked { t.glyphs.unread } else { " " };
    Line::from(vec![
        Span::styled(sign, t.style(Role::Warn)),
        Span::raw(format!("{path} ")),
        Span::styled(value, t.style(role)),
    ])
}
