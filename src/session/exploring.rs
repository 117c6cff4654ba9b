//! A sweep from the Lab: which fields, which values, which goal; its progress and what came of it. It runs on a worker of
//! the shell; here it is asked for, followed and shown.

use super::dialog::{Dialog, Purpose};
use super::effect_list;

use super::msg::Effect;
use super::status::Status;
use super::{Session, lists};
use crate::brief::Edit;
use crate::explore::nudge::around;
use crate::explore::{Axis, LIMIT, Outcome, Plan, Point, cost};

/// More fields than this at once are too many to read.
const MOST_FIELDS: usize = 3;
/// Rows of a finished sweep that are shown.
pub const MOST_ROWS: usize = 200;

/// A sweep and how far it is.
#[derive(Debug, Clone)]
pub struct Job {
    /// Differs for each sweep, so that a late message of an old one is known.
    pub ticket: u64,
    pub plan: Plan,
    /// Version of the brief it was started for.
    pub version: u64,
    pub state: Progress,
}

/// How far a sweep is.
#[derive(Debug, Clone)]
pub enum Progress {
    /// So many of all, after so many milliseconds.
    Running {
        done: usize,
        millis: u64,
    },
    Stopped,
    Done(Outcome),
}

impl Job {
    pub fn running(&self) -> bool {
        matches!(self.state, Progress::Running { .. })
    }

    pub fn total(&self) -> usize {
        self.plan.points()
    }

    /// What is read first: the changes that reach the goal, cheapest first; where none does, what comes nearest.
    pub fn rows(&self) -> Vec<&Point> {
        let Progress::Done(outcome) = &self.state else { return Vec::new() };
        let mut rows = outcome.front();
        if rows.is_empty() {
            rows = outcome.points.iter().filter(|p| p.result.is_ok()).collect();
            // How far a point is from the goal, then what else is wrong with it, then what it costs.
            let far = |p: &Point| {
                let short = p.result.as_ref().map_or(f64::INFINITY, |c| c.goals.iter().map(|g| g.short).sum::<f64>());
                (short, p.result.as_ref().ok().map(|c| (c.errors, c.warnings, c.worse)), p.cost.fields)
            };
            rows.sort_by(|a, b| {
                let (a, b) = (far(a), far(b));
                a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)))
            });
        }
        rows.truncate(MOST_ROWS);
        rows
    }

    /// One row in words: what changes and what it costs.
    pub fn words(&self, point: &Point) -> (String, String) {
        let changed = self.plan.axes.iter().zip(&point.values).filter(|(_, v)| v.is_some());
        let parts: Vec<String> = changed.map(|(a, v)| format!("{} {}", short(&a.path), a.shown(v.as_ref()))).collect();
        if parts.is_empty() {
            return ("as it stands".to_owned(), String::new());
        }
        (parts.join(", "), cost::words(point.cost.weight).to_owned())
    }
}

/// The end of a path, enough to know the field by: `orders.replication.w` of `dataset.orders.replication.w`.
fn short(path: &str) -> &str {
    path.split_once('.').map_or(path, |(_, rest)| rest)
}

impl Session {
    /// The fields of the next sweep: the marked ones, else the highlighted one.
    fn to_vary(&self) -> Vec<String> {
        let marked: Vec<String> = self.lab.knobs.iter().filter(|k| k.marked).map(|k| k.path.clone()).collect();
        if !marked.is_empty() {
            return marked;
        }
        self.lab.knobs.get(self.lab.cursor).map(|k| k.path.clone()).into_iter().collect()
    }

