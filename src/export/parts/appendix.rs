//! The appendices: derived numbers with provenance, findings and waivers, open questions, references cited.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Source;
use crate::brief::SkippedReason;
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};
use crate::findings::{Finding, Severity};

/// Every number with what it rests on.
pub fn numbers(s: &Source<'_>) -> Block {
    crate::export::figures::appendix(s.figures)
}

/// What contradicts what, what was accepted, and what could not be judged.
pub fn findings(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let (missing, open): (Vec<&Finding>, Vec<&Finding>) = s.report.open.iter().partition(|f| f.rule.id == "MET-02");
    if open.is_empty() {
        block.text("No finding is open.");
    }
    let (guessed, known): (Vec<&Finding>, Vec<&Finding>) = open.into_iter().partition(|f| f.only_assumed());
    for severity in [Severity::Error, Severity::Warn, Severity::Info] {
        let caption = match severity {
            Severity::Error => "Errors: the brief contradicts itself.",
            Severity::Warn => "Warnings:",
            Severity::Info => "Worth knowing:",
        };
        let of: Vec<&Finding> = known.iter().copied().filter(|f| f.severity == severity).collect();
        block.table(&listed(&of, caption, "Finding", |f| code(&f.key())));
    }
    let caption = "On assumed values alone; stating them may settle these:";
    let graded = |f: &Finding| format!("{} {}", f.severity.word(), code(&f.key()));
    block.table(&listed(&guessed, caption, "Finding, were it so", graded));
    if !missing.is_empty() {
        let paths: Vec<String> =
            missing.iter().take(MOST_MISSING).filter_map(|f| f.at.first().map(|p| code(&p.to_string()))).collect();
        let more = match missing.len().checked_sub(MOST_MISSING) {
            None | Some(0) => String::new(),
            Some(more) => format!(", and {more} more"),
        };
        block.text(format!("Required and **not stated** ({}): {}{more}.", missing.len(), paths.join(", ")));
    }
    let mut waived =
        Table::new(&["Waived", "As far as", "Justification", "Evidence", "Approved by", "Granted", "Expires"])
            .caption("Accepted with a reason:");
    for waiver in s.world.brief.waiver.iter() {
        let text = |v: &Option<String>| v.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown);
        let date = |v: Option<crate::brief::Date>| v.map_or_else(|| "**not stated**".to_owned(), |d| d.to_string());
        waived.row(vec![
            waiver.finding.as_ref().map_or_else(|| "**not stated**".to_owned(), |f| code(f)),
            waiver.scope.as_deref().map_or(String::new(), markdown),
            text(&waiver.justification),
            waiver.evidence.as_deref().map_or(String::new(), markdown),
            text(&waiver.approver),
            date(waiver.granted),
            date(waiver.expires),
        ]);
    }
    block.table(&waived);
    let mut unjudged: BTreeSet<String> = BTreeSet::new();
    for n in &s.report.not_judged {
        let needs: Vec<String> = n.needs.iter().map(|a| code(&a.to_string())).collect();
        unjudged.insert(format!("{} needs {}", n.rule.id, needs.join(", ")));
    }
    if !unjudged.is_empty() {
        block.text("Not judged, because an input is missing:");
        let total = unjudged.len();
        let mut list: Vec<String> = unjudged.into_iter().take(60).collect();
        if total > 60 {
            list.push(format!("and {} more", total - 60));
        }
        block.list(&list);
    }
    block
}

/// So many findings of one rule stand in a table: the first of a brief are as telling as the thousandth.
pub const MOST: usize = 24;

/// So many required answers that are missing are named.
const MOST_MISSING: usize = 40;

