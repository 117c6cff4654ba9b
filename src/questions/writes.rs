//! What an option writes to a given brief: placeholders and stars expanded, conditions judged, values copied. Plans only;
//! `answer` turns plans into edits.

use crate::brief::Value;

use super::{
    condition::{Context, Facts, Segment, parsed, pattern},
    entry,
    facts::Known,
    names::{MAIN, Names},
    record::{Act, EntryKind, Literal, Question, Write},
};

/// One write with its concrete path.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub path: String,
    pub what: What,
}

/// What happens at the path.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Set(Value),
    /// Appends to a list, unless it holds the value.
    Add(Value),
    /// The user types it; the suggestion fills the entry.
    Entry(EntryKind, String),
}

/// Evaluates a condition of the registry for a step; `unknown` is what it means when an input is not stated.
pub fn holds(known: &Known, names: &Names, base: Option<&str>, text: &'static str, unknown: bool) -> bool {
    let lookup = |name: &str| names.lookup(known.brief, name);
    let context = Context { facts: known, names: &lookup, base };
    parsed(text).map_or(unknown, |expr| context.eval(expr).or(unknown))
}

/// The writes of a list that apply, with concrete paths; of two writes to one path the later stays.
pub fn plan(known: &Known, names: &Names, question: &Question, writes: &'static [Write]) -> Vec<Planned> {
    let mut out: Vec<Planned> = Vec::new();
    for write in writes {
        if write.when.is_some_and(|when| !holds(known, names, None, when, false)) {
            continue;
        }
        for path in targets(known, names, question.creates, write.path, write.pick) {
            let what = match &write.act {
                Act::Set(literal) => value(literal, known, names).map(What::Set),
                Act::Add(literal) => value(literal, known, names).map(What::Add),
                Act::Entry(kind, suggest) => {
                    let suggested = value(suggest, known, names).map(|v| shown(&v)).unwrap_or_default();
                    Some(What::Entry(*kind, fitted(*kind, &path, suggested, known, names)))
                }
            };
            let Some(what) = what else { continue };
            if !matches!(what, What::Add(_)) {
                out.retain(|p| p.path != path);
            }
            out.push(Planned { path, what });
        }
    }
    out
}

/// A suggestion about the entities that exist: round trips between the regions of the brief, tokens checked by its dataset.
fn fitted(kind: EntryKind, path: &str, suggested: String, known: &Known, names: &Names) -> String {
    match kind {
        EntryKind::RoundTrips | EntryKind::Distances => {
            let regions = known.ids("region");
            let figures = suggested.split_whitespace().skip(2).collect::<Vec<_>>().join(" ");
            let mut pairs = Vec::new();
            for (i, a) in regions.iter().enumerate() {
                pairs.extend(regions[i + 1..].iter().map(|b| format!("{a} {b} {figures}")));
            }
            match regions.as_slice() {
                [] => suggested,
                [only] => format!("{only} {only} {figures}"),
                _ => pairs.join(", "),
            }
        }
        EntryKind::Ids if path.ends_with(".checked_by") => names.dataset.clone(),
        _ => suggested,
    }
}

/// Concrete paths of a write path. A star over a table that has no entity yet stands for the one the question creates.
/// `{new}` stays as it is: only the reader of an entry knows the ids.
pub fn targets(
    known: &Known,
    names: &Names,
    creates: Option<&str>,
    path: &str,
    pick: Option<&'static str>,
) -> Vec<String> {
    let mut out = vec![String::new()];
    for segment in pattern(path).0 {
        let mut next = Vec::new();
        for prefix in &out {
            let join = |part: &str| if prefix.is_empty() { part.to_string() } else { format!("{prefix}.{part}") };
            match &segment {
                Segment::Word(word) if word.contains('{') => next.push(join(&names.fill(known.brief, word))),
                Segment::Word(word) => next.push(join(word)),
                Segment::Name(name) if name == "new" => next.push(join("{new}")),
                Segment::Name(name) if name != "each" => {
                    for id in names.lookup(known.brief, name) {
                        if id == "*" {
                            next.extend(known.ids(prefix).iter().map(|id| join(id)));
                        } else {
                            next.push(join(&id));
                        }
                    }
                }
                Segment::Name(_) | Segment::Star => {
                    let mut ids = known.ids(prefix);
                    if ids.is_empty() && creates.is_some_and(|c| c.strip_suffix(".{new}") == Some(prefix)) {
                        ids.push(MAIN.into());
                    }
                    let fits = |base: &String| pick.is_none_or(|p| holds(known, names, Some(base), p, true));
                    next.extend(ids.iter().map(|id| join(id)).filter(fits));
                }
            }
        }
        out = next;
    }
    out
}

/// A literal as a value; text in braces copies what stands at that path or name, nothing where nothing stands there.
pub fn value(literal: &Literal, known: &Known, names: &Names) -> Option<Value> {
    Some(match literal {
        Literal::Text(text) if text.starts_with('{') && text.ends_with('}') && text.matches('{').count() == 1 => {
            Value::String(names.lookup(known.brief, &text[1..text.len() - 1]).into_iter().next()?)
        }
        Literal::Text(text) => Value::String(names.fill(known.brief, text)),
        Literal::Int(n) => Value::Integer(*n),
        Literal::Num(n) => Value::Float(*n),
        Literal::Bool(b) => Value::Boolean(*b),
        Literal::List(items) => Value::Array(items.iter().filter_map(|i| value(i, known, names)).collect()),
        Literal::Table(fields) => {
            let field = |(k, v): &(&'static str, Literal)| Some(((*k).to_string(), value(v, known, names)?));
            Value::Table(fields.iter().filter_map(field).collect())
        }
    })
}

/// A value as a person would type it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Table(fields) => fields.iter().map(|(k, v)| format!("{k} {}", shown(v))).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Whether the brief already holds a planned write. An entry holds when something is stated there that could be typed.
pub fn held(known: &Known, planned: &Planned) -> bool {
    let path = planned.path.replace(".{new}", "");
    match (&planned.what, known.brief.get(&path)) {
        (What::Set(Value::Table(t)), _) if t.is_empty() => known.brief.has(&path),
        (What::Set(want), Some(have)) => same(want, &have),
        (What::Add(want), Some(Value::Array(items))) => items.iter().any(|i| same(want, i)),
        (What::Add(want), Some(single)) => same(want, &single),
        (What::Entry(kind, _), Some(have)) => {
            entry::typed(*kind, &have).is_some_and(|text| entry::parse(*kind, &text, None).is_ok())
        }
        (_, None) => false,
    }
}

/// Equal as the file means it: `1` is `1.0`, and a share is a share however it is written.
pub fn same(a: &Value, b: &Value) -> bool {
    let number = |v: &Value| match v {
        Value::Integer(i) => Some(*i as f64),
        Value::Float(f) => Some(*f),
        Value::String(s) => s.parse::<crate::brief::Fraction>().ok().map(crate::brief::Fraction::get),
        _ => None,
    };
    match (a, b) {
        (Value::Table(x), Value::Table(y)) => {
            x.len() == y.len() && x.iter().all(|(k, v)| y.get(k).is_some_and(|w| same(v, w)))
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(v, w)| same(v, w)),
        (Value::Array(x), single) | (single, Value::Array(x)) => x.len() == 1 && same(&x[0], single),
        _ => a == b || matches!((number(a), number(b)), (Some(x), Some(y)) if (x - y).abs() <= 1e-12 * x.abs()),
    }
}
