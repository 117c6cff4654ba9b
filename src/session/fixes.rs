//! Suggestions: the smallest one on a key, the others to choose from, each with what it does to numbers and findings. One that
//! creates an error is never taken in silence.

use super::dialog::{Confirm, Consequence, Dialog, Pick, Purpose};
use super::msg::Effect;
use super::rows::{Difference, Severity};
use super::status::Status;
use super::{Screen, Session};
use crate::brief::Edit;
use crate::findings::Fix;

/// Numbers named beside a suggestion; the rest are counted.
const NAMED: usize = 2;

impl Session {
    /// The suggestions of an open finding that an edit can make, smallest first.
    pub fn fixes_of(&self, key: &str) -> Vec<Fix> {
        let found = self.facts.report().open.iter().find(|f| f.key() == key);
        found.map(|f| f.fixes.iter().filter(|x| !x.edits.is_empty()).cloned().collect()).unwrap_or_default()
    }

    /// Lists all suggestions of a finding with their effects.
    pub(super) fn ask_fixes(&mut self, key: &str) {
        let fixes = self.fixes_of(key);
        if fixes.is_empty() {
            self.status = Status::plain("No edit can settle it; the advice stands beside it");
            return;
        }
        let effect = |f: &Fix| self.difference_of(&f.edits).map_or_else(|why| why, |d| summary(&d, key));
        let items = fixes.iter().map(|f| (f.text.clone(), effect(f))).collect();
        self.dialogs.push(Dialog::Pick(Pick {
            title: format!("Settle {key}"),
            hint: "Smallest and easiest to undo first; what promises less stands last".into(),
            items,
            cursor: 0,
            ticks: None,
            purpose: Purpose::Fix(key.to_owned()),
        }));
    }

    /// Takes the suggestion of that text.
    pub(super) fn fix_picked(&mut self, key: &str, text: &str) -> Vec<Effect> {
        let Some(fix) = self.fixes_of(key).into_iter().find(|f| f.text == text) else { return Vec::new() };
        if self.screen == Screen::Review {
            return self.review_take(key, &fix);
        }
        self.take_fix(&format!("fix of {key}"), &fix.text, fix.edits)
    }

    /// Makes the edits of a fix, or asks first when they create an error.
    pub(super) fn take_fix(&mut self, what: &str, says: &str, edits: Vec<Edit>) -> Vec<Effect> {
        let created: Vec<String> = self
            .difference_of(&edits)
            .map(|d| d.appear.iter().filter(|f| f.severity == Severity::Error).map(|f| f.key.clone()).collect())
            .unwrap_or_default();
        if !created.is_empty() {
            self.dialogs.push(Dialog::Confirm(Confirm {
                title: "This fix creates another error".into(),
                text: format!("{says}. It would bring up {}. Take it all the same?", created.join(", ")),
                yes: Consequence::Edit { what: what.to_owned(), edits },
            }));
            return Vec::new();
        }
        let effects = self.change_or_say(what, &edits);
        if effects.iter().any(|e| matches!(e, Effect::Journal(_))) {
            self.status = Status::good(format!("{says}; z takes it back"));
        }
        effects
    }
}

/// What a suggestion does, in a line.
fn summary(d: &Difference, key: &str) -> String {
    let moved: Vec<String> = d
        .numbers
        .iter()
        .filter(|n| !n.before.is_empty() && !n.after.is_empty())
        .map(|n| format!("{} {} to {}", n.name, n.before, n.after))
        .collect();
    let mut parts = Vec::new();
    if !moved.is_empty() {
        let more = if moved.len() > NAMED { format!(" and {} more", moved.len() - NAMED) } else { String::new() };
        parts.push(format!("{}{more}", moved[..moved.len().min(NAMED)].join(", ")));
    }
    let others: Vec<&str> = d.go.iter().filter(|f| f.key != key).map(|f| f.rule.as_str()).collect();
    if !others.is_empty() {
        parts.push(format!("also settles {}", others.join(", ")));
    }
    let new: Vec<String> = d.appear.iter().map(|f| format!("{} {}", f.severity.word(), f.rule)).collect();
    if !new.is_empty() {
        parts.push(format!("brings up {}", new.join(", ")));
    }
    if !d.go.iter().any(|f| f.key == key) {
        parts.push("does not settle it alone".to_owned());
    }
    if parts.is_empty() { "No number moves.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Value;

    const TEXT: &str = "schema = 1\n[dataset.a]\ncap_on_partition = \"CP\"\npacelc_else = \"EC\"\n[dataset.a.replication]\nscheme = \"leaderless_quorum\"\n";

    #[test]
    fn a_fix_that_creates_an_error_asks_and_no_leaves_everything() {
        let mut s = Session::new("2026-11-24".parse().unwrap(), &[], None, &[]);
        s.open("a.brief.toml", TEXT).unwrap();
        let bad = vec![Edit::unset("dataset.a.cap_on_partition")];
        let effects = s.take_fix("fix", "says nothing of partitions", bad.clone());
        assert!(effects.is_empty() && !s.doc.dirty());
        match s.dialogs.last() {
            Some(Dialog::Confirm(c)) => assert!(c.text.contains("CON-13"), "{}", c.text),
            other => panic!("nothing is asked: {other:?}"),
        }
        s.dialogs.clear();
        let good = vec![Edit::set("dataset.a.class", Value::from("log"))];
        assert!(!s.take_fix("fix", "a class", good).is_empty() && s.doc.dirty());
    }
}
