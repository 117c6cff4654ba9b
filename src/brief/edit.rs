//! Edits: the one way to change a brief, typed and validated, each with its inverse. The same edits rewrite the text
//! ([`super::rewrite()`]) and fill the journal.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::path::{Named, Path, Step, named};
use super::reader::{Problem, Reader};
use super::record::{Field, Need, Slot, Ty};
use super::{Brief, Value, links};

/// One change of a brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "op")]
pub enum Edit {
    /// Writes a value; an empty table creates an entity. Tables on the way are created.
    Set { path: String, value: Value },
    /// Takes a value, an entity or a row away; nothing happens when nothing stands there.
    Unset { path: String },
    /// Adds an element at the end of a list or a row to a `[[table]]`, unless an equal one is there.
    Append { path: String, value: Value },
    /// Gives an entity another id; every reference to it follows.
    Rename { path: String, to: String },
    /// Puts an entity (back) at a place among its kind; only used to undo a removal.
    Place { path: String, value: Value, index: usize },
}

impl Edit {
    /// Writes a value.
    pub fn set(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::Set { path: path.into(), value: value.into() }
    }

    /// Takes a value away.
    pub fn unset(path: impl Into<String>) -> Self {
        Self::Unset { path: path.into() }
    }

    /// Adds to a list.
    pub fn append(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::Append { path: path.into(), value: value.into() }
    }

    /// Creates an empty entity.
    pub fn create(path: impl Into<String>) -> Self {
        Self::Set { path: path.into(), value: Value::Table(toml::Table::new()) }
    }

    /// The path it is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Set { path, .. }
            | Self::Unset { path }
            | Self::Append { path, .. }
            | Self::Rename { path, .. }
            | Self::Place { path, .. } => path,
        }
    }
}

impl fmt::Display for Edit {
    /// As a line: `slo.main.objective = "99.9%"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { path, value } if value.as_table().is_some_and(toml::Table::is_empty) => {
                write!(f, "{path} is new")
            }
            Self::Set { path, value } | Self::Place { path, value, .. } => write!(f, "{path} = {value}"),
            Self::Unset { path } => write!(f, "{path} is taken away"),
            Self::Append { path, value } => write!(f, "{path} += {value}"),
            Self::Rename { path, to } => write!(f, "{path} is called {to}"),
        }
    }
}

/// Applies edits in order, all or none. Returns the edits that undo them, in the order to apply.
pub fn apply(brief: &mut Brief, edits: &[Edit]) -> Result<Vec<Edit>, Vec<Problem>> {
    let mut undo: Vec<Edit> = Vec::new();
    for edit in edits {
        match one(brief, edit) {
            Ok(mut inverse) => {
                inverse.extend(std::mem::take(&mut undo));
                undo = inverse;
            }
            Err(problems) => {
                for back in &undo {
                    // The inverse of an edit that went through always goes through.
                    let _ = one(brief, back);
                }
                return Err(problems);
            }
        }
    }
    Ok(undo)
}

/// References in the values of edits that name nothing in the brief: a file that held them could not be read again.
/// `brief` is the one the edits were applied to.
pub fn unresolved(brief: &Brief, edits: &[Edit]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for edit in edits {
        let (Edit::Set { path, value } | Edit::Append { path, value } | Edit::Place { path, value, .. }) = edit else {
            continue;
        };
        let value = match edit {
            Edit::Append { .. } => Value::Array(vec![value.clone()]),
            // What was written over, renamed or taken away by a later edit is not what stands there now.
            Edit::Set { .. } => match brief.get(path) {
                Some(now) => now,
                None => continue,
            },
            _ => value.clone(),
        };
        let mut scratch = Brief::default();
        let Ok(parsed) = Path::parse(path) else { continue };
        let Some((slot, field, inner)) = holder(&mut scratch, &parsed, true) else { continue };
        let whole = if inner.is_empty() { Some(value) } else { put(None, &inner, &value) };
        let text = format!("v = {}", whole.unwrap_or(Value::Array(Vec::new())));
        let Ok(table) = toml::de::DeTable::parse(&text) else { continue };
        let mut reader = Reader::default();
        for node in table.get_ref().values() {
            reader.within(path, |r| slot.read_into(node, field, r));
        }
        for reference in &reader.references {
            if let Some((expected, help)) = links::dangling(brief, reference) {
                let found = format!("\"{}\"", reference.target);
                problems.push(Problem { line: 0, column: 0, path: reference.path.clone(), found, expected, help });
            }
        }
    }
    problems
}

