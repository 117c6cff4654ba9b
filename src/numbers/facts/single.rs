//! Facts of single tables whose default depends on nothing else.

#[allow(clippy::wildcard_imports)]
use super::prelude::*;

facts! { ClockView of Clock {
    sync: ClockSync = {sync} "sync";
    skew_bound: Span = {skew_bound} "skew_bound";
    drift: Or<Drift, UnboundedWord> = {drift} "drift";
    max_pause: Or<Span, UnboundedWord> = {max_pause} "max_pause";
    max_msg_delay: Or<Span, UnboundedWord> = {max_msg_delay} "max_msg_delay";
    self_stop: Or<Fraction, NoneWord> = {self_stop} "self_stop";
} }

facts! { ValidationView of Validation {
    propagation: ValidationPropagation = {propagation} "propagation";
    correlation_id: String = {correlation_id} "correlation_id";
    sample_head: Fraction = {sample_head} "sample_head";
    sample_tail_on_error: bool = {sample_tail_on_error} "sample_tail_on_error";
    span_links_async: bool = {span_links_async} "span_links_async";
    attempt_number_recorded: bool = {attempt_number_recorded} "attempt_number_recorded";
    hedge_recorded: bool = {hedge_recorded} "hedge_recorded";
} }

facts! { HeadView of Head {
    title: String = {title} "title";
    owner: String = {owner} "owner";
    reviewers: Vec<String> = {reviewers} "reviewers";
    trigger: Trigger = {trigger} "trigger";
    criticality: Tier = {criticality} "criticality";
    reversibility: Reversibility = {reversibility} "reversibility";
    revision: u64 = {revision} "revision";
    non_goals: Vec<String> = {non_goals} "non_goals";
} }

facts! { TopologyView of Topology {
    node_availability: Fraction = {node_availability} "node_availability";
    node_capacity_rps: Rate = {node_capacity[NodeCapacity].rps} "node_capacity.rps";
    node_capacity_bytes: Size = {node_capacity[NodeCapacity].bytes} "node_capacity.bytes";
    node_capacity_nic: Bandwidth = {node_capacity[NodeCapacity].nic} "node_capacity.nic";
    traffic_steering_kind: TrafficSteeringKind = {traffic_steering[TrafficSteering].kind} "traffic_steering.kind";
    traffic_steering_ttl: Span = {traffic_steering[TrafficSteering].ttl} "traffic_steering.ttl";
    traffic_steering_drain: Span = {traffic_steering[TrafficSteering].drain} "traffic_steering.drain";
    changed: Date = {changed} "changed";
} }
