//! Timeouts, retries, and what a repeated call does: one file for each question.

mod backoff;
mod breaker;
mod idempotency;
mod retries;
mod retry_cap;
mod timeouts;

pub use backoff::BACKOFF;
pub use breaker::BREAKER;
pub use idempotency::IDEMPOTENCY;
pub use retries::RETRIES;
pub use retry_cap::RETRY_CAP;
pub use timeouts::TIMEOUTS;
