//! Whether the design can reach each objective: the figures that bear on it against what it asks, with the cause. Judges
//! from figures only; it computes none.

use super::distance::between;
use super::fact::At;
use super::facts::{SloView, WorkloadView};
use super::figure::{Amount, Figure, show_availability, show_ms, show_short};
use super::needs::dependencies;
use super::trace::Trace;
use super::world::World;
use crate::analysis::failover::YEAR_MS;
use crate::brief::Sli;

/// What follows for an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The figures reach it, under their assumptions.
    Achievable,
    /// The figures cannot reach it.
    NotAchievable,
    /// Something needed is not stated, or no formula bears on it.
    Unknown,
}

impl Verdict {
    /// The words on screen and in JSON.
    pub fn words(self) -> &'static str {
        match self {
            Self::Achievable => "achievable",
            Self::NotAchievable => "not achievable",
            Self::Unknown => "unknown",
        }
    }
}

/// One objective and what the design makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Achievable {
    /// The objective.
    pub slo: At,
    /// Whether it is reached.
    pub verdict: Verdict,
    /// Why, in one line.
    pub cause: String,
    /// What the verdict rests on.
    pub trace: Trace,
}

/// Every objective of a brief against its figures.
pub fn achievable(w: &World<'_>, figures: &[Figure]) -> Vec<Achievable> {
    w.slos()
        .map(|s| {
            let mut trace = w.trace();
            let (verdict, cause) = judge(w, &s, figures, &mut trace);
            Achievable { slo: s.at.clone(), verdict, cause, trace }
        })
        .collect()
}

type Judged = (Verdict, String);

fn unknown(why: impl Into<String>) -> Judged {
    (Verdict::Unknown, why.into())
}

fn judge(w: &World<'_>, s: &SloView<'_>, figures: &[Figure], t: &mut Trace) -> Judged {
    let Some(x) = s.raw.workload.as_ref().and_then(|id| w.workload(id)) else {
        return unknown("which workload it is about is not stated");
    };
    let Some(objective) = t.num(s.objective()) else { return unknown("the objective is not stated") };
    match s.raw.sli {
        None | Some(Sli::Availability) => availability(&x, objective, figures, t),
        Some(Sli::Latency) => latency(w, s, &x, objective, figures, t),
        Some(Sli::Freshness) => freshness(s, &x, figures, t),
        Some(Sli::Durability) => durability(&x, objective, figures, t),
        Some(Sli::QueueAge) => queue_age(w, s, &x, figures, t),
        Some(Sli::Correctness | Sli::Throughput | Sli::Convergence) => unknown("no formula bears on it: measure it"),
    }
}

fn find<'a>(figures: &'a [Figure], id: &str, part: &str, at: &At) -> Option<&'a Figure> {
    figures.iter().find(|f| f.id == id && f.part == part && f.at == *at)
}

fn availability(x: &WorkloadView<'_>, objective: f64, figures: &[Figure], t: &mut Trace) -> Judged {
    let Some(f) = find(figures, "D04", "", &x.at) else {
        return unknown(format!("what {} waits for is not known: state its entry and the services behind it", x.id));
    };
    let Amount::Availability { up, down } = f.amount else {
        // What is known alone may be too little already.
        if let Some(most) = find(figures, "D04", "known", &x.at)
            && let Amount::Availability { up, down } = most.amount
            && down > (1.0 - objective) * (1.0 + 1e-9)
        {
            t.extend(&most.trace);
            let (has, asked) = (show_availability(up, down), show_availability(objective, 1.0 - objective));
            return (Verdict::NotAchievable, format!("at most {has} of {asked} asked, and {}", f.amount));
        }
        return unknown(f.amount.to_string());
    };
    t.extend(&f.trace);
    let mut failover = 0.0;
    for d in x.datasets().value.unwrap_or_default() {
        let at = At::entity("dataset", &d.id);
        if let Some(c) = find(figures, "D03", "year", &at)
            && let Amount::Ms(ms) = c.amount
        {
            t.extend(&c.trace);
            failover += ms / YEAR_MS;
        }
    }
    let allowed = 1.0 - objective;
    let total = down + failover;
    let remark = f.remark.as_deref().map(|r| r.split("; ").next().unwrap_or(r)).unwrap_or_default();
    let asked = show_availability(objective, allowed);
    let has = show_availability(up, down);
    // Decimals that binary cannot hold do not decide.
    if total <= allowed * (1.0 + 1e-9) {
        let spent = show_short(total / allowed * 100.0);
        (
            Verdict::Achievable,
            format!("{has} of {asked} asked; dependencies and failovers spend {spent}% of the budget"),
        )
    } else if down <= allowed {
        (Verdict::NotAchievable, format!("{has} without failovers, which add {} a year", show_ms(failover * YEAR_MS)))
    } else {
        (Verdict::NotAchievable, format!("{has} of {asked} asked; {remark}"))
    }
}

