//! What if: values nudged without touching the brief, and everything that would move.

use super::entry;
use super::exploring::Job;
use super::msg::Effect;
use super::rows::Difference;
use super::status::Status;
use super::variants::Variant;
use super::{Screen, Session, lists};
use crate::brief::record::{Fields, Inside, Slot};
use crate::brief::{Brief, Edit, Field, Ty, Value};
pub use crate::explore::nudge::nudge;

/// What stands for a value that is not there.
const NOT_STATED: &str = "not stated";

/// The fields that can be nudged, and what the nudges so far would do.
#[derive(Debug, Clone, Default)]
pub struct Lab {
    /// The fields that fit the filter.
    pub knobs: Vec<Knob>,
    pub cursor: usize,
    pub filter: String,
    pub outcome: Option<Result<Difference, String>>,
    /// Nudges put aside to be compared.
    pub pins: Vec<Variant>,
    /// A sweep that runs, or the last one that ended.
    pub job: Option<Job>,
    /// The goal of the last sweep, for the next one.
    pub goal: String,
    /// Nudges of fields that the filter hides.
    hidden: Vec<Knob>,
    /// The state of the brief and the filter that the fields were gathered for.
    of: Option<(u64, String)>,
}

/// A numeric field.
#[derive(Debug, Clone, PartialEq)]
pub struct Knob {
    pub path: String,
    /// As it stands in the brief.
    pub stated: String,
    /// As it is nudged.
    pub nudged: Option<Value>,
    /// Part of the next sweep.
    pub marked: bool,
}

fn knobs(brief: &Brief) -> Vec<Knob> {
    let mut all = Vec::new();
    gather(brief, &mut String::new(), DEEP, &mut all);
    all
}

/// Levels below a table of the brief that are looked into.
const DEEP: usize = 3;

fn gather(record: &dyn Fields, path: &mut String, deep: usize, all: &mut Vec<Knob>) {
    for (i, field) in record.table().iter().enumerate() {
        let slot = record.slot(i);
        let aside = path.is_empty() && ["notes", "schema"].contains(&field.name);
        if slot.is_set() && !aside {
            step(path, field.name, &mut |path| below(slot, field, path, deep, all));
        }
    }
}

fn below(slot: &dyn Slot, field: &Field, path: &mut String, deep: usize, all: &mut Vec<Knob>) {
    match slot.inside() {
        Inside::Fields(record) if deep > 0 => gather(record, path, deep - 1, all),
        Inside::Entities(_) if deep > 0 => {
            for (id, one) in slot.entities() {
                step(path, id, &mut |path| below(one, field, path, deep - 1, all));
            }
        }
        // Shares have names of their own, but no path to each.
        Inside::Leaf if numeric(&(field.ty)()) => all.extend(slot.value().and_then(|value| knob(path, &value))),
        _ => {}
    }
}

/// One step down a path, and back.
fn step(path: &mut String, name: &str, there: &mut dyn FnMut(&mut String)) {
    let end = path.len();
    if end > 0 {
        path.push('.');
    }
    path.push_str(name);
    there(path);
    path.truncate(end);
}

fn numeric(ty: &Ty) -> bool {
    match ty {
        Ty::Int | Ty::Number | Ty::Quantity { .. } => true,
        Ty::Either(a, _) => matches!(**a, Ty::Int | Ty::Number | Ty::Quantity { .. }),
        _ => false,
    }
}

fn knob(path: &str, value: &Value) -> Option<Knob> {
    nudge(value, true)?;
    Some(Knob { stated: entry::shown(value), path: path.to_owned(), nudged: None, marked: false })
}

impl Session {
    /// The knobs for the brief as it is; nudges and marks of fields that are still there stay.
    pub(super) fn refresh_lab(&mut self) {
        if self.screen != Screen::Lab {
            return;
        }
        // Coming back to what stands already costs nothing.
        let of = (self.state, self.lab.filter.clone());
        if self.lab.of.as_ref() == Some(&of) {
            return;
        }
        self.lab.of = Some(of);
        let here = self.lab.knobs.get(self.lab.cursor).map(|k| k.path.clone());
        let mut all = knobs(self.doc.brief());
        let touched = |k: &&Knob| k.marked || k.nudged.is_some();
        for old in self.lab.knobs.iter().chain(&self.lab.hidden).filter(touched) {
            if let Some(knob) = all.iter_mut().find(|k| k.path == old.path) {
                knob.marked = old.marked;
                knob.nudged = old.nudged.clone().filter(|_| old.stated == knob.stated);
            }
        }
        // A word that a search changed is no knob, but it stays among the nudges until it is kept or forgotten.
        let brief = self.doc.brief();
        let words = self.lab.knobs.iter().chain(&self.lab.hidden).filter(|k| {
            let stands = || brief.get(&k.path).map_or_else(|| NOT_STATED.to_owned(), |v| entry::shown(&v)) == k.stated;
            k.nudged.is_some() && stands() && !all.iter().any(|a| a.path == k.path)
        });
        let words: Vec<Knob> = words.cloned().collect();
        all.extend(words);
        let filter = &self.lab.filter;
        let (knobs, hidden) = all.into_iter().partition(|k: &Knob| lists::matches(filter, &[&k.path]));
        (self.lab.knobs, self.lab.hidden) = (knobs, hidden);
        let at = here.and_then(|path| self.lab.knobs.iter().position(|k| k.path == path));
        self.lab.cursor = at.unwrap_or(self.lab.cursor.min(self.lab.knobs.len().saturating_sub(1)));
        self.lab_outcome();
    }

