//! The pieces a document is made of, and how each becomes markdown: decisions, tables, notes, diagrams. Cells are already
//! escaped when they get here.

use std::borrow::Cow;
use std::fmt::Write;

use super::rest::{Place, Rest};

/// A table with a heading row.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What stands above it; empty for none.
    pub caption: String,
    /// Column names.
    pub head: Vec<String>,
    /// Rows of escaped cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|h| (*h).to_owned()).collect(), ..Self::default() }
    }

    /// The same with a line above.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Adds a decision and its value to a table of two columns, where there is one.
    pub fn pair(&mut self, what: &str, value: String) {
        if !value.is_empty() {
            self.rows.push(vec![what.to_owned(), value]);
        }
    }

    /// As markdown, columns aligned up to a width at which raw text still reads well. A column without any value goes.
    pub fn render(&self) -> String {
        let used: Vec<usize> = (0..self.head.len())
            .filter(|c| {
                *c == 0 || self.rows.iter().any(|r| r.get(*c).is_some_and(|cell| !cell.is_empty() && cell != DASH))
            })
            .collect();
        let cell =
            |row: &[String], c: usize| row.get(c).filter(|t| !t.is_empty()).map_or(DASH, String::as_str).to_owned();
        let width = |c: usize| {
            let widest =
                self.rows.iter().map(|r| width_of(&cell(r, c))).chain([width_of(&self.head[c]), 3]).max().unwrap_or(3);
            widest.min(44)
        };
        let widths: Vec<usize> = used.iter().map(|c| width(*c)).collect();
        let line = |cells: Vec<String>| {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .map(|(text, w)| format!("{text}{}", " ".repeat(w.saturating_sub(width_of(text)))))
                .collect();
            format!("| {} |\n", padded.join(" | ").trim_end())
        };
        let mut out = String::new();
        if !self.caption.is_empty() {
            let _ = write!(out, "{}\n\n", self.caption);
        }
        out.push_str(&line(used.iter().map(|c| self.head[*c].clone()).collect()));
        let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
        let _ = writeln!(out, "| {} |", rule.join(" | "));
        for row in &self.rows {
            out.push_str(&line(used.iter().map(|c| cell(row, *c)).collect()));
        }
        out
    }
}

/// What stands in a cell with nothing to say.
pub const DASH: &str = "-";

fn width_of(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// One part of a document.
#[derive(Debug, Clone, Default)]
pub struct Block {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// What no table has a place for; known once every part has been made.
    Rest(Vec<Place>),
}

impl Block {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A paragraph.
    pub fn text(&mut self, text: impl Into<String>) {
        let text: String = text.into();
        if !text.is_empty() {
            self.pieces.push(Piece::Text(format!("{text}\n")));
        }
    }

    /// A list.
    pub fn list(&mut self, items: &[String]) {
        if !items.is_empty() {
            self.pieces.push(Piece::Text(format!("- {}\n", items.join("\n- "))));
        }
    }

    /// A table; an empty one is left out.
    pub fn table(&mut self, table: &Table) {
        if !table.rows.is_empty() {
            self.pieces.push(Piece::Text(table.render()));
        }
    }

    /// A heading below the part.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.pieces.push(Piece::Text(format!("#### {}\n", text.into())));
    }

    /// A diagram.
    pub fn mermaid(&mut self, source: &str) {
        if !source.is_empty() {
            self.pieces.push(Piece::Text(format!("```mermaid\n{source}```\n")));
        }
    }

    /// What is stated at these places and stands in no table of the document.
    pub fn rest(&mut self, places: impl IntoIterator<Item = Place>) {
        self.pieces.push(Piece::Rest(places.into_iter().collect()));
    }

    /// The places whose rest this part says.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Rest(places) => places.as_slice(),
            Piece::Text(_) => &[],
        })
    }

    /// Whether nothing but a rest stands in it.
    pub fn is_empty(&self) -> bool {
        !self.pieces.iter().any(|piece| matches!(piece, Piece::Text(_)))
    }

    /// As markdown, pieces separated by blank lines.
    pub fn render(&self, rest: &Rest) -> String {
        let pieces: Vec<Cow<'_, str>> = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Cow::Borrowed(text.as_str()),
                Piece::Rest(places) => Cow::Owned(rest.of(places)),
            })
            .filter(|text| !text.is_empty())
            .collect();
        pieces.join("\n")
    }
}
