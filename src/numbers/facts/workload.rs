//! Facts of workload tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { WorkloadView of Workload {
    entry_service: Ref<ToService> = {entry_service} "entry_service";
    growth: Growth = {growth} "growth";
    req_bytes_p50: Size = {req_bytes[SizePair].p50} "req_bytes.p50";
    req_bytes_p99: Size = {req_bytes[SizePair].p99} "req_bytes.p99";
    resp_bytes_p50: Size = {resp_bytes[SizePair].p50} "resp_bytes.p50";
    resp_bytes_p99: Size = {resp_bytes[SizePair].p99} "resp_bytes.p99";
    key_count: u64 = {key_count} "key_count";
    skew_kind: SkewKind = {skew[Skew].kind} "skew.kind";
    skew_theta: f64 = {skew[Skew].theta} "skew.theta";
    skew_hot_fraction: Fraction = {skew[Skew].hot_fraction} "skew.hot_fraction";
    skew_hot_share: Fraction = {skew[Skew].hot_share} "skew.hot_share";
    fan_out: u64 = {fan_out} "fan_out";
    burst_ratio: f64 = {burst[Burst].ratio} "burst.ratio";
    burst_length: Span = {burst[Burst].length} "burst.length";
    arrival_kind: ArrivalKind = {arrival[Arrival].kind} "arrival.kind";
    arrival_clients: u64 = {arrival[Arrival].clients} "arrival.clients";
    arrival_think: Span = {arrival[Arrival].think} "arrival.think";
    multi_key_ops: Fraction = {multi_key_ops} "multi_key_ops";
    service_time_p50: Span = {service_time[ServiceTime].p50} "service_time.p50";
    service_time_p99: Span = {service_time[ServiceTime].p99} "service_time.p99";
    service_cv: f64 = {service_cv} "service_cv";
} }

facts! { SloView of Slo {
    workload: Ref<ToWorkload> = {workload} "workload";
    sli: Sli = {sli} "sli";
    good_event: String = {good_event} "good_event";
    window: Span = {window} "window";
    accounting: SloAccounting = {accounting} "accounting";
    policy_on_exhaust: SloPolicyOnExhaust = {policy_on_exhaust} "policy_on_exhaust";
    sla_external: Or<Fraction, NoneWord> = {sla_external} "sla_external";
} }
