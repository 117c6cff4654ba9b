//! Where a review stands: each finding with what was decided about it, the checklist, the points of others, and whether the
//! brief is ready. Worked out from the brief and its findings; nothing is remembered elsewhere.

use crate::brief::{self, Brief, Date, Decided, ReviewNoteVerdict};
use crate::findings::{Finding, Report, Severity, Waivable};

use super::checklist::{ITEMS, Item};

/// The rule about required answers that are not there: counted, not decided one by one.
const UNSTATED: &str = "MET-02";

/// What was decided about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Undecided,
    /// Put off, and the day has come.
    Overdue,
    /// Put off.
    Deferred,
    /// Held to be wrong here. It stands until it is fixed or waived, or the rule is.
    Disputed,
    /// It was fixed once and is back.
    Back,
    /// Accepted with a reason.
    Waived,
}

impl State {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Overdue => "overdue",
            Self::Deferred => "put off",
            Self::Disputed => "disputed",
            Self::Back => "back again",
            Self::Waived => "waived",
        }
    }

    /// Whether somebody has to look at it.
    pub fn waits(self) -> bool {
        matches!(self, Self::Undecided | Self::Overdue | Self::Back)
    }
}

/// Who decided, when, and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    pub by: String,
    pub on: Option<Date>,
    pub until: Option<Date>,
    pub note: String,
}

/// A finding in a review.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub finding: &'a Finding,
    pub state: State,
    pub decision: Option<Decision>,
}

/// An item of the checklist with its answer.
#[derive(Debug, Clone)]
pub struct Ticked {
    pub item: &'static Item,
    pub answer: Option<brief::Decision>,
    pub decision: Decision,
}

/// A point of another reviewer.
#[derive(Debug, Clone)]
pub struct Point<'a> {
    /// The row of its note, and its place there.
    pub at: (usize, usize),
    /// Who said it.
    pub from: &'a str,
    pub point: &'a brief::Point,
}

/// How ready a brief is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing stands in the way.
    Ready,
    /// Something waits for a decision.
    Undecided,
    /// Something has to change first.
    NotReady,
}

impl Readiness {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Undecided => "undecided",
            Self::NotReady => "not ready",
        }
    }
}

/// A review as it stands.
#[derive(Debug, Clone)]
pub struct Review<'a> {
    /// Findings: open ones as they are listed, waived ones last.
    pub entries: Vec<Entry<'a>>,
    /// Required answers that are not stated.
    pub missing: usize,
    /// Findings that were fixed and are gone: key and decision.
    pub fixed: Vec<(String, Decision)>,
    /// The checklist.
    pub items: Vec<Ticked>,
    /// Points of other reviewers.
    pub points: Vec<Point<'a>>,
    /// The last verdict of each person, with the note.
    pub verdicts: Vec<(ReviewNoteVerdict, Decision)>,
}

/// Works a review out. `today` decides what is overdue.
pub fn review<'a>(brief: &'a Brief, report: &'a Report, today: Option<Date>) -> Review<'a> {
    let open = report.open.iter().filter(|f| f.rule.id != UNSTATED).map(|finding| {
        let last = last(brief, |d| d.finding.as_ref().is_some_and(|f| f.id.as_ref() == finding.key()));
        let state = match last.as_ref().map(|(d, _)| (d.decision, d.until)) {
            Some((Some(brief::Decision::Dispute), _)) => State::Disputed,
            Some((Some(brief::Decision::Defer), until)) if until.zip(today).is_some_and(|(u, t)| u < t) => {
                State::Overdue
            }
            Some((Some(brief::Decision::Defer), _)) => State::Deferred,
            Some((Some(brief::Decision::Fix), _)) => State::Back,
            _ => State::Undecided,
        };
        Entry { finding, state, decision: last.map(|(_, d)| d) }
    });
    let waived = report.waived.iter().map(|(finding, row)| {
        let w = brief.waiver.get(*row);
        let decision = w.map(|w| Decision {
            by: w.approver.clone().unwrap_or_default(),
            on: w.granted,
            until: w.expires,
            note: w.justification.clone().unwrap_or_default(),
        });
        Entry { finding, state: State::Waived, decision }
    });
    let entries: Vec<Entry<'a>> = open.chain(waived).collect();
    let missing = report.open.iter().filter(|f| f.rule.id == UNSTATED).count();
    Review {
        fixed: fixed(brief, &entries),
        items: ITEMS.iter().map(|item| ticked(brief, item)).collect(),
        points: points(brief),
        verdicts: verdicts(brief),
        entries,
        missing,
    }
}

