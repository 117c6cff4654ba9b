//! Decisions to edits: fix, waive, dispute, defer, the answers to the checklist, the verdict, and what becomes of the points
//! of another reviewer. Each says in words what is missing; none is written by half.

use toml::Table;

use crate::brief::{Brief, Date, Edit, ReviewNoteVerdict, Value};
use crate::findings::{Fix, MAX_WAIVER_DAYS, MIN_JUSTIFICATION};

/// Who decides, and what today is.
#[derive(Debug, Clone, Copy)]
pub struct Reviewer<'a> {
    /// The person, as they are to be named in the file.
    pub by: &'a str,
    /// Today, where it is known.
    pub today: Option<Date>,
}

/// What is decided.
#[derive(Debug, Clone)]
pub enum Choice<'a> {
    /// A suggestion is taken: its edits, and a line that says so.
    Fix { finding: &'a str, fix: &'a Fix },
    /// The finding is accepted until a date, with a reason.
    Waive { finding: &'a str, why: &'a str, until: Option<Date> },
    /// The finding is held to be wrong here.
    Dispute { finding: &'a str, note: &'a str },
    /// The finding is put off until a date.
    Defer { finding: &'a str, note: &'a str, until: Option<Date> },
    /// An item of the checklist is answered: `yes`, `no` or `moot`.
    Item { id: &'a str, answer: &'a str, note: &'a str },
}

/// How long a finding is put off when nobody says until when.
const DEFERRED_DAYS: i64 = 30;

/// How long a waiver runs when nobody says until when.
const WAIVED_DAYS: i64 = 90;

/// The longest note that a decision holds.
const LONGEST_NOTE: usize = 400;

/// The edits of a decision, or what is missing.
pub fn decide(brief: &Brief, who: Reviewer<'_>, choice: &Choice<'_>) -> Result<Vec<Edit>, String> {
    if who.by.trim().is_empty() {
        return Err("a decision needs the name of whoever makes it".to_owned());
    }
    let mut row = Table::new();
    let mut edits = Vec::new();
    match choice {
        Choice::Waive { finding, why, until } => return waiver(finding, why, who.by, who.today, *until),
        Choice::Fix { finding, fix } => {
            edits.extend(fix.edits.iter().cloned());
            row.insert("finding".into(), (*finding).into());
            row.insert("decision".into(), "fix".into());
            row.insert("note".into(), clipped(&fix.text).into());
        }
        Choice::Dispute { finding, note } => {
            row.insert("finding".into(), (*finding).into());
            row.insert("decision".into(), "dispute".into());
            row.insert("note".into(), said(note, "a dispute needs a note: why the finding is wrong here")?.into());
        }
        Choice::Defer { finding, note, until } => {
            row.insert("finding".into(), (*finding).into());
            row.insert("decision".into(), "defer".into());
            row.insert("note".into(), said(note, "putting off needs a note: what it waits for")?.into());
            if let Some(until) = until.or_else(|| Some(later(who.today?, DEFERRED_DAYS))) {
                if who.today.is_some_and(|today| until < today) {
                    return Err(format!("{until} is in the past"));
                }
                row.insert("until".into(), date(until));
            }
        }
        Choice::Item { id, answer, note } => {
            let item = super::item(id).ok_or_else(|| format!("the checklist has no item {id}"))?;
            if !["yes", "no", "moot"].contains(answer) {
                return Err(format!("{answer} is no answer to {}: yes, no or moot", item.id));
            }
            row.insert("item".into(), item.id.into());
            row.insert("decision".into(), (*answer).into());
            if !note.trim().is_empty() {
                row.insert("note".into(), said(note, "")?.into());
            }
        }
    }
    if let Some(today) = who.today {
        row.insert("on".into(), date(today));
    }
    edits.push(noted(brief, who.by, row));
    Ok(edits)
}

