//! Overload: what has no bound, what is full before anything fails.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{Edit, Or, QueueKind};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Latency grows without limit.
    UNBOUNDED = "OVL-01" "unbounded-queue" Error Never,
    "a queue on the request path has no bound", unbounded
);
rule!(
    /// More arrives than is done.
    OVERCOMMITTED = "OVL-02" "utilisation-of-one" Error Never,
    "more arrives at the peak than can be done", overcommitted
);

fn unbounded(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for q in w.queues() {
        // A broker that keeps its log for consumers to catch up on is not on the path of a waiting caller.
        let off_path = q.raw.on.as_ref().and_then(|on| w.call(on)).is_some_and(|c| c.raw.r#async == Some(true));
        let durable = matches!(q.raw.kind, Some(QueueKind::BrokerLog | QueueKind::DbOutbox));
        let mut t = Trace::new();
        let Some(bound) = t.take(q.bound()) else { continue };
        if off_path || durable || !matches!(bound, Or::B(Or::B(Or::B(_)))) {
            continue;
        }
        let rate = q.rate_out().value.map(crate::brief::Rate::get);
        let wait = w.workloads().find_map(|l| l.deadline().value).map_or(1000.0, crate::brief::Span::get);
        let mut finding = None;
        if let Some(rate) = rate {
            let items = (wait / 1000.0 * rate).floor().max(1.0);
            let text = format!(
                "{}: no bound, so latency grows without limit; {items:.0} items are a wait of {}",
                q.at,
                crate::numbers::figure::show_ms(items / rate * 1000.0)
            );
            finding = Some(rule.finding(&[&q.at], text, t.clone()).fix(
                0,
                format!("bound = {items:.0} items"),
                vec![Edit::set(q.at.field("bound").to_string(), items as i64)],
            ));
        }
        let finding = finding.unwrap_or_else(|| {
            let text = format!("{}: no bound, so latency grows without limit", q.at);
            rule.finding(&[&q.at], text, t).fix(
                0,
                "bound = 1s of waiting",
                vec![Edit::set(q.at.field("bound").to_string(), "1s")],
            )
        });
        out.add(finding.because(q.at.field("bound")));
    }
}

fn overcommitted(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.services() {
        let mut t = Trace::new();
        // A stated utilisation decides; otherwise load over capacity, where both are stated.
        let (util, how) = match (s.raw.util_peak, s.raw.capacity, s.load_peak()) {
            (Some(_), ..) => (t.take(s.util_peak()), String::new()),
            (None, Some(capacity), Some(load)) => {
                t.take(s.capacity());
                for workload in w.workloads() {
                    let place = w.brief.workload.get_index_of(workload.id).unwrap_or(0);
                    if w.graph.reaches(place, s.id) {
                        t.take(workload.rate_peak());
                    }
                }
                (Some(load / capacity.get()), format!(" ({load:.0}/s of {capacity})"))
            }
            _ => continue,
        };
        let Some(util) = util.filter(|u| *u >= 1.0) else { continue };
        let text =
            format!("{}: utilisation {util:.2} >= 1 at the peak{how}: the queue grows until something gives", s.at);
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field(if s.raw.util_peak.is_some() {
            "util_peak"
        } else {
            "capacity"
        }));
        if let (None, Some(load)) = (s.raw.util_peak, s.load_peak()) {
            let need = (load / 0.7).ceil();
            finding = finding.fix(
                1,
                format!("capacity for 70% utilisation: {need:.0}/s"),
                vec![Edit::set(s.at.field("capacity").to_string(), format!("{need:.0}/s"))],
            );
        } else {
            finding = finding.fix(
                1,
                "add capacity until the peak is at 70%",
                vec![Edit::set(s.at.field("util_peak").to_string(), 0.7)],
            );
        }
        out.add(finding.advise("shed the lowest priority first"));
    }
    for q in w.queues() {
        let mut t = Trace::new();
        let (Some(arrive), Some(done)) = (t.num(q.rate_in()), t.num(q.rate_out())) else {
            out.unjudged(rule, std::slice::from_ref(&q.at), &t);
            continue;
        };
        if done <= 0.0 || arrive < done {
            continue;
        }
        let text =
            format!("{}: {arrive:.0}/s arrive, {done:.0}/s are done: utilisation {:.2} >= 1", q.at, arrive / done);
        let need = (arrive / 0.7).ceil();
        out.add(rule.finding(&[&q.at], text, t).because(q.at.field("rate_out")).because(q.at.field("rate_in")).fix(
            1,
            format!("consumers for {need:.0}/s"),
            vec![Edit::set(q.at.field("rate_out").to_string(), format!("{need:.0}/s"))],
        ));
    }
}
