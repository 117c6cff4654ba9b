//! What a promotion keeps and what it loses: fences, acknowledged writes, single copies, votes (FLV-01, 02, 05, 09, 10).
//! Timeouts of elections and what a new leader knows are in `election`.

use super::claims::{majority, named, set};
use super::out::{Finding, Out};
use super::rule::Rule;
use crate::brief::{
    DataClass, Edit, FailoverMode, FailureMode, InSyncSet, Or, PromoteRule, RiskKind, Scheme, Span, VoteRule,
};
use crate::numbers::facts::DatasetView;
use crate::numbers::failover::lag_of;
use crate::numbers::figure::{Amount, show_ms};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Two leaders, both acknowledging.
    UNFENCED = "FLV-01" "failover-without-fence" Error Never,
    "failover does not fence the old leader", unfenced
);
rule!(
    /// The promise of no loss and the copy that takes over do not fit.
    LOSSY = "FLV-02" "zero-rpo-not-kept" Error Never,
    "no loss is promised, but a new leader may lack acknowledged writes", lossy
);
rule!(
    /// Somebody acts on a value that never was.
    DIRTY = "FLV-05" "dirty-reads-before-failover" Warn Justified,
    "readers see writes that can still vanish", dirty
);
rule!(
    /// One copy is none once its node is gone.
    ALONE = "FLV-09" "single-copy-expected-to-survive" Error Justified,
    "a single copy is expected to survive the loss of its node", alone
);
rule!(
    /// The voters do not ask who has the write.
    BLIND_VOTE = "FLV-10" "vote-ignores-the-log" Error Never,
    "the vote ignores who has the acknowledged write", blind_vote
);

/// Whether the dataset promises that no acknowledged write is lost.
pub(super) fn promises_all(d: &DatasetView<'_>, t: &mut Trace) -> bool {
    matches!(t.take(d.rpo()), Some(Or::A(rpo)) if rpo.get() == 0.0)
}

/// A fenced promotion of the copy that has most.
fn careful(d: &DatasetView<'_>) -> Vec<Edit> {
    vec![
        set(&d.at, "replication.failover.promote_rule", "most_advanced_after_fence"),
        set(&d.at, "replication.failover.fence_old", true),
    ]
}

fn whole(x: u64) -> i64 {
    i64::try_from(x).unwrap_or(i64::MAX)
}

fn unfenced(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        let copies = t.take(r.n()).unwrap_or(1);
        if !scheme.is_single_leader()
            || copies < 2
            || t.take(r.failover_mode()) != Some(FailoverMode::Auto)
            || t.take(r.failover_fence_old()) != Some(false)
        {
            continue;
        }
        let what = if scheme == Scheme::SingleLeaderSyncall && r.in_sync_set().value != Some(InSyncSet::Dynamic) {
            "which goes on answering reads"
        } else {
            "which goes on acknowledging writes"
        };
        let noted = w.brief.risk.values().any(|risk| risk.kind == Some(RiskKind::SplitBrain));
        let risk = if noted { "" } else { "; no risk of that kind is registered" };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text =
            format!("{}: failover is automatic and does not fence the old leader, {what}: split brain{risk}", d.id);
        let consensus = vec![
            set(&d.at, "replication.scheme", "consensus_raft"),
            set(&d.at, "replication.voters", whole(copies)),
            set(&d.at, "replication.failover.promote_rule", "majority_election"),
            set(&d.at, "replication.failover.fence_old", true),
        ];
        let manual = vec![set(&d.at, "replication.failover.mode", "manual")];
        let fence = vec![set(&d.at, "replication.failover.fence_old", true)];
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.failover.fence_old"))
                .because(d.at.field("replication.failover.mode"))
                .fix(
                    1,
                    "fence the old leader before the promotion: epoch check at the storage, watchdog or power-off",
                    fence,
                )
                .fix(1, "let a person promote until then", manual)
                .fix(3, "elect by majority: consensus fences by itself", consensus),
        );
    }
}

