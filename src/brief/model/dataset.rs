//! The fields of datasets and operations: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// What one operation does differently from its dataset.
    OperationReplication {
        /// How this operation is replicated, where it differs from its dataset.
        scheme: Scheme = O unstated "the dataset's" remark "the same for every field here: one store often offers several, such as plain and LWT, read and write concern, a quorum flag";
        /// Copies that answer a read.
        r: u64 = O range (1.0, 15.0);
        /// Copies that confirm a write.
        w: u64 = O range (1.0, 15.0);
        /// Where reads are answered.
        read_path: ReadPath = O;
        /// What has to have happened before a write is confirmed.
        ack_level: AckLevel = O;
        /// Whether a read may see what is not committed.
        dirty_reads: bool = O;
        /// Whether a session carries what it has seen, so that it reads its own writes.
        session_token: ReplicationSessionToken = O;
    }
}

record! {
    /// What is done to a dataset, and what it promises.
    Operation {
        /// Read, write, scan, delete, or a read and a write in one.
        kind: OperationKind = H;
        /// What a reader may rely on.
        consistency: Consistency = H unstated "by class" remark "linearizable for class money, inventory, identity or semantics lock, sequence, else ryw and mr";
        /// What it does while the sites cannot reach each other.
        under_partition: UnderPartition = H unstated "fail" default r#""fail""# suggest "fail for writes, stale_read for reads (H)";
        /// Whether a second time changes nothing, and by what.
        idempotent: Idempotent = H when "if retried" unstated "no" default r#""no""# suggest "keyed";
        /// Whether users wait for it.
        hot_path: bool = D unstated "true" default "true";
        /// Its share of the requests that use the dataset.
        share: Fraction = D range (0.0, 1.0) unstated "equal parts of its kind in workload.mix";
        /// What this operation does differently from its dataset.
        replication: OperationReplication = O;
    }
}

record! {
    /// Part of a dataset: invariants.
    Invariant {
        /// The rule, in a sentence.
        text: String = D range (1.0, 200.0);
        /// How far it reaches: one key, one shard, several.
        scope: InvariantScope = D;
        /// What sort of rule it is.
        kind: InvariantKind = D;
        /// The operations that could break it.
        operations: Vec<Ref<ToOwnOperation>> = D;
        /// What enforces it.
        guard: InvariantGuard = D default r#""none""#;
    }
}

record! {
    /// Part of a dataset: durability.
    Durability {
        /// How likely one object may be lost in a year.
        target_annual_loss: f64 = D range (1e-15, 1.0) default "1e-11";
        /// How many full copies the team counts on.
        copies: u64 = D range (1.0, 15.0);
        /// How silent damage is found.
        integrity: DurabilityIntegrity = D default r#""none""#;
        /// Distinct sets of nodes that hold all copies of something.
        copysets: u64 = D range (1.0, f64::INFINITY);
        /// Whether copies that are lost together are rebuilt one by one or all at once.
        repairs: DurabilityRepairs = D default r#""serial""#;
    }
}

record! {
    /// Part of a dataset: residency.
    Residency {
        /// Regions where the data may be.
        allow: Vec<Ref<ToRegion>> = D;
        /// Regions where it may not be.
        deny: Vec<Ref<ToRegion>> = D;
        /// What the rule is decided by.
        per: ResidencyPer = D;
        /// Indexes and metadata must stay as well.
        metadata: bool = D;
        /// The law or contract behind it.
        note: String = D range (0.0, 280.0);
    }
}

record! {
    /// Part of a dataset: backup.
    Backup {
        /// How copies are taken.
        kind: BackupKind = D default r#""none""#;
        /// How often a copy is taken.
        interval: Span = D range (0.0, f64::INFINITY);
        /// When a restore was last tried, or whether it ever was.
        restore_tested: Or<Date, bool> = D;
    }
}

