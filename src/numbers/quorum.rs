//! D10 and D11: whether read and write sets meet, what is left after losses, and how likely a read misses a write.

use super::availability::losses_assumed;
use super::facts::{DatasetView, ReplicationView};
use super::figure::{Amount, Better};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::quorum::{System, nwr};
use crate::analysis::staleness;
use crate::brief::{Consistency, Level, QuorumScope, Rejoin, Scheme, StalenessProfile};
use crate::number;

number! { OVERLAP, overlap: "D10" "quorum-overlap", "Quorums", "quorum overlap";
"R + W - N; 2W - N; losses survived N - R and N - W";
"R and W name the same N copies, copies keep what they acknowledged";
Exact; "ABD, DYNAMO, GIFFORD" }

number! { MISSED, missed: "D11" "k-staleness", "Quorums", "k-staleness";
"p = C(N-W, R) / C(N, R); older than k versions p^k";
"read and write sets are drawn independently, a write stays on the W that acknowledged it";
Upper; "PBS" }

/// N, R and W where they are counted: leaderless, or several writers with both stated.
pub(super) fn counted(d: &DatasetView<'_>, r: &ReplicationView<'_>, t: &mut Trace) -> Option<(u32, u32, u32)> {
    let scheme = t.take(r.scheme())?;
    let meant = scheme == Scheme::LeaderlessQuorum
        || (scheme.is_multi_writer() || scheme == Scheme::Custom) && r.raw.r.is_some() && r.raw.w.is_some();
    if !meant || r.raw.quorum.is_some() {
        return None;
    }
    let small = |x: Option<u64>| x.and_then(|x| u32::try_from(x).ok());
    Some((small(t.take(d.counted_copies()))?, small(t.take(r.r()))?, small(t.take(r.w()))?))
}

/// What voids the overlap, in words.
fn voids(r: &ReplicationView<'_>) -> Vec<&'static str> {
    let mut why = Vec::new();
    if r.raw.sloppy_quorum == Some(true) {
        why.push("void: sloppy quorums answer from outside the N");
    }
    if r.raw.quorum_scope == Some(QuorumScope::Local) {
        why.push("void across regions: quorums are local");
    }
    if r.raw.rejoin == Some(Rejoin::VoteImmediately) {
        why.push("void after a copy forgets: it votes at once");
    }
    why
}

/// One where an operation promises more than a missed write allows.
fn overlap_wanted(d: &DatasetView<'_>) -> Option<Amount> {
    let wants = d.operations().any(|o| match &o.raw.consistency {
        Some(Consistency::Level(level)) => !matches!(
            level,
            Level::Eventual | Level::ReadUncommitted | Level::ReadCommitted | Level::Mav | Level::Causal
        ),
        _ => false,
    });
    wants.then_some(Amount::Count(1.0))
}

fn overlap(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = w.trace();
        if r.raw.quorum.is_some() {
            expressions(&d, out);
        } else if let Some((n, reads, writes)) = counted(&d, &r, &mut t) {
            let found = nwr::overlap(n, reads, writes);
            let shared = found.clone().map(|_| Amount::Count(f64::from(reads) + f64::from(writes) - f64::from(n)));
            let f = out.push("D10", "read-write", &d.at, "overlap R+W-N", or_undefined(shared), Better::Higher, &t);
            f.aim(overlap_wanted(&d));
            for why in voids(&r) {
                f.tell(|| why);
            }
            let twice = found.clone().map(|_| Amount::Count(2.0 * f64::from(writes) - f64::from(n)));
            let f = out.push("D10", "write-write", &d.at, "overlap 2W-N", or_undefined(twice), Better::Higher, &t);
            for why in voids(&r) {
                f.tell(|| why);
            }
            tolerances(w, &d, out, &t, found.map(|o| (o.read_tolerance, o.write_tolerance)));
        } else {
            consensus(w, &d, out);
        }
    }
}

