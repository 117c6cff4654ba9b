//! Free text under "Other", read as the question asks: values for its fields, or what did not parse in the user's words.
//! One reading for each name in `parses`; nothing is written here.

mod chain;
mod lists;
mod structure;
mod values;
mod words;

use crate::brief::{Ty, Value, field_at, units::listed};

pub use words::{remark, words};

use super::{
    entry,
    facts::Known,
    record::Choice,
    step::Step,
    writes::{Planned, What, targets},
};

/// What free text comes to.
#[derive(Debug, Default)]
pub struct Reading {
    pub writes: Vec<Planned>,
    /// Goes to the note of the first value.
    pub note: Option<String>,
    /// Entities that take another name, before the writes: path and new id.
    pub renames: Vec<(String, String)>,
    /// Entities that go, after the writes.
    pub removes: Vec<String>,
    /// What a reader should be told.
    pub says: Vec<String>,
}

impl Reading {
    fn set(&mut self, path: impl Into<String>, value: impl Into<Value>) {
        self.writes.push(Planned { path: path.into(), what: What::Set(value.into()) });
    }

    fn add(&mut self, path: impl Into<String>, value: impl Into<Value>) {
        self.writes.push(Planned { path: path.into(), what: What::Add(value.into()) });
    }

    fn create(&mut self, path: impl Into<String>) {
        self.set(path, Value::Table(toml::Table::new()));
    }
}

/// Where a reading is made.
pub(super) struct At<'a> {
    known: &'a Known<'a>,
    step: &'a Step,
    text: &'a str,
}

impl At<'_> {
    /// A path with its placeholders filled; one path, stars not allowed.
    fn path(&self, path: &str) -> String {
        let found = targets(self.known, &self.step.names, self.step.question.creates, path, None);
        found.into_iter().next().unwrap_or_else(|| path.to_string())
    }

    /// All paths a pattern stands for, operations of the quick path included.
    fn paths(&self, path: &str, pick: Option<&'static str>) -> Vec<String> {
        targets(self.known, &self.step.names, self.step.question.creates, path, pick)
    }

    /// The writes of an option, for free text that is that option with another value.
    fn like(&self, label: &str, reading: &mut Reading) {
        let all: Vec<&'static Choice> = self.step.question.options.iter().filter(|o| o.label == label).collect();
        for option in all {
            reading.writes.extend(self.step.plan(self.known, option));
        }
    }

    /// Sets a field, replacing what was planned for it.
    fn put(&self, reading: &mut Reading, path: &str, value: impl Into<Value>) {
        let value = value.into();
        for path in self.paths(path, None) {
            reading.writes.retain(|p| p.path != path);
            reading.set(path, value.clone());
        }
    }
}

/// Reads free text for a step.
pub fn read(known: &Known, step: &Step, text: &str) -> Result<Reading, String> {
    let other = &step.question.other;
    let hint = || if step.is_follow_up() { String::new() } else { format!(" (such as: {})", other.hint) };
    if text.is_empty() {
        return Err(format!("some text is needed{}", hint()));
    }
    if text.chars().count() > 2000 {
        return Err("at most 2000 characters are read here".into());
    }
    let at = At { known, step, text };
    let read = if step.is_follow_up() { values::follow_up(&at) } else { dispatch(&at, other.parses) };
    read.map_err(|e| format!("{e}{}", hint()))
}

fn dispatch(at: &At, parses: &str) -> Result<Reading, String> {
    match parses {
        "trigger" => values::trigger(at),
        "text" => structure::text(at),
        "rate and mix" => values::rate_and_mix(at),
        "number" => values::theta(at),
        "enum" => values::word(at),
        "count" => values::count(at),
        "percent" => values::percent(at),
        "duration" => values::duration(at),
        "percentile and duration" => values::percentile(at),
        "bandwidth" => values::bandwidth(at),
        "duration or count or size" => values::bound(at),
        "consistency level" => values::consistency(at),
        "stance" => values::stance(at),
        "backoff" => values::backoff(at),
        "quorum" => structure::quorum(at),
        "chain" => chain::chain(at),
        "fields and scheme" => structure::fields_and_scheme(at),
        "list of rate and size" => lists::shard_limits(at),
        "list of symptoms" => lists::symptoms(at),
        "list of measuring points" => lists::measuring_points(at),
        "list of failure modes" => lists::failure_modes(at),
        "list of regions with zones" => lists::regions_with_zones(at),
        "list of pairs with round trips" => lists::round_trips(at),
        "list of datasets" => lists::datasets(at),
        "list of regions" => lists::regions(at),
        "list of phases" => lists::phases(at),
        "list of experiments" => lists::experiments(at),
        "list of owners" => lists::owners(at),
        strange => Err(format!("free text of the kind `{strange}` cannot be read")),
    }
}

/// The words a field takes; empty for a field of another type.
fn words_of(path: &str) -> &'static [&'static str] {
    fn of(ty: &Ty) -> &'static [&'static str] {
        match ty {
            Ty::Words(words) => words,
            Ty::List(of_what) => of(of_what),
            Ty::Either(a, b) => {
                let first = of(a);
                if first.is_empty() { of(b) } else { first }
            }
            _ => &[],
        }
    }
    field_at(path).map(|f| of(&(f.ty)())).unwrap_or_default()
}

/// One of the words of a field, `-` and spaces read as `_`; else the words, and the nearest.
fn word_at(path: &str, text: &str) -> Result<String, String> {
    let words = words_of(path);
    let plain = text.trim().replace([' ', '-'], "_");
    if let Some(word) = words.iter().find(|w| w.eq_ignore_ascii_case(&plain)) {
        return Ok((*word).to_string());
    }
    let near = words
        .iter()
        .map(|w| (strsim::damerau_levenshtein(w, &plain.to_lowercase()), *w))
        .min()
        .filter(|(distance, w)| *distance <= 1 + w.len() / 4);
    let help = near.map(|(_, w)| format!("; did you mean `{w}`?")).unwrap_or_default();
    Err(format!("`{text}` is not one of {}{help}", words.join(", ")))
}

/// An id for a text: its first words, free in the table.
fn id_for(known: &Known, table: &str, text: &str) -> String {
    let mut id = crate::brief::to_id(text);
    if id.len() > 32 {
        let cut = id[..32].rfind('-').unwrap_or(32);
        id.truncate(cut);
    }
    if id.is_empty() {
        id = "main".into();
    }
    let taken = super::facts::ids(known.brief, table);
    if !taken.contains(&id) {
        return id;
    }
    (2..taken.len() + 3).map(|n| format!("{id}-{n}")).find(|i| !taken.contains(i)).unwrap_or(id)
}

/// Parts separated by commas or semicolons.
fn parts(text: &str) -> Vec<&str> {
    listed(text).into_iter().filter(|p| !p.is_empty()).collect()
}

/// `id` of an entity typed by a person.
fn id(text: &str) -> Result<String, String> {
    entry::id(text)
}

#[cfg(test)]
mod tests;
