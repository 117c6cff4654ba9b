//! Promises over several keys: invariants, isolation of transactions, snapshots read from replicas (CON-08, 09, 10, 16, 17).

use std::fmt::Write as _;

use super::claims::{at_the_source, from_copy, looks, named, set};
use super::out::Out;
use super::rule::Rule;
use crate::brief::{
    Consistency, Edit, Invariant, InvariantGuard, InvariantKind, InvariantScope, Isolation, Level, OperationKind,
    ReplicaOrder, TxnProtocol,
};
use crate::numbers::facts::{DatasetView, OperationView, TransactionView};
use crate::numbers::{Origin, Shown, World};
use crate::rule;

rule!(
    /// Nothing coordinates what must hold over several shards.
    UNCOORDINATED = "CON-08" "invariant-without-coordination" Error Justified,
    "an invariant over several shards has no coordination", uncoordinated
);
rule!(
    /// Nobody said what must always be true.
    NO_INVARIANT = "CON-09" "no-invariant-stated" Warn Acknowledged,
    "a system of record states no invariant", no_invariant
);
rule!(
    /// Two transactions each keep the rule, together they break it.
    SKEWED = "CON-10" "write-skew-possible" Warn Justified,
    "an invariant over several keys under an isolation that allows write skew", skewed
);
rule!(
    /// The setting gives less than the promise.
    WEAK_ISOLATION = "CON-16" "isolation-below-claim" Error Never,
    "the isolation that is set gives less than what is claimed", weak_isolation
);
rule!(
    /// Replicas show another history, or an old one.
    REPLICA_SNAPSHOT = "CON-17" "transactions-read-replicas" Error Never,
    "transactions read from replicas what only the writer can show", replica_snapshot
);

fn text_of(i: &Invariant) -> &str {
    i.text.as_deref().unwrap_or("unnamed")
}

/// The transactions that carry an operation and do something about several keys.
fn carried_by<'a>(w: &'a World<'a>, o: &OperationView<'_>) -> Option<TransactionView<'a>> {
    let name = named(o);
    w.transactions().find(|t| {
        t.raw.protocol != Some(TxnProtocol::None)
            && t.raw.operations.as_ref().is_some_and(|list| list.iter().any(|x| **x == *name))
    })
}

fn uncoordinated(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        for (i, invariant) in d.raw.invariants.iter().flatten().enumerate() {
            let wide = matches!(invariant.scope, Some(InvariantScope::CrossShard | InvariantScope::Global));
            let guard = invariant.guard.unwrap_or(InvariantGuard::None);
            if !wide || invariant.kind == Some(InvariantKind::None) || guard == InvariantGuard::Escrow {
                continue;
            }
            let Some(names) = &invariant.operations else {
                let mut t = out.trace();
                t.missing.push(d.at.field("invariants"));
                out.unjudged(rule, std::slice::from_ref(&d.at), &t);
                continue;
            };
            for o in names.iter().filter_map(|n| d.operation(n)) {
                one_invariant(rule, w, out, (&d, i, invariant), &o);
            }
        }
    }
}

