//! The records of the 48 questions, one file each in a folder for each group. Data only: no logic lives here.

mod baseline;
mod calls;
mod changes;
mod consistency;
mod locks;
mod overload;
mod partitioning;
mod replication;
mod rollout;
mod validation;

use super::record::Question;

/// All questions, by id.
pub static QUESTIONS: [&Question; 48] = [
    &baseline::TRIGGER,
    &baseline::CRITICALITY,
    &baseline::GOAL,
    &baseline::SYMPTOM,
    &baseline::LOAD,
    &partitioning::SKEW,
    &partitioning::KEY_GROWTH,
    &baseline::FAN_OUT,
    &baseline::AVAILABILITY_SLO,
    &baseline::LATENCY_SLO,
    &baseline::SLI_POINT,
    &consistency::FRESHNESS,
    &baseline::FAILURES,
    &replication::REGIONS,
    &replication::RTT,
    &consistency::DATA_CLASS,
    &consistency::CONSISTENCY,
    &consistency::PARTITION,
    &replication::CONFLICT,
    &consistency::LOSS_LIMIT,
    &consistency::INVARIANTS,
    &replication::REPLICATION,
    &replication::QUORUM,
    &replication::READ_PATH,
    &replication::FAILOVER,
    &replication::CLOCKS,
    &replication::RESIDENCY,
    &calls::TIMEOUTS,
    &calls::RETRIES,
    &calls::IDEMPOTENCY,
    &calls::BACKOFF,
    &calls::RETRY_CAP,
    &calls::BREAKER,
    &overload::OVERLOAD,
    &overload::QUEUES,
    &overload::CACHE,
    &locks::LOCK_USE,
    &partitioning::SHARD_KEY,
    &partitioning::SHARD_LIMIT,
    &partitioning::HOT_KEY,
    &partitioning::REBALANCE,
    &locks::MULTI_WRITE,
    &rollout::ROLLBACK,
    &rollout::PHASES,
    &validation::CHAOS,
    &validation::TRACING,
    &changes::OWNERS,
    &changes::REVIEW,
];
