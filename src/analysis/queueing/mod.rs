//! Queues in steady state: waits, their percentiles and their sensitivity, pooling, draining, bursts, bounds on length.
//! Formulas only; the simulation of retries and overload lives elsewhere.

mod backlog;
mod burst;
mod erlang;
mod mmc;
mod single;

pub use backlog::{drain_ms, oldest_ms, queue_bound};
pub use burst::{Burst, Limited, burst, held, limited};
pub use erlang::{MAX_SERVERS, erlang_b, erlang_c};
pub use mmc::{Mmc, Pooling, Sensitivity, mmc, pooling, sensitivity};
pub use single::{Kingman, Mg1, Mm1, kingman, mg1, mm1};

use super::{OutOfDomain, Result};

/// Refuses a load that reaches capacity: such a queue grows without end and has no steady state.
fn stable(utilisation: f64) -> Result<()> {
    if utilisation < 1.0 {
        Ok(())
    } else {
        Err(OutOfDomain::new("utilisation", utilisation, "below 1: at or above it the queue grows without end"))
    }
}
