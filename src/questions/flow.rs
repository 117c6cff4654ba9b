//! The walk along a path: which steps there are for a brief, which is next, which came before, how far it is.
//! Derived from the brief; the walk's memory only tells what was chosen where the file cannot.

use std::collections::{BTreeMap, HashMap};

use crate::brief::Trigger;

use super::{
    condition::Facts,
    facts::Known,
    names::{MAIN, Names},
    paths::{self, PathOf},
    record::{Group, OptionSet, Question, Scope},
    step::{State, Step},
    table::QUESTIONS,
    writes,
};

/// What a session remembers of its answers, by step key.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    records: BTreeMap<String, Record>,
}

/// The last answer to a step: what was chosen and what it changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    pub labels: Vec<String>,
    pub done: Vec<Done>,
    /// Entities that took another name before that: path and new id.
    pub renames: Vec<(String, String)>,
}

/// One place an answer changed: what stood there before and after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    pub path: String,
    pub before: Option<crate::brief::Value>,
    pub after: Option<crate::brief::Value>,
}

impl Walk {
    /// Remembers an answer.
    pub fn remember(&mut self, key: &str, record: Record) {
        self.records.insert(key.to_string(), record);
    }

    pub fn get(&self, key: &str) -> Option<&Record> {
        self.records.get(key)
    }
}

/// The steps of a path for a brief, in order.
#[derive(Debug, Clone)]
pub struct Route {
    pub path: &'static PathOf,
    pub steps: Vec<Step>,
    /// The place of each step by its key.
    places: HashMap<String, usize>,
}

impl Route {
    /// Works out the steps. `trigger` as a path is the brief's own; an unknown name is an error that lists them.
    pub fn new(known: &Known, walk: &Walk, path: &str) -> Result<Self, String> {
        let trigger = known.brief.brief.as_ref().and_then(|b| b.trigger).map(Trigger::word);
        let Some(path) = paths::find(path, trigger) else {
            let names: Vec<_> = paths::PATHS.iter().map(|p| p.name).collect();
            return Err(format!("there is no path `{path}`; the paths are {}", names.join(", ")));
        };
        let mut steps = Vec::new();
        for question in on_path(path) {
            steps.extend(steps_of(known, walk, question, path.walked()));
        }
        // Of two steps of one key the first counts.
        let mut places = HashMap::with_capacity(steps.len());
        for (i, step) in steps.iter().enumerate() {
            places.entry(step.key()).or_insert(i);
        }
        Ok(Self { path, steps, places })
    }

    /// The first step that is open.
    pub fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|s| s.state == State::Open)
    }

    /// The first open step after the one of that key, else the first open one of all.
    pub fn next_after(&self, key: &str) -> Option<&Step> {
        let at = self.position(key).map_or(0, |i| i + 1);
        self.steps[at..].iter().find(|s| s.state == State::Open).or_else(|| self.next())
    }

    /// The step before, whatever its answer; moot steps are passed over.
    pub fn back(&self, key: &str) -> Option<&Step> {
        let at = self.position(key).unwrap_or(self.steps.len());
        self.steps[..at].iter().rev().find(|s| !matches!(s.state, State::Moot(_)))
    }

    /// The step of that key.
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.position(key).map(|i| &self.steps[i])
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// Place of a step and number of steps; moot steps and follow-ups are not counted, a follow-up has its question's place.
    pub fn progress(&self, key: &str) -> (usize, usize) {
        let counted = |s: &&Step| !s.is_follow_up() && !matches!(s.state, State::Moot(_));
        let total = self.steps.iter().filter(counted).count();
        let at = self.position(key).map_or(total, |i| self.steps[..=i].iter().filter(counted).count());
        (at, total)
    }

    /// Steps that are still open, follow-ups included.
    pub fn open(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|s| s.state == State::Open)
    }

    /// Open steps of the same question about other entities: what "same for the others" answers.
    pub fn others<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Step> {
        let follow = step.set.filter(|s| s.follows()).map(|s| s.name);
        self.open().filter(move |s| {
            s.question.id == step.question.id
                && s.set.filter(|s| s.follows()).map(|s| s.name) == follow
                && s.names.entity != step.names.entity
        })
    }

    /// What the change to `after` made appear or vanish, in words. Steps of entities that came or went are not listed.
    pub fn changes(&self, after: &Self) -> Vec<String> {
        let mut out = Vec::new();
        for new in &after.steps {
            let Some(old) = self.step(&new.key()) else { continue };
            let about = if new.names.entity == "brief" { String::new() } else { format!(" for {}", new.names.entity) };
            match (&old.state, &new.state) {
                (State::Moot(_), State::Moot(_)) => {}
                (State::Moot(_), _) => out.push(format!("{} is asked now{about}", new.header())),
                (_, State::Moot(why)) => out.push(format!("{} is not asked{about}: {why}", new.header())),
                _ => {}
            }
        }
        out
    }

    /// For each group on the path, in order: steps that are done, and all that are asked.
    pub fn groups(&self) -> Vec<(Group, usize, usize)> {
        let mut out: Vec<(Group, usize, usize)> = Vec::new();
        for step in self.steps.iter().filter(|s| !matches!(s.state, State::Moot(_))) {
            let group = step.question.group;
            let i = out.iter().position(|g| g.0 == group).unwrap_or_else(|| {
                out.push((group, 0, 0));
                out.len() - 1
            });
            out[i].1 += usize::from(step.state != State::Open);
            out[i].2 += 1;
        }
        out
    }
}

