//! What decides how one operation is carried out: its own settings where it has some, else those of its dataset.

use crate::brief::{AckLevel, FailureMode, OperationKind, ReadPath, Rejoin, ReplicationSessionToken, Scheme, Stance};
use crate::numbers::fact::Show;
use crate::numbers::facts::{DatasetView, OperationView};
use crate::numbers::{Known, Trace, World};

/// How a dataset is written and read. Values are taken where they decide something, so that a verdict rests on nothing else.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub scheme: Scheme,
    /// Copies that must answer a write.
    pub w: Known<u64>,
    pub ack: Known<AckLevel>,
    /// None where nobody reads under this claim: it is about the order of writes, which a read at the source shows.
    pub reads: Option<Looks>,
}

/// How it is read.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    pub r: Known<u64>,
    pub path: Known<ReadPath>,
    pub dirty: Known<bool>,
    pub token: Known<ReplicationSessionToken>,
}

/// Of a dataset. None where something is missing.
pub(super) fn of_dataset(d: &DatasetView<'_>, t: &mut Trace) -> Option<Settings> {
    let r = d.replication();
    Some(Settings { scheme: t.take(r.scheme())?, w: r.w(), ack: r.ack_level(), reads: Some(whole(d)) })
}

fn whole(d: &DatasetView<'_>) -> Looks {
    let r = d.replication();
    Looks { r: r.r(), path: r.read_path(), dirty: r.dirty_reads(), token: r.session_token() }
}

/// Of an operation. A read is judged with writes as they are made under the same claim, and a write with reads under the
/// same claim: what other operations are content with says nothing about this one.
pub(super) fn of_operation(o: &OperationView<'_>, t: &mut Trace) -> Option<Settings> {
    let d = &o.dataset;
    let alike = |other: &OperationView<'_>| other.id != o.id && other.raw.consistency == o.raw.consistency;
    let writes = o.writes() || o.raw.kind.is_none();
    let writer = if writes { Some(o.clone()) } else { d.operations().find(|x| x.writes() && alike(x)) };
    let reader = if looks(o) { Some(o.clone()) } else { d.operations().find(|x| looks(x) && alike(x)) };
    let (scheme, w, ack) = match &writer {
        Some(x) => (x.scheme(), x.w(), x.ack_level()),
        None => (o.scheme(), d.replication().w(), d.replication().ack_level()),
    };
    let reads = match &reader {
        Some(x) => Some(Looks { r: x.r(), path: x.read_path(), dirty: x.dirty_reads(), token: x.session_token() }),
        None if d.operations().any(|x| looks(&x)) => None,
        None => Some(whole(d)),
    };
    Some(Settings { scheme: t.take(scheme)?, w, ack, reads })
}

/// Whether an operation looks at what is stored; a compare-and-set is decided where writes are ordered.
fn looks(o: &OperationView<'_>) -> bool {
    o.raw.kind.is_none() || (o.reads() && o.raw.kind != Some(OperationKind::Cas))
}

/// A value that takes part in the verdict only where somebody stated it: its default is that nothing special happens.
pub(super) fn if_stated<T: Show + Clone>(known: &Known<T>, t: &mut Trace) -> Option<T> {
    if known.stated() { t.take(known.clone()) } else { known.value.clone() }
}

/// Whether what is acknowledged is on disk wherever the acknowledgement says.
pub(super) fn durable(ack: AckLevel) -> bool {
    matches!(ack, AckLevel::LeaderFsync | AckLevel::KFsync | AckLevel::KApplied)
}

/// Whether the leader alone holds it when it acknowledges.
pub(super) fn leader_alone(ack: AckLevel) -> bool {
    matches!(ack, AckLevel::LeaderMem | AckLevel::LeaderReceived | AckLevel::LeaderFsync)
}

/// Whether a failure that takes what is only in memory, or only in the buffers of the system, is one that the brief says it
/// tolerates.
pub(super) fn forgets(w: &World<'_>, ack: AckLevel, t: &mut Trace) -> bool {
    if durable(ack) {
        return false;
    }
    let memory = matches!(ack, AckLevel::LeaderMem | AckLevel::KMem);
    let takes = |mode: FailureMode| match mode {
        FailureMode::OsCrash | FailureMode::PowerLoss => true,
        FailureMode::ProcessCrash => memory,
        _ => false,
    };
    tolerated(w, takes, t)
}

/// Whether some failure of these modes is stated and tolerated.
pub(super) fn tolerated(w: &World<'_>, takes: impl Fn(FailureMode) -> bool, t: &mut Trace) -> bool {
    w.failures().any(|f| {
        f.raw.mode.is_some_and(&takes)
            && matches!(f.raw.stance, Some(Stance::TolerateTransparent | Stance::TolerateDegraded))
            && t.take(f.mode()).is_some()
    })
}

/// Whether a copy that lost its disk answers and votes at once as if it had lost nothing: only where both are stated.
pub(super) fn wiped(d: &DatasetView<'_>, t: &mut Trace) -> bool {
    let rejoin = d.replication().rejoin();
    rejoin.stated()
        && t.take(rejoin) == Some(Rejoin::VoteImmediately)
        && tolerated(d.world, |mode| mode == FailureMode::DiskLoss, t)
}
