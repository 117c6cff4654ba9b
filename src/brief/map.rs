//! Entities by id, in the order of the file, and rows of a `[[table]]`.

use indexmap::{IndexMap, IndexSet};

use super::Value;
use super::names::Id;
use super::reader::{Node, Reader, describe};
use super::record::{Entities, Field, FieldValue, Inside, InsideMut, Record, Slot, Ty, read_record, record_value};

/// How maps by names find their place: quick, and seeded anew by each process, since names come from files.
pub type ByName = foldhash::fast::RandomState;

/// Ids in file order, each found by its text.
pub type Ids = IndexSet<Id, ByName>;

/// Entities of one kind, by id, in file order. The ids stand apart from the entities, so that searching them is the same
/// code for every kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<T> {
    ids: Ids,
    all: Vec<T>,
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self { ids: Ids::default(), all: Vec::new() }
    }
}

impl<T> Map<T> {
    /// How many.
    pub fn len(&self) -> usize {
        self.all.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    /// The entity of that name.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.ids.get_index_of(id).map(|i| &self.all[i])
    }
    /// The same, to change it.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.ids.get_index_of(id).map(|i| &mut self.all[i])
    }
    /// The entity of that name with its position and its id as it is kept here.
    pub fn get_full(&self, id: &str) -> Option<(usize, &Id, &T)> {
        self.ids.get_full(id).map(|(i, id)| (i, id, &self.all[i]))
    }
    /// The entity at a position.
    pub fn get_index(&self, i: usize) -> Option<(&Id, &T)> {
        self.ids.get_index(i).map(|id| (id, &self.all[i]))
    }
    /// The position of the entity of that name.
    pub fn get_index_of(&self, id: &str) -> Option<usize> {
        self.ids.get_index_of(id)
    }
    /// Whether there is one of that name.
    pub fn contains_key(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
    /// The first one.
    pub fn first(&self) -> Option<(&Id, &T)> {
        self.get_index(0)
    }
    /// All ids.
    pub fn keys(&self) -> indexmap::set::Iter<'_, Id> {
        self.ids.iter()
    }
    /// All entities.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.all.iter()
    }
    /// All entities, to change them.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.all.iter_mut()
    }
    /// All of them with their ids.
    pub fn iter(&self) -> Pairs<'_, T> {
        self.ids.iter().zip(&self.all)
    }
    /// Adds one at the end, or puts it in the place of the one of that name.
    pub fn insert(&mut self, id: Id, entity: T) {
        let (i, new) = self.ids.insert_full(id);
        if new {
            self.all.push(entity);
        } else {
            self.all[i] = entity;
        }
    }
}

/// Ids with their entities.
pub type Pairs<'a, T> = std::iter::Zip<indexmap::set::Iter<'a, Id>, std::slice::Iter<'a, T>>;

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a Id, &'a T);
    type IntoIter = Pairs<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
        !self.is_empty()
    }
    fn clear(&mut self) {
        *self = Self::default();
    }
    fn read_into(&mut self, node: &Node<'_>, _: &Field, reader: &mut Reader) {
        read_entities(self, node, reader);
    }
    fn value(&self) -> Option<Value> {
        if self.is_empty() { None } else { Some(entities_value(self)) }
    }
    fn inside(&self) -> Inside<'_> {
        Inside::Entities(self)
    }
    fn inside_mut(&mut self, _: bool) -> InsideMut<'_> {
        InsideMut::Entities(self)
    }
}

impl<T: Record + Slot> Entities for Map<T> {
    fn ids(&self) -> Option<&Ids> {
        Some(&self.ids)
    }
    fn find(&self, key: &str) -> Option<usize> {
        self.ids.get_index_of(key)
    }
    fn nth(&self, i: usize) -> &dyn Slot {
        &self.all[i]
    }
    fn nth_mut(&mut self, i: usize) -> &mut dyn Slot {
        &mut self.all[i]
    }
    fn create(&mut self, key: &str) -> Option<usize> {
        is_id(key).then(|| {
            self.insert(Id::from(key), T::default());
            self.len() - 1
        })
    }
    fn remove_at(&mut self, i: usize) {
        self.ids.shift_remove_index(i);
        self.all.remove(i);
    }
    fn shift(&mut self, from: usize, to: usize) {
        let to = to.min(self.all.len() - 1);
        self.ids.move_index(from, to);
        let entity = self.all.remove(from);
        self.all.insert(to, entity);
    }
    fn rename_at(&mut self, i: usize, to: &str) -> bool {
        is_id(to) && self.ids.replace_index(i, Id::from(to)).is_ok()
    }
}

/// Reads tables named by ids.
fn read_entities(into: &mut dyn Entities, node: &Node<'_>, reader: &mut Reader) {
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
            let at = into.find(name).or_else(|| into.create(name));
            let Some(at) = at else {
                let help = Some(format!("did you mean `{}`?", to_id(name))).filter(|_| !to_id(name).is_empty());
                r.wrong(key.span(), "a name", "lower case letters, digits and `-`, at most 64", help);
                return;
            };
            let entity = into.nth_mut(at);
            entity.clear();
            if let InsideMut::Fields(fields) = entity.inside_mut(true) {
                read_record(fields, value, r);
            }
        });
    }
}

/// Entities as tables.
fn entities_value(all: &dyn Entities) -> Value {
    let ids = all.ids().into_iter().flatten();
    Value::Table(ids.enumerate().filter_map(|(i, id)| Some((id.to_string(), all.nth(i).value()?))).collect())
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
    fn inside(&self) -> Inside<'_> {
        Inside::Entities(self)
    }
    fn inside_mut(&mut self, _: bool) -> InsideMut<'_> {
        InsideMut::Entities(self)
    }
}

impl Entities for Notes {
    fn ids(&self) -> Option<&Ids> {
        None
    }
    fn find(&self, key: &str) -> Option<usize> {
        self.0.get_index_of(key)
    }
    fn nth(&self, i: usize) -> &dyn Slot {
        &self.0[i]
    }
    fn nth_mut(&mut self, i: usize) -> &mut dyn Slot {
        &mut self.0[i]
    }
    fn create(&mut self, key: &str) -> Option<usize> {
        Some(self.0.insert_full(key.to_owned(), super::Note::default()).0)
    }
    fn remove_at(&mut self, i: usize) {
        self.0.shift_remove_index(i);
    }
    fn shift(&mut self, from: usize, to: usize) {
        self.0.move_index(from, to.min(self.0.len() - 1));
    }
    /// Notes follow their paths; they are not renamed by themselves.
    fn rename_at(&mut self, _: usize, _: &str) -> bool {
        false
    }
}
