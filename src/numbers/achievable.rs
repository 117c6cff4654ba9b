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
    /// What the design gives, where a figure bears on it.
    pub gives: Option<Given>,
    /// Whether it is reached.
    pub verdict: Verdict,
    /// Why, in one line.
    pub cause: String,
    /// What the verdict rests on.
    pub trace: Trace,
}

/// What a design gives: "99.79%", "at least 85ms".
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What stands in front of the value.
    before: &'static str,
    value: String,
}

impl Given {
    fn exactly(value: String) -> Self {
        Self { before: "", value }
    }

    /// In words, with a `~` where it rests on an assumption.
    pub fn words(&self, assumed: bool) -> String {
        format!("{}{}{}", self.before, if assumed { "~" } else { "" }, self.value)
    }
}

/// Every objective of a brief against its figures.
pub fn achievable(w: &World<'_>, figures: &[Figure]) -> Vec<Achievable> {
    // A large brief has thousands of figures, and each objective asks for a few of these.
    let bearing: Vec<&Figure> = figures.iter().filter(|f| BEARING.contains(&f.id)).collect();
    w.slos()
        .map(|s| {
            let mut trace = w.trace();
            let (verdict, gives, cause) = judge(w, &s, &bearing, &mut trace);
            Achievable { slo: s.at.clone(), gives, verdict, cause, trace }
        })
        .collect()
}

/// The numbers that bear on an objective.
const BEARING: [&str; 6] = ["D03", "D04", "D12", "D17", "D30", "D55"];

type Judged = (Verdict, Option<Given>, String);

fn unknown(why: impl Into<String>) -> Judged {
    (Verdict::Unknown, None, why.into())
}

fn judge(w: &World<'_>, s: &SloView<'_>, figures: &[&Figure], t: &mut Trace) -> Judged {
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

fn find<'a>(figures: &[&'a Figure], id: &str, part: &str, at: &At) -> Option<&'a Figure> {
    figures.iter().copied().find(|f| f.id == id && f.part == part && f.at == *at)
}

fn availability(x: &WorkloadView<'_>, objective: f64, figures: &[&Figure], t: &mut Trace) -> Judged {
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
            let given = Given { before: "at most ", value: show_availability(up, down) };
            return (Verdict::NotAchievable, Some(given), format!("what is known of it, and {}", f.amount));
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
    let has = Some(Given::exactly(show_availability(up, down)));
    // Decimals that binary cannot hold do not decide.
    if total <= allowed * (1.0 + 1e-9) {
        let spent = show_short(total / allowed * 100.0);
        (Verdict::Achievable, has, format!("dependencies and failovers spend {spent}% of the budget"))
    } else if down <= allowed {
        let lost = show_ms(failover * YEAR_MS);
        (Verdict::NotAchievable, has, format!("that is without failovers, which take {lost} more in a year"))
    } else {
        (Verdict::NotAchievable, has, remark.to_owned())
    }
}

/// The least that a request can take, and what the sum of the slow ends is.
fn latency(
    w: &World<'_>,
    s: &SloView<'_>,
    x: &WorkloadView<'_>,
    objective: f64,
    figures: &[&Figure],
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
        let commit = format!("a commit of {id} {}", show_ms(ms));
        from = if from.is_empty() { format!("{commit} alone") } else { format!("{from}, {commit}") };
    }
    let least = Some(Given { before: "at least ", value: show_ms(floor) });
    if floor > threshold {
        return (Verdict::NotAchievable, least, from);
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
            let cause = format!("the p99 of {} alone", service.id);
            let given = Given { before: "a p99 of at least ", value: show_ms(ms) };
            return (Verdict::NotAchievable, Some(given), cause);
        }
        sum += ms;
    }
    if !silent.is_empty() {
        let more = if silent.len() > 3 { ", ..." } else { "" };
        let names = silent[..silent.len().min(3)].join(", ");
        return (Verdict::Unknown, least, format!("no p99 is stated for {names}{more}"));
    }
    let sum_of = match needs.services.len() {
        1 => format!("the p99 of {}", needs.services[0].service.id),
        n => format!("the p99 of its {n} services added up"),
    };
    let most = Some(Given::exactly(show_ms(sum)));
    if sum <= threshold && objective <= 0.99 {
        (Verdict::Achievable, most, sum_of)
    } else {
        (Verdict::Unknown, most, format!("{sum_of}; whether the slow ends coincide is not known"))
    }
}

fn freshness(s: &SloView<'_>, x: &WorkloadView<'_>, figures: &[&Figure], t: &mut Trace) -> Judged {
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
            _ => return (Verdict::NotAchievable, None, format!("a follower of {}: {}", d.id, f.amount)),
        }
    }
    match oldest {
        Some((ms, id)) => {
            let verdict = if ms > threshold { Verdict::NotAchievable } else { Verdict::Achievable };
            (verdict, Some(Given::exactly(show_ms(ms))), format!("so far a follower of {id} can be behind"))
        }
        None => unknown("no lag of a copy that is read is stated"),
    }
}

fn durability(x: &WorkloadView<'_>, objective: f64, figures: &[&Figure], t: &mut Trace) -> Judged {
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
        Some((p, id)) => {
            let verdict = if p > 1.0 - objective { Verdict::NotAchievable } else { Verdict::Achievable };
            let lost = format!("{}% lost in a year", show_short(p * 100.0));
            (verdict, Some(Given::exactly(lost)), format!("an object of {id}, where copies fail alone"))
        }
    }
}

fn queue_age(w: &World<'_>, s: &SloView<'_>, x: &WorkloadView<'_>, figures: &[&Figure], t: &mut Trace) -> Judged {
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
                let cause = format!("the wait in {} at its bound", q.id);
                return (Verdict::NotAchievable, Some(Given::exactly(show_ms(ms))), cause);
            }
            found = Some((q.id.to_string(), ms));
        }
    }
    match found {
        Some((id, ms)) => {
            (Verdict::Achievable, Some(Given::exactly(show_ms(ms))), format!("the wait in {id} at its bound"))
        }
        None => unknown("no queue on its path has a bound and a rate out"),
    }
}
