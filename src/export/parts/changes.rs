//! Section 5: the change list, the files it names, the ways by which change reaches production.

use std::collections::BTreeMap;

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::rest::Place;

/// Each change with its owner, guardrail and rollback.
pub fn change_list(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.change.is_empty() {
        block.text("**not stated** (Q47): no change is listed, so nobody owns one.");
    }
    let mut table = Table::new(&[
        "Change",
        "Affects",
        "Kind",
        "Touches",
        "Voters at once",
        "After",
        "Owner",
        "Guardrail",
        "Rollback",
        "Reversible",
        "Risk",
        "Phase",
        "Answers",
    ]);
    let mut details: Vec<String> = Vec::new();
    for c in w.changes() {
        let at = |f: &str| format!("{}.{f}", c.at);
        let (cell, written) = (|f: &str| field(s, &at(f)), |f: &str| stated(s, &at(f)));
        let names = |list: &[String]| list.iter().map(|t| code(t)).collect::<Vec<_>>().join(", ");
        let (missing, targets) = (cell("target"), names(c.raw.target.as_deref().unwrap_or_default()));
        let findings: Vec<String> = c.raw.findings.iter().flatten().map(|f| code(f)).collect();
        s.say_rows(&at("findings"), c.raw.findings.as_ref());
        let phase = c.raw.phase.as_ref().map_or_else(String::new, |p| code(p));
        s.say(&at("phase"));
        table.row(vec![
            code(c.id),
            if targets.is_empty() { missing } else { targets },
            known(s, &c.kind()),
            written("touches"),
            written("voters_at_once"),
            written("depends_on"),
            cell("owner"),
            cell("guardrail"),
            cell("rollback"),
            known(s, &c.reversible()),
            written("risk"),
            phase,
            findings.join(", "),
        ]);
        let quoted = |word: &str, text: String| if text.is_empty() { text } else { format!(" {word} \"{text}\"") };
        let change = quoted("from", written("before")) + &quoted("to", written("after"));
        if !change.is_empty() {
            details.push(format!("{}:{change}", code(c.id)));
        }
    }
    block.table(&table);
    block.rest([Place::each("change")]);
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
        let cell = |f: &str| field(s, &format!("{}.{f}", c.at));
        table.row(vec![
            code(c.id),
            cell("kind"),
            cell("fault_domains_per_step"),
            known(s, &c.bake()),
            known(s, &c.automatic()),
            cell("stop.how"),
            cell("stop.time"),
        ]);
    }
    block.table(&table);
    block.rest([Place::each("change_path")]);
    // Last of the five sections: what no part has claimed, should a kind of table ever be added without one.
    block.rest([Place::one("")]);
    block
}
