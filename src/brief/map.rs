//! Entities by id, in the order of the file, and rows of a `[[table]]`.

use indexmap::IndexMap;

use super::Value;
use super::names::Id;
use super::reader::{Node, Reader, describe};
use super::record::{Field, FieldValue, Record, Slot, Ty, read_record, record_value};

/// How maps by names find their place: quick, and seeded anew by each process, since names come from files.
pub type ByName = foldhash::fast::RandomState;

/// Entities of one kind, by id, in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<T>(pub IndexMap<Id, T, ByName>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<T> std::ops::Deref for Map<T> {
    type Target = IndexMap<Id, T, ByName>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a Id, &'a T);
    type IntoIter = indexmap::map::Iter<'a, Id, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Most entities a file may hold, all kinds together.
pub const MAX_ENTITIES: usize = 20_000;

/// Whether a text can be the id of an entity: lower case letters, digits and `-`, 1 to 64 characters.
pub fn is_id(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&text.len()) && text.chars().all(legal) && !text.starts_with('-')
}

/// The nearest legal id to a text: `Place Order_2` becomes `place-order-2`.
pub fn to_id(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(64);
    id.trim_end_matches('-').to_owned()
}

impl<T: Record + Slot + FieldValue> Map<T> {
    /// The type of a table of such entities.
    pub fn ty() -> Ty {
        Ty::Map(T::fields())
    }
}

impl<T: Record + Slot> Slot for Map<T> {
    fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
    fn clear(&mut self) {
        self.0.clear();
    }
    fn read_into(&mut self, node: &Node<'_>, _: &Field, reader: &mut Reader) {
        let Some(table) = node.get_ref().as_table() else {
            reader.wrong(node.span(), describe(node), "tables named by ids", None);
            return;
        };
        for (key, value) in table {
            let name: &str = key.get_ref();
            reader.entities += 1;
            if reader.entities > MAX_ENTITIES {
                if reader.entities == MAX_ENTITIES + 1 {
                    let help = Some("split the system into several briefs".to_owned());
                    reader.wrong(key.span(), "too many entities", format!("at most {MAX_ENTITIES}"), help);
                }
                return;
            }
            reader.within(name, |r| {
                if !is_id(name) {
                    let help = Some(format!("did you mean `{}`?", to_id(name))).filter(|_| !to_id(name).is_empty());
                    r.wrong(key.span(), "a name", "lower case letters, digits and `-`, at most 64", help);
                    return;
                }
                let mut entity = T::default();
                read_record(&mut entity, value, r);
                self.0.insert(Id::from(name), entity);
            });
        }
    }
    fn value(&self) -> Option<Value> {
        if self.0.is_empty() {
            return None;
        }
        Some(Value::Table(self.0.iter().map(|(id, entity)| (id.to_string(), record_value(entity))).collect()))
    }
    fn child(&self, key: &str) -> Option<&dyn Slot> {
        self.0.get(key).map(|e| e as &dyn Slot)
    }
    fn child_mut(&mut self, key: &str, create: bool) -> Option<&mut dyn Slot> {
        if create && is_id(key) && !self.0.contains_key(key) {
            self.0.insert(Id::from(key), T::default());
        }
        self.0.get_mut(key).map(|e| e as &mut dyn Slot)
    }
    fn entities(&self) -> Vec<(&Id, &dyn Slot)> {
        self.0.iter().map(|(id, entity)| (id, entity as &dyn Slot)).collect()
    }
    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(AsRef::as_ref).collect()
    }
    fn remove(&mut self, key: &str) -> bool {
        self.0.shift_remove(key).is_some()
    }
    fn rename(&mut self, from: &str, to: &str) -> bool {
        if self.0.contains_key(to) || !is_id(to) {
            return false;
        }
        let Some((index, _, entity)) = self.0.shift_remove_full(from) else { return false };
        self.0.shift_insert(index, Id::from(to), entity);
        true
    }
    fn reposition(&mut self, key: &str, index: usize) {
        if let Some(entity) = self.0.shift_remove(key) {
            self.0.shift_insert(index.min(self.0.len()), Id::from(key), entity);
        }
    }
    fn position(&self, key: &str) -> Option<usize> {
        self.0.get_index_of(key)
    }
}

/// Rows of a `[[table]]`, in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows<T>(pub Vec<T>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> std::ops::Deref for Rows<T> {
    type Target = Vec<T>;
    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Record + FieldValue> Rows<T> {
    /// The type of such rows.
    pub fn ty() -> Ty {
        Ty::List(Box::new(Ty::Record(T::fields())))
    }
}

/// Most rows a `[[table]]` may hold.
pub const MAX_ROWS: usize = 5_000;

impl<T: Record + FieldValue> Slot for Rows<T> {
    fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
    fn clear(&mut self) {
        self.0.clear();
    }
    fn read_into(&mut self, node: &Node<'_>, field: &Field, reader: &mut Reader) {
        if node.get_ref().as_array().is_some_and(|a| a.len() > MAX_ROWS) {
            reader.wrong(node.span(), "too many rows", format!("at most {MAX_ROWS}"), None);
        } else if let Some(rows) = Vec::<T>::read(node, field, reader) {
            self.0 = rows;
        }
    }
    fn value(&self) -> Option<Value> {
        if self.0.is_empty() { None } else { Some(self.0.value()) }
    }
    fn child(&self, _: &str) -> Option<&dyn Slot> {
        None
    }
    fn child_mut(&mut self, _: &str, _: bool) -> Option<&mut dyn Slot> {
        None
    }
}

/// Where stated values come from: path to note.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes(pub IndexMap<String, super::Note>);

impl std::ops::Deref for Notes {
    type Target = IndexMap<String, super::Note>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Notes {
    /// The type of the notes table.
    pub fn ty() -> Ty {
        Ty::Map(super::Note::fields())
    }
}

impl Slot for Notes {
    fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
    fn clear(&mut self) {
        self.0.clear();
    }
    fn read_into(&mut self, node: &Node<'_>, _: &Field, reader: &mut Reader) {
        let Some(table) = node.get_ref().as_table() else {
            reader.wrong(node.span(), describe(node), "a table from paths to notes", None);
            return;
        };
        for (key, value) in table {
            let path: &str = key.get_ref();
            reader.within(&format!("\"{path}\""), |r| {
                r.refer(key.span(), &["path"], path);
                let mut note = super::Note::default();
                read_record(&mut note, value, r);
                self.0.insert(path.to_owned(), note);
            });
        }
    }
    fn value(&self) -> Option<Value> {
        if self.0.is_empty() {
            return None;
        }
        Some(Value::Table(self.0.iter().map(|(path, note)| (path.clone(), record_value(note))).collect()))
    }
    fn child(&self, key: &str) -> Option<&dyn Slot> {
        self.0.get(key).map(|n| n as &dyn Slot)
    }
    fn child_mut(&mut self, key: &str, create: bool) -> Option<&mut dyn Slot> {
        if create {
            self.0.entry(key.to_owned()).or_default();
        }
        self.0.get_mut(key).map(|n| n as &mut dyn Slot)
    }
    fn remove(&mut self, key: &str) -> bool {
        self.0.shift_remove(key).is_some()
    }
}
