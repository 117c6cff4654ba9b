//! Deadlines: work that outlives whoever asked for it (DDL-01, 02, 05 to 07). Timeouts of single calls are in `timeout`.

use std::collections::HashMap;

use super::claims::set;
use super::election::rounded_up;
use super::out::Out;
use super::rule::Rule;
use crate::analysis::backoff::call_time;
use crate::analysis::deadline::{attempts_that_fit, timeout_that_fits, wall_time_is_safe};
use crate::brief::{DeadlineForm, DeadlineSource, Edit, Or, QueueKind, Span};
use crate::numbers::deadline::{Plan, in_a_row, left_for, patience, plans};
use crate::numbers::facts::{CallView, QueueView};
use crate::numbers::figure::show_ms;
use crate::numbers::graph::made_for;
use crate::numbers::{At, Known, Trace, World};
use crate::rule;

rule!(
    /// The caller has gone, the callee works on.
    OUTLIVES = "DDL-01" "call-outlives-caller" Error Justified,
    "a call may outlive its caller", outlives
);
rule!(
    /// The last attempts are for nobody.
    UNFIT = "DDL-02" "attempts-exceed-deadline" Error Justified,
    "the attempts do not fit into the deadline", unfit
);
rule!(
    /// Nobody below hears that the caller has given up.
    UNTOLD = "DDL-05" "deadline-not-passed-on" Warn Justified,
    "work goes on below a caller that has given up", untold
);
rule!(
    /// Consumers work for callers that have left.
    EXPIRED = "DDL-06" "queue-outlives-caller" Warn Justified,
    "messages outlive the patience of whoever sent them", expired
);
rule!(
    /// The same moment is another one on each machine.
    WALL = "DDL-07" "deadline-as-wall-time" Info Acknowledged,
    "deadlines travel as wall time on clocks that disagree", wall
);

/// Whether the caller waits for the answer.
pub(super) fn waits(c: &CallView<'_>) -> bool {
    c.raw.r#async != Some(true)
}

fn source(c: &CallView<'_>) -> DeadlineSource {
    c.raw.deadline.as_ref().and_then(|d| d.source).unwrap_or(DeadlineSource::None)
}

/// The timeout of one attempt, ms: stated or assumed; None for "none".
pub(super) fn timeout_ms(c: &CallView<'_>) -> Option<f64> {
    match c.timeout().value {
        Some(Or::A(span)) => Some(span.get()),
        _ => None,
    }
}

/// Whole milliseconds below.
pub(super) fn down(ms: f64) -> Option<Span> {
    let whole = (ms + 1e-9).floor();
    (whole >= 1.0)
        .then(|| if whole < 1000.0 || whole % 1000.0 != 0.0 { Span::base(whole) } else { Span::natural(whole) })
}

/// Who waits for the calls of a service: a call above it, or a workload that enters there; by place in the file.
#[derive(Clone, Copy)]
enum Parent {
    Call(usize),
    Workload(usize),
}

/// Who waits for so long, ms, for the calls of a service, and whether somebody stated that.
type Waits = (f64, Parent, bool);

/// For each service, everybody who waits for what it calls.
fn parents(w: &World<'_>) -> Vec<Vec<Waits>> {
    let mut found = vec![Vec::new(); w.graph.services.len()];
    for (i, x) in w.workloads().enumerate() {
        if let (Some(entry), Some(deadline)) = (w.graph.reach[i].entry, x.deadline().value) {
            found[entry].push((deadline.get(), Parent::Workload(i), true));
        }
    }
    for (i, c) in w.calls().enumerate() {
        let Some(to) = c.raw.to.as_ref().and_then(|to| w.graph.index.get(&to.id).copied()) else { continue };
        if let Some(ms) = timeout_ms(&c).filter(|_| waits(&c)) {
            found[to].push((ms, Parent::Call(i), c.raw.timeout.is_some()));
        }
    }
    found
}

/// Whether some request waits for both.
fn meet(w: &World<'_>, parent: Parent, c: &CallView<'_>) -> bool {
    let Some(mine) = &c.raw.workloads else { return true };
    match parent {
        Parent::Workload(i) => w.brief.workload.get_index(i).is_some_and(|(id, _)| made_for(c.raw, id)),
        Parent::Call(i) => {
            let (_, call) = w.brief.call.get_index(i).unzip();
            call.is_some_and(|call| mine.iter().any(|x| made_for(call, &x.id)))
        }
    }
}

