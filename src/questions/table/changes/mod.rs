//! Who owns what, and who reads it again: one file for each question.

mod owners;
mod review;

pub use owners::OWNERS;
pub use review::REVIEW;
