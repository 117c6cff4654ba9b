//! Q25: How is a dead leader of {dataset} replaced?

use crate::questions::record::{Choice, Group, Literal::Bool, Other, Question, Recommend, Scope, Unsure, set, text};

pub static FAILOVER: Question = Question {
    id: "Q25",
    slug: "failover",
    header: "Failover",
    text: "How is a dead leader of {dataset} replaced?",
    scope: Scope::Dataset,
    group: Group::Replication,
    paths: &[("full", 23), ("multi_region", 13), ("split_brain", 10), ("incident_quorum_loss", 5)],
    multi: false,
    exclusive: &[],
    asked_when: r#"dataset.{dataset}.replication.scheme in ["consensus_raft", "consensus_multipaxos", "consensus_zab", "consensus_vr", "consensus_bft", "single_leader_async", "single_leader_semisync", "single_leader_syncall", "chain"]"#,
    settled: "stated(dataset.{dataset}.replication.failover.mode) or stated(dataset.{dataset}.replication.failover.promote_rule)",
    creates: None,
    why: "Most lost writes happen in failovers: who may take over, and who made sure that the old one is gone?",
    shows: &["D03", "D14", "D41"],
    rules: &["FLV-01", "FLV-02", "FLV-03", "FLV-06", "FLV-10", "CON-02"],
    recommend: &[
        Recommend {
            when: Some(
                r#"dataset.{dataset}.replication.scheme in ["single_leader_async", "single_leader_semisync", "single_leader_syncall"]"#,
            ),
            labels: &["Orchestrator with fencing"],
        },
        Recommend { when: None, labels: &["Majority election"] },
    ],
    sets: &[],
    options: &[
        Choice {
            label: "Majority election",
            description: "Voters elect within one to two election timeouts; an old leader cannot commit.",
            writes: &[
                text("dataset.{dataset}.replication.failover.mode", "auto"),
                text("dataset.{dataset}.replication.failover.promote_rule", "majority_election"),
                set("dataset.{dataset}.replication.failover.fence_old", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Orchestrator with fencing",
            description: "A controller cuts off the old leader first, then promotes the copy that is furthest ahead.",
            writes: &[
                text("dataset.{dataset}.replication.failover.mode", "auto"),
                text("dataset.{dataset}.replication.failover.promote_rule", "most_advanced_after_fence"),
                set("dataset.{dataset}.replication.failover.fence_old", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "By hand",
            description: "A person decides: minutes to hours, and no wrong reflex.",
            writes: &[
                text("dataset.{dataset}.replication.failover.mode", "manual"),
                text("dataset.{dataset}.replication.failover.promote_rule", "most_advanced_after_fence"),
                set("dataset.{dataset}.replication.failover.fence_old", Bool(true)),
            ],
            ..Choice::PLAIN
        },
        Choice {
            label: "Not replaced",
            description: "Down until it is repaired; nothing can diverge.",
            writes: &[text("dataset.{dataset}.replication.failover.mode", "none")],
            ..Choice::PLAIN
        },
    ],
    unsure: Unsure {
        path: None,
        uses: &[
            text("dataset.{dataset}.replication.failover.mode", "auto"),
            text("dataset.{dataset}.replication.failover.promote_rule", "majority_election"),
            set("dataset.{dataset}.replication.failover.fence_old", Bool(true)),
        ],
        cost_if_wrong: "If the old leader is not cut off, both sides acknowledge writes and one set is lost.",
    },
    other: Other {
        parses: "enum",
        hint: "any_alive or any_after_fence; the promotion rule",
        writes: &["dataset.{dataset}.replication.failover.promote_rule"],
    },
};
