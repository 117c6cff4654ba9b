//! The steps in words.

use super::node::{LEADS, Node};
use super::state::State;
use super::steps::{Step, highest};
use super::{Leader, Reads};

pub(super) fn tell(machine: &Leader, from: &State, step: Step) -> String {
    let to = machine.after(from, step);
    let name = |at: u8| format!("node {}", from.node_names[usize::from(at)]);
    let node_at = |at: u8| from.nodes[usize::from(at)];
    match step {
        Step::Write { client, node } => {
            let who = from.client_names[usize::from(client)];
            let write = to.begun;
            let at_once = to.acked & 1 << write != 0;
            let told = format!("client {who} writes {write} at {}", name(node));
            if at_once { told + ", which acknowledges it at once" } else { told }
        }
        Step::Read { client, node } => read(machine, from, client, node),
        Step::Copy { leader, node } => copied(from, &to, leader, node),
        Step::Promote { node } => format!("{} is promoted to leader{}", name(node), missing(from, node_at(node))),
        Step::Elect { node, voters } => {
            let by: Vec<String> = (0..8).filter(|at| voters & 1 << at != 0).map(name).collect();
            let by = if by.is_empty() { "itself alone".to_owned() } else { listed(&by) };
            let term = highest(from, voters | 1 << node) + 1;
            format!("{} is elected in term {term} by {by}{}", name(node), missing(from, node_at(node)))
        }
        Step::Crash { node } if machine.votes() => format!("{} crashes and restarts", name(node)),
        Step::Crash { node } => format!("{} crashes", name(node)),
        Step::LosePower { node, keep } => {
            let lost = node_at(node).log().writes() & !node_at(node).log().prefix(keep).writes();
            let what = if lost == 0 { String::new() } else { format!(" and with it {}", writes(lost)) };
            let then = if machine.votes() { ", and restarts" } else { "" };
            format!("{} loses power{what}{then}", name(node))
        }
        Step::Restart { node } => format!("{} restarts", name(node)),
        Step::Shrink { node } => format!("{} leaves the in-sync set{}", name(node), acknowledged(from, &to)),
        Step::Degrade => format!("the leader stops waiting for followers{}", acknowledged(from, &to)),
        Step::LeaseEnds { node } => format!("the lease of {} ends", name(node)),
        Step::RenewLease { node } => format!("{} renews its lease", name(node)),
    }
}

fn read(machine: &Leader, from: &State, client: u8, node: u8) -> String {
    let at = from.nodes[usize::from(node)];
    let shown = if machine.commits_count() { at.log().prefix(at.commit()) } else { at.log() };
    let reader = from.clients[usize::from(client)];
    let gone = (reader.own() | reader.seen()) & !shown.writes();
    let told = format!(
        "client {} reads {} at node {}",
        from.client_names[usize::from(client)],
        shown.value(),
        from.node_names[usize::from(node)],
    );
    let told = if machine.reads == Reads::Confirmed { told + ", confirmed as leader" } else { told };
    // A later write hides in the value that an earlier one is missing.
    if gone != 0 && shown.value() != 0 { format!("{told}, which does not hold {}", writes(gone)) } else { told }
}

fn copied(from: &State, to: &State, leader: u8, node: u8) -> String {
    let (source, target) = (from.nodes[usize::from(leader)], from.nodes[usize::from(node)]);
    let mut told = format!(
        "node {} copies the log of node {}",
        from.node_names[usize::from(node)],
        from.node_names[usize::from(leader)],
    );
    let dropped = target.log().writes() & !source.log().writes();
    if dropped != 0 {
        told += &format!(" and drops {}", writes(dropped));
    }
    if target.is(LEADS) {
        told += " and stops leading";
    }
    told + &acknowledged(from, to)
}

/// The writes that a step lets a leader acknowledge.
fn acknowledged(from: &State, to: &State) -> String {
    let new = to.acked & !from.acked;
    // The one whose client waited there.
    let by = from.nodes.iter().zip(from.node_names).find(|(n, _)| n.took() & new != 0);
    by.map_or(String::new(), |(_, name)| format!(", and node {name} acknowledges {}", writes(new)))
}

/// The acknowledged writes that a node does not hold.
fn missing(from: &State, node: Node) -> String {
    let missing = from.acked & !node.log().writes();
    if missing == 0 { String::new() } else { format!(" without {}", writes(missing)) }
}

fn writes(set: u8) -> String {
    listed(&(1..=3).filter(|w| set & 1 << w != 0).map(|w| format!("write {w}")).collect::<Vec<_>>())
}

fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
