//! What a cell says of a field: the value, `~value (assumed)`, `? value (unsure)`, not applicable, or **not stated** with the
//! question that would state it. Never a silent default.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::escape::{code, markdown};
use crate::brief::record::{Ty, in_prose};
use crate::brief::{Need, Value, field_at};
use crate::numbers::fact::Show;
use crate::numbers::{At, Figure, Known, Origin, Shown, World};
use crate::questions::{QUESTIONS, Question};

/// A value as a person wrote it, on one line.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Float(x) => crate::brief::units::show_number(*x),
        Value::Boolean(b) => if *b { "yes" } else { "no" }.to_owned(),
        Value::Datetime(d) => d.to_string(),
        Value::Array(list) => list.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Table(table) => {
            table.iter().map(|(k, v)| format!("{k} {}", value_text(v))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The fields that a question states, as patterns with placeholders (`dataset.{dataset}.class`, `*`), cut at their dots.
struct Asks {
    id: &'static str,
    /// Those that are its answer.
    settles: Vec<Vec<&'static str>>,
    /// Those that it writes along the way.
    writes: Vec<Vec<&'static str>>,
}

static ASKS: LazyLock<Vec<Asks>> = LazyLock::new(|| {
    let cut = |pattern: &'static str| pattern.split('.').collect();
    let asks = |q: &&'static Question| Asks {
        id: q.id,
        settles: q.settled.split(['(', ')', ' ', ';']).filter(|word| word.contains('.')).map(cut).collect(),
        writes: q.options.iter().flat_map(|o| o.writes).map(|w| cut(w.path)).collect(),
    };
    QUESTIONS.iter().map(asks).collect()
});

/// The question that states a field: one whose answer is that field, else one that writes it along the way.
pub fn question_for(path: &str) -> Option<&'static str> {
    let path: Vec<&str> = path.split('.').collect();
    let any = |patterns: &[Vec<&str>]| patterns.iter().any(|p| matches(p, &path));
    let mut writers = ASKS.iter().filter(|asks| any(&asks.writes));
    let first = writers.clone().next();
    writers.find(|asks| any(&asks.settles)).or(first).map(|asks| asks.id)
}

/// Whether a pattern names a path.
fn matches(pattern: &[&str], path: &[&str]) -> bool {
    // A question that writes the whole table states the fields inside it.
    let whole = pattern.len() == path.len() || (pattern.len() < path.len() && pattern.len() > 2);
    whole && pattern.iter().zip(path).all(|(p, q)| p == q || *p == "*" || p.starts_with('{'))
}

/// The cell of a fact.
pub fn known<T: Show>(w: &World<'_>, fact: &Known<T>) -> String {
    cell(w, &fact.at, fact.origin, fact.value.as_ref().map(Show::shown))
}

/// The cell of a fact that is a share, in per cent.
pub fn share(w: &World<'_>, fact: &Known<f64>) -> String {
    cell(w, &fact.at, fact.origin, fact.value.map(Shown::Share))
}

fn cell(w: &World<'_>, at: &At, origin: Origin, value: Option<Shown>) -> String {
    let path = at.to_string();
    let share = matches!(value, Some(Shown::Share(_)));
    let used = value.map(|v| markdown(&readable(&path, &v.to_string())));
    match origin {
        // Shares read best in per cent, however they were written.
        Origin::Stated if share => used.unwrap_or_default(),
        Origin::Stated => {
            w.brief.get(&path).map_or_else(|| used.unwrap_or_default(), |v| markdown(&readable(&path, &value_text(&v))))
        }
        Origin::Derived => format!("{} (follows)", used.unwrap_or_default()),
        Origin::NotApplicable => format!("not applicable{}", why(w, &path)),
        Origin::Unsure => used.map_or_else(|| "? (unsure)".to_owned(), |u| format!("? {u} (unsure)")),
        Origin::Assumed | Origin::Missing => {
            let need = field_at(&path).map_or(Need::H, |f| f.need);
            let later = later(w, &path);
            match (used, need) {
                (Some(used), Need::H) => format!("{}, ~{used} (assumed)", not_stated(&path, &later)),
                (Some(used), _) => format!("~{used} (assumed){later}"),
                (None, _) => not_stated(&path, &later),
            }
        }
    }
}

