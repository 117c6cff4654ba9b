//! Facts of datasets, operations, replication and partitioning whose default depends on other fields.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;
use crate::analysis::consensus::etcd::ELECTION_PER_HEARTBEAT;

/// The smallest majority of n.
pub fn majority(n: u64) -> u64 {
    n / 2 + 1
}

impl DatasetView<'_> {
    /// Sites that write one item at the same time: stated, else many where the scheme or the stance invites it.
    pub fn concurrent_writers(&self) -> Known<ConcurrentWriters> {
        resolve(self.world, self.at.field("concurrent_writers"), self.raw.concurrent_writers, || {
            let scheme = self.replication().scheme().value.unwrap_or(Scheme::ConsensusRaft);
            let many = scheme.is_multi_writer() || self.raw.cap_on_partition == Some(CapStance::Ap);
            Some(if many { ConcurrentWriters::Many } else { ConcurrentWriters::OnePerKey })
        })
    }

    /// The workloads that touch it, with their place in the file.
    pub fn workloads(&self) -> impl Iterator<Item = WorkloadView<'_>> {
        self.world
            .workloads()
            .zip(&self.world.graph.reach)
            .filter(|(_, r)| r.datasets.contains(self.id))
            .map(|(w, _)| w)
    }

    /// Copies among which quorums are counted: those in the clients' region where quorums are local, else all.
    pub fn counted_copies(&self) -> Known<u64> {
        let r = self.replication();
        let n = r.n();
        if r.scheme_used() != Scheme::LeaderlessQuorum || r.raw.quorum_scope != Some(QuorumScope::Local) {
            return n;
        }
        let home = self.workloads().next().and_then(|w| w.main_region().value);
        let (Some(home), Some(copies), Some(placed)) = (home, n.value, r.placement().value) else { return n };
        if r.placement_short().is_some() {
            return Known { value: None, at: r.at.field("replication.placement"), origin: Origin::Missing };
        }
        let zones = self.world.zones_of(&placed);
        let copies = usize::try_from(copies).unwrap_or(usize::MAX).min(10_000);
        match zones.iter().cycle().take(copies).filter(|z| region_of(z) == home.as_ref()).count() {
            0 => n,
            near => Known::derived(near as u64, r.at.field("replication.placement")),
        }
    }

    /// Peak requests per second that reach it: the peak of each workload that touches it, times the calls that carry it.
    pub fn rate_peak(&self) -> Known<Rate> {
        let mut total = 0.0;
        let mut origin = Origin::Stated;
        for w in self.workloads() {
            let rate = w.rate_peak();
            if !rate.stated() {
                origin = Origin::Assumed;
            }
            total += rate.value.map_or(0.0, Rate::get);
        }
        let at = self.workloads().next().map_or_else(|| self.at.clone(), |w| w.at.field("rate_peak"));
        let value = (total > 0.0).then(|| Rate::base(total));
        let origin = if value.is_some() { origin } else { Origin::Missing };
        Known { value, at, origin }
    }
}

