//! Section 4: phases, chaos and test plan, metrics and alerts, SLO impact.

use super::Source;
use crate::brief::units::show_number;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known, stated};
use crate::export::escape::code;
use crate::export::figures;
use crate::export::rest::Place;
use crate::numbers::Shown;

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
        "Order",
        "Kind",
        "Traffic",
        "Bakes",
        "Flag",
        "Rehearsed",
        "Backup before it",
        "Goes in when",
        "Goes on when",
        "Undone by",
        "Takes",
        "Data safe",
        "No way back after it",
    ]);
    for p in phases {
        let cell = |f: &str| field(s, &format!("{}.{f}", p.at));
        let written = |f: &str| stated(s, &format!("{}.{f}", p.at));
        let undone = p.raw.rollback.is_some();
        table.row(vec![
            code(p.id),
            written("order"),
            known(s, &p.kind()),
            known(s, &p.share()),
            known(s, &p.bake()),
            written("flag"),
            written("dry_run"),
            written("backup_taken"),
            written("entry_gate"),
            cell("exit_gate"),
            if undone { cell("rollback.how") } else { cell("rollback") },
            written("rollback.time"),
            if undone { known(s, &p.rollback_data_safe()) } else { String::new() },
            written("rollback.point_of_no_return"),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("phase")]);
    block
}

/// Experiments, load tests, and claims that a model is searched for.
pub fn test_plan(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.experiment.is_empty() {
        block.text("**not stated** (Q45): no experiment is planned, so every assumed failure mode is untested.");
    }
    for e in w.experiments() {
        let cell = |f: &str| field(s, &format!("{}.{f}", e.at));
        let written = |f: &str| stated(s, &format!("{}.{f}", e.at));
        let title = Some(written("catalogue")).filter(|t| !t.is_empty()).map_or(String::new(), |c| format!(" ({c})"));
        let mut table = Table::new(&["Experiment", &format!("{}{title}", code(e.id))]);
        table.row(vec!["Tests".into(), cell("failure")]);
        table.row(vec!["Hypothesis".into(), cell("hypothesis")]);
        table.row(vec!["Injects".into(), cell("inject")]);
        table.row(vec!["Into".into(), cell("target")]);
        table.pair("How much of it", written("magnitude"));
        table.pair("For", written("duration"));
        table.pair("With", written("tool"));
        table.row(vec!["Steady state".into(), cell("steady_state")]);
        table.row(vec!["Aborts when".into(), cell("abort_when")]);
        table.row(vec!["Can hit".into(), known(s, &e.blast_radius())]);
        table.row(vec!["Where".into(), known(s, &e.env())]);
        table.pair("Last run", written("last_run"));
        block.table(&table);
    }
    block.rest([Place::each("experiment")]);
    let mut tests =
        Table::new(&["Load test", "Workload", "Shape", "Times the peak", "Lasts", "Probes recovery", "Last run"]);
    for t in w.load_tests() {
        let cell = |f: &str| field(s, &format!("{}.{f}", t.at));
        tests.row(vec![
            code(t.id),
            cell("workload"),
            cell("shape"),
            known(s, &t.rate_multiple()),
            known(s, &t.duration()),
            known(s, &t.metastability_probe()),
            cell("last_run"),
        ]);
    }
    block.table(&tests);
    block.rest([Place::each("load_test")]);
    let mut checks = Table::new(&["Model check", "Dataset", "Lock", "Property", "Copies", "Operations", "Faults"]);
    for id in w.brief.model_check.keys() {
        let cell = |f: &str| stated(s, &format!("model_check.{id}.{f}"));
        let fields = ["dataset", "lock", "property", "scope.replicas", "scope.operations", "scope.faults"];
        checks.row([code(id)].into_iter().chain(fields.map(cell)).collect());
    }
    block.table(&checks);
    block.rest([Place::each("model_check")]);
    block
}

/// What is watched and what wakes somebody.
pub fn metrics_alerts(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut metrics = Table::new(&["Metric", "Expression", "Unit", "Listed as", "On", "Detects"]);
    for m in w.metrics() {
        let at = |f: &str| format!("{}.{f}", m.at);
        let cell = |f: &str| field(s, &at(f));
        let missing = cell("expr");
        let expr = m.raw.expr.as_deref().map_or(missing, code);
        let (unit, listed) = (stated(s, &at("unit")), stated(s, &at("catalogue")));
        metrics.row(vec![code(m.id), expr, unit, listed, cell("on"), cell("detects")]);
    }
    block.table(&metrics);
    block.rest([Place::each("metric")]);
    let mut alerts = Table::new(&["Alert", "On", "Objective", "Fires at", "For", "Severity", "Runbook"]);
    for a in w.alerts() {
        let cell = |f: &str| field(s, &format!("{}.{f}", a.at));
        alerts.row(vec![
            code(a.id),
            cell("metric"),
            cell("slo"),
            cell("threshold"),
            cell("for"),
            known(s, &a.severity()),
            cell("runbook"),
        ]);
    }
    block.table(&alerts);
    block.rest([Place::each("alert")]);
    burn_alerts(s, &mut block);
    if metrics.rows.is_empty() && alerts.rows.is_empty() {
        block.text("**not stated**: no metric and no alert is described, so a failure would be noticed by its users.");
    }
    let v = w.validation();
    let mut tracing = Table::new(&["Tracing", ""]);
    tracing.row(vec!["Context passed on as".into(), known(s, &v.propagation())]);
    tracing.row(vec!["Correlation id".into(), field(s, "validation.correlation_id")]);
    tracing.row(vec!["Attempt number recorded".into(), known(s, &v.attempt_number_recorded())]);
    tracing.pair("Hedged calls recorded", stated(s, "validation.hedge_recorded"));
    tracing.row(vec!["Queues linked to their cause".into(), known(s, &v.span_links_async())]);
    tracing.pair("Traces kept", stated(s, "validation.sample_head"));
    tracing.pair("Traces with errors always kept", stated(s, "validation.sample_tail_on_error"));
    block.table(&tracing);
    block.rest([Place::one("validation")]);
    block
}

/// When somebody is told that a budget burns, where an objective says so itself.
fn burn_alerts(s: &Source<'_>, block: &mut Block) {
    let mut table = Table::new(&["Objective", "Burns at least", "Over", "And still over", "Budget spent by then"])
        .caption("Alerts on the error budget:");
    for slo in s.world.slos().filter(|slo| slo.raw.alert_pairs.is_some()) {
        s.say_rows(&slo.at.field("alert_pairs").to_string(), slo.raw.alert_pairs.as_ref());
        for pair in slo.raw.alert_pairs.iter().flatten() {
            let time = |t: Option<crate::brief::Span>| t.map_or_else(String::new, |t| t.to_string());
            table.row(vec![
                code(slo.id),
                pair.burn.map_or_else(String::new, |x| format!("{}x", show_number(x))),
                time(pair.long),
                time(pair.short),
                pair.budget.map_or_else(String::new, |x| Shown::Share(x.get()).to_string()),
            ]);
        }
    }
    block.table(&table);
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
        let caption = format!("To judge {}:", code(&p.at.to_string()));
        figures::table(&mut block, &caption, &figures::of(s.figures, &p.at, &["D50"]));
    }
    super::impact::steps(s, &mut block);
    if block.is_empty() {
        block.text("Nothing that is stated lets the impact be computed.");
    }
    block
}
