//! Probabilistically bounded staleness of partial quorums: by versions in closed form, by time from message delays.
//! Nothing here knows a brief; delays come as distributions, results as plain numbers.
//!
//! Source of the model: Bailis, Venkataraman, Franklin, Hellerstein, Stoica, "Probabilistically Bounded Staleness
//! for Practical Partial Quorums", VLDB 2012.

mod delay;
mod forward;
mod latency;
mod lattice;
mod mesh;
mod parts;
mod profiles;
mod run;
mod table;
mod versions;
mod wars;

pub use delay::{Delay, Pace};
pub use latency::Latency;
pub use profiles::Profile;
pub use run::{Freshness, Run, TimeToFresh};
pub use table::Tables;
pub use versions::{monotonic_reads_violation, older_than_versions, quorum_miss, within_versions};
pub use wars::{MAX_REPLICAS, Replica, Settings, Wars};
