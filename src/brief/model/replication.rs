//! The fields of replication of a dataset: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a replication: failover.
    Failover {
        /// Who decides: the system, a person, nobody.
        mode: FailoverMode = D default r#""auto""#;
        /// How long without a sign of life until a leader counts as lost; consensus draws up to an election timeout more.
        detect: Span = D range (0.0, f64::INFINITY);
        /// How long a new leader takes to catch up with the log.
        catch_up: Span = D range (0.0, f64::INFINITY) default r#""0s""#;
        /// Which copy may become the leader.
        promote_rule: PromoteRule = D;
        /// Whether the former leader is kept from writing.
        fence_old: bool = D;
        /// How often the leader is moved on purpose.
        planned: Rate = D range (0.0, f64::INFINITY) default r#""12/y""#;
        /// How long writes wait in such a move; near zero where the leader hands over to a copy that is caught up.
        handover: Span = D range (0.0, f64::INFINITY);
        /// The threshold at which a phi accrual detector takes a node for dead.
        phi: f64 = D range (1.0, 20.0) default "8";
    }
}

record! {
    /// Part of a replication: quorum.
    QuorumPair {
        /// Which sets of copies answer a read, as an expression.
        reads: QuorumText = D;
        /// Which sets of copies confirm a write, as an expression.
        writes: QuorumText = D;
    }
}

record! {
    /// Part of a replication: in sync.
    InSync {
        /// Whether the copies that have to be caught up are fixed, or change.
        set: InSyncSet = D default r#""fixed""#;
        /// Copies in the set below which writes are refused.
        min: u64 = D range (1.0, 15.0) default "1";
    }
}

record! {
    /// Part of a replication: async lag.
    AsyncLag {
        /// How far a copy is behind in the median.
        p50: Span = D range (0.0, f64::INFINITY);
        /// The lag that is exceeded once in a hundred.
        p99: Span = D range (0.0, f64::INFINITY);
        /// The longest lag that is allowed.
        max: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) default r#""unbounded""#;
    }
}