fn outlives(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let above = parents(w);
    for c in w.calls().filter(waits) {
        let Some(own) = timeout_ms(&c) else { continue };
        let Some(caller) = c.raw.from.as_ref().and_then(|f| w.graph.index.get(&f.id).copied()) else { continue };
        // What is left of the caller's time bounds an inherited deadline.
        if source(&c) == DeadlineSource::Inherit {
            continue;
        }
        // Two timeouts that nobody stated say nothing about one another.
        let counts = |(_, who, stated): &&Waits| (*stated || c.raw.timeout.is_some()) && meet(w, *who, &c);
        let waiting = above[caller].iter().filter(counts).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((ms, parent, _)) = waiting.copied().filter(|(ms, ..)| own >= *ms) else { continue };
        let mut t = out.trace();
        t.take(c.timeout());
        let call = |i: usize| w.brief.call.get_index(i).and_then(|(id, _)| w.call(id));
        let workload = |i: usize| w.brief.workload.get_index(i).and_then(|(id, _)| w.workload(id));
        let (at, name, field) = match parent {
            Parent::Call(i) => {
                let Some(p) = call(i) else { continue };
                t.take(p.timeout());
                let field = p.at.field("timeout");
                (p.at, p.id.to_string(), field)
            }
            Parent::Workload(i) => {
                let Some(x) = workload(i) else { continue };
                t.take(x.deadline());
                let field = x.at.field("deadline");
                (x.at, format!("the deadline of {}", x.id), field)
            }
        };
        if out.keyed(rule, &[&c.at, &at], &t) {
            continue;
        }
        let longer = if own > ms { "longer than" } else { "as long as" };
        let text =
            format!("{} waits {}, {longer} {name} with {}: work outlives its caller", c.id, show_ms(own), show_ms(ms));
        let mut finding = rule.finding(&[&c.at, &at], text, t).because(c.at.field("timeout")).because(field);
        let attempts = in_a_row(&c, &mut Trace::quiet()).unwrap_or(1);
        let reserve = c.deadline_reserve().value.map_or(0.0, Span::get);
        let share = (ms - reserve) / f64::from(attempts);
        // Alone and without a reserve it would equal the parent.
        let share = if share < ms { share } else { 0.9 * ms };
        // A timeout that healthy answers miss is no way out.
        let healthy = c.callee().and_then(|s| s.raw.latency.as_ref()?.p99).map_or(0.0, Span::get);
        if let Some(fits) = down(share).filter(|s| s.get() > healthy) {
            let words = if reserve > 0.0 {
                format!("timeout = {fits}: ({} - {}) / {attempts}", show_ms(ms), show_ms(reserve))
            } else {
                format!("timeout = {fits}: {} / {attempts}", show_ms(ms))
            };
            finding = finding.fix(0, words, vec![set(&c.at, "timeout", fits.to_string())]);
        }
        let mut inherit = vec![set(&c.at, "deadline.source", "inherit"), set(&c.at, "deadline.propagate", true)];
        if let Parent::Call(_) = parent {
            inherit.push(set(&at, "deadline.propagate", true));
        }
        finding = finding.fix(2, "pass on the remaining time instead of a fixed one", inherit);
        if let Some(callee) = c.callee().filter(|_| share <= healthy) {
            let words = format!("more time above: {} alone takes {} at its p99", callee.id, show_ms(healthy));
            finding = finding.advise(words);
        }
        out.add(finding);
    }
}

