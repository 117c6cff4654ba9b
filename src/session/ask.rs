//! The guide's view of the questions: a path as rows, an answer as edits. The one file of the session that names the
//! types of `questions`.

use std::collections::BTreeSet;

use super::facts::Facts;
use super::rows::{Opt, Reply, State, Step, Stop, Wanted};
use crate::brief::{Brief, Edit};
use crate::questions::writes::What;
use crate::questions::{self, Answered, Given, Known, Route, SkipReason, Stands, Walk, entry, stands};

/// The questions of a path as they stand, with what the session remembers of its answers.
#[derive(Debug, Clone, Default)]
pub struct Asking {
    route: Option<Route>,
    walk: Walk,
    /// What the last change of the brief made appear or vanish, in words.
    pub changes: Vec<String>,
}

impl Asking {
    /// The questions of a path; moot ones are left out. An unknown path has none.
    pub fn stops(&mut self, brief: &Brief, facts: &Facts, path: &str) -> Vec<Stop> {
        let figure = questions::facts::figure_in(&facts.figures);
        let known = known(brief, facts, &figure);
        let before = self.route.take();
        self.route = Route::new(&known, &self.walk, path).ok();
        self.changes = match (&before, &self.route) {
            (Some(before), Some(after)) if before.path.name == after.path.name => before.changes(after),
            _ => Vec::new(),
        };
        let steps = self.route.iter().flat_map(|r| &r.steps);
        steps.filter(|s| !matches!(s.state, questions::State::Moot(_))).map(stop).collect()
    }

    /// A question of the path in full.
    pub fn step(&self, brief: &Brief, facts: &Facts, key: &str) -> Option<Step> {
        let figure = questions::facts::figure_in(&facts.figures);
        self.route.as_ref()?.step(key).map(|s| row(&known(brief, facts, &figure), &self.walk, s))
    }

    /// What stands as the answer to a question, in words.
    pub fn shown(&self, brief: &Brief, facts: &Facts, key: &str) -> String {
        let figure = questions::facts::figure_in(&facts.figures);
        let step = self.route.as_ref().and_then(|r| r.step(key));
        step.map(|s| s.shown_answer(&known(brief, facts, &figure))).unwrap_or_default()
    }

    /// A question in words.
    pub fn text(&self, brief: &Brief, key: &str) -> String {
        self.route.as_ref().and_then(|r| r.step(key)).map(|s| s.text(brief)).unwrap_or_default()
    }

    /// The path that follows this one for what is still open.
    pub fn then(&self) -> Option<&'static str> {
        self.route.as_ref().and_then(|r| r.path.then)
    }

    /// What an answer would do, or why it does not read. Changes nothing.
    pub fn answer(&self, brief: &Brief, facts: &Facts, key: &str, reply: &Reply) -> Result<Answered, String> {
        let step = self.route.as_ref().and_then(|r| r.step(key)).ok_or_else(|| format!("{key} is no longer asked"))?;
        let figure = questions::facts::figure_in(&facts.figures);
        questions::answer(&known(brief, facts, &figure), &self.walk, step, &given(reply)).map_err(|all| all.join("; "))
    }

    /// The brief as an answer would leave it.
    pub fn tried(&self, brief: &Brief, facts: &Facts, key: &str, reply: &Reply) -> Result<Brief, String> {
        let step = self.route.as_ref().and_then(|r| r.step(key)).ok_or_else(|| format!("{key} is no longer asked"))?;
        let figure = questions::facts::figure_in(&facts.figures);
        let outcome = questions::outcome(&known(brief, facts, &figure), &self.walk, step, &given(reply));
        outcome.map(|(_, brief)| brief).map_err(|all| all.join("; "))
    }

    /// Remembers an answer that was given, so that another one can take it back.
    pub fn remember(&mut self, key: &str, answered: Answered) {
        self.walk.remember(key, answered.record);
    }

    /// The answers for the other open questions of this kind about other entities, in order, and what did not fit.
    pub fn same(
        &self,
        brief: &Brief,
        facts: &Facts,
        key: &str,
        reply: &Reply,
    ) -> (Vec<(String, Answered)>, Vec<String>) {
        let figure = questions::facts::figure_in(&facts.figures);
        let Some((route, step)) = self.route.as_ref().and_then(|r| r.step(key).map(|s| (r, s))) else {
            return (Vec::new(), Vec::new());
        };
        questions::same_for_others(&known(brief, facts, &figure), &self.walk, route, step, &given(reply))
    }

    /// The edits of an answer alone.
    pub fn edits(&self, brief: &Brief, facts: &Facts, key: &str, reply: &Reply) -> Result<Vec<Edit>, String> {
        self.answer(brief, facts, key, reply).map(|a| a.edits)
    }
}

