//! "Same for the others": one answer for every open step of the same question.

use crate::brief;

use super::{
    answer::{Answered, Given, answer},
    facts::Known,
    flow::{Route, Walk},
    step::Step,
};

/// The answers by step key, in the order to apply them, and what did not fit. A step that offers other options (another
/// replication scheme, say) stays open.
pub fn same_for_others(
    known: &Known,
    walk: &Walk,
    route: &Route,
    step: &Step,
    given: &Given,
) -> (Vec<(String, Answered)>, Vec<String>) {
    let mut brief = known.brief.clone();
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    for other in route.others(step) {
        let now = known.with(&brief);
        match answer(&now, walk, &other.refreshed(&now), given) {
            Ok(done) => {
                let mut next = brief.clone();
                match brief::apply(&mut next, &done.edits) {
                    Ok(_) => brief = next,
                    Err(e) => problems.extend(super::answer::words(&e)),
                }
                out.push((other.key(), done));
            }
            Err(e) => problems.extend(e.into_iter().map(|e| format!("{}: {e}", other.names.entity))),
        }
    }
    (out, problems)
}
