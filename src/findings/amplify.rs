//! What retries, hedges, redeliveries and fleets add up to (RTY-02, 05, 10, 11). Retries of one call are in `retry`.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::set;
use super::election::rounded_up;
use super::out::Out;
use super::retry::repeated;
use super::rule::Rule;
use crate::brief::{Delivery, Edit, HerdCause, Or, RetryBudgetKind, Span, StampedeGuard};
use crate::numbers::capacity::utilisation;
use crate::numbers::deadline::in_a_row;
use crate::numbers::facts::CallView;
use crate::numbers::figure::{Amount, show_ms, show_short};
use crate::numbers::graph::budget_of;
use crate::numbers::{At, Origin, Shown, Trace, World};
use crate::rule;

rule!(
    /// Attempts of several layers multiply.
    MULTIPLIED = "RTY-02" "retries-multiply" Error Justified,
    "retries on several layers of a path multiply", multiplied
);
rule!(
    /// The budget holds, and the service does not.
    TIGHT = "RTY-05" "budgeted-retries-saturate" Warn Justified,
    "even budgeted retries push the service to its limit", tight
);
rule!(
    /// A second request that costs too much, or does the work twice.
    HEDGED = "RTY-10" "hedge-without-budget" Warn Justified,
    "hedged requests have no budget or are not safe to repeat", hedged
);
rule!(
    /// Everybody at once.
    HERD = "RTY-11" "fleet-returns-at-once" Warn Justified,
    "a whole fleet returns at once", herd
);

/// One layer of a path that repeats work.
struct Layer {
    /// The field that says how often.
    at: At,
    factor: u64,
    /// What makes it repeat nothing.
    off: Edit,
    name: String,
}

/// The layers of one call: its attempts, its hedges, and the deliveries of the queue behind it.
fn layers(w: &World<'_>, c: &CallView<'_>, t: &mut Trace) -> Vec<Layer> {
    let mut found = Vec::new();
    if let Some(attempts) = in_a_row(c, t).filter(|a| *a > 1) {
        let at = c.at.field("attempts");
        found.push(Layer { factor: attempts.into(), off: set(&c.at, "attempts", 1), name: c.id.to_string(), at });
    }
    if c.raw.hedge.is_some()
        && let Some(extra) = t.take(c.hedge_max())
    {
        let off = Edit::unset(c.at.field("hedge").to_string());
        let name = format!("the hedge of {}", c.id);
        found.push(Layer { factor: 1 + extra, off, name, at: c.at.field("hedge.max") });
    }
    // Redelivery counts where somebody chose it: the usual five would make a layer of every queue.
    let queue = c.raw.queue.as_ref().and_then(|q| w.queue(q));
    if let Some(q) = queue.filter(|q| q.delivery().value == Some(Delivery::AtLeastOnce))
        && let Some(Or::A(receives)) = q.raw.max_receives.filter(|r| *r != Or::A(1))
    {
        t.take(q.max_receives());
        let at = q.at.field("max_receives");
        found.push(Layer { factor: receives, off: set(&q.at, "max_receives", 1), name: q.id.to_string(), at });
    }
    found
}

fn multiplied(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (calls, _) in w.graph.worst_paths(5) {
        let views: Vec<_> =
            calls.iter().filter_map(|n| w.brief.call.get_index(*n)).filter_map(|(id, _)| w.call(id)).collect();
        let mut t = out.trace();
        let found: Vec<Layer> = views.iter().flat_map(|c| layers(w, c, &mut t)).collect();
        let product: f64 = found.iter().map(|l| l.factor as f64).product();
        if found.len() < 2 || product <= 3.0 {
            continue;
        }
        let mut at: Vec<At> = Vec::new();
        for layer in &found {
            let entity = layer.at.field("");
            if !at.contains(&entity) {
                at.push(entity);
            }
        }
        if !seen.insert(at.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")) {
            continue;
        }
        let factors: Vec<String> = found.iter().map(|l| l.factor.to_string()).collect();
        let names: Vec<&str> = views
            .iter()
            .filter_map(|c| c.raw.from.as_ref())
            .chain(views.last().and_then(|c| c.raw.to.as_ref()))
            .map(|s| s.id.as_ref())
            .collect();
        let mut text =
            format!("{}: up to {product:.0} calls for one request ({})", names.join(" > "), factors.join(" x "));
        let fan: f64 = views.iter().filter_map(|c| c.raw.per_request).filter(|n| *n > 1.0).product();
        if fan > 1.0 {
            text = format!("{text}, for each of the {} calls that it makes anyway", show_short(fan));
        }
        t.missing.clear();
        let refs: Vec<&At> = at.iter().collect();
        let mut finding = rule.finding(&refs, text, t);
        for layer in &found {
            finding = finding.because(layer.at.clone());
        }
        // The layer nearest to the fault knows best whether a repeat helps; the edge knows best how long the user waits.
        let only = |keep: usize| -> Vec<Edit> {
            found.iter().enumerate().filter(|(i, _)| *i != keep).map(|(_, l)| l.off.clone()).collect()
        };
        let last = found.len() - 1;
        out.add(finding.fix(0, format!("repeat at {} only, next to the fault", found[last].name), only(last)).fix(
            0,
            format!("repeat at {} only, at the edge", found[0].name),
            only(0),
        ));
    }
}

