//! What each dataset must guarantee: one file for each question.

mod consistency;
mod data_class;
mod freshness;
mod invariants;
mod loss_limit;
mod partition;

pub use consistency::CONSISTENCY;
pub use data_class::DATA_CLASS;
pub use freshness::FRESHNESS;
pub use invariants::INVARIANTS;
pub use loss_limit::LOSS_LIMIT;
pub use partition::PARTITION;
