//! Variants: nudges put aside under a letter, compared side by side, kept, or written into the brief as options considered.

use super::dialog::{Confirm, Consequence, Dialog};
use super::entry;
use super::msg::Effect;
use super::rows::Difference;
use super::status::Status;
use super::{Session, lists};
use crate::brief::{self, Edit, Value};
use crate::findings::Severity;

/// More variants than this do not fit beside each other.
pub const MOST: usize = 4;
/// What a row of options considered says of itself, so that the export finds it.
pub use crate::export::OPTIONS;
/// The longest text of a point of a review note.
const POINT: usize = 400;

/// Nudges put aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// A, B, C, D.
    pub name: String,
    pub edits: Vec<Edit>,
    /// Path, value now, value in this variant.
    pub changes: Vec<(String, String, String)>,
    /// What it would change, or why the brief no longer takes it.
    pub outcome: Result<Judged, String>,
    /// The state of the brief that this is true of.
    state: u64,
}

/// What follows from a variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    pub difference: Difference,
    pub errors: usize,
    pub warnings: usize,
}

/// One number in every variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    pub name: String,
    pub place: String,
    pub now: String,
    /// Value and whether it is better, for each variant; as now where the variant does not move it.
    pub values: Vec<(String, Option<bool>)>,
}

impl Session {
    /// Puts the nudges aside as a variant and starts over.
    pub(super) fn pin(&mut self) {
        let edits = self.nudges();
        if edits.is_empty() {
            self.status = Status::plain("Nothing is nudged: Right and Left change the value, then p pins what you see");
            return;
        }
        if self.lab.pins.len() >= MOST {
            self.status = Status::problem(format!("{MOST} variants are pinned already; c compares them, d drops one"));
            return;
        }
        let taken = |name: &str| self.lab.pins.iter().any(|v| v.name == name);
        let name = ["A", "B", "C", "D"].into_iter().find(|n| !taken(n)).unwrap_or("E").to_owned();
        let variant = self.judged(name, edits);
        self.status = Status::good(format!("Pinned as {}; nudge the next one, or c compares", variant.name));
        self.lab.pins.push(variant);
        self.lab.pins.sort_by(|a, b| a.name.cmp(&b.name));
        self.lab_reset();
    }

    fn judged(&self, name: String, edits: Vec<Edit>) -> Variant {
        let changes = edits.iter().filter_map(|e| match e {
            Edit::Set { path, value } => {
                let now = self.doc.brief().get(path).map_or_else(|| "not stated".to_owned(), |v| entry::shown(&v));
                Some((path.clone(), now, entry::shown(value)))
            }
            _ => None,
        });
        let changes = changes.collect();
        let mut next = self.doc.brief().clone();
        let outcome = brief::apply(&mut next, &edits).map_err(|problems| super::words(&problems)).map(|_| {
            let facts = self.facts_of(&next);
            let difference = super::facts::difference(&self.facts, &facts);
            Judged { difference, errors: facts.count(Severity::Error), warnings: facts.count(Severity::Warn) }
        });
        Variant { name, edits, changes, outcome, state: self.state }
    }

    /// Works those variants out again under which the brief has changed.
    pub(super) fn rejudge(&mut self) {
        let pins = std::mem::take(&mut self.lab.pins);
        let judged = |v: Variant| if v.state == self.state { v } else { self.judged(v.name, v.edits) };
        self.lab.pins = pins.into_iter().map(judged).collect();
    }

    pub(super) fn open_compare(&mut self) {
        if self.lab.pins.is_empty() {
            self.status = Status::plain("No variant is pinned: nudge values, then p pins them");
            return;
        }
        self.dialogs.push(Dialog::Compare { cursor: 1, top: 0 });
    }

