//! The one integration binary: a module per area, each listed here.

mod borders;
mod rule_pages;
#[cfg(feature = "tui")]
mod keymap;
#[cfg(feature = "tui")]
mod support;