/// Nodes that may be lost together and shall be survived; at least one.
fn losses(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> u64 {
    let name = d.at.to_string();
    let mut most = 1;
    for f in w.failures().filter(|f| f.raw.mode == Some(FailureMode::NodeLoss)) {
        let here = f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| **x == *name));
        if here && w.tolerates(FailureMode::NodeLoss, &d.at) && f.raw.concurrent_max.is_some_and(|n| n > most) {
            most = t.take(f.concurrent_max()).unwrap_or(most);
        }
    }
    most
}

/// Why a promise of no loss is not kept.
enum Gap {
    /// An acknowledgement may need nobody beyond the leader: why, and the field that says so.
    Empty(&'static str, &'static str),
    /// The promotion may take a copy without the write: why.
    Missed(String),
}

/// Copies with the write and copies that are asked must overlap among the `n - 1` that are left.
fn gap(w: &World<'_>, d: &DatasetView<'_>, n: u64, t: &mut Trace) -> Option<Gap> {
    let r = d.replication();
    let scheme = r.scheme().value?;
    let mode = t.take(r.failover_mode())?;
    let dynamic = r.in_sync_set().value == Some(InSyncSet::Dynamic);
    let mut inner = Trace::new();
    if scheme.is_single_leader() {
        let acked = inner.take(r.w())?;
        let empty = match scheme {
            Scheme::SingleLeaderAsync if acked < 2 => {
                Some(("writes are acknowledged before any copy has them", "replication.scheme"))
            }
            _ if inner.take(r.sync_degrade()) == Some(true) => {
                Some(("waiting for copies stops when they are missing", "replication.sync_degrade"))
            }
            Scheme::SingleLeaderSyncall if dynamic && matches!(r.acks().value, Some(Or::A(_))) && acked < 2 => {
                inner.take(r.acks());
                Some(("the writer waits for the leader alone", "replication.acks"))
            }
            _ if dynamic && inner.take(r.in_sync_min()).is_none_or(|min| min < 2) => {
                inner.take(r.in_sync_set());
                Some(("the in-sync set may shrink to the leader", "replication.in_sync.min"))
            }
            _ if acked < 2 => Some(("an acknowledgement needs no copy beyond the leader", "replication.w")),
            _ => None,
        };
        // Where nobody takes over, the leader comes back with what it had, unless its disk is lost.
        let gone = [FailureMode::NodeLoss, FailureMode::DiskLoss, FailureMode::ZoneLoss];
        let comes_back = mode == FailoverMode::None && !gone.iter().any(|m| w.tolerates(*m, &d.at));
        if let Some((why, field)) = empty.filter(|_| !comes_back) {
            t.extend(&inner);
            return Some(Gap::Empty(why, field));
        }
        if mode == FailoverMode::None || empty.is_some() {
            return None;
        }
    } else if mode == FailoverMode::None {
        return None;
    }
    let acked = inner.take(r.w())?;
    let chosen = t.take(r.failover_promote_rule())?;
    t.extend(&inner);
    let any = matches!(chosen, PromoteRule::AnyAlive | PromoteRule::AnyAfterFence);
    if dynamic {
        // Every member of the set has the write; only one from outside it can lack it.
        let why = "any copy may be promoted, also one outside the in-sync set";
        return (chosen == PromoteRule::AnyAlive).then(|| Gap::Missed(why.to_owned()));
    }
    let with = acked.saturating_sub(1);
    let asked = match chosen {
        PromoteRule::AnyAlive | PromoteRule::AnyAfterFence => 1,
        PromoteRule::MajorityElection => majority(n),
        PromoteRule::MostAdvancedAfterFence => n.saturating_sub(losses(w, d, t)),
    };
    if with + asked > n - 1 || (scheme.is_consensus() && !any) {
        return None;
    }
    let who = match chosen {
        PromoteRule::MajorityElection => format!("a majority of {asked} is asked at the promotion"),
        PromoteRule::MostAdvancedAfterFence => format!("{asked} may be left to ask at the promotion"),
        _ => "the promotion takes any copy".to_owned(),
    };
    let left = n - 1;
    Some(Gap::Missed(format!(
        "{with} of {left} copies beyond the leader have the write and {who}: {with} + {asked} <= {left}"
    )))
}

