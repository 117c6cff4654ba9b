//! A state of the machine and when two states are the same. What leads from one to the next is in `steps.rs` and `apply.rs`.
//!
//! Nodes and clients are kept sorted, so that states that differ only in who is who are one. Their names go along for
//! the telling and are not compared.

use super::super::Properties;
use super::super::script::{Op, Script};
use super::history::Ways;
use super::node::Node;
use std::hash::{Hash, Hasher};

/// Nodes that a state has room for.
pub(super) const NODES: usize = 6;
/// Clients that a state has room for.
pub(super) const CLIENTS: usize = 3;

/// A client: the operations it has not finished (2 bits each, the next one lowest; 1 writes, 2 reads), the write it waits
/// for, and what its session knows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Client(u32);

const WAITS: u32 = 6;
const OWN: u32 = 9;
const SEEN: u32 = 12;
const INDEX: u32 = 15;
const TERM: u32 = 18;

impl Client {
    pub fn new(script: &[Op]) -> Self {
        let code = |op: &Op| if *op == Op::Write { 1 } else { 2 };
        Self(script.iter().take(3).rev().fold(0, |rest, op| rest << 2 | code(op)))
    }

    fn get(self, at: u32) -> u8 {
        (self.0 >> at & 7) as u8
    }

    fn set(&mut self, at: u32, to: u8) {
        self.0 = self.0 & !(7 << at) | u32::from(to) << at;
    }

    /// The operation to start next, if it is not waiting for one.
    pub fn next(self) -> Option<Op> {
        match self.0 & 3 {
            1 if self.waits() == 0 => Some(Op::Write),
            2 => Some(Op::Read),
            _ => None,
        }
    }

    pub fn will_read(self) -> bool {
        self.0 & 0b10_1010 != 0
    }

    /// The write that it waits for; 0 if none.
    pub fn waits(self) -> u8 {
        self.get(WAITS)
    }

    pub fn begin(&mut self, write: u8) {
        self.set(WAITS, write);
    }

    /// The first operation left has returned.
    pub fn finish(&mut self) {
        self.set(WAITS, 0);
        self.0 = self.0 & !63 | (self.0 & 63) >> 2;
    }

    /// Its own acknowledged writes, as a set.
    pub fn own(self) -> u8 {
        self.get(OWN) << 1
    }

    pub fn add_own(&mut self, write: u8) {
        self.set(OWN, (self.own() | 1 << write) >> 1);
    }

    /// The writes that its last read rested on, as a set.
    pub fn seen(self) -> u8 {
        self.get(SEEN) << 1
    }

    pub fn set_seen(&mut self, set: u8) {
        self.set(SEEN, set >> 1);
    }

    /// The furthest position in the log that it knows, counted from 1 (0: none), and the term of the entry there.
    pub fn token(self) -> (u8, u8) {
        (self.get(INDEX), self.get(TERM))
    }

    pub fn set_token(&mut self, index: u8, term: u8) {
        self.set(INDEX, index);
        self.set(TERM, term);
    }

    /// What it knows is of no more use to a client that will not read.
    pub fn forget(&mut self) {
        self.0 &= 511;
    }
}

/// A state; its fields are the machine's own affair.
#[derive(Clone)]
pub struct State {
    pub(super) nodes: [Node; NODES],
    pub(super) clients: [Client; CLIENTS],
    pub(super) ways: Ways,
    /// Terms in which somebody was elected, as a set.
    pub(super) elected: u8,
    /// Writes that were acknowledged, as a set.
    pub(super) acked: u8,
    /// Writes begun: the next one gets the number after it.
    pub(super) begun: u8,
    /// Process crashes left.
    pub(super) crashes: u8,
    /// Power losses left.
    pub(super) power_losses: u8,
    /// Leaders no longer wait for followers.
    pub(super) degraded: bool,
    /// What the step before broke for a client: it is judged at once and forgotten with the next step.
    pub(super) broken: Properties,
    pub(super) node_names: [u8; NODES],
    pub(super) client_names: [u8; CLIENTS],
}

impl State {
    /// Node 0 leads in term 1, and everybody knows.
    pub(super) fn start(nodes: usize, script: Script, crashes: u8, power_losses: u8) -> Self {
        let mut all = [Node::default(); NODES];
        for node in all.iter_mut().take(nodes.min(NODES)) {
            node.set_term(1);
            node.mark(super::node::UP | super::node::IN_SYNC);
        }
        all[0].mark(super::node::LEADS | super::node::NEWEST);
        let mut clients = [Client::default(); CLIENTS];
        for (client, ops) in clients.iter_mut().zip(script) {
            *client = Client::new(ops);
        }
        Self {
            nodes: all,
            clients,
            ways: Ways::START,
            elected: 1 << 1,
            acked: 0,
            begun: 0,
            crashes,
            power_losses,
            degraded: false,
            broken: Properties::NONE,
            node_names: std::array::from_fn(|i| i as u8),
            client_names: std::array::from_fn(|i| i as u8 + 1),
        }
    }

    /// Writes that were begun and have not returned, as a set.
    pub(super) fn pending(&self) -> u8 {
        ((1 << (self.begun + 1)) - 2) & !self.acked
    }

    /// Whether somebody will still read.
    pub(super) fn will_read(&self) -> bool {
        self.clients.iter().any(|c| c.will_read())
    }

    /// The highest term in which somebody was elected.
    pub(super) fn top_term(&self) -> u8 {
        self.elected.ilog2() as u8
    }

    /// Puts the first `nodes` nodes and the clients into order, with their names.
    pub(super) fn sort(&mut self, nodes: usize) {
        sort(&mut self.nodes[..nodes], &mut self.node_names[..nodes]);
        sort(&mut self.clients, &mut self.client_names);
    }

    fn small(&self) -> u64 {
        u64::from_le_bytes([
            self.elected,
            self.acked,
            self.begun,
            self.crashes,
            self.power_losses,
            u8::from(self.degraded),
            0,
            0,
        ])
    }
}

/// By insertion: there are few, and they are nearly in order.
fn sort<T: Ord>(items: &mut [T], names: &mut [u8]) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items[at - 1] < items[at] {
            items.swap(at - 1, at);
            names.swap(at - 1, at);
            at -= 1;
        }
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.nodes == other.nodes
            && self.clients == other.clients
            && self.ways == other.ways
            && self.small() == other.small()
            && self.broken == other.broken
    }
}

impl Eq for State {}

impl Hash for State {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for node in self.nodes {
            state.write_u64(node.0);
        }
        state.write_u64(self.clients.iter().fold(0, |all, c| all << 21 | u64::from(c.0)));
        state.write_u64(self.small());
        state.write_u32(self.ways.0);
        self.broken.hash(state);
    }
}
