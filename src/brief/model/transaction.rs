//! The fields of transactions: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a transaction: steps.
    Step {
        /// In order.
        id: String = D range (1.0, 80.0);
        /// On.
        on: Ref<ToService> = D;
        /// Compensation.
        compensation: String = D range (1.0, 200.0) default r#""none""#;
        /// The compensation.
        idempotent: bool = D;
        /// Semantic lock.
        semantic_lock: bool = D;
        /// Fail rate.
        fail_rate: Fraction = D range (0.0, 1.0);
        /// Latency.
        latency: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a transaction: outbox.
    Outbox {
        /// Via.
        via: OutboxVia = D default r#""cdc""#;
        /// Order.
        order: QueueOrdering = D default r#""per_key""#;
        /// Dedup window.
        dedup_window: Span = D range (0.0, f64::INFINITY) default r#""24h""#;
        /// Cleanup.
        cleanup: Span = D range (0.0, f64::INFINITY) default r#""7d""#;
    }
}

record! {
    /// A group of writes that belong together.
    Transaction {
        /// Operations.
        operations: Vec<Ref<ToOperation>> = H;
        /// Span.
        span: TxnSpan = H unstated "cross_service" default r#""cross_service""# suggest "single_key";
        /// Protocol.
        protocol: TxnProtocol = H unstated "outbox; inside one store local_acid" default r#""outbox""# suggest "local_acid; outbox across services (H)";
        /// Isolation.
        isolation: Isolation = H unstated "read_committed: the default of many products (PostgreSQL), so ask" default r#""read_committed""# suggest "serializable";
        /// Rows it depends on are locked (select for update).
        locking_reads: bool = D unstated "false" default "false";
        /// Hot path.
        hot_path: bool = H unstated "true" default "true";
        /// Rate.
        rate: Rate = H range (0.0, f64::INFINITY) unstated "rate_peak x share of its operations";
        /// Participants.
        participants: Vec<Ref<ToParticipant>> = H;
        /// Lock hold p99.
        lock_hold_p99: Span = H range (0.0, f64::INFINITY) unstated "D44: 2 x commit latency of the slowest participant";
        /// Steps.
        steps: Vec<Step> = H when "if saga" unstated "- (TXN-03 looks at absence)";
        /// After it only forward.
        pivot_step: Ref<ToStep> = D unstated "none: no step is final";
        /// Outbox.
        outbox: Outbox = D unstated "cdc, per_key, dedup_window 24h, cleanup 7d" default r#"{ via = "cdc", order = "per_key", dedup_window = "24h", cleanup = "7d" }"# suggest "cdc, per_key, 24h";
        /// Auto retry.
        auto_retry: TransactionAutoRetry = H when "if a driver or store retries" unstated "none" default r#""none""# suggest "none, or rerun (whole function)";
        /// Marker fence.
        marker_fence: TransactionMarkerFence = H when "if commit and abort are separate messages" unstated "epoch_per_txn" default r#""epoch_per_txn""# suggest "epoch_per_txn";
        /// Links that carry commit and abort messages.
        connections: TransactionConnections = D unstated "several" default r#""several""#;
    }
}
