//! Section 5: the change list, the files it names, the ways by which change reaches production.

use std::collections::BTreeMap;

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known};
use crate::export::escape::{code, markdown};

/// Each change with its owner, guardrail and rollback.
pub fn change_list(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.change.is_empty() {
        block.text("**not stated** (Q47): no change is listed, so nobody owns one.");
    }
    let mut table =
        Table::new(&["Change", "Affects", "Kind", "Owner", "Guardrail", "Rollback", "Reversible", "Phase", "Answers"]);
    for c in w.changes() {
        let cell = |f: &str| field(w, &format!("{}.{f}", c.at));
        let targets: Vec<String> = c.raw.target.iter().flatten().map(|t| code(t)).collect();
        let findings: Vec<String> = c.raw.findings.iter().flatten().map(|f| code(f)).collect();
        table.row(vec![
            code(c.id),
            if targets.is_empty() { cell("target") } else { targets.join(", ") },
            known(w, &c.kind()),
            cell("owner"),
            cell("guardrail"),
            cell("rollback"),
            known(w, &c.reversible()),
            c.raw.phase.as_ref().map_or_else(String::new, |p| code(p)),
            findings.join(", "),
        ]);
    }
    block.table(&table);
    let mut details: Vec<String> = Vec::new();
    for c in w.changes() {
        if let (Some(before), Some(after)) = (&c.raw.before, &c.raw.after) {
            details.push(format!("{}: from \"{}\" to \"{}\"", code(c.id), markdown(before), markdown(after)));
        }
    }
    block.list(&details);
    block
}

/// Services and files by who changes them.
pub fn files(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let mut by_target: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for c in s.world.changes() {
        for target in c.raw.target.iter().flatten() {
            by_target.entry(target).or_default().push(code(c.id));
        }
    }
    let mut table = Table::new(&["Service or file", "Changed by", "Owner"]);
    for (target, changes) in by_target {
        let owner = s.world.brief.service.get(target).and_then(|v| v.owner.as_deref()).map_or(String::new(), markdown);
        table.row(vec![code(target), changes.join(", "), owner]);
    }
    block.table(&table);
    block
}

/// How fast each kind of change can spread, and how it is stopped.
pub fn change_paths(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table =
        Table::new(&["Change path", "Kind", "Fault domains at once", "Bakes", "Automatic", "Stopped by", "Within"])
            .caption("How change reaches production:");
    for c in w.change_paths() {
        let cell = |f: &str| field(w, &format!("{}.{f}", c.at));
        table.row(vec![
            code(c.id),
            cell("kind"),
            cell("fault_domains_per_step"),
            known(w, &c.bake()),
            known(w, &c.automatic()),
            cell("stop.how"),
            cell("stop.time"),
        ]);
    }
    block.table(&table);
    block
}
