//! All derived numbers in a table; what the highlighted one is made of beside it.

use ratatui::Frame;
use ratatui::text::Line;

use super::{focused, list, pane};
use crate::session::rows::Number;
use crate::tui::app::App;
use crate::tui::layout::{self, Regions};
use crate::tui::markdown;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;
use crate::tui::widget::table::{self, Cell, Column};

const COLUMNS: [Column; 4] =
    [Column::left("id"), Column::flexible("number"), Column::right("value"), Column::left("about")];

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let title = if app.session.numbers.sorted { "Numbers, closest to their target first" } else { "Numbers" };
    let inner = pane(frame, regions.main, title, focus, &t);
    let shown = app.session.numbers_shown();
    let rows: Vec<Vec<Cell>> = shown.iter().map(|n| row(n)).collect();
    let at = app.session.numbers.cursor.min(rows.len().saturating_sub(1));
    let widths = table::widths(&COLUMNS, &rows, usize::from(inner.width));
    let provenance = shown.get(at).map(|n| app.session.facts.provenance(n)).unwrap_or_default();
    let (head, body) = layout::cut_top(inner, 1);
    frame.buffer_mut().set_line(head.x, head.y, &table::heading(&COLUMNS, &widths, &t), head.width);
    let mark = if focus { Role::Selected } else { Role::Marked };
    let lines: Vec<Line<'static>> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| table::line(&COLUMNS, &widths, row, (i == at).then_some(mark), &t))
        .collect();
    if lines.is_empty() {
        let text = super::wrapped(
            "No number matches. Numbers appear as soon as a value they need is stated.",
            body.width,
            Role::Muted,
            &t,
        );
        scroll::draw(frame, body, &text, 0, &t);
    }
    list(app, frame, body, "numbers", &lines, (at, at));
    if let Some(area) = regions.side {
        let inner = pane(frame, area, "Where it comes from", false, &t);
        let rendered = markdown::render(&provenance, usize::from(inner.width), &t);
        scroll::draw(frame, inner, &rendered.lines, 0, &t);
    }
}

fn row(n: &Number) -> Vec<Cell> {
    let value = match (n.assumed, n.slack) {
        (_, Some(slack)) if slack < 0.0 => Role::Danger,
        (true, _) => Role::Assumed,
        _ => Role::Number,
    };
    vec![
        Cell::new(&n.id, Role::Muted),
        Cell::new(&n.name, Role::Text),
        Cell::new(&n.value, value),
        Cell::new(&n.place, Role::Muted),
    ]
}
