//! The formulas: plain functions on plain arguments, each with units, range, limits and source. Knows no brief, no file, no clock.
//!
//! Units: milliseconds, per second, bytes, probabilities and fractions in 0..=1. A function that is asked something
//! its formula does not answer returns [`OutOfDomain`] in the user's words, never NaN, infinity or a clamped value.

pub mod alert_windows;
pub mod availability;
pub mod backoff;
pub mod bins;
pub mod breaker;
pub mod cache;
pub mod canary;
pub mod capacity;
mod checks;
pub mod commit;
pub mod concurrency;
pub mod conflict;
pub mod consensus;
pub mod deadline;
pub mod dedup;
pub mod durability;
pub mod ejection;
pub mod failover;
pub mod herd;
pub mod latency;
pub mod lease;
pub mod metastable;
pub mod placement;
pub mod queueing;
pub mod quorum;
pub mod rebalance;
pub mod replicas;
pub mod retry;
pub mod ring;
pub mod rpo;
pub mod slo;
pub mod staleness;
pub mod suspicion;
pub mod tail;
pub mod zipf;

/// An argument outside what a formula answers: which one, what it was, what it must be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{what} is {found}: expected {expected}")]
pub struct OutOfDomain {
    /// The argument, in the user's words.
    pub what: &'static str,
    /// Its value as given.
    pub found: String,
    /// The range or relation that the formula needs.
    pub expected: &'static str,
}

impl OutOfDomain {
    /// Builds the error for an argument, its value, and what was expected instead.
    pub fn new(what: &'static str, found: impl std::fmt::Display, expected: &'static str) -> Self {
        Self { what, found: found.to_string(), expected }
    }
}

/// What a formula returns.
pub type Result<T> = std::result::Result<T, OutOfDomain>;
