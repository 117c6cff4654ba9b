//! Section 2, calls: timeouts and retries, idempotency and transactions, locks.

use super::{Source, mermaid};
use crate::brief::{BackoffKind, BreakerKind, DeadlineSource, RetryBudgetKind};
use crate::export::block::{Block, Table};
use crate::export::cell::{assumptions, entity, field, known};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::numbers::Figure;
use crate::numbers::facts::CallView;

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
        "Timeout",
        "Attempts",
        "Retries on",
        "Backoff",
        "Budget",
        "Deadline",
        "Breaker",
        "If it fails",
    ]);
    for c in w.calls() {
        table.row(vec![
            code(c.id),
            known(w, &c.timeout()),
            known(w, &c.attempts()),
            known(w, &c.retry_on()),
            backoff(s, &c),
            budget(s, &c),
            deadline(s, &c),
            breaker(s, &c),
            known(w, &c.fallback()),
        ]);
    }
    block.table(&table);
    let mut worst: Vec<&Figure> =
        s.figures.iter().filter(|f| matches!(f.id, "D20" | "D22" | "D23" | "D58") && f.any_stated()).collect();
    worst.truncate(60);
    let mut loads = Table::new(&["About", "Number", "Value", "Remark"]).caption("What retries make of the load:");
    for f in &worst {
        let remark = f.remark.as_deref().map_or(String::new(), markdown);
        loads.row(vec![
            code(&f.at.to_string()),
            format!("{} ({})", markdown(f.label), f.id),
            markdown(&f.shown()).replace("\\~", "~"),
            remark,
        ]);
    }
    block.table(&loads);
    block.text(assumptions(&worst));
    let mut times: Vec<&Figure> =
        s.figures.iter().filter(|f| matches!(f.id, "D24" | "D26") && f.any_stated()).collect();
    times.truncate(60);
    let mut table = Table::new(&["Call", "Number", "Value", "Must be"]).caption("What a call can take:");
    for f in &times {
        let target = f.target.as_ref().map_or(String::new(), |t| markdown(&t.to_string()));
        table.row(vec![
            code(&f.at.to_string()),
            format!("{} ({})", markdown(f.label), f.id),
            markdown(&f.shown()).replace("\\~", "~"),
            target,
        ]);
    }
    block.table(&table);
    block
}

fn backoff(s: &Source<'_>, c: &CallView<'_>) -> String {
    let w = s.world;
    if c.raw.backoff.is_none() {
        return known(w, &c.backoff_kind()) + ", jitter " + &known(w, &c.backoff_jitter());
    }
    let (kind, jitter) = (known(w, &c.backoff_kind()), known(w, &c.backoff_jitter()));
    match c.backoff_kind().value {
        Some(BackoffKind::None) => kind,
        Some(BackoffKind::Fixed) => format!("{kind} {}, jitter {jitter}", known(w, &c.backoff_base())),
        _ => format!(
            "{kind} {} x {} to {}, jitter {jitter}",
            known(w, &c.backoff_base()),
            known(w, &c.backoff_factor()),
            known(w, &c.backoff_cap())
        ),
    }
}

fn budget(s: &Source<'_>, c: &CallView<'_>) -> String {
    let w = s.world;
    let kind = c.retry_budget_kind();
    match (kind.stated(), kind.value) {
        (true, Some(RetryBudgetKind::Ratio | RetryBudgetKind::TokenBucket)) => {
            format!("{} {}", known(w, &kind), known(w, &c.retry_budget_fraction()))
        }
        _ => known(w, &kind),
    }
}

fn deadline(s: &Source<'_>, c: &CallView<'_>) -> String {
    let w = s.world;
    let source = c.deadline_source();
    match (source.stated(), source.value) {
        (true, Some(DeadlineSource::Fixed)) => {
            format!("{}, propagated {}", known(w, &c.deadline_value()), known(w, &c.deadline_propagate()))
        }
        (true, Some(DeadlineSource::Inherit)) => format!("inherited, propagated {}", known(w, &c.deadline_propagate())),
        _ => known(w, &source),
    }
}

