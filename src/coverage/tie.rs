//! What ties a claim to the rest of the brief: which of its failures, experiments, metrics, alerts and people speak about it.

use crate::brief::{Brief, FailureMode, Or, Stance};

use super::kinds::{Claim, KINDS};

/// A claim with everything that stands behind it, by the paths of the brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub claim: Claim,
    /// Assumed failures that threaten it.
    pub failures: Vec<String>,
    /// Experiments, load tests and model checks that try it.
    pub proofs: Vec<String>,
    /// Metrics that would show it broken.
    pub metrics: Vec<String>,
    /// Alerts on them.
    pub alerts: Vec<String>,
    /// Who answers for it.
    pub owners: Vec<String>,
}

impl Row {
    /// What is missing, each with what would fill it.
    pub fn gaps(&self) -> Vec<(&'static str, String)> {
        let kind = self.claim.kind;
        let mut out = Vec::new();
        if self.failures.is_empty() {
            let modes: Vec<&str> = self.claim.threats.iter().map(|m| m.word()).collect();
            out.push(("failure", format!("no assumed failure threatens it{}", of(&modes))));
        }
        if self.proofs.is_empty() {
            // A failure has an entry of its own; other claims have the entries of their kind.
            let one = match (kind.experiments, self.claim.threats.as_slice()) {
                ([], [mode]) => crate::findings::injection(*mode),
                _ => ("", ""),
            };
            let entries = match one {
                ("", _) => of(kind.experiments),
                (entry, inject) => format!(" ({entry} would: {inject})"),
            };
            out.push(("experiment", format!("nothing tries it{entries}")));
        }
        if self.metrics.is_empty() {
            out.push(("metric", format!("nothing would show it broken{}", of(kind.metrics))));
        }
        if self.alerts.is_empty() {
            out.push(("alert", "nobody would be told".to_owned()));
        }
        if self.owners.is_empty() {
            out.push(("owner", "nobody answers for it".to_owned()));
        }
        out
    }
}

/// What would fill a gap.
fn of(entries: &[&str]) -> String {
    if entries.is_empty() { String::new() } else { format!(" ({} would)", entries.join(", ")) }
}

/// Every claim of a brief with what stands behind it.
pub fn coverage(brief: &Brief) -> Vec<Row> {
    KINDS.iter().flat_map(|kind| kind.claims(brief)).map(|claim| row(brief, claim)).collect()
}

fn row(brief: &Brief, claim: Claim) -> Row {
    let failures = failures(brief, &claim);
    let proofs = proofs(brief, &claim, &failures);
    let metrics = metrics(brief, &claim, &failures);
    let alerts = alerts(brief, &claim, &metrics);
    let owners = owners(brief, &claim);
    let named = |kind: &str, ids: Vec<String>| ids.into_iter().map(|id| format!("{kind}.{id}")).collect::<Vec<_>>();
    let mut metrics = named("metric", metrics);
    // An objective with a good event measures itself.
    if let ("slo", id) = entity(&claim)
        && brief.slo.get(id).is_some_and(|s| s.good_event.is_some())
    {
        metrics.push(claim.at.clone());
    }
    Row { failures: named("failure", failures), metrics, alerts: named("alert", alerts), owners, proofs, claim }
}

/// The dataset, service, lock ... a claim is about, as `kind` and `id`.
fn entity(claim: &Claim) -> (&str, &str) {
    let mut steps = claim.at.split('.');
    (steps.next().unwrap_or_default(), steps.next().unwrap_or_default())
}

fn failures(brief: &Brief, claim: &Claim) -> Vec<String> {
    if let ("failure", id) = entity(claim) {
        return vec![id.to_owned()];
    }
    let threat = |m: Option<FailureMode>| m.is_some_and(|m| claim.threats.contains(&m));
    let strikes = |f: &crate::brief::Failure| {
        let Some(scope) = &f.scope else { return true };
        // A zone or a region strikes whatever stands in it; a named dataset or service only itself and what uses it.
        scope.iter().any(|s| match s.id.split_once('.') {
            Some((kind @ ("dataset" | "service"), id)) => concerns(brief, claim, kind, id),
            _ => true,
        })
    };
    let assumed = |s: Option<Stance>| s != Some(Stance::OutOfScope);
    let found = brief.failure.iter().filter(|(_, f)| threat(f.mode) && assumed(f.stance) && strikes(f));
    found.map(|(id, _)| id.to_string()).collect()
}

/// Whether what happens to an entity concerns a claim: it is about that entity, uses it, or is used by it.
fn concerns(brief: &Brief, claim: &Claim, kind: &str, id: &str) -> bool {
    let (of, name) = entity(claim);
    if (of, name) == (kind, id) {
        return true;
    }
    let uses = |service: &str, dataset: &str| {
        brief.service.get(service).is_some_and(|s| s.datasets.iter().flatten().any(|d| d.id.as_ref() == dataset))
    };
    match (of, kind) {
        ("dataset", "service") => uses(id, name),
        ("call", "service") => brief.call.get(name).is_some_and(|c| {
            c.from.as_ref().is_some_and(|s| s.id.as_ref() == id) || c.to.as_ref().is_some_and(|s| s.id.as_ref() == id)
        }),
        ("lock", "dataset") => brief.lock.get(name).is_some_and(|l| {
            l.store.as_ref().is_some_and(|s| s.id.as_ref() == id)
                || l.protects.iter().flatten().any(|p| p.id.as_ref() == id)
        }),
        // An objective is about a whole path through the system.
        ("slo" | "failure", _) => true,
        _ => false,
    }
}

