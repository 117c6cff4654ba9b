//! Which steps are possible under each mechanism, and what they do. What they break is judged in `judge.rs`.

use super::super::Properties;
use super::script::{Action, End, Key, Site};
use super::state::{Phase, Progress, ROOM, State};
use super::{Isolation, ReplicaOrder, Transactions, judge};

/// One step. Transactions are given by place, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A transaction does its next action.
    Act {
        /// Which.
        transaction: u8,
    },
    /// A transaction that has done everything ends: as it means to, or as the mechanism decides.
    Finish {
        /// Which.
        transaction: u8,
    },
    /// A transaction that waits for a lock is aborted.
    Victim {
        /// Which.
        transaction: u8,
    },
    /// The replica makes a commit visible.
    Show {
        /// Whose.
        transaction: u8,
    },
}

impl Transactions {
    fn count(&self) -> usize {
        self.script.len().min(ROOM)
    }

    /// The next action; `None` when only the end is left.
    pub(super) fn next(&self, place: usize, now: &Progress) -> Option<Action> {
        self.script[place].actions.get(usize::from(now.done)).copied()
    }

    pub(super) fn each_step(&self, from: &State, push: &mut dyn FnMut(Step)) {
        for place in 0..self.count() {
            let now = &from.all[place];
            let transaction = place as u8;
            match (now.phase, self.next(place, now)) {
                (Phase::Committed | Phase::Aborted, _) => {}
                (Phase::Waiting, _) if !self.may_begin(from, place) => {}
                (_, Some(action)) if !self.blocked(from, place, action) => push(Step::Act { transaction }),
                (Phase::Active, Some(_)) => push(Step::Victim { transaction }),
                (Phase::Active, None) => push(Step::Finish { transaction }),
                (Phase::Waiting, _) => {}
            }
        }
        let reads = |p: &usize| self.script[*p].site == Site::Replica && !from.all[*p].is(Phase::Committed);
        if (0..self.count()).any(|p| reads(&p)) {
            let missing = from.log.all().filter(|p| from.replica.index(*p).is_none());
            let many = if self.replica_order == ReplicaOrder::Own { ROOM } else { 1 };
            missing.take(many).for_each(|p| push(Step::Show { transaction: p as u8 }));
        }
    }

    fn may_begin(&self, from: &State, place: usize) -> bool {
        let stale = self.script[place].site == Site::Replica && from.replica.len() < from.log.len();
        self.isolation != Isolation::Strict || !stale
    }

    /// Whether somebody else holds a lock that the action needs.
    fn blocked(&self, from: &State, place: usize, action: Action) -> bool {
        let locks_reads = matches!(self.isolation, Isolation::TwoPhaseLocking | Isolation::Strict);
        let locks = locks_reads || self.isolation == Isolation::ReadUncommitted;
        if !locks || self.script[place].site == Site::Replica {
            return false;
        }
        let mut others = from.in_phase(Phase::Active).filter(|p| *p != place && self.script[*p].site == Site::Primary);
        match action {
            Action::Read(key) => locks_reads && others.any(|p| from.all[p].wrote[key as usize]),
            Action::Write(key) => others.any(|p| {
                let other = &from.all[p];
                // A retry has not read again, so it holds no lock from reading.
                other.wrote[key as usize] || (locks_reads && !other.blind && other.read[key as usize].is_some())
            }),
        }
    }

    pub(super) fn after(&self, from: &State, step: Step) -> State {
        let mut to = from.clone();
        to.broken = Properties::NONE;
        match step {
            Step::Act { transaction } => self.act(&mut to, transaction.into()),
            Step::Finish { transaction } => self.finish(&mut to, transaction.into()),
            Step::Victim { transaction } => self.abort(&mut to, transaction.into()),
            Step::Show { transaction } => to.replica.push(transaction.into()),
        }
        to.broken = judge::judge(&to, step);
        to
    }

    fn act(&self, to: &mut State, place: usize) {
        if to.all[place].is(Phase::Waiting) {
            let committed = to.in_phase(Phase::Committed).fold(0, |set, p| set | 1 << p);
            let on_replica = self.script[place].site == Site::Replica;
            let now = &mut to.all[place];
            now.phase = Phase::Active;
            now.after = committed;
            now.snapshot = if on_replica { to.replica.len() } else { to.log.len() };
        }
        match self.next(place, &to.all[place]) {
            Some(Action::Read(key)) => self.read(to, place, key),
            Some(Action::Write(key)) => to.all[place].wrote[key as usize] = true,
            None => {}
        }
        let now = &mut to.all[place];
        now.done += 1;
        self.skip_reads(place, now);
    }

