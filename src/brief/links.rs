//! What names must exist, and what follows when an entity takes another name.

use super::edit::Edit;
use super::path::{Named, named};
use super::reader::{Reference, did_you_mean};
use super::record::{Record, Ty};
use super::{Brief, Value};

/// Checks one reference; an answer is what was expected and the nearest right name.
pub fn dangling(brief: &Brief, reference: &Reference) -> Option<(String, Option<String>)> {
    let target = reference.target.as_str();
    match reference.kinds {
        ["zone"] => zone(brief, target),
        ["operation"] => {
            let known = |(d, o): (&str, &str)| brief.dataset.get(d).is_some_and(|set| set.operation.get(o).is_some());
            if target.split_once('.').is_some_and(known) {
                return None;
            }
            let all = brief.dataset.iter().flat_map(|(d, set)| set.operation.keys().map(move |o| format!("{d}.{o}")));
            let all: Vec<String> = all.collect();
            Some(("an operation, written DATASET.OPERATION".to_owned(), hint(target, &all)))
        }
        ["own operation"] => {
            let dataset = reference.path.strip_prefix("dataset.").and_then(|p| p.split('.').next()).unwrap_or_default();
            let all: Vec<String> = brief
                .dataset
                .get(dataset)
                .map(|d| d.operation.keys().map(ToString::to_string).collect())
                .unwrap_or_default();
            (!all.iter().any(|o| o == target))
                .then(|| (format!("an operation of dataset.{dataset}"), hint(target, &all)))
        }
        ["step"] => {
            let transaction =
                reference.path.strip_prefix("transaction.").and_then(|p| p.split('.').next()).unwrap_or_default();
            let steps = brief.transaction.get(transaction).and_then(|t| t.steps.as_ref());
            let all: Vec<String> = steps.map(|s| s.iter().filter_map(|s| s.id.clone()).collect()).unwrap_or_default();
            (!all.iter().any(|s| s == target))
                .then(|| (format!("the id of a step of transaction.{transaction}"), hint(target, &all)))
        }
        ["scope"] => match target.split_once('.') {
            Some((kind @ ("dataset" | "service"), id)) => entity(brief, &[kind], id),
            _ => zone(brief, target),
        },
        ["entity"] => match target.split_once('.') {
            Some((kind, id)) if matches!(kind, "dataset" | "service" | "call" | "queue" | "lock") => {
                entity(brief, &[kind], id)
            }
            _ => Some(("dataset.ID, service.ID, call.ID, queue.ID or lock.ID".to_owned(), None)),
        },
        ["path"] => {
            if let Err(why) = named(target) {
                Some(("a path of this file".to_owned(), Some(why)))
            } else {
                let mut steps = target.splitn(3, '.');
                let (top, id) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
                let is_map = matches!(named(&format!("{top}.{id}")), Ok(Named::Entity { .. }));
                if is_map && !id.is_empty() && !id.contains('[') {
                    entity_or_new(brief, reference, top, id)
                } else {
                    None
                }
            }
        }
        ["finding"] => {
            let legal = target.split_once('/').is_some_and(|(rule, at)| {
                rule.split_once('-').is_some_and(|(family, n)| {
                    !family.is_empty()
                        && family.chars().all(|c| c.is_ascii_uppercase())
                        && !n.is_empty()
                        && n.chars().all(|c| c.is_ascii_digit())
                }) && !at.is_empty()
            });
            (!legal).then(|| ("a finding, written RULE/ENTITY such as \"RTY-01/call.gateway-orders\"".to_owned(), None))
        }
        [] | ["quorum" | "percentile"] => None,
        kinds => entity(brief, kinds, target),
    }
}

fn hint(target: &str, all: &[String]) -> Option<String> {
    did_you_mean(target, all.iter().map(String::as_str)).or_else(|| match all.len() {
        0 => Some("there is none yet".to_owned()),
        1..=8 => Some(format!("there is {}", all.join(", "))),
        n => Some(format!("there are {n} of them")),
    })
}

