//! D27, D29, D32, D34, D48, D49: what many clients at once, backlogs, cold caches, hedges and breakers do.

use super::capacity::busy_of;
use super::fact::Base;
use super::facts::{CacheView, CallView, ServiceView};
use super::figure::{Amount, Better};
use super::keys::hottest_share;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::{OutOfDomain, breaker, cache, herd, queueing, retry::budget, tail};
use crate::brief::{BreakerKind, FailureMode, Or, QueueDiscipline, ShedKind, StampedeGuard};
use crate::number;

number! { HERD, crowd: "D27" "herd-peak", "Overload", "herd peak and spread";
"N / J arrivals per second over a window J; J >= N / (C - load)";
"clients come at random times within the window";
Estimate; "AWSJIT" }

number! { DRAIN, drain: "D29" "drain-time", "Queues", "drain time";
"backlog / (mu - lambda); oldest message: backlog / the smaller of lambda and mu";
"steady rates, arrivals include retries; first come first served, and the backlog came at lambda";
Lower; "AWSQUEUE" }

number! { REJECTED, rejected: "D32" "throttle-rejection", "Overload", "client throttle rejects";
"max(0, (requests - K accepts) / (requests + 1))";
"over the last two minutes, each client sees enough traffic";
Estimate; "SREBOOK" }

number! { HEDGE, hedge: "D34" "hedge-load", "Tails", "hedge load and benefit";
"extra load = P(latency > hedge delay)";
"slowness of the two copies is independent; without a budget overload doubles the load";
Lower; "TAIL" }

number! { COLD_CACHE, cold: "D48" "cold-cache-load", "Overload", "cold cache load";
"cold over warm = 1 / (1 - h); stampede = rate of the key x time to recompute";
"h counts requests, not keys; the cache is empty";
Estimate; "FBMEMCACHE" }

number! { BREAKER, cycle: "D49" "breaker-cycle", "Overload", "breaker cycle";
"probe rounds = outage / open time; false trip = binomial tail(min_calls, fail_rate, p)";
"failures are independent while the callee is well";
Estimate; "R4J" }

fn crowd(w: &World<'_>, out: &mut Figures) {
    for c in w.calls() {
        let Some(callee) = c.callee() else { continue };
        let mut t = w.trace();
        if c.clients().value.is_none() {
            continue;
        }
        let busy = busy_of(&callee).filter(|_| callee.raw.capacity.is_some());
        // Instances that come back together are a herd when the spare capacity cannot take them within a second.
        let spare = busy.and_then(|b| Some(callee.raw.capacity?.get() * (1.0 - b.utilisation?.0)));
        let told = c.raw.clients.is_some() || c.raw.reconnect_spread.is_some() || c.raw.herd_causes.is_some();
        if !told && c.clients().value.is_none_or(|n| n as f64 <= spare.unwrap_or(100.0)) {
            continue;
        }
        let (Some(clients), Some(spread)) = (t.take(c.clients()), t.num(c.reconnect_spread())) else { continue };
        let clients = clients as f64;
        if spread > 0.0 {
            let peak = or_undefined(herd::spread_per_s(clients, spread).map(Amount::PerSecond));
            let f = out.push("D27", "peak", &c.at, "herd, arrivals", peak, Better::Lower, &t);
            f.aim(callee.raw.capacity.map(|x| Amount::PerSecond(x.get())));
        } else {
            let f = out.push("D27", "peak", &c.at, "herd, all at once", Amount::Count(clients), Better::Lower, &t);
            f.say("within one round trip: nothing spreads them");
        }
        let (Some(capacity), Some(busy)) = (callee.raw.capacity, busy) else { continue };
        t.take(callee.capacity());
        t.extend(&busy.rests);
        let Some((rho, _)) = busy.utilisation else { continue };
        let window = herd::least_window_ms(clients, capacity.get(), rho * capacity.get()).map(Amount::Ms);
        let f = out.push("D27", "window", &c.at, "spread needed", or_undefined(window), Better::Lower, &t);
        f.aim((spread > 0.0).then_some(Amount::Ms(spread)));
    }
}

fn drain(w: &World<'_>, out: &mut Figures) {
    for q in w.queues() {
        let mut t = w.trace();
        if q.raw.backlog.is_none() {
            continue;
        }
        let (Some(backlog), Some(arrive), Some(leave)) = (t.take(q.backlog()), t.num(q.rate_in()), t.num(q.rate_out()))
        else {
            continue;
        };
        let time = or_undefined(queueing::drain_ms(backlog as f64, arrive, leave).map(Amount::Ms));
        out.push("D29", "", &q.at, "drain time", time, Better::Lower, &t).say("until it is empty");
        // Newest first, or the expired dropped: the old do not wait for their turn.
        if !matches!(t.take(q.discipline()), Some(QueueDiscipline::Fifo)) {
            continue;
        }
        let oldest = or_undefined(queueing::oldest_ms(backlog as f64, arrive, leave).map(Amount::Ms));
        let f = out.push("D29", "oldest", &q.at, "oldest message then", oldest, Better::Lower, &t);
        if let Some(Or::A(age)) = q.raw.max_age {
            f.aim(Some(Amount::Ms(age.get())));
        }
        f.tell(|| {
            if arrive > 0.0 && arrive < leave {
                "the first of them, that came at the rate in"
            } else {
                "the last of them"
            }
        });
    }
}