/// For each service, how much the budgeted layers above it add at worst: a product of 1 + b.
fn budgeted_above(w: &World<'_>) -> Vec<f64> {
    let g = &w.graph;
    let mut above = vec![1.0_f64; g.services.len()];
    if g.graph.is_err() {
        return above;
    }
    let mut open: Vec<usize> = g.incoming.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..open.len()).filter(|v| open[*v] == 0).collect();
    let mut done = 0;
    while done < order.len() {
        let v = order[done];
        done += 1;
        for number in &g.outgoing[v] {
            let Some((_, call)) = w.brief.call.get_index(*number) else { continue };
            let Some(to) = call.to.as_ref().and_then(|t| g.index.get(&t.id).copied()) else { continue };
            let attempts = f64::from(crate::numbers::graph::effective_attempts(call));
            let factor = budget_of(call).map_or(1.0, |b| (1.0 + b).min(attempts));
            above[to] = above[to].max((above[v] * factor).min(1e12));
            open[to] -= 1;
            if open[to] == 0 {
                order.push(to);
            }
        }
    }
    above
}

/// The utilisation that retries may push a service to.
const FULL: f64 = 0.9;

fn tight(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let limited =
        |c: &CallView<'_>| c.raw.retry_budget.as_ref().and_then(|b| b.kind).is_some_and(|k| k != RetryBudgetKind::None);
    if !w.calls().any(|c| limited(&c)) {
        return;
    }
    let above = budgeted_above(w);
    for c in w.calls().filter(limited) {
        let Some(callee) = c.callee() else { continue };
        let caller = c.raw.from.as_ref().and_then(|f| w.graph.index.get(&f.id).copied());
        let mut t = out.trace();
        let (Some(attempts), Some(share)) = (in_a_row(&c, &mut t), t.num(c.retry_budget_fraction())) else { continue };
        let own = (1.0 + share).min(f64::from(attempts));
        let others = caller.map_or(1.0, |v| above[v]);
        let Some((peak, _)) = utilisation(&callee, &mut t) else { continue };
        let reached = peak * others * own;
        if attempts < 2 || reached <= FULL + 1e-9 {
            continue;
        }
        t.missing.clear();
        let factors = if others > 1.0 {
            format!("{}% x {} above x {}", show_short(peak * 100.0), show_short(others), show_short(own))
        } else {
            format!("{}% x {}", show_short(peak * 100.0), show_short(own))
        };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: with its budget spent, retries push {} to {}% of its capacity ({factors})",
            c.id,
            callee.id,
            show_short(reached * 100.0)
        );
        let mut finding = rule
            .finding(&[&c.at], text, t)
            .because(c.at.field("retry_budget.fraction"))
            .because(callee.at.field("util_peak"));
        // Rounded down to whole per cent.
        let room = ((FULL / (peak * others) - 1.0) * 100.0 + 1e-9).floor() / 100.0;
        if room >= 0.01 {
            let edits = vec![set(&c.at, "retry_budget.fraction", room)];
            finding = finding.fix(0, format!("a retry budget of {}%", show_short(room * 100.0)), edits);
        }
        out.add(finding.advise(format!("more capacity for {}, or shed before retries come", callee.id)));
    }
}

