//! What the clients of a register do, one operation after the other. Too weak a script finds nothing wrong with a wrong
//! store: a store is judged by all of them.

use super::super::history::{Action, Op};

/// The operations of each client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script {
    /// Its short name.
    pub name: &'static str,
    /// For each client, what it does in order. Writes write 1, 2, and so on, in the order they stand here.
    pub clients: &'static [&'static [Action]],
}

const W1: Action = Action::Write(1);
const W2: Action = Action::Write(2);
const R: Action = Action::Read;

impl Script {
    /// A writer that reads back, and a reader that reads twice.
    pub const S1: Self = Self { name: "S1", clients: &[&[W1, R], &[R, R]] };
    /// A writer and two readers.
    pub const S2: Self = Self { name: "S2", clients: &[&[W1], &[R], &[R]] };
    /// Two writers, and a reader that reads twice.
    pub const S3: Self = Self { name: "S3", clients: &[&[W1], &[W2], &[R, R]] };
    /// Two writers that read back.
    pub const S4: Self = Self { name: "S4", clients: &[&[W1, R], &[W2, R]] };
    /// A writer, and a reader that reads twice.
    pub const S5: Self = Self { name: "S5", clients: &[&[W1], &[R, R]] };
    /// A writer, and another that reads back: enough for a later write that loses to an earlier one.
    pub const LATE: Self = Self { name: "late", clients: &[&[W1], &[W2, R]] };

    /// All of them.
    pub const ALL: [Self; 6] = [Self::S1, Self::S2, Self::S3, Self::S4, Self::S5, Self::LATE];

    /// The operations of all clients in a row, client by client.
    pub fn plan(self) -> Vec<Op> {
        let clients = (0u8..).zip(self.clients);
        clients.flat_map(|(client, ops)| ops.iter().map(move |action| Op { client, action: *action })).collect()
    }
}
