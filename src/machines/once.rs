//! Repeated requests, as a brief describes them: a key, how long it is remembered, and whether it is recorded with the effect.

use super::case::{Case, Machine};
use super::claim::{Claim, says};
use super::scope::count;
use crate::brief::IdempotencyMode;
use crate::numbers::{At, Figure, Known, Trace, World};
use crate::verify::Property;
use crate::verify::once::Once;

/// A claim for each call and queue that says that it recognises what is repeated.
pub(super) fn claims(w: &World<'_>, figures: &[Figure]) -> Vec<Claim> {
    let mut out = Vec::new();
    for c in w.calls().filter(|c| c.raw.idempotency.as_ref().and_then(|i| i.mode) == Some(IdempotencyMode::Keyed)) {
        let mut t = Trace::new();
        t.take(c.idempotency_mode());
        let attempts = t.take(c.attempts()).unwrap_or(1).clamp(1, 3) as u8;
        let copies = u8::from(c.raw.queue.is_some());
        out.push(claim(&c.at, c.id, attempts, copies, c.idempotency_atomic_with_effect(), figures, t));
    }
    for q in w.queues().filter(|q| q.raw.idempotency.as_ref().and_then(|i| i.mode) == Some(IdempotencyMode::Keyed)) {
        let mut t = Trace::new();
        t.take(q.idempotency_mode());
        out.push(claim(&q.at, q.id, 1, 1, q.idempotency_atomic_with_effect(), figures, t));
    }
    out
}

fn claim(at: &At, id: &str, attempts: u8, copies: u8, atomic: Known<bool>, figures: &[Figure], mut t: Trace) -> Claim {
    let atomic = t.take(atomic) == Some(true);
    let needed = figures.iter().find(|f| f.id == "D46" && f.at == *at && f.part == "window");
    // A window that nobody stated, or with nothing to hold it against, is not what decides here.
    let short = needed.is_some_and(|f| f.target.is_some() && f.distance().is_some_and(|d| d > 0.0));
    if let Some(f) = needed {
        t.extend(&f.trace);
    }
    let machine = Once { attempts, copies, key: true, atomic, window: Some(if short { 2 } else { 3 }), horizon: 3 };
    let mut bounds = vec![count(usize::from(attempts), "attempt")];
    if copies > 0 {
        bounds.push("1 copy made by the network".to_owned());
    }
    bounds.push(format!("a window that {} the last repetition", if short { "ends before" } else { "outlasts" }));
    let mut claim = Claim::new(at, Property::Once, format!("{id} {}", says(Property::Once)));
    claim.paths = vec![at.field("idempotency.window"), at.field("idempotency.atomic_with_effect")];
    claim.trace = t;
    claim.case(Ok(Case { machine: Machine::Once(machine), bounds: bounds.join(", ") }))
}
