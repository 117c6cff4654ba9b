//! Q04: Which symptoms did you see first?

use crate::questions::record::{Choice, Group, Literal::Text, Other, Question, Recommend, Scope, Unsure, add};

pub static SYMPTOM: Question = Question {
    id: "Q04",
    slug: "symptom",
    header: "Symptom",
    text: "Which symptoms did you see first?",
    scope: Scope::Brief,
    group: Group::Baseline,
    paths: &[
        ("full", 3),
        ("incident_divergence", 1),
        ("split_brain", 1),
        ("incident_quorum_loss", 1),
        ("incident_herd", 1),
        ("retry_storm", 1),
        ("hot_partition", 1),
        ("slo_miss_tail", 1),
        ("slo_miss_backlog", 1),
        ("slo_miss_saturation", 1),
    ],
    multi: true,
    exclusive: &[],
    asked_when: r#"brief.trigger is_in ["incident_divergence", "incident_quorum_loss", "incident_herd", "hot_partition", "split_brain", "retry_storm", "slo_miss_backlog", "slo_miss_saturation", "slo_miss_tail"]"#,
    settled: "stated(brief.incident.symptoms)",
    creates: None,
    why: "The first symptom is the best guide to the cause; later ones are often consequences.",
    shows: &[],
    rules: &[],
    recommend: &[
        Recommend {
            when: Some(r#"brief.trigger in ["split_brain", "incident_divergence", "incident_quorum_loss"]"#),
            labels: &["Data or leaders disagree"],
        },
        Recommend { when: Some(r#"brief.trigger = "hot_partition""#), labels: &["One shard hot"] },
        Recommend {
            when: Some(r#"brief.trigger in ["retry_storm", "incident_herd"]"#),
            labels: &["Errors outlive the fault"],
        },
        Recommend { when: None, labels: &["Slow or waiting"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Data or leaders disagree",
            description: "Two leaders, or copies that differ: the split-brain and divergence trees.",
            writes: &[
                add("brief.incident.symptoms", Text("two_leaders")),
                add("brief.incident.symptoms", Text("diverged_data")),
            ],
            opens: &["5.1", "5.5"],
            ..Choice::PLAIN
        },
        Choice {
            label: "One shard hot",
            description: "One shard is at its limit and the mean is low: the hot-partition tree.",
            writes: &[add("brief.incident.symptoms", Text("hot_shard"))],
            opens: &["5.2"],
            ..Choice::PLAIN
        },
        Choice {
            label: "Errors outlive the fault",
            description: "The trigger is gone and errors stay or grow: the retry-storm and herd trees.",
            writes: &[
                add("brief.incident.symptoms", Text("load_stays_high")),
                add("brief.incident.symptoms", Text("herd")),
            ],
            opens: &["5.3", "5.7"],
            ..Choice::PLAIN
        },
        Choice {
            label: "Slow or waiting",
            description: "The tail is up or work piles up: the tail and backlog trees.",
            writes: &[
                add("brief.incident.symptoms", Text("tail_spike")),
                add("brief.incident.symptoms", Text("backlog")),
            ],
            opens: &["5.4", "5.8"],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("brief.incident.symptoms"),
        uses: &[],
        cost_if_wrong: "All eight trees stay open, so the diagnosis needs more observations.",
    },
    other: Other {
        parses: "list of symptoms",
        hint: "symptoms by name, such as quorum_lost, resource_limit",
        writes: &["brief.incident.symptoms"],
    },
};