fn unfit(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let all = patience(w);
    for (c, known) in w.calls().zip(plans(w)).filter(|(c, _)| waits(c)) {
        let checked = c.raw.deadline.as_ref().is_some_and(|d| d.min_remaining.is_some());
        // A client that looks at the remaining time does not start an attempt that cannot end in it.
        if checked && source(&c) == DeadlineSource::Inherit {
            continue;
        }
        let Some((Plan { attempts, timeout: Some(timeout), backoff }, rests)) = known else { continue };
        let (attempts, timeout, mut t) = (*attempts, *timeout, out.trace());
        t.extend(rests);
        let mut above = out.trace();
        let Some((left, whose)) = left_for(w, &c, all, &mut above) else {
            nobody(rule, w, &c, out);
            continue;
        };
        t.extend(&above);
        let Ok(worst) = call_time(attempts, timeout, backoff).map(|x| x.worst_ms) else { continue };
        if worst <= left * (1.0 + 1e-9) || !t.any_stated() {
            continue;
        }
        let fit = if left > 0.0 { attempts_that_fit(left, timeout, backoff, attempts).unwrap_or(0) } else { 0 };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{} takes {} in the worst case, with {} left ({}); {fit} of {attempts} attempts fit",
            c.id,
            show_ms(worst),
            show_ms(left),
            whose.words(w)
        );
        let mut finding =
            rule.finding(&[&c.at], text, t).because(c.at.field("attempts")).because(c.at.field("timeout"));
        for input in &above.inputs {
            finding = finding.because(input.at.clone());
        }
        let least = c.callee().and_then(|s| s.raw.latency.as_ref().and_then(|l| l.p99)).map_or(0.0, Span::get);
        if fit >= 1 {
            finding = finding.fix(0, format!("attempts = {fit}"), vec![set(&c.at, "attempts", i64::from(fit))]);
        } else if let Some(only) = down(0.9 * left).filter(|s| s.get() > least) {
            // A tenth is left for the caller itself, which DDL-01 asks for.
            let edits = vec![set(&c.at, "attempts", 1), set(&c.at, "timeout", only.to_string())];
            finding = finding.fix(0, format!("one attempt of {only}"), edits);
        }
        if attempts > 1
            && left > 0.0
            && let Ok(Some(each)) = timeout_that_fits(left, attempts, backoff)
            && let Some(each) = down(each).filter(|s| s.get() > least)
        {
            let edits = vec![set(&c.at, "timeout", each.to_string())];
            finding = finding.fix(0, format!("timeout = {each}, all {attempts} attempts"), edits);
        }
        let looked = vec![
            set(&c.at, "deadline.source", "inherit"),
            set(&c.at, "deadline.propagate", true),
            set(&c.at, "deadline.min_remaining", "5ms"),
        ];
        out.add(finding.fix(2, "start no attempt without time left for it", looked));
    }
}

/// No deadline anywhere above a call: says whose would be needed.
fn nobody(rule: &'static Rule, w: &World<'_>, c: &CallView<'_>, out: &mut Out<'_>) {
    let place = c.raw.from.as_ref().and_then(|f| w.graph.index.get(&f.id).copied());
    let reach = w.graph.reach.iter().position(|r| place.is_some_and(|v| r.services[v]));
    let workload = reach.and_then(|i| w.brief.workload.get_index(i)).map(|(id, _)| At::entity("workload", id));
    let mut t = out.trace();
    t.missing.push(workload.map_or_else(|| c.at.field("deadline.value"), |x| x.field("deadline")));
    out.unjudged(rule, std::slice::from_ref(&c.at), &t);
}

fn untold(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls().filter(waits) {
        let raw = c.raw.deadline.as_ref();
        if source(&c) != DeadlineSource::None && raw.and_then(|d| d.propagate) == Some(true) {
            continue;
        }
        let Some(from) = c.raw.from.as_ref() else { continue };
        if !w.calls_to(from).any(|p| waits(&p)) {
            continue;
        }
        let mut t = out.trace();
        let (Some(source), Some(passed)) = (t.take(c.deadline_source()), t.take(c.deadline_propagate())) else {
            continue;
        };
        let what = match (source, passed) {
            (DeadlineSource::None, _) => "has no deadline",
            _ => "does not pass its deadline on",
        };
        let below = c.raw.to.as_ref().map_or_else(|| "it".to_owned(), |to| to.id.to_string());
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!("{} {what}: when the caller gives up, dead work continues in {below} and below", c.id);
        let field = if source == DeadlineSource::None { "deadline.source" } else { "deadline.propagate" };
        let edits = vec![set(&c.at, "deadline.source", "inherit"), set(&c.at, "deadline.propagate", true)];
        out.add(rule.finding(&[&c.at], text, t).because(c.at.field(field)).fix(2, "pass on the remaining time", edits));
    }
}

/// The calls that wait for what a queue delivers.
fn waiting<'a>(w: &'a World<'a>, q: &QueueView<'a>, by_queue: &HashMap<&str, Vec<usize>>) -> Vec<CallView<'a>> {
    let mut found: Vec<CallView<'a>> = by_queue
        .get(q.id.as_ref())
        .into_iter()
        .flatten()
        .filter_map(|n| w.brief.call.get_index(*n))
        .filter_map(|(id, _)| w.call(id))
        .collect();
    if let Some(on) = &q.raw.on {
        found.extend(w.call(on));
        // A broker at a service carries what the service sends; in memory it is the queue of its requests.
        if q.raw.kind == Some(QueueKind::InMemory) && w.service(on).is_some() {
            found.extend(w.calls_to(on));
        }
    }
    found.retain(waits);
    found
}

