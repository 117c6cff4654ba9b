//! Quorum systems: which sets of nodes may answer, how often each should, and how often one can.
//!
//! Reads and writes are monotone expressions over named nodes: `+` is "or", `*` is "and", `choose(k, [..])` is "any k
//! of". [`System`] pairs the two, [`load`] finds strategies, [`avail`] availability. Nothing here knows a brief; names
//! are only labels. Counted quorums (N, R, W) that need no expression are in [`nwr`].

pub mod avail;
pub mod avail_sample;
mod avail_tree;
mod bdd;
pub mod error;
pub mod expr;
pub mod load;
mod lp;
pub mod nwr;
pub mod parse;
pub mod profile;
mod program;
pub mod search;
pub mod sets;
pub mod strategy;
pub mod system;

pub use avail::{Fates, Group};
pub use error::Error;
pub use expr::Expr;
pub use load::{Limits, Objective};
pub use profile::{Mix, Profile};
pub use strategy::{Method, Strategy};
pub use system::System;

/// What functions on quorum systems return.
pub type Result<T> = std::result::Result<T, Error>;
