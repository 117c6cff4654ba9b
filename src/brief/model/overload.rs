//! The fields of queues, caches, limiters, shedding and finite resources: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// A queue at a service or a call.
    Queue {
        /// On.
        on: Ref<ToPlace> = H;
        /// Kind.
        kind: QueueKind = H;
        /// Bound.
        bound: Or<Span, Or<u64, Or<Size, UnboundedWord>>> = H unstated "unbounded" default r#""unbounded""# suggest "wait budget x service rate (D30)";
        /// Discipline.
        discipline: QueueDiscipline = D unstated "fifo" default r#""fifo""# suggest "fifo; adaptive_lifo + codel under overload [FBFAIL]";
        /// Max age.
        max_age: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""# suggest "at most the caller's deadline";
        /// Consumers.
        consumers: u64 = H range (1.0, f64::INFINITY) unstated "1" default "1";
        /// Peak.
        rate_in: Rate = H range (0.0, f64::INFINITY) unstated "rate_peak of the workloads that reach it";
        /// All consumers.
        rate_out: Rate = H range (0.0, f64::INFINITY);
        /// Worst seen or expected.
        backlog: u64 = O range (0.0, f64::INFINITY);
        /// Delivery.
        delivery: Delivery = H unstated "at_least_once" default r#""at_least_once""# suggest "at_least_once";
        /// Visibility.
        visibility: Span = D range (0.0, f64::INFINITY) unstated "30s" default r#""30s""# suggest "30s [SQS]";
        /// Max receives.
        max_receives: Or<u64, UnboundedWord> = H when "if at_least_once" range (1.0, f64::INFINITY) unstated "5; OVL-10 looks at absence" default "5" suggest "5 (H)";
        /// Dlq.
        dlq: bool = D unstated "true; OVL-10 looks at absence" default "true" suggest "true";
        /// Oldest message that may be replayed.
        dlq_replay: Span = D range (0.0, f64::INFINITY) unstated "0s without dlq, else 14d";
        /// Ordering.
        ordering: QueueOrdering = D unstated "per_key" default r#""per_key""# suggest "per_key";
        /// What its consumers do.
        operations: Vec<Ref<ToOperation>> = H when "if at_least_once" unstated "none";
        /// Of the consumer.
        idempotency: Idempotency = H when "if at_least_once" unstated "operation.idempotent, else none" suggest "keyed";
        /// Trace context.
        trace_context: bool = D unstated "follows [validation] span_links_async" suggest "true";
    }
}

record! {
    /// A cache at a service or a call.
    Cache {
        /// On.
        on: Ref<ToPlace> = H;
        /// What carries the misses.
        store: Ref<ToResource> = D unstated "the callee, or service.datasets";
        /// Of requests.
        hit_ratio: Fraction = H when "if on the path" range (0.0, 1.0) unstated "0.9" default "0.9" suggest "measured";
        /// Ttl.
        ttl: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""#;
        /// Ttl jitter.
        ttl_jitter: Fraction = D range (0.0, 1.0) unstated "0.1" default "0.1" suggest "0.1 (H)";
        /// Stampede guard.
        stampede_guard: StampedeGuard = D unstated "none" default r#""none""# suggest "single_flight [FBMEMCACHE]";
        /// Time to fill one entry.
        recompute: Span = D range (0.0, f64::INFINITY) unstated "latency of the store, p99";
        /// A start with an empty cache was tried.
        cold_tested: bool = H when "if on the path" unstated "false" default "false" suggest "true";
    }
}

record! {
    /// A concurrency or rate limit at a service or a call.
    Limiter {
        /// On.
        on: Ref<ToPlace> = H;
        /// Kind.
        kind: LimiterKind = D unstated "fixed_concurrency" default r#""fixed_concurrency""# suggest "fixed_concurrency";
        /// Limit.
        limit: Or<u64, Rate> = D unstated "Little L x 1.2" suggest "Little L x 1.2 (H)";
        /// Signal.
        signal: LimiterSignal = O unstated "none" default r#""none""# suggest "latency";
    }
}

record! {
    /// What a service drops first.
    Shed {
        /// On.
        on: Ref<ToPlace> = H;
        /// Kind.
        kind: ShedKind = H when "for tier0, tier1" unstated "none" default r#""none""# suggest "priority";
        /// Order.
        order: Vec<String> = D unstated "none" suggest "sheddable first [SREBOOK]";
        /// Classes.
        classes: Vec<String> = D unstated "critical_plus, critical, sheddable_plus, sheddable" default r#"["critical_plus", "critical", "sheddable_plus", "sheddable"]"# suggest "critical_plus, critical, sheddable_plus, sheddable [SREBOOK]";
        /// Utilisation at which it starts.
        threshold: Fraction = D range (0.0, 1.0) unstated "1.0" default "1.0" suggest "0.9 (H)";
        /// Adaptive_throttle.
        k: f64 = D range (1.0, 10.0) unstated "2" default "2" suggest "2 [SREBOOK]";
    }
}

record! {
    /// A finite resource of a service.
    ResourceLimit {
        /// Service.
        service: Ref<ToService> = H;
        /// Kind.
        kind: ResourceLimitKind = H;
        /// Limit.
        limit: Or<u64, Rate> = H;
        /// Peak use.
        peak_use: Or<u64, Rate> = H;
        /// Grows with.
        grows_with: ResourceLimitGrowsWith = D unstated "fleet" default r#""fleet""#;
        /// Of each instance or peer.
        per_peer_use: f64 = D range (0.0, f64::INFINITY) unstated "peak_use / service.replicas";
        /// Planned fleet.
        planned_fleet: u64 = D range (1.0, f64::INFINITY) unstated "service.replicas";
    }
}
