//! A frame as text: the rows as they read, then the styled runs of each row, so that a moved highlight shows in a snapshot.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

/// Draws one frame of `width` by `height` cells.
pub fn draw(width: u16, height: u16, paint: impl FnOnce(&mut ratatui::Frame)) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend always opens");
    terminal.draw(paint).expect("a test backend never fails");
    terminal.backend().buffer().clone()
}

/// The rows of a frame, without blanks at their ends.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    (0..buffer.area.height)
        .map(|y| {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                row.push_str(symbol);
            }
            row.trim_end().to_string()
        })
        .collect()
}

/// The rows as one text.
pub fn text(buffer: &Buffer) -> String {
    rows(buffer).join("\n")
}

/// Text, then one line a row that has styled cells: `3: 2-14 reversed, 20-24 red`.
pub fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    out.push_str("\n---\n");
    for y in 0..buffer.area.height {
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let words = words(cell.fg, cell.bg, cell.modifier);
            match runs.last_mut() {
                Some((_, end, last)) if *last == words && *end + 1 == x => *end = x,
                _ => runs.push((x, x, words)),
            }
        }
        let shown: Vec<String> =
            runs.into_iter().filter(|r| !r.2.is_empty()).map(|(a, b, w)| format!("{a}-{b} {w}")).collect();
        if !shown.is_empty() {
            out.extend([format!("{y}: "), shown.join(", "), "\n".into()]);
        }
    }
    out
}

fn words(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut out = Vec::new();
    if fg != Color::Reset {
        out.push(fg.to_string().to_lowercase());
    }
    if bg != Color::Reset {
        out.push(format!("on {}", bg.to_string().to_lowercase()));
    }
    out.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    out.join(" ")
}

#[test]
fn a_highlight_changes_the_styled_text() {
    use ratatui::style::Stylize;
    let plain = draw(6, 1, |f| f.render_widget("ab cd", f.area()));
    let marked = draw(6, 1, |f| f.render_widget("ab cd".reversed(), f.area()));
    assert_eq!(text(&plain), text(&marked));
    assert_eq!(styled(&marked), "ab cd\n---\n0: 0-4 reversed\n");
}
