//! The one integration binary: a module per area, each listed here.

mod borders;
mod brief;
#[cfg(feature = "tui")]
mod keymap;
mod questions;
mod reference;
mod quorum;
mod rule_pages;
mod rules;
mod store;
#[cfg(feature = "tui")]
mod support;
mod tree_pages;