/// The last decision that fits, with who made it.
fn last(brief: &Brief, fits: impl Fn(&Decided) -> bool) -> Option<(&Decided, Decision)> {
    let all = brief.review.iter().flat_map(|r| r.decided.iter().flatten().map(move |d| (r, d)));
    all.filter(|(_, d)| fits(d)).last().map(|(r, d)| (d, made(r, d)))
}

fn made(review: &brief::Review, decided: &Decided) -> Decision {
    Decision {
        by: review.by.clone().unwrap_or_default(),
        on: decided.on.or(review.on),
        until: decided.until,
        note: decided.note.clone().unwrap_or_default(),
    }
}

fn fixed(brief: &Brief, entries: &[Entry<'_>]) -> Vec<(String, Decision)> {
    let mut out: Vec<(String, Decision)> = Vec::new();
    for review in brief.review.iter() {
        for decided in review.decided.iter().flatten().filter(|d| d.decision == Some(brief::Decision::Fix)) {
            let Some(finding) = &decided.finding else { continue };
            let key = finding.id.to_string();
            if !entries.iter().any(|e| e.finding.key() == key) {
                out.retain(|(k, _)| *k != key);
                out.push((key, made(review, decided)));
            }
        }
    }
    out
}

fn ticked(brief: &Brief, item: &'static Item) -> Ticked {
    let found = last(brief, |d| d.item.as_deref().is_some_and(|i| i.eq_ignore_ascii_case(item.id)));
    match found {
        Some((d, decision)) => Ticked { item, answer: d.decision, decision },
        None => Ticked { item, answer: None, decision: Decision::default() },
    }
}

fn points(brief: &Brief) -> Vec<Point<'_>> {
    let mut out = Vec::new();
    for (i, note) in brief.review_note.iter().enumerate() {
        for (j, point) in note.points.iter().flatten().enumerate() {
            out.push(Point { at: (i, j), from: note.cli.as_deref().unwrap_or("another reviewer"), point });
        }
    }
    out
}

fn verdicts(brief: &Brief) -> Vec<(ReviewNoteVerdict, Decision)> {
    let mut out: Vec<(ReviewNoteVerdict, Decision)> = Vec::new();
    for review in brief.review.iter() {
        let Some(verdict) = review.verdict else { continue };
        let by = review.by.clone().unwrap_or_default();
        out.retain(|(_, d)| d.by != by);
        let note = review.note.clone().unwrap_or_default();
        out.push((verdict, Decision { by, on: review.on, until: None, note }));
    }
    out
}

impl Review<'_> {
    /// What has to change before the brief is ready.
    pub fn obstacles(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.missing > 0 {
            out.push(many(self.missing, "required answer is", "required answers are") + " not stated");
        }
        let errors = self.entries.iter().filter(|e| e.finding.severity == Severity::Error && e.state != State::Waived);
        let (never, other): (Vec<_>, Vec<_>) = errors.partition(|e| e.finding.waivable == Waivable::Never);
        for e in never {
            out.push(format!("{} can only be fixed, never waived ({})", e.finding.key(), e.state.word()));
        }
        for e in other {
            out.push(format!("{} is an error, neither fixed nor waived ({})", e.finding.key(), e.state.word()));
        }
        for t in self.items.iter().filter(|t| t.answer == Some(brief::Decision::No)) {
            out.push(format!("{} does not hold: {}", t.item.id, t.item.text.trim_end_matches('.')));
        }
        for (verdict, d) in &self.verdicts {
            if *verdict == ReviewNoteVerdict::Object {
                out.push(format!("{} objects", d.by));
            }
        }
        out
    }

    /// What waits for a decision.
    pub fn undecided(&self) -> Vec<String> {
        let mut out = Vec::new();
        let warn = |e: &&Entry<'_>| e.finding.severity == Severity::Warn && e.state.waits();
        for e in self.entries.iter().filter(warn) {
            out.push(format!("{} ({})", e.finding.key(), e.state.word()));
        }
        for t in self.items.iter().filter(|t| t.answer.is_none()) {
            out.push(format!("{}: {}", t.item.id, t.item.text.trim_end_matches('.')));
        }
        let open = self.points.iter().filter(|p| p.point.accepted.is_none()).count();
        if open > 0 {
            out.push(many(open, "point of another reviewer is", "points of other reviewers are") + " not judged");
        }
        if self.verdicts.is_empty() {
            out.push("nobody has given a verdict".to_owned());
        }
        out
    }

    /// Whether the brief is ready.
    pub fn readiness(&self) -> Readiness {
        if !self.obstacles().is_empty() {
            Readiness::NotReady
        } else if !self.undecided().is_empty() {
            Readiness::Undecided
        } else {
            Readiness::Ready
        }
    }
}

fn many(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}
