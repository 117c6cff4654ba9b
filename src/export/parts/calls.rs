//! Section 2, calls: timeouts and retries, idempotency and transactions, locks.

use super::{Source, mermaid};
use crate::brief::{BackoffKind, BreakerKind, DeadlineSource, RetryBudgetKind};
use crate::export::block::{Block, Table};
use crate::export::cell::{entity, field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::export::rest::Place;
use crate::numbers::facts::{CallView, TransactionView};
use crate::numbers::{At, Figure, Origin, Shown};

/// How long each call waits, how often it tries, and what that makes of the load.
pub fn timeouts_retries(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.call.is_empty() {
        block.text("No call between services is described: the work is done where it enters.");
        return block;
    }
    block.mermaid(&mermaid::calls(w));
    if let Err(circle) = &w.graph.graph
        && !circle.is_empty()
    {
        let names: Vec<String> = circle.iter().map(|i| code(&w.graph.services[*i])).collect();
        block.text(format!(
            "These services call each other in a circle, so no load can be computed: {}.",
            names.join(", ")
        ));
    }
    let mut table = Table::new(&[
        "Call",
        "From",
        "To",
        "Carries",
        "Per request",
        "Timeout",
        "Attempts",
        "Retries on",
        "Backoff",
        "Budget",
        "Deadline",
        "Breaker",
        "Hedge",
        "If it fails",
    ]);
    for c in w.calls() {
        let cell = |f: &'static str| stated(s, &c.at.field(f).to_string());
        table.row(vec![
            code(c.id),
            cell("from"),
            cell("to"),
            cell("operations"),
            cell("per_request"),
            known(s, &c.timeout()),
            known(s, &c.attempts()),
            known(s, &c.retry_on()),
            backoff(s, &c),
            budget(s, &c),
            deadline(s, &c),
            breaker(s, &c),
            cell("hedge"),
            known(s, &c.fallback()),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("call")]);
    let of =
        |ids: &[&str]| -> Vec<&Figure> { s.figures.iter().filter(|f| ids.contains(&f.id) && f.any_stated()).collect() };
    figures::table(&mut block, "What retries make of the load:", &of(&["D20", "D22", "D23", "D58"]));
    figures::table(&mut block, "What a call can take:", &of(&["D24", "D26"]));
    block
}

fn backoff(s: &Source<'_>, c: &CallView<'_>) -> String {
    if c.raw.backoff.is_none() {
        return known(s, &c.backoff_kind()) + ", jitter " + &known(s, &c.backoff_jitter());
    }
    let (kind, jitter) = (known(s, &c.backoff_kind()), known(s, &c.backoff_jitter()));
    match c.backoff_kind().value {
        Some(BackoffKind::None) => kind,
        Some(BackoffKind::Fixed) => format!("{kind} {}, jitter {jitter}", known(s, &c.backoff_base())),
        _ => format!(
            "{kind} {} x {} to {}, jitter {jitter}",
            known(s, &c.backoff_base()),
            known(s, &c.backoff_factor()),
            known(s, &c.backoff_cap())
        ),
    }
}

fn budget(s: &Source<'_>, c: &CallView<'_>) -> String {
    let kind = c.retry_budget_kind();
    match (kind.stated(), kind.value) {
        (true, Some(RetryBudgetKind::Ratio | RetryBudgetKind::TokenBucket)) => {
            format!("{} {}", known(s, &kind), known(s, &c.retry_budget_fraction()))
        }
        _ => known(s, &kind),
    }
}

fn deadline(s: &Source<'_>, c: &CallView<'_>) -> String {
    let source = c.deadline_source();
    let kind = known(s, &source);
    match (source.stated(), source.value) {
        (true, Some(DeadlineSource::Fixed)) => {
            format!("{kind} {}, propagated {}", known(s, &c.deadline_value()), known(s, &c.deadline_propagate()))
        }
        (true, Some(DeadlineSource::Inherit)) => format!("{kind}ed, propagated {}", known(s, &c.deadline_propagate())),
        _ => kind,
    }
}

fn breaker(s: &Source<'_>, c: &CallView<'_>) -> String {
    let kind = c.breaker_kind();
    match (kind.stated(), kind.value) {
        (true, Some(k)) if k != BreakerKind::None => {
            format!("{} by {}, open {}", known(s, &kind), known(s, &c.breaker_scope()), known(s, &c.breaker_open()))
        }
        _ => known(s, &kind),
    }
}

/// What makes a repeated call harmless, and which writes belong together.
pub fn idempotency_transactions(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table = Table::new(&[
        "Call or queue",
        "Idempotent by",
        "Key",
        "Made by",
        "Kept for",
        "Kept in",
        "With the effect",
        "Repeats get the answer",
        "Payload compared",
        "Size of a key",
    ]);
    for c in w
        .calls()
        .filter(|c| c.raw.idempotency.is_some() || c.carried().iter().any(crate::numbers::facts::OperationView::writes))
    {
        let mode = c.idempotency_mode();
        let keyed = mode.origin != Origin::NotApplicable;
        table.row(idempotency(s, &c.at, c.id, known(s, &mode), keyed));
    }
    for q in w.queues() {
        // Nobody wonders how keys are kept for a queue that has none.
        table.row(idempotency(s, &q.at, q.id, known(s, &q.idempotency_mode()), q.raw.idempotency.is_some()));
    }
    if table.rows.is_empty() {
        block.text("No call or queue carries a write.");
    }
    block.table(&table);
    transactions(s, &mut block);
    block
}

/// The row of a call or a queue: how a repeat is known, and what is kept for that.
fn idempotency(s: &Source<'_>, at: &At, id: &str, mode: String, keyed: bool) -> Vec<String> {
    let path = |f: &str| format!("{at}.idempotency.{f}");
    let used = |f: &str| if keyed { field(s, &path(f)) } else { String::new() };
    let written = |f: &str| stated(s, &path(f));
    let mut row = vec![code(id), mode, written("key_scope")];
    row.extend(["key_source", "window", "store", "atomic_with_effect"].map(used));
    row.extend(["response_replay", "payload_hash", "record_bytes"].map(written));
    row
}

/// Which writes belong together, and how they are kept so.
fn transactions(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let mut table = Table::new(&[
        "Transaction",
        "Of",
        "Spans",
        "Protocol",
        "Isolation",
        "Hot path",
        "Participants",
        "Rate",
        "Holds locks (p99)",
    ]);
    for t in w.transactions() {
        let cell = |f: &'static str| stated(s, &t.at.field(f).to_string());
        table.row(vec![
            code(t.id),
            cell("operations"),
            known(s, &t.span()),
            known(s, &t.protocol()),
            known(s, &t.isolation()),
            known(s, &t.hot_path()),
            known(s, &t.participants()),
            cell("rate"),
            field(s, &t.at.field("lock_hold_p99").to_string()),
        ]);
    }
    if table.rows.is_empty() {
        block.text("No transaction is described: no write has to appear together with another.");
    }
    block.table(&table);
    block.rest([Place::each("transaction")]);
    for t in w.transactions() {
        steps(s, block, &t);
        figures::follows(block, &figures::of(s.figures, &t.at, &["D44", "D45"]));
        justification(s, block, &t.at.to_string());
    }
}

/// What a saga does, in order, and what undoes it.
fn steps(s: &Source<'_>, block: &mut Block, t: &TransactionView<'_>) {
    s.say_rows(&t.at.field("steps").to_string(), t.raw.steps.as_ref());
    let pivot = t.raw.pivot_step.as_ref().map(|p| p.id.as_ref());
    let mut table = Table::new(&[
        "Step",
        "On",
        "Undone by",
        "Undoing twice is harmless",
        "Others see it is under way",
        "Fails",
        "Takes",
        "No way back after it",
    ])
    .caption(format!("Steps of {}:", entity(&t.at)));
    let yes = |said: Option<bool>| said.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned();
    for step in t.raw.steps.iter().flatten() {
        let last = step.id.as_deref().is_some_and(|id| pivot == Some(id));
        table.row(vec![
            step.id.as_deref().map_or_else(String::new, markdown),
            step.on.as_ref().map_or_else(String::new, |o| code(o)),
            step.compensation.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown),
            yes(step.idempotent),
            yes(step.semantic_lock),
            step.fail_rate.map_or_else(String::new, |x| Shown::Share(x.get()).to_string()),
            step.latency.map_or_else(String::new, |x| x.to_string()),
            yes(last.then_some(true)),
        ]);
        if last {
            s.say(&t.at.field("pivot_step").to_string());
        }
    }
    block.table(&table);
}

/// A waiver that names an entity, printed where the decision stands.
fn justification(s: &Source<'_>, block: &mut Block, entity: &str) {
    for waiver in s.world.brief.waiver.iter() {
        let Some(finding) = waiver
            .finding
            .as_ref()
            .filter(|f| f.split_once('/').is_some_and(|(_, at)| at.split('+').any(|a| a == entity)))
        else {
            continue;
        };
        let why = waiver.justification.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown);
        let who = waiver.approver.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown);
        block.text(format!("Justified ({}): {why} Approved by {who}.", code(finding)));
    }
}

