//! Claims to proof on screen: the matrix of what stands behind each claim, and the orphans in words.

use std::fmt::Write;

use super::Session;
use super::dialog::{Dialog, Pager};
use crate::coverage::{Row, coverage};

impl Session {
    pub(super) fn open_coverage(&mut self) {
        let text = page(&coverage(self.doc.brief()));
        self.dialogs.push(Dialog::Pager(Pager { title: "Claims and what proves them".into(), text }));
    }
}

/// What a page has room for beside the words of a claim.
const COLUMNS: [&str; 5] = ["failure", "experiment", "metric", "alert", "owner"];

fn page(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "Nothing is claimed yet: objectives, tolerated failures, consistency, rpo and rto are claims.\n"
            .to_owned();
    }
    let whole = rows.iter().filter(|r| r.gaps().is_empty()).count();
    let mut out = format!("{whole} of {} claims have all five.\n\n", rows.len());
    let _ = writeln!(out, "| Claim | Failure | Experiment | Metric | Alert | Owner |\n|---|---|---|---|---|---|");
    for row in rows {
        let gaps = row.gaps();
        let mark = |column: &str| if gaps.iter().any(|(g, _)| *g == column) { "no" } else { "yes" };
        let marks: Vec<&str> = COLUMNS.iter().map(|c| mark(c)).collect();
        let _ = writeln!(out, "| {} {} | {} |", about(&row.claim.at), row.claim.text, marks.join(" | "));
    }
    let orphans: Vec<&Row> = rows.iter().filter(|r| !r.gaps().is_empty()).collect();
    if !orphans.is_empty() {
        out.push_str("\n## What is missing\n");
    }
    for row in orphans {
        let _ = writeln!(out, "\n**{} {}**\n", about(&row.claim.at), row.claim.text);
        for (column, words) in row.gaps() {
            let _ = writeln!(out, "- {column}: {words}");
        }
    }
    out
}

/// What a claim is about, without the kind in front.
fn about(at: &str) -> String {
    at.split('.').skip(1).filter(|s| *s != "operation").collect::<Vec<_>>().join(".")
}
