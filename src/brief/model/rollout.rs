//! The fields of phases, changes, change paths, risks: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a phase: rollback.
    Rollback {
        /// How it is taken back.
        how: String = D range (1.0, 200.0);
        /// How long taking it back takes.
        time: Span = D range (0.0, f64::INFINITY);
        /// Whether what was written meanwhile is kept.
        data_safe: bool = D default "false";
        /// Whether it cannot be taken back afterwards.
        point_of_no_return: bool = D default "false";
    }
}

record! {
    /// A phase of the rollout.
    Phase {
        /// Its place among the phases.
        order: u64 = D range (1.0, 100.0) unstated "file order";
        /// What sort of step it is.
        kind: PhaseKind = D unstated "full" default r#""full""# suggest "shadow, canary, zone, region, full";
        /// The share of the traffic that it gets.
        share: Fraction = H range (0.0, 1.0) unstated "as suggested for its kind" remark "full 100%" suggest "shadow 0, canary 1 %, 10 %, 50 %, 100 % (H)";
        /// How long it is watched before the next one.
        bake: Span = H range (0.0, f64::INFINITY) unstated "60min" default r#""60min""# suggest "60min, 24h, 24h (H)";
        /// What has to hold before it begins.
        entry_gate: String = H range (1.0, 200.0);
        /// The metric and the bound that end the phase well.
        exit_gate: String = H range (1.0, 200.0) remark "ROL-01 asks for it";
        /// How the phase is taken back, and how fast.
        rollback: Rollback = H remark "ROL-01 asks for it; where Q43 is unsure: time 15min, data_safe false, point_of_no_return false" suggest "flag off, 1min (H)";
        /// Whether a backup is taken before the phase.
        backup_taken: bool = D unstated "false" default "false" suggest "true before data moves";
        /// The step was rehearsed.
        dry_run: bool = D unstated "false" default "false" suggest "true for one_way";
        /// The feature flag that turns it on and off.
        flag: String = O range (1.0, 80.0) unstated "none";
    }
}

record! {
    /// One change: what, who, how it is guarded and undone.
    Change {
        /// Service, file or configuration key.
        target: Vec<String> = H;
        /// What is changed: code, configuration, schema, infrastructure, data.
        kind: ChangeKind = D unstated "code" default r#""code""#;
        /// What else it concerns: schema, quorum, clients.
        touches: Vec<Touches> = D unstated "by kind" remark "schema for schema, quorum for a replication field, else none";
        /// Voters added, removed or replaced in one step.
        voters_at_once: u64 = H when "if touches quorum" range (0.0, 15.0) unstated "2 if touches quorum, else moot" suggest "1 [RAFT]";
        /// How it is before the change.
        before: String = O range (0.0, 200.0);
        /// How it is going to be.
        after: String = O range (0.0, 200.0);
        /// Who decides when it goes wrong.
        owner: String = H range (1.0, 80.0) remark "CHG-01 asks for it";
        /// What has to stay as it is, and where that is seen.
        guardrail: String = H range (1.0, 200.0) remark "CHG-02 asks for it";
        /// How the change is taken back.
        rollback: String = H range (1.0, 200.0) remark "CHG-02 asks for it";
        /// How much can go wrong.
        risk: ChangeRisk = D unstated "med" default r#""med""#;
        /// Whether it can be taken back.
        reversible: bool = D unstated "false" default "false";
        /// Changes that come before it.
        depends_on: Vec<Ref<ToChange>> = O unstated "none";
        /// The phase that it is part of.
        phase: Ref<ToPhase> = D unstated "the last";
        /// Findings that it answers.
        findings: Vec<Ref<ToFinding>> = O unstated "none";
    }
}

record! {
    /// Part of a change_path: stop.
    Stop {
        /// How a change is stopped.
        how: String = D range (1.0, 200.0);
        /// How long the stop takes.
        time: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// A way by which change reaches production.
    ChangePath {
        /// What is changed this way: releases, configuration, data of policies, certificates.
        kind: ChangePathKind = D;
        /// How many zones or cells one step reaches.
        fault_domains_per_step: u64 = H range (1.0, f64::INFINITY) unstated "all" remark "ROL-06 asks for it" suggest "1";
        /// How long a step is watched before the next one.
        bake: Span = H range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "30min (H)";
        /// Whether the next step comes by itself.
        automatic: bool = D unstated "true" default "true";
        /// How a bad change is stopped.
        stop: Stop = D;
    }
}

record! {
    /// A risk that somebody accepted or mitigates.
    Risk {
        /// What sort of risk it is.
        kind: RiskKind = D;
        /// What may happen, in a sentence.
        text: String = H range (1.0, 200.0);
        /// How likely, from 1 to 5.
        likelihood: u64 = D range (1.0, 5.0) unstated "3" default "3";
        /// How bad, from 1 to 5.
        impact: u64 = D range (1.0, 5.0) unstated "3" default "3";
        /// What is done about it.
        mitigation: String = H range (1.0, 200.0);
        /// The metric or alert that shows it.
        detection: String = H range (1.0, 200.0);
        /// Who watches the risk.
        owner: String = D range (1.0, 80.0);
        /// What is left of it then.
        residual: String = O range (0.0, 200.0);
    }
}
