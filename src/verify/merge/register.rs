//! A register that each site writes on its own: what becomes of writes that did not know of each other.

use super::super::history::{Action, History, Op};
use super::super::script::{self, Script};
use super::super::{Model, Properties, Property};

/// The most sites: each client of a script has one of its own.
const SITES: usize = 3;
/// The most writes of a script.
const WRITES: usize = 4;
/// What a read of several values counts as: no register returns it.
const SEVERAL: u8 = u8::MAX;

/// What a site holds after it was told of a write that it did not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The write with the later time stays; equal times are ordered by site.
    LastWriter(Times),
    /// All writes that none of the others had seen stay beside each other (version vectors).
    Siblings,
    /// What arrives last stays: no resolution at all.
    LastArrival,
}

/// The times that writes carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Those of one perfect clock: the best case.
    Exact,
    /// What the clock of each site says (at most 254); clocks stand still during the run.
    Clocks([u8; SITES]),
}

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 5] = [
    Property::Linearizable,
    Property::ReadYourWrites,
    Property::MonotonicReads,
    Property::Convergence,
    Property::NoLostUpdate,
];

/// The machine: how writes are resolved, and the script that the clients play, each at a site of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    resolution: Resolution,
    plan: Vec<Op>,
    sites: usize,
    values: u8,
}

impl Register {
    /// Sites with a script; `None` if it has more than 3 clients or 4 writes.
    pub fn new(resolution: Resolution, script: Script) -> Option<Self> {
        let plan = script::plan(script);
        let (sites, values) = (script.len(), plan.iter().filter(|op| op.action != Action::Read).count());
        (sites <= SITES && values <= WRITES).then_some(Self { resolution, plan, sites, values: values as u8 })
    }

    /// Sites with each script of [`script::ALL`], for [`super::super::worst`].
    pub fn all(resolution: Resolution) -> Vec<Self> {
        script::ALL.into_iter().filter_map(|script| Self::new(resolution, script)).collect()
    }

    /// A site takes in a write, its own or another's.
    fn learn(&self, to: &mut State, site: usize, value: u8) {
        let (bit, held) = (1 << value, to.held[site]);
        to.seen[site] |= bit;
        to.held[site] = match self.resolution {
            Resolution::LastArrival => bit,
            Resolution::LastWriter(_) => {
                let last = self.values_in(held | bit).max_by_key(|v| self.rank(to, *v));
                last.map_or(0, |v| 1 << v)
            }
            Resolution::Siblings => {
                let both = held | bit;
                let replaced = self.values_in(both).fold(0, |set, v| set | to.knew[usize::from(v) - 1]);
                both & !replaced
            }
        };
    }

    fn write(&self, to: &mut State, site: usize, value: u8) {
        let at = usize::from(value) - 1;
        to.knew[at] = to.seen[site];
        to.times[at] = match self.resolution {
            Resolution::LastWriter(Times::Clocks(clocks)) => clocks[site].saturating_add(1),
            _ => to.times.into_iter().max().unwrap_or(0) + 1,
        };
        self.learn(to, site, value);
    }

    /// What a site answers to a read.
    fn answer(&self, state: &State, site: usize) -> u8 {
        let mut held = self.values_in(state.held[site]);
        match (held.next(), held.next()) {
            (None, _) => 0,
            (Some(only), None) => only,
            _ => SEVERAL,
        }
    }

    /// The order of values by the times they were written with.
    fn rank(&self, state: &State, value: u8) -> (u8, usize) {
        let time = value.checked_sub(1).and_then(|v| state.times.get(usize::from(v)));
        time.map_or((0, 0), |time| (*time, self.writer(value)))
    }

    fn values_in(&self, set: u8) -> impl Iterator<Item = u8> {
        (1..=self.values).filter(move |value| set >> value & 1 == 1)
    }

    fn writer(&self, value: u8) -> usize {
        let op = self.plan.iter().find(|op| op.action == Action::Write(value));
        op.map_or(0, |op| usize::from(op.client))
    }

