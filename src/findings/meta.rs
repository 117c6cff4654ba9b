//! The brief about itself: waivers that do not hold, required answers that are not there.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use super::out::Out;
use super::required::each;
use super::rule::Rule;
use super::run::waiver_defects;
use crate::brief::{Edit, Id};
use crate::numbers::{At, Figure, Input, Origin, Trace, World};
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
/// a dozen times, so they are told apart by where their words are kept first, and by the words themselves once for each.
fn counted(figures: &[Figure]) -> (usize, usize) {
    type Quick = foldhash::fast::RandomState;
    let mut lists: HashSet<(usize, usize), Quick> = HashSet::with_capacity_and_hasher(figures.len(), Quick::default());
    // A hash stands for a place, so that the table stays small: that two of some thousands fall together never happens, and
    // it would count one input less.
    let hash = Quick::default();
    let mut places: HashMap<u64, bool, Quick> = HashMap::with_capacity_and_hasher(figures.len(), Quick::default());
    let mut found: Vec<(&At, u64)> = Vec::with_capacity(figures.len());
    let mut before: &[Input] = &[];
    for figure in figures {
        let inputs: &[Input] = &figure.trace.inputs;
        if inputs.is_empty() || !lists.insert((inputs.as_ptr().addr(), inputs.len())) {
            continue;
        }
        // Figures of one entity begin with the same inputs.
        let known = inputs.iter().zip(before).take_while(|(a, b)| a.at == b.at && a.origin == b.origin).count();
        before = inputs;
        for Input { at, origin, .. } in inputs[known..].iter().filter(|i| i.origin != Origin::Derived) {
            let sub = at.sub.as_ref().map_or(0, |(_, id)| id.address());
            let id = at.id.as_ref().map_or(0, Id::address);
            let words = (at.field.as_ptr().addr(), at.field.len(), at.kind.as_ptr().addr());
            let place = hash.hash_one((id, sub, words));
            let assumed = places.entry(place).or_insert_with(|| {
                found.push((at, place));
                false
            });
            *assumed |= origin.assumed();
        }
    }
    // The same word may be kept in two places.
    let mut all: HashMap<&At, bool, Quick> = HashMap::with_capacity_and_hasher(places.len(), Quick::default());
    for (at, place) in found {
        *all.entry(at).or_default() |= places.get(&place).is_some_and(|assumed| *assumed);
    }
    (all.len(), all.values().filter(|assumed| **assumed).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::derive;

    /// What is counted by place is what is counted by name.
    #[test]
    fn every_input_counts_once() {
        for text in [
            include_str!("../../tests/data/briefs/example.brief.toml"),
            include_str!("../../tests/data/briefs/full.brief.toml"),
        ] {
            let figures = derive(&crate::brief::read(text).unwrap());
            let inputs = figures.iter().flat_map(|f| f.trace.inputs.iter()).filter(|i| i.origin != Origin::Derived);
            let (mut all, mut assumed) = (HashSet::new(), HashSet::new());
            for input in inputs {
                all.insert(input.at.to_string());
                if input.origin.assumed() {
                    assumed.insert(input.at.to_string());
                }
            }
            assert_eq!(counted(&figures), (all.len(), assumed.len()));
        }
    }
}
