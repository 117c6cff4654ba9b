//! Q44: Which steps does the rollout take?

use crate::questions::record::{
    Choice, Group,
    Literal::{Bool, Int},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

/// How a canary is undone is the answer to another question; the steps after it are undone the same way.
const SET: &str = "stated(phase.canary.rollback.how)";
const UNSET: &str = "not stated(phase.canary.rollback.how)";
const SAFE: &str = "not stated(phase.canary.rollback.how) or phase.canary.rollback.data_safe = true";
const UNSAFE: &str = "stated(phase.canary.rollback.how) and not phase.canary.rollback.data_safe = true";

pub static PHASES: Question = Question {
    id: "Q44",
    slug: "phases",
    header: "Phases",
    text: "Which steps does the rollout take?",
    scope: Scope::Brief,
    group: Group::Rollout,
    paths: &[("full", 45), ("multi_region", 17)],
    multi: true,
    exclusive: &["All at once"],
    asked_when: "true",
    settled: "count(phase.*) > 1 or (exists(phase.*) and not exists(phase.canary))",
    creates: Some("phase.{new}"),
    why: "Each step should show a fault while few are hit, and say what must hold before the next.",
    shows: &["D50"],
    rules: &["ROL-01", "ROL-03", "ROL-04", "ROL-06", "CHG-03"],
    recommend: &[
        Recommend {
            when: Some(r#"any(change.*.kind in ["schema", "data"])"#),
            labels: &["Shadow or dual read", "Canary 1 10 50"],
        },
        Recommend {
            when: Some(r#"brief.trigger = "multi_region" or any(change.*.kind = "infra")"#),
            labels: &["Canary 1 10 50", "Zone then region"],
        },
        Recommend { when: None, labels: &["Canary 1 10 50"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Shadow or dual read",
            description: "The new path runs beside the old one and answers are compared; for data changes.",
            writes: &[
                set("phase.shadow.order", Int(1)),
                text("phase.shadow.kind", "shadow"),
                text("phase.shadow.share", "0%"),
                text("phase.shadow.bake", "24h"),
                text("phase.shadow.exit_gate", "no difference in the compared answers for the whole bake time"),
                text("phase.shadow.rollback.how", "stop the shadow"),
                text("phase.shadow.rollback.time", "1min"),
                set("phase.shadow.rollback.data_safe", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Canary 1 10 50",
            description: "One percent, ten, fifty, then all; each step waits for its gate.",
            writes: &[
                set("phase.canary.order", Int(2)),
                text("phase.canary.kind", "canary"),
                text("phase.canary.share", "1%"),
                text("phase.canary.bake", "60min"),
                text("phase.canary.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.canary.rollback.how", "flag off").when(UNSET),
                text("phase.canary.rollback.time", "1min").when(UNSET),
                set("phase.canary.rollback.data_safe", Bool(true)).when(UNSET),
                set("phase.ten.order", Int(3)),
                text("phase.ten.kind", "canary"),
                text("phase.ten.share", "10%"),
                text("phase.ten.bake", "24h"),
                text("phase.ten.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.ten.rollback.how", "flag off").when(UNSET),
                text("phase.ten.rollback.how", "{phase.canary.rollback.how}").when(SET),
                text("phase.ten.rollback.time", "1min").when(UNSET),
                text("phase.ten.rollback.time", "{phase.canary.rollback.time}").when(SET),
                set("phase.ten.rollback.data_safe", Bool(true)).when(SAFE),
                set("phase.ten.rollback.data_safe", Bool(false)).when(UNSAFE),
                set("phase.half.order", Int(4)),
                text("phase.half.kind", "canary"),
                text("phase.half.share", "50%"),
                text("phase.half.bake", "24h"),
                text("phase.half.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.half.rollback.how", "flag off").when(UNSET),
                text("phase.half.rollback.how", "{phase.canary.rollback.how}").when(SET),
                text("phase.half.rollback.time", "1min").when(UNSET),
                text("phase.half.rollback.time", "{phase.canary.rollback.time}").when(SET),
                set("phase.half.rollback.data_safe", Bool(true)).when(SAFE),
                set("phase.half.rollback.data_safe", Bool(false)).when(UNSAFE),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Zone then region",
            description: "One zone, then one region, then the rest; for infrastructure.",
            writes: &[
                set("phase.zone.order", Int(5)),
                text("phase.zone.kind", "zone"),
                text("phase.zone.share", "33%"),
                text("phase.zone.bake", "24h"),
                text("phase.zone.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.zone.rollback.how", "drain the zone"),
                text("phase.zone.rollback.time", "15min"),
                set("phase.zone.rollback.data_safe", Bool(true)),
                set("phase.region.order", Int(6)),
                text("phase.region.kind", "region"),
                text("phase.region.share", "50%"),
                text("phase.region.bake", "24h"),
                text("phase.region.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.region.rollback.how", "drain the region"),
                text("phase.region.rollback.time", "30min"),
                set("phase.region.rollback.data_safe", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "All at once",
            description: "Everyone meets the same fault in the same minute.",
            writes: &[
                set("phase.full.order", Int(9)),
                text("phase.full.kind", "full"),
                text("phase.full.share", "100%"),
                text("phase.full.bake", "24h"),
                text("phase.full.exit_gate", "objective met and budget burn under 1 for the whole bake time"),
                text("phase.full.rollback.how", "redeploy the previous version"),
                text("phase.full.rollback.time", "15min"),
                set("phase.full.rollback.data_safe", Bool(true)),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("phase"),
        uses: &[],
        cost_if_wrong: "A fault reaches everyone before anyone has seen it.",
    },
    other: Other {
        parses: "list of phases",
        hint: "zone 33% 24h, full 100%",
        writes: &["phase.{new}.kind", "phase.{new}.share", "phase.{new}.bake"],
    },
};
