//! The JSON document of `dsbench diagnose`. Every hypothesis is listed, supported or not; `supported` says which list may
//! be acted on.

use serde_json::{Value, json};

use super::Beside;
use crate::cli::commands::derive::figure;
use crate::diagnose::{Answers, Asked, Diagnosis, Evidence, Next, Opened, Standing, TREES, confirm, edits};

pub(super) fn document(diagnosis: &Diagnosis, beside: Option<&Beside>, answers: &Answers) -> Value {
    json!({
        "schema": "dsbench/diagnose/1",
        "weights": "judgement, roughly binary logarithms of likelihood ratios; only a number confirms",
        "supported": diagnosis.supported(),
        "answers": answers.all().map(|(asked, a)| json!({ "id": asked.id(), "answer": a.word() })).collect::<Vec<_>>(),
        "trees": diagnosis.trees.iter().map(|t| tree(t, beside)).collect::<Vec<_>>(),
        "entry_questions": diagnosis.entries.iter()
            .map(|e| json!({ "id": e.id, "text": e.text, "opens": e.opens }))
            .collect::<Vec<_>>(),
        "all_trees": TREES.iter()
            .map(|t| json!({
                "id": t.id, "slug": t.slug, "name": t.name,
                "symptoms": t.symptoms.iter().map(|s| s.word()).collect::<Vec<_>>(),
            }))
            .collect::<Vec<_>>(),
    })
}

fn tree(opened: &Opened, beside: Option<&Beside>) -> Value {
    let ranking = &opened.ranking;
    json!({
        "id": ranking.tree.id,
        "name": ranking.tree.name,
        "opened_by": opened.by,
        "supported": ranking.supported(),
        "close_call": ranking.close(),
        "tie": ranking.tied(),
        "lead": ranking.lead(),
        "hypotheses": ranking.standings.iter().map(|s| standing(s, beside)).collect::<Vec<_>>(),
        "next": opened.next.as_ref().map(next),
        "afterwards": ranking.tree.afterwards,
    })
}

fn standing(s: &Standing, beside: Option<&Beside>) -> Value {
    let h = s.hypothesis;
    let bearings = beside.map(|b| confirm(h, &b.figures)).unwrap_or_default();
    json!({
        "id": h.id,
        "name": h.name,
        "score": s.score,
        "prior": h.prior,
        "supported": s.supported,
        "confirmed": s.number,
        "for": s.speaks_for().map(evidence).collect::<Vec<_>>(),
        "against": s.speaks_against().map(evidence).collect::<Vec<_>>(),
        "confirmed_by": h.confirmed_by,
        "figures": bearings.iter()
            .map(|b| json!({ "says": b.says.word(), "figure": figure(b.figure) }))
            .collect::<Vec<_>>(),
        "findings": beside.map(|b| b.findings(h)).unwrap_or_default(),
        "first": h.first,
        "lasting": h.lasting,
        "in_the_brief": h.brief,
        "rules": h.rules,
        "edits": beside.map(|b| edits(h, &b.brief)),
    })
}

fn evidence(e: &Evidence) -> Value {
    json!({ "id": e.asked.id(), "question": e.asked.text(), "answer": e.answer.word(), "weight": e.weight })
}

fn next(n: &Next) -> Value {
    let kind = match n.asked {
        Asked::Entry(_) => "entry",
        Asked::Question(..) => "question",
        Asked::First(..) => "which_first",
        Asked::Number(..) => "number",
    };
    json!({ "id": n.asked.id(), "kind": kind, "text": n.asked.text(), "look": n.asked.look(), "why": n.why.text() })
}
