//! Derived numbers: binds the formulas of `analysis` to a brief; every figure carries its provenance.
//!
//! A number is one record in [`NUMBERS`]; adding one is a record with its function, a page under `reference/numbers/`, and
//! a test that compares it with a published figure.

mod availability;
mod capacity;
pub mod copies;
mod deadline;
pub mod distance;
pub mod fact;
pub mod facts;
mod failover;
pub mod figure;
pub mod graph;
mod latency;
mod lease;
mod queue;
mod quorum;
pub mod registry;
mod retry;
mod slo;
mod tail;
pub mod world;

pub use fact::{At, Base, Input, Known, Origin, Shown, Trace};
pub use figure::{Amount, Better, Change, Figure, changes};
pub use registry::{Direction, Figures, Number, derive, derive_in, number, or_undefined};
pub use world::World;

/// Every number, in the order in which they are listed and computed.
pub static NUMBERS: &[&Number] = &[
    &slo::ERROR_BUDGET,
    &slo::BURN_RATE,
    &failover::FAILOVER_COST,
    &availability::SERIAL,
    &availability::PARALLEL,
    &availability::DEPENDENCY_TARGET,
    &availability::INDEPENDENT,
    &availability::ZONED,
    &availability::MAJORITY,
    &quorum::OVERLAP,
    &quorum::MISSED,
    &latency::COMMIT,
    &latency::RTT_FLOOR,
    &failover::FAILOVER_TIME,
    &failover::LOST_WRITES,
    &capacity::OVERPROVISION,
    &retry::AMPLIFICATION,
    &retry::EXPECTED_ATTEMPTS,
    &retry::BUDGETED,
    &retry::METASTABLE,
    &deadline::CALL_TIME,
    &deadline::DEADLINE,
    &deadline::FITTING,
    &queue::QUEUE_WAIT,
    &queue::QUEUE_BOUND,
    &capacity::CONCURRENCY,
    &tail::FAN_OUT,
    &lease::LEASE_SAFETY,
];
