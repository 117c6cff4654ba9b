//! The data model of a brief: one typed record per table of the file. Decisions only, no derived value.

mod call;
mod dataset;
mod failure;
mod head;
mod lock;
mod meta;
mod overload;
mod partitioning;
mod replication;
mod rollout;
mod service;
mod special;
mod topology;
mod transaction;
mod validation;
mod words;
mod workload;

/// What every file of declarations uses.
mod prelude {
    pub use super::special::{AllWord, Consistency, MemoryWord, NoneWord, Percentile, QuorumText, UnboundedWord};
    #[allow(clippy::wildcard_imports)]
    pub use super::words::*;
    #[allow(clippy::wildcard_imports)]
    pub use super::{call::*, failure::*, partitioning::*, replication::*, workload::*};
    pub use crate::brief::map::{Map, Notes, Rows};
    #[allow(clippy::wildcard_imports)]
    pub use crate::brief::refs::*;
    pub use crate::brief::scalars::{Date, Or, Shares};
    pub use crate::brief::units::{Bandwidth, Drift, Fraction, Growth, Money, Rate, Size, Span};
    pub use crate::record;
}

#[allow(clippy::wildcard_imports)]
use prelude::*;

pub use call::*;
pub use dataset::*;
pub use failure::*;
pub use head::*;
pub use lock::*;
pub use meta::*;
pub use overload::*;
pub use partitioning::*;
pub use replication::*;
pub use rollout::*;
pub use service::*;
pub use special::*;
pub use topology::*;
pub use transaction::*;
pub use validation::*;
pub use words::*;
pub use workload::*;

record! {
    /// A whole brief.
    Brief {
        /// Version of this file format.
        schema: u64 = H range (1.0, 1.0);
        /// What it is about, who owns it, why it is written.
        brief: Head = H;
        /// What is assumed of clocks, pauses and delays.
        clock: Clock = D;
        /// Distances, node availability, what zones share.
        topology: Topology = D;
        /// Prices, as the user knows them.
        cost: Cost = O;
        /// Tracing of the whole system.
        validation: Validation = D;
    } tables {
        /// Goals, each with its measure.
        goal: Map<Goal>;
        /// Streams of requests, and where they enter.
        workload: Map<Workload>;
        /// Objectives that the service is held to.
        slo: Map<Slo>;
        /// Failures that are assumed, and who may notice them.
        failure: Map<Failure>;
        /// Regions and their zones.
        region: Map<Region>;
        /// Sets of data, and what is done to them.
        dataset: Map<Dataset>;
        /// Services that answer requests.
        service: Map<Service>;
        /// Calls between services.
        call: Map<Call>;
        /// Queues in which work waits.
        queue: Map<Queue>;
        /// Caches in front of data.
        cache: Map<Cache>;
        /// Concurrency and rate limits.
        limiter: Map<Limiter>;
        /// What is dropped first.
        shed: Map<Shed>;
        /// Resources that can run out.
        limit: Map<ResourceLimit>;
        /// Locks, leases and leadership.
        lock: Map<Lock>;
        /// Changes of several things at once.
        transaction: Map<Transaction>;
        /// Experiments in which a fault is put in.
        experiment: Map<Experiment>;
        /// Claims to check over a bounded model.
        model_check: Map<ModelCheck>;
        /// Tests under load.
        load_test: Map<LoadTest>;
        /// Metrics that are watched.
        metric: Map<Metric>;
        /// Alerts that call somebody.
        alert: Map<Alert>;
        /// Phases of the rollout.
        phase: Map<Phase>;
        /// Changes to make, in their order.
        change: Map<Change>;
        /// Ways by which change reaches production.
        change_path: Map<ChangePath>;
        /// Risks that are known.
        risk: Map<Risk>;
        /// Questions nobody could answer yet.
        open_question: Rows<OpenQuestion>;
        /// Fields skipped on purpose.
        skipped: Rows<Skipped>;
        /// Findings that are accepted, with a reason and an end.
        waiver: Rows<Waiver>;
        /// Answers of other reviewers.
        review_note: Rows<ReviewNote>;
        /// Reviews by people.
        review: Rows<Review>;
        /// Where stated values come from.
        notes: Notes;
    }
}
