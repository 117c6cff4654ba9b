//! The outline: every section, entity and field of the brief as rows of a tree, built from the field tables. Only what is
//! open is walked, so a large brief costs what is on screen.

use std::collections::BTreeSet;

use super::dialog::{Confirm, Consequence, Dialog, Pick, Purpose};
use super::effect_list;
use super::entry;
use super::msg::Effect;
use super::rows::{Row, RowKind, State};
use super::status::Status;
use super::{Session, lists};
use crate::brief::record::Record;
use crate::brief::{self, Brief, Edit, Field, Need, Ty, Value};

/// Which sections are open, and where the cursor stands.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    pub rows: Vec<Row>,
    pub cursor: usize,
    open: BTreeSet<String>,
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
            let path = format!("{path}.{id}");
            let open = self.open.contains(&path);
            self.rows.push(Row {
                depth: depth + 1,
                label: id,
                kind: RowKind::Entity,
                value: String::new(),
                state: State::Stated,
                needed: false,
                assumed: String::new(),
                open,
                path: path.clone(),
            });
            if open {
                self.fields(inner, &path, depth + 2);
            }
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
            assumed: if field.unstated == "-" { String::new() } else { field.unstated.to_owned() },
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

impl Session {
    pub(super) fn outline_move(&mut self, by: isize) {
        self.outline.cursor = lists::moved(self.outline.cursor, by, self.outline.rows.len());
    }

    /// Opens or closes the section under the cursor; closing on a closed row goes up to its parent.
    pub(super) fn outline_open(&mut self, open: Option<bool>) {
        let Some(row) = self.outline.row().cloned() else { return };
        if row.kind == RowKind::Field || (open == Some(false) && !row.open) {
            if open == Some(false) {
                let above = self.outline.rows[..self.outline.cursor].iter().rposition(|r| r.depth < row.depth);
                self.outline.cursor = above.unwrap_or(self.outline.cursor);
            }
            return;
        }
        if open.unwrap_or(!row.open) {
            self.outline.open.insert(row.path);
        } else {
            self.outline.open.remove(&row.path);
        }
        self.outline.rebuild(self.doc.brief());
    }

    pub(super) fn outline_accept(&mut self) {
        match self.outline.row().cloned() {
            Some(row) if row.kind == RowKind::Field => self.edit_field(&row.path),
            Some(_) => self.outline_open(None),
            None => {}
        }
    }

