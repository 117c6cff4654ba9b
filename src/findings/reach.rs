//! What the parts of a path can give, against what its objective asks: availability, distance, fan-out, failovers, and
//! services that everything leans on (SLO-02 to 06, SLO-10).

use std::collections::HashSet;

use super::claims::{objective_text, set};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::availability::{Availability, extra_nine, meets_extra_nine};
use crate::analysis::failover::YEAR_MS;
use crate::analysis::slo::budget_ms;
use crate::analysis::tail::{fan_out_slow, leaf_quantile};
use crate::brief::record::Record;
use crate::brief::{Edit, Id, ServiceRole, Sli, Slo, Span, Value};
use crate::numbers::facts::{DatasetView, ServiceView, SloView, WorkloadView};
use crate::numbers::figure::{show_availability, show_ms, show_short};
use crate::numbers::{Amount, Origin, Shown, Trace, World, commit_from, dependencies};
use crate::rule;

rule!(
    /// The parts multiply to less.
    TOO_MUCH = "SLO-02" "objective-above-dependencies" Error Justified,
    "an objective promises more than its dependencies give together", too_much
);
rule!(
    /// One edge eats most of the budget.
    FRAGILE = "SLO-03" "dependency-without-extra-nine" Warn Justified,
    "a hard dependency is not one nine better than the objective", fragile
);
rule!(
    /// Light is slower than the threshold.
    FASTER_THAN_LIGHT = "SLO-04" "latency-below-commit-floor" Error Never,
    "a synchronous write cannot commit within the latency threshold", faster_than_light
);
rule!(
    /// The slowest of many leaves decides.
    SLOW_LEAF = "SLO-05" "fan-out-breaks-latency" Warn Justified,
    "fan-out turns the tail of one leaf into that of every request", slow_leaf
);
rule!(
    /// Planned work spends more than there is.
    SPENT = "SLO-06" "budget-spent-on-failovers" Warn Justified,
    "failovers, deploys and experiments spend more than the budget", spent
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

/// Makes every hard call to a service soft.
fn soften(w: &World<'_>, service: &ServiceView<'_>) -> Vec<Edit> {
    w.calls_to(service.id).map(|c| set(&c.at, "client_avail_dependency", "soft")).collect()
}

fn too_much(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in availability(w) {
        let mut t = Trace::new();
        let (Some(objective), Some(window)) = (t.num(s.objective()), t.num(s.window())) else { continue };
        let figure = out.figure("D04", "", &x.at).map(|f| (f.amount.clone(), f.trace.clone()));
        let Some((Amount::Availability { up, down }, trace)) = figure else {
            t.take(x.entry_service());
            out.unjudged(rule, std::slice::from_ref(&s.at), &t);
            continue;
        };
        let allowed = 1.0 - objective;
        if down <= allowed * (1.0 + 1e-9) {
            continue;
        }
        t.extend(&trace);
        let Some(needs) = dependencies(w, &x) else { continue };
        let count = needs.services.len() - 1 + needs.datasets.len();
        let short = (down - allowed) * window / 60_000.0;
        let text = format!(
            "{}: the objective {} is above the {} that {} and {count} hard {} give together; short by {} min in {}",
            s.id,
            show_availability(objective, allowed),
            show_availability(up, down),
            x.raw.entry_service.as_ref().map_or("its entry", |e| e),
            if count == 1 { "dependency" } else { "dependencies" },
            show_short(short),
            show_ms(window)
        );
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("objective"));
        // The weakest service behind others, when the answer without it would be often enough.
        let weakest = needs.services[1..]
            .iter()
            .filter_map(|(v, _)| Some((v, v.availability().value?.get())))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((service, a)) = weakest {
            finding = finding.because(service.at.field("availability"));
            let leaf =
                w.calls_from(service.id).next().is_none() && service.raw.datasets.as_ref().is_none_or(Vec::is_empty);
            if leaf && a > 0.0 && 1.0 - up / a <= allowed {
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
        for (service, call) in &needs.services[1..] {
            let Some(a) = service.availability().value.and_then(|a| Availability::new(a.get()).ok()) else { continue };
            if meets_extra_nine(objective, a).unwrap_or(true) || service.raw.role == Some(ServiceRole::Client) {
                continue;
            }
            let mut t = Trace::new();
            t.take(s.objective());
            t.take(service.availability());
            if let Some(call) = call {
                t.take(call.client_avail_dependency());
            }
            let text = format!(
                "{}: {} at {} may spend {}% of the budget of {} alone; ten times better would be {}",
                s.id,
                service.id,
                show_availability(a.up(), a.down()),
                show_short(a.down() / (1.0 - objective) * 100.0),
                show_availability(objective, 1.0 - objective),
                show_availability(bar.up(), bar.down())
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

/// Latency objectives with their workload, objective and threshold in ms.
fn latency<'a>(w: &'a World<'a>) -> impl Iterator<Item = (SloView<'a>, WorkloadView<'a>)> {
    w.slos()
        .filter(|s| s.raw.sli == Some(Sli::Latency))
        .filter_map(|s| Some((w.workload(s.raw.workload.as_ref()?)?, s)))
        .map(|(x, s)| (s, x))
}

/// The zones of a dataset's copies, each once.
fn zones_of(w: &World<'_>, d: &DatasetView<'_>) -> Vec<Id> {
    let mut zones = w.zones_of(&d.replication().placement().value.unwrap_or_default());
    zones.sort_unstable();
    zones.dedup();
    zones
}

fn faster_than_light(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in latency(w) {
        let mut own = Trace::new();
        let (Some(objective), Some(threshold)) = (own.num(s.objective()), own.num(s.threshold())) else { continue };
        // Slower writes than the objective leaves room for break it; fewer do not.
        let writes = x.mix_writes();
        if writes.stated() && writes.value.is_some_and(|share| share.get() <= 1.0 - objective) {
            continue;
        }
        let used = w.brief.workload.get_index_of(x.id).and_then(|i| w.graph.reach.get(i));
        for d in used.into_iter().flat_map(|r| r.datasets.iter()).filter_map(|id| w.dataset(id)) {
            let hot = d.operations().find(|o| {
                let own_scheme = o.raw.replication.as_ref().is_some_and(|r| r.scheme.is_some() || r.w.is_some());
                o.writes() && o.hot_path().value == Some(true) && !own_scheme
            });
            let Some(write) = hot else { continue };
            let mut t = own.clone();
            let client = t.take(x.main_region());
            let floor = match commit_from(w, &d, client.as_deref(), None, &mut t) {
                Some(Ok(commit)) => commit.ms,
                Some(Err(_)) => continue,
                None => {
                    out.unjudged(rule, &[s.at.clone(), write.at.clone()], &t);
                    continue;
                }
            };
            if threshold >= floor {
                continue;
            }
            t.take(write.hot_path());
            let text = format!(
                "{}: p{} within {} asks for more than {}.{} can do: its commit takes {} at least ({})",
                s.id,
                show_short(objective * 100.0),
                show_ms(threshold),
                d.id,
                write.id,
                show_ms(floor),
                way(&d, client.as_deref())
            );
            let mut finding = rule
                .finding(&[&s.at, &write.at], text, t)
                .because(s.at.field("threshold"))
                .because(d.at.field("replication.placement"));
            if d.replication().scheme().value.is_some_and(crate::brief::Scheme::has_leader) {
                finding = finding.because(d.at.field("replication.leader_home"));
                let better = zones_of(w, &d)
                    .into_iter()
                    .filter_map(|z| {
                        let moved = commit_from(w, &d, client.as_deref(), Some(&z), &mut Trace::new())?.ok()?;
                        Some((moved.ms, z))
                    })
                    .min_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((ms, zone)) = better.filter(|(ms, _)| *ms <= threshold) {
                    finding = finding.fix(
                        1,
                        format!("the leader in {zone}, near the writers: {}", show_ms(ms)),
                        vec![set(&d.at, "replication.leader_home", &*zone)],
                    );
                }
            }
            // The floor is a median: some room above it is the least that can hold.
            let room = (floor * 1.5 / 10.0).ceil() * 10.0;
            out.add(finding.fix(
                0,
                format!("a threshold above the floor, with some room: {}", show_ms(room)),
                vec![set(&s.at, "threshold", Span::base(room).to_string())],
            ));
        }
    }
}

/// Where a commit goes, in words.
fn way(d: &DatasetView<'_>, client: Option<&str>) -> String {
    let r = d.replication();
    let scheme = r.scheme().value;
    let count = r.w().value.unwrap_or(1);
    match (scheme.is_some_and(crate::brief::Scheme::has_leader), r.leader_home().value) {
        (true, Some(home)) => {
            let from = client.map_or_else(String::new, |c| format!("{c} to "));
            if count > 1 { format!("{from}{home}, then {count} copies") } else { format!("{from}{home}") }
        }
        _ => format!("{count} copies{}", client.map_or_else(String::new, |c| format!(" from {c}"))),
    }
}

/// The stated percentiles of a service: share and time.
fn percentiles(s: &ServiceView<'_>) -> Vec<(f64, f64)> {
    let l = s.raw.latency.as_ref();
    [(0.5, l.and_then(|l| l.p50)), (0.99, l.and_then(|l| l.p99)), (0.999, l.and_then(|l| l.p999))]
        .into_iter()
        .filter_map(|(q, ms)| Some((q, ms?.get())))
        .collect()
}

fn slow_leaf(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in latency(w) {
        let mut own = Trace::new();
        let (Some(objective), Some(threshold)) = (own.num(s.objective()), own.num(s.threshold())) else { continue };
        let Some(n) = own.take(x.fan_out()).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 1) else { continue };
        let Some(entry) = x.raw.entry_service.as_ref() else { continue };
        // Where calls differ in number, the leaves are what is called most.
        let calls: Vec<_> = w.calls_from(entry).filter(|c| c.raw.r#async != Some(true)).collect();
        let most = calls.iter().filter_map(|c| c.raw.per_request).fold(1.0, f64::max);
        for call in calls.iter().filter(|c| most <= 1.0 || c.raw.per_request == Some(most)) {
            let Some(leaf) = call.callee() else { continue };
            let known = percentiles(&leaf);
            let mut t = own.clone();
            let within = known.iter().filter(|(_, ms)| *ms <= threshold).map(|(q, _)| *q).fold(0.0, f64::max);
            let Ok(needed) = leaf_quantile(objective, n) else { continue };
            // One more request at the p95 helps when both are slow independently.
            let hedged = call.raw.hedge.as_ref().is_some_and(|h| h.after.is_some());
            let reached = if hedged { 1.0 - (1.0 - within) * (1.0 - within) } else { within };
            if reached >= needed {
                continue;
            }
            if !known.iter().any(|(_, ms)| *ms > threshold) {
                t.missing.push(leaf.at.field(if known.iter().any(|(q, _)| *q > 0.9) {
                    "latency.p999"
                } else {
                    "latency.p99"
                }));
                out.unjudged(rule, &[s.at.clone(), leaf.at.clone()], &t);
                continue;
            }
            for (q, ms) in &known {
                let field = match *q {
                    q if q > 0.995 => "latency.p999",
                    q if q > 0.9 => "latency.p99",
                    _ => "latency.p50",
                };
                t.note(leaf.at.field(field), Origin::Stated, Shown::Ms(*ms));
            }
            let slow = fan_out_slow(1.0 - reached, n).unwrap_or(1.0);
            let text = format!(
                "{}: {} answers {}% within {}; a request that waits for {n} of it is slow in up to {}%, and {}% may be (the leaf would need {}%)",
                s.id,
                leaf.id,
                show_short(reached * 100.0),
                show_ms(threshold),
                show_short(slow * 100.0),
                show_short((1.0 - objective) * 100.0),
                show_availability(needed, 1.0 - needed).trim_end_matches('%')
            );
            let mut finding = rule
                .finding(&[&s.at, &leaf.at], text, t)
                .because(x.at.field("fan_out"))
                .because(leaf.at.field("latency.p99"))
                .because(s.at.field("threshold"));
            let twice = 1.0 - (1.0 - within) * (1.0 - within);
            if !hedged && twice >= needed {
                let hedge = [("after", Value::from("p95")), ("max", Value::from(1)), ("budget", Value::from("5%"))];
                let table = hedge.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
                finding = finding.fix(
                    1,
                    "a second request when the first is late, 5% at most (reads only)",
                    vec![Edit::set(call.at.field("hedge").to_string(), Value::Table(table))],
                );
            }
            let fit = if reached > 0.0 { (objective.ln() / reached.ln() + 1e-9).floor() } else { 0.0 };
            if fit >= 1.0 {
                finding = finding.fix(2, format!("at most {fit} leaves"), vec![set(&x.at, "fan_out", fit as i64)]);
            }
            out.add(finding.advise("answer without the last leaves, or shorten the tail of the leaf"));
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
    for (s, x) in availability(w) {
        let mut t = Trace::new();
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
            let Some(figure) = out.figure("D03", "year", &d.at) else { continue };
            if let Amount::Ms(ms) = figure.amount {
                cost += ms;
                t.extend(&figure.trace);
                led.push((d, ms));
            }
        }
        t.missing.clear();
        if budget <= 0.0 || cost / budget + split <= 1.0 + 1e-9 || led.is_empty() {
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
            // What one move costs follows from all of them; unplanned ones stay.
            let all = figure_moves(out, d, *ms, rate);
            let fewer = (rate - (ms - left) / all).floor();
            if all > 0.0 && fewer >= 0.0 && fewer < rate {
                finding = finding.fix(
                    1,
                    format!("{fewer} planned moves a year"),
                    vec![set(&d.at, "replication.failover.planned", format!("{fewer}/y"))],
                );
            }
        }
        out.add(finding.advise("hand over to a caught-up copy instead of waiting for a timeout"));
    }
}

/// What one move of a leader costs, ms: the mean failover.
fn figure_moves(out: &Out<'_>, d: &DatasetView<'_>, cost: f64, rate: f64) -> f64 {
    match out.figure("D14", "mean", &d.at).map(|f| &f.amount) {
        Some(Amount::Ms(ms)) => *ms,
        _ if rate > 0.0 => cost / rate,
        _ => 0.0,
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
        let mut t = Trace::new();
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
            why.push(format!("{}{more} stop without it, they keep no last known good copy", callers[0]));
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
