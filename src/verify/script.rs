//! What the clients of a machine do, as data: which client writes and reads in which order. How a machine carries an operation
//! out, and what it may say to it, is the machine's own.

use super::history::{Action, Op as Planned};

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
/// A writer, and another that reads back: enough for a later write that loses to an earlier one.
pub const SECOND_READS_BACK: Script = &[&[Write], &[Write, Read]];
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
/// The five scripts with reads that no other contains. None of them shows everything, so a claim is run against each and
/// the worst counts.
pub const ALL: [Script; 5] = [WRITER_READS_BACK, TWO_READERS, TWO_WRITERS_ONE_READER, BOTH_READ_BACK, ONE_READER];

/// Operations in all.
pub fn length(script: Script) -> usize {
    script.iter().map(|client| client.len()).sum()
}

/// Clients that write.
pub fn writers(script: Script) -> usize {
    script.iter().filter(|client| client.contains(&Write)).count()
}

/// The operations of all clients in a row, client by client; writes write 1, 2, and so on, in the order they stand there.
pub fn plan(script: Script) -> Vec<Planned> {
    let mut values = 1..;
    let mut action = |op: &Op| match op {
        Write => Action::Write(values.next().unwrap_or(u8::MAX)),
        Read => Action::Read,
    };
    let mut all = Vec::new();
    for (client, ops) in (0..).zip(script) {
        all.extend(ops.iter().map(|op| Planned { client, action: action(op) }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_are_numbered_in_their_order_and_counted() {
        let values: Vec<Action> = plan(TWO_WRITERS_ONE_READER).iter().map(|op| op.action).collect();
        assert_eq!(values, [Action::Write(1), Action::Write(2), Action::Read, Action::Read]);
        assert_eq!((length(BOTH_READ_BACK), writers(BOTH_READ_BACK), writers(ONE_READER)), (4, 2, 1));
    }
}