fn breaker(s: &Source<'_>, c: &CallView<'_>) -> String {
    let w = s.world;
    let kind = c.breaker_kind();
    match (kind.stated(), kind.value) {
        (true, Some(k)) if k != BreakerKind::None => {
            format!("{} by {}, open {}", known(w, &kind), known(w, &c.breaker_scope()), known(w, &c.breaker_open()))
        }
        _ => known(w, &kind),
    }
}

/// What makes a repeated call harmless, and which writes belong together.
pub fn idempotency_transactions(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table =
        Table::new(&["Call or queue", "Idempotent by", "Key", "Made by", "Kept for", "Kept in", "With the effect"]);
    for c in w
        .calls()
        .filter(|c| c.raw.idempotency.is_some() || c.carried().iter().any(crate::numbers::facts::OperationView::writes))
    {
        let cell = |f: &str| field(w, &format!("{}.idempotency.{f}", c.at));
        table.row(vec![
            code(c.id),
            known(w, &c.idempotency_mode()),
            cell("key_scope"),
            known(w, &c.idempotency_key_source()),
            known(w, &c.idempotency_window()),
            known(w, &c.idempotency_store()),
            known(w, &c.idempotency_atomic_with_effect()),
        ]);
    }
    for q in w.queues() {
        table.row(vec![code(q.id), known(w, &q.idempotency_mode())]);
    }
    if table.rows.is_empty() {
        block.text("No call or queue carries a write.");
    }
    block.table(&table);
    let mut table =
        Table::new(&["Transaction", "Spans", "Protocol", "Isolation", "Hot path", "Participants", "Holds locks (p99)"]);
    for t in w.transactions() {
        table.row(vec![
            code(t.id),
            known(w, &t.span()),
            known(w, &t.protocol()),
            known(w, &t.isolation()),
            known(w, &t.hot_path()),
            known(w, &t.participants()),
            field(w, &format!("{}.lock_hold_p99", t.at)),
        ]);
    }
    if table.rows.is_empty() {
        block.text("No transaction is described: no write has to appear together with another.");
    }
    block.table(&table);
    for t in w.transactions() {
        let steps: Vec<String> = t
            .raw
            .steps
            .iter()
            .flatten()
            .map(|step| {
                let undo = step.compensation.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown);
                format!(
                    "{} on {}: undone by {undo}",
                    step.id.as_deref().map_or_else(String::new, markdown),
                    step.on.as_ref().map_or_else(String::new, |o| code(o))
                )
            })
            .collect();
        if !steps.is_empty() {
            block.text(format!("Steps of {}:", entity(&t.at)));
            block.list(&steps);
        }
        figures::table(&mut block, "What follows:", &figures::of(s.figures, &t.at, &["D44", "D45"]));
        justification(s, &mut block, &t.at.to_string());
    }
    block
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
        "Lock", "For", "Provider", "Scope", "Hot path", "TTL", "Margin", "Fencing", "Protects", "On loss",
    ]);
    for l in w.locks() {
        let checked = l
            .fencing_checked_by()
            .value
            .filter(|c| !c.is_empty())
            .map_or(String::new(), |_| format!(", checked by {}", known(w, &l.fencing_checked_by())));
        table.row(vec![
            code(l.id),
            known(w, &l.purpose()),
            known(w, &l.provider()),
            known(w, &l.scope()),
            known(w, &l.hot_path()),
            known(w, &l.ttl()),
            known(w, &l.client_margin()),
            format!("{}{checked}", known(w, &l.fencing_token())),
            known(w, &l.protects()),
            known(w, &l.on_loss()),
        ]);
    }
    block.table(&table);
    for l in w.locks() {
        let caption = format!("What {} needs:", entity(&l.at));
        figures::table(&mut block, &caption, &figures::of(s.figures, &l.at, &["D40", "D41"]));
        justification(s, &mut block, &l.at.to_string());
    }
    block
}
