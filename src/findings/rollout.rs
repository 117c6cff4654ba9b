//! Rollout: what cannot be judged or undone, what moves too much at once.

use super::out::{Out, round_span};
use super::rule::Rule;
use crate::analysis::canary;
use crate::brief::{BackupKind, Edit, PhaseKind, Reconfig, Reversibility, Sli, Tier, Touches};
use crate::numbers::facts::{PhaseView, SloView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{Origin, Shown, Trace, World};
use crate::rule;

rule!(
    /// A phase nobody can judge or take back.
    BLIND = "ROL-01" "phase-without-rollback" Error Never,
    "a phase has no rollback or no exit gate", blind
);
rule!(
    /// There is no way back, and nobody prepared for that.
    NO_WAY_BACK = "ROL-02" "one-way-without-rehearsal" Error Justified,
    "a step that cannot be undone, without backup and rehearsal", no_way_back
);
rule!(
    /// The first step shows nothing, or too many see it.
    FIRST_STEP = "ROL-03" "first-step-shows-nothing" Warn Justified,
    "the first step is too large or too short to see anything", first_step
);
rule!(
    /// Several voters change in one step.
    TWO_VOTERS = "ROL-04" "several-voters-at-once" Warn Never,
    "several voters change in one step", two_voters
);
rule!(
    /// Taking it back is too dear.
    DEAR_ROLLBACK = "ROL-05" "rollback-eats-budget" Warn Justified,
    "taking a phase back costs too much of the budget", dear_rollback
);
rule!(
    /// One change reaches everything.
    EVERYWHERE = "ROL-06" "change-reaches-everything" Error Justified,
    "a change reaches several fault domains at once", everywhere
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
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
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

/// Phases in the order in which they happen.
fn in_order<'a>(w: &'a World<'a>) -> Vec<PhaseView<'a>> {
    let mut phases: Vec<_> = w.phases().collect();
    phases.sort_by_key(|p| p.order().value.unwrap_or(u64::MAX));
    phases
}

fn no_way_back(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let phases = in_order(w);
    let marked = |p: &PhaseView<'_>| p.raw.rollback.as_ref().and_then(|r| r.point_of_no_return);
    let mut head = Trace::new();
    let one_way = head.take(w.head().reversibility()) == Some(Reversibility::OneWay);
    // A one-way brief has its point of no return somewhere: at the end, where no phase says otherwise.
    let some_marked = phases.iter().any(|p| marked(p) == Some(true));
    for (i, p) in phases.iter().enumerate() {
        let mut t = Trace::new();
        let by_brief = one_way && !some_marked && i + 1 == phases.len();
        if marked(p) == Some(true) {
            t.take(p.rollback_point_of_no_return());
        } else if by_brief {
            t.extend(&head);
        } else {
            continue;
        }
        let (Some(saved), Some(tried)) = (t.take(p.backup_taken()), t.take(p.dry_run())) else { continue };
        let bare = w.datasets().find(|d| {
            d.system_of_record().value == Some(true)
                && d.raw.backup.as_ref().is_some_and(|b| b.kind == Some(BackupKind::None))
        });
        let mut lacks = Vec::new();
        let mut edits = Vec::new();
        let mut paths = Vec::new();
        if !saved {
            lacks.push("no backup is taken".to_owned());
            paths.push(p.at.field("backup_taken"));
            edits.push(Edit::set(p.at.field("backup_taken").to_string(), true));
        }
        if !tried {
            lacks.push("it was not rehearsed".to_owned());
            paths.push(p.at.field("dry_run"));
            edits.push(Edit::set(p.at.field("dry_run").to_string(), true));
        }
        if let Some(d) = bare {
            t.take(d.backup_kind());
            lacks.push(format!("{} has no backup at all", d.at));
            paths.push(d.at.field("backup.kind"));
            edits.push(Edit::set(d.at.field("backup.kind").to_string(), "pitr"));
        }
        if lacks.is_empty() {
            continue;
        }
        if out.keyed(rule, &[&p.at], &t) {
            continue;
        }
        let text = format!("{} is a point of no return, and {}", p.at, lacks.join(", "));
        let mut finding = rule.finding(&[&p.at], text, t);
        for path in paths {
            finding = finding.because(path);
        }
        finding = finding.fix(2, "take the backup, restore it once, rehearse on a copy", edits);
        if marked(p) == Some(true) && !one_way {
            let edits = vec![Edit::set(p.at.field("rollback.point_of_no_return").to_string(), false)];
            finding = finding.fix(2, "keep the old form for one release more, so that there is a way back", edits);
        }
        out.add(finding);
    }
}

/// The availability objective whose budget is the smallest, with its budget in ms.
fn tightest<'a>(w: &'a World<'a>) -> Option<(SloView<'a>, f64)> {
    let slos = w.slos().filter(|s| matches!(s.raw.sli, None | Some(Sli::Availability)));
    let budgets = slos.filter_map(|s| {
        let budget = (1.0 - s.objective().value?.get()) * s.window().value?.get();
        (budget > 0.0).then_some((s, budget))
    });
    budgets.min_by(|a, b| a.1.total_cmp(&b.1))
}

fn first_step(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    // Shadow traffic has no users to harm and no users to judge by.
    let Some(p) = in_order(w).into_iter().find(|p| p.raw.kind != Some(PhaseKind::Shadow)) else { return };
    let mut t = Trace::new();
    let Some(share) = t.num(p.share()) else { return };
    let critical = matches!(w.head().criticality().value, Some(Tier::Tier0 | Tier::Tier1));
    let mut why = Vec::new();
    let mut paths = Vec::new();
    let small = if critical && share > 0.05 {
        t.take(w.head().criticality());
        why.push(format!("{}% of the users at once", show_short(share * 100.0)));
        paths.push(p.at.field("share"));
        0.01
    } else {
        share
    };
    let mut edits = Vec::new();
    if small < share {
        edits.push(Edit::set(p.at.field("share").to_string(), "1%"));
    }
    let judged = tightest(w).and_then(|(slo, _)| {
        let x = w.workload(slo.raw.workload.as_ref()?)?;
        Some((slo, x))
    });
    if let Some((slo, x)) = judged
        && small > 0.0
        && let (Some(objective), Some(rate), Some(bake)) =
            (t.num(slo.objective()), t.num(x.rate_avg()), t.num(p.bake()))
        && let Ok(need) = canary::zero_failures(1.0 - objective, 0.95, rate, small)
    {
        let seen = rate * share * bake / 1000.0;
        if seen < need.requests * (1.0 - 1e-9) {
            why.push(format!(
                "{} requests in {} cannot tell {}% from worse: {} are needed",
                show_short(seen),
                show_ms(bake),
                crate::brief::units::show_number(objective * 100.0),
                show_short(need.requests)
            ));
            paths.push(p.at.field("bake"));
        }
        if bake < need.duration_ms * (1.0 - 1e-9) {
            edits.push(Edit::set(p.at.field("bake").to_string(), round_span(need.duration_ms, true)));
        }
    }
    if why.is_empty() {
        return;
    }
    let mut finding = rule.finding(&[&p.at], format!("{}: {}", p.at, why.join("; ")), t);
    finding.paths = paths;
    out.add(finding.fix(0, "a share of 5% or less, for as long as the sample needs", edits));
}

fn dear_rollback(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let Some((slo, budget)) = tightest(w) else { return };
    for p in w.phases() {
        let mut t = Trace::new();
        let time = p.rollback_time();
        let time = if time.origin == Origin::Unsure {
            t.note(time.at, Origin::Unsure, Shown::Ms(900_000.0));
            Some(900_000.0)
        } else if p.rollback_how().absent() && time.absent() {
            // Without any way back ROL-01 speaks.
            continue;
        } else {
            t.num(time)
        };
        let (Some(time), Some(share)) = (time, t.num(p.share())) else {
            out.unjudged(rule, std::slice::from_ref(&p.at), &t);
            continue;
        };
        t.take(slo.objective());
        t.take(slo.window());
        let part = time * share / budget;
        if part <= 0.1 {
            continue;
        }
        if out.keyed(rule, &[&p.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {} to take back x {}% of the requests failing = {}% of the {} of budget of {}",
            p.at,
            show_ms(time),
            show_short(share * 100.0),
            show_short(part * 100.0),
            show_ms(budget),
            slo.at
        );
        let mut finding =
            rule.finding(&[&p.at], text, t).because(p.at.field("rollback.time")).because(p.at.field("share"));
        let fast = (0.1 * budget / share / 1000.0).floor();
        if fast >= 1.0 {
            let fast = round_span(fast * 1000.0, false);
            let edits = vec![Edit::set(p.at.field("rollback.time").to_string(), fast.as_str())];
            finding = finding.fix(1, format!("a way back in {fast}, by a flag"), edits);
        }
        let less = (0.1 * budget / time * 1000.0).floor() / 1000.0;
        if less > 0.0 {
            let edits = vec![Edit::set(p.at.field("share").to_string(), less)];
            finding = finding.fix(0, format!("a share of {}%", show_short(less * 100.0)), edits);
        }
        out.add(finding);
    }
}

fn everywhere(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.change_paths() {
        let mut t = Trace::new();
        let step = c.raw.fault_domains_per_step;
        if step.is_some() {
            t.take(c.fault_domains_per_step());
        } else if !c.fault_domains_per_step().absent() {
            continue;
        }
        let Some(bake) = t.num(c.bake()) else { continue };
        if step == Some(1) && bake > 0.0 {
            continue;
        }
        let kind = c.raw.kind.map_or_else(String::new, |k| format!(" ({k})"));
        if out.keyed(rule, &[&c.at], &t) {
            continue;
        }
        let text = match step {
            Some(1) => format!("{}{kind}: one fault domain after the other, without a wait between them", c.at),
            Some(n) => format!("{}{kind} reaches {n} fault domains at once", c.at),
            None => format!("{}{kind} reaches all fault domains at once: nothing says how many a step takes", c.at),
        };
        let mut finding = rule.finding(&[&c.at], text, t);
        let mut edits = Vec::new();
        if step != Some(1) {
            finding = finding.because(c.at.field("fault_domains_per_step"));
            edits.push(Edit::set(c.at.field("fault_domains_per_step").to_string(), 1));
        }
        if bake <= 0.0 {
            finding = finding.because(c.at.field("bake"));
            edits.push(Edit::set(c.at.field("bake").to_string(), "30min"));
        }
        out.add(finding.fix(1, "one fault domain at a time, and a wait before the next", edits));
    }
}
