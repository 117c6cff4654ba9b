//! The fields of partitioning of a dataset: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a partitioning: shard cap.
    ShardCap {
        /// The most reads that one shard serves.
        rps_r: Rate = D range (0.0, f64::INFINITY) default r#""1500/s""#;
        /// The most writes that one shard takes.
        rps_w: Rate = D range (0.0, f64::INFINITY) default r#""500/s""#;
        /// The most that a shard holds.
        bytes: Size = D range (0.0, f64::INFINITY) default r#""5 GB""#;
    }
}

record! {
    /// Part of a partitioning: split.
    Split {
        /// Whether shards split by themselves.
        auto: bool = D;
        /// The size at which one splits.
        bytes: Size = D range (0.0, f64::INFINITY);
        /// The rate at which one splits.
        rps: Rate = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a partitioning: rebalance.
    Rebalance {
        /// What starts a move.
        trigger: RebalanceTrigger = D default r#""none""#;
        /// How fast one node may move data.
        throttle: Or<Bandwidth, NoneWord> = D range (0.0, f64::INFINITY) default r#""50 MB/s""#;
        /// The most moves at a time.
        max_parallel: u64 = D range (1.0, f64::INFINITY) default "1";
        /// The share of the data that one step moves.
        moved: Fraction = D range (0.0, 1.0);
    }
}

record! {
    /// Part of a partitioning: routing.
    Routing {
        /// Who knows which shard has a key: the client, a proxy, a directory.
        by: RoutingBy = D default r#""proxy""#;
        /// An old map does no harm.
        stale_ok: bool = D default "false";
    }
}

record! {
    /// How a dataset is split.
    Partitioning {
        /// The fields that decide on which shard an item lies.
        shard_key: Vec<String> = H unstated "tenant_id" default r#"["tenant_id"]"# suggest "a high-cardinality id, hashed";
        /// What keys begin with: a random id, a tenant, a time.
        key_shape: KeyShape = H unstated "timestamp_prefix" default r#""timestamp_prefix""# suggest "random_id";
        /// How many distinct shard keys there are.
        key_cardinality: u64 = D range (1.0, 1000000000000000.0) unstated "workload.key_count";
        /// How keys become shards.
        scheme: PartitionScheme = H when "if shards > 1" unstated "directory if shards > 1, else none" suggest "consistent_hash, or range with auto-split (H)";
        /// How many shards there are.
        shards: u64 = H range (1.0, 1000000.0) unstated "1" default "1";
        /// How many nodes carry them.
        nodes: u64 = H range (1.0, 100000.0);
        /// Places on the ring for each node; more spread better.
        vnodes_per_node: u64 = D range (1.0, 1024.0) unstated "16" default "16" suggest "16 tokens [CASSYAML]";
        /// What one shard can carry.
        shard_cap: ShardCap = H unstated "rps_r 1500/s, rps_w 500/s, bytes 5 GB" default r#"{ rps_r = "1500/s", rps_w = "500/s", bytes = "5 GB" }"# suggest "3000 read units, 1000 write units, 10 GB [DDB22]";
        /// When a shard becomes two.
        split: Split = D unstated "by scheme" remark "a range scheme splits by itself at 512 MiB, others never" suggest "range 512 MiB [CRDB]";
        /// What is done about one key that is asked for far more than others.
        hot_key: HotKey = D unstated "none" default r#""none""# suggest "cache or request_coalesce for reads, salt for writes";
        /// Over how many keys a hot key is spread, where it is salted.
        salts: u64 = D range (1.0, 1024.0) unstated "1" default "1" suggest "D36";
        /// Whether an index lies beside its shard, across all, or nowhere.
        secondary_index: PartitioningSecondaryIndex = D unstated "none" default r#""none""#;
        /// The share of operations that touch several shards.
        cross_shard_ops: Fraction = H range (0.0, 1.0) unstated "workload.multi_key_ops if shards > 1, else 0" suggest "0";
        /// How data moves between nodes.
        rebalance: Rebalance = D unstated "trigger none, throttle 50 MB/s per node, max_parallel 1" remark "what moves is number D39" default r#"{ trigger = "none", throttle = "50 MB/s", max_parallel = 1 }"# suggest "auto, 50 MB/s per node (H), 1";
        /// How a request finds its shard, and what a wrong one gets.
        routing: Routing = D unstated "proxy, stale_ok false" default r#"{ by = "proxy", stale_ok = false }"# suggest "proxy";
    }
}
