//! Q20: How much acknowledged data of {dataset} may a disaster lose?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static LOSS_LIMIT: Question = Question {
    id: "Q20",
    slug: "loss-limit",
    header: "Loss limit",
    text: "How much acknowledged data of {dataset} may a disaster lose?",
    scope: Scope::Dataset,
    group: Group::Consistency,
    paths: &[("full", 14), ("multi_region", 8), ("incident_divergence", 5), ("split_brain", 5)],
    multi: false,
    exclusive: &[],
    asked_when: "not (dataset.{dataset}.system_of_record is false)",
    settled: "stated(dataset.{dataset}.rpo)",
    creates: None,
    why: "The loss limit decides between synchronous and asynchronous copies.",
    shows: &["D16"],
    rules: &["FLV-02", "DUR-01", "DUR-03", "DUR-04", "DUR-06", "CON-15"],
    recommend: &[
        Recommend {
            when: Some(
                r#"dataset.{dataset}.class in ["money", "inventory", "identity"] or dataset.{dataset}.semantics in ["lock", "sequence"] or dataset.{dataset}.cap_on_partition = "CP""#,
            ),
            labels: &["Nothing"],
        },
        Recommend { when: Some(r#"dataset.{dataset}.class in ["cache", "session"]"#), labels: &["Up to a day"] },
        Recommend { when: None, labels: &["Up to 1 s"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Nothing",
            description: "Zero: every commit waits for a copy in the surviving place.",
            writes: &[text("dataset.{dataset}.rpo", "0s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 1 s",
            description: "A near standby confirms most writes; the last second may go.",
            writes: &[text("dataset.{dataset}.rpo", "1s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 1 min",
            description: "Asynchronous copies, with an alert on their lag.",
            writes: &[text("dataset.{dataset}.rpo", "1min")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to a day",
            description: "Only backups: everything since the last one may go.",
            writes: &[text("dataset.{dataset}.rpo", "1d")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.rpo", "0s")],
        cost_if_wrong: "Every write waits for a distant copy that might not be needed, or the last writes are gone.",
    },
    other: Other { parses: "duration", hint: "5min", writes: &["dataset.{dataset}.rpo"] },
};
