//! Counts of copies and votes: sets that miss each other, votes that buy nothing, memory that is lost (QUO-01, 02, 06 to
//! 13). Where copies stand is in `placement`.

use super::claims::{majority, named, own_writes, set};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::availability::k_of_n;
use crate::brief::{
    AckLevel, BackupKind, Consistency, DegradedMode, DurabilityIntegrity, Edit, FailureMode, InSyncSet, Maintenance,
    Or, QuorumScope, Reconfig, Rejoin, ReplicationSessionToken, Scheme, Stance,
};
use crate::numbers::facts::{DatasetView, FailureView};
use crate::numbers::figure::show_availability;
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// A new leader need not meet the node that has the write.
    DISJOINT = "QUO-01" "quorums-do-not-meet" Error Never,
    "the write quorum and the election quorum can miss each other", disjoint
);
rule!(
    /// One vote more, no loss more.
    EVEN = "QUO-02" "even-voters" Warn Justified,
    "an even number of voters survives no more losses than one fewer", even, suppressed_by ["QUO-01"]
);
rule!(
    /// Fallback nodes are not the owners.
    SLOPPY = "QUO-06" "sloppy-quorum-under-claim" Error Never,
    "a sloppy quorum is taken for one that overlaps", sloppy
);
rule!(
    /// The tolerated loss stops writes.
    STOPS = "QUO-07" "tolerated-loss-stops-writes" Warn Justified,
    "the loss that is tolerated stops writes", stops
);
rule!(
    /// Every commit waits for more.
    CROWDED = "QUO-08" "too-many-voters" Warn Justified,
    "more voters than pay off", crowded
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
    /// One out for maintenance, none to lose.
    THIN = "QUO-12" "no-spare-in-maintenance" Warn Justified,
    "maintenance leaves no loss to survive", thin
);
rule!(
    /// Two views of the members, two majorities.
    TWO_VIEWS = "QUO-13" "membership-without-agreement" Error Never,
    "membership changes without a majority of the old members", two_views
);

fn whole(x: u64) -> i64 {
    i64::try_from(x).unwrap_or(i64::MAX)
}

/// Takes a stated value away, so that the one that follows from n is used.
fn derive(d: &DatasetView<'_>, field: &'static str, stated: bool) -> Option<Edit> {
    stated.then(|| Edit::unset(d.at.field(field).to_string()))
}

fn disjoint(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = Trace::new();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_consensus() || r.raw.quorum.is_some() {
            continue;
        }
        let (Some(n), Some(commit), Some(elect)) = (t.take(r.n()), t.take(r.w()), t.take(r.election_quorum())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let mut why = Vec::new();
        if commit + elect <= n {
            why.push(format!(
                "write quorum {commit} + election quorum {elect} <= {n}: a new leader can miss an acknowledged write"
            ));
        }
        // A ballot of multi-paxos belongs to one proposer, so two of them never share one.
        if 2 * elect <= n && scheme != Scheme::ConsensusMultipaxos {
            why.push(format!("2 x election quorum {elect} <= {n}: two leaders in one term"));
        }
        let honest = 2 * n / 3 + 1;
        if scheme == Scheme::ConsensusBft && commit < honest {
            why.push(format!("w = {commit} < floor(2 x {n} / 3) + 1 = {honest}: two quorums may share liars only"));
        }
        if why.is_empty() {
            continue;
        }
        let text = format!("{}: {}", d.id, why.join("; "));
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("replication.election_quorum"))
            .because(d.at.field("replication.w"));
        let need = (n + 1).saturating_sub(commit).max(majority(n)).min(n);
        if scheme != Scheme::ConsensusBft {
            finding = finding.fix(
                1,
                format!("election_quorum = {need}: {commit} + {need} > {n}"),
                vec![set(&d.at, "replication.election_quorum", whole(need))],
            );
        }
        let edits: Vec<Edit> = [
            derive(&d, "replication.w", r.raw.w.is_some()),
            derive(&d, "replication.election_quorum", r.raw.election_quorum.is_some()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let both = if scheme == Scheme::ConsensusBft { honest } else { majority(n) };
        out.add(finding.fix(1, format!("leave both out: {both} of {n} is safe by construction"), edits));
    }
}

fn even(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = Trace::new();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()).filter(|s| s.is_consensus() && *s != Scheme::ConsensusBft) else {
            continue;
        };
        let (Some(n), Some(elect)) = (t.take(r.n()), t.take(r.election_quorum())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if n < 2 || n % 2 == 1 || elect != majority(n) || r.raw.quorum.is_some() {
            continue;
        }
        let node = t.num(w.topology().node_availability()).unwrap_or(0.999);
        let up = |n: u64| {
            let small = |x: u64| usize::try_from(x).unwrap_or(usize::MAX);
            k_of_n(small(majority(n)), small(n), node)
                .map_or_else(|_| "-".to_owned(), |a| show_availability(a.up(), a.down()))
        };
        let text = format!(
            "{}: {n} voters survive the loss of {}, as {} do; with nodes that fail alone {} against {} ({})",
            d.id,
            (n - 1) / 2,
            n - 1,
            up(n),
            up(n - 1),
            scheme.word()
        );
        let mut finding = rule.finding(&[&d.at], text, t).because(d.at.field("replication.voters"));
        if r.raw.witnesses.is_some_and(|x| x > 0) {
            finding = finding.because(d.at.field("replication.witnesses"));
        }
        let voters = r.voters().value.unwrap_or(n);
        let plus = whole(r.raw.witnesses.unwrap_or(0) + 1);
        let mut witness = vec![set(&d.at, "replication.witnesses", plus)];
        let mut fewer = vec![
            set(&d.at, "replication.voters", whole(voters.saturating_sub(1).max(1))),
            set(&d.at, "replication.learners", whole(r.raw.learners.unwrap_or(0) + 1)),
        ];
        // Stated quorums follow the new count.
        for field in ["replication.w", "replication.election_quorum"] {
            let stated = if field == "replication.w" { r.raw.w } else { r.raw.election_quorum };
            if stated.is_some() {
                witness.push(set(&d.at, field, whole(majority(n + 1))));
                fewer.push(set(&d.at, field, whole(majority(n - 1))));
            }
        }
        if voters > 2 {
            finding = finding.fix(1, "make one of them a learner: the copy stays, the vote goes", fewer);
        }
        finding = match placed_beside(w, &d) {
            Some(None) => finding.fix(3, "add a witness in another failure domain", witness),
            Some(Some(zone)) => {
                witness.push(Edit::append(d.at.field("replication.placement").to_string(), zone.as_str()));
                finding.fix(3, format!("add a witness in {zone}"), witness)
            }
            None => finding.advise("add a witness in another failure domain"),
        };
        out.add(finding);
    }
}

