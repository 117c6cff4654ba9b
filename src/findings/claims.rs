//! What operations promise and what copies give, in the words that several rules share. Conditions of single rules live
//! with the rules.

use crate::brief::{
    ConflictPolicy, Consistency, Edit, FailoverMode, Guarantee, InSyncSet, Level, Or, PromoteRule, ReadPath, Scheme,
    Value, VersionSource,
};
use crate::numbers::facts::{DatasetView, OperationView};
use crate::numbers::{At, Known, Origin, Trace};

/// Writes a field of an entity.
pub(super) fn set(at: &At, field: &'static str, value: impl Into<Value>) -> Edit {
    Edit::set(at.field(field).to_string(), value)
}

/// `orders.place`.
pub(super) fn named(o: &OperationView<'_>) -> String {
    format!("{}.{}", o.dataset.id, o.id)
}

/// A level that no copy can keep while it is cut off from the others. Classes after Bailis et al., Highly Available
/// Transactions, 2013.
pub(super) fn needs_contact(claim: &Consistency) -> bool {
    match claim {
        Consistency::Level(level) => !matches!(
            level,
            Level::Mav | Level::ReadCommitted | Level::ReadUncommitted | Level::Causal | Level::Eventual
        ),
        Consistency::Session(_) => false,
        Consistency::Bounded(_) => true,
    }
}

/// Whether a client is promised to see what it wrote itself.
pub(super) fn own_writes(claim: &Consistency) -> bool {
    claim.has(Guarantee::Ryw)
        || claim.linearizable()
        || claim.is(Level::Sequential)
        || claim.is(Level::Causal)
        || claim.is(Level::StrongSessionSerializable)
}

/// Whether an operation looks at what is stored. A compare-and-set is decided where writes are ordered.
pub(super) fn looks(o: &OperationView<'_>) -> bool {
    o.raw.kind.is_none() || (o.reads() && o.raw.kind != Some(crate::brief::OperationKind::Cas))
}

