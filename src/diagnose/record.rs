//! What a tree is: its questions with their weights, and its hypotheses with what confirms, mitigates and mends them.
//! Shapes only; the data stands in `table`.

use crate::brief::Symptom;

/// A family of incidents, told apart by questions.
#[derive(Debug)]
pub struct Tree {
    /// `5.3`; its page is `reference/trees/5.3.md`.
    pub id: &'static str,
    /// A name for the command line: `retry-storm`.
    pub slug: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What is wrong and what the first aim is.
    pub about: &'static str,
    /// The symptoms of a brief that open it.
    pub symptoms: &'static [Symptom],
    /// What a person sees.
    pub looks: &'static [&'static str],
    /// Words that people use for it, for look-up by free text.
    pub words: &'static str,
    /// What tells the hypotheses apart.
    pub questions: &'static [Question],
    /// What may be the cause.
    pub hypotheses: &'static [Hypothesis],
    /// What to do after any of them.
    pub afterwards: &'static str,
}

/// A question that is answered yes, no or unknown.
#[derive(Debug)]
pub struct Question {
    /// `5.3.q2`.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// Where the answer is found.
    pub look: &'static str,
    /// What *yes* adds to each hypothesis, -3..=3: judgement, roughly the binary logarithm of a likelihood ratio.
    pub weights: &'static [i8],
}

/// A possible cause.
#[derive(Debug)]
pub struct Hypothesis {
    /// `5.3.h1`.
    pub id: &'static str,
    /// The name of what is written into a brief: `retry-amplification`.
    pub slug: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Points before any answer, 1..=3: judgement.
    pub prior: i8,
    /// How it comes about.
    pub meaning: &'static str,
    /// What is seen first when it is the cause; asked for when two hypotheses are close.
    pub onset: &'static str,
    /// The number that confirms it. Points never do.
    pub confirmed_by: &'static str,
    /// Figures of a brief that say whether the design allows it.
    pub checks: &'static [Check],
    /// The smallest mitigation that can be undone within minutes.
    pub first: &'static str,
    /// What keeps it from coming back.
    pub lasting: &'static str,
    /// Fields, experiments and rules of the brief that it is about.
    pub brief: &'static str,
    /// The rules among them.
    pub rules: &'static [&'static str],
    /// What to write into the brief.
    pub writes: Writes,
}

impl Hypothesis {
    /// Its short name inside its tree: `H1`.
    pub fn short(&self) -> String {
        self.id.rsplit('.').next().unwrap_or(self.id).to_uppercase()
    }
}

/// A figure of the brief that bears on a hypothesis.
#[derive(Debug)]
pub struct Check {
    /// The number: `D23`.
    pub number: &'static str,
    /// The part of it; empty where it has none.
    pub part: &'static str,
    /// When it says that the design allows the hypothesis.
    pub when: When,
}

/// When a figure speaks for a hypothesis; values in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// Greater than this.
    Over(f64),
    /// This or greater.
    AtLeast(f64),
    /// Less than this.
    Under(f64),
    /// This or less.
    AtMost(f64),
    /// It does not reach what the brief asks of it.
    MissesTarget,
    /// Never: it is for comparison with what was measured.
    Shown,
}

/// What a hypothesis writes into a brief, in words of the file.
#[derive(Debug)]
pub struct Writes {
    /// The failure mode to assume, where the catalogue has one for it.
    pub failure: Option<&'static str>,
    /// The kind of the risk.
    pub risk: &'static str,
    /// The kind of the change.
    pub change: &'static str,
    /// The field to change; `*` stands for every entity of that kind.
    pub target: &'static str,
}

/// A question before any tree; *yes* opens one.
#[derive(Debug)]
pub struct Entry {
    /// `5.q1`.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// The tree it opens.
    pub opens: &'static str,
    /// The question of that tree which asks the same.
    pub same_as: Option<&'static str>,
}
