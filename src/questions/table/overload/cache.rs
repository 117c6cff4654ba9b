//! Q36: If the cache of {service} is cold, does the store behind it survive?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, Num},
    Other, Question, Recommend, Scope, Skip, Unsure, entry, set, text,
};

pub static CACHE: Question = Question {
    id: "Q36",
    slug: "cache",
    header: "Cache",
    text: "If the cache of {service} is cold, does the store behind it survive?",
    scope: Scope::Service,
    group: Group::Overload,
    paths: &[
        ("full", 33),
        ("incident_herd", 10),
        ("retry_storm", 10),
        ("slo_miss_tail", 12),
        ("slo_miss_backlog", 12),
        ("slo_miss_saturation", 12),
    ],
    multi: false,
    exclusive: &[],
    asked_when: r#"exists(cache.*) or service.{service}.state is "cache" or brief.trigger is_in ["incident_herd", "slo_miss_saturation", "early_design"]"#,
    settled: "stated(cache.{cache}.cold_tested) or stated(cache.{cache}.stampede_guard) or stated(cache.{cache}.hit_ratio)",
    creates: Some("cache.{new}"),
    why: "At 95 % hits a cold cache sends twenty times the usual load to the store.",
    shows: &["D27", "D48"],
    rules: &["OVL-05", "RTY-11"],
    recommend: &[
        Recommend {
            when: Some(r#"exists(cache.*) or service.{service}.state = "cache""#),
            labels: &["By coalescing and warmup"],
        },
        Recommend { when: None, labels: &["No cache"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Tested",
            description: "A start with an empty cache was tried under load.",
            writes: &[
                text("cache.{cache}.on", "{service}"),
                entry("cache.{cache}.hit_ratio", EntryKind::Fraction, Num(0.9)),
                set("cache.{cache}.cold_tested", Bool(true)),
                text("cache.{cache}.stampede_guard", "single_flight"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "By coalescing and warmup",
            description: "One fetch for all waiters and a slow start; not tried yet.",
            writes: &[
                text("cache.{cache}.on", "{service}"),
                entry("cache.{cache}.hit_ratio", EntryKind::Fraction, Num(0.9)),
                set("cache.{cache}.cold_tested", Bool(false)),
                text("cache.{cache}.stampede_guard", "single_flight"),
                set("cache.{cache}.ttl_jitter", Num(0.1)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "It would not",
            description: "The cache carries the load; losing it is an outage.",
            writes: &[
                text("cache.{cache}.on", "{service}"),
                entry("cache.{cache}.hit_ratio", EntryKind::Fraction, Num(0.9)),
                set("cache.{cache}.cold_tested", Bool(false)),
                text("cache.{cache}.stampede_guard", "none"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "No cache",
            description: "Every read reaches the store.",
            skip: Some(Skip { path: "cache", reason: "not_applicable", text: "No cache is used." }),
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[set("cache.{cache}.cold_tested", Bool(false))],
        cost_if_wrong: "The first restart of the cache brings the store down.",
    },
    other: Other { parses: "percent", hint: "95%; the hit ratio", writes: &["cache.{cache}.hit_ratio"] },
};
