//! Facts of service tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { ServiceView of Service {
    owner: String = {owner} "owner";
    replicas: u64 = {replicas} "replicas";
    availability: Fraction = {availability} "availability";
    capacity: Rate = {capacity} "capacity";
    latency_p50: Span = {latency[Latency].p50} "latency.p50";
    latency_p99: Span = {latency[Latency].p99} "latency.p99";
    latency_p999: Span = {latency[Latency].p999} "latency.p999";
    service_time_p50: Span = {service_time[ServiceTime].p50} "service_time.p50";
    service_time_p99: Span = {service_time[ServiceTime].p99} "service_time.p99";
    usl_contention: f64 = {usl[Usl].contention} "usl.contention";
    usl_coherency: f64 = {usl[Usl].coherency} "usl.coherency";
    balancing: Balancing = {balancing} "balancing";
    state: ServiceState = {state} "state";
    startup: Span = {startup} "startup";
    warmup: Span = {warmup} "warmup";
    datasets: Vec<Ref<ToDataset>> = {datasets} "datasets";
    role: ServiceRole = {role} "role";
    local_copy: bool = {local_copy} "local_copy";
    recovery_depends_on: Vec<Ref<ToService>> = {recovery_depends_on} "recovery_depends_on";
} }
