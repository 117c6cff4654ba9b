//! Overload: what has no bound, what is full or waits too long before anything fails, what a backlog does.

use super::out::{Finding, Out};
use super::rule::Rule;
use crate::analysis::queueing::{MAX_SERVERS, drain_ms, mmc, oldest_ms};
use crate::brief::{Delivery, Edit, LimiterKind, Or, QueueDiscipline, QueueKind, ServiceRole, ShedKind, Sli, Tier};
use crate::numbers::capacity::{Beside, beside};
use crate::numbers::facts::{ServiceView, ShedView};
use crate::numbers::figure::{show_ms, show_short};
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
rule!(
    /// Waiting takes more than the user grants.
    WAITING = "OVL-03" "waiting-breaks-objective" Warn Justified,
    "waiting alone breaks the latency objective", waiting
);
rule!(
    /// Nobody decided who is refused.
    NO_SHED = "OVL-04" "overload-undefined" Warn Justified,
    "a critical service has no answer to overload", no_shed
);
rule!(
    /// Work expires before it is done.
    SLOW_DRAIN = "OVL-08" "backlog-expires" Warn Justified,
    "messages of the backlog expire before their turn", slow_drain
);
rule!(
    /// A message that can never be done comes back for ever.
    POISON = "OVL-10" "poison-message" Warn Justified,
    "one poison message can stop the queue", poison
);

