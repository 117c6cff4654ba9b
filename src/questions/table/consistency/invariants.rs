//! Q21: Which rules of {dataset} must never break?

use crate::questions::record::{
    Choice, Group,
    Literal::{Table, Text},
    Other, Question, Recommend, Scope, Unsure, add,
};

pub static INVARIANTS: Question = Question {
    id: "Q21",
    slug: "invariants",
    header: "Invariants",
    text: "Which rules of {dataset} must never break?",
    scope: Scope::Dataset,
    group: Group::Consistency,
    paths: &[("full", 15), ("pre_lock", 2), ("pre_txn", 1), ("pre_idempotency", 1)],
    multi: true,
    exclusive: &["None across keys"],
    asked_when: "any(workload.*.mix.read < 1)",
    settled: "stated(dataset.{dataset}.invariants)",
    creates: None,
    why: "Only rules that span keys or sites force coordination; everything else can stay available.",
    shows: &["D44"],
    rules: &["CON-08", "CON-09", "CON-10"],
    recommend: &[
        Recommend { when: Some(r#"dataset.{dataset}.class = "identity""#), labels: &["Unique"] },
        Recommend { when: Some(r#"dataset.{dataset}.class in ["money", "inventory"]"#), labels: &["Never negative"] },
        Recommend { when: None, labels: &["None across keys"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Unique",
            description: "One holder for each name or number; two sites cannot both hand it out.",
            writes: &[add(
                "dataset.{dataset}.invariants",
                Table(&[
                    ("text", Text("each value has one holder")),
                    ("scope", Text("key")),
                    ("kind", Text("uniqueness")),
                ]),
            )],
            ..Choice::PLAIN
        },
        Choice {
            label: "Never negative",
            description: "Stock or a balance does not go below zero; sites must share or reserve.",
            writes: &[add(
                "dataset.{dataset}.invariants",
                Table(&[
                    ("text", Text("the amount is never negative")),
                    ("scope", Text("key")),
                    ("kind", Text("non_negative")),
                ]),
            )],
            ..Choice::PLAIN
        },
        Choice {
            label: "Sum kept",
            description: "A transfer takes and gives in one step; it spans keys and needs a transaction.",
            writes: &[add(
                "dataset.{dataset}.invariants",
                Table(&[
                    ("text", Text("transfers keep the sum")),
                    ("scope", Text("cross_shard")),
                    ("kind", Text("sum_preserved")),
                ]),
            )],
            ..Choice::PLAIN
        },
        Choice {
            label: "None across keys",
            description: "Each key stands alone; the cheapest design, and worth redrawing data for.",
            writes: &[add(
                "dataset.{dataset}.invariants",
                Table(&[("text", Text("no rule spans keys")), ("scope", Text("key")), ("kind", Text("none"))]),
            )],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[add(
            "dataset.{dataset}.invariants",
            Table(&[
                ("text", Text("the amount is never negative")),
                ("scope", Text("key")),
                ("kind", Text("non_negative")),
            ]),
        )],
        cost_if_wrong: "A rule nobody stated is a rule nobody guards.",
    },
    other: Other {
        parses: "text",
        hint: "the rule in one sentence; scope key, shard, cross_shard or global after a colon",
        writes: &["dataset.{dataset}.invariants"],
    },
};
