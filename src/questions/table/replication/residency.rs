//! Q27: Must {dataset} stay in certain places?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, List, Text},
    Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static RESIDENCY: Question = Question {
    id: "Q27",
    slug: "residency",
    header: "Residency",
    text: "Must {dataset} stay in certain places?",
    scope: Scope::Dataset,
    group: Group::Replication,
    paths: &[("full", 18), ("multi_region", 15)],
    multi: false,
    exclusive: &[],
    asked_when: "count(region.*) > 1",
    settled: "stated(dataset.{dataset}.residency)",
    creates: None,
    why: "A place that data may not leave limits which quorums are possible.",
    shows: &["D08", "D12"],
    rules: &["QUO-03", "QUO-04"],
    recommend: &[Recommend { when: None, labels: &["No"] }],
    sets: &[],
    options: &[
        Choice {
            label: "No",
            description: "Copies may be anywhere.",
            writes: &[text("dataset.{dataset}.residency", "none")],
            ..Choice::PLAIN
        },
        Choice {
            label: "All of it",
            description: "The whole dataset is pinned; you name the regions and quorums must fit inside.",
            writes: &[
                entry("dataset.{dataset}.residency.allow", EntryKind::Ids, Text("{first_region}")),
                text("dataset.{dataset}.residency.per", "dataset"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "By tenant or row",
            description: "Each row has a home; joins and indexes across homes are limited.",
            writes: &[
                entry("dataset.{dataset}.residency.allow", EntryKind::Ids, Text("{first_region}")),
                text("dataset.{dataset}.residency.per", "row"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Metadata too",
            description: "Indexes, logs and names stay as well; no global index.",
            writes: &[
                entry("dataset.{dataset}.residency.allow", EntryKind::Ids, Text("{first_region}")),
                text("dataset.{dataset}.residency.per", "row"),
                set("dataset.{dataset}.residency.metadata", Bool(true)),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[set("dataset.{dataset}.residency.allow", List(&[Text("{first_region}")]))],
        cost_if_wrong: "Data may rest where the law forbids it; ask legal before choosing regions.",
    },
    other: Other { parses: "list of regions", hint: "eu, uk", writes: &["dataset.{dataset}.residency.allow"] },
};