fn one_invariant(
    rule: &'static Rule,
    w: &World<'_>,
    out: &mut Out<'_>,
    (d, i, invariant): (&DatasetView<'_>, usize, &Invariant),
    o: &OperationView<'_>,
) {
    let guard = invariant.guard.unwrap_or(InvariantGuard::None);
    let carried = carried_by(w, o).is_some();
    let eventual = o.raw.consistency.as_ref().is_some_and(|c| c.is(Level::Eventual));
    let why = match guard {
        InvariantGuard::None if !carried => "runs without a guard and outside any transaction".to_owned(),
        InvariantGuard::Transaction if !carried => "is guarded by a transaction, but none carries it".to_owned(),
        _ if eventual => format!("is eventual: {} decides on copies that have not heard of each other", guard.word()),
        _ => return,
    };
    let mut t = out.trace();
    let origin = if invariant.guard.is_some() { Origin::Stated } else { Origin::Assumed };
    t.note(d.at.field("invariants"), origin, Shown::Word(guard.word()));
    if eventual {
        t.take(o.consistency());
    }
    if out.keyed_once(rule, &o.at, &t) {
        return;
    }
    let scope = invariant.scope.map_or("global", InvariantScope::word);
    let text = format!("invariant \"{}\" is {scope}, and {} {why}", text_of(invariant), named(o));
    let finding = rule.finding(&[&o.at], text, t).because(d.at.field("invariants")).because(o.at.field("consistency"));
    let path = |field: &str| format!("{}.invariants[{i}].{field}", d.at);
    let escrow = vec![Edit::set(path("guard"), "escrow")];
    let mut one_key = vec![Edit::set(path("scope"), "key"), Edit::set(path("guard"), "cas")];
    if eventual {
        one_key.push(set(&o.at, "consistency", "linearizable"));
    }
    // A second invariant of the same operation has a finding of the same key: it must not show twice.
    if let Some(other) = out.findings.iter_mut().find(|f| f.rule == rule && f.at == [o.at.clone()]) {
        let _ = write!(other.text, "; \"{}\" too", text_of(invariant));
        for (fix, more) in other.fixes.iter_mut().zip([escrow, one_key]) {
            fix.edits.extend(more);
        }
        return;
    }
    out.add(finding.fix(2, "split the quantity into shares per site (escrow)", escrow).fix(
        2,
        "bring it down to one key, guarded by compare-and-set",
        one_key,
    ));
}

fn no_invariant(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let at = d.at.field("invariants");
        let empty = d.raw.invariants.as_ref().is_none_or(Vec::is_empty);
        if !empty || w.set_aside(&at) == Some(Origin::NotApplicable) {
            continue;
        }
        let mut t = out.trace();
        if t.take(d.system_of_record()) != Some(true) {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("no invariant is stated for {}, the system of record", d.id);
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(at)
                .because(d.at.field("system_of_record"))
                .advise("write the first one that a customer would notice; where there is none, say so with kind none"),
        );
    }
}

/// What a setting still lets happen, with the row of the model.
fn anomaly(isolation: Isolation) -> &'static str {
    match isolation {
        Isolation::ReadUncommitted => "reads of aborted writes and lost updates (X1, X4)",
        Isolation::ReadCommitted | Isolation::Mav => "lost updates and read skew (X1, X4)",
        Isolation::MysqlRr => "lost updates and write skew (X1)",
        Isolation::RepeatableRead => "phantoms",
        Isolation::ParallelSnapshot => "long forks and write skew (X2, X5)",
        Isolation::Snapshot => "write skew (X2)",
        Isolation::Serializable | Isolation::StrongSessionSerializable => "reads of an older state (X6, X7)",
        Isolation::StrictSerializable => "nothing",
    }
}

/// The isolation that a claim asks for.
fn asked(claim: &Consistency) -> Option<Isolation> {
    let Consistency::Level(level) = claim else { return None };
    level.word().parse().ok()
}

/// Place in the order of strength; Adya's repeatable read stands beside both snapshots.
fn strength(isolation: Isolation) -> u8 {
    match isolation {
        Isolation::ReadUncommitted => 0,
        Isolation::ReadCommitted => 1,
        Isolation::Mav => 2,
        Isolation::MysqlRr => 3,
        Isolation::ParallelSnapshot => 4,
        Isolation::Snapshot | Isolation::RepeatableRead => 5,
        Isolation::Serializable => 6,
        Isolation::StrongSessionSerializable => 7,
        Isolation::StrictSerializable => 8,
    }
}

