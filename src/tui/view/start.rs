//! The start screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{clickable, focused, list, pane};
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widget::choice::{self, Item};

pub(super) fn draw(app: &mut App, frame: &mut Frame, area: Rect) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, area, "What brings you here?", focus, &t);
    let start = &app.session.start;
    let cells = usize::from(inner.width);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut spans = Vec::new();
    let mut seen = (0, 0);
    let mut group = "";
    // Descriptions of all where there is room, else of the highlighted line.
    let compact = start.items.len() * 2 + 6 > usize::from(inner.height);
    for (i, item) in start.items.iter().enumerate() {
        if item.group != group {
            group = item.group;
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::from(Span::styled(group, t.style(Role::Heading))));
        }
        let mut label = item.label.clone();
        if group == "Read" && app.session.pages.iter().any(|p| p.unread) {
            label = format!("{label} {}", t.glyphs.unread);
        }
        let drawn = Item { label, description: item.description.clone(), ..Item::default() };
        let here = usize::from(i != start.cursor);
        let drawn = choice::lines(&[drawn], here, cells, focus, compact, &t);
        if here == 0 {
            seen = (lines.len().saturating_sub(1), lines.len() + drawn.lines.len() - 1);
        }
        let own = lines.len();
        lines.extend(drawn.lines);
        spans.push(own..lines.len());
    }
    list(app, frame, inner, "start", &lines, seen);
    clickable(app, inner, "start", spans);
}
