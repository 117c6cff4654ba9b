//! Q16: Which kind of data is {dataset}?

use crate::questions::record::{Choice, Group, Literal::Bool, Other, Question, Recommend, Scope, Unsure, set, text};

pub static DATA_CLASS: Question = Question {
    id: "Q16",
    slug: "data-class",
    header: "Data class",
    text: "Which kind of data is {dataset}?",
    scope: Scope::Dataset,
    group: Group::Consistency,
    paths: &[
        ("quick", 6),
        ("full", 10),
        ("multi_region", 5),
        ("incident_divergence", 2),
        ("split_brain", 2),
        ("pre_txn", 4),
        ("pre_idempotency", 4),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(dataset.{dataset}.class)",
    creates: Some("dataset.{new}"),
    why: "What may be lost or seen late follows from what the data is; consistency, loss limit and stance are recommended from it.",
    shows: &[],
    rules: &["CON-12", "CON-15", "MET-02"],
    recommend: &[
        Recommend {
            when: Some(r#"dataset.{dataset}.semantics in ["lock", "sequence"]"#),
            labels: &["Identity or config"],
        },
        Recommend { when: None, labels: &["User content"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Money or stock",
            description: "Never lost, never spent twice: latest reads, refused writes and zero loss are suggested.",
            writes: &[text("dataset.{dataset}.class", "money")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Identity or config",
            description: "Everyone must agree on it: latest reads and refused writes are suggested.",
            writes: &[text("dataset.{dataset}.class", "identity")],
            ..Choice::PLAIN
        },
        Choice {
            label: "User content",
            description: "Must not be lost; order across users may relax: own-write reads are suggested.",
            writes: &[text("dataset.{dataset}.class", "user_content")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Cache or telemetry",
            description: "May be lost or rebuilt: cheap and fast is suggested.",
            writes: &[text("dataset.{dataset}.class", "cache"), set("dataset.{dataset}.system_of_record", Bool(false))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.class", "money")],
        cost_if_wrong: "Guarantees are then chosen for the most delicate kind, which costs latency and availability.",
    },
    other: Other {
        parses: "list of datasets",
        hint: "orders money, cart user_content; the first name replaces {dataset}, the others are added",
        writes: &["dataset.{new}.class"],
    },
};
