//! Claims put to the small machines of `verify`: which machine a brief describes for each of its claims, what a search through
//! all states of it says, and the finding where a claim does not hold.
//!
//! A claim is judged by what the design says of itself: a fenced lock by the order of its writes and not by exclusion, a
//! consensus protocol by one leader per term and not by one at a time. What no machine describes is said to be so, with the
//! reason; nothing is guessed. Machines themselves know no brief and live in `verify`.

mod case;
mod claim;
mod data;
mod finding;
mod leader;
mod leaderless;
mod locks;
mod once;
mod remedy;
mod scope;
mod settings;
mod transactions;

pub use case::{Case, Machine};
pub use claim::Claim;
pub use finding::findings;
pub use remedy::{Remedy, remedies};

use crate::numbers::{Figure, World};
use crate::verify::{Outcome, Properties, Verdict};

/// A claim and what the search said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The claim.
    pub claim: Claim,
    /// What was found, and in how many states; `None` where no machine describes it.
    pub found: Option<(Verdict, usize)>,
    /// What would make it hold, where it is false and somebody has looked.
    pub remedies: Vec<Remedy>,
}

impl Checked {
    /// The steps that break the claim, if it is broken.
    pub fn steps(&self) -> Option<&[String]> {
        match &self.found {
            Some((Verdict::Broken(way), _)) => Some(&way.steps),
            _ => None,
        }
    }
}

/// Every claim of a brief that a machine could judge, in the order of the file.
pub fn claims(world: &World<'_>, figures: &[Figure]) -> Vec<Claim> {
    let mut all = data::claims(world);
    all.extend(locks::claims(world, figures));
    all.extend(transactions::claims(world));
    all.extend(once::claims(world, figures));
    all
}

/// Searches for each claim. Claims about one machine share a search; `told` hears how many of the searches are done.
pub fn check(
    claims: Vec<Claim>,
    cap: usize,
    cancelled: &dyn Fn() -> bool,
    told: &mut dyn FnMut(usize, usize),
) -> Vec<Checked> {
    let mut searches: Vec<(Machine, Properties)> = Vec::new();
    for claim in &claims {
        let Ok(case) = &claim.case else { continue };
        match searches.iter_mut().find(|(machine, _)| *machine == case.machine) {
            Some((_, asked)) => *asked = asked.with(claim.judged),
            None => searches.push((case.machine.clone(), Properties::of(&[claim.judged]))),
        }
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (done, (machine, asked)) in searches.iter().enumerate() {
        told(done, searches.len());
        outcomes.push(machine.search(*asked, cap, cancelled));
    }
    told(searches.len(), searches.len());
    let found = |claim: &Claim| {
        let case = claim.case.as_ref().ok()?;
        let place = searches.iter().position(|(machine, _)| *machine == case.machine)?;
        let outcome = &outcomes[place];
        Some((outcome.of(claim.judged)?.clone(), outcome.states))
    };
    claims.into_iter().map(|claim| Checked { found: found(&claim), claim, remedies: Vec::new() }).collect()
}
