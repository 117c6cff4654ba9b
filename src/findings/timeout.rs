//! Timeouts of single calls: none at all, or one that healthy answers miss (DDL-03, 04). What calls owe those above them is in
//! `deadline`.

use super::claims::set;
use super::deadline::{down, timeout_ms, waits};
use super::election::rounded_up;
use super::out::Out;
use super::rule::Rule;
use crate::analysis::backoff::Backoff;
use crate::analysis::deadline::timeout_that_fits;
use crate::brief::{Or, Span};
use crate::numbers::deadline::{Patience, backoff_of, in_a_row, left_for, patience};
use crate::numbers::distance::between;
use crate::numbers::facts::{CallView, ServiceView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{Origin, Trace, World, caller_load};
use crate::rule;

rule!(
    /// Nothing ends the wait.
    ENDLESS = "DDL-03" "call-without-timeout" Error Never,
    "a call may wait for ever", endless
);
rule!(
    /// Healthy answers come too late by decree.
    CUT_OFF = "DDL-04" "timeout-below-normal-latency" Warn Justified,
    "the timeout cuts off healthy calls", cut_off
);
/// The least round trip between the places of two services, ms; nothing where nobody said where they are.
fn apart(w: &World<'_>, caller: Option<&ServiceView<'_>>, callee: &ServiceView<'_>, t: &mut Trace) -> f64 {
    let zones = |s: &ServiceView<'_>| s.placement().value.map(|p| w.zones_of(&p)).unwrap_or_default();
    let (here, there) = (caller.map(zones).unwrap_or_default(), zones(callee));
    let mut best: Option<(f64, Trace)> = None;
    for a in &here {
        for b in &there {
            let mut inner = Trace::new();
            let ms = between(w, a, b, &mut inner).p50;
            if best.as_ref().is_none_or(|(least, _)| ms < *least) {
                best = Some((ms, inner));
            }
        }
    }
    best.map_or(0.0, |(ms, inner)| {
        t.extend(&inner);
        ms
    })
}

/// A timeout that few healthy calls exceed: the tail of the callee and a round trip, else a second.
fn generous(w: &World<'_>, c: &CallView<'_>) -> (Span, &'static str) {
    let Some(callee) = c.callee() else { return (Span::natural(1000.0), "no measurements yet") };
    let rtt = apart(w, c.caller().as_ref(), &callee, &mut Trace::quiet());
    let latency = callee.raw.latency.as_ref();
    match (latency.and_then(|l| l.p999), latency.and_then(|l| l.p99)) {
        (Some(p999), _) => (rounded_up((p999.get() + rtt).max(1.0)), "p99.9 of the callee and a round trip"),
        (None, Some(p99)) => (rounded_up((2.0 * p99.get() + rtt).max(1.0)), "twice the p99 of the callee"),
        _ => (Span::natural(1000.0), "no measurements yet"),
    }
}

/// The same, unless whoever waits above gives up before: then what its attempts leave of that, if a healthy call fits.
fn fitting(w: &World<'_>, c: &CallView<'_>, patience: &Patience) -> (Span, String) {
    let (usual, why) = generous(w, c);
    let mut t = Trace::quiet();
    let attempts = in_a_row(c, &mut t).unwrap_or(1).max(1);
    let backoff = if attempts > 1 { backoff_of(c, &mut t) } else { Some(Backoff::NONE) };
    let left = left_for(w, c, patience, &mut t);
    let each = left.as_ref().zip(backoff).and_then(|((ms, _), b)| timeout_that_fits(0.9 * ms, attempts, &b).ok()?);
    let p99 = c.callee().and_then(|s| s.raw.latency.as_ref()?.p99).map_or(0.0, Span::get);
    match (each.and_then(down).filter(|s| s.get() < usual.get() && s.get() > p99), left) {
        (Some(fits), Some((_, who))) => (fits, format!("{attempts} of it fit, {}", who.words(w))),
        _ => (usual, why.to_owned()),
    }
}

fn endless(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let patience = patience(w);
    for c in w.calls().filter(waits) {
        if matches!(c.raw.timeout, Some(Or::A(_))) {
            continue;
        }
        let known = c.timeout();
        if known.origin == Origin::NotApplicable {
            continue;
        }
        let mut t = out.trace();
        let stated = known.stated();
        t.take(known);
        let how = if stated { "its timeout is none" } else { "no timeout is stated" };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let mut text = format!("{} may wait for ever: {how}", c.id);
        // What a callee that hangs holds, by Little's law.
        let load = caller_load(w, &c).filter(|load| *load > 0.0);
        if let Some(rate) = load.filter(|_| w.brief.workload.values().any(|x| x.rate_peak.is_some())) {
            let held = rate * c.raw.per_request.unwrap_or(1.0) * 60.0;
            text = format!("{text}; a callee that hangs for a minute holds {} calls", show_short(held.ceil()));
        }
        let (timeout, why) = fitting(w, &c, patience);
        out.add(rule.finding(&[&c.at], text, t).because(c.at.field("timeout")).fix(
            0,
            format!("timeout = {timeout}: {why}"),
            vec![set(&c.at, "timeout", timeout.to_string())],
        ));
    }
}

fn cut_off(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls().filter(waits) {
        let (Some(callee), Some(timeout)) = (c.callee(), timeout_ms(&c)) else { continue };
        let mut t = out.trace();
        let Some(p99) = t.num(callee.latency_p99()) else {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        let rtt = apart(w, c.caller().as_ref(), &callee, &mut t);
        if timeout >= p99 + rtt {
            continue;
        }
        t.take(c.timeout());
        let p50 = callee.raw.latency.as_ref().and_then(|l| l.p50).map(Span::get);
        let share = if p50.is_some_and(|p| timeout < p + rtt) { "50%" } else { "1%" };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: timeout {} < {} = p99 of {} + round trip: more than {share} of healthy calls fail",
            c.id,
            show_ms(timeout),
            show_ms(p99 + rtt),
            callee.id
        );
        let (longer, why) = generous(w, &c);
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("timeout"))
                .because(callee.at.field("latency.p99"))
                .fix(0, format!("timeout = {longer}: {why}"), vec![set(&c.at, "timeout", longer.to_string())])
                .advise("shorten the tail of the callee, or hedge reads at p95 with a budget"),
        );
    }
}
