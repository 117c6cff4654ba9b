//! Which steps are possible in a state. What they do is in `apply.rs`.

use super::super::script::Op;
use super::node::{BEHIND, IN_SYNC, LEADS, LEASE, NEWEST, Node, ROOM, UP};
use super::state::State;
use super::{Acks, Candidate, Election, Leader, Reads, VoteCheck};

/// One step. Nodes and clients are given by their places in the state before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A leader takes a write.
    Write {
        /// Whose.
        client: u8,
        /// Which leader.
        node: u8,
    },
    /// A client reads.
    Read {
        /// Which client.
        client: u8,
        /// Where.
        node: u8,
    },
    /// A node copies the log of a leader, and the leader knows.
    Copy {
        /// Whose log.
        leader: u8,
        /// Who copies it.
        node: u8,
    },
    /// A node is made leader from outside.
    Promote {
        /// Which.
        node: u8,
    },
    /// A node is elected.
    Elect {
        /// Which.
        node: u8,
        /// Who voted for it beside itself, as a set of places.
        voters: u8,
    },
    /// A process ends; where nodes elect each other it is started again at once.
    Crash {
        /// Whose.
        node: u8,
    },
    /// A node loses power, and what its log has after `keep` entries; where nodes elect each other it starts again at once.
    LosePower {
        /// Which.
        node: u8,
        /// Entries left.
        keep: u8,
    },
    /// A node that was down runs again.
    Restart {
        /// Which.
        node: u8,
    },
    /// The leader takes a node out of the in-sync set.
    Shrink {
        /// Which node.
        node: u8,
    },
    /// Leaders stop to wait for their followers.
    Degrade,
    /// A leader no longer believes in its lease.
    LeaseEnds {
        /// Which.
        node: u8,
    },
    /// A leader gets a new lease from as many as acknowledge a write.
    RenewLease {
        /// Which.
        node: u8,
    },
}

impl Leader {
    pub(super) fn each_step(&self, from: &State, push: &mut dyn FnMut(Step)) {
        for at in 0..self.count() {
            let node = from.nodes[at];
            if node.is(UP | LEADS) {
                self.of_leader(from, at, push);
            }
            self.reads_at(from, at, push);
            self.failures(from, at, push);
            if let Election::Vote { quorum, check } = self.election {
                self.votes_for(from, at, quorum, check, push);
            } else if self.may_promote(from, at) {
                push(Step::Promote { node: at as u8 });
            }
        }
        if self.degrades && !from.degraded {
            push(Step::Degrade);
        }
    }

    fn of_leader(&self, from: &State, at: usize, push: &mut dyn FnMut(Step)) {
        let leader = from.nodes[at];
        let node = at as u8;
        if leader.log().len() < ROOM && from.begun < 3 && self.takes_writes(from) {
            for client in (0..from.clients.len()).filter(|c| from.clients[*c].next() == Some(Op::Write)) {
                push(Step::Write { client: client as u8, node });
            }
        }
        for other in (0..self.count()).filter(|f| *f != at) {
            if self.copy(from, at, other).is_some_and(|copied| copied != from.nodes[other]) {
                push(Step::Copy { leader: node, node: other as u8 });
            }
            if matches!(self.acks, Acks::InSync { .. }) && leader.is(NEWEST) && from.nodes[other].is(IN_SYNC) {
                push(Step::Shrink { node: other as u8 });
            }
        }
        if matches!(self.reads, Reads::LeaderLease { safe: true }) {
            if leader.is(LEASE) {
                push(Step::LeaseEnds { node });
            } else if self.confirmed(from, leader) {
                push(Step::RenewLease { node });
            }
        }
    }

    fn takes_writes(&self, from: &State) -> bool {
        match self.acks {
            Acks::Followers(_) => true,
            Acks::InSync { min } => from.nodes.iter().filter(|n| n.is(IN_SYNC)).count() >= usize::from(min),
        }
    }

    /// As many nodes as acknowledge a write, the leader included, follow it in its term.
    fn confirmed(&self, from: &State, leader: Node) -> bool {
        let needed = match self.acks {
            Acks::Followers(others) => others + 1,
            Acks::InSync { .. } => self.nodes / 2 + 1,
        };
        let following = |n: &&Node| n.is(UP) && n.term() == leader.term();
        from.nodes.iter().filter(following).count() >= usize::from(needed)
    }

