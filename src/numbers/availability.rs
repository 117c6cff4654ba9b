//! D04 to D09: how often things are up, in series, in parallel, and by quorum.

use super::copies::{Answer, Copies, all_copies, copies};
use super::fact::At;
use super::facts::{DatasetView, WorkloadView};
use super::figure::{Amount, Better, Figure, show_availability, show_short};
use super::needs::{Need, dependencies};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::availability::{self as av, Availability};
use crate::analysis::quorum::nwr;
use crate::brief::{Scheme, ServiceRole, Sli};
use crate::number;

number! { SERIAL, serial: "D04" "serial-availability", "Availability", "composite availability";
"product of A_i over the hard dependencies x quorum availability of each dataset on the path; what only a share p of the requests needs takes p x (1 - A_i), added up";
"failures are independent, soft dependencies have a fallback that works, no retries; shares are bounded from above, so that they err on the low side";
Estimate; "CALCSLA" }

number! { PARALLEL, parallel: "D05" "parallel-availability", "Availability", "parallel availability";
"1 - product of (1 - A_i)";
"independent failures, instant failover that works, one alternative carries the whole load";
Upper; "CALCSLA" }

number! { DEPENDENCY_TARGET, dependency_target: "D06" "dependency-target", "Availability", "dependency target";
"equal split (1 - SLO) / n; extra nine (1 - SLO) / 10";
"all n dependencies are hard and fail independently, the service itself adds no failures";
Upper; "CALCSLA" }

number! { INDEPENDENT, independent: "D07" "k-of-n-availability", "Availability", "k-of-n availability";
"sum over i = k..n of C(n,i) p^i (1-p)^(n-i)";
"nodes are alike and fail alone";
Upper; "VUKOLIC" }

number! { ZONED, by_zone: "D08" "quorum-availability", "Availability", "quorum availability with zone failures";
"live counts of the zones convolved, P(live >= quorum)";
"zones fail independently of one another, nodes independently within a live zone";
Upper; "FORD10" }

number! { MAJORITY, majority: "D09" "majority", "Availability", "majority and fault tolerance";
"floor(n/2) + 1; floor((n-1)/2)";
"crash failures, votes survive a restart";
Exact; "RAFT" }

/// What the whole figure is called.
const NAME: &str = "composite availability";

/// An availability as an amount.
pub(super) fn shown(a: Availability) -> Amount {
    Amount::Availability { up: a.up(), down: a.down() }
}

fn answered(answer: &Answer) -> Amount {
    match answer {
        Ok(a) => shown(*a),
        Err(why) => Amount::Undefined(why.clone()),
    }
}

/// An objective as a target.
pub(super) fn objective_target(objective: f64) -> Option<Amount> {
    Availability::new(objective).ok().map(shown)
}

/// A service or dataset that a composite availability is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    kind: &'static str,
    /// Its name.
    pub name: &'a str,
    /// How often it is up.
    pub up: Availability,
    /// The share of the requests that need it.
    pub share: f64,
}

impl Part<'_> {
    fn words(&self) -> String {
        format!("{} ({}%)", self.name, show_short(self.share * 100.0))
    }

    /// The share of all requests that it takes out.
    pub fn cost(&self) -> f64 {
        self.share * self.up.down()
    }
}

impl Factors<'_> {
    /// What a part is called: its name, with its kind where a service and a dataset have the same.
    pub fn called(&self, part: &Part<'_>) -> String {
        let alike = self.parts.iter().filter(|p| p.name == part.name).count();
        if alike > 1 { format!("{} {}", part.kind, part.name) } else { part.name.to_owned() }
    }
}

/// A dataset that a composite availability should hold and cannot.
pub(crate) struct Unknown<'a> {
    /// Its name.
    pub name: &'a str,
    /// Why, in the user's words.
    pub why: String,
    /// The field that would have to say something else.
    pub at: At,
}

