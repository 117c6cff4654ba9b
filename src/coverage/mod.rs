//! Claims to proof: every promise of a brief, tied to the failure that threatens it, the experiment that tries it, the metric
//! and the alert that would show it broken, and the one who answers for it. What is missing is said; nothing is guessed.
//!
//! A kind of claim is one record in [`KINDS`]; what ties a claim to the rest of the brief is in `tie`.

mod kinds;
mod tie;

pub use kinds::{Claim, KINDS, Kind};
pub use tie::{Row, coverage};
