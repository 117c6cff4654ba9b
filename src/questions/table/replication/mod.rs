//! Where copies are and who decides: one file for each question.

mod clocks;
mod conflict;
mod failover;
mod quorum;
mod read_path;
mod regions;
mod residency;
mod rtt;
mod shape;

pub use clocks::CLOCKS;
pub use conflict::CONFLICT;
pub use failover::FAILOVER;
pub use quorum::QUORUM;
pub use read_path::READ_PATH;
pub use regions::REGIONS;
pub use residency::RESIDENCY;
pub use rtt::RTT;
pub use shape::REPLICATION;
