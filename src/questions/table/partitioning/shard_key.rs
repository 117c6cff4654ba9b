//! Q38: Which key places {dataset} on shards?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{List, Text},
    Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static SHARD_KEY: Question = Question {
    id: "Q38",
    slug: "shard-key",
    header: "Shard key",
    text: "Which key places {dataset} on shards?",
    scope: Scope::Dataset,
    group: Group::Partitioning,
    paths: &[("full", 34), ("hot_partition", 5)],
    multi: false,
    exclusive: &[],
    asked_when: r#"dataset.{dataset}.partitioning.shards > 1 or dataset.{dataset}.size > topology.node_capacity.bytes or brief.trigger is_in ["hot_partition"]"#,
    settled: "stated(dataset.{dataset}.partitioning.shard_key)",
    creates: None,
    why: "The shard key decides which load can be spread and which operations stay on one shard.",
    shows: &["D35", "D36", "D38"],
    rules: &["PRT-01", "PRT-02", "PRT-04", "PRT-06", "TXN-06"],
    recommend: &[
        Recommend { when: Some(r#"dataset.{dataset}.residency.per in ["tenant", "row"]"#), labels: &["Geography"] },
        Recommend { when: None, labels: &["Hashed id"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Hashed id",
            description: "A field with many values, hashed: even load, no range scans.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_key", EntryKind::Fields, Text("id")),
                text("dataset.{dataset}.partitioning.scheme", "consistent_hash"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Tenant",
            description: "All data of a tenant together: cheap queries, one large tenant makes a hot shard.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_key", EntryKind::Fields, Text("tenant_id")),
                text("dataset.{dataset}.partitioning.scheme", "directory"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Time or sequence",
            description: "Ranges in order: fast recent scans, all inserts at the end.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_key", EntryKind::Fields, Text("created_at")),
                text("dataset.{dataset}.partitioning.scheme", "range"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Geography",
            description: "By place: near users and within the law, uneven by population.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_key", EntryKind::Fields, Text("region")),
                text("dataset.{dataset}.partitioning.scheme", "directory"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[set("dataset.{dataset}.partitioning.shard_key", List(&[Text("tenant")]))],
        cost_if_wrong: "A shard key is the most expensive thing to change later.",
    },
    other: Other {
        parses: "fields and scheme",
        hint: "tenant_id order_id, hash_range",
        writes: &["dataset.{dataset}.partitioning.shard_key", "dataset.{dataset}.partitioning.scheme"],
    },
};
