//! The outline: every section, entity and field of the brief as rows of a tree, built from the field tables. Only what is
//! open is walked, so a large brief costs what is on screen.

use std::collections::BTreeSet;

use super::entry;
use super::rows::{Difference, Row, RowKind, State};
use crate::brief::record::Record;
use crate::brief::{Brief, Edit, Field, Need, Ty, Value};

/// Which sections are open, and where the cursor stands.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    pub rows: Vec<Row>,
    pub cursor: usize,
    pub(super) open: BTreeSet<String>,
    /// What is known of the value that is being typed.
    pub preview: Option<Typed>,
}

/// What a value that is being typed would do.
#[derive(Debug, Clone)]
pub enum Typed {
    /// What it would change, or why it cannot be read.
    Tried(Result<Difference, String>),
    /// It reads as these edits; what they change takes longer than a key may, so the screen has it tried beside.
    Reads(Vec<Edit>),
}

impl Outline {
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Opens everything above a path and puts the cursor on it.
    pub(super) fn show(&mut self, brief: &Brief, path: &str) {
        let mut at = 0;
        while let Some(next) = path[at..].find('.') {
            self.open.insert(path[..at + next].to_owned());
            at += next + 1;
        }
        self.rebuild(brief);
        let inside =
            |r: &Row| path == r.path || path.strip_prefix(&r.path).is_some_and(|rest| rest.starts_with(['.', '[']));
        if let Some(best) = self.rows.iter().enumerate().filter(|(_, r)| inside(r)).max_by_key(|(_, r)| r.path.len()) {
            self.cursor = best.0;
        }
    }

    pub(super) fn rebuild(&mut self, brief: &Brief) {
        let mut build = Build { brief, open: &self.open, rows: Vec::new() };
        build.fields(Brief::fields(), "", 0);
        self.rows = build.rows;
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }
}

struct Build<'a> {
    brief: &'a Brief,
    open: &'a BTreeSet<String>,
    rows: Vec<Row>,
}

impl Build<'_> {
    fn fields(&mut self, fields: &'static [Field], base: &str, depth: usize) {
        for field in fields {
            let path = if base.is_empty() { field.name.to_owned() } else { format!("{base}.{}", field.name) };
            match (field.ty)() {
                Ty::Map(inner) => self.map(inner, field, &path, depth),
                Ty::Record(inner) => self.group(inner, field, &path, depth),
                Ty::List(of) if matches!(*of, Ty::Record(_)) => self.list(&of, field, &path, depth),
                _ if path == "schema" => {}
                _ => self.field(field, path, depth),
            }
        }
    }

    fn map(&mut self, inner: &'static [Field], field: &Field, path: &str, depth: usize) {
        let ids = crate::questions::facts::ids(self.brief, path);
        let open = self.open.contains(path);
        let value = if ids.is_empty() { String::new() } else { ids.len().to_string() };
        self.rows.push(Row {
            depth,
            label: field.name.to_owned(),
            kind: RowKind::Section { entities: true },
            value,
            state: if ids.is_empty() { State::Open } else { State::Stated },
            needed: field.need == Need::H,
            assumed: String::new(),
            open,
            path: path.to_owned(),
        });
        if !open {
            return;
        }
        for id in ids {
            let path = if id.contains('.') { format!("{path}.\"{id}\"") } else { format!("{path}.{id}") };
            self.record(inner, &path, id, RowKind::Entity, String::new(), depth + 1);
        }
    }

    /// An entity or an item of a list, with its fields where it is open.
    fn record(
        &mut self,
        inner: &'static [Field],
        path: &str,
        label: String,
        kind: RowKind,
        value: String,
        depth: usize,
    ) {
        let open = self.open.contains(path);
        let (state, needed, assumed) = (State::Stated, false, String::new());
        self.rows.push(Row { depth, label, kind, value, state, needed, assumed, open, path: path.to_owned() });
        if open {
            self.fields(inner, path, depth + 1);
        }
    }

    fn group(&mut self, inner: &'static [Field], field: &Field, path: &str, depth: usize) {
        let open = self.open.contains(path);
        let stated = match self.brief.get(path) {
            Some(Value::Table(table)) => table.len(),
            _ => 0,
        };
        self.rows.push(Row {
            depth,
            label: field.name.to_owned(),
            kind: if depth == 0 { RowKind::Section { entities: false } } else { RowKind::Group },
            value: if stated > 0 { format!("{stated} stated") } else { String::new() },
            state: if stated > 0 { State::Stated } else { self.state(path, false) },
            needed: field.need == Need::H,
            assumed: String::new(),
            open,
            path: path.to_owned(),
        });
        if open {
            self.fields(inner, path, depth + 1);
        }
    }

    /// The rows of a list of tables, each with its fields.
    fn list(&mut self, of: &Ty, field: &Field, path: &str, depth: usize) {
        let Ty::Record(inner) = of else { return };
        let open = self.open.contains(path);
        let items = match self.brief.get(path) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        self.rows.push(Row {
            depth,
            label: field.name.to_owned(),
            kind: RowKind::List,
            value: if items.is_empty() { String::new() } else { items.len().to_string() },
            state: self.state(path, !items.is_empty()),
            needed: field.need == Need::H,
            assumed: field.used().to_owned(),
            open,
            path: path.to_owned(),
        });
        if !open {
            return;
        }
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{i}]");
            self.record(inner, &path, (i + 1).to_string(), RowKind::Item, entry::shown(item), depth + 1);
        }
    }

    fn field(&mut self, field: &Field, path: String, depth: usize) {
        let value = self.brief.get(&path);
        let state = self.state(&path, value.is_some());
        self.rows.push(Row {
            depth,
            label: field.name.to_owned(),
            kind: RowKind::Field,
            value: value.map(|v| entry::shown(&v)).unwrap_or_default(),
            state,
            needed: field.need == Need::H,
            assumed: field.used().to_owned(),
            open: false,
            path,
        });
    }

    fn state(&self, path: &str, stated: bool) -> State {
        let covers = |row: &str| row == path || path.strip_prefix(row).is_some_and(|rest| rest.starts_with('.'));
        if stated {
            State::Stated
        } else if self.brief.open_question.iter().any(|q| q.path.as_deref().is_some_and(|p| p == path)) {
            State::Unsure
        } else if self.brief.skipped.iter().any(|s| s.path.as_deref().is_some_and(covers)) {
            State::Skipped
        } else {
            State::Open
        }
    }
}
