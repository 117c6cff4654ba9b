//! Who reviewed the brief, and what other reviewers said that a person accepted. Rejected points stand in the report of a
//! review, not here.

use super::Source;
use super::options::OPTIONS;
use crate::brief::Decision;
use crate::brief::record::in_prose;
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};

/// Nothing when nobody reviewed it.
pub fn reviews(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let brief = s.world.brief;
    let mut table = Table::new(&["Reviewer", "Verdict", "On", "Revision", "Disputes", "Put off", "Note"])
        .caption("Reviewed by people:");
    for review in brief.review.iter() {
        let keys = |wanted: Decision| {
            let of = review.decided.iter().flatten().filter(|d| d.decision == Some(wanted));
            let keys = of.filter_map(|d| {
                let until = d.until.map_or_else(String::new, |u| format!(" until {u}"));
                d.finding.as_ref().map(|f| format!("{}{until}", code(f)))
            });
            keys.collect::<Vec<_>>().join(", ")
        };
        table.row(vec![
            review.by.as_deref().map_or(String::new(), markdown),
            review.verdict.map_or_else(|| "going on".to_owned(), |v| in_prose(v.word())),
            review.on.map_or(String::new(), |d| d.to_string()),
            review.revision.map_or(String::new(), |r| r.to_string()),
            keys(Decision::Dispute),
            keys(Decision::Defer),
            review.note.as_deref().map_or(String::new(), markdown),
        ]);
    }
    block.table(&table);
    answers(s, &mut block);
    points(s, &mut block);
    block
}

/// Which other reviewers answered, and to what end.
fn answers(s: &Source<'_>, block: &mut Block) {
    let mut table = Table::new(&["From", "As", "Verdict", "Answered"]).caption("Other reviewers who were asked:");
    for note in s.world.brief.review_note.iter().filter(|n| n.prompt.as_deref() != Some(OPTIONS)) {
        table.row(vec![
            note.cli.as_deref().map_or(String::new(), markdown),
            note.role.map_or_else(String::new, |r| in_prose(r.word())),
            note.verdict.map_or_else(|| "none".to_owned(), |v| in_prose(v.word())),
            note.ended.as_ref().map_or_else(String::new, ToString::to_string),
        ]);
    }
    block.table(&table);
}

/// What they said that was not rejected.
fn points(s: &Source<'_>, block: &mut Block) {
    let head = ["Point", "From", "About", "What would follow", "What they would do", "Accepted"];
    let mut points = Table::new(&head).caption("What they said:");
    for note in s.world.brief.review_note.iter().filter(|n| n.prompt.as_deref() != Some(OPTIONS)) {
        for p in note.points.iter().flatten().filter(|p| p.accepted != Some(false)) {
            let severity = p.severity.map_or_else(String::new, |s| format!("**{}** ", s.word()));
            points.row(vec![
                format!("{severity}{}", p.text.as_deref().map_or(String::new(), markdown)),
                note.cli.as_deref().map_or(String::new(), markdown),
                p.path.as_ref().map(|x| code(x)).or_else(|| p.place.as_deref().map(code)).unwrap_or_default(),
                p.impact.as_deref().map_or(String::new(), markdown),
                p.fix.as_deref().map_or(String::new(), markdown),
                if p.accepted == Some(true) { "yes" } else { "not judged" }.to_owned(),
            ]);
        }
    }
    block.table(&points);
}
