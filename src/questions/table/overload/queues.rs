//! Q35: How is the queue {queue} bounded?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Int, Text},
    Other, Question, Recommend, Scope, Skip, Unsure, entry, text,
};

pub static QUEUES: Question = Question {
    id: "Q35",
    slug: "queues",
    header: "Queues",
    text: "How is the queue {queue} bounded?",
    scope: Scope::Queue,
    group: Group::Overload,
    paths: &[
        ("full", 32),
        ("incident_herd", 9),
        ("retry_storm", 9),
        ("slo_miss_tail", 11),
        ("slo_miss_backlog", 11),
        ("slo_miss_saturation", 11),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(queue.{queue}.bound)",
    creates: Some("queue.{new}"),
    why: "An unbounded queue turns a short overload into a long one.",
    shows: &["D29", "D30", "D59"],
    rules: &["OVL-01", "OVL-08", "OVL-10", "DDL-06", "IDM-05"],
    recommend: &[
        Recommend { when: Some("not exists(queue.*)"), labels: &["No queue"] },
        Recommend { when: None, labels: &["By waiting time"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "By waiting time",
            description: "Nothing waits longer than its caller; the bound follows from the service rate.",
            writes: &[
                text("queue.{queue}.on", "{entry_service}").when("not exists(queue.{queue})"),
                entry("queue.{queue}.bound", EntryKind::Duration, Text("1s")),
                entry("queue.{queue}.max_age", EntryKind::Duration, Text("1s")),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "By count",
            description: "A fixed number; the wait then depends on the speed of the day.",
            writes: &[
                text("queue.{queue}.on", "{entry_service}").when("not exists(queue.{queue})"),
                entry("queue.{queue}.bound", EntryKind::Count, Int(1_000)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Unbounded",
            description: "Grows until memory or patience ends; old work is done for nobody.",
            writes: &[
                text("queue.{queue}.on", "{entry_service}").when("not exists(queue.{queue})"),
                text("queue.{queue}.bound", "unbounded"),
                text("queue.{queue}.max_age", "unbounded"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No queue",
            description: "Nothing waits: no broker, no outbox and no pool with a waiting line.",
            skip: Some(Skip { path: "queue", reason: "not_applicable", text: "No queue is used." }),
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("queue.{queue}.bound", "unbounded")],
        cost_if_wrong: "A backlog of expired work keeps the system busy after the peak is over.",
    },
    other: Other {
        parses: "duration or count or size",
        hint: "15min, 10000 or 1 GiB",
        writes: &["queue.{queue}.bound"],
    },
};
