//! Retries: what may be applied twice, what multiplies, what comes back all at once.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{Edit, IdempotencyMode, Jitter, RetryBudgetKind, RetryOn, Value};
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// A write may be executed once more without anybody knowing.
    REPEATED_WRITE = "RTY-01" "retry-without-idempotency" Error Never,
    "a retried call can apply a write more than once", repeated_write
);
rule!(
    /// Attempts of several layers multiply.
    MULTIPLIED = "RTY-02" "retries-multiply" Error Justified,
    "retries on several layers of a path multiply", multiplied
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
    /// Errors that will not go away are retried.
    HOPELESS = "RTY-08" "retries-of-permanent-errors" Error Never,
    "errors that cannot succeed are retried", hopeless
);

fn repeated_write(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let mut t = Trace::new();
        let Some(attempts) = t.take(c.attempts()) else { continue };
        let Some(retry_on) = t.take(c.retry_on()) else { continue };
        // Retries of a hidden layer repeat whatever they meet, so only a known stack can be judged by its conditions.
        let risky = retry_on.iter().any(|r| matches!(r, RetryOn::Timeout | RetryOn::UnavailableAfterSend));
        if attempts < 2 || !risky || t.take(c.idempotency_mode()) != Some(IdempotencyMode::None) {
            continue;
        }
        let harmed: Vec<String> =
            c.carried().iter().filter(|o| o.writes()).map(|o| format!("{}.{}", o.dataset.id, o.id)).collect();
        if harmed.is_empty() && !c.carried().is_empty() {
            continue;
        }
        let what = if harmed.is_empty() { "what it carries".to_owned() } else { harmed.join(", ") };
        let after: Vec<&str> = retry_on
            .iter()
            .filter(|r| matches!(r, RetryOn::Timeout | RetryOn::UnavailableAfterSend))
            .map(|r| r.word())
            .collect();
        let text = format!(
            "{} may apply {what} up to {attempts} times: it retries on {} and nothing makes the write idempotent",
            c.at,
            after.join(" and ")
        );
        let safe: Vec<Value> = retry_on
            .iter()
            .filter(|r| !matches!(r, RetryOn::Timeout | RetryOn::UnavailableAfterSend))
            .map(|r| Value::from(r.word()))
            .collect();
        let mut finding =
            rule.finding(&[&c.at], text, t).because(c.at.field("retry_on")).because(c.at.field("idempotency.mode"));
        finding = finding.fix(0, "attempts = 1", vec![Edit::set(c.at.field("attempts").to_string(), 1)]);
        if !safe.is_empty() {
            finding = finding.fix(
                0,
                "retry only what surely was not executed",
                vec![Edit::set(c.at.field("retry_on").to_string(), Value::Array(safe))],
            );
        }
        out.add(finding.fix(
            2,
            "an idempotency key, made once per intent and stored with the effect",
            vec![
                Edit::set(c.at.field("idempotency.mode").to_string(), "keyed"),
                Edit::set(c.at.field("idempotency.key_source").to_string(), "client_intent"),
                Edit::set(c.at.field("idempotency.atomic_with_effect").to_string(), true),
            ],
        ));
    }
}