fn fail(path: &str, found: impl Into<String>, expected: impl Into<String>) -> Vec<Problem> {
    vec![Problem {
        line: 0,
        column: 0,
        path: path.to_owned(),
        found: found.into(),
        expected: expected.into(),
        help: None,
    }]
}

fn one(brief: &mut Brief, edit: &Edit) -> Result<Vec<Edit>, Vec<Problem>> {
    let path = edit.path();
    let named = named(path).map_err(|why| fail(path, why, "a path of the brief"))?;
    match edit {
        Edit::Set { value, .. } => set(brief, path, value, &named),
        Edit::Unset { .. } => unset(brief, path, &named),
        Edit::Append { value, .. } => {
            let mut list = match brief.get(path) {
                None => Vec::new(),
                Some(Value::Array(list)) => list,
                Some(single) => vec![single],
            };
            if list.contains(value) {
                return Ok(Vec::new());
            }
            list.push(value.clone());
            set(brief, path, &Value::Array(list), &named)
        }
        Edit::Rename { to, .. } => rename(brief, path, to),
        Edit::Place { value, index, .. } => {
            let inverse = set(brief, path, value, &named)?;
            if let Some((parent, id)) = parent_of(brief, path) {
                parent.reposition(&id, *index);
            }
            Ok(inverse)
        }
    }
}

/// What a value is checked against when a path names an element or an entity instead of a field.
static ANY: Field = Field {
    name: "",
    doc: "",
    need: Need::O,
    when: "",
    lo: f64::NEG_INFINITY,
    hi: f64::INFINITY,
    unstated: "-",
    remark: "",
    default: "",
    suggested: "",
    ty: || Ty::Text,
};

/// The place that holds the value at a path, and the steps inside that value.
fn holder<'a>(
    brief: &'a mut Brief,
    path: &Path,
    create: bool,
) -> Option<(&'a mut dyn Slot, &'static Field, Vec<Step>)> {
    let (keys, rest) = path.split_at_index();
    let mut depth = keys.len();
    // Walk as deep as places go; the remaining steps are inside a value.
    while depth > 0 {
        let text = Path(keys[..depth].iter().map(|k| Step::Key((*k).to_owned())).collect()).to_string();
        let field = match named(&text) {
            Ok(Named::Field(field)) => field,
            Ok(Named::Entity { .. }) => &ANY,
            _ => {
                depth -= 1;
                continue;
            }
        };
        if reach(brief, &keys[..depth], create) {
            let inner = keys[depth..].iter().map(|k| Step::Key((*k).to_owned())).chain(rest.iter().cloned()).collect();
            let mut slot: &mut dyn Slot = brief;
            for key in &keys[..depth] {
                slot = slot.child_mut(key, create)?;
            }
            return Some((slot, field, inner));
        }
        depth -= 1;
    }
    None
}

fn reach(brief: &mut Brief, keys: &[&str], create: bool) -> bool {
    let mut slot: &mut dyn Slot = brief;
    for key in keys {
        match slot.child_mut(key, create) {
            Some(next) => slot = next,
            None => return false,
        }
    }
    true
}