/// The row of a waiver. A justification that the rules would not accept is refused here.
pub fn waiver(
    finding: &str,
    why: &str,
    approver: &str,
    today: Option<Date>,
    until: Option<Date>,
) -> Result<Vec<Edit>, String> {
    let length = why.trim().chars().count();
    if length < MIN_JUSTIFICATION {
        return Err(format!("a waiver needs a reason of at least {MIN_JUSTIFICATION} characters; this has {length}"));
    }
    if approver.trim().is_empty() {
        return Err("a waiver needs the name of the person who accepts the risk".to_owned());
    }
    let mut row = Table::new();
    row.insert("finding".into(), finding.into());
    row.insert("justification".into(), why.trim().into());
    row.insert("approver".into(), approver.trim().into());
    if let Some(today) = today {
        let expires = until.unwrap_or_else(|| later(today, WAIVED_DAYS));
        let days = expires.days() - today.days();
        if !(0..=MAX_WAIVER_DAYS).contains(&days) {
            let range = format!("a waiver ends between today and {}", later(today, MAX_WAIVER_DAYS));
            return Err(format!("{range}; {expires} does not"));
        }
        row.insert("granted".into(), date(today));
        row.insert("expires".into(), date(expires));
    }
    Ok(vec![Edit::append("waiver", Value::Table(row))])
}

/// Closes the review of a person with a verdict.
pub fn verdict(brief: &Brief, who: Reviewer<'_>, verdict: ReviewNoteVerdict, note: &str) -> Result<Vec<Edit>, String> {
    if who.by.trim().is_empty() {
        return Err("a verdict needs the name of whoever gives it".to_owned());
    }
    let mut row = Table::new();
    row.insert("verdict".into(), verdict.word().into());
    if let Some(today) = who.today {
        row.insert("on".into(), date(today));
    }
    if !note.trim().is_empty() {
        row.insert("note".into(), said(note, "")?.into());
    }
    if let Some(i) = open(brief, who.by) {
        return Ok(row.into_iter().map(|(key, value)| Edit::set(format!("review[{i}].{key}"), value)).collect());
    }
    let mut whole = begun(brief, who.by);
    whole.extend(row);
    Ok(vec![Edit::append("review", Value::Table(whole))])
}

/// Accepts or rejects a point of another reviewer: the note's row and the point's place in it.
pub fn judge(brief: &Brief, note: usize, point: usize, accepted: bool) -> Result<Vec<Edit>, String> {
    let path = format!("review_note[{note}].points");
    let Some(Value::Array(mut points)) = brief.get(&path) else { return Err(format!("there is no {path}")) };
    match points.get_mut(point) {
        Some(Value::Table(one)) => one.insert("accepted".into(), accepted.into()),
        _ => return Err(format!("there is no {path}[{point}]")),
    };
    Ok(vec![Edit::set(path, Value::Array(points))])
}

/// The review of a person that has no verdict yet.
fn open(brief: &Brief, by: &str) -> Option<usize> {
    brief.review.iter().rposition(|r| r.by.as_deref() == Some(by.trim()) && r.verdict.is_none())
}

fn begun(brief: &Brief, by: &str) -> Table {
    let mut row = Table::new();
    row.insert("by".into(), by.trim().into());
    if let Some(revision) = brief.get("brief.revision") {
        row.insert("revision".into(), revision);
    }
    row
}

/// Writes a decision down; a second one about the same thing in the same review takes the place of the first.
fn noted(brief: &Brief, by: &str, decided: Table) -> Edit {
    let Some(i) = open(brief, by) else {
        let mut row = begun(brief, by);
        row.insert("decided".into(), Value::Array(vec![Value::Table(decided)]));
        return Edit::append("review", Value::Table(row));
    };
    let path = format!("review[{i}].decided");
    let mut all = match brief.get(&path) {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    };
    let about = |row: &Table| (row.get("finding").cloned(), row.get("item").cloned());
    all.retain(|old| old.as_table().is_none_or(|old| about(old) != about(&decided)));
    all.push(Value::Table(decided));
    Edit::set(path, Value::Array(all))
}

fn said(note: &str, missing: &str) -> Result<String, String> {
    let note = note.trim();
    if note.is_empty() && !missing.is_empty() {
        return Err(missing.to_owned());
    }
    let length = note.chars().count();
    if length > LONGEST_NOTE {
        return Err(format!("a note has at most {LONGEST_NOTE} characters; this has {length}"));
    }
    Ok(note.to_owned())
}

fn clipped(text: &str) -> String {
    text.chars().take(LONGEST_NOTE).collect()
}

fn later(today: Date, days: i64) -> Date {
    Date::from_days(today.days() + days)
}

fn date(date: Date) -> Value {
    Value::Datetime(toml::value::Datetime { date: Some(date.0), time: None, offset: None })
}
