//! Text with styles, collected span by span and wrapped as one.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;

use crate::tui::text;

/// A run of one style: where it starts in the collected text, and the byte of the source it came from.
#[derive(Debug, Clone)]
struct Run {
    start: usize,
    style: Style,
    source: usize,
}

/// The text of a paragraph, heading or cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Inline {
    text: String,
    runs: Vec<Run>,
    stack: Vec<Style>,
}

impl Inline {
    pub(super) fn enter(&mut self, style: Style) {
        let base = self.stack.last().copied().unwrap_or_default();
        self.stack.push(base.patch(style));
    }

    pub(super) fn leave(&mut self) {
        self.stack.pop();
    }

    pub(super) fn push(&mut self, piece: &str, source: usize) {
        self.styled(piece, source, Style::new());
    }

    pub(super) fn styled(&mut self, piece: &str, source: usize, style: Style) {
        let style = self.stack.last().copied().unwrap_or_default().patch(style);
        if self.runs.is_empty() {
            // Most cells are one run, and a document has many cells.
            self.runs.reserve_exact(1);
        }
        self.runs.push(Run { start: self.text.len(), style, source });
        let mut first = true;
        for part in piece.split('\n') {
            if !first {
                self.text.push('\n');
            }
            first = false;
            self.text.push_str(&text::visible(part));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What was collected from there on.
    pub(super) fn since(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn width(&self) -> usize {
        self.text.split('\n').map(text::width).max().unwrap_or(0)
    }

    /// Takes what was collected; open styles stay open.
    pub(super) fn take(&mut self) -> Inline {
        Inline { text: std::mem::take(&mut self.text), runs: std::mem::take(&mut self.runs), stack: Vec::new() }
    }

    /// Lines of at most `cells`, each with its place in the source; `base` where nothing better is known.
    pub(super) fn lines(&self, cells: usize, base: usize) -> Vec<(Vec<Span<'static>>, usize)> {
        text::wrap_ranges(&self.text, cells).into_iter().map(|range| self.slice(&range, base)).collect()
    }

    fn slice(&self, range: &Range<usize>, base: usize) -> (Vec<Span<'static>>, usize) {
        let mut spans = Vec::new();
        let mut at = None;
        for (i, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |next| next.start);
            let (from, to) = (run.start.max(range.start), end.min(range.end));
            if from < to {
                at.get_or_insert(run.source + (from - run.start));
                spans.push(Span::styled(self.text[from..to].to_string(), run.style));
            }
        }
        (spans, at.unwrap_or(base))
    }
}
