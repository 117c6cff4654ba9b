//! The message line: the last thing that happened, in one sentence.

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Problem,
}

/// The message shown until the next thing happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    pub tone: Tone,
    pub text: String,
}

impl Status {
    pub fn plain(text: impl Into<String>) -> Status {
        Status { tone: Tone::Plain, text: text.into() }
    }

    pub fn good(text: impl Into<String>) -> Status {
        Status { tone: Tone::Good, text: text.into() }
    }

    pub fn problem(text: impl Into<String>) -> Status {
        Status { tone: Tone::Problem, text: text.into() }
    }
}
