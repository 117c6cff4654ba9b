//! Looking for the smallest change that reaches a goal when nobody names the fields: every decision that is a number or one
//! of some words, one at a time; and when none is enough, pairs of those that help most. What the world is (load, failures,
//! distances) is no decision and stays as it is.

use std::ops::ControlFlow;

use super::nudge::around;
use super::sweep::Sweep;
use super::{Axis, Goal, Outcome, Plan};
use crate::brief::record::record_value;
use crate::brief::{Brief, Date, Ty, Value, entry, field_at};

/// Decisions, by the start of their path; `*` is any one step.
const DECISIONS: &[&str] = &[
    "call.*",
    "dataset.*.replication",
    "dataset.*.partitioning",
    "dataset.*.operation",
    "dataset.*.backup",
    "dataset.*.degraded_mode",
    "dataset.*.conflict_policy",
    "queue.*",
    "cache.*",
    "limiter.*",
    "shed.*",
    "lock.*",
    "transaction.*",
    "service.*.replicas",
];

/// Single changes that pairs are made of.
const HELPFUL: usize = 16;

/// Every decision with the values around it.
pub fn plan(brief: &Brief, goals: Vec<Goal>) -> Plan {
    let mut paths = Vec::new();
    leaves("", &record_value(brief), &mut paths);
    let axes = paths.into_iter().filter(|p| decision(p)).filter_map(|path| {
        let ty = (field_at(&path)?.ty)();
        let stated = brief.get(&path)?;
        let tried = match entry::words(&ty) {
            Some(words) => words.iter().filter_map(|w| entry::parse(&ty, w).ok()).collect(),
            None if numeric(&ty) => around(&stated),
            None => return None,
        };
        Some(Axis::new(brief, &path, tried)).filter(|a| a.values.len() > 1)
    });
    Plan { axes: axes.collect(), goals, search: true }
}

/// How many points a search tries at most.
pub fn points(axes: &[Axis]) -> usize {
    1 + axes.iter().map(|a| a.values.len().saturating_sub(1)).sum::<usize>() + HELPFUL * (HELPFUL - 1) / 2
}

fn decision(path: &str) -> bool {
    let steps: Vec<&str> = path.split('.').collect();
    DECISIONS.iter().any(|pattern| {
        let parts: Vec<&str> = pattern.split('.').collect();
        parts.len() <= steps.len() && parts.iter().zip(&steps).all(|(p, s)| *p == "*" || p == s)
    })
}

fn numeric(ty: &Ty) -> bool {
    match ty {
        Ty::Int | Ty::Number | Ty::Quantity { .. } => true,
        Ty::Either(a, _) => numeric(a),
        _ => false,
    }
}

fn leaves(path: &str, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                leaves(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, out);
            }
        }
        Value::Array(_) => {}
        _ => out.push(path.to_owned()),
    }
}

/// Tries every single change, and pairs of the most helpful ones where no single change is enough.
pub(super) fn run(
    brief: &Brief,
    plan: &Plan,
    today: Option<Date>,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Outcome> {
    let total = plan.points();
    let mut sweep = Sweep::new(brief, plan, today);
    let nothing = vec![None; plan.axes.len()];
    sweep.visit(nothing.clone());
    for (i, axis) in plan.axes.iter().enumerate() {
        for value in axis.values.iter().skip(1) {
            if progress(sweep.outcome.points.len(), total).is_break() {
                return None;
            }
            let mut values = nothing.clone();
            values[i].clone_from(value);
            sweep.visit(values);
        }
    }
    if sweep.outcome.reached() == 0 {
        for (a, b) in pairs(&sweep.outcome) {
            if progress(sweep.outcome.points.len(), total).is_break() {
                return None;
            }
            let both = a.iter().zip(&b).map(|(x, y)| x.clone().or_else(|| y.clone()));
            sweep.visit(both.collect());
        }
    }
    Some(sweep.finish())
}

type Values = Vec<Option<Value>>;

/// Pairs of single changes of different fields, from those that bring the brief nearest to the goal.
fn pairs(outcome: &Outcome) -> Vec<(Values, Values)> {
    let short = |p: &super::Point| {
        p.result.as_ref().ok().map(|came| (came.goals.iter().map(|g| g.short).sum::<f64>(), came.errors, came.warnings))
    };
    let Some(now) = outcome.points.first().and_then(short) else { return Vec::new() };
    let mut helpful: Vec<(f64, usize, usize, &Values)> = outcome.points[1..]
        .iter()
        .filter_map(|p| short(p).map(|(s, e, w)| (s, e, w, &p.values)))
        .filter(|(s, ..)| *s < now.0)
        .collect();
    helpful.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    helpful.truncate(HELPFUL);
    let mut out = Vec::new();
    for (i, (.., a)) in helpful.iter().enumerate() {
        for (.., b) in &helpful[i + 1..] {
            if a.iter().zip(b.iter()).all(|(x, y)| x.is_none() || y.is_none()) {
                out.push(((*a).clone(), (*b).clone()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::{LIMIT, sweep};

    const DEMO: &str = crate::templates::DEMO;

    fn searched(text: &str, goal: &str) -> (Plan, Outcome) {
        let brief = crate::brief::read(text).unwrap();
        let plan = Plan::read(&brief, &[], &[goal.to_owned()], LIMIT).unwrap();
        assert!(plan.search);
        let outcome = sweep::run(&brief, &plan, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
        (plan, outcome)
    }

    #[test]
    fn one_field_is_found_that_clears_the_mistake_of_the_demo() {
        let (plan, outcome) = searched(DEMO, "no errors");
        let front = outcome.front();
        assert!(!front.is_empty(), "nothing clears the demo");
        assert!(front.iter().all(|p| p.cost.fields == 1));
        let fields: Vec<String> = front
            .iter()
            .flat_map(|p| plan.axes.iter().zip(&p.values).filter(|(_, v)| v.is_some()).map(|(a, _)| a.path.clone()))
            .collect();
        assert!(fields.iter().any(|f| f.ends_with(".attempts")), "{fields:?}");
    }

    #[test]
    fn two_fields_are_tried_together_where_one_is_not_enough() {
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let (_, single) = searched(text, "D10/dataset.cart#read-write >= 2");
        assert!(single.front().iter().all(|p| p.cost.fields == 1));
        let (_, pair) = searched(text, "D10/dataset.cart#read-write >= 3 and D10/dataset.cart#write-losses >= 0");
        assert!(pair.points.iter().any(|p| p.cost.fields == 2) || pair.reached() > 0);
    }

    #[test]
    fn the_world_is_no_decision_and_every_start_names_something() {
        assert!(decision("call.a-b.timeout") && decision("dataset.d.replication.w"));
        assert!(!decision("workload.w.rate_peak") && !decision("failure.f.rate") && !decision("dataset.d.size"));
        for pattern in DECISIONS {
            let path = pattern.replace('*', "x");
            assert!(crate::brief::path::named(&path).is_ok(), "{pattern}");
        }
    }
}
