//! What the user configured in `CONFIG/config.toml`. Only read, never written: it is the user's file. A mistake in it
//! costs the line it is in, is reported with its place and the nearest right spelling, and stops nothing.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dirs::Dirs;
use super::error::shown;
use super::load;

pub use super::config_sample::SAMPLE;

/// Words of `theme`; the first is the default: the terminal's own 16 colours and no background.
pub const THEMES: [&str; 5] = ["default", "dark", "light", "high-contrast", "mono"];
/// Words of `glyphs`; the first is the default: by the locale.
pub const GLYPHS: [&str; 3] = ["auto", "unicode", "ascii"];
const KEYS: [&str; 5] = ["theme", "glyphs", "mouse", "keys", "handoff"];

/// The settings, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// One of `THEMES`.
    pub theme: &'static str,
    /// One of `GLYPHS`.
    pub glyphs: &'static str,
    pub mouse: bool,
    /// `context.action` to names of keys, as written; which of them exist, the key table knows.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The command of a client that reviews are handed to, by its name: the program and its arguments.
    pub handoff: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self { theme: THEMES[0], glyphs: GLYPHS[0], mouse: false, keys: BTreeMap::new(), handoff: BTreeMap::new() }
    }
}

/// A mistake in the file; `line` and `column` count from 1, both 0 when the file as a whole is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: PathBuf,
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}:{}: ", shown(&self.file), self.line, self.column)?;
        }
        write!(f, "{}; {}", self.message, self.hint)
    }
}

/// Reads the file; where there is none, the defaults.
pub fn read(dirs: &Dirs) -> (Config, Vec<Problem>) {
    let file = dirs.config_file();
    match load::read(&file) {
        Ok(text) => {
            let (config, notes) = parse(&text.body);
            (config, notes.into_iter().map(|n| n.at(&file, &text.body)).collect())
        }
        Err(e) if e.is_missing() => (Config::default(), Vec::new()),
        Err(e) => {
            let problem = Problem { file, line: 0, column: 0, message: e.to_string(), hint: e.hint() };
            (Config::default(), vec![problem])
        }
    }
}

struct Note {
    span: Range<usize>,
    message: String,
    hint: String,
}

impl Note {
    fn at(self, file: &std::path::Path, text: &str) -> Problem {
        let before = text.get(..self.span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        Problem { file: file.into(), line, column, message: self.message, hint: self.hint }
    }
}

fn parse(text: &str) -> (Config, Vec<Note>) {
    let mut config = Config::default();
    let mut notes = Vec::new();
    let (table, errors) = DeTable::parse_recoverable(text);
    for e in errors {
        let hint = "the rest of the file is used as far as it can be read".into();
        notes.push(Note { span: e.span().unwrap_or_default(), message: e.message().into(), hint });
    }
    for (key, value) in table.get_ref() {
        let outcome = match key.get_ref().as_ref() {
            "theme" => word(value, &THEMES).map(|w| config.theme = w),
            "glyphs" => word(value, &GLYPHS).map(|w| config.glyphs = w),
            "mouse" => match value.get_ref() {
                DeValue::Boolean(b) => {
                    config.mouse = *b;
                    Ok(())
                }
                other => Err(wrong(value, other, "true or false")),
            },
            "keys" => keys(value, &mut config.keys, &mut notes),
            "handoff" => commands(value, &mut config.handoff, &mut notes),
            other => Err(Note {
                span: key.span(),
                message: format!("unknown setting {other:?}"),
                hint: nearest(other, &KEYS),
            }),
        };
        notes.extend(outcome.err());
    }
    notes.sort_by_key(|n| n.span.start);
    (config, notes)
}

fn word(value: &Spanned<DeValue<'_>>, words: &[&'static str]) -> Result<&'static str, Note> {
    let DeValue::String(found) = value.get_ref() else {
        return Err(wrong(value, value.get_ref(), &format!("one of {}", words.join(", "))));
    };
    words.iter().find(|w| **w == found.as_ref()).copied().ok_or_else(|| Note {
        span: value.span(),
        message: format!("unknown value {found:?}"),
        hint: nearest(found, words),
    })
}

fn keys(
    value: &Spanned<DeValue<'_>>,
    into: &mut BTreeMap<String, Vec<String>>,
    notes: &mut Vec<Note>,
) -> Result<(), Note> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong(value, value.get_ref(), "a table: [keys]"));
    };
    bindings("", table, into, notes);
    Ok(())
}

