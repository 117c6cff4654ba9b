//! The shape of a guided question: what is asked, what each option writes, when it is asked. Plain `'static` data;
//! the records themselves are in `table/`, what they mean for a brief is worked out in `flow` and `answer`.
//!
//! Conditions are text in the notation of `condition`; paths and texts may hold placeholders such as `{dataset}`.

/// One guided question.
#[derive(Debug)]
pub struct Question {
    /// Stable public code, `Q01` to `Q48`.
    pub id: &'static str,
    /// Readable name, unique, `[a-z-]`.
    pub slug: &'static str,
    /// Chip of at most 12 ASCII characters.
    pub header: &'static str,
    /// Full sentence that ends in `?`.
    pub text: &'static str,
    /// Asked once, or once for each entity of a kind.
    pub scope: Scope,
    pub group: Group,
    /// Place of the question on each path that asks it, from 1.
    pub paths: &'static [(&'static str, u8)],
    /// Several labels may be ticked.
    pub multi: bool,
    /// Labels that clear all others (multi only).
    pub exclusive: &'static [&'static str],
    /// Condition; false makes the question moot, unknown asks it.
    pub asked_when: &'static str,
    /// Condition; true when the file already holds an answer.
    pub settled: &'static str,
    /// Path of the entity it offers to create.
    pub creates: Option<&'static str>,
    /// Why it is asked, one sentence.
    pub why: &'static str,
    /// Numbers shown beside it (`D07`).
    pub shows: &'static [&'static str],
    /// Findings it can raise or clear (`CON-05`).
    pub rules: &'static [&'static str],
    /// First entry whose condition is true; empty when each option set has its own.
    pub recommend: &'static [Recommend],
    /// Further option sets: alternatives and follow-ups.
    pub sets: &'static [OptionSet],
    pub options: &'static [Choice],
    pub unsure: Unsure,
    pub other: Other,
}

/// What a question is repeated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Brief,
    Workload,
    Dataset,
    Operation,
    Call,
    Lock,
    Queue,
    Service,
}

/// Chapter of the guide, in the order of the full path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Baseline,
    Consistency,
    Replication,
    Calls,
    Overload,
    Partitioning,
    Locks,
    Validation,
    Rollout,
    Changes,
}

impl Group {
    /// All groups, in the order of the full path.
    pub const ALL: [Self; 10] = [
        Self::Baseline,
        Self::Consistency,
        Self::Replication,
        Self::Calls,
        Self::Overload,
        Self::Partitioning,
        Self::Locks,
        Self::Validation,
        Self::Rollout,
        Self::Changes,
    ];

    /// The name on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Baseline => "Baseline",
            Self::Consistency => "Consistency",
            Self::Replication => "Replication",
            Self::Calls => "Calls",
            Self::Overload => "Overload",
            Self::Partitioning => "Partitioning",
            Self::Locks => "Locks",
            Self::Validation => "Validation",
            Self::Rollout => "Rollout",
            Self::Changes => "Changes",
        }
    }
}

/// The labels recommended when the condition is true; one label unless the question is multi.
#[derive(Debug)]
pub struct Recommend {
    pub when: Option<&'static str>,
    pub labels: &'static [&'static str],
}

/// A named set of options. Without `after` it is an alternative main set; with it, a follow-up step.
#[derive(Debug)]
pub struct OptionSet {
    pub name: &'static str,
    /// Condition of an alternative; the last alternative has none.
    pub when: Option<&'static str>,
    /// Labels of the main set that open this follow-up; `*` is any.
    pub after: &'static [&'static str],
    /// Paths that leave the follow-up out.
    pub not_on: &'static [&'static str],
    /// Repeats the follow-up for each entity of that kind.
    pub scope: Option<Scope>,
    pub header: Option<&'static str>,
    pub text: Option<&'static str>,
    /// Condition; true when the file already answers the follow-up. Empty for alternatives: the question's decides.
    pub settled: &'static str,
    pub recommend: &'static [Recommend],
}

