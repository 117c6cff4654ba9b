//! Exploring: values of a few fields tried one after another on copies of the brief, and the smallest changes that reach
//! a goal. Pure; the same two functions that a preview uses (numbers and findings of a brief, their difference) judge
//! every point. No file, no terminal, no clock: whoever runs it for long passes a function that may stop it.

pub mod axis;
pub mod cost;
pub mod goal;
pub mod nudge;
pub mod search;
pub mod sweep;

pub use axis::Axis;
pub use cost::Cost;
pub use goal::{Goal, Met};
pub use sweep::{Outcome, Point, run};

use crate::brief::{Brief, Date};
use crate::findings::{self, Report};
use crate::numbers::{self, Figure, World};

/// More combinations than this are refused unless a person asks for more.
pub const LIMIT: usize = 2_000;

/// What follows from one brief.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub figures: Vec<Figure>,
    pub report: Report,
}

impl State {
    /// Works everything out.
    pub fn of(brief: &Brief, today: Option<Date>) -> State {
        let world = World::new(brief);
        let figures = numbers::derive_known(&world);
        let report = findings::check(&world, &figures, today);
        State { figures, report }
    }

    /// Open findings of a severity. Required answers that nobody gave are missing, not wrong, and no sweep can give them.
    pub fn count(&self, severity: findings::Severity) -> usize {
        self.report.open.iter().filter(|f| f.severity == severity && f.rule.id != "MET-02").count()
    }
}

/// What to try, and what has to come out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    pub axes: Vec<Axis>,
    pub goals: Vec<Goal>,
    /// One field at a time, then pairs of those that help, instead of every combination.
    pub search: bool,
}

impl Plan {
    /// Reads what was asked for, in the words of the command line. All problems at once.
    pub fn read(brief: &Brief, vary: &[String], goals: &[String], limit: usize) -> Result<Plan, Vec<String>> {
        let mut problems = Vec::new();
        let mut plan = Plan::default();
        for text in vary {
            match axis::read(brief, text) {
                Ok(axis) if plan.axes.iter().any(|a| a.path == axis.path) => {
                    problems.push(format!("{} is varied twice; give all its values in one list", axis.path));
                }
                Ok(axis) => plan.axes.push(axis),
                Err(why) => problems.push(why),
            }
        }
        if vary.is_empty() && goals.is_empty() {
            problems.push("nothing to vary: name a field and its values, as in call.a-b.timeout=100ms..500ms".into());
        }
        let figures = if goals.is_empty() { Vec::new() } else { numbers::derive(brief) };
        for text in goals {
            match goal::read(&figures, text) {
                Ok(found) => plan.goals.extend(found),
                Err(why) => problems.push(why),
            }
        }
        if vary.is_empty() && problems.is_empty() {
            plan = search::plan(brief, plan.goals);
        }
        let points = plan.points();
        if points > limit {
            let how = if plan.search { "name the fields to vary" } else { "take larger steps or fewer fields" };
            problems.push(format!("{points} combinations are more than {limit}: {how}"));
        }
        if problems.is_empty() { Ok(plan) } else { Err(problems) }
    }

    /// How many combinations there are.
    pub fn points(&self) -> usize {
        if self.search {
            return search::points(&self.axes);
        }
        self.axes.iter().fold(1, |n, axis| n.saturating_mul(axis.values.len().max(1)))
    }
}