    /// Opens the entry that fits the type of the field at a path.
    pub(super) fn edit_field(&mut self, path: &str) {
        let Some(field) = brief::field_at(path) else { return };
        let value = self.doc.brief().get(path);
        let purpose = Purpose::Field(path.to_owned());
        if let Some(words) = entry::words(&(field.ty)()) {
            let now = value.as_ref().map(entry::shown).unwrap_or_default();
            self.dialogs.push(Dialog::Pick(Pick {
                title: path.to_owned(),
                hint: field.doc.to_owned(),
                cursor: words.iter().position(|w| *w == now).unwrap_or(0),
                items: words.into_iter().map(|w| (w, String::new())).collect(),
                purpose,
            }));
            return;
        }
        let kept = self.drafts.get(path).cloned();
        let draft = kept.unwrap_or_else(|| value.as_ref().map(entry::shown).unwrap_or_default());
        let mut hint = format!("{} {}", field.doc, entry::hint(field));
        if !field.suggested.is_empty() {
            hint = format!("{hint}; suggested: {}", field.suggested);
        }
        let area = matches!((field.ty)(), Ty::Text) && (field.hi > 200.0 || draft.contains('\n'));
        let mut entry = self.entry(path.to_owned(), hint, draft, purpose);
        entry.area = area;
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// Accepts an entered text for a field. An error in words stays under the entry.
    pub(super) fn set_field(&mut self, path: &str, text: &str) -> Result<Vec<Effect>, String> {
        let field = brief::field_at(path).ok_or_else(|| format!("{path} is no field"))?;
        let edit = if text.trim().is_empty() {
            Edit::unset(path)
        } else {
            Edit::set(path, entry::parse(&(field.ty)(), text)?)
        };
        let mut edits = vec![edit];
        edits.extend(self.settle_rows(path));
        let effects = self.change(path, &edits)?;
        self.drafts.remove(path);
        Ok(effects)
    }

    /// A stated value takes the place of an open question and of a skip about the same field.
    fn settle_rows(&self, path: &str) -> Vec<Edit> {
        let brief = self.doc.brief();
        let open = brief.open_question.iter().position(|q| q.path.as_deref() == Some(path));
        let skip = brief.skipped.iter().position(|s| s.path.as_deref() == Some(path));
        let rows = [open.map(|i| format!("open_question[{i}]")), skip.map(|i| format!("skipped[{i}]"))];
        rows.into_iter().flatten().map(Edit::unset).collect()
    }

    pub(super) fn outline_add(&mut self) {
        let Some(row) = self.outline.row().cloned() else { return };
        let section = match row.kind {
            RowKind::Section { entities: true } => row.path,
            RowKind::Entity => row.path.rsplit_once('.').map(|(s, _)| s.to_owned()).unwrap_or_default(),
            _ => {
                let above =
                    |r: &&Row| matches!(r.kind, RowKind::Section { entities: true }) && row.path.starts_with(&r.path);
                let Some(r) = self.outline.rows[..self.outline.cursor].iter().rev().find(above) else {
                    self.status = Status::problem("Nothing can be added here: go to a section such as dataset");
                    return;
                };
                r.path.clone()
            }
        };
        let hint = "A name of small letters, digits and hyphens, such as orders".to_owned();
        let entry = self.entry(format!("New {section}"), hint, String::new(), Purpose::Add(section));
        self.dialogs.push(Dialog::Entry(entry));
    }

    pub(super) fn outline_rename(&mut self) {
        match self.outline.row().cloned() {
            Some(row) if row.kind == RowKind::Entity => {
                let hint = "Every reference to it follows".to_owned();
                let entry = self.entry(format!("Rename {}", row.path), hint, row.label, Purpose::Rename(row.path));
                self.dialogs.push(Dialog::Entry(entry));
            }
            _ => {
                self.status =
                    Status::problem("Only entities have a name of their own: go to one, such as dataset.main");
            }
        }
    }

    pub(super) fn outline_remove(&mut self) -> Vec<Effect> {
        let Some(row) = self.outline.row().cloned() else { return Vec::new() };
        if !self.doc.brief().has(&row.path) || matches!(row.kind, RowKind::Section { .. }) {
            self.status = Status::plain(format!("{}: there is nothing to remove", row.path));
            return Vec::new();
        }
        let edits = vec![Edit::unset(row.path.clone())];
        if row.kind == RowKind::Field {
            return self.change_or_say(&format!("removal of {}", row.path), &edits);
        }
        self.dialogs.push(Dialog::Confirm(Confirm {
            title: format!("Remove {}?", row.path),
            text: "All its fields go with it; z brings it back.".into(),
            yes: Consequence::Edit { what: format!("removal of {}", row.path), edits },
        }));
        Vec::new()
    }

    /// Opens a question about the field under the cursor.
    pub(super) fn outline_unsure(&mut self) -> Vec<Effect> {
        let Some(row) = self.outline.row().cloned().filter(|r| r.kind == RowKind::Field) else { return Vec::new() };
        let mut table = toml::Table::new();
        table.insert("path".into(), row.path.clone().into());
        table.insert("text".into(), format!("What is {}?", row.path).into());
        if !row.assumed.is_empty() {
            table.insert("default_used".into(), row.assumed.clone().into());
        }
        let mut edits = vec![Edit::unset(row.path.clone())];
        edits.push(Edit::append("open_question", Value::Table(table)));
        self.change_or_say(&format!("open question about {}", row.path), &edits)
    }

    pub(super) fn outline_skip(&mut self) {
        if let Some(row) = self.outline.row().cloned().filter(|r| !matches!(r.kind, RowKind::Section { .. })) {
            self.ask_skip(Some(row.path));
        }
    }

    pub(super) fn skip_path(&mut self, path: &str, later: bool, text: &str) -> Result<Vec<Effect>, String> {
        let mut table = toml::Table::new();
        table.insert("path".into(), path.into());
        table.insert("reason".into(), if later { "later" } else { "not_applicable" }.into());
        if !text.is_empty() {
            table.insert("text".into(), text.into());
        }
        let edits = [Edit::unset(path), Edit::append("skipped", Value::Table(table))];
        self.change(&format!("skipping {path}"), &edits)
    }

    /// Adds an entity and puts the cursor on it.
    pub(super) fn add_entity(&mut self, section: &str, name: &str) -> Result<Vec<Effect>, String> {
        let name = name.trim();
        if !brief::is_id(name) {
            let near = brief::to_id(name);
            let hint = if near.is_empty() { String::new() } else { format!("; did you mean `{near}`?") };
            return Err(format!("`{name}` is not a name: small letters, digits and hyphens{hint}"));
        }
        let path = format!("{section}.{name}");
        if self.doc.brief().has(&path) {
            return Err(format!("{path} exists already"));
        }
        let effects = self.change(&format!("new {path}"), &[Edit::create(path.clone())])?;
        self.outline.open.insert(path.clone());
        self.outline.show(self.doc.brief(), &path);
        Ok(effects)
    }

    pub(super) fn rename_entity(&mut self, path: &str, to: &str) -> Result<Vec<Effect>, String> {
        let to = to.trim();
        if !brief::is_id(to) {
            return Err(format!("`{to}` is not a name: small letters, digits and hyphens"));
        }
        let edit = Edit::Rename { path: path.to_owned(), to: to.to_owned() };
        let effects = self.change(&format!("rename of {path}"), &[edit])?;
        if let Some((section, _)) = path.rsplit_once('.') {
            self.outline.show(self.doc.brief(), &format!("{section}.{to}"));
        }
        Ok(effects)
    }

    /// Makes a change, or says why not on the message line.
    pub(super) fn change_or_say(&mut self, what: &str, edits: &[Edit]) -> Vec<Effect> {
        self.change(what, edits).unwrap_or_else(|why| {
            self.status = Status::problem(why);
            effect_list(Effect::Redraw)
        })
    }
}
