//! The review mode: findings, checklist, points of others and the verdict as one list, walked from what waits to what waits.
//! What a decision writes and what is ready is the business of `crate::review`; here it becomes rows, entries and messages.

use super::dialog::{Dialog, Pick, Purpose};
use super::facts;
use super::msg::Effect;
use super::rows::{Found, Severity};
use super::status::Status;
use super::waive::dated;
use super::{Action, Screen, Session, paper};
use crate::brief::{Decision, ReviewNoteVerdict};
use crate::findings::Finding;
use crate::review::{self, Choice, Point, Readiness, Reviewer, State, Ticked};

/// What the review mode remembers: the cursor, and who reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviewing {
    pub cursor: usize,
    pub by: String,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Required answers that are not stated.
    Missing,
    Finding(String),
    Item(&'static str),
    /// Note and point, from 0.
    Point(usize, usize),
    Verdict,
}

/// One row of the review.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub about: About,
    pub group: &'static str,
    pub severity: Option<Severity>,
    pub label: String,
    /// Where it stands, in a word or two.
    pub state: String,
    /// Somebody has to look at it.
    pub waits: bool,
    /// More of it, for the pane beside the list.
    pub detail: String,
    /// The finding, with its suggestion.
    pub found: Option<Found>,
}

/// The groups of findings, in their order.
const GROUPS: [&str; 3] = ["Findings", "Findings on assumed values alone", "Waived"];

impl Session {
    /// Opens the review mode; the first time it asks who reviews.
    pub(super) fn open_review(&mut self) {
        self.go(Screen::Review);
        if self.screen != Screen::Review {
            return;
        }
        let rows = self.review_rows();
        if !rows.get(self.review.cursor).is_some_and(|r| r.waits) {
            self.review.cursor = rows.iter().position(|r| r.waits).unwrap_or(0);
        }
        if self.review.by.is_empty() {
            self.ask_reviewer();
        }
    }