/// `guide.accept = ...`, `[keys.guide]` and `"guide.accept" = ...` are three spellings of one name.
fn bindings(start: &str, table: &DeTable<'_>, into: &mut BTreeMap<String, Vec<String>>, notes: &mut Vec<Note>) {
    for (key, value) in table {
        let name = format!("{start}{}", key.get_ref());
        let list = match value.get_ref() {
            DeValue::Table(inner) if start.is_empty() => {
                bindings(&format!("{name}."), inner, into, notes);
                continue;
            }
            DeValue::String(one) => Some(vec![one.to_string()]),
            DeValue::Array(many) => many.iter().map(string).collect(),
            _ => None,
        };
        match list {
            Some(list) => drop(into.insert(name, list)),
            None => notes.push(wrong(value, value.get_ref(), "a key such as \"ctrl-s\", or a list of keys")),
        }
    }
}

/// `claude = ["claude", "-p"]`: a program and its arguments, never a line for a shell.
fn commands(
    value: &Spanned<DeValue<'_>>,
    into: &mut BTreeMap<String, Vec<String>>,
    notes: &mut Vec<Note>,
) -> Result<(), Note> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong(value, value.get_ref(), "a table: [handoff]"));
    };
    for (name, command) in table {
        let list: Option<Vec<String>> = match command.get_ref() {
            DeValue::Array(words) if !words.is_empty() => words.iter().map(string).collect(),
            _ => None,
        };
        match list {
            Some(list) => drop(into.insert(name.get_ref().to_string(), list)),
            None => notes.push(wrong(
                command,
                command.get_ref(),
                "a list of the program and its arguments, such as [\"claude\", \"-p\"]",
            )),
        }
    }
    Ok(())
}

fn string(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(s) => Some(s.to_string()),
        _ => None,
    }
}

fn wrong(value: &Spanned<DeValue<'_>>, found: &DeValue<'_>, expected: &str) -> Note {
    let kind = found.type_str();
    Note { span: value.span(), message: format!("found a value of type {kind}"), hint: format!("expected {expected}") }
}

/// The nearest right spelling, or all of them.
fn nearest(found: &str, words: &[&str]) -> String {
    let scored = words.iter().map(|w| (strsim::jaro_winkler(found, w), w));
    match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((score, word)) if score > 0.75 => format!("did you mean {word:?}?"),
        _ => format!("expected one of {}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_all_comments_and_uncommented_it_is_the_default() {
        let set: Vec<String> = SAMPLE
            .lines()
            .filter(|l| !l.starts_with("# ") && !l.is_empty() && *l != "#")
            .map(|l| l.strip_prefix('#').unwrap_or_else(|| panic!("not a comment: {l}")).to_string())
            .collect();
        let (config, notes) = parse(&set.join("\n"));
        assert!(notes.is_empty(), "{}", notes[0].message);
        assert_eq!(config, Config::default());
        for key in KEYS {
            assert!(set.iter().any(|l| l.contains(key)), "the sample does not show {key}");
        }
        for word in THEMES.iter().chain(&GLYPHS) {
            assert!(SAMPLE.contains(word), "the sample does not name {word}");
        }
    }

    #[test]
    fn every_mistake_is_reported_and_the_rest_is_used() {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        std::fs::create_dir_all(&dirs.config).unwrap();
        let text = "them = \"dark\"\nglyphs = \"asci\"\nmouse = true\nkeys = { \"a.b\" = \"f2\", a.c = [], quit = 3 }\nzzz = 1\n";
        std::fs::write(dirs.config_file(), text).unwrap();
        let (config, problems) = read(&dirs);
        assert!(config.mouse);
        assert_eq!((&config.keys["a.b"], &config.keys["a.c"]), (&vec!["f2".to_string()], &Vec::new()));
        let shown: Vec<String> =
            problems.iter().map(|p| p.to_string().replace(&*dirs.config_file().to_string_lossy(), "F")).collect();
        assert_eq!(
            shown,
            [
                "F:1:1: unknown setting \"them\"; did you mean \"theme\"?",
                "F:2:10: unknown value \"asci\"; did you mean \"ascii\"?",
                "F:4:41: found a value of type integer; expected a key such as \"ctrl-s\", or a list of keys",
                "F:5:1: unknown setting \"zzz\"; expected one of theme, glyphs, mouse, keys, handoff",
            ]
        );
    }

    #[test]
    fn a_syntax_error_costs_its_own_line() {
        let (config, notes) = parse("theme = \"dark\"\nglyphs = = \n");
        assert_eq!(config.theme, "dark");
        assert!(!notes.is_empty());
    }

    #[test]
    fn no_file_is_no_problem() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(&Dirs::below(dir.path())), (Config::default(), Vec::new()));
    }
}
