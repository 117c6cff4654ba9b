//! The report of a review, as markdown: the verdict and what stands in the way, who decided what, what remains, what ends when.

use std::fmt::Write;

use crate::brief::{Brief, Date, Decision as Word, ReviewNoteVerdict};
use crate::export::{escape_code as code, escape_markdown as text};
use crate::findings::{Finding, Severity};

use super::standing::{Decision, Entry, Review, State};

/// The name of a report: `orders.brief.toml` and `orders.md` give `orders.review.md`.
pub fn file_name(document: &str) -> String {
    format!("{}.review.md", document.strip_suffix(".md").unwrap_or(document))
}

/// The body of the report. `changed` says that the brief is not the one that a document was written from.
pub fn markdown(brief: &Brief, review: &Review<'_>, changed: Option<&str>) -> String {
    let title = brief.brief.as_ref().and_then(|b| b.title.as_deref()).unwrap_or("Untitled");
    let mut out = format!("# Review of {}\n\n", text(title));
    let _ = writeln!(out, "The brief is **{}**.", review.readiness().word());
    if let Some(note) = changed {
        let _ = writeln!(out, "\n> {}", text(note));
    }
    verdicts(review, &mut out);
    list("What stands in the way", &review.obstacles(), &mut out);
    list("What waits for a decision", &review.undecided(), &mut out);
    decisions(review, &mut out);
    endings(review, &mut out);
    remains(review, &mut out);
    checklist(review, &mut out);
    others(brief, review, &mut out);
    out
}

/// The section about files that changes name and that are not there, by change and file; empty where all are.
pub fn missing_files(files: &[(String, String)]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let line = |(change, file): &(String, String)| format!("- {} of {}", code(file), code(&format!("change.{change}")));
    let lines: Vec<String> = files.iter().map(line).collect();
    format!("\n## Files that changes name and that are not there\n\n{}\n", lines.join("\n"))
}

fn verdicts(review: &Review<'_>, out: &mut String) {
    if review.verdicts.is_empty() {
        return;
    }
    out.push_str("\n| Reviewer | Verdict | On | Note |\n|---|---|---|---|\n");
    for (verdict, d) in &review.verdicts {
        let word = match verdict {
            ReviewNoteVerdict::Agree => "agrees",
            ReviewNoteVerdict::Object => "objects",
            ReviewNoteVerdict::Unsure => "is unsure",
        };
        let _ = writeln!(out, "| {} | {word} | {} | {} |", text(&d.by), day(d.on), dash(&text(&d.note)));
    }
}

fn list(heading: &str, items: &[String], out: &mut String) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {heading}\n");
    for item in items {
        let _ = writeln!(out, "- {}", text(item));
    }
}

/// Who decided what.
fn decisions(review: &Review<'_>, out: &mut String) {
    let decided = |e: &&Entry<'_>| e.decision.is_some() && e.state != State::Back;
    let rows: Vec<&Entry<'_>> = review.entries.iter().filter(decided).collect();
    out.push_str("\n## Who decided what\n\n");
    if rows.is_empty() && review.fixed.is_empty() {
        out.push_str("Nothing is decided yet.\n");
        return;
    }
    out.push_str("| Finding | Severity | Decision | By | On | Why |\n|---|---|---|---|---|---|\n");
    for e in rows {
        let d = e.decision.clone().unwrap_or_default();
        let (key, severity) = (code(&e.finding.key()), e.finding.severity.word());
        let _ = writeln!(out, "| {key} | {severity} | {} | {} |", e.state.word(), signed(&d));
    }
    for (key, d) in &review.fixed {
        let _ = writeln!(out, "| {} | - | fixed | {} |", code(key), signed(d));
    }
}

fn signed(d: &Decision) -> String {
    format!("{} | {} | {}", dash(&text(&d.by)), day(d.on), dash(&text(&d.note)))
}

