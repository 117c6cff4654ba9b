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
    /// A claim of an entity, called `name` where it is read, without a machine so far.
    pub(super) fn new(at: &At, name: &str, property: Property) -> Self {
        let text = format!("{name} {}", property.says());
        Self {
            id: format!("{}/{at}", property.name()),
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
                Err(format!("no machine of this kind judges whether it {}", self.property.says()))
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
