//! D20 to D23: what retries do to load, over the whole call graph at once.

use std::fmt::Write as _;

use super::capacity::busy_of;
use super::fact::Origin;
use super::facts::CallView;
use super::figure::{Amount, Better, show_short};
use super::graph::{effective_attempts, made_for};
use super::registry::{Figures, or_undefined};
use super::timeline;
use super::trace::Trace;
use super::world::World;
use crate::analysis::retry::{Loads, budget, expected_attempts, stable_below};
use crate::brief::{Call, CallHiddenRetries, RetryBudgetKind};
use crate::number;

number! { AMPLIFICATION, amplification: "D20" "worst-case-amplification", "Retries", "worst-case amplification";
"load_in(service) = sum over calls of load(caller) x attempts x calls per request, in topological order";
"every attempt of every layer fails and is retried";
Upper; "SREBOOK" }

number! { EXPECTED_ATTEMPTS, attempts: "D21" "expected-attempts", "Retries", "expected attempts";
"(1 - p^a) / (1 - p)";
"attempts fail independently, every failure is retried";
Lower; "AWSJIT" }

number! { BUDGETED, budgeted: "D22" "budget-limited-amplification", "Retries", "attempts with budget";
"product of (1 + b_i)";
"steady state, enough traffic for each client's ratio to mean something";
Upper; "SREBOOK, FINAGLE" }

number! { METASTABLE, metastable: "D23" "metastable-threshold", "Retries", "metastable threshold";
"vulnerable if utilisation x amplification > 1; threshold 1 / amplification";
"in overload every request fails and is retried, useful capacity does not fall";
Upper; "METAHOT, METAOSDI" }

/// For each service, the worst way to it, and the first call on any way whose attempts nobody stated.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    /// Product of attempts and calls per request; 0 when nothing leads there.
    factor: f64,
    /// The last call of the worst path.
    last: Option<usize>,
    /// A call somewhere before it that rests on an assumption.
    doubt: Option<usize>,
}

/// The worst ways to every service: those of each workload where a call is made for some of them, else those of all.
struct Ways {
    of: Vec<Vec<Way>>,
    /// For each service, whose way to it is the worst.
    worst: Vec<usize>,
}

impl Ways {
    fn to(&self, service: usize) -> &Way {
        &self.of[self.worst[service]][service]
    }
}

/// None on a circle.
fn ways(w: &World<'_>) -> Option<Ways> {
    let g = &w.graph;
    g.graph.as_ref().ok()?;
    let of = if g.by_workload() {
        let each = w.brief.workload.keys().zip(&g.reach).filter_map(|(id, reach)| Some((id, reach.entry?)));
        each.map(|(id, entry)| ways_from(w, |v| v == entry, |call| made_for(call, id))).collect()
    } else {
        let any = g.demand.iter().any(|d| *d > 0.0);
        vec![ways_from(w, |v| g.demand[v] > 0.0 || !any && g.incoming[v].is_empty(), |_| true)]
    };
    let worst =
        |v: usize| (0..of.len()).rev().max_by(|a, b| of[*a][v].factor.total_cmp(&of[*b][v].factor)).unwrap_or(0);
    Some(Ways { worst: (0..g.services.len()).map(worst).collect(), of })
}

