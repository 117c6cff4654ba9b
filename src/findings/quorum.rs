//! Counts of copies and votes: sets that miss each other, votes that buy nothing, losses that stop writes (QUO-01, 02,
//! 07, 08, 12). Who counts is in `members`, where copies stand in `placement`.

use super::claims::{majority, set, whole};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::availability::k_of_n;
use crate::brief::{DegradedMode, Edit, FailureMode, InSyncSet, Maintenance, Scheme, Stance};
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
    /// One out for maintenance, none to lose.
    THIN = "QUO-12" "no-spare-in-maintenance" Warn Justified,
    "maintenance leaves no loss to survive", thin
);

/// Takes a stated value away, so that the one that follows from n is used.
fn derive(d: &DatasetView<'_>, field: &'static str, stated: bool) -> Option<Edit> {
    stated.then(|| Edit::unset(d.at.field(field).to_string()))
}

fn disjoint(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
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
        if out.keyed(rule, &[&d.at], &t) {
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
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()).filter(|s| s.is_consensus() && *s != Scheme::ConsensusBft) else {
            continue;
        };
        let (Some(n), Some(elect), Some(commit)) = (t.take(r.n()), t.take(r.election_quorum()), t.take(r.w())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        // Flexible quorums use an even number on purpose: n / 2 commit, n / 2 + 1 elect.
        let flexible = elect != majority(n) || commit != majority(n);
        if n < 2 || n % 2 == 1 || flexible || r.raw.quorum.is_some() {
            continue;
        }
        let node = t.num(w.topology().node_availability()).unwrap_or(0.999);
        let up = |n: u64| {
            let small = |x: u64| usize::try_from(x).unwrap_or(usize::MAX);
            k_of_n(small(majority(n)), small(n), node)
                .map_or_else(|_| "-".to_owned(), |a| show_availability(a.up(), a.down()))
        };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
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
        finding = match room(w, &d) {
            Room::Free => finding.fix(3, "add a witness in another failure domain", witness),
            Room::Zone(zone) => {
                witness.push(Edit::append(d.at.field("replication.placement").to_string(), zone.as_str()));
                finding.fix(3, format!("add a witness in {zone}"), witness)
            }
            Room::None => finding.advise("add a witness in another failure domain"),
        };
        out.add(finding);
    }
}

/// Where one more vote can stand.
enum Room {
    /// Wherever: the placement is not stated, or a pattern.
    Free,
    /// In a zone that holds no copy yet.
    Zone(String),
    /// Nowhere among the zones of the brief.
    None,
}

fn room(w: &World<'_>, d: &DatasetView<'_>) -> Room {
    let replication = d.replication();
    let Some(stated) = replication.raw.placement.as_ref().filter(|p| !p.iter().any(|z| z.ends_with('*'))) else {
        return Room::Free;
    };
    let all = w.brief.region.iter().flat_map(|(r, region)| region.zone.keys().map(move |z| format!("{r}/{z}")));
    all.into_iter().find(|z| !stated.iter().any(|s| **s == **z)).map_or(Room::None, Room::Zone)
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
        let mut t = out.trace();
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
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a write needs {most} of {n} copies; the loss of {lost} that the brief tolerates leaves {left}, and writes stop",
            d.id
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
        let mut t = out.trace();
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
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
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

fn thin(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
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
        if out.keyed(rule, &[&d.at], &t) {
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
