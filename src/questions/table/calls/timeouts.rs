//! Q28: How is the timeout of {call} chosen?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, Text},
    OptionSet, Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static TIMEOUTS: Question = Question {
    id: "Q28",
    slug: "timeouts",
    header: "Timeouts",
    text: "How is the timeout of {call} chosen?",
    scope: Scope::Call,
    group: Group::Calls,
    paths: &[
        ("full", 25),
        ("incident_herd", 2),
        ("retry_storm", 2),
        ("slo_miss_tail", 8),
        ("slo_miss_backlog", 8),
        ("slo_miss_saturation", 8),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(call.{call}.timeout)",
    creates: Some("call.{new}"),
    why: "A timeout is a decision about when to stop hoping; retries and queues multiply it.",
    shows: &["D24", "D25", "D26"],
    rules: &["DDL-01", "DDL-02", "DDL-03", "DDL-04", "DDL-05"],
    recommend: &[Recommend { when: None, labels: &["Callee p99.9"] }],
    sets: &[OptionSet {
        name: "deadline",
        when: None,
        after: &["*"],
        not_on: &[],
        scope: None,
        header: Some("Deadline"),
        text: Some("Which deadline does {call} carry?"),
        settled: "stated(call.{call}.deadline.source)",
        recommend: &[Recommend { when: None, labels: &["Inherit and pass on"] }],
    }],
    options: &[
        Choice {
            label: "Callee p99.9",
            description: "The slowest normal answer plus a round trip: one healthy call in a thousand is cut.",
            writes: &[entry("call.{call}.timeout", EntryKind::Duration, Text("1s"))],
            ..Choice::PLAIN
        },
        Choice {
            label: "Fixed guess",
            description: "A round number: too long in an outage, or too short on a bad day.",
            writes: &[entry("call.{call}.timeout", EntryKind::Duration, Text("1s"))],
            ..Choice::PLAIN
        },
        Choice {
            label: "No timeout",
            description: "A stuck callee holds the caller for ever.",
            writes: &[text("call.{call}.timeout", "none")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["deadline"],
            label: "Inherit and pass on",
            description: "Each call gets what is left of its caller's time; dead work stops below.",
            writes: &[
                text("call.{call}.deadline.source", "inherit"),
                set("call.{call}.deadline.propagate", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["deadline"],
            label: "Own fixed deadline",
            description: "The call has its own limit, whatever the caller still has.",
            writes: &[
                text("call.{call}.deadline.source", "fixed"),
                entry("call.{call}.deadline.value", EntryKind::Duration, Text("1s")),
                set("call.{call}.deadline.propagate", Bool(false)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["deadline"],
            label: "No deadline",
            description: "Work goes on after the caller has gone.",
            writes: &[text("call.{call}.deadline.source", "none"), set("call.{call}.deadline.propagate", Bool(false))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("call.{call}.timeout", "1s")],
        cost_if_wrong: "Callers wait too long and pile up, or give up on healthy answers.",
    },
    other: Other { parses: "duration", hint: "250ms", writes: &["call.{call}.timeout"] },
};
