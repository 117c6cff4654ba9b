//! Q15: How are the round trips between sites known?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{List, Table, Text},
    Other, Question, Recommend, Scope, Unsure, entry, set,
};

pub static RTT: Question = Question {
    id: "Q15",
    slug: "rtt",
    header: "RTT",
    text: "How are the round trips between sites known?",
    scope: Scope::Brief,
    group: Group::Replication,
    paths: &[("full", 17), ("multi_region", 3)],
    multi: false,
    exclusive: &[],
    asked_when: "count(region.*) > 1 or count(region.*.zone.*) > 1",
    settled: "stated(topology.rtt)",
    creates: None,
    why: "Every synchronous quorum waits for one of these round trips.",
    shows: &["D12", "D13", "D14"],
    rules: &["SLO-04", "FLV-03", "DDL-04"],
    recommend: &[
        Recommend { when: Some("count(region.*) > 1"), labels: &["Distance floor"] },
        Recommend { when: None, labels: &["One site only"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Measured",
            description: "You type the measured p50 and p99 of each pair.",
            writes: &[entry("topology.rtt", EntryKind::RoundTrips, Text("eu us 85ms 110ms"))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Cloud table",
            description: "You type published figures of each pair; they are marked as not measured.",
            writes: &[entry("topology.rtt", EntryKind::RoundTrips, Text("eu us 85ms 110ms"))],
            source: Some("vendor"),
            ..Choice::PLAIN
        },
        Choice {
            label: "Distance floor",
            description: "You type the distances in kilometres; one millisecond per 100 km, times 1.5.",
            writes: &[entry("topology.rtt", EntryKind::Distances, Text("eu us 6200km"))],
            ..Choice::PLAIN
        },
        Choice {
            label: "One site only",
            description: "All zones are within about one millisecond of each other.",
            writes: &[set(
                "topology.rtt",
                List(&[Table(&[
                    ("between", List(&[Text("*/*"), Text("*/*")])),
                    ("p50", Text("1ms")),
                    ("p99", Text("3ms")),
                ])]),
            )],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: Some("topology.rtt"),
        uses: &[],
        cost_if_wrong: "Commit latency is then a floor from assumed 1 ms zones and 60 ms regions, not a figure.",
    },
    other: Other {
        parses: "list of pairs with round trips",
        hint: "eu us 85ms 110ms, eu ap 240ms 300ms",
        writes: &["topology.rtt"],
    },
};
