//! Q05: What is the peak request rate of {workload}?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Num, Table, Text},
    OptionSet, Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static LOAD: Question = Question {
    id: "Q05",
    slug: "load",
    header: "Load",
    text: "What is the peak request rate of {workload}?",
    scope: Scope::Workload,
    group: Group::Baseline,
    paths: &[
        ("quick", 2),
        ("full", 4),
        ("hot_partition", 2),
        ("slo_miss_tail", 2),
        ("slo_miss_backlog", 2),
        ("slo_miss_saturation", 2),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(workload.{workload}.rate_peak)",
    creates: Some("workload.{new}"),
    why: "Nearly every capacity figure starts from the peak rate; a band writes its upper end so that the figures err on the safe side.",
    shows: &["D19", "D28", "D31", "D36"],
    rules: &["OVL-02", "OVL-03", "RTY-05"],
    recommend: &[Recommend { when: None, labels: &["Medium"] }],
    sets: &[OptionSet {
        name: "mix",
        when: None,
        after: &["*"],
        not_on: &["quick"],
        scope: None,
        header: Some("Mix"),
        text: Some("How do reads and writes of {workload} mix?"),
        settled: "stated(workload.{workload}.mix)",
        recommend: &[Recommend { when: None, labels: &["Mostly reads"] }],
    }],
    options: &[
        Choice {
            label: "Small",
            description: "Up to 100/s: one node carries it and copies are for safety only.",
            writes: &[text("workload.{workload}.rate_peak", "100/s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Medium",
            description: "Up to 10 000/s: a few shards or a strong node.",
            writes: &[text("workload.{workload}.rate_peak", "10000/s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Large",
            description: "Up to 1 000 000/s: many shards; hot keys and rebalancing matter.",
            writes: &[text("workload.{workload}.rate_peak", "1000000/s")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Huge",
            description: "Above 1 000 000/s: cells; you type the rate.",
            writes: &[entry("workload.{workload}.rate_peak", EntryKind::Rate, Text("5000000/s"))],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["mix"],
            label: "Mostly reads",
            description: "19 of 20 requests read.",
            writes: &[set("workload.{workload}.mix", Table(&[("read", Num(0.95)), ("write", Num(0.05))]))],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["mix"],
            label: "Balanced",
            description: "Half of the requests write.",
            writes: &[set("workload.{workload}.mix", Table(&[("read", Num(0.5)), ("write", Num(0.5))]))],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["mix"],
            label: "Mostly writes",
            description: "9 of 10 requests write.",
            writes: &[set("workload.{workload}.mix", Table(&[("read", Num(0.1)), ("write", Num(0.9))]))],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["mix"],
            label: "Check then write",
            description: "A quarter of the requests read and write the same item in one step.",
            writes: &[set(
                "workload.{workload}.mix",
                Table(&[("read", Num(0.7)), ("write", Num(0.05)), ("cas", Num(0.25))]),
            )],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("workload.{workload}.rate_peak", "10000/s"),
            set("workload.{workload}.mix", Table(&[("read", Num(0.95)), ("write", Num(0.05))])),
        ],
        cost_if_wrong: "Shards, queues and retry limits are sized for a load that may never come, or not for the one that will.",
    },
    other: Other {
        parses: "rate and mix",
        hint: "400/s, or 400/s 70/30 for reads/writes",
        writes: &["workload.{workload}.rate_peak", "workload.{workload}.mix"],
    },
};
