//! The fields of datasets and operations: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// What one operation does differently from its dataset.
    OperationReplication {
        /// Scheme.
        scheme: Scheme = O unstated "the dataset's; the same for every field here (one store often offers several: plain and LWT, read and write concern, quorum flag)";
        /// R.
        r: u64 = O range (1.0, 15.0);
        /// W.
        w: u64 = O range (1.0, 15.0);
        /// Read path.
        read_path: ReadPath = O;
        /// Ack level.
        ack_level: AckLevel = O;
        /// Dirty reads.
        dirty_reads: bool = O;
        /// Session token.
        session_token: ReplicationSessionToken = O;
    }
}

record! {
    /// What is done to a dataset, and what it promises.
    Operation {
        /// Kind.
        kind: OperationKind = H;
        /// Consistency.
        consistency: Consistency = H unstated "linearizable for class money, inventory, identity or semantics lock, sequence; else [\"ryw\", \"mr\"]";
        /// Under partition.
        under_partition: UnderPartition = H unstated "fail" default r#""fail""# suggest "fail for writes, stale_read for reads (H)";
        /// Idempotent.
        idempotent: Idempotent = H when "if retried" unstated "no" default r#""no""# suggest "keyed";
        /// Hot path.
        hot_path: bool = D unstated "true" default "true";
        /// Of the workloads that use the dataset.
        share: Fraction = D range (0.0, 1.0) unstated "equal parts of its kind in workload.mix";
        /// What this operation does differently from its dataset.
        replication: OperationReplication = O;
    }
}

record! {
    /// Part of a dataset: invariants.
    Invariant {
        /// Text.
        text: String = D range (1.0, 200.0);
        /// Scope.
        scope: InvariantScope = D;
        /// Kind.
        kind: InvariantKind = D;
        /// Operations.
        operations: Vec<Ref<ToOwnOperation>> = D;
        /// Guard.
        guard: InvariantGuard = D default r#""none""#;
    }
}

record! {
    /// Part of a dataset: durability.
    Durability {
        /// Probability per object and year.
        target_annual_loss: f64 = D range (1e-15, 1.0) default "1e-11";
        /// Full copies the team counts on.
        copies: u64 = D range (1.0, 15.0);
        /// Integrity.
        integrity: DurabilityIntegrity = D default r#""none""#;
        /// Distinct sets of nodes that hold all copies of something.
        copysets: u64 = D range (1.0, f64::INFINITY);
    }
}

record! {
    /// Part of a dataset: residency.
    Residency {
        /// Allow.
        allow: Vec<Ref<ToRegion>> = D;
        /// Deny.
        deny: Vec<Ref<ToRegion>> = D;
        /// Per.
        per: ResidencyPer = D;
        /// Indexes and metadata must stay as well.
        metadata: bool = D;
        /// Note.
        note: String = D range (0.0, 280.0);
    }
}

record! {
    /// Part of a dataset: backup.
    Backup {
        /// Kind.
        kind: BackupKind = D default r#""none""#;
        /// Interval.
        interval: Span = D range (0.0, f64::INFINITY);
        /// Restore tested.
        restore_tested: Or<Date, bool> = D;
    }
}

record! {
    /// A set of data with one owner and one set of promises.
    Dataset {
        /// Class.
        class: DataClass = H unstated "money" default r#""money""# suggest "user_content is the common one";
        /// Semantics.
        semantics: Semantics = H unstated "document" default r#""document""# suggest "document";
        /// Invariants.
        invariants: Vec<Invariant> = H unstated "one: non_negative, scope key, guard none; CON-09 looks at absence" default r#"[{ text = "no value is negative", scope = "key", kind = "non_negative", guard = "none" }]"#;
        /// System of record.
        system_of_record: bool = H unstated "true" default "true" suggest "true";
        /// Size.
        size: Size = D range (0.0, f64::INFINITY);
        /// Item bytes.
        item_bytes: SizePair = D unstated "1 kB, 10 kB" default r#"{ p50 = "1 kB", p99 = "10 kB" }"# suggest "1 kB [YCSB]";
        /// Random bits of a generated id.
        id_bits: u64 = O range (1.0, 512.0) unstated "122" default "122" suggest "122 (random UUID)";
        /// Rpo.
        rpo: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) unstated "0s" default r#""0s""#;
        /// Rto.
        rto: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) suggest "60s (H)";
        /// Staleness bound.
        staleness_bound: Or<Span, UnboundedWord> = H when "if an operation is below causal or reads replicas" range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "1s with EL (H)";
        /// Durability.
        durability: Durability = D unstated "target_annual_loss 1e-11, copies = copies that hold data, integrity none, copysets = one per shard" default r#"{ target_annual_loss = 1e-11, integrity = "none" }"# suggest "1e-11 (eleven nines class, S3 public design target)";
        /// Residency.
        residency: Or<Residency, NoneWord> = H unstated "allow = the first region only" suggest "\"none\" where no law or contract binds";
        /// Retention.
        retention: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""# suggest "unbounded";
        /// Delete semantics.
        delete_semantics: DatasetDeleteSemantics = D unstated "tombstone" default r#""tombstone""# suggest "tombstone";
        /// Cap on partition.
        cap_on_partition: CapStance = H unstated "CP; CON-13 looks at absence" default r#""CP""# suggest "CP for class money, inventory, identity or semantics lock, sequence; else per_operation (H)";
        /// Pacelc else.
        pacelc_else: PacelcElse = H unstated "EC; CON-13 looks at absence" default r#""EC""# suggest "EC with CP, EL with AP [ABADI12]";
        /// Degraded mode.
        degraded_mode: DegradedMode = H unstated "reject" default r#""reject""# suggest "read_only with CP, stale_serve with AP (H)";
        /// After divergence.
        reconcile: Reconcile = H when "if AP" unstated "none" default r#""none""#;
        /// Sites or clients that write one item at the same time.
        concurrent_writers: ConcurrentWriters = H when "if AP" unstated "many if the scheme is leaderless, multi_leader or crdt, or the stance AP; else one_per_key";
        /// Conflict policy.
        conflict_policy: ConflictPolicy = H when "if many concurrent writers" unstated "vector_clock_siblings; CON-11 looks at absence; moot with one_per_key" default r#""vector_clock_siblings""#;
        /// Backup.
        backup: Backup = H when "if system_of_record" unstated "kind none; DUR-03 looks at absence" default r#"{ kind = "none" }"# suggest "pitr, restore tested each quarter (H)";
        /// How it is copied.
        replication: Replication = H;
        /// How it is split.
        partitioning: Partitioning = H when "if it does not fit on one node";
    } tables {
        /// The operations on it.
        operation: Map<Operation>;
    }
}
