//! What the steps do, and what is forgotten after each because nothing can depend on it any more. When they are possible is
//! decided in `steps.rs`.

use super::super::{Properties, Property};
use super::history::Ways;
use super::node::{BEHIND, IN_SYNC, LEADS, LEASE, NEWEST, Node, UP};
use super::state::{Client, State};
use super::steps::{Step, highest};
use super::{Acks, Candidate, Election, Leader, Reads};

impl Leader {
    pub(super) fn after(&self, from: &State, step: Step) -> State {
        let mut to = from.clone();
        to.broken = Properties::NONE;
        match step {
            Step::Write { client, node } => take(&mut to, client, node),
            Step::Read { client, node } => self.read(&mut to, client, node),
            Step::Copy { leader, node } => {
                if let Some(copied) = self.copy(from, leader.into(), node.into()) {
                    to.nodes[usize::from(node)] = copied;
                }
            }
            Step::Promote { node } => self.promote(&mut to, node.into()),
            Step::Elect { node, voters } => self.elect(&mut to, node, voters),
            Step::Crash { node } => {
                to.crashes -= 1;
                self.stop(&mut to, node);
            }
            Step::LosePower { node, keep } => {
                to.power_losses -= 1;
                self.lose_power(&mut to, node, keep);
            }
            Step::Restart { node } => {
                let node = &mut to.nodes[usize::from(node)];
                node.mark(UP);
                if node.is(LEADS) {
                    node.set_commit(node.log().len());
                }
            }
            Step::Shrink { node } => to.nodes[usize::from(node)].clear(IN_SYNC),
            Step::Degrade => to.degraded = true,
            Step::LeaseEnds { node } => to.nodes[usize::from(node)].clear(LEASE),
            Step::RenewLease { node } => to.nodes[usize::from(node)].mark(LEASE),
        }
        self.settle(&mut to);
        to
    }

    /// The node after it has copied what a leader holds; `None` if it does not listen to that leader.
    pub(super) fn copy(&self, from: &State, leader: usize, node: usize) -> Option<Node> {
        let leader = from.nodes[leader];
        let mut copied = from.nodes[node];
        let rival = copied.is(LEADS) && copied.term() == leader.term();
        if !copied.is(UP) || copied.term() > leader.term() || rival {
            return None;
        }
        copied.set_log(leader.log());
        copied.set_term(leader.term());
        // A write that is not in the log any more will not be acknowledged here.
        copied.set_took(copied.took() & leader.log().writes());
        copied.clear(LEADS | LEASE | BEHIND);
        if self.commits_travel() {
            copied.set_commit(copied.commit().max(leader.commit()).min(leader.log().len()));
        } else {
            copied.set_commit(0);
        }
        if matches!(self.acks, Acks::InSync { .. }) && leader.is(NEWEST) {
            copied.mark(IN_SYNC);
        }
        Some(copied)
    }

    /// Somebody reads by how much a follower knows to be committed. Elsewhere a new leader finds out by its barrier, or
    /// serves all it has when it is promoted.
    fn commits_travel(&self) -> bool {
        self.reads == Reads::AnyCommitted || (self.votes() && !self.barrier)
    }

    /// Somebody reads by what a node knows to be committed.
    pub(super) fn commits_count(&self) -> bool {
        !matches!(self.reads, Reads::LeaderDirty | Reads::Any | Reads::AnySession { .. })
    }

    fn read(&self, to: &mut State, client: u8, node: u8) {
        let node = to.nodes[usize::from(node)];
        let pending = to.pending();
        let client = &mut to.clients[usize::from(client)];
        let shown = if self.commits_count() { node.log().prefix(node.commit()) } else { node.log() };
        let rests_on = shown.writes();
        to.broken = to
            .broken
            .with_if(client.own() & !rests_on != 0, Property::ReadYourWrites)
            .with_if(client.seen() & !rests_on != 0, Property::MonotonicReads);
        client.set_seen(rests_on);
        advance_token(self, client, node, node.log().len());
        client.finish();
        to.ways = to.ways.seen(shown.value(), pending).unwrap_or_else(|| {
            to.broken = to.broken.with(Property::Linearizable);
            Ways::any(shown.value(), pending)
        });
    }

    fn promote(&self, to: &mut State, at: usize) {
        let Election::Promotion { of, old_fenced, .. } = self.election else { return };
        let term = to.top_term() + 1;
        for node in &mut to.nodes {
            node.clear(NEWEST);
            if old_fenced {
                node.clear(LEADS | LEASE);
            }
        }
        if of == Candidate::InSyncElseAny && !to.nodes[at].is(IN_SYNC) {
            to.nodes.iter_mut().for_each(|n| n.clear(IN_SYNC));
        }
        to.elected |= 1 << term;
        let node = &mut to.nodes[at];
        node.set_term(term);
        node.mark(LEADS | NEWEST | IN_SYNC);
        // Without a barrier it serves all it has, though nobody may have acknowledged the end of it.
        node.set_commit(if self.barrier { 0 } else { node.log().len() });
        self.begin_term(node);
    }

