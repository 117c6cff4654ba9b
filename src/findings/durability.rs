//! Durability: what is lost although somebody counted on it.

use std::fmt::Write as _;

use super::claims::whole;
use super::out::{Out, round_span};
use super::rule::{Rule, Severity};
use crate::analysis::durability::{Repair, YEAR_H, annual_loss, mttdl_h, mttf_from_afr_h};
use crate::brief::{
    AckLevel, BackupKind, DataClass, DatasetDeleteSemantics, Edit, FailureMode, InSyncSet, Or, Rejoin, Scheme, Span,
    Value,
};
use crate::numbers::durability::copy_loss;
use crate::numbers::facts::DatasetView;
use crate::numbers::figure::{Amount, show_ms, show_short};
use crate::numbers::{At, Known, Origin, Shown, Trace, World};
use crate::rule;

rule!(
    /// The power goes, and so do all copies.
    POWER = "DUR-01" "power-loss-loses-writes" Error Justified,
    "a power loss takes acknowledged writes with it", power
);
rule!(
    /// More is lost than was asked for.
    TARGET = "DUR-02" "loss-above-target" Warn Justified,
    "the expected loss exceeds the target", target, reads ["D17"]
);
rule!(
    /// Copies repeat every mistake.
    NO_BACKUP = "DUR-03" "no-backup" Error Justified,
    "the system of record has no backup", no_backup
);
rule!(
    /// The set of copies that must answer shrinks to one.
    SHRINKING = "DUR-04" "in-sync-set-shrinks" Error Justified,
    "the in-sync set may shrink to one copy", shrinking
);

rule!(
    /// Deleted items come back.
    RESURRECTION = "DUR-05" "deletes-resurrect" Warn Never,
    "deleted items can come back", resurrection
);
rule!(
    /// Acknowledged from memory.
    FORGOTTEN = "DUR-06" "acknowledged-from-memory" Error Justified,
    "acknowledged from memory that a tolerated failure erases", forgotten
);

fn resurrection(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        // Only stores that repair copies against each other keep tombstones for that.
        if !matches!(scheme, Scheme::LeaderlessQuorum | Scheme::MultiLeaderLww | Scheme::MultiLeaderVc)
            || t.take(d.delete_semantics()) != Some(DatasetDeleteSemantics::Tombstone)
        {
            continue;
        }
        let (Some(repair), Some(grace)) = (t.num(r.anti_entropy_interval()), t.num(r.tombstone_grace())) else {
            continue;
        };
        if repair < grace {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: repair every {}, tombstones gone after {}: a copy that missed the delete brings the item back",
            d.at,
            show_ms(repair),
            show_ms(grace)
        );
        let shorter = round_span(grace * 0.7, false);
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.anti_entropy_interval"))
                .because(d.at.field("replication.tombstone_grace"))
                .fix(
                    0,
                    format!("repair every {shorter}"),
                    vec![Edit::set(d.at.field("replication.anti_entropy_interval").to_string(), shorter)],
                ),
        );
    }
}

/// Whether a dataset claims that no acknowledged write is lost.
fn loses_nothing(d: &DatasetView<'_>, t: &mut Trace) -> bool {
    matches!(t.take(d.rpo()), Some(Or::A(rpo)) if rpo.get() <= 0.0)
}

/// An acknowledgement that rests in memory: of the dataset, else of an operation that sets its own.
fn from_memory(d: &DatasetView<'_>) -> Option<Known<AckLevel>> {
    let volatile = |k: &Known<AckLevel>| {
        matches!(k.value, Some(AckLevel::LeaderMem | AckLevel::LeaderReceived | AckLevel::KMem | AckLevel::KReceived))
    };
    let whole = d.replication().ack_level();
    if volatile(&whole) {
        return Some(whole);
    }
    d.operations().filter(crate::numbers::facts::OperationView::writes).map(|o| o.ack_level()).find(volatile)
}

