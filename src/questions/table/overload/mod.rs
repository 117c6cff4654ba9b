//! What happens above capacity: one file for each question.

mod cache;
mod overload;
mod queues;

pub use cache::CACHE;
pub use overload::OVERLOAD;
pub use queues::QUEUES;
