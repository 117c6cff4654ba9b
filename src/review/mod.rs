//! Reviewing a brief: what was decided about each finding, what a person has to judge, and whether it is ready. Decisions are
//! edits of the brief like any other; everything shown is worked out from them, so that a review needs no state of its own.
//! No files, no terminal, no clock.

mod checklist;
mod decide;
mod report;
mod standing;

pub use checklist::{ITEMS, Item, item};
pub use decide::{Choice, Reviewer, decide, judge, verdict, waiver};
pub use report::{file_name, markdown, missing_files};
pub use standing::{Decision, Entry, Point, Readiness, Review, State, Ticked, review};
