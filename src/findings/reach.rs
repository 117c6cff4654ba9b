//! How often the parts of a path can answer, against what its objective asks: dependencies, failovers, services that
//! everything leans on (SLO-02, 03, 06, 10). How fast they can is in `speed`.

use std::collections::{HashMap, HashSet};

use super::claims::{objective_text, set};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::availability::{Availability, extra_nine, meets_extra_nine};
use crate::analysis::failover::YEAR_MS;
use crate::analysis::slo::budget_ms;
use crate::brief::record::Record;
use crate::brief::{Edit, Fallback, ServiceRole, Sli, Slo, Span, Value};
use crate::numbers::copies::all_copies;
use crate::numbers::facts::{ServiceView, SloView, WorkloadView};
use crate::numbers::figure::{show_availability, show_ms, show_short};
use crate::numbers::{Amount, Figure, Origin, Shown, Trace, World, composite, dependencies, factors, needed_by};
use crate::rule;

rule!(
    /// The parts multiply to less.
    TOO_MUCH = "SLO-02" "objective-above-dependencies" Error Justified,
    "an objective promises more than its dependencies give together", too_much, reads ["D04"]
);
rule!(
    /// One edge eats most of the budget.
    FRAGILE = "SLO-03" "dependency-without-extra-nine" Warn Justified,
    "a hard dependency is not one nine better than the objective", fragile
);
rule!(
    /// Planned work spends more than there is.
    SPENT = "SLO-06" "budget-spent-on-failovers" Warn Justified,
    "failovers, deploys and experiments spend more than the budget", spent, reads ["D03", "D14"]
);
rule!(
    /// Down, it takes everything along, and its own repair.
    LEANED_ON = "SLO-10" "everything-leans-on-one-service" Warn Justified,
    "discovery, configuration or coordination without a last known good copy", leaned_on
);

/// Availability objectives with their workload.
fn availability<'a>(w: &'a World<'a>) -> impl Iterator<Item = (SloView<'a>, WorkloadView<'a>)> {
    w.slos()
        .filter(|s| s.raw.sli.is_none_or(|sli| sli == Sli::Availability))
        .filter_map(|s| Some((w.workload(s.raw.workload.as_ref()?)?, s)))
        .map(|(x, s)| (s, x))
}

/// Makes every hard call to a service soft. A caller that waits for the answer all the same has to stop doing so.
fn soften(w: &World<'_>, service: &ServiceView<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for c in w.calls_to(service.id) {
        edits.push(set(&c.at, "client_avail_dependency", "soft"));
        if c.raw.fallback.is_none_or(|f| f == Fallback::Block) {
            edits.push(set(&c.at, "fallback", "degrade"));
        }
    }
    edits
}

/// The figures of one number and part by entity: one pass over all of them, not one for each entity.
fn figures<'f>(rule: &Rule, out: &Out<'f>, id: &str, part: &str) -> HashMap<&'f str, &'f Figure> {
    out.figures_of(rule, id, part).filter_map(|f| Some((f.at.id.as_deref()?, f))).collect()
}

/// How much of the time a workload is not answered when it does not wait for one of its services.
fn down_without(w: &World<'_>, x: &WorkloadView<'_>, service: &ServiceView<'_>) -> Option<f64> {
    let mut parts = factors(w, x, all_copies(w), &mut Trace::quiet())?.parts;
    parts.retain(|p| p.name != &**service.id);
    composite(&parts).ok().map(Availability::down)
}