/// A zone that holds no copy yet, for one more; `Some(None)` when the placement is not stated and need not follow.
fn placed_beside(w: &World<'_>, d: &DatasetView<'_>) -> Option<Option<String>> {
    let replication = d.replication();
    let Some(stated) = &replication.raw.placement else { return Some(None) };
    if stated.iter().any(|z| z.ends_with('*')) {
        return Some(None);
    }
    let all = w.brief.region.iter().flat_map(|(r, region)| region.zone.keys().map(move |z| format!("{r}/{z}")));
    all.into_iter().find(|z| !stated.iter().any(|s| **s == **z)).map(Some)
}

fn sloppy(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets().filter(|d| d.replication().raw.sloppy_quorum == Some(true)) {
        let r = d.replication();
        for o in d.operations() {
            let mut t = Trace::new();
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
            let (Some(n), Some(reads), Some(writes)) = (t.take(r.n()), t.take(o.r()), t.take(o.w())) else { continue };
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

/// The failure of a mode that strikes a dataset and is tolerated.
pub(super) fn tolerated<'a>(w: &'a World<'a>, mode: FailureMode, at: &At, t: &mut Trace) -> Option<FailureView<'a>> {
    let name = at.to_string();
    let found = w.failures().find(|f| {
        f.raw.mode == Some(mode)
            && f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|r| r.id.as_ref() == name || r.contains('/')))
    })?;
    let stance = found.stance();
    let tolerant = matches!(stance.value, Some(Stance::TolerateTransparent | Stance::TolerateDegraded));
    tolerant.then(|| {
        t.take(stance);
        found
    })
}

fn stops(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = Trace::new();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        let counts = scheme.is_consensus()
            || matches!(scheme, Scheme::LeaderlessQuorum | Scheme::SingleLeaderSemisync | Scheme::SingleLeaderSyncall);
        let degrades =
            r.raw.sync_degrade == Some(true) || r.raw.in_sync.as_ref().and_then(|s| s.set) == Some(InSyncSet::Dynamic);
        if !counts || degrades || r.raw.quorum.is_some() {
            continue;
        }
        let Some(failure) = tolerated(w, FailureMode::NodeLoss, &d.at, &mut t) else { continue };
        // To stop writing can be the degraded mode that was meant.
        let meant = failure.stance().value == Some(Stance::TolerateDegraded)
            && matches!(d.raw.degraded_mode, Some(m) if m != DegradedMode::Reject);
        let Some(lost) = t.take(failure.concurrent_max()) else { continue };
        let (Some(n), Some(commit)) = (t.take(r.n()), t.take(r.w())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let most =
            if scheme.is_consensus() { commit.max(t.take(r.election_quorum()).unwrap_or(commit)) } else { commit };
        if meant || n.saturating_sub(most) >= lost {
            continue;
        }
        let left = n.saturating_sub(lost);
        let text = format!(
            "{}: a write needs {most} of {n}, so {} may be lost; the brief tolerates the loss of {lost}, which leaves {left}",
            d.id,
            n.saturating_sub(most)
        );
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(if r.raw.w.is_some() { d.at.field("replication.w") } else { d.at.field("replication.scheme") })
            .because(failure.at.field("concurrent_max"))
            .fix(0, "say that writes stop", vec![set(&failure.at, "stance", "fail_stop")]);
        let m = majority(n);
        if scheme == Scheme::LeaderlessQuorum && n - m >= lost {
            let edits = vec![set(&d.at, "replication.w", whole(m)), set(&d.at, "replication.r", whole(m))];
            finding = finding.fix(1, format!("w = {m}, r = {m}"), edits);
        } else if scheme.is_consensus() && n - m >= lost && (r.raw.w.is_some() || r.raw.election_quorum.is_some()) {
            let stated = [
                derive(&d, "replication.w", r.raw.w.is_some()),
                derive(&d, "replication.election_quorum", r.raw.election_quorum.is_some()),
            ];
            finding = finding.fix(1, format!("majorities: {m} of {n}"), stated.into_iter().flatten().collect());
        } else {
            finding = finding.advise("more copies, or an acknowledgement by fewer of them");
        }
        out.add(finding);
    }
}

fn crowded(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = Trace::new();
        let r = d.replication();
        // Byzantine protocols need 3f + 1 voters: seven survive only two faults.
        let Some(scheme) = t.take(r.scheme()).filter(|s| s.is_consensus() && *s != Scheme::ConsensusBft) else {
            continue;
        };
        let (Some(n), Some(commit)) = (t.take(r.n()), t.take(r.w())) else { continue };
        if n <= 7 {
            continue;
        }
        let voters = r.voters().value.unwrap_or(n);
        let text = format!(
            "{}: {n} voters, each commit waits for {commit} of them; 5 survive the loss of 2 with 3 ({})",
            d.id,
            scheme.word()
        );
        let keep = voters.min(5);
        let mut edits = vec![
            set(&d.at, "replication.voters", whole(keep)),
            set(&d.at, "replication.learners", whole(r.raw.learners.unwrap_or(0) + voters - keep)),
        ];
        if r.raw.witnesses.is_some() {
            edits.push(set(&d.at, "replication.witnesses", whole(5 - keep)));
        }
        edits.extend(derive(&d, "replication.w", r.raw.w.is_some()));
        edits.extend(derive(&d, "replication.election_quorum", r.raw.election_quorum.is_some()));
        out.add(rule.finding(&[&d.at], text, t).because(d.at.field("replication.voters")).fix(
            1,
            "5 votes; the other copies stay as learners",
            edits,
        ));
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
        let mut t = Trace::new();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_consensus() && scheme != Scheme::LeaderlessQuorum {
            continue;
        }
        t.take(r.rejoin());
        let Some((how, at)) = forgets(w, &d, &mut t) else { continue };
        let (Some(n), Some(commit)) = (t.take(r.n()), t.take(r.w())) else { continue };
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
        let mut t = Trace::new();
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
        let mut t = Trace::new();
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

fn thin(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = Trace::new();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_consensus() && scheme != Scheme::LeaderlessQuorum {
            continue;
        }
        if t.take(r.n()) != Some(3) || t.take(r.maintenance()) != Some(Maintenance::RemoveFirst) {
            continue;
        }
        let need = t.take(r.w()).unwrap_or(2);
        let Some(failure) = tolerated(w, FailureMode::NodeLoss, &d.at, &mut t) else { continue };
        // What one copy alone can answer survives both.
        if need < 2 {
            continue;
        }
        let text = format!(
            "{}: while one of 3 is out for maintenance, {need} are needed and 2 are there: the loss of one more stops it",
            d.id
        );
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("replication.maintenance"))
            .because(failure.at.field("stance"))
            .fix(
                1,
                "add the new member before the old one goes",
                vec![set(&d.at, "replication.maintenance", "replace_first")],
            );
        if scheme.is_consensus() && r.raw.placement.is_none() && r.raw.w.is_none() && r.raw.election_quorum.is_none() {
            let five = vec![set(&d.at, "replication.voters", whole(5 - r.raw.witnesses.unwrap_or(0)))];
            finding = finding.fix(3, "five voters: one out still leaves one to lose", five);
        }
        out.add(finding);
    }
}

fn two_views(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let Some(how) = d.replication().raw.reconfig.filter(|x| matches!(x, Reconfig::Gossip | Reconfig::Manual))
        else {
            continue;
        };
        let mut t = Trace::new();
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
