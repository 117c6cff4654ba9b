//! A lease that two clients want: whoever holds it checks by its own clock that it still does, and then writes.
//!
//! What lives here: the lease service, its clients, and the resource they write to. The leases that leaders of a
//! replicated log read under come to the same with a pause of 0: the check is the read.
//!
//! Times are whole units of any length. Only the order of a check and what happens elsewhere counts, so a clock that lags
//! is taken to lag by all that it may, from the start of the lease on: any smaller lag permits less. A lease that is
//! renewed is one that begins at the renewal.

#[cfg(test)]
mod tests;

use super::{Model, Properties, Property};

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 3] = [Property::Order, Property::Exclusion, Property::OneHolder];

/// What the lease and its clients are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// How long a lease lasts by the clock of the service (units); without `expires` it does not matter.
    pub ttl: u8,
    /// When the run ends (units). To see a lease that has passed on it must exceed `ttl` by the drift and the pause.
    pub horizon: u8,
    /// What a holder keeps back: by its clock it goes on only while the time since the grant and this are below the ttl.
    pub margin: u8,
    /// How far a client's clock may lag by the end of a lease (units).
    pub drift: u8,
    /// The longest time from a check to the effect of the write at the resource, with all delivery; `None` is unbounded.
    pub max_pause: Option<u8>,
    /// Whether the resource refuses tokens lower than the highest it has accepted.
    pub fencing: bool,
    /// Whether a lease ends on its own; if not, it is a lock that nobody else gets.
    pub expires: bool,
    /// Whether the service is split, with a client on each side, and each side grants without the other and counts its
    /// tokens for itself.
    pub split: bool,
}

impl Lease {
    /// A lease that expires, of a service that is not split, with clocks that keep time, no margin and no fencing. The
    /// pause is at most 0.
    pub fn new(ttl: u8, horizon: u8) -> Self {
        Self { ttl, horizon, margin: 0, drift: 0, max_pause: Some(0), fencing: false, expires: true, split: false }
    }

    /// How long the lease of a client has lasted by its own clock.
    fn elapsed(&self, state: &State, client: usize) -> u8 {
        (state.now - state.clients[client].granted).saturating_sub(self.drift)
    }

    /// Whether a holder that checks now goes on.
    fn is_valid(&self, state: &State, client: usize) -> bool {
        let passed = u16::from(self.elapsed(state, client)) + u16::from(self.margin);
        state.clients[client].grant != 0 && (!self.expires || passed < u16::from(self.ttl))
    }

    /// Whether a client acts as the holder, or is about to.
    fn believes(&self, state: &State, client: usize) -> bool {
        state.clients[client].checked.is_some() || self.is_valid(state, client)
    }

    /// The side of the service that a client reaches.
    fn side(&self, client: usize) -> usize {
        if self.split { client } else { 0 }
    }

    /// Whether a side of the service would grant.
    fn is_free(&self, state: &State, side: usize) -> bool {
        let side = state.sides[side];
        side.tokens == 0 || (self.expires && state.now - side.granted >= self.ttl)
    }

    /// Clients whose lease has run out by their own clocks, and who are not about to write, are like new ones.
    fn settle(&self, state: &mut State) {
        for client in 0..state.clients.len() {
            if !self.believes(state, client) {
                state.clients[client] = Client::default();
            }
        }
    }

    fn acquire(&self, from: &State, client: usize) -> State {
        let mut to = *from;
        let side = &mut to.sides[self.side(client)];
        (side.granted, side.tokens) = (from.now, side.tokens + 1);
        to.grants += 1;
        to.clients[client] = Client { grant: to.grants, token: side.tokens, granted: from.now, checked: None };
        to
    }

    fn accepts(&self, state: &State, client: usize) -> bool {
        !self.fencing || state.clients[client].token >= state.highest_token
    }

    fn write(&self, from: &State, client: usize) -> State {
        let mut to = *from;
        let Client { grant, token, .. } = from.clients[client];
        to.clients[client].checked = None;
        if self.accepts(from, client) {
            to.broken = to
                .broken
                .with_if(grant < from.newest_grant, Property::Order)
                .with_if(grant < from.grants, Property::Exclusion);
            to.highest_token = token.max(from.highest_token);
            to.newest_grant = grant.max(from.newest_grant);
        } else {
            to.clients[client] = Client::default();
        }
        self.settle(&mut to);
        to
    }
}

