//! One line of text with a cursor, and the error that goes below it. It edits; whoever owns it decides what the text means.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthChar;

use crate::tui::key::{Code, Key};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// The text and where the cursor stands (a byte offset on a character boundary).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    cursor: usize,
    /// All of the text is a suggestion that nobody touched: what is typed first takes its place.
    selected: bool,
}

impl Field {
    /// A field that starts with `text`, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Field {
        let text = text.into();
        Field { cursor: text.len(), text, selected: false }
    }

    /// A field that starts with a text which is only suggested: typing replaces it, moving the cursor keeps it.
    pub fn suggested(text: impl Into<String>) -> Field {
        let field = Field::new(text);
        Field { selected: !field.text.is_empty(), ..field }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Inserts text at the cursor; line ends become spaces, since the field has one line.
    pub fn insert(&mut self, text: &str) {
        let one = text.trim_end_matches('\n').replace('\n', " ");
        self.drop_suggestion();
        self.text.insert_str(self.cursor, &one);
        self.cursor += one.len();
    }

    /// Edits by a key; says whether the key meant anything here.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.drop_suggestion();
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
            return true;
        }
        let takes = match key.code {
            Code::Backspace | Code::Delete => true,
            Code::Char(c) => key.ctrl && "hdwuk".contains(c),
            _ => false,
        };
        if self.selected && takes {
            self.drop_suggestion();
            return true;
        }
        match (key.code, key.ctrl, key.alt) {
            (Code::Left, false, false) => self.cursor = self.before(self.cursor),
            (Code::Right, false, false) => self.cursor = self.after(self.cursor),
            (Code::Left, true, _) | (Code::Char('b'), _, true) => self.cursor = self.word_before(),
            (Code::Right, true, _) | (Code::Char('f'), _, true) => self.cursor = self.word_after(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => self.cursor = 0,
            (Code::End, ..) | (Code::Char('e'), true, _) => self.cursor = self.text.len(),
            (Code::Backspace, false, false) | (Code::Char('h'), true, _) => {
                self.cut(self.before(self.cursor), self.cursor);
            }
            (Code::Delete, ..) | (Code::Char('d'), true, _) => self.cut(self.cursor, self.after(self.cursor)),
            (Code::Char('w'), true, _) | (Code::Backspace, ..) => self.cut(self.word_before(), self.cursor),
            (Code::Char('u'), true, _) => self.cut(0, self.cursor),
            (Code::Char('k'), true, _) => self.cut(self.cursor, self.text.len()),
            _ => return false,
        }
        self.selected = false;
        true
    }

    fn drop_suggestion(&mut self) {
        if std::mem::take(&mut self.selected) {
            self.text.clear();
            self.cursor = 0;
        }
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// The start of the character before, with the combining marks that belong to it.
    fn before(&self, at: usize) -> usize {
        let whole = |(_, c): &(usize, char)| c.width().unwrap_or(0) > 0;
        self.text[..at].char_indices().rev().find(whole).map_or(0, |(i, _)| i)
    }

    fn after(&self, at: usize) -> usize {
        let mut rest = self.text[at..].char_indices().skip(1);
        rest.find(|(_, c)| c.width().unwrap_or(0) > 0).map_or(self.text.len(), |(i, _)| at + i)
    }

    fn word_before(&self) -> usize {
        let end = self.text[..self.cursor].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        self.text[..end].trim_end_matches(char::is_alphanumeric).len()
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let word = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_start_matches(char::is_alphanumeric);
        self.text.len() - word.len()
    }

    /// The line in `cells` cells: the part of the text around the cursor, the cursor drawn where the field has the focus.
    /// Hidden characters are shown as marks.
    pub fn line(&self, cells: usize, focus: bool, theme: &Theme) -> Line<'static> {
        // A pasted megabyte costs no more than what can be in sight: some characters take no cell, so a few for each.
        let near = 8 * cells + 64;
        let from = self.text[..self.cursor].char_indices().rev().nth(near).map_or(0, |(i, _)| i);
        let to = self.text[self.cursor..].char_indices().nth(near).map_or(self.text.len(), |(i, _)| self.cursor + i);
        let left = text::visible(&self.text[from..self.cursor]).into_owned();
        let mut right = text::visible(&self.text[self.cursor..to]).into_owned();
        if right.is_empty() {
            right.push(' ');
        }
        let under_len =
            right.char_indices().skip(1).find(|(_, c)| c.width().unwrap_or(0) > 0).map_or(right.len(), |(i, _)| i);
        let rest = right.split_off(under_len);
        let room = cells.saturating_sub(text::width(&right));
        // Scroll just far enough that the cursor is inside.
        let mut start = 0;
        while text::width(&left[start..]) > room {
            start += left[start..].chars().next().map_or(1, char::len_utf8);
        }
        let shown = left[start..].to_string();
        let behind = text::fit(&rest, room - text::width(&shown)).to_string();
        let under = if focus { theme.style(Role::Cursor) } else { theme.style(Role::Text) };
        let typed = if self.selected && focus { theme.style(Role::Selected) } else { Style::default() };
        Line::from(vec![Span::styled(shown, typed), Span::styled(right, under), Span::raw(behind)])
    }

    /// Draws the field with its error in the rows below.
    pub fn draw(&self, frame: &mut Frame, area: Rect, focus: bool, error: Option<&str>, theme: &Theme) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let line = self.line(usize::from(area.width), focus, theme);
        frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
        for (y, row) in text::wrap(error.unwrap_or_default(), usize::from(area.width)).into_iter().enumerate() {
            let y = area.y.saturating_add(1 + y as u16);
            if y < area.bottom() {
                frame.buffer_mut().set_stringn(area.x, y, row, usize::from(area.width), theme.style(Role::Danger));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::sequence;
    use crate::tui::theme::{Abilities, Palette};

    fn after(start: &str, keys: &str) -> String {
        typed_into(Field::new(start), keys)
    }

    fn typed_into(mut field: Field, keys: &str) -> String {
        for key in sequence(keys).unwrap() {
            field.key(key);
        }
        let mut text = field.text.clone();
        text.insert(field.cursor, '|');
        text
    }

    #[test]
    fn editing_moves_by_characters_words_and_ends() {
        assert_eq!(after("", "300ms"), "300ms|");
        assert_eq!(after("300ms", "<left><left><bs>"), "30|ms");
        assert_eq!(after("a b-c", "<ctrl-w>x"), "a b-x|");
        assert_eq!(after("one two", "<ctrl-left>X<home>Y<end>Z"), "Yone XtwoZ|");
        assert_eq!(after("one two", "<home><delete><ctrl-right>!"), "ne!| two");
        assert_eq!(after("one two", "<ctrl-u>"), "|");
        assert_eq!(after("e\u{301}x", "<left><bs>"), "|x", "a mark goes with its letter");
    }

    #[test]
    fn a_suggestion_gives_way_to_what_is_typed_and_stays_under_a_cursor_that_moves() {
        let after = |keys| typed_into(Field::suggested("system"), keys);
        assert_eq!(after("shop"), "shop|");
        assert_eq!(after("<left>X"), "systeX|m");
        assert_eq!(after("<end>s"), "systems|");
        for key in ["<bs>", "<delete>", "<ctrl-w>", "<ctrl-u>", "<ctrl-k>"] {
            assert_eq!(after(key), "|", "{key}");
        }
        let mut field = Field::suggested("system");
        assert!(!field.key("enter".parse().unwrap()), "whoever owns the field accepts");
        field.insert("shop\n");
        assert_eq!(field.text(), "shop");
    }

    #[test]
    fn the_line_keeps_the_cursor_in_sight_at_every_width_and_shows_no_escape() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let mut field = Field::new("reads \u{6f22}\u{5b57} and \u{1b}[2J writes");
        for _ in 0..30 {
            for cells in 0..40 {
                let line = field.line(cells, true, &theme);
                let text: String = line.spans.iter().map(|s| s.content.as_ref()).collect();
                assert!(line.width() <= cells.max(2), "{text:?} in {cells}");
                assert!(!text.contains('\u{1b}'));
            }
            field.key("left".parse().unwrap());
        }
    }

    #[test]
    fn a_paste_of_several_lines_becomes_one() {
        let mut field = Field::new("a");
        field.insert("b\nc\n");
        assert_eq!(field.text(), "ab c");
    }
}
