//! Q43: How fast can this change be undone?

use crate::questions::record::{
    Choice, Group,
    Literal::{Bool, Int},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static ROLLBACK: Question = Question {
    id: "Q43",
    slug: "rollback",
    header: "Rollback",
    text: "How fast can this change be undone?",
    scope: Scope::Brief,
    group: Group::Rollout,
    paths: &[("quick", 12), ("full", 44), ("multi_region", 16)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(phase.canary.rollback.time)",
    creates: Some("phase.canary"),
    why: "The time to undo times the share of users is what a bad change costs.",
    shows: &["D01", "D50", "D51"],
    rules: &["ROL-01", "ROL-02", "ROL-03", "ROL-05"],
    recommend: &[Recommend { when: None, labels: &["Flag in seconds"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Flag in seconds",
            description: "A switch turns it off; data stays readable for the old code.",
            writes: &[
                text("brief.reversibility", "two_way"),
                set("phase.canary.order", Int(2)),
                text("phase.canary.kind", "canary"),
                text("phase.canary.share", "1%"),
                text("phase.canary.bake", "60min"),
                text("phase.canary.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.canary.rollback.how", "flag off"),
                text("phase.canary.rollback.time", "1min"),
                set("phase.canary.rollback.data_safe", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Redeploy in minutes",
            description: "The old version is rolled out again.",
            writes: &[
                text("brief.reversibility", "two_way"),
                set("phase.canary.order", Int(2)),
                text("phase.canary.kind", "canary"),
                text("phase.canary.share", "1%"),
                text("phase.canary.bake", "60min"),
                text("phase.canary.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.canary.rollback.how", "redeploy the previous version"),
                text("phase.canary.rollback.time", "15min"),
                set("phase.canary.rollback.data_safe", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Restore in hours",
            description: "Data must come back from a copy; later changes are lost.",
            writes: &[
                text("brief.reversibility", "one_way"),
                set("phase.canary.order", Int(2)),
                text("phase.canary.kind", "canary"),
                text("phase.canary.share", "1%"),
                text("phase.canary.bake", "60min"),
                text("phase.canary.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.canary.rollback.how", "restore the backup"),
                text("phase.canary.rollback.time", "4h"),
                set("phase.canary.rollback.data_safe", Bool(false)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "One way",
            description: "It cannot be undone; a backup and a dry run come first.",
            writes: &[
                text("brief.reversibility", "one_way"),
                set("phase.canary.order", Int(2)),
                text("phase.canary.kind", "canary"),
                text("phase.canary.share", "1%"),
                text("phase.canary.bake", "60min"),
                text("phase.canary.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.canary.rollback.how", "none: repair forward"),
                text("phase.canary.rollback.time", "1d"),
                set("phase.canary.rollback.data_safe", Bool(false)),
                set("phase.canary.rollback.point_of_no_return", Bool(true)),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("brief.reversibility", "two_way"),
            text("phase.canary.rollback.how", "redeploy"),
            text("phase.canary.rollback.time", "10min"),
            set("phase.canary.rollback.data_safe", Bool(false)),
        ],
        cost_if_wrong: "A bad canary burns budget for ten minutes before it is gone, and data may stay wrong.",
    },
    other: Other { parses: "duration", hint: "5min", writes: &["phase.canary.rollback.time"] },
};
