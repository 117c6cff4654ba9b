//! The workbench: the tree of sections, entities and fields.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::{focused, marked, pane, rows, side};
use crate::session::rows::{Row, RowKind, State};
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, regions.main, "Every decision of the brief", focus, &t);
    let (total, at) = (app.session.outline.rows.len(), app.session.outline.cursor);
    let cells = usize::from(inner.width);
    rows(app, frame, inner, "outline", (total, at), |app, i| {
        let row = app.session.outline.rows.get(i);
        row.map(|row| marked(line(row, cells, &t), i == at, focus, &t)).unwrap_or_default()
    });
    side::draw(app, frame, regions);
}

fn line(row: &Row, cells: usize, t: &Theme) -> Line<'static> {
    let sign = match (row.kind, row.open) {
        (RowKind::Field, _) => " ",
        (_, true) => t.glyphs.open,
        (_, false) => t.glyphs.closed,
    };
    let lead = format!("{}{sign} {}", "  ".repeat(row.depth), text::visible(&row.label));
    let (value, role) = match (row.kind, row.state) {
        (RowKind::Field | RowKind::Item, State::Stated) => (row.value.clone(), Role::Number),
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
    Line::from(vec![Span::styled(left, t.style(strong)), Span::raw(" "), Span::styled(right, t.style(role))])
}
