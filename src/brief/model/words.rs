//! The words of the file: every enumeration of the data model, in the order of the format.

use crate::words;

words! {
    /// Values of `Trigger`.
    Trigger { EarlyDesign = "early_design", MultiRegion = "multi_region", IncidentDivergence = "incident_divergence", IncidentQuorumLoss = "incident_quorum_loss", IncidentHerd = "incident_herd", SloMissBacklog = "slo_miss_backlog", SloMissSaturation = "slo_miss_saturation", SloMissTail = "slo_miss_tail", HotPartition = "hot_partition", SplitBrain = "split_brain", RetryStorm = "retry_storm", PreLock = "pre_lock", PreTxn = "pre_txn", PreIdempotency = "pre_idempotency", Review = "review" }
}

words! {
    /// Values of `Tier`.
    Tier { Tier0 = "tier0", Tier1 = "tier1", Tier2 = "tier2", Tier3 = "tier3" }
}

words! {
    /// Values of `Reversibility`.
    Reversibility { TwoWay = "two_way", OneWay = "one_way" }
}

words! {
    /// Values of `Symptom`.
    Symptom { TwoLeaders = "two_leaders", DivergedData = "diverged_data", HotShard = "hot_shard", LoadStaysHigh = "load_stays_high", TailSpike = "tail_spike", QuorumLost = "quorum_lost", Herd = "herd", Backlog = "backlog", ResourceLimit = "resource_limit" }
}

words! {
    /// Values of `GoalPriority`.
    GoalPriority { Must = "must", Should = "should", Could = "could" }
}

words! {
    /// Values of `SkewKind`.
    SkewKind { Uniform = "uniform", Zipf = "zipf", Hotset = "hotset", Latest = "latest", SingleKey = "single_key" }
}

words! {
    /// Values of `ArrivalKind`.
    ArrivalKind { Open = "open", Closed = "closed" }
}

words! {
    /// Values of `Sli`.
    Sli { Availability = "availability", Latency = "latency", Freshness = "freshness", Durability = "durability", Correctness = "correctness", Throughput = "throughput", QueueAge = "queue_age", Convergence = "convergence" }
}

words! {
    /// Values of `MeasuredAt`.
    MeasuredAt { Client = "client", EdgeLb = "edge_lb", Server = "server", Synthetic = "synthetic" }
}

words! {
    /// Values of `SloAccounting`.
    SloAccounting { RequestBased = "request_based", TimeBased = "time_based" }
}

words! {
    /// Values of `SloPolicyOnExhaust`.
    SloPolicyOnExhaust { Freeze = "freeze", Slow = "slow", None = "none" }
}

words! {
    /// Values of `FailureMode`.
    FailureMode { ProcessCrash = "process_crash", OsCrash = "os_crash", PowerLoss = "power_loss", ProcessPause = "process_pause", MembershipChange = "membership_change", NodeLoss = "node_loss", DiskLoss = "disk_loss", DiskStall = "disk_stall", BitRot = "bit_rot", ZoneLoss = "zone_loss", RegionLoss = "region_loss", PartitionFull = "partition_full", PartitionPartial = "partition_partial", LinkSlow = "link_slow", MsgLoss = "msg_loss", MsgDup = "msg_dup", MsgReorder = "msg_reorder", ClockStep = "clock_step", ClockDrift = "clock_drift", DnsFail = "dns_fail", DepDown = "dep_down", DepSlow = "dep_slow", Overload = "overload", ConfigPush = "config_push", OperatorError = "operator_error", Byzantine = "byzantine" }
}

words! {
    /// Values of `Stance`.
    Stance { TolerateTransparent = "tolerate_transparent", TolerateDegraded = "tolerate_degraded", FailStop = "fail_stop", OutOfScope = "out_of_scope" }
}

words! {
    /// Values of `ClockSync`.
    ClockSync { None = "none", Ntp = "ntp", Chrony = "chrony", Ptp = "ptp", CloudTime = "cloud_time", Truetime = "truetime" }
}

