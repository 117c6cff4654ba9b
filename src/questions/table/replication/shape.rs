//! Q22: Which replication shape does {dataset} use?

use crate::questions::record::{Choice, Group, Literal::Int, Other, Question, Recommend, Scope, Unsure, set, text};

pub static REPLICATION: Question = Question {
    id: "Q22",
    slug: "replication",
    header: "Replication",
    text: "Which replication shape does {dataset} use?",
    scope: Scope::Dataset,
    group: Group::Replication,
    paths: &[
        ("quick", 9),
        ("full", 19),
        ("multi_region", 9),
        ("incident_divergence", 6),
        ("split_brain", 6),
        ("incident_quorum_loss", 3),
    ],
    multi: false,
    exclusive: &[],
    asked_when: "true",
    settled: "stated(dataset.{dataset}.replication.scheme)",
    creates: None,
    why: "The shape bounds what can be promised: no setting makes an asynchronous copy lossless.",
    shows: &["D07", "D09", "D12", "D14", "D16"],
    rules: &["CON-02", "CON-11", "QUO-01", "FLV-09", "CHG-04"],
    recommend: &[
        Recommend {
            when: Some(
                r#"dataset.{dataset}.semantics in ["counter", "set"] and dataset.{dataset}.cap_on_partition = "AP""#,
            ),
            labels: &["Leaderless"],
        },
        Recommend { when: Some(r#"dataset.{dataset}.cap_on_partition = "AP""#), labels: &["Leaderless"] },
        Recommend { when: None, labels: &["Consensus group"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Consensus group",
            description: "A majority decides (Raft, Paxos): nothing acknowledged is lost, the smaller side stops.",
            writes: &[text("dataset.{dataset}.replication.scheme", "consensus_raft")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Leader with sync standby",
            description: "One writer and a standby that confirms: simple, and failover must fence the old leader.",
            writes: &[text("dataset.{dataset}.replication.scheme", "single_leader_semisync")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Leaderless",
            description: "Any copy takes writes, R and W are counted (Dynamo style): available, conflicts possible.",
            writes: &[text("dataset.{dataset}.replication.scheme", "leaderless_quorum")],
            ..Choice::PLAIN
        },
        Choice {
            label: "Multi-leader",
            description: "Each site writes locally and conflicts are part of the design.",
            writes: &[
                text("dataset.{dataset}.replication.scheme", "multi_leader_lww"),
                text("dataset.{dataset}.concurrent_writers", "many"),
            ],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("dataset.{dataset}.replication.scheme", "consensus_raft"),
            set("dataset.{dataset}.replication.voters", Int(3)),
        ],
        cost_if_wrong: "The shape is the hardest choice to change once data is in place.",
    },
    other: Other {
        parses: "enum",
        hint: "a value of replication.scheme, such as chain, crdt, single_leader_async, none",
        writes: &["dataset.{dataset}.replication.scheme"],
    },
};
