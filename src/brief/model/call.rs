//! The fields of calls between services: declarations only.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

record! {
    /// Part of a call: backoff.
    Backoff {
        /// How the pause between attempts grows.
        kind: BackoffKind = D default r#""fixed""#;
        /// The first pause before a retry.
        base: Span = D range (0.0, f64::INFINITY) default r#""100ms""#;
        /// By how much each pause is longer than the one before.
        factor: f64 = D range (1.0, 10.0) default "2";
        /// The longest pause between two tries.
        cap: Span = D range (0.0, f64::INFINITY) default r#""1s""#;
        /// How much of the pause is random, so that callers do not come back together.
        jitter: Jitter = D default r#""none""#;
    }
}

record! {
    /// Part of a call: retry budget.
    RetryBudget {
        /// What keeps retries from multiplying an outage.
        kind: RetryBudgetKind = D default r#""none""#;
        /// How many retries are allowed for each first attempt.
        fraction: Fraction = D range (0.0, 1.0) default "0.1";
        /// Retries that are always allowed, however few calls there are.
        min_rate: Rate = D range (0.0, f64::INFINITY) default r#""10/s""#;
        /// How long a call counts towards the budget.
        ttl: Span = D range (0.0, f64::INFINITY) default r#""10s""#;
        /// How many tokens the bucket holds at most.
        tokens: u64 = D range (1.0, f64::INFINITY) default "500";
        /// How many tokens a retry takes out of the bucket.
        cost: u64 = D range (1.0, f64::INFINITY) default "14";
    }
}

record! {
    /// Part of a call: hedge.
    Hedge {
        /// How long the first attempt is waited for before a second one is sent beside it.
        after: Or<Span, Percentile> = D;
        /// How many requests are sent beside the first one at most.
        max: u64 = D range (1.0, 5.0) default "1";
        /// The most extra calls, as a share of all.
        budget: Or<Fraction, NoneWord> = D range (0.0, 1.0) default r#""none""#;
    }
}

record! {
    /// Part of a call: breaker.
    Breaker {
        /// What opens the breaker.
        kind: BreakerKind = D default r#""none""#;
        /// What one breaker counts together: a host, a shard, a service.
        scope: BreakerScope = D default r#""service""#;
        /// The share of failures at which it opens.
        fail_rate: Fraction = D range (0.0, 1.0) default "0.5";
        /// The share of slow calls at which it opens.
        slow_rate: Fraction = D range (0.0, 1.0) default "1.0";
        /// How many calls the breaker looks back on.
        window: u64 = D range (1.0, f64::INFINITY) default "100";
        /// Fewer calls than this say nothing.
        min_calls: u64 = D range (1.0, f64::INFINITY) default "100";
        /// How long it stays open before it tries again.
        open: Span = D range (0.0, f64::INFINITY) default r#""60s""#;
        /// How many calls it lets through to see whether the callee is well again.
        half_open: u64 = D range (1.0, f64::INFINITY) default "10";
    }
}

record! {
    /// Part of a call: outlier ejection.
    OutlierEjection {
        /// How many errors in a row take a host out.
        consecutive: u64 = D range (1.0, f64::INFINITY) default "5";
        /// How often hosts are compared.
        interval: Span = D range (0.0, f64::INFINITY) default r#""10s""#;
        /// How long a host stays out the first time.
        base: Span = D range (0.0, f64::INFINITY) default r#""30s""#;
        /// The share of the hosts that may be out at once.
        max: Fraction = D range (0.0, 1.0) default r#""10%""#;
    }
}

record! {
    /// Part of a call: deadline.
    Deadline {
        /// Who sets the deadline.
        source: DeadlineSource = D default r#""none""#;
        /// The time allowed where the deadline is a fixed one of its own.
        value: Span = D range (1.0, f64::INFINITY);
        /// Whether the call is told how much time is left.
        propagate: bool = D default "false";
        /// A time that is left, or a time of day.
        form: DeadlineForm = D default r#""remaining""#;
        /// Time kept back for the caller's own work.
        reserve: Span = D range (0.0, f64::INFINITY) default r#""0s""#;
        /// With less time left than this the call is not started.
        min_remaining: Span = D range (0.0, f64::INFINITY);
    }
}

