//! Facts of call tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { CallView of Call {
    from: Ref<ToService> = {from} "from";
    to: Ref<ToService> = {to} "to";
    workloads: Vec<Ref<ToWorkload>> = {workloads} "workloads";
    per_request: f64 = {per_request} "per_request";
    critical: bool = {critical} "critical";
    client_avail_dependency: CallClientAvailDependency = {client_avail_dependency} "client_avail_dependency";
    timeout: Or<Span, NoneWord> = {timeout} "timeout";
    connect_timeout: Span = {connect_timeout} "connect_timeout";
    attempts: u64 = {attempts} "attempts";
    peers: u64 = {peers} "peers";
    hidden_retries: CallHiddenRetries = {hidden_retries} "hidden_retries";
    retry_on: Vec<RetryOn> = {retry_on} "retry_on";
    backoff_kind: BackoffKind = {backoff[Backoff].kind} "backoff.kind";
    backoff_base: Span = {backoff[Backoff].base} "backoff.base";
    backoff_factor: f64 = {backoff[Backoff].factor} "backoff.factor";
    backoff_cap: Span = {backoff[Backoff].cap} "backoff.cap";
    backoff_jitter: Jitter = {backoff[Backoff].jitter} "backoff.jitter";
    retry_budget_kind: RetryBudgetKind = {retry_budget[RetryBudget].kind} "retry_budget.kind";
    retry_budget_fraction: Fraction = {retry_budget[RetryBudget].fraction} "retry_budget.fraction";
    retry_budget_min_rate: Rate = {retry_budget[RetryBudget].min_rate} "retry_budget.min_rate";
    retry_budget_ttl: Span = {retry_budget[RetryBudget].ttl} "retry_budget.ttl";
    retry_budget_tokens: u64 = {retry_budget[RetryBudget].tokens} "retry_budget.tokens";
    retry_budget_cost: u64 = {retry_budget[RetryBudget].cost} "retry_budget.cost";
    honour_retry_after: bool = {honour_retry_after} "honour_retry_after";
    hedge_max: u64 = {hedge[Hedge].max} "hedge.max";
    hedge_budget: Or<Fraction, NoneWord> = {hedge[Hedge].budget} "hedge.budget";
    breaker_kind: BreakerKind = {breaker[Breaker].kind} "breaker.kind";
    breaker_scope: BreakerScope = {breaker[Breaker].scope} "breaker.scope";
    breaker_fail_rate: Fraction = {breaker[Breaker].fail_rate} "breaker.fail_rate";
    breaker_slow_rate: Fraction = {breaker[Breaker].slow_rate} "breaker.slow_rate";
    breaker_window: u64 = {breaker[Breaker].window} "breaker.window";
    breaker_min_calls: u64 = {breaker[Breaker].min_calls} "breaker.min_calls";
    breaker_open: Span = {breaker[Breaker].open} "breaker.open";
    breaker_half_open: u64 = {breaker[Breaker].half_open} "breaker.half_open";
    outlier_ejection_consecutive: u64 = {outlier_ejection[OutlierEjection].consecutive} "outlier_ejection.consecutive";
    outlier_ejection_interval: Span = {outlier_ejection[OutlierEjection].interval} "outlier_ejection.interval";
    outlier_ejection_base: Span = {outlier_ejection[OutlierEjection].base} "outlier_ejection.base";
    outlier_ejection_max: Fraction = {outlier_ejection[OutlierEjection].max} "outlier_ejection.max";
    deadline_source: DeadlineSource = {deadline[Deadline].source} "deadline.source";
    deadline_value: Span = {deadline[Deadline].value} "deadline.value";
    deadline_propagate: bool = {deadline[Deadline].propagate} "deadline.propagate";
    deadline_form: DeadlineForm = {deadline[Deadline].form} "deadline.form";
    deadline_reserve: Span = {deadline[Deadline].reserve} "deadline.reserve";
    cancel_propagation: bool = {cancel_propagation} "cancel_propagation";
    max_concurrency: u64 = {max_concurrency} "max_concurrency";
    max_pending: u64 = {max_pending} "max_pending";
    max_retries: u64 = {max_retries} "max_retries";
    idempotency_key_source: IdempotencyKeySource = {idempotency[Idempotency].key_source} "idempotency.key_source";
    idempotency_key_scope: String = {idempotency[Idempotency].key_scope} "idempotency.key_scope";
    idempotency_window: Span = {idempotency[Idempotency].window} "idempotency.window";
    idempotency_store: Or<MemoryWord, Ref<ToDataset>> = {idempotency[Idempotency].store} "idempotency.store";
    idempotency_atomic_with_effect: bool = {idempotency[Idempotency].atomic_with_effect} "idempotency.atomic_with_effect";
    idempotency_response_replay: bool = {idempotency[Idempotency].response_replay} "idempotency.response_replay";
    idempotency_payload_hash: bool = {idempotency[Idempotency].payload_hash} "idempotency.payload_hash";
    idempotency_record_bytes: Size = {idempotency[Idempotency].record_bytes} "idempotency.record_bytes";
    fallback: Fallback = {fallback} "fallback";
    r#async: bool = {r#async} "async";
    queue: Ref<ToQueue> = {queue} "queue";
    herd_causes: Vec<HerdCause> = {herd_causes} "herd_causes";
    reconnect_spread: Span = {reconnect_spread} "reconnect_spread";
} }
