//! A register on interchangeable replicas: reads ask a read quorum, writes are stored at a write quorum, nobody leads.
//!
//! What lives here: the state and its steps. The parameters are in `setup`, the words for a run in
//! `tell`. Stores with a leader are another machine.
//!
//! Every message may be delivered at any time or never; a partition is messages that are not delivered. What a client
//! cannot tell apart is merged, always towards more order in real time, so that no violation is lost and each one found
//! is possible:
//! - an operation is invoked when it first takes effect;
//! - an answer matters only if it is given just before its replica changes, or else it might as well have been given with
//!   the last one: so answers are steps of their own only in front of a change;
//! - a replica that already holds something at least as new acknowledges a store at once.
//!
//! A store may reach a replica again that forgot: whoever stores repeats what is not known to have arrived.

#[cfg(test)]
mod naive;
mod setup;
mod tell;
#[cfg(test)]
mod tests;

pub use setup::{CLIENTS, NODES, Setup, Versions, WRITES};

use super::history::{Action, History, Op};
use super::script::{self, Script};
use super::{Model, Properties, Property};

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 4] =
    [Property::Linearizable, Property::ReadYourWrites, Property::MonotonicReads, Property::NoLoss];

/// The machine: a store and the script its clients play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    setup: Setup,
    plan: Vec<Op>,
    /// Clients, nodes and written values of this machine.
    clients: usize,
    nodes: usize,
    values: u8,
}

impl Register {
    /// A store with a script; `None` if a number is out of its range.
    pub fn new(setup: Setup, script: Script) -> Option<Self> {
        let plan = script::plan(script);
        let values = plan.iter().filter(|op| op.action != Action::Read).count();
        (setup.is_in_range() && values <= WRITES && script.len() <= CLIENTS).then(|| Self {
            setup,
            clients: script.len(),
            nodes: usize::from(setup.replicas + setup.fallbacks),
            values: values as u8,
            plan,
        })
    }

    /// A store with each script of [`script::ALL`], for [`super::worst`]; none if a number is out of its range.
    pub fn all(setup: Setup) -> Vec<Self> {
        script::ALL.into_iter().filter_map(|script| Self::new(setup, script)).collect()
    }

    /// The operation that a client is at: the first that has not returned.
    fn next(&self, state: &State, client: usize) -> Option<usize> {
        (0..self.plan.len()).find(|op| usize::from(self.plan[*op].client) == client && !state.history.is_returned(*op))
    }

    /// Whether a client is asking, or could begin to: it reads, or writes and needs a version.
    fn asks(&self, state: &State, client: usize) -> bool {
        state.storing[client] == 0
            && self
                .next(state, client)
                .is_some_and(|op| self.plan[op].action == Action::Read || self.setup.versions == Versions::Query)
    }

    /// What a node holds, and whom it has answered: nodes with the same are interchangeable.
    fn column(state: &State, node: usize) -> u16 {
        let bits = state.nodes.iter().fold(0, |bits, nodes| bits << 1 | u16::from(nodes >> node & 1));
        u16::from(state.held[node]) << CLIENTS | bits
    }

    /// One node for all that are interchangeable: what happens to one of them could happen to any.
    fn kinds(&self, state: &State) -> impl Iterator<Item = usize> + use<> {
        let columns: [u16; NODES] = std::array::from_fn(|node| Self::column(state, node));
        (0..self.nodes).filter(move |node| !columns[..*node].contains(&columns[*node]))
    }

    /// The nodes that hold something at least as new as a value.
    fn holders(&self, state: &State, value: u8) -> u8 {
        (0..self.nodes).filter(|node| !state.newer(value, state.held[*node])).fold(0, |set, node| set | 1 << node)
    }

    /// Nodes that can complete a read quorum, where `asked` have answered with `best` as the newest, so that the newest of
    /// all is `value`.
    fn quorum(&self, state: &State, asked: u8, best: u8, value: u8) -> Option<u8> {
        let others = (0..self.nodes).filter(|node| asked >> node & 1 == 0);
        let mut chosen = 0;
        if value != best {
            let holder = others.clone().find(|node| state.held[*node] == value)?;
            chosen |= 1 << holder;
        }
        if state.newer(best, value) {
            return None;
        }
        for node in others {
            if (asked | chosen).count_ones() >= u32::from(self.setup.read_quorum) {
                break;
            }
            if !state.newer(state.held[node], value) {
                chosen |= 1 << node;
            }
        }
        ((asked | chosen).count_ones() >= u32::from(self.setup.read_quorum)).then_some(chosen)
    }

    /// What a client can learn from a read quorum, and from which nodes beyond those that have answered.
    fn answers(&self, state: &State, client: usize) -> impl Iterator<Item = (u8, u8)> {
        let (asked, best) = (state.nodes[client], state.best[client]);
        (0..=self.values).filter_map(move |value| Some((value, self.quorum(state, asked, best, value)?)))
    }