fn given(reply: &Reply) -> Given {
    match reply {
        Reply::Labels { labels, entries, .. } => Given::Chosen {
            labels: labels.clone(),
            typed: entries.iter().map(|(_, text)| text.clone()).collect(),
            other: None,
        },
        Reply::Other(text) => Given::Other(text.clone()),
        Reply::Unsure => Given::Unsure,
        Reply::Skip { later, text } => Given::Skip {
            reason: if *later { SkipReason::Later } else { SkipReason::NotApplicable },
            text: text.clone(),
        },
    }
}

fn known<'a>(brief: &'a Brief, facts: &Facts, figure: questions::facts::FigureOf<'a>) -> Known<'a> {
    Known { brief, figure, errors: Some(facts.keys.count(crate::findings::Severity::Error)) }
}

fn state(state: &questions::State) -> State {
    match state {
        questions::State::Answered => State::Stated,
        questions::State::Unsure => State::Unsure,
        questions::State::Skipped => State::Skipped,
        questions::State::Open | questions::State::Moot(_) => State::Open,
    }
}

fn stop(step: &questions::Step) -> Stop {
    Stop {
        key: step.key(),
        id: step.question.id,
        group: step.question.group.word(),
        header: step.header(),
        about: step.names.entity.clone(),
        state: state(&step.state),
        follow_up: step.is_follow_up(),
    }
}

fn row(known: &Known, walk: &Walk, step: &questions::Step) -> Step {
    let recommended: BTreeSet<&str> = step.recommended(known).iter().copied().collect();
    let now = Stands::of(known, walk, step);
    let chosen: BTreeSet<&str> = match &now {
        Some(now) => now.labels().iter().copied().collect(),
        None => step.chosen(known).into_iter().collect(),
    };
    let options = step
        .options()
        .map(|o| Opt {
            label: o.label.to_owned(),
            description: o.description.to_owned(),
            recommended: recommended.contains(o.label),
            chosen: chosen.contains(o.label),
            exclusive: step.question.exclusive.contains(&o.label),
            entries: stands::entries(known, step, now.as_ref(), o)
                .into_iter()
                .filter_map(|p| match p.what {
                    What::Entry(kind, suggested) => {
                        Some(Wanted { path: p.path, hint: entry::expected(kind).to_owned(), suggested })
                    }
                    _ => None,
                })
                .collect(),
        })
        .collect();
    let words = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
    Step {
        key: step.key(),
        id: step.question.id.to_owned(),
        group: step.question.group.word().to_owned(),
        header: step.header().to_owned(),
        text: step.text(known.brief),
        why: step.question.why.to_owned(),
        multi: step.multi(),
        follow_up: step.is_follow_up(),
        options,
        hint: step.question.other.hint.to_owned(),
        state: state(&step.state),
        shows: words(step.question.shows),
        answer: match &now {
            Some(Stands::Words(words)) if step.state == questions::State::Answered => words.clone(),
            _ => step.shown_answer(known),
        },
        words: now.as_ref().map(|now| now.words().to_owned()).unwrap_or_default(),
        cost: step.question.unsure.cost_if_wrong.to_owned(),
    }
}