/// Whether a setting keeps what a claim asks for. Levels beside one another do not keep each other's promise: a snapshot lets
/// two transactions each change what the other has read, and repeatable read lets rows appear.
fn gives(setting: Isolation, claim: Isolation) -> bool {
    let beside = claim == Isolation::RepeatableRead && setting == Isolation::Snapshot
        || matches!(claim, Isolation::Snapshot | Isolation::ParallelSnapshot) && setting == Isolation::RepeatableRead;
    !beside && strength(setting) >= strength(claim)
}

/// The weakest isolation that keeps all of these claims.
fn least_for(claims: &[Isolation]) -> Isolation {
    let most = claims.iter().copied().max_by_key(|c| strength(*c)).unwrap_or(Isolation::ReadUncommitted);
    if claims.iter().all(|c| gives(most, *c)) { most } else { Isolation::Serializable }
}

fn skewed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let mut t = out.trace();
        let Some(isolation) = t.take(x.isolation()) else { continue };
        if strength(isolation) >= strength(Isolation::Serializable) || t.take(x.locking_reads()) == Some(true) {
            continue;
        }
        let mut harmed: Vec<(String, &Invariant)> = Vec::new();
        for o in x.carried() {
            for i in o.dataset.raw.invariants.iter().flatten() {
                let wide = i.scope.is_some_and(|s| s != InvariantScope::Key);
                // Guards that decide at one place hold whatever transactions see.
                let held = matches!(
                    i.guard,
                    Some(
                        InvariantGuard::Escrow
                            | InvariantGuard::UniqueIndex
                            | InvariantGuard::Cas
                            | InvariantGuard::SingleKey
                    )
                );
                let mine = i.operations.as_ref().is_none_or(|list| list.iter().any(|n| **n == **o.id));
                if wide && !held && mine && i.kind != Some(InvariantKind::None) && o.writes() {
                    harmed.push((o.dataset.id.to_string(), i));
                }
            }
        }
        let Some((dataset, first)) = harmed.first() else { continue };
        let more = if harmed.len() > 1 { format!(" and {} more", harmed.len() - 1) } else { String::new() };
        let invariants = w.dataset(dataset).map_or_else(|| x.at.clone(), |d| d.at.field("invariants"));
        t.note(invariants.clone(), Origin::Stated, Shown::Text(text_of(first).into()));
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {} allows {}, and \"{}\"{more} spans several keys",
            x.at,
            isolation.word(),
            anomaly(isolation),
            text_of(first)
        );
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("isolation"))
                .because(invariants)
                .fix(1, "lock the rows that the decision rests on", vec![set(&x.at, "locking_reads", true)])
                .fix(
                    1,
                    "serializable for these transactions, run again on conflict",
                    vec![set(&x.at, "isolation", "serializable"), set(&x.at, "auto_retry", "rerun")],
                ),
        );
    }
}

fn weak_isolation(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions() {
        let mut t = out.trace();
        let Some(isolation) = t.take(x.isolation()) else { continue };
        let carried = x.carried();
        let claims = carried.iter().filter_map(|o| Some((asked(o.raw.consistency.as_ref()?)?, o)));
        let too_much: Vec<_> = claims.filter(|(claim, _)| !gives(isolation, *claim)).collect();
        let Some((most, _)) = too_much.iter().max_by_key(|(claim, _)| strength(*claim)) else { continue };
        // What is kept today has to be kept by what is suggested as well.
        let all: Vec<Isolation> = carried.iter().filter_map(|o| asked(o.raw.consistency.as_ref()?)).collect();
        let raised = least_for(&all);
        let mut names = Vec::new();
        for (_, o) in &too_much {
            t.take(o.consistency());
            names.push(named(o));
        }
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{} {} {}, {} is set to {}: {} can happen",
            names.join(", "),
            if names.len() == 1 { "claims" } else { "claim" },
            most.word(),
            x.at,
            isolation.word(),
            anomaly(isolation)
        );
        let mut finding = rule.finding(&[&x.at], text, t).because(x.at.field("isolation"));
        for (_, o) in &too_much {
            finding = finding.because(o.at.field("consistency"));
        }
        let lower = too_much.iter().map(|(_, o)| set(&o.at, "consistency", isolation.word())).collect();
        out.add(
            finding
                .fix(
                    1,
                    format!("isolation = {} for this transaction", raised.word()),
                    vec![set(&x.at, "isolation", raised.word())],
                )
                .fix(2, format!("claim what is set: {}", isolation.word()), lower),
        );
    }
}