fn expired(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    if w.brief.queue.is_empty() {
        return;
    }
    let all = patience(w);
    let mut by_queue: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, call) in w.brief.call.values().enumerate() {
        if let Some(q) = &call.queue {
            by_queue.entry(q).or_default().push(i);
        }
    }
    for q in w.queues() {
        let mut best: Option<(f64, String, Trace)> = None;
        let mut keep = |ms: f64, who: String, t: Trace| {
            if best.as_ref().is_none_or(|(most, ..)| ms > *most) {
                best = Some((ms, who, t));
            }
        };
        let mut lacking = out.trace();
        let found = waiting(w, &q, &by_queue);
        for c in &found {
            let mut t = out.trace();
            let above = left_for(w, c, all, &mut t).map(|(ms, _)| ms);
            let own = if c.raw.timeout.is_some() { timeout_ms(c) } else { None };
            if own.is_some_and(|own| above.is_none_or(|ms| own < ms)) {
                t = out.trace();
                t.take(c.timeout());
            }
            match [own, above].into_iter().flatten().min_by(f64::total_cmp) {
                Some(ms) => keep(ms, c.id.to_string(), t),
                None => lacking.missing.push(c.at.field("timeout")),
            }
        }
        let entry = q.raw.on.as_ref().filter(|_| q.raw.kind == Some(QueueKind::InMemory));
        let place = entry.and_then(|on| w.graph.index.get(&on.id).copied());
        for (x, reach) in w.workloads().zip(&w.graph.reach).filter(|(_, r)| r.entry.is_some() && r.entry == place) {
            let _ = reach;
            let mut t = out.trace();
            match t.num(x.deadline()) {
                Some(ms) => keep(ms, x.id.to_string(), t),
                None => lacking.extend(&t),
            }
        }
        let Some((limit, who, mut t)) = best else {
            out.unjudged(rule, std::slice::from_ref(&q.at), &lacking);
            continue;
        };
        let age = match t.take(q.max_age()) {
            Some(Or::A(age)) if age.get() <= limit => continue,
            Some(Or::A(age)) => age.to_string(),
            Some(Or::B(_)) => "without bound".to_owned(),
            None => continue,
        };
        if out.keyed(rule, &[&q.at], &t) {
            continue;
        }
        let text =
            format!("{}: messages wait {age}, {who} waits {}: consumers process expired work", q.id, show_ms(limit));
        let mut finding = rule.finding(&[&q.at], text, t.clone()).because(q.at.field("max_age"));
        for input in t.inputs.iter().filter(|i| i.at != q.at.field("max_age")) {
            finding = finding.because(input.at.clone());
        }
        if let Some(short) = down(limit) {
            let edits = vec![set(&q.at, "max_age", short.to_string())];
            finding = finding.fix(0, format!("drop at dequeue what is older than {short}"), edits);
        }
        let released: Vec<Edit> = found.iter().map(|c| set(&c.at, "async", true)).collect();
        if !released.is_empty() && place.is_none() {
            finding = finding.fix(2, "let nobody wait: answer another way", released);
        }
        out.add(finding);
    }
}

fn wall(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if c.raw.deadline.as_ref().and_then(|d| d.form) != Some(DeadlineForm::Wall) {
            continue;
        }
        let mut t = out.trace();
        t.take(c.deadline_form());
        let reserve: Known<Span> = c.deadline_reserve();
        let (Some(skew), Some(reserve)) = (t.num(w.clock().skew_bound()), t.num(reserve)) else { continue };
        // Equal is tight and still safe; only more skew than reserve is not.
        if skew <= reserve || wall_time_is_safe(skew, reserve) == Ok(true) {
            continue;
        }
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a deadline in wall time, clocks differ by {} > reserve {}",
            c.id,
            show_ms(skew),
            show_ms(reserve)
        );
        let more = rounded_up(skew);
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("deadline.form"))
                .because(c.at.field("deadline.reserve"))
                .because(At::single("clock", "skew_bound"))
                .fix(0, format!("reserve = {more}"), vec![set(&c.at, "deadline.reserve", more.to_string())])
                .fix(1, "send the remaining time", vec![set(&c.at, "deadline.form", "remaining")]),
        );
    }
}