words! {
    /// Values of `TrafficSteeringKind`.
    TrafficSteeringKind { Dns = "dns", Anycast = "anycast", Lb = "lb", Client = "client" }
}

words! {
    /// Values of `Scheme`.
    Scheme { None = "none", SingleLeaderAsync = "single_leader_async", SingleLeaderSemisync = "single_leader_semisync", SingleLeaderSyncall = "single_leader_syncall", ConsensusRaft = "consensus_raft", ConsensusMultipaxos = "consensus_multipaxos", ConsensusZab = "consensus_zab", ConsensusVr = "consensus_vr", ConsensusBft = "consensus_bft", ConsensusCustom = "consensus_custom", LeaderlessQuorum = "leaderless_quorum", Chain = "chain", MultiLeaderLww = "multi_leader_lww", MultiLeaderVc = "multi_leader_vc", MultiLeaderCertified = "multi_leader_certified", Crdt = "crdt", ExternalManaged = "external_managed", Custom = "custom" }
}

words! {
    /// Values of `ReadPath`.
    ReadPath { LeaderLocal = "leader_local", LeaderLease = "leader_lease", ReadIndex = "read_index", Quorum = "quorum", Follower = "follower", FollowerSession = "follower_session", Nearest = "nearest" }
}

words! {
    /// Values of `AckLevel`.
    AckLevel { LeaderMem = "leader_mem", LeaderReceived = "leader_received", LeaderFsync = "leader_fsync", KMem = "k_mem", KReceived = "k_received", KFsync = "k_fsync", KApplied = "k_applied" }
}

words! {
    /// Values of `ReplicationSessionToken`.
    ReplicationSessionToken { None = "none", Index = "index", EpochIndex = "epoch_index" }
}

words! {
    /// Values of `OperationKind`.
    OperationKind { Read = "read", Write = "write", Cas = "cas", Rmw = "rmw", Scan = "scan", MultiRead = "multi_read", MultiWrite = "multi_write", Delete = "delete" }
}

words! {
    /// Values of `UnderPartition`.
    UnderPartition { Fail = "fail", StaleRead = "stale_read", QueueWrite = "queue_write", AcceptDiverge = "accept_diverge" }
}

words! {
    /// Values of `Idempotent`.
    Idempotent { Natural = "natural", Keyed = "keyed", No = "no" }
}

words! {
    /// Values of `DataClass`.
    DataClass { UserContent = "user_content", Money = "money", Inventory = "inventory", Identity = "identity", Config = "config", Session = "session", Cache = "cache", Telemetry = "telemetry", Counter = "counter", Log = "log", Index = "index" }
}

words! {
    /// Values of `Semantics`.
    Semantics { Register = "register", CasRegister = "cas_register", Counter = "counter", Set = "set", AppendLog = "append_log", Queue = "queue", Document = "document", Graph = "graph", Lock = "lock", Sequence = "sequence" }
}

words! {
    /// Values of `DatasetDeleteSemantics`.
    DatasetDeleteSemantics { Tombstone = "tombstone", Hard = "hard", CryptoErase = "crypto_erase" }
}

words! {
    /// Values of `CapStance`.
    CapStance { Cp = "CP", Ap = "AP", PerOperation = "per_operation" }
}

words! {
    /// Values of `PacelcElse`.
    PacelcElse { El = "EL", Ec = "EC" }
}

words! {
    /// Values of `DegradedMode`.
    DegradedMode { ReadOnly = "read_only", StaleServe = "stale_serve", QueueAndReconcile = "queue_and_reconcile", StaticFallback = "static_fallback", Reject = "reject" }
}

words! {
    /// Values of `Reconcile`.
    Reconcile { None = "none", Manual = "manual", MergeFn = "merge_fn", ReplayLog = "replay_log" }
}

