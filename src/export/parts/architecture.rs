//! Section 1: goals, objectives, stance under partition, consistency model, failure assumptions.

use super::Source;
use crate::brief::record::in_prose;
use crate::export::block::{Block, Table};
use crate::export::cell::{entity, field, further, known};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::findings::Severity;
use crate::findings::required::state;
use crate::questions::QUESTIONS;
use crate::questions::record::{Act, Literal};

/// Who, why, how far: the table above everything, and the banner that counts what is missing.
pub fn summary(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let (total, missing) = (s.required.len(), s.required.iter().filter(|r| !r.met).count());
    let errors = s.report.open.iter().filter(|f| f.severity == Severity::Error && f.rule.id != "MET-02").count();
    let state = state(w, errors);
    if state == "draft" {
        let mut parts = Vec::new();
        if missing > 0 {
            parts.push(format!("{missing} of {total} required answers not stated"));
        }
        if errors > 0 {
            parts.push(format!("{errors} open error{}", if errors == 1 { "" } else { "s" }));
        }
        block.text(format!("> **Draft:** {}.", parts.join(", ")));
    }
    let mut table = Table::new(&["", ""]);
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            table.row(vec![label.to_owned(), value]);
        }
    };
    add("Owner", field(w, "brief.owner"));
    add("Reviewers", field(w, "brief.reviewers"));
    add("Why now", why_now(s));
    add("Criticality", known(w, &w.head().criticality()));
    add("Reversibility", known(w, &w.head().reversibility()));
    add("State", state.to_owned());
    if let Some(approval) = w.brief.brief.as_ref().and_then(|b| b.approval.as_ref()) {
        let by = approval.by.as_deref().map_or(String::new(), markdown);
        add("Approved", format!("{by}{}", approval.on.map_or(String::new(), |d| format!(", {d}"))));
    }
    block.table(&table);
    if let Some(incident) = w.brief.brief.as_ref().and_then(|b| b.incident.as_ref()) {
        let reference =
            incident.r#ref.as_ref().map_or_else(|| "an incident".to_owned(), |r| format!("incident {}", markdown(r)));
        let symptoms: Vec<String> = incident.symptoms.iter().flatten().map(|s| s.in_prose()).collect();
        let what = if symptoms.is_empty() { String::new() } else { format!(": {}", symptoms.join(", ")) };
        block.text(format!("This brief answers {reference}{what}."));
    }
    block
}

/// What brought it here, in the words of both answers that said so.
fn why_now(s: &Source<'_>) -> String {
    let trigger = s.world.head().trigger();
    let in_words = || {
        let word = trigger.value.filter(|_| trigger.stated())?.word();
        let asked = QUESTIONS.iter().find(|q| q.slug == "trigger")?;
        let choice = asked
            .options
            .iter()
            .find(|o| o.writes.iter().any(|w| matches!(w.act, Act::Set(Literal::Text(t)) if t == word)))?;
        let set = asked.sets.iter().find(|set| choice.sets.contains(&set.name))?;
        Some(markdown(&format!("{}: {}", set.after.first()?, lower(choice.label))))
    };
    in_words().unwrap_or_else(|| known(s.world, &trigger))
}

/// With a small first letter, for the middle of a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// What the design is for, and what it is not for.
pub fn goals(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.goal.is_empty() {
        block.text("**not stated** (Q03): no goal is written down, so nobody can tell whether the design helped.");
    }
    let mut table = Table::new(&["Goal", "Measure", "Target", "Priority"]);
    for id in w.brief.goal.keys() {
        let cell = |f: &str| field(w, &format!("goal.{id}.{f}"));
        table.row(vec![cell("text"), cell("measure"), cell("target"), cell("priority")]);
    }
    block.table(&table);
    if let Some(non_goals) = w.brief.brief.as_ref().and_then(|b| b.non_goals.as_ref()).filter(|g| !g.is_empty()) {
        block.text("Not goals:");
        block.list(&non_goals.iter().map(|g| markdown(g)).collect::<Vec<_>>());
    }
    block
}

/// Workloads and the objectives they are held to.
pub fn objectives(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.workload.is_empty() {
        block.text("**not stated**: no workload is described.");
    }
    let mut table =
        Table::new(&["Workload", "Enters at", "Peak rate", "Average", "Reads", "Keys", "Fan-out", "Deadline"]);
    for l in w.workloads() {
        table.row(vec![
            code(l.id),
            field(w, &l.at.field("entry_service").to_string()),
            known(w, &l.rate_peak()),
            known(w, &l.rate_avg()),
            known(w, &l.mix_read()),
            field(w, &l.at.field("key_count").to_string()),
            field(w, &l.at.field("fan_out").to_string()),
            field(w, &l.at.field("deadline").to_string()),
        ]);
    }
    block.table(&table);
    if w.brief.slo.is_empty() {
        block.text("**not stated** (Q09): there is no objective, so there is no error budget to spend.");
    }
    let mut table = Table::new(&[
        "Objective",
        "Workload",
        "SLI",
        "At least",
        "Within",
        "Window",
        "Measured at",
        "When the budget is gone",
    ]);
    for slo in w.slos() {
        table.row(vec![
            code(slo.id),
            field(w, &slo.at.field("workload").to_string()),
            known(w, &slo.sli()),
            known(w, &slo.objective()),
            if slo.raw.sli == Some(crate::brief::Sli::Availability) {
                String::new()
            } else {
                known(w, &slo.threshold())
            },
            known(w, &slo.window()),
            field(w, &slo.at.field("measured_at").to_string()),
            known(w, &slo.policy_on_exhaust()),
        ]);
    }
    block.table(&table);
    for slo in w.slos() {
        let caption = format!("What {} follows from and allows:", entity(&slo.at));
        figures::table(&mut block, &caption, &figures::of(s.figures, &slo.at, &["D01", "D04", "D06"]));
        block.text(further(s.required, &slo.at.to_string(), &["workload", "sli", "objective", "threshold"]));
    }
    block
}

