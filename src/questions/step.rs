//! One step of the guide: a question, or a follow-up of it, about particular entities, and where it stands.

use std::fmt::Write as _;

use crate::brief::{Brief, Value};

use super::{
    condition::{Context, Truth, parsed, why_false},
    facts::Known,
    names::Names,
    record::{Choice, OptionSet, Question, Recommend, Scope},
    writes::{self, Planned, What},
};

/// Where a step stands, derived from the brief alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Open,
    Answered,
    /// An open question stands for it.
    Unsure,
    /// A skipped row covers it.
    Skipped,
    /// Other answers make it meaningless; the reason in words.
    Moot(String),
}

/// A question, or a follow-up of it, about particular entities.
#[derive(Debug, Clone)]
pub struct Step {
    pub question: &'static Question,
    /// The alternative set that is asked, or the follow-up.
    pub set: Option<&'static OptionSet>,
    pub names: Names,
    pub state: State,
}

impl Step {
    /// A main step with the alternative set that fits the brief, and its state.
    pub fn main(known: &Known, question: &'static Question, names: Names) -> Self {
        let alternatives = || question.sets.iter().filter(|s| !s.follows());
        let fits = |s: &&OptionSet| s.when.is_none_or(|w| writes::holds(known, &names, None, w, false));
        let set = alternatives().find(fits);
        let mut step = Self { question, set, names, state: State::Open };
        step.state = step.derive_state(known);
        step
    }

    /// A follow-up step and its state.
    pub fn follow_up(known: &Known, question: &'static Question, set: &'static OptionSet, names: Names) -> Self {
        let mut step = Self { question, set: Some(set), names, state: State::Open };
        step.state = step.derive_state(known);
        step
    }

    /// The same step for another state of the brief.
    #[must_use]
    pub fn refreshed(&self, known: &Known) -> Self {
        match self.set {
            Some(set) if set.follows() => Self::follow_up(known, self.question, set, self.names.clone()),
            _ => Self::main(known, self.question, self.names.clone()),
        }
    }

    pub fn is_follow_up(&self) -> bool {
        self.set.is_some_and(OptionSet::follows)
    }

    /// Stable key: `Q23/dataset.orders`, `Q18.operation/dataset.orders.operation.place`.
    pub fn key(&self) -> String {
        match self.set {
            Some(set) if set.follows() => format!("{}.{}/{}", self.question.id, set.name, self.names.entity),
            _ => format!("{}/{}", self.question.id, self.names.entity),
        }
    }

