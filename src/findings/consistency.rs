//! Promises of single operations against what their copies can keep: CON-01 to CON-07.

use super::claims::{
    at_the_source, by_clock, can_lose, forks, from_copy, looks, majority, named, needs_contact, own_writes, set, whole,
};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::staleness::quorum_miss;
use crate::brief::{
    ConflictPolicy, Guarantee, Level, ReadPath, ReadRepair, ReplicationSessionToken, Scheme, UnderPartition, Value,
    VersionSource,
};
use crate::numbers::facts::OperationView;
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// An answer on the minority side cannot be both there and right.
    IMPOSSIBLE = "CON-01" "consistent-and-available" Error Never,
    "strong consistency and answers on both sides of a partition are claimed at once", impossible
);
rule!(
    /// Acknowledged writes can vanish or fork.
    FORKED = "CON-02" "linearizable-on-losing-scheme" Error Never,
    "linearizable is claimed on a scheme that loses or forks writes", forked
);
rule!(
    /// A copy behind the leader, or a leader that is none any more, answers.
    STALE = "CON-03" "linearizable-but-stale-reads" Error Never,
    "linearizable reads are served where they can be stale", stale
);
rule!(
    /// Overlap is less than linearizability.
    OVERLAP = "CON-04" "overlap-taken-for-linearizable" Error Never,
    "overlapping quorums are taken for linearizable", overlap
);
rule!(
    /// Read and write sets need not meet.
    OWN_WRITES = "CON-05" "own-writes-missed" Error Never,
    "a client can miss what it wrote itself", own_writes_missed
);
rule!(
    /// The next replica may be behind the last one.
    BACKWARDS = "CON-06" "session-across-replicas" Error Never,
    "session guarantees are claimed on reads from any replica", backwards
);
rule!(
    /// An index means another write after a failover.
    ALIASED = "CON-07" "session-token-without-epoch" Warn Justified,
    "a session token without an epoch is trusted across failovers", aliased
);

/// A list of session guarantees as a value.
fn session() -> Value {
    Value::Array(vec!["ryw".into(), "mr".into()])
}

fn impossible(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()) {
        if o.raw.under_partition.is_none_or(|u| u == UnderPartition::Fail) {
            continue;
        }
        let mut t = out.trace();
        let (Some(claim), Some(under)) = (t.take(o.consistency()), t.take(o.under_partition())) else { continue };
        if !needs_contact(&claim) {
            continue;
        }
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!(
            "{} claims {claim} and under_partition {}: the side without a quorum can answer or be right, not both",
            named(&o),
            under.word()
        );
        out.add(
            rule.finding(&[&o.at], text, t)
                .because(o.at.field("under_partition"))
                .because(o.at.field("consistency"))
                .fix(0, "refuse it under partition", vec![set(&o.at, "under_partition", "fail")])
                .fix(1, "claim session guarantees only", vec![set(&o.at, "consistency", session())]),
        );
    }
}

fn forked(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()) {
        let mut t = out.trace();
        let Some(claim) = t.take(o.consistency()).filter(crate::brief::Consistency::linearizable) else { continue };
        let Some(scheme) = t.take(o.scheme()) else { continue };
        let Some((why, row)) = forks(scheme, &o.dataset, &mut t) else { continue };
        let r = o.dataset.replication();
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!("{} claims {claim} on {}: {why} ({row})", named(&o), scheme.word());
        let own = o.raw.replication.as_ref().is_some_and(|x| x.scheme.is_some());
        let at = if own { &o.at } else { &o.dataset.at };
        let mut finding =
            rule.finding(&[&o.at], text, t).because(at.field("replication.scheme")).because(o.at.field("consistency"));
        if scheme.is_single_leader() {
            for field in ["replication.failover.promote_rule", "replication.failover.fence_old"] {
                finding = finding.because(r.at.field(field));
            }
            let mut edits = vec![
                set(&r.at, "replication.failover.promote_rule", "most_advanced_after_fence"),
                set(&r.at, "replication.failover.fence_old", true),
            ];
            let mut words = "promote the most advanced copy, after fencing the old leader";
            if scheme == Scheme::SingleLeaderAsync {
                edits.insert(0, set(at, "replication.scheme", "single_leader_semisync"));
                words = "acknowledge after one more copy, and promote the most advanced one behind a fence";
            }
            finding = finding.fix(1, words, edits).fix(
                1,
                "no failover: one copy in effect, down until it is repaired",
                vec![set(&r.at, "replication.failover.mode", "none")],
            );
        } else {
            finding = finding.fix(
                2,
                "a consensus protocol for this operation",
                vec![set(&o.at, "replication.scheme", "consensus_raft")],
            );
        }
        let weaker = vec![set(&o.at, "consistency", "eventual")];
        out.add(finding.fix(2, "claim what the scheme gives: eventual", weaker));
    }
}

