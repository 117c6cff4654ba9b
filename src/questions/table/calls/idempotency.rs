//! Q30: Can a write to {dataset} be applied twice safely?

use crate::questions::record::{
    Choice, Group, Literal::Bool, OptionSet, Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static IDEMPOTENCY: Question = Question {
    id: "Q30",
    slug: "idempotency",
    header: "Idempotency",
    text: "Can a write to {dataset} be applied twice safely?",
    scope: Scope::Dataset,
    group: Group::Calls,
    paths: &[
        ("full", 30),
        ("incident_herd", 7),
        ("retry_storm", 7),
        ("pre_lock", 4),
        ("pre_txn", 2),
        ("pre_idempotency", 2),
    ],
    multi: false,
    exclusive: &[],
    asked_when: r#"any(call.*.attempts > 1) or exists(queue.*) or exists(transaction.*) or brief.trigger is_in ["pre_lock", "pre_txn", "pre_idempotency"]"#,
    settled: r#"exists(dataset.{dataset}.operation.*) and not any(dataset.{dataset}.operation.*; not (kind is_in ["read", "scan", "multi_read"]) and not stated(idempotent))"#,
    creates: None,
    why: "A caller that got no answer cannot know whether the write happened; only the receiver can make a repeat harmless.",
    shows: &["D24", "D46", "D47"],
    rules: &["RTY-01", "IDM-01", "IDM-02", "IDM-03", "IDM-05", "IDM-06"],
    recommend: &[Recommend { when: None, labels: &["Key with stored result"] }],
    sets: &[OptionSet {
        name: "operation",
        when: None,
        after: &["Mixed by operation"],
        not_on: &[],
        scope: Some(Scope::Operation),
        header: Some("Repeatable"),
        text: Some("Can {operation} on {dataset} be sent twice safely?"),
        settled: "stated(dataset.{dataset}.operation.{operation}.idempotent)",
        recommend: &[Recommend { when: None, labels: &["Repeatable by key"] }],
    }],
    options: &[
        Choice {
            label: "Naturally",
            description: "Set to a value or upsert: the second time changes nothing.",
            writes: &[
                text("dataset.{dataset}.operation.*.idempotent", "natural")
                    .pick(r#"kind in ["write", "cas", "rmw", "multi_write", "delete"]"#),
                text("call.*.idempotency.mode", "natural").pick("touches({dataset})"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Key with stored result",
            description: "The caller sends a key, the first result is kept with the effect and returned again.",
            writes: &[
                text("dataset.{dataset}.operation.*.idempotent", "keyed")
                    .pick(r#"kind in ["write", "cas", "rmw", "multi_write", "delete"]"#),
                text("call.*.idempotency.mode", "keyed").pick("touches({dataset})"),
                text("call.*.idempotency.key_source", "client_intent").pick("touches({dataset})"),
                text("call.*.idempotency.window", "24h").pick("touches({dataset})"),
                set("call.*.idempotency.atomic_with_effect", Bool(true)).pick("touches({dataset})"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No",
            description: "A repeated write happens twice; then it must not be retried after it was sent.",
            writes: &[
                text("dataset.{dataset}.operation.*.idempotent", "no")
                    .pick(r#"kind in ["write", "cas", "rmw", "multi_write", "delete"]"#),
                text("call.*.idempotency.mode", "none").pick("touches({dataset})"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Mixed by operation",
            description: "Each write gets its own answer; one more choice for each.",
            ..Choice::PLAIN
        },
        Choice {
            sets: &["operation"],
            label: "Repeatable as is",
            description: "It sets a value or upserts; the second time changes nothing.",
            writes: &[text("dataset.{dataset}.operation.{operation}.idempotent", "natural")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["operation"],
            label: "Repeatable by key",
            description: "A key and the stored result make it so.",
            writes: &[text("dataset.{dataset}.operation.{operation}.idempotent", "keyed")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["operation"],
            label: "Not repeatable",
            description: "It must not be sent twice.",
            writes: &[text("dataset.{dataset}.operation.{operation}.idempotent", "no")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.operation.*.idempotent", "no")
            .pick(r#"kind in ["write", "cas", "rmw", "multi_write", "delete"]"#)],
        cost_if_wrong: "A retry after a lost answer charges, ships or counts twice.",
    },
    other: Other { parses: "duration", hint: "72h; a key with this window", writes: &["call.*.idempotency.window"] },
};
