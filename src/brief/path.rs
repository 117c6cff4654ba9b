//! Paths: the only way to name a field from outside its type. `dataset.orders.replication.w`, `slo.main.alert_pairs[0].burn`,
//! `open_question[2]`, `notes."workload.main.rate_peak"`.

use std::fmt;

use super::reader::nearest;
use super::record::{Field, Record, Ty};
use super::record::{Inside, Slot};
use super::{Brief, Value};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key of a table, or the id of an entity.
    Key(String),
    /// An element of a list, from 0.
    Index(usize),
}

/// A parsed path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// Splits a text; an empty step or an unclosed bracket or quote is an error in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut rest = text;
        let bad = |why: &str| Err(format!("`{text}` is not a path: {why}"));
        if text.is_empty() {
            return bad("it is empty");
        }
        loop {
            if let Some(quoted) = rest.strip_prefix('"') {
                let Some(end) = quoted.find('"') else { return bad("a quote is not closed") };
                steps.push(Step::Key(quoted[..end].to_owned()));
                rest = &quoted[end + 1..];
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                if end == 0 {
                    return bad("a step is empty");
                }
                steps.push(Step::Key(rest[..end].to_owned()));
                rest = &rest[end..];
            }
            while let Some(bracket) = rest.strip_prefix('[') {
                let Some(end) = bracket.find(']') else { return bad("a bracket is not closed") };
                let Ok(i) = bracket[..end].parse() else { return bad("a list is indexed by a number") };
                steps.push(Step::Index(i));
                rest = &bracket[end + 1..];
            }
            if rest.is_empty() {
                return Ok(Self(steps));
            }
            let Some(next) = rest.strip_prefix('.') else { return bad("steps are joined by a dot") };
            rest = next;
        }
    }

    /// The keys before the first index, and what follows them.
    pub fn split_at_index(&self) -> (Vec<&str>, &[Step]) {
        let mut keys = Vec::new();
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) => keys.push(key.as_str()),
                Step::Index(_) => return (keys, &self.0[i..]),
            }
        }
        (keys, &[])
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if key.contains('.') => write!(f, "{}\"{key}\"", if i > 0 { "." } else { "" })?,
                Step::Key(key) => write!(f, "{}{key}", if i > 0 { "." } else { "" })?,
                Step::Index(n) => write!(f, "[{n}]")?,
            }
        }
        Ok(())
    }
}

/// What a path names in the field table, whether or not something stands there.
#[derive(Debug, Clone)]
pub enum Named {
    /// A field.
    Field(&'static Field),
    /// An entity of a map: its kind (`dataset`, `operation`) and id.
    Entity { kind: &'static str, id: String, fields: &'static [Field] },
    /// An element of a list.
    Element(Ty),
}

/// Looks a path up in the field tables. The error names the step that is not known and the nearest that is.
pub fn named(text: &str) -> Result<Named, String> {
    let path = Path::parse(text)?;
    let mut fields = Brief::fields();
    let mut at: Option<Named> = None;
    let mut steps = path.0.iter().peekable();
    while let Some(step) = steps.next() {
        match step {
            Step::Key(key) => {
                let Some(field) = fields.iter().find(|f| f.name == key) else {
                    let near = nearest(key, fields.iter().map(|f| f.name));
                    let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                    return Err(format!("`{text}`: there is no field `{key}` here{hint}"));
                };
                let ty = record_of((field.ty)());
                match ty {
                    Ty::Map(inner) => {
                        if let Some(Step::Key(id)) = steps.peek() {
                            at = Some(Named::Entity { kind: field.name, id: id.clone(), fields: inner });
                            fields = inner;
                            steps.next();
                            continue;
                        }
                    }
                    Ty::Record(inner) => fields = inner,
                    Ty::Shares(of) => {
                        at = Some(Named::Field(field));
                        if steps.next().is_some() {
                            at = Some(Named::Element(*of));
                        }
                        fields = &[];
                        continue;
                    }
                    _ => fields = &[],
                }
                at = Some(Named::Field(field));
            }
            Step::Index(_) => {
                let Some(Named::Field(field)) = &at else {
                    return Err(format!("`{text}`: only a list can be indexed"));
                };
                let Some(of) = list_of((field.ty)()) else {
                    return Err(format!("`{text}`: `{}` is not a list", field.name));
                };
                if let Ty::Record(inner) = of {
                    fields = inner;
                }
                at = Some(Named::Element(of));
            }
        }
    }
    at.ok_or_else(|| format!("`{text}` names nothing"))
}

/// The table behind a type that may also be a word ("none").
fn record_of(ty: Ty) -> Ty {
    match ty {
        Ty::Either(a, b) => match record_of(*a) {
            Ty::Record(fields) => Ty::Record(fields),
            other => {
                if let Ty::Record(fields) = record_of(*b) {
                    Ty::Record(fields)
                } else {
                    other
                }
            }
        },
        ty => ty,
    }
}

fn list_of(ty: Ty) -> Option<Ty> {
    match ty {
        Ty::List(of) => Some(*of),
        Ty::Either(a, b) => list_of(*a).or_else(|| list_of(*b)),
        _ => None,
    }
}

/// The field a path names, when it names one.
pub fn field_at(path: &str) -> Option<&'static Field> {
    match named(path) {
        Ok(Named::Field(field)) => Some(field),
        _ => None,
    }
}

impl Brief {
    /// The value at a path, when something stands there.
    pub fn get(&self, path: &str) -> Option<Value> {
        let path = Path::parse(path).ok()?;
        let (keys, rest) = path.split_at_index();
        let mut slot: &dyn Slot = self;
        for (i, key) in keys.iter().enumerate() {
            match slot.child(key) {
                Some(next) => slot = next,
                // An entity or a field that is not there: the others need not be put into words to know that.
                None if !matches!(slot.inside(), Inside::Leaf) => return None,
                // A key inside a value that is no record (a share of a map).
                None => {
                    return into_value(
                        slot.value()?,
                        keys[i..].iter().map(|k| Step::Key((*k).to_owned())).chain(rest.iter().cloned()),
                    );
                }
            }
        }
        into_value(slot.value()?, rest.iter().cloned())
    }

    /// Whether something stands at a path.
    pub fn has(&self, path: &str) -> bool {
        let Ok(parsed) = Path::parse(path) else { return false };
        let (keys, rest) = parsed.split_at_index();
        if !rest.is_empty() {
            return self.get(path).is_some();
        }
        let mut slot: &dyn Slot = self;
        for key in keys {
            match slot.child(key) {
                Some(next) => slot = next,
                None => return self.get(path).is_some(),
            }
        }
        slot.is_set()
    }
}

fn into_value(mut value: Value, steps: impl Iterator<Item = Step>) -> Option<Value> {
    for step in steps {
        value = match (step, value) {
            (Step::Key(key), Value::Table(mut table)) => table.remove(&key)?,
            (Step::Index(i), Value::Array(mut list)) if i < list.len() => list.swap_remove(i),
            _ => return None,
        };
    }
    Some(value)
}
