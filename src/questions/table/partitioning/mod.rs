//! How data is spread over shards: one file for each question.

mod hot_key;
mod key_growth;
mod rebalance;
mod shard_key;
mod shard_limit;
mod skew;

pub use hot_key::HOT_KEY;
pub use key_growth::KEY_GROWTH;
pub use rebalance::REBALANCE;
pub use shard_key::SHARD_KEY;
pub use shard_limit::SHARD_LIMIT;
pub use skew::SKEW;
