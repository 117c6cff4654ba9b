//! Q10: Which tail latency must hold for {workload}?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Skip, Unsure, text};

pub static LATENCY_SLO: Question = Question {
    id: "Q10",
    slug: "latency-slo",
    header: "Latency SLO",
    text: "Which tail latency must hold for {workload}?",
    scope: Scope::Workload,
    group: Group::Baseline,
    paths: &[
        ("quick", 4),
        ("full", 6),
        ("multi_region", 4),
        ("slo_miss_tail", 3),
        ("slo_miss_backlog", 3),
        ("slo_miss_saturation", 3),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(slo.{latency_slo}.threshold)",
    creates: Some("slo.{latency_slo}"),
    why: "Physics sets a floor for a replicated write; the objective must stay above it.",
    shows: &["D12", "D13", "D33"],
    rules: &["SLO-04", "SLO-05", "OVL-03", "MET-02"],
    recommend: &[Recommend { when: None, labels: &["p99 300 ms"] }],
    sets: &[],
    options: &[
        Choice {
            label: "p99 100 ms",
            description: "Interactive and within one region; a cross-region commit does not fit.",
            writes: &[
                text("slo.{latency_slo}.workload", "{workload}"),
                text("slo.{latency_slo}.sli", "latency"),
                text("slo.{latency_slo}.threshold", "100ms"),
                text("slo.{latency_slo}.objective", "99%"),
                text("slo.{latency_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "p99 300 ms",
            description: "Typical for a page or an interface call; one near cross-region round trip fits.",
            writes: &[
                text("slo.{latency_slo}.workload", "{workload}"),
                text("slo.{latency_slo}.sli", "latency"),
                text("slo.{latency_slo}.threshold", "300ms"),
                text("slo.{latency_slo}.objective", "99%"),
                text("slo.{latency_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "p99 1 s",
            description: "Synchronous writes across regions fit.",
            writes: &[
                text("slo.{latency_slo}.workload", "{workload}"),
                text("slo.{latency_slo}.sli", "latency"),
                text("slo.{latency_slo}.threshold", "1s"),
                text("slo.{latency_slo}.objective", "99%"),
                text("slo.{latency_slo}.window", "30d"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No latency objective",
            description: "Batch work: only throughput and age count.",
            skip: Some(Skip {
                path: "slo.{latency_slo}",
                reason: "not_applicable",
                text: "Batch: no latency objective.",
            }),
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("slo.{latency_slo}.workload", "{workload}"),
            text("slo.{latency_slo}.sli", "latency"),
            text("slo.{latency_slo}.threshold", "300ms"),
            text("slo.{latency_slo}.objective", "99%"),
            text("slo.{latency_slo}.window", "30d"),
        ],
        cost_if_wrong: "Timeouts, quorums and regions are chosen against a guessed limit.",
    },
    other: Other {
        parses: "percentile and duration",
        hint: "p99.9 200ms",
        writes: &["slo.{latency_slo}.objective", "slo.{latency_slo}.threshold"],
    },
};
