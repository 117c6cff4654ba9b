//! The search: breadth first, every state once, so that the first counterexample found is a shortest one.

use super::{Model, Properties, Property};
use indexmap::IndexMap;

/// States visited before a run is called inconclusive: a few seconds and some hundred megabytes at most.
pub const CAP: usize = 3_000_000;

/// What a run says of one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every state within the bounds was visited, and none breaks it. Bounded, not a proof.
    Held,
    /// Broken, and how.
    Broken(Counterexample),
    /// The cap was reached first: nothing is known.
    Inconclusive,
}

/// A shortest run that breaks a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterexample {
    /// What happens, step by step, in words.
    pub steps: Vec<String>,
}

/// What a run found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// States visited.
    pub states: usize,
    /// For each property asked, its verdict, in the order of [`Property::ALL`].
    pub verdicts: Vec<(Property, Verdict)>,
}

impl Outcome {
    /// The verdict on one property, if it was asked.
    pub fn of(&self, property: Property) -> Option<&Verdict> {
        self.verdicts.iter().find(|(p, _)| *p == property).map(|(_, v)| v)
    }
}

/// Visits every state of `model` until each property of `asked` has broken, nothing is left, `cap` states are known, or
/// `cancelled` says so (asked about every thousand states; a cancelled run is inconclusive).
pub fn explore<M: Model>(model: &M, asked: Properties, cap: usize, cancelled: &dyn Fn() -> bool) -> Outcome {
    let mut search = Search::new(model, asked);
    let mut next = 0;
    let mut whole = true;
    while next < search.states.len() && !search.open.is_empty() {
        if search.states.len() > cap || (next % 1024 == 0 && cancelled()) {
            whole = false;
            break;
        }
        search.expand(next);
        next += 1;
    }
    search.outcome(asked, whole)
}

/// How a state was first reached: from which (by its place in the order of discovery) and by what; the start by nothing.
type Reached<Step> = (u32, Option<Step>);

struct Search<'a, M: Model> {
    model: &'a M,
    /// Asked and not yet broken.
    open: Properties,
    /// In the order of discovery.
    states: IndexMap<M::State, Reached<M::Step>, foldhash::fast::FixedState>,
    /// Where each broken property broke first.
    broken: Vec<(Property, usize)>,
    found: Vec<(M::Step, M::State)>,
}

impl<'a, M: Model> Search<'a, M> {
    fn new(model: &'a M, asked: Properties) -> Self {
        let states = IndexMap::with_hasher(foldhash::fast::FixedState::with_seed(1));
        let mut search = Self { model, open: asked, states, broken: Vec::new(), found: Vec::new() };
        search.meet(model.start(), (0, None));
        search
    }

    /// Takes a state in, if it is new, and judges it.
    fn meet(&mut self, state: M::State, reached: Reached<M::Step>) {
        let at = self.states.len();
        if self.states.contains_key(&state) {
            return;
        }
        let broken = self.model.broken(&state).both(self.open);
        self.states.insert(state, reached);
        self.broken.extend(broken.each().map(|p| (p, at)));
        self.open = self.open.without(broken);
    }

    fn expand(&mut self, at: usize) {
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        if let Some((state, _)) = self.states.get_index(at) {
            self.model.steps(state, &mut found);
        }
        for (step, state) in found.drain(..) {
            self.meet(state, (at as u32, Some(step)));
        }
        self.found = found;
    }

    /// The steps that first led to a state, in words.
    fn told(&self, mut at: usize) -> Counterexample {
        let mut steps = Vec::new();
        while let Some((_, &(before, Some(step)))) = self.states.get_index(at) {
            at = before as usize;
            if let Some((from, _)) = self.states.get_index(at) {
                steps.push(self.model.tell(from, step));
            }
        }
        steps.reverse();
        Counterexample { steps }
    }

    fn outcome(&self, asked: Properties, whole: bool) -> Outcome {
        let verdict = |p: Property| match self.broken.iter().find(|(broken, _)| *broken == p) {
            Some((_, at)) => Verdict::Broken(self.told(*at)),
            None if whole => Verdict::Held,
            None => Verdict::Inconclusive,
        };
        Outcome { states: self.states.len(), verdicts: asked.each().map(|p| (p, verdict(p))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts from 0 by one or two, to a bound; 3 breaks one property, 5 another.
    struct Counter {
        bound: u8,
    }

    impl Model for Counter {
        type State = u8;
        type Step = u8;

        fn start(&self) -> u8 {
            0
        }

        fn steps(&self, from: &u8, out: &mut Vec<(u8, u8)>) {
            out.extend([1, 2].into_iter().filter(|by| from + by <= self.bound).map(|by| (by, from + by)));
        }

        fn broken(&self, state: &u8) -> Properties {
            Properties::NONE.with_if(*state == 3, Property::Order).with_if(*state == 5, Property::Once)
        }

        fn tell(&self, from: &u8, step: u8) -> String {
            format!("{from} + {step}")
        }
    }

    const ASKED: [Property; 2] = [Property::Order, Property::Once];

    fn run(bound: u8, cap: usize) -> Outcome {
        explore(&Counter { bound }, Properties::of(&ASKED), cap, &|| false)
    }

    #[test]
    fn a_counterexample_is_a_shortest_one_and_ends_where_it_breaks() {
        let outcome = run(9, CAP);
        let broken = |p| match outcome.of(p) {
            Some(Verdict::Broken(way)) => way.steps.join(", "),
            other => format!("{other:?}"),
        };
        assert_eq!(broken(Property::Order), "0 + 1, 1 + 2");
        assert_eq!(broken(Property::Once), "0 + 1, 1 + 2, 3 + 2");
    }

    #[test]
    fn what_no_state_breaks_is_held_after_all_of_them() {
        let outcome = run(4, CAP);
        assert_eq!(outcome.of(Property::Once), Some(&Verdict::Held));
        assert_eq!(outcome.states, 5);
    }

    #[test]
    fn a_run_that_meets_its_cap_or_is_cancelled_knows_nothing() {
        assert_eq!(run(200, 2).of(Property::Once), Some(&Verdict::Inconclusive));
        let cancelled = explore(&Counter { bound: 9 }, Properties::of(&ASKED), CAP, &|| true);
        assert_eq!(cancelled.of(Property::Order), Some(&Verdict::Inconclusive));
    }

    #[test]
    fn a_property_that_was_not_asked_has_no_verdict() {
        assert_eq!(run(9, CAP).of(Property::Linearizable), None);
    }
}
