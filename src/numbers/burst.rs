//! D59: what a burst of a workload leaves behind a service and in a queue, and what a limit turns away meanwhile.

use super::capacity::utilisation;
use super::facts::{QueueView, ServiceView, WorkloadView};
use super::figure::{Amount, Better, show_ms, show_short};
use super::keyed::calls_of_one;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::queueing::{Limited, burst, drain_ms, held, limited};
use crate::brief::{LimiterKind, Or, Rate, ShedKind};
use crate::number;

number! { BURST, bursts: "D59" "burst", "Queues", "burst above the peak";
"backlog = (ratio x peak - capacity) x length; wait = backlog / capacity; drain = backlog / (capacity - peak)";
"one workload bursts and the others are at their peak, rates are steady, nothing waits when it begins, nobody retries";
Lower; "AWSQUEUE, LITTLE" }

/// A burst as it arrives somewhere.
struct Arriving {
    peak: f64,
    /// Arrivals over the peak there: less than the workload's own ratio where others arrive too.
    ratio: f64,
    length_ms: f64,
    said: String,
    deadline_ms: Option<f64>,
}

fn bursts(w: &World<'_>, out: &mut Figures) {
    let calls = calls_of_one(w).unwrap_or_default();
    let stated: Vec<(WorkloadView<'_>, Vec<f64>)> = w
        .workloads()
        .zip(w.graph.reach.iter().zip(calls))
        .filter(|(x, (reach, _))| x.raw.burst.is_some() && reach.entry.is_some())
        .map(|(x, (reach, calls))| (x, calls.iter().map(|each| reach.rate * each).collect()))
        .collect();
    if stated.is_empty() {
        return;
    }
    for s in w.services() {
        let mut t = w.trace();
        if let Some(arriving) = worst(&s, &stated, &mut t) {
            at_service(w, &s, &arriving, &t, out);
        }
    }
    for q in w.queues() {
        let on = q.raw.on.as_ref().and_then(|on| w.service(on).or_else(|| w.call(on)?.callee()));
        let mut t = w.trace();
        if let Some(arriving) = on.and_then(|s| worst(&s, &stated, &mut t)) {
            at_queue(&q, &arriving, t, out);
        }
    }
}

/// The burst that asks most of a service, with what it rests on.
fn worst(s: &ServiceView<'_>, stated: &[(WorkloadView<'_>, Vec<f64>)], t: &mut Trace) -> Option<Arriving> {
    let all = s.load_peak()?;
    let place = *s.world.graph.index.get(s.id)?;
    let above = |x: &WorkloadView<'_>, base: &[f64]| (x.burst_ratio().value.unwrap_or(1.0) - 1.0) * base[place];
    let reaching = stated.iter().filter(|(_, base)| base[place] > 0.0);
    let (x, base) = reaching.max_by(|a, b| above(&a.0, &a.1).total_cmp(&above(&b.0, &b.1)))?;
    let (ratio, length_ms) = (t.take(x.burst_ratio())?, t.num(x.burst_length())?);
    super::capacity::arrivals(s, t);
    let peak = match (s.raw.util_peak, s.raw.capacity) {
        // What was stated about the peak decides over what follows from rates.
        (Some(_), Some(capacity)) => utilisation(s, t)?.0 * capacity.get(),
        _ => all,
    };
    Some(Arriving {
        peak,
        ratio: 1.0 + (ratio - 1.0) * base[place] / all,
        length_ms,
        said: format!("{}: {}x its peak for {}", x.at, show_short(ratio), show_ms(length_ms)),
        deadline_ms: x.raw.deadline.map(|_| t.num(x.deadline())).unwrap_or_default(),
    })
}

/// What lets only so much through to a service.
struct Gate {
    passes: f64,
    room: f64,
    tokens: bool,
    said: String,
}

/// The narrowest of limiter and shedding on a service.
fn gate(w: &World<'_>, s: &ServiceView<'_>, peak: f64, t: &mut Trace) -> Option<Gate> {
    let capacity = s.raw.capacity.map(Rate::get);
    let mut found: Vec<Gate> = Vec::new();
    let limiter = w.limiters().find(|x| x.raw.on.as_ref().is_some_and(|on| on.id == *s.id));
    if let Some(l) = limiter.filter(|l| l.raw.kind != Some(LimiterKind::None)) {
        match l.raw.limit {
            Some(Or::B(rate)) => {
                t.take(l.limit());
                let said = format!("{} lets {}/s through", l.at, show_short(rate.get()));
                found.push(Gate { passes: rate.get(), room: 0.0, tokens: true, said });
            }
            Some(Or::A(places)) => {
                let busy = t.num(s.service_time_mean()).filter(|x| *x > 0.0);
                if let Some(busy) = busy {
                    t.take(l.limit());
                    let (passes, room) = held(places as f64, busy, peak, capacity.unwrap_or(f64::MAX));
                    let said = format!("{} holds {places} at once", l.at);
                    found.push(Gate { passes, room, tokens: false, said });
                }
            }
            None => {}
        }
    }
    let shed = w.sheds().find(|x| x.raw.on.as_ref().is_some_and(|on| on.id == *s.id));
    if let Some(shed) = shed.filter(|x| x.raw.kind.is_some_and(|k| k != ShedKind::None))
        && let Some(capacity) = capacity
    {
        let starts = t.num(shed.threshold()).unwrap_or(1.0);
        let said = format!("{} sheds from {}", shed.at, Amount::Share(starts));
        found.push(Gate { passes: starts * capacity, room: 0.0, tokens: false, said });
    }
    found.into_iter().filter(|g| g.passes > 0.0).min_by(|a, b| a.passes.total_cmp(&b.passes))
}