fn stale(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()).filter(looks) {
        let mut t = out.trace();
        let Some(claim) = t.take(o.consistency()).filter(crate::brief::Consistency::linearizable) else { continue };
        let (Some(path), Some(scheme)) = (t.take(o.read_path()), t.take(o.scheme())) else { continue };
        let r = o.dataset.replication();
        let why = match path {
            p if from_copy(p) => format!("a {} is behind the leader by at least one message (B10)", place(p)),
            ReadPath::LeaderLocal if scheme.is_consensus() => {
                // A lease beside local reads is a leader lease by another name.
                if r.raw.leader_lease.is_some_and(|l| l.get() > 0.0) {
                    continue;
                }
                let timeout = t.num(r.election_timeout()).unwrap_or(1000.0);
                format!("a deposed leader answers from its memory until it notices, {timeout:.0} ms or more (B8)")
            }
            ReadPath::LeaderLocal if scheme == Scheme::MultiLeaderCertified => {
                "a site answers before it has applied what was certified".to_owned()
            }
            // An unfenced single leader forks writes too: CON-02 speaks for both.
            _ => continue,
        };
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!("{} claims {claim} and reads by {}: {why}", named(&o), path.word());
        let own = o.raw.replication.as_ref().is_some_and(|x| x.read_path.is_some());
        let at = if own { &o.at } else { &o.dataset.at };
        let better = at_the_source(&o);
        out.add(
            rule.finding(&[&o.at], text, t)
                .because(at.field("replication.read_path"))
                .because(o.at.field("consistency"))
                .fix(
                    1,
                    "ask a quorum before answering, for this operation",
                    vec![set(&o.at, "replication.read_path", better)],
                )
                .fix(
                    2,
                    "say how old an answer may be",
                    vec![crate::brief::Edit::set(
                        o.at.field("consistency").to_string(),
                        Value::Table([("bounded".to_owned(), Value::from("5s"))].into_iter().collect()),
                    )],
                ),
        );
    }
}

fn place(path: ReadPath) -> &'static str {
    if path == ReadPath::Nearest { "nearest copy" } else { "follower" }
}

fn overlap(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()) {
        let mut t = out.trace();
        if t.take(o.scheme()) != Some(Scheme::LeaderlessQuorum) {
            continue;
        }
        let Some(claim) = t.take(o.consistency()).filter(crate::brief::Consistency::linearizable) else { continue };
        let r = o.dataset.replication();
        let (mut why, mut edits, mut at, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        if let (None, Some(n), Some(reads), Some(writes)) =
            (&r.raw.quorum, t.take(o.dataset.counted_copies()), t.take(o.r()), t.take(o.w()))
            && reads + writes <= n
        {
            why.push(format!("R+W = {} <= N = {n}: read and write sets need not meet (A7, A8)", reads + writes));
            let m = majority(n);
            edits.extend([counted(&o, "replication.r", m), counted(&o, "replication.w", m)]);
            words.push("sets that meet");
            at.extend([r.at.field("replication.r"), r.at.field("replication.w")]);
        }
        let repair = t.take(r.read_repair());
        if repair != Some(ReadRepair::Blocking) {
            let repair = repair.map_or("off", ReadRepair::word);
            why.push(format!("read_repair {repair}: a value read once can be gone at the next read (A1)"));
            edits.push(set(&r.at, "replication.read_repair", "blocking"));
            words.push("repair before answering");
            at.push(r.at.field("replication.read_repair"));
        }
        let lww = o.dataset.raw.conflict_policy == Some(ConflictPolicy::Lww);
        let source = t.take(r.version_source());
        if lww || source.is_some_and(by_clock) {
            let skew = t.num(w.clock().skew_bound()).unwrap_or(500.0);
            let by = if lww { "last writer wins" } else { source.map_or("", VersionSource::word) };
            words.push("versions that count, with compare-and-set");
            why.push(format!("{by}: a write up to {skew} ms after another can lose to it (A6)"));
            if lww {
                edits.push(set(&o.dataset.at, "conflict_policy", "reject"));
                at.push(o.dataset.at.field("conflict_policy"));
            }
            if source.is_some_and(by_clock) {
                edits.push(set(&r.at, "replication.version_source", "logical"));
                at.push(r.at.field("replication.version_source"));
            }
        }
        if why.is_empty() {
            continue;
        }
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!("{} claims {claim} on leaderless_quorum; {}", named(&o), why.join("; "));
        let mut finding = rule.finding(&[&o.at], text, t);
        for at in at {
            finding = finding.because(at);
        }
        out.add(
            finding
                .because(o.at.field("consistency"))
                .fix(1, words.join(", "), edits)
                .fix(
                    1,
                    "consensus for this operation (a conditional write)",
                    vec![set(&o.at, "replication.scheme", "consensus_raft")],
                )
                .fix(2, "claim session guarantees only", vec![set(&o.at, "consistency", session())]),
        );
    }
}

