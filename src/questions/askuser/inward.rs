//! The output of AskUserQuestion as answers: keyed by question text, all of them or none.

use serde_json::Value;

use crate::brief::{self, Brief, Edit};
use crate::questions::{
    answer::{Answered, answer},
    facts::Known,
    flow::{Walk, steps_of},
    names::Names,
    record::Scope,
    said::understand,
    step::{State, Step},
    table::QUESTIONS,
};

/// What a set of answers does to a brief.
#[derive(Debug, Clone, Default)]
pub struct Applied {
    /// All edits in order.
    pub edits: Vec<Edit>,
    /// For each answer: the step's key and header, and what came of it.
    pub answered: Vec<(String, &'static str, Answered)>,
    /// Questions that were shown and not answered, with the reason the client gave.
    pub unanswered: Vec<String>,
    /// What a reader should be told.
    pub says: Vec<String>,
}

/// Reads answers for a brief. On failure every problem, and nothing is to be written.
pub fn apply_answers(known: &Known, walk: &Walk, document: &Value) -> Result<Applied, Vec<String>> {
    let mut out = Applied::default();
    let mut problems = Vec::new();
    let Some(root) = document.as_object() else {
        return Err(vec!["the answers are no JSON object; expected {\"answers\": {question: answer}}".into()]);
    };
    let empty = serde_json::Map::new();
    let answers = match root.get("answers") {
        Some(Value::Object(map)) => map,
        Some(_) => return Err(vec!["`answers` is no object; expected question text to answer text".into()]),
        None if root.contains_key("response") || root.contains_key("annotations") => &empty,
        None => return Err(vec!["there is no `answers`; expected {\"answers\": {question: answer}}".into()]),
    };
    let notes = root.get("annotations").and_then(Value::as_object).unwrap_or(&empty);
    for (text, annotation) in notes {
        if let Some(why) = annotation.get("unanswered").and_then(Value::as_str)
            && !answers.contains_key(text)
        {
            out.unanswered.push(format!("{text} ({why})"));
        }
    }
    if let Some(said) = root.get("response").and_then(Value::as_str).filter(|s| !s.trim().is_empty()) {
        out.says.push(format!("a reply was typed instead of an answer and is not applied: {}", said.trim()));
    }
    let all = every_step(known, walk);
    let mut work = known.brief.clone();
    let mut renames: Vec<(String, String)> = Vec::new();
    for (text, answer_value) in answers {
        let Some(step) = all.iter().find(|(t, _)| t == text).map(|(_, s)| s) else {
            problems.push(unknown(text, all.iter().map(|(t, _)| t.as_str())));
            continue;
        };
        let Some(answer_text) = answer_value.as_str() else {
            problems.push(format!("{text}: the answer is no text"));
            continue;
        };
        let mut step = step.clone();
        for (from, to) in &renames {
            renamed(&mut step.names, from, to);
        }
        let now = known.with(&work);
        let step = step.refreshed(&now);
        match understand(&step, answer_text).and_then(|given| answer(&now, walk, &step, &given)) {
            Ok(answered) => {
                let next = applied(&work, &answered.edits);
                match next {
                    Ok(next) => work = next,
                    Err(e) => problems.extend(e),
                }
                renames.extend(answered.renamed.clone());
                out.says.extend(answered.says.iter().cloned());
                out.edits.extend(answered.edits.iter().cloned());
                out.answered.push((step.key(), step.header(), answered));
            }
            Err(e) => problems.extend(e),
        }
    }
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

fn applied(brief: &Brief, edits: &[Edit]) -> Result<Brief, Vec<String>> {
    let mut next = brief.clone();
    brief::apply(&mut next, edits).map_err(|p| crate::questions::answer::words(&p))?;
    Ok(next)
}

/// Every step of every question with its text, as on the full path and as on the quick path.
fn every_step(known: &Known, walk: &Walk) -> Vec<(String, Step)> {
    let mut out: Vec<(String, Step)> = Vec::new();
    for question in QUESTIONS {
        let mut paths = vec!["full"];
        if question.scope == Scope::Operation {
            paths.push("quick");
        }
        for path in paths {
            for step in steps_of(known, walk, question, path) {
                out.push((step.text(known.brief), step));
            }
            // Follow-ups may be answered in the same breath as what opens them.
            for set in question.sets.iter().filter(|s| s.follows() && s.scope.is_none()) {
                let subjects: Vec<Names> = steps_of(known, walk, question, path).into_iter().map(|s| s.names).collect();
                for names in subjects {
                    let step = Step::follow_up(known, question, set, names);
                    out.push((step.text(known.brief), step));
                }
            }
        }
    }
    // Where two share a text, the one that is open is meant.
    out.sort_by_key(|(_, s)| s.state != State::Open);
    out
}

fn unknown<'a>(text: &str, all: impl Iterator<Item = &'a str>) -> String {
    let near = all.map(|t| (strsim::normalized_levenshtein(t, text), t)).max_by(|a, b| a.0.total_cmp(&b.0));
    let help = near.filter(|(d, _)| *d > 0.6).map(|(_, t)| format!("; did you mean \"{t}\"")).unwrap_or_default();
    format!("\"{text}\" is no question about this brief{help}")
}

fn renamed(names: &mut Names, from: &str, to: &str) {
    for (table, name) in [("service", &mut names.service), ("call", &mut names.call)] {
        if from.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')) == Some(name) {
            to.clone_into(name);
            if names.entity == from {
                names.entity = format!("{table}.{to}");
            }
        }
    }
    if let Some(id) = from.strip_prefix("dataset.")
        && names.dataset == id
    {
        names.dataset = to.to_string();
        let scope = if names.entity.contains(".operation.") { Scope::Operation } else { Scope::Dataset };
        if names.entity.starts_with("dataset.") {
            let id = if scope == Scope::Operation { names.operation.clone() } else { names.dataset.clone() };
            *names = names.about(scope, &id);
        }
    }
}
