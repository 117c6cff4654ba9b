//! What if: values nudged without touching the brief, and everything that would move.

use super::entry;
use super::exploring::Job;
use super::msg::Effect;
use super::rows::Difference;
use super::status::Status;
use super::variants::Variant;
use super::{Screen, Session, lists};
use crate::brief::{Brief, Edit, Ty, Value, field_at};

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

/// The value one step up or down: whole numbers by one below 20, everything else by a fifth, in the unit it is written in.
pub fn nudge(value: &Value, up: bool) -> Option<Value> {
    let factor = if up { 1.2 } else { 1.0 / 1.2 };
    match value {
        Value::Integer(n) => {
            let by = if n.abs() < 20 { 1 } else { (n.abs() / 5).max(1) };
            Some(Value::Integer(if up { n.saturating_add(by) } else { n.saturating_sub(by).max(0) }))
        }
        Value::Float(x) => Some(Value::Float(round(x * factor))),
        Value::String(text) => {
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            let x: f64 = number.parse().ok()?;
            let next = match unit.trim() {
                // Nines move by their complement, so that 99.9 % goes to 99.92 % and never past 100 %.
                "%" if x > 50.0 => round(100.0 - (100.0 - x) / factor),
                "%" => round((x * factor).min(100.0)),
                _ => round(x * factor),
            };
            Some(Value::String(format!("{next}{unit}")))
        }
        _ => None,
    }
}

/// Three significant digits, but never fewer than the nines need.
fn round(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let near = if (50.0..100.0).contains(&x) { 100.0 - x } else { x };
    let digits = (2.0 - near.abs().log10().floor()).clamp(0.0, 12.0);
    let scale = 10_f64.powf(digits);
    (x * scale).round() / scale
}

fn knobs(brief: &Brief, paths: Vec<String>) -> Vec<Knob> {
    let numeric = |path: &str| match field_at(path).map(|f| (f.ty)()) {
        Some(Ty::Int | Ty::Number | Ty::Quantity { .. }) => true,
        Some(Ty::Either(a, _)) => matches!(*a, Ty::Int | Ty::Number | Ty::Quantity { .. }),
        _ => false,
    };
    let knob = |path: String| {
        let value = brief.get(&path)?;
        nudge(&value, true)?;
        Some(Knob { stated: entry::shown(&value), path, nudged: None, marked: false })
    };
    paths.into_iter().filter(|p| numeric(p)).filter_map(knob).collect()
}

impl Session {
    /// The knobs for the brief as it is; nudges and marks of fields that are still there stay.
    pub(super) fn refresh_lab(&mut self) {
        if self.screen != Screen::Lab {
            return;
        }
        let here = self.lab.knobs.get(self.lab.cursor).map(|k| k.path.clone());
        let mut all = knobs(self.doc.brief(), super::palette::stated_paths(self.doc.brief()));
        for knob in &mut all {
            let old = self.lab.knobs.iter().chain(&self.lab.hidden).find(|k| k.path == knob.path);
            if let Some(old) = old {
                knob.marked = old.marked;
                knob.nudged = old.nudged.clone().filter(|_| old.stated == knob.stated);
            }
        }
        let filter = &self.lab.filter;
        let (knobs, hidden) = all.into_iter().partition(|k: &Knob| lists::matches(filter, &[&k.path]));
        (self.lab.knobs, self.lab.hidden) = (knobs, hidden);
        let at = here.and_then(|path| self.lab.knobs.iter().position(|k| k.path == path));
        self.lab.cursor = at.unwrap_or(self.lab.cursor.min(self.lab.knobs.len().saturating_sub(1)));
        self.lab_outcome();
    }

    /// The nudges so far, those of hidden fields too.
    pub(super) fn nudges(&self) -> Vec<Edit> {
        let all = self.lab.knobs.iter().chain(&self.lab.hidden);
        all.filter_map(|k| k.nudged.clone().map(|v| Edit::set(k.path.clone(), v))).collect()
    }

    /// Forgets all nudges.
    pub(super) fn lab_reset(&mut self) {
        self.lab.knobs.iter_mut().chain(&mut self.lab.hidden).for_each(|k| k.nudged = None);
        self.lab_outcome();
    }

    /// Takes these values as the nudges.
    pub(super) fn lab_take(&mut self, edits: &[Edit]) {
        self.lab.filter.clear();
        self.refresh_lab();
        self.lab.knobs.iter_mut().for_each(|k| k.nudged = None);
        for edit in edits {
            let Edit::Set { path, value } = edit else { continue };
            if let Some(at) = self.lab.knobs.iter().position(|k| k.path == *path) {
                self.lab.knobs[at].nudged = Some(value.clone());
                self.lab.cursor = at;
            }
        }
        self.lab_outcome();
    }

    fn lab_outcome(&mut self) {
        let edits = self.nudges();
        self.lab.outcome = (!edits.is_empty()).then(|| self.difference_of(&edits));
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

    #[test]
    fn nudges_keep_the_unit_and_stay_in_range() {
        let text = |t: &str, up| nudge(&Value::String(t.into()), up).map(|v| entry::shown(&v)).unwrap_or_default();
        assert_eq!(text("300ms", true), "360ms");
        assert_eq!(text("1200/s", false), "1000/s");
        assert_eq!(text("99.9%", true), "99.9167%");
        assert_eq!(text("99.9%", false), "99.88%");
        assert_eq!(text("10%", true), "12%");
        assert_eq!(nudge(&Value::Integer(3), true), Some(Value::Integer(4)));
        assert_eq!(nudge(&Value::Integer(0), false), Some(Value::Integer(0)));
        assert_eq!(nudge(&Value::Boolean(true), true), None);
        assert_eq!(nudge(&Value::String("none".into()), true), None);
    }
}
