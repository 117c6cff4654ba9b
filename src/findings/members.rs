//! Who counts as a member: fallbacks, witnesses, other regions, replicas that forgot, views that differ (QUO-06, 09, 10,
//! 11, 13). How many are needed is in `quorum`.

use super::claims::{majority, named, own_writes, set, whole};
use super::out::Out;
use super::quorum::tolerated;
use super::rule::Rule;
use crate::brief::{
    AckLevel, BackupKind, Consistency, DurabilityIntegrity, FailureMode, Or, QuorumScope, Reconfig, Rejoin,
    ReplicationSessionToken, Scheme,
};
use crate::numbers::facts::DatasetView;
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// Fallback nodes are not the owners.
    SLOPPY = "QUO-06" "sloppy-quorum-under-claim" Error Never,
    "a sloppy quorum is taken for one that overlaps", sloppy
);
rule!(
    /// A node that forgot votes as if it had not.
    AMNESIAC = "QUO-09" "amnesiac-replica-votes" Error Never,
    "a replica that lost its memory votes at once", amnesiac
);
rule!(
    /// Each region has a quorum of its own.
    LOCAL = "QUO-10" "local-quorums-across-regions" Warn Justified,
    "local quorums are taken for global ones", local
);
rule!(
    /// A vote is not a copy.
    WITNESS = "QUO-11" "witness-counted-as-copy" Warn Justified,
    "a witness is counted as a copy", witness
);
rule!(
    /// Two views of the members, two majorities.
    TWO_VIEWS = "QUO-13" "membership-without-agreement" Error Never,
    "membership changes without a majority of the old members", two_views
);

fn sloppy(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets().filter(|d| d.replication().raw.sloppy_quorum == Some(true)) {
        let r = d.replication();
        for o in d.operations() {
            let mut t = out.trace();
            t.take(r.sloppy_quorum());
            if t.take(o.scheme()) != Some(Scheme::LeaderlessQuorum) {
                continue;
            }
            let Some(claim) = t.take(o.consistency()) else { continue };
            let token = o.session_token().value.is_some_and(|x| x != ReplicationSessionToken::None);
            let tied = token || r.raw.sticky_sessions == Some(true);
            if !own_writes(&claim) || (tied && !claim.linearizable()) {
                continue;
            }
            let (Some(n), Some(reads), Some(writes)) = (t.take(d.counted_copies()), t.take(o.r()), t.take(o.w()))
            else {
                continue;
            };
            if out.keyed(rule, &[&o.at], &t) {
                continue;
            }
            let text = format!(
                "{} claims {claim}, but with a sloppy quorum {writes} fallback nodes may acknowledge the write and {reads} of the {n} owners answer the read: the sets need not meet (A13)",
                named(&o)
            );
            out.add(
                rule.finding(&[&o.at], text, t)
                    .because(r.at.field("replication.sloppy_quorum"))
                    .because(o.at.field("consistency"))
                    .fix(
                        1,
                        "sloppy_quorum = false; keep hints for repair",
                        vec![set(&r.at, "replication.sloppy_quorum", false)],
                    )
                    .fix(2, "drop the claim and merge on read", vec![set(&o.at, "consistency", "eventual")]),
            );
        }
    }
}

/// How the memory of a replica can be lost, as the brief states it.
fn forgets(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<(String, At)> {
    let r = d.replication();
    let unsynced = [AckLevel::LeaderMem, AckLevel::LeaderReceived, AckLevel::KMem, AckLevel::KReceived];
    let ack = r.ack_level();
    if let Some(level) = ack.value.filter(|a| unsynced.contains(a)) {
        let at = ack.at.clone();
        t.take(ack);
        return Some((format!("acknowledges before the log is on disk ({})", level.word()), at));
    }
    let repaired = d.durability_integrity().value == Some(DurabilityIntegrity::ChecksumRepair);
    for mode in [FailureMode::DiskLoss, FailureMode::BitRot] {
        if mode == FailureMode::BitRot && repaired {
            continue;
        }
        if let Some(f) = tolerated(w, mode, &d.at, t) {
            return Some((format!("comes back after {}", mode.word()), f.at.field("stance")));
        }
    }
    let backup = d.raw.backup.as_ref().and_then(|b| b.kind).filter(|k| *k != BackupKind::None)?;
    t.take(d.backup_kind());
    Some((format!("may be restored from a backup ({})", backup.word()), d.at.field("backup.kind")))
}

fn amnesiac(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets().filter(|d| d.replication().raw.rejoin == Some(Rejoin::VoteImmediately)) {
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_consensus() && scheme != Scheme::LeaderlessQuorum {
            continue;
        }
        t.take(r.rejoin());
        let Some((how, at)) = forgets(w, &d, &mut t) else { continue };
        let (Some(n), Some(commit)) = (t.take(r.n()), t.take(r.w())) else { continue };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a replica that {how} votes at once with an empty memory; a write on {commit} of {n} is then on {} (A12)",
            d.id,
            commit.saturating_sub(1)
        );
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.rejoin"))
                .because(at)
                .fix(
                    1,
                    "wipe it, let it rejoin as a learner, then promote it",
                    vec![set(&d.at, "replication.rejoin", "wipe_and_learn")],
                )
                .fix(
                    2,
                    "no vote until it has caught up from a quorum",
                    vec![set(&d.at, "replication.rejoin", "catch_up_before_vote")],
                ),
        );
    }
}