fn too_much(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let (whole, known) = (figures(rule, out, "D04", ""), figures(rule, out, "D04", "known"));
    for (s, x) in availability(w) {
        let (Some(objective), Some(window)) = (s.objective().value, s.window().value) else { continue };
        let (objective, window) = (objective.get(), window.get());
        // Where a dataset is not known, what is known can be too little already; that it is enough cannot be said.
        let partial = known.get(&**x.id);
        let figure = partial.or(whole.get(&**x.id));
        let Some((Amount::Availability { up, down }, trace)) = figure.map(|f| (&f.amount, &f.trace)) else {
            let mut t = out.trace();
            t.take(x.entry_service());
            out.unjudged(rule, std::slice::from_ref(&s.at), &t);
            continue;
        };
        let (up, down) = (*up, *down);
        let allowed = 1.0 - objective;
        if down <= allowed * (1.0 + 1e-9) {
            if partial.is_some() {
                let mut t = out.trace();
                let found = factors(w, &x, all_copies(w), &mut Trace::quiet());
                t.missing.extend(found.into_iter().flat_map(|f| f.without).map(|u| u.at));
                out.unjudged(rule, std::slice::from_ref(&s.at), &t);
            }
            continue;
        }
        let mut t = trace.clone();
        t.take(s.objective());
        t.take(s.window());
        let Some(needs) = dependencies(w, &x) else { continue };
        let count = needs.services.len() - 1 + needs.datasets.len();
        let short = (down - allowed) * window / 60_000.0;
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let entry = x.raw.entry_service.as_ref().map_or("its entry", |e| e);
        let parts = match count {
            0 => format!("{entry} alone gives"),
            1 => format!("{entry} and its hard dependency give together"),
            n => format!("{entry} and {n} hard dependencies give together"),
        };
        let text = format!(
            "{}: the objective {} is above the {}{} that {parts}; short by {} min in {}",
            s.id,
            show_availability(objective, allowed),
            if partial.is_some() { "at most " } else { "" },
            objective_text(down).unwrap_or_else(|| show_availability(up, down)),
            show_short(short),
            show_ms(window)
        );
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("objective"));
        // The service behind others that takes out most, when the answer without it would be often enough.
        let weakest = needs.services[1..]
            .iter()
            .filter_map(|n| Some((n, n.share * (1.0 - n.service.availability().value?.get()))))
            .min_by(|a, b| b.1.total_cmp(&a.1));
        if let Some((need, _)) = weakest {
            let service = &need.service;
            finding = finding.because(service.at.field("availability"));
            if let Some(call) = need.call.as_ref().filter(|_| need.share < 1.0) {
                finding = finding.because(call.at.field("per_request"));
            }
            let leaf =
                w.calls_from(service.id).next().is_none() && service.raw.datasets.as_ref().is_none_or(Vec::is_empty);
            if leaf && down_without(w, &x, service).is_some_and(|left| left <= allowed) {
                finding = finding.fix(
                    2,
                    format!("answer without {} when it is down (a soft dependency)", service.id),
                    soften(w, service),
                );
            }
        }
        if let Some(text) = objective_text(down) {
            finding = finding.fix(
                0,
                format!("an objective that the parts give: {text}"),
                vec![set(&s.at, "objective", text)],
            );
        }
        out.add(finding.advise("fewer dependencies on the path, or better ones: ten times better than the objective"));
    }
}

fn fragile(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in availability(w) {
        let Some(objective) = s.objective().value.map(crate::brief::Fraction::get) else { continue };
        let (Some(needs), Ok(bar)) = (dependencies(w, &x), extra_nine(objective)) else { continue };
        for need in &needs.services[1..] {
            let (service, call) = (&need.service, &need.call);
            let Some(a) = service.availability().value.and_then(|a| Availability::new(a.get()).ok()) else { continue };
            // What it takes out of all requests.
            let cost = need.share * a.down();
            let met = Availability::from_down(cost).and_then(|taken| meets_extra_nine(objective, taken));
            if met.unwrap_or(true) || service.raw.role == Some(ServiceRole::Client) {
                continue;
            }
            let mut t = out.trace();
            t.take(s.objective());
            t.take(service.availability());
            if need.share < 1.0 {
                t.append(&[needs.shares]);
            }
            if let Some(call) = call {
                t.take(call.client_avail_dependency());
            }
            if out.keyed(rule, &[&s.at, &service.at], &t) {
                continue;
            }
            let enough = (bar.down() / need.share).min(1.0);
            let mut which = needed_by(need.share);
            if !which.is_empty() {
                which.push(',');
            }
            let text = format!(
                "{}: {} at {}{which} may spend {}% of the budget of {} alone; {} would be {}",
                s.id,
                service.id,
                show_availability(a.up(), a.down()),
                show_short(cost / (1.0 - objective) * 100.0),
                show_availability(objective, 1.0 - objective),
                if need.share < 1.0 { "a tenth of it" } else { "ten times better" },
                show_availability(1.0 - enough, enough)
            );
            let mut finding = rule.finding(&[&s.at, &service.at], text, t).because(service.at.field("availability"));
            if let Some(call) = call {
                finding = finding.because(call.at.field("client_avail_dependency"));
            }
            out.add(finding.because(s.at.field("objective")).fix(
                2,
                format!("an answer without {} when it is down: cached, degraded, or queued", service.id),
                soften(w, service),
            ));
        }
    }
}

