//! Transactions, as a brief describes them: what keeps them apart, where they read, how they are ended and stamped.

use super::case::{Case, Machine};
use super::claim::Claim;
use crate::brief::{
    Isolation as Word, Level, ReadPath, ReplicaOrder as Order, TransactionAutoRetry, TransactionConnections,
    TransactionMarkerFence, TxnProtocol, TxnSpan, VersionSource,
};
use crate::numbers::facts::{OperationView, TransactionView};
use crate::numbers::{Trace, World};
use crate::verify::Property;
use crate::verify::transactions::clocks::Clocks;
use crate::verify::transactions::markers::Markers;
use crate::verify::transactions::{Isolation, ReplicaOrder, Script, Transactions, script};

/// What each transaction claims: the strongest level of its operations, and that it is whole where markers end it.
pub(super) fn claims(w: &World<'_>) -> Vec<Claim> {
    let mut out = Vec::new();
    for x in w.transactions() {
        let operations: Vec<OperationView<'_>> =
            x.raw.operations.iter().flatten().filter_map(|o| w.operation(&o.id)).collect();
        if let Some(property) = strongest(&operations) {
            let mut claim = Claim::new(&x.at, x.id, property);
            // On two keys, where no row can appear, it comes to the same.
            if property == Property::RepeatableRead {
                claim.judged = Property::Serializable;
            }
            claim.paths = vec![x.at.field("isolation")];
            for o in operations.iter().filter(|o| promised(o) == Some(property)) {
                claim.paths.push(o.at.field("consistency"));
                claim.trace.take(o.consistency());
            }
            let case = apart(&x, &operations, property, &mut claim.trace);
            out.push(claim.case(case));
        }
        let markers = x.raw.marker_fence.filter(|f| *f != TransactionMarkerFence::EpochPerTxn);
        if markers.is_some() && x.raw.connections != Some(TransactionConnections::One) {
            let mut claim = Claim::new(&x.at, x.id, Property::TornFree);
            claim.paths = vec![x.at.field("marker_fence"), x.at.field("connections")];
            claim.trace.take(x.marker_fence());
            let machine = Machine::Markers(Markers { numbered: false });
            out.push(
                claim.case(Ok(Case { machine, bounds: "2 transactions over 2 partitions, 1 late marker".into() })),
            );
        }
    }
    out
}

/// The strongest multi-key level among the promises of some operations.
fn strongest(operations: &[OperationView<'_>]) -> Option<Property> {
    let order =
        [Property::StrictSerializable, Property::Serializable, Property::SnapshotIsolation, Property::RepeatableRead];
    order.into_iter().find(|level| operations.iter().any(|o| promised(o) == Some(*level)))
}

/// The multi-key level that an operation promises.
fn promised(o: &OperationView<'_>) -> Option<Property> {
    use crate::brief::Consistency::Level as Is;
    match o.raw.consistency.as_ref()? {
        Is(Level::StrictSerializable) => Some(Property::StrictSerializable),
        Is(Level::Serializable | Level::StrongSessionSerializable) => Some(Property::Serializable),
        Is(Level::Snapshot) => Some(Property::SnapshotIsolation),
        Is(Level::RepeatableRead) => Some(Property::RepeatableRead),
        _ => None,
    }
}

fn apart(
    x: &TransactionView<'_>,
    operations: &[OperationView<'_>],
    property: Property,
    t: &mut Trace,
) -> Result<Case, String> {
    // Inside one store, and where an isolation is stated, the store keeps transactions apart.
    let one_store = matches!(x.raw.span, Some(TxnSpan::SingleKey | TxnSpan::SingleShard | TxnSpan::MultiShardOneStore));
    let inside = x.raw.protocol.is_none() && (x.raw.isolation.is_some() || one_store);
    let protocol = if inside { None } else { t.take(x.protocol()) };
    if let Some(other) = protocol.filter(|p| !keeps_apart(*p)) {
        return Err(format!("no machine describes the isolation of {}", other.word()));
    }
    if property == Property::StrictSerializable
        && let Some(case) = stamped(x, operations, t)
    {
        return Ok(case);
    }
    let locks = t.take(x.locking_reads()) == Some(true);
    let isolation = match t.take(x.isolation()) {
        Some(Word::ReadUncommitted) => Isolation::ReadUncommitted,
        Some(Word::ReadCommitted | Word::MysqlRr | Word::Snapshot) if locks => Isolation::TwoPhaseLocking,
        Some(Word::ReadCommitted) => Isolation::ReadCommitted,
        Some(Word::MysqlRr) => Isolation::RepeatableRead,
        // What it leaves open, rows that appear, is not in the machine.
        Some(Word::RepeatableRead) if property == Property::RepeatableRead => Isolation::TwoPhaseLocking,
        Some(Word::Snapshot) => Isolation::Snapshot,
        Some(Word::Serializable | Word::StrongSessionSerializable) => Isolation::SerializableSnapshot,
        Some(Word::StrictSerializable) => Isolation::Strict,
        Some(other) => return Err(format!("no machine describes what gives {}", other.word())),
        None => return Err("its isolation is not known".to_owned()),
    };
    let copies = operations.iter().any(|o| {
        o.reads()
            && matches!(t.take(o.read_path()), Some(ReadPath::Follower | ReadPath::FollowerSession | ReadPath::Nearest))
    });
    let order = operations.iter().find_map(|o| t.take(o.dataset.replication().replica_order()));
    let mut scripts: Vec<Script> =
        vec![script::TWO_UPDATES, script::WRITE_SKEW, script::READ_SKEW, script::ROLLED_BACK];
    if copies {
        scripts.extend([script::LONG_FORK, script::REPLICA_READ]);
    }
    let model = Transactions {
        blind_retry: t.take(x.auto_retry()) == Some(TransactionAutoRetry::Blind),
        replica_order: if order == Some(Order::Own) { ReplicaOrder::Own } else { ReplicaOrder::SameAsLeader },
        ..Transactions::new(isolation, script::TWO_UPDATES)
    };
    let all = scripts.iter().map(|script| Transactions { script, ..model }).collect();
    let most = scripts.iter().map(|s| s.len()).max().unwrap_or(0);
    let replica = if copies { ", reads at a replica" } else { "" };
    Ok(Case { machine: Machine::Transactions(all), bounds: format!("{most} transactions on 2 keys{replica}") })
}

/// Protocols under which the stated isolation is what a transaction gets.
fn keeps_apart(protocol: TxnProtocol) -> bool {
    use TxnProtocol as P;
    matches!(protocol, P::Cas | P::LocalAcid | P::TwoPcDbInternal | P::TwoPcXa | P::Percolator | P::Calvin)
}

/// Commits over several shards that are ordered by clocks: within their bound the order may still contradict real time.
fn stamped(x: &TransactionView<'_>, operations: &[OperationView<'_>], t: &mut Trace) -> Option<Case> {
    if t.take(x.span()) != Some(TxnSpan::MultiShardOneStore) {
        return None;
    }
    let r = operations.iter().map(|o| o.dataset.replication()).find(|r| {
        matches!(r.raw.version_source, Some(VersionSource::Hlc | VersionSource::Truetime | VersionSource::ServerClock))
    })?;
    t.take(r.version_source());
    let machine = Clocks { bound: 2, ahead: 2, commit_wait: t.take(r.commit_wait()) == Some(true), horizon: 6 };
    Some(Case {
        machine: Machine::Clocks(machine),
        bounds: "3 transactions on 2 keys, clocks within their bound".into(),
    })
}