/// Sets a count where the operation states its own, else at the dataset.
fn counted(o: &OperationView<'_>, field: &'static str, value: u64) -> crate::brief::Edit {
    let own = o.raw.replication.as_ref().is_some_and(|x| match field {
        "replication.r" => x.r.is_some(),
        _ => x.w.is_some(),
    });
    let at = if own { &o.at } else { &o.dataset.at };
    set(at, field, whole(value))
}

/// Whether a session is tied to what it has seen: by a token, or by staying at one replica.
fn tied(o: &OperationView<'_>, t: &mut Trace) -> bool {
    let token = t.take(o.session_token());
    let sticky = t.take(o.dataset.replication().sticky_sessions());
    token.is_some_and(|x| x != ReplicationSessionToken::None) || sticky == Some(true)
}

fn own_writes_missed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()) {
        let mut t = out.trace();
        let r = o.dataset.replication();
        if t.take(o.scheme()) != Some(Scheme::LeaderlessQuorum) || r.raw.quorum.is_some() {
            continue;
        }
        let Some(claim) = t.take(o.consistency()) else { continue };
        // Linearizable claims on too small sets are CON-04's.
        if !own_writes(&claim) || claim.linearizable() {
            continue;
        }
        let (Some(n), Some(reads), Some(writes)) = (t.take(o.dataset.counted_copies()), t.take(o.r()), t.take(o.w()))
        else {
            out.unjudged(rule, std::slice::from_ref(&o.at), &t);
            continue;
        };
        if reads + writes > n || tied(&o, &mut t) {
            continue;
        }
        let small = |x: u64| u32::try_from(x).unwrap_or(u32::MAX);
        let miss = quorum_miss(small(n), small(reads), small(writes));
        let chance = miss.map_or_else(|_| String::new(), |p| format!(": a read misses the write with P up to {p:.3}"));
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!("{} claims {claim} with N={n} R={reads} W={writes}: R+W <= N{chance}", named(&o));
        let m = majority(n);
        out.add(
            rule.finding(&[&o.at], text, t)
                .because(r.at.field("replication.r"))
                .because(r.at.field("replication.w"))
                .because(o.at.field("consistency"))
                .fix(
                    1,
                    format!("r = {m}, w = {m}: sets that meet"),
                    vec![counted(&o, "replication.r", m), counted(&o, "replication.w", m)],
                )
                .fix(2, "carry what the session wrote", vec![set(&o.at, "replication.session_token", "epoch_index")])
                .fix(2, "drop the promise", vec![set(&o.at, "consistency", "eventual")]),
        );
    }
}

fn backwards(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for o in w.datasets().flat_map(|d| d.operations()).filter(looks) {
        let mut t = out.trace();
        let Some(path) = t.take(o.read_path()) else { continue };
        if !matches!(path, ReadPath::Follower | ReadPath::Nearest) {
            continue;
        }
        let Some(claim) = t.take(o.consistency()) else { continue };
        let promised = claim.has(Guarantee::Ryw) || claim.has(Guarantee::Mr) || claim.is(Level::Causal);
        if !promised || tied(&o, &mut t) {
            continue;
        }
        if out.keyed(rule, &[&o.at], &t) {
            continue;
        }
        let text = format!(
            "{} claims {claim} and reads by {}: the next replica may be behind the last one, and behind the client's own write (B6)",
            named(&o),
            path.word()
        );
        let own = o.raw.replication.as_ref().is_some_and(|x| x.read_path.is_some());
        let at = if own { &o.at } else { &o.dataset.at };
        out.add(
            rule.finding(&[&o.at], text, t)
                .because(at.field("replication.read_path"))
                .because(o.at.field("consistency"))
                .fix(
                    1,
                    "read at the leader, for this operation",
                    vec![set(&o.at, "replication.read_path", at_the_source(&o))],
                )
                .fix(
                    2,
                    "send the last seen term and index along; the follower waits or passes the read on",
                    vec![
                        set(&o.at, "replication.read_path", "follower_session"),
                        set(&o.at, "replication.session_token", "epoch_index"),
                    ],
                ),
        );
    }
}

fn aliased(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let r = d.replication();
        let own = d.operations().find(|o| o.session_token().value == Some(ReplicationSessionToken::Index));
        let (token, at) = match &own {
            _ if r.session_token().value == Some(ReplicationSessionToken::Index) => (r.session_token(), &d.at),
            Some(o) => (o.session_token(), &o.at),
            None => continue,
        };
        t.take(token);
        let Some(why) = can_lose(&d, &mut t) else { continue };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: its session token is an index without an epoch, and {why}: after a failover the same index is another write (B6sf)",
            d.id
        );
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(at.field("replication.session_token"))
                .because(d.at.field("replication.scheme"))
                .fix(
                    2,
                    "term and index in the token; wait, read at the leader or tell the session when the term differs",
                    vec![set(at, "replication.session_token", "epoch_index")],
                ),
        );
    }
}