/// The level that waits for the disks of the same copies.
fn flushed(level: AckLevel) -> &'static str {
    match level {
        AckLevel::LeaderMem | AckLevel::LeaderReceived => "leader_fsync",
        _ => "k_fsync",
    }
}

fn power(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(ack) = from_memory(&d) else { continue };
        let (place, Some(level)) = (ack.at.clone(), t.take(ack)) else { continue };
        let struck = [FailureMode::PowerLoss, FailureMode::ZoneLoss].into_iter().find(|m| w.tolerates(*m, &d.at));
        let (Some(mode), true) = (struck, loses_nothing(&d, &mut t)) else { continue };
        t.take(w.stance_on(mode, &d.at));
        let Some(placement) = t.take(d.replication().placement()) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if d.replication().placement_short().is_some() {
            continue;
        }
        let mut zones = w.zones_of(&placement);
        let copies = zones.len();
        zones.sort_unstable();
        zones.dedup();
        let [zone] = zones.as_slice() else { continue };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {level} leaves acknowledged writes in memory, all copies are in {zone}, and {mode} there is to be \
             tolerated: they are gone, against an rpo of 0",
            d.at
        );
        let all: Vec<String> =
            w.brief.region.iter().flat_map(|(r, x)| x.zone.keys().map(move |z| format!("{r}/{z}"))).collect();
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(place.clone())
            .because(d.at.field("replication.placement"))
            .fix(1, "flush before the answer", vec![Edit::set(place.to_string(), flushed(level))])
            .fix(1, "say what is accepted: an rpo of 5s", vec![Edit::set(d.at.field("rpo").to_string(), "5s")]);
        if all.len() > 1 && copies > 1 {
            let spread = all.iter().cycle().take(copies).map(|z| Value::from(z.as_str())).collect();
            let edits = vec![Edit::set(d.at.field("replication.placement").to_string(), Value::Array(spread))];
            finding = finding.fix(3, "copies in several zones", edits);
        }
        out.add(finding);
    }
}

fn forgotten(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(ack) = from_memory(&d) else { continue };
        let (place, Some(level)) = (ack.at.clone(), t.take(ack)) else { continue };
        let mut erasing = vec![FailureMode::PowerLoss, FailureMode::OsCrash];
        if matches!(level, AckLevel::LeaderMem | AckLevel::KMem) {
            erasing.push(FailureMode::ProcessCrash);
        }
        erasing.retain(|m| w.tolerates(*m, &d.at));
        let (Some(mode), true) = (erasing.first(), loses_nothing(&d, &mut t)) else { continue };
        let r = d.replication();
        let fixed = t.take(r.in_sync_set()) == Some(InSyncSet::Fixed);
        // A rejoin that nobody states is MET-02's; here it counts as a vote at once.
        let waits = r.raw.rejoin == Some(Rejoin::CatchUpBeforeVote);
        if fixed && waits {
            continue;
        }
        for m in &erasing {
            t.take(w.stance_on(*m, &d.at));
        }
        if r.raw.rejoin.is_some() {
            t.take(r.rejoin());
        }
        let consensus = r.scheme().value.is_some_and(Scheme::is_consensus);
        let how = if consensus {
            "one voter that lost its memory forgets the write, one partition later nobody has it"
        } else {
            "a copy that comes back without its memory has forgotten the write"
        };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {level} acknowledges before any disk has the write, {mode} is to be tolerated, and the rpo is 0: {how} (B14, A12)",
            d.at
        );
        let mut finding = rule.finding(&[&d.at], text, t).because(place.clone()).because(d.at.field("rpo"));
        finding = finding.fix(1, "flush before the answer", vec![Edit::set(place.to_string(), flushed(level))]);
        if consensus {
            let mut edits = vec![Edit::set(d.at.field("replication.rejoin").to_string(), "catch_up_before_vote")];
            if !fixed {
                edits.push(Edit::set(d.at.field("replication.in_sync.set").to_string(), "fixed"));
            }
            finding = finding.fix(2, "no vote before it has caught up: safe, may block", edits);
        }
        let accept = vec![Edit::set(d.at.field("rpo").to_string(), "5s")];
        out.add(finding.fix(1, "say what is accepted: an rpo of 5s", accept));
    }
}

