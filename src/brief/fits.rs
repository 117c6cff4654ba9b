//! Whether a brief that took some edits could be read again from its file. Edits check each value by itself; what holds
//! between several fields, and that every name names something, is checked here, before an edit is accepted.

use super::edit::unresolved;
use super::path::{Named, named};
use super::record::{Field, Ty, record_value};
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

/// Whether something that others name can go with an edit: an entity, or the steps of a transaction. Nobody names a note.
fn takes_names(edit: &Edit) -> bool {
    let what = named(edit.path());
    if matches!(&what, Ok(Named::Entity { kind: "notes", .. })) {
        return false;
    }
    let steps = edit.path().contains(".steps");
    match (edit, what) {
        (Edit::Append { .. }, _) => false,
        (Edit::Set { value, .. }, Ok(Named::Entity { .. })) => {
            steps || matches!(value, Value::Table(t) if !t.is_empty())
        }
        (Edit::Set { .. }, _) | (Edit::Unset { .. }, Ok(Named::Element(_))) => steps,
        (Edit::Unset { .. }, Ok(Named::Field(field))) => steps || holds_names(field),
        _ => true,
    }
}

/// Whether entities or steps stand somewhere inside a field.
fn holds_names(field: &Field) -> bool {
    let inside = |ty: Ty| match ty {
        Ty::Map(_) => true,
        Ty::Record(fields) => fields.iter().any(holds_names),
        _ => false,
    };
    field.name == "steps" || inside((field.ty)())
}

fn whole(brief: &Brief) -> Vec<Problem> {
    let Ok(text) = toml::to_string(&record_value(brief)) else { return Vec::new() };
    let problems = read(&text).err().unwrap_or_default();
    problems.into_iter().map(|p| Problem { line: 0, column: 0, ..p }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_name_is_looked_for_everywhere_and_nothing_else_is() {
        let table = |key: &str| Value::Table(toml::Table::from_iter([(key.to_owned(), "x".into())]));
        for edit in [
            Edit::unset("dataset.orders"),
            Edit::unset("dataset.orders.operation"),
            Edit::unset("region.eu"),
            Edit::unset("transaction.pay.steps"),
            Edit::unset("transaction.pay.steps[0].id"),
            Edit::set("transaction.pay.steps[0].id", "x"),
            Edit::set("dataset.orders", table("class")),
            Edit::Rename { path: "service.a".into(), to: "b".into() },
        ] {
            assert!(takes_names(&edit), "{edit:?}");
        }
        for edit in [
            Edit::unset("dataset.orders.replication.w"),
            Edit::unset("dataset.orders.replication"),
            Edit::unset("open_question[1]"),
            Edit::unset("notes.\"brief.title\""),
            Edit::set("notes.\"brief.title\"", table("source")),
            Edit::set("dataset.orders.class", "money"),
            Edit::create("dataset.orders"),
        ] {
            assert!(!takes_names(&edit), "{edit:?}");
        }
    }

    /// Taking a thing away that is named elsewhere is refused, however it is taken away.
    #[test]
    fn a_name_that_is_used_does_not_go() {
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let brief = read(text).unwrap();
        for path in ["dataset.orders", "dataset.orders.operation", "region.eu.zone.a", "region.eu.zone"] {
            let (mut next, edits) = (brief.clone(), [Edit::unset(path)]);
            super::super::apply(&mut next, &edits).unwrap();
            assert!(!misfits(&next, &edits).is_empty(), "{path}");
        }
        let (mut next, edits) = (brief.clone(), [Edit::unset("dataset.orders.replication.leader_home")]);
        super::super::apply(&mut next, &edits).unwrap();
        assert_eq!(misfits(&next, &edits), []);
        assert!(whole(&next).is_empty());
    }
}
