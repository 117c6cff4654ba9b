//! The conditions of the registry: their notation, parsed once, and a three-valued evaluation over [`Facts`].
//!
//! `= != < <= > >= in is is_in and or not ( )`; `*` in a path means any, `all(..)` all, `any(table.*; ..)` all of it for
//! one entity. An unstated input makes a comparison unknown; `is`, `is_in` and `stated` are then false. A comparison on
//! an entity that does not exist is false. What unknown means is the caller's: true for asked_when and for picks, false
//! for every other condition.

mod eval;
mod lexer;
mod parser;
mod words;

use std::{collections::HashMap, sync::OnceLock};

pub use eval::{Context, Truth, expand};
pub use parser::{parse, pattern};
pub use words::why_false;

/// A parsed condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Const(bool),
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Not(Box<Expr>),
    /// `any(..)`: what it holds.
    Any(Box<Expr>),
    /// `all(..)`: a comparison, for every entity its `*` stands for.
    All(Box<Expr>),
    /// `any(table.*; ..)`: one entity of the table fits, field names relative to it.
    One(Pattern, Box<Expr>),
    Exists(Pattern),
    Stated(Pattern),
    /// `touches({dataset})`: the call at hand carries an operation of that dataset.
    Touches(String),
    Compare(Operand, Op, Operand),
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Path(Pattern),
    Text(String),
    Num(f64),
    Bool(bool),
    List(Vec<Operand>),
    /// A number of the catalogue, by id.
    Figure(String),
    Count(Pattern),
    /// The kinds of the operations a call carries.
    Kinds(String),
    /// A factor times a field.
    Times(f64, Pattern),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    In,
    Is,
    IsIn,
}

/// A dotted path with stars and names.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern(pub Vec<Segment>);

#[derive(Debug, Clone, PartialEq)]
pub enum Segment {
    Word(String),
    Star,
    Name(String),
}

/// What conditions ask about a brief.
pub trait Facts {
    /// Ids in a table of entities (`dataset`, `dataset.orders.operation`), in file order; empty when there are none.
    fn ids(&self, table: &str) -> Vec<String>;
    /// Whether the entity that holds `path` exists; true for singletons.
    fn exists(&self, path: &str) -> bool;
    /// The stated value at a path, quantities in base units.
    fn value(&self, path: &str) -> Option<Datum>;
    /// A number of the catalogue for an entity.
    fn figure(&self, id: &str, entity: &str) -> Option<f64>;
    /// Open findings of a severity, when they are known.
    fn findings(&self, severity: &str) -> Option<usize>;
}

/// A value as conditions see it.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    Bool(bool),
    Num(f64),
    Word(String),
    List(Vec<Datum>),
    /// A table: stated, equal to no single value.
    Table,
}

/// The parsed form of a condition of the registry; parsed with all others on first use.
/// `None` for text that is not part of the registry or does not parse (a test proves that every one does).
pub fn parsed(text: &'static str) -> Option<&'static Expr> {
    static ALL: OnceLock<HashMap<&'static str, Expr>> = OnceLock::new();
    ALL.get_or_init(|| all_texts().into_iter().filter_map(|t| parse(t).ok().map(|e| (t, e))).collect()).get(text)
}

/// Every condition text of the registry.
pub fn all_texts() -> Vec<&'static str> {
    let mut out = Vec::new();
    for q in super::table::QUESTIONS {
        out.extend([q.asked_when, q.settled]);
        out.extend(q.recommend.iter().filter_map(|r| r.when));
        for set in q.sets {
            out.extend(set.when.into_iter().chain((!set.settled.is_empty()).then_some(set.settled)));
            out.extend(set.recommend.iter().filter_map(|r| r.when));
        }
        let writes = q.options.iter().flat_map(|o| o.writes).chain(q.unsure.uses);
        out.extend(writes.flat_map(|w| w.when.into_iter().chain(w.pick)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests;
