//! Tables in columns: as wide as their content where that fits, else the widest columns give way and cells wrap.

use pulldown_cmark::Alignment;
use ratatui::style::Modifier;
use ratatui::text::Span;

use super::inline::Inline;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// The rows of a table while they are read; the first is the heading.
pub(super) struct Table {
    alignment: Vec<Alignment>,
    rows: Vec<(Vec<Inline>, usize)>,
}

impl Table {
    pub(super) fn new(alignment: Vec<Alignment>) -> Table {
        Table { alignment, rows: Vec::new() }
    }

    pub(super) fn row(&mut self, at: usize) {
        self.rows.push((Vec::new(), at));
    }

    pub(super) fn cell(&mut self, cell: Inline) {
        if let Some((row, _)) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// Column widths for `cells` in all; three cells separate two columns.
    fn widths(&self, cells: usize) -> Vec<usize> {
        let columns = self.rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
        let mut out = vec![1; columns];
        for (row, _) in &self.rows {
            for (i, cell) in row.iter().enumerate() {
                out[i] = out[i].max(cell.width());
            }
        }
        let room = cells.saturating_sub(3 * columns.saturating_sub(1));
        while out.iter().sum::<usize>() > room {
            match out.iter_mut().max() {
                Some(widest) if *widest > 1 => *widest -= 1,
                _ => break,
            }
        }
        out
    }

    /// Hands the drawn rows out one after the other, each with its place in the source: a table of thousands is never in
    /// memory as lines.
    pub(super) fn draw(self, cells: usize, theme: &Theme, mut out: impl FnMut(Vec<Span<'static>>, usize)) {
        let widths = self.widths(cells);
        let muted = theme.style(Role::Muted);
        let bar = format!(" {} ", theme.glyphs.quote);
        for (n, (row, at)) in self.rows.into_iter().enumerate() {
            let empty = Inline::default();
            let wrapped: Vec<_> =
                widths.iter().enumerate().map(|(i, w)| row.get(i).unwrap_or(&empty).lines(*w, at)).collect();
            let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
            for y in 0..height {
                let mut spans = Vec::new();
                for (i, width) in widths.iter().enumerate() {
                    if i > 0 {
                        spans.push(Span::styled(bar.clone(), muted));
                    }
                    let mut cell = wrapped[i].get(y).map(|(spans, _)| spans.clone()).unwrap_or_default();
                    if n == 0 {
                        for span in &mut cell {
                            span.style = span.style.add_modifier(Modifier::BOLD);
                        }
                    }
                    let used: usize = cell.iter().map(|s| text::width(&s.content)).sum();
                    let blank = Span::raw(" ".repeat(width.saturating_sub(used)));
                    let right = matches!(self.alignment.get(i), Some(Alignment::Right));
                    if right {
                        cell.insert(0, blank);
                    } else if i + 1 < widths.len() {
                        cell.push(blank);
                    }
                    spans.extend(cell);
                }
                out(spans, at);
            }
            if n == 0 {
                let rule = theme.glyphs.rule;
                let cross = if rule == "-" { "-+-" } else { "\u{2500}\u{253c}\u{2500}" };
                let parts: Vec<String> = widths.iter().map(|w| rule.repeat(*w)).collect();
                out(vec![Span::styled(parts.join(cross), muted)], at);
            }
        }
    }
}
