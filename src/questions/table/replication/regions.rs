//! Q14: How many regions take part?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Table, Text},
    Other, Question, Recommend, Scope, Skip, Unsure, entry, set,
};

pub static REGIONS: Question = Question {
    id: "Q14",
    slug: "regions",
    header: "Regions",
    text: "How many regions take part?",
    scope: Scope::Brief,
    group: Group::Replication,
    paths: &[("full", 16), ("multi_region", 2), ("incident_quorum_loss", 2)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "count(region.*) > 1",
    creates: Some("region.{new}"),
    why: "The number of independent sites bounds what any quorum can survive, and distance bounds how fast it commits.",
    shows: &["D08", "D12", "D13", "D56"],
    rules: &["QUO-03", "QUO-04", "FLV-06"],
    recommend: &[
        Recommend {
            when: Some(
                r#"any(failure.*; mode = "region_loss" and stance in ["tolerate_transparent", "tolerate_degraded"])"#,
            ),
            labels: &["Three"],
        },
        Recommend { when: Some(r#"brief.trigger = "multi_region""#), labels: &["Two"] },
        Recommend { when: None, labels: &["One"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "One",
            description: "Commits take about a millisecond; losing the region stops everything.",
            writes: &[set("region.home.zone.a", Table(&[])).when("count(region.*) = 0")],
            skip: Some(Skip { path: "topology.traffic_steering", reason: "not_applicable", text: "One region." }),
            ..Choice::PLAIN
        },
        Choice {
            label: "Two",
            description: "A standby elsewhere; after a loss the rest has no majority.",
            writes: &[set("region.second.zone.a", Table(&[]))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Three",
            description: "A majority survives one region; every commit crosses a region border.",
            writes: &[set("region.second.zone.a", Table(&[])), set("region.third.zone.a", Table(&[]))],
            ..Choice::PLAIN
        },
        Choice {
            label: "More",
            description: "Cells or data pinned by place; you type the regions.",
            writes: &[entry("region.{new}", EntryKind::Ids, Text("eu us ap sa"))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("region"),
        uses: &[],
        cost_if_wrong: "One region is assumed; a loss of it is then an outage of everything.",
    },
    other: Other {
        parses: "list of regions with zones",
        hint: "eu: a b c, us: a b c",
        writes: &["region.{new}.zone.{new}"],
    },
};
