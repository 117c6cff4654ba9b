//! Stdout: buffered, with the one decision on colour. Whatever came from a file passes through [`clean`] or
//! [`Out::paint`], so that no escape sequence of a brief reaches the terminal.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use clap::ValueEnum;
use serde::Serialize;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that can, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into a pipe or a file.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Whether stdout gets colour.
    fn decide(self, terminal: bool, var: impl Fn(&str) -> Option<OsString>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let set = |name| var(name).is_some_and(|v| !v.is_empty());
                terminal && !set("NO_COLOR") && var("TERM").is_none_or(|t| t != "dumb")
            }
        }
    }

    pub(super) fn for_clap(self) -> clap::ColorChoice {
        match self {
            Self::Auto => clap::ColorChoice::Auto,
            Self::Always => clap::ColorChoice::Always,
            Self::Never => clap::ColorChoice::Never,
        }
    }
}

/// What `--color` says, before the arguments are parsed: errors and help obey it too.
pub(super) fn choice_in(args: &[OsString]) -> ColorChoice {
    let mut found = ColorChoice::Auto;
    let mut rest = args.iter().map(|a| a.to_string_lossy());
    while let Some(arg) = rest.next() {
        let value = match arg.strip_prefix("--color") {
            Some("") => rest.next(),
            Some(v) => v.strip_prefix('=').map(|v| Cow::Owned(v.to_owned())),
            None if arg == "--" => break,
            None => None,
        };
        if let Some(choice) = value.and_then(|v| ColorChoice::from_str(&v, true).ok()) {
            found = choice;
        }
    }
    found
}

/// How a piece of text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Headings.
    Bold,
    /// What matters less.
    Dim,
    /// Errors, and what got worse.
    Red,
    /// Warnings.
    Yellow,
    /// What got better.
    Green,
    /// Names and information.
    Cyan,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Yellow => "33",
            Self::Green => "32",
            Self::Cyan => "36",
        }
    }
}

/// Stdout.
#[derive(Debug)]
pub struct Out {
    to: BufWriter<Stdout>,
    colour: bool,
}

impl Out {
    pub(super) fn stdout(choice: ColorChoice) -> Self {
        let stdout = io::stdout();
        let colour = choice.decide(stdout.is_terminal(), |name| std::env::var_os(name));
        Self { to: BufWriter::new(stdout), colour }
    }

    /// Text set off with a style where colour is on, made harmless in any case.
    pub fn paint(&self, style: Style, text: &str) -> String {
        if self.colour { format!("\u{1b}[{}m{}\u{1b}[0m", style.code(), clean(text)) } else { clean(text).into_owned() }
    }

    /// One JSON document and a line end.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.to, value)?;
        self.to.write_all(b"\n")
    }

    /// Markdown as it is, its headings set off.
    pub fn markdown(&mut self, text: &str) -> io::Result<()> {
        let mut code = false;
        for line in text.lines() {
            code ^= line.starts_with("```");
            let heading = line.starts_with('#') && !code;
            let shown = if heading { self.paint(Style::Bold, line) } else { clean(line).into_owned() };
            writeln!(self.to, "{shown}")?;
        }
        Ok(())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A text with control and direction characters as visible escapes; line ends and tabs stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if bad(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_that_want_it() {
        let none = |_: &str| None;
        let with = |name: &'static str, value: &'static str| move |n: &str| (n == name).then(|| OsString::from(value));
        assert!(ColorChoice::Auto.decide(true, none));
        assert!(!ColorChoice::Auto.decide(false, none));
        assert!(!ColorChoice::Auto.decide(true, with("NO_COLOR", "1")));
        assert!(ColorChoice::Auto.decide(true, with("NO_COLOR", "")), "an empty NO_COLOR is not set");
        assert!(!ColorChoice::Auto.decide(true, with("TERM", "dumb")));
        assert!(ColorChoice::Always.decide(false, with("NO_COLOR", "1")), "the flag wins");
        assert!(!ColorChoice::Never.decide(true, none));
    }

    #[test]
    fn the_choice_is_known_before_parsing() {
        let of = |args: &[&str]| choice_in(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["dsbench", "check", "--color", "never"]), ColorChoice::Never);
        assert_eq!(of(&["dsbench", "--color=always", "x"]), ColorChoice::Always);
        assert_eq!(of(&["dsbench", "--", "--color=always"]), ColorChoice::Auto);
        assert_eq!(of(&["dsbench", "--color=pink"]), ColorChoice::Auto);
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}\n\tc"), "a\\u{1b}[31mb\\u{202e}\n\tc");
        assert!(matches!(clean("plain"), Cow::Borrowed(_)));
    }
}
