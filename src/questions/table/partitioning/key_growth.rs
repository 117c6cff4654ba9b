//! Q07: In which order do new keys of {dataset} arrive?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static KEY_GROWTH: Question = Question {
    id: "Q07",
    slug: "key-growth",
    header: "Key growth",
    text: "In which order do new keys of {dataset} arrive?",
    scope: Scope::Dataset,
    group: Group::Partitioning,
    paths: &[
        ("full", 36),
        ("hot_partition", 4),
        ("slo_miss_tail", 5),
        ("slo_miss_backlog", 5),
        ("slo_miss_saturation", 5),
    ],
    multi: false,
    exclusive: &[],
    asked_when: r#"workload.*.mix.read < 0.8 or brief.trigger is_in ["hot_partition"]"#,
    settled: "stated(dataset.{dataset}.partitioning.key_shape)",
    creates: None,
    why: "Ordered keys on ordered shards send every insert to one place.",
    shows: &["D36"],
    rules: &["PRT-01"],
    recommend: &[Recommend { when: None, labels: &["Random"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Random",
            description: "Hashed or random ids: inserts reach all shards.",
            writes: &[text("dataset.{dataset}.partitioning.key_shape", "random_id")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Time ordered",
            description: "A timestamp or a sequence leads the key: all inserts hit the last range.",
            writes: &[text("dataset.{dataset}.partitioning.key_shape", "timestamp_prefix")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Tenant then time",
            description: "Inserts of one tenant stay together; a large tenant makes a hot shard.",
            writes: &[text("dataset.{dataset}.partitioning.key_shape", "tenant")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Mixed fields",
            description: "Several fields lead; the load depends on their order.",
            writes: &[text("dataset.{dataset}.partitioning.key_shape", "composite")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.partitioning.key_shape", "timestamp_prefix")],
        cost_if_wrong: "If inserts are ordered, one shard takes them all and sets the ceiling.",
    },
    other: Other {
        parses: "enum",
        hint: "one value of key_shape, such as geo or natural",
        writes: &["dataset.{dataset}.partitioning.key_shape"],
    },
};