    fn ask_reviewer(&mut self) {
        let head = self.doc.brief().brief.as_ref();
        let name = head.and_then(|b| b.reviewers.as_ref()).and_then(|r| r.first().cloned()).unwrap_or_default();
        let hint = "Your name; it stands beside each of your decisions in the file and in the report".to_owned();
        let entry = self.entry("Who reviews?".into(), hint, name, Purpose::Reviewer);
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// The rows: what contradicts, what was fixed is gone, what a person judges, what others said, the verdict.
    pub fn review_rows(&self) -> Vec<Line> {
        let review = review::review(self.doc.brief(), self.facts.report(), self.today);
        let mut out = Vec::new();
        if review.missing > 0 {
            let n = review.missing;
            out.push(Line {
                about: About::Missing,
                group: GROUPS[0],
                severity: Some(Severity::Error),
                label: format!("{n} required {} not stated", if n == 1 { "answer is" } else { "answers are" }),
                state: String::new(),
                waits: false,
                detail: "Until they are, the brief is a draft. Enter lists all answers; the guide asks for them."
                    .into(),
                found: None,
            });
        }
        let mut findings: Vec<Line> =
            review.entries.iter().map(|e| finding_line(e.finding, e.state, e.decision.as_ref())).collect();
        findings.sort_by_key(|l| GROUPS.iter().position(|g| *g == l.group));
        out.extend(findings);
        out.extend(review.items.iter().map(item_line));
        out.extend(review.points.iter().map(point_line));
        out.push(verdict_line(&review));
        out
    }

    fn review_row(&self) -> Option<Line> {
        self.review_rows().into_iter().nth(self.review.cursor)
    }

    /// Whether an action would do something on the row under the cursor, for the footer.
    pub fn review_works(&self, action: Action) -> bool {
        let Some(row) = self.review_row() else { return false };
        match (action, &row.about) {
            (Action::Apply | Action::OtherFixes, About::Finding(_)) => row.found.is_some_and(|f| f.fix.is_some()),
            (Action::Waive, About::Finding(_)) => row.found.is_some_and(|f| !f.unwaivable && !f.waived),
            (Action::Dispute | Action::Defer, About::Finding(_)) => row.found.is_some_and(|f| !f.waived),
            (Action::Apply | Action::OtherFixes | Action::Waive | Action::Dispute | Action::Defer, _) => false,
            (Action::Why, about) => matches!(about, About::Finding(_) | About::Item(_)),
            // On a finding it leads to the field, which is no answer.
            (Action::Accept, about) => !matches!(about, About::Finding(_) | About::Missing),
            _ => true,
        }
    }

    pub(super) fn review_on(&mut self, action: Action) -> Vec<Effect> {
        let Some(row) = self.review_row() else { return Vec::new() };
        match action {
            Action::Toggle => self.review_next(1),
            Action::Report => return self.review_report(),
            Action::Why => self.review_why(&row),
            Action::Verdict => self.ask_verdict(),
            Action::Accept => self.review_accept(&row),
            Action::Apply | Action::OtherFixes | Action::Waive | Action::Dispute | Action::Defer => {
                let About::Finding(key) = &row.about else { return Vec::new() };
                if self.review.by.is_empty() {
                    self.ask_reviewer();
                    return Vec::new();
                }
                return self.review_decide(action, key, &row);
            }
            _ => {}
        }
        Vec::new()
    }

    fn review_decide(&mut self, action: Action, key: &str, row: &Line) -> Vec<Effect> {
        let (title, hint, purpose) = match action {
            Action::Apply => {
                let Some(fix) = self.fixes_of(key).into_iter().next() else {
                    self.status = Status::plain("No edit can settle it; Enter goes to the field");
                    return Vec::new();
                };
                return self.review_take(key, &fix);
            }
            Action::OtherFixes => {
                self.ask_fixes(key);
                return Vec::new();
            }
            Action::Waive if row.found.as_ref().is_some_and(|f| f.unwaivable) => {
                self.status = Status::problem("It cannot be waived: two answers contradict each other");
                return Vec::new();
            }
            Action::Waive => {
                self.ask_reason(key.to_owned());
                return Vec::new();
            }
            Action::Dispute => (
                format!("Dispute {key}"),
                "Why the finding is wrong here; it stays in the list until it is fixed, waived or gone",
                Purpose::Dispute(key.to_owned()),
            ),
            _ => (
                format!("Put off {key}"),
                "What it waits for. It comes back after 30 days, or on a date at the end of the text, such as 2027-01-31",
                Purpose::Defer(key.to_owned()),
            ),
        };
        let entry = self.entry(title, hint.to_owned(), String::new(), purpose);
        self.dialogs.push(Dialog::Entry(entry));
        Vec::new()
    }

    /// Takes a suggestion and notes who did; one that creates an error asks first.
    pub(super) fn review_take(&mut self, key: &str, fix: &crate::findings::Fix) -> Vec<Effect> {
        let choice = Choice::Fix { finding: key, fix };
        match review::decide(self.doc.brief(), self.reviewer(), &choice) {
            Ok(edits) => {
                let effects = self.take_fix(&format!("fix of {key}"), &fix.text, edits);
                self.review_settle();
                effects
            }
            Err(why) => {
                self.status = Status::problem(why);
                Vec::new()
            }
        }
    }

    fn review_accept(&mut self, row: &Line) {
        let (title, hint, items, purpose) = match &row.about {
            About::Missing => {
                let open = self.guide.steps.iter().position(|s| s.state == super::rows::State::Open);
                self.dialogs.push(Dialog::Answers { cursor: open.unwrap_or(0) });
                return;
            }
            About::Finding(_) => {
                let found = row.found.as_ref();
                let path = found.and_then(|f| f.paths.first().cloned().or_else(|| Some(f.place.clone())));
                if let Some(path) = path.filter(|p| !p.is_empty()) {
                    self.go_to_field(&path);
                }
                return;
            }
            About::Verdict => return self.ask_verdict(),
            About::Item(id) => (
                (*id).to_owned(),
                row.label.clone(),
                vec![
                    ("yes", "It holds."),
                    ("no", "It does not; a note says what is missing."),
                    ("moot", "It does not apply here."),
                ],
                Purpose::Item((*id).to_owned()),
            ),
            About::Point(note, point) => (
                "A point of another reviewer".to_owned(),
                row.detail.clone(),
                vec![
                    ("accept", "It is right; something follows from it."),
                    ("reject", "It is wrong, or does not matter here."),
                ],
                Purpose::Judge(*note, *point),
            ),
        };
        if self.review.by.is_empty() {
            return self.ask_reviewer();
        }
        let items = items.into_iter().map(|(l, d)| (l.to_owned(), d.to_owned())).collect();
        self.dialogs.push(Dialog::Pick(Pick { title, hint, items, cursor: 0, ticks: None, purpose }));
    }

    fn ask_verdict(&mut self) {
        if self.review.by.is_empty() {
            return self.ask_reviewer();
        }
        let review = review::review(self.doc.brief(), self.facts.report(), self.today);
        let obstacles = review.obstacles();
        let hint = match review.readiness() {
            Readiness::NotReady => format!("In the way: {}.", in_short(&obstacles)),
            _ => match review.undecided().len() {
                0 => "Everything is decided.".to_owned(),
                1 => "One decision is still open.".to_owned(),
                n => format!("{n} decisions are still open."),
            },
        };
        let items = [
            ("agree", "It can go ahead as it stands."),
            ("object", "Something has to change first."),
            ("unsure", "Something is needed to judge it."),
        ];
        let items = items.iter().map(|(l, d)| ((*l).to_owned(), (*d).to_owned())).collect();
        self.dialogs.push(Dialog::Pick(Pick {
            title: "Verdict".into(),
            hint,
            items,
            cursor: 0,
            ticks: None,
            purpose: Purpose::Verdict,
        }));
    }

    fn review_why(&mut self, row: &Line) {
        let text = match &row.about {
            About::Finding(key) => {
                facts::Facts::page(key.split('/').next().unwrap_or_default()).unwrap_or_default().to_owned()
            }
            About::Item(id) => {
                review::item(id).map(|i| format!("# {} {}\n\n{}", i.id, i.text, i.why)).unwrap_or_default()
            }
            _ => return,
        };
        self.dialogs.push(Dialog::Pager(super::dialog::Pager { title: row.label.clone(), text }));
    }

    fn review_report(&mut self) -> Vec<Effect> {
        let review = review::review(self.doc.brief(), self.facts.report(), self.today);
        let mut body = review::markdown(self.doc.brief(), &review, None);
        body.push_str(&review::missing_files(&self.missing_files));
        let text = crate::export::wrap(self.doc.brief(), &self.name, &body);
        vec![Effect::Write { name: review::file_name(&paper::file_name(self)), text }]
    }

    fn reviewer(&self) -> Reviewer<'_> {
        Reviewer { by: &self.review.by, today: self.today }
    }

