//! What the clients of a machine do, as data. How an operation is carried out is in `apply.rs`.

/// One operation of a client on the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Writes a value that nobody else writes.
    Write,
    /// Reads it.
    Read,
}

/// One list of operations per client, at most three clients of at most three operations and three writes in all. A client
/// starts an operation after its last one has returned; clients run side by side.
pub type Script = &'static [&'static [Op]];

use Op::{Read, Write};

/// One write, nothing read: enough to lose it.
pub const ONE_WRITE: Script = &[&[Write]];
/// Two writers, nothing read.
pub const TWO_WRITES: Script = &[&[Write], &[Write]];
/// A writer that reads back, beside one that reads twice.
pub const WRITER_READS_BACK: Script = &[&[Write, Read], &[Read, Read]];
/// A writer and two that read once.
pub const TWO_READERS: Script = &[&[Write], &[Read], &[Read]];
/// Two writers and one that reads twice.
pub const TWO_WRITERS_ONE_READER: Script = &[&[Write], &[Write], &[Read, Read]];
/// Two writers that each read back.
pub const BOTH_READ_BACK: Script = &[&[Write, Read], &[Write, Read]];
/// A writer, and one that reads twice.
pub const ONE_READER: Script = &[&[Write], &[Read, Read]];
/// The five scripts with reads. None of them shows everything, so a claim is run against each and the worst counts.
pub const ALL: [Script; 5] = [WRITER_READS_BACK, TWO_READERS, TWO_WRITERS_ONE_READER, BOTH_READ_BACK, ONE_READER];
