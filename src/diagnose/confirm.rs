//! What the figures of a brief say about a hypothesis: whether the design allows it. The incident itself confirms it, by
//! the number that the hypothesis names; a brief cannot.

use super::record::{Check, Hypothesis, When};
use crate::numbers::Figure;

/// What a figure says about a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// The design allows it.
    For,
    /// Nothing by itself; compare it with what was measured.
    Compare,
    /// By this figure alone it should not happen; the design or the brief may differ from what runs.
    Against,
}

impl Says {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Compare => "compare",
            Self::Against => "against",
        }
    }

    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::For => "the design allows it",
            Self::Compare => "compare with what was measured",
            Self::Against => "by this figure alone it should not happen",
        }
    }
}

/// A figure beside a hypothesis.
#[derive(Debug, Clone)]
pub struct Bearing<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// What it says.
    pub says: Says,
}

/// The figures that bear on a hypothesis, first those that speak for it.
pub fn confirm<'a>(hypothesis: &Hypothesis, figures: &'a [Figure]) -> Vec<Bearing<'a>> {
    let mut found: Vec<Bearing<'a>> = Vec::new();
    for check in hypothesis.checks {
        for figure in figures.iter().filter(|f| f.id == check.number && f.part == check.part) {
            // What rests on assumed values alone says nothing about the design that runs.
            let says = if figure.trace.only_assumed() { Says::Compare } else { says(check, figure) };
            found.push(Bearing { figure, says });
        }
    }
    found.sort_by_key(|b| b.says);
    found
}

fn says(check: &Check, figure: &Figure) -> Says {
    let answer = match check.when {
        When::Shown => None,
        When::MissesTarget => figure.distance().map(|d| d > 0.0),
        When::Over(x) => figure.amount.number().map(|n| n > x),
        When::AtLeast(x) => figure.amount.number().map(|n| n >= x),
        When::Under(x) => figure.amount.number().map(|n| n < x),
        When::AtMost(x) => figure.amount.number().map(|n| n <= x),
    };
    match answer {
        Some(true) => Says::For,
        Some(false) => Says::Against,
        None => Says::Compare,
    }
}
