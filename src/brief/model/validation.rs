//! The fields of tracing, experiments, model checks, load tests, metrics, alerts: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Tracing of the whole system.
    Validation {
        /// Propagation.
        propagation: ValidationPropagation = D unstated "none" default r#""none""# suggest "w3c";
        /// Header or field.
        correlation_id: String = H range (1.0, 80.0) unstated "none" suggest "traceparent";
        /// Sample head.
        sample_head: Fraction = D range (0.0, 1.0) unstated "1%" default r#""1%""# suggest "1% (H)";
        /// Sample tail on error.
        sample_tail_on_error: bool = D unstated "true" default "true" suggest "true (H)";
        /// Queues and retries are linked too.
        span_links_async: bool = D unstated "false" default "false" suggest "true (H)";
        /// Attempt number recorded.
        attempt_number_recorded: bool = D unstated "false" default "false" suggest "true (H)";
        /// Hedge recorded.
        hedge_recorded: bool = D unstated "false" default "false" suggest "true (H)";
    }
}

record! {
    /// A fault-injection experiment.
    Experiment {
        /// What it tests.
        failure: Or<Ref<ToFailure>, Vec<Ref<ToFailure>>> = H when "one per tolerated mode";
        /// Entry of part 6.2.
        catalogue: String = O suggest "part 6.2";
        /// Inject.
        inject: String = H range (1.0, 200.0) suggest "part 6.2";
        /// Target.
        target: Ref<ToAnything> = D;
        /// Magnitude.
        magnitude: String = O range (1.0, 80.0);
        /// Duration.
        duration: Span = D range (0.0, f64::INFINITY) unstated "10min" default r#""10min""# suggest "10min (H)";
        /// Metric and bounds.
        steady_state: String = H range (1.0, 200.0) unstated "- (CHA-02)" suggest "part 6.2";
        /// Hypothesis.
        hypothesis: String = H range (1.0, 200.0) suggest "part 6.2";
        /// Abort when.
        abort_when: String = H range (1.0, 200.0) unstated "- (CHA-02)" suggest "burn > 14.4 over 5 min (6.2)";
        /// Blast radius.
        blast_radius: String = D range (1.0, 200.0) unstated "everything";
        /// Env.
        env: ExperimentEnv = D unstated "staging" default r#""staging""# suggest "staging first (H)";
        /// Tool.
        tool: String = O range (1.0, 80.0) suggest "part 6.2";
        /// Last run.
        last_run: Date = O unstated "never";
    }
}

record! {
    /// Part of a model_check: scope.
    CheckScope {
        /// Replicas.
        replicas: u64 = D range (1.0, 7.0);
        /// Operations.
        operations: u64 = D range (1.0, 10.0) default "4";
        /// Faults.
        faults: u64 = D range (0.0, 4.0) default "1";
    }
}

record! {
    /// A claim to check over a bounded model.
    ModelCheck {
        /// Dataset.
        dataset: Ref<ToDataset> = O;
        /// Instead of a dataset.
        lock: Ref<ToLock> = O;
        /// Property.
        property: Property = O unstated "all that the brief claims";
        /// Scope.
        scope: CheckScope = O unstated "replicas as in the brief, to 5; operations 4; faults 1" suggest "part 9";
    }
}

record! {
    /// A load test.
    LoadTest {
        /// Workload.
        workload: Ref<ToWorkload> = D;
        /// Shape.
        shape: LoadTestShape = D suggest "step (H)";
        /// Of rate_peak.
        rate_multiple: f64 = D range (0.0, 1000.0) unstated "2" default "2" suggest "2 (H)";
        /// Duration.
        duration: Span = D range (0.0, f64::INFINITY) unstated "30min" default r#""30min""# suggest "30min (H)";
        /// Overload, back to 1x, does it recover?.
        metastability_probe: bool = D unstated "false; CHA-04 looks at absence" default "false" suggest "true [METAOSDI]";
        /// Last run.
        last_run: Date = O unstated "never";
    }
}

record! {
    /// A metric.
    Metric {
        /// Expr.
        expr: String = H range (1.0, 400.0) suggest "part 6.3";
        /// Unit.
        unit: String = D range (1.0, 20.0);
        /// Entry of part 6.3.
        catalogue: String = D suggest "part 6.3";
        /// On.
        on: Ref<ToEntity> = D;
        /// Detects.
        detects: Vec<Ref<ToFailure>> = H when "one per tolerated mode" unstated "none";
    }
}

record! {
    /// An alert.
    Alert {
        /// Metric.
        metric: Ref<ToMetric> = D;
        /// Slo.
        slo: Ref<ToSlo> = H suggest "one per SLO";
        /// Value and unit.
        threshold: String = H range (1.0, 80.0) suggest "part 6.3";
        /// For.
        r#for: Span = D range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "5min (H)";
        /// Severity.
        severity: AlertSeverity = D unstated "ticket" default r#""ticket""# suggest "part 6.3";
        /// Runbook.
        runbook: String = H when "if page" range (1.0, 200.0);
    }
}
