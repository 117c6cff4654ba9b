//! Edits to text: comments, order and formatting of everything an edit does not name survive, byte for byte.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike};

use super::edit::Edit;
use super::path::{Named, Path, Step, named};
use super::record::Ty;
use super::{Value, links};

/// The text with some edits applied. An error is a text that cannot be parsed, or an edit that fits nowhere in it.
pub fn rewrite(text: &str, edits: &[Edit]) -> Result<String, String> {
    if edits.is_empty() {
        return Ok(text.to_owned());
    }
    let mut doc: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())?;
    for edit in edits {
        match edit {
            Edit::Set { path, value } | Edit::Place { path, value, .. } => set(&mut doc, path, value)?,
            Edit::Unset { path } => unset(doc.as_table_mut(), &Path::parse(path)?.0),
            Edit::Append { path, value } => append(&mut doc, path, value)?,
            Edit::Rename { path, to } => rename(&mut doc, path, to)?,
        }
    }
    super::order::settle(&mut doc);
    Ok(doc.to_string())
}

/// Whether a path is a `[table]` of its own rather than a value inside one.
fn is_table(path: &str) -> bool {
    match named(path) {
        Ok(Named::Entity { .. }) => !path.starts_with("notes."),
        Ok(Named::Field(field)) => match (field.ty)() {
            Ty::Map(_) => true,
            Ty::Record(_) => {
                let last = path.rsplit('.').next().unwrap_or(path);
                !path.contains('.') || matches!(last, "incident" | "approval" | "replication" | "partitioning")
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a path is written as `[[rows]]`.
fn is_rows(path: &str) -> bool {
    matches!(path, "open_question" | "skipped" | "waiver" | "review_note" | "review")
}

fn value_of(value: &Value) -> Result<toml_edit::Value, String> {
    value.to_string().parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())
}

/// A value as it is written at a path: tables of their own where the format has them, inline otherwise.
fn item_of(path: &str, value: &Value) -> Result<Item, String> {
    match value {
        Value::Table(entries) if is_table(path) => {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            table.set_implicit(matches!(named(path), Ok(Named::Field(f)) if matches!((f.ty)(), Ty::Map(_))));
            let (values, tables): (Vec<_>, Vec<_>) =
                entries.iter().partition(|(k, _)| !is_table(&format!("{path}.{k}")));
            for (key, inner) in values.into_iter().chain(tables) {
                table.insert(key, item_of(&format!("{path}.{key}"), inner)?);
            }
            Ok(Item::Table(table))
        }
        Value::Array(rows) if is_rows(path) => {
            let mut array = ArrayOfTables::new();
            for row in rows {
                array.push(row_of(row)?);
            }
            Ok(Item::ArrayOfTables(array))
        }
        value => Ok(Item::Value(value_of(value)?)),
    }
}

fn row_of(value: &Value) -> Result<Table, String> {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    if let Value::Table(entries) = value {
        for (key, inner) in entries {
            table.insert(key, Item::Value(in_lines(value_of(inner)?)));
        }
    }
    Ok(table)
}

/// A list of tables with one line for each, so that a difference of two files shows which one changed.
fn in_lines(mut value: toml_edit::Value) -> toml_edit::Value {
    if let Some(list) = value.as_array_mut().filter(|l| l.iter().any(toml_edit::Value::is_inline_table)) {
        for one in list.iter_mut() {
            one.decor_mut().set_prefix("\n  ");
        }
        list.set_trailing("\n");
        list.set_trailing_comma(true);
    }
    value
}

/// The table-like thing at some keys, created as the format writes it.
fn enter<'a>(table: &'a mut dyn TableLike, keys: &[String], above: &str) -> Result<&'a mut dyn TableLike, String> {
    let Some((key, rest)) = keys.split_first() else { return Ok(table) };
    let here = join(above, key);
    if table.get(key).is_none_or(Item::is_none) {
        let item = if is_table(&here) {
            let mut new = Table::new();
            new.decor_mut().set_prefix("\n");
            new.set_implicit(
                matches!(named(&here), Ok(Named::Field(f)) if matches!((f.ty)(), Ty::Map(_))) && here != "notes",
            );
            Item::Table(new)
        } else {
            Item::Value(InlineTable::new().into())
        };
        table.insert(key, item);
    }
    let next = table
        .get_mut(key)
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| format!("`{here}` is not a table in the file"))?;
    enter(next, rest, &here)
}

