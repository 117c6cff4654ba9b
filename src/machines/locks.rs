//! Locks, as a brief describes them: a lease whose margin is held against drift, pause and delivery.

use super::case::{Case, Machine};
use super::claim::Claim;
use crate::brief::{FailoverMode, FencingToken, LockOnLoss, LockPurpose, Or, PromoteRule, Scheme};
use crate::numbers::facts::LockView;
use crate::numbers::{Amount, Figure, Trace, World};
use crate::verify::Property;
use crate::verify::lease::{self, Lease};

/// Every claim about a lock that somebody relies on for being correct, and those that a `[model_check]` row asks for.
pub(super) fn claims(w: &World<'_>, figures: &[Figure]) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    for l in w.locks() {
        let mut properties = Vec::new();
        if l.raw.purpose == Some(LockPurpose::Correctness) {
            // A fence keeps writes in order; it does not keep an expired holder from writing first.
            properties.push(if fenced(&l, &mut Trace::new()) { Property::Order } else { Property::Exclusion });
        }
        let rows = w.brief.model_check.iter().map(|(_, row)| row);
        let asked = rows.filter(|row| row.lock.as_ref().is_some_and(|r| r.id == *l.id)).filter_map(|row| row.property);
        properties.extend(asked.filter_map(super::data::asked).filter(|p| lease::JUDGES.contains(p)));
        for property in properties {
            let mut claim = Claim::new(&l.at, l.id, property);
            if out.iter().any(|c| c.id == claim.id) {
                continue;
            }
            claim.paths = vec![l.at.field("client_margin"), l.at.field("fencing.token")];
            let case = case(&l, figures, &mut claim.trace);
            out.push(claim.case(Ok(case)));
        }
    }
    out
}

fn fenced(l: &LockView<'_>, t: &mut Trace) -> bool {
    let checked = || l.raw.fencing.as_ref().and_then(|f| f.checked_by.as_ref()).is_none_or(|by| !by.is_empty());
    t.take(l.fencing_token()) == Some(FencingToken::Monotonic) && checked()
}

/// The lease in small units: only how the margin compares with what it has to cover decides, and whether that has a bound.
fn case(l: &LockView<'_>, figures: &[Figure], t: &mut Trace) -> Case {
    let expires = !matches!(t.take(l.ttl()), Some(Or::B(_)));
    let figure = |part: &str| figures.iter().find(|f| f.id == "D40" && f.at == l.at && f.part == part);
    let slack = figure("slack").inspect(|f| t.extend(&f.trace)).and_then(|f| f.amount.number());
    if let Some(f) = figure("needed").filter(|_| slack.is_none() && expires) {
        t.extend(&f.trace);
    }
    let stops = t.take(l.on_loss()) != Some(LockOnLoss::Continue);
    let bounded = slack.is_some() && stops;
    let covered = slack.is_some_and(|ms| ms >= 0.0);
    let stated = t.num(l.client_margin()).is_some_and(|ms| ms > 0.0);
    let lease = Lease {
        drift: 1,
        margin: if covered { 2 } else { u8::from(stated) },
        max_pause: bounded.then_some(1),
        fencing: fenced(l, t),
        expires,
        split: splits(l, t),
        ..Lease::new(4, 12)
    };
    let margin = match figure("needed").map(|f| &f.amount) {
        _ if !expires => "no expiry".to_owned(),
        Some(Amount::Ms(ms)) => format!(
            "a margin that {} what is needed ({})",
            if covered { "covers" } else { "does not cover" },
            Amount::Ms(*ms)
        ),
        _ => "pauses without a bound".to_owned(),
    };
    let goes_on = if stops { "" } else { ", a holder that goes on after it lost the lock" };
    let side = if lease.split { ", a store that can split" } else { "" };
    Case {
        machine: Machine::Lease(lease),
        bounds: format!("2 clients, 12 units of time of which a lease lasts 4, {margin}{goes_on}{side}"),
    }
}

/// Whether the store in which the lock lives can grant it on two sides.
fn splits(l: &LockView<'_>, t: &mut Trace) -> bool {
    let Some(d) = l.raw.store.as_ref().and_then(|s| l.world.dataset(&s.id)) else { return false };
    let r = d.replication();
    match t.take(r.scheme()) {
        Some(Scheme::MultiLeaderLww | Scheme::MultiLeaderVc | Scheme::Crdt) => true,
        Some(Scheme::LeaderlessQuorum) => t.take(r.sloppy_quorum()) == Some(true),
        Some(s) if s.is_single_leader() => {
            t.take(r.failover_mode()) == Some(FailoverMode::Auto)
                && t.take(r.failover_fence_old()) == Some(false)
                && t.take(r.failover_promote_rule()) != Some(PromoteRule::MajorityElection)
        }
        _ => false,
    }
}
