//! Q12: How old may a read of {dataset} be?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static FRESHNESS: Question = Question {
    id: "Q12",
    slug: "freshness",
    header: "Freshness",
    text: "How old may a read of {dataset} be?",
    scope: Scope::Dataset,
    group: Group::Consistency,
    paths: &[("full", 12), ("slo_miss_tail", 7), ("slo_miss_backlog", 7), ("slo_miss_saturation", 7)],
    multi: false,
    exclusive: &[],
    asked_when: r#"not (all(dataset.{dataset}.operation.*.consistency in ["strict_serializable", "linearizable"]))"#,
    settled: "stated(dataset.{dataset}.staleness_bound)",
    creates: None,
    why: "A stated bound turns replica lag from a surprise into an alert.",
    shows: &["D11", "D16", "D55"],
    rules: &["CON-14"],
    recommend: &[
        Recommend {
            when: Some(
                r#"dataset.{dataset}.class in ["money", "inventory", "identity"] or dataset.{dataset}.semantics in ["lock", "sequence"]"#,
            ),
            labels: &["Never old"],
        },
        Recommend { when: Some(r#"dataset.{dataset}.class in ["telemetry", "log"]"#), labels: &["Up to 1 min"] },
        Recommend { when: None, labels: &["Up to 1 s"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Never old",
            description: "Every read sees the latest write: a quorum or the leader answers.",
            writes: &[text("dataset.{dataset}.staleness_bound", "0s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 1 s",
            description: "Nearly live: near replicas may answer while they keep up.",
            writes: &[text("dataset.{dataset}.staleness_bound", "1s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 1 min",
            description: "Feeds and dashboards: any monitored replica may answer.",
            writes: &[text("dataset.{dataset}.staleness_bound", "1min")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Any age",
            description: "Analytics: age is shown, not bounded.",
            writes: &[text("dataset.{dataset}.staleness_bound", "unbounded")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.staleness_bound", "0s")],
        cost_if_wrong: "Reads pay for a quorum they may not need, or users act on old data.",
    },
    other: Other { parses: "duration", hint: "500ms", writes: &["dataset.{dataset}.staleness_bound"] },
};