fn rejected(w: &World<'_>, out: &mut Figures) {
    for s in w.sheds().filter(|s| s.raw.kind == Some(ShedKind::AdaptiveThrottle)) {
        let Some(on) = s.raw.on.as_ref() else { continue };
        let Some(service) = w.service(on).or_else(|| w.call(on)?.callee()) else { continue };
        let Some(capacity) = service.raw.capacity else { continue };
        let mut t = w.trace();
        t.take(service.capacity());
        let Some(k) = t.take(s.k()) else { continue };
        let place = w.graph.index.get(service.id).copied();
        let Some(storm) = place.and_then(|v| w.graph.loads.as_ref().map(|l| l.worst[v])).filter(|x| *x > 0.0) else {
            continue;
        };
        super::capacity::arrivals(&service, &mut t);
        // Two minutes of a storm in which every attempt is made and the service answers what it can.
        let (asked, answered) = (storm * 120.0, storm.min(capacity.get()) * 120.0);
        let p = or_undefined(budget::reject_probability(asked, answered, k).map(Amount::Share));
        out.push("D32", "", &s.at, "client throttle rejects", p, Better::Neither, &t).say("at the worst-case load");
    }
}

fn hedge(w: &World<'_>, out: &mut Figures) {
    for c in w.calls() {
        let Some(after) = c.raw.hedge.as_ref().and_then(|h| h.after) else { continue };
        let mut t = w.trace();
        t.note(c.at.field("hedge.after"), super::fact::Origin::Stated, super::fact::Shown::Text(after_text(&after)));
        let Some(callee) = c.callee() else { continue };
        let slow = match after {
            Or::B(percentile) => tail::hedge_extra(percentile.0 / 100.0),
            Or::A(delay) => match beyond(&callee, delay.get(), &mut t) {
                Some(p) => Ok(p),
                None => continue,
            },
        };
        let Some(copies) = t.take(c.hedge_max()) else { continue };
        let budget = match t.take(c.hedge_budget()) {
            Some(Or::A(share)) => Some(share.base()),
            _ => None,
        };
        let fan_out = c.raw.per_request.filter(|n| *n > 1.0).map(|n| n.ceil() as u32);
        let touched = fan_out.map(|n| (n, slow.clone().and_then(|p| tail::fan_out_slow(p, n))));
        let extra = slow.map(|p| (p * copies as f64).min(budget.unwrap_or(f64::MAX)));
        let f = out.push(
            "D34",
            "",
            &c.at,
            "extra load by hedges",
            or_undefined(extra.map(Amount::Share)),
            Better::Lower,
            &t,
        );
        match budget {
            Some(share) => f.aim(Some(Amount::Share(share))),
            None => f.say("without a budget it doubles the load when everything is slow"),
        };
        if let Some((n, touched)) = touched {
            let mut t = t.clone();
            t.take(c.per_request());
            let amount = or_undefined(touched.map(Amount::Share));
            let f = out.push("D34", "requests", &c.at, "requests with a hedge", amount, Better::Neither, &t);
            f.tell(|| format!("any of {n} calls is that slow; a budget cuts it"));
        }
        if let Or::A(delay) = after {
            hedged_tail(&c, &callee, delay.get(), fan_out, budget, t, out);
        }
    }
}

/// What is left beyond the p99 of one call when copies follow after a delay: `P(L > p99) x P(L > p99 - d)`, each tail by
/// the percentiles that are stated, so at most this; more copies would leave less. Under a fan-out, of any of the calls.
fn hedged_tail(
    c: &CallView<'_>,
    callee: &ServiceView<'_>,
    delay: f64,
    fan_out: Option<u32>,
    budget: Option<f64>,
    mut t: Trace,
    out: &mut Figures,
) {
    let Some(p99) = callee.raw.latency.as_ref().and_then(|l| l.p99) else { return };
    let p99 = p99.get();
    if delay >= p99 {
        return;
    }
    t.take(callee.latency_p99());
    let second = beyond(callee, p99 - delay, &mut t).unwrap_or(1.0);
    let alone = 0.01;
    // What the budget does not let through stays alone.
    let wanted = beyond(callee, delay, &mut t).unwrap_or(1.0);
    let sent = budget.map_or(1.0, |share| (share / wanted).min(1.0));
    let left = alone * (sent * second + 1.0 - sent);
    let (left, without) = match fan_out {
        Some(n) => {
            t.take(c.per_request());
            (tail::fan_out_slow(left, n), tail::fan_out_slow(alone, n))
        }
        None => (Ok(left), Ok(alone)),
    };
    let f = out.push(
        "D34",
        "tail",
        &c.at,
        "beyond p99 with hedges",
        or_undefined(left.map(Amount::Share)),
        Better::Lower,
        &t,
    );
    if let Ok(without) = without {
        f.tell(|| format!("at most; {} without", Amount::Share(without)));
    }
}

