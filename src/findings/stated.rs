//! Two stated values that cannot both be true (MET-04), and an objective that the stated latency of the entry already misses
//! (SLO-11). Nothing here rests on a default: what nobody said contradicts nothing.

use super::claims::set;
use super::out::{Finding, Out};
use super::rule::Rule;
use crate::brief::{CallClientAvailDependency, Edit, Fallback, Fraction, OperationKind, Or, Rate, Sli, Span, Value};
use crate::numbers::facts::{CallView, ServiceView, WorkloadView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{At, Origin, Shown, Trace, World};
use crate::rule;

rule!(
    /// One of the two is wrong.
    AT_ODDS = "MET-04" "stated-values-at-odds" Error Justified,
    "two stated values cannot both be true", at_odds
);
rule!(
    /// What was measured is slower than what is promised.
    SLOW_ENTRY = "SLO-11" "objective-faster-than-its-entry" Error Justified,
    "a latency objective is faster than the stated latency of its entry", slow_entry
);

/// Shares that differ by less are rounded.
const ROUNDED: f64 = 0.05;

fn at_odds(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.workloads() {
        rates(rule, &x, out);
        mixed(rule, w, &x, out);
        out_of_reach(rule, w, &x, out);
    }
    windows(rule, w, out);
    places(rule, w, out);
    for s in w.services() {
        percentiles(rule, &s, out);
    }
    for c in w.calls() {
        soft_but_waiting(rule, &c, out);
        faster_than_below(rule, &c, out);
    }
}

/// Two stated values as a finding of the first: `said` is the contradiction with its arithmetic.
fn finding(rule: &'static Rule, both: [(&At, Shown); 2], said: String, out: &mut Out<'_>) -> Option<Finding> {
    let at = both[0].0;
    finding_at(rule, at, both, said, out)
}

/// The same as a finding of an entity that stands between the two.
fn finding_at(
    rule: &'static Rule,
    at: &At,
    [a, b]: [(&At, Shown); 2],
    said: String,
    out: &mut Out<'_>,
) -> Option<Finding> {
    let mut t = out.trace();
    t.note(a.0.clone(), Origin::Stated, a.1);
    t.note(b.0.clone(), Origin::Stated, b.1);
    if out.keyed(rule, &[at], &t) {
        return None;
    }
    let f = rule.finding(&[at], said, t).because(a.0.clone());
    Some(if a.0 == b.0 { f } else { f.because(b.0.clone()) })
}

fn rates(rule: &'static Rule, x: &WorkloadView<'_>, out: &mut Out<'_>) {
    let (Some(avg), Some(peak)) = (x.raw.rate_avg, x.raw.rate_peak) else { return };
    if avg.get() <= peak.get() * (1.0 + 1e-9) {
        return;
    }
    let both = [
        (&x.at.field("rate_peak"), Shown::PerSecond(peak.get())),
        (&x.at.field("rate_avg"), Shown::PerSecond(avg.get())),
    ];
    let said = format!("{}: {avg} on average is more than {peak} at the peak", x.id);
    if let Some(f) = finding(rule, both, said, out) {
        let usual = Rate::natural(3.0 * avg.get());
        out.add(f.fix(
            0,
            format!("rate_peak = {usual}: three times the average"),
            vec![set(&x.at, "rate_peak", usual.to_string())],
        ));
    }
}

/// The shares of the operations of the only dataset that a workload touches, against its mix.
fn mixed(rule: &'static Rule, w: &World<'_>, x: &WorkloadView<'_>, out: &mut Out<'_>) {
    let (Some(mix), Some([only])) = (&x.raw.mix, x.raw.datasets.as_deref()) else { return };
    let Some(d) = w.dataset(only) else { return };
    let (mut reads, mut writes) = (0.0, 0.0);
    for o in d.operations() {
        let (Some(share), Some(kind)) = (o.raw.share, o.raw.kind) else { return };
        match kind {
            OperationKind::Read | OperationKind::Scan | OperationKind::MultiRead => reads += share.get(),
            _ => writes += share.get(),
        }
    }
    let part = |f: Option<Fraction>| f.map_or(0.0, Fraction::get);
    let mixed = part(mix.read) + part(mix.scan);
    let sum: f64 = reads + writes;
    // Other workloads may bring the rest; what is said of reads here is said of reads there.
    let others = w.graph.reach.iter().filter(|r| r.datasets.contains(d.id)).count() > 1;
    let Some(first) = d.operations().next() else { return };
    if (sum - 1.0).abs() > ROUNDED || others || (mixed - reads).abs() <= ROUNDED {
        return;
    }
    let both = [(&x.at.field("mix"), Shown::Share(mixed)), (&first.at.field("share"), Shown::Share(reads))];
    let said = format!(
        "{}: its mix says {}% reads, the operations of {} say {}%",
        x.id,
        show_short(100.0 * mixed),
        d.id,
        show_short(100.0 * reads)
    );
    if let Some(f) = finding(rule, both, said, out) {
        let share = |x: f64| Value::from(format!("{}%", show_short(100.0 * x)));
        let table = [("read", share(reads)), ("write", share(writes))];
        let table = Value::Table(table.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
        out.add(f.fix(0, "the mix of its operations", vec![set(&x.at, "mix", table)]));
    }
}

/// A dataset that a workload is said to touch, and that no service on its way reads or writes.
fn out_of_reach(rule: &'static Rule, w: &World<'_>, x: &WorkloadView<'_>, out: &mut Out<'_>) {
    let Some(place) = w.brief.workload.get_index_of(x.id) else { return };
    let reach = &w.graph.reach[place];
    let (Some(entry), Some(named)) = (reach.entry, &x.raw.datasets) else { return };
    let on_the_way = || w.services().zip(&reach.services).filter(|(_, reached)| **reached).map(|(s, _)| s);
    for d in named.iter().filter_map(|d| w.dataset(d)) {
        if on_the_way().any(|s| s.raw.datasets.iter().flatten().any(|has| has.id == *d.id)) {
            continue;
        }
        let Some(entry) = w.service_at(entry) else { return };
        // Where no service says what it stores, nothing contradicts.
        if on_the_way().all(|s| s.raw.datasets.is_none()) {
            return;
        }
        let field = x.at.field("datasets");
        let said =
            format!("{} touches {}, and no service that it reaches from {} reads or writes it", x.id, d.id, entry.id);
        let mut t = out.trace();
        t.note(x.at.field("datasets"), Origin::Stated, Shown::Text(d.id.to_string().into()));
        t.take(x.entry_service());
        if out.keyed(rule, &[&field], &t) {
            return;
        }
        let f = rule.finding(&[&field], said, t).because(field).because(entry.at.field("datasets"));
        let held = vec![Edit::append(entry.at.field("datasets").to_string(), d.id.to_string())];
        out.add(f.fix(0, format!("{} reads or writes it", entry.id), held).advise("name the call that leads there"));
        return;
    }
}

/// Alert pairs whose short window is not the short one.
fn windows(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.slos() {
        for (i, pair) in s.raw.alert_pairs.iter().flatten().enumerate() {
            let (Some(long), Some(short)) = (pair.long, pair.short) else { continue };
            if short.get() < long.get() {
                continue;
            }
            let pairs = s.at.field("alert_pairs");
            let both = [(&pairs, Shown::Ms(short.get())), (&pairs, Shown::Ms(long.get()))];
            let said = format!(
                "{}: the short window of alert pair {} ({short}) is not below its long one ({long})",
                s.id,
                i + 1
            );
            if let Some(f) = finding(rule, both, said, out) {
                let path = |field: &str| format!("{}[{i}].{field}", s.at.field("alert_pairs"));
                let (a, b) = (Edit::set(path("short"), long.to_string()), Edit::set(path("long"), short.to_string()));
                let twelfth = Edit::set(path("short"), Span::natural((long.get() / 12.0).max(60_000.0)).to_string());
                out.add(if short.get() > long.get() {
                    f.fix(0, "exchange them", vec![a, b])
                } else {
                    f.fix(0, "a twelfth of the long one", vec![twelfth])
                });
            }
            break;
        }
    }
}

/// A region where data may and may not be.
fn places(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let Some(Or::A(residency)) = &d.raw.residency else { continue };
        let denied = |r: &&crate::brief::Id| residency.deny.iter().flatten().any(|x| x.id == **r);
        let Some(region) = residency.allow.iter().flatten().map(|r| &r.id).find(denied) else { continue };
        let (allow, deny) = (d.at.field("residency.allow"), d.at.field("residency.deny"));
        let name = || Shown::Text(region.to_string().into());
        let said = format!("{}: data may be in {region} and may not be in {region}", d.id);
        if let Some(f) = finding(rule, [(&allow, name()), (&deny, name())], said, out) {
            let left = residency.allow.iter().flatten().filter(|r| r.id != *region).map(|r| Value::from(r.to_string()));
            let edits = vec![set(&d.at, "residency.allow", Value::Array(left.collect()))];
            out.add(f.fix(0, format!("not in {region}: what is denied counts"), edits));
        }
    }
}

/// Percentiles that fall.
fn percentiles(rule: &'static Rule, s: &ServiceView<'_>, out: &mut Out<'_>) {
    let Some(l) = &s.raw.latency else { return };
    let all = [("latency.p50", l.p50), ("latency.p99", l.p99), ("latency.p999", l.p999)];
    let stated: Vec<(&'static str, Span)> = all.into_iter().filter_map(|(field, ms)| Some((field, ms?))).collect();
    let falls = stated.windows(2).find(|pair| pair[0].1.get() > pair[1].1.get());
    let Some([(low, fast), (high, slow)]) = falls else { return };
    let both = [(&s.at.field(high), Shown::Ms(slow.get())), (&s.at.field(low), Shown::Ms(fast.get()))];
    let name = |field: &str| field.trim_start_matches("latency.").to_owned();
    let said = format!("{}: its {} of {fast} is above its {} of {slow}", s.id, name(low), name(high));
    if let Some(f) = finding(rule, both, said, out) {
        let edits = vec![set(&s.at, low, slow.to_string()), set(&s.at, high, fast.to_string())];
        out.add(f.fix(0, "exchange them", edits));
    }
}

/// An answer that is good without the callee, from a caller that waits for it.
fn soft_but_waiting(rule: &'static Rule, c: &CallView<'_>, out: &mut Out<'_>) {
    let soft = c.raw.client_avail_dependency == Some(CallClientAvailDependency::Soft);
    let (waits, critical) = (c.raw.fallback == Some(Fallback::Block), c.raw.critical == Some(true));
    if !soft || !(waits || critical) {
        return;
    }
    let other = if waits { ("fallback", "block") } else { ("critical", "true") };
    let both =
        [(&c.at.field("client_avail_dependency"), Shown::Word("soft")), (&c.at.field(other.0), Shown::Word(other.1))];
    let why = if waits {
        "waits for the callee all the same (fallback = block)"
    } else {
        "cannot answer without it (critical)"
    };
    let said = format!(
        "{}: its answer is good without {} (soft), and it {why}",
        c.id,
        c.raw.to.as_ref().map_or("it", |to| to)
    );
    if let Some(f) = finding(rule, both, said, out) {
        let answer = if waits { set(&c.at, "fallback", "degrade") } else { set(&c.at, "critical", false) };
        let mut edits = vec![answer];
        if waits && critical {
            edits.push(set(&c.at, "critical", false));
        }
        out.add(f.fix(1, "answer without it", edits).fix(
            0,
            "say that it is needed: a hard dependency",
            vec![set(&c.at, "client_avail_dependency", "hard")],
        ));
    }
}

/// A caller that answers faster than what each of its requests waits for.
fn faster_than_below(rule: &'static Rule, c: &CallView<'_>, out: &mut Out<'_>) {
    let sometimes = c.raw.per_request.is_some_and(|n| n < 1.0)
        || c.raw.workloads.is_some()
        || c.raw.operations.is_some()
        || c.raw.r#async == Some(true)
        || c.raw.hedge.is_some()
        || c.raw.queue.is_some()
        || c.raw.critical == Some(false)
        || c.raw.client_avail_dependency == Some(CallClientAvailDependency::Soft)
        || c.raw.fallback.is_some_and(|f| f != Fallback::Block);
    if sometimes {
        return;
    }
    let (Some(caller), Some(callee)) = (c.caller(), c.callee()) else { return };
    // Answers that a cache in front gives never wait.
    let cached = c.world.caches().any(|x| x.raw.on.as_ref().is_some_and(|on| on.id == *caller.id || on.id == *c.id));
    let p99 = |s: &ServiceView<'_>| s.raw.latency.as_ref().and_then(|l| l.p99);
    let (Some(own), Some(below)) = (p99(&caller), p99(&callee)) else { return };
    // A wait that is cut off is no longer than its timeout.
    let cut = match c.raw.timeout {
        Some(Or::A(timeout)) => timeout.get().min(below.get()),
        _ => below.get(),
    };
    if cached || own.get() >= cut {
        return;
    }
    let both = [
        (&caller.at.field("latency.p99"), Shown::Ms(own.get())),
        (&callee.at.field("latency.p99"), Shown::Ms(below.get())),
    ];
    let said = format!(
        "{} answers 99% of its callers within {own}, and each of its requests waits for {}, whose p99 is {below}",
        caller.id, callee.id
    );
    if let Some(f) = finding_at(rule, &c.at, both, said, out) {
        let least = Span::natural(cut);
        out.add(
            f.fix(
                0,
                format!("at least what it waits for: p99 = {least}"),
                vec![set(&caller.at, "latency.p99", least.to_string())],
            )
            .advise("say why most requests do not wait: a cache, fewer calls per request, an answer without it"),
        );
    }
}

/// A latency objective against the stated percentiles of the service where its workload enters.
fn slow_entry(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.slos().filter(|s| s.raw.sli == Some(Sli::Latency)) {
        let (Some(objective), Some(threshold)) = (s.raw.objective, s.raw.threshold) else { continue };
        let Some(x) = s.raw.workload.as_ref().and_then(|x| w.workload(x)) else { continue };
        let Some(entry) = x.raw.entry_service.as_ref().and_then(|e| w.service(e)) else { continue };
        let Some(l) = &entry.raw.latency else { continue };
        let all = [("latency.p50", 0.5, l.p50), ("latency.p99", 0.99, l.p99), ("latency.p999", 0.999, l.p999)];
        // Slower than the threshold at a share that the objective does not allow to be slow.
        let missed = |(_, q, ms): &(&str, f64, Option<Span>)| {
            ms.is_some_and(|ms| ms.get() > threshold.get()) && *q <= objective.get() + 1e-12
        };
        let Some((field, share, Some(ms))) = all.into_iter().find(missed) else { continue };
        let mut t = Trace::new();
        t.take(s.objective());
        t.take(s.threshold());
        t.note(entry.at.field(field), Origin::Stated, Shown::Ms(ms.get()));
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {objective} within {threshold}, and {} needs {} for its slowest {}%",
            s.id,
            entry.id,
            show_ms(ms.get()),
            show_short(100.0 * (1.0 - share))
        );
        let mut f = rule.finding(&[&s.at], text, t).because(s.at.field("threshold")).because(entry.at.field(field));
        // The first stated percentile that covers the objective.
        let covers = |(_, q, _): &(&str, f64, Option<Span>)| *q + 1e-12 >= objective.get();
        if let Some((.., Some(enough))) = all.into_iter().filter(|p| p.2.is_some()).find(covers) {
            let edits = vec![set(&s.at, "threshold", enough.to_string())];
            f = f.fix(0, format!("an objective that the entry keeps: within {enough}"), edits);
        }
        out.add(f.advise(format!("shorten the tail of {}: hedge its slowest calls, cut its fan-out, cache", entry.id)));
    }
}
