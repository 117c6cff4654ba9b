//! Derived numbers: binds the formulas of `analysis` to a brief; every figure carries its provenance.
//!
//! A number is one record in [`NUMBERS`]; adding one is a record with its function, a page under `reference/numbers/`, and
//! a test that compares it with a published figure.

pub mod fact;
pub mod facts;
pub mod figure;
pub mod graph;
pub mod registry;
mod slo;
pub mod world;

pub use fact::{At, Base, Input, Known, Origin, Shown, Trace};
pub use figure::{Amount, Better, Change, Figure, changes};
pub use registry::{Direction, Figures, Number, derive, derive_in, number, or_undefined};
pub use world::World;

/// Every number, in the order in which they are listed and computed.
pub static NUMBERS: &[&Number] = &[&slo::ERROR_BUDGET];