impl OperationView<'_> {
    /// What it promises: stated, else linearizable where a wrong answer costs most, else session guarantees.
    pub fn consistency(&self) -> Known<Consistency> {
        resolve(self.world, self.at.field("consistency"), self.raw.consistency.clone(), || {
            let class = self.dataset.class().value;
            let semantics = self.dataset.raw.semantics;
            let strict = matches!(class, Some(DataClass::Money | DataClass::Inventory | DataClass::Identity))
                || matches!(semantics, Some(Semantics::Lock | Semantics::Sequence));
            Some(if strict {
                Consistency::Level(Level::Linearizable)
            } else {
                Consistency::Session(vec![Guarantee::Ryw, Guarantee::Mr])
            })
        })
    }

    /// Whether it reads.
    pub fn reads(&self) -> bool {
        matches!(
            self.raw.kind,
            Some(
                OperationKind::Read
                    | OperationKind::Scan
                    | OperationKind::MultiRead
                    | OperationKind::Rmw
                    | OperationKind::Cas
            )
        )
    }

    /// Whether it writes.
    pub fn writes(&self) -> bool {
        matches!(
            self.raw.kind,
            Some(
                OperationKind::Write
                    | OperationKind::Cas
                    | OperationKind::Rmw
                    | OperationKind::MultiWrite
                    | OperationKind::Delete
            )
        )
    }

    /// Its replication scheme: its own, else the dataset's.
    pub fn scheme(&self) -> Known<Scheme> {
        self.own(|r| r.scheme, "replication.scheme").unwrap_or_else(|| self.dataset.replication().scheme())
    }

    /// Copies a read asks: its own, else the dataset's.
    pub fn r(&self) -> Known<u64> {
        self.own(|r| r.r, "replication.r").unwrap_or_else(|| self.dataset.replication().r())
    }

    /// Copies that must answer a write: its own, else the dataset's.
    pub fn w(&self) -> Known<u64> {
        self.own(|r| r.w, "replication.w").unwrap_or_else(|| self.dataset.replication().w())
    }

    /// How it reads: its own, else the dataset's.
    pub fn read_path(&self) -> Known<ReadPath> {
        self.own(|r| r.read_path, "replication.read_path").unwrap_or_else(|| self.dataset.replication().read_path())
    }

    /// What an acknowledgement means: its own, else the dataset's.
    pub fn ack_level(&self) -> Known<AckLevel> {
        self.own(|r| r.ack_level, "replication.ack_level").unwrap_or_else(|| self.dataset.replication().ack_level())
    }

    /// Whether it may see unacknowledged writes: its own, else the dataset's.
    pub fn dirty_reads(&self) -> Known<bool> {
        self.own(|r| r.dirty_reads, "replication.dirty_reads")
            .unwrap_or_else(|| self.dataset.replication().dirty_reads())
    }

    /// Its session token: its own, else the dataset's.
    pub fn session_token(&self) -> Known<ReplicationSessionToken> {
        self.own(|r| r.session_token, "replication.session_token")
            .unwrap_or_else(|| self.dataset.replication().session_token())
    }

    fn own<T>(&self, pick: impl FnOnce(&OperationReplication) -> Option<T>, field: &'static str) -> Option<Known<T>> {
        let value = pick(self.raw.replication.as_ref()?)?;
        Some(Known { value: Some(value), at: self.at.field(field), origin: Origin::Stated })
    }
}

