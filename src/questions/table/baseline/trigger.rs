//! Q01: What brings you here?

use crate::questions::record::{Choice, Group, OptionSet, Other, Question, Recommend, Scope, Unsure, text};

pub static TRIGGER: Question = Question {
    id: "Q01",
    slug: "trigger",
    header: "Trigger",
    text: "What brings you here?",
    scope: Scope::Brief,
    group: Group::Baseline,
    paths: &[("start", 1)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(brief.trigger)",
    creates: None,
    why: "The reason decides which questions come first and whether a diagnosis precedes them.",
    shows: &[],
    rules: &[],
    recommend: &[Recommend { when: None, labels: &["New or multi-region design"] }],
    sets: &[
        OptionSet {
            name: "design",
            when: None,
            after: &["New or multi-region design"],
            not_on: &[],
            scope: None,
            header: Some("Design kind"),
            text: Some("Which kind of design work is it?"),
            settled: "stated(brief.trigger)",
            recommend: &[Recommend { when: None, labels: &["New system"] }],
        },
        OptionSet {
            name: "incident",
            when: None,
            after: &["Incident"],
            not_on: &[],
            scope: None,
            header: Some("What broke"),
            text: Some("What did the incident look like?"),
            settled: "stated(brief.trigger)",
            recommend: &[Recommend { when: None, labels: &["Replicas disagree"] }],
        },
        OptionSet {
            name: "load",
            when: None,
            after: &["Load will not settle"],
            not_on: &[],
            scope: None,
            header: Some("Load kind"),
            text: Some("Which kind of load problem was it?"),
            settled: "stated(brief.trigger)",
            recommend: &[Recommend { when: None, labels: &["Retry storm"] }],
        },
        OptionSet {
            name: "slo",
            when: None,
            after: &["SLO failing"],
            not_on: &[],
            scope: None,
            header: Some("SLO symptom"),
            text: Some("What makes the objective fail?"),
            settled: "stated(brief.trigger)",
            recommend: &[Recommend { when: None, labels: &["Slow tail"] }],
        },
        OptionSet {
            name: "before",
            when: None,
            after: &["Before a lock or transaction"],
            not_on: &[],
            scope: None,
            header: Some("Planned"),
            text: Some("What are you about to add?"),
            settled: "stated(brief.trigger)",
            recommend: &[Recommend { when: None, labels: &["A lock or lease"] }],
        },
    ],
    options: &[
        Choice {
            label: "New or multi-region design",
            description: "Nothing is in production yet, or a region or replica site is being added.",
            ..Choice::PLAIN
        },
        Choice {
            label: "Incident",
            description: "Something broke: data differs, a quorum is gone, or load will not settle.",
            ..Choice::PLAIN
        },
        Choice {
            label: "SLO failing",
            description: "The objective is missed by backlog, saturation or a slow tail.",
            ..Choice::PLAIN
        },
        Choice {
            label: "Before a lock or transaction",
            description: "You are about to add a lock, a transaction or an idempotency key.",
            ..Choice::PLAIN
        },
        Choice {
            sets: &["design"],
            label: "New system",
            description: "The design starts from nothing; the quick path, then the full one.",
            writes: &[text("brief.trigger", "early_design")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["design"],
            label: "New region or replica",
            description: "Regions, round trips and quorums come first.",
            writes: &[text("brief.trigger", "multi_region")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["design"],
            label: "Review an existing design",
            description: "Opens the findings of what is written; questions only where something is not stated.",
            writes: &[text("brief.trigger", "review")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["incident"],
            label: "Two leaders",
            description: "Two nodes both believed to be in charge; starts with the split-brain tree.",
            writes: &[text("brief.trigger", "split_brain")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["incident"],
            label: "Replicas disagree",
            description: "Copies of the same item differ and stay different; starts with the divergence tree.",
            writes: &[text("brief.trigger", "incident_divergence")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["incident"],
            label: "Quorum lost",
            description: "Too few voters are left to decide; starts with the quorum tree.",
            writes: &[text("brief.trigger", "incident_quorum_loss")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["incident"],
            label: "Load will not settle",
            description: "A surge, a storm of retries or one overloaded shard; one more choice follows.",
            ..Choice::PLAIN
        },
        Choice {
            sets: &["load"],
            label: "Thundering herd",
            description: "Many clients arrived at the same moment, after an expiry, a restart or a reconnect.",
            writes: &[text("brief.trigger", "incident_herd")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["load"],
            label: "Retry storm",
            description: "Errors keep growing although the first fault is over.",
            writes: &[text("brief.trigger", "retry_storm")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["load"],
            label: "Hot partition",
            description: "One shard is at its limit while the rest idle.",
            writes: &[text("brief.trigger", "hot_partition")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["slo"],
            label: "Slow tail",
            description: "The typical request is fine and the slowest ones miss the objective.",
            writes: &[text("brief.trigger", "slo_miss_tail")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["slo"],
            label: "Growing backlog",
            description: "Work arrives faster than it is done and waits ever longer.",
            writes: &[text("brief.trigger", "slo_miss_backlog")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["slo"],
            label: "Saturation",
            description: "A resource is full: processor, threads, connections or a quota.",
            writes: &[text("brief.trigger", "slo_miss_saturation")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["before"],
            label: "A lock or lease",
            description: "Starts with what the lock is for and whether it is needed.",
            writes: &[text("brief.trigger", "pre_lock")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["before"],
            label: "A transaction",
            description: "Starts with the rule that must hold and how far the change reaches.",
            writes: &[text("brief.trigger", "pre_txn")],
            ..Choice::PLAIN
        },
        Choice {
            sets: &["before"],
            label: "An idempotency key",
            description: "Starts with who repeats a write and for how long.",
            writes: &[text("brief.trigger", "pre_idempotency")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[text("brief.trigger", "early_design")],
        cost_if_wrong: "The questions come in the order for a new design; an incident then takes longer to reach its tree.",
    },
    other: Other { parses: "trigger", hint: "a reason by name, such as split_brain", writes: &[] },
};
