//! A number that each site changes on its own: whether all changes are counted, and whether it stays above nothing.

use super::super::{Model, Properties, Property};

/// Sites of the machine: two show all there is to see.
const SITES: usize = 2;

/// How changes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Each site keeps its own sum of additions, and sums are exchanged (G-counter). Nothing is ever taken.
    GrowOnly,
    /// The same, with a sum of what was taken (PN-counter). A site takes while the number it sees is above 0.
    PositiveNegative,
    /// The same, but each site takes only from a share of its own: these, and what was added there. The shares, not
    /// `start`, are what there is at the start.
    Escrow([u8; SITES]),
    /// The number itself is exchanged, and the later one stays. A site takes while it is above 0.
    Overwritten,
}

/// What it judges; anything else would seem to hold.
pub const JUDGES: [Property; 3] = [Property::Convergence, Property::NoLostUpdate, Property::NonNegative];

/// The machine: two sites with a client each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// How changes are counted.
    pub counting: Counting,
    /// The number at the start; with [`Counting::Escrow`] the shares are.
    pub start: u8,
    /// How many changes each site makes at most, 1 to 7.
    pub changes: u8,
}

/// Changes of one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Sum {
    added: u8,
    taken: u8,
}

/// What each site knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// For each site, what it knows of each site's changes; of its own, all.
    known: [[Sum; SITES]; SITES],
    /// For each site, the number as it is exchanged, and how often it was changed; only with [`Counting::Overwritten`].
    number: [(u8, u8); SITES],
}

/// What happens; sites count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A site adds 1.
    Add(u8),
    /// A site takes 1.
    Take(u8),
    /// A site learns what the other knows.
    Learn(u8),
}

impl Counter {
    /// What there was before all changes.
    fn start_sum(self) -> i16 {
        match self.counting {
            Counting::Escrow(shares) => shares.into_iter().map(i16::from).sum(),
            _ => i16::from(self.start),
        }
    }

    /// The start and all changes of a list.
    fn sum(self, changes: [Sum; SITES]) -> i16 {
        changes.iter().fold(self.start_sum(), |sum, one| sum + i16::from(one.added) - i16::from(one.taken))
    }

    /// All changes that were made.
    fn made(state: &State) -> [Sum; SITES] {
        std::array::from_fn(|site| state.known[site][site])
    }

    /// The number that a site sees.
    fn view(self, state: &State, site: usize) -> i16 {
        match self.counting {
            Counting::Overwritten => i16::from(state.number[site].0),
            _ => self.sum(state.known[site]),
        }
    }

    /// What a site may still take.
    fn available(self, state: &State, site: usize) -> i16 {
        let Sum { added, taken } = state.known[site][site];
        match self.counting {
            Counting::GrowOnly => 0,
            Counting::PositiveNegative | Counting::Overwritten => self.view(state, site),
            Counting::Escrow(shares) => i16::from(shares[site]) + i16::from(added) - i16::from(taken),
        }
    }

    fn change(self, from: &State, site: usize, step: Step) -> State {
        let mut to = *from;
        let (own, (number, changes)) = (&mut to.known[site][site], &mut to.number[site]);
        if let Step::Add(_) = step {
            own.added += 1;
            *number += 1;
        } else {
            own.taken += 1;
            *number = number.saturating_sub(1);
        }
        *changes += 1;
        if self.counting != Counting::Overwritten {
            to.number = from.number;
        }
        to
    }

    fn learn(self, from: &State, site: usize) -> State {
        let (mut to, other) = (*from, 1 - site);
        to.known[site][other] = from.known[other][other];
        let rank = |site: usize| (from.number[site].1, site);
        if self.counting == Counting::Overwritten && rank(other) > rank(site) {
            to.number[site] = from.number[other];
        }
        to
    }

    fn is_exchanged(state: &State) -> bool {
        state.known.iter().all(|known| *known == Self::made(state))
    }
}

