//! Rows in columns with a cursor. Widths are worked out from the content; the flexible column gives way first.

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// How a column is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub title: &'static str,
    pub right: bool,
    /// Takes what is left and is cut first.
    pub flexible: bool,
}

impl Column {
    pub const fn left(title: &'static str) -> Column {
        Column { title, right: false, flexible: false }
    }

    pub const fn right(title: &'static str) -> Column {
        Column { title, right: true, flexible: false }
    }

    pub const fn flexible(title: &'static str) -> Column {
        Column { title, right: false, flexible: true }
    }
}

/// One cell: its text and what kind of text it is.
#[derive(Debug, Clone)]
pub struct Cell {
    pub text: String,
    pub role: Role,
}

impl Cell {
    pub fn new(text: impl AsRef<str>, role: Role) -> Cell {
        Cell { text: text::visible(text.as_ref()).into_owned(), role }
    }
}

/// Cells of each column, with one blank between columns.
pub fn widths(columns: &[Column], rows: &[Vec<Cell>], cells: usize) -> Vec<usize> {
    let mut out: Vec<usize> = columns.iter().map(|c| text::width(c.title)).collect();
    for row in rows {
        for (i, cell) in row.iter().enumerate().take(out.len()) {
            out[i] = out[i].max(text::width(&cell.text));
        }
    }
    let room = cells.saturating_sub(columns.len().saturating_sub(1));
    let mut over = out.iter().sum::<usize>().saturating_sub(room);
    // The flexible columns give way down to a few cells, then every column from the last to the first.
    let order =
        (0..out.len()).filter(|i| columns[*i].flexible).map(|i| (i, 6)).chain((0..out.len()).rev().map(|i| (i, 0)));
    for (i, floor) in order.collect::<Vec<_>>() {
        let give = over.min(out[i].saturating_sub(floor));
        out[i] -= give;
        over -= give;
    }
    if let Some(i) = columns.iter().position(|c| c.flexible) {
        out[i] += room.saturating_sub(out.iter().sum());
    }
    out
}

/// The heading, where any column has a title.
pub fn heading(columns: &[Column], widths: &[usize], theme: &Theme) -> Line<'static> {
    let cells: Vec<Cell> = columns.iter().map(|c| Cell { text: c.title.to_string(), role: Role::Muted }).collect();
    line(columns, widths, &cells, None, theme)
}

/// One row. `selected` is the style of the row under the cursor.
pub fn line(
    columns: &[Column],
    widths: &[usize],
    row: &[Cell],
    selected: Option<Role>,
    theme: &Theme,
) -> Line<'static> {
    let mut spans = Vec::new();
    for (i, ((column, width), cell)) in columns.iter().zip(widths).zip(row).enumerate() {
        if *width == 0 {
            continue;
        }
        if i > 0 {
            spans.push(Span::raw(" "));
        }
        let mark = theme.glyphs.ellipsis;
        let text =
            if column.right { text::pad_left(&cell.text, *width, mark) } else { text::pad(&cell.text, *width, mark) };
        let style = theme.style(cell.role);
        spans.push(Span::styled(text, selected.map_or(style, |role| style.patch(theme.style(role)))));
    }
    let line = Line::from(spans);
    match selected {
        Some(role) => line.style(theme.style(role)),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Abilities, Palette};

    const COLUMNS: [Column; 3] = [Column::left("id"), Column::flexible("name"), Column::right("value")];

    fn rows() -> Vec<Vec<Cell>> {
        [("D20", "overlap of reads and writes", "-1"), ("D35", "miss own write \u{6f22}", "66.7 %")]
            .iter()
            .map(|(a, b, c)| vec![Cell::new(a, Role::Muted), Cell::new(b, Role::Text), Cell::new(c, Role::Number)])
            .collect()
    }

    #[test]
    fn columns_line_up_and_the_flexible_one_takes_or_gives_the_room() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let rows = rows();
        for cells in [60, 40, 24] {
            let widths = widths(&COLUMNS, &rows, cells);
            let drawn: Vec<String> =
                rows.iter().map(|r| line(&COLUMNS, &widths, r, None, &theme).to_string()).collect();
            for row in &drawn {
                assert_eq!(text::width(row), cells, "{row:?}");
            }
            assert!(drawn[1].ends_with("66.7 %") && drawn[0].ends_with("    -1"), "{drawn:?}");
        }
    }

    #[test]
    fn no_width_is_exceeded_however_narrow() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let rows = rows();
        for cells in 0..50 {
            let widths = widths(&COLUMNS, &rows, cells);
            assert!(
                line(&COLUMNS, &widths, &rows[0], Some(Role::Selected), &theme).width() <= cells.max(2),
                "{cells}: {widths:?}"
            );
        }
    }
}
