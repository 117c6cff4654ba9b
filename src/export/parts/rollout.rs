//! Section 4: phases, chaos and test plan, metrics and alerts, SLO impact.

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known};
use crate::export::escape::{code, markdown};
use crate::export::figures;

/// The phases in their order.
pub fn phases(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.phase.is_empty() {
        block.text("**not stated** (Q44): no phase is planned, so the change would reach everybody at once.");
    }
    let mut phases: Vec<_> = w.phases().collect();
    phases.sort_by_key(|p| p.order().value.unwrap_or(u64::MAX));
    let mut table = Table::new(&[
        "Phase",
        "Kind",
        "Traffic",
        "Bakes",
        "Goes in when",
        "Goes on when",
        "Undone by",
        "Takes",
        "Data safe",
    ]);
    for p in phases {
        let cell = |f: &str| field(w, &format!("{}.{f}", p.at));
        table.row(vec![
            code(p.id),
            known(w, &p.kind()),
            known(w, &p.share()),
            known(w, &p.bake()),
            p.raw.entry_gate.as_deref().map_or(String::new(), markdown),
            cell("exit_gate"),
            p.raw.rollback.as_ref().map_or_else(|| cell("rollback"), |_| cell("rollback.how")),
            p.raw.rollback.as_ref().map_or_else(String::new, |_| cell("rollback.time")),
            p.raw.rollback.as_ref().map_or_else(String::new, |_| known(w, &p.rollback_data_safe())),
        ]);
    }
    block.table(&table);
    block
}

/// Experiments and load tests.
pub fn test_plan(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.experiment.is_empty() {
        block.text("**not stated** (Q45): no experiment is planned, so every assumed failure mode is untested.");
    }
    for e in w.experiments() {
        let cell = |f: &str| field(w, &format!("{}.{f}", e.at));
        let title = e.raw.catalogue.as_deref().map_or(String::new(), |c| format!(" ({})", markdown(c)));
        let mut table = Table::new(&["Experiment", &format!("{}{title}", code(e.id))]);
        table.row(vec!["Tests".into(), cell("failure")]);
        table.row(vec!["Hypothesis".into(), cell("hypothesis")]);
        table.row(vec!["Injects".into(), cell("inject")]);
        table.row(vec!["Into".into(), cell("target")]);
        table.row(vec!["Steady state".into(), cell("steady_state")]);
        table.row(vec!["Aborts when".into(), cell("abort_when")]);
        table.row(vec!["Can hit".into(), known(w, &e.blast_radius())]);
        table.row(vec!["Where".into(), known(w, &e.env())]);
        if let Some(run) = e.raw.last_run {
            table.row(vec!["Last run".into(), run.to_string()]);
        }
        block.table(&table);
    }
    let mut tests =
        Table::new(&["Load test", "Workload", "Shape", "Times the peak", "Lasts", "Probes recovery", "Last run"]);
    for t in w.load_tests() {
        let cell = |f: &str| field(w, &format!("{}.{f}", t.at));
        tests.row(vec![
            code(t.id),
            cell("workload"),
            cell("shape"),
            known(w, &t.rate_multiple()),
            known(w, &t.duration()),
            known(w, &t.metastability_probe()),
            cell("last_run"),
        ]);
    }
    block.table(&tests);
    block
}

/// What is watched and what wakes somebody.
pub fn metrics_alerts(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut metrics = Table::new(&["Metric", "Expression", "On", "Detects"]);
    for m in w.metrics() {
        let cell = |f: &str| field(w, &format!("{}.{f}", m.at));
        let expr = m.raw.expr.as_deref().map_or_else(|| cell("expr"), code);
        metrics.row(vec![code(m.id), expr, cell("on"), cell("detects")]);
    }
    block.table(&metrics);
    let mut alerts = Table::new(&["Alert", "On", "Objective", "Fires at", "For", "Severity", "Runbook"]);
    for a in w.alerts() {
        let cell = |f: &str| field(w, &format!("{}.{f}", a.at));
        alerts.row(vec![
            code(a.id),
            cell("metric"),
            cell("slo"),
            cell("threshold"),
            cell("for"),
            known(w, &a.severity()),
            cell("runbook"),
        ]);
    }
    block.table(&alerts);
    if metrics.rows.is_empty() && alerts.rows.is_empty() {
        block.text("**not stated**: no metric and no alert is described, so a failure would be noticed by its users.");
    }
    let v = w.validation();
    let mut tracing = Table::new(&["Tracing", ""]);
    tracing.row(vec!["Context passed on as".into(), known(w, &v.propagation())]);
    tracing.row(vec!["Correlation id".into(), field(w, "validation.correlation_id")]);
    tracing.row(vec!["Attempt number recorded".into(), known(w, &v.attempt_number_recorded())]);
    tracing.row(vec!["Queues linked to their cause".into(), known(w, &v.span_links_async())]);
    block.table(&tracing);
    block
}

/// What the rollout and the assumed failures take out of each error budget.
pub fn slo_impact(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.slo.is_empty() {
        block.text("There is no objective, so there is no budget that the rollout could spend.");
        return block;
    }
    for slo in w.slos() {
        let caption = format!("{}:", code(&slo.at.to_string()));
        figures::table(&mut block, &caption, &figures::of(s.figures, &slo.at, &["D01", "D02", "D03", "D50"]));
    }
    for d in w.datasets() {
        let caption = format!("Leader changes of {}:", code(&d.at.to_string()));
        figures::table(&mut block, &caption, &figures::of(s.figures, &d.at, &["D03"]));
    }
    for p in w.phases() {
        let caption = format!("Phase {}:", code(p.id));
        figures::table(&mut block, &caption, &figures::of(s.figures, &p.at, &["D50"]));
    }
    super::impact::steps(s, &mut block);
    if block.render().is_empty() {
        block.text("Nothing that is stated lets the impact be computed.");
    }
    block
}