/// The least that a request can take, and what the sum of the slow ends is.
fn latency(
    w: &World<'_>,
    s: &SloView<'_>,
    x: &WorkloadView<'_>,
    objective: f64,
    figures: &[Figure],
    t: &mut Trace,
) -> Judged {
    let Some(threshold) = t.num(s.threshold()) else { return unknown("the threshold is not stated") };
    let Some(needs) = dependencies(w, x) else { return unknown(format!("the entry of {} is not stated", x.id)) };
    let mut floor = 0.0;
    let mut from = String::new();
    if let (Some(region), Some(placed)) = (t.take(x.main_region()), needs.services[0].service.placement().value) {
        let zones = w.zones_of(&placed);
        let near = zones.iter().map(|z| between(w, &format!("{region}/"), z, &mut Trace::quiet()).p50);
        floor = near.fold(f64::INFINITY, f64::min);
        floor = if floor.is_finite() { floor } else { 0.0 };
        from = format!("the way to {} takes {}", needs.services[0].service.id, show_ms(floor));
    }
    // A commit counts when more requests write than may be slow.
    let writes = x.mix_writes().value.map_or(0.0, crate::brief::Fraction::get);
    let mut commit: Option<(f64, &str)> = None;
    for (place, _) in needs.datasets.iter().filter(|(_, share)| writes * share > 1.0 - objective) {
        let Some((id, _)) = w.brief.dataset.get_index(*place) else { continue };
        if let Some(f) = find(figures, "D12", "commit", &At::entity("dataset", id))
            && let Amount::Ms(ms) = f.amount
        {
            t.extend(&f.trace);
            if commit.is_none_or(|(most, _)| ms > most) {
                commit = Some((ms, id));
            }
        }
    }
    if let Some((ms, id)) = commit {
        floor += ms;
        from = format!("{from}, a commit of {id} {}", show_ms(ms));
    }
    if floor > threshold {
        return (Verdict::NotAchievable, format!("at least {} of {}: {from}", show_ms(floor), show_ms(threshold)));
    }
    let (mut sum, mut silent) = (0.0, Vec::new());
    for need in &needs.services {
        let service = &need.service;
        let p99 = service.latency_p99();
        let Some(ms) = p99.value.map(super::super::brief::units::Quantity::get) else {
            silent.push(service.id.as_ref());
            continue;
        };
        t.take(p99);
        if ms > threshold && objective >= 0.99 && need.share >= 1.0 {
            let cause = format!("the p99 of {} alone is {}, {} asked", service.id, show_ms(ms), show_ms(threshold));
            return (Verdict::NotAchievable, cause);
        }
        sum += ms;
    }
    if !silent.is_empty() {
        let more = if silent.len() > 3 { ", ..." } else { "" };
        let names = silent[..silent.len().min(3)].join(", ");
        return unknown(format!("at least {}; no p99 is stated for {names}{more}", show_ms(floor)));
    }
    if sum <= threshold && objective <= 0.99 {
        (Verdict::Achievable, format!("the p99 of all {} services add up to {}", needs.services.len(), show_ms(sum)))
    } else {
        unknown(format!("the p99 of its services add up to {}; whether they coincide is not known", show_ms(sum)))
    }
}

fn freshness(s: &SloView<'_>, x: &WorkloadView<'_>, figures: &[Figure], t: &mut Trace) -> Judged {
    let Some(threshold) = t.num(s.threshold()) else { return unknown("the threshold is not stated") };
    let mut oldest: Option<(f64, String)> = None;
    for d in x.datasets().value.unwrap_or_default() {
        let at = At::entity("dataset", &d.id);
        let Some(f) = find(figures, "D55", "", &at) else { continue };
        t.extend(&f.trace);
        match f.amount {
            Amount::Ms(ms) if oldest.as_ref().is_none_or(|(most, _)| ms > *most) => {
                oldest = Some((ms, d.id.to_string()));
            }
            Amount::Ms(_) => {}
            _ => return (Verdict::NotAchievable, format!("{}: {}", d.id, f.amount)),
        }
    }
    match oldest {
        Some((ms, id)) if ms > threshold => (
            Verdict::NotAchievable,
            format!("a follower of {id} is {} behind, {} asked", show_ms(ms), show_ms(threshold)),
        ),
        Some((ms, id)) => (Verdict::Achievable, format!("a follower of {id} is at most {} behind", show_ms(ms))),
        None => unknown("no lag of a copy that is read is stated"),
    }
}

fn durability(x: &WorkloadView<'_>, objective: f64, figures: &[Figure], t: &mut Trace) -> Judged {
    let mut worst: Option<(f64, String)> = None;
    for d in x.datasets().value.unwrap_or_default() {
        if let Some(f) = find(figures, "D17", "object", &At::entity("dataset", &d.id))
            && let Amount::Share(p) = f.amount
        {
            t.extend(&f.trace);
            if worst.as_ref().is_none_or(|(most, _)| p > *most) {
                worst = Some((p, d.id.to_string()));
            }
        }
    }
    match worst {
        None => unknown("no failure that loses single copies is assumed"),
        Some((p, id)) if p > 1.0 - objective => {
            (Verdict::NotAchievable, format!("an object of {id} is lost with {}% a year", show_short(p * 100.0)))
        }
        Some((p, _)) => (Verdict::Achievable, format!("{}% a year for copies that fail alone", show_short(p * 100.0))),
    }
}

fn queue_age(w: &World<'_>, s: &SloView<'_>, x: &WorkloadView<'_>, figures: &[Figure], t: &mut Trace) -> Judged {
    let Some(threshold) = t.num(s.threshold()) else { return unknown("the threshold is not stated") };
    let place = w.brief.workload.get_index_of(x.id).unwrap_or(usize::MAX);
    let mut found = None;
    for q in w.queues() {
        let on = q.raw.on.as_ref().and_then(|on| w.service(on).or_else(|| w.call(on)?.callee()));
        if !on.is_some_and(|service| w.graph.reaches(place, service.id)) {
            continue;
        }
        if let Some(f) = find(figures, "D30", "wait", &q.at)
            && let Amount::Ms(ms) = f.amount
        {
            t.extend(&f.trace);
            if ms > threshold {
                let cause = format!("at its bound {} waits {}, {} asked", q.id, show_ms(ms), show_ms(threshold));
                return (Verdict::NotAchievable, cause);
            }
            found = Some((q.id.to_string(), ms));
        }
    }
    match found {
        Some((id, ms)) => (Verdict::Achievable, format!("even at its bound {id} waits {}", show_ms(ms))),
        None => unknown("no queue on its path has a bound and a rate out"),
    }
}
