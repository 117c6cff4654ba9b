//! Optimal strategies: the least load, network load or latency under limits, and the exact method that is cheapest.

use super::expr::{Expr, Surviving};
use super::profile::{Mix, Profile};
use super::program::{Task, on_columns, on_trees, set_latency};
use super::sets;
use super::strategy::{Method, Strategy};
use super::system::{fastest, smallest};
use super::{Error, Result, System};
use crate::analysis::OutOfDomain;

/// The most nodes with which latency and losses are weighed together: every superset is a candidate.
pub const MOST_NODES_LATENCY_AND_LOSSES: usize = 12;

/// What a strategy makes least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The load of the busiest node (most capacity).
    Load,
    /// The number of nodes contacted.
    Network,
    /// The time until a quorum has answered.
    Latency,
}

/// Upper bounds on what is not the objective, averaged over the mix; finite and above 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// Load of the busiest node: 1 / capacity wanted.
    pub load: Option<f64>,
    /// Nodes contacted per operation.
    pub network: Option<f64>,
    /// Time to a quorum, in the profile's unit.
    pub latency: Option<f64>,
}

impl Limits {
    fn check(self) -> std::result::Result<(), OutOfDomain> {
        for (what, limit) in
            [("the load limit", self.load), ("the network limit", self.network), ("the latency limit", self.latency)]
        {
            if let Some(x) = limit.filter(|x| !(*x > 0.0 && x.is_finite())) {
                return Err(OutOfDomain::new(what, x, "finite and above 0"));
            }
        }
        Ok(())
    }
}

impl System {
    /// The strategy of least load that survives no losses and keeps no limit: the usual question.
    pub fn least_load(&self, profile: &Profile, mix: &Mix) -> Result<Strategy> {
        self.strategy(profile, mix, Objective::Load, Limits::default(), 0)
    }

    /// The best strategy among sets that are still quorums after any `f` of their members are lost.
    ///
    /// Exact (to the solver's 1e-9): a closed form for like nodes in counted quorums, a linear programme on the tree
    /// when each node stands once, otherwise one with a column per quorum, to [`sets::MOST_SETS`].
    /// Errors: [`Error::NoneSurvives`], [`Error::Infeasible`], [`Error::TooLarge`], arguments out of range.
    pub fn strategy(
        &self,
        profile: &Profile,
        mix: &Mix,
        objective: Objective,
        limits: Limits,
        f: usize,
    ) -> Result<Strategy> {
        profile.check(self.names().len())?;
        limits.check()?;
        let free = limits == Limits::default();
        let timed = objective == Objective::Latency || limits.latency.is_some();
        let task = Task { profile, mix, objective, limits };
        if free && f == 0 {
            match objective {
                Objective::Latency => {
                    let one = |e: &Expr| vec![(fastest(e, &profile.latency), 1.0)];
                    return Ok(self.single(one(self.reads()), one(self.writes())));
                }
                Objective::Network => {
                    let one = |e: &Expr| Ok::<_, Error>(vec![(smallest(e, self.names().len())?, 1.0)]);
                    return Ok(self.single(one(self.reads())?, one(self.writes())?));
                }
                Objective::Load => {}
            }
        }
        if !timed && let (Some(r), Some(w)) = (after(self.reads(), f, "read")?, after(self.writes(), f, "write")?) {
            let even = free && objective == Objective::Load;
            return match even.then(|| self.even(&r, &w, profile)).flatten() {
                Some(strategy) => Ok(strategy),
                None => on_trees(&task, &r, &w),
            };
        }
        let reads = self.candidates(self.reads(), f, "read", timed, &profile.latency)?;
        let writes = self.candidates(self.writes(), f, "write", timed, &profile.latency)?;
        on_columns(&task, (self.reads(), &reads), (self.writes(), &writes))
    }

