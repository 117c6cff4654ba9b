//! What each dataset must guarantee: one file for each question.

mod data_class;
mod freshness;
mod guarantee;
mod invariants;
mod loss_limit;
mod partition;

pub use data_class::DATA_CLASS;
pub use freshness::FRESHNESS;
pub use guarantee::CONSISTENCY;
pub use invariants::INVARIANTS;
pub use loss_limit::LOSS_LIMIT;
pub use partition::PARTITION;