words! {
    /// Values of `ConcurrentWriters`.
    ConcurrentWriters { OnePerKey = "one_per_key", Many = "many" }
}

words! {
    /// Values of `ConflictPolicy`.
    ConflictPolicy { Reject = "reject", Lww = "lww", VectorClockSiblings = "vector_clock_siblings", Crdt = "crdt", AppMerge = "app_merge" }
}

words! {
    /// Values of `InvariantScope`.
    InvariantScope { Key = "key", Shard = "shard", CrossShard = "cross_shard", Global = "global" }
}

words! {
    /// Values of `InvariantKind`.
    InvariantKind { Uniqueness = "uniqueness", NonNegative = "non_negative", Referential = "referential", SumPreserved = "sum_preserved", Monotonic = "monotonic", None = "none" }
}

words! {
    /// Values of `InvariantGuard`.
    InvariantGuard { None = "none", Cas = "cas", SingleKey = "single_key", Transaction = "transaction", Escrow = "escrow", UniqueIndex = "unique_index" }
}

words! {
    /// Values of `DurabilityIntegrity`.
    DurabilityIntegrity { None = "none", Checksum = "checksum", ChecksumRepair = "checksum_repair" }
}

words! {
    /// Values of `DurabilityRepairs`.
    DurabilityRepairs { Serial = "serial", Parallel = "parallel" }
}

words! {
    /// Values of `ResidencyPer`.
    ResidencyPer { Dataset = "dataset", Tenant = "tenant", Row = "row" }
}

words! {
    /// Values of `BackupKind`.
    BackupKind { None = "none", Snapshot = "snapshot", Incremental = "incremental", Pitr = "pitr" }
}

words! {
    /// Values of `VoteRule`.
    VoteRule { TermIndex = "term_index", Clock = "clock", Priority = "priority", None = "none" }
}

words! {
    /// Values of `Rejoin`.
    Rejoin { VoteImmediately = "vote_immediately", CatchUpBeforeVote = "catch_up_before_vote", WipeAndLearn = "wipe_and_learn" }
}

words! {
    /// Values of `Maintenance`.
    Maintenance { ReplaceFirst = "replace_first", RemoveFirst = "remove_first" }
}

words! {
    /// Values of `Reconfig`.
    Reconfig { Joint = "joint", SingleServer = "single_server", Manual = "manual", Gossip = "gossip" }
}

words! {
    /// Values of `VersionSource`.
    VersionSource { LeaderLog = "leader_log", Logical = "logical", VectorClock = "vector_clock", ClientClock = "client_clock", ServerClock = "server_clock", Hlc = "hlc", Tso = "tso", Truetime = "truetime" }
}

words! {
    /// Values of `QuorumScope`.
    QuorumScope { Global = "global", Local = "local" }
}

words! {
    /// Values of `ReadRepair`.
    ReadRepair { Off = "off", Async = "async", Blocking = "blocking" }
}

words! {
    /// Values of `StalenessProfile`.
    StalenessProfile { LnkdSsd = "lnkd_ssd", LnkdDisk = "lnkd_disk", Ymmr = "ymmr", Wan = "wan", Rtt = "rtt" }
}

words! {
    /// Values of `ReplicaOrder`.
    ReplicaOrder { SameAsLeader = "same_as_leader", Own = "own" }
}

words! {
    /// Values of `FailoverMode`.
    FailoverMode { Auto = "auto", Manual = "manual", None = "none" }
}

words! {
    /// Values of `PromoteRule`.
    PromoteRule { AnyAlive = "any_alive", AnyAfterFence = "any_after_fence", MostAdvancedAfterFence = "most_advanced_after_fence", MajorityElection = "majority_election" }
}

words! {
    /// Values of `InSyncSet`.
    InSyncSet { Fixed = "fixed", Dynamic = "dynamic" }
}