fn listed(findings: &[&Finding], caption: &str, head: &str, name: impl Fn(&Finding) -> String) -> Table {
    let mut table = Table::new(&[head, "What", "Smallest fix", "Rests on assumed"]).caption(caption);
    let mut of: IndexMap<&str, usize> = IndexMap::new();
    for f in findings {
        let met = of.entry(f.rule.id).or_default();
        *met += 1;
        if *met > MOST {
            continue;
        }
        let fix = f.fixes.first().map_or(String::new(), |fix| markdown(&fix.says()));
        let rests: Vec<String> = f.rests_on().iter().map(|p| code(p)).collect();
        table.row(vec![name(f), markdown(&f.text), fix, rests.join(", ")]);
    }
    for (rule, met) in of.iter().filter(|(_, met)| **met > MOST) {
        let more = format!("{} more like those above: {}", met - MOST, code("check"));
        table.row(vec![code(rule), more]);
    }
    table
}

/// What nobody could answer yet, and what was skipped on purpose.
pub fn open_questions(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table =
        Table::new(&["About", "Question", "Asked of", "Due", "Before phase", "Used meanwhile", "Cost if wrong"]);
    for q in w.brief.open_question.iter() {
        table.row(vec![
            q.path.as_ref().map_or(String::new(), |p| code(p)),
            q.text.as_deref().map_or(String::new(), markdown),
            q.asked_of.as_deref().map_or(String::new(), markdown),
            q.due.map_or(String::new(), |d| d.to_string()),
            q.blocks.as_ref().map_or(String::new(), |p| code(p)),
            q.default_used.as_deref().map_or(String::new(), markdown),
            q.cost_if_wrong.as_deref().map_or(String::new(), markdown),
        ]);
    }
    if table.rows.is_empty() {
        block.text("No question is open.");
    }
    block.table(&table);
    let mut skipped = Table::new(&["Skipped", "Why", "Reason"]).caption("Skipped on purpose:");
    for row in w.brief.skipped.iter() {
        skipped.row(vec![
            row.path.as_ref().map_or(String::new(), |p| code(p)),
            if row.reason == Some(SkippedReason::NotApplicable) { "not applicable" } else { "later" }.to_owned(),
            row.text.as_deref().map_or(String::new(), markdown),
        ]);
    }
    block.table(&skipped);
    block
}

/// The sources of the numbers and rules that this document uses, and where stated values come from.
pub fn references(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let mut notes = Table::new(&["Value", "From", "Confidence", "In words"]).caption("Where stated values come from:");
    for (path, note) in s.world.brief.notes.iter() {
        notes.row(vec![
            code(path),
            note.source.map_or_else(String::new, |v| v.word().to_owned()),
            note.confidence.map_or_else(String::new, |v| v.word().to_owned()),
            note.text.as_deref().map_or(String::new(), markdown),
        ]);
    }
    block.table(&notes);
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for number in crate::numbers::NUMBERS.iter().filter(|n| s.figures.iter().any(|f| f.id == n.id)) {
        cited.extend(keys(number.source));
    }
    let fired: BTreeSet<&str> = s.report.open.iter().map(|f| f.rule.id).collect();
    for rule in fired.into_iter().filter_map(crate::findings::rule) {
        cited.extend(keys(rule.page.split("## Source").nth(1).unwrap_or_default()));
    }
    let list: Vec<String> = SOURCES
        .lines()
        .filter_map(|line| line.strip_prefix("- **"))
        .filter_map(|line| line.split_once("**: "))
        .filter(|(key, _)| cited.contains(key))
        .map(|(key, text)| format!("**{key}**: {}", text.trim_end_matches(['†', '✓', ' '])))
        .collect();
    if list.is_empty() {
        block.text("No number and no finding cites anything.");
    } else if !notes.rows.is_empty() {
        block.text("Cited by the numbers and findings above:");
    }
    block.list(&list);
    block
}

const SOURCES: &str = include_str!("../../../reference/sources.md");

/// The citation keys in a text: words of capitals and digits.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| {
        w.len() >= 2 && w.chars().any(|c| c.is_ascii_uppercase()) && !w.chars().any(|c| c.is_ascii_lowercase())
    })
}
