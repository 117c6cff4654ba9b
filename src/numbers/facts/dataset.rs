//! Facts of dataset tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { DatasetView of Dataset {
    class: DataClass = {class} "class";
    semantics: Semantics = {semantics} "semantics";
    system_of_record: bool = {system_of_record} "system_of_record";
    size: Size = {size} "size";
    item_bytes_p50: Size = {item_bytes[SizePair].p50} "item_bytes.p50";
    item_bytes_p99: Size = {item_bytes[SizePair].p99} "item_bytes.p99";
    id_bits: u64 = {id_bits} "id_bits";
    rpo: Or<Span, UnboundedWord> = {rpo} "rpo";
    rto: Or<Span, UnboundedWord> = {rto} "rto";
    staleness_bound: Or<Span, UnboundedWord> = {staleness_bound} "staleness_bound";
    durability_target_annual_loss: f64 = {durability[Durability].target_annual_loss} "durability.target_annual_loss";
    durability_copies: u64 = {durability[Durability].copies} "durability.copies";
    durability_integrity: DurabilityIntegrity = {durability[Durability].integrity} "durability.integrity";
    durability_copysets: u64 = {durability[Durability].copysets} "durability.copysets";
    durability_repairs: DurabilityRepairs = {durability[Durability].repairs} "durability.repairs";
    retention: Or<Span, UnboundedWord> = {retention} "retention";
    delete_semantics: DatasetDeleteSemantics = {delete_semantics} "delete_semantics";
    cap_on_partition: CapStance = {cap_on_partition} "cap_on_partition";
    pacelc_else: PacelcElse = {pacelc_else} "pacelc_else";
    degraded_mode: DegradedMode = {degraded_mode} "degraded_mode";
    reconcile: Reconcile = {reconcile} "reconcile";
    conflict_policy: ConflictPolicy = {conflict_policy} "conflict_policy";
    backup_kind: BackupKind = {backup[Backup].kind} "backup.kind";
    backup_interval: Span = {backup[Backup].interval} "backup.interval";
} }

facts! { OperationView of Operation {
    kind: OperationKind = {kind} "kind";
    under_partition: UnderPartition = {under_partition} "under_partition";
    idempotent: Idempotent = {idempotent} "idempotent";
    hot_path: bool = {hot_path} "hot_path";
} }