impl<'a> Unknown<'a> {
    /// A dataset whose copies cannot even be counted.
    fn uncounted(d: &DatasetView<'a>) -> Self {
        let r = d.replication();
        let elsewhere = r.raw.scheme.filter(|s| matches!(s, Scheme::ExternalManaged | Scheme::Custom));
        let (why, field) = match elsewhere {
            Some(scheme) => {
                (format!("how often {} is up, with scheme {scheme}, is not known", d.id), "replication.scheme")
            }
            None => (format!("where the copies of {} stand is not stated", d.id), "replication.placement"),
        };
        Self { name: d.id, why, at: d.at.field(field) }
    }
}

/// What a composite availability is made of.
pub(crate) struct Factors<'a> {
    /// Each service and dataset, with how often it is up.
    pub parts: Vec<Part<'a>>,
    /// Datasets of which nothing is known.
    pub without: Vec<Unknown<'a>>,
    /// What was left out because the answer is good without it.
    pub soft: Vec<&'a str>,
}

/// The factors of a workload's composite availability; None when its entry or an availability is not known.
pub(crate) fn factors<'a>(
    w: &'a World<'a>,
    workload: &WorkloadView<'a>,
    all: &[Option<Copies>],
    t: &mut Trace,
) -> Option<Factors<'a>> {
    let needs = dependencies(w, workload)?;
    t.take(workload.entry_service());
    let mut found = Factors { parts: Vec::new(), without: Vec::new(), soft: needs.soft.clone() };
    for need in &needs.services {
        // An app or device in the user's hand is not part of what is offered.
        if need.service.raw.role == Some(ServiceRole::Client) {
            continue;
        }
        if let Some(call) = &need.call {
            t.take_once(call.client_avail_dependency());
        }
        let up = Availability::new(t.take_once(need.service.availability())?.get()).ok()?;
        found.parts.push(Part { kind: "service", name: need.service.id.as_ref(), up, share: need.share });
    }
    t.append(&[needs.shares]);
    let writes = t.num(workload.mix_writes()).is_some_and(|x| x > 0.0);
    let mut traces = Vec::new();
    for (place, share) in needs.datasets {
        let Some((name, _)) = w.brief.dataset.get_index(*place) else { continue };
        let Some(c) = &all[*place] else {
            found.without.extend(w.dataset(name).map(|d| Unknown::uncounted(&d)));
            continue;
        };
        traces.push(&c.trace);
        match (&c.read, &c.write) {
            (Ok(read), Ok(write)) => {
                let worse = if writes && write.down() > read.down() { *write } else { *read };
                found.parts.push(Part { kind: "dataset", name, up: worse, share: *share });
            }
            (Err(why), _) | (_, Err(why)) => {
                let at = At::entity("dataset", name).field("replication.placement");
                found.without.push(Unknown { name, why: format!("{name}: {why}"), at });
            }
        }
    }
    t.merge(&traces);
    Some(found).filter(|f| !f.parts.is_empty())
}

