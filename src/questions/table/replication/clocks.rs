//! Q26: Where does correctness depend on clocks?

use crate::questions::record::{
    Choice, EntryKind, Group, Literal::Text, Other, Question, Recommend, Scope, Skip, Unsure, entry, text,
};

pub static CLOCKS: Question = Question {
    id: "Q26",
    slug: "clocks",
    header: "Clocks",
    text: "Where does correctness depend on clocks?",
    scope: Scope::Brief,
    group: Group::Replication,
    paths: &[("full", 24), ("multi_region", 14), ("incident_divergence", 10), ("split_brain", 11), ("pre_lock", 5)],
    multi: true,
    exclusive: &["Nowhere"],
    asked_when: r#"exists(lock.*) or dataset.*.conflict_policy is "lww" or dataset.*.replication.read_path is "leader_lease" or dataset.*.replication.version_source is_in ["client_clock", "server_clock", "hlc", "truetime"]"#,
    settled: "stated(clock.skew_bound)",
    creates: None,
    why: "Clocks and pauses are the two bounds that are most often assumed and least often measured.",
    shows: &["D40", "D42", "D43"],
    rules: &["CLK-01", "CLK-02", "CLK-03", "CLK-04", "LCK-02"],
    recommend: &[
        Recommend {
            when: Some(r#"exists(lock.*) or dataset.*.replication.read_path = "leader_lease""#),
            labels: &["Leases"],
        },
        Recommend { when: Some(r#"dataset.*.conflict_policy = "lww""#), labels: &["Timestamps order writes"] },
        Recommend { when: None, labels: &["Nowhere"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Nowhere",
            description: "Only counters and terms order things; clocks may be wrong.",
            skip: Some(Skip { path: "clock", reason: "not_applicable", text: "Nothing depends on clocks." }),
            ..Choice::PLAIN
        },
        Choice {
            label: "Leases",
            description: "A holder trusts its time; drift and pauses need a bound.",
            writes: &[
                entry("clock.skew_bound", EntryKind::Duration, Text("500ms")),
                text("clock.drift", "200ppm"),
                entry("clock.max_pause", EntryKind::Duration, Text("unbounded")),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Timestamps order writes",
            description: "The later time wins, so a fast clock wins for ever.",
            writes: &[text("clock.sync", "ntp"), entry("clock.skew_bound", EntryKind::Duration, Text("500ms"))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Bounded clock waits",
            description: "A hardware-backed bound is waited out before a commit shows.",
            writes: &[text("clock.sync", "truetime"), text("clock.skew_bound", "7ms"), text("clock.skew_mean", "4ms")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("clock.sync", "ntp"), text("clock.skew_bound", "500ms"), text("clock.max_pause", "unbounded")],
        cost_if_wrong: "A pause longer than the lease lets two holders act; a wrong clock drops writes.",
    },
    other: Other { parses: "duration", hint: "50ms; the skew bound you monitor", writes: &["clock.skew_bound"] },
};
