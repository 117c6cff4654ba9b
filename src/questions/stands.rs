//! The answer that a question has, in the terms in which answers are given: labels, or words as they would be typed. Who
//! comes back to a question finds it there and keeps it with Enter.

use super::{
    entry,
    facts::{Known, entity_of},
    flow::{Done, Record, Walk},
    other,
    record::{Choice, EntryKind},
    step::{State, Step, covers},
    writes::{self, Planned, What},
};

/// What stands as the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// The options that write what is stated.
    Labels(Vec<&'static str>),
    /// No option says it: as it would be typed under Other.
    Words(String),
}

impl Stands {
    /// What stands; nothing while the question is open or not asked.
    pub fn of(known: &Known, walk: &Walk, step: &Step) -> Option<Self> {
        match &step.state {
            State::Open | State::Moot(_) => None,
            State::Unsure => Some(Self::Words("unsure".into())),
            State::Skipped => Some(skipped(known, step)),
            State::Answered => Some(stated(known, walk, step)),
        }
    }

    /// The labels, none where the answer is in words.
    pub fn labels(&self) -> &[&'static str] {
        match self {
            Self::Labels(labels) => labels,
            Self::Words(_) => &[],
        }
    }

    /// The words; empty where options say it.
    pub fn words(&self) -> &str {
        match self {
            Self::Labels(_) => "",
            Self::Words(words) => words,
        }
    }

    /// In one line, for a prompt.
    pub fn shown(&self) -> String {
        match self {
            Self::Labels(labels) => labels.join(", "),
            Self::Words(words) => words.clone(),
        }
    }
}

/// The values that an option asks for: what is stated where the option stands as the answer, else what is suggested.
pub fn entries(known: &Known, step: &Step, stands: Option<&Stands>, choice: &'static Choice) -> Vec<Planned> {
    let mut entries = step.entries(known, choice);
    if stands.is_some_and(|s| s.labels().contains(&choice.label)) {
        for planned in &mut entries {
            if let Some((kind, text)) = present(known, planned) {
                planned.what = What::Entry(kind, text);
            }
        }
    }
    entries
}

fn present(known: &Known, planned: &Planned) -> Option<(EntryKind, String)> {
    let What::Entry(kind, _) = planned.what else { return None };
    let value = known.brief.get(&planned.path.replace(".{new}", ""))?;
    entry::typed(kind, &value).map(|text| (kind, text))
}

fn stated(known: &Known, walk: &Walk, step: &Step) -> Stands {
    // An entity may have grown since; its fields are looked at one by one.
    let untouched = |d: &Done| entity_of(&d.path) == Some(d.path.as_str()) || known.brief.get(&d.path) == d.after;
    let remembered = walk.get(&step.key()).filter(|r| r.done.iter().all(untouched));
    let fits = |label: &&'static str| {
        step.option(label).is_some_and(|o| step.plan(known, o).iter().all(|p| writes::held(known, p)))
    };
    if let Some(record) = remembered.filter(|r| !r.labels.is_empty()) {
        let labels: Vec<_> = record.labels.iter().filter_map(|l| step.option(l)).map(|o| o.label).collect();
        if labels.len() == record.labels.len() && labels.iter().all(fits) {
            return Stands::Labels(labels);
        }
    }
    let chosen = step.chosen(known);
    // Words that came with a value say more than the option that would write the same value.
    let own = || remembered.is_some_and(|r| r.labels.is_empty() && says_more(known, step, &chosen, r));
    if !chosen.is_empty() && (step.multi() || !own() && other::remark(known, step).is_none()) {
        return Stands::Labels(chosen);
    }
    let words = other::words(known, step).unwrap_or_else(|| step.values_shown(known));
    if words.is_empty() { Stands::Labels(chosen) } else { Stands::Words(words) }
}

/// Whether words of a person's own changed something that the chosen options do not write.
fn says_more(known: &Known, step: &Step, chosen: &[&'static str], record: &Record) -> bool {
    let options = chosen.iter().filter_map(|l| step.option(l));
    let written: Vec<String> = options.flat_map(|o| step.plan(known, o)).map(|p| p.path).collect();
    let new = |d: &&Done| !d.path.starts_with("notes") && !written.iter().any(|w| covers(&d.path, w));
    record.done.iter().any(|d| new(&d))
}

/// The option that left the row, else the reason.
fn skipped(known: &Known, step: &Step) -> Stands {
    let key = step.key_path(known);
    let row = known.brief.skipped.iter().find(|s| s.path.as_deref().is_some_and(|p| covers(p, &key)));
    let text = row.and_then(|s| s.text.as_deref()).unwrap_or_default();
    let later = row.is_none_or(|s| s.reason.is_none_or(|r| r.word() == "later"));
    let left =
        step.options().find(|o| later && (text == o.label || text.starts_with(&format!("{}: started", o.label))));
    if let Some(option) = left {
        return Stands::Labels(vec![option.label]);
    }
    let reads_as_later =
        text.is_empty() || ["later", "not yet", "unknown"].iter().any(|w| text.to_lowercase().starts_with(w));
    Stands::Words(match (later, text) {
        (true, "") => "skip".into(),
        (true, text) if !reads_as_later => format!("skip: later, {text}"),
        (_, text) => format!("skip: {text}"),
    })
}
