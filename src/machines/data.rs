//! The claims about data: what operations promise, what a dataset may not lose, and that a term has one leader.

use super::case::Case;
use super::claim::Claim;
use super::scope::Scope;
use super::settings::{Settings, of_dataset, of_operation};
use super::{leader, leaderless};
use crate::brief::{Consistency, Guarantee, InvariantKind, Level, ModelCheck, Or, Property as Word, Scheme};
use crate::numbers::facts::{DatasetView, OperationView};
use crate::numbers::{Trace, World};
use crate::verify::Property;

/// Every claim about a dataset or one of its operations.
pub(super) fn claims(w: &World<'_>) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    for d in w.datasets() {
        let scope = Scope::about(w.brief, |row| about(row, &d));
        for o in d.operations() {
            for property in promised(&o) {
                let mut claim = Claim::new(&o.at, &format!("{}.{}", d.id, o.id), property);
                claim.paths = vec![o.at.field("consistency"), settles(&o, property)];
                claim.trace.take(o.consistency());
                let settings = of_operation(&o, &mut claim.trace);
                out.push(judged(claim, settings, &d, scope));
            }
        }
        for property in kept(&d) {
            out.push(whole(&d, property, scope));
        }
        for row in w.brief.model_check.iter().map(|(_, row)| row).filter(|row| about(row, &d)) {
            let Some(property) = row.property.and_then(asked) else { continue };
            let claim = whole(&d, property, Scope::of_row(row));
            if !out.iter().any(|c| c.id == claim.id) {
                out.push(claim);
            }
        }
    }
    out
}

fn about(row: &ModelCheck, d: &DatasetView<'_>) -> bool {
    row.dataset.as_ref().is_some_and(|r| r.id == *d.id)
}

/// What an operation promises, as far as a machine could judge it. Only what somebody stated is a claim.
fn promised(o: &OperationView<'_>) -> Vec<Property> {
    match o.raw.consistency.as_ref() {
        Some(Consistency::Level(Level::Linearizable | Level::StrictSerializable)) => vec![Property::Linearizable],
        Some(Consistency::Level(Level::Causal)) => vec![Property::ReadYourWrites, Property::MonotonicReads],
        Some(Consistency::Level(Level::Eventual)) if o.scheme().value.is_some_and(writes_on_its_own) => {
            vec![Property::Convergence]
        }
        Some(Consistency::Session(list)) => {
            let one = |g: &Guarantee| match g {
                Guarantee::Ryw => Some(Property::ReadYourWrites),
                Guarantee::Mr => Some(Property::MonotonicReads),
                Guarantee::Mw | Guarantee::Wfr => None,
            };
            list.iter().filter_map(one).collect()
        }
        _ => Vec::new(),
    }
}

/// Each site takes writes without asking another.
fn writes_on_its_own(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::Crdt)
}

/// What a dataset claims as a whole.
fn kept(d: &DatasetView<'_>) -> Vec<Property> {
    let mut out = Vec::new();
    if matches!(d.raw.rpo, Some(Or::A(rpo)) if rpo.get() <= 0.0) {
        out.push(Property::NoLoss);
    }
    if d.raw.replication.as_ref().and_then(|r| r.scheme).is_some_and(Scheme::is_consensus) {
        out.push(Property::OneLeaderPerTerm);
    }
    let sites = d.raw.replication.as_ref().and_then(|r| r.scheme).is_some_and(writes_on_its_own);
    let bounded = d.raw.invariants.iter().flatten().any(|i| i.kind == Some(InvariantKind::NonNegative));
    if sites && bounded {
        out.push(Property::NonNegative);
    }
    out
}

fn whole(d: &DatasetView<'_>, property: Property, scope: Scope) -> Claim {
    let mut claim = Claim::new(&d.at, d.id, property);
    claim.paths = vec![d.at.field("replication.scheme")];
    if property == Property::NoLoss {
        claim.paths.insert(0, d.at.field("rpo"));
        claim.trace.take(d.rpo());
    }
    let settings = of_dataset(d, &mut claim.trace);
    judged(claim, settings, d, scope)
}

fn judged(mut claim: Claim, settings: Option<Settings>, d: &DatasetView<'_>, scope: Scope) -> Claim {
    let mut trace = std::mem::take(&mut claim.trace);
    let about_writes = settings.as_ref().is_some_and(|s| s.reads.is_none());
    let case = match settings {
        Some(s) => case(&mut claim, &s, d, scope, &mut trace),
        None => Err("too little is stated".to_owned()),
    };
    claim.trace = trace;
    claim.case(case.map(|case| {
        let note = if about_writes { " (the order of writes: nobody reads under this claim)" } else { "" };
        Case { bounds: format!("{}{note}", case.bounds), ..case }
    }))
}

fn case(claim: &mut Claim, s: &Settings, d: &DatasetView<'_>, scope: Scope, t: &mut Trace) -> Result<Case, String> {
    match s.scheme {
        Scheme::LeaderlessQuorum => leaderless::quorum(claim.judged, s, d, scope, t),
        Scheme::Chain => leader::chain(s, d, scope, t),
        Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::Crdt => leaderless::sites(claim, d, scope, t),
        Scheme::None => leader::alone(claim.judged, s, d, scope, t),
        scheme if scheme.is_consensus() => leader::consensus(claim.judged, s, d, scope, t),
        scheme if scheme.is_single_leader() => leader::single(claim.judged, s, d, scope, t),
        other => Err(format!("no machine describes {}", other.word())),
    }
}

/// The setting to look at first for an operation's promise.
fn settles(o: &OperationView<'_>, property: Property) -> crate::numbers::At {
    let scheme = o.scheme().at;
    match property {
        Property::ReadYourWrites | Property::MonotonicReads if o.reads() => o.read_path().at,
        _ => scheme,
    }
}

/// A property by its word in a `[model_check]` row.
pub(super) fn asked(word: Word) -> Option<Property> {
    Property::ALL.iter().copied().find(|p| p.word() == word.word())
}