impl OptionSet {
    /// A follow-up is asked after the main set; an alternative instead of it.
    pub const fn follows(&self) -> bool {
        !self.after.is_empty()
    }
}

/// One option.
#[derive(Debug)]
pub struct Choice {
    /// Sets it belongs to; empty = the question's own.
    pub sets: &'static [&'static str],
    pub label: &'static str,
    pub description: &'static str,
    pub writes: &'static [Write],
    /// Row written to `[[skipped]]`.
    pub skip: Option<Skip>,
    /// Diagnose trees, or `open_question`.
    pub opens: &'static [&'static str],
    /// What choosing it starts; such an option writes nothing.
    pub action: Option<&'static str>,
    /// Goes to `[notes]` instead of preset or user.
    pub source: Option<&'static str>,
    pub confidence: Option<&'static str>,
}

impl Choice {
    /// An option that writes nothing; the records fill in the rest.
    pub const PLAIN: Self = Self {
        sets: &[],
        label: "",
        description: "",
        writes: &[],
        skip: None,
        opens: &[],
        action: None,
        source: None,
        confidence: None,
    };
}

/// A `[[skipped]]` row an option writes.
#[derive(Debug)]
pub struct Skip {
    pub path: &'static str,
    pub reason: &'static str,
    pub text: &'static str,
}

/// One write of an option, or one value that unsure stands for.
#[derive(Debug)]
pub struct Write {
    pub path: &'static str,
    pub act: Act,
    /// Condition on the brief as it was before the answer; unknown counts as false.
    pub when: Option<&'static str>,
    /// Condition on each entity a `*` stands for; unknown counts as true.
    pub pick: Option<&'static str>,
}

/// What a write does at its path.
#[derive(Debug)]
pub enum Act {
    Set(Literal),
    /// Appends to a list.
    Add(Literal),
    /// Opens an entry of that kind, filled with the suggestion.
    Entry(EntryKind, Literal),
}

/// A value as written in a table.
#[derive(Debug)]
pub enum Literal {
    Text(&'static str),
    Int(i64),
    Num(f64),
    Bool(bool),
    List(&'static [Literal]),
    Table(&'static [(&'static str, Literal)]),
}

/// How a typed value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Rate,
    Fraction,
    Duration,
    Count,
    Size,
    Text,
    Ids,
    Fields,
    RoundTrips,
    Distances,
}

/// What "unsure" leaves behind.
#[derive(Debug)]
pub struct Unsure {
    /// Path of the open question; none = the first of `uses` that applies.
    pub path: Option<&'static str>,
    /// Values used while the field is unstated; empty = nothing can be assumed.
    pub uses: &'static [Write],
    pub cost_if_wrong: &'static str,
}

/// How free text is read.
#[derive(Debug)]
pub struct Other {
    /// Name of the reading, see `other`.
    pub parses: &'static str,
    pub hint: &'static str,
    /// Paths it may write.
    pub writes: &'static [&'static str],
}

/// A write that sets text.
pub const fn text(path: &'static str, value: &'static str) -> Write {
    set(path, Literal::Text(value))
}

/// A write that sets a value.
pub const fn set(path: &'static str, value: Literal) -> Write {
    Write { path, act: Act::Set(value), when: None, pick: None }
}

/// A write that appends to a list.
pub const fn add(path: &'static str, value: Literal) -> Write {
    Write { path, act: Act::Add(value), when: None, pick: None }
}

/// A write whose value the user types.
pub const fn entry(path: &'static str, kind: EntryKind, suggest: Literal) -> Write {
    Write { path, act: Act::Entry(kind, suggest), when: None, pick: None }
}

impl Write {
    /// Only when the condition holds.
    #[must_use]
    pub const fn when(self, condition: &'static str) -> Self {
        Self { path: self.path, act: self.act, when: Some(condition), pick: None }
    }

    /// Only for entities that fit the condition.
    #[must_use]
    pub const fn pick(self, condition: &'static str) -> Self {
        Self { path: self.path, act: self.act, when: None, pick: Some(condition) }
    }
}
