//! Options with a label and a description, single or multi select. It draws what it is told and remembers nothing.

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// One option as it is drawn.
#[derive(Debug, Clone, Default)]
pub struct Item {
    pub label: String,
    pub description: String,
    /// A word behind the label, such as `recommended` or `now`.
    pub tag: String,
    /// Ticked or not, where several can be chosen.
    pub tick: Option<bool>,
}

/// The lines of a choice, and which of them belong to the option under the cursor.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    pub lines: Vec<Line<'static>>,
    pub first: usize,
    pub last: usize,
    /// The first line of each option.
    pub starts: Vec<usize>,
}

/// Lays the options out in `cells` columns. `compact` shows the description of the highlighted option only.
pub fn lines(items: &[Item], cursor: usize, cells: usize, focus: bool, compact: bool, theme: &Theme) -> Drawn {
    let mut out = Drawn::default();
    let glyphs = &theme.glyphs;
    for (i, item) in items.iter().enumerate() {
        let here = i == cursor;
        let style = match (here, focus) {
            (true, true) => theme.style(Role::Selected),
            (true, false) => theme.style(Role::Marked),
            _ => theme.style(Role::Text),
        };
        out.starts.push(out.lines.len());
        if here {
            out.first = out.lines.len();
        }
        let tick = match item.tick {
            Some(true) => format!("{} ", glyphs.ticked),
            Some(false) => format!("{} ", glyphs.unticked),
            None => String::new(),
        };
        let sign = if here { glyphs.cursor } else { " " };
        let label = text::visible(&item.label);
        let tag = if item.tag.is_empty() { String::new() } else { format!("  ({})", item.tag) };
        let indent = 2 + text::width(&tick);
        for (n, part) in text::wrap(&label, cells.saturating_sub(indent).max(1)).into_iter().enumerate() {
            let lead = if n == 0 { format!("{sign} {tick}") } else { " ".repeat(indent) };
            let mut spans = vec![Span::styled(format!("{lead}{part}"), style)];
            let room = cells.saturating_sub(indent + text::width(part));
            if n == 0 && text::width(&tag) <= room {
                spans.push(Span::styled(tag.clone(), theme.style(Role::Good)));
            }
            out.lines.push(Line::from(spans));
        }
        if here || !compact {
            let description = text::visible(&item.description);
            if !description.is_empty() {
                for part in text::wrap(&description, cells.saturating_sub(indent + 2).max(1)) {
                    let lead = " ".repeat(indent + 2);
                    out.lines.push(Line::from(vec![Span::styled(format!("{lead}{part}"), theme.style(Role::Muted))]));
                }
            }
        }
        if here {
            out.last = out.lines.len().saturating_sub(1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Abilities, Palette};

    fn item(label: &str, tick: Option<bool>) -> Item {
        Item { label: label.into(), description: "two losses, or one in maintenance".into(), tag: String::new(), tick }
    }

    #[test]
    fn the_cursor_is_marked_by_a_sign_and_not_by_colour_alone() {
        let theme = Theme::new(Palette::Default, &Abilities::default());
        let drawn = lines(&[item("N3 W2 R2", None), item("N5 W3 R3", None)], 1, 40, true, false, &theme);
        assert_eq!(drawn.lines[drawn.first].to_string(), "> N5 W3 R3");
        assert_eq!(drawn.lines[0].to_string(), "  N3 W2 R2");
        assert_eq!((drawn.first, drawn.last), (2, 3));
        assert_eq!(drawn.starts, [0, 2]);
    }

    #[test]
    fn ticks_and_narrow_columns_keep_every_line_inside() {
        let theme = Theme::new(Palette::Default, &Abilities::default());
        for cells in 1..60 {
            let drawn =
                lines(&[item("Zone loss", Some(true)), item("Partition", Some(false))], 0, cells, true, false, &theme);
            for line in &drawn.lines {
                assert!(line.width() <= cells.max(9), "{line} in {cells}");
            }
        }
        let drawn = lines(&[item("Zone loss", Some(true)), item("Partition", Some(false))], 0, 50, true, true, &theme);
        assert_eq!(drawn.lines.len(), 3, "compact shows one description: {:?}", drawn.lines);
        assert!(drawn.lines[0].to_string().starts_with("> [x] Zone loss"));
    }
}