    fn reads_at(&self, from: &State, at: usize, push: &mut dyn FnMut(Step)) {
        let node = from.nodes[at];
        let leads = node.is(LEADS);
        let commit = node.commit();
        let ready = !self.barrier || node.term() == 1 || node.log().term(commit) == node.term();
        let served = node.is(UP)
            && match self.reads {
                Reads::LeaderDirty => leads,
                Reads::LeaderCommitted => leads && ready,
                Reads::Confirmed => leads && ready && self.confirmed(from, node),
                Reads::LeaderLease { .. } => leads && ready && node.is(LEASE),
                Reads::Any | Reads::AnyCommitted | Reads::AnySession { .. } => true,
            };
        if !served {
            return;
        }
        for client in 0..from.clients.len() {
            let (index, term) = from.clients[client].token();
            let in_session = match self.reads {
                Reads::AnySession { epoch: true } => index <= node.log().len() && node.log().term(index) == term,
                Reads::AnySession { epoch: false } => index <= node.log().len(),
                _ => true,
            };
            if in_session && from.clients[client].next() == Some(Op::Read) {
                push(Step::Read { client: client as u8, node: at as u8 });
            }
        }
    }

    fn failures(&self, from: &State, at: usize, push: &mut dyn FnMut(Step)) {
        let state = from.nodes[at];
        let node = at as u8;
        if !state.is(UP) {
            push(Step::Restart { node });
            return;
        }
        // Where nodes vote, only a leader has something to lose by a crash.
        let counts = !self.votes() || state.is(LEADS);
        if from.crashes > 0 && counts {
            push(Step::Crash { node });
        }
        if from.power_losses > 0 {
            let len = state.log().len();
            (0..len + u8::from(counts)).for_each(|keep| push(Step::LosePower { node, keep }));
        }
    }

    fn may_promote(&self, from: &State, at: usize) -> bool {
        let Election::Promotion { of, while_old_lives, .. } = self.election else { return false };
        let nodes = &from.nodes[..self.count()];
        let node = nodes[at];
        let living = |n: &Node| n.is(UP) && !n.is(LEADS);
        living(&node)
            && !node.is(BEHIND)
            && from.top_term() < self.last_term()
            && (!self.barrier || node.log().len() < ROOM)
            && (while_old_lives || !nodes.iter().any(|n| n.is(UP | LEADS)))
            && !self.lease_forbids(from)
            && match of {
                Candidate::Any => true,
                Candidate::MostAdvanced => !nodes.iter().any(|n| living(n) && n.log().end() > node.log().end()),
                Candidate::InSync => node.is(IN_SYNC),
                Candidate::InSyncElseAny => node.is(IN_SYNC) || !nodes.iter().any(|n| n.is(UP | IN_SYNC)),
            }
    }

    fn lease_forbids(&self, from: &State) -> bool {
        matches!(self.reads, Reads::LeaderLease { safe: true }) && from.nodes.iter().any(|n| n.is(LEASE))
    }

    fn votes_for(&self, from: &State, at: usize, quorum: u8, check: VoteCheck, push: &mut dyn FnMut(Step)) {
        let node = from.nodes[at];
        let full = self.barrier && node.log().len() >= ROOM;
        if node.is(BEHIND) || full || node.term() >= self.last_term() || self.lease_forbids(from) {
            return;
        }
        let mut willing = 0u8;
        for (other, voter) in from.nodes.iter().enumerate().take(self.count()) {
            let agrees = match check {
                VoteCheck::TermAndIndex => node.log().end() >= voter.log().end(),
                // Writes are numbered in the order in which they arrived.
                VoteCheck::Clock => node.log().value() >= voter.log().value(),
                VoteCheck::Nothing => true,
            };
            if other != at && agrees && !voter.is(BEHIND) && voter.term() < self.last_term() {
                willing |= 1 << other;
            }
        }
        // Every subset of the willing, downwards.
        let mut voters = willing;
        loop {
            // A leader stands again only after it has heard of a later term.
            let stands = !node.is(LEADS) || highest(from, voters) > node.term();
            if voters.count_ones() + 1 == u32::from(quorum) && stands {
                push(Step::Elect { node: at as u8, voters });
            }
            if voters == 0 {
                return;
            }
            voters = (voters - 1) & willing;
        }
    }
}

/// The highest term among some nodes; 0 for none.
pub(super) fn highest(from: &State, nodes: u8) -> u8 {
    let chosen = from.nodes.iter().enumerate().filter(|(i, _)| nodes & 1 << i != 0);
    chosen.map(|(_, n)| n.term()).max().unwrap_or(0)
}