fn unbounded(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for q in w.queues() {
        // A broker that keeps its log for consumers to catch up on is not on the path of a waiting caller.
        let off_path = q.raw.on.as_ref().and_then(|on| w.call(on)).is_some_and(|c| c.raw.r#async == Some(true));
        let durable = matches!(q.raw.kind, Some(QueueKind::BrokerLog | QueueKind::DbOutbox));
        let mut t = out.trace();
        let Some(bound) = t.take(q.bound()) else { continue };
        if off_path || durable || !matches!(bound, Or::B(Or::B(Or::B(_)))) {
            continue;
        }
        let rate = q.rate_out().value.map(crate::brief::Rate::get);
        let wait = w.workloads().find_map(|l| l.deadline().value).map_or(1000.0, crate::brief::Span::get);
        let mut finding = None;
        if let Some(rate) = rate {
            let items = (wait / 1000.0 * rate).floor().max(1.0);
            if out.keyed(rule, &[&q.at], &t) {
                continue;
            }
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
        let mut t = out.trace();
        if let Some(x) = beside(&s, &mut t).filter(|x| x.stated < 1.0 && x.by_rates() >= 1.0) {
            if !out.keyed(rule, &[&s.at], &t) {
                out.add(contradicted(rule, &s, &x, t));
            }
            continue;
        }
        let mut t = out.trace();
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
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
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
        let mut t = out.trace();
        let (Some(arrive), Some(done)) = (t.num(q.rate_in()), t.num(q.rate_out())) else {
            out.unjudged(rule, std::slice::from_ref(&q.at), &t);
            continue;
        };
        if done <= 0.0 || arrive < done {
            continue;
        }
        if out.keyed(rule, &[&q.at], &t) {
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

/// A utilisation that is stated hides the one that follows from rates which are stated as well.
fn contradicted(rule: &'static Rule, s: &ServiceView<'_>, x: &Beside, t: Trace) -> Finding {
    let (stated, rates) = (show_short(x.stated), show_short(x.by_rates()));
    let (arrive, can) = (show_short(x.arrivals), show_short(x.capacity));
    let text = format!(
        "{}: util_peak says {stated}, but {arrive}/s arrive at the peak and {can}/s can be done: {arrive}/{can} = {rates} >= 1; one of them is wrong",
        s.at
    );
    let (field, capacity) = (s.at.field("util_peak").to_string(), s.at.field("capacity").to_string());
    let need = (x.arrivals / 0.7).ceil();
    let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("util_peak")).because(s.at.field("capacity"));
    finding = finding.fix(
        1,
        format!("take util_peak away, and plan capacity for 70% of {arrive}/s: {need:.0}/s"),
        vec![Edit::unset(field), Edit::set(capacity.clone(), format!("{need:.0}/s"))],
    );
    if x.stated > 0.0 {
        let meant = (x.arrivals / x.stated).ceil();
        finding = finding.fix(
            1,
            format!("if {stated} was measured at {arrive}/s, the capacity is {meant:.0}/s"),
            vec![Edit::set(capacity, format!("{meant:.0}/s"))],
        );
    }
    finding.advise("where the rates are right, take util_peak away: the figures then use them; where not, correct them")
}

/// The policy that stands on a service and does something.
fn shed_on<'a>(w: &'a World<'a>, s: &ServiceView<'_>) -> Option<ShedView<'a>> {
    w.sheds().find(|x| {
        x.raw.on.as_ref().is_some_and(|on| on.id == *s.id) && x.raw.kind.is_some_and(|kind| kind != ShedKind::None)
    })
}

fn waiting(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    // The tightest latency objective of the workloads that reach a service counts.
    let aims: Vec<_> = w
        .slos()
        .filter(|s| s.raw.sli == Some(Sli::Latency))
        .filter_map(|s| {
            let place = w.brief.workload.get_index_of(&s.raw.workload.as_ref()?.id)?;
            Some((s.threshold().value?.get(), s, place))
        })
        .collect();
    if aims.is_empty() {
        return;
    }
    for s in w.services() {
        let reached = aims.iter().filter(|(.., place)| w.graph.reaches(*place, s.id));
        let Some((threshold, slo, _)) = reached.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        let mut t = out.trace();
        let (capacity, busy) = (t.num(s.capacity()), t.num(s.service_time_mean()));
        let (Some(capacity), Some(busy)) = (capacity, busy) else {
            out.unjudged(rule, std::slice::from_ref(&s.at), &t);
            continue;
        };
        let (Some(load), Some(objective)) = (s.load_peak(), t.num(slo.objective())) else { continue };
        t.take(slo.threshold());
        let servers = (capacity * busy / 1000.0).round().max(1.0);
        if busy <= 0.0 || servers > f64::from(MAX_SERVERS) {
            continue;
        }
        let mut arrivals = load;
        if let Some(stated) = s.raw.util_peak {
            t.take(s.util_peak());
            arrivals = stated.get() * servers * 1000.0 / busy;
        } else {
            for x in w.workloads() {
                if w.graph.reaches(w.brief.workload.get_index_of(x.id).unwrap_or(usize::MAX), s.id) {
                    t.take(x.rate_peak());
                }
            }
        }
        if let Some(limit) = shed_on(w, &s).and_then(|x| t.num(x.threshold())) {
            arrivals = arrivals.min(limit * servers * 1000.0 / busy);
        }
        let at_percentile = |arrivals: f64, servers: u32| {
            mmc(arrivals, busy, servers).and_then(|q| q.wait_percentile_ms(objective)).map(|wait| wait + busy)
        };
        // From a utilisation of one on OVL-02 speaks.
        let Ok(time) = at_percentile(arrivals, servers as u32) else { continue };
        if time <= *threshold {
            continue;
        }
        let rho = arrivals * busy / 1000.0 / servers;
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!(
            "{}: p{} of waiting plus the work is {} at {}% utilisation, {} allows {}",
            s.at,
            crate::brief::units::show_number(objective * 100.0),
            show_ms(time),
            show_short(rho * 100.0),
            slo.at,
            show_ms(*threshold)
        );
        let mut finding =
            rule.finding(&[&s.at], text, t).because(s.at.field("capacity")).because(slo.at.field("threshold"));
        if busy > *threshold {
            out.add(finding.because(s.at.field("service_time")).advise("shorten the work: it alone is longer"));
            continue;
        }
        if s.raw.util_peak.is_some() {
            let fits = (1..100).rev().map(|u| f64::from(u) / 100.0).find(|u| {
                *u < rho && at_percentile(u * servers * 1000.0 / busy, servers as u32).is_ok_and(|x| x <= *threshold)
            });
            if let Some(u) = fits {
                let edits = vec![Edit::set(s.at.field("util_peak").to_string(), u)];
                finding = finding.fix(3, format!("capacity for {}% at the peak", show_short(u * 100.0)), edits);
            }
        } else if let Some(c) = (servers as u32 + 1..servers as u32 * 2 + 64)
            .find(|c| at_percentile(arrivals, *c).is_ok_and(|x| x <= *threshold))
        {
            let need = (f64::from(c) * 1000.0 / busy).ceil();
            let edits = vec![Edit::set(s.at.field("capacity").to_string(), format!("{need:.0}/s"))];
            finding = finding.fix(3, format!("{c} servers instead of {servers:.0}: {need:.0}/s"), edits);
        }
        out.add(finding.advise("shed earlier, or shorten the work: it counts twice, as work and as waiting"));
    }
}

/// Services that refuse what they cannot do: a policy or a limit on themselves or on the calls to them.
fn guarded(w: &World<'_>) -> Vec<bool> {
    let mut guarded = vec![false; w.graph.services.len()];
    let mut mark = |on: &crate::brief::Id| {
        let service = w.brief.call.get(on).and_then(|c| c.to.as_ref()).map_or(on, |to| &to.id);
        if let Some(place) = w.graph.index.get(service) {
            guarded[*place] = true;
        }
    };
    for shed in w.brief.shed.values().filter(|x| x.kind.is_some_and(|kind| kind != ShedKind::None)) {
        shed.on.iter().for_each(|on| mark(&on.id));
    }
    for limit in w.brief.limiter.values().filter(|x| x.kind.is_some_and(|kind| kind != LimiterKind::None)) {
        limit.on.iter().for_each(|on| mark(&on.id));
    }
    guarded
}

/// Whether a layer before a service refuses for it: every caller does, and the capacity of the service is in the numbers.
fn shielded(w: &World<'_>, s: &ServiceView<'_>, guarded: &[bool]) -> bool {
    let entry = w.graph.index.get(s.id).is_some_and(|place| w.graph.reach.iter().any(|r| r.entry == Some(*place)));
    let known = s.raw.capacity.is_some() || s.raw.util_peak.is_some();
    let mut callers = w.calls_to(s.id).filter_map(|c| w.graph.index.get(&c.raw.from.as_ref()?.id).copied()).peekable();
    known && !entry && callers.peek().is_some() && callers.all(|caller| guarded[caller])
}

fn no_shed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let guarded = guarded(w);
    for s in w.services() {
        let own = w.graph.index.get(s.id).is_some_and(|place| guarded[*place]);
        if own || s.raw.role == Some(ServiceRole::Client) || shielded(w, &s, &guarded) {
            continue;
        }
        let mut t = out.trace();
        let Some(tier) = t.take(s.tier()) else { continue };
        if !matches!(tier, Tier::Tier0 | Tier::Tier1) {
            continue;
        }
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = format!("{}: {tier}, and nothing says who is refused in overload: all are served too late", s.at);
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("tier"));
        finding = if w.brief.shed.contains_key(s.id) {
            finding.advise("give its shed a kind: priority, from 90% on")
        } else {
            let path = format!("shed.{}", s.id);
            let order = crate::brief::Value::Array(["sheddable", "sheddable_plus"].map(Into::into).to_vec());
            let edits = vec![
                Edit::set(format!("{path}.on"), s.id.as_ref()),
                Edit::set(format!("{path}.kind"), "priority"),
                Edit::set(format!("{path}.threshold"), 0.9),
                Edit::set(format!("{path}.order"), order),
            ];
            finding.fix(1, "refuse the lowest priority from 90% on", edits)
        };
        out.add(finding);
    }
}