words! {
    /// Values of `KeyShape`.
    KeyShape { RandomId = "random_id", Natural = "natural", Tenant = "tenant", TimestampPrefix = "timestamp_prefix", AutoIncrement = "auto_increment", Geo = "geo", Composite = "composite" }
}

words! {
    /// Values of `PartitionScheme`.
    PartitionScheme { None = "none", HashMod = "hash_mod", ConsistentHash = "consistent_hash", Range = "range", Directory = "directory", HashRange = "hash_range", Jump = "jump", Rendezvous = "rendezvous" }
}

words! {
    /// Values of `HotKey`.
    HotKey { None = "none", Salt = "salt", Cache = "cache", SplitKey = "split_key", RequestCoalesce = "request_coalesce", DedicatedShard = "dedicated_shard", LocalAggregate = "local_aggregate" }
}

words! {
    /// Values of `PartitioningSecondaryIndex`.
    PartitioningSecondaryIndex { None = "none", Local = "local", GlobalAsync = "global_async", GlobalSync = "global_sync" }
}

words! {
    /// Values of `RebalanceTrigger`.
    RebalanceTrigger { None = "none", Manual = "manual", Auto = "auto", Reshard = "reshard" }
}

words! {
    /// Values of `RoutingBy`.
    RoutingBy { Client = "client", Proxy = "proxy", Directory = "directory" }
}

words! {
    /// Values of `Balancing`.
    Balancing { RoundRobin = "round_robin", Random = "random", TwoChoices = "two_choices", LeastLoaded = "least_loaded", Hash = "hash" }
}

words! {
    /// Values of `ServiceState`.
    ServiceState { Stateless = "stateless", Stateful = "stateful", Cache = "cache" }
}

words! {
    /// Values of `ServiceRole`.
    ServiceRole { Request = "request", Client = "client", Discovery = "discovery", Config = "config", Coordination = "coordination", Identity = "identity", Dns = "dns" }
}

words! {
    /// Values of `CallClientAvailDependency`.
    CallClientAvailDependency { Hard = "hard", Soft = "soft" }
}

words! {
    /// Values of `CallHiddenRetries`.
    CallHiddenRetries { Known = "known", Unknown = "unknown" }
}

words! {
    /// Values of `RetryOn`.
    RetryOn { ConnectFail = "connect_fail", Unavailable = "unavailable", UnavailableAfterSend = "unavailable_after_send", Timeout = "timeout", Throttled = "throttled", Conflict = "conflict", Permanent = "permanent", Other = "other" }
}

words! {
    /// Values of `Fallback`.
    Fallback { Block = "block", FailFast = "fail_fast", Cached = "cached", Default = "default", Degrade = "degrade", Queue = "queue" }
}

words! {
    /// Values of `HerdCause`.
    HerdCause { Reconnect = "reconnect", Renew = "renew", Cron = "cron", Restart = "restart", Waiters = "waiters" }
}

words! {
    /// Values of `BackoffKind`.
    BackoffKind { None = "none", Fixed = "fixed", Exponential = "exponential" }
}

words! {
    /// Values of `Jitter`.
    Jitter { None = "none", Equal = "equal", Full = "full", Decorrelated = "decorrelated", Pm20 = "pm20" }
}

words! {
    /// Values of `RetryBudgetKind`.
    RetryBudgetKind { None = "none", Ratio = "ratio", TokenBucket = "token_bucket" }
}

words! {
    /// Values of `BreakerKind`.
    BreakerKind { None = "none", Rate = "rate", Consecutive = "consecutive", Concurrency = "concurrency" }
}

words! {
    /// Values of `BreakerScope`.
    BreakerScope { Host = "host", Shard = "shard", Service = "service" }
}

words! {
    /// Values of `DeadlineSource`.
    DeadlineSource { Inherit = "inherit", Fixed = "fixed", None = "none" }
}

words! {
    /// Values of `DeadlineForm`.
    DeadlineForm { Remaining = "remaining", Wall = "wall" }
}