/// The questions of a path, in its order.
pub fn on_path(path: &PathOf) -> Vec<&'static Question> {
    let name = path.walked();
    let place = |q: &Question| q.paths.iter().find(|(p, _)| *p == name).map(|(_, n)| *n);
    let mut out: Vec<(u8, &'static Question)> = QUESTIONS.iter().filter_map(|q| Some((place(q)?, *q))).collect();
    out.sort_by_key(|(n, _)| *n);
    out.into_iter().map(|(_, q)| q).collect()
}

/// The steps of one question on a path: one for each entity, each followed by its follow-ups.
pub fn steps_of(known: &Known, walk: &Walk, question: &'static Question, path: &str) -> Vec<Step> {
    let mut out = Vec::new();
    for names in subjects(known, question.scope, path == "quick") {
        let step = Step::main(known, question, names);
        let follow_ups = follow_ups(known, walk, &step, path);
        let mut step = step;
        // An answer that only opens a follow-up leaves no trace where the file has no place for it.
        if step.state == State::Open && !follow_ups.is_empty() {
            step.state = State::Answered;
        }
        out.push(step);
        out.extend(follow_ups);
    }
    out
}

/// The entities a question is repeated for; the one it would create where there is none.
fn subjects(known: &Known, scope: Scope, quick: bool) -> Vec<Names> {
    let first = Names::first(known.brief);
    let each = |table: &str, scope: Scope| {
        let mut ids = known.ids(table);
        if quick {
            ids.truncate(1);
        }
        if ids.is_empty() {
            ids.push(MAIN.into());
        }
        ids.iter().map(|id| first.about(scope, id)).collect::<Vec<_>>()
    };
    match scope {
        Scope::Brief => vec![first],
        Scope::Workload => each("workload", scope),
        Scope::Call => each("call", scope),
        Scope::Lock => each("lock", scope),
        Scope::Queue => each("queue", scope),
        Scope::Service => each("service", scope),
        Scope::Dataset => each("dataset", scope),
        Scope::Operation => {
            let mut out = Vec::new();
            for names in each("dataset", Scope::Dataset) {
                let mut ids = known.ids(&format!("dataset.{}.operation", names.dataset));
                if ids.is_empty() {
                    ids.push(MAIN.into());
                } else if quick {
                    ids = vec!["*".into()];
                }
                out.extend(ids.iter().map(|id| names.about(scope, id)));
            }
            out
        }
    }
}

/// The follow-ups an answered step opens, and theirs.
fn follow_ups(known: &Known, walk: &Walk, step: &Step, path: &str) -> Vec<Step> {
    if !matches!(step.state, State::Open | State::Answered) {
        return Vec::new();
    }
    let remembered: Option<Vec<&str>> =
        walk.get(&step.key()).filter(|r| !r.labels.is_empty()).map(|r| r.labels.iter().map(String::as_str).collect());
    let mut out = Vec::new();
    for set in step.question.sets.iter().filter(|s| s.follows() && !s.not_on.contains(&path)) {
        let opened = if set.after == ["*"] {
            !step.is_follow_up() && step.state == State::Answered
        } else {
            let own = |a: &&str| step.option(a).is_some();
            let mut after = set.after.iter().copied().filter(own).peekable();
            after.peek().is_some() && {
                let labels = match &remembered {
                    Some(labels) => labels.clone(),
                    None if step.state == State::Answered => step.chosen(known),
                    None => Vec::new(),
                };
                after.any(|a| labels.contains(&a))
            }
        };
        if !opened {
            continue;
        }
        for names in repeated(known, step, set) {
            let mut follow = Step::follow_up(known, step.question, set, names);
            let further = follow_ups(known, walk, &follow, path);
            if follow.state == State::Open && !further.is_empty() {
                follow.state = State::Answered;
            }
            out.push(follow);
            out.extend(further);
        }
    }
    out
}

/// The entities a follow-up is repeated for: those that the main options write to in the same field.
fn repeated(known: &Known, step: &Step, set: &'static OptionSet) -> Vec<Names> {
    if set.scope != Some(Scope::Operation) {
        return vec![step.names.clone()];
    }
    let dataset = &step.names.dataset;
    let ids = known.ids(&format!("dataset.{dataset}.operation"));
    let options = |name: &'static str| step.question.options.iter().filter(move |o| o.sets.contains(&name));
    let field = options(set.name).flat_map(|o| o.writes).next().map(|w| w.path.replace("{operation}", "*"));
    let main = step.options().flat_map(|o| o.writes).filter(|w| Some(w.path) == field.as_deref());
    let written: Vec<String> = main.flat_map(|w| writes::targets(known, &step.names, None, w.path, w.pick)).collect();
    let takes_part = |id: &&String| {
        let prefix = format!("dataset.{dataset}.operation.{id}.");
        written.is_empty() || written.iter().any(|p| p.starts_with(&prefix))
    };
    ids.iter().filter(takes_part).map(|id| step.names.about(Scope::Operation, id)).collect()
}
