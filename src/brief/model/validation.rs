//! The fields of tracing, experiments, model checks, load tests, metrics, alerts: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Tracing of the whole system.
    Validation {
        /// The header by which traces are passed on.
        propagation: ValidationPropagation = D unstated "none" default r#""none""# suggest "w3c";
        /// The header or field that carries one id through all hops.
        correlation_id: String = H range (1.0, 80.0) unstated "none" suggest "traceparent";
        /// The share of traces kept, decided at the start.
        sample_head: Fraction = D range (0.0, 1.0) unstated "1%" default r#""1%""# suggest "1% (H)";
        /// Whether traces with errors are kept all the same.
        sample_tail_on_error: bool = D unstated "true" default "true" suggest "true (H)";
        /// Queues and retries are linked too.
        span_links_async: bool = D unstated "false" default "false" suggest "true (H)";
        /// Whether a trace shows which attempt a call was.
        attempt_number_recorded: bool = D unstated "false" default "false" suggest "true (H)";
        /// Whether a trace shows hedged calls.
        hedge_recorded: bool = D unstated "false" default "false" suggest "true (H)";
    }
}

record! {
    /// A fault-injection experiment.
    Experiment {
        /// The failures that it tests.
        failure: Or<Ref<ToFailure>, Vec<Ref<ToFailure>>> = H when "one per tolerated mode";
        /// Its entry in the catalogue of experiments, such as E04.
        catalogue: String = O suggest "as its entry in the catalogue of experiments";
        /// What is done to the system.
        inject: String = H range (1.0, 200.0) suggest "as its entry in the catalogue of experiments";
        /// Where the fault is put in.
        target: Ref<ToAnything> = D;
        /// How strong the fault is.
        magnitude: String = O range (1.0, 80.0);
        /// How long the fault lasts.
        duration: Span = D range (0.0, f64::INFINITY) unstated "10min" default r#""10min""# suggest "10min (H)";
        /// The metric, with bounds, that says that all is well.
        steady_state: String = H range (1.0, 200.0) remark "CHA-02 asks for it" suggest "as its entry in the catalogue of experiments";
        /// What is expected to stay as it is.
        hypothesis: String = H range (1.0, 200.0) suggest "as its entry in the catalogue of experiments";
        /// When it is stopped at once.
        abort_when: String = H range (1.0, 200.0) remark "CHA-02 asks for it" suggest "burn > 14.4 over 5 min (6.2)";
        /// Who could be hit by it.
        blast_radius: String = D range (1.0, 200.0) unstated "everything";
        /// The environment in which it runs.
        env: ExperimentEnv = D unstated "staging" default r#""staging""# suggest "staging first (H)";
        /// The tool that puts the fault in.
        tool: String = O range (1.0, 80.0) suggest "as its entry in the catalogue of experiments";
        /// When it last ran.
        last_run: Date = O unstated "never";
    }
}

record! {
    /// Part of a model_check: scope.
    CheckScope {
        /// How many copies the model has.
        replicas: u64 = D range (1.0, 7.0);
        /// How many operations it tries.
        operations: u64 = D range (1.0, 10.0) default "4";
        /// How many faults it tries.
        faults: u64 = D range (0.0, 4.0) default "1";
    }
}

record! {
    /// A claim to check over a bounded model.
    ModelCheck {
        /// The dataset whose design is checked.
        dataset: Ref<ToDataset> = O;
        /// The lock that is checked, in place of a dataset.
        lock: Ref<ToLock> = O;
        /// What must always hold.
        property: Property = O unstated "all that the brief claims";
        /// How large the model is.
        scope: CheckScope = O unstated "replicas as in the brief, to 5" remark "operations 4, faults 1";
    }
}

record! {
    /// A load test.
    LoadTest {
        /// The workload that is driven.
        workload: Ref<ToWorkload> = D;
        /// How the load runs over time.
        shape: LoadTestShape = D suggest "step (H)";
        /// How many times the peak rate it drives.
        rate_multiple: f64 = D range (0.0, 1000.0) unstated "2" default "2" suggest "2 (H)";
        /// How long it runs.
        duration: Span = D range (0.0, f64::INFINITY) unstated "30min" default r#""30min""# suggest "30min (H)";
        /// Whether it is overloaded, brought back to the peak and seen to recover.
        metastability_probe: bool = D unstated "false" remark "CHA-04 asks for it" default "false" suggest "true [METAOSDI]";
        /// When it last ran.
        last_run: Date = O unstated "never";
    }
}

record! {
    /// A metric.
    Metric {
        /// How it is computed.
        expr: String = H range (1.0, 400.0) suggest "as its entry in the list of metrics";
        /// What it is counted in.
        unit: String = D range (1.0, 20.0);
        /// Its entry in the list of metrics.
        catalogue: String = D suggest "as its entry in the list of metrics";
        /// What it is measured at.
        on: Ref<ToEntity> = D;
        /// Failures that it shows.
        detects: Vec<Ref<ToFailure>> = H when "one per tolerated mode" unstated "none";
    }
}

record! {
    /// An alert.
    Alert {
        /// The metric that it watches.
        metric: Ref<ToMetric> = D;
        /// The objective that it watches.
        slo: Ref<ToSlo> = H suggest "one per SLO";
        /// The value that calls somebody, with its unit.
        threshold: String = H range (1.0, 80.0) suggest "as its entry in the list of metrics";
        /// How long it has to last before somebody is told.
        r#for: Span = D range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "5min (H)";
        /// Whether it wakes somebody.
        severity: AlertSeverity = D unstated "ticket" default r#""ticket""# suggest "as its entry in the list of metrics";
        /// What whoever is woken does.
        runbook: String = H when "if page" range (1.0, 200.0);
    }
}
