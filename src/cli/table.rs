//! Columns of text, aligned by display width. Cells are made harmless here; the last column is never padded.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::output::{Out, Style, clean};

/// Rows of cells.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// No rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(|c| clean(c.as_ref()).replace(['\n', '\t'], " ")).collect());
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The width of each column.
    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        (0..columns).map(|i| self.rows.iter().filter_map(|r| r.get(i)).map(|c| c.width()).max().unwrap_or(0)).collect()
    }

    /// Writes the rows, each behind an indent of so many spaces; `accent` sets off one column.
    pub fn write(&self, out: &mut Out, indent: usize, accent: Option<(usize, Style)>) -> io::Result<()> {
        let widths = self.widths();
        for row in &self.rows {
            let mut line = " ".repeat(indent);
            let last = row.iter().rposition(|c| !c.is_empty()).unwrap_or(0);
            for (i, cell) in row.iter().enumerate().take(last + 1) {
                let shown = match accent {
                    Some((column, style)) if column == i => out.paint(style, cell),
                    _ => cell.clone(),
                };
                line.push_str(&shown);
                if i < last {
                    line.push_str(&" ".repeat(widths[i] - cell.width() + 2));
                }
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}