/// How often a request is answered that may need all of these.
pub(crate) fn composite(parts: &[Part<'_>]) -> crate::analysis::Result<Availability> {
    let shares: Vec<(Availability, f64)> = parts.iter().map(|p| (p.up, p.share)).collect();
    av::needed_by(&shares)
}

/// That not every request needs something, in words that follow its name.
pub(crate) fn needed_by(share: f64) -> String {
    if share < 1.0 { format!(", needed by {}% of the requests", show_short(share * 100.0)) } else { String::new() }
}

fn serial(w: &World<'_>, out: &mut Figures) {
    let all = all_copies(w);
    for workload in w.workloads() {
        let mut t = w.trace();
        let Some(found) = factors(w, &workload, all, &mut t) else { continue };
        let slo = workload.slos().find(|s| s.raw.sli == Some(Sli::Availability));
        let target = slo.as_ref().and_then(|s| s.raw.objective).and_then(|o| objective_target(o.get()));
        let total = or_undefined(composite(&found.parts).map(shown));
        let (part, label) = match found.without.as_slice() {
            [] => ("", NAME),
            [first, others @ ..] => {
                // Without one of its factors a product is no smaller: it must not look better for what it lacks.
                let more = if others.is_empty() { String::new() } else { format!("; and {} more", others.len()) };
                let why = Amount::Undefined(format!("{}{more}", first.why));
                out.push("D04", "", &workload.at, NAME, why, Better::Higher, &t).aim(target.clone());
                ("known", "availability at most")
            }
        };
        let f = out.push("D04", part, &workload.at, label, total, Better::Higher, &t);
        f.aim(target);
        if let Some(weakest) = found.parts.iter().max_by(|a, b| a.cost().total_cmp(&b.cost())) {
            let (a, by) = (weakest.up, needed_by(weakest.share));
            let (name, up) = (found.called(weakest), show_availability(a.up(), a.down()));
            f.tell(|| match found.parts.len() {
                1 => format!("{name} {up} alone{by}"),
                n => format!("weakest of {n}: {name} {up}{by}"),
            });
        }
        list(f, "not needed by every request", found.parts.iter().filter(|p| p.share < 1.0), Part::words);
        list(f, "left out as soft", found.soft.iter(), |name| (*name).to_owned());
        list(f, "not in it, unknown", found.without.iter(), |x| x.name.to_owned());
    }
}

/// Says what a figure leaves out or counts otherwise, the first five by name.
fn list<T>(f: &mut Figure, what: &str, mut all: impl Iterator<Item = T>, words: impl Fn(T) -> String) {
    if !f.has_remarks() {
        return;
    }
    let first: Vec<String> = all.by_ref().take(5).map(words).collect();
    if !first.is_empty() {
        let more = if all.next().is_some() { ", ..." } else { "" };
        f.tell(|| format!("{what}: {}{more}", first.join(", ")));
    }
}

fn parallel(w: &World<'_>, out: &mut Figures) {
    for s in w.services() {
        let mut t = w.trace();
        let Some(placement) = t.take(s.placement()) else { continue };
        let mut zones = w.zones_of(&placement);
        zones.sort_unstable();
        zones.dedup();
        if zones.len() < 2 {
            continue;
        }
        let Some(node) = t.num(w.topology().node_availability()) else { continue };
        let ups: Vec<f64> = zones.iter().filter_map(|z| t.num(w.zone_availability(z))).map(|z| z * node).collect();
        let parts = av::all(&ups).and_then(|parts| av::parallel(&parts, 1.0));
        let f = out.push("D05", "", &s.at, "parallel availability", or_undefined(parts.map(shown)), Better::Higher, &t);
        f.say("any zone serves: only as good as the failover, and without what all zones share");
    }
}

fn dependency_target(w: &World<'_>, out: &mut Figures) {
    for s in w.slos().filter(|s| s.raw.sli.is_none_or(|sli| sli == Sli::Availability)) {
        let Some(workload) = s.raw.workload.as_ref().and_then(|id| w.workload(id)) else { continue };
        let Some(needs) = dependencies(w, &workload) else { continue };
        let mut t = w.trace();
        let Some(objective) = t.num(s.objective()) else { continue };
        let others = &needs.services[1..];
        let count = u32::try_from(others.len() + needs.datasets.len()).unwrap_or(u32::MAX);
        if count == 0 {
            continue;
        }
        for call in others.iter().filter_map(|need| need.call.as_ref()) {
            t.take_once(call.client_avail_dependency());
        }
        t.append(&[needs.shares]);
        let split = av::dependency_target(objective, count);
        let f = out.push(
            "D06",
            "split",
            &s.at,
            "each dependency needs",
            or_undefined(split.clone().map(shown)),
            Better::Neither,
            &t,
        );
        f.tell(|| match count {
            1 => "its one hard dependency has the whole budget".to_owned(),
            n => format!("{n} hard dependencies share the whole budget"),
        });
        if let Ok(need) = split {
            let some = others.iter().filter(|n| n.share < 1.0);
            list(f, "not needed by every request, so enough", some, |n| {
                // Down as often as this it takes out no more than its part.
                let up = Availability::from_down((need.down() / n.share).min(1.0)).unwrap_or(Availability::ALWAYS);
                format!("{} {}", n.service.id, show_availability(up.up(), up.down()))
            });
            let below = |n: &&Need<'_>| {
                let down = n.service.availability().value.map(|a| 1.0 - a.get());
                down.is_some_and(|down| n.share * down > need.down() * (1.0 + 1e-9))
            };
            list(f, "below it", others.iter().filter(below), |n| n.service.id.to_string());
        }
        let nine = or_undefined(av::extra_nine(objective).map(shown));
        out.push("D06", "extra-nine", &s.at, "with the extra nine", nine, Better::Neither, &t);
    }
}

