//! Quorum systems: which sets of nodes may answer, how often each should, and how often one can.
//!
//! Reads and writes are monotone expressions over named nodes. Nothing here knows a brief; names are only labels.

pub mod nwr;