record! {
    /// A set of data with one owner and one set of promises.
    Dataset {
        /// What sort of data it is: money, content of users, a cache.
        class: DataClass = H unstated "money" default r#""money""# suggest "user_content is the common one";
        /// What a value is: a register, a counter, a set.
        semantics: Semantics = H unstated "document" default r#""document""# suggest "document";
        /// Rules that must never break.
        invariants: Vec<Invariant> = H unstated "one: non_negative, scope key, guard none" remark "CON-09 asks for them" default r#"[{ text = "no value is negative", scope = "key", kind = "non_negative", guard = "none" }]"#;
        /// Whether others are corrected by it, and not it by others.
        system_of_record: bool = H unstated "true" default "true" suggest "true";
        /// How much data there is now.
        size: Size = D range (0.0, f64::INFINITY);
        /// The size of one item.
        item_bytes: SizePair = D unstated "1 kB, 10 kB" default r#"{ p50 = "1 kB", p99 = "10 kB" }"# suggest "1 kB [YCSB]";
        /// How many random bits a generated id has.
        id_bits: u64 = O range (1.0, 512.0) unstated "122" default "122" suggest "122 (random UUID)";
        /// The most acknowledged work that may be lost, as a time.
        rpo: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) unstated "0s" default r#""0s""#;
        /// How long it may be away after a failure.
        rto: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) suggest "60s (H)";
        /// The oldest answer that a read may give.
        staleness_bound: Or<Span, UnboundedWord> = H when "if an operation is below causal or reads replicas" range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "1s with EL (H)";
        /// What survives, and where it is written.
        durability: Durability = D unstated "target_annual_loss 1e-11, copies = copies that hold data, integrity none, copysets = one per shard, repairs serial" default r#"{ target_annual_loss = 1e-11, integrity = "none", repairs = "serial" }"# suggest "1e-11 (eleven nines class, S3 public design target)";
        /// Where it may be by law or contract.
        residency: Or<Residency, NoneWord> = H unstated "allow = the first region only" suggest "\"none\" where no law or contract binds";
        /// How long the data is kept.
        retention: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""# suggest "unbounded";
        /// What deleting means.
        delete_semantics: DatasetDeleteSemantics = D unstated "tombstone" default r#""tombstone""# suggest "tombstone";
        /// What gives way in a partition: consistency or availability.
        cap_on_partition: CapStance = H unstated "CP" remark "CON-13 asks for it" default r#""CP""# suggest "CP for class money, inventory, identity or semantics lock, sequence; else per_operation (H)";
        /// What gives way while all is well: consistency or latency.
        pacelc_else: PacelcElse = H unstated "EC" remark "CON-13 asks for it" default r#""EC""# suggest "EC with CP, EL with AP [ABADI12]";
        /// What still works when it cannot work in full.
        degraded_mode: DegradedMode = H unstated "reject" default r#""reject""# suggest "read_only with CP, stale_serve with AP (H)";
        /// What is done about copies that have diverged.
        reconcile: Reconcile = H when "if AP" unstated "none" default r#""none""#;
        /// Sites or clients that write one item at the same time.
        concurrent_writers: ConcurrentWriters = H when "if AP" unstated "by scheme" remark "many if the scheme is leaderless, multi_leader or crdt, or the stance AP, else one_per_key";
        /// What happens to two writes that did not know of each other.
        conflict_policy: ConflictPolicy = H when "if many concurrent writers" unstated "vector_clock_siblings" remark "CON-11 asks for it; moot with one_per_key" default r#""vector_clock_siblings""#;
        /// Copies apart from the replicas.
        backup: Backup = H when "if system_of_record" unstated "kind none" remark "DUR-03 asks for it" default r#"{ kind = "none" }"# suggest "pitr, restore tested each quarter (H)";
        /// How it is copied.
        replication: Replication = H;
        /// How it is split.
        partitioning: Partitioning = H when "if it does not fit on one node";
    } tables {
        /// The operations on it.
        operation: Map<Operation>;
    }
}
