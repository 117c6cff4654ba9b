//! Transactions over several stores and shards: blocking, dual writes, retries behind the back (TXN-01, 02, 06
//! to 09). Sagas are in `saga`, locks on hot rows in `hot_lock`.

use super::claims::{named, set};
use super::out::Out;
use super::rule::Rule;
use crate::analysis::availability::{all, serial};
use crate::brief::{
    Consistency, Edit, Level, QueueKind, TransactionAutoRetry, TransactionConnections, TransactionMarkerFence,
    TxnProtocol, TxnSpan,
};
use crate::numbers::facts::{DatasetView, TransactionView};
use crate::numbers::figure::{Amount, show_availability, show_ms, show_short};
use crate::numbers::latency::commit_of;
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Availabilities multiply, locks wait for the slowest.
    TWO_PHASE = "TXN-01" "two-phase-commit-on-hot-path" Error Justified,
    "two-phase commit across services on the hot path", two_phase
);
rule!(
    /// A crash between two writes.
    DUAL_WRITE = "TXN-02" "dual-write" Error Never,
    "one fact is written to two stores without a bridge", dual_write
);
rule!(
    /// Shards that are not independent.
    CROSSING = "TXN-06" "cross-shard-operations" Warn Justified,
    "too many operations cross shards", crossing
);
rule!(
    /// Acceptable, with in-doubt handling written down.
    INSIDE = "TXN-07" "two-phase-commit-inside-store" Info Acknowledged,
    "two-phase commit inside one replicated store", inside
);
rule!(
    /// The old result over the new one.
    BLIND = "TXN-08" "blind-transaction-retry" Error Never,
    "a blind retry re-applies writes computed from old reads", blind
);
rule!(
    /// The marker names the session, not the transaction.
    UNNAMED = "TXN-09" "commit-marker-not-tied" Error Never,
    "a late commit or abort can hit the next transaction", unnamed
);

/// The datasets that take part: named as participants, owned by services that are, or touched by the operations.
pub(super) fn parts<'a>(w: &'a World<'a>, x: &TransactionView<'a>) -> Vec<DatasetView<'a>> {
    let mut found: Vec<DatasetView<'a>> = Vec::new();
    let mut add = |d: Option<DatasetView<'a>>| {
        if let Some(d) = d.filter(|d| !found.iter().any(|f| f.id == d.id)) {
            found.push(d);
        }
    };
    for name in x.raw.participants.iter().flatten() {
        add(w.dataset(name));
        let owned = w.service(name).and_then(|s| s.raw.datasets.as_ref());
        owned.into_iter().flatten().for_each(|d| add(w.dataset(d)));
    }
    for o in x.raw.operations.iter().flatten().filter_map(|o| w.operation(o)) {
        add(Some(o.dataset));
    }
    found
}

/// How long a row stays locked, ms: stated, else two rounds of the slowest participant's commit.
pub(super) fn hold<'a>(w: &'a World<'a>, x: &TransactionView<'a>, t: &mut Trace) -> Option<f64> {
    if let Some(stated) = x.raw.lock_hold_p99 {
        t.note(x.at.field("lock_hold_p99"), crate::numbers::Origin::Stated, crate::numbers::Shown::Ms(stated.get()));
        return Some(stated.get());
    }
    let mut slowest: Option<f64> = None;
    for d in parts(w, x) {
        match commit_of(w, &d, t) {
            Some(Ok(commit)) => slowest = Some(slowest.map_or(commit.ms, |s| s.max(commit.ms))),
            // The slowest of them is not known then.
            Some(Err(_)) => return None,
            None => {}
        }
    }
    slowest.map(|ms| 2.0 * ms).filter(|ms| *ms > 0.0)
}

