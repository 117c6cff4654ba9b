//! `dsbench`: a workbench for distributed-systems architecture briefs.
//!
//! A brief is one plain text file of decisions; everything else follows from it. Arrows point down only:
//!
//! ```text
//!    tui            cli                              shells: terminal, streams
//!      \             |
//!       +--------- session          store            the application without a terminal; file I/O
//!                    |
//!            review     handoff                      what is decided about a brief; what another reviewer gets and says
//!                    |
//!    questions  findings  export  diagnose  explore  registries: one record per thing; coverage; sweeps; machines
//!                    |
//!                 numbers                            brief -> figures, each with provenance
//!                    |
//!             verify     analysis                    exploring small machines; pure mathematics on plain arguments
//!                    |
//!                  brief                             decisions, units, paths, text <-> types
//! ```
//!
//! Nothing below a shell, `store` excepted, knows a terminal, a clock, an environment variable or a file system;
//! today's date is an argument. `tests/suite/borders.rs` reads the sources and fails on an arrow that points up.

pub mod analysis;
pub mod brief;
pub mod cli;
pub mod coverage;
pub mod diagnose;
pub mod explore;
pub mod export;
pub mod findings;
pub mod handoff;
pub mod machines;
pub mod numbers;
pub mod questions;
pub mod reference;
pub mod review;
pub mod session;
pub mod store;
pub mod templates;
#[cfg(feature = "tui")]
pub mod tui;
pub mod verify;
