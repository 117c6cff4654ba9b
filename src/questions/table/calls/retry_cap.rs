//! Q32: What stops the retries of {call} in an outage?

use crate::questions::record::{
    Choice, Group,
    Literal::{Int, Num},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static RETRY_CAP: Question = Question {
    id: "Q32",
    slug: "retry-cap",
    header: "Retry cap",
    text: "What stops the retries of {call} in an outage?",
    scope: Scope::Call,
    group: Group::Calls,
    paths: &[("full", 28), ("incident_herd", 5), ("retry_storm", 5)],
    multi: false,
    exclusive: &[],
    asked_when: "call.{call}.attempts > 1",
    settled: "stated(call.{call}.retry_budget.kind) or stated(call.{call}.retry_budget.fraction)",
    creates: None,
    why: "A cap on retries is the difference between a dip and an outage that feeds itself.",
    shows: &["D22", "D23", "D32"],
    rules: &["RTY-04", "RTY-05"],
    recommend: &[Recommend { when: None, labels: &["10% budget"] }],
    sets: &[],
    options: &[
        Choice {
            label: "10% budget",
            description: "At most one retry for ten first attempts; the load grows by a tenth at worst.",
            writes: &[
                text("call.{call}.retry_budget.kind", "ratio"),
                set("call.{call}.retry_budget.fraction", Num(0.1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Token bucket",
            description: "A store of 500 tokens, 14 for a retry; a short burst, then almost none.",
            writes: &[
                text("call.{call}.retry_budget.kind", "token_bucket"),
                set("call.{call}.retry_budget.tokens", Int(500)),
                set("call.{call}.retry_budget.cost", Int(14)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Breaker only",
            description: "Retries stop when the breaker opens; until then they multiply.",
            writes: &[
                text("call.{call}.retry_budget.kind", "none"),
                text("call.{call}.breaker.kind", "rate"),
                set("call.{call}.breaker.fail_rate", Num(0.5)),
                set("call.{call}.breaker.min_calls", Int(100)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Nothing",
            description: "Every failed call is retried as often as allowed.",
            writes: &[text("call.{call}.retry_budget.kind", "none"), text("call.{call}.breaker.kind", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("call.{call}.retry_budget.kind", "none")],
        cost_if_wrong: "Load stays multiplied after the fault is gone, and the system does not come back.",
    },
    other: Other {
        parses: "percent",
        hint: "20%; retries per first attempt",
        writes: &["call.{call}.retry_budget.fraction"],
    },
};
