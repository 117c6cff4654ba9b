//! Retries of one call: what may be applied twice, what comes back all at once, what is retried in vain (RTY-01, 03, 04,
//! 06 to 09). What retries of several layers and fleets add up to is in `amplify`.

use super::claims::{named, set};
use super::out::Out;
use super::rule::Rule;
use crate::brief::{
    BackoffKind, CallHiddenRetries, Edit, IdempotencyMode, Idempotent, Jitter, RetryBudgetKind, RetryOn, Value,
};
use crate::numbers::capacity::utilisation;
use crate::numbers::deadline::in_a_row;
use crate::numbers::facts::{CallView, OperationView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// A write may be executed once more without anybody knowing.
    REPEATED_WRITE = "RTY-01" "retry-without-idempotency" Error Never,
    "a retried call can apply a write more than once", repeated_write
);
rule!(
    /// Retries without jitter come back together.
    SYNCHRONISED = "RTY-03" "retries-without-jitter" Error Justified,
    "retries without jitter arrive at the same moment", synchronised
);
rule!(
    /// Nothing limits retries during an outage.
    UNBUDGETED = "RTY-04" "retries-without-budget" Error Justified,
    "nothing limits retries during an outage", unbudgeted
);
rule!(
    /// A dependency that needs seconds is asked every few milliseconds.
    IMPATIENT = "RTY-06" "retries-without-growing-waits" Warn Justified,
    "waits between retries do not grow", impatient
);
rule!(
    /// The answer to "too many" is more.
    DEFIANT = "RTY-07" "retries-fight-the-limiter" Warn Justified,
    "throttled requests are retried whatever the server says", defiant
);
rule!(
    /// Errors that will not go away are retried.
    HOPELESS = "RTY-08" "retries-of-permanent-errors" Error Never,
    "errors that cannot succeed are retried", hopeless
);
rule!(
    /// An SDK, mesh or proxy retries beneath what was counted.
    HIDDEN = "RTY-09" "hidden-retries-unknown" Warn Acknowledged,
    "a hidden layer may retry as well", hidden
);

/// Attempts one after the other: stated or assumed, at most one for each peer.
fn attempts_of(c: &CallView<'_>) -> u64 {
    let attempts = c.attempts().value.unwrap_or(1);
    c.raw.peers.map_or(attempts, |p| attempts.min(p.max(1)))
}

