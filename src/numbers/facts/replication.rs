//! Facts of replication tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { ReplicationView of Replication {
    scheme: Scheme = {scheme} "replication.scheme";
    voters: u64 = {voters} "replication.voters";
    witnesses: u64 = {witnesses} "replication.witnesses";
    learners: u64 = {learners} "replication.learners";
    vote_rule: VoteRule = {vote_rule} "replication.vote_rule";
    dirty_reads: bool = {dirty_reads} "replication.dirty_reads";
    heartbeat: Span = {heartbeat} "replication.heartbeat";
    election_timeout: Span = {election_timeout} "replication.election_timeout";
    prevote: bool = {prevote} "replication.prevote";
    check_quorum: bool = {check_quorum} "replication.check_quorum";
    leader_lease: Span = {leader_lease} "replication.leader_lease";
    lease_recheck_after_read: bool = {lease_recheck_after_read} "replication.lease_recheck_after_read";
    failover_mode: FailoverMode = {failover[Failover].mode} "replication.failover.mode";
    failover_catch_up: Span = {failover[Failover].catch_up} "replication.failover.catch_up";
    failover_planned: Rate = {failover[Failover].planned} "replication.failover.planned";
    failover_phi: f64 = {failover[Failover].phi} "replication.failover.phi";
    ack_level: AckLevel = {ack_level} "replication.ack_level";
    rejoin: Rejoin = {rejoin} "replication.rejoin";
    maintenance: Maintenance = {maintenance} "replication.maintenance";
    reconfig: Reconfig = {reconfig} "replication.reconfig";
    commit_wait: bool = {commit_wait} "replication.commit_wait";
    quorum_scope: QuorumScope = {quorum_scope} "replication.quorum_scope";
    sloppy_quorum: bool = {sloppy_quorum} "replication.sloppy_quorum";
    hinted_handoff_max: Span = {hinted_handoff_max} "replication.hinted_handoff_max";
    read_repair: ReadRepair = {read_repair} "replication.read_repair";
    anti_entropy_interval: Span = {anti_entropy_interval} "replication.anti_entropy_interval";
    tombstone_grace: Span = {tombstone_grace} "replication.tombstone_grace";
    sticky_sessions: bool = {sticky_sessions} "replication.sticky_sessions";
    staleness_profile: StalenessProfile = {staleness_profile} "replication.staleness_profile";
    k: u64 = {k} "replication.k";
    acks: Or<u64, AllWord> = {acks} "replication.acks";
    in_sync_set: InSyncSet = {in_sync[InSync].set} "replication.in_sync.set";
    in_sync_min: u64 = {in_sync[InSync].min} "replication.in_sync.min";
    sync_degrade: bool = {sync_degrade} "replication.sync_degrade";
    unclean_election: bool = {unclean_election} "replication.unclean_election";
    async_lag_p50: Span = {async_lag[AsyncLag].p50} "replication.async_lag.p50";
    async_lag_p99: Span = {async_lag[AsyncLag].p99} "replication.async_lag.p99";
    async_lag_max: Or<Span, UnboundedWord> = {async_lag[AsyncLag].max} "replication.async_lag.max";
    replica_order: ReplicaOrder = {replica_order} "replication.replica_order";
    custom_reason: String = {custom_reason} "replication.custom_reason";
} }
