//! What can be wrong with a question about a quorum system, in the user's words.

use crate::analysis::OutOfDomain;

/// Why a question about a quorum system has no answer here.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// An argument outside its range.
    #[error(transparent)]
    Domain(#[from] OutOfDomain),
    /// Text that is no expression. Columns count characters from 1.
    #[error("column {column}: found {found}, expected {expected}")]
    Parse {
        /// Where the surprise begins.
        column: usize,
        /// What stands there.
        found: String,
        /// What would have fitted.
        expected: String,
    },
    /// The exact method would need too much time or memory.
    #[error("{what}: more than {most}; {help}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The most that is tried.
        most: usize,
        /// What to do instead.
        help: &'static str,
    },
    /// A read quorum and a write quorum that share no node.
    #[error("a read of {{{}}} and a write of {{{}}} share no node: a read could miss the write", read.join(", "), write.join(", "))]
    Disjoint {
        /// A minimal read quorum.
        read: Vec<String>,
        /// A minimal write quorum outside it.
        write: Vec<String>,
    },
    /// No set of nodes keeps a quorum after any `f` of its members are lost.
    #[error("no set of nodes still holds a {side} quorum after any {f} of its members are lost")]
    NoneSurvives {
        /// `read` or `write`.
        side: &'static str,
        /// Losses to survive.
        f: usize,
    },
    /// Every strategy breaks one of the limits.
    #[error("no strategy stays within the limits given: loosen the load, network or latency limit")]
    Infeasible,
    /// The linear programme failed for a numerical reason.
    #[error("the linear programme was not solved: {0}")]
    Solver(String),
}
