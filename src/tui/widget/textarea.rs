//! A text of several lines. The one file that names the text-area crate, so that another one can take its place.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_textarea::{Input, Key as TheirKey, TextArea, WrapMode};

use crate::tui::key::{Code, Key};
use crate::tui::theme::{Role, Theme};

/// The editor with its own cursor and undo.
#[derive(Debug, Clone)]
pub struct Area {
    inner: TextArea<'static>,
}

impl Area {
    /// An editor that starts with `text`, the cursor at the end.
    pub fn new(text: &str) -> Area {
        let mut inner = TextArea::new(text.split('\n').map(str::to_string).collect());
        inner.set_wrap_mode(WrapMode::WordOrGlyph);
        inner.set_cursor_line_style(Style::new());
        inner.set_tab_length(2);
        inner.move_cursor(tui_textarea::CursorMove::Bottom);
        inner.move_cursor(tui_textarea::CursorMove::End);
        Area { inner }
    }

    /// The whole text, lines joined by line feeds.
    pub fn text(&self) -> String {
        self.inner.lines().join("\n")
    }

    /// Inserts pasted text as it is.
    pub fn insert(&mut self, text: &str) {
        self.inner.insert_str(text);
    }

    /// Edits by a key that the keymap did not take; says whether the text changed.
    pub fn key(&mut self, key: Key) -> bool {
        let code = match key.code {
            Code::Char(c) => TheirKey::Char(c),
            Code::Enter => TheirKey::Enter,
            Code::Backspace => TheirKey::Backspace,
            Code::Delete => TheirKey::Delete,
            Code::Left => TheirKey::Left,
            Code::Right => TheirKey::Right,
            Code::Up => TheirKey::Up,
            Code::Down => TheirKey::Down,
            Code::Home => TheirKey::Home,
            Code::End => TheirKey::End,
            Code::PageUp => TheirKey::PageUp,
            Code::PageDown => TheirKey::PageDown,
            Code::Tab | Code::Esc | Code::Insert | Code::F(_) => return false,
        };
        self.inner.input(Input { key: code, ctrl: key.ctrl, alt: key.alt, shift: key.shift })
    }

    /// Draws the text and the cursor.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, focus: bool, theme: &Theme) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        self.inner.set_cursor_style(if focus { theme.style(Role::Cursor) } else { Style::new() });
        frame.render_widget(&self.inner, area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::sequence;
    use crate::tui::theme::{Abilities, Palette};
    use ratatui::{Terminal, backend::TestBackend};

    #[test]
    fn it_edits_lines_and_takes_a_paste_as_text() {
        let mut area = Area::new("one");
        for key in sequence(" two<cr>three<bs>").unwrap() {
            area.key(key);
        }
        area.insert("!\nfour");
        assert_eq!(area.text(), "one two\nthre!\nfour");
    }

    #[test]
    fn it_draws_at_every_size() {
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        let mut area = Area::new("a long line with \u{6f22}\u{5b57} that wraps more than once\nand another");
        for width in 0..14 {
            for height in 0..5 {
                let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
                terminal.draw(|frame| area.draw(frame, frame.area(), true, &theme)).unwrap();
            }
        }
    }
}