/// The worst ways from some entries over some calls.
fn ways_from(w: &World<'_>, enters: impl Fn(usize) -> bool, made: impl Fn(&Call) -> bool) -> Vec<Way> {
    let g = &w.graph;
    let mut ways = vec![Way::default(); g.services.len()];
    let mut open: Vec<usize> = g.incoming.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..open.len()).filter(|v| open[*v] == 0).collect();
    for (v, way) in ways.iter_mut().enumerate() {
        if enters(v) {
            way.factor = 1.0;
        }
    }
    let mut done = 0;
    while done < order.len() {
        let v = order[done];
        done += 1;
        let here = ways[v];
        for number in &g.outgoing[v] {
            let Some((_, call)) = w.brief.call.get_index(*number) else { continue };
            let Some((_, to)) = g.ends[*number] else { continue };
            let factor = here.factor * f64::from(effective_attempts(call)) * call.per_request.unwrap_or(1.0);
            let next = &mut ways[to];
            if here.factor > 0.0 && made(call) {
                if factor > next.factor {
                    (next.factor, next.last) = (factor.min(1e300), Some(*number));
                }
                let doubt = here.doubt.or_else(|| call.attempts.is_none().then_some(*number));
                next.doubt = next.doubt.or(doubt);
            }
            open[to] -= 1;
            if open[to] == 0 {
                order.push(to);
            }
        }
    }
    ways
}

/// The calls of the worst path to a service, from the entry down, by their number in the file.
fn path(w: &World<'_>, ways: &Ways, service: usize) -> Vec<usize> {
    let ways = &ways.of[ways.worst[service]];
    let mut calls = Vec::new();
    let mut at = service;
    while let Some(number) = ways[at].last {
        calls.push(number);
        match w.graph.ends[number] {
            Some((from, _)) if calls.len() <= ways.len() => at = from,
            _ => break,
        }
    }
    calls.reverse();
    calls
}

/// What the attempts of a call rest on.
fn take_attempts(c: &CallView<'_>, t: &mut Trace) {
    t.take(c.attempts());
    if c.raw.peers.is_some() {
        t.take(c.peers());
    }
    if c.raw.hedge.is_some() {
        t.take(c.hedge_max());
    }
}

/// What the load that each call makes rests on, looked up once: many paths share their upper calls.
struct Rests<'w> {
    world: &'w World<'w>,
    budgets: bool,
    calls: Vec<Option<Trace>>,
}

impl<'w> Rests<'w> {
    fn new(world: &'w World<'w>, budgets: bool) -> Self {
        Self { world, budgets, calls: vec![None; world.brief.call.len()] }
    }

    fn look(&mut self, number: usize) {
        let (world, budgets) = (self.world, self.budgets);
        self.calls[number].get_or_insert_with(|| {
            let mut t = world.trace();
            if let Some(c) = world.call_at(number) {
                take_attempts(&c, &mut t);
                if c.raw.per_request.is_some() {
                    t.take(c.per_request());
                }
                if budgets {
                    take_budget(&c, &mut t);
                }
            }
            // That something is unknown says nothing of a path that is there.
            t.missing.clear();
            t
        });
    }

    /// Everything that the worst path to a service rests on, and a call elsewhere above it that nobody stated.
    fn path(&mut self, way: &Way, calls: &[usize]) -> Trace {
        let doubt = way.doubt.filter(|d| !calls.contains(d));
        let all: Vec<usize> = calls.iter().copied().chain(doubt).collect();
        for number in &all {
            self.look(*number);
        }
        let parts: Vec<&Trace> = all.iter().filter_map(|n| self.calls[*n].as_ref()).collect();
        let mut t = self.world.trace();
        t.append(&parts);
        t
    }
}

fn take_budget(c: &CallView<'_>, t: &mut Trace) {
    let kind = t.take(c.retry_budget_kind());
    if !matches!(kind, None | Some(RetryBudgetKind::None)) {
        t.take(c.retry_budget_fraction());
    }
}

/// Loads at peak; with no workload that enters, of one request a second at every service that nobody calls.
fn loads<'w>(w: &'w World<'_>) -> Option<std::borrow::Cow<'w, Loads>> {
    let g = &w.graph;
    if g.demand.iter().any(|d| *d > 0.0) {
        return g.loads.as_ref().map(std::borrow::Cow::Borrowed);
    }
    let roots: Vec<f64> = g.incoming.iter().map(|calls| if calls.is_empty() { 1.0 } else { 0.0 }).collect();
    let graph = g.graph.as_ref().ok()?;
    graph.loads(&roots).ok().map(std::borrow::Cow::Owned)
}

