//! What is done in the outline: fields entered, entities and rows added, copied, renamed and removed with what names them,
//! fields left open or skipped.

use super::dialog::{Confirm, Consequence, Dialog, Pick, Purpose};
use super::effect_list;
use super::entry;
use super::msg::Effect;
use super::outline::Typed;
use super::rows::{Row, RowKind};
use super::status::Status;
use super::{Session, lists};
use crate::brief::{self, Edit, Field, Ty, Value};

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
    pub(crate) fn edit_field(&mut self, path: &str) {
        let Some(field) = brief::field_at(path) else { return };
        let value = self.doc.brief().get(path);
        let purpose = Purpose::Field(path.to_owned());
        if let Some(pick) = self.picker(path, field, value.as_ref(), &purpose) {
            self.dialogs.push(Dialog::Pick(pick));
            return;
        }
        let kept = self.drafts.get(path).cloned();
        let draft = kept.unwrap_or_else(|| value.as_ref().map(entry::shown).unwrap_or_default());
        let mut hint = format!("{} {}", field.doc.trim(), entry::hint(field));
        if !field.suggested.is_empty() {
            hint = format!("{hint}; suggested: {}", field.suggested);
        }
        let area = matches!((field.ty)(), Ty::Text) && (field.hi > 200.0 || draft.contains('\n'));
        let mut entry = self.entry(path.to_owned(), hint, draft, purpose);
        entry.area = area;
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// The choice that fits a field of fixed words or of names that exist; several where the field is a list.
    fn picker(&self, path: &str, field: &Field, value: Option<&Value>, purpose: &Purpose) -> Option<Pick> {
        let ty = (field.ty)();
        let (of, many) = match &ty {
            Ty::List(of) => (&**of, true),
            other => (other, false),
        };
        let items: Vec<(String, String)> = match of {
            Ty::Id(kinds) => kinds
                .iter()
                .flat_map(|kind| {
                    brief::links::ids(self.doc.brief(), kind).into_iter().map(|id| (id, (*kind).to_owned()))
                })
                .collect(),
            other => entry::words(other)?.into_iter().map(|w| (w, String::new())).collect(),
        };
        if items.is_empty() {
            return None;
        }
        let now: Vec<String> = match value {
            Some(Value::Array(list)) => list.iter().map(entry::shown).collect(),
            Some(one) => vec![entry::shown(one)],
            None => Vec::new(),
        };
        // A name that is not among them would be lost by accepting the choice.
        if many && now.iter().any(|n| !items.iter().any(|(label, _)| label == n)) {
            return None;
        }
        let ticks = many.then(|| items.iter().map(|(label, _)| now.contains(label)).collect());
        Some(Pick {
            title: path.to_owned(),
            hint: field.doc.trim().to_owned(),
            cursor: items.iter().position(|(w, _)| now.contains(w)).unwrap_or(0),
            items,
            ticks,
            purpose: purpose.clone(),
        })
    }

    /// What a typed text would change, for the pane beside the entry; an error in words while it does not read.
    pub(super) fn preview_field(&mut self, path: &str, text: &str) -> Option<String> {
        let read = self.field_edits(path, text);
        let typed = match read {
            // Whether the brief takes it is known at once; what then follows is not.
            Ok(edits) if self.works_beside() => match brief::apply(&mut self.doc.brief().clone(), &edits) {
                Ok(_) => Typed::Reads(edits),
                Err(problems) => Typed::Tried(Err(super::words(&problems))),
            },
            read => Typed::Tried(read.and_then(|edits| self.difference_of(&edits))),
        };
        let why = match &typed {
            Typed::Tried(Err(why)) => Some(why.clone()),
            _ => None,
        };
        self.outline.preview = Some(typed);
        why
    }

    fn field_edits(&self, path: &str, text: &str) -> Result<Vec<Edit>, String> {
        let field = brief::field_at(path).ok_or_else(|| format!("{path} is no field"))?;
        let edit = if text.trim().is_empty() {
            Edit::unset(path)
        } else {
            Edit::set(path, entry::parse(&(field.ty)(), text)?)
        };
        let mut edits = vec![edit];
        edits.extend(self.settle_rows(path));
        Ok(edits)
    }

    /// Accepts an entered text for a field. An error in words stays under the entry.
    pub(super) fn set_field(&mut self, path: &str, text: &str) -> Result<Vec<Effect>, String> {
        let edits = self.field_edits(path, text)?;
        self.outline.preview = None;
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

    pub(super) fn outline_add(&mut self) -> Vec<Effect> {
        let Some(row) = self.outline.row().cloned() else { return Vec::new() };
        if matches!(row.kind, RowKind::List | RowKind::Item) {
            let list =
                row.path.strip_suffix(']').and_then(|p| p.rsplit_once('[')).map_or(row.path.as_str(), |(l, _)| l);
            return self.add_item(list);
        }
        let section = match row.kind {
            RowKind::Section { entities: true } => row.path,
            RowKind::Entity => row.path.rsplit_once('.').map(|(s, _)| s.to_owned()).unwrap_or_default(),
            _ => {
                let above = |r: &&Row| {
                    matches!(r.kind, RowKind::Section { entities: true } | RowKind::List) && inside(&row.path, &r.path)
                };
                let Some(r) = self.outline.rows[..self.outline.cursor].iter().rev().find(above) else {
                    self.status = Status::problem("Nothing can be added here: go to a section such as dataset");
                    return Vec::new();
                };
                if r.kind == RowKind::List {
                    let list = r.path.clone();
                    return self.add_item(&list);
                }
                r.path.clone()
            }
        };
        if section == "notes" {
            self.status = Status::plain("A note is about a field: go to the field, n notes where its value comes from");
            return Vec::new();
        }
        let hint = "A name of small letters, digits and hyphens, such as orders".to_owned();
        let entry = self.entry(format!("New {section}"), hint, String::new(), Purpose::Add(section));
        self.dialogs.push(Dialog::Entry(entry));
        Vec::new()
    }

    /// Adds an empty row to a list and opens it.
    fn add_item(&mut self, list: &str) -> Vec<Effect> {
        let n = match self.doc.brief().get(list) {
            Some(Value::Array(items)) => items.len(),
            _ => 0,
        };
        let item = format!("{list}[{n}]");
        let edits = [Edit::set(item.clone(), Value::Table(toml::Table::new()))];
        let effects = self.change_or_say(&format!("new row of {list}"), &edits);
        if !effects.is_empty() && self.doc.brief().get(&item).is_some() {
            self.outline.open.extend([list.to_owned(), item.clone()]);
            self.outline.show(self.doc.brief(), &item);
        }
        effects
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

    /// Asks for the name of a copy of the entity under the cursor; a row of a list is copied at once.
    pub(super) fn outline_duplicate(&mut self) -> Vec<Effect> {
        let Some(row) = self.outline.row().cloned() else { return Vec::new() };
        match row.kind {
            RowKind::Entity if !row.path.starts_with("notes.") => {
                let hint =
                    "A name of small letters, digits and hyphens; what names the first one stays there".to_owned();
                let (title, draft) = (format!("Copy of {}", row.path), format!("{}-2", row.label));
                let entry = self.entry(title, hint, draft, Purpose::Duplicate(row.path));
                self.dialogs.push(Dialog::Entry(entry));
                Vec::new()
            }
            RowKind::Item => {
                let Some((list, _)) = row.path.rsplit_once('[') else { return Vec::new() };
                let (Some(Value::Array(items)), Some(value)) =
                    (self.doc.brief().get(list), self.doc.brief().get(&row.path))
                else {
                    return Vec::new();
                };
                let edits = [Edit::set(format!("{list}[{}]", items.len()), value)];
                self.change_or_say(&format!("copy of a row of {list}"), &edits)
            }
            _ => {
                self.status = Status::problem("Only entities and rows can be copied: go to one, such as dataset.main");
                Vec::new()
            }
        }
    }

    pub(super) fn duplicate_entity(&mut self, path: &str, name: &str) -> Result<Vec<Effect>, String> {
        let to = self.free_path(path.rsplit_once('.').map_or("", |(s, _)| s), name)?;
        let value = self.doc.brief().get(path).unwrap_or_else(|| Value::Table(toml::Table::new()));
        let effects = self.change(&format!("copy of {path}"), &[Edit::set(to.clone(), value)])?;
        self.outline.show(self.doc.brief(), &to);
        Ok(effects)
    }

    /// The path of a new entity, when its name can be one and is free.
    fn free_path(&self, section: &str, name: &str) -> Result<String, String> {
        let name = name.trim();
        if !brief::is_id(name) {
            let near = brief::to_id(name);
            let hint = if near.is_empty() { String::new() } else { format!("; did you mean `{near}`?") };
            return Err(format!("`{name}` is not a name: small letters, digits and hyphens{hint}"));
        }
        let path = format!("{section}.{name}");
        if self.doc.brief().has(&path) { Err(format!("{path} exists already")) } else { Ok(path) }
    }

    pub(super) fn outline_remove(&mut self) -> Vec<Effect> {
        let Some(row) = self.outline.row().cloned() else { return Vec::new() };
        if !self.doc.brief().has(&row.path) || matches!(row.kind, RowKind::Section { .. }) {
            self.status = Status::plain(format!("{}: there is nothing to remove", row.path));
            return Vec::new();
        }
        let mut edits = self.references(&row.path);
        let named: Vec<String> = edits.iter().map(|e| e.path().to_owned()).collect();
        edits.push(Edit::unset(row.path.clone()));
        let what = format!("removal of {}", row.path);
        if row.kind == RowKind::Field {
            return self.change_or_say(&what, &edits);
        }
        let text = match named.as_slice() {
            [] => "All its fields go with it; z brings it back.".to_owned(),
            some => {
                let more = some.len().saturating_sub(6);
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                let list = some[..some.len().min(6)].join(", ");
                format!(
                    "It is named by {list}{rest}. These references go with it, and all its fields; z brings everything back."
                )
            }
        };
        self.dialogs.push(Dialog::Confirm(Confirm {
            title: format!("Remove {}?", row.path),
            text,
            yes: Consequence::Edit { what, edits },
        }));
        Vec::new()
    }

    /// The edits that take away every reference to an entity, so that the brief can still be read without it. Rows go from
    /// the last to the first, so that their numbers hold.
    fn references(&self, path: &str) -> Vec<Edit> {
        const PROBE: &str = "removed-entity";
        // What would follow a rename is what names it.
        let Ok(follow) = brief::links::following(self.doc.brief(), path, PROBE) else { return Vec::new() };
        let mut rows: Vec<String> = Vec::new();
        let mut out: Vec<Edit> = Vec::new();
        for edit in follow {
            match edit {
                Edit::Unset { .. } => out.push(edit),
                Edit::Set { path: at, .. } if at.starts_with("notes.") => {}
                Edit::Set { path: at, value } => {
                    let inside = |p: &str| p.contains(PROBE);
                    if inside(&at) {
                        continue; // It stands in what is removed itself.
                    }
                    let row = ["open_question", "skipped", "waiver"].iter().any(|r| at.starts_with(&format!("{r}[")));
                    if row {
                        rows.push(at.split('.').next().unwrap_or_default().to_owned());
                        continue;
                    }
                    let left = match value {
                        Value::Array(list) => {
                            let keep: Vec<Value> =
                                list.into_iter().filter(|v| !v.as_str().is_some_and(inside)).collect();
                            (!keep.is_empty()).then_some(Value::Array(keep))
                        }
                        Value::Table(table) => {
                            let keep: toml::Table = table.into_iter().filter(|(k, _)| k != PROBE).collect();
                            (!keep.is_empty()).then_some(Value::Table(keep))
                        }
                        _ => None,
                    };
                    out.push(left.map_or_else(|| Edit::unset(at.clone()), |v| Edit::set(at.clone(), v)));
                }
                _ => {}
            }
        }
        rows.sort_by_key(|r| std::cmp::Reverse((r.split('[').next().map(str::to_owned), r.len(), r.clone())));
        rows.dedup();
        out.extend(rows.into_iter().map(Edit::unset));
        out
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

    /// Asks where the value of the field under the cursor comes from.
    pub(super) fn outline_note(&mut self) {
        let field = self.outline.row().filter(|r| r.kind == RowKind::Field && !r.path.starts_with("notes."));
        let Some(path) = field.filter(|r| !r.value.is_empty()).map(|r| r.path.clone()) else {
            self.status = Status::plain("Only a stated value comes from somewhere: go to a field that has one");
            return;
        };
        let items = brief::NoteSource::WORDS.iter().map(|w| ((*w).to_owned(), String::new())).collect();
        let now = self.doc.brief().get(&format!("notes.\"{path}\".source"));
        let now = now.as_ref().map(entry::shown).unwrap_or_default();
        self.dialogs.push(Dialog::Pick(Pick {
            title: format!("Where {path} comes from"),
            hint: "Who or what says so?".into(),
            cursor: brief::NoteSource::WORDS.iter().position(|w| *w == now).unwrap_or(0),
            items,
            ticks: None,
            purpose: Purpose::NoteSource(path),
        }));
    }

    /// Asks for the words of a note.
    pub(super) fn ask_note(&mut self, path: &str, source: &str) {
        let hint = "In words, such as: peak hour of October, edge logs; empty leaves it at the source".to_owned();
        let draft = self.doc.brief().get(&format!("notes.\"{path}\".text"));
        let draft = draft.as_ref().map(entry::shown).unwrap_or_default();
        let purpose = Purpose::Note { path: path.to_owned(), source: source.to_owned() };
        let entry = self.entry(format!("{path}: {source}"), hint, draft, purpose);
        self.dialogs.push(Dialog::Entry(entry));
    }

    pub(super) fn note(&mut self, path: &str, source: &str, text: &str) -> Result<Vec<Effect>, String> {
        let at = |field: &str| format!("notes.\"{path}\".{field}");
        let text = match text.trim() {
            "" => Edit::unset(at("text")),
            words => Edit::set(at("text"), words),
        };
        self.change(&format!("note on {path}"), &[Edit::set(at("source"), source), text])
    }

    /// Adds an entity and puts the cursor on it.
    pub(super) fn add_entity(&mut self, section: &str, name: &str) -> Result<Vec<Effect>, String> {
        let path = self.free_path(section, name)?;
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

/// Whether a path lies below another.
fn inside(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[']))
}
