//! All derived numbers in a table; what the highlighted one is made of beside it.

use ratatui::Frame;
use ratatui::text::Line;

use super::groups::{self, Groups};
use super::{focused, pane};
use crate::session::facts;
use crate::session::rows::Number;
use crate::tui::app::App;
use crate::tui::layout::{self, Regions};
use crate::tui::markdown;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;
use crate::tui::widget::table::{self, Cell, Column};

const COLUMNS: [Column; 4] =
    [Column::left("id"), Column::left("number"), Column::right("value"), Column::left("about")];

/// Widths that do not move while the list scrolls: the name takes what is left.
fn widths(cells: usize) -> [usize; 4] {
    let (id, value) = (3, if cells < 60 { 9 } else { 14 });
    let about = (cells / 4).min(30);
    [id, cells.saturating_sub(id + value + about + 3), value, about]
}

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let title = if app.session.numbers.sorted { "Numbers, missed and nearest targets first" } else { "Numbers" };
    let inner = pane(frame, regions.main, title, focus, &t);
    let widths = widths(usize::from(inner.width));
    let (head, body) = layout::cut_top(inner, 1);
    frame.buffer_mut().set_line(head.x, head.y, &table::heading(&COLUMNS, &widths, &t), head.width);
    let shown = app.session.numbers_shown();
    let total = shown.len();
    let at = app.session.numbers.cursor.min(total.saturating_sub(1));
    let provenance = shown.get(at).map(|f| app.session.facts.provenance(f)).unwrap_or_default();
    if total == 0 {
        let text = "No number matches. Numbers appear as soon as a value they need is stated.";
        scroll::draw(frame, body, &super::wrapped(text, body.width, Role::Muted, &t), 0, &t);
    }
    let mark = if focus { Role::Selected } else { Role::Marked };
    let groups = Groups { rows: total, heads: app.session.number_groups(&shown) };
    let (offset, sight) = groups::sight(app, "numbers", usize::from(body.height), &groups, at);
    // Rows are made from figures only for the lines in sight.
    let line = |i: usize| table::line(&COLUMNS, &widths, &row(&facts::number(shown[i])), (i == at).then_some(mark), &t);
    let lines: Vec<Line<'static>> = sight.map(line).collect();
    groups::draw(app, frame, body, "numbers", &groups, offset, &lines);
    if let Some(area) = regions.side {
        let inner = pane(frame, area, "Where it comes from", false, &t);
        let rendered = markdown::render(&provenance, usize::from(inner.width), &t);
        scroll::draw(frame, inner, &rendered.lines(), 0, &t);
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
        Cell::new(super::effect::about(&n.place), Role::Muted),
    ]
}