/// The writes among some operations that do harm when they run twice. Reads and natural operations do not.
pub(super) fn harmful(operations: Vec<OperationView<'_>>) -> Vec<OperationView<'_>> {
    operations.into_iter().filter(|o| o.writes() && o.raw.idempotent != Some(Idempotent::Natural)).collect()
}

/// What a repeat of a call would apply twice, in words; None when it does no harm. Notes what it rests on.
pub(super) fn repeated(c: &CallView<'_>, t: &mut Trace) -> Option<String> {
    if t.take(c.idempotency_mode()) != Some(IdempotencyMode::None) {
        return None;
    }
    t.take(c.operations())?;
    let all = c.carried();
    if all.is_empty() {
        return Some("what it carries".to_owned());
    }
    for o in all.iter().filter(|o| o.raw.kind.is_none()) {
        t.take(o.kind());
    }
    let harmed = harmful(all);
    for o in &harmed {
        t.take(o.idempotent());
    }
    (!harmed.is_empty()).then(|| list(&harmed))
}

/// At most three names.
fn list(operations: &[OperationView<'_>]) -> String {
    let mut names: Vec<String> = operations.iter().take(3).map(named).collect();
    if operations.len() > 3 {
        names.push(format!("{} more", operations.len() - 3));
    }
    names.join(", ")
}

/// Where the server can keep the keys of a call: beside what it writes.
pub(super) fn key_store(operations: &[OperationView<'_>]) -> Option<String> {
    operations.iter().find(|o| o.writes()).map(|o| o.dataset.id.to_string())
}

/// The retried errors, without some.
fn without(on: &[RetryOn], out: &[RetryOn]) -> Value {
    let left: Vec<Value> = on.iter().filter(|r| !out.contains(r)).map(|r| Value::from(r.word())).collect();
    let safe = || vec![Value::from("connect_fail"), Value::from("unavailable")];
    Value::Array(if left.is_empty() { safe() } else { left })
}

const UNSURE: [RetryOn; 2] = [RetryOn::Timeout, RetryOn::UnavailableAfterSend];

fn repeated_write(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        // Unstated, only what surely was not executed is retried.
        let risky: Vec<&str> =
            c.raw.retry_on.iter().flatten().filter(|r| UNSURE.contains(r)).map(|r| r.word()).collect();
        if risky.is_empty() || attempts_of(&c) < 2 {
            continue;
        }
        let mut t = out.trace();
        let (Some(attempts), Some(on)) = (in_a_row(&c, &mut t), t.take(c.retry_on())) else { continue };
        let Some(what) = repeated(&c, &mut t) else {
            out.unjudged(rule, std::slice::from_ref(&c.at), &t);
            continue;
        };
        t.missing.clear();
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{} may apply {what} up to {attempts} times: it retries on {} and nothing makes a repeat harmless",
            c.id,
            risky.join(" and ")
        );
        let mut keyed = vec![
            set(&c.at, "idempotency.mode", "keyed"),
            set(&c.at, "idempotency.key_source", "client_intent"),
            set(&c.at, "idempotency.atomic_with_effect", true),
        ];
        if let Some(store) = key_store(&c.carried()) {
            keyed.push(set(&c.at, "idempotency.store", store));
        }
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("retry_on"))
                .because(c.at.field("idempotency.mode"))
                .fix(0, "retry only what surely was not executed", vec![set(&c.at, "retry_on", without(&on, &UNSURE))])
                .fix(0, "attempts = 1", vec![set(&c.at, "attempts", 1)])
                .fix(2, "an idempotency key, made once per intent and stored with the effect", keyed),
        );
    }
}

fn synchronised(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let backoff = c.raw.backoff.as_ref();
        if backoff.and_then(|b| b.jitter).is_some_and(|j| j != Jitter::None) || attempts_of(&c) < 2 {
            continue;
        }
        // One client cannot meet itself.
        if c.raw.clients == Some(1) {
            continue;
        }
        let mut t = out.trace();
        if in_a_row(&c, &mut t).is_none() || t.take(c.backoff_jitter()).is_none() {
            continue;
        }
        let clients = t.take(c.clients());
        t.missing.clear();
        let who = clients.map_or_else(|| "its clients".to_owned(), |n| format!("{n} clients"));
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!("{}: {who} that fail together retry without jitter and arrive within one round trip", c.id);
        let mut spread = vec![set(&c.at, "backoff.jitter", "full")];
        if backoff.and_then(|b| b.kind) == Some(BackoffKind::None) {
            // No wait, nothing to spread.
            spread.push(set(&c.at, "backoff.kind", "exponential"));
        }
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("backoff.jitter"))
                .because(c.at.field("attempts"))
                .fix(0, "jitter = \"full\"", spread)
                .fix(0, "attempts = 1", vec![set(&c.at, "attempts", 1)]),
        );
    }
}

fn unbudgeted(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let kind = c.raw.retry_budget.as_ref().and_then(|b| b.kind);
        if kind.is_some_and(|k| k != RetryBudgetKind::None) || attempts_of(&c) < 2 {
            continue;
        }
        let mut t = out.trace();
        let (Some(attempts), Some(_)) = (in_a_row(&c, &mut t), t.take(c.retry_budget_kind())) else { continue };
        let limit = show_short(100.0 / f64::from(attempts));
        let callee = c.callee();
        let peak = callee.as_ref().and_then(|callee| utilisation(callee, &mut t));
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let mut text = format!(
            "{}: in an outage the load is {attempts} times as high; stable only below {limit}% utilisation",
            c.id
        );
        if let (Some(callee), Some((peak, _))) = (callee, peak) {
            text = format!("{text}, the peak of {} is {}%", callee.id, show_short(peak * 100.0));
        }
        t.missing.clear();
        let budget = vec![set(&c.at, "retry_budget.kind", "ratio"), set(&c.at, "retry_budget.fraction", 0.1)];
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("retry_budget.kind"))
                .because(c.at.field("attempts"))
                .fix(0, "a retry budget of 10% of first attempts", budget)
                .fix(0, "attempts = 1", vec![set(&c.at, "attempts", 1)]),
        );
    }
}

