//! Chain replication: writes enter at the head, go from node to node and are acknowledged by the tail.
//!
//! What lives here is this one machine, without terms or elections; leaders and their logs are in the files beside it.
//! Nodes are in the order of the chain and therefore not interchangeable.

use super::super::script::{Op, Script};
use super::super::{Model, Properties, Property};
use super::history::Ways;
use super::node::Log;
use super::state::{CLIENTS, Client};

/// Nodes that a state has room for.
const NODES: usize = 5;

/// Who says which nodes belong to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// Somebody outside whom all believe: a node that is taken out does nothing any more.
    Outside,
    /// Each node by itself, from whom it hears.
    OwnView,
}

/// The machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    /// Nodes, 1..5.
    pub nodes: u8,
    /// Any node answers reads with all it has; else only a node that believes it is the tail.
    pub reads_anywhere: bool,
    /// Who says which nodes belong to the chain.
    pub membership: Membership,
    /// Nodes that can be taken out, or views that can change.
    pub changes: u8,
    /// What clients do.
    pub script: Script,
}

/// A node: its log, and which nodes it believes to be in the chain (a set; empty for one that was taken out).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Node {
    log: Log,
    view: u8,
}

/// A state; its fields are the machine's own affair.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct State {
    nodes: [Node; NODES],
    clients: [Client; CLIENTS],
    ways: Ways,
    begun: u8,
    acked: u8,
    changes: u8,
    /// What the last step broke for a client: judged at once, forgotten with the next step.
    broken: Properties,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A node that believes it is the head takes a write.
    Write {
        /// Whose, by place from 0.
        client: u8,
        /// Where.
        node: u8,
    },
    /// A node passes its log to the next.
    Pass {
        /// From where.
        from: u8,
        /// To where.
        to: u8,
    },
    /// A client reads.
    Read {
        /// Which, by place from 0.
        client: u8,
        /// Where.
        node: u8,
    },
    /// A node crashes and is taken out.
    TakeOut {
        /// Which.
        node: u8,
    },
    /// A node takes another for dead.
    Suspect {
        /// Who.
        node: u8,
        /// Whom.
        other: u8,
    },
}

impl State {
    fn pending(&self) -> u8 {
        ((1 << (self.begun + 1)) - 2) & !self.acked
    }

    fn is_head(&self, at: usize) -> bool {
        self.nodes[at].view.trailing_zeros() as usize == at
    }

    fn is_tail(&self, at: usize) -> bool {
        self.nodes[at].view != 0 && self.nodes[at].view.ilog2() as usize == at
    }

    /// The node after this one, by its own view.
    fn next(&self, at: usize) -> Option<usize> {
        (at + 1..NODES).find(|n| self.nodes[at].view & 1 << n != 0)
    }

    /// Tails acknowledge what they have; clients whose write is nowhere wait for ever.
    fn settle(&mut self) {
        for write in 1..=3 {
            let at_tail = |at: usize| self.is_tail(at) && self.nodes[at].log.index_of(write) > 0;
            let Some(client) = self.clients.iter().position(|c| c.waits() == write) else { continue };
            if (0..NODES).any(at_tail) {
                self.acked |= 1 << write;
                self.ways = self.ways.finished(write);
                self.clients[client].add_own(write);
                self.clients[client].finish();
            } else if !self.nodes.iter().any(|n| n.view != 0 && n.log.index_of(write) > 0) {
                self.clients[client] = Client::default();
            }
        }
        self.clients.iter_mut().filter(|c| !c.will_read()).for_each(Client::forget);
        if !self.clients.iter().any(|c| c.will_read()) {
            self.ways = Ways::START;
        }
    }

    fn read(&mut self, client: u8, node: u8) {
        let log = self.nodes[usize::from(node)].log;
        let pending = self.pending();
        let client = &mut self.clients[usize::from(client)];
        self.broken = self
            .broken
            .with_if(client.own() & !log.writes() != 0, Property::ReadYourWrites)
            .with_if(client.seen() & !log.writes() != 0, Property::MonotonicReads);
        client.set_seen(log.writes());
        client.finish();
        self.ways = self.ways.seen(log.value(), pending).unwrap_or_else(|| {
            self.broken = self.broken.with(Property::Linearizable);
            Ways::any(log.value(), pending)
        });
    }
}

impl Chain {
    /// A chain whose tail answers reads and whose members are known from outside; one node can be taken out.
    pub fn new(nodes: u8, script: Script) -> Self {
        Self { nodes, reads_anywhere: false, membership: Membership::Outside, changes: 1, script }
    }

    fn count(&self) -> usize {
        usize::from(self.nodes).min(NODES)
    }

    fn each_step(&self, from: &State, push: &mut dyn FnMut(Step)) {
        for at in (0..self.count()).filter(|n| from.nodes[*n].view != 0) {
            let node = at as u8;
            for (client, next) in from.clients.iter().enumerate().filter_map(|(i, c)| Some((i as u8, c.next()?))) {
                match next {
                    Op::Write if from.is_head(at) && from.begun < 3 => push(Step::Write { client, node }),
                    Op::Read if self.reads_anywhere || from.is_tail(at) => push(Step::Read { client, node }),
                    Op::Write | Op::Read => {}
                }
            }
            if let Some(to) = from.next(at) {
                let listens = from.nodes[to].view & 1 << at != 0;
                if listens && from.nodes[to].log != from.nodes[at].log {
                    push(Step::Pass { from: node, to: to as u8 });
                }
            }
            if from.changes > 0 {
                let others = from.nodes[at].view & !(1 << at);
                match self.membership {
                    Membership::Outside if others != 0 => push(Step::TakeOut { node }),
                    Membership::Outside => {}
                    Membership::OwnView => (0..self.nodes)
                        .filter(|other| others & 1 << other != 0)
                        .for_each(|other| push(Step::Suspect { node, other })),
                }
            }
        }
    }

