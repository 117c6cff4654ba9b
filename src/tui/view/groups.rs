//! Lists in groups: a heading above the first row of each. The cursor and clicks know rows only; headings only take lines.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::{App, Spot};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widget::scroll;

/// So many rows, and the heading of each group with its first row, in order.
pub(super) struct Groups {
    pub rows: usize,
    pub heads: Vec<(usize, &'static str)>,
}

impl Groups {
    fn lines(&self) -> usize {
        self.rows + self.heads.len()
    }

    fn line_of(&self, row: usize) -> usize {
        row + self.heads.iter().filter(|(first, _)| *first <= row).count()
    }

    /// What stands on a line: a row, or the place of a heading.
    fn at(&self, line: usize) -> Result<usize, usize> {
        let above = self.heads.iter().enumerate().take_while(|(i, (first, _))| first + i <= line).count();
        match above.checked_sub(1) {
            Some(i) if self.heads[i].0 + i == line => Err(i),
            _ => Ok(line - above),
        }
    }
}

/// What is in sight of a list with the cursor on a row: the first line, and the rows.
pub(super) fn sight(app: &App, name: &str, height: usize, groups: &Groups, at: usize) -> (usize, Range<usize>) {
    let line = groups.line_of(at);
    // The heading of the first row of a group stays in sight with it.
    let headed = height > 1 && groups.heads.iter().any(|(first, _)| *first == at);
    let offset = app.offsets.get(name).copied().unwrap_or(0);
    let offset = scroll::follow(offset, height, groups.lines(), line.saturating_sub(usize::from(headed)), line);
    let mut rows = (offset..groups.lines().min(offset + height)).filter_map(|line| groups.at(line).ok());
    let first = rows.next().unwrap_or(0);
    (offset, first..rows.next_back().map_or(groups.rows.min(first + 1), |last| last + 1))
}

/// Draws the list from its first line in sight; `rows` are the rows in sight.
pub(super) fn draw(
    app: &mut App,
    frame: &mut Frame,
    area: Rect,
    name: &'static str,
    groups: &Groups,
    offset: usize,
    rows: &[Line<'static>],
) {
    app.offsets.insert(name, offset);
    let mut rows = rows.iter();
    let mut lines: Vec<Line<'static>> = Vec::new();
    for line in offset..groups.lines().min(offset + usize::from(area.height)) {
        match groups.at(line) {
            Err(head) => {
                let words = text::truncate(groups.heads[head].1, usize::from(area.width), app.theme.glyphs.ellipsis);
                lines.push(Line::from(Span::styled(words.into_owned(), app.theme.style(Role::Heading))));
            }
            Ok(row) => {
                let y = area.y + lines.len() as u16;
                app.spots.push((Rect { y, height: 1, ..area }, Spot::Row(row)));
                lines.push(rows.next().cloned().unwrap_or_default());
            }
        }
    }
    scroll::draw(frame, area, &lines, 0, &app.theme);
    scroll::bar(frame, area, groups.lines(), offset, &app.theme);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_line_and_every_heading_stands_above_its_first_row() {
        let groups = Groups { rows: 5, heads: vec![(0, "a"), (2, "b"), (4, "c")] };
        let lines: Vec<_> = (0..groups.lines()).map(|line| groups.at(line)).collect();
        assert_eq!(lines, [Err(0), Ok(0), Ok(1), Err(1), Ok(2), Ok(3), Err(2), Ok(4)]);
        for row in 0..groups.rows {
            assert_eq!(groups.at(groups.line_of(row)), Ok(row));
        }
        let plain = Groups { rows: 3, heads: Vec::new() };
        assert_eq!((plain.lines(), plain.line_of(2), plain.at(2)), (3, 2, Ok(2)));
        let tail = Groups { rows: 3, heads: vec![(1, "behind")] };
        assert_eq!((tail.at(0), tail.at(1), tail.at(2)), (Ok(0), Err(0), Ok(1)));
    }
}
