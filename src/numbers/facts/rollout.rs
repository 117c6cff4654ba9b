//! Facts of rollout tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { ExperimentView of Experiment {
    catalogue: String = {catalogue} "catalogue";
    inject: String = {inject} "inject";
    target: Ref<ToAnything> = {target} "target";
    magnitude: String = {magnitude} "magnitude";
    duration: Span = {duration} "duration";
    steady_state: String = {steady_state} "steady_state";
    hypothesis: String = {hypothesis} "hypothesis";
    abort_when: String = {abort_when} "abort_when";
    blast_radius: String = {blast_radius} "blast_radius";
    env: ExperimentEnv = {env} "env";
    tool: String = {tool} "tool";
    last_run: Date = {last_run} "last_run";
} }

facts! { LoadTestView of LoadTest {
    workload: Ref<ToWorkload> = {workload} "workload";
    shape: LoadTestShape = {shape} "shape";
    rate_multiple: f64 = {rate_multiple} "rate_multiple";
    duration: Span = {duration} "duration";
    metastability_probe: bool = {metastability_probe} "metastability_probe";
    last_run: Date = {last_run} "last_run";
} }

facts! { MetricView of Metric {
    expr: String = {expr} "expr";
    unit: String = {unit} "unit";
    catalogue: String = {catalogue} "catalogue";
    on: Ref<ToEntity> = {on} "on";
    detects: Vec<Ref<ToFailure>> = {detects} "detects";
} }

facts! { AlertView of Alert {
    metric: Ref<ToMetric> = {metric} "metric";
    slo: Ref<ToSlo> = {slo} "slo";
    threshold: String = {threshold} "threshold";
    r#for: Span = {r#for} "for";
    severity: AlertSeverity = {severity} "severity";
    runbook: String = {runbook} "runbook";
} }

facts! { PhaseView of Phase {
    kind: PhaseKind = {kind} "kind";
    bake: Span = {bake} "bake";
    entry_gate: String = {entry_gate} "entry_gate";
    exit_gate: String = {exit_gate} "exit_gate";
    rollback_how: String = {rollback[Rollback].how} "rollback.how";
    rollback_time: Span = {rollback[Rollback].time} "rollback.time";
    rollback_data_safe: bool = {rollback[Rollback].data_safe} "rollback.data_safe";
    rollback_point_of_no_return: bool = {rollback[Rollback].point_of_no_return} "rollback.point_of_no_return";
    backup_taken: bool = {backup_taken} "backup_taken";
    dry_run: bool = {dry_run} "dry_run";
    flag: String = {flag} "flag";
} }

facts! { ChangeView of Change {
    target: Vec<String> = {target} "target";
    kind: ChangeKind = {kind} "kind";
    before: String = {before} "before";
    after: String = {after} "after";
    owner: String = {owner} "owner";
    guardrail: String = {guardrail} "guardrail";
    rollback: String = {rollback} "rollback";
    risk: ChangeRisk = {risk} "risk";
    reversible: bool = {reversible} "reversible";
    depends_on: Vec<Ref<ToChange>> = {depends_on} "depends_on";
    findings: Vec<Ref<ToFinding>> = {findings} "findings";
} }

facts! { ChangePathView of ChangePath {
    kind: ChangePathKind = {kind} "kind";
    fault_domains_per_step: u64 = {fault_domains_per_step} "fault_domains_per_step";
    bake: Span = {bake} "bake";
    automatic: bool = {automatic} "automatic";
    stop_how: String = {stop[Stop].how} "stop.how";
    stop_time: Span = {stop[Stop].time} "stop.time";
} }
