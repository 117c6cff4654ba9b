//! Q02: What happens if this is down or wrong for an hour?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static CRITICALITY: Question = Question {
    id: "Q02",
    slug: "criticality",
    header: "Criticality",
    text: "What happens if this is down or wrong for an hour?",
    scope: Scope::Brief,
    group: Group::Baseline,
    paths: &[("quick", 1), ("full", 1), ("multi_region", 1)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(brief.criticality)",
    creates: None,
    why: "The tier sets the suggested objective and decides which missing protections are errors.",
    shows: &["D01"],
    rules: &["SLO-01", "OVL-04", "CHA-01", "ROL-03"],
    recommend: &[Recommend { when: None, labels: &["Tier 1"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Tier 0",
            description: "Money or safety is at stake and the company stops; suggests 99.99 % and zone loss unnoticed.",
            writes: &[text("brief.criticality", "tier0")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Tier 1",
            description: "Users are blocked until it is back; suggests 99.9 % and zone loss unnoticed.",
            writes: &[text("brief.criticality", "tier1")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Tier 2",
            description: "One feature is worse and the rest works; suggests 99.5 %.",
            writes: &[text("brief.criticality", "tier2")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Tier 3",
            description: "Batch or internal work waits; suggests 99 %.",
            writes: &[text("brief.criticality", "tier3")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("brief.criticality", "tier1")],
        cost_if_wrong: "Too low a tier hides missing failover; too high a tier buys replicas nobody needs.",
    },
    other: Other {
        parses: "text",
        hint: "what happens, in your words; kept as the note, the tier is then tier1",
        writes: &[],
    },
};
