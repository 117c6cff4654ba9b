//! What several areas of the tests share.

pub mod keys;
pub mod screen;
