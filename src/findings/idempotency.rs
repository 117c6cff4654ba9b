//! Idempotency: keys that do not keep an effect from happening twice (IDM-01 to 06).

use super::claims::{named, set};
use super::out::Out;
use super::retry::{harmful, key_store};
use super::rule::Rule;
use crate::brief::{AckLevel, Delivery, Idempotency, IdempotencyKeySource, IdempotencyMode, Idempotent, Or};
use crate::numbers::facts::{CallView, DatasetView, OperationView, QueueView};
use crate::numbers::{At, Known, Trace, World};
use crate::rule;

rule!(
    /// Two attempts pass the check together.
    TORN = "IDM-02" "check-and-effect-not-atomic" Error Never,
    "the idempotency check and the effect can be torn apart", torn
);
rule!(
    /// Each attempt is another intent.
    FRESH_KEY = "IDM-03" "key-per-attempt" Warn Never,
    "each retry gets a new idempotency key", fresh_key
);
rule!(
    /// The answer of another request.
    WRONG_ANSWER = "IDM-04" "key-without-payload-hash" Warn Justified,
    "one key with two bodies replays the wrong answer", wrong_answer
);
rule!(
    /// At least once is sometimes twice.
    REDELIVERED = "IDM-05" "redelivery-not-idempotent" Error Never,
    "redelivered messages are applied again", redelivered; looks_back
);
rule!(
    /// The effect survives, the key does not.
    FRAGILE_KEYS = "IDM-06" "keys-weaker-than-effect" Warn Justified,
    "the keys are kept less safely than the effect", fragile_keys
);

/// Whether a call relies on keys: it says so, or it retries operations that do.
fn keyed(w: &World<'_>, c: &CallView<'_>, t: &mut Trace) -> bool {
    match c.raw.idempotency.as_ref().and_then(|i| i.mode) {
        Some(IdempotencyMode::Keyed) => {}
        Some(_) => return false,
        None => {
            // Cheap first: most calls neither retry nor carry anything with a key.
            let declared = match &c.raw.operations {
                Some(list) => {
                    list.iter().filter_map(|o| w.operation(o)).any(|o| o.raw.idempotent == Some(Idempotent::Keyed))
                }
                None => c.callee().is_some_and(|s| {
                    let sets = s.raw.datasets.iter().flatten().filter_map(|d| w.brief.dataset.get(&d.id));
                    sets.flat_map(|d| d.operation.values()).any(|o| o.idempotent == Some(Idempotent::Keyed))
                }),
            };
            if !declared || c.attempts().value.is_none_or(|a| a < 2) {
                return false;
            }
        }
    }
    t.take(c.idempotency_mode()) == Some(IdempotencyMode::Keyed)
}

/// Whether the consumers of a queue rely on keys.
fn consumes_keyed(q: &QueueView<'_>, t: &mut Trace) -> bool {
    t.take(q.idempotency_mode()) == Some(IdempotencyMode::Keyed)
}

fn torn(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let fresh = out.trace();
    let mut check = |at: &At, id: &str, raw: Option<&Idempotency>, atomic: Known<bool>, mut t: Trace| {
        if raw.and_then(|i| i.atomic_with_effect) == Some(true) || t.take(atomic) != Some(false) {
            return;
        }
        if out.keyed(rule, &[at], &t) {
            return;
        }
        let text =
            format!("{id}: the key is checked apart from the effect: two attempts that arrive together both act");
        let edits = vec![set(at, "idempotency.atomic_with_effect", true)];
        out.add(
            rule.finding(&[at], text, t)
                .because(at.field("idempotency.atomic_with_effect"))
                .because(at.field("idempotency.mode"))
                .fix(2, "a unique key in the same transaction as the effect", edits),
        );
    };
    for c in w.calls() {
        let mut t = fresh.clone();
        if keyed(w, &c, &mut t) {
            check(&c.at, c.id, c.raw.idempotency.as_ref(), c.idempotency_atomic_with_effect(), t);
        }
    }
    for q in w.queues() {
        let mut t = fresh.clone();
        if consumes_keyed(&q, &mut t) {
            check(&q.at, q.id, q.raw.idempotency.as_ref(), q.idempotency_atomic_with_effect(), t);
        }
    }
}

fn fresh_key(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        // Unstated, the client makes one key per intent.
        let source = c.raw.idempotency.as_ref().and_then(|i| i.key_source);
        if matches!(source, None | Some(IdempotencyKeySource::ClientIntent)) {
            continue;
        }
        let mut t = out.trace();
        if t.take(c.idempotency_mode()) != Some(IdempotencyMode::Keyed) {
            continue;
        }
        let Some(source) = t.take(c.idempotency_key_source()) else { continue };
        let why = match source {
            IdempotencyKeySource::Server => "a key made by the server is lost with the answer that causes the retry",
            _ => "a key made per attempt makes every retry a new request",
        };
        out.add(
            rule.finding(&[&c.at], format!("{}: {why}", c.id), t).because(c.at.field("idempotency.key_source")).fix(
                2,
                "make the key once per intent, at the client",
                vec![set(&c.at, "idempotency.key_source", "client_intent")],
            ),
        );
    }
}

fn wrong_answer(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if c.raw.idempotency.as_ref().and_then(|i| i.payload_hash) != Some(false) {
            continue;
        }
        let mut t = out.trace();
        if t.take(c.idempotency_mode()) != Some(IdempotencyMode::Keyed) {
            continue;
        }
        t.take(c.idempotency_payload_hash());
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!("{}: the same key with another body replays the wrong answer", c.id);
        out.add(rule.finding(&[&c.at], text, t).because(c.at.field("idempotency.payload_hash")).fix(
            2,
            "store a hash of the body and refuse a mismatch",
            vec![set(&c.at, "idempotency.payload_hash", true)],
        ));
    }
}