    /// The chip.
    pub fn header(&self) -> &'static str {
        self.set.and_then(|s| s.header).unwrap_or(self.question.header)
    }

    /// The question in full, about its entities.
    pub fn text(&self, brief: &Brief) -> String {
        self.names.fill(brief, self.set.and_then(|s| s.text).unwrap_or(self.question.text))
    }

    /// Several labels may be ticked.
    pub fn multi(&self) -> bool {
        self.question.multi && !self.is_follow_up()
    }

    /// The options on offer, in the order of the registry.
    pub fn options(&self) -> impl Iterator<Item = &'static Choice> + use<> {
        let set = self.set;
        self.question.options.iter().filter(move |o| match set {
            Some(set) => o.sets.contains(&set.name),
            None => o.sets.is_empty(),
        })
    }

    /// The option of that label.
    pub fn option(&self, label: &str) -> Option<&'static Choice> {
        self.options().find(|o| o.label == label)
    }

    /// The recommended label, or the recommended ticks.
    pub fn recommended(&self, known: &Known) -> &'static [&'static str] {
        let list: &'static [Recommend] = match self.set {
            Some(set) => set.recommend,
            None => self.question.recommend,
        };
        let fits = |r: &&Recommend| r.when.is_none_or(|w| writes::holds(known, &self.names, None, w, false));
        list.iter().find(fits).map_or(&[], |r| r.labels)
    }

    /// What an option would write.
    pub fn plan(&self, known: &Known, choice: &'static Choice) -> Vec<Planned> {
        writes::plan(known, &self.names, self.question, choice.writes)
    }

    /// Values the numbers use while it is unsure, with the path of the open question first.
    pub fn uses(&self, known: &Known) -> Vec<Planned> {
        let all = writes::plan(known, &self.names, self.question, self.question.unsure.uses);
        if !self.is_follow_up() {
            return all;
        }
        // A follow-up is unsure about its own fields only.
        let own = self.own_paths(known);
        all.into_iter().filter(|p| own.contains(&p.path)).collect()
    }

    /// Paths that the options of this step write.
    fn own_paths(&self, known: &Known) -> Vec<String> {
        self.options().flat_map(|o| self.plan(known, o)).map(|p| p.path).collect()
    }

    /// The path an open question or a skipped row for this step names.
    pub fn key_path(&self, known: &Known) -> String {
        if !self.is_follow_up()
            && let Some(path) = self.question.unsure.path
        {
            return path.to_string();
        }
        if let Some(first) = self.uses(known).into_iter().next() {
            return first.path;
        }
        if self.is_follow_up() {
            return self.own_paths(known).into_iter().next().unwrap_or_else(|| self.names.entity.clone());
        }
        // No entity to write to: the table that would hold it.
        let pattern = self.question.unsure.uses.first().map_or(self.question.settled, |w| w.path);
        let above = pattern.split(".*").next().unwrap_or(pattern);
        let path = writes::targets(known, &self.names, None, above, None).into_iter().next();
        path.unwrap_or_else(|| self.names.entity.clone())
    }

    /// Paths of the skipped rows that options of this step write.
    pub fn skip_paths(&self, brief: &Brief) -> Vec<(String, &'static str)> {
        self.options().filter_map(|o| o.skip.as_ref().map(|s| (self.names.fill(brief, s.path), o.label))).collect()
    }

    fn settled(&self) -> &'static str {
        match self.set {
            Some(set) if set.follows() => set.settled,
            _ => self.question.settled,
        }
    }

    fn derive_state(&self, known: &Known) -> State {
        if !self.is_follow_up()
            && let Some(why) = self.why_moot(known)
        {
            return State::Moot(why);
        }
        if writes::holds(known, &self.names, None, self.settled(), false) {
            return State::Answered;
        }
        let brief = known.brief;
        if brief.skipped.is_empty() && brief.open_question.is_empty() && !self.marked(known) {
            return State::Open;
        }
        let key = self.key_path(known);
        let rows = || brief.skipped.iter().filter_map(|s| s.path.as_deref());
        let options = self.skip_paths(brief);
        if options.iter().any(|(path, _)| rows().any(|row| row == path)) || self.marked(known) {
            return State::Answered;
        }
        if brief.open_question.iter().any(|q| q.path.as_deref() == Some(key.as_str())) {
            return State::Unsure;
        }
        if rows().any(|row| covers(row, &key)) { State::Skipped } else { State::Open }
    }

    /// Why the question is not asked, in words.
    fn why_moot(&self, known: &Known) -> Option<String> {
        let lookup = |name: &str| self.names.lookup(known.brief, name);
        let context = Context { facts: known, names: &lookup, base: None };
        let expr = parsed(self.question.asked_when)?;
        (context.eval(expr) == Truth::False).then(|| why_false(expr, &context))
    }

    /// A note that holds the label of an option that writes nothing but opens a follow-up.
    fn marked(&self, known: &Known) -> bool {
        self.mark(known).is_some()
    }

    /// The label kept in the mark note, see [`Step::mark_path`].
    pub fn mark(&self, known: &Known) -> Option<&'static str> {
        if known.brief.notes.is_empty() || self.is_follow_up() || !self.question.sets.iter().any(OptionSet::follows) {
            return None;
        }
        let note = known.brief.notes.get(&self.mark_path())?;
        let text = note.text.as_deref()?;
        self.options().find(|o| o.label == text && o.writes.is_empty()).map(|o| o.label)
    }

    /// Path of the note that remembers an answer which writes nothing by itself.
    pub fn mark_path(&self) -> String {
        match self.question.scope {
            Scope::Dataset => format!("dataset.{}.operation", self.names.dataset),
            _ => self.names.entity.clone(),
        }
    }

    /// The labels the brief shows as chosen: the option that fits it best, for multi all that fit. Empty: another value.
    pub fn chosen(&self, known: &Known) -> Vec<&'static str> {
        if let Some(label) = self.mark(known) {
            return vec![label];
        }
        let rows: Vec<&str> = known.brief.skipped.iter().filter_map(|s| s.path.as_deref()).collect();
        let skipped = self.skip_paths(known.brief).into_iter().find(|(path, _)| rows.contains(&path.as_str()));
        if let Some((_, label)) = skipped {
            return vec![label];
        }
        let mut fitting: Vec<(usize, &'static str)> = Vec::new();
        for option in self.options() {
            let plan = self.plan(known, option);
            let exact = plan.iter().filter(|p| !matches!(p.what, What::Entry(..))).count();
            if exact > 0 && plan.iter().all(|p| writes::held(known, p)) {
                fitting.push((exact, option.label));
            }
        }
        if self.multi() {
            return fitting.into_iter().map(|(_, label)| label).collect();
        }
        let best = fitting.iter().map(|(n, _)| *n).max();
        fitting.into_iter().filter(|(n, _)| Some(*n) == best).map(|(_, label)| label).take(1).collect()
    }

    /// What stands as the answer, for a list of all answers: the labels, else the values of its fields; the default while
    /// it is unsure, the reason where it is skipped or moot; empty when open.
    pub fn shown_answer(&self, known: &Known) -> String {
        match &self.state {
            State::Open => return String::new(),
            State::Moot(why) => return why.clone(),
            State::Unsure => return self.default_used(known).unwrap_or_default(),
            State::Skipped => {
                let key = self.key_path(known);
                let row = known.brief.skipped.iter().find(|s| s.path.as_deref().is_some_and(|p| covers(p, &key)));
                return row.and_then(|s| s.text.clone()).unwrap_or_default();
            }
            State::Answered => {}
        }
        let labels = self.chosen(known);
        if labels.is_empty() { self.values_shown(known) } else { labels.join(", ") }
    }

    /// The values that stand in the fields of the question.
    pub fn values_shown(&self, known: &Known) -> String {
        let mut paths = self.own_paths(known);
        for path in self.question.other.writes {
            paths.extend(writes::targets(known, &self.names, None, path, None));
        }
        let mut seen: Vec<String> = Vec::new();
        for path in paths {
            let Some(value) = known.brief.get(&path) else { continue };
            let field = path.rsplit('.').next().unwrap_or_default();
            let text = format!("{field} {}", writes::shown(&value));
            if !seen.contains(&text) && !matches!(&value, Value::Table(t) if t.is_empty()) {
                seen.push(text);
            }
        }
        seen.join(", ")
    }

    /// The entity the question offers to create: its path, with the id that is proposed.
    pub fn offers(&self, brief: &Brief) -> Option<String> {
        let path = self.question.creates?;
        let Some(table) = path.strip_suffix(".{new}") else {
            let path = self.names.fill(brief, path);
            return (!brief.has(&path)).then_some(path);
        };
        let table = self.names.fill(brief, table);
        Some(format!("{table}.{}", super::names::free_id(brief, &table)))
    }

    /// The suggestions of the entries an option opens, in order.
    pub fn entries(&self, known: &Known, choice: &'static Choice) -> Vec<Planned> {
        self.plan(known, choice).into_iter().filter(|p| matches!(p.what, What::Entry(..))).collect()
    }

    /// The default that numbers use meanwhile, as text for the open question.
    pub fn default_used(&self, known: &Known) -> Option<String> {
        let uses = self.uses(known);
        let (first, rest) = uses.split_first()?;
        let say = |p: &Planned| match &p.what {
            What::Set(Value::Table(t)) if t.is_empty() => None,
            What::Set(v) | What::Add(v) => Some(writes::shown(v)),
            What::Entry(_, suggest) => Some(suggest.clone()),
        };
        let mut out = say(first)?;
        for other in rest.iter().take(8) {
            let field = other.path.rsplit('.').next().unwrap_or_default();
            if let Some(value) = say(other) {
                let _ = write!(out, "; {field} {value}");
            }
        }
        Some(out)
    }
}

/// Whether a row about `row` also covers `path`.
pub fn covers(row: &str, path: &str) -> bool {
    path == row || path.strip_prefix(row).is_some_and(|rest| rest.starts_with('.'))
}