fn not_stated(path: &str, later: &str) -> String {
    let question = question_for(path).map_or(String::new(), |q| format!(" ({q})"));
    format!("**not stated**{question}{later}")
}

/// The cell of a field that no formula reads: what is written, or **not stated**.
pub fn field(w: &World<'_>, path: &str) -> String {
    if let Some(value) = w.brief.get(path) {
        return markdown(&readable(path, &value_text(&value)));
    }
    if w.brief.skipped.iter().any(|s| {
        s.path.as_ref().is_some_and(|p| p.id.as_ref() == path)
            && s.reason == Some(crate::brief::SkippedReason::NotApplicable)
    }) {
        return format!("not applicable{}", why(w, path));
    }
    if let Some(row) = w.brief.open_question.iter().find(|q| q.path.as_ref().is_some_and(|p| p.id.as_ref() == path)) {
        return row
            .default_used
            .as_ref()
            .map_or_else(|| "? (unsure)".to_owned(), |d| format!("? {} (unsure)", markdown(d)));
    }
    match field_at(path) {
        Some(f) if f.need == Need::H => not_stated(path, &later(w, path)),
        Some(f) if !f.default.is_empty() => {
            format!("~{} (assumed)", markdown(&readable(path, f.default.trim_matches('"'))))
        }
        _ => String::new(),
    }
}

/// A value as a reader of prose takes it in: the fixed words of the file without their underscores, all else as it stands.
fn readable<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    fn fixed(ty: &Ty) -> bool {
        match ty {
            Ty::Words(_) => true,
            Ty::List(of) => fixed(of),
            Ty::Either(one, other) => fixed(one) || fixed(other),
            _ => false,
        }
    }
    match field_at(path) {
        Some(f) if text.contains('_') && fixed(&(f.ty)()) => Cow::Owned(in_prose(text)),
        _ => Cow::Borrowed(text),
    }
}

/// Why a field was skipped.
fn why(w: &World<'_>, path: &str) -> String {
    let row =
        w.brief.skipped.iter().find(|s| {
            s.path.as_ref().is_some_and(|p| path == p.id.as_ref() || path.starts_with(&format!("{}.", p.id)))
        });
    row.and_then(|s| s.text.as_ref()).map_or(String::new(), |t| format!(": {}", markdown(t)))
}

fn later(w: &World<'_>, path: &str) -> String {
    let row = w.brief.skipped.iter().find(|s| {
        s.reason != Some(crate::brief::SkippedReason::NotApplicable)
            && s.path.as_ref().is_some_and(|p| p.id.as_ref() == path)
    });
    row.map_or(String::new(), |s| {
        s.text.as_ref().map_or(" (later)".to_owned(), |t| format!(" (later: {})", markdown(t)))
    })
}

/// The fields of an entity that an honest brief states and this one does not, beyond those shown: one line, or nothing.
pub fn further(required: &[crate::findings::required::Required], prefix: &str, shown: &[&str]) -> String {
    let start = format!("{prefix}.");
    let rest: Vec<String> = required
        .iter()
        .filter(|r| !r.met)
        .filter_map(|r| r.path.strip_prefix(&start))
        .filter(|f| !shown.contains(f))
        .map(code)
        .collect();
    match rest.len() {
        0 => String::new(),
        1 => format!("Further, **not stated**: {}.", rest[0]),
        n => format!("Further, **not stated** ({n}): {}.", rest.join(", ")),
    }
}

/// The assumed inputs of some figures, named once: "`path` = value".
pub fn assumptions(figures: &[&Figure]) -> String {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for input in figures.iter().flat_map(|f| f.trace.assumed()) {
        all.insert(input.at.to_string(), input.shown.to_string());
    }
    if all.is_empty() {
        return String::new();
    }
    let list: Vec<String> = all.iter().map(|(path, value)| format!("{} = {}", code(path), markdown(value))).collect();
    format!("`~` rests on what nobody stated: {}.", list.join(", "))
}

/// An entity as a code span.
pub fn entity(at: &At) -> String {
    code(&at.to_string())
}
