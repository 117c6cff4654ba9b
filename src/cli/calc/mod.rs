//! `dsbench calc`: one question answered without a brief. A calculator is one record: its flags, its results, the numbers
//! whose pages explain it, and a function that calls `analysis`. Command line, help, `--list`, completion and JSON follow
//! from the records.

mod answer;
mod args;
mod burst;
mod data;
mod delay;
mod distance;
mod flag;
mod inputs;
mod list;
mod overload;
mod quorum;
mod reliability;
mod retry;
mod shards;
mod staleness;
mod strategy;
mod tail;
mod timing;

pub use answer::{Cell, Results};
pub use args::Args;
pub use flag::{Flag, Kind, Need};
pub use inputs::Inputs;

use super::Context;
use super::error::{Failure, Outcome, Verdict};
use crate::analysis::OutOfDomain;

/// A calculator.
#[derive(Debug)]
pub struct Calculator {
    /// Its name: `quorum`.
    pub name: &'static str,
    /// One line on what it answers.
    pub about: &'static str,
    /// What it takes.
    pub flags: &'static [Flag],
    /// What it may give: key in JSON, unit, label in the table. Which of them depends on the flags.
    pub results: &'static [(&'static str, &'static str, &'static str)],
    /// The numbers it computes; their pages give formula, assumptions and source.
    pub numbers: &'static [&'static str],
    /// Flags that work, for help and tests.
    pub example: &'static str,
    /// Computes.
    pub run: fn(&Inputs) -> Result<Results, Failure>,
}

/// Every calculator, in the order of the list.
pub static CALCULATORS: &[&Calculator] = &[
    &quorum::QUORUM,
    &strategy::SEARCH,
    &staleness::STALENESS,
    &reliability::SLO,
    &reliability::AVAILABILITY,
    &retry::RETRY,
    &retry::BACKOFF,
    &retry::DEADLINE,
    &tail::TAIL,
    &tail::HEDGE,
    &tail::QUEUE,
    &burst::BURST,
    &tail::CONCURRENCY,
    &tail::USL,
    &shards::HOT_KEY,
    &shards::RING,
    &shards::BINS,
    &shards::REBALANCE,
    &timing::LEASE,
    &timing::FAILOVER,
    &reliability::DURABILITY,
    &overload::BUDGET,
    &overload::TIMELINE,
    &overload::CONTENTION,
    &overload::METASTABLE,
    &overload::EJECTION,
    &overload::HERD,
    &overload::CACHE,
    &overload::BREAKER,
    &distance::COMMIT,
    &distance::SUSPICION,
    &distance::ZONES,
    &distance::PARTITION,
    &distance::REGIONS,
    &data::RPO,
    &data::CONFLICT,
    &data::REPAIR,
    &data::FOLLOWER,
    &data::LOG,
    &data::TRANSACTION,
    &data::DEDUP,
    &data::CANARY,
];

impl From<OutOfDomain> for Failure {
    fn from(e: OutOfDomain) -> Self {
        Self::new(e)
    }
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let Some(calculator) = args.calculator else {
        list::write(args.json, context)?;
        return Ok(Verdict::Yes);
    };
    let inputs = Inputs::read(calculator.flags, &args.values)?;
    let results = (calculator.run)(&inputs)?;
    answer::write(calculator, &inputs, &results, args.json, context)?;
    Ok(Verdict::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_runs_and_gives_only_declared_results() {
        for c in CALCULATORS {
            let inputs = inputs::tests::from_example(c);
            let results = (c.run)(&inputs).unwrap_or_else(|e| panic!("{}: {:?}", c.name, e.lines));
            assert!(!results.0.is_empty(), "{} gives nothing for its example", c.name);
            for (key, cell) in &results.0 {
                assert!(c.results.iter().any(|r| r.0 == *key), "{}: {key} is not among its results", c.name);
                assert!(cell.finite(), "{}: {key} is not finite", c.name);
            }
        }
    }

    #[test]
    fn names_are_unique_and_pages_exist() {
        for (i, c) in CALCULATORS.iter().enumerate() {
            assert!(CALCULATORS[..i].iter().all(|o| o.name != c.name), "two calculators are called {}", c.name);
            for id in c.numbers {
                assert!(crate::reference::page(id).is_some(), "{}: no page for {id}", c.name);
            }
            for (j, flag) in c.flags.iter().enumerate() {
                assert!(c.flags[..j].iter().all(|o| o.name != flag.name), "{}: two flags --{}", c.name, flag.name);
                assert!(
                    !flag.doc.is_empty() && !flag.doc.ends_with('.'),
                    "{} --{}: one line, no full stop",
                    c.name,
                    flag.name
                );
            }
        }
    }
}
