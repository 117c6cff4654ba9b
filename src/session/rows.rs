//! What the screens show, as plain data: questions as they stand, numbers, findings, fields, differences. Made by
//! `facts` and `outline`, drawn by a shell; nothing here computes anything.

use crate::brief::Edit;
pub use crate::findings::Touches;

/// A question of a path, as it stands in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub key: String,
    pub id: &'static str,
    pub group: &'static str,
    pub header: &'static str,
    /// The entity it is about, or `brief`.
    pub about: String,
    pub state: State,
    pub follow_up: bool,
}

/// A question for this brief, with its placeholders filled and its present answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// The same question for the same entity has the same key, across changes of the brief.
    pub key: String,
    /// The public code (`Q13`).
    pub id: String,
    pub group: String,
    /// The chip, at most 12 characters.
    pub header: String,
    pub text: String,
    pub why: String,
    pub multi: bool,
    /// A further step of the question before it, not counted.
    pub follow_up: bool,
    pub options: Vec<Opt>,
    /// How a free answer is read.
    pub hint: String,
    pub state: State,
    /// Numbers that belong beside it.
    pub shows: Vec<String>,
    /// What stands as the answer, in words; empty when it is open.
    pub answer: String,
    /// The same as it would be typed under Other, where no option says it; empty where one does, or nothing stands.
    pub words: String,
    /// What it costs when the conservative value is wrong.
    pub cost: String,
}

/// One option of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opt {
    pub label: String,
    pub description: String,
    pub recommended: bool,
    /// Part of the present answer.
    pub chosen: bool,
    /// Clears all others where several can be ticked.
    pub exclusive: bool,
    /// Values it asks for, with what is suggested.
    pub entries: Vec<Wanted>,
}

/// A value that an option asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    pub path: String,
    pub hint: String,
    pub suggested: String,
}

/// Where a question or a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    Stated,
    Unsure,
    Skipped,
    #[default]
    Open,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Stated => "stated",
            State::Unsure => "unsure",
            State::Skipped => "skipped",
            State::Open => "not stated",
        }
    }
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Labels of options, with the values that they asked for (path, text).
    Labels {
        labels: Vec<String>,
        entries: Vec<(String, String)>,
        preset: bool,
    },
    /// Their own words.
    Other(String),
    Unsure,
    /// Not applicable, or later, with the reason in words.
    Skip {
        later: bool,
        text: String,
    },
}

/// A derived number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Number {
    /// Number, part and place: `D20/service.orders#worst`.
    pub key: String,
    pub id: String,
    /// The path of what it is about; empty for the whole brief.
    pub place: String,
    pub name: String,
    pub group: String,
    /// As it is shown, with its unit, `~` in front where it rests on an assumption.
    pub value: String,
    pub assumed: bool,
    /// How far it is from its target, below 0 when it misses it; nothing where there is no target.
    pub slack: Option<f64>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Severity {
    Error,
    Warn,
    #[default]
    Info,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warn => "warning",
            Severity::Info => "info",
        }
    }
}

/// Something that contradicts, is missing or is risky.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Rule and place: `CON-05/dataset.orders`.
    pub key: String,
    pub rule: String,
    pub place: String,
    pub severity: Severity,
    pub title: String,
    /// The two answers and the arithmetic.
    pub text: String,
    /// What it rests on that nobody stated, in a sentence; empty when all is stated.
    pub rests: String,
    /// Fields it is about, the first to jump to.
    pub paths: Vec<String>,
    /// The smallest change that clears it.
    pub fix: Option<Fix>,
    pub waived: bool,
    /// Nobody can accept it.
    pub unwaivable: bool,
    /// It rests on assumed values alone.
    pub guessed: bool,
}

/// A suggested change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fix {
    pub text: String,
    pub edits: Vec<Edit>,
    pub touches: Touches,
}

/// A number that differs between two briefs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delta {
    pub key: String,
    pub id: String,
    pub place: String,
    pub name: String,
    /// Empty where the number does not exist on that side.
    pub before: String,
    pub after: String,
    /// Better or worse, where there is a better.
    pub improved: Option<bool>,
}

/// What would change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    pub numbers: Vec<Delta>,
    pub appear: Vec<Found>,
    pub go: Vec<Found>,
    /// Required answers that it states.
    pub settled: usize,
    /// Required answers that come up because of it.
    pub asked: usize,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.appear.is_empty() && self.go.is_empty() && self.settled + self.asked == 0
    }
}

/// What a row of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A section that holds entities (`dataset`) or fields (`brief`).
    Section {
        entities: bool,
    },
    Entity,
    /// A table of fields inside a record.
    Group,
    /// A list of tables.
    List,
    /// One of them.
    Item,
    Field,
}

/// One row of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub path: String,
    pub depth: usize,
    pub label: String,
    pub kind: RowKind,
    /// The value as it is written, or how many there are.
    pub value: String,
    pub state: State,
    /// An honest brief states it.
    pub needed: bool,
    /// Used when unstated, in words.
    pub assumed: String,
    pub open: bool,
}

/// A page to read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub name: String,
    pub title: String,
    /// `must read`, `rules`, `numbers`, `keys` ...
    pub shelf: String,
    pub text: &'static str,
    pub unread: bool,
}
