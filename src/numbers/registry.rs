//! The table of numbers: one record each, from which listing, help, JSON and pages follow.

use super::fact::At;
use super::figure::{Amount, Better, Figure};
use super::share::between_two;
use super::trace::Trace;
use super::world::World;
use crate::analysis::OutOfDomain;

/// Whether a figure bounds the truth, and from which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Exact under its assumptions.
    Exact,
    /// The truth is at most this.
    Upper,
    /// The truth is at least this.
    Lower,
    /// Could be off either way.
    Estimate,
}

impl Direction {
    /// In words, for tables and JSON.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "exact under its assumptions",
            Self::Upper => "an upper bound",
            Self::Lower => "a lower bound",
            Self::Estimate => "an estimate",
        }
    }
}

/// One derived number.
#[derive(Debug)]
pub struct Number {
    /// Stable code: `D20`.
    pub id: &'static str,
    /// Readable name in links: `worst-case-amplification`.
    pub slug: &'static str,
    /// What it is called, as it stands among words: small, unless it begins with the name of a person.
    pub name: &'static str,
    /// The group it is listed under.
    pub group: &'static str,
    /// The formula, in plain text.
    pub formula: &'static str,
    /// What it assumes.
    pub assumes: &'static str,
    /// Whether it bounds the truth.
    pub direction: Direction,
    /// Citation keys.
    pub source: &'static str,
    /// The long page.
    pub page: &'static str,
    /// Computes every figure of it.
    pub compute: fn(&World<'_>, &mut Figures),
}

impl Number {
    /// Its name where it begins a line of its own: large, unless its first word is one letter, a symbol.
    pub fn title(&self) -> String {
        let mut letters = self.name.chars();
        match (letters.next(), letters.clone().next()) {
            (Some(first), Some(second)) if second.is_alphabetic() => first.to_uppercase().chain(letters).collect(),
            _ => self.name.to_owned(),
        }
    }
}

/// Declares the record of a number: the page is that of its id.
#[macro_export]
macro_rules! number {
    ($NAME:ident, $compute:ident: $id:literal $slug:literal, $group:literal, $name:literal;
     $formula:literal; $assumes:literal; $direction:ident; $source:literal) => {
        #[doc = concat!($id, ": ", $name, ".")]
        pub static $NAME: $crate::numbers::registry::Number = $crate::numbers::registry::Number {
            id: $id,
            slug: $slug,
            name: $name,
            group: $group,
            formula: $formula,
            assumes: $assumes,
            direction: $crate::numbers::registry::Direction::$direction,
            source: $source,
            page: include_str!(concat!("../../reference/numbers/", $id, ".md")),
            compute: $compute,
        };
    };
}

/// Collects figures while they are computed.
#[derive(Debug, Default)]
pub struct Figures {
    /// What was computed.
    pub all: Vec<Figure>,
    /// Marks of what the figures of one number rest on, where traces note those.
    marks: Vec<u64>,
    /// How many figures other numbers gave before.
    before: usize,
}

impl Figures {
    /// Goes on behind the figures of other numbers.
    fn behind(all: Vec<Figure>) -> Self {
        Self { before: all.len(), all, marks: Vec::new() }
    }

    /// The figures. Nobody asks which mark belongs to which figure of a number, so the first one holds them all.
    pub(super) fn done(self) -> Vec<Figure> {
        let Self { mut all, marks, before } = self;
        if let Some(first) = all.get_mut(before) {
            first.trace.mark_all(marks);
        }
        all
    }

    /// Adds one figure.
    #[allow(clippy::too_many_arguments)] // One line per figure reads better than a struct of eight fields.
    pub fn push(
        &mut self,
        id: &'static str,
        part: &'static str,
        at: &At,
        label: &'static str,
        amount: Amount,
        better: Better,
        trace: &Trace,
    ) -> &mut Figure {
        let figure = Figure {
            id,
            part,
            at: at.clone(),
            label,
            amount,
            better,
            target: None,
            trace: trace.without_marks(),
            remark: None,
        };
        // Figures of one entity often rest on the same.
        if !self.marks.ends_with(trace.marks()) {
            self.marks.extend_from_slice(trace.marks());
        }
        self.all.push(figure);
        let last = self.all.len() - 1;
        &mut self.all[last]
    }
}

/// The value of a formula, or why it has none.
pub fn or_undefined(result: Result<Amount, OutOfDomain>) -> Amount {
    result.unwrap_or_else(|why| Amount::Undefined(why.to_string()))
}

/// Every figure of a brief, in the order of the table.
pub fn derive_in(world: &World<'_>) -> Vec<Figure> {
    // About what a brief of that size gives, so that the list does not move while it grows.
    let most = 8 * world.brief.call.len() + 8 * (world.brief.service.len() + world.brief.dataset.len()) + 64;
    let run = |number: &Number, before: Vec<Figure>| {
        let mut figures = Figures::behind(before);
        (number.compute)(world, &mut figures);
        figures.done()
    };
    if world.alone || world.brief.call.len() + world.brief.service.len() < MANY {
        return super::NUMBERS.iter().fold(Vec::with_capacity(most), |all, number| run(number, all));
    }
    // Numbers do not look at one another; what several need is worked out by whoever asks first.
    between_two(super::NUMBERS.len(), most, |i, all| run(super::NUMBERS[i], all))
}

/// The figures of one number alone.
pub fn derive_only(world: &World<'_>, id: &str) -> Vec<Figure> {
    let mut figures = Figures::default();
    if let Some(number) = number(id) {
        (number.compute)(world, &mut figures);
    }
    figures.all
}

/// From so many calls and services on a second thread is worth its start.
const MANY: usize = 300;

/// Every figure of a brief.
pub fn derive(brief: &crate::brief::Brief) -> Vec<Figure> {
    derive_in(&World::new(brief))
}

/// The record of a number by id or slug.
pub fn number(name: &str) -> Option<&'static Number> {
    super::NUMBERS.iter().copied().find(|n| n.id.eq_ignore_ascii_case(name) || n.slug == name)
}