fn join(above: &str, key: &str) -> String {
    if above.is_empty() {
        key.to_owned()
    } else if key.contains('.') {
        format!("{above}.\"{key}\"")
    } else {
        format!("{above}.{key}")
    }
}

/// Puts an item under a key; a value that was there keeps its comments and spacing.
fn put(table: &mut dyn TableLike, key: &str, mut item: Item) {
    if let (Some(Item::Value(old)), Item::Value(new)) = (table.get(key), &mut item) {
        *new.decor_mut() = old.decor().clone();
    }
    if let Some(slot) = table.get_mut(key) {
        *slot = item;
    } else {
        table.insert(key, item);
    }
}

fn keys_of(steps: &[Step]) -> Vec<String> {
    steps.iter().filter_map(|s| if let Step::Key(k) = s { Some(k.clone()) } else { None }).collect()
}

fn set(doc: &mut DocumentMut, path: &str, value: &Value) -> Result<(), String> {
    let parsed = Path::parse(path)?;
    if let Some(at) = parsed.0.iter().position(|s| matches!(s, Step::Index(_))) {
        return set_inside(doc, &parsed, at, value);
    }
    let keys = keys_of(&parsed.0);
    let Some((last, above)) = keys.split_last() else { return Err("an empty path".to_owned()) };
    let parent = enter(doc.as_table_mut(), above, "")?;
    let exists = parent.get(last).is_some_and(|i| !i.is_none());
    match value {
        // Creating what is there already changes nothing.
        Value::Table(t) if t.is_empty() && exists => {}
        Value::Table(entries) if exists && is_table(path) => {
            let table = parent
                .get_mut(last)
                .and_then(Item::as_table_like_mut)
                .ok_or_else(|| format!("`{path}` is not a table in the file"))?;
            let gone: Vec<String> =
                table.iter().map(|(k, _)| k.to_owned()).filter(|k| !entries.contains_key(k)).collect();
            for key in gone {
                table.remove(&key);
            }
            for (key, inner) in entries {
                put(table, key, item_of(&format!("{path}.{key}"), inner)?);
            }
        }
        value => put(parent, last, item_of(path, value)?),
    }
    Ok(())
}

/// Sets something inside a list: the list is rewritten as a value, or the row of a `[[table]]` edited in place.
fn set_inside(doc: &mut DocumentMut, path: &Path, at: usize, value: &Value) -> Result<(), String> {
    let Step::Index(i) = path.0[at] else { return Err("not an index".to_owned()) };
    let keys = keys_of(&path.0[..at]);
    let Some((last, above)) = keys.split_last() else { return Err("an empty path".to_owned()) };
    let parent = enter(doc.as_table_mut(), above, "")?;
    let rest = &path.0[at + 1..];
    match parent.get_mut(last) {
        Some(Item::ArrayOfTables(rows)) => {
            let row = rows.get_mut(i).ok_or_else(|| format!("there is no row {i}"))?;
            match rest {
                [] => *row = row_of(value)?,
                rest => {
                    let list = rest.iter().position(|s| matches!(s, Step::Index(_)));
                    let keys = keys_of(&rest[..list.unwrap_or(rest.len())]);
                    let Some((key, above)) = keys.split_last() else { return Err("an empty path".to_owned()) };
                    let table = enter(row, above, "")?;
                    match list {
                        None => put(table, key, Item::Value(in_lines(value_of(value)?))),
                        Some(at) => {
                            let inner = table.get_mut(key).and_then(Item::as_value_mut);
                            put_value(inner.ok_or_else(|| format!("there is no list `{key}`"))?, &rest[at..], value)?;
                        }
                    }
                }
            }
            Ok(())
        }
        Some(Item::Value(toml_edit::Value::Array(list))) => {
            let item = list.get_mut(i).ok_or_else(|| format!("there is no element {i}"))?;
            put_value(item, rest, value)
        }
        _ => {
            let mut list = Array::new();
            let mut item = toml_edit::Value::InlineTable(InlineTable::new());
            put_value(&mut item, rest, value)?;
            list.push(item);
            parent.insert(last, Item::Value(list.into()));
            Ok(())
        }
    }
}