/// The ids of every entity of a kind.
pub fn ids(brief: &Brief, kind: &str) -> Vec<String> {
    match brief.get(kind) {
        Some(Value::Table(table)) => table.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn entity(brief: &Brief, kinds: &[&str], id: &str) -> Option<(String, Option<String>)> {
    if kinds.iter().any(|kind| brief.has(&format!("{kind}.{id}"))) {
        return None;
    }
    let all: Vec<String> = kinds.iter().flat_map(|kind| ids(brief, kind)).collect();
    Some((format!("the id of a {}", kinds.join(" or ")), hint(id, &all)))
}

/// What is open or skipped may be about an entity that does not exist yet: "no latency objective" skips the one there
/// would be. Everything else points at what is there.
fn entity_or_new(brief: &Brief, at: &Reference, kind: &str, id: &str) -> Option<(String, Option<String>)> {
    let may_be_new = at.path.starts_with("open_question") || at.path.starts_with("skipped");
    if kind == "notes" || (may_be_new && super::is_id(id)) { None } else { entity(brief, &[kind], id) }
}

fn zone(brief: &Brief, target: &str) -> Option<(String, Option<String>)> {
    let all: Vec<String> =
        brief.region.iter().flat_map(|(r, region)| region.zone.keys().map(move |z| format!("{r}/{z}"))).collect();
    let known = match target.split_once('/') {
        Some((region, "*")) => region == "*" || brief.region.contains_key(region),
        _ => all.iter().any(|z| z == target),
    };
    (!known).then(|| ("a zone, written REGION/ZONE".to_owned(), hint(target, &all)))
}

/// The edits that keep every reference when an entity is renamed; an error when the path names no entity.
pub fn following(brief: &Brief, path: &str, to: &str) -> Result<Vec<Edit>, String> {
    let Named::Entity { kind, id, .. } = named(path)? else {
        return Err(format!("`{path}` is a field, and only entities have names"));
    };
    if !brief.has(path) {
        return Err(format!("there is no `{path}`"));
    }
    let owner = path.split('.').nth(1).unwrap_or_default();
    let change = Change {
        kind,
        owner,
        id: &id,
        to,
        path,
        renamed: format!("{}.{to}", path.rsplit_once('.').map_or("", |(a, _)| a)),
    };
    let mut edits = Vec::new();
    if let Value::Table(table) = super::record::record_value(brief) {
        for (key, value) in &table {
            if let Some(field) = Brief::fields().iter().find(|f| f.name == key) {
                change.walk(key, &(field.ty)(), value, &mut edits);
            }
        }
    }
    Ok(edits)
}

struct Change<'a> {
    kind: &'a str,
    owner: &'a str,
    id: &'a str,
    to: &'a str,
    path: &'a str,
    renamed: String,
}

impl Change<'_> {
    /// Finds references below a value and writes the edits that follow; paths are those after the rename.
    fn walk(&self, path: &str, ty: &Ty, value: &Value, edits: &mut Vec<Edit>) {
        match (ty, value) {
            (Ty::Record(fields), Value::Table(table)) => {
                for (key, inner) in table {
                    if let Some(field) = fields.iter().find(|f| f.name == key) {
                        self.walk(&format!("{path}.{key}"), &(field.ty)(), inner, edits);
                    }
                }
            }
            (Ty::Map(fields), Value::Table(table)) => {
                for (key, inner) in table {
                    let here = if key.contains('.') { format!("{path}.\"{key}\"") } else { format!("{path}.{key}") };
                    if path == "notes" && self.path_like(key).is_some_and(|new| new != *key) {
                        let new = self.path_like(key).unwrap_or_default();
                        edits.push(Edit::unset(here));
                        edits.push(Edit::set(format!("notes.\"{new}\""), inner.clone()));
                        continue;
                    }
                    let here = if here == self.path { self.renamed.clone() } else { here };
                    self.walk(&here, &Ty::Record(fields), inner, edits);
                }
            }
            (Ty::Shares(_), Value::Table(table)) if self.kind == "region" && table.contains_key(self.id) => {
                let shares: toml::Table = table
                    .iter()
                    .map(|(k, v)| (if k == self.id { self.to.to_owned() } else { k.clone() }, v.clone()))
                    .collect();
                edits.push(Edit::set(path, Value::Table(shares)));
            }
            (Ty::List(of), Value::Array(list)) => {
                if let Some(new) = self.list(path, of, list) {
                    edits.push(Edit::set(path, Value::Array(new)));
                } else {
                    for (i, inner) in list.iter().enumerate() {
                        self.walk(&format!("{path}[{i}]"), of, inner, edits);
                    }
                }
            }
            (Ty::Either(a, b), value) => {
                let before = edits.len();
                self.walk(path, a, value, edits);
                if edits.len() == before {
                    self.walk(path, b, value, edits);
                }
            }
            (ty, Value::String(text)) => {
                if let Some(new) = self.text(path, ty, text) {
                    edits.push(Edit::set(path, new));
                }
            }
            _ => {}
        }
    }

    fn list(&self, path: &str, of: &Ty, list: &[Value]) -> Option<Vec<Value>> {
        let new: Vec<Value> = list
            .iter()
            .map(|v| match v {
                Value::String(text) => Value::String(self.text(path, of, text).unwrap_or_else(|| text.clone())),
                other => other.clone(),
            })
            .collect();
        (new != list).then_some(new)
    }

    fn path_like(&self, text: &str) -> Option<String> {
        let rest = text.strip_prefix(self.path)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then(|| format!("{}{rest}", self.renamed))
    }

    /// The new text of a reference, when it names what was renamed.
    fn text(&self, path: &str, ty: &Ty, text: &str) -> Option<String> {
        match ty {
            Ty::Id(["own operation"]) => {
                let here = path.strip_prefix("dataset.")?.split('.').next()?;
                (self.kind == "operation" && here == self.owner && text == self.id).then(|| self.to.to_owned())
            }
            Ty::Id(kinds) => (kinds.contains(&self.kind) && text == self.id).then(|| self.to.to_owned()),
            Ty::Form { name: "an operation", .. } => match (self.kind, text.split_once('.')?) {
                ("dataset", (dataset, op)) if dataset == self.id => Some(format!("{}.{op}", self.to)),
                ("operation", (dataset, op)) if dataset == self.owner && op == self.id => {
                    Some(format!("{dataset}.{}", self.to))
                }
                _ => None,
            },
            Ty::Form { name: "a zone", .. } => self.zone(text),
            Ty::Form { name: "a dataset, a service or a zone", .. } => self.zone(text).or_else(|| self.path_like(text)),
            Ty::Form { name: "an entity" | "a path", .. } => self.path_like(text),
            Ty::Form { name: "a finding", .. } => {
                let (rule, at) = text.split_once('/')?;
                let parts: Vec<String> =
                    at.split('+').map(|p| self.path_like(p).unwrap_or_else(|| p.to_owned())).collect();
                let new = format!("{rule}/{}", parts.join("+"));
                (new != text).then_some(new)
            }
            _ => None,
        }
    }

    fn zone(&self, text: &str) -> Option<String> {
        match (self.kind, text.split_once('/')?) {
            ("region", (region, zone)) if region == self.id => Some(format!("{}/{zone}", self.to)),
            ("zone", (region, zone)) if region == self.owner && zone == self.id => {
                Some(format!("{region}/{}", self.to))
            }
            _ => None,
        }
    }
}
