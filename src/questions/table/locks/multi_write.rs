//! Q42: How does one change span several services or stores?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static MULTI_WRITE: Question = Question {
    id: "Q42",
    slug: "multi-write",
    header: "Multi-write",
    text: "How does one change span several services or stores?",
    scope: Scope::Brief,
    group: Group::Locks,
    paths: &[("full", 41), ("pre_txn", 3), ("pre_idempotency", 3)],
    multi: false,
    exclusive: &[],
    asked_when: r#"any(workload.*.multi_key_ops > 0) or count(service.*) > 1 or exists(transaction.*) or brief.trigger is_in ["pre_txn", "pre_idempotency"]"#,
    settled: "stated(transaction.{transaction}.protocol)",
    creates: Some("transaction.{new}"),
    why: "A change in two places is either one commit, a message that cannot be lost, or a source of quiet errors.",
    shows: &["D44", "D45", "D46"],
    rules: &["TXN-01", "TXN-02", "TXN-03", "TXN-04", "TXN-06", "CON-08"],
    recommend: &[
        Recommend {
            when: Some(
                r#"any(transaction.*.span = "cross_service") or (any(workload.*.multi_key_ops > 0) and count(dataset.*) > 1)"#,
            ),
            labels: &["Outbox"],
        },
        Recommend { when: None, labels: &["It does not"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "It does not",
            description: "The boundary is drawn so that one store commits it.",
            writes: &[
                text("transaction.{transaction}.span", "single_shard"),
                text("transaction.{transaction}.protocol", "local_acid"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Outbox",
            description: "The change and its message commit together; consumers are idempotent.",
            writes: &[
                text("transaction.{transaction}.span", "cross_service"),
                text("transaction.{transaction}.protocol", "outbox"),
                text("transaction.{transaction}.outbox.via", "cdc"),
                text("transaction.{transaction}.outbox.order", "per_key"),
                text("transaction.{transaction}.outbox.dedup_window", "24h"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Saga with compensation",
            description: "Each step has an undo; others see the states in between.",
            writes: &[
                text("transaction.{transaction}.span", "cross_service"),
                text("transaction.{transaction}.protocol", "saga_orchestrated"),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Two-phase commit",
            description: "All or nothing, locks held over round trips; on a hot path it needs a written reason.",
            writes: &[
                text("transaction.{transaction}.span", "cross_service"),
                text("transaction.{transaction}.protocol", "2pc_xa"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("transaction.{transaction}.protocol", "outbox").when("count(service.*) > 1"),
            text("transaction.{transaction}.protocol", "local_acid").when("count(service.*) <= 1"),
        ],
        cost_if_wrong: "A crash between two writes loses an event or invents one.",
    },
    other: Other {
        parses: "enum",
        hint: "percolator, tcc, saga_choreo, 2pc_db_internal, custom",
        writes: &["transaction.{transaction}.protocol"],
    },
};
