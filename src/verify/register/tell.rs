//! A run of a register in words.

use super::super::history::Action;
use super::{Register, State, Step, Versions, What};

impl Register {
    /// The steps in words; stores of one value that follow each other are told as one.
    pub(super) fn told(&self, run: &[(State, Step)]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut at = 0;
        while let Some(&(ref from, step)) = run.get(at) {
            lines.extend(self.clients_in(step.answered).map(|client| self.answered(from, step, client)));
            at += 1;
            let mut returns = step.returns;
            let line = match step.what {
                What::Read { client, asked, value } => {
                    let direct = returns >> client & 1 == 1;
                    returns &= !(1 << client);
                    self.read(from, usize::from(client), asked, value, direct)
                }
                What::Write { value, .. } | What::Store { value, .. } => {
                    let mut nodes = target(step);
                    while let Some(&(_, more)) = run.get(at)
                        && matches!(more.what, What::Store { value: same, .. } if same == value)
                        && more.answered | returns == 0
                    {
                        nodes |= target(more);
                        returns |= more.returns;
                        at += 1;
                    }
                    let writer = self.writer(value);
                    let acknowledged = returns >> writer & 1 == 1;
                    returns &= !(1 << writer);
                    self.stored(from, step, value, nodes, acknowledged)
                }
                What::Forget { node } => format!("{} forgets what it held", self.nodes(1 << node)),
            };
            lines.push(line);
            lines.extend(self.clients_in(returns).map(|client| self.returned(from, client)));
        }
        lines
    }

    /// What is wrong in the end, where the last step does not say it.
    pub(super) fn told_end(&self, property: super::Property, last: &State) -> Option<String> {
        let (_, got, nodes) = self.missed(last).filter(|_| property == super::Property::NoLoss)?;
        Some(format!("a read from {} would get {got}", self.nodes(nodes)))
    }

    fn clients_in(&self, set: u8) -> impl Iterator<Item = usize> {
        (0..self.clients).filter(move |client| set >> client & 1 == 1)
    }

    /// A node answers early.
    fn answered(&self, from: &State, step: Step, client: usize) -> String {
        let nodes = target(step);
        let held = from.held[nodes.trailing_zeros() as usize];
        let (who, node) = (client + 1, self.nodes(nodes));
        let op = self.next(from, client);
        let also = if op.is_some_and(|op| from.history.is_invoked(op)) { "also " } else { "" };
        match op.map(|op| self.plan[op].action) {
            Some(Action::Write(_)) => format!("client {who} {also}asks {node} for its version"),
            _ => format!("client {who} {also}reads {held} from {node} and waits for more answers"),
        }
    }

    fn read(&self, from: &State, client: usize, asked: u8, value: u8, returns: bool) -> String {
        let also = if from.nodes[client] == 0 { "" } else { "also " };
        let end = if returns { "gets" } else { "has to write back" };
        format!("client {} {also}reads from {} and {end} {value}", client + 1, self.nodes(asked))
    }

    /// A value is stored at some nodes.
    fn stored(&self, from: &State, step: Step, value: u8, nodes: u8, acknowledged: bool) -> String {
        let writer = self.writer(value);
        let end = if acknowledged { " and is acknowledged" } else { "" };
        if let What::Write { client, asked, .. } = step.what {
            let who = usize::from(client) + 1;
            let how = match self.setup.versions {
                Versions::Clocks(clocks) => format!("client {who} writes {value} with time {}", clocks[writer]),
                Versions::Query if self.values > 1 => {
                    let also = if from.nodes[writer] == 0 { "" } else { "also " };
                    let join = if acknowledged { "," } else { " and" };
                    format!("client {who} {also}asks {} for versions{join} writes {value}", self.nodes(asked))
                }
                Versions::Query => format!("client {who} writes {value}"),
            };
            if nodes == 0 {
                return format!("{how} and is acknowledged, but the nodes keep what they take for newer");
            }
            return format!("{how} at {}{end}", self.nodes(nodes));
        }
        let running = |client: &usize| from.storing[*client] == value;
        if running(&writer) {
            return format!("client {} writes {value} at {}{end}", writer + 1, self.nodes(nodes));
        }
        match (0..self.clients).find(running) {
            Some(reader) => format!("client {} writes {value} back at {}", reader + 1, self.nodes(nodes)),
            None => format!("the write of {value} reaches {} late", self.nodes(nodes)),
        }
    }

    /// A client whose operation returns through what another did, or that has written back enough.
    fn returned(&self, from: &State, client: usize) -> String {
        let who = client + 1;
        match self.next(from, client).map(|op| self.plan[op].action) {
            Some(Action::Write(value)) => format!("the write of {value} by client {who} is acknowledged"),
            _ => format!("client {who} gets {}", from.storing[client]),
        }
    }

    fn writer(&self, value: u8) -> usize {
        let op = self.plan.iter().find(|op| op.action == Action::Write(value));
        op.map_or(0, |op| usize::from(op.client))
    }

    /// `replica 0`, `replicas 0 and 2`, `replicas 0, 1 and 2`, `replica 0 and fallback node 1`.
    fn nodes(&self, set: u8) -> String {
        let replicas = set & ((1 << self.setup.replicas) - 1);
        let names = |word: &str, set: u8, first: u8| {
            let names: Vec<String> = (0..8).filter(|i| set >> i & 1 == 1).map(|i| (i - first).to_string()).collect();
            match names.split_last() {
                None => None,
                Some((only, [])) => Some(format!("{word} {only}")),
                Some((last, others)) => Some(format!("{word}s {} and {last}", others.join(", "))),
            }
        };
        let named = [names("replica", replicas, 0), names("fallback node", set & !replicas, self.setup.replicas)];
        named.into_iter().flatten().collect::<Vec<_>>().join(" and ")
    }
}

/// The node that a step changes.
fn target(step: Step) -> u8 {
    match step.what {
        What::Write { node, .. } => node.map_or(0, |node| 1 << node),
        What::Store { node, .. } | What::Forget { node } => 1 << node,
        What::Read { .. } => 0,
    }
}
