//! The brief about itself: waivers that do not hold, required answers that are not there.

use super::out::Out;
use super::required::each;
use super::rule::Rule;
use super::run::waiver_defects;
use crate::brief::Edit;
use crate::numbers::mark::{ASSUMED, mark};
use crate::numbers::trace::Inputs;
use crate::numbers::{At, Figure, Trace, World};
use crate::rule;

rule!(
    /// A waiver that does not hold.
    VOID_WAIVER = "MET-01" "waiver-without-ground" Error Never,
    "a waiver is expired, unsigned or says nothing", void_waiver
);
rule!(
    /// A required answer is missing.
    UNSTATED = "MET-02" "required-answer-missing" Error Justified,
    "a required answer is not stated", unstated
);
rule!(
    /// Most of the brief is assumption.
    GUESSED = "MET-03" "mostly-assumed" Info Acknowledged,
    "much of what the numbers rest on is assumed", guessed
);

fn void_waiver(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (i, waiver) in w.brief.waiver.iter().enumerate() {
        let defects = waiver_defects(waiver, out.today);
        if defects.is_empty() {
            continue;
        }
        let name = waiver.finding.as_ref().map_or_else(|| format!("row {i}"), ToString::to_string);
        // The key has to stay when rows move, so it names what is waived.
        let at = At { kind: "waiver", id: Some(name.as_str().into()), sub: None, field: "" };
        if out.keyed(rule, &[&at], &Trace::new()) {
            continue;
        }
        let text = format!("the waiver of {name} does not hold: {}", defects.join("; "));
        let edits = vec![Edit::unset(format!("waiver[{i}]"))];
        out.add(
            rule.finding(&[&at], text, Trace::new())
                .fix(0, "drop the waiver, so that its finding counts again", edits)
                .advise("renew it with a reason, an approver and an end"),
        );
    }
}

fn unstated(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    each(w, false, &mut |missing| {
        let at = missing.at;
        if out.keyed(rule, &[&at], &Trace::new()) {
            return;
        }
        let path = at.to_string();
        let covers = |p: &str| path == p || path.strip_prefix(p).is_some_and(|rest| rest.starts_with('.'));
        let asked = w.brief.open_question.iter().find(|q| q.path.as_ref().is_some_and(|p| covers(p)));
        let later = w.brief.skipped.iter().any(|s| s.path.as_ref().is_some_and(|p| covers(p)));
        let text = match asked {
            Some(q) => match q.asked_of.as_deref() {
                Some(who) => format!("{path} is not stated: an open question to {who}"),
                None => format!("{path} is not stated: an open question"),
            },
            None if later => format!("{path} is not stated: it was put off"),
            None if !path.contains('.') => format!("no {path} is stated"),
            None => format!("{path} is not stated"),
        };
        // What it means is in the field's own words; who asks for it is up to the shell.
        let advice = if missing.usual.is_empty() {
            "a rough value with a note on where it comes from, or skipped as not applicable".to_owned()
        } else {
            format!("usual: {}", missing.usual)
        };
        out.add(rule.finding(&[&at], text, Trace::new()).because(at.clone()).advise(advice));
    });
}

fn guessed(rule: &'static Rule, _: &World<'_>, out: &mut Out<'_>) {
    let (all, assumed) = counted(out.figures);
    if all == 0 || assumed * 10 <= all * 3 {
        return;
    }
    let share = 100 * assumed / all;
    let text = format!("{share}% of what the numbers rest on is assumed ({assumed} of {all} inputs)");
    let at = At::single("brief", "");
    out.add(rule.finding(&[&at], text, Trace::new()).advise("measure or state the inputs that move the figures most"));
}

/// The inputs that figures rest on, each counted once: all of them, and those that are assumed. A large brief names each half
/// a dozen times, and this is asked at every key, so they are told apart by their marks.
fn counted(figures: &[Figure]) -> (usize, usize) {
    let mut inputs = Seen::with_room(figures.len());
    let mut before: Option<&Inputs> = None;
    for figure in figures {
        let list = &figure.trace.inputs;
        figure.trace.marks().iter().for_each(|mark| inputs.add(*mark));
        // Figures of one entity share a list.
        if !before.is_some_and(|before| before.is(list)) {
            list.iter().filter_map(|i| mark(&i.at, i.origin)).for_each(|mark| inputs.add(mark));
            before = Some(list);
        }
    }
    inputs.counts()
}

/// A set of marks; of one input either mark may come first. Free slots are 0.
struct Seen {
    slots: Vec<u64>,
    used: usize,
}

impl Seen {
    fn with_room(marks: usize) -> Self {
        Self { slots: vec![0; (2 * marks).next_power_of_two().max(64)], used: 0 }
    }

    #[inline]
    fn add(&mut self, mark: u64) {
        let last = self.slots.len() - 1;
        let mut place = (mark >> 20) as usize & last;
        while self.slots[place] != 0 && (self.slots[place] ^ mark) & !ASSUMED != 0 {
            place = (place + 1) & last;
        }
        self.used += usize::from(self.slots[place] == 0);
        self.slots[place] |= mark;
        if self.used * 4 > self.slots.len() * 3 {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        let more = Self { slots: vec![0; 2 * self.slots.len()], used: 0 };
        for mark in std::mem::replace(self, more).slots.into_iter().filter(|m| *m != 0) {
            self.add(mark);
        }
    }

    /// All of them, and those that are assumed.
    fn counts(&self) -> (usize, usize) {
        (self.used, self.slots.iter().filter(|m| *m & ASSUMED == ASSUMED).count())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::numbers::mark::fold;
    use crate::numbers::{Origin, derive, derive_in};

    /// What is counted by place is what is counted by name.
    #[test]
    fn every_input_counts_once() {
        for text in [
            include_str!("../../tests/data/briefs/example.brief.toml"),
            include_str!("../../tests/data/briefs/full.brief.toml"),
        ] {
            let brief = crate::brief::read(text).unwrap();
            let figures = derive(&brief);
            let inputs = figures.iter().flat_map(|f| f.trace.inputs.iter()).filter(|i| i.origin != Origin::Derived);
            let (mut all, mut assumed) = (HashSet::new(), HashSet::new());
            for input in inputs {
                all.insert(input.at.to_string());
                if input.origin.assumed() {
                    assumed.insert(input.at.to_string());
                }
            }
            assert_eq!(counted(&figures), (all.len(), assumed.len()));
            let mut lean = World::new(&brief);
            lean.lean = true;
            assert_eq!(counted(&derive_in(&lean)), (all.len(), assumed.len()), "by marks");
        }
    }

    /// A set that was made too small grows and keeps what it holds.
    #[test]
    fn a_set_of_hashes_grows() {
        let mut seen = Seen::with_room(1);
        for _ in 0..2 {
            for i in 0..10_000 {
                seen.add((fold(7, i) & !ASSUMED) | 2 | u64::from(i % 5 == 0));
            }
        }
        assert_eq!(seen.counts(), (10_000, 2_000));
    }
}
