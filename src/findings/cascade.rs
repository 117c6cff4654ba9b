//! What one thing that fails or fills up does to the rest: caches that carry the load, breakers, finite resources.

use std::fmt::Write as _;

use super::out::{Out, round_span};
use super::rule::Rule;
use crate::brief::{BreakerKind, BreakerScope, Edit, Or, Rate, ResourceLimitGrowsWith, Span, StampedeGuard};
use crate::numbers::facts::{CacheView, CallView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Without its cache the store is gone.
    LOAD_BEARING = "OVL-05" "load-bearing-cache" Error Justified,
    "the store cannot carry the load without its cache", load_bearing
);
rule!(
    /// Nobody stops asking.
    PROBING = "OVL-06" "breaker-missing-or-hasty" Warn Justified,
    "a critical call has no breaker, or one that asks too often", probing
);
rule!(
    /// One shard fails, all are cut off.
    SHARED_BREAKER = "OVL-07" "breaker-shared-by-shards" Warn Justified,
    "one bad shard opens the breaker for all", shared_breaker
);
rule!(
    /// A resource that runs out.
    FINITE = "OVL-09" "resource-near-its-limit" Warn Justified,
    "a finite resource is near its limit or grows with the fleet", finite
);

/// What carries the misses of a cache: its name, what it can take per second, the field to raise.
fn behind(w: &World<'_>, c: &CacheView<'_>, t: &mut Trace) -> Option<(String, f64, Option<String>)> {
    if let Some(d) = c.raw.store.as_ref().and_then(|s| w.dataset(s)) {
        let p = d.partitioning();
        if d.raw.partitioning.as_ref().is_none_or(|p| p.shard_cap.is_none()) {
            t.missing.push(d.at.field("partitioning.shard_cap.rps_r"));
            return None;
        }
        let (cap, shards) = (t.num(p.shard_cap_rps_r())?, t.take(p.shards())?);
        return Some((d.at.to_string(), cap * shards as f64, None));
    }
    let named = c.raw.store.as_ref();
    let callee = || c.raw.on.as_ref().and_then(|on| w.call(on)?.callee());
    let Some(service) = named.map_or_else(callee, |store| w.service(store)) else {
        t.missing.push(c.at.field("store"));
        return None;
    };
    let capacity = t.num(service.capacity())?;
    Some((service.at.to_string(), capacity, Some(service.at.field("capacity").to_string())))
}

fn load_bearing(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.caches() {
        let mut t = out.trace();
        let place = c.raw.on.as_ref().and_then(|on| w.service(on).or_else(|| w.call(on)?.callee()));
        // What no workload reaches is not on the path.
        let Some(load) = place.as_ref().and_then(crate::numbers::facts::ServiceView::load_peak) else { continue };
        let Some((store, capacity, field)) = behind(w, &c, &mut t) else {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        let (Some(hits), Some(guard)) = (t.num(c.hit_ratio()), t.take(c.stampede_guard())) else { continue };
        let rehearsed = t.take(c.cold_tested()) == Some(true) && guard != StampedeGuard::None;
        if load <= capacity || rehearsed {
            continue;
        }
        for x in w.workloads() {
            let place_of = w.brief.workload.get_index_of(x.id).unwrap_or(usize::MAX);
            if place.as_ref().is_some_and(|s| w.graph.reaches(place_of, s.id)) {
                t.take(x.rate_peak());
            }
        }
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: with it empty {store} gets {}/s and can take {}/s; with {}% hits it gets {}/s",
            c.at,
            show_short(load),
            show_short(capacity),
            show_short(hits * 100.0),
            show_short(load * (1.0 - hits))
        );
        let mut rehearse = vec![Edit::set(c.at.field("cold_tested").to_string(), true)];
        if guard == StampedeGuard::None {
            rehearse.push(Edit::set(c.at.field("stampede_guard").to_string(), "single_flight"));
        }
        let mut finding = rule
            .finding(&[&c.at], text, t)
            .because(c.at.field("cold_tested"))
            .because(c.at.field("stampede_guard"))
            .fix(
                2,
                "one fetch per key, misses admitted as the store can take them, and a cold start tried (E16)",
                rehearse,
            );
        if let Some(field) = field {
            let edits = vec![Edit::set(field, format!("{:.0}/s", load.ceil()))];
            finding = finding.fix(3, format!("a store for all of {:.0}/s", load.ceil()), edits);
        }
        out.add(finding);
    }
}

/// Whether a call has a breaker, or the ejection of single hosts that does the same.
fn guarded(c: &CallView<'_>) -> bool {
    c.raw.breaker.as_ref().is_some_and(|b| b.kind.is_some_and(|k| k != BreakerKind::None))
        || c.raw.outlier_ejection.is_some()
}