fn after_text(after: &Or<crate::brief::Span, crate::brief::Percentile>) -> Box<str> {
    match after {
        Or::A(span) => span.to_string().into(),
        Or::B(p) => p.to_string().into(),
    }
}

/// At most this share of requests takes longer: by the percentiles that are stated.
fn beyond(s: &ServiceView<'_>, ms: f64, t: &mut Trace) -> Option<f64> {
    let steps = [(s.latency_p999(), 0.001), (s.latency_p99(), 0.01), (s.latency_p50(), 0.5)];
    for (known, share) in steps {
        if known.value.is_some_and(|x| x.get() <= ms) {
            t.take(known);
            return Some(share);
        }
    }
    None
}

/// The service that carries the misses of a cache: its store, else the callee or the service it sits at.
fn behind<'a>(w: &'a World<'a>, c: &CacheView<'a>) -> Option<ServiceView<'a>> {
    if let Some(store) = &c.raw.store {
        return w.service(store);
    }
    w.call(c.raw.on.as_ref()?)?.callee()
}

fn cold(w: &World<'_>, out: &mut Figures) {
    for c in w.caches() {
        let mut t = w.trace();
        let Some(hits) = t.num(c.hit_ratio()) else { continue };
        let on = c.raw.on.as_ref().and_then(|on| w.service(on).or_else(|| w.call(on)?.callee()));
        let load = on.as_ref().and_then(|s| super::capacity::arrivals(s, &mut t));
        let found = cache::cold_load(load.unwrap_or(1.0), hits, 0.0);
        let factor = match &found {
            Ok(x) => match x.factor {
                Some(f) => Amount::Factor(f),
                None => Amount::Undefined("everything: a warm cache lets nothing through".to_owned()),
            },
            Err(why) => Amount::Undefined(why.to_string()),
        };
        out.push("D48", "factor", &c.at, "cold over warm load", factor, Better::Lower, &t);
        if let (Some(_), Ok(x)) = (load, found) {
            let f = out.push(
                "D48",
                "load",
                &c.at,
                "load on a cold start",
                Amount::PerSecond(x.cold_per_s),
                Better::Lower,
                &t,
            );
            let store = behind(w, &c).and_then(|s| s.raw.capacity).map(|x| Amount::PerSecond(x.get()));
            f.aim(store).tell(|| format!("{} while warm", Amount::PerSecond(x.warm_per_s)));
        }
        let (Some(load), true) = (load, c.raw.recompute.is_some()) else { continue };
        if matches!(c.raw.stampede_guard, Some(StampedeGuard::SingleFlight | StampedeGuard::Lease)) {
            continue;
        }
        let hottest = w.workloads().find_map(|x| hottest_share(&x, &mut t)).and_then(Result::ok);
        let (Some(p1), Some(recompute)) = (hottest, t.num(c.recompute())) else { continue };
        let crowd = or_undefined(cache::stampede(load * p1, recompute).map(Amount::Count));
        let f = out.push("D48", "stampede", &c.at, "stampede, hottest key", crowd, Better::Lower, &t);
        f.say("requests that recompute one entry at once");
    }
}

fn cycle(w: &World<'_>, out: &mut Figures) {
    for c in w.calls() {
        let Some(raw) = c.raw.breaker.as_ref().filter(|b| b.kind.is_some_and(|k| k != BreakerKind::None)) else {
            continue;
        };
        let Some(callee) = c.callee() else { continue };
        let mut t = w.trace();
        t.take(c.breaker_kind());
        let (Some(open), Some(half)) = (t.num(c.breaker_open()), t.take(c.breaker_half_open())) else { continue };
        let outage = callee.recovery().value.is_some().then(|| t.num(callee.recovery())).flatten().or_else(|| {
            let down = w.failures().find(|f| f.raw.mode == Some(FailureMode::DepDown))?;
            t.num(down.duration_p50())
        });
        if let Some(outage) = outage {
            let half = u32::try_from(half).unwrap_or(u32::MAX);
            let probes = or_undefined(breaker::probes(outage, open, half).map(Amount::Count));
            let f = out.push("D49", "probes", &c.at, "probes per outage", probes, Better::Neither, &t);
            f.tell(|| format!("outage of {}", super::figure::show_ms(outage)));
        }
        if raw.kind != Some(BreakerKind::Rate) {
            continue;
        }
        let mut t = w.trace();
        let (Some(calls), Some(rate), Some(up)) =
            (t.take(c.breaker_min_calls()), t.num(c.breaker_fail_rate()), t.num(callee.availability()))
        else {
            continue;
        };
        let p = match u32::try_from(calls) {
            Ok(calls) if calls <= 10_000 => breaker::false_trip(calls, rate, 1.0 - up),
            _ => Err(OutOfDomain::new("the calls a breaker judges", calls, "at most 10000")),
        };
        out.push("D49", "trip", &c.at, "false trip, a window", or_undefined(p.map(Amount::Share)), Better::Lower, &t);
    }
}