/// How an operation reads what is newest: a majority is asked where one decides, else the one that takes the writes.
pub(super) fn at_the_source(o: &OperationView<'_>) -> &'static str {
    match o.scheme().value {
        Some(Scheme::LeaderlessQuorum) => "quorum",
        Some(scheme) if scheme.is_single_leader() || scheme == Scheme::None => "leader_local",
        _ => "read_index",
    }
}

/// A read that a copy other than the leader may answer.
pub(super) fn from_copy(path: ReadPath) -> bool {
    matches!(path, ReadPath::Follower | ReadPath::FollowerSession | ReadPath::Nearest)
}

/// Writes the leader acknowledges can be missing after a promotion, or from what takes over. Reads only what decides it.
pub(super) fn can_lose(d: &DatasetView<'_>, t: &mut Trace) -> Option<&'static str> {
    let r = d.replication();
    let scheme = t.take(r.scheme())?;
    if !scheme.is_single_leader() || t.take(r.failover_mode()) == Some(FailoverMode::None) {
        return None;
    }
    let rule = t.take(r.failover_promote_rule());
    let careful = matches!(rule, Some(PromoteRule::MostAdvancedAfterFence | PromoteRule::MajorityElection));
    match scheme {
        Scheme::SingleLeaderAsync => return Some("writes are acknowledged before any copy has them"),
        Scheme::SingleLeaderSemisync if !careful => return Some("a copy without the write may be promoted"),
        _ => {}
    }
    if t.take(r.in_sync_set()) == Some(InSyncSet::Dynamic) {
        let all = scheme == Scheme::SingleLeaderSemisync || matches!(t.take(r.acks()), Some(Or::B(_)));
        let min = t.take(r.in_sync_min()).unwrap_or(1);
        let unclean = t.take(r.unclean_election()) == Some(true) || rule == Some(PromoteRule::AnyAlive);
        if !all || min < 2 || unclean {
            return Some("the in-sync set may shrink to the leader alone");
        }
    }
    (t.take(r.sync_degrade()) == Some(true)).then_some("waiting for copies stops when they are missing")
}

/// Why a scheme cannot be linearizable whatever is read where, with the row of the model that shows it.
pub(super) fn forks(scheme: Scheme, d: &DatasetView<'_>, t: &mut Trace) -> Option<(&'static str, &'static str)> {
    match scheme {
        Scheme::MultiLeaderLww => return Some(("of two concurrent acknowledged writes one is dropped", "F5")),
        Scheme::MultiLeaderVc => return Some(("two sites acknowledge writes that never saw each other", "F6")),
        Scheme::Crdt => return Some(("each site answers before it has heard of the others", "F7")),
        Scheme::MultiLeaderCertified => {
            let lww = d.raw.conflict_policy == Some(ConflictPolicy::Lww);
            return lww.then_some(("of two concurrent acknowledged writes one is dropped", "F5"));
        }
        s if !s.is_single_leader() => return None,
        _ => {}
    }
    let r = d.replication();
    let mode = t.take(r.failover_mode())?;
    if mode == FailoverMode::None {
        return None;
    }
    let promote = t.take(r.failover_promote_rule())?;
    let fenced = t.take(r.failover_fence_old())?;
    if scheme == Scheme::SingleLeaderAsync {
        return Some(("a promoted copy need not have what was acknowledged", "B1"));
    }
    if !fenced {
        return Some(("the old leader is not fenced and goes on acknowledging", "B2"));
    }
    let careful = matches!(promote, PromoteRule::MostAdvancedAfterFence | PromoteRule::MajorityElection);
    (scheme == Scheme::SingleLeaderSemisync && !careful)
        .then_some(("the copy that is promoted need not be the one that acknowledged", "B3"))
}

/// How concurrent writes are merged: stated, else what the scheme does by itself, else the default.
pub(super) fn merge_rule(d: &DatasetView<'_>) -> Known<ConflictPolicy> {
    let known = d.conflict_policy();
    let scheme = d.replication().scheme();
    if known.stated() || !scheme.stated() {
        return known;
    }
    let by_scheme = match scheme.value {
        Some(Scheme::MultiLeaderLww) => ConflictPolicy::Lww,
        Some(Scheme::MultiLeaderVc) => ConflictPolicy::VectorClockSiblings,
        Some(Scheme::MultiLeaderCertified) => ConflictPolicy::Reject,
        Some(Scheme::Crdt) => ConflictPolicy::Crdt,
        _ => return known,
    };
    Known { value: Some(by_scheme), at: scheme.at, origin: Origin::Stated }
}

/// Versions that follow a clock somebody has to trust.
pub(super) fn by_clock(source: VersionSource) -> bool {
    matches!(source, VersionSource::ClientClock | VersionSource::ServerClock)
}

/// A count as a value of the file.
pub(super) fn whole(x: u64) -> i64 {
    i64::try_from(x).unwrap_or(i64::MAX)
}

/// The smallest majority.
pub(super) use crate::numbers::facts::majority;

/// An objective in per cent whose complement has two digits, rounded so that at least `down` may fail: 0.00213 gives
/// "99.78%". None where no objective can be written so.
pub(super) fn objective_text(down: f64) -> Option<String> {
    if !(1e-9..0.5).contains(&down) {
        return None;
    }
    // The last digit kept, as a power of ten; a hair is given back for decimals that binary cannot hold.
    let last = down.log10().floor() as i32 - 1;
    let scale = 10f64.powi(-last);
    let rounded = (down * scale * (1.0 - 1e-9)).ceil() / scale;
    if rounded > 0.5 {
        return None;
    }
    let decimals = usize::try_from(-last - 2).unwrap_or(0);
    let text = format!("{:.decimals$}", (1.0 - rounded) * 100.0);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    Some(format!("{text}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objectives_are_rounded_to_what_holds() {
        for (down, text) in
            [(0.001, "99.9%"), (0.0005, "99.95%"), (0.00213, "99.78%"), (0.002_098_9, "99.79%"), (0.5e-5, "99.9995%")]
        {
            assert_eq!(objective_text(down).as_deref(), Some(text), "{down}");
        }
        assert_eq!(objective_text(0.7), None);
        assert_eq!(objective_text(0.0), None);
        assert_eq!(objective_text(f64::NAN), None);
    }
}