    fn elect(&self, to: &mut State, node: u8, voters: u8) {
        let term = highest(to, voters | 1 << node) + 1;
        if to.elected & 1 << term != 0 {
            to.broken = to.broken.with(Property::OneLeaderPerTerm);
        }
        let newest = term >= to.top_term();
        for (at, other) in to.nodes.iter_mut().enumerate() {
            if term > to.elected.ilog2() as u8 {
                other.clear(NEWEST);
            }
            if voters & 1 << at != 0 {
                other.set_term(term);
                other.clear(LEADS | LEASE);
            }
        }
        to.elected |= 1 << term;
        let node = &mut to.nodes[usize::from(node)];
        node.set_term(term);
        node.mark(if newest { LEADS | NEWEST } else { LEADS });
        self.begin_term(node);
    }

    fn begin_term(&self, node: &mut Node) {
        if self.barrier {
            node.append(0);
        }
        if matches!(self.reads, Reads::LeaderLease { .. }) {
            node.mark(LEASE);
        }
    }

    /// What a crash does: connections and the knowledge of commits are gone, and nobody leads who may be replaced.
    fn stop(&self, to: &mut State, node: u8) {
        let alone = to.nodes.iter().filter(|n| n.is(IN_SYNC)).count() == 1;
        let node = &mut to.nodes[usize::from(node)];
        node.set_took(0);
        node.set_commit(0);
        node.clear(LEASE);
        if self.election != Election::Never {
            node.clear(LEADS);
        }
        if !self.votes() {
            node.clear(UP);
            // A member that is down leaves a set that shrinks; the last one stays, or nobody could lead.
            if !alone && matches!(self.acks, Acks::InSync { .. }) {
                node.clear(IN_SYNC);
            }
        }
        if self.catch_up_before_vote {
            node.mark(BEHIND);
        }
    }

    fn lose_power(&self, to: &mut State, at: u8, keep: u8) {
        let node = &mut to.nodes[usize::from(at)];
        // What it is left with says nothing of what its followers hold; unless nobody else will ever lead.
        if keep < node.log().len() && self.election != Election::Never {
            node.clear(NEWEST);
        }
        node.set_log(node.log().prefix(keep));
        self.stop(to, at);
    }

    /// What follows at once from a step (commits and acknowledgements), then what can be forgotten, then the order.
    pub(super) fn settle(&self, to: &mut State) {
        for at in 0..self.count() {
            let node = to.nodes[at];
            if node.is(UP | LEADS) && (node.took() != 0 || self.commits_count()) {
                let commit = self.committed(to, at);
                to.nodes[at].set_commit(commit);
                self.acknowledge(to, at, commit);
            }
        }
        self.forget(to);
        to.sort(self.count());
    }

    /// How much of a leader's log is held by all who must hold it.
    fn committed(&self, to: &State, at: usize) -> u8 {
        let leader = to.nodes[at];
        let log = leader.log();
        let mut index = log.len();
        while index > leader.commit() {
            if self.current_term_only && log.term(index) != leader.term() {
                break;
            }
            let holds = |n: &Node| n.term() == leader.term() && n.log().prefix(index) == log.prefix(index);
            let others = || to.nodes.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, n)| n);
            let enough = match self.acks {
                _ if to.degraded => true,
                Acks::Followers(needed) => others().filter(|n| holds(n)).count() >= usize::from(needed),
                Acks::InSync { min } => {
                    let members = to.nodes.iter().filter(|n| n.is(IN_SYNC)).count();
                    leader.is(NEWEST) && members >= usize::from(min) && others().all(|n| !n.is(IN_SYNC) || holds(n))
                }
            };
            if enough {
                return index;
            }
            index -= 1;
        }
        leader.commit()
    }

    fn acknowledge(&self, to: &mut State, at: usize, commit: u8) {
        let node = to.nodes[at];
        for write in (1..=3).filter(|w| node.took() & 1 << w != 0) {
            let index = node.log().index_of(write);
            if index == 0 || index > commit {
                continue;
            }
            to.acked |= 1 << write;
            to.ways = to.ways.finished(write);
            to.nodes[at].set_took(to.nodes[at].took() & !(1 << write));
            if let Some(client) = to.clients.iter_mut().find(|c| c.waits() == write) {
                client.add_own(write);
                advance_token(self, client, node, index);
                client.finish();
            }
        }
    }

    fn forget(&self, to: &mut State) {
        let taken = to.nodes.iter().fold(0, |set, n| set | n.took());
        for client in &mut to.clients {
            // Nobody will answer it any more.
            if client.waits() != 0 && taken & 1 << client.waits() == 0 {
                *client = Client::default();
            }
            if !client.will_read() {
                client.forget();
            }
        }
        let reading = to.will_read();
        if !reading {
            to.ways = Ways::START;
        }
        for node in &mut to.nodes {
            let kept = reading && self.commits_count() && (node.is(LEADS) || self.commits_travel());
            if !kept {
                node.set_commit(0);
            }
        }
    }
}

fn take(to: &mut State, client: u8, node: u8) {
    to.begun += 1;
    let write = to.begun;
    to.clients[usize::from(client)].begin(write);
    let node = &mut to.nodes[usize::from(node)];
    node.append(write);
    node.set_took(node.took() | 1 << write);
    to.ways = to.ways.open(to.pending());
}

fn advance_token(machine: &Leader, client: &mut Client, node: Node, index: u8) {
    if matches!(machine.reads, Reads::AnySession { .. }) && index >= client.token().0 {
        client.set_token(index, node.log().term(index));
    }
}