fn hedged(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let Some(hedge) = &c.raw.hedge else { continue };
        let mut t = out.trace();
        let copies = t.take(c.hedge_max()).unwrap_or(1);
        let unlimited = matches!(t.take(c.hedge_budget()), None | Some(Or::B(_)));
        let twice = repeated(&c, &mut t);
        if !unlimited && twice.is_none() {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        }
        t.missing.clear();
        let mut why = Vec::new();
        if let Some(what) = &twice {
            why.push(format!("a hedge of {what} does it {} times by design", copies + 1));
        }
        if unlimited {
            let usual = match &hedge.after {
                Some(Or::B(p)) => format!("{}% on a normal day and ", show_short((100.0 - p.0) * copies as f64)),
                _ => String::new(),
            };
            why.push(format!("without a budget hedges add {usual}{}% in overload", copies * 100));
        }
        let mut finding = rule.finding(&[&c.at], format!("{}: {}", c.id, why.join("; ")), t);
        let off = vec![Edit::unset(c.at.field("hedge").to_string())];
        if twice.is_some() {
            finding = finding.because(c.at.field("hedge")).because(c.at.field("idempotency.mode")).never_waived();
        } else {
            finding = finding.because(c.at.field("hedge.budget"));
            finding = finding.fix(0, "a hedge budget of 5%", vec![set(&c.at, "hedge.budget", "5%")]);
        }
        out.add(finding.fix(0, "no hedge", off));
    }
}

/// The caches at each service or call, by where they sit.
fn guards(w: &World<'_>) -> BTreeMap<String, StampedeGuard> {
    let mut found = BTreeMap::new();
    for cache in w.caches() {
        if let (Some(on), Some(guard)) = (cache.raw.on.as_ref(), cache.stampede_guard().value) {
            found.insert(on.id.to_string(), guard);
        }
    }
    found
}

fn herd(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let guards = guards(w);
    for c in w.calls() {
        let Some(callee) = c.callee() else { continue };
        // Without a stated number the instances of the caller come; without either nobody knows.
        if c.clients().value.is_none() && callee.raw.capacity.is_none() {
            continue;
        }
        let causes = c.herd_causes().value.unwrap_or_default();
        let guarded = |g: &str| guards.get(g).is_some_and(|g| *g != StampedeGuard::None);
        let waiters = guarded(c.id) || guarded(callee.id);
        let left: Vec<HerdCause> =
            causes.into_iter().filter(|cause| *cause != HerdCause::Waiters || !waiters).collect();
        if left.is_empty() {
            continue;
        }
        let mut t = out.trace();
        t.take(c.herd_causes());
        let (clients, capacity) = (t.take(c.clients()), t.num(callee.capacity()));
        let (Some(clients), Some(capacity)) = (clients, capacity) else {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        let Some((peak, _)) = utilisation(&callee, &mut t) else { continue };
        let (Some(spread), clients) = (t.num(c.reconnect_spread()), clients as f64) else { continue };
        let spare = capacity * (1.0 - peak);
        if clients <= spare.max(0.0) || (spare > 0.0 && spread >= clients / spare * 1000.0) {
            continue;
        }
        t.missing.clear();
        t.note(callee.at.field("capacity"), Origin::Stated, Shown::PerSecond(capacity));
        let words: Vec<&str> = left.iter().map(|x| x.word()).collect();
        let over = if spread > 0.0 { format!("within {}", show_ms(spread)) } else { "at once".to_owned() };
        let start = format!("{}: {} clients come {over} ({})", c.id, Amount::Count(clients), words.join(", "));
        if spare <= 0.0 {
            if out.keyed(rule, &[&c.at], &t) {
                continue;
            }
            let text = format!("{start}, and {} has no capacity to spare at its peak", callee.id);
            out.add(
                rule.finding(&[&c.at], text, t)
                    .because(c.at.field("reconnect_spread"))
                    .because(callee.at.field("capacity"))
                    .advise(format!("capacity for {} first: no spread is long enough", callee.id)),
            );
            continue;
        }
        let need: Span = rounded_up(clients / spare * 1000.0);
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{start}, {} has {} to spare: spread them over {need} or more",
            callee.id,
            Amount::PerSecond(spare)
        );
        let edits = vec![set(&c.at, "reconnect_spread", need.to_string())];
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("reconnect_spread"))
                .because(callee.at.field("capacity"))
                .fix(0, format!("reconnect_spread = {need}"), edits)
                .advise("admit connections at a rate the server can take"),
        );
    }
}
