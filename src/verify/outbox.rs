//! An event that must follow from a change: written to two places one after the other, or with the change into an outbox.
//!
//! What lives here: the service that changes and publishes, and the consumer that is told at least once. Requests that are
//! repeated by their clients are in `once`.

use super::{Model, Properties, Property};

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 2] = [Property::NoLoss, Property::Once];

/// How the event gets from the change to the broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publishing {
    /// The service commits the change, and then publishes the event.
    DualWrite,
    /// The event is committed with the change, and a relay publishes it and then marks it as published.
    Outbox,
}

/// One change and its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outbox {
    /// How it is published.
    pub publishing: Publishing,
    /// Whether the consumer records the key of an event with its effect, and ignores what it knows.
    pub keyed_consumer: bool,
    /// How often the consumer may be given what was published once, 1 or more; above 1 the broker delivers at least once.
    pub deliveries: u8,
    /// How often the service or the relay may crash.
    pub crashes: u8,
}

/// How far the change and the event have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct State {
    committed: bool,
    /// Whether somebody still has it to publish.
    pending: bool,
    /// Whether the relay has published what it has not marked.
    unmarked: bool,
    /// How often the broker was given it.
    published: u8,
    deliveries: u8,
    effects: u8,
    crashes: u8,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The change is committed.
    Commit,
    /// The event reaches the broker.
    Publish,
    /// The relay marks it as published.
    Mark,
    /// The service or the relay crashes and starts again.
    Crash,
    /// The consumer is given the event.
    Deliver,
}

impl Model for Outbox {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State::default()
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        let outbox = self.publishing == Publishing::Outbox;
        if !from.committed {
            out.push((Step::Commit, State { committed: true, pending: true, ..*from }));
        }
        if from.pending && !from.unmarked {
            out.push((
                Step::Publish,
                State { pending: outbox, unmarked: outbox, published: from.published + 1, ..*from },
            ));
        }
        if from.unmarked {
            out.push((Step::Mark, State { pending: false, unmarked: false, ..*from }));
        }
        if from.deliveries < from.published.saturating_mul(self.deliveries) {
            let ignored = self.keyed_consumer && from.effects > 0;
            let effects = from.effects + u8::from(!ignored);
            out.push((Step::Deliver, State { deliveries: from.deliveries + 1, effects, ..*from }));
        }
        // A crash matters only to what is kept in memory: what is left to do, or that it was done.
        if from.crashes < self.crashes && from.pending && (!outbox || from.unmarked) {
            out.push((Step::Crash, State { crashes: from.crashes + 1, pending: outbox, unmarked: false, ..*from }));
        }
    }

    fn broken(&self, state: &State) -> Properties {
        let lost = state.committed && !state.pending && state.published == 0;
        Properties::NONE.with_if(lost, Property::NoLoss).with_if(state.effects > 1, Property::Once)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        let words = match (step, self.publishing) {
            (Step::Commit, Publishing::DualWrite) => "the service commits the change",
            (Step::Commit, Publishing::Outbox) => "the service commits the change with the event",
            (Step::Publish, Publishing::DualWrite) => "the service publishes the event",
            (Step::Publish, Publishing::Outbox) if from.published > 0 => "the relay publishes the event again",
            (Step::Publish, Publishing::Outbox) => "the relay publishes the event",
            (Step::Mark, _) => "the relay marks the event as published",
            (Step::Crash, Publishing::DualWrite) => "the service crashes before it publishes the event: nobody will",
            (Step::Crash, Publishing::Outbox) => "the relay crashes before it marks the event as published",
            (Step::Deliver, _) if from.effects == 0 => "the consumer is given the event and acts",
            (Step::Deliver, _) if self.keyed_consumer => "the consumer is given the event again and ignores it",
            (Step::Deliver, _) => "the consumer is given the event again and acts again",
        };
        words.into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CAP, Counterexample, Outcome, Verdict, explore};
    use super::*;

    fn judged(publishing: Publishing, keyed_consumer: bool, deliveries: u8) -> Outcome {
        let machine = Outbox { publishing, keyed_consumer, deliveries, crashes: 2 };
        explore(&machine, Properties::of(&JUDGES), CAP, &|| false)
    }

    fn told(outcome: &Outcome, property: Property) -> &[String] {
        match outcome.of(property) {
            Some(Verdict::Broken(Counterexample { steps })) => steps,
            other => panic!("{property:?}: {other:?}"),
        }
    }

    #[test]
    fn f11_an_outbox_and_a_keyed_consumer_take_effect_once() {
        let outcome = judged(Publishing::Outbox, true, 3);
        assert!(outcome.verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Held), "{outcome:?}");
    }

    #[test]
    fn f11_of_two_writes_the_second_may_never_come() {
        let outcome = judged(Publishing::DualWrite, true, 3);
        assert_eq!(
            told(&outcome, Property::NoLoss),
            ["the service commits the change", "the service crashes before it publishes the event: nobody will"]
        );
        assert_eq!(outcome.of(Property::Once), Some(&Verdict::Held));
    }

    #[test]
    fn an_outbox_loses_nothing_but_repeats_itself() {
        let outcome = judged(Publishing::Outbox, false, 2);
        assert_eq!(outcome.of(Property::NoLoss), Some(&Verdict::Held));
        assert_eq!(
            told(&outcome, Property::Once),
            [
                "the service commits the change with the event",
                "the relay publishes the event",
                "the consumer is given the event and acts",
                "the consumer is given the event again and acts again",
            ]
        );
    }

    #[test]
    fn a_relay_repeats_itself_even_where_the_broker_does_not() {
        assert_eq!(
            told(&judged(Publishing::Outbox, false, 1), Property::Once),
            [
                "the service commits the change with the event",
                "the relay publishes the event",
                "the consumer is given the event and acts",
                "the relay crashes before it marks the event as published",
                "the relay publishes the event again",
                "the consumer is given the event again and acts again",
            ]
        );
    }
}
