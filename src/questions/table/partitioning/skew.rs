//! Q06: How uneven is the popularity of keys in {workload}?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Num, Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static SKEW: Question = Question {
    id: "Q06",
    slug: "skew",
    header: "Skew",
    text: "How uneven is the popularity of keys in {workload}?",
    scope: Scope::Workload,
    group: Group::Partitioning,
    paths: &[
        ("full", 35),
        ("hot_partition", 3),
        ("slo_miss_tail", 4),
        ("slo_miss_backlog", 4),
        ("slo_miss_saturation", 4),
    ],
    multi: false,
    exclusive: &[],
    asked_when: r#"dataset.*.partitioning.shards > 1 or brief.trigger is_in ["hot_partition", "slo_miss_tail", "slo_miss_backlog", "slo_miss_saturation"]"#,
    settled: "stated(workload.{workload}.skew.kind) or stated(workload.{workload}.skew.theta)",
    creates: None,
    why: "Averages hide the shard that fails first.",
    shows: &["D35", "D36"],
    rules: &["PRT-02", "PRT-03"],
    recommend: &[
        Recommend {
            when: Some(r#"dataset.*.semantics in ["counter", "sequence", "lock"]"#),
            labels: &["One single key"],
        },
        Recommend { when: None, labels: &["A few hot items"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Evenly spread",
            description: "Random ids: every shard sees about the same load.",
            writes: &[text("workload.{workload}.skew.kind", "uniform")],
            ..Choice::PLAIN
        },
        Choice {
            label: "A few hot items",
            description: "Users or items follow Zipf: the first key takes about 6 % of a million keys.",
            writes: &[text("workload.{workload}.skew.kind", "zipf"), set("workload.{workload}.skew.theta", Num(0.99))],
            ..Choice::PLAIN
        },
        Choice {
            label: "One hot tenant",
            description: "One customer dominates: you type the share it takes.",
            writes: &[
                text("workload.{workload}.skew.kind", "hotset"),
                set("workload.{workload}.skew.hot_fraction", Num(0.01)),
                entry("workload.{workload}.skew.hot_share", EntryKind::Fraction, Num(0.5)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "One single key",
            description: "A counter, a setting or a sequence: more shards cannot help.",
            writes: &[text("workload.{workload}.skew.kind", "single_key")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("workload.{workload}.skew.kind", "zipf"), set("workload.{workload}.skew.theta", Num(0.99))],
        cost_if_wrong: "A hot key can cap the whole system at the speed of one shard.",
    },
    other: Other { parses: "number", hint: "the Zipf exponent, 0 to 2", writes: &["workload.{workload}.skew.theta"] },
};
