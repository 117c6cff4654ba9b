//! Diagnosis of incidents: symptoms open trees, questions move hypotheses, a number confirms one, and each says what to do
//! first, what mends it, and what to write into the brief. Everything here is pure; how it is asked and shown is elsewhere.

pub mod answers;
pub mod confirm;
pub mod edits;
mod explain;
pub mod incident;
pub mod next;
pub mod rank;
pub mod record;
pub mod symptoms;
pub mod table;

pub use answers::{Answer, Answers, Asked};
pub use confirm::{Bearing, Says, confirm};
pub use edits::edits;
pub use explain::explain;
pub use next::{Next, Why, next};
pub use rank::{Evidence, Ranking, Standing, rank};
pub use record::{Entry, Hypothesis, Question, Tree};
pub use table::{ENTRIES, TREES};

/// A tree that is open, and where it stands.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What opened it: symptoms as given, and ids of questions.
    pub by: Vec<String>,
    /// Its hypotheses.
    pub ranking: Ranking,
    /// What to ask next about it.
    pub next: Option<Next>,
}

/// Where a diagnosis stands.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// One list for each open tree, never one for all: those with a supported leader first, else in the order opened.
    pub trees: Vec<Opened>,
    /// The questions before any tree that nobody answered.
    pub entries: Vec<&'static Entry>,
}

impl Diagnosis {
    /// Whether any open tree has a hypothesis that something speaks for.
    pub fn supported(&self) -> bool {
        self.trees.iter().any(|t| t.ranking.supported())
    }
}

/// Works out where a diagnosis stands. `seen` are symptoms with the trees that each opens (see [`symptoms`]); an answer to
/// a question of a tree opens it too.
pub fn diagnose(seen: &[(String, Vec<&'static Tree>)], answers: &Answers) -> Diagnosis {
    let mut opened: Vec<(&'static Tree, Vec<String>)> = Vec::new();
    let mut open = |tree: &'static Tree, by: String| match opened.iter_mut().find(|(t, _)| t.id == tree.id) {
        Some((_, all)) if all.contains(&by) => {}
        Some((_, all)) => all.push(by),
        None => opened.push((tree, vec![by])),
    };
    for (symptom, trees) in seen {
        for tree in trees {
            open(tree, symptom.clone());
        }
    }
    for (asked, answer) in answers.all() {
        match asked {
            Asked::Entry(e) if answer == Answer::Yes => {
                if let Some(tree) = symptoms::tree(e.opens) {
                    open(tree, e.id.to_owned());
                }
            }
            _ => {
                if let Some(tree) = asked.tree() {
                    open(tree, asked.id());
                }
            }
        }
    }
    let mut trees: Vec<Opened> = opened
        .into_iter()
        .map(|(tree, by)| {
            let ranking = rank(tree, answers);
            let next = next(&ranking, answers);
            Opened { by, ranking, next }
        })
        .collect();
    trees.sort_by_key(|t| !t.ranking.supported());
    let entries = ENTRIES.iter().filter(|e| answers.get(&Asked::Entry(e)).is_none()).collect();
    Diagnosis { trees, entries }
}
