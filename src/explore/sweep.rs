//! The sweep: every combination of the values on a copy of the brief, and which of those that reach the goal no other one
//! undercuts. Deterministic: the order of the points is that of the values, the last field fastest.

use std::ops::ControlFlow;

use super::{Axis, Cost, Met, Plan, State, search};
use crate::brief::{Brief, Date, Edit, Value, apply};
use crate::findings::Severity;
use crate::numbers::{Amount, Figure};

/// More numbers than this beside a sweep are not read.
const MOST_SHOWN: usize = 3;

/// One combination.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// A value for each axis; nothing where the field stays as it is.
    pub values: Vec<Option<Value>>,
    pub cost: Cost,
    /// What came out, or why the brief refuses the combination.
    pub result: Result<Came, String>,
    /// No other point that reaches the goal is cheaper and as good.
    pub front: bool,
}

/// What came out at one point.
#[derive(Debug, Clone, PartialEq)]
pub struct Came {
    pub errors: usize,
    pub warnings: usize,
    /// How each goal stands.
    pub goals: Vec<Met>,
    /// Numbers that got worse than they are now.
    pub worse: usize,
    /// The values of the numbers shown beside the sweep; empty where one does not exist.
    pub shown: Vec<String>,
}

impl Came {
    /// Whether every goal is met.
    pub fn reached(&self) -> bool {
        self.goals.iter().all(|g| g.met)
    }
}

/// A finished sweep.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The first is the brief as it stands.
    pub points: Vec<Point>,
    /// The numbers shown beside each point: key and name.
    pub columns: Vec<(String, String)>,
}

impl Outcome {
    /// The points of the front, cheapest first.
    pub fn front(&self) -> Vec<&Point> {
        let mut front: Vec<&Point> = self.points.iter().filter(|p| p.front).collect();
        front.sort_by(|a, b| {
            let key = |p: &Point| (p.cost.fields, p.cost.weight);
            key(a).cmp(&key(b)).then(a.cost.distance.total_cmp(&b.cost.distance))
        });
        front
    }

    /// How many combinations the brief refuses.
    pub fn refused(&self) -> usize {
        self.points.iter().filter(|p| p.result.is_err()).count()
    }

    /// How many reach every goal.
    pub fn reached(&self) -> usize {
        self.points.iter().filter(|p| p.result.as_ref().is_ok_and(Came::reached)).count()
    }
}

impl Point {
    /// The edits that make it.
    pub fn edits(&self, axes: &[Axis]) -> Vec<Edit> {
        let changed = axes.iter().zip(&self.values);
        changed.filter_map(|(a, v)| v.clone().map(|v| Edit::set(a.path.clone(), v))).collect()
    }
}

/// Tries every combination. `progress` is told how many of how many are done and may stop the sweep; then there is no
/// outcome.
pub fn run(
    brief: &Brief,
    plan: &Plan,
    today: Option<Date>,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Outcome> {
    if plan.search {
        return search::run(brief, plan, today, progress);
    }
    let total = plan.points();
    let mut sweep = Sweep::new(brief, plan, today);
    for i in 0..total {
        if progress(i, total).is_break() {
            return None;
        }
        sweep.visit(combination(&plan.axes, i));
    }
    Some(sweep.finish())
}

/// A sweep on its way: what the brief is now, and the points so far.
pub(super) struct Sweep<'a> {
    brief: &'a Brief,
    plan: &'a Plan,
    today: Option<Date>,
    now: State,
    pub(super) outcome: Outcome,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(brief: &'a Brief, plan: &'a Plan, today: Option<Date>) -> Sweep<'a> {
        let now = State::of(brief, today);
        let columns = if plan.search { Vec::new() } else { columns(brief, plan, &now, today) };
        Sweep { brief, plan, today, now, outcome: Outcome { points: Vec::new(), columns } }
    }

    /// Tries one combination. What follows is judged at once and dropped: a large brief has thousands of figures a point.
    pub(super) fn visit(&mut self, values: Vec<Option<Value>>) {
        let state = try_out(self.brief, &self.plan.axes, &values, self.today);
        let result = state.map(|s| result(self.plan, &self.now, &s, &self.outcome.columns));
        let cost = Cost::of(&self.plan.axes, &values);
        self.outcome.points.push(Point { values, cost, result, front: false });
    }

    pub(super) fn finish(mut self) -> Outcome {
        if !self.plan.goals.is_empty() {
            mark_front(&mut self.outcome.points);
        }
        self.outcome
    }
}

/// Combination number `i`, the last axis fastest.
fn combination(axes: &[Axis], mut i: usize) -> Vec<Option<Value>> {
    let mut out = vec![None; axes.len()];
    for (slot, axis) in out.iter_mut().zip(axes).rev() {
        let n = axis.values.len().max(1);
        *slot = axis.values.get(i % n).cloned().flatten();
        i /= n;
    }
    out
}

fn try_out(brief: &Brief, axes: &[Axis], values: &[Option<Value>], today: Option<Date>) -> Result<State, String> {
    let mut changed = brief.clone();
    let edits: Vec<Edit> =
        axes.iter().zip(values).filter_map(|(a, v)| v.clone().map(|v| Edit::set(a.path.clone(), v))).collect();
    let words =
        |problems: &[crate::brief::Problem]| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    apply(&mut changed, &edits).map_err(|p| words(&p))?;
    let dangling = crate::brief::unresolved(&changed, &edits);
    if dangling.is_empty() { Ok(State::of(&changed, today)) } else { Err(words(&dangling)) }
}