/// What gives when copies cannot reach each other, and what otherwise.
pub fn cap_stance(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.dataset.is_empty() {
        block.text("**not stated** (Q18): no dataset is described, so nothing is said about partitions.");
        return block;
    }
    let mut table = Table::new(&[
        "Dataset",
        "Class",
        "In a partition (CAP)",
        "Otherwise (PACELC)",
        "Degraded mode",
        "Lost at most (RPO)",
        "Back within (RTO)",
    ]);
    for d in w.datasets() {
        table.row(vec![
            code(d.id),
            known(w, &d.class()),
            known(w, &d.cap_on_partition()),
            known(w, &d.pacelc_else()),
            known(w, &d.degraded_mode()),
            known(w, &d.rpo()),
            known(w, &d.rto()),
        ]);
    }
    block.table(&table);
    block
}

/// What each operation promises.
pub fn consistency_model(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table =
        Table::new(&["Operation", "Kind", "Promises", "In a partition", "Reads through", "Repeated safely"]);
    for d in w.datasets() {
        for o in d.operations() {
            table.row(vec![
                code(&format!("{}.{}", d.id, o.id)),
                known(w, &o.kind()),
                known(w, &o.consistency()),
                known(w, &o.under_partition()),
                if o.reads() || o.raw.kind.is_none() { known(w, &o.read_path()) } else { String::new() },
                if o.writes() { known(w, &o.idempotent()) } else { String::new() },
            ]);
        }
    }
    if table.rows.is_empty() {
        block.text("**not stated** (Q17): no operation is described, so no guarantee can be named.");
    }
    block.table(&table);
    let mut rules =
        Table::new(&["Dataset", "Must always hold", "Scope", "Guarded by"]).caption("Rules that must hold:");
    for d in w.datasets() {
        for invariant in d.raw.invariants.iter().flatten() {
            rules.row(vec![
                code(d.id),
                invariant.text.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown),
                invariant.scope.map_or_else(|| "**not stated**".to_owned(), |v| in_prose(v.word())),
                invariant.guard.map_or_else(|| "~none (assumed)".to_owned(), |v| in_prose(v.word())),
            ]);
        }
    }
    block.table(&rules);
    let mut conflicts =
        Table::new(&["Dataset", "Writers of one item", "Conflicts", "Versions from", "After divergence"])
            .caption("Concurrent writes:");
    for d in w.datasets().filter(|d| {
        d.replication().scheme().value.is_some_and(crate::brief::Scheme::is_multi_writer)
            || d.raw.concurrent_writers.is_some()
    }) {
        conflicts.row(vec![
            code(d.id),
            known(w, &d.concurrent_writers()),
            known(w, &d.conflict_policy()),
            known(w, &d.replication().version_source()),
            known(w, &d.reconcile()),
        ]);
    }
    block.table(&conflicts);
    block
}

/// What may break, what the design does about it, and how that is known.
pub fn failure_assumptions(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.failure.is_empty() {
        block.text("**not stated** (Q13): no failure mode is assumed, so nothing is claimed to survive.");
    }
    let mut table = Table::new(&["Failure", "Mode", "Stance", "Rate", "At once", "Tested by", "Detected by"]);
    for f in w.failures() {
        let tests: Vec<String> = w
            .experiments()
            .filter(|e| {
                e.raw
                    .failure
                    .as_ref()
                    .is_some_and(|t| crate::findings::required::tests_of(t).iter().any(|t| t == f.id.as_ref()))
            })
            .map(|e| code(e.id))
            .collect();
        let metrics: Vec<String> =
            w.metrics().filter(|m| m.raw.detects.iter().flatten().any(|d| d.id == *f.id)).map(|m| code(m.id)).collect();
        let or_nothing = |list: Vec<String>| if list.is_empty() { "nothing".to_owned() } else { list.join(", ") };
        table.row(vec![
            code(f.id),
            known(w, &f.mode()),
            known(w, &f.stance()),
            known(w, &f.rate()),
            known(w, &f.concurrent_max()),
            or_nothing(tests),
            or_nothing(metrics),
        ]);
    }
    block.table(&table);
    let c = w.clock();
    let mut clock = Table::new(&["Clocks and pauses", ""]);
    clock.row(vec!["Synchronised by".into(), known(w, &c.sync())]);
    clock.row(vec!["Skew at most".into(), known(w, &c.skew_bound())]);
    clock.row(vec!["Drift at most".into(), known(w, &c.drift())]);
    clock.row(vec!["Longest pause".into(), known(w, &c.max_pause())]);
    clock.row(vec!["Longest message delay".into(), known(w, &c.max_msg_delay())]);
    block.table(&clock);
    block
}
