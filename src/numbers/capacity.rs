//! D19 and D31: how busy services are, what stands by for the loss of a zone, how many requests are inside at once.

use super::fact::Origin;
use super::facts::ServiceView;
use super::figure::{Amount, Better, show_short};
use super::memo::Busy;
use super::queue::pool;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::capacity::overprovision;
use crate::analysis::concurrency::{Usl, UslPeak, little_in_system};
use crate::brief::{Fraction, Or};
use crate::number;

number! { OVERPROVISION, spare: "D19" "zone-overprovision", "Capacity", "zone overprovision";
"capacity factor Z / (Z - 1); highest utilisation (Z - 1) / Z";
"load and instances are spread evenly, clients move to the other zones at once";
Lower; "AWSSTATIC" }

number! { CONCURRENCY, concurrency: "D31" "concurrency-limit", "Capacity", "concurrency limit";
"L = arrivals x time in system; USL peak n* = sqrt((1 - s) / k)";
"a stable system, the time includes waiting; s and k fitted to the same software and hardware";
Exact; "LITTLE, USL" }

/// Peak utilisation of a service with what it rests on: stated, else load over capacity, else the default.
pub(crate) fn utilisation(s: &ServiceView<'_>, t: &mut Trace) -> Option<(f64, Origin)> {
    let busy = busy_of(s)?;
    t.extend(&busy.rests);
    busy.utilisation
}

/// Peak arrivals of a service, with the workloads they come from.
pub(crate) fn arrivals(s: &ServiceView<'_>, t: &mut Trace) -> Option<f64> {
    let busy = busy_of(s)?;
    t.extend(&busy.sources);
    busy.arrivals
}

/// How busy a service is, with what that rests on apart.
pub(super) fn busy_of<'a>(s: &ServiceView<'a>) -> Option<&'a Busy> {
    let place = *s.world.graph.index.get(s.id)?;
    s.world.memo.busy.get_or_init(|| s.world.services().map(|s| busy(&s)).collect()).get(place)
}

fn busy(s: &ServiceView<'_>) -> Busy {
    let mut found = Busy { arrivals: s.load_peak(), ..Busy::default() };
    let place = s.world.graph.index.get(s.id).filter(|_| found.arrivals.is_some());
    for (x, reach) in s.world.workloads().zip(&s.world.graph.reach) {
        if place.is_some_and(|v| reach.services[*v]) {
            found.sources.take(x.rate_peak());
        }
    }
    if s.raw.util_peak.is_none()
        && let (Some(capacity), Some(load)) = (s.raw.capacity, found.arrivals)
        && capacity.get() > 0.0
    {
        found.rests.take(s.capacity());
        found.rests.extend(&found.sources);
        found.utilisation = Some((load / capacity.get(), Origin::Derived));
    } else {
        let known = s.util_peak();
        let origin = known.origin;
        found.utilisation = found.rests.take(known.map(Fraction::base)).map(|u| (u.get(), origin));
    }
    found
}

/// A stated utilisation beside what stated rates give.
pub(crate) struct Beside {
    /// What somebody wrote.
    pub stated: f64,
    /// Arrivals at the peak, per second.
    pub arrivals: f64,
    /// Capacity, per second.
    pub capacity: f64,
}

impl Beside {
    /// What the rates give.
    pub fn by_rates(&self) -> f64 {
        self.arrivals / self.capacity
    }

    /// Whether the two cannot be one utilisation: more than a tenth of the larger lies between them.
    pub fn contradicts(&self) -> bool {
        let rates = self.by_rates();
        (rates - self.stated).abs() > 0.1 * rates.max(self.stated)
    }
}

