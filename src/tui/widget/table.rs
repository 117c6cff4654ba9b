//! Rows in columns with a cursor. The widths are the caller's; what does not fit is cut with a mark.

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// How a column is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub title: &'static str,
    pub right: bool,
}

impl Column {
    pub const fn left(title: &'static str) -> Column {
        Column { title, right: false }
    }

    pub const fn right(title: &'static str) -> Column {
        Column { title, right: true }
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

    #[test]
    fn columns_line_up_whatever_is_in_them() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let columns = [Column::left("id"), Column::left("name"), Column::right("value")];
        let cells = |a: &str, b: &str, c: &str| {
            vec![Cell::new(a, Role::Muted), Cell::new(b, Role::Text), Cell::new(c, Role::Number)]
        };
        let rows =
            [cells("D20", "overlap of reads and writes", "-1"), cells("D35", "miss own write \u{6f22}", "66.7 %")];
        for widths in [[3, 30, 8], [3, 12, 6], [2, 1, 3], [0, 4, 2]] {
            let drawn: Vec<String> =
                rows.iter().map(|r| line(&columns, &widths, r, None, &theme).to_string()).collect();
            let want = text::width(&heading(&columns, &widths, &theme).to_string());
            assert!(drawn.iter().all(|row| text::width(row) == want), "{widths:?}: {drawn:?}");
        }
        let wide = line(&columns, &[3, 30, 8], &rows[1], None, &theme).to_string();
        assert!(wide.ends_with("  66.7 %"), "{wide}");
    }
}