/// Reads a value into a place through the same reader as a file, so that an edit can write nothing that a file could not hold.
fn write(slot: &mut dyn Slot, field: &Field, path: &str, value: &Value) -> Result<(), Vec<Problem>> {
    let text = format!("v = {value}");
    let table = toml::de::DeTable::parse(&text).map_err(|e| fail(path, e.message().to_owned(), "a TOML value"))?;
    let Some((_, node)) = table.get_ref().iter().next() else { return Err(fail(path, "nothing", "a value")) };
    let mut reader = Reader::default();
    reader.within(path, |r| slot.read_into(node, field, r));
    if reader.problems.is_empty() { Ok(()) } else { Err(reader.problems.into_iter().map(|p| p.problem).collect()) }
}

/// The first table on the way that setting a path would create; unsetting it undoes the creation.
fn first_new(brief: &Brief, path: &Path) -> Option<String> {
    let (keys, _) = path.split_at_index();
    (1..=keys.len()).map(|n| Path(keys[..n].iter().map(|k| Step::Key((*k).to_owned())).collect()).to_string()).find(
        |p| {
            // A map is there with its first entity; name that entity instead.
            !brief.has(p) && !matches!(named(p), Ok(Named::Field(f)) if matches!((f.ty)(), Ty::Map(_)))
        },
    )
}

fn set(brief: &mut Brief, path: &str, value: &Value, what: &Named) -> Result<Vec<Edit>, Vec<Problem>> {
    let parsed = Path::parse(path).map_err(|why| fail(path, why, "a path"))?;
    if let Named::Entity { id, .. } = what
        && !super::is_id(id)
        && !path.starts_with("notes.")
    {
        return Err(fail(path, format!("the name `{id}`"), "lower case letters, digits and `-`, at most 64"));
    }
    let old = brief.get(path);
    let inverse = match (&old, first_new(brief, &parsed)) {
        (Some(old), _) => vec![Edit::set(path, old.clone())],
        (None, Some(new)) => vec![Edit::unset(new)],
        (None, None) => vec![Edit::unset(path)],
    };
    let created = inverse.clone();
    let result = match holder(brief, &parsed, true) {
        None => Err(fail(path, "no such place", "a path of the brief")),
        Some((slot, field, inner)) if inner.is_empty() => {
            // A whole table replaces what stands there; an empty one keeps an entity that exists.
            if old.is_some() && matches!(value, Value::Table(t) if !t.is_empty()) {
                let keep = slot.value();
                slot.clear();
                write(slot, field, path, value).inspect_err(|_| {
                    if let Some(keep) = &keep {
                        slot.clear();
                        let _ = write(slot, field, path, keep);
                    }
                })
            } else {
                write(slot, field, path, value)
            }
        }
        Some((slot, field, inner)) => match put(slot.value(), &inner, value) {
            Some(whole) => write(slot, field, path, &whole),
            None => Err(fail(path, "no such element", "an index inside the list")),
        },
    };
    if let Err(problems) = result {
        if old.is_none() {
            for back in &created {
                let _ = one(brief, back);
            }
        }
        return Err(problems);
    }
    Ok(inverse)
}

/// A value with something set inside it.
fn put(value: Option<Value>, steps: &[Step], new: &Value) -> Option<Value> {
    let Some((step, rest)) = steps.split_first() else { return Some(new.clone()) };
    match (step, value) {
        (Step::Key(key), None) => Some(Value::Table([(key.clone(), put(None, rest, new)?)].into_iter().collect())),
        (Step::Key(key), Some(Value::Table(mut table))) => {
            let inner = put(table.get(key).cloned(), rest, new)?;
            table.insert(key.clone(), inner);
            Some(Value::Table(table))
        }
        (Step::Index(i), Some(Value::Array(mut list))) if *i <= list.len() => {
            let inner = put(list.get(*i).cloned(), rest, new)?;
            if *i < list.len() {
                list[*i] = inner;
            } else {
                list.push(inner);
            }
            Some(Value::Array(list))
        }
        (Step::Index(0), None) => Some(Value::Array(vec![put(None, rest, new)?])),
        _ => None,
    }
}