/// The stated utilisation of a service beside what its capacity and the arrivals give. None where one of the three is not
/// stated.
pub(crate) fn beside(s: &ServiceView<'_>, t: &mut Trace) -> Option<Beside> {
    let (stated, capacity) = (s.raw.util_peak?.get(), s.raw.capacity?.get());
    let place = *s.world.graph.index.get(s.id)?;
    let reaching = || s.world.workloads().zip(&s.world.graph.reach).filter(|(_, reach)| reach.services[place]);
    let arrivals = s.load_peak().filter(|_| capacity > 0.0 && reaching().all(|(x, _)| x.raw.rate_peak.is_some()))?;
    t.take(s.util_peak());
    t.take(s.capacity());
    for (x, _) in reaching() {
        t.take(x.rate_peak());
    }
    Some(Beside { stated, arrivals, capacity })
}

fn spare(w: &World<'_>, out: &mut Figures) {
    for s in w.services() {
        let mut t = w.trace();
        let Some(placement) = t.take(s.placement()) else { continue };
        let mut zones = w.zones_of(&placement);
        zones.sort_unstable();
        zones.dedup();
        let count = u32::try_from(zones.len()).unwrap_or(u32::MAX);
        if count < 2 {
            continue;
        }
        let found = overprovision(count, 1, 1.0);
        let factor = or_undefined(found.clone().map(|o| Amount::Factor(o.factor)));
        out.push("D19", "factor", &s.at, "capacity, zone spare", factor, Better::Neither, &t);
        let most = or_undefined(found.map(|o| Amount::Share(o.max_utilisation)));
        out.push("D19", "most", &s.at, "highest utilisation", most, Better::Neither, &t);
        if let Some((rho, _)) = utilisation(&s, &mut t) {
            let after = rho * f64::from(count) / f64::from(count - 1);
            let f = out.push("D19", "lost", &s.at, "utilisation, zone lost", Amount::Share(after), Better::Lower, &t);
            f.aim(Some(Amount::Share(1.0))).tell(|| format!("{count} zones, one lost"));
        }
    }
}

fn concurrency(w: &World<'_>, out: &mut Figures) {
    for s in w.services() {
        let mut t = w.trace();
        let inside = if let Some(p) = pool(&s, &mut t) {
            p.queue.ok().map(|q| (p.arrivals, q.mean_response_ms, "waiting included"))
        } else {
            let load = arrivals(&s, &mut t);
            let time = if s.raw.latency.is_some() {
                t.num(s.latency_p50()).map(|x| (x, "at the median latency"))
            } else {
                t.num(s.service_time_mean()).map(|x| (x, "without waiting"))
            };
            load.zip(time).map(|(l, (x, how))| (l, x, how))
        };
        if let Some((load, time, how)) = inside {
            let l = or_undefined(little_in_system(load, time).map(Amount::Count));
            let f = out.push("D31", "inside", &s.at, "requests inside", l, Better::Lower, &t);
            f.tell(|| how);
            let limiter = w.limiters().find(|x| x.raw.on.as_ref().is_some_and(|on| on.id == *s.id));
            if let Some(Or::A(limit)) = limiter.and_then(|x| x.raw.limit) {
                f.aim(Some(Amount::Count(limit as f64)));
            }
        }
        if s.raw.usl.is_some() {
            let mut t = w.trace();
            let (Some(contention), Some(coherency)) = (t.take(s.usl_contention()), t.take(s.usl_coherency())) else {
                continue;
            };
            let amount = match Usl::new(contention, coherency, 1.0).and_then(|u| u.peak()) {
                Ok(UslPeak::At { load, throughput }) => {
                    (Amount::Count(load), format!("{}x of one", show_short(throughput)))
                }
                Ok(UslPeak::Limit { throughput }) => (
                    Amount::Undefined("no peak: it only flattens".to_owned()),
                    format!("towards {}x of one", show_short(throughput)),
                ),
                Ok(UslPeak::Linear) => (Amount::Undefined("no peak: it scales without end".to_owned()), String::new()),
                Err(why) => (Amount::Undefined(why.to_string()), String::new()),
            };
            out.push("D31", "peak", &s.at, "concurrency at the peak", amount.0, Better::Neither, &t).tell(|| amount.1);
        }
    }
}
