//! The one integration binary: a module per area, each listed here.

// Helpers of tests unwrap as tests do: by failing they say what broke.
#![allow(clippy::unwrap_used)]

mod analysis_edges;
mod asking;
#[cfg(feature = "tui")]
mod bindings;
mod borders;
mod brief;
mod by_hand;
#[cfg(all(feature = "tui", unix))]
mod captures;
mod chains;
mod cli;
mod cli_brief;
mod cli_support;
mod contributing;
mod coverage;
mod dependencies;
mod diagnose;
mod diagnose_cli;
mod explore;
mod export;
#[cfg(feature = "tui")]
mod export_random;
mod export_stated;
mod figure_names;
#[cfg(feature = "tui")]
mod flow;
#[cfg(feature = "tui")]
mod frames;
mod golden_harness;
mod handoff;
#[cfg(feature = "tui")]
mod keymap;
#[cfg(feature = "tui")]
mod lab;
#[cfg(feature = "tui")]
mod modes;
mod mouse;
mod numbers;
mod numbers_wide;
mod pages_listed;
mod pictures;
#[cfg(feature = "tui")]
mod plain;
mod preset_documents;
mod presets;
#[cfg(feature = "tui")]
mod properties;
mod questions;
mod quorum;
mod reference;
mod remedies;
mod review;
mod role;
mod rule_edges;
mod rule_edges_running;
mod rule_keys;
mod rule_pages;
mod rules;
mod rules_flow;
#[cfg(feature = "tui")]
mod session;
#[cfg(feature = "tui")]
mod standing;
mod store;
mod support;
#[cfg(all(feature = "tui", unix))]
mod terminal;
#[cfg(all(feature = "tui", unix))]
mod terminal_files;
mod terminal_rough;
mod tree_pages;
mod typed;
mod verify;
mod worked_examples;
