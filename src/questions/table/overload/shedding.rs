//! Q34: What does {service} drop first above its capacity?

use crate::questions::record::{
    Choice, Group,
    Literal::{List, Num, Text},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static OVERLOAD: Question = Question {
    id: "Q34",
    slug: "overload",
    header: "Overload",
    text: "What does {service} drop first above its capacity?",
    scope: Scope::Service,
    group: Group::Overload,
    paths: &[
        ("full", 31),
        ("incident_herd", 8),
        ("retry_storm", 8),
        ("slo_miss_tail", 10),
        ("slo_miss_backlog", 10),
        ("slo_miss_saturation", 10),
    ],
    multi: false,
    exclusive: &[],
    asked_when: r#"brief.criticality in ["tier0", "tier1"] or service.{service}.util_peak > 0.6 or brief.trigger is_in ["incident_herd", "retry_storm", "slo_miss_tail", "slo_miss_backlog", "slo_miss_saturation"]"#,
    settled: r#"stated(shed.{service}.kind) or any(shed.*; on is "{service}" and stated(kind))"#,
    creates: Some("service.{new}"),
    why: "Above capacity something is dropped anyway; the design decides whether it is the right thing.",
    shows: &["D28", "D31", "D32", "D59"],
    rules: &["OVL-02", "OVL-03", "OVL-04"],
    recommend: &[Recommend { when: None, labels: &["Low priority"] }],
    sets: &[],
    options: &[
        Choice {
            label: "Low priority",
            description: "Requests carry a class and the least important go first.",
            writes: &[
                text("shed.{service}.on", "{service}"),
                text("shed.{service}.kind", "priority"),
                set(
                    "shed.{service}.order",
                    List(&[Text("sheddable"), Text("sheddable_plus"), Text("critical"), Text("critical_plus")]),
                ),
                set("shed.{service}.threshold", Num(0.9)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Already too late",
            description: "What cannot be answered in time is dropped (deadline check and adaptive LIFO).",
            writes: &[
                text("shed.{service}.on", "{service}"),
                text("shed.{service}.kind", "expired_first"),
                set("shed.{service}.threshold", Num(0.9)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Over client quota",
            description: "The client that sends too much is cut first.",
            writes: &[
                text("shed.{service}.on", "{service}"),
                text("shed.{service}.kind", "client_quota"),
                set("shed.{service}.threshold", Num(0.9)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Nothing",
            description: "All requests slow down together until all fail.",
            writes: &[text("shed.{service}.on", "{service}"), text("shed.{service}.kind", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("shed.{service}.on", "{service}"), text("shed.{service}.kind", "none")],
        cost_if_wrong: "At 1.1 times capacity nobody is served in time.",
    },
    other: Other { parses: "enum", hint: "random or adaptive_throttle", writes: &["shed.{service}.kind"] },
};
