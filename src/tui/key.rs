//! A key as the program means it: one value per thing a person can press, with a name that can be read and written.
//! No terminal crate here: `input` makes keys from terminal events, tests make them from text such as `ctrl-p`.

use std::fmt;
use std::str::FromStr;

/// What was pressed, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character. Shift is part of the character (`Z`), never a modifier; with ctrl the letter is lower case.
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    /// Function keys, 1 to 24.
    F(u8),
}

/// One press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

const NAMES: &[(&str, Code)] = &[
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("left", Code::Left),
    ("right", Code::Right),
    ("up", Code::Up),
    ("down", Code::Down),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
    ("minus", Code::Char('-')),
    ("cr", Code::Enter),
    ("lt", Code::Char('<')),
    ("bs", Code::Backspace),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// Makes reports of different terminals equal: Shift with a character is the character, ctrl ignores case.
    #[must_use]
    pub fn normal(mut self) -> Key {
        if let Code::Char(c) = self.code {
            let c = if self.shift && !self.ctrl { upper(c) } else { c };
            self.code = Code::Char(if self.ctrl { c.to_ascii_lowercase() } else { c });
            self.shift = false;
        }
        self
    }

    /// The character this key would type into a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

fn upper(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, word) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if on {
                f.write_str(word)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            code => match (NAMES.iter().find(|(_, c)| *c == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, other) => write!(f, "{other:?}"),
            },
        }
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads `ctrl-p`, `shift-tab`, `alt-left`, `f1`, `space`, `?`.
    fn from_str(text: &str) -> Result<Key, String> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = text;
        loop {
            let (flag, len) = match rest.as_bytes() {
                [b'c', b't', b'r', b'l', b'-', _, ..] => (&mut key.ctrl, 5),
                [b'a', b'l', b't', b'-', _, ..] => (&mut key.alt, 4),
                [b's', b'h', b'i', b'f', b't', b'-', _, ..] => (&mut key.shift, 6),
                _ => break,
            };
            *flag = true;
            rest = &rest[len..];
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => match NAMES.iter().find(|(name, _)| *name == rest) {
                Some((_, code)) => *code,
                None => match rest.strip_prefix('f').and_then(|n| n.parse::<u8>().ok()) {
                    Some(n @ 1..=24) => Code::F(n),
                    _ => return Err(format!("`{text}` is not a key; keys look like `a`, `ctrl-p`, `shift-tab`, `f1`")),
                },
            },
        };
        Ok(key.normal())
    }
}

/// Reads the notation of tests: plain characters, and names in angle brackets, as in `jj<cr>o300ms<tab>`.
pub fn sequence(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end =
                rest.find('>').ok_or_else(|| format!("`{rest}`: `<` without `>`; write `<lt>` for the character"))?;
            keys.push(rest[1..end].parse()?);
            rest = &rest[end + 1..];
        } else {
            keys.push(Key::plain(Code::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_own_name() {
        for name in ["a", "Z", "?", "space", "ctrl-p", "alt-left", "shift-tab", "f7", "pageup", "minus", "ctrl-alt-x"] {
            let key: Key = name.parse().unwrap();
            assert_eq!(key.to_string(), name);
            assert_eq!(key.to_string().parse::<Key>().unwrap(), key);
        }
        assert!("ctrl".parse::<Key>().is_err());
        assert!("f99".parse::<Key>().is_err());
    }

    #[test]
    fn shift_and_a_letter_is_one_key_however_it_is_reported() {
        let reported = [
            Key { code: Code::Char('z'), ctrl: false, alt: false, shift: true },
            Key { code: Code::Char('Z'), ctrl: false, alt: false, shift: true },
            Key { code: Code::Char('Z'), ctrl: false, alt: false, shift: false },
        ];
        for key in reported {
            assert_eq!(key.normal(), "Z".parse().unwrap());
        }
        let ctrl = Key { code: Code::Char('P'), ctrl: true, alt: false, shift: true };
        assert_eq!(ctrl.normal(), "ctrl-p".parse().unwrap());
    }

    #[test]
    fn a_sequence_mixes_characters_and_names() {
        let keys = sequence("j<cr>x<ctrl-p>").unwrap();
        let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["j", "enter", "x", "ctrl-p"]);
        assert!(sequence("a<b").is_err());
    }
}