    /// All writes there are, once every site has seen every one of them.
    fn exchanged(&self, state: &State) -> Option<u8> {
        let sites = &state.seen[..self.sites];
        let issued = sites.iter().fold(0, |all, seen| all | seen);
        sites.iter().all(|seen| *seen == issued).then_some(issued)
    }

    /// A write that is gone although every write that is left had not seen it, and the site that misses it.
    fn lost(&self, state: &State) -> Option<(u8, usize)> {
        let issued = self.exchanged(state)?;
        let replaced = self.values_in(issued).fold(0, |set, v| set | state.knew[usize::from(v) - 1]);
        let missing = |site: usize| self.values_in(issued & !replaced & !state.held[site]).next();
        (0..self.sites).find_map(|site| Some((missing(site)?, site)))
    }

    /// `1`, `1 and 2`; `0` for none.
    fn names(&self, set: u8) -> String {
        let names: Vec<String> = self.values_in(set).map(|v| v.to_string()).collect();
        if names.is_empty() { "0".into() } else { names.join(" and ") }
    }
}

/// What each site holds and has seen. Sets of values have the bit of each value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct State {
    held: [u8; SITES],
    seen: [u8; SITES],
    /// For each value, what its site had seen when it was written.
    knew: [u8; WRITES],
    /// For each value, the time it was written with.
    times: [u8; WRITES],
    history: History,
    broken: Properties,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The client of a site does its next operation.
    Local {
        /// Its place in the plan.
        op: u8,
    },
    /// A write reaches another site.
    Arrive {
        /// What was written.
        value: u8,
        /// Where it arrives.
        site: u8,
    },
}

