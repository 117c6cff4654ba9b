//! Facts of overload tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { QueueView of Queue {
    on: Ref<ToPlace> = {on} "on";
    kind: QueueKind = {kind} "kind";
    bound: Or<Span, Or<u64, Or<Size, UnboundedWord>>> = {bound} "bound";
    discipline: QueueDiscipline = {discipline} "discipline";
    max_age: Or<Span, UnboundedWord> = {max_age} "max_age";
    consumers: u64 = {consumers} "consumers";
    rate_out: Rate = {rate_out} "rate_out";
    backlog: u64 = {backlog} "backlog";
    delivery: Delivery = {delivery} "delivery";
    visibility: Span = {visibility} "visibility";
    max_receives: Or<u64, UnboundedWord> = {max_receives} "max_receives";
    dlq: bool = {dlq} "dlq";
    ordering: QueueOrdering = {ordering} "ordering";
    operations: Vec<Ref<ToOperation>> = {operations} "operations";
    idempotency_key_source: IdempotencyKeySource = {idempotency[Idempotency].key_source} "idempotency.key_source";
    idempotency_key_scope: String = {idempotency[Idempotency].key_scope} "idempotency.key_scope";
    idempotency_window: Span = {idempotency[Idempotency].window} "idempotency.window";
    idempotency_store: Or<MemoryWord, Ref<ToDataset>> = {idempotency[Idempotency].store} "idempotency.store";
    idempotency_atomic_with_effect: bool = {idempotency[Idempotency].atomic_with_effect} "idempotency.atomic_with_effect";
    idempotency_response_replay: bool = {idempotency[Idempotency].response_replay} "idempotency.response_replay";
    idempotency_payload_hash: bool = {idempotency[Idempotency].payload_hash} "idempotency.payload_hash";
    idempotency_record_bytes: Size = {idempotency[Idempotency].record_bytes} "idempotency.record_bytes";
} }

facts! { CacheView of Cache {
    on: Ref<ToPlace> = {on} "on";
    hit_ratio: Fraction = {hit_ratio} "hit_ratio";
    ttl: Or<Span, UnboundedWord> = {ttl} "ttl";
    ttl_jitter: Fraction = {ttl_jitter} "ttl_jitter";
    stampede_guard: StampedeGuard = {stampede_guard} "stampede_guard";
    recompute: Span = {recompute} "recompute";
    cold_tested: bool = {cold_tested} "cold_tested";
} }

facts! { ShedView of Shed {
    on: Ref<ToPlace> = {on} "on";
    kind: ShedKind = {kind} "kind";
    order: Vec<String> = {order} "order";
    classes: Vec<String> = {classes} "classes";
    threshold: Fraction = {threshold} "threshold";
    k: f64 = {k} "k";
} }

facts! { LimiterView of Limiter {
    on: Ref<ToPlace> = {on} "on";
    kind: LimiterKind = {kind} "kind";
    limit: Or<u64, Rate> = {limit} "limit";
    signal: LimiterSignal = {signal} "signal";
} }

facts! { LimitView of ResourceLimit {
    service: Ref<ToService> = {service} "service";
    kind: ResourceLimitKind = {kind} "kind";
    limit: Or<u64, Rate> = {limit} "limit";
    peak_use: Or<u64, Rate> = {peak_use} "peak_use";
    grows_with: ResourceLimitGrowsWith = {grows_with} "grows_with";
} }
