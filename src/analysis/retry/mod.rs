//! Retries as arithmetic: amplification over a call graph, expected attempts, budgets, the metastable threshold
//! (D20 to D23).
//!
//! `attempts` always counts the first try. Storms over time belong to the simulation engine; only the contest behind the advice on jitter is
//! simulated here.

pub mod budget;
pub mod contention;
mod expected;
mod graph;
pub mod layer;
mod paths;
pub mod timeline;

pub use expected::{
    Layers, amplification, budget_amplification, expected_attempts, growth, layered, stable_below, success_probability,
};
pub use graph::{Edge, Graph, GraphError, LIMIT, Loads};
pub use paths::{Path, Rank};
