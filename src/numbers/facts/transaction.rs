//! Facts of transaction tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { TransactionView of Transaction {
    operations: Vec<Ref<ToOperation>> = {operations} "operations";
    span: TxnSpan = {span} "span";
    protocol: TxnProtocol = {protocol} "protocol";
    isolation: Isolation = {isolation} "isolation";
    locking_reads: bool = {locking_reads} "locking_reads";
    hot_path: bool = {hot_path} "hot_path";
    participants: Vec<Ref<ToParticipant>> = {participants} "participants";
    pivot_step: Ref<ToStep> = {pivot_step} "pivot_step";
    outbox_via: OutboxVia = {outbox[Outbox].via} "outbox.via";
    outbox_order: QueueOrdering = {outbox[Outbox].order} "outbox.order";
    outbox_dedup_window: Span = {outbox[Outbox].dedup_window} "outbox.dedup_window";
    outbox_cleanup: Span = {outbox[Outbox].cleanup} "outbox.cleanup";
    auto_retry: TransactionAutoRetry = {auto_retry} "auto_retry";
    marker_fence: TransactionMarkerFence = {marker_fence} "marker_fence";
    connections: TransactionConnections = {connections} "connections";
} }
