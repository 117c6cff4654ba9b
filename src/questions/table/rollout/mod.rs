//! How it goes out and comes back: one file for each question.

mod phases;
mod rollback;

pub use phases::PHASES;
pub use rollback::ROLLBACK;
