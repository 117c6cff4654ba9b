//! Q41: How does data of {dataset} move when nodes change?

use crate::questions::record::{
    Choice, Group,
    Literal::{Int, Num},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static REBALANCE: Question = Question {
    id: "Q41",
    slug: "rebalance",
    header: "Rebalance",
    text: "How does data of {dataset} move when nodes change?",
    scope: Scope::Dataset,
    group: Group::Partitioning,
    paths: &[("full", 39), ("hot_partition", 8)],
    multi: false,
    exclusive: &[],
    asked_when: "dataset.{dataset}.partitioning.shards > 1",
    settled: "stated(dataset.{dataset}.partitioning.rebalance.trigger) or stated(dataset.{dataset}.partitioning.rebalance.throttle)",
    creates: None,
    why: "Moving data takes capacity from users; how much and for how long should be known.",
    shows: &["D39"],
    rules: &["PRT-04", "PRT-07"],
    recommend: &[Recommend { when: None, labels: &["Automatic and throttled"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Automatic and throttled",
            description: "Moves start by themselves at a limited speed.",
            writes: &[
                text("dataset.{dataset}.partitioning.rebalance.trigger", "auto"),
                text("dataset.{dataset}.partitioning.rebalance.throttle", "50 MB/s"),
                set("dataset.{dataset}.partitioning.rebalance.max_parallel", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "By hand",
            description: "A person starts moves in a quiet hour.",
            writes: &[
                text("dataset.{dataset}.partitioning.rebalance.trigger", "manual"),
                text("dataset.{dataset}.partitioning.rebalance.throttle", "50 MB/s"),
                set("dataset.{dataset}.partitioning.rebalance.max_parallel", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Full reshard",
            description: "All data is written anew; long, and with two copies meanwhile.",
            writes: &[
                text("dataset.{dataset}.partitioning.rebalance.trigger", "reshard"),
                set("dataset.{dataset}.partitioning.rebalance.moved", Num(1.0)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Never planned",
            description: "Growth ends at the present number of nodes.",
            writes: &[text("dataset.{dataset}.partitioning.rebalance.trigger", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("dataset.{dataset}.partitioning.rebalance.trigger", "none")],
        cost_if_wrong: "The first added node becomes an outage.",
    },
    other: Other {
        parses: "bandwidth",
        hint: "200 MB/s; the throttle",
        writes: &["dataset.{dataset}.partitioning.rebalance.throttle"],
    },
};