    /// The nudges so far, those of hidden fields too.
    pub fn nudges(&self) -> Vec<Edit> {
        let all = self.lab.knobs.iter().chain(&self.lab.hidden);
        all.filter_map(|k| k.nudged.clone().map(|v| Edit::set(k.path.clone(), v))).collect()
    }

    /// Forgets all nudges.
    pub(super) fn lab_reset(&mut self) {
        self.lab.knobs.iter_mut().chain(&mut self.lab.hidden).for_each(|k| k.nudged = None);
        self.lab.of = None;
        self.lab_outcome();
    }

    /// Takes these values as the nudges.
    pub(super) fn lab_take(&mut self, edits: &[Edit]) {
        self.lab.filter.clear();
        self.lab.of = None;
        self.refresh_lab();
        self.lab.knobs.iter_mut().for_each(|k| k.nudged = None);
        for edit in edits {
            let Edit::Set { path, value } = edit else { continue };
            let at = self.lab.knobs.iter().position(|k| k.path == *path).unwrap_or_else(|| {
                let now = self.doc.brief().get(path);
                let stated = now.map_or_else(|| NOT_STATED.to_owned(), |v| entry::shown(&v));
                self.lab.knobs.push(Knob { path: path.clone(), stated, nudged: None, marked: false });
                self.lab.knobs.len() - 1
            });
            self.lab.knobs[at].nudged = Some(value.clone());
            self.lab.cursor = at;
        }
        self.lab_outcome();
    }

    fn lab_outcome(&mut self) {
        let edits = self.nudges();
        // Of a large brief the screen asks a worker.
        let here = !edits.is_empty() && !self.works_beside();
        self.lab.outcome = here.then(|| self.difference_of(&edits));
    }

    pub(super) fn lab_move(&mut self, by: isize) {
        self.lab.cursor = lists::moved(self.lab.cursor, by, self.lab.knobs.len());
    }

    pub(super) fn lab_mark(&mut self) {
        if let Some(knob) = self.lab.knobs.get_mut(self.lab.cursor) {
            knob.marked = !knob.marked;
        }
    }

    pub(super) fn lab_nudge(&mut self, up: bool) {
        let Some(knob) = self.lab.knobs.get_mut(self.lab.cursor) else { return };
        let value = knob.nudged.clone().or_else(|| self.doc.brief().get(&knob.path));
        knob.nudged = value.and_then(|v| nudge(&v, up));
        if knob.nudged.as_ref().is_some_and(|v| entry::shown(v) == knob.stated) {
            knob.nudged = None;
        }
        self.lab_outcome();
    }

    pub(super) fn lab_clear(&mut self) {
        if let Some(knob) = self.lab.knobs.get_mut(self.lab.cursor) {
            knob.nudged = None;
        }
        self.lab_outcome();
    }

    pub(super) fn lab_keep(&mut self) -> Vec<Effect> {
        let edits = self.nudges();
        if edits.is_empty() {
            self.status = Status::plain("Nothing is nudged: Right and Left change the value");
            return Vec::new();
        }
        let effects = self.change_or_say("nudged values", &edits);
        if effects.iter().any(|e| matches!(e, Effect::Journal(_))) {
            self.lab_reset();
            self.rejudge();
            self.refresh_lab();
            self.status = Status::good(format!("{} kept in the brief", edits.len()));
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::field_at;

    /// The fields of the Lab are the numbers among everything that is stated, found by a shorter way.
    #[test]
    fn every_stated_number_can_be_nudged_and_nothing_else() {
        for text in [
            include_str!("../../tests/data/briefs/example.brief.toml"),
            include_str!("../../tests/data/briefs/full.brief.toml"),
        ] {
            let brief = crate::brief::read(text).unwrap();
            let number = |path: &String| field_at(path).is_some_and(|f| numeric(&(f.ty)()));
            let stated = super::super::palette::stated_paths(&brief);
            let nudged = |path: &String| brief.get(path).is_some_and(|value| nudge(&value, true).is_some());
            let want: Vec<String> = stated.into_iter().filter(|p| number(p) && nudged(p)).collect();
            let found: Vec<String> = knobs(&brief).into_iter().map(|k| k.path).collect();
            assert!(want.len() > 40);
            assert_eq!(found, want);
        }
    }
}
