//! One claim: what is promised of which entity, what it rests on, and the machine that judges it.

use super::case::Case;
use crate::numbers::{At, Trace};
use crate::verify::Property;

/// Something a brief promises that a machine can judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Stable name: what is claimed and of what, as `linearizable/dataset.orders.operation.place`.
    pub id: String,
    /// The entity.
    pub at: At,
    /// What is claimed.
    pub property: Property,
    /// What is looked for in the machine: the same, or what it comes to there.
    pub judged: Property,
    /// In words: "orders.place is linearizable".
    pub text: String,
    /// The field that claims it, and the settings that decide it, the one to change first.
    pub paths: Vec<At>,
    /// Every field that the machine follows from.
    pub trace: Trace,
    /// The machine, or why there is none.
    pub case: Result<Case, String>,
}

impl Claim {
    /// A claim without a machine so far.
    pub(super) fn new(at: &At, property: Property, text: String) -> Self {
        Self {
            id: format!("{}/{at}", name(property)),
            at: at.clone(),
            property,
            judged: property,
            text,
            paths: Vec::new(),
            trace: Trace::new(),
            case: Err("nothing describes it".to_owned()),
        }
    }

    /// Its machine. One that does not judge what is claimed is none.
    pub(super) fn case(mut self, case: Result<Case, String>) -> Self {
        self.case = case.and_then(|case| {
            if case.machine.judges().has(self.judged) {
                Ok(case)
            } else {
                Err(format!("no machine of this kind judges whether it {}", says(self.property)))
            }
        });
        self
    }

    /// Whether a name given on the command line means it: its own, or the entity's, or an entity's that holds that one.
    pub fn is_named(&self, name: &str) -> bool {
        let at = self.at.to_string();
        let below = |whole: &str| whole.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.id == name || below(&at)
    }
}

/// The word of a property in the name of a claim.
fn name(property: Property) -> &'static str {
    match property {
        Property::Linearizable => "linearizable",
        Property::ReadYourWrites => "read-your-writes",
        Property::MonotonicReads => "monotonic-reads",
        Property::NoLoss => "no-loss",
        Property::OneLeader => "one-leader",
        Property::OneLeaderPerTerm => "one-leader-per-term",
        Property::Exclusion => "exclusion",
        Property::OneHolder => "one-holder",
        Property::Serializable => "serializable",
        Property::StrictSerializable => "strict-serializable",
        Property::SnapshotIsolation => "snapshot",
        Property::NonNegative => "non-negative",
        other => other.word(),
    }
}

/// A property as what an entity does: "is linearizable".
pub(super) fn says(property: Property) -> &'static str {
    match property {
        Property::Linearizable => "is linearizable",
        Property::ReadYourWrites => "reads its own writes",
        Property::MonotonicReads => "never reads backwards",
        Property::NoLoss => "loses no acknowledged write",
        Property::OneLeader => "has at most one leader at a time",
        Property::OneLeaderPerTerm => "has at most one leader in a term",
        Property::Order => "keeps the writes of its holders in order",
        Property::Exclusion => "lets nobody write whose lease has passed on",
        Property::OneHolder => "has at most one holder at a time",
        Property::Once => "takes effect once",
        Property::Serializable => "is serializable",
        Property::StrictSerializable => "is strictly serializable",
        Property::SnapshotIsolation => "gives snapshot isolation",
        Property::LostUpdateFree => "loses no update",
        Property::ReadSkewFree => "has no read skew",
        Property::WriteSkewFree => "has no write skew",
        Property::AbortedReadFree => "reads nothing that was rolled back",
        Property::TornFree => "takes effect whole or not at all",
        Property::Convergence => "converges",
        Property::NoLostUpdate => "loses no acknowledged update",
        Property::NonNegative => "never goes below nothing",
        Property::Agreement => "decides alike everywhere",
        Property::Termination => "always comes to a decision",
    }
}
