//! Sagas: steps that cannot be undone, and what others see of them half done (TXN-03, 04).

use super::out::Out;
use super::rule::Rule;
use crate::brief::{Edit, InvariantGuard, InvariantScope, Step, TxnProtocol};
use crate::numbers::facts::TransactionView;
use crate::numbers::figure::show_ms;
use crate::numbers::{Origin, Shown, World};
use crate::rule;

rule!(
    /// What was begun stays standing, or is undone twice.
    NO_WAY_BACK = "TXN-03" "saga-step-without-compensation" Error Never,
    "a saga step cannot be undone safely", no_way_back
);
rule!(
    /// Between reserved and charged.
    HALF_DONE = "TXN-04" "saga-without-isolation" Warn Justified,
    "others see the middle of a saga", half_done
);

fn is_saga(x: &TransactionView<'_>) -> bool {
    matches!(x.raw.protocol, Some(TxnProtocol::SagaOrchestrated | TxnProtocol::SagaChoreo | TxnProtocol::Tcc))
}

/// The steps that may still have to be undone, with their place: those before the pivot.
fn undoable<'a>(x: &TransactionView<'a>) -> Vec<(usize, &'a Step)> {
    let steps = x.raw.steps.as_deref().unwrap_or_default();
    let pivot = x.raw.pivot_step.as_ref().and_then(|p| steps.iter().position(|s| s.id.as_deref() == Some(&p.id)));
    steps.iter().enumerate().take(pivot.unwrap_or(steps.len())).collect()
}

fn name(i: usize, step: &Step) -> String {
    step.id.clone().unwrap_or_else(|| format!("step {}", i + 1))
}

fn write(x: &TransactionView<'_>, i: usize, field: &str, value: impl Into<crate::brief::Value>) -> Edit {
    Edit::set(format!("{}[{i}].{field}", x.at.field("steps")), value)
}

fn no_way_back(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions().filter(is_saga) {
        let mut t = out.trace();
        t.take(x.protocol());
        let Some(steps) = &x.raw.steps else {
            t.note(x.at.field("steps"), Origin::Missing, Shown::None);
            if out.keyed(rule, &[&x.at], &t) {
                continue;
            }
            let text = format!("{}: a saga without steps: nothing says how it is undone", x.id);
            out.add(
                rule.finding(&[&x.at], text, t)
                    .because(x.at.field("steps"))
                    .because(x.at.field("protocol"))
                    .advise("list the steps, each with its compensation"),
            );
            continue;
        };
        t.note(x.at.field("steps"), Origin::Stated, Shown::Count(steps.len() as u64));
        if x.raw.pivot_step.is_some() {
            t.take(x.pivot_step());
        }
        let (mut none, mut twice, mut unknown, mut edits) = (Vec::new(), Vec::new(), false, Vec::new());
        for (i, step) in undoable(&x) {
            let id = name(i, step);
            if step.compensation.as_deref().is_none_or(|c| c.trim().is_empty() || c == "none") {
                edits.push(write(&x, i, "compensation", format!("undo {id}")));
                edits.push(write(&x, i, "idempotent", true));
                none.push(id);
            } else if step.idempotent == Some(false) {
                edits.push(write(&x, i, "idempotent", true));
                twice.push(id);
            } else if step.idempotent.is_none() {
                unknown = true;
            }
        }
        if none.is_empty() && twice.is_empty() {
            if unknown {
                t.missing.push(x.at.field("steps"));
                out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            }
            continue;
        }
        let mut why = Vec::new();
        if !none.is_empty() {
            why.push(format!("{} cannot be undone", none.join(", ")));
        }
        if !twice.is_empty() {
            why.push(format!("the compensation of {} does harm when it runs twice", twice.join(", ")));
        }
        out.add(
            rule.finding(&[&x.at], format!("{}: {}", x.id, why.join("; ")), t)
                .because(x.at.field("steps"))
                .fix(2, "a compensation for each step before the pivot, safe to repeat", edits)
                .advise("move the step behind the pivot, where it is retried until it succeeds"),
        );
    }
}

fn half_done(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for x in w.transactions().filter(is_saga) {
        let Some(steps) = x.raw.steps.as_ref().filter(|s| s.len() > 1) else { continue };
        let open: Vec<(usize, &Step)> =
            undoable(&x).into_iter().filter(|(_, s)| s.semantic_lock != Some(true)).collect();
        if open.is_empty() {
            continue;
        }
        let mut t = out.trace();
        t.take(x.protocol());
        let Some(operations) = t.take(x.operations()) else {
            out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            continue;
        };
        let touched = |d: &str, own: Option<&Vec<crate::brief::refs::Ref<crate::brief::refs::ToOwnOperation>>>| {
            operations
                .iter()
                .filter_map(|o| o.split_once('.'))
                .any(|(set, operation)| set == d && own.is_none_or(|list| list.iter().any(|o| **o == *operation)))
        };
        let wide = w.datasets().find_map(|d| {
            let invariant = d.raw.invariants.iter().flatten().find(|i| {
                matches!(i.scope, Some(InvariantScope::Shard | InvariantScope::CrossShard | InvariantScope::Global))
                    // Parts that were set aside beforehand do not depend on what others see.
                    && i.guard != Some(InvariantGuard::Escrow)
                    && touched(d.id, i.operations.as_ref())
            })?;
            Some((d.at.field("invariants"), invariant.text.clone().unwrap_or_default()))
        });
        let Some((at, invariant)) = wide else { continue };
        t.note(at.clone(), Origin::Stated, Shown::Text(invariant.as_str().into()));
        t.note(x.at.field("steps"), Origin::Stated, Shown::Count(steps.len() as u64));
        let visible: f64 = steps.iter().filter_map(|s| s.latency).map(crate::brief::Span::get).sum();
        let seen = if visible > 0.0 { format!(" for {}", show_ms(visible)) } else { String::new() };
        let names: Vec<String> = open.iter().map(|(i, s)| name(*i, s)).collect();
        let text = format!(
            "{}: others see it half done{seen} and break \"{invariant}\": no semantic lock in {}",
            x.id,
            names.join(", ")
        );
        let edits = open.iter().map(|(i, _)| write(&x, *i, "semantic_lock", true)).collect();
        out.add(
            rule.finding(&[&x.at], text, t)
                .because(x.at.field("steps"))
                .because(at)
                .fix(2, "mark what is pending, and let readers and other sagas respect it", edits)
                .advise("steps that commute, with the invariant guarded by escrow"),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_before_the_pivot_can_be_undone() {
        let text = "schema = 1\n[dataset.d.operation.w]\nkind = \"write\"\n[service.a]\n[transaction.t]\noperations = [\"d.w\"]\n\
                    protocol = \"tcc\"\nsteps = [{ id = \"one\", on = \"a\" }, { id = \"two\", on = \"a\" }, { id = \"three\", on = \"a\" }]\n\
                    pivot_step = \"two\"\n";
        let brief = crate::brief::read(text).unwrap();
        let world = crate::numbers::World::new(&brief);
        let saga = world.transaction("t").unwrap();
        let ids: Vec<_> = super::undoable(&saga).iter().map(|(i, s)| super::name(*i, s)).collect();
        assert_eq!(ids, ["one"]);
        assert!(super::is_saga(&saga));
    }
}