    /// Moves on to the next row that waits, from this one on.
    fn review_next(&mut self, from: usize) {
        let rows = self.review_rows();
        let at = self.review.cursor;
        let order = (at + from..rows.len()).chain(0..rows.len().min(at));
        match order.into_iter().find(|i| rows[*i].waits) {
            Some(i) => self.review.cursor = i,
            None => self.status = Status::good("Nothing waits for a decision; r writes the report"),
        }
    }

    /// After a decision: the list may be shorter, and the next row that waits comes under the cursor.
    pub(super) fn review_settle(&mut self) {
        if self.screen != Screen::Review {
            return;
        }
        let rows = self.review_rows();
        self.review.cursor = self.review.cursor.min(rows.len().saturating_sub(1));
        if rows.iter().any(|r| r.waits) {
            let status = std::mem::take(&mut self.status);
            self.review_next(0);
            self.status = status;
        }
    }

    /// Accepts an entry of the review.
    pub(super) fn review_enter(&mut self, purpose: &Purpose, text: &str) -> Result<Vec<Effect>, String> {
        let text = text.trim();
        let (what, edits) = match purpose {
            Purpose::Reviewer if text.is_empty() => return Err("A name is needed".to_owned()),
            Purpose::Reviewer => {
                text.clone_into(&mut self.review.by);
                return Ok(Vec::new());
            }
            Purpose::Dispute(key) => {
                let choice = Choice::Dispute { finding: key, note: text };
                (format!("dispute of {key}"), review::decide(self.doc.brief(), self.reviewer(), &choice)?)
            }
            Purpose::Defer(key) => {
                let (note, until) = dated(text);
                let choice = Choice::Defer { finding: key, note, until };
                (format!("putting off {key}"), review::decide(self.doc.brief(), self.reviewer(), &choice)?)
            }
            Purpose::ItemNote(id) => {
                let choice = Choice::Item { id, answer: "no", note: text };
                (format!("answer to {id}"), review::decide(self.doc.brief(), self.reviewer(), &choice)?)
            }
            Purpose::VerdictNote(word) => {
                let word: ReviewNoteVerdict = word.parse().map_err(|_| "no such verdict".to_owned())?;
                ("verdict".to_owned(), review::verdict(self.doc.brief(), self.reviewer(), word, text)?)
            }
            _ => return Ok(Vec::new()),
        };
        let effects = self.change(&what, &edits)?;
        self.status = Status::good(match purpose {
            Purpose::VerdictNote(_) => "The verdict is in the brief; r writes the report".to_owned(),
            _ => format!("The {what} is in the brief; z takes it back"),
        });
        self.review_settle();
        Ok(effects)
    }

