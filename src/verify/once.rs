//! One request that is sent more than once: whether it takes effect more than once.
//!
//! What lives here: attempts, copies, the key that tells them apart from new requests, and how long it is remembered.
//! Events that follow from a change are in `outbox`.
//!
//! A message that is on its way does nothing until it arrives, so sending is no step of its own; one that never arrives is
//! lost.

use super::{Model, Properties, Property};

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 1] = [Property::Once];

/// How the request is sent and received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Once {
    /// How often the client sends it, 1 or more.
    pub attempts: u8,
    /// How many copies of what was sent the network may add.
    pub copies: u8,
    /// Whether it carries a key by which the receiver knows what it has done.
    pub key: bool,
    /// Whether the check of the key, the effect and the record of the key are one step. If not, requests that arrive
    /// meanwhile are checked too, and a crash may come between the effect and the record.
    pub atomic: bool,
    /// How long a key is remembered after the effect (units); `None` is for ever.
    pub window: Option<u8>,
    /// How long after the first effect the last attempt or copy may arrive (units).
    pub horizon: u8,
}

/// What the receiver has met, and what it remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// Arrivals of attempts and copies.
    arrived: u8,
    /// Requests that were checked and have not yet taken effect.
    checked: u8,
    /// Effects whose keys are not yet recorded.
    unrecorded: u8,
    effects: u8,
    /// Time since the first record (units).
    passed: u8,
    /// Time since the last record, while it is remembered.
    known: Option<u8>,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An attempt or a copy arrives, and takes effect if nothing else has to happen first.
    Arrive,
    /// A request that was checked takes effect.
    Effect,
    /// The key of what took effect is recorded.
    Record,
    /// A unit of time passes.
    Tick,
}

impl Once {
    fn arrive(self, from: State) -> State {
        let mut to = State { arrived: from.arrived + 1, ..from };
        if !self.key {
            to.effects += 1;
        } else if from.known.is_none() {
            if self.atomic {
                to.effects += 1;
                to.known = Some(0);
            } else {
                to.checked += 1;
            }
        }
        to
    }

    fn tick(self, from: State) -> State {
        let remembered = |age: &u8| self.window.is_none_or(|window| *age <= window);
        State { passed: from.passed + 1, known: from.known.map(|age| age + 1).filter(remembered), ..from }
    }
}

impl Model for Once {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        if from.effects > 1 {
            return;
        }
        if from.arrived < self.attempts.saturating_add(self.copies) {
            out.push((Step::Arrive, self.arrive(*from)));
        }
        if from.checked > 0 {
            let (checked, unrecorded) = (from.checked - 1, from.unrecorded + 1);
            out.push((Step::Effect, State { checked, unrecorded, effects: from.effects + 1, ..*from }));
        }
        if from.unrecorded > 0 {
            out.push((Step::Record, State { unrecorded: from.unrecorded - 1, known: Some(0), ..*from }));
        }
        // Time matters only to a key that can be forgotten.
        if self.window.is_some() && from.known.is_some() && from.passed < self.horizon {
            out.push((Step::Tick, self.tick(*from)));
        }
    }

    fn broken(&self, state: &State) -> Properties {
        Properties::NONE.with_if(state.effects > 1, Property::Once)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let again = if from.effects > 0 { " again" } else { "" };
        match step {
            Step::Arrive => {
                let what = match from.arrived + 1 {
                    nth if nth <= self.attempts => format!("attempt {nth} arrives"),
                    _ => "a copy arrives".into(),
                };
                match (self.key, from.known, self.atomic) {
                    (false, ..) => format!("{what} and takes effect{again}"),
                    (true, Some(_), _) => format!("{what}: its key is known, nothing is done"),
                    (true, None, true) if from.effects > 0 => {
                        format!("{what}: its key is no longer known, it takes effect again")
                    }
                    (true, None, true) => format!("{what} and takes effect: its key is recorded"),
                    (true, None, false) => format!("{what}: its key is not known"),
                }
            }
            Step::Effect => format!("the request takes effect{again}"),
            Step::Record => "its key is recorded".into(),
            Step::Tick => "1 unit of time passes".into(),
        }
    }

    fn tell_run(&self, _: Property, run: &[(State, Step)], _: &State) -> Vec<String> {
        let same = run.chunk_by(|(_, one), (_, next)| *one == Step::Tick && *next == Step::Tick);
        let words = same.map(|same| match same {
            [(from, step)] => self.tell(from, *step),
            ticks => format!("{} units of time pass", ticks.len()),
        });
        words.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CAP, Counterexample, Verdict, explore};
    use super::*;

    /// Two attempts that carry a key, checked, done and recorded at once, and remembered for ever.
    const KEYED: Once = Once { attempts: 2, copies: 0, key: true, atomic: true, window: None, horizon: 3 };

    fn told(machine: Once) -> Option<Vec<String>> {
        let outcome = explore(&machine, Properties::of(&JUDGES), CAP, &|| false);
        match outcome.verdicts.into_iter().next() {
            Some((_, Verdict::Held)) => None,
            Some((_, Verdict::Broken(Counterexample { steps }))) => Some(steps),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn i0_one_attempt_takes_effect_once() {
        assert_eq!(told(Once { attempts: 1, key: false, ..KEYED }), None);
    }

    #[test]
    fn i1_two_attempts_without_a_key_take_effect_twice() {
        let way = ["attempt 1 arrives and takes effect", "attempt 2 arrives and takes effect again"];
        assert_eq!(told(Once { key: false, ..KEYED }).unwrap(), way);
        let copied = told(Once { attempts: 1, copies: 1, key: false, ..KEYED }).unwrap();
        assert_eq!(copied[1], "a copy arrives and takes effect again");
    }

    #[test]
    fn i2_a_key_checked_in_one_step_and_remembered_long_enough_suffices() {
        assert_eq!(told(Once { attempts: 3, copies: 2, window: Some(4), ..KEYED }), None);
        assert_eq!(told(Once { attempts: 3, ..KEYED }), None);
    }

    #[test]
    fn i4_requests_that_are_checked_together_both_take_effect() {
        let way = [
            "attempt 1 arrives: its key is not known",
            "attempt 2 arrives: its key is not known",
            "the request takes effect",
            "the request takes effect again",
        ];
        assert_eq!(told(Once { atomic: false, ..KEYED }).unwrap(), way);
        assert_eq!(told(Once { attempts: 1, atomic: false, ..KEYED }), None);
    }

    #[test]
    fn i3_a_key_is_forgotten_before_the_last_attempt_arrives() {
        let way = [
            "attempt 1 arrives and takes effect: its key is recorded",
            "3 units of time pass",
            "attempt 2 arrives: its key is no longer known, it takes effect again",
        ];
        assert_eq!(told(Once { window: Some(2), ..KEYED }).unwrap(), way);
    }

    #[test]
    fn the_window_is_enough_from_the_horizon_on() {
        for (window, horizon) in (0..5).flat_map(|window| (0..5).map(move |horizon| (window, horizon))) {
            let machine = Once { attempts: 3, window: Some(window), horizon, ..KEYED };
            assert_eq!(told(machine).is_none(), window >= horizon, "{machine:?}");
        }
    }
}
