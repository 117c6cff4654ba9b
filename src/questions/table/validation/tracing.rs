//! Q46: Can one request be followed from end to end?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, Text},
    Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static TRACING: Question = Question {
    id: "Q46",
    slug: "tracing",
    header: "Tracing",
    text: "Can one request be followed from end to end?",
    scope: Scope::Brief,
    group: Group::Validation,
    paths: &[("full", 42)],
    multi: false,
    exclusive: &[],
    asked_when: "count(service.*) > 1",
    settled: "stated(validation.propagation) or stated(validation.correlation_id)",
    creates: None,
    why: "Amplification, lost hops and late duplicates show only where requests can be followed.",
    shows: &["D20"],
    rules: &["OBS-01", "OBS-02"],
    recommend: &[Recommend { when: None, labels: &["With queues and retries"] }],
    sets: &[],
    options: &[
        Choice {
            label: "With queues and retries",
            description: "Trace and id pass through queues, and each attempt is numbered.",
            writes: &[
                text("validation.propagation", "w3c"),
                text("validation.correlation_id", "traceparent"),
                set("validation.span_links_async", Bool(true)),
                set("validation.attempt_number_recorded", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Direct calls only",
            description: "The trail ends at the first queue.",
            writes: &[
                text("validation.propagation", "w3c"),
                text("validation.correlation_id", "traceparent"),
                set("validation.span_links_async", Bool(false)),
                set("validation.attempt_number_recorded", Bool(false)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Logs with an id",
            description: "You can search, but not see the order or the time spent.",
            writes: &[
                text("validation.propagation", "none"),
                entry("validation.correlation_id", EntryKind::Text, Text("x-request-id")),
                set("validation.span_links_async", Bool(false)),
                set("validation.attempt_number_recorded", Bool(false)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No",
            description: "Retries and lost hops are invisible.",
            writes: &[
                text("validation.propagation", "none"),
                set("validation.span_links_async", Bool(false)),
                set("validation.attempt_number_recorded", Bool(false)),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("validation.propagation", "none"), set("validation.attempt_number_recorded", Bool(false))],
        cost_if_wrong: "In an incident nobody sees which hop lost the request or retried it.",
    },
    other: Other {
        parses: "text",
        hint: "the header or field that carries the id",
        writes: &["validation.correlation_id"],
    },
};
