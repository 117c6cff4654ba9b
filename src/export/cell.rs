//! What a cell says of a field: the value, `~value (assumed)`, `? value (unsure)`, not applicable, or **not stated** with the
//! question that would state it. Never a silent default.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::escape::{code, markdown};
use super::plain;
use super::source::Source;
use crate::brief::record::{Ty, in_prose};
use crate::brief::{Need, Value, field_at, split_number};
use crate::numbers::fact::{Input, Show};
use crate::numbers::{At, Figure, Known, Origin, Shown};
use crate::questions::QUESTIONS;

/// A value in a reader's words: as it was written, but fixed words without their underscores and shares in per cent.
pub fn words(ty: &Ty, value: &Value) -> String {
    match (ty, value) {
        (Ty::Either(a, b), _) => words(if fits(a, value) { a } else { b }, value),
        (_, Value::Array(list)) if list.is_empty() => "none".to_owned(),
        (Ty::List(of), Value::Array(list)) => list.iter().map(|v| words(of, v)).collect::<Vec<_>>().join(", "),
        (Ty::Record(fields), Value::Table(table)) => {
            let of = |name: &str| fields.iter().find(|f| f.name == name).map_or(Ty::Text, |f| (f.ty)());
            // What kind of thing it is needs no name: "dns, ttl 60s".
            let one = |(k, v): (&String, &Value)| match k.as_str() {
                "kind" => words(&of(k), v),
                _ => format!("{} {}", in_prose(k), words(&of(k), v)),
            };
            table.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        (Ty::Shares(of), Value::Table(table)) => {
            table.iter().map(|(k, v)| format!("{k} {}", words(of, v))).collect::<Vec<_>>().join(", ")
        }
        (Ty::Words(_), Value::String(word)) => plain::word(word),
        (Ty::Quantity { units, .. }, Value::Float(x)) if units.contains(&"%") => Shown::Share(*x).to_string(),
        (Ty::Quantity { units, .. }, Value::Float(x)) if units.contains(&"%/y") => format!("{}/y", Shown::Share(*x)),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Integer(n)) => n.to_string(),
        (_, Value::Float(x)) => crate::brief::units::show_number(*x),
        (_, Value::Boolean(b)) => if *b { "yes" } else { "no" }.to_owned(),
        (_, Value::Datetime(d)) => d.to_string(),
        (_, Value::Array(list)) => list.iter().map(|v| words(ty, v)).collect::<Vec<_>>().join(", "),
        (_, Value::Table(table)) => {
            table.iter().map(|(k, v)| format!("{k} {}", words(&Ty::Text, v))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Whether a value is of that type and not of the other one that may stand there.
fn fits(ty: &Ty, value: &Value) -> bool {
    match (ty, value) {
        (Ty::Words(words), Value::String(text)) => words.contains(&text.as_str()),
        (Ty::Either(a, b), _) => fits(a, value) || fits(b, value),
        (Ty::List(_), _) => value.is_array(),
        (Ty::Record(_), _) => value.is_table(),
        (Ty::Quantity { units, .. }, Value::String(text)) => {
            split_number(text).is_some_and(|(_, unit)| units.contains(&unit.trim()))
        }
        (Ty::Quantity { bare, .. }, Value::Float(_)) => *bare,
        (Ty::Int, _) => value.is_integer(),
        (Ty::Form { .. }, _) => !value.is_array(),
        _ => !value.is_array() && !value.is_table(),
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

/// By the kind that the fields belong to, in the order of the questions: a document asks thousands of times.
static ASKS: LazyLock<HashMap<&'static str, Vec<Asks>>> = LazyLock::new(|| {
    let cut = |pattern: &'static str| -> Vec<&'static str> { pattern.split('.').collect() };
    let mut by: HashMap<&str, Vec<Asks>> = HashMap::new();
    for q in QUESTIONS {
        let settles = q.settled.split(['(', ')', ' ', ';']).filter(|word| word.contains('.')).map(cut);
        let writes = q.options.iter().flat_map(|o| o.writes).map(|w| cut(w.path));
        let (settles, writes): (Vec<_>, Vec<_>) = (settles.collect(), writes.collect());
        let kinds: BTreeSet<&str> = settles.iter().chain(&writes).map(|p| p[0]).collect();
        for kind in kinds {
            let of = |all: &[Vec<&'static str>]| all.iter().filter(|p| p[0] == kind).cloned().collect();
            by.entry(kind).or_default().push(Asks { id: q.id, settles: of(&settles), writes: of(&writes) });
        }
    }
    by
});

/// The question that states a field: one whose answer is that field, else one that writes it along the way.
pub fn question_for(path: &str) -> Option<&'static str> {
    let path: Vec<&str> = path.split('.').collect();
    let any = |patterns: &[Vec<&str>]| patterns.iter().any(|p| matches(p, &path));
    let mut writers = ASKS.get(path[0])?.iter().filter(|asks| any(&asks.writes));
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
pub fn known<T: Show>(s: &Source<'_>, fact: &Known<T>) -> String {
    cell(s, &fact.at, fact.origin, fact.value.as_ref().map(Show::shown))
}

/// The cell of a fact that is a share, in per cent.
pub fn share(s: &Source<'_>, fact: &Known<f64>) -> String {
    cell(s, &fact.at, fact.origin, fact.value.map(Shown::Share))
}

fn cell(s: &Source<'_>, at: &At, origin: Origin, value: Option<Shown>) -> String {
    let path = at.to_string();
    // What follows from other fields says nothing of this one.
    if origin != Origin::Derived {
        s.say(&path);
    }
    let share = matches!(value, Some(Shown::Share(_)));
    let used = value.map(|v| markdown(&readable(&path, &v.to_string())));
    match origin {
        // Shares read best in per cent, however they were written.
        Origin::Stated if share => used.unwrap_or_default(),
        Origin::Stated => written(s, &path).or(used).unwrap_or_default(),
        Origin::Derived => format!("{} (follows)", used.unwrap_or_default()),
        Origin::NotApplicable => format!("not applicable{}", why(s, &path)),
        Origin::Unsure => used.map_or_else(|| "? (unsure)".to_owned(), |u| format!("? {u} (unsure)")),
        Origin::Assumed | Origin::Missing => {
            let required = s.wants(&path) || field_at(&path).is_none_or(|f| f.need == Need::H);
            let later = later(s, &path);
            match (used, required) {
                (Some(used), true) => format!("{}, ~{used} (assumed)", not_stated(&path, &later)),
                (Some(used), false) => format!("~{used} (assumed){later}"),
                (None, _) => not_stated(&path, &later),
            }
        }
    }
}

/// What is written at a path, as a reader takes it in.
fn written(s: &Source<'_>, path: &str) -> Option<String> {
    s.world.brief.get(path).map(|value| markdown(&as_written(path, &value)))
}

/// A value at a path in a reader's words. The type is looked up only where the words depend on it.
fn as_written(path: &str, value: &Value) -> String {
    let plain = match value {
        Value::String(text) => text.contains(|c: char| !c.is_ascii_lowercase() && c != '_'),
        Value::Integer(_) | Value::Boolean(_) | Value::Datetime(_) => true,
        Value::Float(_) | Value::Array(_) | Value::Table(_) => false,
    };
    let ty = if plain { Ty::Text } else { field_at(path).map_or(Ty::Text, |f| (f.ty)()) };
    words(&ty, value)
}

fn not_stated(path: &str, later: &str) -> String {
    let question = question_for(path).map_or(String::new(), |q| format!(" ({q})"));
    format!("**not stated**{question}{later}")
}

/// The cell of a field that no formula reads: what is written, or **not stated**.
pub fn field(s: &Source<'_>, path: &str) -> String {
    s.say(path);
    if let Some(cell) = written(s, path).or_else(|| aside(s, path)) {
        return cell;
    }
    let Some(f) = field_at(path) else { return String::new() };
    let default = format!("v = {}", f.default).parse::<toml::Table>().ok().and_then(|mut t| t.remove("v"));
    let assumed = default.map(|v| format!("~{} (assumed)", markdown(&words(&(f.ty)(), &v))));
    if f.need == Need::H || s.wants(path) {
        let missing = not_stated(path, &later(s, path));
        return assumed.map_or_else(|| missing.clone(), |a| format!("{missing}, {a}"));
    }
    assumed.unwrap_or_default()
}

/// The cell of a field that most briefs do without: what is written, or nothing. Where an honest brief has it, the end of the
/// part says that it is missing.
pub fn stated(s: &Source<'_>, path: &str) -> String {
    let cell = written(s, path).or_else(|| aside(s, path));
    if cell.is_some() {
        s.say(path);
    }
    cell.unwrap_or_default()
}

/// A field that somebody set aside: not applicable, or not sure.
fn aside(s: &Source<'_>, path: &str) -> Option<String> {
    let brief = s.world.brief;
    if brief.skipped.iter().any(|row| {
        row.path.as_ref().is_some_and(|p| p.id.as_ref() == path)
            && row.reason == Some(crate::brief::SkippedReason::NotApplicable)
    }) {
        return Some(format!("not applicable{}", why(s, path)));
    }
    let row = brief.open_question.iter().find(|q| q.path.as_ref().is_some_and(|p| p.id.as_ref() == path))?;
    let unsure = row.default_used.as_ref().map(|d| format!("? {} (unsure)", markdown(d)));
    Some(unsure.unwrap_or_else(|| "? (unsure)".to_owned()))
}

/// A fact's value as a reader of prose takes it in: the fixed words of the file without their underscores, all else as it
/// stands.
fn readable<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    fn fixed(ty: &Ty) -> bool {
        match ty {
            Ty::Words(_) => true,
            Ty::List(of) => fixed(of),
            Ty::Either(one, other) => fixed(one) || fixed(other),
            _ => false,
        }
    }
    let letters = |c: char| c.is_ascii_lowercase() || "_, ".contains(c);
    if text.chars().all(letters) && field_at(path).is_some_and(|f| fixed(&(f.ty)())) {
        return Cow::Owned(text.split(", ").map(plain::word).collect::<Vec<_>>().join(", "));
    }
    Cow::Borrowed(text)
}

/// Why a field was skipped.
fn why(s: &Source<'_>, path: &str) -> String {
    let row =
        s.world.brief.skipped.iter().find(|s| {
            s.path.as_ref().is_some_and(|p| path == p.id.as_ref() || path.starts_with(&format!("{}.", p.id)))
        });
    row.and_then(|s| s.text.as_ref()).map_or(String::new(), |t| format!(": {}", markdown(t)))
}

fn later(s: &Source<'_>, path: &str) -> String {
    let row = s.world.brief.skipped.iter().find(|s| {
        s.reason != Some(crate::brief::SkippedReason::NotApplicable)
            && s.path.as_ref().is_some_and(|p| p.id.as_ref() == path)
    });
    row.map_or(String::new(), |s| {
        s.text.as_ref().map_or(" (later)".to_owned(), |t| format!(" (later: {})", markdown(t)))
    })
}

/// The assumed inputs of some figures, named once: "`path` = value".
pub fn assumptions(figures: &[&Figure]) -> String {
    assumed(figures.iter().flat_map(|f| f.trace.assumed()))
}

/// So many assumed inputs are named below one table; a list of hundreds tells nobody more than their number.
const MOST_ASSUMED: usize = 24;

/// The same of inputs.
pub fn assumed<'i>(inputs: impl Iterator<Item = &'i Input>) -> String {
    let all: BTreeMap<String, String> = inputs.map(|i| (i.at.to_string(), i.shown.to_string())).collect();
    if all.is_empty() {
        return String::new();
    }
    let named = all.iter().take(MOST_ASSUMED).map(|(path, value)| format!("{} = {}", code(path), markdown(value)));
    let mut list: Vec<String> = named.collect();
    if all.len() > MOST_ASSUMED {
        list.push(format!("and {} more", all.len() - MOST_ASSUMED));
    }
    format!("`~` rests on what nobody stated: {}.", list.join(", "))
}

/// An entity as a code span.
pub fn entity(at: &At) -> String {
    code(&at.to_string())
}