    fn after(from: &State, step: Step) -> State {
        let mut to = from.clone();
        to.broken = Properties::NONE;
        match step {
            Step::Write { client, node } => {
                to.begun += 1;
                to.clients[usize::from(client)].begin(to.begun);
                to.nodes[usize::from(node)].log.push(1, to.begun);
                to.ways = to.ways.open(to.pending());
            }
            Step::Pass { from: giver, to: taker } => {
                to.nodes[usize::from(taker)].log = from.nodes[usize::from(giver)].log;
            }
            Step::Read { client, node } => to.read(client, node),
            Step::TakeOut { node } => {
                to.changes -= 1;
                to.nodes.iter_mut().for_each(|n| n.view &= !(1 << node));
                to.nodes[usize::from(node)] = Node::default();
            }
            Step::Suspect { node, other } => {
                to.changes -= 1;
                to.nodes[usize::from(node)].view &= !(1 << other);
            }
        }
        to.settle();
        to
    }
}

impl Model for Chain {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        let mut nodes = [Node::default(); NODES];
        nodes[..self.count()].iter_mut().for_each(|n| n.view = (1 << self.count()) - 1);
        let mut clients = [Client::default(); CLIENTS];
        clients.iter_mut().zip(self.script).for_each(|(c, ops)| *c = Client::new(ops));
        let broken = Properties::NONE;
        State { nodes, clients, ways: Ways::START, begun: 0, acked: 0, changes: self.changes, broken }
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        self.each_step(from, &mut |step| out.push((step, Self::after(from, step))));
    }

    fn broken(&self, state: &State) -> Properties {
        let heads = || (0..self.count()).filter(|at| state.is_head(*at));
        let lost = heads().any(|at| state.acked & !state.nodes[at].log.writes() != 0);
        state.broken.with_if(lost, Property::NoLoss).with_if(heads().count() > 1, Property::OneLeader)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let told = match step {
            Step::Write { client, node } => {
                format!("client {} writes {} at node {node}", client + 1, from.begun + 1)
            }
            Step::Pass { from: giver, to } => format!("node {giver} passes its log to node {to}"),
            Step::Read { client, node } => {
                let value = from.nodes[usize::from(node)].log.value();
                format!("client {} reads {value} at node {node}", client + 1)
            }
            Step::TakeOut { node } => format!("node {node} crashes and is taken out of the chain"),
            Step::Suspect { node, other } => format!("node {node} takes node {other} for dead"),
        };
        let to = Self::after(from, step);
        let acked = to.acked & !from.acked;
        let tail = (0..self.count()).find(|at| to.is_tail(*at) && to.nodes[*at].log.writes() & acked != 0);
        match tail {
            Some(tail) => format!("{told}, and node {tail} acknowledges write {}", acked.trailing_zeros()),
            None => told,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::script::{self, WRITER_READS_BACK};
    use super::super::super::{CAP, Verdict, explore};
    use super::*;

    const ALL: [Property; 5] = [
        Property::Linearizable,
        Property::ReadYourWrites,
        Property::MonotonicReads,
        Property::NoLoss,
        Property::OneLeader,
    ];

    fn letters(chain: &Chain) -> String {
        let outcome = explore(chain, Properties::of(&ALL), CAP, &|| false);
        outcome.verdicts.iter().map(|(_, v)| if *v == Verdict::Held { 'T' } else { 'F' }).collect()
    }

    fn way(chain: &Chain, property: Property) -> Vec<String> {
        match explore(chain, Properties::of(&[property]), CAP, &|| false).of(property) {
            Some(Verdict::Broken(way)) => way.steps.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_tail_has_everybody_has() {
        for script in script::ALL {
            assert_eq!(letters(&Chain::new(3, script)), "TTTTT");
        }
    }

    #[test]
    fn elsewhere_in_the_chain_is_ahead_of_the_tail() {
        let chain = Chain { reads_anywhere: true, ..Chain::new(3, WRITER_READS_BACK) };
        assert_eq!(letters(&chain), "FTFTT");
        assert_eq!(
            way(&chain, Property::Linearizable),
            ["client 1 writes 1 at node 0", "client 2 reads 1 at node 0", "client 2 reads 0 at node 1",]
        );
    }

    #[test]
    fn a_chain_that_each_node_cuts_for_itself_has_two_tails() {
        let chain = Chain { membership: Membership::OwnView, changes: 2, ..Chain::new(3, WRITER_READS_BACK) };
        assert_eq!(letters(&chain), "FFFFF");
        assert_eq!(
            way(&chain, Property::Linearizable),
            [
                "client 1 writes 1 at node 0",
                "node 0 passes its log to node 1",
                "node 1 takes node 2 for dead, and node 1 acknowledges write 1",
                "client 1 reads 0 at node 2",
            ]
        );
    }
}
