//! Proof: what leases, elections and overload need to be tried against, and proof that is older than the system.

use super::out::Out;
use super::required::tests_of;
use super::rule::Rule;
use crate::brief::{Edit, FailoverMode, FailureMode, LockPurpose, Or, ReadPath};
use crate::numbers::{At, World};
use crate::rule;

rule!(
    /// Leases and elections that met no partition and no clock.
    UNTRIED = "CHA-03" "leases-never-tried" Warn Justified,
    "leases or elections were never tried against partitions and clocks", untried
);
rule!(
    /// Nobody knows whether it recovers.
    NO_PROBE = "CHA-04" "recovery-never-tried" Warn Justified,
    "recovery from overload was never tried", no_probe
);
rule!(
    /// The proof is older than the system.
    STALE = "CHA-05" "stale-proof" Warn Acknowledged,
    "the proof is older than the system", stale
);

/// Days after which a run proves little.
const FRESH_DAYS: i64 = 180;

fn untried(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let mut t = out.trace();
    let mut leases = Vec::new();
    let mut leaders = Vec::new();
    for l in w.locks() {
        if l.purpose().value == Some(LockPurpose::Correctness) && matches!(l.ttl().value, Some(Or::A(_))) {
            t.take(l.ttl());
            leases.push(l.at.clone());
        }
    }
    for d in w.datasets() {
        let r = d.replication();
        if r.raw.leader_lease.is_some_and(|x| x.get() > 0.0) || r.raw.read_path == Some(ReadPath::LeaderLease) {
            t.take(r.leader_lease());
            leases.push(d.at.clone());
        } else if r.raw.scheme.is_some_and(crate::brief::Scheme::has_leader)
            && r.failover_mode().value == Some(FailoverMode::Auto)
        {
            t.take(r.failover_mode());
            leaders.push(d.at.clone());
        }
    }
    if leases.is_empty() && leaders.is_empty() {
        return;
    }
    let (mut split, mut clock) = (false, false);
    for e in w.experiments() {
        match e.raw.catalogue.as_deref() {
            Some("E05" | "E06" | "E07") => split = true,
            Some("E10") => clock = true,
            _ => {}
        }
        for f in e.raw.failure.as_ref().into_iter().flat_map(tests_of) {
            match w.brief.failure.get(f.as_str()).and_then(|f| f.mode) {
                Some(FailureMode::PartitionFull | FailureMode::PartitionPartial) => split = true,
                Some(FailureMode::ClockStep | FailureMode::ClockDrift) => clock = true,
                _ => {}
            }
        }
    }
    clock |= leases.is_empty();
    if split && clock {
        return;
    }
    let who = if split { &leases } else { &leases.iter().chain(&leaders).cloned().collect() };
    let names: Vec<String> = who.iter().take(3).map(ToString::to_string).collect();
    let more = if who.len() > 3 { format!(" and {} more", who.len() - 3) } else { String::new() };
    let mut lacks = Vec::new();
    let mut edits = Vec::new();
    let mut free = true;
    for (tried, words, mode, entry, name) in [
        (split, "no partition experiment (E05)", FailureMode::PartitionFull, "E05", "split"),
        (clock, "no clock experiment (E10)", FailureMode::ClockStep, "E10", "clock"),
    ] {
        if tried {
            continue;
        }
        lacks.push(words);
        // An experiment tests a failure that the brief names; what is missing is named with it.
        let failure = w.brief.failure.iter().find(|(_, f)| f.mode == Some(mode)).map(|(id, _)| id.to_string());
        let failure = failure.unwrap_or_else(|| {
            free &= !w.brief.failure.contains_key(name);
            edits.push(Edit::set(format!("failure.{name}.mode"), mode.word()));
            name.to_owned()
        });
        let path = format!("experiment.try-{name}");
        free &= !w.brief.experiment.contains_key(format!("try-{name}").as_str());
        let (_, inject) = super::chaos::injection(mode);
        edits.push(Edit::set(format!("{path}.failure"), failure));
        edits.push(Edit::set(format!("{path}.catalogue"), entry));
        edits.push(Edit::set(format!("{path}.inject"), inject));
        edits.push(Edit::set(format!("{path}.steady_state"), "every acknowledged write is read afterwards"));
        edits.push(Edit::set(format!("{path}.abort_when"), "a write is acknowledged on both sides"));
        edits.push(Edit::set(format!("{path}.hypothesis"), "no acknowledged write is lost and one side refuses"));
    }
    let text = format!("{}{more}: {}", names.join(", "), lacks.join(", "));
    let at = At::single("experiment", "");
    let finding = rule.finding(&[&at], text, t);
    let words = "both in a test environment, with the history checked";
    out.add(if free { finding.fix(1, words, edits) } else { finding.advise(words) });
}

fn no_probe(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    if w.load_tests().any(|l| l.raw.metastability_probe == Some(true)) {
        return;
    }
    // Without retries, queues and caches nothing keeps an overload alive after its cause.
    let mut t = out.trace();
    let retry = w.calls().find(|c| c.attempts().value.is_some_and(|a| a > 1));
    let why = match (retry, w.queues().next(), w.caches().next()) {
        (Some(c), ..) => {
            t.take(c.attempts());
            format!("{} retries", c.at)
        }
        (None, Some(q), _) => format!("{} holds a backlog", q.at),
        (None, None, Some(c)) => format!("{} can be empty", c.at),
        _ => return,
    };
    let text = format!("{why}, so an overload can outlive its cause, and no load test shows that it does not");
    let at = At::single("load_test", "");
    let mut finding = rule.finding(&[&at], text, t);
    let mut edits = Vec::new();
    let path = if let Some(l) = w.load_tests().next() {
        finding = finding.because(l.at.field("metastability_probe"));
        l.at.to_string()
    } else {
        let path = "load_test.recovery".to_owned();
        edits.push(Edit::set(format!("{path}.shape"), "step"));
        edits.push(Edit::set(format!("{path}.rate_multiple"), 2.0));
        if let Some(x) = w.workloads().next() {
            edits.push(Edit::set(format!("{path}.workload"), x.id.as_ref()));
        }
        path
    };
    edits.push(Edit::set(format!("{path}.metastability_probe"), true));
    out.add(finding.fix(1, "twice the peak for 10min, then the peak: goodput is back within 2min (E15)", edits));
}

fn stale(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let changed = w.topology().raw.changed;
    for e in w.experiments() {
        let mut t = out.trace();
        // A plan that never ran proves nothing yet, so nothing about it is stale.
        let Some(run) = t.take(e.last_run()) else { continue };
        let age = out.today.map(|today| today.days() - run.days()).filter(|days| *days > FRESH_DAYS);
        let before = changed.filter(|c| *c > run);
        let mut why = Vec::new();
        if let Some(days) = age {
            why.push(format!("{days} days ago"));
        }
        if let Some(c) = before {
            t.take(w.topology().changed());
            why.push(format!("before the topology changed on {c}"));
        }
        if why.is_empty() {
            continue;
        }
        if out.keyed(rule, &[&e.at], &t) {
            continue;
        }
        let text = format!("{}: last run on {run}, {}", e.at, why.join(" and "));
        let mut finding = rule.finding(&[&e.at], text, t).because(e.at.field("last_run"));
        if before.is_some() {
            finding = finding.because(At::single("topology", "changed"));
        }
        out.add(finding.advise("run it again and write the date, or drop the claim"));
    }
}