record! {
    /// Part of a call: idempotency.
    Idempotency {
        /// What makes a repeated write harmless.
        mode: IdempotencyMode = D;
        /// Who makes the key: the client once for what it wants, or anew for each attempt; or the server.
        key_source: IdempotencyKeySource = D default r#""client_intent""#;
        /// Fields that make the key unique.
        key_scope: String = D range (1.0, 80.0);
        /// How long a key is remembered.
        window: Span = D range (0.0, f64::INFINITY) default r#""24h""#;
        /// Where keys are kept.
        store: Or<MemoryWord, Ref<ToDataset>> = D default r#""memory""#;
        /// Whether the key is written in one transaction with the effect.
        atomic_with_effect: bool = D default "false";
        /// Whether a repeat gets the first answer again.
        response_replay: bool = D default "true";
        /// Whether the same key with another payload is refused.
        payload_hash: bool = D default "true";
        /// The size of one kept key with its answer.
        record_bytes: Size = D range (0.0, f64::INFINITY) default r#""200 B""#;
    }
}

record! {
    /// An edge of the call graph.
    Call {
        /// The service that calls.
        from: Ref<ToService> = H;
        /// The service that is called.
        to: Ref<ToService> = H;
        /// The operations of datasets that it carries out.
        operations: Vec<Ref<ToOperation>> = H unstated "every operation of service.datasets of the callee";
        /// The workloads whose requests make the call; where none is named, all that reach the caller.
        workloads: Vec<Ref<ToWorkload>> = O unstated "all that reach the caller";
        /// Calls for one request of the caller.
        per_request: f64 = D range (0.0, 100000.0) unstated "1" default "1" suggest "1";
        /// Whether the caller cannot answer without it.
        critical: bool = H unstated "true" default "true" suggest "true";
        /// Soft: the caller's answer is still good without it.
        client_avail_dependency: CallClientAvailDependency = H unstated "hard" default r#""hard""# suggest "hard";
        /// How long one attempt is waited for.
        timeout: Or<Span, NoneWord> = H range (1.0, 600000.0) unstated "1s" remark "DDL-03 asks for it" default r#""1s""# suggest "callee p99.9 + RTT (0.1 % false timeouts) [AWSTRJ]";
        /// How long a connection may take to come about.
        connect_timeout: Span = O range (1.0, f64::INFINITY) unstated "1s" default r#""1s""# suggest "1s (H)";
        /// How often a call is tried in all, the first time included.
        attempts: u64 = H range (1.0, 10.0) unstated "3" default "3" suggest "3 [AWSSDK standard mode; DynamoDB 4 since 2026-11][SREBOOK]; gRPC caps at 5 by default [GRPCA6]; 1 where another layer retries";
        /// How many distinct backends one request may try.
        peers: u64 = O range (1.0, f64::INFINITY) unstated "1" default "1";
        /// Retries of SDK, mesh, proxy are counted in attempts.
        hidden_retries: CallHiddenRetries = D unstated "unknown" default r#""unknown""# suggest "known [ENVOY]";
        /// The failures after which it is tried again.
        retry_on: Vec<RetryOn> = D unstated "connect_fail, unavailable" default r#"["connect_fail", "unavailable"]"# suggest "connect_fail, unavailable";
        /// The pause between attempts.
        backoff: Backoff = D unstated "fixed, base 100ms, jitter none" default r#"{ kind = "fixed", base = "100ms", factor = 2, cap = "1s", jitter = "none" }"# suggest "exponential, base 100ms, factor 2, cap 1s interactive (H), cap 20s batch [AWSSDK]; AWS base since 2026-11: 50ms transient (DynamoDB 25), 1s throttling; jitter full [AWSJIT], gRPC pm20 [GRPCA6]";
        /// The most retries, whatever happens.
        retry_budget: RetryBudget = H when "if attempts > 1" unstated "kind none" remark "of a stated kind the suggested numbers" default r#"{ kind = "none" }"# suggest "ratio 0.1 per client [SREBOOK]; 0.2 with at least 3 concurrent [ENVOY]; 0.2 + 10/s over 10s [FINAGLE]; 500 tokens, retry cost 14, throttling 5 (defaults since 2026-11-10; before: 5, timeout 10) [AWSSDK]";
        /// Whether a wish of the callee to be left alone is respected.
        honour_retry_after: bool = D unstated "true" default "true" suggest "true";
        /// A second attempt sent beside a slow first one.
        hedge: Hedge = O unstated "none" suggest "p95, 1 extra, 5% [TAIL]";
        /// What stops calling a callee that fails.
        breaker: Breaker = D unstated "kind none, scope service" remark "of a stated kind the suggested numbers" default r#"{ kind = "none", scope = "service" }"# suggest "rate, 0.5, 1.0, window 100 calls, min 100, open 60s, 10 probes [R4J]; 20 calls in 10s, 0.5, 5s [HYSTRIX]; scope host";
        /// How hosts that fail more than others are taken out.
        outlier_ejection: OutlierEjection = O unstated "none" suggest "5, 10s, 30s, 10% [ENVOY]";
        /// Until when all attempts together have to be done.
        deadline: Deadline = H unstated "source none, propagate false" remark "form remaining, reserve 0s, min_remaining 1 RTT" default r#"{ source = "none", propagate = false, form = "remaining", reserve = "0s" }"# suggest "inherit, propagate, remaining, min_remaining 1 RTT";
        /// Whether work stops at the callee once the caller has given up.
        cancel_propagation: bool = D unstated "true" default "true" suggest "true";
        /// The most calls under way at a time.
        max_concurrency: u64 = D range (1.0, f64::INFINITY) unstated "1024" default "1024" suggest "1024 [ENVOY]";
        /// The most calls that wait for their turn.
        max_pending: u64 = D range (0.0, f64::INFINITY) unstated "1024" default "1024" suggest "1024 [ENVOY]";
        /// How many retries may be under way at once.
        max_retries: u64 = D range (0.0, f64::INFINITY) unstated "3" default "3" suggest "3 [ENVOY]";
        /// What makes a repeated call harmless.
        idempotency: Idempotency = H when "if attempts > 1" unstated "mode of operation.idempotent, else none" remark "key_source client_intent, window 24h, store memory, atomic_with_effect false, response_replay true, payload_hash true, record_bytes 200 B" default r#"{ key_source = "client_intent", window = "24h", store = "memory", atomic_with_effect = false, response_replay = true, payload_hash = true, record_bytes = "200 B" }"# suggest "keyed, client_intent, window 24h (API v1, a minimum), replay true, payload_hash true [STRIPE]; 10min [DDBTXN]; 5min [SQSFIFO]";
        /// What the caller answers when the call fails.
        fallback: Fallback = D unstated "block" default r#""block""# suggest "cached or degrade where the answer allows it";
        /// The caller does not wait for the effect.
        r#async: bool = D unstated "false" default "false";
        /// The queue that the call goes through where it is asynchronous.
        queue: Ref<ToQueue> = H when "if async";
        /// Callers that can come at the same time.
        clients: u64 = D range (1.0, 1000000000.0) unstated "service.replicas of the caller";
        /// What makes them come together.
        herd_causes: Vec<HerdCause> = D unstated "reconnect, restart" default r#"["reconnect", "restart"]"#;
        /// Window over which they come back.
        reconnect_spread: Span = D range (0.0, f64::INFINITY) unstated "0s" default r#""0s""# suggest "D27";
        /// Passes trace and correlation id on.
        trace_context: bool = D unstated "as validation.propagation says" remark "true where that is not none" suggest "true";
    }
}