/// Whether a retry of the call that fills a queue is already found to repeat writes.
fn found_on_edge(rule: &Rule, w: &World<'_>, q: &QueueView<'_>, out: &Out<'_>) -> bool {
    let edge = out.so_far(rule).filter(|(rule, _)| rule.id == "RTY-01");
    edge.filter_map(|(_, at)| at.first()).any(|at| {
        let Some(call) = at.id.as_ref().and_then(|id| w.brief.call.get(id.as_ref())) else { return false };
        let named = |name: &str| name == q.id.as_ref();
        call.queue.as_ref().is_some_and(|x| named(x))
            || q.raw.on.as_ref().is_some_and(|on| Some(&on.id) == at.id.as_ref())
    })
}

fn redelivered(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for q in w.queues() {
        let mut t = out.trace();
        if t.take(q.delivery()) != Some(Delivery::AtLeastOnce) {
            continue;
        }
        if t.take(q.operations()).is_none() {
            out.unjudged(rule, std::slice::from_ref(&q.at), &t);
            continue;
        }
        if t.take(q.idempotency_mode()) != Some(IdempotencyMode::None) {
            continue;
        }
        let all = q.carried();
        for o in all.iter().filter(|o| o.raw.kind.is_none()) {
            t.take(o.kind());
        }
        let harmed: Vec<OperationView<'_>> = harmful(all);
        if harmed.is_empty() {
            out.unjudged(rule, std::slice::from_ref(&q.at), &t);
            continue;
        }
        if found_on_edge(rule, w, &q, out) {
            continue;
        }
        for o in &harmed {
            t.take(o.idempotent());
        }
        t.missing.clear();
        let names: Vec<String> = harmed.iter().map(named).collect();
        if out.keyed(rule, &[&q.at], &t) {
            continue;
        }
        let text = format!("{}: a message that is delivered again applies {} again", q.id, names.join(", "));
        let mut edits =
            vec![set(&q.at, "idempotency.mode", "keyed"), set(&q.at, "idempotency.atomic_with_effect", true)];
        if let Some(store) = key_store(&harmed) {
            edits.push(set(&q.at, "idempotency.store", store));
        }
        out.add(
            rule.finding(&[&q.at], text, t)
                .because(q.at.field("idempotency.mode"))
                .because(q.at.field("delivery"))
                .fix(1, "lose a message rather than apply it twice", vec![set(&q.at, "delivery", "at_most_once")])
                .fix(2, "record the message id in the transaction of the effect", edits),
        );
    }
}

/// How far an acknowledgement reaches: into memory, to the system, to disk.
fn depth(level: AckLevel) -> u8 {
    match level {
        AckLevel::LeaderMem | AckLevel::KMem => 0,
        AckLevel::LeaderReceived | AckLevel::KReceived => 1,
        AckLevel::LeaderFsync | AckLevel::KFsync | AckLevel::KApplied => 2,
    }
}

/// Copies and depth that an acknowledged write has.
fn strength(d: &DatasetView<'_>, t: &mut Trace) -> Option<(u64, AckLevel)> {
    let r = d.replication();
    t.take(r.scheme())?;
    Some((t.take(r.w())?, t.take(r.ack_level())?))
}

fn copies(n: u64) -> String {
    if n == 1 { "1 copy".to_owned() } else { format!("{n} copies") }
}

fn fragile_keys(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let mut t = out.trace();
        if !keyed(w, &c, &mut t) {
            continue;
        }
        let raw = c.raw.idempotency.as_ref();
        // What commits with the effect is kept with it, whatever nobody said about the place.
        if raw.is_some_and(|i| i.store.is_none() && i.atomic_with_effect == Some(true)) {
            continue;
        }
        let Some(store) = t.take(c.idempotency_store()) else { continue };
        t.take(c.operations());
        let effects: Vec<DatasetView<'_>> =
            c.carried().into_iter().filter(OperationView::writes).map(|o| o.dataset).collect();
        let Some(effect) = effects
            .iter()
            .max_by_key(|d| strength(d, &mut Trace::quiet()).map_or((0, 0), |(n, level)| (depth(level), n)))
        else {
            if t.missing.is_empty() {
                t.missing.push(c.at.field("operations"));
            }
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        let Some((n, level)) = strength(effect, &mut t) else { continue };
        let keys = match &store {
            Or::A(_) if depth(level) == 0 && n <= 1 => continue,
            Or::A(_) => "in memory".to_owned(),
            Or::B(name) => {
                let Some(kept) = w.dataset(name).filter(|k| k.id != effect.id) else { continue };
                let Some((k, kept_level)) = strength(&kept, &mut t) else { continue };
                if depth(kept_level) >= depth(level) && k >= n {
                    continue;
                }
                format!("in {} at {} on {}", kept.id, kept_level.word(), copies(k))
            }
        };
        t.missing.clear();
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: keys {keys}, effect in {} at {} on {}: a failover forgets keys",
            c.id,
            effect.id,
            level.word(),
            copies(n)
        );
        let edits = vec![
            set(&c.at, "idempotency.store", effect.id.to_string()),
            set(&c.at, "idempotency.atomic_with_effect", true),
        ];
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("idempotency.store"))
                .because(effect.at.field("replication.ack_level"))
                .fix(2, "keep the key beside the effect, in its transaction", edits),
        );
    }
}