    /// A choice of the review was made.
    pub(super) fn review_picked(&mut self, purpose: &Purpose, label: &str) -> Vec<Effect> {
        let made = match purpose {
            Purpose::Fix(key) => return self.fix_picked(key, label),
            Purpose::Item(id) if label == "no" => {
                let hint = "What is missing; it stands in the report".to_owned();
                let entry = self.entry(id.clone(), hint, String::new(), Purpose::ItemNote(id.clone()));
                self.dialogs.push(Dialog::Entry(entry));
                return Vec::new();
            }
            Purpose::Item(id) => {
                let choice = Choice::Item { id, answer: label, note: "" };
                review::decide(self.doc.brief(), self.reviewer(), &choice)
            }
            Purpose::Judge(note, point) => review::judge(self.doc.brief(), *note, *point, label == "accept"),
            Purpose::Verdict => {
                let hint = "In a sentence, what it rests on; Enter leaves it empty".to_owned();
                let entry = self.entry(
                    format!("Verdict: {label}"),
                    hint,
                    String::new(),
                    Purpose::VerdictNote(label.to_owned()),
                );
                self.dialogs.push(Dialog::Entry(entry));
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        match made {
            Ok(edits) => {
                let effects = self.change_or_say("decision of the review", &edits);
                self.review_settle();
                effects
            }
            Err(why) => {
                self.status = Status::problem(why);
                Vec::new()
            }
        }
    }
}

fn finding_line(finding: &Finding, state: State, decision: Option<&review::Decision>) -> Line {
    let waived = state == State::Waived;
    let found = facts::found(finding, waived);
    let mut detail = found.text.clone();
    if let Some(d) = decision {
        let on = d.on.map_or_else(String::new, |on| format!(" on {on}"));
        let until = d.until.map_or_else(String::new, |u| format!(", until {u}"));
        detail.push_str(&format!("\n\n{} by {}{on}{until}: {}", state.word(), d.by, d.note));
    }
    Line {
        group: match (waived, found.guessed) {
            (true, _) => GROUPS[2],
            (_, true) => GROUPS[1],
            _ => GROUPS[0],
        },
        severity: Some(found.severity),
        label: format!("{} {}", finding.rule.id, finding.text.lines().next().unwrap_or_default()),
        state: if state == State::Undecided { String::new() } else { state.word().to_owned() },
        // What is only worth knowing does not hold a review up.
        waits: state.waits() && found.severity != Severity::Info,
        detail,
        about: About::Finding(found.key.clone()),
        found: Some(found),
    }
}

fn item_line(t: &Ticked) -> Line {
    let state = match t.answer {
        Some(Decision::Yes) => "holds",
        Some(Decision::No) => "does not hold",
        Some(Decision::Moot) => "does not apply",
        _ => "",
    };
    let mut detail = format!("{}\n\n{}\n\nSee {}.", t.item.text, t.item.why, t.item.about);
    if t.answer.is_some() {
        detail.push_str(&format!("\n\n{state}, says {}. {}", t.decision.by, t.decision.note));
    }
    Line {
        about: About::Item(t.item.id),
        group: "For a person to judge",
        severity: None,
        label: format!("{} {}", t.item.id, t.item.text),
        state: state.to_owned(),
        waits: t.answer.is_none(),
        detail,
        found: None,
    }
}

fn point_line(p: &Point<'_>) -> Line {
    let severity = p.point.severity.map_or("point", |s| s.word());
    let text = p.point.text.clone().unwrap_or_default();
    let mut detail = format!("{severity}, says {}: {text}", p.from);
    for (name, value) in [("At", &p.point.place), ("Impact", &p.point.impact), ("Fix", &p.point.fix)] {
        if let Some(value) = value {
            detail.push_str(&format!("\n\n{name}: {value}"));
        }
    }
    let state = match p.point.accepted {
        Some(true) => "accepted",
        Some(false) => "rejected",
        None => "",
    };
    Line {
        about: About::Point(p.at.0, p.at.1),
        group: "From other reviewers",
        severity: None,
        label: format!("{severity}: {text}"),
        state: state.to_owned(),
        waits: p.point.accepted.is_none(),
        detail,
        found: None,
    }
}

/// The first reasons of a list, and how many more there are; the report has all of them.
fn in_short(reasons: &[String]) -> String {
    const SHOWN: usize = 2;
    let first = reasons.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("; ");
    match reasons.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}

fn verdict_line(review: &review::Review<'_>) -> Line {
    let mut detail = format!("The brief is {}.", review.readiness().word());
    for (heading, list) in [("In the way", review.obstacles()), ("Waiting", review.undecided())] {
        if !list.is_empty() {
            detail.push_str(&format!("\n\n{heading}:\n- {}", list.join("\n- ")));
        }
    }
    let given: Vec<String> = review.verdicts.iter().map(|(v, d)| format!("{} {}", d.by, v.word())).collect();
    Line {
        about: About::Verdict,
        group: "Verdict",
        severity: None,
        label: if given.is_empty() { "Give the verdict".to_owned() } else { given.join(", ") },
        state: review.readiness().word().to_owned(),
        waits: given.is_empty(),
        detail,
        found: None,
    }
}
