//! The JSON document of `dsbench review`.

use serde_json::{Value, json};

use crate::brief::Date;
use crate::cli::briefs::Loaded;
use crate::review::{Decision, Review, State};
use crate::store::targets::Missing;

pub(super) fn document(loaded: &Loaded, review: &Review<'_>, changed: Option<&str>, gone: &[Missing]) -> Value {
    json!({
        "schema": "dsbench/review/1",
        "file": loaded.name,
        "migrated_from": loaded.migrated.as_ref().map(|m| m.from),
        "changed": changed,
        "readiness": review.readiness().word().replace(' ', "_"),
        "obstacles": review.obstacles(),
        "undecided": review.undecided(),
        "required_not_stated": review.missing,
        "findings": review.entries.iter().map(|e| json!({
            "key": e.finding.key(),
            "rule": e.finding.rule.id,
            "severity": e.finding.severity.word(),
            "state": state(e.state),
            "only_assumed": e.finding.only_assumed(),
            "decision": e.decision.as_ref().map(decision),
            "text": e.finding.text,
        })).collect::<Vec<_>>(),
        "fixed": review.fixed.iter().map(|(key, d)| json!({ "key": key, "decision": decision(d) })).collect::<Vec<_>>(),
        "checklist": review.items.iter().map(|t| json!({
            "id": t.item.id,
            "text": t.item.text,
            "why": t.item.why,
            "answer": t.answer.map(crate::brief::Decision::word),
            "decision": t.answer.map(|_| decision(&t.decision)),
        })).collect::<Vec<_>>(),
        "points": review.points.iter().map(|p| json!({
            "id": format!("{}.{}", p.at.0 + 1, p.at.1 + 1),
            "from": p.from,
            "severity": p.point.severity.map(crate::brief::PointSeverity::word),
            "place": p.point.place,
            "path": p.point.path.as_ref().map(ToString::to_string),
            "text": p.point.text,
            "impact": p.point.impact,
            "fix": p.point.fix,
            "accepted": p.point.accepted,
        })).collect::<Vec<_>>(),
        "verdicts": review.verdicts.iter()
            .map(|(v, d)| json!({ "verdict": v.word(), "decision": decision(d) }))
            .collect::<Vec<_>>(),
        "missing_targets": gone.iter().map(|m| json!({ "change": m.change, "target": m.target })).collect::<Vec<_>>(),
    })
}

fn state(state: State) -> String {
    state.word().replace(' ', "_")
}

fn decision(d: &Decision) -> Value {
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    json!({ "by": d.by, "on": day(d.on), "until": day(d.until), "note": d.note })
}
