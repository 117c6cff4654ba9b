//! Q33: What does the caller do while the target of {call} stays down?

use crate::questions::record::{
    Choice, Group,
    Literal::{Bool, Int, Num},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static BREAKER: Question = Question {
    id: "Q33",
    slug: "breaker",
    header: "Breaker",
    text: "What does the caller do while the target of {call} stays down?",
    scope: Scope::Call,
    group: Group::Calls,
    paths: &[("full", 29), ("incident_herd", 6), ("retry_storm", 6)],
    multi: false,
    exclusive: &[],
    asked_when: "not (call.{call}.critical is false)",
    settled: "stated(call.{call}.fallback)",
    creates: None,
    why: "A dependency that is down for minutes must not take its callers down with it.",
    shows: &["D04", "D49"],
    rules: &["OVL-06", "OVL-07", "SLO-02", "SLO-03"],
    recommend: &[
        Recommend {
            when: Some(r#"kinds({call}) in ["write", "cas", "rmw", "multi_write", "delete"]"#),
            labels: &["Fail fast"],
        },
        Recommend { when: None, labels: &["Degrade"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Degrade",
            description: "A cached or default answer, marked as such; the user goes on.",
            writes: &[
                text("call.{call}.fallback", "degrade"),
                text("call.{call}.breaker.kind", "rate"),
                set("call.{call}.breaker.fail_rate", Num(0.5)),
                set("call.{call}.breaker.min_calls", Int(100)),
                text("call.{call}.breaker.open", "60s"),
                set("call.{call}.breaker.half_open", Int(100)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Fail fast",
            description: "An error at once; the caller keeps its threads.",
            writes: &[
                text("call.{call}.fallback", "fail_fast"),
                text("call.{call}.breaker.kind", "rate"),
                set("call.{call}.breaker.fail_rate", Num(0.5)),
                set("call.{call}.breaker.min_calls", Int(100)),
                text("call.{call}.breaker.open", "60s"),
                set("call.{call}.breaker.half_open", Int(100)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Queue for later",
            description: "The work is accepted and done when the target is back.",
            writes: &[
                text("call.{call}.fallback", "queue"),
                set("call.{call}.async", Bool(true)),
                text("call.{call}.queue", "{call}-later"),
                text("queue.{call}-later.on", "{call}"),
                text("queue.{call}-later.kind", "db_outbox"),
                text("call.{call}.breaker.kind", "rate"),
                set("call.{call}.breaker.fail_rate", Num(0.5)),
                set("call.{call}.breaker.min_calls", Int(100)),
                text("call.{call}.breaker.open", "60s"),
                set("call.{call}.breaker.half_open", Int(100)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Wait",
            description: "Each request waits for its timeout; the outage spreads upward.",
            writes: &[text("call.{call}.fallback", "block"), text("call.{call}.breaker.kind", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("call.{call}.fallback", "block"), text("call.{call}.breaker.kind", "none")],
        cost_if_wrong: "A dead dependency takes its callers with it.",
    },
    other: Other { parses: "enum", hint: "cached or default", writes: &["call.{call}.fallback"] },
};
