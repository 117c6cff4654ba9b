//! Sites that take writes on their own and exchange them later.
//!
//! What lives here: registers whose writes are resolved ([`Register`]) and numbers whose changes are added up
//! ([`Counter`]). A site answers its own client at once; what it took reaches another site at any time or never. Stores
//! whose writes need a quorum are another machine.

pub mod counter;
pub mod register;

pub use counter::{Counter, Counting};
pub use register::{Register, Resolution, Times};
