//! Rules: what contradicts what, with the arithmetic and the smallest fix. One record per rule in one table.
//!
//! A condition is evaluated on stated values, else on the value used when unstated; a finding that rests on an assumed
//! input says so. An input with neither leaves the rule unjudged on that entity, listed as such, never passed.

mod out;
pub mod required;
mod retry;
mod rule;
mod run;

pub use out::{Finding, Fix, NotJudged, Out};
pub use rule::{Rule, Severity, Waivable};
pub use run::{MAX_WAIVER_DAYS, MIN_JUSTIFICATION, Report, check, check_brief, difference, waiver_defects};

/// Every rule, in the order in which findings are listed within a severity.
pub static RULES: &[&Rule] =
    &[&retry::REPEATED_WRITE, &retry::MULTIPLIED, &retry::SYNCHRONISED, &retry::UNBUDGETED, &retry::HOPELESS];

/// The record of a rule by id or slug.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.id.eq_ignore_ascii_case(name) || r.slug == name)
}
