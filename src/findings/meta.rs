//! The brief about itself: waivers that do not hold, required answers that are not there.

use super::out::Out;
use super::required::required;
use super::rule::Rule;
use super::run::waiver_defects;
use crate::brief::Edit;
use crate::numbers::{At, Origin, Trace, World};
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
    for missing in required(w).into_iter().filter(|r| !r.met) {
        let path = missing.path;
        let at = path_at(&path);
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
    }
}

/// A path as a place: findings of this rule are keyed by the whole path. `At` prints kind and id joined by a dot, so the
/// first step and the rest give the path back.
fn path_at(path: &str) -> At {
    let (kind, rest) = match path.split_once('.') {
        Some((kind, rest)) => (kind, Some(rest)),
        None => (path, None),
    };
    let kind = KINDS.iter().copied().find(|k| *k == kind).unwrap_or("brief");
    At { kind, id: rest.map(Into::into), sub: None, field: "" }
}

const KINDS: &[&str] = &[
    "brief",
    "goal",
    "workload",
    "slo",
    "failure",
    "clock",
    "region",
    "topology",
    "cost",
    "dataset",
    "service",
    "call",
    "queue",
    "cache",
    "limiter",
    "shed",
    "limit",
    "lock",
    "transaction",
    "validation",
    "experiment",
    "model_check",
    "load_test",
    "metric",
    "alert",
    "phase",
    "change",
    "change_path",
    "risk",
    "open_question",
    "skipped",
    "waiver",
    "review_note",
];

fn guessed(rule: &'static Rule, _: &World<'_>, out: &mut Out<'_>) {
    // Figures share most of their inputs, and with them the memory of their names: what is the same by its address need
    // not be compared letter by letter. What stands at two addresses is told apart by the sets of names.
    let mut seen = std::collections::HashSet::new();
    let (mut all, mut assumed) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    for input in out.figures.iter().flat_map(|f| &f.trace.inputs) {
        if input.origin == Origin::Derived || !seen.insert((place(&input.at), input.origin.assumed())) {
            continue;
        }
        all.insert(&input.at);
        if input.origin.assumed() {
            assumed.insert(&input.at);
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

/// Where the names of a field are kept.
fn place(at: &At) -> (usize, usize, usize, usize) {
    let id = |id: &crate::brief::Id| id.as_ptr() as usize;
    let sub = at.sub.as_ref().map_or(0, |(_, sub)| id(sub));
    (at.kind.as_ptr() as usize, at.id.as_ref().map_or(0, id), sub, at.field.as_ptr() as usize)
}
