//! The eight trees and the questions before them: data only. What follows from the answers stands beside this folder.

mod backlog;
mod divergence;
mod herd;
mod hot_partition;
mod quorum_loss;
mod retry_storm;
mod split_brain;
mod tail_latency;

use super::record::{Entry, Tree};

/// Every tree, in the order of their ids.
pub static TREES: [&Tree; 8] = [
    &split_brain::TREE,
    &hot_partition::TREE,
    &retry_storm::TREE,
    &tail_latency::TREE,
    &divergence::TREE,
    &quorum_loss::TREE,
    &herd::TREE,
    &backlog::TREE,
];

/// The questions before any tree; a *yes* opens one. Where a tree asks the same again, the answer counts there too.
pub static ENTRIES: [Entry; 6] = [
    Entry {
        id: "5.q1",
        text: "Is a counter flat at a configured limit while the CPU is not full?",
        opens: "5.8",
        same_as: Some("5.8.q6"),
    },
    Entry {
        id: "5.q2",
        text: "Do name look-ups, or calls to the coordination or discovery service, fail or crawl?",
        opens: "5.6",
        same_as: None,
    },
    Entry { id: "5.q3", text: "Did many clients, nodes or waiters come back at once?", opens: "5.7", same_as: None },
    Entry {
        id: "5.q4",
        text: "Did serving capacity fall before errors rose, with demand unchanged?",
        opens: "5.3",
        same_as: None,
    },
    Entry {
        id: "5.q5",
        text: "Do requests wait on one lock while the CPU is not full?",
        opens: "5.4",
        same_as: Some("5.4.q8"),
    },
    Entry { id: "5.q6", text: "Did a node join, restart or get rebuilt just before?", opens: "5.5", same_as: None },
];
