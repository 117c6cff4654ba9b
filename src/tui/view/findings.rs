//! Findings by severity; the highlighted one in full beside the list, with the change that is suggested.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{focused, list, pane, side, sign, wrapped};
use crate::session::rows::Found;
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, regions.main, "Findings", focus, &t);
    let shown = app.session.findings_shown();
    let at = app.session.findings.cursor.min(shown.len().saturating_sub(1));
    let cells = usize::from(inner.width);
    let lines: Vec<Line<'static>> = shown
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let (mark, role) = sign(f.severity, &t);
            let lead = if f.waived { format!(" - {} ", f.rule) } else { format!(" {mark} {} ", f.rule) };
            let role = if f.waived { Role::Muted } else { role };
            let room = cells.saturating_sub(text::width(&lead));
            let title = text::pad(&text::visible(&f.title), room, t.glyphs.ellipsis);
            let line = Line::from(vec![Span::styled(lead, t.style(role)), Span::raw(title)]);
            match (i == at, focus) {
                (true, true) => line.patch_style(t.style(Role::Selected)),
                (true, false) => line.patch_style(t.style(Role::Marked)),
                _ => line,
            }
        })
        .collect();
    let detail = shown.get(at).map(|f| (*f).clone());
    if lines.is_empty() {
        let text = wrapped("Nothing contradicts, and nothing needed is missing.", inner.width, Role::Good, &t);
        scroll::draw(frame, inner, &text, 0, &t);
    }
    list(app, frame, inner, "findings", &lines, (at, at));
    if let (Some(area), Some(found)) = (regions.side, detail) {
        draw_detail(app, frame, area, &found);
    }
}

fn draw_detail(app: &App, frame: &mut Frame, area: Rect, found: &Found) {
    let t = &app.theme;
    let inner = pane(frame, area, &text::visible(&found.key), false, t);
    let (mark, role) = sign(found.severity, t);
    let mut lines = wrapped(&format!("{mark} {}: {}", found.severity.word(), found.title), inner.width, role, t);
    lines.push(Line::default());
    lines.extend(wrapped(&found.text, inner.width, Role::Text, t));
    if !found.paths.is_empty() {
        lines.push(Line::default());
        for path in &found.paths {
            lines.extend(wrapped(path, inner.width, Role::Link, t));
        }
    }
    if found.waived {
        lines.push(Line::default());
        lines.extend(wrapped("Waived: the reason stands in the brief.", inner.width, Role::Muted, t));
    }
    if let Some(fix) = &found.fix {
        lines.push(Line::default());
        let key = app.keymap.key_of(app.contexts(), crate::session::Action::Apply).unwrap_or_default();
        lines.extend(wrapped(&format!("Smallest change ({key}): {}", fix.text), inner.width, Role::Good, t));
        if let Ok(difference) = app.session.difference_of(&fix.edits) {
            lines.push(Line::default());
            lines.extend(side::difference_lines(&difference, &[], &[], inner.width, t));
        }
    }
    scroll::draw(frame, inner, &lines, 0, t);
}
