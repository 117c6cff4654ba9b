//! Bounded model checking: small machines of replication, leases, transactions and deduplication, explored state by
//! state until a claimed property breaks or nothing is left to visit.
//!
//! What lives here: the properties, what a machine is ([`Model`]), the search ([`explore`]), what clients do ([`script`]) and
//! one file or folder per family of machines, all on plain arguments. Which machine a brief describes, and what a verdict means
//! for its claims, is decided above (`machines`); nothing here knows a brief.
//!
//! A verdict is bounded. `Held` means that no state within the bounds breaks the property; it is never called a proof. A
//! counterexample is real: the steps that lead to it are possible in any larger run too.

pub mod commit;
mod explore;
pub mod history;
pub mod leader;
pub mod lease;
pub mod merge;
pub mod once;
pub mod outbox;
mod property;
pub mod register;
pub mod script;
pub mod sequence;
pub mod transactions;

pub use explore::{CAP, Counterexample, Outcome, Verdict, explore, worst};
pub use property::{Properties, Property};

/// A machine small enough to visit all its states.
///
/// One step is one decision: asking and answering, delivering and acknowledging, finishing and returning are merged
/// where the parts cannot be told apart by a client. A step that changes nothing must not be offered.
pub trait Model {
    /// All that the next steps and the verdicts depend on; small, and the same for states that no client can tell apart.
    type State: Clone + Eq + std::hash::Hash;
    /// What happened, with enough in it to be told.
    type Step: Copy;

    /// Where a run begins.
    fn start(&self) -> Self::State;

    /// Every step that is possible here, with where it leads.
    fn steps(&self, from: &Self::State, out: &mut Vec<(Self::Step, Self::State)>);

    /// Which properties are broken in this state. A property once broken may stay so or not: the first state counts.
    fn broken(&self, state: &Self::State) -> Properties;

    /// One step in words, without a full stop: `client 1 writes 1 at replica 0`. `from` is the state before it.
    fn tell(&self, from: &Self::State, step: Self::Step) -> String;

    /// A whole run in words: each step with the state before it, then the state that breaks `property`. Neighbouring
    /// steps may be told as one, and a last line may say what is wrong where the steps alone do not.
    fn tell_run(&self, property: Property, run: &[(Self::State, Self::Step)], last: &Self::State) -> Vec<String> {
        let _ = (property, last);
        run.iter().map(|(from, step)| self.tell(from, *step)).collect()
    }

    /// One of all states that differ only by the names of what is interchangeable (replicas, say): it stands for all of
    /// them. What is broken, and what is possible, must not depend on those names.
    fn canonical(&self, state: &Self::State) -> Self::State {
        state.clone()
    }
}
