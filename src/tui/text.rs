//! Text on a grid of cells: width, truncation, wrapping, and visible marks for what must not reach the terminal.
//! Everything that came from a file passes through [`visible`]; [`guard`] is the last look at a finished frame.
//! Styles and colours are none of this file's business.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use ratatui::buffer::Buffer;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Whether a character could steer the terminal or reorder what is read: control characters, bidirectional overrides,
/// invisible separators. Line feeds count too; whoever draws several lines splits at them first.
pub fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The text with a visible mark in the place of each hidden character: `^[` for escape, `<202E>` for an override.
/// A tab becomes two spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' => out.push_str("  "),
            '\u{7f}' => out.push_str("^?"),
            '\0'..='\u{1f}' => {
                out.push('^');
                out.push(char::from(c as u8 + b'@'));
            }
            c if hidden(c) => {
                let _ = write!(out, "<{:02X}>", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Replaces what must not be sent in a finished frame. The views have marked it already; this is the second lock.
pub fn guard(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().chars().any(hidden) {
            let safe: String = cell.symbol().chars().filter(|&c| !hidden(c)).collect();
            cell.set_symbol(if safe.is_empty() { "?" } else { &safe });
        }
    }
}

/// The longest start of `text` that fits in `cells`, cut between characters, never before a combining mark.
pub fn fit(text: &str, cells: usize) -> &str {
    if width(text) <= cells {
        return text;
    }
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if width(&text[..next]) > cells {
            break;
        }
        end = next;
    }
    &text[..end]
}

/// `text` cut to `cells`, with `mark` (one cell) at the end where something was left out.
pub fn truncate<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(width(mark)) {
        Some(room) => Cow::Owned(format!("{}{mark}", fit(text, room))),
        None => Cow::Borrowed(fit(text, cells)),
    }
}

/// `text` truncated or filled with spaces to exactly `cells`.
pub fn pad(text: &str, cells: usize, mark: &str) -> String {
    let mut out = truncate(text, cells, mark).into_owned();
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// Like [`pad`], with the text at the right end.
pub fn pad_left(text: &str, cells: usize, mark: &str) -> String {
    let out = truncate(text, cells, mark);
    format!("{}{out}", " ".repeat(cells.saturating_sub(width(&out))))
}

/// Byte ranges of the lines of `text` when no line may exceed `cells`: broken at line feeds, then at spaces, then inside
/// words that are longer than a line. Spaces at a break belong to no line; the ranges ascend and never overlap.
/// A line of zero cells has nothing; a character wider than the line stands alone.
pub fn wrap_ranges(text: &str, cells: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    if cells == 0 {
        return lines;
    }
    let mut base = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, base, cells, &mut lines);
        base += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, base: usize, cells: usize, lines: &mut Vec<Range<usize>>) {
    let ascii = text.is_ascii();
    // The width of a whole string knows clusters that the widths of its characters do not, and costs more.
    let measure = |from: usize, to: usize| if ascii { to - from } else { width(&text[from..to]) };
    let mut start = 0;
    let mut space: Option<Range<usize>> = None; // the last run of spaces seen in this line
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c == ' ' {
            space = match space {
                Some(run) if run.end == at => Some(run.start..end),
                _ => Some(at..end),
            };
            continue;
        }
        if at == start || measure(start, end) <= cells {
            continue;
        }
        match space.take() {
            Some(run) if run.start > start => {
                lines.push(base + start..base + run.start);
                start = run.end;
            }
            // Indentation as wide as the line would leave no room for the text.
            Some(run) if run.end - run.start >= cells => start = run.end,
            _ => {}
        }
        if at > start && measure(start, end) > cells {
            let cut = cluster_start(text, start, at);
            lines.push(base + start..base + cut);
            start = cut;
        }
    }
    let kept = text[start..].trim_end_matches(' ').len();
    // A paragraph of spaces keeps what fits, so that a cursor in it has a place.
    let end = if kept == 0 { start + fit(&text[start..], cells).len() } else { start + kept };
    lines.push(base + start..base + end);
}

/// Where the cluster that the character at `at` belongs to starts: marks and joined characters are not torn apart,
/// unless the cluster is all there is since `start`.
fn cluster_start(text: &str, start: usize, at: usize) -> usize {
    let joined = |i: usize| {
        let next = text[i..].chars().next();
        let before = text[..i].chars().next_back();
        next.is_some_and(|c| c.width().unwrap_or(0) == 0) || before == Some('\u{200d}')
    };
    let mut cut = at;
    while cut > start && joined(cut) {
        cut = text[..cut].char_indices().next_back().map_or(start, |(i, _)| i);
    }
    if cut > start { cut } else { at }
}

/// The lines of `text` at most `cells` wide. An empty text is one empty line.
pub fn wrap(text: &str, cells: usize) -> Vec<&str> {
    wrap_ranges(text, cells).into_iter().map(|range| &text[range]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_and_override_characters_become_visible_marks() {
        assert_eq!(visible("a\u{1b}[31mb"), "a^[[31mb");
        assert_eq!(visible("pay\u{202e}lld.exe"), "pay<202E>lld.exe");
        assert_eq!(visible("\u{9b}2J\u{7f}\t."), "<9B>2J^?  .");
        assert!(matches!(visible("plain \u{e9}\u{6f22}"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_guard_leaves_no_hidden_character_in_a_frame() {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 4, 1));
        buffer[(0, 0)].set_symbol("\u{1b}");
        buffer[(1, 0)].set_symbol("a\u{202e}");
        guard(&mut buffer);
        assert_eq!((buffer[(0, 0)].symbol(), buffer[(1, 0)].symbol()), ("?", "a"));
    }

    #[test]
    fn words_wrap_at_spaces_and_long_words_are_cut() {
        assert_eq!(wrap("how many copies of main", 10), ["how many", "copies of", "main"]);
        assert_eq!(wrap("dataset.orders.replication", 10), ["dataset.or", "ders.repli", "cation"]);
        assert_eq!(wrap("a dataset.orders", 8), ["a", "dataset.", "orders"]);
        assert_eq!(wrap("one\n\ntwo", 9), ["one", "", "two"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("\u{6f22}\u{5b57}\u{6f22}", 4), ["\u{6f22}\u{5b57}", "\u{6f22}"]);
    }

    #[test]
    fn truncation_says_that_something_is_missing() {
        assert_eq!(truncate("availability", 6, "~"), "avail~");
        assert_eq!(truncate("short", 6, "~"), "short");
        assert_eq!(truncate("\u{6f22}\u{5b57}", 3, "~"), "\u{6f22}~");
        assert_eq!(pad("\u{6f22}\u{5b57}x", 4, "~"), "\u{6f22}~ ");
        assert_eq!(pad_left("1 ms", 6, "~"), "  1 ms");
    }

    proptest! {
        #[test]
        fn no_wrapped_line_is_too_wide_and_nothing_but_spaces_is_lost(text in "[a-z \u{e9}\u{6f22}\u{301}.\n]{0,60}", cells in 2_usize..20) {
            let lines = wrap(&text, cells);
            for line in &lines {
                prop_assert!(width(line) <= cells, "{line:?} is wider than {cells}");
            }
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        }
    }
}
