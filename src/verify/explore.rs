//! The search: breadth first, every state once, so that the first counterexample found is a shortest one.

use super::{Model, Properties, Property};
use indexmap::IndexMap;
use std::collections::VecDeque;

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
    let mut visited = 0;
    let mut whole = true;
    while !search.open.is_empty() {
        let Some(state) = search.waiting.pop_front() else { break };
        if search.known.len() > cap || (visited % 1024 == 0 && cancelled()) {
            whole = false;
            break;
        }
        search.expand(visited as u32, &state);
        visited += 1;
    }
    search.outcome(asked, whole)
}

/// Explores several machines of a kind (one for each script, say) and takes the worst verdict on each property: broken
/// before inconclusive before held, and of several counterexamples the one told in fewest steps. States are summed.
///
/// `cap` bounds each machine. Without machines everything asked is held, in no states.
pub fn worst<'a, M: Model + 'a>(
    models: impl IntoIterator<Item = &'a M>,
    asked: Properties,
    cap: usize,
    cancelled: &dyn Fn() -> bool,
) -> Outcome {
    let mut all = Outcome { states: 0, verdicts: asked.each().map(|p| (p, Verdict::Held)).collect() };
    for model in models {
        let one = explore(model, asked, cap, cancelled);
        all.states += one.states;
        for ((_, so_far), (_, verdict)) in all.verdicts.iter_mut().zip(one.verdicts) {
            if verdict.weight() < so_far.weight() {
                *so_far = verdict;
            }
        }
    }
    all
}

impl Verdict {
    /// Worst first.
    fn weight(&self) -> (u8, usize) {
        match self {
            Self::Broken(way) => (0, way.steps.len()),
            Self::Inconclusive => (1, 0),
            Self::Held => (2, 0),
        }
    }
}

/// How a state was first reached: from which (by its place in the order of discovery) and by which of the steps offered
/// there; the start by nothing.
type Reached = Option<(u32, u32)>;

struct Search<'a, M: Model> {
    model: &'a M,
    /// Asked and not yet broken.
    open: Properties,
    /// One for all states that differ only by names, in the order of discovery.
    known: IndexMap<M::State, Reached, foldhash::fast::FixedState>,
    /// Found and not yet expanded, under the names they were found with: a run keeps its names from end to end.
    waiting: VecDeque<M::State>,
    /// Where each broken property broke first.
    broken: Vec<(Property, usize)>,
    found: Vec<(M::Step, M::State)>,
}

impl<'a, M: Model> Search<'a, M> {
    fn new(model: &'a M, asked: Properties) -> Self {
        let known = IndexMap::with_hasher(foldhash::fast::FixedState::with_seed(1));
        let (waiting, broken, found) = (VecDeque::new(), Vec::new(), Vec::new());
        let mut search = Self { model, open: asked, known, waiting, broken, found };
        search.meet(model.start(), None);
        search
    }

    /// Takes a state in, if it is new, and judges it.
    fn meet(&mut self, state: M::State, reached: Reached) {
        let at = self.known.len();
        let indexmap::map::Entry::Vacant(place) = self.known.entry(self.model.canonical(&state)) else { return };
        place.insert(reached);
        let broken = self.model.broken(&state).both(self.open);
        self.broken.extend(broken.each().map(|p| (p, at)));
        self.open = self.open.without(broken);
        self.waiting.push_back(state);
    }

    fn expand(&mut self, at: u32, state: &M::State) {
        let mut found = std::mem::take(&mut self.found);
        self.model.steps(state, &mut found);
        for (nth, (_, state)) in found.drain(..).enumerate() {
            self.meet(state, Some((at, nth as u32)));
        }
        self.found = found;
    }

    /// The steps that first led to a state, in words: which were taken is known, so they are taken again from the start.
    fn told(&self, property: Property, mut at: usize) -> Counterexample {
        let mut taken = Vec::new();
        while let Some((_, Some((before, nth)))) = self.known.get_index(at) {
            at = *before as usize;
            taken.push(*nth as usize);
        }
        let (mut state, mut run, mut offered) = (self.model.start(), Vec::new(), Vec::new());
        for nth in taken.into_iter().rev() {
            offered.clear();
            self.model.steps(&state, &mut offered);
            let (step, next) = offered.swap_remove(nth);
            run.push((std::mem::replace(&mut state, next), step));
        }
        debug_assert!(self.model.broken(&state).has(property), "the same steps lead to the same state");
        Counterexample { steps: self.model.tell_run(property, &run, &state) }
    }

    fn outcome(&self, asked: Properties, whole: bool) -> Outcome {
        let verdict = |p: Property| match self.broken.iter().find(|(broken, _)| *broken == p) {
            Some((_, at)) => Verdict::Broken(self.told(p, *at)),
            None if whole => Verdict::Held,
            None => Verdict::Inconclusive,
        };
        Outcome { states: self.known.len(), verdicts: asked.each().map(|p| (p, verdict(p))).collect() }
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

    #[test]
    fn of_several_machines_the_worst_verdict_counts() {
        let counters = [Counter { bound: 2 }, Counter { bound: 4 }, Counter { bound: 3 }];
        let outcome = worst(&counters, Properties::of(&ASKED), CAP, &|| false);
        let Some(Verdict::Broken(way)) = outcome.of(Property::Order) else { panic!("{outcome:?}") };
        assert_eq!(way.steps, ["0 + 1", "1 + 2"]);
        assert_eq!(outcome.of(Property::Once), Some(&Verdict::Held));
        assert_eq!(outcome.states, 3 + 5 + 4);
        let short = worst(&[Counter { bound: 2 }, Counter { bound: 200 }], Properties::of(&[]), 2, &|| false);
        assert!(short.verdicts.is_empty());
        let capped = worst(&[Counter { bound: 1 }, Counter { bound: 2 }], Properties::of(&ASKED), 2, &|| false);
        assert_eq!(capped.of(Property::Once), Some(&Verdict::Inconclusive));
    }

    /// Two lamps, each lit once; which is which does not matter.
    struct Lamps;

    impl Model for Lamps {
        type State = [bool; 2];
        type Step = usize;

        fn start(&self) -> [bool; 2] {
            [false; 2]
        }

        fn steps(&self, from: &[bool; 2], out: &mut Vec<(usize, [bool; 2])>) {
            for lamp in (0..2).rev().filter(|i| !from[*i]) {
                let mut to = *from;
                to[lamp] = true;
                out.push((lamp, to));
            }
        }

        fn broken(&self, state: &[bool; 2]) -> Properties {
            Properties::NONE.with_if(*state == [true; 2], Property::Once)
        }

        fn tell(&self, _: &[bool; 2], step: usize) -> String {
            format!("lamp {step}")
        }

        fn canonical(&self, state: &[bool; 2]) -> [bool; 2] {
            let mut sorted = *state;
            sorted.sort_unstable();
            sorted
        }
    }

    #[test]
    fn states_that_differ_by_names_count_once_and_a_run_keeps_its_names() {
        let outcome = explore(&Lamps, Properties::of(&ASKED), CAP, &|| false);
        assert_eq!(outcome.states, 3);
        let Some(Verdict::Broken(way)) = outcome.of(Property::Once) else { panic!("{outcome:?}") };
        assert_eq!(way.steps, ["lamp 1", "lamp 0"]);
    }
}