    /// Every number that moves in any variant, in each of them.
    pub fn comparison(&self) -> Vec<Compared> {
        let pins = &self.lab.pins;
        let mut rows: Vec<(String, Compared)> = Vec::new();
        for (i, variant) in pins.iter().enumerate() {
            let Ok(judged) = &variant.outcome else { continue };
            for delta in &judged.difference.numbers {
                let at = rows.iter().position(|(key, _)| *key == delta.key).unwrap_or_else(|| {
                    let row = Compared {
                        name: delta.name.clone(),
                        place: delta.place.clone(),
                        now: delta.before.clone(),
                        values: vec![(delta.before.clone(), None); pins.len()],
                    };
                    rows.push((delta.key.clone(), row));
                    rows.len() - 1
                });
                rows[at].1.values[i] = (delta.after.clone(), delta.improved);
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The variant in the highlighted column of the comparison; the first column is the brief as it stands and has none.
    fn column(&self) -> Option<Variant> {
        match self.dialogs.last() {
            Some(Dialog::Compare { cursor, .. }) => cursor.checked_sub(1).and_then(|i| self.lab.pins.get(i)).cloned(),
            _ => None,
        }
    }

    pub(super) fn compare_move(&mut self, by: isize) {
        let columns = self.lab.pins.len() + 1;
        if let Some(Dialog::Compare { cursor, .. }) = self.dialogs.last_mut() {
            *cursor = lists::moved(*cursor, by, columns);
        }
    }

    pub(super) fn compare_scroll(&mut self, by: isize) {
        let rows = self.comparison().len();
        if let Some(Dialog::Compare { top, .. }) = self.dialogs.last_mut() {
            *top = lists::moved(*top, by, rows);
        }
    }

    /// Keeps the highlighted variant in the brief.
    pub(super) fn compare_keep(&mut self) -> Vec<Effect> {
        let chosen = self.column();
        self.dialogs.pop();
        let Some(variant) = chosen else {
            self.status = Status::plain("The brief stays as it is; the variants stay pinned");
            return Vec::new();
        };
        let effects = self.change_or_say(&format!("variant {}", variant.name), &variant.edits);
        if effects.iter().any(|e| matches!(e, Effect::Journal(_))) {
            self.after_keeping(&variant.name);
            self.status = Status::good(format!("Variant {} is in the brief; z takes it back", variant.name));
        }
        effects
    }

    fn after_keeping(&mut self, name: &str) {
        self.lab.pins.retain(|v| v.name != name);
        self.lab_reset();
        self.rejudge();
    }

    pub(super) fn compare_drop(&mut self) {
        if let Some(variant) = self.column() {
            self.lab.pins.retain(|v| v.name != variant.name);
            self.status = Status::plain(format!("Variant {} is dropped", variant.name));
            self.compare_move(0);
            if self.lab.pins.is_empty() {
                self.dialogs.pop();
            }
        }
    }

    /// Says what writing the options means for the brief, and asks.
    pub(super) fn ask_options(&mut self) {
        let text = match self.column() {
            None => "Writes the comparison into the brief, with the brief as it stands as the chosen option; no decision changes.".to_owned(),
            Some(chosen) => {
                let changes: Vec<String> =
                    chosen.changes.iter().map(|(path, from, to)| format!("{path} {from} -> {to}")).collect();
                format!(
                    "Writes the comparison into the brief with {} as the chosen option, and what it changes: {}. To choose another column: Esc, then Left or Right to it, then o.",
                    chosen.name,
                    changes.join(", ")
                )
            }
        };
        self.dialogs.push(Dialog::Confirm(Confirm {
            title: "Options considered".into(),
            text,
            yes: Consequence::WriteOptions,
        }));
    }

    /// Writes the comparison into the brief as options considered, the highlighted one as chosen, as one change.
    pub(super) fn compare_write(&mut self) -> Vec<Effect> {
        let chosen = self.column();
        let mut edits = chosen.as_ref().map(|v| v.edits.clone()).unwrap_or_default();
        edits.push(Edit::append("review_note", self.considered(chosen.as_ref())));
        let effects = self.change_or_say("options considered", &edits);
        if effects.iter().any(|e| matches!(e, Effect::Journal(_))) {
            self.dialogs.pop();
            let name = chosen.map_or_else(|| "as it stands".to_owned(), |v| v.name);
            self.lab.pins.clear();
            self.lab_reset();
            self.status = Status::good(format!("Options considered are in the brief, {name} as the chosen one"));
        }
        effects
    }

    /// The row of the brief that keeps the comparison: one point for each option.
    fn considered(&self, chosen: Option<&Variant>) -> Value {
        let rows = self.comparison();
        let mut points = Vec::new();
        let mut point = |text: String, path: Option<&String>, accepted: bool| {
            let mut table = toml::Table::new();
            table.insert("text".into(), shortened(&text).into());
            if let Some(path) = path {
                table.insert("path".into(), path.clone().into());
            }
            table.insert("accepted".into(), accepted.into());
            points.push(Value::Table(table));
        };
        let counts = |errors: usize, warnings: usize| format!("{errors} errors, {warnings} warnings");
        let now: Vec<String> = rows.iter().map(|r| format!("{} {}", r.label(), or_none(&r.now))).collect();
        let here = counts(self.facts.count(Severity::Error), self.facts.count(Severity::Warn));
        // Once another one is chosen, the brief stands otherwise.
        let stands = if chosen.is_some() { "As it stood" } else { "As it stands" };
        point(format!("{stands}: {}", joined(here, &now)), None, chosen.is_none());
        for (i, variant) in self.lab.pins.iter().enumerate() {
            let changes: Vec<String> =
                variant.changes.iter().map(|(path, from, to)| format!("{path} {from} -> {to}")).collect();
            let outcome = match &variant.outcome {
                Err(why) => format!("not possible: {why}"),
                Ok(judged) => {
                    let moved = rows.iter().filter(|r| r.values[i].0 != r.now);
                    let moved: Vec<String> =
                        moved.map(|r| format!("{} {}", r.label(), or_none(&r.values[i].0))).collect();
                    joined(counts(judged.errors, judged.warnings), &moved)
                }
            };
            let accepted = chosen.is_some_and(|c| c.name == variant.name);
            let path = variant.changes.first().map(|(path, ..)| path);
            point(format!("{}: {}: {outcome}", variant.name, changes.join(", ")), path, accepted);
        }
        let mut row = toml::Table::new();
        row.insert("cli".into(), "dsbench".into());
        row.insert("prompt".into(), OPTIONS.into());
        row.insert("verdict".into(), "agree".into());
        row.insert("points".into(), Value::Array(points));
        Value::Table(row)
    }
}

impl Compared {
    /// The number with the entity it is about.
    fn label(&self) -> String {
        match self.place.split_once('.') {
            Some((_, of)) => format!("{} of {of}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A list of parts, also where only the first is there.
fn joined(first: String, others: &[String]) -> String {
    std::iter::once(first).chain(others.iter().cloned()).collect::<Vec<_>>().join("; ")
}

fn or_none(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// The text as far as a point of a review note takes it, cut between parts.
fn shortened(text: &str) -> String {
    if text.chars().count() <= POINT {
        return text.to_owned();
    }
    let start: String = text.chars().take(POINT - 6).collect();
    let cut = start.rfind("; ").unwrap_or(start.len());
    format!("{}; ...", &start[..cut])
}