    /// An acknowledged value that a read quorum could miss from now on: the value, what a read would get, from where. What a
    /// fallback node took is handed to its replica in the end: late, not lost, so that all nodes together decide there.
    fn missed(&self, state: &State) -> Option<(u8, u8, u8)> {
        let all = (1 << self.nodes) - 1;
        let newest = || {
            state.held[..self.nodes].iter().fold(0, |best, held| if state.newer(*held, best) { *held } else { best })
        };
        let merged = (self.setup.fallbacks > 0).then(newest);
        let read = |got: u8| match merged {
            Some(newest) => (newest == got).then_some(all),
            None => self.quorum(state, 0, 0, got),
        };
        let acknowledged = (0..self.plan.len()).filter(|op| state.history.is_returned(*op));
        let written = acknowledged.filter_map(|op| match self.plan[op].action {
            Action::Write(value) => Some(value),
            Action::Read => None,
        });
        let mut pairs = written.flat_map(|lost| (0..=self.values).map(move |got| (lost, got)));
        pairs.find_map(|(lost, got)| {
            let older = state.history.older(&self.plan, got, lost);
            Some((lost, got, older.then(|| read(got)).flatten()?))
        })
    }

    /// A client begins to write, with a version; `asked` are the nodes that told it last.
    fn write(&self, from: &State, client: usize, asked: u8, version: u8, out: &mut Vec<(Step, State)>) {
        let Some(op) = self.next(from, client) else { return };
        let Action::Write(value) = self.plan[op].action else { return };
        let mut begun = *from;
        begun.history.invoke(op);
        begun.versions[usize::from(value) - 1] = version;
        begun.store(client, value);
        let step = |node| Step::of(What::Write { client: client as u8, asked, value, node });
        let mut done = begun;
        let returns = self.settle(&mut done);
        if done.history.is_returned(op) {
            out.push((Step { returns, ..step(None) }, done));
            return;
        }
        for node in self.kinds(&begun) {
            if begun.newer(value, begun.held[node]) {
                self.change(&begun, node, value, step(Some(node as u8)), out);
            }
        }
    }

    /// What a node holds changes, after it has answered any of those who were asking.
    fn change(&self, from: &State, node: usize, value: u8, step: Step, out: &mut Vec<(Step, State)>) {
        let early = |client: &usize| {
            let nodes = from.nodes[*client];
            let more = nodes >> node & 1 == 0 && nodes.count_ones() + 1 < u32::from(self.setup.read_quorum);
            more && self.asks(from, *client)
        };
        let who = (0..self.clients).filter(early).fold(0u8, |set, client| set | 1 << client);
        for answered in (0..=who).filter(|some| some & !who == 0) {
            let mut to = *from;
            for client in (0..self.clients).filter(|client| answered >> client & 1 == 1) {
                if let Some(op) = self.next(from, client) {
                    to.history.invoke(op);
                }
                to.nodes[client] |= 1 << node;
                if to.newer(to.held[node], to.best[client]) {
                    to.best[client] = to.held[node];
                }
            }
            to.held[node] = value;
            let returns = self.settle(&mut to);
            out.push((Step { answered, returns, ..step }, to));
        }
    }

    /// Takes all acknowledgements that are due, and lets operations return that have enough. Answers which did.
    fn settle(&self, state: &mut State) -> u8 {
        let mut returns = 0;
        for client in 0..self.clients {
            let value = state.storing[client];
            if value == 0 {
                continue;
            }
            state.nodes[client] |= self.holders(state, value);
            if state.nodes[client].count_ones() >= u32::from(self.setup.write_quorum) {
                returns |= 1 << client;
                self.complete(state, client, value);
            }
        }
        returns
    }

    /// An operation returns; if it is a read, the history is judged.
    fn complete(&self, state: &mut State, client: usize, value: u8) {
        let Some(op) = self.next(state, client) else { return };
        state.history.complete(&self.plan, op, value);
        (state.storing[client], state.best[client], state.nodes[client]) = (0, 0, 0);
        if self.plan[op].action == Action::Read {
            let history = &state.history;
            let older = |value, than| state.newer(than, value);
            state.broken = state
                .broken
                .with_if(!history.is_linearizable(&self.plan), Property::Linearizable)
                .with_if(!history.reads_own_writes(&self.plan), Property::ReadYourWrites)
                .with_if(!history.reads_never_go_back(&self.plan, older), Property::MonotonicReads);
        }
    }
}