/// A client; without a grant all is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Client {
    /// Which of all grants it holds, from 1 in the order they were given; 0 is none.
    grant: u8,
    /// The token it was given.
    token: u8,
    /// When.
    granted: u8,
    /// When it last checked, if it has not yet written since.
    checked: Option<u8>,
}

/// One side of the service, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Side {
    /// When it last granted.
    granted: u8,
    /// How often it granted: its last token.
    tokens: u8,
}

/// The time, who holds what, and what the resource has accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct State {
    now: u8,
    clients: [Client; 2],
    sides: [Side; 2],
    /// Grants by all sides.
    grants: u8,
    /// The highest token accepted at the resource, and the newest grant.
    highest_token: u8,
    newest_grant: u8,
    broken: Properties,
}

/// What happens; clients count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A unit of time passes.
    Tick,
    /// A client gets the lease.
    Acquire(u8),
    /// A holder checks its lease and is about to write.
    Check(u8),
    /// Its write reaches the resource.
    Write(u8),
}

impl Model for Lease {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        for (client, name) in [(0, 0u8), (1, 1)] {
            let Client { grant, checked, .. } = from.clients[client];
            if checked.is_some() {
                out.push((Step::Write(name), self.write(from, client)));
            } else if self.is_valid(from, client) {
                let mut to = *from;
                to.clients[client].checked = Some(from.now);
                out.push((Step::Check(name), to));
            } else if grant == 0 && self.is_free(from, self.side(client)) {
                let mut to = self.acquire(from, client);
                self.settle(&mut to);
                out.push((Step::Acquire(name), to));
            }
        }
        let must_write = |client: &Client| match (client.checked, self.max_pause) {
            (Some(checked), Some(longest)) => from.now - checked >= longest,
            _ => false,
        };
        if from.now < self.horizon && !from.clients.iter().any(must_write) {
            let mut to = State { now: from.now + 1, ..*from };
            self.settle(&mut to);
            out.push((Step::Tick, to));
        }
    }

    fn broken(&self, state: &State) -> Properties {
        state.broken.with_if(self.believes(state, 0) && self.believes(state, 1), Property::OneHolder)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        match step {
            Step::Tick => "1 unit of time passes".into(),
            Step::Acquire(client) => {
                let token = from.sides[self.side(usize::from(client))].tokens + 1;
                let what = match (self.expires, from.grants > 0 && !self.split) {
                    (true, false) => "acquires the lease",
                    (true, true) => "acquires the lease, which has expired,",
                    (false, _) => "acquires the lock",
                };
                let side = if self.split && from.grants > 0 { " on the other side of the split" } else { "" };
                let token = if self.fencing { format!(" with token {token}") } else { String::new() };
                format!("client {} {what}{side}{token}", client + 1).trim_end_matches(',').into()
            }
            Step::Check(client) => {
                let (who, passed) = (client + 1, self.elapsed(from, usize::from(client)));
                if self.expires {
                    format!("client {who} checks: by its clock {passed} of {} have passed, so it goes on", self.ttl)
                } else {
                    format!("client {who} checks that it holds the lock")
                }
            }
            Step::Write(client) => {
                let Client { grant, token, .. } = from.clients[usize::from(client)];
                let after = if grant < from.grants { " after its lease has passed on" } else { "" };
                let after = if self.split { "" } else { after };
                if self.accepts(from, usize::from(client)) {
                    format!("client {} writes{after}, and that is accepted", client + 1)
                } else {
                    format!("client {} writes{after}, but token {token} is refused", client + 1)
                }
            }
        }
    }

    fn tell_run(&self, property: Property, run: &[(State, Step)], last: &State) -> Vec<String> {
        let mut told = Vec::new();
        for same in run.chunk_by(|(_, one), (_, next)| *one == Step::Tick && *next == Step::Tick) {
            match same {
                [(from, step)] => told.push(self.tell(from, *step)),
                ticks => told.push(format!("{} units of time pass", ticks.len())),
            }
        }
        if property == Property::OneHolder {
            let holds = |client: usize| match last.clients[client].checked {
                Some(_) => format!("client {} is about to write", client + 1),
                None => format!("client {} takes itself for the holder", client + 1),
            };
            told.push(format!("{}, {}", holds(0), holds(1)));
        }
        told
    }

    /// Which client is which does not matter.
    fn canonical(&self, state: &State) -> State {
        let mut swapped = *state;
        swapped.clients.swap(0, 1);
        if self.split {
            swapped.sides.swap(0, 1);
        }
        swapped.min(*state)
    }
}