/// Writes at risk: rate times lag, where both are known.
fn at_risk(d: &DatasetView<'_>, t: &mut Trace) -> Option<String> {
    let mut inner = Trace::new();
    let (lag, _) = lag_of(d, &mut inner)?;
    let mut rate = 0.0;
    for x in d.workloads() {
        if let (Some(peak), Some(share)) = (inner.num(x.rate_peak()), inner.num(x.mix_writes())) {
            rate += peak * share;
        }
    }
    inner.missing.clear();
    t.extend(&inner);
    let lost = (rate * lag / 1000.0).ceil();
    (lost >= 1.0).then(|| {
        format!("; up to {} writes at risk ({} x {})", Amount::Count(lost), Amount::PerSecond(rate), show_ms(lag))
    })
}

fn lossy(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_single_leader() && !scheme.is_consensus() || !promises_all(&d, &mut t) {
            continue;
        }
        let Some(n) = t.take(r.n()).filter(|n| *n > 1) else { continue };
        let Some(gap) = gap(w, &d, n, &mut t) else { continue };
        let (why, field) = match &gap {
            Gap::Empty(why, field) => {
                let risk = at_risk(&d, &mut t).unwrap_or_default();
                (format!("{why}{risk}"), *field)
            }
            Gap::Missed(why) => (why.clone(), "replication.failover.promote_rule"),
        };
        let lag = lag_of(&d, &mut Trace::quiet()).map_or(2500.0, |(lag, _)| lag);
        t.missing.clear();
        let finding = rule
            .finding(&[&d.at], format!("{}: rpo is 0, but {why}", d.id), t)
            .because(d.at.field(field))
            .because(d.at.field("rpo"));
        let accepted = Span::natural((2.0 * lag).max(1000.0));
        let accept = vec![set(&d.at, "rpo", accepted.to_string())];
        out.add(cured(finding, w, &d, n).fix(1, format!("accept a loss: rpo = {accepted}"), accept));
    }
}

/// Adds the edits that make the acknowledgement and the promotion fit.
fn cured(finding: Finding, w: &World<'_>, d: &DatasetView<'_>, n: u64) -> Finding {
    let r = d.replication();
    let scheme = r.scheme().value;
    if scheme.is_some_and(Scheme::is_consensus) {
        let edits = vec![set(&d.at, "replication.failover.promote_rule", "majority_election")];
        return finding.fix(1, "promote by majority election", edits);
    }
    let f = losses(w, d, &mut Trace::quiet());
    let mut edits = careful(d);
    let dynamic = r.in_sync_set().value == Some(InSyncSet::Dynamic);
    if r.sync_degrade().value == Some(true) {
        edits.push(set(&d.at, "replication.sync_degrade", false));
    }
    if r.raw.w.is_some() {
        edits.push(Edit::unset(d.at.field("replication.w").to_string()));
    }
    if dynamic {
        edits.push(set(&d.at, "replication.in_sync.min", 2));
        if scheme == Some(Scheme::SingleLeaderSyncall) {
            edits.push(set(&d.at, "replication.acks", "all"));
        }
        return finding.fix(1, "acknowledge from two in-sync copies, promote the most advanced behind a fence", edits);
    }
    if f >= n {
        return finding.advise(format!("{n} copies cannot survive {f} losses: add copies"));
    }
    let mut words = "promote the most advanced copy behind a fence".to_owned();
    let asynchronous = scheme == Some(Scheme::SingleLeaderAsync);
    if asynchronous {
        edits.push(set(&d.at, "replication.scheme", "single_leader_semisync"));
        words = format!("wait for {f} more before acknowledging, {words}");
    }
    if asynchronous || scheme == Some(Scheme::SingleLeaderSemisync) && r.k().value.is_none_or(|k| k < f) {
        edits.push(set(&d.at, "replication.k", whole(f)));
    }
    finding.fix(1, words, edits)
}