fn at_service(w: &World<'_>, s: &ServiceView<'_>, a: &Arriving, t: &Trace, out: &mut Figures) {
    let mut t = t.clone();
    let capacity = s.raw.capacity.map(Rate::get).filter(|c| *c > 0.0);
    let gate = gate(w, s, a.peak, &mut t);
    if capacity.is_none() && gate.is_none() {
        return;
    }
    if capacity.is_some() {
        t.take(s.capacity());
    }
    let f =
        out.push("D59", "rate", &s.at, "arrivals in a burst", Amount::PerSecond(a.peak * a.ratio), Better::Neither, &t);
    f.aim(capacity.map(Amount::PerSecond)).tell(|| a.said.clone());
    if let Some(g) = &gate {
        let found = limited(a.peak, a.ratio, a.length_ms, g.passes, g.room);
        let share = or_undefined(found.clone().map(|l| Amount::Share(l.turned_away)));
        out.push("D59", "away", &s.at, "turned away in a burst", share, Better::Lower, &t).tell(|| g.said.clone());
        if let (true, Ok(l)) = (g.tokens, found) {
            tokens(s, &l, a, g.passes, &t, out);
        }
    }
    let Some(capacity) = capacity else { return };
    let Ok(all) = burst(a.peak, a.ratio, a.length_ms, capacity) else { return };
    let (held, peak) = gate.map_or((all.backlog, a.peak), |g| {
        let through = (g.passes - capacity).max(0.0) * a.length_ms / 1000.0 + g.room;
        (all.backlog.min(through), a.peak.min(g.passes))
    });
    left(&s.at, (held, peak, capacity), a, (None, a.deadline_ms), &t, out);
}

/// The bucket that lets a whole burst through.
fn tokens(s: &ServiceView<'_>, l: &Limited, a: &Arriving, refill: f64, t: &Trace, out: &mut Figures) {
    let f = out.push("D59", "tokens", &s.at, "tokens a burst needs", Amount::Count(l.needed), Better::Neither, t);
    if l.needed > 0.0 {
        match drain_ms(l.needed, a.peak, refill) {
            Ok(ms) => f.tell(|| format!("full again {} after it", show_ms(ms))),
            Err(_) => f.say("never full again: the peak uses the refill"),
        };
    }
}

fn at_queue(q: &QueueView<'_>, a: &Arriving, mut t: Trace, out: &mut Figures) {
    let (Some(peak), Some(rate)) = (t.num(q.rate_in()), t.num(q.rate_out()).filter(|r| *r > 0.0)) else { return };
    let bound = match &q.raw.bound {
        Some(Or::A(wait)) => Some(wait.get() / 1000.0 * rate),
        Some(Or::B(Or::A(items))) => Some(*items as f64),
        _ => None,
    };
    if bound.is_some() {
        t.take(q.bound());
    }
    let age = match q.raw.max_age {
        Some(Or::A(age)) => {
            t.take(q.max_age());
            Some(age.get())
        }
        _ => None,
    };
    let Ok(all) = burst(peak, a.ratio, a.length_ms, rate) else { return };
    left(&q.at, (all.backlog, peak, rate), a, (bound, age), &t, out);
}