fn impatient(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let kind = c.raw.backoff.as_ref().and_then(|b| b.kind);
        let attempts = attempts_of(&c);
        // A single wait has nothing to grow.
        if kind == Some(BackoffKind::Exponential) || attempts < 2 || (attempts == 2 && kind != Some(BackoffKind::None))
        {
            continue;
        }
        let mut t = out.trace();
        let (Some(attempts), Some(kind)) = (in_a_row(&c, &mut t), t.take(c.backoff_kind())) else { continue };
        let base = (kind != BackoffKind::None).then(|| t.num(c.backoff_base()).unwrap_or_default());
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = match base {
            None => format!("{}: {} retries follow without any wait", c.id, attempts - 1),
            Some(base) => format!(
                "{}: {} retries wait a fixed {} each, however long the callee is down",
                c.id,
                attempts - 1,
                show_ms(base)
            ),
        };
        let grow = vec![set(&c.at, "backoff.kind", "exponential")];
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("backoff.kind"))
                .because(c.at.field("attempts"))
                .fix(0, "exponential backoff with a cap", grow)
                .fix(0, "attempts = 1", vec![set(&c.at, "attempts", 1)]),
        );
    }
}

fn defiant(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let throttled = c.raw.retry_on.iter().flatten().any(|r| *r == RetryOn::Throttled);
        if !throttled || c.raw.honour_retry_after != Some(false) || attempts_of(&c) < 2 {
            continue;
        }
        let mut t = out.trace();
        let (Some(on), Some(attempts)) = (t.take(c.retry_on()), in_a_row(&c, &mut t)) else { continue };
        t.take(c.honour_retry_after());
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a throttled request comes again up to {} times, whatever wait the server asks for",
            c.id,
            attempts - 1
        );
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("honour_retry_after"))
                .because(c.at.field("retry_on"))
                .fix(0, "wait as long as the server says", vec![set(&c.at, "honour_retry_after", true)])
                .fix(
                    0,
                    "do not retry throttled requests",
                    vec![set(&c.at, "retry_on", without(&on, &[RetryOn::Throttled]))],
                ),
        );
    }
}

fn hopeless(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if !c.raw.retry_on.iter().flatten().any(|r| *r == RetryOn::Permanent) {
            continue;
        }
        let mut t = out.trace();
        let (Some(on), Some(attempts)) = (t.take(c.retry_on()), in_a_row(&c, &mut t)) else { continue };
        let times = if attempts > 1 { format!(" up to {} more times", attempts - 1) } else { String::new() };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = format!(
            "{} retries permanent errors (validation, authorisation, precondition){times}: they cannot succeed",
            c.id
        );
        let edits: Vec<Edit> = vec![set(&c.at, "retry_on", without(&on, &[RetryOn::Permanent]))];
        out.add(rule.finding(&[&c.at], text, t).because(c.at.field("retry_on")).fix(
            0,
            "drop `permanent` from retry_on",
            edits,
        ));
    }
}

fn hidden(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        if c.raw.hidden_retries == Some(CallHiddenRetries::Known) {
            continue;
        }
        let mut t = out.trace();
        if t.take(c.hidden_retries()) != Some(CallHiddenRetries::Unknown) {
            continue;
        }
        let Some(attempts) = in_a_row(&c, &mut t) else { continue };
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text =
            format!("{}: an SDK, mesh or proxy may retry beneath its {attempts} attempts and multiply them", c.id);
        out.add(
            rule.finding(&[&c.at], text, t).because(c.at.field("hidden_retries")).because(c.at.field("attempts")).fix(
                1,
                "look it up, let one side retry, count it in attempts",
                vec![set(&c.at, "hidden_retries", "known")],
            ),
        );
    }
}