fn two_phase(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let two = matches!(
            x.raw.protocol,
            Some(TxnProtocol::TwoPcXa | TxnProtocol::TwoPcDbInternal | TxnProtocol::Percolator)
        );
        if !two {
            continue;
        }
        let mut t = out.trace();
        let (Some(protocol), Some(span)) = (t.take(x.protocol()), t.take(x.span())) else { continue };
        let across = protocol == TxnProtocol::TwoPcXa || span == TxnSpan::CrossService;
        if !across || t.take(x.hot_path()) != Some(true) {
            continue;
        }
        let mut costs = Vec::new();
        let mut ups = Vec::new();
        for s in x.raw.participants.iter().flatten().filter_map(|p| w.service(p)) {
            ups.extend(t.num(s.availability()));
        }
        if ups.len() > 1
            && let Ok(ups) = all(&ups)
        {
            let up = serial(&ups);
            costs.push(format!(
                "all {} participants are up {} of the time",
                ups.len(),
                show_availability(up.up(), up.down())
            ));
        }
        if let Some(ms) = hold(w, &x, &mut t) {
            let rate = Amount::PerSecond(1000.0 / ms);
            costs.push(format!("a lock hold of {} caps a key at {rate}", show_ms(ms)));
        }
        if costs.is_empty() {
            costs.push("all participants must be up, and locks wait for the slowest".to_owned());
        }
        t.missing.clear();
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!("{}: {} on the hot path: {}", x.id, protocol.word(), costs.join(", "));
        let local = vec![set(&x.at, "protocol", "local_acid"), set(&x.at, "span", "single_shard")];
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("protocol"))
                .because(x.at.field("hot_path"))
                .fix(2, "commit locally and publish from the same transaction, with keyed consumers", outbox(&x))
                .fix(3, "bring what changes together into one shard", local),
        );
    }
}

/// The event goes into the transaction that makes it true.
fn outbox(x: &TransactionView<'_>) -> Vec<Edit> {
    vec![set(&x.at, "protocol", "outbox"), set(&x.at, "outbox.via", "cdc")]
}

fn dual_write(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let bare = matches!(x.raw.protocol, Some(TxnProtocol::None | TxnProtocol::LocalAcid));
        if !bare || x.raw.outbox.as_ref().is_some_and(|o| o.via.is_some()) {
            continue;
        }
        let (mut stores, mut services, mut brokers) = (Vec::new(), Vec::new(), Vec::new());
        for name in x.raw.participants.iter().flatten().map(|p| p.id.as_ref()) {
            if w.service(name).is_some() {
                services.push(name);
            } else if w.dataset(name).is_some() {
                stores.push(name);
            } else if w.queue(name).is_some_and(|q| q.raw.kind != Some(QueueKind::DbOutbox)) {
                brokers.push(name);
            }
        }
        let touched: Vec<_> =
            x.raw.operations.iter().flatten().filter_map(|o| o.split_once('.').map(|(d, _)| d)).collect();
        for name in touched {
            if !stores.contains(&name) {
                stores.push(name);
            }
        }
        // Two datasets may be tables of one store: the span says, where it is stated.
        let pair = match x.raw.span {
            Some(TxnSpan::CrossService) => {
                let mut all: Vec<&str> = services.iter().chain(&stores).chain(&brokers).copied().collect();
                let mut seen = std::collections::HashSet::new();
                all.retain(|name| seen.insert(*name));
                Some(if all.len() > 1 { all } else { vec!["several services"] })
            }
            Some(_) => None,
            None => [&services, &stores].into_iter().find(|names| names.len() > 1).cloned(),
        };
        // A broker is never in the store.
        let broker = brokers.first().zip(stores.first().or(services.first())).map(|(b, s)| vec![*s, *b]);
        let Some(pair) = pair.or(broker) else { continue };
        let mut t = out.trace();
        let (Some(protocol), _) = (t.take(x.protocol()), t.take(x.span())) else { continue };
        t.take(x.participants());
        t.missing.clear();
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {} are written one after the other (protocol {}): a crash between the writes loses or invents an event",
            x.id,
            pair.join(", "),
            protocol.word()
        );
        let listen = vec![set(&x.at, "protocol", "listen_to_yourself")];
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("protocol"))
                .because(x.at.field("participants"))
                .fix(2, "write the event into the same transaction and relay it", outbox(&x))
                .fix(2, "publish first and update the own store from the event", listen),
        );
    }
}

