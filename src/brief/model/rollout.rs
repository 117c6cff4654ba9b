//! The fields of phases, changes, change paths, risks: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a phase: rollback.
    Rollback {
        /// How.
        how: String = D range (1.0, 200.0);
        /// Time.
        time: Span = D range (0.0, f64::INFINITY);
        /// Data safe.
        data_safe: bool = D default "false";
        /// Point of no return.
        point_of_no_return: bool = D default "false";
    }
}

record! {
    /// A phase of the rollout.
    Phase {
        /// Order.
        order: u64 = D range (1.0, 100.0) unstated "file order";
        /// Kind.
        kind: PhaseKind = D unstated "full" default r#""full""# suggest "shadow, canary, zone, region, full";
        /// Of the traffic.
        share: Fraction = H range (0.0, 1.0) unstated "as suggested for its kind; full 100%" suggest "shadow 0, canary 1 %, 10 %, 50 %, 100 % (H)";
        /// Bake.
        bake: Span = H range (0.0, f64::INFINITY) unstated "60min" default r#""60min""# suggest "60min, 24h, 24h (H)";
        /// Entry gate.
        entry_gate: String = H range (1.0, 200.0);
        /// Metric and bound.
        exit_gate: String = H range (1.0, 200.0) unstated "- (ROL-01)";
        /// Rollback.
        rollback: Rollback = H unstated "- (ROL-01); where Q43 is unsure: time 15min; data_safe false, point_of_no_return false" suggest "flag off, 1min (H)";
        /// Before the phase.
        backup_taken: bool = D unstated "false" default "false" suggest "true before data moves";
        /// The step was rehearsed.
        dry_run: bool = D unstated "false" default "false" suggest "true for one_way";
        /// Feature flag.
        flag: String = O range (1.0, 80.0) unstated "none";
    }
}

record! {
    /// One change: what, who, how it is guarded and undone.
    Change {
        /// Service, file or configuration key.
        target: Vec<String> = H;
        /// Kind.
        kind: ChangeKind = D unstated "code" default r#""code""#;
        /// Touches.
        touches: Vec<Touches> = D unstated "by kind: schema for schema, quorum for a replication field; else none";
        /// Voters added, removed or replaced in one step.
        voters_at_once: u64 = H when "if touches quorum" range (0.0, 15.0) unstated "2 if touches quorum, else moot" suggest "1 [RAFT]";
        /// Before.
        before: String = O range (0.0, 200.0);
        /// After.
        after: String = O range (0.0, 200.0);
        /// Owner.
        owner: String = H range (1.0, 80.0) unstated "- (CHG-01)";
        /// Guardrail.
        guardrail: String = H range (1.0, 200.0) unstated "- (CHG-02)";
        /// Rollback.
        rollback: String = H range (1.0, 200.0) unstated "- (CHG-02)";
        /// Risk.
        risk: ChangeRisk = D unstated "med" default r#""med""#;
        /// Reversible.
        reversible: bool = D unstated "false" default "false";
        /// Depends on.
        depends_on: Vec<Ref<ToChange>> = O unstated "none";
        /// Phase.
        phase: Ref<ToPhase> = D unstated "the last";
        /// Findings.
        findings: Vec<Ref<ToFinding>> = O unstated "none";
    }
}

record! {
    /// Part of a change_path: stop.
    Stop {
        /// How.
        how: String = D range (1.0, 200.0);
        /// Time.
        time: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// A way by which change reaches production.
    ChangePath {
        /// Kind.
        kind: ChangePathKind = D;
        /// Fault domains per step.
        fault_domains_per_step: u64 = H range (1.0, f64::INFINITY) unstated "all (ROL-06)" suggest "1";
        /// Bake.
        bake: Span = H range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "30min (H)";
        /// Automatic.
        automatic: bool = D unstated "true" default "true";
        /// Stop.
        stop: Stop = D;
    }
}

record! {
    /// A risk that somebody accepted or mitigates.
    Risk {
        /// Kind.
        kind: RiskKind = D;
        /// Text.
        text: String = H range (1.0, 200.0);
        /// Likelihood.
        likelihood: u64 = D range (1.0, 5.0) unstated "3" default "3";
        /// Impact.
        impact: u64 = D range (1.0, 5.0) unstated "3" default "3";
        /// Mitigation.
        mitigation: String = H range (1.0, 200.0);
        /// Metric or alert.
        detection: String = H range (1.0, 200.0);
        /// Owner.
        owner: String = D range (1.0, 80.0);
        /// Residual.
        residual: String = O range (0.0, 200.0);
    }
}
