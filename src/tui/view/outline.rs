//! The workbench: the tree of sections, entities and fields.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::{focused, list, pane, side};
use crate::session::rows::{Row, RowKind, State};
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, regions.main, "Every decision of the brief", focus, &t);
    let o = &app.session.outline;
    let lines: Vec<Line<'static>> = o
        .rows
        .iter()
        .enumerate()
        .map(|(i, row)| line(row, i == o.cursor, focus, usize::from(inner.width), &t))
        .collect();
    let at = o.cursor;
    list(app, frame, inner, "outline", &lines, (at, at));
    side::draw(app, frame, regions);
}

fn line(row: &Row, here: bool, focus: bool, cells: usize, t: &Theme) -> Line<'static> {
    let sign = match (row.kind, row.open) {
        (RowKind::Field, _) => " ",
        (_, true) => t.glyphs.open,
        (_, false) => t.glyphs.closed,
    };
    let lead = format!("{}{sign} {}", "  ".repeat(row.depth), text::visible(&row.label));
    let (value, role) = match (row.kind, row.state) {
        (RowKind::Field, State::Stated) => (row.value.clone(), Role::Number),
        (RowKind::Field, State::Unsure) => (format!("? {} (unsure)", row.assumed), Role::Assumed),
        (_, State::Skipped) => ("skipped".to_owned(), Role::Muted),
        (RowKind::Field, State::Open) if row.needed => ("not stated".to_owned(), Role::Warn),
        (RowKind::Field, State::Open) if !row.assumed.is_empty() => (format!("~{}", row.assumed), Role::Muted),
        _ => (row.value.clone(), Role::Muted),
    };
    let value = text::visible(&value.replace('\n', " ")).into_owned();
    let half = text::width(&lead).max(cells * 2 / 5).min(cells);
    let left = text::pad(&lead, half, t.glyphs.ellipsis);
    let right = text::pad(&value, cells.saturating_sub(half + 1), t.glyphs.ellipsis);
    let strong = if row.kind == RowKind::Field { Role::Text } else { Role::Heading };
    let line =
        Line::from(vec![Span::styled(left, t.style(strong)), Span::raw(" "), Span::styled(right, t.style(role))]);
    match (here, focus) {
        (true, true) => line.style(t.style(Role::Selected)).patch_style(t.style(Role::Selected)),
        (true, false) => line.patch_style(t.style(Role::Marked)),
        _ => line,
    }
}