/// Who holds what, what each client is at, and what happened. Values stand for what was written with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State {
    /// What each node holds; 0 is the value at the start.
    held: [u8; NODES],
    /// The version of each value; 0 until it has one.
    versions: [u8; WRITES],
    /// What each client is storing; 0 while it asks, or has not begun.
    storing: [u8; CLIENTS],
    /// The newest a client was told while it asks.
    best: [u8; CLIENTS],
    /// Who has answered a client, or acknowledged to it.
    nodes: [u8; CLIENTS],
    /// How often a node forgot.
    forgot: u8,
    history: History,
    /// What the reads that have returned break.
    broken: Properties,
}

impl State {
    /// Whether a value is newer than another, as the nodes see it.
    fn newer(&self, value: u8, than: u8) -> bool {
        let rank = |value: u8| (value.checked_sub(1).map_or(0, |v| self.versions[usize::from(v)]), value);
        rank(value) > rank(than)
    }

    /// A client begins to store a value.
    fn store(&mut self, client: usize, value: u8) {
        (self.storing[client], self.best[client], self.nodes[client]) = (value, 0, 0);
    }
}

/// One decision, with all that follows at once.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    what: What,
    /// The clients that the changing node answers just before it changes.
    answered: u8,
    /// The clients whose operation returns.
    returns: u8,
}

impl Step {
    fn of(what: What) -> Self {
        Self { what, answered: 0, returns: 0 }
    }
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// The last answers arrive, and `value` is the newest.
    Read { client: u8, asked: u8, value: u8 },
    /// The last answers to a query arrive, and the write is stored at a first node; at none if enough hold newer.
    Write { client: u8, asked: u8, value: u8, node: Option<u8> },
    /// A value is stored at one more node.
    Store { value: u8, node: u8 },
    /// A node forgets.
    Forget { node: u8 },
}

impl Model for Register {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State {
            held: [0; NODES],
            versions: [0; WRITES],
            storing: [0; CLIENTS],
            best: [0; CLIENTS],
            nodes: [0; CLIENTS],
            forgot: 0,
            history: History::default(),
            broken: Properties::NONE,
        }
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        for client in (0..self.clients).filter(|client| from.storing[*client] == 0) {
            let Some(op) = self.next(from, client) else { continue };
            match (self.plan[op].action, self.setup.versions) {
                (Action::Read, _) => {
                    for (value, asked) in self.answers(from, client) {
                        let mut to = *from;
                        to.history.invoke(op);
                        let returns = if self.setup.write_back && value != 0 {
                            to.store(client, value);
                            self.settle(&mut to)
                        } else {
                            self.complete(&mut to, client, value);
                            1 << client
                        };
                        let what = What::Read { client: client as u8, asked, value };
                        out.push((Step { returns, ..Step::of(what) }, to));
                    }
                }
                (Action::Write(_), Versions::Clocks(clocks)) => self.write(from, client, 0, clocks[client] + 1, out),
                (Action::Write(_), Versions::Query) => {
                    for (newest, asked) in self.answers(from, client) {
                        let newest = newest.checked_sub(1).map_or(0, |v| from.versions[usize::from(v)]);
                        self.write(from, client, asked, newest + 1, out);
                    }
                }
            }
        }
        // Stores first: of two shortest runs the one that is found first should not begin with a fault.
        for node in self.kinds(from) {
            for value in (1..=self.values).filter(|v| from.versions[usize::from(*v) - 1] != 0) {
                if from.newer(value, from.held[node]) {
                    self.change(from, node, value, Step::of(What::Store { value, node: node as u8 }), out);
                }
            }
        }
        if from.forgot < self.setup.amnesia {
            let forgotten = State { forgot: from.forgot + 1, ..*from };
            for node in self.kinds(from).filter(|node| from.held[*node] != 0) {
                self.change(&forgotten, node, 0, Step::of(What::Forget { node: node as u8 }), out);
            }
        }
    }

    fn broken(&self, state: &State) -> Properties {
        state.broken.with_if(self.missed(state).is_some(), Property::NoLoss)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        self.told(&[(*from, step)]).join("; ")
    }

    fn tell_run(&self, property: Property, run: &[(State, Step)], last: &State) -> Vec<String> {
        let mut told = self.told(run);
        told.extend(self.told_end(property, last));
        told
    }

    /// Nodes are interchangeable: they are put in the order of what they hold and whom they have answered.
    fn canonical(&self, state: &State) -> State {
        let mut columns: [u16; NODES] = std::array::from_fn(|node| Self::column(state, node));
        columns[..self.nodes].sort_unstable();
        let mut sorted = State { nodes: [0; CLIENTS], ..*state };
        for (node, column) in columns.into_iter().enumerate() {
            sorted.held[node] = (column >> CLIENTS) as u8;
            for (client, nodes) in sorted.nodes.iter_mut().rev().enumerate() {
                *nodes |= ((column >> client & 1) as u8) << node;
            }
        }
        sorted
    }
}
