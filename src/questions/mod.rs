//! The guided questions: what to ask next, what each option writes, and the AskUserQuestion JSON.
//!
//! [`table`] holds the 48 records, [`flow`] the steps of a path for a brief, [`answer()`] turns one answer into edits.

pub mod answer;
pub mod askuser;
pub mod condition;
pub mod entry;
pub mod facts;
pub mod flow;
pub mod names;
pub mod other;
pub mod others;
pub mod paths;
pub mod record;
pub mod said;
pub mod skeleton;
pub mod stands;
pub mod step;
pub mod table;
pub mod writes;

pub use answer::{Answered, Given, SkipReason, answer, outcome};
pub use facts::Known;
pub use flow::{Record, Route, Walk};
pub use others::same_for_others;
pub use record::{Choice, Group, Question};
pub use said::understand;
pub use skeleton::skeleton;
pub use stands::Stands;
pub use step::{State, Step};
pub use table::QUESTIONS;

/// A question by its id (`Q23`) or its slug (`quorum`), whatever the case.
pub fn find(name: &str) -> Option<&'static Question> {
    QUESTIONS.into_iter().find(|q| q.id.eq_ignore_ascii_case(name) || q.slug.eq_ignore_ascii_case(name))
}
