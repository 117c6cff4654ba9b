//! The guided questions: what to ask next, what each option writes, and the AskUserQuestion JSON.

pub mod condition;
pub mod record;
pub mod table;
