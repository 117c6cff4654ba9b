//! The one integration binary: a module per area, each listed here.

mod borders;
mod rule_pages;