fn local(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets().filter(|d| d.replication().raw.quorum_scope == Some(QuorumScope::Local)) {
        let mut t = out.trace();
        let r = d.replication();
        if t.take(r.scheme()) != Some(Scheme::LeaderlessQuorum) {
            continue;
        }
        t.take(r.quorum_scope());
        let Some(placement) = t.take(r.placement()) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let mut regions: Vec<&str> = placement.iter().filter_map(|z| z.split('/').next()).collect();
        regions.sort_unstable();
        regions.dedup();
        let from: Vec<_> = d
            .workloads()
            .filter(|x| {
                x.raw.client_regions.as_ref().is_some_and(|c| c.0.values().filter(|s| s.get() > 0.0).count() > 1)
            })
            .map(|x| x.at.field("client_regions"))
            .collect();
        let Some(clients) = from.first() else { continue };
        if regions.len() < 2 {
            continue;
        }
        let claims: Vec<_> = d.operations().filter(|o| o.consistency().value.is_some_and(|c| own_writes(&c))).collect();
        let Some(first) = claims.first() else { continue };
        let claim = t.take(first.consistency()).unwrap_or(Consistency::Session(Vec::new()));
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{} claims {claim} to clients of several regions, but quorums are counted in each of {} alone: a write in one need not be seen in the next",
            named(first),
            regions.join(", ")
        );
        let lower = claims.iter().map(|o| set(&o.at, "consistency", "eventual")).collect();
        let m = majority(r.n().value.unwrap_or(3));
        let global = vec![
            set(&d.at, "replication.quorum_scope", "global"),
            set(&d.at, "replication.r", whole(m)),
            set(&d.at, "replication.w", whole(m)),
        ];
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.quorum_scope"))
                .because(first.at.field("consistency"))
                .because(clients.clone())
                .fix(1, format!("count globally: r = w = {m}, each write crosses regions"), global)
                .fix(2, "claim less across regions", lower)
                .advise("give each key or user a home region and route there"),
        );
    }
}

fn witness(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets().filter(|d| d.replication().raw.witnesses.is_some_and(|x| x > 0)) {
        let mut t = out.trace();
        let r = d.replication();
        if !t.take(r.scheme()).is_some_and(Scheme::is_consensus) {
            continue;
        }
        let (Some(voters), Some(witnesses), Some(commit)) = (t.take(r.voters()), t.take(r.witnesses()), t.take(r.w()))
        else {
            continue;
        };
        let copies = d.raw.durability.as_ref().and_then(|x| x.copies).filter(|c| *c > voters);
        let least = commit.saturating_sub(witnesses);
        let mut why = Vec::new();
        let mut edits = Vec::new();
        let mut finding_at = vec![d.at.field("replication.witnesses")];
        if let Some(copies) = copies {
            t.take(d.durability_copies());
            why.push(format!("{copies} copies are counted on, {voters} hold data"));
            edits.push(set(&d.at, "durability.copies", whole(voters)));
            finding_at.insert(0, d.at.field("durability.copies"));
        }
        if least < 2 {
            why.push(format!("an acknowledgement by {commit} of {} can rest on {least} copy", voters + witnesses));
            edits.push(set(&d.at, "replication.w", whole(witnesses + 2)));
            finding_at.insert(0, d.at.field("replication.w"));
        }
        if why.is_empty() {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: a witness holds no data: {}", d.id, why.join("; "));
        let mut finding = rule.finding(&[&d.at], text, t);
        for at in finding_at {
            finding = finding.because(at);
        }
        if witnesses + 2 <= voters + witnesses {
            let words =
                if least < 2 { "wait for two copies that hold data" } else { "count the copies that hold data" };
            finding = finding.fix(1, words, edits);
        }
        out.add(finding.advise("one more voter that holds data"));
    }
}

fn two_views(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let Some(how) = d.replication().raw.reconfig.filter(|x| matches!(x, Reconfig::Gossip | Reconfig::Manual))
        else {
            continue;
        };
        let mut t = out.trace();
        let r = d.replication();
        t.take(r.reconfig());
        if t.take(r.scheme()) == Some(Scheme::None) {
            continue;
        }
        let linear = d.operations().find(|o| o.consistency().value.is_some_and(|c| c.linearizable()));
        let (claim, at): (String, At) = if let Some(o) = linear {
            let claim = t.take(o.consistency()).map_or_else(String::new, |c| c.to_string());
            (format!("{} claims {claim}", named(&o)), o.at.field("consistency"))
        } else if let Some(Or::A(rpo)) = t.take(d.rpo())
            && rpo.get() <= 0.0
        {
            ("no acknowledged write may be lost (rpo 0)".to_owned(), d.at.field("rpo"))
        } else {
            continue;
        };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {claim}, but members change by {}: two views can each find a majority (B16)",
            d.id,
            if how == Reconfig::Gossip {
                "gossip, each node with its own view"
            } else {
                "hand, without asking the old majority"
            }
        );
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.reconfig"))
                .because(at)
                .fix(
                    1,
                    "one member at a time, agreed by the old majority",
                    vec![set(&d.at, "replication.reconfig", "single_server")],
                )
                .fix(
                    1,
                    "several at once, by two overlapping majorities",
                    vec![set(&d.at, "replication.reconfig", "joint")],
                ),
        );
    }
}
