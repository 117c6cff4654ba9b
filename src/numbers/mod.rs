//! Derived numbers: binds the formulas of `analysis` to a brief; every figure carries its provenance.
//!
//! A number is one record in [`NUMBERS`]; adding one is a record with its function, a page under `reference/numbers/`, and
//! a test that compares it with a published figure.

pub mod achievable;
mod availability;
mod burst;
pub(crate) mod capacity;
pub mod charts;
pub mod copies;
pub(crate) mod deadline;
pub mod distance;
mod divergence;
pub(crate) mod durability;
mod effects;
mod ejection;
pub mod fact;
pub mod facts;
pub(crate) mod failover;
pub mod figure;
pub mod graph;
mod herd;
mod keyed;
pub(crate) mod keys;
pub(crate) mod latency;
mod lease;
pub mod mark;
mod memo;
mod needs;
mod queue;
mod quorum;
mod quorum_load;
pub mod registry;
mod retry;
pub mod sensitivity;
pub(crate) mod share;
mod slo;
pub mod staleness;
mod tail;
mod timeline;
pub mod trace;
pub mod world;

pub(crate) use availability::{composite, factors, needed_by};
pub use fact::{At, Base, Input, Known, Origin, Shown};
pub use figure::{Amount, Better, Change, Figure, by_distance, changes, worst_first};
pub(crate) use keyed::caller_load;
pub(crate) use latency::commit_from;
pub(crate) use needs::dependencies;
pub use registry::{Direction, Figures, Number, derive, derive_in, derive_only, number, or_undefined};
pub use staleness::{derive_known, derive_whole, derive_whole_telling};
pub use trace::Trace;
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
    &durability::SUSPICION,
    &failover::LOST_WRITES,
    &durability::DATA_LOSS,
    &durability::COPYSETS,
    &capacity::OVERPROVISION,
    &retry::AMPLIFICATION,
    &retry::EXPECTED_ATTEMPTS,
    &retry::BUDGETED,
    &retry::METASTABLE,
    &deadline::CALL_TIME,
    &deadline::DEADLINE,
    &deadline::FITTING,
    &herd::HERD,
    &queue::QUEUE_WAIT,
    &herd::DRAIN,
    &queue::QUEUE_BOUND,
    &capacity::CONCURRENCY,
    &herd::REJECTED,
    &tail::FAN_OUT,
    &herd::HEDGE,
    &keys::POPULAR,
    &keys::HOT_SHARD,
    &keys::FULLEST,
    &keys::RING,
    &keys::REBALANCE,
    &lease::LEASE_SAFETY,
    &lease::HANDOVER,
    &divergence::CONFLICTS,
    &divergence::COMMIT_WAIT,
    &effects::TWO_PHASE,
    &effects::SAGA,
    &effects::DEDUP,
    &effects::COLLISION,
    &herd::COLD_CACHE,
    &herd::BREAKER,
    &effects::CANARY,
    &durability::REPAIRED,
    &durability::IN_SYNC,
    &divergence::TOMBSTONES,
    &divergence::REFUSED,
    &divergence::FOLLOWER_AGE,
    &divergence::REGIONS,
    &quorum_load::QUORUM_LOAD,
    &ejection::EJECTION,
    &burst::BURST,
];
