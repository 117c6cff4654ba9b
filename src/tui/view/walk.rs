//! A list in groups with the highlighted row in full beside it, or below it where there is no room beside: the review and the
//! diagnosis are drawn with it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{clickable, list, marked, pane, wrapped};
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;

/// One row, ready to be drawn.
pub(super) struct Row {
    pub group: String,
    pub mark: &'static str,
    pub role: Role,
    pub label: String,
    /// At the right end of the row.
    pub state: String,
    pub state_role: Role,
    /// Wrapped in full instead of cut at the edge.
    pub whole: bool,
}

/// What is drawn: a title, the rows, the place of the cursor.
pub(super) struct Walk<'a> {
    pub name: &'static str,
    pub title: &'a str,
    pub rows: &'a [Row],
    pub at: usize,
    pub focus: bool,
}

/// Draws the list; returns the area that is left for the highlighted row.
pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions, walk: &Walk<'_>) -> Rect {
    let (main, beside) = if let Some(side) = regions.side {
        (regions.main, side)
    } else {
        let top = regions.main.height * 3 / 5;
        let below = Rect { y: regions.main.y + top, height: regions.main.height - top, ..regions.main };
        (Rect { height: top, ..regions.main }, below)
    };
    let t = app.theme.clone();
    let inner = pane(frame, main, walk.title, walk.focus, &t);
    let cells = usize::from(inner.width);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut spans = Vec::new();
    let mut seen = (0, 0);
    let mut group = "";
    for (i, row) in walk.rows.iter().enumerate() {
        let first = lines.len();
        if row.group != group {
            group = &row.group;
            lines.push(Line::from(Span::styled(text::visible(group).into_owned(), t.style(Role::Heading))));
        }
        let here = i == walk.at;
        let own = lines.len();
        let lead = format!(" {} ", row.mark);
        let state = if row.state.is_empty() { String::new() } else { format!(" {}", text::visible(&row.state)) };
        let room = cells.saturating_sub(text::width(&lead) + text::width(&state)).max(1);
        let label = text::visible(&row.label).into_owned();
        let parts: Vec<String> =
            if row.whole { text::wrap(&label, room).into_iter().map(str::to_owned).collect() } else { vec![label] };
        for (n, part) in parts.iter().enumerate() {
            let (lead, state) = if n == 0 { (lead.clone(), state.clone()) } else { ("   ".to_owned(), String::new()) };
            let words = text::pad(part, room, t.glyphs.ellipsis);
            let line = Line::from(vec![
                Span::styled(lead, t.style(row.role)),
                Span::raw(words),
                Span::styled(state, t.style(row.state_role)),
            ]);
            lines.push(marked(line, here, walk.focus, &t));
        }
        spans.push(own..lines.len());
        if here {
            // The heading of the first row of a group stays in sight with it.
            seen = (first, lines.len().saturating_sub(1));
        }
    }
    list(app, frame, inner, walk.name, &lines, seen);
    clickable(app, inner, walk.name, spans);
    beside
}

/// Draws the highlighted row in full.
pub(super) fn detail(app: &App, frame: &mut Frame, area: Rect, title: &str, words: &str, more: Vec<Line<'static>>) {
    let t = &app.theme;
    let inner = pane(frame, area, &text::visible(title), false, t);
    let mut lines = wrapped(words, inner.width, Role::Text, t);
    lines.extend(more);
    scroll::draw(frame, inner, &lines, 0, t);
}