/// The shares of the budget for planned work.
fn planned(s: &SloView<'_>, t: &mut Trace) -> f64 {
    let at = s.at.field("budget_split");
    let (split, origin) = match &s.raw.budget_split {
        Some(split) => (Some(split), Origin::Stated),
        None => (Slo::defaults().budget_split.as_ref(), Origin::Assumed),
    };
    let share = |name: &str| split.and_then(|x| x.0.get(name)).map_or(0.0, |f| f.get());
    let sum = share("deploys") + share("chaos");
    t.note(at, origin, Shown::Share(sum));
    sum
}

fn spent(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let (yearly, each) = (figures(rule, out, "D03", "year"), figures(rule, out, "D14", "mean"));
    for (s, x) in availability(w) {
        let mut t = out.trace();
        let Some(objective) = t.num(s.objective()) else { continue };
        let Ok(budget) = budget_ms(objective, YEAR_MS) else { continue };
        let split = planned(&s, &mut t);
        let used = w.brief.workload.get_index_of(x.id).and_then(|i| w.graph.reach.get(i));
        let mut cost = 0.0;
        let mut led = Vec::new();
        for d in used.into_iter().flat_map(|r| r.datasets.iter()).filter_map(|id| w.dataset(id)) {
            // A leader that nobody stated moves at the default rate: too little to speak about.
            if d.raw.replication.as_ref().is_none_or(|r| r.scheme.is_none()) {
                continue;
            }
            if let Some(Amount::Ms(ms)) = yearly.get(&**d.id).map(|f| &f.amount) {
                cost += ms;
                led.push((d, *ms));
            }
        }
        if budget <= 0.0 || cost / budget + split <= 1.0 + 1e-9 || led.is_empty() {
            continue;
        }
        for (d, _) in &led {
            if let Some(figure) = yearly.get(&**d.id) {
                t.extend(&figure.trace);
            }
        }
        t.missing.clear();
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!(
            "{}: failovers cost {} of {} a year, deploys and experiments may take {}%: together {}% of the budget",
            s.id,
            show_ms(cost),
            show_ms(budget),
            show_short(split * 100.0),
            show_short((cost / budget + split) * 100.0)
        );
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("objective"));
        for (d, _) in &led {
            finding = finding.because(d.at.field("replication.failover.planned"));
        }
        finding = finding.because(s.at.field("budget_split"));
        let left = budget * (1.0 - split);
        if left > 0.0
            && let Some(text) = objective_text(cost / (1.0 - split) / YEAR_MS)
        {
            finding =
                finding.fix(0, format!("an objective that leaves room: {text}"), vec![set(&s.at, "objective", text)]);
        }
        if let [(d, ms)] = led.as_slice()
            && let Some(rate) = d.replication().failover_planned().value.map(|r| r.get() * YEAR_MS / 1000.0)
        {
            // Unplanned moves stay.
            let lost = match each.get(&**d.id).map(|f| &f.amount) {
                Some(Amount::Ms(ms)) => *ms,
                _ => 0.0,
            };
            let one = d.replication().failover_handover(Span::base(lost)).value.map_or(0.0, Span::get);
            let fewer = (rate - (ms - left) / one).floor();
            if one > 0.0 && fewer >= 0.0 && fewer < rate {
                finding = finding.fix(
                    1,
                    format!("{fewer} planned moves a year"),
                    vec![set(&d.at, "replication.failover.planned", format!("{fewer}/y"))],
                );
            }
        }
        out.add(finding.advise(
            "hand over to a caught-up copy instead of waiting for a timeout, and state how long that takes: failover.handover",
        ));
    }
}