fn amplification(w: &World<'_>, out: &mut Figures) {
    let g = &w.graph;
    if let Err(circle) = &g.graph {
        let names: Vec<&str> = circle.iter().filter_map(|v| g.services.get(*v)).map(AsRef::as_ref).collect();
        if let Some(first) = circle.first().and_then(|v| g.services.get(*v)) {
            let why = format!("no bound: calls go in a circle ({}, {first})", names.join(", "));
            let at = super::world::entity("service", first);
            out.push("D20", "worst", &at, "worst-case load", Amount::Undefined(why), Better::Lower, &w.trace());
        }
        return;
    }
    let (Some(ways), Some(loads)) = (ways(w), loads(w)) else { return };
    let entered = g.demand.iter().any(|d| *d > 0.0);
    let worst = |v: &usize| if loads.base[*v] > 0.0 { loads.worst[*v] / loads.base[*v] } else { 0.0 };
    let deepest = (0..g.services.len()).max_by(|a, b| worst(a).total_cmp(&worst(b)).then(b.cmp(a)));
    let (mut plain, mut held) = (Rests::new(w, false), Rests::new(w, true));
    let mut ends = Vec::new();
    for (v, id) in g.services.iter().enumerate() {
        let base = loads.base[v];
        if ways.to(v).last.is_none() || base <= 0.0 {
            continue;
        }
        let at = super::world::entity("service", id);
        let calls = path(w, &ways, v);
        if g.outgoing[v].is_empty() {
            ends.push(timeline::Path { service: v, calls: calls.clone(), factor: ways.to(v).factor });
        }
        let t = plain.path(ways.to(v), &calls);
        let factor = Amount::Factor(loads.worst[v] / base);
        let f = out.push("D20", "worst", &at, "worst amplification", factor, Better::Lower, &t);
        f.tell(|| shown_path(w, &calls));
        let mut raw = calls.iter().filter_map(|n| w.brief.call.get_index(*n)).map(|(_, c)| c);
        if raw.any(|c| c.attempts.is_some() && c.hidden_retries != Some(CallHiddenRetries::Known)) {
            f.say("more if an SDK, mesh or proxy retries beneath");
        }
        if deepest == Some(v) && f.has_remarks() {
            let worst = g.worst_paths(5);
            if worst.len() > 1 {
                let lines: Vec<String> = worst.iter().map(|(calls, x)| worst_line(w, calls, *x)).collect();
                f.tell(|| format!("worst paths: {}", lines.join(", ")));
            }
        }
        let expected = Amount::Factor(loads.expected[v] / base);
        let mut e = t.clone();
        if let Some(s) = w.service(id) {
            e.take_once(s.availability());
        }
        out.push("D20", "expected", &at, "expected amplification", expected, Better::Lower, &e);
        let b = held.path(ways.to(v), &calls);
        let within = Amount::Factor(loads.budgeted[v] / base);
        out.push("D20", "budgeted", &at, "amplification, budgets", within, Better::Lower, &b);
        if entered {
            let mut t = t;
            if let Some(busy) = w.service_at(v).and_then(|s| busy_of(&s)) {
                t.append(&[&busy.sources]);
            }
            let f =
                out.push("D20", "load", &at, "worst-case load", Amount::PerSecond(loads.worst[v]), Better::Lower, &t);
            let capacity = w.service(id).and_then(|s| s.raw.capacity).map(|c| Amount::PerSecond(c.get()));
            f.aim(capacity);
        }
    }
    timeline::push(w, ends, out);
}

