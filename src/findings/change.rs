//! The change list: who owns a change, how it is guarded and undone.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{ChangeKind, Edit, Scheme, Touches, TxnProtocol};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Nobody answers for a change.
    UNOWNED = "CHG-01" "change-without-owner" Error Never,
    "a change has no owner", unowned
);
rule!(
    /// A change cannot be seen to fail, or not be taken back.
    UNGUARDED = "CHG-02" "change-without-guardrail" Error Justified,
    "a change has no guardrail or no rollback", unguarded
);
rule!(
    /// Several things change at once.
    MIXED = "CHG-03" "phase-mixes-changes" Warn Justified,
    "a phase changes schema, quorum and client together", mixed
);
rule!(
    /// A protocol of one's own.
    HOMEMADE = "CHG-04" "custom-protocol" Warn Justified,
    "a custom protocol where a known pattern fits", homemade
);
rule!(
    /// A finding that no change answers.
    UNANSWERED = "CHG-05" "finding-without-change" Info Acknowledged,
    "an open finding that no change answers", unanswered; looks_back
);

fn unowned(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.changes() {
        if !c.owner().absent() {
            continue;
        }
        if out.keyed(rule, &[&c.at], &Trace::new()) {
            continue;
        }
        let text = format!("{} has no owner: nobody decides when it goes wrong", c.at);
        let mut finding = rule.finding(&[&c.at], text, Trace::new()).because(c.at.field("owner"));
        if let Some(owner) = w.brief.brief.as_ref().and_then(|b| b.owner.as_deref()) {
            finding = finding.fix(
                0,
                format!("owner = \"{owner}\", as of the brief"),
                vec![Edit::set(c.at.field("owner").to_string(), owner)],
            );
        } else {
            finding = finding.advise("name a person or a team");
        }
        out.add(finding);
    }
}

fn unguarded(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for c in w.changes() {
        let missing: Vec<&'static str> = [("guardrail", c.guardrail().absent()), ("rollback", c.rollback().absent())]
            .into_iter()
            .filter_map(|(name, gone)| gone.then_some(name))
            .collect();
        if missing.is_empty() {
            continue;
        }
        if out.keyed(rule, &[&c.at], &Trace::new()) {
            continue;
        }
        let text = format!("{} has no {}", c.at, missing.join(" and no "));
        let mut finding = rule.finding(&[&c.at], text, Trace::new());
        for name in missing {
            finding = finding.because(c.at.field(name));
        }
        let how = match c.raw.kind {
            Some(ChangeKind::Schema | ChangeKind::Data) => {
                "expand, migrate, contract: the old shape stays readable; an alert on the difference"
            }
            _ => "put it behind a flag and alert on the SLO it can hurt",
        };
        out.add(finding.advise(how));
    }
}

fn mixed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let last = w.phases().last().map(|p| p.id.clone());
    let mut phases: Vec<(String, Vec<Touches>, Vec<crate::numbers::At>, Trace)> = Vec::new();
    for c in w.changes() {
        let mut t = out.trace();
        let Some(touches) = t.take(c.touches()) else { continue };
        let phase = c.raw.phase.as_ref().map(|p| p.id.clone()).or_else(|| last.clone());
        let name = phase.map_or_else(|| "the only step".to_owned(), |p| format!("phase.{p}"));
        match phases.iter_mut().find(|p| p.0 == name) {
            Some(p) => {
                p.1.extend(touches);
                p.2.push(c.at.clone());
                p.3.extend(&t);
            }
            None => phases.push((name, touches, vec![c.at.clone()], t)),
        }
    }
    for (name, mut touches, at, t) in phases {
        touches.sort();
        touches.dedup();
        if touches.len() < 2 {
            continue;
        }
        let what: Vec<&str> = touches.iter().map(|t| t.word()).collect();
        let text = format!(
            "{name} changes {} together: when it fails nobody can tell which of them did it",
            what.join(" and ")
        );
        let refs: Vec<_> = at.iter().collect();
        let mut finding = rule.finding(&refs, text, t);
        for a in &at {
            finding = finding.because(a.field("touches"));
        }
        out.add(finding.advise("give each its own phase, schema first"));
    }
}

fn homemade(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        if !matches!(scheme, Scheme::Custom | Scheme::ConsensusCustom)
            || r.raw.custom_reason.as_ref().is_some_and(|c| c.trim().chars().count() >= 40)
        {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text =
            format!("{}: {scheme} without a written reason; prefer a scheme with years of faults behind it", d.at);
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.scheme"))
                .because(d.at.field("replication.custom_reason"))
                .fix(
                    3,
                    "consensus_raft",
                    vec![Edit::set(d.at.field("replication.scheme").to_string(), "consensus_raft")],
                ),
        );
    }
    for x in w.transactions() {
        let mut t = out.trace();
        if t.take(x.protocol()) != Some(TxnProtocol::Custom) {
            continue;
        }
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!("{}: a protocol of your own; prefer an outbox, or a saga where steps must be undone", x.at);
        out.add(rule.finding(&[&x.at], text, t).because(x.at.field("protocol")).fix(
            2,
            "outbox",
            vec![Edit::set(x.at.field("protocol").to_string(), "outbox")],
        ));
    }
}

fn unanswered(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    if w.brief.change.is_empty() {
        return;
    }
    let answered: Vec<String> =
        w.changes().flat_map(|c| c.raw.findings.iter().flatten().map(ToString::to_string)).collect();
    let before: Vec<_> = out.so_far(rule).collect();
    let redundant = super::run::redundant(&before);
    let open: Vec<String> = before
        .iter()
        .zip(redundant)
        .filter_map(|(f, gone)| (!gone).then_some(f))
        .filter(|(rule, _)| rule.severity > super::Severity::Info && rule.id != "MET-02" && rule.id != "MET-01")
        .map(|(rule, at)| super::keys::key_text(rule, at))
        .filter(|key| !answered.contains(key) && !w.brief.waiver.iter().any(|v| v.finding.as_deref() == Some(key)))
        .collect();
    if open.is_empty() {
        return;
    }
    let more = if open.len() > 3 { format!(" and {} more", open.len() - 3) } else { String::new() };
    let text = format!("no change answers {}{more}", open.iter().take(3).cloned().collect::<Vec<_>>().join(", "));
    let at = crate::numbers::At::single("change", "");
    out.add(rule.finding(&[&at], text, Trace::new()).advise("name the finding in a change, or waive it"));
}
