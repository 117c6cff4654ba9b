//! What a hypothesis writes into a brief: the failure to assume from now on, the risk, and the change that mends it.
//! Applied on request only; what stands there already is left alone.

use super::record::Hypothesis;
use crate::brief::{Brief, Edit, Stance, Value, field_at};

/// The most entities that one change names.
const MOST_TARGETS: usize = 8;

/// The edits, in the order to apply. Empty when the brief holds all of it.
pub fn edits(hypothesis: &Hypothesis, brief: &Brief) -> Vec<Edit> {
    let mut out = Vec::new();
    if let Some(mode) = hypothesis.writes.failure
        && !brief.failure.values().any(|f| f.mode.is_some_and(|m| m.word() == mode))
    {
        let at = format!("failure.{}", mode.replace('_', "-"));
        // It happened, so it is assumed; what the design does about it is what the change has to bring.
        entity(&mut out, brief, &at, [("mode", mode.into()), ("stance", Stance::TolerateDegraded.word().into())]);
    }
    entity(
        &mut out,
        brief,
        &format!("risk.{}", hypothesis.slug),
        [
            ("kind", hypothesis.writes.risk.into()),
            ("text", text(hypothesis).into()),
            ("mitigation", hypothesis.first.into()),
            ("detection", hypothesis.confirmed_by.into()),
        ],
    );
    entity(
        &mut out,
        brief,
        &format!("change.{}", hypothesis.slug),
        [
            ("target", Value::Array(targets(hypothesis.writes.target, brief))),
            ("kind", hypothesis.writes.change.into()),
            ("after", hypothesis.lasting.into()),
            ("guardrail", hypothesis.confirmed_by.into()),
        ],
    );
    out
}

/// Creates an entity, unless one of that name is there.
fn entity<const N: usize>(out: &mut Vec<Edit>, brief: &Brief, at: &str, fields: [(&str, Value); N]) {
    if brief.has(at) {
        return;
    }
    out.push(Edit::create(at));
    out.extend(fields.into_iter().map(|(field, value)| Edit::set(format!("{at}.{field}"), value)));
}

/// Name and meaning where both fit the field, else the name.
fn text(hypothesis: &Hypothesis) -> String {
    let both = format!("{}: {}", hypothesis.name, hypothesis.meaning);
    let most = field_at("risk.x.text").map_or(200.0, |f| f.hi);
    if both.chars().count() as f64 <= most { both } else { hypothesis.name.to_owned() }
}

/// The field to change in every entity of its kind, or the pattern where there is none.
fn targets(pattern: &str, brief: &Brief) -> Vec<Value> {
    let Some((kind, field)) = pattern.split_once(".*.") else { return vec![pattern.into()] };
    let ids = match brief.get(kind) {
        Some(Value::Table(entities)) => entities.keys().cloned().collect(),
        _ => Vec::new(),
    };
    if ids.is_empty() || ids.len() > MOST_TARGETS {
        return vec![pattern.into()];
    }
    ids.iter().map(|id| format!("{kind}.{id}.{field}").into()).collect()
}