record! {
    /// How a dataset is copied, and who decides.
    Replication {
        /// How copies come to agree.
        scheme: Scheme = H unstated "consensus_raft" default r#""consensus_raft""# suggest "consensus for CP, leaderless_quorum for AP (H)";
        /// Consensus: voters that hold data; n = voters + witnesses.
        voters: u64 = H when "if consensus" range (1.0, 15.0) unstated "3" default "3" suggest "3 in one region, 5 for coordination and control stores [ETCDFAQ]";
        /// Members that vote and hold no data.
        witnesses: u64 = D range (0.0, 7.0) unstated "0" default "0" suggest "0";
        /// Members that hold data and do not vote.
        learners: u64 = D range (0.0, 15.0) unstated "0" default "0" suggest "0";
        /// The zones where the copies are, one for each.
        placement: Vec<Ref<ToZone>> = H unstated "one copy per zone of the first region, round robin" suggest "one voter per zone (H)";
        /// Where the leader normally is.
        leader_home: Ref<ToZone> = D unstated "the first entry of placement" suggest "the region with most clients";
        /// How many votes make a leader.
        election_quorum: u64 = H when "if not majority" range (1.0, 15.0) unstated "majority of n" suggest "majority";
        /// For whom a copy may vote.
        vote_rule: VoteRule = D unstated "term_index" default r#""term_index""# suggest "term_index [RAFT]";
        /// Where reads are answered.
        read_path: ReadPath = H unstated "read_index" remark "quorum where the scheme is leaderless" default r#""read_index""# suggest "read_index";
        /// The leader shows writes that are not yet acknowledged.
        dirty_reads: bool = D unstated "false" default "false" suggest "false";
        /// How often a leader shows that it lives.
        heartbeat: Span = D range (1.0, 5000.0) unstated "100ms" default r#""100ms""# suggest "100ms [ETCDTUNE]";
        /// How long followers wait for a sign before they elect.
        election_timeout: Span = D range (10.0, 50000.0) unstated "1s" default r#""1s""# suggest "1s; ceiling 50s [ETCDTUNE]";
        /// How coarsely followers count the timeout; 0 = to the millisecond.
        tick: Span = D range (0.0, 50000.0) unstated "0s" remark "the heartbeat where the scheme is consensus_raft and the timeout at least 5 of them" suggest "the heartbeat in etcd [ETCDTUNE]";
        /// Whether a candidate asks first if it could win, so that it does not disturb.
        prevote: bool = D unstated "true" default "true" suggest "true";
        /// Whether a leader steps down that cannot reach a majority.
        check_quorum: bool = D unstated "true" default "true" suggest "true";
        /// How long a leader may answer reads without asking the others; 0s is no lease.
        leader_lease: Span = D range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "0s; Spanner 10s [SPANNER]";
        /// The lease is checked again after the value was read.
        lease_recheck_after_read: bool = D unstated "false" default "false" suggest "true";
        /// A new leader commits an entry of its own before it serves reads.
        term_start_barrier: bool = D unstated "true" remark "false where the scheme is custom or consensus_custom" default "true" suggest "true [RAFT]";
        /// How another copy takes over.
        failover: Failover = H when "if single_leader_*" unstated "mode auto" remark "consensus: majority_election, fence_old true; other leaders: any_alive, fence_old false; detect = election_timeout, catch_up 0s, planned 12/y, handover as long as a failover, phi 8" default r#"{ mode = "auto", planned = "12/y", phi = 8 }"# suggest "auto, majority_election, fence_old true";
        /// Mem: process memory, received: OS buffer.
        ack_level: AckLevel = D unstated "k_fsync" default r#""k_fsync""# suggest "k_fsync";
        /// How long it takes until a write is safe on its disk.
        fsync: SpanPair = D unstated "1ms, 10ms" default r#"{ p50 = "1ms", p99 = "10ms" }"# suggest "1ms, 10ms (H)";
        /// How a node comes back.
        rejoin: Rejoin = H when "if quorum scheme" unstated "vote_immediately" remark "QUO-09 looks at it only where it is stated" default r#""vote_immediately""# suggest "catch_up_before_vote [VR12]";
        /// How nodes are taken out for maintenance.
        maintenance: Maintenance = D unstated "remove_first" default r#""remove_first""# suggest "replace_first [ETCDFAQ]";
        /// How members change.
        reconfig: Reconfig = D unstated "single_server" default r#""single_server""# suggest "single_server or joint [RAFT]; gossip: each node its own view";
        /// What tells which of two writes is later.
        version_source: VersionSource = H when "if leaderless, multi-leader or multi-shard transaction" unstated "leader_log with a leader, else server_clock" suggest "logical or vector_clock";
        /// Whether a commit waits until no clock can disagree about its time.
        commit_wait: bool = D unstated "false" default "false" suggest "true with truetime [SPANNER]";
        /// How many copies there are, where the scheme is not consensus.
        n: u64 = H when "if not consensus" range (1.0, 15.0) unstated "3" default "3" suggest "3";
        /// Copies that answer a read.
        r: u64 = H when "if leaderless" range (1.0, 15.0) unstated "2 of 3, else majority of n" suggest "(3, 2, 2) [DYNAMO]";
        /// Copies that confirm a write; with consensus the commit quorum.
        w: u64 = H when "if leaderless" range (1.0, 15.0) unstated "by scheme" remark "async 1, semisync k + 1, syncall n, consensus majority of n; leaderless 2 of 3, else majority of n" suggest "(3, 2, 2) [DYNAMO]";
        /// Quorums written out, where counting is not enough.
        quorum: QuorumPair = O unstated "none" remark "it stands in place of r and w, not beside them";
        /// Whether answers are counted everywhere, or in the client's region only.
        quorum_scope: QuorumScope = H when "if multi-region leaderless" unstated "global" default r#""global""# suggest "global";
        /// Whether other nodes may stand in for copies that are away.
        sloppy_quorum: bool = H when "if leaderless" unstated "false" default "false" suggest "false (Dynamo itself: on [DYNAMO])";
        /// How long writes are kept for a node that is away.
        hinted_handoff_max: Span = D range (0.0, f64::INFINITY) unstated "180min" default r#""180min""# suggest "180min [CASSYAML]";
        /// Whether a read mends copies that it finds behind.
        read_repair: ReadRepair = H when "if leaderless" unstated "blocking" default r#""blocking""# suggest "blocking";
        /// How often copies are compared and mended.
        anti_entropy_interval: Span = D range (0.0, f64::INFINITY) unstated "7d" default r#""7d""# suggest "7d (H)";
        /// How long a mark of deletion is kept; repair has to be quicker.
        tombstone_grace: Span = D range (0.0, f64::INFINITY) unstated "10d" default r#""10d""# suggest "10d [CASSYAML]";
        /// A session stays with one replica.
        sticky_sessions: bool = D unstated "false" default "false";
        /// Which measured delays of writes, acknowledgements, reads and answers fit best.
        staleness_profile: StalenessProfile = O unstated "rtt" remark "which is topology.rtt" default r#""rtt""# suggest "the published fits [PBS]";
        /// Semi-sync: copies beyond the leader that must answer.
        k: u64 = H when "if semisync" range (1.0, 14.0) unstated "1" default "1" suggest "1";
        /// What the writer waits for (in-sync schemes).
        acks: Or<u64, AllWord> = H when "if in_sync dynamic" unstated "1" remark "moot unless the in-sync set is dynamic and the scheme syncall" default "1" suggest "all; Kafka client default since 3.0 [KAFKADOC]";
        /// Which copies count as caught up, and how many are needed.
        in_sync: InSync = H when "if sync or semi-sync" unstated "set fixed" remark "min 1 if it is dynamic" default r#"{ set = "fixed" }"# suggest "fixed; Kafka ISR and mirrored queues are dynamic, min 2 [KAFKADOC]";
        /// Falls back to asynchronous when standbys are missing.
        sync_degrade: bool = H when "if semisync" unstated "false" default "false" suggest "false";
        /// A copy outside the in-sync set may lead.
        unclean_election: bool = D unstated "false" default "false" suggest "false [KAFKADOC]";
        /// Whether a session carries what it has seen, so that it reads its own writes.
        session_token: ReplicationSessionToken = H when "if follower_session" unstated "none" remark "index with read_path follower_session" default r#""none""# suggest "epoch_index";
        /// How far copies are behind.
        async_lag: AsyncLag = H when "if any asynchronous leg" remark "its max is unbounded" suggest "1s p50 for managed cross-region asynchronous copies [DDBGT]";
        /// The order in which copies apply writes: that of the leader, or their own.
        replica_order: ReplicaOrder = H when "if transactions read replicas" unstated "same_as_leader" default r#""same_as_leader""# suggest "same_as_leader; own: the replica makes commits visible in another order";
        /// Why no proven protocol does, where the scheme is one of your own.
        custom_reason: String = H when "if custom, consensus_custom" range (40.0, f64::INFINITY) remark "CHG-04 asks for it" suggest "a scheme of the list";
    }
}
