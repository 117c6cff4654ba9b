//! Kinds about budgets, retries, partitioning, consensus, durability and metastability, one file for each.

#[path = "rest_consensus.rs"]
mod rest_consensus;
#[path = "rest_durability.rs"]
mod rest_durability;
#[path = "rest_metastable.rs"]
mod rest_metastable;
#[path = "rest_partitioning.rs"]
mod rest_partitioning;
#[path = "rest_retry.rs"]
mod rest_retry;
#[path = "rest_retry_sim.rs"]
mod rest_retry_sim;
#[path = "rest_slo.rs"]
mod rest_slo;

use super::inputs::Inputs;
use toml::Table;

/// What a family of kinds answers.
type Answer = Option<Result<Table, String>>;

/// Computes the kinds of this family.
pub fn run(kind: &str, inputs: &Table, want: &Table) -> Answer {
    let inputs = Inputs(inputs);
    rest_slo::run(kind, inputs)
        .or_else(|| rest_retry::run(kind, inputs, want))
        .or_else(|| rest_retry_sim::run(kind, inputs))
        .or_else(|| rest_partitioning::run(kind, inputs))
        .or_else(|| rest_consensus::run(kind, inputs, want))
        .or_else(|| rest_durability::run(kind, inputs))
        .or_else(|| rest_metastable::run(kind, inputs))
}

/// An error of a formula as text.
fn say(why: impl std::fmt::Display) -> String {
    why.to_string()
}