fn proofs(brief: &Brief, claim: &Claim, failures: &[String]) -> Vec<String> {
    let kind = claim.kind;
    let mut out = Vec::new();
    for (id, e) in &brief.experiment {
        let tests: Vec<&str> = match &e.failure {
            Some(Or::A(one)) => vec![one.id.as_ref()],
            Some(Or::B(many)) => many.iter().map(|f| f.id.as_ref()).collect(),
            None => Vec::new(),
        };
        let aimed = match e.target.as_ref().map(|t| t.id.as_ref()) {
            Some(target) if brief.dataset.contains_key(target) => concerns(brief, claim, "dataset", target),
            Some(target) if brief.service.contains_key(target) => concerns(brief, claim, "service", target),
            _ => true,
        };
        let fits = tests.iter().any(|t| failures.iter().any(|f| f == t))
            || e.catalogue.as_deref().is_some_and(|c| kind.experiments.contains(&c));
        if aimed && fits {
            out.push(format!("experiment.{id}"));
        }
    }
    if let ("slo", id) = entity(claim) {
        let workload = brief.slo.get(id).and_then(|s| s.workload.as_ref());
        let tried = |t: &crate::brief::LoadTest| t.workload.is_some() && t.workload.as_ref() == workload;
        out.extend(brief.load_test.iter().filter(|(_, t)| tried(t)).map(|(id, _)| format!("load_test.{id}")));
    }
    for (id, m) in &brief.model_check {
        let about = m.dataset.as_ref().map(|d| ("dataset", d.id.as_ref()));
        let about = about.or_else(|| m.lock.as_ref().map(|l| ("lock", l.id.as_ref())));
        let speaks = m.property.map_or(!kind.properties.is_empty(), |p| kind.properties.contains(&p));
        if speaks && about == Some(entity(claim)) {
            out.push(format!("model_check.{id}"));
        }
    }
    out
}

fn metrics(brief: &Brief, claim: &Claim, failures: &[String]) -> Vec<String> {
    let (of, name) = entity(claim);
    let here = format!("{of}.{name}");
    let shows = |m: &crate::brief::Metric| {
        let on = m.on.as_ref().map(|on| on.id.as_ref());
        let detects = m.detects.iter().flatten().any(|f| failures.iter().any(|x| *x == *f.id));
        let watches = m.catalogue.as_deref().is_some_and(|c| claim.kind.metrics.contains(&c));
        // What is watched on something else says nothing about this claim, unless it detects a failure that strikes it.
        (detects && (of == "failure" || of == "slo" || on.is_none_or(|on| on == here)))
            || (watches && on.is_none_or(|on| on == here))
    };
    brief.metric.iter().filter(|(_, m)| shows(m)).map(|(id, _)| id.to_string()).collect()
}

fn alerts(brief: &Brief, claim: &Claim, metrics: &[String]) -> Vec<String> {
    let own = match entity(claim) {
        ("slo", id) => Some(id),
        _ => None,
    };
    let tells = |a: &crate::brief::Alert| {
        a.metric.as_ref().is_some_and(|m| metrics.iter().any(|x| *x == *m.id))
            || own.is_some_and(|id| a.slo.as_ref().is_some_and(|s| s.id.as_ref() == id))
    };
    brief.alert.iter().filter(|(_, a)| tells(a)).map(|(id, _)| id.to_string()).collect()
}

/// The owners of the services behind a claim; of the brief where it is about the whole.
fn owners(brief: &Brief, claim: &Claim) -> Vec<String> {
    let (of, name) = entity(claim);
    let service = |id: &str| brief.service.get(id).and_then(|s| s.owner.clone());
    let holding = |dataset: &str| {
        let holds = |s: &&crate::brief::Service| s.datasets.iter().flatten().any(|d| d.id.as_ref() == dataset);
        brief.service.values().filter(holds).filter_map(|s| s.owner.clone()).collect::<Vec<_>>()
    };
    let mut out: Vec<String> = match of {
        "dataset" => holding(name),
        "call" => {
            let call = brief.call.get(name);
            call.and_then(|c| c.to.as_ref()).and_then(|s| service(&s.id)).into_iter().collect()
        }
        "lock" => {
            let lock = brief.lock.get(name);
            let protects = lock.and_then(|l| l.protects.as_ref()).into_iter().flatten();
            protects.flat_map(|p| service(&p.id).map_or_else(|| holding(&p.id), |o| vec![o])).collect()
        }
        "slo" => {
            let workload =
                brief.slo.get(name).and_then(|s| s.workload.as_ref()).and_then(|w| brief.workload.get(&w.id));
            workload.and_then(|w| w.entry_service.as_ref()).and_then(|s| service(&s.id)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    out.sort();
    out.dedup();
    if out.is_empty() {
        out.extend(brief.brief.as_ref().and_then(|b| b.owner.clone()));
    }
    out
}
