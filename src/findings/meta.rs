//! The brief about itself: waivers that do not hold, required answers that are not there.

use std::collections::HashSet;

use super::out::Out;
use super::required::each;
use super::rule::Rule;
use super::run::waiver_defects;
use crate::brief::Edit;
use crate::numbers::{At, Input, Origin, Trace, World};
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
    // Figures share most of their inputs, and many share the list of them: each list is read once.
    type Seen<T> = HashSet<T, foldhash::fast::RandomState>;
    let (mut lists, mut all, mut assumed) = (Seen::default(), Seen::default(), Seen::default());
    let mut before: &[Input] = &[];
    for figure in out.figures {
        let inputs: &[Input] = &figure.trace.inputs;
        if inputs.is_empty() || !lists.insert((inputs.as_ptr().addr(), inputs.len())) {
            continue;
        }
        // Figures of one entity begin with the same inputs.
        let known = inputs.iter().zip(before).take_while(|(a, b)| a.at == b.at && a.origin == b.origin).count();
        before = inputs;
        for input in inputs[known..].iter().filter(|i| i.origin != Origin::Derived) {
            all.insert(&input.at);
            if input.origin.assumed() {
                assumed.insert(&input.at);
            }
        }
    }
    if all.is_empty() || assumed.len() * 10 <= all.len() * 3 {
        return;
    }
    let share = 100 * assumed.len() / all.len();
    let text = format!("{share}% of what the numbers rest on is assumed ({} of {} inputs)", assumed.len(), all.len());
    let at = At::single("brief", "");
    out.add(rule.finding(&[&at], text, Trace::new()).advise("measure or state the inputs that move the figures most"));
}