    /// Asks for the goal of a sweep over the marked fields, or over every decision.
    pub(super) fn ask_explore(&mut self, all: bool) {
        let paths = self.to_vary();
        if paths.is_empty() && !all {
            self.status = Status::problem("There is no number to vary yet");
            return;
        }
        if paths.len() > MOST_FIELDS && !all {
            let n = paths.len();
            self.status =
                Status::problem(format!("{n} fields are marked, at most {MOST_FIELDS} can be varied at once"));
            return;
        }
        let title = if all {
            "Change one decision or two until".to_owned()
        } else {
            format!("Vary {} until", paths.iter().map(|p| short(p)).collect::<Vec<_>>().join(", "))
        };
        let hint = "A goal such as `no errors`, `no RTY-02`, `D22 <= 9x` or `writes available >= 99.99 %`; several are \
                    joined by `and`";
        let draft = if self.lab.goal.is_empty() { "no errors".to_owned() } else { self.lab.goal.clone() };
        let entry = self.entry(title, hint.to_owned(), draft, Purpose::Explore { all });
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// Starts a sweep towards a goal.
    pub(super) fn explore(&mut self, goal: &str, all: bool) -> Result<Vec<Effect>, String> {
        let brief = self.doc.brief();
        let goals = crate::explore::goal::read(&self.facts.figures, goal)?;
        let plan = if all {
            crate::explore::search::plan(brief, goals)
        } else {
            let axes = self.to_vary().into_iter().filter_map(|path| {
                let stated = brief.get(&path)?;
                Some(Axis::new(brief, &path, around(&stated)))
            });
            Plan { axes: axes.collect(), goals, search: false }
        };
        let n = plan.points();
        if n > LIMIT {
            return Err(format!("{n} combinations are more than {LIMIT}; mark up to {MOST_FIELDS} fields and use x"));
        }
        self.tickets += 1;
        let state = Progress::Running { done: 0, millis: 0 };
        let job = Job { ticket: self.tickets, plan, version: self.doc.version(), state };
        let effect = Effect::Explore {
            ticket: job.ticket,
            brief: Box::new(brief.clone()),
            plan: Box::new(job.plan.clone()),
            today: self.today,
        };
        goal.trim().clone_into(&mut self.lab.goal);
        self.lab.job = Some(job);
        Ok(effect_list(effect))
    }

    /// Stops a sweep that runs; says whether there was one.
    pub(super) fn stop_exploring(&mut self) -> Option<Vec<Effect>> {
        let job = self.lab.job.as_mut().filter(|j| j.running())?;
        job.state = Progress::Stopped;
        self.status = Status::plain("The sweep is stopped");
        Some(effect_list(Effect::Stop))
    }

    pub(super) fn explore_progress(&mut self, ticket: u64, done: usize, millis: u64) {
        if let Some(job) = self.lab.job.as_mut().filter(|j| j.ticket == ticket && j.running()) {
            job.state = Progress::Running { done, millis };
        }
    }

    pub(super) fn explored(&mut self, ticket: u64, outcome: Outcome) {
        let Some(job) = self.lab.job.as_mut().filter(|j| j.ticket == ticket && j.running()) else { return };
        let (reached, total) = (outcome.reached(), outcome.points.len());
        job.state = Progress::Done(outcome);
        let stale = if job.version == self.doc.version() { "" } else { ", for the brief before its last change" };
        self.status = match reached {
            0 => Status::problem(format!("None of {total} combinations reaches the goal{stale}")),
            n => Status::good(format!("{n} of {total} combinations reach the goal{stale}")),
        };
        if self.dialogs.is_empty() && self.screen == super::Screen::Lab {
            self.dialogs.push(Dialog::Explored { cursor: 0 });
        }
    }

    /// Whether what a sweep found is about the brief as it is now.
    pub fn explored_is_stale(&self) -> bool {
        self.lab.job.as_ref().is_some_and(|j| j.version != self.doc.version())
    }

    pub(super) fn open_explored(&mut self) {
        match &self.lab.job {
            Some(job) if matches!(job.state, Progress::Done(_)) => {
                self.dialogs.push(Dialog::Explored { cursor: 0 });
            }
            _ => self.ask_explore(false),
        }
    }

    /// The edits of a row of the finished sweep.
    pub fn explored_edits(&self, row: usize) -> Vec<Edit> {
        let Some(job) = &self.lab.job else { return Vec::new() };
        job.rows().get(row).map(|p| p.edits(&job.plan.axes)).unwrap_or_default()
    }

    /// Takes a row of the sweep as the nudges of the Lab, where it can be looked at, pinned and kept.
    pub(super) fn explored_take(&mut self, row: usize) {
        let edits = self.explored_edits(row);
        self.dialogs.pop();
        if edits.is_empty() {
            self.status = Status::plain("That is the brief as it stands");
            return;
        }
        self.lab_take(&edits);
        self.status = Status::plain("Taken as nudges: Enter keeps them, p pins them");
    }

    pub(super) fn explored_move(&mut self, by: isize) {
        let rows = self.lab.job.as_ref().map_or(0, |j| j.rows().len());
        if let Some(Dialog::Explored { cursor }) = self.dialogs.last_mut() {
            *cursor = lists::moved(*cursor, by, rows);
        }
    }
}
