//! Tail latency: what many calls, in parallel or in a row, make of the tail of one. Load and queues live in `queueing`.

mod fan_out;

pub use fan_out::{distinct_servers, fan_out_slow, fan_out_slow_over, leaf_quantile, leaf_slow};
