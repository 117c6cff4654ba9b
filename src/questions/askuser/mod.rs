//! The AskUserQuestion shape: questions out as its input, answers in from its output. The shape belongs to the client,
//! so it is written exactly as published, without a schema name of ours.

mod batch;
mod inward;
mod outward;

pub use super::said::RECOMMENDED;
pub use batch::batch;
pub use inward::{Applied, apply_answers};
pub use outward::{PreviewOf, questions_json};

#[cfg(test)]
mod tests;
