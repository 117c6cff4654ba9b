//! Rollout: what cannot be judged or undone, what moves too much at once.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{Edit, Reconfig, Touches};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// A phase nobody can judge or take back.
    BLIND = "ROL-01" "phase-without-rollback" Error Never,
    "a phase has no rollback or no exit gate", blind
);
rule!(
    /// Several voters change in one step.
    TWO_VOTERS = "ROL-04" "several-voters-at-once" Warn Never,
    "several voters change in one step", two_voters
);

fn blind(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for p in w.phases() {
        let no_rollback = p.raw.rollback.as_ref().is_none_or(|r| r.how.is_none()) && p.rollback_how().absent();
        let no_gate = p.exit_gate().absent();
        let text = match (no_rollback, no_gate) {
            (true, true) => "cannot be judged and cannot be undone: no exit gate, no rollback",
            (true, false) => "cannot be undone: no rollback",
            (false, true) => "cannot be judged: no exit gate",
            (false, false) => continue,
        };
        let mut finding = rule.finding(&[&p.at], format!("{} {text}", p.at), Trace::new());
        let mut edits = Vec::new();
        if no_rollback {
            finding = finding.because(p.at.field("rollback.how"));
            edits.push(Edit::set(p.at.field("rollback.how").to_string(), "flag off"));
            edits.push(Edit::set(p.at.field("rollback.time").to_string(), "1min"));
        }
        if no_gate {
            finding = finding.because(p.at.field("exit_gate"));
            if let Some(slo) = w.slos().next() {
                let objective = slo.objective().value.map_or_else(String::new, |o| o.to_string());
                edits.push(Edit::set(
                    p.at.field("exit_gate").to_string(),
                    format!("{} at least {objective} for the whole bake", slo.id),
                ));
            }
        }
        let complete = !no_gate || edits.len() > usize::from(no_rollback) * 2;
        out.add(if complete {
            finding.fix(0, "a flag to turn it off, and the objective as gate", edits)
        } else {
            finding.advise("say which metric at which bound lets it go on")
        });
    }
}

fn two_voters(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let joint = w
        .datasets()
        .filter(|d| d.replication().scheme().value.is_some_and(crate::brief::Scheme::is_consensus))
        .all(|d| d.replication().reconfig().value == Some(Reconfig::Joint))
        && !w.brief.dataset.is_empty();
    for c in w.changes() {
        let mut t = Trace::new();
        let Some(touches) = t.take(c.touches()) else { continue };
        if !touches.contains(&Touches::Quorum) || joint {
            continue;
        }
        let Some(voters) = t.take(c.voters_at_once()).filter(|v| *v > 1) else { continue };
        let text = format!("{}: {voters} voters at once, and the old and the new majority need not share a node", c.at);
        let edits = vec![Edit::set(c.at.field("voters_at_once").to_string(), 1)];
        out.add(
            rule.finding(&[&c.at], text, t).because(c.at.field("voters_at_once")).because(c.at.field("touches")).fix(
                0,
                "one voter at a time",
                edits,
            ),
        );
    }
}