/// Whether an operation reads inside a transaction: by its kind, or because its transaction lists no read of its own.
fn reads_inside(w: &World<'_>, o: &OperationView<'_>) -> bool {
    if looks(o) {
        return true;
    }
    o.raw.kind == Some(OperationKind::MultiWrite)
        && carried_by(w, o).is_some_and(|x| x.carried().iter().all(|other| !looks(other)))
}

fn replica_snapshot(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        for o in d.operations().filter(|o| reads_inside(w, o)) {
            let Some(claim) = o.raw.consistency.as_ref().and_then(asked) else { continue };
            if strength(claim) < strength(Isolation::Snapshot) || claim == Isolation::RepeatableRead {
                continue;
            }
            let mut t = out.trace();
            t.take(o.consistency());
            let Some(path) = t.take(o.read_path()).filter(|p| from_copy(*p)) else { continue };
            let order = t.take(d.replication().replica_order());
            let own_order = order == Some(ReplicaOrder::Own);
            let strict = claim == Isolation::StrictSerializable;
            if !own_order && !strict {
                continue;
            }
            let why = if own_order {
                "replicas make commits visible in an order of their own, so two snapshots can disagree (X5)"
            } else {
                "a replica shows an older state than what has been acknowledged (X6)"
            };
            if out.keyed(rule, &[&o.at], &t) {
                continue;
            }
            let text = format!("{} claims {} and reads by {}: {why}", named(&o), claim.word(), path.word());
            let own = o.raw.replication.as_ref().is_some_and(|x| x.read_path.is_some());
            let at = if own { &o.at } else { &d.at };
            let source = at_the_source(&o);
            let weaker = if own_order { "parallel_snapshot" } else { "serializable" };
            out.add(
                rule.finding(&[&o.at], text, t)
                    .because(at.field("replication.read_path"))
                    .because(o.at.field("consistency"))
                    .fix(1, "read at the writer", vec![set(&o.at, "replication.read_path", source)])
                    .fix(2, format!("claim what replicas give: {weaker}"), vec![set(&o.at, "consistency", weaker)]),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_isolation_is_partial() {
        use Isolation::*;
        let chain = [
            ReadUncommitted,
            ReadCommitted,
            Mav,
            MysqlRr,
            ParallelSnapshot,
            Snapshot,
            Serializable,
            StrongSessionSerializable,
            StrictSerializable,
        ];
        for pair in chain.windows(2) {
            assert!(gives(pair[1], pair[0]) && !gives(pair[0], pair[1]), "{pair:?}");
        }
        assert!(gives(RepeatableRead, MysqlRr) && gives(Serializable, RepeatableRead) && gives(Snapshot, Snapshot));
        for beside in [ParallelSnapshot, Snapshot] {
            assert!(!gives(RepeatableRead, beside) && !gives(beside, RepeatableRead), "{beside:?}");
        }
    }

    #[test]
    fn what_is_suggested_keeps_every_claim() {
        use Isolation::*;
        assert_eq!(least_for(&[RepeatableRead]), RepeatableRead);
        assert_eq!(least_for(&[ReadCommitted, ParallelSnapshot, Snapshot]), Snapshot);
        assert_eq!(least_for(&[RepeatableRead, Snapshot]), Serializable);
        assert_eq!(least_for(&[ParallelSnapshot, RepeatableRead]), Serializable);
        assert_eq!(least_for(&[StrictSerializable, RepeatableRead, Snapshot]), StrictSerializable);
    }
}