fn target(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let Some(figure) = out.figure(rule, "D17", "object", &d.at) else { continue };
        let Amount::Share(loss) = figure.amount else { continue };
        let Some(failure) = copy_loss(w, &d.at.to_string()) else { continue };
        // A node that goes down mostly comes back with its data; against a target that nobody asked for only disks count.
        let asked = d.raw.durability.as_ref().is_some_and(|x| x.target_annual_loss.is_some());
        if !asked && failure.raw.mode != Some(FailureMode::DiskLoss) {
            continue;
        }
        let mut t = out.trace();
        t.extend(&figure.trace);
        let Some(target) = t.take(d.durability_target_annual_loss()) else { continue };
        if loss <= target {
            continue;
        }
        let groups = match d.raw.durability.as_ref().and_then(|x| x.copysets) {
            Some(_) => t.take(d.durability_copysets()),
            None => t.take(d.partitioning().shards()),
        };
        let groups = groups.unwrap_or(1).max(1);
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let mut text = format!(
            "{}: an object is lost within a year with a probability of {}, the target is {}",
            d.at,
            show_short(loss),
            show_target(target)
        );
        if groups > 1 {
            let _ = write!(text, "; of {groups} groups, {} are lost in a year", show_short(loss * groups as f64));
        }
        let (rate, repair) =
            (failure.rate().value.map_or(0.0, crate::brief::Rate::get), failure.repair().value.map_or(0.0, Span::get));
        let copies = match d.raw.durability.as_ref().and_then(|x| x.copies) {
            Some(n) => n,
            None => d.replication().data_copies().value.unwrap_or(1),
        };
        let expected = |copies: u64, repair: f64| {
            let n = u32::try_from(copies).unwrap_or(u32::MAX);
            mttf_from_afr_h(rate * 365.0 * 86_400.0, YEAR_H)
                .and_then(|mttf| mttdl_h(n, n.saturating_sub(1), mttf, repair / 3_600_000.0, Repair::Serial))
                .and_then(|hours| annual_loss(hours, YEAR_H))
                .ok()
        };
        let field = if asked { d.at.field("durability.target_annual_loss") } else { failure.at.field("repair") };
        let mut finding = rule.finding(&[&d.at], text, t).because(field).because(failure.at.field("rate"));
        let faster = [2.0, 4.0, 6.0, 12.0, 24.0, 48.0, 96.0].map(|x| repair / x);
        if let Some(ms) =
            faster.into_iter().find(|ms| *ms >= 60_000.0 && expected(copies, *ms).is_some_and(|x| x <= target))
        {
            let span = round_span(ms, false);
            let edits = vec![Edit::set(failure.at.field("repair").to_string(), span.as_str())];
            finding = finding.fix(1, format!("full redundancy again within {span}"), edits);
        }
        let stated = d.raw.durability.as_ref().is_some_and(|x| x.copies.is_some());
        let (name, step) = match d.replication().scheme().value {
            _ if stated => ("durability.copies", 1),
            Some(s) if s.is_consensus() => ("replication.voters", 2),
            _ => ("replication.n", 1),
        };
        if let Some(n) = (1..4).map(|i| copies + i * step).find(|n| expected(*n, repair).is_some_and(|x| x <= target)) {
            let edits = vec![Edit::set(d.at.field(name).to_string(), whole(n))];
            finding = finding.fix(3, format!("{n} copies"), edits);
        }
        let accepted = 10f64.powf(loss.log10().ceil()).min(1.0);
        let edits = vec![Edit::set(d.at.field("durability.target_annual_loss").to_string(), accepted)];
        out.add(finding.fix(1, format!("a target of {accepted:e}, if nobody asked for less"), edits));
    }
}

