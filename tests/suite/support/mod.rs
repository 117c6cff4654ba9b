//! What several areas of the tests share.

#[cfg(feature = "tui")]
pub mod app;
#[cfg(feature = "tui")]
pub mod keys;
#[cfg(all(feature = "tui", unix))]
pub mod pty;
pub mod random;
#[cfg(feature = "tui")]
pub mod screen;
#[cfg(all(feature = "tui", unix))]
pub mod svg;
