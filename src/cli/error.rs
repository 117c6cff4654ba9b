//! How a command ends: done, done with "no", or a failure with its lines, its hints and its exit code. A reader that went
//! away is no failure.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use super::output::clean;
use crate::store;

/// What a finished command answers.
#[derive(Debug, Clone, Copy)]
pub enum Verdict {
    /// Done. Exit 0.
    Yes,
    /// Done, and the answer is "no": findings at the denied level, an export out of date. Exit 1.
    No,
    /// The interactive session ended with this code.
    Session(ExitCode),
}

/// How a command ends.
pub type Outcome = Result<Verdict, Failure>;

/// What kind of failure it is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The input or the usage is wrong, or a file cannot be read or written. Exit 2.
    Input,
    /// The reader of stdout went away: `dsbench ... | head`. Quiet, exit 0.
    Closed,
}

/// Why a command did not run to its end.
#[derive(Debug)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: Kind,
    /// One problem a line.
    pub lines: Vec<String>,
    /// What to do next, each an imperative.
    pub hints: Vec<String>,
}

impl Failure {
    /// A wrong input or usage, in one line.
    pub fn new(message: impl Display) -> Self {
        Self { kind: Kind::Input, lines: vec![format!("error: {message}")], hints: Vec::new() }
    }

    /// Lines that carry their own place: `FILE:LINE:COL: ...`.
    pub fn at(lines: Vec<String>) -> Self {
        Self { kind: Kind::Input, lines, hints: Vec::new() }
    }

    /// What to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    /// Two failures as one, so that all problems are seen at once.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.hints.extend(other.hints);
        self
    }

    /// Writes the lines; a closed stderr is nobody's business.
    pub fn report(&self, err: &mut impl Write) {
        if self.kind == Kind::Closed {
            return;
        }
        for line in &self.lines {
            let _ = writeln!(err, "{}", clean(line));
        }
        for hint in &self.hints {
            let _ = writeln!(err, "hint: {}", clean(hint));
        }
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self.kind {
            Kind::Input => ExitCode::from(2),
            Kind::Closed => ExitCode::SUCCESS,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        if e.kind() == ErrorKind::BrokenPipe {
            return Self { kind: Kind::Closed, lines: Vec::new(), hints: Vec::new() };
        }
        Self::new(format_args!("cannot write the result: {e}"))
    }
}

impl From<store::Error> for Failure {
    fn from(e: store::Error) -> Self {
        match e {
            // It names its line and column, like the problems of a brief.
            store::Error::NotText { .. } => Self::at(vec![e.to_string()]).hint(e.hint()),
            _ => Self::new(&e).hint(e.hint()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(e: serde_json::Error) -> Self {
        Self::from(io::Error::from(e))
    }
}