fn independent(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        if let Some(c) = copies(&d) {
            let amount = answered(&c.write_alone);
            let f = out.push("D07", "", &d.at, "k-of-n availability", amount, Better::Higher, &c.trace);
            f.say("nodes that fail alone: an upper bound, zones fail too");
        }
    }
}

fn by_zone(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(c) = copies(&d) else { continue };
        for (part, label, answer, needs) in
            [("read", "reads available", &c.read, c.reads), ("write", "writes available", &c.write, c.writes)]
        {
            let f = out.push("D08", part, &d.at, label, answered(answer), Better::Higher, &c.trace);
            if let Some(needs) = needs {
                f.tell(|| format!("{} of {} copies", needs.count(), c.n));
            }
            f.tell(|| c.sampled.as_deref().unwrap_or_default());
            f.tell(|| shared_fate(w));
        }
    }
}

/// What zones share and the figure does not hold.
fn shared_fate(w: &World<'_>) -> String {
    let stated = w.brief.topology.as_ref().and_then(|t| t.shared_fate.as_ref());
    let causes: Vec<&str> = stated.into_iter().flatten().filter_map(|s| s.cause.as_deref()).collect();
    if causes.is_empty() {
        "without what all zones share (control plane, DNS, configuration)".to_owned()
    } else {
        format!("without what zones share: {}", causes.join(", "))
    }
}

fn majority(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let mut t = w.trace();
        let r = d.replication();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !scheme.is_consensus() {
            continue;
        }
        let Some(n) = t.take(r.n()).and_then(|n| u32::try_from(n).ok()) else { continue };
        let m = nwr::majority(n);
        let quorum = or_undefined(m.clone().map(|m| Amount::Count(f64::from(m.quorum))));
        out.push("D09", "majority", &d.at, "majority", quorum, Better::Neither, &t);
        let losses = or_undefined(m.map(|m| Amount::Count(f64::from(m.tolerance))));
        let f = out.push("D09", "tolerance", &d.at, "failed voters survived", losses, Better::Higher, &t);
        if n % 2 == 0 {
            f.tell(|| format!("no more than {} voters survive", n - 1));
        }
        f.aim(losses_assumed(w, &d));
    }
}

/// Nodes that are assumed to fail at once, when the design tolerates their loss: what a tolerance has to reach.
pub(super) fn losses_assumed(w: &World<'_>, d: &super::facts::DatasetView<'_>) -> Option<Amount> {
    use crate::brief::{FailureMode, Stance};
    let name = d.at.to_string();
    w.failures()
        .filter(|f| f.raw.mode == Some(FailureMode::NodeLoss))
        .filter(|f| f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| **x == *name)))
        .filter(|f| matches!(f.raw.stance, Some(Stance::TolerateTransparent | Stance::TolerateDegraded)))
        .filter_map(|f| f.raw.concurrent_max)
        .max()
        .map(|n| Amount::Count(n as f64))
}
