//! D28 and D30: how long requests wait for a server, and how long a queue may grow before its work is worthless.

use super::capacity::{Beside, arrivals, beside, utilisation};
use super::facts::{ServiceView, WorkloadView};
use super::figure::{Amount, Better, show_ms, show_short};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::queueing::{MAX_SERVERS, Mmc, mg1, mm1, mmc, queue_bound};
use crate::analysis::{OutOfDomain, Result};
use crate::brief::{Balancing, Or, ShedKind};
use crate::number;

number! { QUEUE_WAIT, wait: "D28" "queue-wait", "Queues", "queue wait";
"Erlang C: Wq = C S / (c - a), P(Wq > t) = C exp(-(c/S - lambda) t)";
"Poisson arrivals, exponential service times, one common queue, steady state";
Estimate; "ERLANG, HARCHOL, KINGMAN" }

number! { QUEUE_BOUND, bound: "D30" "queue-bound", "Queues", "queue bound";
"wait budget x service rate";
"first come first served, steady service rate";
Upper; "FBFAIL" }

/// The servers of a service as one pool.
pub(super) struct Pool {
    /// Peak arrivals per second.
    pub arrivals: f64,
    /// Mean busy time, ms.
    pub service: f64,
    /// Servers: capacity times busy time.
    pub servers: u32,
    /// The steady state.
    pub queue: Result<Mmc>,
}

/// The pool of a service: None without capacity, busy time or load.
pub(super) fn pool(s: &ServiceView<'_>, t: &mut Trace) -> Option<Pool> {
    let (capacity, service) = (s.raw.capacity?, s.service_time_mean().value?.get());
    let mut arrivals = arrivals(s, t)?;
    t.take(s.capacity());
    t.take(s.service_time_mean());
    let servers = (capacity.get() * service / 1000.0).round().max(1.0);
    if servers > f64::from(MAX_SERVERS) {
        return None;
    }
    if let Some(stated) = s.raw.util_peak {
        // What was stated about the peak decides over what follows from rates.
        t.take(s.util_peak());
        arrivals = stated.get() * servers * 1000.0 / service;
    }
    let servers = servers as u32;
    let queue = if service > 0.0 {
        mmc(arrivals, service, servers)
    } else {
        Err(OutOfDomain::new("the mean service time", service, "more than 0"))
    };
    Some(Pool { arrivals, service, servers, queue })
}

fn wait(w: &World<'_>, out: &mut Figures) {
    for s in w.services() {
        let mut t = w.trace();
        if let Some((rho, _)) = utilisation(&s, &mut t) {
            let other = beside(&s, &mut t).filter(Beside::contradicts);
            let f = out.push("D28", "utilisation", &s.at, "utilisation", Amount::Share(rho), Better::Lower, &t);
            let shed = w.sheds().find(|x| x.raw.on.as_ref().is_some_and(|on| on.id == *s.id));
            let starts = shed.filter(|x| x.raw.kind != Some(ShedKind::None)).and_then(|x| x.raw.threshold);
            f.aim(Some(Amount::Share(starts.map_or(1.0, super::super::brief::units::Quantity::get))));
            if let Some(x) = other {
                let (arrive, can) = (show_short(x.arrivals), show_short(x.capacity));
                let rates = show_short(x.by_rates() * 100.0);
                f.tell(|| format!("as stated; {arrive}/s that arrive of {can}/s would be {rates}%"));
            }
        }
        let mut t = w.trace();
        let Some(p) = pool(&s, &mut t) else { continue };
        let mean = or_undefined(p.queue.clone().map(|q| Amount::Ms(q.mean_wait_ms)));
        let f = out.push("D28", "mean", &s.at, "queue wait, mean", mean, Better::Lower, &t);
        f.tell(|| format!("{} servers, one queue", p.servers));
        if p.queue.is_ok() {
            if p.servers > 1 && matches!(s.raw.balancing, Some(Balancing::Random | Balancing::Hash)) {
                let each = f64::from(p.servers);
                match mm1(p.arrivals / each, 1000.0 / p.service) {
                    Ok(apart) => f.tell(|| format!("{} with a queue for each server", show_ms(apart.mean_wait_ms))),
                    Err(_) => f.say("without end with a queue for each server"),
                };
            }
            // The wait explodes with small errors in the busy time, so that is said beside it.
            f.tell(|| {
                let slower = mmc(p.arrivals, p.service * 1.05, p.servers);
                let mean = slower.map_or_else(|_| "without end".to_owned(), |slower| show_ms(slower.mean_wait_ms));
                format!("{mean} if requests take 5% longer")
            });
        }
        varied(w, &s, &p, &t, out);
        let p99 = or_undefined(p.queue.and_then(|q| q.wait_percentile_ms(0.99)).map(Amount::Ms));
        out.push("D28", "p99", &s.at, "queue wait, p99", p99, Better::Lower, &t);
    }
}

/// The wait with the variation of the busy time that somebody stated: exact for one server, else the wait of random busy
/// times scaled by it.
fn varied(w: &World<'_>, s: &ServiceView<'_>, p: &Pool, t: &Trace, out: &mut Figures) {
    let enters = |x: &WorkloadView<'_>| x.raw.entry_service.as_ref().is_some_and(|e| e.id == *s.id);
    let Some(x) = w.workloads().find(|x| enters(x) && x.raw.service_cv.is_some()) else { return };
    let Ok(queue) = &p.queue else { return };
    let mut t = t.clone();
    let Some(cv) = t.take(x.service_cv()).filter(|cv| (cv - 1.0).abs() > 1e-9) else { return };
    let ms = if p.servers == 1 {
        mg1(p.arrivals, p.service, cv * cv).map(|q| q.mean_wait_ms)
    } else {
        Ok(queue.mean_wait_ms * f64::midpoint(1.0, cv * cv))
    };
    let f =
        out.push("D28", "varied", &s.at, "queue wait, variation", or_undefined(ms.map(Amount::Ms)), Better::Lower, &t);
    f.tell(|| {
        if p.servers == 1 {
            "one server, any busy times of that variation"
        } else {
            "an approximation for several servers"
        }
    });
}

fn bound(w: &World<'_>, out: &mut Figures) {
    for q in w.queues() {
        let mut t = w.trace();
        let Some(rate) = t.num(q.rate_out()) else { continue };
        let patience = match q.raw.max_age {
            Some(Or::A(age)) => {
                t.take(q.max_age());
                Some(age.get())
            }
            _ => None,
        };
        let items = match &q.raw.bound {
            Some(Or::A(wait)) => Some(wait.get() / 1000.0 * rate),
            Some(Or::B(Or::A(items))) => Some(*items as f64),
            _ => None,
        };
        if let Some(age) = patience {
            let useful = or_undefined(queue_bound(age, rate).map(|n| Amount::Count(n as f64)));
            out.push("D30", "useful", &q.at, "longest useful queue", useful, Better::Neither, &t);
        }
        if let (Some(items), true) = (items, rate > 0.0) {
            t.take(q.bound());
            let f = out.push(
                "D30",
                "wait",
                &q.at,
                "wait at its bound",
                Amount::Ms(items / rate * 1000.0),
                Better::Lower,
                &t,
            );
            f.aim(patience.map(Amount::Ms)).say("first come first served");
        }
    }
}