impl Model for Counter {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        let number = if self.counting == Counting::Overwritten { self.start } else { 0 };
        State { number: [(number, 0); SITES], ..State::default() }
    }

    fn steps(&self, from: &State, out: &mut Vec<(Step, State)>) {
        for (site, name) in [(0, 0u8), (1, 1)] {
            let Sum { added, taken } = from.known[site][site];
            if added + taken < self.changes {
                let mut offer = |step| out.push((step, self.change(from, site, step)));
                offer(Step::Add(name));
                if self.available(from, site) > 0 {
                    offer(Step::Take(name));
                }
            }
        }
        for (site, name) in [(0, 0u8), (1, 1)] {
            let to = self.learn(from, site);
            if to != *from {
                out.push((Step::Learn(name), to));
            }
        }
    }

    fn broken(&self, state: &State) -> Properties {
        let made = self.sum(Self::made(state));
        let views = [self.view(state, 0), self.view(state, 1)];
        let exchanged = Self::is_exchanged(state);
        Properties::NONE
            .with_if(exchanged && views[0] != views[1], Property::Convergence)
            .with_if(exchanged && views.iter().any(|view| *view != made), Property::NoLostUpdate)
            .with_if(made < 0 || views.iter().any(|view| *view < 0), Property::NonNegative)
    }

    fn tell(&self, from: &State, step: Step) -> String {
        match step {
            Step::Add(site) => format!("site {site} adds 1"),
            Step::Take(site) => {
                let share = if matches!(self.counting, Counting::Escrow(_)) { "its share of " } else { "" };
                format!("site {site} takes 1 of {share}{}", self.available(from, usize::from(site)))
            }
            Step::Learn(site) => {
                let sees = self.view(&self.learn(from, usize::from(site)), usize::from(site));
                format!("site {site} learns from site {} and sees {sees}", 1 - site)
            }
        }
    }

    fn tell_run(&self, property: Property, run: &[(State, Step)], last: &State) -> Vec<String> {
        let mut told: Vec<String> = run.iter().map(|(from, step)| self.tell(from, *step)).collect();
        let made = self.sum(Self::made(last));
        let views = [self.view(last, 0), self.view(last, 1)];
        match property {
            Property::NonNegative => told.push(format!("all changes together leave {made}")),
            Property::NoLostUpdate => {
                told.push(format!("both sites know everything and see {}, but all changes make {made}", views[0]));
            }
            Property::Convergence => {
                told.push(format!("both sites know everything, but see {} and {}", views[0], views[1]));
            }
            _ => {}
        }
        told
    }

    /// Sites are interchangeable unless their shares differ, or numbers are ordered by site.
    fn canonical(&self, state: &State) -> State {
        let alike = match self.counting {
            Counting::GrowOnly | Counting::PositiveNegative => true,
            Counting::Escrow([one, other]) => one == other,
            Counting::Overwritten => false,
        };
        let order = |state: &State| state.known.map(|known| known.map(|sum| (sum.added, sum.taken)));
        let mut swapped = *state;
        swapped.known.swap(0, 1);
        swapped.known.iter_mut().for_each(|known| known.swap(0, 1));
        if alike && order(&swapped) < order(state) { swapped } else { *state }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{CAP, Counterexample, Outcome, Verdict, explore};
    use super::*;

    fn judged(counting: Counting, start: u8) -> Outcome {
        explore(&Counter { counting, start, changes: 3 }, Properties::of(&JUDGES), CAP, &|| false)
    }

    fn told(outcome: &Outcome, property: Property) -> &[String] {
        match outcome.of(property) {
            Some(Verdict::Broken(Counterexample { steps })) => steps,
            other => panic!("{property:?}: {other:?}"),
        }
    }

    #[test]
    fn verdicts() {
        for (row, counting, start, convergence_lost_negative) in [
            ("F7: additions only", Counting::GrowOnly, 0, "TTT"),
            ("F7: additions and withdrawals", Counting::PositiveNegative, 1, "TTF"),
            ("F8: shares", Counting::Escrow([1, 1]), 0, "TTT"),
            ("F8: uneven shares", Counting::Escrow([2, 0]), 0, "TTT"),
            ("a number that is overwritten", Counting::Overwritten, 1, "TFF"),
        ] {
            let outcome = judged(counting, start);
            let letter = |verdict: &Verdict| if *verdict == Verdict::Held { 'T' } else { 'F' };
            let letters: String = outcome.verdicts.iter().map(|(_, verdict)| letter(verdict)).collect();
            assert_eq!(letters, convergence_lost_negative, "{row}: {outcome:#?}");
        }
    }

    #[test]
    fn f7_two_sites_take_the_last_unit() {
        assert_eq!(
            told(&judged(Counting::PositiveNegative, 1), Property::NonNegative),
            ["site 0 takes 1 of 1", "site 1 takes 1 of 1", "all changes together leave -1"]
        );
    }

    #[test]
    fn a_number_that_is_overwritten_loses_an_addition() {
        assert_eq!(
            told(&judged(Counting::Overwritten, 0), Property::NoLostUpdate),
            [
                "site 0 adds 1",
                "site 1 adds 1",
                "site 0 learns from site 1 and sees 1",
                "site 1 learns from site 0 and sees 1",
                "both sites know everything and see 1, but all changes make 2",
            ]
        );
    }
}
