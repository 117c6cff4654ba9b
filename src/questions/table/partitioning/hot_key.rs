//! Q40: What happens if one key of {dataset} exceeds a shard?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Int, Other, Question, Recommend, Scope, Unsure, entry, text,
};

pub static HOT_KEY: Question = Question {
    id: "Q40",
    slug: "hot-key",
    header: "Hot key",
    text: "What happens if one key of {dataset} exceeds a shard?",
    scope: Scope::Dataset,
    group: Group::Partitioning,
    paths: &[("full", 38), ("hot_partition", 7)],
    multi: false,
    exclusive: &[],
    asked_when: "dataset.{dataset}.partitioning.shards > 1 and D36 > 0.3 * dataset.{dataset}.partitioning.shard_cap.rps_r",
    settled: "stated(dataset.{dataset}.partitioning.hot_key)",
    creates: None,
    why: "More shards do not help a single key; it needs its own plan.",
    shows: &["D35", "D36"],
    rules: &["PRT-02", "PRT-03"],
    recommend: &[
        Recommend { when: Some("any(workload.*.mix.write > 0.5)"), labels: &["Salt writes"] },
        Recommend { when: None, labels: &["Coalesce reads"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Coalesce reads",
            description: "One read for all who wait, or a small cache in front; helps hot reads.",
            writes: &[text("dataset.{dataset}.partitioning.hot_key", "request_coalesce")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Salt writes",
            description: "The key is split into several and merged on reading; helps hot writes.",
            writes: &[
                text("dataset.{dataset}.partitioning.hot_key", "salt"),
                entry("dataset.{dataset}.partitioning.salts", EntryKind::Count, Int(8)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Dedicated shard",
            description: "The key gets a shard of its own; its speed is then the limit.",
            writes: &[text("dataset.{dataset}.partitioning.hot_key", "dedicated_shard")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Accept throttling",
            description: "Requests for that key fail while the rest is well.",
            writes: &[text("dataset.{dataset}.partitioning.hot_key", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.partitioning.hot_key", "none")],
        cost_if_wrong: "The most popular item fails first, in front of the most people.",
    },
    other: Other {
        parses: "enum",
        hint: "cache, split_key or local_aggregate",
        writes: &["dataset.{dataset}.partitioning.hot_key"],
    },
};
