//! What can be asked, under which id, and what was answered. Four kinds of question: those before any tree (`5.q1`), those
//! of a tree (`5.3.q2`), which of two signs came first (`5.3.h1-before-h3`), and whether the number that confirms a
//! hypothesis was found to hold (`5.3.h1`). What follows from the answers is `rank` and `next`.

use std::collections::BTreeMap;

use super::record::{Entry, Hypothesis, Question, Tree};
use super::table::{ENTRIES, TREES};

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Asked, and nobody can tell: counts for nothing and is not asked again.
    Unknown,
}

impl Answer {
    /// The word on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The answer to the same question asked the other way round.
    fn turned(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl std::str::FromStr for Answer {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        match s.to_ascii_lowercase().as_str() {
            "yes" | "y" => Ok(Self::Yes),
            "no" | "n" => Ok(Self::No),
            "unknown" | "u" | "?" => Ok(Self::Unknown),
            _ => Err(format!("found \"{s}\", expected yes, no or unknown")),
        }
    }
}

/// Something that can be asked.
#[derive(Debug, Clone, Copy)]
pub enum Asked {
    /// Before any tree.
    Entry(&'static Entry),
    /// A question of a tree.
    Question(&'static Tree, &'static Question),
    /// Whether the first sign of one hypothesis came before that of another; the lower id stands first.
    First(&'static Tree, &'static Hypothesis, &'static Hypothesis),
    /// Whether the number that confirms a hypothesis holds.
    Number(&'static Tree, &'static Hypothesis),
}

impl Asked {
    /// Its stable id.
    pub fn id(&self) -> String {
        match self {
            Self::Entry(e) => e.id.to_owned(),
            Self::Question(_, q) => q.id.to_owned(),
            Self::First(t, a, b) => {
                format!("{}.{}-before-{}", t.id, a.short().to_lowercase(), b.short().to_lowercase())
            }
            Self::Number(_, h) => h.id.to_owned(),
        }
    }

    /// The question in words.
    pub fn text(&self) -> String {
        match self {
            Self::Entry(e) => e.text.to_owned(),
            Self::Question(_, q) => q.text.to_owned(),
            Self::First(_, a, b) => {
                format!("Which came first? Yes if {} came before {}; no if after.", a.onset, b.onset)
            }
            Self::Number(_, h) => format!("Was this looked up, and does it hold: {}", h.confirmed_by),
        }
    }

    /// Where the answer is found; empty where the question says so itself.
    pub fn look(&self) -> &'static str {
        match self {
            Self::Question(_, q) => q.look,
            Self::First(..) => "Both signs on one time axis.",
            Self::Entry(_) | Self::Number(..) => "",
        }
    }

    /// The tree it belongs to.
    pub fn tree(&self) -> Option<&'static Tree> {
        match self {
            Self::Entry(_) => None,
            Self::Question(t, _) | Self::First(t, ..) | Self::Number(t, _) => Some(t),
        }
    }

    /// What an id asks, and whether it asks it the other way round (`5.3.h3-before-h1`).
    pub fn find(id: &str) -> Option<(Self, bool)> {
        let id = id.trim().to_ascii_lowercase();
        if let Some(entry) = ENTRIES.iter().find(|e| e.id == id) {
            return Some((Self::Entry(entry), false));
        }
        let (head, last) = id.rsplit_once('.')?;
        let tree = TREES.iter().copied().find(|t| t.id == head)?;
        if let Some(question) = tree.questions.iter().find(|q| q.id == id) {
            return Some((Self::Question(tree, question), false));
        }
        let hypothesis = |short: &str| tree.hypotheses.iter().position(|h| h.short().eq_ignore_ascii_case(short));
        match last.split_once("-before-") {
            Some((a, b)) => {
                let (a, b) = (hypothesis(a)?, hypothesis(b)?);
                (a != b).then(|| (Self::first(tree, a, b), a > b))
            }
            None => hypothesis(last).map(|h| (Self::Number(tree, &tree.hypotheses[h]), false)),
        }
    }

    /// Which of two hypotheses of a tree, by index, showed first.
    pub(super) fn first(tree: &'static Tree, a: usize, b: usize) -> Self {
        Self::First(tree, &tree.hypotheses[a.min(b)], &tree.hypotheses[a.max(b)])
    }
}

/// What was answered so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    given: BTreeMap<String, Answer>,
}

impl Answers {
    /// Notes an answer; a later one to the same question replaces it. False when nothing has that id.
    pub fn set(&mut self, id: &str, answer: Answer) -> bool {
        let Some((asked, turned)) = Asked::find(id) else { return false };
        self.given.insert(asked.id(), if turned { answer.turned() } else { answer });
        true
    }

    /// Takes an answer back.
    pub fn unset(&mut self, id: &str) {
        if let Some((asked, _)) = Asked::find(id) {
            self.given.remove(&asked.id());
        }
    }

    /// The answer to a question, given to it or to the one before the trees that asks the same.
    pub fn get(&self, asked: &Asked) -> Option<Answer> {
        self.given.get(&asked.id()).copied().or_else(|| {
            let Asked::Question(_, q) = asked else { return None };
            let entry = ENTRIES.iter().find(|e| e.same_as == Some(q.id))?;
            self.given.get(entry.id).copied()
        })
    }

    /// Everything that was answered, by id.
    pub fn all(&self) -> impl Iterator<Item = (Asked, Answer)> {
        self.given.iter().filter_map(|(id, answer)| Some((Asked::find(id)?.0, *answer)))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }
}
