//! Things that are drawn in several places: a choice, a line of text, a text of several lines, a table, a scroll window.
//! A widget knows nothing of briefs, questions or findings.

pub mod choice;
pub mod field;
pub mod scroll;
pub mod table;
pub mod textarea;
