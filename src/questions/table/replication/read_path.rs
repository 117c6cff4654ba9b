//! Q24: Who answers reads of {dataset}?

use crate::questions::record::{Choice, Group, Other, Question, Recommend, Scope, Unsure, text};

pub static READ_PATH: Question = Question {
id: "Q24", slug: "read-path", header: "Read path", text: "Who answers reads of {dataset}?", scope: Scope::Dataset, group: Group::Replication,
paths: &[("full", 22), ("multi_region", 12), ("incident_divergence", 9), ("split_brain", 9)],
multi: false, exclusive: &[], asked_when: r#"not (dataset.{dataset}.replication.scheme is "none")"#, settled: "stated(dataset.{dataset}.replication.read_path)", creates: None, why: "A strong write path is void if reads are served by a copy that may be behind.", shows: &["D12", "D55"], rules: &["CON-03", "CON-05", "CON-06", "CON-07", "CON-17", "CLK-02"], recommend: &[Recommend { when: Some(r#"any(dataset.{dataset}.operation.*.consistency in ["strict_serializable", "serializable", "snapshot", "linearizable", "sequential"])"#), labels: &["Quorum confirms"] }, Recommend { when: Some(r#"dataset.{dataset}.pacelc_else = "EL""#), labels: &["Followers with token"] }, Recommend { when: None, labels: &["Quorum confirms"] }],
sets: &[
], options: &[
Choice { label: "Quorum confirms", description: "The latest value for one more round trip (read index or a read quorum).", writes: &[text("dataset.{dataset}.replication.read_path", "quorum").when(r#"dataset.{dataset}.replication.scheme in ["leaderless_quorum", "multi_leader_lww", "multi_leader_vc", "crdt"]"#), text("dataset.{dataset}.replication.read_path", "read_index").when(r#"not (dataset.{dataset}.replication.scheme in ["leaderless_quorum", "multi_leader_lww", "multi_leader_vc", "crdt"])"#)], ..Choice::PLAIN },
Choice { label: "Leader with lease", description: "The latest value without a round trip; safe only while clocks drift within a bound.", writes: &[text("dataset.{dataset}.replication.read_path", "leader_lease")], ..Choice::PLAIN },
Choice { label: "Followers with token", description: "Users see their own writes from near copies; the token carries term and index.", writes: &[text("dataset.{dataset}.replication.read_path", "follower_session"), text("dataset.{dataset}.replication.session_token", "epoch_index")], ..Choice::PLAIN },
Choice { label: "Nearest copy", description: "Fastest and any age.", writes: &[text("dataset.{dataset}.replication.read_path", "nearest"), text("dataset.{dataset}.replication.session_token", "none")], ..Choice::PLAIN },
], unsure: Unsure { path: None, uses: &[text("dataset.{dataset}.replication.read_path", "read_index").when(r#"not (dataset.{dataset}.replication.scheme = "leaderless_quorum")"#), text("dataset.{dataset}.replication.read_path", "quorum").when(r#"dataset.{dataset}.replication.scheme = "leaderless_quorum""#)], cost_if_wrong: "Reads are slower than needed, or older than claimed." },
other: Other { parses: "enum", hint: "leader_local or follower", writes: &["dataset.{dataset}.replication.read_path"] }, };
