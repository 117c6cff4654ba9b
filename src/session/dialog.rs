//! What lies over a screen: a stack of entries, choices, pages, the palette. The top one gets the keys; closing it uncovers
//! the one below.

use crate::brief::Edit;

/// One layer.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    Entry(Entry),
    Pick(Pick),
    Confirm(Confirm),
    Pager(Pager),
    Palette {
        query: String,
        cursor: usize,
    },
    Answers {
        cursor: usize,
    },
    Help,
    /// The pinned variants beside each other: the highlighted column, 0 for the brief as it stands, and the first row.
    Compare {
        cursor: usize,
        top: usize,
    },
    /// What a sweep found.
    Explored {
        cursor: usize,
    },
    /// The changes of this session, newest last; the row after the last change in force is now.
    History {
        cursor: usize,
    },
    Export(super::exporting::Panel),
    /// A chart, or its table, by its place among all; the first line that is shown.
    Charts {
        cursor: usize,
        table: bool,
        top: usize,
    },
}

/// A text that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Differs for each entry, so that the shell knows when to start with a fresh cursor.
    pub id: u64,
    pub title: String,
    /// What can be typed, with units and an example.
    pub hint: String,
    pub draft: String,
    pub error: Option<String>,
    /// Several lines.
    pub area: bool,
    pub purpose: Purpose,
}

impl Entry {
    /// Whether what it starts with is only suggested, so that typing replaces it. What somebody wrote before is edited.
    pub fn suggests(&self) -> bool {
        matches!(
            self.purpose,
            Purpose::Create
                | Purpose::Other { stands: true }
                | Purpose::Wanted { .. }
                | Purpose::ReviewFile
                | Purpose::Reviewer
                | Purpose::Duplicate(_)
                | Purpose::Explore { .. }
        )
    }
}

/// What becomes of an entered text or of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A free answer to the question of the guide; it may start with the one that stands.
    Other {
        stands: bool,
    },
    /// The value number `index` that the chosen options ask for.
    Wanted {
        index: usize,
    },
    /// The reason for skipping the question, or the field at a path.
    Skip {
        path: Option<String>,
        later: bool,
    },
    SkipKind {
        path: Option<String>,
    },
    Field(String),
    Rename(String),
    Add(String),
    /// Why a finding is accepted.
    Waive(String),
    /// Who accepts it, with the reason as it was typed.
    Approve {
        finding: String,
        reason: String,
    },
    /// One of the suggestions of a finding.
    Fix(String),
    /// Who reviews.
    Reviewer,
    Dispute(String),
    Defer(String),
    /// The answer to an item of the checklist, and what is missing when it is no.
    Item(String),
    ItemNote(String),
    /// Whether a point of another reviewer is right: its note and its place there.
    Judge(usize, usize),
    Verdict,
    VerdictNote(String),
    /// Which brief to review.
    ReviewFile,
    Filter,
    /// Where to save a brief that has no file yet.
    Create,
    /// Where the value of a field comes from: first the kind of source, then words.
    NoteSource(String),
    Note {
        path: String,
        source: String,
    },
    /// The goal of a sweep, over the marked fields or over every decision.
    Explore {
        all: bool,
    },
    /// A copy of the entity at a path.
    Duplicate(String),
    /// What to do about a file that another program changed; `saving` while ours was to be saved.
    Conflict {
        saving: bool,
    },
}

/// A choice from a short list.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    pub title: String,
    pub hint: String,
    /// Label and description.
    pub items: Vec<(String, String)>,
    pub cursor: usize,
    /// Which are chosen, where several can be.
    pub ticks: Option<Vec<bool>>,
    pub purpose: Purpose,
}

/// A question with yes and no.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    pub title: String,
    pub text: String,
    pub yes: Consequence,
}

/// What yes does.
#[derive(Debug, Clone, PartialEq)]
pub enum Consequence {
    /// These edits, named for undo.
    Edit {
        what: String,
        edits: Vec<Edit>,
    },
    QuitDiscarding,
    Recover,
    /// The pinned variants become options considered.
    WriteOptions,
}

/// A page of markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    pub title: String,
    pub text: String,
}
