//! The fields of transactions: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a transaction: steps.
    Step {
        /// The name of the step; steps run in the order of the list.
        id: String = D range (1.0, 80.0);
        /// The service that does it.
        on: Ref<ToService> = D;
        /// What undoes the step.
        compensation: String = D range (1.0, 200.0) default r#""none""#;
        /// Whether its compensation can run twice without harm.
        idempotent: bool = D;
        /// Whether others see that it is under way.
        semantic_lock: bool = D;
        /// How often the step fails.
        fail_rate: Fraction = D range (0.0, 1.0);
        /// How long the step takes.
        latency: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a transaction: outbox.
    Outbox {
        /// How entries leave it.
        via: OutboxVia = D default r#""cdc""#;
        /// What stays in order.
        order: QueueOrdering = D default r#""per_key""#;
        /// How long a reader remembers what it has seen.
        dedup_window: Span = D range (0.0, f64::INFINITY) default r#""24h""#;
        /// How long entries are kept.
        cleanup: Span = D range (0.0, f64::INFINITY) default r#""7d""#;
    }
}

record! {
    /// A group of writes that belong together.
    Transaction {
        /// The operations that happen together or not at all.
        operations: Vec<Ref<ToOperation>> = H;
        /// How far it reaches: one key, one shard, several shards, several services.
        span: TxnSpan = H unstated "cross_service" default r#""cross_service""# suggest "single_key";
        /// How it is kept together.
        protocol: TxnProtocol = H unstated "outbox" remark "local_acid inside one store" default r#""outbox""# suggest "local_acid; outbox across services (H)";
        /// What it may see of others that run beside it.
        isolation: Isolation = H unstated "read_committed" remark "the default of many products, PostgreSQL among them, so ask" default r#""read_committed""# suggest "serializable";
        /// Rows it depends on are locked (select for update).
        locking_reads: bool = D unstated "false" default "false";
        /// Whether users wait for it.
        hot_path: bool = H unstated "true" default "true";
        /// How often it runs.
        rate: Rate = H range (0.0, f64::INFINITY) unstated "rate_peak x share of its operations";
        /// Datasets and services that take part.
        participants: Vec<Ref<ToParticipant>> = H;
        /// How long it holds its locks; of a hundred times, the longest but one.
        lock_hold_p99: Span = H range (0.0, f64::INFINITY) unstated "2 x commit latency of the slowest participant" remark "number D44";
        /// What a saga does, in order.
        steps: Vec<Step> = H when "if saga" remark "TXN-03 asks for them";
        /// The step behind which there is only a way forward.
        pivot_step: Ref<ToStep> = D unstated "none" remark "no step is final";
        /// How its messages leave together with its data.
        outbox: Outbox = D unstated "cdc, per_key, dedup_window 24h, cleanup 7d" default r#"{ via = "cdc", order = "per_key", dedup_window = "24h", cleanup = "7d" }"# suggest "cdc, per_key, 24h";
        /// What the client does by itself when it fails.
        auto_retry: TransactionAutoRetry = H when "if a driver or store retries" unstated "none" default r#""none""# suggest "none, or rerun (whole function)";
        /// What keeps a former writer from committing late.
        marker_fence: TransactionMarkerFence = H when "if commit and abort are separate messages" unstated "epoch_per_txn" default r#""epoch_per_txn""# suggest "epoch_per_txn";
        /// Links that carry commit and abort messages.
        connections: TransactionConnections = D unstated "several" default r#""several""#;
    }
}
