//! Whether a brief that took some edits could be read again from its file. Edits check each value by itself; what holds
//! between several fields, and that every name names something, is checked here, before an edit is accepted.

use super::edit::unresolved;
use super::path::{Named, named};
use super::record::record_value;
use super::{Brief, Edit, Problem, Value, read, sums};

/// What a file of this brief would be refused for; `brief` is the one that took the edits. Empty when it reads back.
pub fn misfits(brief: &Brief, edits: &[Edit]) -> Vec<Problem> {
    // Names that are gone may be meant anywhere, so everything is looked at: rare, and worth its time.
    if edits.iter().any(takes_names) {
        return whole(brief);
    }
    let mut problems = unresolved(brief, edits);
    problems.extend(sums::broken(brief).into_iter().map(|(path, found, expected)| Problem {
        line: 0,
        column: 0,
        path,
        found,
        expected,
        help: None,
    }));
    problems
}

/// Whether something that others name can go with an edit: an entity, or the steps of a transaction.
fn takes_names(edit: &Edit) -> bool {
    match edit {
        Edit::Unset { .. } | Edit::Rename { .. } | Edit::Place { .. } => true,
        Edit::Append { .. } => false,
        Edit::Set { path, value } => {
            let entity = matches!(named(path), Ok(Named::Entity { .. }));
            path.contains(".steps") || (entity && matches!(value, Value::Table(t) if !t.is_empty()))
        }
    }
}

fn whole(brief: &Brief) -> Vec<Problem> {
    let Ok(text) = toml::to_string(&record_value(brief)) else { return Vec::new() };
    let problems = read(&text).err().unwrap_or_default();
    problems.into_iter().map(|p| Problem { line: 0, column: 0, ..p }).collect()
}
