//! Q17: Which guarantee does {operation} on {dataset} need?

use crate::questions::record::{
    Choice, Group,
    Literal::{List, Text},
    Other, Question, Recommend, Scope, Unsure, set, text,
};

pub static CONSISTENCY: Question = Question {
id: "Q17", slug: "consistency", header: "Consistency", text: "Which guarantee does {operation} on {dataset} need?", scope: Scope::Operation, group: Group::Consistency,
paths: &[("quick", 7), ("full", 11), ("multi_region", 6), ("incident_divergence", 3), ("split_brain", 3), ("pre_txn", 5), ("pre_idempotency", 5)],
multi: false, exclusive: &[], asked_when: "true", settled: "stated(dataset.{dataset}.operation.{operation}.consistency)", creates: Some("dataset.{dataset}.operation.{new}"), why: "The claim is what every other choice is checked against, and what verify tries to break.", shows: &["D10", "D11", "D12"], rules: &["CON-01", "CON-02", "CON-03", "CON-04", "CON-05", "CON-06", "CON-16", "QUO-06"], recommend: &[Recommend { when: Some(r#"dataset.{dataset}.class in ["money", "inventory", "identity"] or dataset.{dataset}.semantics in ["lock", "sequence"]"#), labels: &["Latest always"] }, Recommend { when: None, labels: &["Own writes"] }],
sets: &[
], options: &[
Choice { label: "Latest always", description: "Every read sees the last finished write (linearizable); it must refuse when the network splits.", writes: &[text("dataset.{dataset}.operation.{operation}.consistency", "linearizable")], ..Choice::PLAIN },
Choice { label: "Own writes", description: "A user sees their own changes and never goes back in time (session guarantees).", writes: &[set("dataset.{dataset}.operation.{operation}.consistency", List(&[Text("ryw"), Text("mr")]))], ..Choice::PLAIN },
Choice { label: "Cause before effect", description: "Nobody sees an answer before its question (causal).", writes: &[text("dataset.{dataset}.operation.{operation}.consistency", "causal")], ..Choice::PLAIN },
Choice { label: "Eventually", description: "Copies agree some time later; any order and any age until then.", writes: &[text("dataset.{dataset}.operation.{operation}.consistency", "eventual")], ..Choice::PLAIN },
], unsure: Unsure { path: None, uses: &[text("dataset.{dataset}.operation.{operation}.consistency", "linearizable").when(r#"dataset.{dataset}.class in ["money", "inventory", "identity"] or dataset.{dataset}.semantics in ["lock", "sequence"]"#), set("dataset.{dataset}.operation.{operation}.consistency", List(&[Text("ryw")])).when(r#"not (dataset.{dataset}.class in ["money", "inventory", "identity"] or dataset.{dataset}.semantics in ["lock", "sequence"])"#)], cost_if_wrong: "Too strong a claim costs a round trip and availability; too weak a one shows users wrong data." },
other: Other { parses: "consistency level", hint: "serializable, snapshot, or bounded 5s", writes: &["dataset.{dataset}.operation.{operation}.consistency"] }, };