words! {
    /// Values of `IdempotencyMode`.
    IdempotencyMode { None = "none", Natural = "natural", Keyed = "keyed" }
}

words! {
    /// Values of `IdempotencyKeySource`.
    IdempotencyKeySource { ClientIntent = "client_intent", ClientAttempt = "client_attempt", Server = "server" }
}

words! {
    /// Values of `QueueKind`.
    QueueKind { InMemory = "in_memory", BrokerLog = "broker_log", BrokerQueue = "broker_queue", DbOutbox = "db_outbox" }
}

words! {
    /// Values of `QueueDiscipline`.
    QueueDiscipline { Fifo = "fifo", Lifo = "lifo", AdaptiveLifo = "adaptive_lifo", Codel = "codel", Priority = "priority" }
}

words! {
    /// Values of `Delivery`.
    Delivery { AtMostOnce = "at_most_once", AtLeastOnce = "at_least_once", EffectivelyOnce = "effectively_once" }
}

words! {
    /// Values of `QueueOrdering`.
    QueueOrdering { None = "none", PerKey = "per_key", Total = "total" }
}

words! {
    /// Values of `StampedeGuard`.
    StampedeGuard { None = "none", SingleFlight = "single_flight", Xfetch = "xfetch", Lease = "lease" }
}

words! {
    /// Values of `LimiterKind`.
    LimiterKind { None = "none", FixedConcurrency = "fixed_concurrency", AdaptiveGradient = "adaptive_gradient", TokenBucket = "token_bucket" }
}

words! {
    /// Values of `LimiterSignal`.
    LimiterSignal { Latency = "latency", QueueDelay = "queue_delay", Errors = "errors", Cpu = "cpu", None = "none" }
}

words! {
    /// Values of `ShedKind`.
    ShedKind { None = "none", Priority = "priority", Random = "random", ClientQuota = "client_quota", AdaptiveThrottle = "adaptive_throttle", ExpiredFirst = "expired_first" }
}

words! {
    /// Values of `ResourceLimitKind`.
    ResourceLimitKind { Threads = "threads", Connections = "connections", Descriptors = "descriptors", Pool = "pool", Quota = "quota", Partition = "partition" }
}

words! {
    /// Values of `ResourceLimitGrowsWith`.
    ResourceLimitGrowsWith { Load = "load", Fleet = "fleet", None = "none" }
}

words! {
    /// Values of `LockPurpose`.
    LockPurpose { Efficiency = "efficiency", Correctness = "correctness" }
}

words! {
    /// Values of `LockProvider`.
    LockProvider { ConsensusKv = "consensus_kv", DbRow = "db_row", DbAdvisory = "db_advisory", RedisSingle = "redis_single", RedisMulti = "redis_multi", Zk = "zk", Cloud = "cloud", DataGrid = "data_grid", BrokerQueue = "broker_queue" }
}

words! {
    /// Values of `LockScope`.
    LockScope { Key = "key", Shard = "shard", Service = "service", Global = "global" }
}

words! {
    /// Values of `LockMeasureFrom`.
    LockMeasureFrom { RequestSent = "request_sent", ResponseReceived = "response_received" }
}

words! {
    /// Values of `LockOnLoss`.
    LockOnLoss { AbortWork = "abort_work", SelfFence = "self_fence", Continue = "continue" }
}

words! {
    /// Values of `FencingToken`.
    FencingToken { None = "none", Monotonic = "monotonic" }
}

words! {
    /// Values of `TxnSpan`.
    TxnSpan { SingleKey = "single_key", SingleShard = "single_shard", MultiShardOneStore = "multi_shard_one_store", CrossService = "cross_service" }
}

