//! A rendered document, kept small: one text and where its runs and lines end. Lines are made for those who look at them,
//! so that a document of many thousand lines costs little more than its letters.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Lines with styles. Each knows the byte of the source where it starts.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    text: String,
    /// Where each run ends in the text.
    runs: Vec<u32>,
    /// Which of the styles each run has.
    worn: Vec<u8>,
    /// The styles in use; a document has a handful.
    styles: Vec<Style>,
    /// Where each line ends among the runs.
    ends: Vec<u32>,
    /// The byte of the source where each line starts.
    offsets: Vec<u32>,
}

impl Rendered {
    /// Nothing yet, with room for the page of a text of so many bytes: a page that grows is copied each time.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { text: String::with_capacity(2 * bytes), runs: Vec::with_capacity(bytes / 4), ..Self::default() }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A line; an empty one beyond the end.
    pub fn line(&self, at: usize) -> Line<'static> {
        let spans = self.runs_of(at).map(|(text, style)| Span::styled(text.to_owned(), style));
        Line::from(spans.collect::<Vec<_>>())
    }

    /// Every line: for pages that are short.
    pub fn lines(&self) -> Vec<Line<'static>> {
        (0..self.len()).map(|at| self.line(at)).collect()
    }

    /// The line that shows this byte of the source: of those that start nearest before it, the first.
    pub fn line_at(&self, offset: usize) -> usize {
        let nearest = self.offsets.iter().filter(|o| **o as usize <= offset).max();
        nearest.and_then(|near| self.offsets.iter().position(|o| o == near)).unwrap_or(0)
    }

    /// Whether the last line shows nothing; so does a document without lines.
    pub(super) fn ends_blank(&self) -> bool {
        let last = self.len().saturating_sub(1);
        self.runs_of(last).all(|(text, _)| text.is_empty())
    }

    pub(super) fn push(&mut self, spans: &[Span<'_>], offset: usize) {
        for span in spans {
            self.text.push_str(&span.content);
            let style = self.styles.iter().position(|s| *s == span.style).unwrap_or_else(|| {
                self.styles.push(span.style);
                self.styles.len() - 1
            });
            self.runs.push(small(self.text.len()));
            // More styles than a theme has never occur.
            self.worn.push(u8::try_from(style).unwrap_or(0));
        }
        self.ends.push(small(self.runs.len()));
        self.offsets.push(small(offset));
    }

    pub(super) fn pop(&mut self) {
        self.ends.pop();
        self.offsets.pop();
        self.runs.truncate(self.ends.last().map_or(0, |end| *end as usize));
        self.worn.truncate(self.runs.len());
        self.text.truncate(self.runs.last().map_or(0, |end| *end as usize));
    }

    /// Gives back what was reserved and is not used.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.worn.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.offsets.shrink_to_fit();
    }

    fn runs_of(&self, line: usize) -> impl Iterator<Item = (&str, Style)> {
        let end = self.ends.get(line).map_or(0, |end| *end as usize);
        let before = line.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |end| *end as usize).min(end);
        (start..end).map(|run| {
            let from = run.checked_sub(1).map_or(0, |before| self.runs[before] as usize);
            (&self.text[from..self.runs[run] as usize], self.styles[usize::from(self.worn[run])])
        })
    }
}

/// Documents are a few megabytes; places in them fit.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    #[test]
    fn lines_come_back_as_they_went_in() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let lines = [
            vec![Span::raw("one "), Span::styled("two", bold)],
            vec![],
            vec![Span::raw("\u{6f22}\u{5b57}")],
            vec![Span::raw("")],
        ];
        let mut out = Rendered::default();
        for (at, spans) in lines.iter().enumerate() {
            out.push(spans, 10 * at);
        }
        assert_eq!(out.lines(), lines.clone().map(Line::from).to_vec());
        assert!(out.ends_blank() && out.styles.len() == 2);
        out.pop();
        assert!(!out.ends_blank());
        assert_eq!(out.lines(), lines[..3].iter().cloned().map(Line::from).collect::<Vec<_>>());
        assert_eq!((out.line_at(15), out.line_at(500), out.len()), (1, 2, 3));
        assert_eq!(out.line(99), Line::default());
        while !out.is_empty() {
            out.pop();
        }
        assert!(out.ends_blank() && out.text.is_empty() && out.runs.is_empty());
    }
}