/// The longest wait of a message of a backlog.
struct Wait {
    /// How long; None where it grows without end.
    ms: Option<f64>,
    words: String,
    /// The backlog that is just as old as this wait, for each second of it.
    per_s: f64,
    /// Whether new work is done first, so that only the spare rate counts.
    new_first: bool,
}

fn waits(backlog: f64, arrive: f64, leave: f64, discipline: QueueDiscipline, bounded: bool) -> Wait {
    let flows = || format!("({}/s come, {}/s are done)", show_short(arrive), show_short(leave));
    if matches!(discipline, QueueDiscipline::Lifo | QueueDiscipline::Priority) {
        // Whoever is last has to wait until nobody else is there.
        let ms = drain_ms(backlog, arrive, leave).ok();
        let words = ms.map_or_else(|| format!("never drains {}", flows()), |ms| format!("drains in {}", show_ms(ms)));
        return Wait { ms, words, per_s: leave - arrive, new_first: true };
    }
    let (ms, per_s) = (oldest_ms(backlog, arrive, leave).ok(), if arrive > 0.0 { arrive.min(leave) } else { leave });
    let long = ms.map_or_else(|| "without end".to_owned(), show_ms);
    if arrive >= leave && !bounded {
        return Wait { ms: None, words: format!("only grows {}", flows()), per_s, new_first: false };
    }
    let words = if arrive > 0.0 && arrive < leave {
        format!("took {long} to come at {}/s: its first message is as old", show_short(arrive))
    } else {
        format!("makes its last message wait {long}")
    };
    Wait { ms, words, per_s, new_first: false }
}