words! {
    /// Values of `TxnProtocol`.
    TxnProtocol { Cas = "cas", LocalAcid = "local_acid", TwoPcDbInternal = "2pc_db_internal", TwoPcXa = "2pc_xa", Percolator = "percolator", Calvin = "calvin", SagaOrchestrated = "saga_orchestrated", SagaChoreo = "saga_choreo", Tcc = "tcc", Outbox = "outbox", ListenToYourself = "listen_to_yourself", Custom = "custom", None = "none" }
}

words! {
    /// Values of `Isolation`.
    Isolation { ReadUncommitted = "read_uncommitted", ReadCommitted = "read_committed", Mav = "mav", MysqlRr = "mysql_rr", RepeatableRead = "repeatable_read", ParallelSnapshot = "parallel_snapshot", Snapshot = "snapshot", Serializable = "serializable", StrongSessionSerializable = "strong_session_serializable", StrictSerializable = "strict_serializable" }
}

words! {
    /// Values of `TransactionAutoRetry`.
    TransactionAutoRetry { None = "none", Rerun = "rerun", Blind = "blind" }
}

words! {
    /// Values of `TransactionMarkerFence`.
    TransactionMarkerFence { None = "none", EpochPerSession = "epoch_per_session", EpochPerTxn = "epoch_per_txn" }
}

words! {
    /// Values of `TransactionConnections`.
    TransactionConnections { One = "one", Several = "several" }
}

words! {
    /// Values of `OutboxVia`.
    OutboxVia { Poll = "poll", Cdc = "cdc" }
}

words! {
    /// Values of `ValidationPropagation`.
    ValidationPropagation { None = "none", W3c = "w3c", B3 = "b3", Custom = "custom" }
}

words! {
    /// Values of `ExperimentEnv`.
    ExperimentEnv { Dev = "dev", Staging = "staging", Production = "production" }
}

words! {
    /// Values of `Property`.
    Property { Lin = "lin", Ryw = "ryw", Mono = "mono", Noloss = "noloss", OneLeader = "one_leader", Si = "si", Ser = "ser", Strict = "strict", Excl = "excl", Order = "order", Once = "once", Convergence = "convergence" }
}

words! {
    /// Values of `LoadTestShape`.
    LoadTestShape { Constant = "constant", Step = "step", Ramp = "ramp", Spike = "spike", Replay = "replay" }
}

words! {
    /// Values of `AlertSeverity`.
    AlertSeverity { Page = "page", Ticket = "ticket", Info = "info" }
}

words! {
    /// Values of `PhaseKind`.
    PhaseKind { Shadow = "shadow", DualWrite = "dual_write", Canary = "canary", Zone = "zone", Region = "region", Full = "full", Cleanup = "cleanup" }
}

words! {
    /// Values of `ChangeKind`.
    ChangeKind { Code = "code", Config = "config", Schema = "schema", Infra = "infra", Data = "data" }
}

words! {
    /// Values of `Touches`.
    Touches { Schema = "schema", Quorum = "quorum", Client = "client" }
}

words! {
    /// Values of `ChangeRisk`.
    ChangeRisk { Low = "low", Med = "med", High = "high" }
}

words! {
    /// Values of `ChangePathKind`.
    ChangePathKind { Release = "release", Config = "config", PolicyData = "policy_data", OsUpdate = "os_update", Agent = "agent", Certificate = "certificate" }
}

words! {
    /// Values of `RiskKind`.
    RiskKind { Partition = "partition", SplitBrain = "split_brain", DegradedMode = "degraded_mode", Overload = "overload", DataLoss = "data_loss", Security = "security", Cost = "cost", Migration = "migration" }
}

words! {
    /// Values of `SkippedReason`.
    SkippedReason { NotApplicable = "not_applicable", Later = "later" }
}

words! {
    /// Values of `ReviewNoteRole`.
    ReviewNoteRole { Default = "default", Planner = "planner", Codereviewer = "codereviewer", Codegen = "codegen" }
}

words! {
    /// Values of `ReviewNoteVerdict`.
    ReviewNoteVerdict { Agree = "agree", Object = "object", Unsure = "unsure" }
}