fn shown_path(w: &World<'_>, calls: &[usize]) -> String {
    let mut text = String::new();
    // The end of a long path says most.
    let skip = calls.len().saturating_sub(6);
    if skip > 0 {
        text.push_str("... ");
    }
    for (i, number) in calls[skip..].iter().enumerate() {
        let (Some((_, c)), Some((from, to))) = (w.brief.call.get_index(*number), w.graph.ends[*number]) else {
            continue;
        };
        if i == 0 {
            text.push_str(&w.graph.services[from]);
        }
        let _ = write!(text, " > {} x{}", w.graph.services[to], effective_attempts(c));
    }
    text
}

fn worst_line(w: &World<'_>, calls: &[usize], attempts: f64) -> String {
    let ends = |n: &usize| w.graph.ends.get(*n).copied().flatten();
    let first = calls.first().and_then(ends).map(|(from, _)| from);
    let places = first.into_iter().chain(calls.iter().filter_map(ends).map(|(_, to)| to));
    let names: Vec<&str> = places.map(|v| w.graph.services[v].as_ref()).collect();
    format!("{} ({}x)", names.join(" > "), show_short(attempts))
}

fn attempts(w: &World<'_>, out: &mut Figures) {
    for c in w.calls() {
        let most = c.effective_attempts();
        if most < 2 {
            continue;
        }
        let Some(callee) = c.callee() else { continue };
        let mut t = w.trace();
        take_attempts(&c, &mut t);
        let Some(up) = t.num(callee.availability()) else { continue };
        let amount = or_undefined(expected_attempts(1.0 - up, most).map(Amount::Factor));
        out.push("D21", "", &c.at, "expected attempts", amount, Better::Lower, &t);
    }
}

fn budgeted(w: &World<'_>, out: &mut Figures) {
    for c in w.calls() {
        let Some(raw) = &c.raw.retry_budget else { continue };
        if matches!(raw.kind, None | Some(RetryBudgetKind::None)) {
            continue;
        }
        let mut t = w.trace();
        take_attempts(&c, &mut t);
        take_budget(&c, &mut t);
        let Some(share) = c.retry_budget_fraction().value.map(super::super::brief::units::Quantity::get) else {
            continue;
        };
        let most = f64::from(c.effective_attempts());
        let held = Amount::Factor((1.0 + share).min(most));
        let f = out.push("D22", "", &c.at, "attempts with budget", held, Better::Lower, &t);
        if raw.kind == Some(RetryBudgetKind::TokenBucket) {
            let burst = c.retry_budget_tokens().value.zip(c.retry_budget_cost().value);
            if let Some(Ok(n)) = burst.map(|(tokens, cost)| budget::bucket_retries(tokens, cost)) {
                f.tell(|| format!("a full bucket lets {n} retries through at once first"));
            }
        }
    }
}

fn metastable(w: &World<'_>, out: &mut Figures) {
    let (Some(ways), Some(loads)) = (ways(w), loads(w)) else { return };
    let mut held = Rests::new(w, true);
    for (v, id) in w.graph.services.iter().enumerate() {
        let base = loads.base[v];
        let Some(s) = w.service_at(v).filter(|_| ways.to(v).last.is_some() && base > 0.0) else { continue };
        let calls = path(w, &ways, v);
        let mut t = held.path(ways.to(v), &calls);
        let factor = loads.budgeted[v] / base;
        let threshold = or_undefined(stable_below(factor).map(Amount::Share));
        let at = super::world::entity("service", id);
        let f = out.push("D23", "threshold", &at, "storm sustains above", threshold, Better::Higher, &t);
        f.say("where retries alone keep it overloaded");
        let Some(busy) = busy_of(&s) else { continue };
        if let Some((rho, origin)) = busy.utilisation {
            t.append(&[&busy.rests]);
            let f = out.push("D23", "storm", &at, "load in a storm", Amount::Factor(rho * factor), Better::Lower, &t);
            f.say("of its capacity");
            // A threshold that follows from the model, not from a wish.
            f.aim(Some(Amount::Factor(1.0)));
            debug_assert!(origin != Origin::Missing);
        }
    }
}
