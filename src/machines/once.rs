//! Repeated requests, as a brief describes them: a key, how long it is remembered, and whether it is recorded with the effect.

use super::case::{Case, Machine};
use super::claim::Claim;
use super::scope::count;
use crate::brief::{Idempotency, IdempotencyMode, Span};
use crate::numbers::{Amount, At, Figure, Known, Trace, World};
use crate::verify::Property;
use crate::verify::once::Once;

/// A claim for each call and queue that says that it recognises what is repeated.
pub(super) fn claims(w: &World<'_>, figures: &[Figure]) -> Vec<Claim> {
    let keyed = |i: &Option<Idempotency>| i.as_ref().and_then(|i| i.mode) == Some(IdempotencyMode::Keyed);
    let mut out = Vec::new();
    for c in w.calls().filter(|c| keyed(&c.raw.idempotency)) {
        let mut t = Trace::new();
        t.take(c.idempotency_mode());
        let attempts = t.take(c.attempts()).unwrap_or(1).clamp(1, 3) as u8;
        let sent = Sent { attempts, copies: u8::from(c.raw.queue.is_some()) };
        let memory = (c.idempotency_window(), c.idempotency_atomic_with_effect());
        out.push(claim(&c.at, c.id, sent, memory, figures, t));
    }
    for q in w.queues().filter(|q| keyed(&q.raw.idempotency)) {
        let mut t = Trace::new();
        t.take(q.idempotency_mode());
        let memory = (q.idempotency_window(), q.idempotency_atomic_with_effect());
        out.push(claim(&q.at, q.id, Sent { attempts: 1, copies: 1 }, memory, figures, t));
    }
    out
}

/// How often a request can arrive.
#[derive(Clone, Copy)]
struct Sent {
    attempts: u8,
    copies: u8,
}

/// `memory` is for how long a key is kept, and whether it is recorded with the effect.
fn claim(
    at: &At,
    id: &str,
    sent: Sent,
    (window, atomic): (Known<Span>, Known<bool>),
    figures: &[Figure],
    mut t: Trace,
) -> Claim {
    let Sent { attempts, copies } = sent;
    let atomic = t.take(atomic) == Some(true);
    let needed = figures.iter().find(|f| f.id == "D46" && f.at == *at && f.part == "window");
    if let Some(f) = needed {
        t.extend(&f.trace);
    }
    // A time without an end is longer than any window, as IDM-01 has it.
    let short = match (t.num(window), needed.map(|f| &f.amount)) {
        (Some(window), Some(Amount::Ms(needed))) => Some(window < *needed),
        (Some(_), Some(Amount::Undefined(_))) => Some(true),
        _ => None,
    };
    let case = short.map(|short| {
        let machine = Once { attempts, copies, key: true, atomic, window: Some(if short { 2 } else { 3 }), horizon: 3 };
        let mut bounds = vec![count(usize::from(attempts), "attempt")];
        if copies > 0 {
            bounds.push("1 copy made by the network".to_owned());
        }
        bounds.push(
            if short {
                "keys kept for 2 units of time, repetitions for 3 (the window ends before the last one)"
            } else {
                "a window that outlasts the last repetition"
            }
            .to_owned(),
        );
        Case { machine: Machine::Once(machine), bounds: bounds.join(", ") }
    });
    let mut claim = Claim::new(at, id, Property::Once);
    claim.paths = vec![at.field("idempotency.window"), at.field("idempotency.atomic_with_effect")];
    claim.trace = t;
    claim.case(case.ok_or_else(|| "how long a repetition can take is not known".to_owned()))
}
