//! Section 1: who and why, goals, stance under partition, consistency model, failure assumptions.

use super::Source;
use crate::brief::record::in_prose;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::rest::Place;
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
    // What is stated stands in the heading.
    let title = field(s, "brief.title");
    table.pair("Title", if w.brief.has("brief.title") { String::new() } else { title });
    table.pair("Owner", field(s, "brief.owner"));
    table.pair("Reviewers", field(s, "brief.reviewers"));
    table.pair("Why now", why_now(s));
    table.pair("Criticality", known(s, &w.head().criticality()));
    table.pair("Reversibility", known(s, &w.head().reversibility()));
    table.pair("Revision", stated(s, "brief.revision"));
    table.pair("State", state.to_owned());
    let approved = [stated(s, "brief.approval.by"), stated(s, "brief.approval.on")];
    table.pair("Approved", approved.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "));
    block.table(&table);
    if let Some(incident) = w.brief.brief.as_ref().and_then(|b| b.incident.as_ref()) {
        let reference =
            incident.r#ref.as_ref().map_or_else(|| "an incident".to_owned(), |r| format!("incident {}", markdown(r)));
        let symptoms: Vec<String> = incident.symptoms.iter().flatten().map(|s| s.in_prose()).collect();
        let what = if symptoms.is_empty() { String::new() } else { format!(": {}", symptoms.join(", ")) };
        block.text(format!("This brief answers {reference}{what}."));
    }
    block.rest([Place::one("brief")]);
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
    let cell = known(s, &trigger);
    in_words().unwrap_or(cell)
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
        let cell = |f: &str| field(s, &format!("goal.{id}.{f}"));
        table.row(vec![cell("text"), cell("measure"), cell("target"), cell("priority")]);
    }
    block.table(&table);
    block.rest([Place::each("goal")]);
    if let Some(non_goals) = w.brief.brief.as_ref().and_then(|b| b.non_goals.as_ref()).filter(|g| !g.is_empty()) {
        s.say("brief.non_goals");
        block.text("Not goals:");
        block.list(&non_goals.iter().map(|g| markdown(g)).collect::<Vec<_>>());
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
            known(s, &d.class()),
            known(s, &d.cap_on_partition()),
            known(s, &d.pacelc_else()),
            known(s, &d.degraded_mode()),
            known(s, &d.rpo()),
            known(s, &d.rto()),
        ]);
    }
    block.table(&table);
    block
}

/// What each operation promises.
pub fn consistency_model(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table = Table::new(&[
        "Operation",
        "Kind",
        "Promises",
        "In a partition",
        "Reads through",
        "Repeated safely",
        "Users wait",
        "Share",
    ]);
    for d in w.datasets() {
        for o in d.operations() {
            let cell = |f: &str| stated(s, &format!("{}.{f}", o.at));
            table.row(vec![
                code(&format!("{}.{}", d.id, o.id)),
                known(s, &o.kind()),
                known(s, &o.consistency()),
                known(s, &o.under_partition()),
                if o.reads() || o.raw.kind.is_none() { known(s, &o.read_path()) } else { String::new() },
                if o.writes() { known(s, &o.idempotent()) } else { cell("idempotent") },
                cell("hot_path"),
                cell("share"),
            ]);
        }
    }
    if table.rows.is_empty() {
        block.text("**not stated** (Q17): no operation is described, so no guarantee can be named.");
    }
    block.table(&table);
    block.rest(w.datasets().map(|d| Place::within(format!("{}.operation", d.at), d.id)));
    let mut rules = Table::new(&["Dataset", "Must always hold", "Sort", "Scope", "Could be broken by", "Guarded by"])
        .caption("Rules that must hold:");
    for d in w.datasets() {
        s.say_rows(&d.at.field("invariants").to_string(), d.raw.invariants.as_ref());
        for invariant in d.raw.invariants.iter().flatten() {
            rules.row(vec![
                code(d.id),
                invariant.text.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown),
                invariant.kind.map_or_else(String::new, |v| in_prose(v.word())),
                invariant.scope.map_or_else(|| "**not stated**".to_owned(), |v| in_prose(v.word())),
                invariant.operations.iter().flatten().map(|o| code(o)).collect::<Vec<_>>().join(", "),
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
            known(s, &d.concurrent_writers()),
            known(s, &d.conflict_policy()),
            known(s, &d.replication().version_source()),
            known(s, &d.reconcile()),
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
    let mut table = Table::new(&[
        "Failure",
        "Mode",
        "Hits",
        "Stance",
        "Rate",
        "At once",
        "Comes with",
        "Lasts",
        "Noticed within",
        "Repaired within",
        "Tested by",
        "Detected by",
    ]);
    for f in w.failures() {
        let cell = |name: &str| stated(s, &format!("{}.{name}", f.at));
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
            known(s, &f.mode()),
            cell("scope"),
            known(s, &f.stance()),
            known(s, &f.rate()),
            known(s, &f.concurrent_max()),
            cell("correlated_with"),
            cell("duration"),
            cell("detect"),
            cell("repair"),
            or_nothing(tests),
            or_nothing(metrics),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("failure")]);
    let c = w.clock();
    let mut clock = Table::new(&["Clocks and pauses", ""]);
    clock.row(vec!["Synchronised by".into(), known(s, &c.sync())]);
    clock.row(vec!["Skew at most".into(), known(s, &c.skew_bound())]);
    clock.pair("Skew on average", stated(s, "clock.skew_mean"));
    clock.pair("A node stops itself at", self_stop(s));
    clock.row(vec!["Drift at most".into(), known(s, &c.drift())]);
    clock.row(vec!["Longest pause".into(), known(s, &c.max_pause())]);
    clock.row(vec!["Longest message delay".into(), known(s, &c.max_msg_delay())]);
    block.table(&clock);
    block.rest([Place::one("clock")]);
    block
}

/// The share of the bound at which a node stops itself.
fn self_stop(s: &Source<'_>) -> String {
    let cell = stated(s, "clock.self_stop");
    if cell.ends_with('%') { format!("{cell} of that bound") } else { cell }
}
