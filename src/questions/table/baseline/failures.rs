//! Q13: Which failures must users not notice?

use crate::questions::record::{Choice, Group, Literal::Int, Other, Question, Recommend, Scope, Unsure, set, text};

pub static FAILURES: Question = Question {
    id: "Q13",
    slug: "failures",
    header: "Fail budget",
    text: "Which failures must users not notice?",
    scope: Scope::Brief,
    group: Group::Baseline,
    paths: &[("quick", 5), ("full", 9), ("pre_lock", 3)],
    multi: true,
    exclusive: &[],
    asked_when: "true",
    settled: "exists(failure.*)",
    creates: Some("failure.{new}"),
    why: "Every tolerated failure needs copies, capacity and an experiment; what is not tolerated should be said.",
    shows: &["D07", "D08", "D19"],
    rules: &["QUO-03", "QUO-04", "QUO-07", "FLV-09", "PRT-09", "CHA-01", "OBS-03"],
    recommend: &[
        Recommend { when: Some(r#"brief.criticality in ["tier2", "tier3"]"#), labels: &["Process or node"] },
        Recommend { when: None, labels: &["Process or node", "Zone"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Process or node",
            description: "One machine at a time: at least two copies, three for a majority.",
            writes: &[
                text("failure.process.mode", "process_crash"),
                text("failure.process.stance", "tolerate_transparent"),
                set("failure.process.concurrent_max", Int(1)),
                text("failure.node.mode", "node_loss"),
                text("failure.node.stance", "tolerate_transparent"),
                set("failure.node.concurrent_max", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Zone",
            description: "One of the zones: three zones, each with half as much capacity again.",
            writes: &[
                text("failure.zone.mode", "zone_loss"),
                text("failure.zone.stance", "tolerate_transparent"),
                set("failure.zone.concurrent_max", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Region",
            description: "A whole region: three regions for a majority, or a standby that may lose the last writes.",
            writes: &[
                text("failure.region.mode", "region_loss"),
                text("failure.region.stance", "tolerate_transparent"),
                set("failure.region.concurrent_max", Int(1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Dependency down",
            description: "A called service is gone: a fallback answers instead.",
            writes: &[
                text("failure.dependency.mode", "dep_down"),
                text("failure.dependency.stance", "tolerate_degraded"),
                set("failure.dependency.concurrent_max", Int(1)),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("failure.process.mode", "process_crash"),
            text("failure.process.stance", "tolerate_transparent"),
            set("failure.process.concurrent_max", Int(1)),
            text("failure.node.mode", "node_loss"),
            text("failure.node.stance", "tolerate_transparent"),
            set("failure.node.concurrent_max", Int(1)),
            text("failure.zone.mode", "zone_loss"),
            text("failure.zone.stance", "tolerate_transparent"),
            set("failure.zone.concurrent_max", Int(1)),
        ],
        cost_if_wrong: "Too few copies turn one lost zone into an outage; too many cost money every day.",
    },
    other: Other {
        parses: "list of failure modes",
        hint: "other failures, such as disk_stall, clock_step",
        writes: &["failure.{new}.mode"],
    },
};
