//! Q31: How long does {call} wait between attempts?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, Int, Text},
    OptionSet, Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static BACKOFF: Question = Question {
    id: "Q31",
    slug: "backoff",
    header: "Backoff",
    text: "How long does {call} wait between attempts?",
    scope: Scope::Call,
    group: Group::Calls,
    paths: &[
        ("full", 27),
        ("incident_herd", 4),
        ("retry_storm", 4),
        ("slo_miss_tail", 9),
        ("slo_miss_backlog", 9),
        ("slo_miss_saturation", 9),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "call.{call}.attempts > 1",
    settled: "stated(call.{call}.backoff.kind) or stated(call.{call}.backoff.base)",
    creates: None,
    why: "The pause between attempts decides whether a recovering service gets air.",
    shows: &["D24", "D27"],
    rules: &["RTY-03", "RTY-06", "RTY-07", "RTY-11", "DDL-02"],
    recommend: &[Recommend { when: None, labels: &["Exponential with full jitter"] }],
    sets: &[OptionSet {
        name: "hint",
        when: None,
        after: &["*"],
        not_on: &[],
        scope: None,
        header: Some("Server hint"),
        text: Some("What does {call} do with a Retry-After from the server?"),
        settled: "stated(call.{call}.honour_retry_after)",
        recommend: &[Recommend { when: None, labels: &["Honour the hint"] }],
    }],
    options: &[
        Choice {
            label: "Exponential with full jitter",
            description: "Waits grow and are spread at random; callers do not come back together.",
            writes: &[
                text("call.{call}.backoff.kind", "exponential"),
                text("call.{call}.backoff.base", "100ms"),
                set("call.{call}.backoff.factor", Int(2)),
                text("call.{call}.backoff.cap", "1s"),
                text("call.{call}.backoff.jitter", "full"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Exponential without jitter",
            description: "Waits grow, but all callers come back at the same moments.",
            writes: &[
                text("call.{call}.backoff.kind", "exponential"),
                text("call.{call}.backoff.base", "100ms"),
                set("call.{call}.backoff.factor", Int(2)),
                text("call.{call}.backoff.cap", "1s"),
                text("call.{call}.backoff.jitter", "none"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Fixed delay",
            description: "The same wait each time; callers stay in step.",
            writes: &[
                text("call.{call}.backoff.kind", "fixed"),
                entry("call.{call}.backoff.base", EntryKind::Duration, Text("100ms")),
                text("call.{call}.backoff.jitter", "none"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No wait",
            description: "The next attempt comes at once and doubles the load when it hurts most.",
            writes: &[text("call.{call}.backoff.kind", "none"), text("call.{call}.backoff.jitter", "none")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["hint"],
            label: "Honour the hint",
            description: "A Retry-After or pushback from the server is obeyed.",
            writes: &[set("call.{call}.honour_retry_after", Bool(true))],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["hint"],
            label: "Ignore the hint",
            description: "The caller keeps its own pace and fights the limiter.",
            writes: &[set("call.{call}.honour_retry_after", Bool(false))],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("call.{call}.backoff.kind", "fixed"),
            text("call.{call}.backoff.base", "100ms"),
            text("call.{call}.backoff.jitter", "none"),
        ],
        cost_if_wrong: "After a short outage all callers return in the same instant.",
    },
    other: Other {
        parses: "backoff",
        hint: "50ms x2 up to 2s full",
        writes: &[
            "call.{call}.backoff.base",
            "call.{call}.backoff.factor",
            "call.{call}.backoff.cap",
            "call.{call}.backoff.jitter",
        ],
    },
};
