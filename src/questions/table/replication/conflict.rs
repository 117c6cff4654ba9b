//! Q19: Two sites changed the same item of {dataset}: who wins?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static CONFLICT: Question = Question {
    id: "Q19",
    slug: "conflict",
    header: "Conflict",
    text: "Two sites changed the same item of {dataset}: who wins?",
    scope: Scope::Dataset,
    group: Group::Replication,
    paths: &[("full", 21), ("multi_region", 11), ("incident_divergence", 8), ("split_brain", 8)],
    multi: false,
    exclusive: &[],
    asked_when: r#"dataset.{dataset}.cap_on_partition is "AP" or dataset.{dataset}.concurrent_writers is "many" or dataset.{dataset}.replication.scheme is_in ["leaderless_quorum", "multi_leader_lww", "multi_leader_vc", "crdt"]"#,
    settled: "stated(dataset.{dataset}.conflict_policy)",
    creates: None,
    why: "Where two sites accept writes, a rule decides; the default of most stores drops one of them.",
    shows: &["D42"],
    rules: &["CON-11", "CON-12", "CON-15", "CLK-01"],
    recommend: &[
        Recommend {
            when: Some(
                r#"dataset.{dataset}.semantics in ["counter", "set"] or dataset.{dataset}.replication.scheme = "crdt""#,
            ),
            labels: &["Merge type"],
        },
        Recommend { when: None, labels: &["App merges siblings"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Cannot happen",
            description: "Every key has one writer at a time; the brief says who.",
            writes: &[
                text("dataset.{dataset}.concurrent_writers", "one_per_key"),
                text("dataset.{dataset}.conflict_policy", "reject"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Merge type",
            description: "The data type merges by itself (CRDT): counters, sets, text; no invariant survives it.",
            writes: &[
                text("dataset.{dataset}.concurrent_writers", "many"),
                text("dataset.{dataset}.conflict_policy", "crdt"),
                text("dataset.{dataset}.reconcile", "merge_fn"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "App merges siblings",
            description: "Both values are kept until the application merges them.",
            writes: &[
                text("dataset.{dataset}.concurrent_writers", "many"),
                text("dataset.{dataset}.conflict_policy", "vector_clock_siblings"),
                text("dataset.{dataset}.reconcile", "merge_fn"),
                text("dataset.{dataset}.replication.version_source", "vector_clock"),
                text("dataset.{dataset}.replication.scheme", "multi_leader_vc")
                    .when(r#"dataset.{dataset}.replication.scheme = "multi_leader_lww""#),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Last write wins",
            description: "The later timestamp wins; one acknowledged write is dropped without a word.",
            writes: &[
                text("dataset.{dataset}.concurrent_writers", "many"),
                text("dataset.{dataset}.conflict_policy", "lww"),
                text("dataset.{dataset}.reconcile", "none"),
                text("dataset.{dataset}.replication.scheme", "multi_leader_lww")
                    .when(r#"dataset.{dataset}.replication.scheme = "multi_leader_vc""#),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.conflict_policy", "vector_clock_siblings")],
        cost_if_wrong: "Acknowledged changes vanish, or users meet versions nobody merges.",
    },
    other: Other { parses: "enum", hint: "app_merge or reject", writes: &["dataset.{dataset}.conflict_policy"] },
};