/// What ends when, soonest first.
fn endings(review: &Review<'_>, out: &mut String) {
    let mut rows: Vec<(Date, &Entry<'_>)> =
        review.entries.iter().filter_map(|e| Some((e.decision.as_ref()?.until?, e))).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(until, e)| (*until, e.finding.key()));
    out.push_str("\n## What ends when\n\n| On | What ends | Then |\n|---|---|---|\n");
    for (until, e) in rows {
        let (what, then) = match e.state {
            State::Waived => ("the waiver of", "the finding counts again"),
            _ => ("putting off", "it waits for a decision"),
        };
        let _ = writeln!(out, "| {until} | {what} {} | {then} |", code(&e.finding.key()));
    }
}

/// Findings that are still there, those that rest on assumptions alone apart.
fn remains(review: &Review<'_>, out: &mut String) {
    out.push_str("\n## What remains\n\n");
    if review.missing > 0 {
        let _ = writeln!(out, "{} required answers are not stated.\n", review.missing);
    }
    let open: Vec<&Entry<'_>> = review.entries.iter().filter(|e| e.state != State::Waived).collect();
    if open.is_empty() {
        out.push_str("No finding is open.\n");
        return;
    }
    let (guessed, known): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = open.into_iter().partition(|e| e.finding.only_assumed());
    for (heading, entries) in
        [("On what is stated:", known), ("On assumed values alone; stating them may settle these:", guessed)]
    {
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{heading}\n");
        for severity in [Severity::Error, Severity::Warn, Severity::Info] {
            for e in entries.iter().filter(|e| e.finding.severity == severity) {
                remaining(e.finding, e.state, out);
            }
        }
        out.push('\n');
    }
}

fn remaining(f: &Finding, state: State, out: &mut String) {
    let _ = writeln!(out, "- **{}** {} ({}): {}", f.severity.word(), code(&f.key()), state.word(), text(&f.text));
    if let Some(fix) = f.fixes.first() {
        let _ = writeln!(out, "  - smallest fix: {}", text(&fix.says()));
    }
}

fn checklist(review: &Review<'_>, out: &mut String) {
    out.push_str(
        "\n## What a person has to judge\n\n| Item | Statement | Holds | By | Note |\n|---|---|---|---|---|\n",
    );
    for t in &review.items {
        let holds = match t.answer {
            Some(Word::Yes) => "yes",
            Some(Word::No) => "**no**",
            Some(Word::Moot) => "does not apply",
            _ => "not answered",
        };
        let (by, note) = (dash(&text(&t.decision.by)), dash(&text(&t.decision.note)));
        let _ = writeln!(out, "| {} | {} | {holds} | {by} | {note} |", t.item.id, text(t.item.text));
    }
}

/// What other reviewers said, each point with what a person made of it.
fn others(brief: &Brief, review: &Review<'_>, out: &mut String) {
    if brief.review_note.is_empty() {
        return;
    }
    out.push_str("\n## What other reviewers said\n");
    for (i, note) in brief.review_note.iter().enumerate() {
        let who = note.cli.as_deref().unwrap_or("another reviewer");
        let verdict = note.verdict.unwrap_or(ReviewNoteVerdict::Unsure).word();
        let _ = writeln!(out, "\n{} ({verdict}):\n", text(who));
        let mine = review.points.iter().filter(|p| p.at.0 == i);
        let mut none = true;
        for p in mine {
            none = false;
            let judged = match p.point.accepted {
                Some(true) => "accepted",
                Some(false) => "rejected",
                None => "not judged",
            };
            let severity = p.point.severity.map_or("point", |s| s.word());
            let words = p.point.text.as_deref().unwrap_or_default();
            let place = p.point.place.as_deref().map_or_else(String::new, |at| format!(" {}", code(at)));
            let _ = writeln!(out, "- **{severity}**{place}: {} ({judged})", text(words));
        }
        if none {
            out.push_str("- no point was taken from it\n");
        }
    }
}

fn day(on: Option<Date>) -> String {
    on.map_or_else(|| "-".to_owned(), |d| d.to_string())
}

fn dash(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { text.to_owned() }
}