/// What waits when the burst ends: how much, for how long, until when.
fn left(
    at: &super::fact::At,
    (held, peak, capacity): (f64, f64, f64),
    a: &Arriving,
    (most, patience_ms): (Option<f64>, Option<f64>),
    t: &Trace,
    out: &mut Figures,
) {
    let f = out.push("D59", "backlog", at, "requests after a burst", Amount::Count(held), Better::Lower, t);
    f.aim(most.map(Amount::Count)).tell(|| a.said.clone());
    if held == 0.0 {
        return;
    }
    let wait = Amount::Ms(held / capacity * 1000.0);
    out.push("D59", "wait", at, "wait after a burst", wait, Better::Lower, t).aim(patience_ms.map(Amount::Ms));
    let drain = or_undefined(drain_ms(held, peak, capacity).map(Amount::Ms));
    out.push("D59", "drain", at, "burst worked off after", drain, Better::Lower, t);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::{Figure, derive_in};

    fn figures(burst: &str, more: &str) -> Vec<Figure> {
        let text = format!(
            "schema = 1\n[workload.x]\nentry_service = \"s\"\nrate_peak = \"600/s\"\n{burst}\n[service.s]\ncapacity = \"1000/s\"\n\
             service_time = {{ mean = \"20ms\" }}\n[service.t]\n[call.c]\nfrom = \"s\"\nto = \"t\"\n{more}"
        );
        let brief = crate::brief::read(&text).unwrap();
        derive_in(&World::new(&brief)).into_iter().filter(|f| f.id == "D59").collect()
    }

    fn number(all: &[Figure], at: &str, part: &str) -> Option<f64> {
        all.iter().find(|f| f.part == part && f.at.to_string() == at).and_then(|f| f.amount.number())
    }

    const STATED: &str = "burst = { ratio = 3, length = \"10s\" }";

    #[test]
    fn a_stated_burst_piles_up_behind_a_service() {
        let all = figures(STATED, "");
        let of = |part| number(&all, "service.s", part);
        assert_eq!(
            (of("rate"), of("backlog"), of("wait"), of("drain")),
            (Some(1800.0), Some(8000.0), Some(8e3), Some(2e4))
        );
        assert_eq!(of("away"), None, "nothing limits");
        assert!(all.iter().all(Figure::any_stated) && all[0].distance().unwrap() > 0.0);
        let shown: Vec<String> = all[0].trace.inputs.iter().map(|i| i.at.to_string()).collect();
        for path in ["workload.x.burst.ratio", "workload.x.burst.length", "workload.x.rate_peak", "service.s.capacity"]
        {
            assert!(shown.iter().any(|p| p == path), "{path} in {shown:?}");
        }
    }

    #[test]
    fn an_unstated_burst_has_no_figure_and_one_that_fits_leaves_nothing() {
        assert!(figures("", "").is_empty());
        for burst in ["burst = { ratio = 1, length = \"10s\" }", "burst = { ratio = 3, length = \"0s\" }"] {
            let all = figures(burst, "");
            assert_eq!(number(&all, "service.s", "backlog"), Some(0.0), "{burst}");
            assert_eq!(number(&all, "service.s", "drain"), None, "{burst}");
        }
    }

    #[test]
    fn a_peak_above_capacity_never_drains() {
        let all = figures(STATED, "[workload.y]\nentry_service = \"s\"\nrate_peak = \"500/s\"\n");
        // Only x bursts: 500 + 3 x 600.
        assert_eq!(number(&all, "service.s", "rate"), Some(2300.0));
        let drain = all.iter().find(|f| f.part == "drain").unwrap();
        assert!(matches!(&drain.amount, Amount::Undefined(why) if why.contains("never clears")), "{drain:?}");
    }

    #[test]
    fn a_token_bucket_says_what_it_needs_and_turns_away() {
        let all = figures(STATED, "[limiter.l]\non = \"s\"\nkind = \"token_bucket\"\nlimit = \"900/s\"\n");
        let of = |part| number(&all, "service.s", part);
        assert_eq!((of("tokens"), of("away"), of("backlog")), (Some(9000.0), Some(0.5), Some(0.0)));
        let tokens = all.iter().find(|f| f.part == "tokens").unwrap();
        assert!(tokens.remark.as_deref().unwrap_or_default().contains("full again 30s after it"), "{tokens:?}");
    }

    #[test]
    fn a_concurrency_limit_holds_what_has_a_place() {
        let all = figures(STATED, "[limiter.l]\non = \"s\"\nkind = \"fixed_concurrency\"\nlimit = 1012\n");
        // 12 places are taken at the peak; 8,000 more come than leave, 1,000 find a place.
        let of = |part| number(&all, "service.s", part);
        assert_eq!((of("backlog"), of("tokens")), (Some(1000.0), None));
        assert!((of("away").unwrap() - 7000.0 / 18_000.0).abs() < 1e-12);
    }

    #[test]
    fn shedding_turns_away_from_its_threshold_on() {
        let all = figures(STATED, "[shed.s]\non = \"s\"\nkind = \"priority\"\nthreshold = \"90%\"\n");
        let of = |part| number(&all, "service.s", part);
        assert_eq!((of("away"), of("backlog"), of("wait")), (Some(0.5), Some(0.0), None));
        let all = figures(STATED, "[shed.s]\non = \"s\"\nkind = \"none\"\n");
        assert_eq!(number(&all, "service.s", "away"), None);
    }

    #[test]
    fn a_queue_is_compared_with_its_bound() {
        let queue = "[queue.q]\non = \"t\"\nbound = 2000\nrate_out = \"1500/s\"\nmax_age = \"1s\"\n";
        let all = figures(STATED, queue);
        let backlog = all.iter().find(|f| f.part == "backlog" && f.at.to_string() == "queue.q").unwrap();
        assert_eq!(backlog.amount, Amount::Count(3000.0));
        assert!(backlog.distance().unwrap() > 0.0, "3,000 do not fit in 2,000");
        assert_eq!(number(&all, "queue.q", "wait"), Some(2000.0));
    }
}