impl ReplicationView<'_> {
    fn scheme_used(&self) -> Scheme {
        self.scheme().value.unwrap_or(Scheme::ConsensusRaft)
    }

    /// Copies that count: voters and witnesses for consensus, else n; one for scheme none.
    pub fn n(&self) -> Known<u64> {
        let scheme = self.scheme_used();
        if scheme.is_consensus() {
            let voters = self.voters();
            let witnesses = self.raw.witnesses.unwrap_or(0);
            return voters.map(|v| v + witnesses);
        }
        resolve(self.world, self.at.field("replication.n"), self.raw.n, || {
            Some(if scheme == Scheme::None { 1 } else { 3 })
        })
    }

    /// Copies that hold data: n without the witnesses.
    pub fn data_copies(&self) -> Known<u64> {
        if self.scheme_used().is_consensus() { self.voters() } else { self.n() }
    }

    /// Copies a read asks: stated, else a majority where there is no leader, else the leader alone.
    pub fn r(&self) -> Known<u64> {
        resolve(self.world, self.at.field("replication.r"), self.raw.r, || {
            let n = self.n().value?;
            Some(if self.scheme_used() == Scheme::LeaderlessQuorum { majority(n) } else { 1 })
        })
    }

    /// Copies that must answer before a write is acknowledged: stated, else what follows from the scheme.
    pub fn w(&self) -> Known<u64> {
        let at = self.at.field("replication.w");
        if let Some(w) = self.raw.w {
            return Known { value: Some(w), at, origin: Origin::Stated };
        }
        let n = self.n();
        let scheme = self.scheme();
        // What follows from a stated scheme and a stated count is not an assumption.
        let origin = if n.origin.assumed() || scheme.origin.assumed() { Origin::Assumed } else { Origin::Derived };
        let Some(n) = n.value else { return Known { value: None, at, origin: Origin::Missing } };
        let w = match scheme.value.unwrap_or(Scheme::ConsensusRaft) {
            Scheme::None | Scheme::SingleLeaderAsync => 1,
            Scheme::SingleLeaderSemisync => (self.k().value.unwrap_or(1) + 1).min(n),
            Scheme::SingleLeaderSyncall => match (self.in_sync_set().value, self.acks().value) {
                (Some(InSyncSet::Dynamic), Some(Or::A(acks))) => acks,
                (Some(InSyncSet::Dynamic), _) => self.in_sync_min().value.unwrap_or(1),
                _ => n,
            },
            Scheme::Chain | Scheme::MultiLeaderCertified => n,
            Scheme::ConsensusBft => (2 * n) / 3 + 1,
            s if s.is_consensus() => majority(n),
            Scheme::LeaderlessQuorum => return Known { value: Some(majority(n)), at, origin: Origin::Assumed },
            _ => 1,
        };
        Known { value: Some(w), at, origin }
    }

    /// Votes that elect: stated, else a majority.
    pub fn election_quorum(&self) -> Known<u64> {
        resolve(self.world, self.at.field("replication.election_quorum"), self.raw.election_quorum, || {
            self.n().value.map(majority)
        })
    }

    /// One zone for each copy and witness: stated, else one per zone of the first region, round robin.
    pub fn placement(&self) -> Known<Vec<Ref<ToZone>>> {
        resolve(self.world, self.at.field("replication.placement"), self.raw.placement.clone(), || {
            let (region, first) = self.world.brief.region.first()?;
            let n = usize::try_from(self.n().value?).ok()?;
            if first.zone.is_empty() {
                return None;
            }
            Some(first.zone.keys().cycle().take(n).map(|z| Ref::new(&format!("{region}/{z}"))).collect())
        })
    }

    /// What is wrong with a stated placement that names fewer zones than there are copies, in the user's words: nobody said
    /// where the others stand, or there are not so many. What depends on places has no answer then.
    pub fn placement_short(&self) -> Option<String> {
        // Of a store that others run nobody counts the copies.
        if self.raw.placement.is_none() || matches!(self.scheme_used(), Scheme::ExternalManaged | Scheme::Custom) {
            return None;
        }
        self.placement_short_of(usize::try_from(self.n().value?).ok()?)
    }

    /// The same for another count of copies: that of a quorum expression.
    pub fn placement_short_of(&self, copies: usize) -> Option<String> {
        let stated = self.raw.placement.as_ref()?;
        let zones = self.world.zones_of(stated).len();
        let pattern = zones > 0 && stated.iter().any(|z| z.ends_with('*'));
        let word = if zones == 1 { "zone" } else { "zones" };
        (!pattern && zones < copies).then(|| format!("placement names {zones} {word} for {copies} copies"))
    }

    /// Where the leader normally is: stated, else the first place.
    pub fn leader_home(&self) -> Known<Ref<ToZone>> {
        resolve(self.world, self.at.field("replication.leader_home"), self.raw.leader_home.clone(), || {
            self.placement().value?.into_iter().next()
        })
    }

    /// How reads are served: stated, else by quorum where there is no leader, else through the leader with a read index.
    pub fn read_path(&self) -> Known<ReadPath> {
        resolve(self.world, self.at.field("replication.read_path"), self.raw.read_path, || {
            Some(if self.scheme_used() == Scheme::LeaderlessQuorum { ReadPath::Quorum } else { ReadPath::ReadIndex })
        })
    }

    /// Who may be promoted: stated, else a majority election for consensus, else anybody alive.
    pub fn failover_promote_rule(&self) -> Known<PromoteRule> {
        let stated = self.raw.failover.as_ref().and_then(|f| f.promote_rule);
        resolve(self.world, self.at.field("replication.failover.promote_rule"), stated, || {
            Some(if self.scheme_used().is_consensus() { PromoteRule::MajorityElection } else { PromoteRule::AnyAlive })
        })
    }

    /// Whether the old leader is fenced: stated, else as the promotion says; only consensus does it by itself.
    pub fn failover_fence_old(&self) -> Known<bool> {
        let stated = self.raw.failover.as_ref().and_then(|f| f.fence_old);
        resolve(self.world, self.at.field("replication.failover.fence_old"), stated, || {
            let promote = self.raw.failover.as_ref().and_then(|f| f.promote_rule);
            let behind_fence =
                matches!(promote, Some(PromoteRule::MostAdvancedAfterFence | PromoteRule::AnyAfterFence));
            Some(behind_fence || self.scheme_used().is_consensus())
        })
    }

    /// Time without a sign of life until a leader counts as lost: stated, else the election timeout.
    pub fn failover_detect(&self) -> Known<Span> {
        let stated = self.raw.failover.as_ref().and_then(|f| f.detect);
        resolve(self.world, self.at.field("replication.failover.detect"), stated, || self.election_timeout().value)
    }

    /// How coarsely followers count the timeout: stated, else in heartbeats, as the Raft stores do that refuse a timeout of
    /// less than five of them; where it is less, and in other schemes, not at all.
    pub fn tick(&self) -> Known<Span> {
        resolve(self.world, self.at.field("replication.tick"), self.raw.tick, || {
            let beat = self.heartbeat().value?;
            let counted = self.scheme_used() == Scheme::ConsensusRaft
                && self.failover_detect().value?.get() >= ELECTION_PER_HEARTBEAT * beat.get();
            Some(if counted { beat } else { Span::base(0.0) })
        })
    }

    /// How long writes wait in a planned move of the leader: stated, else as long as when it is lost.
    pub fn failover_handover(&self, lost: Span) -> Known<Span> {
        let stated = self.raw.failover.as_ref().and_then(|f| f.handover);
        resolve(self.world, self.at.field("replication.failover.handover"), stated, || Some(lost))
    }

    /// Where versions come from: stated, else the log of the leader, else the server's clock.
    pub fn version_source(&self) -> Known<VersionSource> {
        resolve(self.world, self.at.field("replication.version_source"), self.raw.version_source, || {
            Some(if self.scheme_used().has_leader() { VersionSource::LeaderLog } else { VersionSource::ServerClock })
        })
    }

    /// Whether a new leader commits an entry of its own before it serves reads: stated, else yes except in custom schemes.
    pub fn term_start_barrier(&self) -> Known<bool> {
        resolve(self.world, self.at.field("replication.term_start_barrier"), self.raw.term_start_barrier, || {
            Some(!matches!(self.scheme_used(), Scheme::Custom | Scheme::ConsensusCustom))
        })
    }

    /// The token a session carries: stated, else an index where reads follow a session, else none.
    pub fn session_token(&self) -> Known<ReplicationSessionToken> {
        resolve(self.world, self.at.field("replication.session_token"), self.raw.session_token, || {
            let follows = self.read_path().value == Some(ReadPath::FollowerSession);
            Some(if follows { ReplicationSessionToken::Index } else { ReplicationSessionToken::None })
        })
    }

    /// Median time to make a write durable on one copy.
    pub fn fsync_p50(&self) -> Known<Span> {
        let stated = self.raw.fsync.as_ref().and_then(|f| f.p50);
        resolve(self.world, self.at.field("replication.fsync.p50"), stated, || Some(Span::base(1.0)))
    }

    /// The 99th percentile of the same.
    pub fn fsync_p99(&self) -> Known<Span> {
        let stated = self.raw.fsync.as_ref().and_then(|f| f.p99);
        resolve(self.world, self.at.field("replication.fsync.p99"), stated, || Some(Span::base(10.0)))
    }
}

