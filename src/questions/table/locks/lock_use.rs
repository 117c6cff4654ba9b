//! Q37: What is the lock {lock} for?

use crate::questions::record::{
    Choice, EntryKind, Group,
    Literal::{Bool, Text},
    Other, Question, Recommend, Scope, Unsure, entry, set, text,
};

pub static LOCK_USE: Question = Question {
    id: "Q37",
    slug: "lock-use",
    header: "Lock use",
    text: "What is the lock {lock} for?",
    scope: Scope::Lock,
    group: Group::Locks,
    paths: &[("full", 40), ("incident_divergence", 11), ("split_brain", 12), ("pre_lock", 1)],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: r#"stated(lock.{lock}.purpose) or lock.{lock}.cas_suffices is true or transaction.{lock}.protocol is "cas""#,
    creates: Some("lock.{new}"),
    why: "Many locks stand for one conditional write; those that remain need a token that the resource checks.",
    shows: &["D40", "D41", "D44"],
    rules: &["LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-06", "LCK-07", "LCK-08"],
    recommend: &[
        Recommend {
            when: Some(r#"lock.{lock}.purpose = "correctness" and lock.{lock}.scope = "service""#),
            labels: &["Leader election"],
        },
        Recommend { when: Some(r#"lock.{lock}.purpose = "correctness""#), labels: &["Protects correctness"] },
        Recommend { when: None, labels: &["Compare and set instead"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Compare and set instead",
            description: "No lock: one conditional write on the row decides; nothing to expire.",
            writes: &[
                set("lock.{lock}.cas_suffices", Bool(true)).when("exists(lock.{lock})"),
                text("transaction.{lock}.span", "single_key"),
                text("transaction.{lock}.protocol", "cas"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Saves double work",
            description: "Two holders at once cost effort, not correctness.",
            writes: &[
                text("lock.{lock}.purpose", "efficiency"),
                set("lock.{lock}.cas_suffices", Bool(false)),
                entry("lock.{lock}.ttl", EntryKind::Duration, Text("15s")),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Protects correctness",
            description: "Two holders would do damage: the resource must check a fencing token.",
            writes: &[
                text("lock.{lock}.purpose", "correctness"),
                set("lock.{lock}.cas_suffices", Bool(false)),
                entry("lock.{lock}.ttl", EntryKind::Duration, Text("15s")),
                text("lock.{lock}.fencing.token", "monotonic"),
                entry("lock.{lock}.fencing.checked_by", EntryKind::Ids, Text("main")),
                text("lock.{lock}.on_loss", "self_fence"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Leader election",
            description: "One active instance at a time; its writes need a term that is checked.",
            writes: &[
                text("lock.{lock}.purpose", "correctness"),
                text("lock.{lock}.scope", "service"),
                text("lock.{lock}.provider", "consensus_kv"),
                set("lock.{lock}.cas_suffices", Bool(false)),
                entry("lock.{lock}.ttl", EntryKind::Duration, Text("15s")),
                text("lock.{lock}.fencing.token", "monotonic"),
                entry("lock.{lock}.fencing.checked_by", EntryKind::Ids, Text("main")),
                text("lock.{lock}.on_loss", "self_fence"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("lock.{lock}.purpose", "correctness"),
            text("lock.{lock}.ttl", "15s"),
            text("lock.{lock}.fencing.token", "none"),
        ],
        cost_if_wrong: "Without a checked token a paused holder writes after its lock has expired.",
    },
    other: Other {
        parses: "text",
        hint: "what it protects; kept as the note, purpose is then correctness",
        writes: &["lock.{lock}.purpose"],
    },
};