fn no_backup(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        // What only repeats another store is no record, whatever nobody says.
        let derived = d.raw.class == Some(DataClass::Cache) && d.raw.system_of_record.is_none();
        if derived || t.take(d.system_of_record()) != Some(true) {
            continue;
        }
        let kind = d.backup_kind();
        let untried = d.raw.backup.as_ref().is_some_and(|b| b.restore_tested == Some(Or::B(false)));
        if untried && kind.value.is_some_and(|k| k != BackupKind::None) {
            let field = d.at.field("backup.restore_tested");
            t.note(field.clone(), Origin::Stated, Shown::Word("false"));
            let text = format!("{}: there is a backup, and nobody has ever restored it", d.at);
            let mut finding = rule.finding(&[&d.at], text, t).because(field);
            finding.severity = Severity::Warn;
            out.add(finding.advise("restore it beside production, measure how long it takes, and write the date"));
            continue;
        }
        if !kind.absent() && kind.value != Some(BackupKind::None)
            || kind.origin == crate::numbers::Origin::NotApplicable
        {
            continue;
        }
        let said = if kind.absent() { "no backup is stated" } else { "there is no backup" };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: replication copies mistakes as fast as data, and {said}", d.at);
        let field = d.at.field("backup.kind");
        let edits =
            vec![Edit::set(field.to_string(), "pitr"), Edit::set(d.at.field("backup.interval").to_string(), "5min")];
        let derive = vec![Edit::set(d.at.field("system_of_record").to_string(), false)];
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(field)
                .because(d.at.field("system_of_record"))
                .fix(1, "an archived log and a base copy, restored once a quarter", edits)
                .fix(1, "not the system of record, if another store can rebuild it", derive),
        );
    }
}

fn shrinking(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let dynamic = t.take(r.in_sync_set()) == Some(InSyncSet::Dynamic);
        let semisync = r.raw.scheme == Some(Scheme::SingleLeaderSemisync);
        if !dynamic && !semisync || !loses_nothing(&d, &mut t) {
            continue;
        }
        let mut wrong: Vec<(String, At, Value)> = Vec::new();
        if dynamic {
            // Semi-synchronous schemes count with k and do not know acks.
            if !semisync {
                match t.take(r.acks()) {
                    Some(Or::A(acks)) => {
                        wrong.push((format!("acks {acks}"), d.at.field("replication.acks"), "all".into()));
                    }
                    Some(Or::B(_)) | None => {}
                }
            }
            if let Some(min) = t.take(r.in_sync_min()).filter(|m| *m < 2) {
                wrong.push((format!("in_sync.min {min}"), d.at.field("replication.in_sync.min"), 2.into()));
            }
            if t.take(r.unclean_election()) == Some(true) {
                let place = d.at.field("replication.unclean_election");
                wrong.push(("unclean election".to_owned(), place, false.into()));
            }
        }
        if t.take(r.sync_degrade()) == Some(true) {
            let place = d.at.field("replication.sync_degrade");
            wrong.push(("falls back to asynchronous".to_owned(), place, false.into()));
        }
        if wrong.is_empty() {
            continue;
        }
        let n = r.n().value.unwrap_or(1);
        let words: Vec<&str> = wrong.iter().map(|(words, ..)| words.as_str()).collect();
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {n} copies, but {}: an acknowledgement may mean one copy, against an rpo of 0",
            d.at,
            words.join(", ")
        );
        let edits = wrong.iter().map(|(_, at, value)| Edit::set(at.to_string(), value.clone())).collect();
        let mut finding = rule.finding(&[&d.at], text, t);
        for (_, at, _) in wrong {
            finding = finding.because(at);
        }
        finding = finding.because(d.at.field("rpo"));
        out.add(finding.fix(1, "two copies or a refusal", edits).fix(
            1,
            "say what is accepted: an rpo of 10s",
            vec![Edit::set(d.at.field("rpo").to_string(), "10s")],
        ));
    }
}

/// A target as people write it: 1e-11.
fn show_target(x: f64) -> String {
    if x < 1e-3 { format!("{x:e}") } else { show_short(x) }
}