impl PartitioningView<'_> {
    /// The scheme: stated, else a directory where there is more than one shard.
    pub fn scheme(&self) -> Known<PartitionScheme> {
        resolve(self.world, self.at.field("partitioning.scheme"), self.raw.scheme, || {
            Some(if self.raw.shards.unwrap_or(1) > 1 { PartitionScheme::Directory } else { PartitionScheme::None })
        })
    }

    /// Distinct shard keys: stated, else the keys of the first workload that touches the dataset.
    pub fn key_cardinality(&self) -> Known<u64> {
        resolve(self.world, self.at.field("partitioning.key_cardinality"), self.raw.key_cardinality, || {
            let dataset = self.world.dataset(self.id)?;
            dataset.workloads().find_map(|w| w.raw.key_count)
        })
    }

    /// Share of operations that touch more than one shard: stated, else the multi-key share where there is more than one.
    pub fn cross_shard_ops(&self) -> Known<Fraction> {
        resolve(self.world, self.at.field("partitioning.cross_shard_ops"), self.raw.cross_shard_ops, || {
            if self.raw.shards.unwrap_or(1) <= 1 {
                return Some(Fraction::base(0.0));
            }
            let dataset = self.world.dataset(self.id)?;
            dataset.workloads().find_map(|w| w.multi_key_ops().value)
        })
    }
}

impl ClockView<'_> {
    /// Mean clock uncertainty: stated, else the bound.
    pub fn skew_mean(&self) -> Known<Span> {
        resolve(self.world, self.at.field("skew_mean"), self.raw.skew_mean, || self.skew_bound().value)
    }
}