fn dirty(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let whole_set = r.raw.dirty_reads == Some(true);
        let own = |o: &crate::brief::Operation| o.replication.as_ref().and_then(|x| x.dirty_reads) == Some(true);
        if !whole_set && !d.raw.operation.values().any(own) {
            continue;
        }
        let mut t = out.trace();
        let led = t.take(r.scheme()).is_some_and(Scheme::has_leader);
        if !led || t.take(r.n()).is_none_or(|n| n < 2) || t.take(r.failover_mode()) == Some(FailoverMode::None) {
            continue;
        }
        if whole_set {
            t.take(r.dirty_reads());
            if out.keyed(rule, &[&d.at], &t) {
                continue;
            }
            let text =
                format!("{}: the leader shows writes before they are acknowledged; one can vanish at a failover", d.id);
            let edits = vec![set(&d.at, "replication.dirty_reads", false)];
            out.add(
                rule.finding(&[&d.at], text, t)
                    .because(d.at.field("replication.dirty_reads"))
                    .because(d.at.field("replication.failover.mode"))
                    .fix(1, "show only what is acknowledged", edits),
            );
            continue;
        }
        for o in d.operations().filter(|o| own(o.raw)) {
            let mut t = t.clone();
            t.take(o.dirty_reads());
            if out.keyed(rule, &[&o.at], &t) {
                continue;
            }
            let text = format!("{} reads writes before they are acknowledged; one can vanish at a failover", named(&o));
            let edits = vec![set(&o.at, "replication.dirty_reads", false)];
            out.add(
                rule.finding(&[&o.at], text, t)
                    .because(o.at.field("replication.dirty_reads"))
                    .because(d.at.field("replication.failover.mode"))
                    .fix(1, "show only what is acknowledged", edits),
            );
        }
    }
}

fn alone(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        let single = scheme == Scheme::None || t.take(r.n()) == Some(1);
        if !single || scheme == Scheme::ExternalManaged || !w.tolerates(FailureMode::NodeLoss, &d.at) {
            continue;
        }
        // A cache that is rebuilt from its source has nothing to survive.
        if d.raw.class == Some(DataClass::Cache) && d.raw.system_of_record == Some(false) {
            continue;
        }
        let stance = w.stance_on(FailureMode::NodeLoss, &d.at);
        let at = stance.at.clone();
        t.take(stance);
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: one copy cannot survive the loss of its node, which is said to be tolerated", d.id);
        let mut standby = vec![
            set(&d.at, "replication.scheme", "single_leader_semisync"),
            set(&d.at, "replication.n", 2),
            set(&d.at, "replication.k", 1),
        ];
        standby.extend(careful(&d));
        if r.raw.w.is_some() {
            standby.push(Edit::unset(d.at.field("replication.w").to_string()));
        }
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.scheme"))
                .because(at.clone())
                .fix(3, "one synchronous standby, promoted behind a fence", standby)
                .fix(3, "say that the loss of a node stops it", vec![Edit::set(at.to_string(), "fail_stop")]),
        );
    }
}

fn blind_vote(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let Some(vote) = t.take(r.vote_rule()).filter(|v| *v != VoteRule::TermIndex) else { continue };
        let led = t.take(r.scheme()).is_some_and(Scheme::has_leader);
        if !led
            || t.take(r.n()).is_none_or(|n| n < 2)
            || t.take(r.failover_mode()) != Some(FailoverMode::Auto)
            || t.take(r.failover_promote_rule()) != Some(PromoteRule::MajorityElection)
        {
            continue;
        }
        let (promise, at) = if promises_all(&d, &mut t) {
            ("rpo is 0".to_owned(), d.at.field("rpo"))
        } else {
            let strict = d.operations().find(|o| o.consistency().value.is_some_and(|c| c.linearizable()));
            let Some(o) = strict else { continue };
            t.take(o.consistency());
            (format!("{} is linearizable", named(&o)), o.at.field("consistency"))
        };
        let how = match vote {
            VoteRule::Clock => "the node with the latest clock wins",
            VoteRule::Priority => "the preferred node wins",
            _ => "any node wins",
        };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: {promise}, but {how} the vote, even without the acknowledged write", d.id);
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.vote_rule"))
                .because(at)
                .fix(1, "compare (term, index) in the vote", vec![set(&d.at, "replication.vote_rule", "term_index")])
                .fix(
                    1,
                    "let a person promote after comparing positions",
                    vec![set(&d.at, "replication.failover.mode", "manual")],
                ),
        );
    }
}
