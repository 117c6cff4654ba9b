//! How long keys must be remembered: the window against everything that can bring a request again (IDM-01).

use std::collections::HashMap;

use super::claims::set;
use super::election::rounded_up;
use super::out::{Finding, Out};
use super::rule::Rule;
use crate::analysis::dedup::{Redelivery, window_ms};
use crate::brief::{Or, Span};
use crate::numbers::facts::QueueView;
use crate::numbers::figure::show_ms;
use crate::numbers::{Amount, At, Figure, Known, World};
use crate::rule;

rule!(
    /// The last retry meets an empty memory.
    FORGOTTEN = "IDM-01" "dedup-window-too-short" Error Justified,
    "the key is forgotten before the last retry can come", forgotten, reads ["D46"]
);

fn forgotten(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let needs: HashMap<&At, &Figure> = out.figures_of(rule, "D46", "window").map(|f| (&f.at, f)).collect();
    if needs.is_empty() {
        return;
    }
    for c in w.calls() {
        if let Some(found) = needs.get(&c.at)
            && let Some(finding) = judge(rule, found, c.idempotency_window())
        {
            let queue = c.raw.queue.as_ref().and_then(|q| w.queue(q));
            out.add(longer(w, finding, found, queue.as_ref()));
        }
    }
    for q in w.queues() {
        if let Some(found) = needs.get(&q.at)
            && let Some(finding) = judge(rule, found, q.idempotency_window())
        {
            out.add(longer(w, finding, found, Some(&q)));
        }
    }
}

/// Compares the window with the horizon; a horizon without end is longer than any window.
fn judge(rule: &'static Rule, need: &Figure, window: Known<Span>) -> Option<Finding> {
    let mut t = need.trace.clone();
    t.missing.clear();
    let id = need.at.id.clone()?;
    let field = window.at.clone();
    let window = t.num(window)?;
    let why = match &need.amount {
        Amount::Ms(ms) if window >= *ms => return None,
        Amount::Ms(ms) => {
            format!("keys are kept for {}, but a retry can come for {}", show_ms(window), show_ms(*ms))
        }
        Amount::Undefined(why) => format!("keys are kept for {}, but {why}", show_ms(window)),
        _ => return None,
    };
    let text = format!("{id}: {why}: the effect is then applied again");
    let mut finding = rule.finding(&[&need.at], text, t.clone()).because(field.clone());
    // What makes the horizon long, where somebody can change it.
    let long = ["max_age", "dlq_replay", "client_offline", "max_receives"];
    for input in t.inputs.iter().filter(|i| long.contains(&i.at.field) && i.at != field) {
        finding = finding.because(input.at.clone());
    }
    Some(finding)
}

/// Adds what makes the window cover the horizon.
fn longer(w: &World<'_>, finding: Finding, need: &Figure, queue: Option<&QueueView<'_>>) -> Finding {
    if let Amount::Ms(ms) = need.amount {
        let keep = rounded_up(ms);
        let edits = vec![set(&need.at, "idempotency.window", keep.to_string())];
        return finding.fix(1, format!("keep keys for {keep}"), edits);
    }
    let Some(q) = queue else { return finding.advise("a timeout first: without one no window is long enough") };
    let age = match q.max_age().value {
        Some(Or::A(age)) => age,
        _ => Span::natural(3_600_000.0),
    };
    let receives = match q.max_receives().value {
        Some(Or::A(n)) => n,
        _ => 5,
    };
    let ms = |known: Known<Span>| known.value.map_or(0.0, Span::get);
    let bounded = Redelivery {
        // A minute more than enough for the attempts of a call that fills it.
        retries_ms: 60_000.0,
        queue_age_ms: age.get(),
        redeliveries: receives as f64,
        visibility_ms: ms(q.visibility()),
        replay_ms: ms(q.dlq_replay()),
        offline_ms: w.workloads().map(|x| ms(x.client_offline())).fold(0.0, f64::max),
        skew_ms: ms(w.clock().skew_bound()),
    };
    let Ok(horizon) = window_ms(&bounded) else { return finding };
    let keep = rounded_up(horizon);
    let mut edits = vec![set(&need.at, "idempotency.window", keep.to_string())];
    edits.push(set(&q.at, "max_age", age.to_string()));
    edits.push(set(&q.at, "max_receives", i64::try_from(receives).unwrap_or(5)));
    finding.fix(1, format!("drop what is older than {age}, keep keys for {keep}"), edits)
}
