//! The same store without any shortcut, to judge the shortcuts by: every request, answer, store and acknowledgement is a
//! step of its own, messages are kept, and replicas have names. Too slow for more than small scripts.

use super::super::history::{Action, History};
use super::super::{Model, Properties, Property};
use super::{Register, State, Versions};

/// The machine to compare with a [`Register`].
pub struct Naive(pub Register);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Messages {
    shared: State,
    /// What each client was answered by which replica, or who has acknowledged; as `nodes` of the shared state.
    asking: [bool; 3],
    /// Stores on their way: (client, value, node). They stay after the operation has returned.
    stores: Vec<(u8, u8, u8)>,
    /// Acknowledgements on their way: (client, value, node).
    acks: Vec<(u8, u8, u8)>,
    /// Stores that have arrived, which are repeated only where nodes forget.
    arrived: Vec<(u8, u8, u8)>,
}

impl Naive {
    fn send(&self, to: &mut Messages, client: usize, value: u8) {
        to.shared.store(client, value);
        to.asking[client] = false;
        to.stores.extend((0..self.0.nodes).map(|node| (client as u8, value, node as u8)));
        to.stores.sort_unstable();
    }

    /// A client has all answers.
    fn answered(&self, to: &mut Messages, client: usize) {
        let Some(op) = self.0.next(&to.shared, client) else { return };
        let best = to.shared.best[client];
        match self.0.plan[op].action {
            Action::Read if self.0.setup.write_back => self.send(to, client, best),
            Action::Read => {
                to.asking[client] = false;
                self.0.complete(&mut to.shared, client, best);
            }
            Action::Write(value) => {
                let newest = best.checked_sub(1).map_or(0, |v| to.shared.versions[usize::from(v)]);
                to.shared.versions[usize::from(value) - 1] = newest + 1;
                self.send(to, client, value);
            }
        }
    }
}

impl Model for Naive {
    type State = Messages;
    type Step = ();

    fn start(&self) -> Messages {
        let shared = self.0.start();
        Messages { shared, asking: [false; 3], stores: Vec::new(), acks: Vec::new(), arrived: Vec::new() }
    }

    fn steps(&self, from: &Messages, out: &mut Vec<((), Messages)>) {
        let machine = &self.0;
        for client in 0..machine.clients {
            let Some(op) = machine.next(&from.shared, client) else { continue };
            if !from.shared.history.is_invoked(op) {
                let mut to = from.clone();
                to.shared.history.invoke(op);
                match (machine.plan[op].action, machine.setup.versions) {
                    (Action::Write(value), Versions::Clocks(clocks)) => {
                        to.shared.versions[usize::from(value) - 1] = clocks[client] + 1;
                        self.send(&mut to, client, value);
                    }
                    _ => to.asking[client] = true,
                }
                out.push(((), to));
            } else if from.asking[client] {
                for node in (0..machine.nodes).filter(|node| from.shared.nodes[client] >> node & 1 == 0) {
                    let mut to = from.clone();
                    to.shared.nodes[client] |= 1 << node;
                    let held = to.shared.held[node];
                    if to.shared.newer(held, to.shared.best[client]) {
                        to.shared.best[client] = held;
                    }
                    if to.shared.nodes[client].count_ones() >= u32::from(machine.setup.read_quorum) {
                        self.answered(&mut to, client);
                    }
                    out.push(((), to));
                }
            }
        }
        for (at, &(client, value, node)) in from.stores.iter().enumerate() {
            let mut to = from.clone();
            let store = to.stores.remove(at);
            if to.shared.newer(value, to.shared.held[usize::from(node)]) {
                to.shared.held[usize::from(node)] = value;
            }
            if machine.setup.amnesia > 0 {
                to.arrived.push(store);
                to.arrived.sort_unstable();
            }
            to.acks.push((client, value, node));
            to.acks.sort_unstable();
            out.push(((), to));
        }
        for &(_, value, node) in &from.arrived {
            if from.shared.newer(value, from.shared.held[usize::from(node)]) {
                let mut to = from.clone();
                to.shared.held[usize::from(node)] = value;
                out.push(((), to));
            }
        }
        for (at, &(client, value, node)) in from.acks.iter().enumerate() {
            let mut to = from.clone();
            to.acks.remove(at);
            let client = usize::from(client);
            let waits = machine.next(&to.shared, client).is_some_and(|op| to.shared.history.is_invoked(op));
            if waits && !to.asking[client] && to.shared.storing[client] == value {
                to.shared.nodes[client] |= 1 << node;
                if to.shared.nodes[client].count_ones() >= u32::from(machine.setup.write_quorum) {
                    machine.complete(&mut to.shared, client, value);
                }
            }
            out.push(((), to));
        }
        if from.shared.forgot < machine.setup.amnesia {
            for node in (0..machine.nodes).filter(|node| from.shared.held[*node] != 0) {
                let mut to = from.clone();
                to.shared.forgot += 1;
                to.shared.held[node] = 0;
                out.push(((), to));
            }
        }
    }

    fn broken(&self, state: &Messages) -> Properties {
        let history: &History = &state.shared.history;
        Properties::NONE
            .with_if(!history.is_linearizable(&self.0.plan), Property::Linearizable)
            .with_if(!history.reads_own_writes(&self.0.plan), Property::ReadYourWrites)
            .with_if(
                !history.reads_never_go_back(&self.0.plan, |value, than| state.shared.newer(than, value)),
                Property::MonotonicReads,
            )
            .with_if(self.0.missed(&state.shared).is_some(), Property::NoLoss)
    }

    fn tell(&self, _: &Messages, (): ()) -> String {
        String::new()
    }
}