impl Model for Register {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        for site in 0..self.sites {
            let own = |op: &usize| usize::from(self.plan[*op].client) == site && !from.history.is_returned(*op);
            let Some(op) = (0..self.plan.len()).find(own) else { continue };
            let mut to = *from;
            to.history.invoke(op);
            match self.plan[op].action {
                Action::Write(value) => {
                    self.write(&mut to, site, value);
                    to.history.complete(&self.plan, op, value);
                }
                Action::Read => {
                    to.history.complete(&self.plan, op, self.answer(from, site));
                    // A read of several values goes back to none of them, nor does one go back from there.
                    let older = |value, than| value != SEVERAL && self.rank(from, value) < self.rank(from, than);
                    to.broken = to
                        .broken
                        .with_if(!to.history.is_linearizable(&self.plan), Property::Linearizable)
                        .with_if(!to.history.reads_own_writes(&self.plan), Property::ReadYourWrites)
                        .with_if(!to.history.reads_never_go_back(&self.plan, older), Property::MonotonicReads);
                }
            }
            out.push((Step::Local { op: op as u8 }, to));
        }
        let issued = from.seen.iter().fold(0, |all, seen| all | seen);
        for site in 0..self.sites {
            for value in self.values_in(issued & !from.seen[site]) {
                let mut to = *from;
                self.learn(&mut to, site, value);
                out.push((Step::Arrive { value, site: site as u8 }, to));
            }
        }
    }

    fn broken(&self, state: &State) -> Properties {
        let apart = state.held[..self.sites].iter().any(|held| *held != state.held[0]);
        state
            .broken
            .with_if(apart && self.exchanged(state).is_some(), Property::Convergence)
            .with_if(self.lost(state).is_some(), Property::NoLostUpdate)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        match step {
            Step::Local { op } => {
                let Op { client, action } = self.plan[usize::from(op)];
                let (who, site) = (client + 1, client);
                match action {
                    Action::Write(value) => format!("client {who} writes {value} at site {site}"),
                    Action::Read => {
                        let held = from.held[usize::from(site)];
                        format!("client {who} reads from site {site} and gets {}", self.names(held))
                    }
                }
            }
            Step::Arrive { value, site } => {
                let mut to = *from;
                self.learn(&mut to, usize::from(site), value);
                let held = to.held[usize::from(site)];
                let keeps = if held == from.held[usize::from(site)] { "keeps" } else { "holds" };
                format!("the write of {value} reaches site {site}, which {keeps} {}", self.names(held))
            }
        }
    }

    fn tell_run(&self, property: Property, run: &[(State, Step)], last: &State) -> Vec<String> {
        let mut told: Vec<String> = run.iter().map(|(from, step)| self.tell(from, *step)).collect();
        match (property, self.lost(last)) {
            (Property::NoLostUpdate, Some((value, _))) => {
                told.push(format!("all sites know all writes, and {value} is gone though no other write had seen it"));
            }
            (Property::Convergence, _) => {
                let holds = |site: usize| format!("site {site} holds {}", self.names(last.held[site]));
                let sites: Vec<String> = (0..self.sites).map(holds).collect();
                told.push(format!("all sites know all writes, but {}", sites.join(", ")));
            }
            _ => {}
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{CAP, Counterexample, Outcome, Verdict, worst};
    use super::*;

    fn judged(resolution: Resolution) -> Outcome {
        worst(&Register::all(resolution), Properties::of(&JUDGES), CAP, &|| false)
    }

    fn letters(outcome: &Outcome) -> String {
        outcome.verdicts.iter().map(|(_, verdict)| if *verdict == Verdict::Held { 'T' } else { 'F' }).collect()
    }

    fn told(outcome: &Outcome, property: Property) -> &[String] {
        match outcome.of(property) {
            Some(Verdict::Broken(Counterexample { steps })) => steps,
            other => panic!("{property:?}: {other:?}"),
        }
    }

    #[test]
    fn verdicts() {
        for (row, resolution, lin_ryw_mono_convergence_lost) in [
            ("F5: the last writer wins", Resolution::LastWriter(Times::Exact), "FTTTF"),
            ("F5: by clocks that differ", Resolution::LastWriter(Times::Clocks([10, 5, 5])), "FFTTF"),
            ("F6: siblings", Resolution::Siblings, "FTTTT"),
            ("what arrives last stays", Resolution::LastArrival, "FFFFF"),
        ] {
            let outcome = judged(resolution);
            assert_eq!(letters(&outcome), lin_ryw_mono_convergence_lost, "{row}: {outcome:#?}");
        }
    }

    #[test]
    fn f5_of_two_writes_that_did_not_know_of_each_other_one_is_lost() {
        let outcome = judged(Resolution::LastWriter(Times::Exact));
        assert_eq!(
            told(&outcome, Property::NoLostUpdate),
            [
                "client 1 writes 1 at site 0",
                "client 2 writes 2 at site 1",
                "the write of 2 reaches site 0, which holds 2",
                "the write of 1 reaches site 1, which keeps 2",
                "all sites know all writes, and 1 is gone though no other write had seen it",
            ]
        );
        let stale = ["client 1 writes 1 at site 0", "client 2 reads from site 1 and gets 0"];
        assert_eq!(told(&outcome, Property::Linearizable), stale);
    }

    #[test]
    fn f6_siblings_replace_what_they_had_seen_and_nothing_else() {
        let machine = Register::new(Resolution::Siblings, script::BOTH_READ_BACK).unwrap();
        let mut state = machine.start();
        machine.write(&mut state, 0, 1);
        machine.write(&mut state, 1, 2);
        machine.learn(&mut state, 0, 2);
        assert_eq!((machine.names(state.held[0]), machine.answer(&state, 0)), ("1 and 2".into(), SEVERAL));
        let mut later = machine.start();
        machine.write(&mut later, 0, 1);
        machine.learn(&mut later, 1, 1);
        machine.write(&mut later, 1, 2);
        assert_eq!((machine.names(later.held[1]), machine.lost(&later)), ("2".into(), None));
        machine.learn(&mut later, 0, 2);
        assert_eq!((machine.names(later.held[0]), machine.lost(&later)), ("2".into(), None));
    }
}