    /// Every minimal quorum (or set that survives `f` losses) equally often: what a client without weights does.
    pub fn uniform_strategy(&self, f: usize) -> Result<Strategy> {
        let side = |e: &Expr, side: &'static str| -> Result<Vec<(Vec<usize>, f64)>> {
            let sets = sets::surviving(e, f)?;
            if sets.is_empty() {
                return Err(Error::NoneSurvives { side, f });
            }
            let p = 1.0 / sets.len() as f64;
            Ok(sets.into_iter().map(|s| (sets::members(s), p)).collect())
        };
        let (reads, writes) = (side(self.reads(), "read")?, side(self.writes(), "write")?);
        Ok(Strategy::listed(self.names().len(), reads, writes, Method::Given))
    }

    fn single(&self, reads: Vec<(Vec<usize>, f64)>, writes: Vec<(Vec<usize>, f64)>) -> Strategy {
        Strategy::listed(self.names().len(), reads, writes, Method::Single)
    }

    /// Counted quorums of like nodes: by symmetry every node takes an equal share.
    fn even(&self, reads: &Expr, writes: &Expr, profile: &Profile) -> Option<Strategy> {
        let n = self.names().len();
        let like = |c: &[f64]| c.iter().all(|x| *x == c[0]);
        let share = |e: &Expr| e.as_threshold().filter(|(_, nodes)| nodes.len() == n).map(|(k, _)| k as f64 / n as f64);
        if !like(&profile.read_capacity) || !like(&profile.write_capacity) {
            return None;
        }
        let (r, w) = (share(reads)?, share(writes)?);
        Some(Strategy {
            read_use: vec![r; n],
            write_use: vec![w; n],
            reads: Vec::new(),
            writes: Vec::new(),
            method: Method::Even,
        })
    }

    fn candidates(&self, e: &Expr, f: usize, side: &'static str, timed: bool, latency: &[f64]) -> Result<Vec<u64>> {
        let minimal = sets::surviving(e, f)?;
        if minimal.is_empty() {
            return Err(Error::NoneSurvives { side, f });
        }
        // Without losses the fastest part of a larger set is itself a quorum. With losses a larger set can be quicker.
        if !timed || f == 0 {
            return Ok(minimal);
        }
        let n = self.names().len();
        if n > MOST_NODES_LATENCY_AND_LOSSES {
            return Err(Error::TooLarge {
                what: "nodes where latency and losses are weighed together",
                most: MOST_NODES_LATENCY_AND_LOSSES,
                help: "ask for one of the two, or use fewer nodes",
            });
        }
        // Of all sets, in order, so that a set comes after the sets with one node less.
        let (mut survives, mut time) = (vec![false; 1 << n], vec![f64::INFINITY; 1 << n]);
        for m in &minimal {
            survives[*m as usize] = true;
        }
        let mut out = Vec::new();
        for s in 1..1usize << n {
            let fewer = || (0..n).filter(|i| s >> i & 1 == 1).map(|i| s & !(1 << i)).filter(|t| survives[*t]);
            let inherits = fewer().next().is_some();
            if !survives[s] && !inherits {
                continue;
            }
            time[s] = set_latency(e, s as u64, latency);
            // A node more is worth asking only if the answer comes sooner.
            if fewer().all(|t| time[t] > time[s]) {
                out.push(s as u64);
            }
            survives[s] = true;
        }
        if out.len() > sets::MOST_SETS {
            return Err(Error::TooLarge {
                what: "sets of nodes where latency and losses are weighed together",
                most: sets::MOST_SETS,
                help: "ask for one of the two, or use fewer nodes",
            });
        }
        Ok(out)
    }
}

/// The tree of the sets that survive, None where no tree describes them.
fn after(e: &Expr, f: usize, side: &'static str) -> Result<Option<Expr>> {
    if !e.is_read_once() {
        return Ok(None);
    }
    match e.surviving(f) {
        Surviving::As(e) => Ok(Some(e)),
        Surviving::Never => Err(Error::NoneSurvives { side, f }),
        Surviving::NoTree => Ok(None),
    }
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