fn multiplied(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (calls, product) in w.graph.worst_paths(5) {
        let views: Vec<_> =
            calls.iter().filter_map(|n| w.brief.call.get_index(*n)).filter_map(|(id, _)| w.call(id)).collect();
        let retried: Vec<_> = views.iter().filter(|c| c.effective_attempts() > 1).collect();
        if retried.len() < 2 || product <= 3.0 {
            continue;
        }
        let mut t = Trace::new();
        for c in &retried {
            t.take(c.attempts());
        }
        let factors: Vec<String> = retried.iter().map(|c| c.effective_attempts().to_string()).collect();
        let path: Vec<String> = views
            .iter()
            .filter_map(|c| c.raw.from.as_ref())
            .map(ToString::to_string)
            .chain(views.last().and_then(|c| c.raw.to.as_ref()).map(ToString::to_string))
            .collect();
        let text = format!("{}: up to {product:.0} calls for one request ({})", path.join(" > "), factors.join(" x "));
        let at: Vec<At> = retried.iter().map(|c| c.at.clone()).collect();
        let refs: Vec<&At> = at.iter().collect();
        let mut finding = rule.finding(&refs, text, t);
        for c in &retried {
            finding = finding.because(c.at.field("attempts"));
        }
        // One layer may retry: the one nearest to the fault knows best whether it helps; but the user is at the entry.
        let keep = &retried[0];
        let edits = retried.iter().skip(1).map(|c| Edit::set(c.at.field("attempts").to_string(), 1)).collect();
        let deepest = &retried[retried.len() - 1];
        let others =
            retried[..retried.len() - 1].iter().map(|c| Edit::set(c.at.field("attempts").to_string(), 1)).collect();
        out.add(finding.fix(0, format!("retry at {} only", keep.at), edits).fix(
            0,
            format!("retry at {} only", deepest.at),
            others,
        ));
    }
}

fn synchronised(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let mut t = Trace::new();
        let (Some(attempts), Some(jitter)) = (t.take(c.attempts()), t.take(c.backoff_jitter())) else { continue };
        if attempts < 2 || jitter != Jitter::None {
            continue;
        }
        let clients = t.take(c.clients());
        t.missing.clear();
        let who = clients.map_or_else(|| "its clients".to_owned(), |n| format!("{n} clients"));
        let text = format!("{}: {who} retry without jitter and arrive again within one round trip", c.at);
        let edits = vec![Edit::set(c.at.field("backoff.jitter").to_string(), "full")];
        out.add(
            rule.finding(&[&c.at], text, t).because(c.at.field("backoff.jitter")).because(c.at.field("attempts")).fix(
                0,
                "jitter = \"full\"",
                edits,
            ),
        );
    }
}

fn unbudgeted(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let mut t = Trace::new();
        let (Some(attempts), Some(budget)) = (t.take(c.attempts()), t.take(c.retry_budget_kind())) else { continue };
        if attempts < 2 || budget != RetryBudgetKind::None {
            continue;
        }
        let peak = c.callee().and_then(|s| t.take(s.util_peak()));
        let limit = 1.0 / attempts as f64;
        let stable = format!("stable only below {:.1}% utilisation", limit * 100.0);
        let text = match peak {
            Some(u) => {
                format!("{}: in an outage the load is x {attempts}; {stable}, its peak is {:.1}%", c.at, u * 100.0)
            }
            None => format!("{}: in an outage the load is x {attempts}; {stable}", c.at),
        };
        t.missing.clear();
        let edits = vec![
            Edit::set(c.at.field("retry_budget.kind").to_string(), "ratio"),
            Edit::set(c.at.field("retry_budget.fraction").to_string(), 0.1),
        ];
        let one = vec![Edit::set(c.at.field("attempts").to_string(), 1)];
        out.add(
            rule.finding(&[&c.at], text, t)
                .because(c.at.field("retry_budget.kind"))
                .because(c.at.field("attempts"))
                .fix(0, "a retry budget of 10% of first attempts", edits)
                .fix(0, "attempts = 1", one),
        );
    }
}

fn hopeless(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.calls() {
        let mut t = Trace::new();
        let (Some(attempts), Some(on)) = (t.take(c.attempts()), t.take(c.retry_on())) else { continue };
        if attempts < 2 || !on.contains(&RetryOn::Permanent) {
            continue;
        }
        let text = format!(
            "{} retries permanent errors (validation, authorisation, precondition) {} times: they cannot succeed",
            c.at,
            attempts - 1
        );
        let left: Vec<Value> = on.iter().filter(|r| **r != RetryOn::Permanent).map(|r| Value::from(r.word())).collect();
        let edits = vec![Edit::set(c.at.field("retry_on").to_string(), Value::Array(left))];
        out.add(rule.finding(&[&c.at], text, t).because(c.at.field("retry_on")).fix(
            0,
            "drop `permanent` from retry_on",
            edits,
        ));
    }
}
