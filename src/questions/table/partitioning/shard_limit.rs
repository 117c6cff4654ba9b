//! Q39: How is the ceiling of one shard of {dataset} known?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Text, Other, Question, Recommend, Scope, Unsure, entry, text,
};

pub static SHARD_LIMIT: Question = Question {
    id: "Q39",
    slug: "shard-limit",
    header: "Shard limit",
    text: "How is the ceiling of one shard of {dataset} known?",
    scope: Scope::Dataset,
    group: Group::Partitioning,
    paths: &[("full", 37), ("hot_partition", 6)],
    multi: false,
    exclusive: &[],
    asked_when: "dataset.{dataset}.partitioning.shards > 1",
    settled: "stated(dataset.{dataset}.partitioning.shard_cap.rps_r) or stated(dataset.{dataset}.partitioning.shard_cap.rps_w) or stated(dataset.{dataset}.partitioning.shard_cap.bytes)",
    creates: None,
    why: "The number of shards is the load over this ceiling; without it no headroom can be computed.",
    shows: &["D36", "D38"],
    rules: &["PRT-02", "PRT-03", "PRT-09"],
    recommend: &[Recommend { when: None, labels: &["Measured"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Measured",
            description: "You type what a load test showed.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_cap.rps_r", EntryKind::Rate, Text("3000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.rps_w", EntryKind::Rate, Text("1000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.bytes", EntryKind::Size, Text("10 GB")),
            ],
            source: Some("measured"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Vendor number",
            description: "You type the published limit; plan for half of it until measured.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_cap.rps_r", EntryKind::Rate, Text("3000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.rps_w", EntryKind::Rate, Text("1000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.bytes", EntryKind::Size, Text("10 GB")),
            ],
            source: Some("vendor"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Estimate",
            description: "You type a guess; it is marked with low confidence.",
            writes: &[
                entry("dataset.{dataset}.partitioning.shard_cap.rps_r", EntryKind::Rate, Text("3000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.rps_w", EntryKind::Rate, Text("1000/s")),
                entry("dataset.{dataset}.partitioning.shard_cap.bytes", EntryKind::Size, Text("10 GB")),
            ],
            confidence: Some("low"),
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("dataset.{dataset}.partitioning.shard_cap.rps_r", "1500/s"),
            text("dataset.{dataset}.partitioning.shard_cap.rps_w", "500/s"),
            text("dataset.{dataset}.partitioning.shard_cap.bytes", "5 GB"),
        ],
        cost_if_wrong: "Shards are counted against half a vendor figure; a real limit below that throttles at peak.",
    },
    other: Other {
        parses: "list of rate and size",
        hint: "3000/s reads, 1000/s writes, 10 GB",
        writes: &[
            "dataset.{dataset}.partitioning.shard_cap.rps_r",
            "dataset.{dataset}.partitioning.shard_cap.rps_w",
            "dataset.{dataset}.partitioning.shard_cap.bytes",
        ],
    },
};