    /// A retry goes from write to write.
    fn skip_reads(&self, place: usize, now: &mut Progress) {
        while now.blind && matches!(self.next(place, now), Some(Action::Read(_))) {
            now.done += 1;
        }
    }

    fn read(&self, to: &mut State, place: usize, key: Key) {
        let key = key as usize;
        if to.all[place].wrote[key] {
            return;
        }
        let version = self.visible(to, place, key);
        let now = &mut to.all[place];
        now.fuzzy |= now.read[key].is_some_and(|before| before != version);
        now.read[key] = Some(version);
    }

    /// The version of a key that a read sees now.
    fn visible(&self, from: &State, place: usize, key: usize) -> u8 {
        let on_replica = self.script[place].site == Site::Replica;
        let order = if on_replica { from.replica } else { from.log };
        let newest = match self.isolation {
            Isolation::ReadUncommitted | Isolation::ReadCommitted => true,
            Isolation::RepeatableRead | Isolation::Snapshot | Isolation::SerializableSnapshot => false,
            Isolation::TwoPhaseLocking | Isolation::Strict => !on_replica,
        };
        let dirty = (self.isolation == Isolation::ReadUncommitted && !on_replica)
            .then(|| from.in_phase(Phase::Active).find(|p| from.all[*p].wrote[key]))
            .flatten();
        match dirty {
            Some(writer) => writer as u8 + 1,
            None if newest => from.version(order, order.len(), key),
            None => from.version(order, from.all[place].snapshot, key),
        }
    }

    fn finish(&self, to: &mut State, place: usize) {
        if self.script[place].end == End::RollBack {
            to.all[place].phase = Phase::Aborted;
        } else if self.conflict(to, place) {
            self.abort(to, place);
        } else {
            commit(to, place);
        }
    }

    /// Whether the mechanism refuses the commit.
    pub(super) fn conflict(&self, from: &State, place: usize) -> bool {
        let first_wins = matches!(self.isolation, Isolation::Snapshot | Isolation::SerializableSnapshot);
        if !first_wins || self.script[place].site == Site::Replica {
            return false;
        }
        let now = &from.all[place];
        let since = from.log.all().skip(usize::from(now.snapshot));
        let overwritten = since.into_iter().any(|p| (0..2).any(|k| now.wrote[k] && from.all[p].wrote[k]));
        overwritten || (self.isolation == Isolation::SerializableSnapshot && self.in_a_row(from, place))
    }

    /// Whether with this commit one transaction would stand between two others that ran beside it, having overwritten what
    /// the one read and having read what the other overwrote.
    fn in_a_row(&self, from: &State, place: usize) -> bool {
        let mut with = from.clone();
        commit(&mut with, place);
        // What is read at the replica is not known here, and a retry has not read.
        let known: Vec<usize> =
            with.in_phase(Phase::Committed).filter(|p| self.script[*p].site == Site::Primary).collect();
        let beside = |a: &Progress, b: &Progress| a.snapshot < b.committed_at && b.snapshot < a.committed_at;
        let misses = |a: usize, b: usize| {
            let (reader, writer) = (&with.all[a], &with.all[b]);
            let newer = with.log.index(b).is_some_and(|at| at > reader.snapshot);
            let read = (0..2).any(|k| reader.read[k].is_some() && writer.wrote[k]);
            a != b && !reader.blind && read && newer && beside(reader, writer)
        };
        known.iter().any(|m| known.iter().any(|a| misses(*a, *m)) && known.iter().any(|c| misses(*m, *c)))
    }

    /// Whether it knows what to write: it has something to write and nothing left to read.
    fn all_is_read(&self, place: usize, now: &Progress) -> bool {
        let is_write = |action: &Action| matches!(action, Action::Write(_));
        let actions = self.script[place].actions;
        actions.iter().any(is_write) && actions.iter().skip(now.done.into()).all(is_write)
    }

    fn abort(&self, to: &mut State, place: usize) {
        let retried = self.blind_retry && !to.all[place].blind && self.all_is_read(place, &to.all[place]);
        let len = to.log.len();
        let now = &mut to.all[place];
        now.wrote = [false; 2];
        if retried {
            now.blind = true;
            now.done = 0;
            now.snapshot = len;
            self.skip_reads(place, now);
        } else {
            now.phase = Phase::Aborted;
        }
    }
}

fn commit(to: &mut State, place: usize) {
    if to.all[place].writes_any() {
        to.log.push(place);
    }
    let len = to.log.len();
    let now = &mut to.all[place];
    now.phase = Phase::Committed;
    now.committed_at = len;
}
