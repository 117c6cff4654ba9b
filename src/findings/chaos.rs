//! Experiments: what is assumed and never tested, what is unsafe to run.

use super::out::Out;
use super::required::tests_of;
use super::rule::Rule;
use crate::brief::{Edit, FailureMode, Stance, Tier};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// A failure that is tolerated on paper only.
    UNTESTED = "CHA-01" "assumed-never-tested" Error Justified,
    "a tolerated failure has no experiment", untested
);
rule!(
    /// An experiment nobody knows when to stop.
    UNSAFE = "CHA-02" "experiment-without-abort" Error Never,
    "an experiment has no abort condition or no steady state", unsafe_to_run
);

rule!(
    /// A claim that does not survive a search through the states of the design.
    CONTRADICTED = "CHA-06" "model-check-contradicts" Warn Never,
    "the model check contradicts a claim", searched_for
);

/// Nothing: a search takes longer than a key may, so `verify` does it and adds what it finds.
fn searched_for(_: &'static Rule, _: &World<'_>, _: &mut Out<'_>) {}

/// What to inject for a mode, and the entry of the catalogue it is.
pub fn injection(mode: FailureMode) -> (&'static str, &'static str) {
    use FailureMode as M;
    match mode {
        M::ProcessCrash | M::OsCrash => ("E01", "kill -9 of one instance under load"),
        M::NodeLoss => ("E02", "power off one node under load"),
        M::ZoneLoss | M::PowerLoss => ("E04", "cut one zone off"),
        M::PartitionFull => ("E05", "drop the traffic between a majority and a minority"),
        M::PartitionPartial => ("E07", "drop the traffic in one direction"),
        M::LinkSlow => ("E08", "add 100 ms to one link"),
        M::MsgLoss | M::MsgDup | M::MsgReorder => ("E09", "lose, repeat and reorder 5 % of the packets"),
        M::ClockStep | M::ClockDrift => ("E10", "step the clock of one node"),
        M::ProcessPause => ("E11", "stop the holder for longer than its lease"),
        M::DiskStall => ("E12", "delay every write of one disk"),
        M::DiskLoss | M::BitRot => ("E13", "wipe the disk of one replica"),
        M::DepDown | M::DepSlow => ("E14", "answer every request of the dependency with an error"),
        M::Overload => ("E15", "twice the peak for five minutes, then the peak again"),
        M::MembershipChange => ("E19", "replace a member under load"),
        M::RegionLoss => ("E20", "move all traffic out of one region"),
        M::ConfigPush | M::OperatorError => ("E22", "roll a bad change back"),
        _ => ("", "the failure itself, in the smallest scope"),
    }
}

fn untested(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let mut tier = out.trace();
    if !matches!(tier.take(w.head().criticality()), Some(Tier::Tier0 | Tier::Tier1)) {
        return;
    }
    let tested: Vec<String> = w.experiments().filter_map(|e| e.raw.failure.as_ref()).flat_map(tests_of).collect();
    for f in w.failures() {
        let mut t = tier.clone();
        let (Some(mode), Some(stance)) = (t.take(f.mode()), t.take(f.stance())) else {
            out.unjudged(rule, std::slice::from_ref(&f.at), &t);
            continue;
        };
        if !matches!(stance, Stance::TolerateTransparent | Stance::TolerateDegraded)
            || tested.iter().any(|x| x == f.id.as_ref())
        {
            continue;
        }
        let (entry, inject) = injection(mode);
        let id = format!("test-{}", f.id);
        let path = format!("experiment.{id}");
        let mut edits =
            vec![Edit::set(format!("{path}.failure"), f.id.as_ref()), Edit::set(format!("{path}.inject"), inject)];
        if !entry.is_empty() {
            edits.push(Edit::set(format!("{path}.catalogue"), entry));
        }
        let steady = w.slos().next().map_or_else(
            || "requests answered as before, within 5 minutes".to_owned(),
            |s| format!("{} holds over 5 minutes", s.id),
        );
        edits.push(Edit::set(format!("{path}.steady_state"), steady));
        edits.push(Edit::set(format!("{path}.abort_when"), "the error budget burns at more than 14.4 over 5 minutes"));
        let outcome = if stance == Stance::TolerateTransparent { "not noticed" } else { "survived in degraded mode" };
        let mode = mode.in_prose();
        edits.push(Edit::set(format!("{path}.hypothesis"), format!("{mode} is {outcome}")));
        if out.keyed(rule, &[&f.at], &t) {
            continue;
        }
        let text = format!("{mode} ({}) is assumed to be {outcome}, and nothing ever tests it", f.at);
        let advice =
            if entry.is_empty() { "an experiment".to_owned() } else { format!("experiment {entry}: {inject}") };
        let mut finding = rule.finding(&[&f.at], text, t).because(f.at.field("stance"));
        // An id of 64 characters or more cannot be written; then the words have to do.
        finding = if crate::brief::is_id(&id) && !w.brief.experiment.contains_key(id.as_str()) {
            finding.fix(1, advice, edits)
        } else {
            finding.advise(advice)
        };
        out.add(finding);
    }
}

fn unsafe_to_run(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for e in w.experiments() {
        let missing: Vec<&'static str> =
            [("abort_when", e.abort_when().absent()), ("steady_state", e.steady_state().absent())]
                .into_iter()
                .filter_map(|(name, gone)| gone.then_some(name))
                .collect();
        if missing.is_empty() {
            continue;
        }
        let words: Vec<&str> =
            missing.iter().map(|m| if *m == "abort_when" { "abort condition" } else { "steady state" }).collect();
        if out.keyed(rule, &[&e.at], &Trace::new()) {
            continue;
        }
        let text = format!("{} has no {}: nobody knows when to stop, or what normal is", e.at, words.join(" and no "));
        let mut finding = rule.finding(&[&e.at], text, Trace::new());
        let mut edits = Vec::new();
        for name in missing {
            finding = finding.because(e.at.field(name));
            let value = match (name, w.slos().next()) {
                ("abort_when", _) => "the error budget burns at more than 14.4 over 5 minutes".to_owned(),
                (_, Some(slo)) => format!("{} holds over 5 minutes", slo.id),
                _ => "requests answered as before, within 5 minutes".to_owned(),
            };
            edits.push(Edit::set(e.at.field(name).to_string(), value));
        }
        out.add(finding.fix(0, "stop at a burn rate of 14.4, steady while the objective holds", edits));
    }
}
