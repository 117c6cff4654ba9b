//! The pages to read, must-read ones first, with a mark until they were read.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{clickable, focused, list, pane};
use crate::tui::app::App;
use crate::tui::text;
use crate::tui::theme::Role;

pub(super) fn draw(app: &mut App, frame: &mut Frame, area: Rect) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, area, "Reference", focus, &t);
    let cells = usize::from(inner.width);
    let at = app.session.reference.cursor;
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut spans = Vec::new();
    let mut seen = (0, 0);
    let mut shelf = "";
    for (i, p) in app.session.pages_shown().into_iter().enumerate() {
        if p.shelf != shelf {
            shelf = &p.shelf;
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let mut name = shelf.chars();
            let title: String = name.next().map(|c| c.to_uppercase().chain(name).collect()).unwrap_or_default();
            lines.push(Line::from(Span::styled(title, t.style(Role::Heading))));
        }
        let mark = if p.unread { t.glyphs.unread } else { " " };
        let title = text::pad(&p.title, cells.saturating_sub(4), t.glyphs.ellipsis);
        let mut line = Line::from(vec![Span::styled(format!(" {mark} "), t.style(Role::Warn)), Span::raw(title)]);
        if i == at {
            seen = (lines.len(), lines.len());
            line = line.patch_style(t.style(if focus { Role::Selected } else { Role::Marked }));
        }
        spans.push(lines.len()..lines.len() + 1);
        lines.push(line);
    }
    list(app, frame, inner, "reference", &lines, seen);
    clickable(app, inner, "reference", spans);
}
