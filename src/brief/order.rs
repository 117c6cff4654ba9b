//! Where a new table goes in the text: beside its own kind, else where a brief has that kind. What stands in the file already
//! keeps its order, whatever that is.

use std::collections::HashMap;

use toml_edit::{DocumentMut, Item, Table};

/// The kinds of table in the order in which a brief is read: from what is wanted to how it is reached, what was noted last.
const KINDS: [&str; 35] = [
    "brief",
    "goal",
    "workload",
    "slo",
    "failure",
    "clock",
    "region",
    "topology",
    "cost",
    "dataset",
    "service",
    "call",
    "queue",
    "cache",
    "limiter",
    "shed",
    "limit",
    "lock",
    "transaction",
    "validation",
    "experiment",
    "model_check",
    "load_test",
    "metric",
    "alert",
    "phase",
    "change",
    "change_path",
    "risk",
    "open_question",
    "skipped",
    "waiver",
    "review_note",
    "review",
    "notes",
];

fn rank(path: &[String]) -> usize {
    let top = path.first().map_or("", String::as_str);
    KINDS.iter().position(|k| *k == top).unwrap_or(KINDS.len())
}

/// Gives every table that has no place yet one; the others keep theirs.
pub(super) fn settle(doc: &mut DocumentMut) {
    let mut all: Vec<(Vec<String>, Option<isize>)> = Vec::new();
    each(doc.as_table_mut(), &mut Vec::new(), &mut |path, table| all.push((path.to_vec(), table.position())));
    if all.iter().all(|(_, at)| at.is_some()) {
        return;
    }
    let mut order: Vec<usize> = (0..all.len()).filter(|i| all[*i].1.is_some()).collect();
    order.sort_by_key(|i| all[*i].1);
    for new in (0..all.len()).filter(|i| all[*i].1.is_none()) {
        let path = &all[new].0;
        let shared = |i: usize| all[i].0.iter().zip(path).take_while(|(a, b)| a == b).count();
        let most = order.iter().map(|i| shared(*i)).max().unwrap_or(0);
        let after = match most {
            0 => order.iter().rposition(|i| rank(&all[*i].0) <= rank(path)),
            _ => order.iter().rposition(|i| shared(*i) == most),
        };
        order.insert(after.map_or(0, |i| i + 1), new);
    }
    let place: HashMap<usize, isize> =
        order.iter().enumerate().filter_map(|(at, i)| Some((*i, isize::try_from(at).ok()?))).collect();
    let mut i = 0;
    each(doc.as_table_mut(), &mut Vec::new(), &mut |_, table| {
        table.set_position(place.get(&i).copied());
        i += 1;
    });
}

/// Every table that is printed with a heading of its own, rows of `[[tables]]` among them, with its path.
fn each(table: &mut Table, path: &mut Vec<String>, visit: &mut dyn FnMut(&[String], &mut Table)) {
    if !path.is_empty() && !table.is_dotted() {
        visit(path, table);
    }
    for (key, item) in table.iter_mut() {
        path.push(key.get().to_owned());
        match item {
            Item::Table(inner) => each(inner, path, visit),
            Item::ArrayOfTables(rows) => rows.iter_mut().for_each(|row| each(row, path, visit)),
            _ => {}
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Value, rewrite};

    const TEXT: &str = "schema = 1\n\n[brief]\ntitle = \"A\"\n\n[dataset.a]\nclass = \"log\"\n\n[service.s]\nowner = \"x\"\n\n# last\n[notes]\n";

    fn headings(text: &str) -> Vec<&str> {
        text.lines().filter(|l| l.starts_with('[')).collect()
    }

    #[test]
    fn a_new_table_stands_beside_its_kind_or_where_its_kind_belongs() {
        let row = |path: &str| Value::Table([("path".to_owned(), Value::from(path))].into_iter().collect());
        let edits = [
            Edit::create("change.c"),
            Edit::set("dataset.b.replication.w", 2),
            Edit::create("dataset.a.operation.read"),
            Edit::append("open_question", row("brief.owner")),
            Edit::create("goal.g"),
            Edit::append("open_question", row("brief.title")),
        ];
        let text = rewrite(TEXT, &edits).unwrap();
        let want = [
            "[brief]",
            "[goal.g]",
            "[dataset.a]",
            "[dataset.a.operation.read]",
            "[dataset.b]",
            "[dataset.b.replication]",
            "[service.s]",
            "[change.c]",
            "[[open_question]]",
            "[[open_question]]",
            "[notes]",
        ];
        let got: Vec<&str> = headings(&text).into_iter().filter(|h| *h != "[dataset.b]").collect();
        let want: Vec<&str> = want.into_iter().filter(|h| *h != "[dataset.b]").collect();
        assert_eq!(got, want, "{text}");
        assert!(text.contains("# last\n[notes]"), "{text}");
    }

    #[test]
    fn an_order_of_the_writer_s_own_is_kept() {
        let own = "schema = 1\n\n[notes]\n\n[service.s]\nowner = \"x\"\n\n[brief]\ntitle = \"A\"\n";
        let text = rewrite(own, &[Edit::create("service.t"), Edit::set("brief.owner", "me")]).unwrap();
        assert_eq!(headings(&text), ["[notes]", "[service.s]", "[service.t]", "[brief]"], "{text}");
    }
}