fn crossing(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.shards.is_none_or(|n| n < 2) && p.raw.cross_shard_ops.is_none() {
            continue;
        }
        let mut t = out.trace();
        let Some(share) = t.num(p.cross_shard_ops()) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if share <= 0.1 {
            continue;
        }
        t.take(p.shards());
        t.missing.clear();
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text =
            format!("{}: {}% of operations cross shards, each a distributed commit", d.id, show_short(share * 100.0));
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("partitioning.cross_shard_ops"))
                .because(d.at.field("partitioning.shard_key"))
                .advise("key by the entity that joins the rows, and check for hot ones")
                .advise("keep a read copy under the other key, updated asynchronously"),
        );
    }
}

fn inside(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let two = matches!(x.raw.protocol, Some(TxnProtocol::TwoPcDbInternal | TxnProtocol::Percolator));
        if !two || x.raw.span != Some(TxnSpan::MultiShardOneStore) {
            continue;
        }
        let mut t = out.trace();
        let (Some(protocol), Some(_)) = (t.take(x.protocol()), t.take(x.span())) else { continue };
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {} inside one store is acceptable; note who resolves in-doubt transactions",
            x.id,
            protocol.word()
        );
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("protocol"))
                .because(x.at.field("span"))
                .advise("write down the handling, alert on the age of in-doubt transactions, state lock_hold_p99"),
        );
    }
}

/// Snapshot, or a level that contains it.
fn snapshot_or_stronger(claim: &Consistency) -> bool {
    matches!(
        claim,
        Consistency::Level(
            Level::StrictSerializable | Level::StrongSessionSerializable | Level::Serializable | Level::Snapshot
        )
    )
}

fn blind(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        if x.raw.auto_retry != Some(TransactionAutoRetry::Blind) {
            continue;
        }
        let mut t = out.trace();
        t.take(x.auto_retry());
        if t.take(x.operations()).is_none() {
            out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            continue;
        }
        let claims = x.carried().into_iter().map(|o| (named(&o), o.consistency()));
        let Some((operation, claim)) =
            claims.filter(|(_, c)| c.value.as_ref().is_some_and(snapshot_or_stronger)).last()
        else {
            continue;
        };
        let at = claim.at.clone();
        let Some(level) = t.take(claim) else { continue };
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a blind retry sends writes computed from old reads again, a silent lost update; {operation} claims {level}",
            x.id
        );
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("auto_retry"))
                .because(at)
                .fix(1, "return the conflict to the caller", vec![set(&x.at, "auto_retry", "none")])
                .fix(2, "re-run the whole function, reads included", vec![set(&x.at, "auto_retry", "rerun")]),
        );
    }
}

fn unnamed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let loose =
            matches!(x.raw.marker_fence, Some(TransactionMarkerFence::None | TransactionMarkerFence::EpochPerSession));
        if !loose {
            continue;
        }
        let mut t = out.trace();
        let (Some(fence), Some(links)) = (t.take(x.marker_fence()), t.take(x.connections())) else { continue };
        let mut why = Vec::new();
        let mut once: Vec<Edit> = vec![set(&x.at, "connections", "one")];
        if links == TransactionConnections::Several {
            why.push("markers travel over several connections".to_owned());
        }
        let mine = |c: &crate::brief::Call| {
            c.operations.iter().flatten().any(|o| x.raw.operations.iter().flatten().any(|mine| mine.id == o.id))
        };
        let carriers: Vec<_> = w.calls().filter(|c| mine(c.raw)).collect();
        for c in &carriers {
            if c.attempts().value.is_some_and(|a| a > 1) {
                let attempts = t.take(c.attempts()).unwrap_or(1);
                why.push(format!("{} sends up to {attempts} times", c.id));
                once.push(set(&c.at, "attempts", 1));
            }
        }
        if why.is_empty() {
            if carriers.is_empty() {
                t.missing.push(x.at.field("operations"));
                out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            }
            continue;
        }
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: marker_fence {} does not name the transaction and {}: a late commit or abort hits the next one",
            x.id,
            fence.word(),
            why.join(", ")
        );
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("marker_fence"))
                .because(x.at.field("connections"))
                .fix(1, "one connection and one attempt, so that the order of the link is the fence", once)
                .fix(2, "bump an epoch per transaction", vec![set(&x.at, "marker_fence", "epoch_per_txn")]),
        );
    }
}
