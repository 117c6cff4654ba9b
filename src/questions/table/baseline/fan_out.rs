//! Q08: How many parallel calls does one request of {workload} make?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Int, Other, Question, Recommend, Scope, Unsure, entry, set,
};

pub static FAN_OUT: Question = Question {
    id: "Q08",
    slug: "fan-out",
    header: "Fan-out",
    text: "How many parallel calls does one request of {workload} make?",
    scope: Scope::Workload,
    group: Group::Baseline,
    paths: &[("full", 8), ("slo_miss_tail", 6), ("slo_miss_backlog", 6), ("slo_miss_saturation", 6)],
    multi: false,
    exclusive: &[],
    asked_when: r#"exists(slo.*) and any(slo.*.sli = "latency")"#,
    settled: "stated(workload.{workload}.fan_out)",
    creates: None,
    why: "A request waits for its slowest call, so the leaf objective must be far stricter than the whole.",
    shows: &["D33", "D34"],
    rules: &["SLO-05"],
    recommend: &[Recommend { when: None, labels: &["One"] }],
    sets: &[],
    options: &[
        Choice {
            label: "One",
            description: "The request is as slow as its single call.",
            writes: &[set("workload.{workload}.fan_out", Int(1))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 10",
            description: "With 10 calls one request in ten meets a one-percent leaf delay.",
            writes: &[set("workload.{workload}.fan_out", Int(10))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Up to 100",
            description: "With 100 calls nearly two in three requests meet it.",
            writes: &[set("workload.{workload}.fan_out", Int(100))],
            ..Choice::PLAIN
        },
        Choice {
            label: "More",
            description: "You type the number; every request meets the slow leaf.",
            writes: &[entry("workload.{workload}.fan_out", EntryKind::Count, Int(1_000))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[set("workload.{workload}.fan_out", Int(10))],
        cost_if_wrong: "The tail of the leaves becomes the median of the whole.",
    },
    other: Other { parses: "count", hint: "a whole number", writes: &["workload.{workload}.fan_out"] },
};