/// Whether what repairs a service needs the service: a way from its tools back to it.
fn circle(w: &World<'_>, service: &ServiceView<'_>) -> Option<Vec<String>> {
    let tools = service.raw.recovery_depends_on.as_ref()?;
    let mut seen: HashSet<&str> = HashSet::new();
    let mut stack: Vec<Vec<&str>> = tools.iter().map(|x| vec![&**x]).collect();
    while let Some(way) = stack.pop() {
        let last = *way.last()?;
        if last == &**service.id {
            return Some(way.iter().map(|s| (*s).to_owned()).collect());
        }
        if !seen.insert(last) {
            continue;
        }
        let Some(here) = w.service(last) else { continue };
        let called = w.calls_from(last).filter(|c| c.raw.r#async != Some(true)).filter_map(|c| c.raw.to.as_ref());
        for next in called.chain(here.raw.recovery_depends_on.iter().flatten()) {
            let mut longer = way.clone();
            longer.push(next);
            stack.push(longer);
        }
    }
    None
}

fn leaned_on(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for s in w.services() {
        let Some(role) = s.raw.role.filter(|r| !matches!(r, ServiceRole::Request | ServiceRole::Client)) else {
            continue;
        };
        let mut t = out.trace();
        t.take(s.role());
        let callers: Vec<String> =
            w.calls_to(s.id).filter_map(|c| c.raw.from.as_ref().map(ToString::to_string)).collect();
        let shared = matches!(role, ServiceRole::Discovery | ServiceRole::Config | ServiceRole::Coordination);
        let bare = shared && !callers.is_empty() && t.take(s.local_copy()) == Some(false);
        let back = circle(w, &s);
        if !bare && back.is_none() {
            continue;
        }
        let mut why = Vec::new();
        let mut edits = Vec::new();
        let mut because = Vec::new();
        if bare {
            let more = if callers.len() > 1 { format!(" and {} more", callers.len() - 1) } else { String::new() };
            why.push(format!("{}{more} cannot go on without it, no last known good copy is kept", callers[0]));
            edits.push(set(&s.at, "local_copy", true));
            because.push(s.at.field("local_copy"));
        }
        if let Some(back) = &back {
            t.take(s.recovery_depends_on());
            why.push(format!("its repair needs it ({})", back.join(" > ")));
            because.push(s.at.field("recovery_depends_on"));
            let keep: Vec<Value> = s
                .raw
                .recovery_depends_on
                .iter()
                .flatten()
                .filter(|x| back.first().is_none_or(|f| **f != ***x))
                .map(|x| Value::from(&**x))
                .collect();
            edits.push(Edit::set(s.at.field("recovery_depends_on").to_string(), Value::Array(keep)));
        }
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!("{} ({}): {}", s.id, role.word(), why.join("; "));
        let mut finding = rule.finding(&[&s.at], text, t);
        for at in because {
            finding = finding.because(at);
        }
        let words = match (bare, back.is_some()) {
            (true, false) => "keep the last good answer at each client and run on it",
            (true, true) => "a last good copy at each client, and a way in for repair that does not need it",
            _ => "a way in for repair that does not need it",
        };
        out.add(finding.fix(if back.is_some() { 3 } else { 2 }, words, edits));
    }
}
