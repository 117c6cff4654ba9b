//! Q03: Which goals must the brief be able to measure?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static GOAL: Question = Question {
    id: "Q03",
    slug: "goal",
    header: "Goal",
    text: "Which goals must the brief be able to measure?",
    scope: Scope::Brief,
    group: Group::Baseline,
    paths: &[("full", 2)],
    multi: true,
    exclusive: &[],
    asked_when: "true",
    settled: "exists(goal.*)",
    creates: Some("goal.{new}"),
    why: "A goal without a measure cannot be judged after the rollout.",
    shows: &["D01"],
    rules: &["MET-02"],
    recommend: &[
        Recommend { when: Some(r#"brief.trigger in ["slo_miss_tail"]"#), labels: &["Lower tail"] },
        Recommend {
            when: Some(
                r#"brief.trigger in ["slo_miss_backlog", "slo_miss_saturation", "hot_partition", "incident_herd"]"#,
            ),
            labels: &["More scale"],
        },
        Recommend {
            when: Some(r#"brief.trigger in ["retry_storm", "incident_quorum_loss"]"#),
            labels: &["Fewer outages"],
        },
        Recommend { when: None, labels: &["Fewer wrong answers"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Fewer wrong answers",
            description: "Correctness: lost, duplicate or stale results are counted.",
            writes: &[
                text("goal.correctness.text", "Fewer wrong answers"),
                text("goal.correctness.measure", "wrong or lost answers per million requests"),
                text("goal.correctness.priority", "must"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Fewer outages",
            description: "Availability: the share of failed requests is counted.",
            writes: &[
                text("goal.availability.text", "Fewer outages"),
                text("goal.availability.measure", "failed requests per million"),
                text("goal.availability.priority", "must"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Lower tail",
            description: "Latency: the slowest one percent is counted.",
            writes: &[
                text("goal.tail.text", "Lower tail latency"),
                text("goal.tail.measure", "p99 latency"),
                text("goal.tail.priority", "must"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "More scale",
            description: "Throughput or regions: the load carried within the objective is counted.",
            writes: &[
                text("goal.scale.text", "More scale"),
                text("goal.scale.measure", "peak requests per second within the objective"),
                text("goal.scale.priority", "must"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("goal"),
        uses: &[],
        cost_if_wrong: "Without a measure nobody can tell whether the design helped.",
    },
    other: Other {
        parses: "text",
        hint: "the goal, then its measure and target after a colon",
        writes: &["goal.{new}.text"],
    },
};