fn put_value(at: &mut toml_edit::Value, steps: &[Step], value: &Value) -> Result<(), String> {
    match steps {
        [] => {
            let decor = at.decor().clone();
            *at = value_of(value)?;
            *at.decor_mut() = decor;
            Ok(())
        }
        [Step::Key(key), rest @ ..] => {
            let table = at.as_inline_table_mut().ok_or_else(|| format!("`{key}` is not inside a table"))?;
            if table.get(key).is_none() {
                table.insert(key, value_of(value)?);
            }
            table.get_mut(key).map_or_else(|| Err(format!("no `{key}`")), |inner| put_value(inner, rest, value))
        }
        [Step::Index(i), rest @ ..] => {
            let list = at.as_array_mut().ok_or_else(|| "not a list".to_owned())?;
            list.get_mut(*i)
                .map_or_else(|| Err(format!("there is no element {i}")), |inner| put_value(inner, rest, value))
        }
    }
}

fn append(doc: &mut DocumentMut, path: &str, value: &Value) -> Result<(), String> {
    let keys = keys_of(&Path::parse(path)?.0);
    let Some((last, above)) = keys.split_last() else { return Err("an empty path".to_owned()) };
    let parent = enter(doc.as_table_mut(), above, "")?;
    match parent.get_mut(last) {
        Some(Item::ArrayOfTables(rows)) => rows.push(row_of(value)?),
        Some(Item::Value(toml_edit::Value::Array(list))) => {
            let new = value_of(value)?;
            if !list.iter().any(|v| v.to_string().trim() == new.to_string().trim()) {
                list.push(new);
            }
        }
        Some(Item::Value(single)) => {
            let decor = single.decor().clone();
            let mut list = Array::new();
            let mut first = single.clone();
            first.decor_mut().clear();
            list.push(first);
            list.push(value_of(value)?);
            *single = list.into();
            *single.decor_mut() = decor;
        }
        _ if is_rows(path) => {
            let mut rows = ArrayOfTables::new();
            rows.push(row_of(value)?);
            parent.insert(last, Item::ArrayOfTables(rows));
        }
        _ => {
            let mut list = Array::new();
            list.push(value_of(value)?);
            parent.insert(last, Item::Value(list.into()));
        }
    }
    Ok(())
}

fn unset(table: &mut dyn TableLike, steps: &[Step]) {
    match steps {
        [Step::Key(key)] => {
            table.remove(key);
        }
        [Step::Key(key), Step::Index(i)] => {
            let empty = match table.get_mut(key) {
                Some(Item::ArrayOfTables(rows)) if *i < rows.len() => {
                    rows.remove(*i);
                    rows.is_empty()
                }
                Some(Item::Value(toml_edit::Value::Array(list))) if *i < list.len() => {
                    list.remove(*i);
                    list.is_empty()
                }
                _ => false,
            };
            if empty {
                table.remove(key);
            }
        }
        [Step::Key(key), Step::Index(i), rest @ ..] => match table.get_mut(key) {
            Some(Item::ArrayOfTables(rows)) => {
                if let Some(row) = rows.get_mut(*i) {
                    unset(row, rest);
                }
            }
            Some(Item::Value(toml_edit::Value::Array(list))) => {
                if let Some(inner) = list.get_mut(*i).and_then(toml_edit::Value::as_inline_table_mut) {
                    unset(inner, rest);
                }
            }
            _ => {}
        },
        [Step::Key(key), rest @ ..] => {
            let Some(item) = table.get_mut(key) else { return };
            let inline = item.is_inline_table();
            if let Some(inner) = item.as_table_like_mut() {
                unset(inner, rest);
                if inline && inner.is_empty() {
                    table.remove(key);
                }
            }
        }
        _ => {}
    }
}

fn rename(doc: &mut DocumentMut, path: &str, to: &str) -> Result<(), String> {
    let brief = super::read(&doc.to_string()).map_err(|p| p.first().map_or_else(String::new, ToString::to_string))?;
    let follow = links::following(&brief, path, to)?;
    let keys = keys_of(&Path::parse(path)?.0);
    let Some((last, above)) = keys.split_last() else { return Err("an empty path".to_owned()) };
    let parent = enter(doc.as_table_mut(), above, "")?;
    let item = parent.remove(last).ok_or_else(|| format!("there is no `{path}` in the file"))?;
    // Tables are printed by their position in the file, so the renamed one stays where it was.
    parent.insert(to, item);
    for edit in follow {
        match edit {
            Edit::Set { path, value } => set(doc, &path, &value)?,
            Edit::Unset { path } => unset(doc.as_table_mut(), &Path::parse(&path)?.0),
            _ => {}
        }
    }
    Ok(())
}