/// Locks, leases and leadership outside the replication of a dataset.
pub fn locks(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.lock.is_empty() {
        block.text("No lock is taken.");
    }
    let mut table = Table::new(&[
        "Lock",
        "For",
        "Provider",
        "Kept in",
        "Scope",
        "Hot path",
        "Wanted by",
        "Held (p99)",
        "TTL",
        "Renewal",
        "Margin",
        "Fencing",
        "Protects",
        "On loss",
    ]);
    for l in w.locks() {
        let cell = |f: &'static str| stated(s, &l.at.field(f).to_string());
        let checked = l
            .fencing_checked_by()
            .value
            .filter(|c| !c.is_empty())
            .map_or(String::new(), |_| format!(", checked by {}", known(s, &l.fencing_checked_by())));
        table.row(vec![
            code(l.id),
            known(s, &l.purpose()),
            known(s, &l.provider()),
            cell("store"),
            known(s, &l.scope()),
            known(s, &l.hot_path()),
            cell("contenders"),
            cell("hold_p99"),
            known(s, &l.ttl()),
            cell("renew"),
            known(s, &l.client_margin()),
            format!("{}{checked}", known(s, &l.fencing_token())),
            known(s, &l.protects()),
            known(s, &l.on_loss()),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("lock")]);
    for l in w.locks() {
        let caption = format!("What {} needs:", entity(&l.at));
        figures::table(&mut block, &caption, &figures::of(s.figures, &l.at, &["D40", "D41"]));
        justification(s, &mut block, &l.at.to_string());
    }
    block
}
