//! Facts of partitioning tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { PartitioningView of Partitioning {
    shard_key: Vec<String> = {shard_key} "partitioning.shard_key";
    key_shape: KeyShape = {key_shape} "partitioning.key_shape";
    shards: u64 = {shards} "partitioning.shards";
    nodes: u64 = {nodes} "partitioning.nodes";
    vnodes_per_node: u64 = {vnodes_per_node} "partitioning.vnodes_per_node";
    shard_cap_rps_r: Rate = {shard_cap[ShardCap].rps_r} "partitioning.shard_cap.rps_r";
    shard_cap_rps_w: Rate = {shard_cap[ShardCap].rps_w} "partitioning.shard_cap.rps_w";
    shard_cap_bytes: Size = {shard_cap[ShardCap].bytes} "partitioning.shard_cap.bytes";
    split_auto: bool = {split[Split].auto} "partitioning.split.auto";
    split_bytes: Size = {split[Split].bytes} "partitioning.split.bytes";
    split_rps: Rate = {split[Split].rps} "partitioning.split.rps";
    hot_key: HotKey = {hot_key} "partitioning.hot_key";
    salts: u64 = {salts} "partitioning.salts";
    secondary_index: PartitioningSecondaryIndex = {secondary_index} "partitioning.secondary_index";
    rebalance_trigger: RebalanceTrigger = {rebalance[Rebalance].trigger} "partitioning.rebalance.trigger";
    rebalance_throttle: Or<Bandwidth, NoneWord> = {rebalance[Rebalance].throttle} "partitioning.rebalance.throttle";
    rebalance_max_parallel: u64 = {rebalance[Rebalance].max_parallel} "partitioning.rebalance.max_parallel";
    rebalance_moved: Fraction = {rebalance[Rebalance].moved} "partitioning.rebalance.moved";
    routing_by: RoutingBy = {routing[Routing].by} "partitioning.routing.by";
    routing_stale_ok: bool = {routing[Routing].stale_ok} "partitioning.routing.stale_ok";
} }
