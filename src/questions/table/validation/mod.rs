//! How the design is tried and watched: one file for each question.

mod chaos;
mod tracing;

pub use chaos::CHAOS;
pub use tracing::TRACING;
