//! Tail latency: what many calls, in parallel or in a row, make of the tail of one; what copies do to it.
//! Load and queues live in `queueing`.

mod fan_out;
mod hedge;
mod order;

pub use fan_out::{distinct_servers, fan_out_slow, fan_out_slow_over, leaf_quantile, leaf_slow};
pub use hedge::{Hedged, Hedging, Tied, hedge_extra, hedge_extra_per_leaf, hedged_exponential_quantile_ms, tied};
pub use order::{
    kth_mean_ms, kth_quantile_ms, serial_quantile_ms, slowest_mean_ms, slowest_quantile_ms, sum_of_quantiles_ms,
};