fn tolerances(
    w: &World<'_>,
    d: &DatasetView<'_>,
    out: &mut Figures,
    t: &Trace,
    found: crate::analysis::Result<(u32, u32)>,
) {
    let target = losses_assumed(w, d);
    let reads = or_undefined(found.clone().map(|(r, _)| Amount::Count(f64::from(r))));
    let writes = or_undefined(found.map(|(_, w)| Amount::Count(f64::from(w))));
    out.push("D10", "read-losses", &d.at, "losses reads survive", reads, Better::Higher, t).aim(target.clone());
    out.push("D10", "write-losses", &d.at, "losses writes survive", writes, Better::Higher, t).aim(target);
}

/// Consensus: the commit quorum has to meet the election quorum.
fn consensus(w: &World<'_>, d: &DatasetView<'_>, out: &mut Figures) {
    let r = d.replication();
    let mut t = w.trace();
    if !t.take(r.scheme()).is_some_and(Scheme::is_consensus) {
        return;
    }
    let small = |x: Option<u64>| x.and_then(|x| u32::try_from(x).ok());
    let (Some(n), Some(commit), Some(elect)) =
        (small(t.take(r.n())), small(t.take(r.w())), small(t.take(r.election_quorum())))
    else {
        return;
    };
    let found = nwr::overlap(n, elect, commit);
    let shared = found.clone().map(|_| Amount::Count(f64::from(elect) + f64::from(commit) - f64::from(n)));
    let f = out.push("D10", "commit-vote", &d.at, "nodes in common", or_undefined(shared), Better::Higher, &t);
    f.aim(Some(Amount::Count(1.0))).say("of any commit and any vote");
    let most = commit.max(elect);
    let losses = nwr::overlap(n, most, commit).map(|o| (o.read_tolerance, o.write_tolerance.min(o.read_tolerance)));
    tolerances(w, d, out, &t, losses);
}

/// Quorum systems that are written as expressions.
fn expressions(d: &DatasetView<'_>, out: &mut Figures) {
    let r = d.replication();
    let Some(pair) = &r.raw.quorum else { return };
    let (Some(reads), Some(writes)) = (&pair.reads, &pair.writes) else { return };
    let mut t = d.world.trace();
    t.note(
        r.at.field("replication.quorum"),
        super::fact::Origin::Stated,
        super::fact::Shown::Text(format!("reads {reads}, writes {writes}").into()),
    );
    let system = System::from_both(&reads.0, &writes.0);
    let count = |f: fn(&System) -> crate::analysis::quorum::Result<usize>| match system.as_ref().map(f) {
        Ok(Ok(n)) => Amount::Count(n as f64),
        Ok(Err(why)) => Amount::Undefined(why.to_string()),
        Err(why) => Amount::Undefined(why.to_string()),
    };
    let (read, write) = (count(System::read_resilience), count(System::write_resilience));
    out.push("D10", "read-losses", &d.at, "losses reads survive", read, Better::Higher, &t);
    out.push("D10", "write-losses", &d.at, "losses writes survive", write, Better::Higher, &t);
}

fn missed(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = w.trace();
        let Some((n, reads, writes)) = counted(&d, &r, &mut t) else { continue };
        for (part, label, k) in [("k1", "miss own write", 1), ("k3", "miss 3 writes", 3), ("k10", "miss 10 writes", 10)]
        {
            let p = staleness::older_than_versions(n, reads, writes, k).map(Amount::Share);
            let f = out.push("D11", part, &d.at, label, or_undefined(p), Better::Lower, &t);
            for why in voids(&r) {
                f.tell(|| why);
            }
        }
        // How late a copy is follows from where it stands.
        let distant = r.staleness_profile().value == Some(StalenessProfile::Rtt);
        if let Some(why) = r.placement_short().filter(|_| distant && reads + writes <= n) {
            t.take(r.placement());
            out.push("D11", "fresh", &d.at, "fresh at commit", Amount::Undefined(why), Better::Higher, &t);
        }
    }
}