fn probing(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if c.raw.r#async == Some(true) {
            continue;
        }
        let mut t = out.trace();
        if !guarded(&c) {
            if t.take(c.critical()) != Some(true) {
                continue;
            }
            t.take(c.breaker_kind());
            if out.keyed(rule, &[&c.at], &t) {
                continue;
            }
            let text =
                format!("{} is critical and has no breaker: while the callee is down every caller waits for it", c.at);
            let mut edits = vec![
                Edit::set(c.at.field("breaker.kind").to_string(), "rate"),
                Edit::set(c.at.field("breaker.scope").to_string(), "host"),
            ];
            // One that is open for the usual time would ask a callee that recovers slowly too often.
            let usual = c.breaker_open().value.map_or(0.0, Span::get);
            let recovery = c.callee().and_then(|s| s.recovery().value).map_or(0.0, Span::get);
            if usual > 0.0 && usual < recovery / 10.0 {
                let longer = round_span(recovery / 10.0, true);
                edits.push(Edit::set(c.at.field("breaker.open").to_string(), longer.as_str()));
            }
            out.add(rule.finding(&[&c.at], text, t).because(c.at.field("breaker.kind")).fix(
                1,
                "a breaker on the failure rate, per host",
                edits,
            ));
            continue;
        }
        if c.raw.breaker.as_ref().is_none_or(|b| b.kind.is_none_or(|k| k == BreakerKind::None)) {
            continue;
        }
        let Some(callee) = c.callee() else { continue };
        let (Some(open), Some(recovery)) = (t.num(c.breaker_open()), t.num(callee.recovery())) else {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        if open <= 0.0 || open >= recovery / 10.0 {
            continue;
        }
        let longer = round_span(recovery / 10.0, true);
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: opens for {} while {} needs {} to recover: {:.0} rounds of probes per outage",
            c.at,
            show_ms(open),
            callee.at,
            show_ms(recovery),
            recovery / open
        );
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("breaker.open"))
                .because(callee.at.field("recovery"))
                .fix(
                    0,
                    format!("open for {longer}"),
                    vec![Edit::set(c.at.field("breaker.open").to_string(), longer.as_str())],
                ),
        );
    }
}

fn shared_breaker(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if c.raw.breaker.as_ref().is_none_or(|b| b.kind.is_none_or(|k| k == BreakerKind::None)) {
            continue;
        }
        let mut t = out.trace();
        if t.take(c.breaker_scope()) != Some(BreakerScope::Service) {
            continue;
        }
        let Some(callee) = c.callee() else { continue };
        let split = callee.raw.datasets.iter().flatten().filter_map(|d| w.dataset(d)).find_map(|d| {
            let shards = d.raw.partitioning.as_ref()?.shards.filter(|n| *n > 1)?;
            t.take(d.partitioning().shards());
            Some((d.at.field("partitioning.shards"), d.at, shards))
        });
        let Some((field, dataset, shards)) = split else { continue };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: one breaker for all of {}: one bad shard of {shards} of {dataset} cuts off the others",
            c.at, callee.at
        );
        let scope = c.at.field("breaker.scope");
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(scope.clone())
                .because(field)
                .fix(0, "count per host", vec![Edit::set(scope.to_string(), "host")])
                .fix(0, "count per shard, if any host serves any shard", vec![Edit::set(scope.to_string(), "shard")]),
        );
    }
}

fn finite(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.limits() {
        let mut t = out.trace();
        let (Some(limit), Some(used)) = (t.take(l.limit()), t.take(l.peak_use())) else {
            out.unjudged(rule, std::slice::from_ref(&l.at), &t);
            continue;
        };
        let (limit, used, rate) = match (limit, used) {
            (Or::A(limit), Or::A(used)) => (limit as f64, used as f64, false),
            (Or::B(limit), Or::B(used)) => (limit.get(), used.get(), true),
            // A count against a rate cannot be judged; the reader of the brief says so elsewhere.
            _ => continue,
        };
        let service = l.raw.service.as_ref().and_then(|s| w.service(s));
        let tight = limit < 1.5 * used;
        // How far the fleet can grow.
        let fleet = if t.take(l.grows_with()) == Some(ResourceLimitGrowsWith::Fleet) {
            let replicas = service.as_ref().and_then(|s| s.raw.replicas);
            let own = l.raw.per_peer_use.or_else(|| replicas.map(|n| used / n as f64));
            own.zip(l.raw.planned_fleet.or(replicas)).filter(|(own, _)| *own > 0.0)
        } else {
            None
        };
        let gone = fleet.filter(|(own, planned)| limit / own <= *planned as f64);
        if !tight && gone.is_none() {
            continue;
        }
        if out.keyed(rule, &[&l.at], &t) {
            continue;
        }
        let mut text = format!("{}: {} of {} used at the peak", l.at, show_short(used), show_short(limit));
        if let Some(s) = &service {
            let _ = write!(text, " of {}", s.at);
        }
        let mut need = (1.5 * used).ceil();
        if let Some((own, planned)) = gone {
            let _ = write!(text, "; at {planned} instances of {} each it is gone", show_short(own));
            need = need.max((own * planned as f64 / 0.7).ceil());
        }
        let value = if rate { Rate::base(need).to_string().into() } else { crate::brief::Value::from(need as i64) };
        let mut finding = rule.finding(&[&l.at], text, t).because(l.at.field("limit")).because(l.at.field("peak_use"));
        if gone.is_some() {
            finding = finding.because(l.at.field("planned_fleet"));
        }
        out.add(
            finding
                .fix(
                    1,
                    format!("a limit of {}, and an alert at 70%", show_short(need)),
                    vec![Edit::set(l.at.field("limit").to_string(), value)],
                )
                .advise("cells, each with its own limit"),
        );
    }
}