fn result(plan: &Plan, now: &State, state: &State, columns: &[(String, String)]) -> Came {
    let worse = crate::numbers::changes(&now.figures, &state.figures);
    let shown = |key: &String| state.figures.iter().find(|f| f.key() == *key).map(Figure::shown).unwrap_or_default();
    Came {
        errors: state.count(Severity::Error),
        warnings: state.count(Severity::Warn),
        goals: plan.goals.iter().map(|g| g.judge(state)).collect(),
        worse: worse.iter().filter(|c| c.improved() == Some(false)).count(),
        shown: columns.iter().map(|(key, _)| shown(key)).collect(),
    }
}

/// The numbers to show beside the points: those that have a target before others, and those that move most between the
/// ends of each axis.
fn columns(brief: &Brief, plan: &Plan, now: &State, today: Option<Date>) -> Vec<(String, String)> {
    let size = |f: &Figure| match &f.amount {
        Amount::Availability { down, .. } => Some(*down),
        other => other.number(),
    };
    let mut ends: Vec<State> = Vec::new();
    for (n, axis) in plan.axes.iter().enumerate() {
        for value in [axis.values.get(1), axis.values.last()].into_iter().flatten() {
            let mut values = vec![None; plan.axes.len()];
            values[n].clone_from(value);
            ends.extend(try_out(brief, &plan.axes, &values, today));
        }
    }
    let mut moving: Vec<(bool, f64, &Figure)> = Vec::new();
    for f in now.figures.iter().filter(|f| !plan.goals.iter().any(|g| g.about(f))) {
        let Some(here) = size(f).filter(|x| *x != 0.0) else { continue };
        let same = |g: &&Figure| g.id == f.id && g.part == f.part && g.at == f.at;
        let there = ends.iter().filter_map(|s| s.figures.iter().find(same).and_then(size));
        let spread = there.map(|x| ((x - here) / here).abs()).fold(0.0, f64::max);
        if spread > 0.0 {
            moving.push((f.target.is_some(), spread, f));
        }
    }
    moving.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    moving.into_iter().take(MOST_SHOWN).map(|(_, _, f)| (f.key(), f.label.to_owned())).collect()
}

/// Marks the points that reach the goal and that no other such point undercuts: no dearer in anything, no more findings,
/// and better in something. Of equals the first stays.
fn mark_front(points: &mut [Point]) {
    let good: Vec<(usize, Cost, usize, usize)> = points
        .iter()
        .enumerate()
        .filter_map(|(i, p)| {
            let result = p.result.as_ref().ok().filter(|r| r.reached())?;
            Some((i, p.cost, result.errors, result.warnings))
        })
        .collect();
    for (i, cost, errors, warnings) in &good {
        let undercut = good.iter().any(|(j, other, e, w)| {
            let no_worse = other.at_most(cost) && e <= errors && w <= warnings;
            let same = cost.at_most(other) && e == errors && w == warnings;
            no_worse && (!same || j < i)
        });
        points[*i].front = !undercut;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    fn explored(vary: &[&str], goals: &[&str]) -> (Plan, Outcome) {
        let brief = crate::brief::read(TEXT).unwrap();
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let plan = Plan::read(&brief, &own(vary), &own(goals), super::super::LIMIT).unwrap();
        let outcome = run(&brief, &plan, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
        (plan, outcome)
    }

    #[test]
    fn the_first_point_is_the_brief_as_it_stands_and_every_combination_is_tried_once() {
        let (plan, outcome) = explored(&["dataset.cart.replication.r=1..3", "dataset.cart.replication.w=1..3"], &[]);
        assert_eq!((plan.points(), outcome.points.len()), (9, 9));
        assert_eq!(outcome.points[0].values, [None, None]);
        assert_eq!(outcome.points[0].cost, Cost::default());
        assert_eq!(outcome.points[0].result.as_ref().unwrap().worse, 0);
        let mut seen: Vec<String> = outcome.points.iter().map(|p| format!("{:?}", p.values)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 9);
    }

    #[test]
    fn the_front_is_what_no_cheaper_point_undercuts() {
        let (_, outcome) = explored(
            &["dataset.cart.replication.r=1..3", "dataset.cart.replication.w=1..3"],
            &["D10/dataset.cart#read-write >= 2"],
        );
        let front = outcome.front();
        assert!(!front.is_empty() && outcome.reached() > front.len(), "{outcome:#?}");
        for p in &front {
            assert!(p.result.as_ref().unwrap().reached());
            assert_eq!(p.cost.fields, 1, "one quorum more is enough: {p:?}");
        }
    }

    #[test]
    fn a_value_the_brief_refuses_is_said_and_stops_nothing() {
        let (_, outcome) = explored(&["call.gateway-orders.attempts=1,3,99"], &["no errors"]);
        assert_eq!(outcome.refused(), 1, "{outcome:#?}");
        let why = outcome.points.iter().find_map(|p| p.result.as_ref().err()).unwrap();
        assert!(why.contains("99") && why.contains("1 to 10"), "{why}");
    }

    #[test]
    fn it_can_be_stopped() {
        let brief = crate::brief::read(TEXT).unwrap();
        let plan = Plan::read(&brief, &["dataset.cart.replication.w=1..3".into()], &[], 10).unwrap();
        let mut seen = 0;
        let outcome = run(&brief, &plan, None, &mut |done, _| {
            seen = done;
            if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(outcome.is_none() && seen == 1);
    }

    #[test]
    fn too_many_combinations_are_refused_with_all_other_mistakes() {
        let brief = crate::brief::read(TEXT).unwrap();
        let vary = ["workload.place-order.fan_out=1..100".to_owned(), "nope=1".to_owned()];
        let problems = Plan::read(&brief, &vary, &["no nonsense".into()], 50).unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems.iter().any(|p| p.contains("are more than 50")));
    }
}