/// A value with something taken out of it.
fn take(value: Value, steps: &[Step]) -> Value {
    match (steps, value) {
        ([Step::Key(key)], Value::Table(mut table)) => {
            table.remove(key);
            Value::Table(table)
        }
        ([Step::Index(i)], Value::Array(mut list)) if *i < list.len() => {
            list.remove(*i);
            Value::Array(list)
        }
        ([Step::Key(key), rest @ ..], Value::Table(mut table)) => {
            if let Some(inner) = table.remove(key) {
                table.insert(key.clone(), take(inner, rest));
            }
            Value::Table(table)
        }
        ([Step::Index(i), rest @ ..], Value::Array(mut list)) if *i < list.len() => {
            let inner = list.remove(*i);
            list.insert(*i, take(inner, rest));
            Value::Array(list)
        }
        (_, value) => value,
    }
}

fn parent_of<'a>(brief: &'a mut Brief, path: &str) -> Option<(&'a mut dyn Slot, String)> {
    let parsed = Path::parse(path).ok()?;
    let (keys, rest) = parsed.split_at_index();
    let (last, above) = keys.split_last().filter(|_| rest.is_empty())?;
    let mut slot: &mut dyn Slot = brief;
    for key in above {
        slot = slot.child_mut(key, false)?;
    }
    Some((slot, (*last).to_owned()))
}

fn unset(brief: &mut Brief, path: &str, what: &Named) -> Result<Vec<Edit>, Vec<Problem>> {
    let Some(old) = brief.get(path) else {
        // An empty table that is there has no value to show but can still go.
        if brief.has(path)
            && matches!(what, Named::Field(_))
            && let Some((parent, key)) = parent_of(brief, path)
            && let Some(slot) = parent.child_mut(&key, false)
        {
            slot.clear();
        }
        return Ok(Vec::new());
    };
    if matches!(what, Named::Entity { .. }) {
        let Some((parent, id)) = parent_of(brief, path) else { return Ok(Vec::new()) };
        let index = parent.position(&id);
        parent.remove(&id);
        return Ok(vec![match index {
            Some(index) => Edit::Place { path: path.to_owned(), value: old, index },
            None => Edit::set(path, old),
        }]);
    }
    let parsed = Path::parse(path).map_err(|why| fail(path, why, "a path"))?;
    let Some((slot, field, inner)) = holder(brief, &parsed, false) else { return Ok(Vec::new()) };
    if inner.is_empty() {
        slot.clear();
        return Ok(vec![Edit::set(path, old)]);
    }
    let Some(whole) = slot.value() else { return Ok(Vec::new()) };
    let at = Path(parsed.0[..parsed.0.len() - inner.len()].to_vec()).to_string();
    let left = take(whole.clone(), &inner);
    slot.clear();
    if !matches!(&left, Value::Array(a) if a.is_empty()) && !matches!(&left, Value::Table(t) if t.is_empty()) {
        write(slot, field, path, &left)?;
    }
    Ok(vec![Edit::set(at, whole)])
}

fn rename(brief: &mut Brief, path: &str, to: &str) -> Result<Vec<Edit>, Vec<Problem>> {
    let follow =
        links::following(brief, path, to).map_err(|why| fail(path, why, "an entity that can take another name"))?;
    let Some((parent, id)) = parent_of(brief, path) else { return Err(fail(path, "nothing to rename", "an entity")) };
    if !parent.rename(&id, to) {
        return Err(fail(path, format!("the name `{to}`"), "a free name of lower case letters, digits and `-`"));
    }
    let renamed = format!("{}.{to}", path.rsplit_once('.').map_or("", |(above, _)| above));
    let mut undo = vec![Edit::Rename { path: renamed, to: id }];
    for edit in follow {
        let mut inverse = one(brief, &edit)?;
        inverse.extend(undo);
        undo = inverse;
    }
    // References follow a rename by themselves, so undoing the rename alone brings them back.
    undo.retain(|e| matches!(e, Edit::Rename { .. }));
    Ok(undo)
}
