//! Probabilistically bounded staleness of partial quorums: by versions in closed form, by time from message delays.
//! Nothing here knows a brief; delays come as distributions, results as plain numbers.
//!
//! Source of the model: Bailis, Venkataraman, Franklin, Hellerstein, Stoica, "Probabilistically Bounded Staleness
//! for Practical Partial Quorums", VLDB 2012.

mod versions;

pub use versions::{monotonic_reads_violation, older_than_versions, quorum_miss, within_versions};
