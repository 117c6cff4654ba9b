//! Exclusion, and changes that span stores: one file for each question.

mod lock_use;
mod multi_write;

pub use lock_use::LOCK_USE;
pub use multi_write::MULTI_WRITE;
