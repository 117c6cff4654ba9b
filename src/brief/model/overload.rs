//! The fields of queues, caches, limiters, shedding and finite resources: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// A queue at a service or a call.
    Queue {
        /// The service or the call that it stands at.
        on: Ref<ToPlace> = H;
        /// In memory, a broker, or a log.
        kind: QueueKind = H;
        /// The most that waits: a time, a number or a size.
        bound: Or<Span, Or<u64, Or<Size, UnboundedWord>>> = H unstated "unbounded" default r#""unbounded""# suggest "wait budget x service rate (D30)";
        /// Who is served next.
        discipline: QueueDiscipline = D unstated "fifo" default r#""fifo""# suggest "fifo; adaptive_lifo + codel under overload [FBFAIL]";
        /// Older work is dropped, because nobody waits for it any more.
        max_age: Or<Span, UnboundedWord> = H range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""# suggest "at most the caller's deadline";
        /// How many take from it.
        consumers: u64 = H range (1.0, f64::INFINITY) unstated "1" default "1";
        /// How much comes in at the peak.
        rate_in: Rate = H range (0.0, f64::INFINITY) unstated "rate_peak of the workloads that reach it";
        /// How much all consumers together take out.
        rate_out: Rate = H range (0.0, f64::INFINITY);
        /// The most that waits, as seen or expected.
        backlog: u64 = O range (0.0, f64::INFINITY);
        /// How often a message may arrive.
        delivery: Delivery = H unstated "at_least_once" default r#""at_least_once""# suggest "at_least_once";
        /// How long a taken message stays hidden from others.
        visibility: Span = D range (0.0, f64::INFINITY) unstated "30s" default r#""30s""# suggest "30s [SQS]";
        /// How often a message is tried before it is parked.
        max_receives: Or<u64, UnboundedWord> = H when "if at_least_once" range (1.0, f64::INFINITY) unstated "5" remark "OVL-10 asks for it" default "5" suggest "5 (H)";
        /// Whether what fails again and again is parked in a dead-letter queue.
        dlq: bool = D unstated "true" remark "OVL-10 asks for it" default "true" suggest "true";
        /// How old a parked message may be when it is replayed.
        dlq_replay: Span = D range (0.0, f64::INFINITY) unstated "0s without dlq, else 14d";
        /// What stays in order.
        ordering: QueueOrdering = D unstated "per_key" default r#""per_key""# suggest "per_key";
        /// What its consumers do.
        operations: Vec<Ref<ToOperation>> = H when "if at_least_once" unstated "none";
        /// How the consumer keeps a message from doing its work twice.
        idempotency: Idempotency = H when "if at_least_once" unstated "operation.idempotent, else none" suggest "keyed";
        /// Whether a message carries the id of its trace.
        trace_context: bool = D unstated "validation.span_links_async" suggest "true";
    }
}

record! {
    /// A cache at a service or a call.
    Cache {
        /// The service or the call that it stands at.
        on: Ref<ToPlace> = H;
        /// What carries the misses.
        store: Ref<ToResource> = D unstated "the callee, or service.datasets";
        /// The share of requests that it answers itself.
        hit_ratio: Fraction = H when "if on the path" range (0.0, 1.0) unstated "0.9" default "0.9" suggest "measured";
        /// How long an entry is used.
        ttl: Or<Span, UnboundedWord> = D range (0.0, f64::INFINITY) unstated "unbounded" default r#""unbounded""#;
        /// How much of the ttl is random, so that entries do not end together.
        ttl_jitter: Fraction = D range (0.0, 1.0) unstated "0.1" default "0.1" suggest "0.1 (H)";
        /// What keeps many from fetching one entry at once.
        stampede_guard: StampedeGuard = D unstated "none" default r#""none""# suggest "single_flight [FBMEMCACHE]";
        /// How long it takes to fill one entry.
        recompute: Span = D range (0.0, f64::INFINITY) unstated "latency of the store, p99";
        /// A start with an empty cache was tried.
        cold_tested: bool = H when "if on the path" unstated "false" default "false" suggest "true";
    }
}

record! {
    /// A concurrency or rate limit at a service or a call.
    Limiter {
        /// The service or the call that it stands at.
        on: Ref<ToPlace> = H;
        /// How the limiter counts what passes.
        kind: LimiterKind = D unstated "fixed_concurrency" default r#""fixed_concurrency""# suggest "fixed_concurrency";
        /// The most that passes.
        limit: Or<u64, Rate> = D unstated "Little L x 1.2" suggest "Little L x 1.2 (H)";
        /// What it goes by, where it adapts.
        signal: LimiterSignal = O unstated "none" default r#""none""# suggest "latency";
    }
}

record! {
    /// What a service drops first.
    Shed {
        /// The service that sheds.
        on: Ref<ToPlace> = H;
        /// How it decides what to refuse.
        kind: ShedKind = H when "for tier0, tier1" unstated "none" default r#""none""# suggest "priority";
        /// What is refused first, and what last.
        order: Vec<String> = D unstated "none" suggest "sheddable first [SREBOOK]";
        /// The classes of requests that are told apart.
        classes: Vec<String> = D unstated "critical_plus, critical, sheddable_plus, sheddable" default r#"["critical_plus", "critical", "sheddable_plus", "sheddable"]"# suggest "critical_plus, critical, sheddable_plus, sheddable [SREBOOK]";
        /// Utilisation at which it starts.
        threshold: Fraction = D range (0.0, 1.0) unstated "1" default "1.0" suggest "0.9 (H)";
        /// How many requests for each accepted one pass before an adaptive throttle refuses some.
        k: f64 = D range (1.0, 10.0) unstated "2" default "2" suggest "2 [SREBOOK]";
    }
}

record! {
    /// A finite resource of a service.
    ResourceLimit {
        /// The service that has it.
        service: Ref<ToService> = H;
        /// What is finite: threads, connections, descriptors, a quota.
        kind: ResourceLimitKind = H;
        /// The most there is.
        limit: Or<u64, Rate> = H;
        /// What is used at the peak.
        peak_use: Or<u64, Rate> = H;
        /// What makes it grow.
        grows_with: ResourceLimitGrowsWith = D unstated "fleet" default r#""fleet""#;
        /// How much each instance or peer uses.
        per_peer_use: f64 = D range (0.0, f64::INFINITY) unstated "peak_use / service.replicas";
        /// How many instances are planned.
        planned_fleet: u64 = D range (1.0, f64::INFINITY) unstated "service.replicas";
    }
}
