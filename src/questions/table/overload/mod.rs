//! What happens above capacity: one file for each question.

mod cache;
mod queues;
mod shedding;

pub use cache::CACHE;
pub use queues::QUEUES;
pub use shedding::OVERLOAD;
