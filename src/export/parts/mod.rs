//! The parts of the document, one function each: brief and results in, a block out. Where a part stands and what its
//! heading says is decided by the templates.

pub mod appendix;
mod architecture;
mod calls;
mod changes;
mod claims;
mod data;
mod impact;
mod incident;
mod mermaid;
mod objectives;
pub mod options;
mod overload;
mod pictures;
mod reviews;
mod risks;
mod rollout;

use std::collections::BTreeMap;

use super::block::Block;
use super::rest::Rest;
pub use super::source::Source;

type Part = fn(&Source<'_>) -> Block;

/// The parts by the name under which a template places them.
pub static PARTS: &[(&str, Part)] = &[
    ("summary", architecture::summary),
    ("incident", incident::incident),
    ("goals", architecture::goals),
    ("objectives", objectives::objectives),
    ("cap_stance", architecture::cap_stance),
    ("consistency_model", architecture::consistency_model),
    ("failure_assumptions", architecture::failure_assumptions),
    ("topology", data::topology),
    ("replication", data::replication),
    ("partitioning", data::partitioning),
    ("timeouts_retries", calls::timeouts_retries),
    ("idempotency_transactions", calls::idempotency_transactions),
    ("locks", calls::locks),
    ("overload", overload::overload),
    ("options", options::options),
    ("partition_handling", risks::partition_handling),
    ("split_brain", risks::split_brain),
    ("degraded_modes", risks::degraded_modes),
    ("register", risks::register),
    ("phases", rollout::phases),
    ("test_plan", rollout::test_plan),
    ("claims", claims::claims),
    ("metrics_alerts", rollout::metrics_alerts),
    ("slo_impact", rollout::slo_impact),
    ("change_list", changes::change_list),
    ("files", changes::files),
    ("change_paths", changes::change_paths),
    ("numbers", appendix::numbers),
    ("findings", appendix::findings),
    ("reviews", reviews::reviews),
    ("open_questions", appendix::open_questions),
    ("references", appendix::references),
    ("pictures", pictures::pictures),
];

/// All parts as markdown. What is stated and has no place in a table is known once all of them are made.
pub fn all(source: &Source<'_>) -> BTreeMap<&'static str, String> {
    let blocks: Vec<(&str, Block)> = PARTS.iter().map(|(name, part)| (*name, part(source))).collect();
    let rest = Rest::new(source, blocks.iter().flat_map(|(_, block)| block.places()));
    blocks.into_iter().map(|(name, block)| (name, block.render(&rest))).collect()
}