fn slow_drain(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for q in w.queues() {
        let mut t = out.trace();
        let Some(Or::A(age)) = t.take(q.max_age()) else { continue };
        // Newest first, or the expired dropped: what is old does not delay what is not.
        if matches!(q.raw.discipline, Some(QueueDiscipline::AdaptiveLifo | QueueDiscipline::Codel)) {
            continue;
        }
        let age = age.get();
        let bound = match q.raw.bound {
            Some(Or::B(Or::A(items))) => Some(items),
            _ => None,
        };
        let backlog = match (q.raw.backlog, bound) {
            (Some(b), Some(most)) => Some(b.min(most)),
            (b, most) => b.or(most),
        };
        if backlog.is_none() {
            t.missing.push(q.at.field("backlog"));
        } else {
            t.take(if q.raw.backlog.is_some() { q.backlog() } else { q.backlog().or_assume(bound) });
        }
        let (arrive, leave) = (t.num(q.rate_in()), t.num(q.rate_out()));
        let (Some(backlog), Some(arrive), Some(leave)) = (backlog, arrive, leave) else {
            out.unjudged(rule, std::slice::from_ref(&q.at), &t);
            continue;
        };
        let Some(discipline) = t.take(q.discipline()) else { continue };
        let wait = waits(backlog as f64, arrive, leave, discipline, bound.is_some());
        if wait.ms.is_some_and(|ms| ms <= age) {
            continue;
        }
        if out.keyed(rule, &[&q.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a backlog of {backlog} {}, and a message is worth nothing after {}",
            q.at,
            wait.words,
            show_ms(age)
        );
        let newest = vec![Edit::set(q.at.field("discipline").to_string(), "adaptive_lifo")];
        let mut finding = rule
            .finding(&[&q.at], text, t)
            .because(q.at.field("max_age"))
            .because(q.at.field(if arrive > 0.0 && arrive < leave && !wait.new_first { "rate_in" } else { "rate_out" }))
            .fix(1, "drop what expired and take the newest first", newest);
        let (per_s, seconds) = (wait.per_s, age / 1000.0);
        // What has waited too long before it is served is not helped by whoever serves it.
        let late = !wait.new_first && backlog as f64 > arrive * seconds;
        if !late && seconds > 0.0 {
            let spare = if wait.new_first { arrive } else { 0.0 };
            let faster = (spare + backlog as f64 / seconds).max(arrive).ceil() + 1.0;
            let faster_edit = vec![Edit::set(q.at.field("rate_out").to_string(), format!("{faster:.0}/s"))];
            finding = finding.fix(1, format!("consumers for {faster:.0}/s"), faster_edit);
        }
        let useful = (per_s * seconds).floor();
        if useful >= 1.0 {
            let edits = vec![Edit::set(q.at.field("bound").to_string(), useful as i64)];
            finding = finding.fix(0, format!("at most {useful:.0} messages"), edits);
        }
        out.add(finding);
    }
}

fn poison(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for q in w.queues() {
        let mut t = out.trace();
        let delivery = q.delivery();
        // What waits in memory is not delivered again unless somebody says so.
        if q.raw.kind == Some(QueueKind::InMemory) && !delivery.stated()
            || t.take(delivery) != Some(Delivery::AtLeastOnce)
        {
            continue;
        }
        let endless = match q.raw.max_receives {
            None => Some("nothing limits how often a message is delivered"),
            Some(Or::B(_)) => Some("a message is delivered without end"),
            Some(Or::A(_)) => None,
        };
        let parked = q.raw.dlq == Some(true);
        let why = match (endless, parked) {
            (None, true) => continue,
            (Some(why), true) => why.to_owned(),
            (Some(why), false) => format!("{why}, and there is no place to park it"),
            (None, false) => "there is no place to park a message that keeps failing".to_owned(),
        };
        let (mut edits, mut words) = (Vec::new(), Vec::new());
        let mut finding = rule.finding(&[&q.at], format!("{}: {why}: one poison message stops it", q.at), t);
        if endless.is_some() {
            finding = finding.because(q.at.field("max_receives"));
            edits.push(Edit::set(q.at.field("max_receives").to_string(), 5));
            words.push("5 deliveries");
        }
        if !parked {
            finding = finding.because(q.at.field("dlq"));
            edits.push(Edit::set(q.at.field("dlq").to_string(), true));
            words.push("a dead-letter queue");
        }
        out.add(finding.fix(1, words.join(", then "), edits));
    }
}
