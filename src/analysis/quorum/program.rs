//! Strategies as linear programmes: on the tree of a read-once expression, or with a column for every listed set.
//!
//! Source of the formulation: Naor and Wool, The Load, Capacity and Availability of Quorum Systems, 1998; Whittaker et
//! al., Read-Write Quorum Systems Made Practical, PaPoC 2021.

use super::expr::{Expr, Kind};
use super::load::{Limits, Objective};
use super::lp::{Lin, Lp};
use super::profile::{Mix, Profile};
use super::sets::members;
use super::strategy::{Method, Strategy};
use super::{Error, Result};

/// A side (reads or writes) in the programme: how often each node is used.
struct Side {
    usage: Vec<Lin>,
    /// Variables of the listed sets.
    columns: Vec<(u64, usize)>,
    latency: Lin,
}

/// What to find a strategy for.
pub(super) struct Task<'a> {
    pub profile: &'a Profile,
    pub mix: &'a Mix,
    pub objective: Objective,
    pub limits: Limits,
}

/// The optimum when each node stands once on each side: how often each gate's parts are used, no quorum listed.
///
/// A part is used at most as often as its gate, and the parts of "k of" together k times as often; every such
/// choice can be carried out by quorums (systematic sampling). Takes no latency limit or objective.
pub(super) fn on_trees(task: &Task, reads: &Expr, writes: &Expr) -> Result<Strategy> {
    let mut lp = Lp::default();
    let read = tree_side(&mut lp, reads, task.profile.latency.len());
    let write = tree_side(&mut lp, writes, task.profile.latency.len());
    solve(task, lp, &read, &write, Method::Tree)
}

/// The optimum over listed sets.
pub(super) fn on_columns(task: &Task, reads: (&Expr, &[u64]), writes: (&Expr, &[u64])) -> Result<Strategy> {
    let mut lp = Lp::default();
    let read = column_side(&mut lp, task.profile, reads);
    let write = column_side(&mut lp, task.profile, writes);
    solve(task, lp, &read, &write, Method::Listed)
}

fn tree_side(lp: &mut Lp, e: &Expr, n: usize) -> Side {
    let mut usage = vec![Lin::default(); n];
    descend(lp, e, &Lin::constant(1.0), &mut usage);
    Side { usage, columns: Vec::new(), latency: Lin::default() }
}

fn descend(lp: &mut Lp, e: &Expr, used: &Lin, usage: &mut [Lin]) {
    let (k, parts) = match &e.0 {
        Kind::Node(i) => {
            usage[*i] = used.clone();
            return;
        }
        Kind::AtLeast(k, parts) => (*k, parts),
    };
    if k == parts.len() {
        for p in parts {
            descend(lp, p, used, usage);
        }
        return;
    }
    let mut sum = Lin::default();
    sum.add(-(k as f64), used);
    for p in parts {
        let part = Lin::var(lp.var(1.0));
        sum.add(1.0, &part);
        // With k = 1 the sum says it; under a gate that is always used the bound does.
        if k > 1 && !used.terms.is_empty() {
            let mut row = part.clone();
            row.add(-1.0, used);
            lp.at_most_zero(row);
        }
        descend(lp, p, &part, usage);
    }
    lp.zero(sum);
}

fn column_side(lp: &mut Lp, profile: &Profile, (e, sets): (&Expr, &[u64])) -> Side {
    let mut side =
        Side { usage: vec![Lin::default(); profile.latency.len()], columns: Vec::new(), latency: Lin::default() };
    let mut sum = Lin::constant(-1.0);
    for &s in sets {
        let v = lp.var(1.0);
        sum.terms.push((v, 1.0));
        side.columns.push((s, v));
        side.latency.terms.push((v, set_latency(e, s, &profile.latency)));
        for i in members(s) {
            side.usage[i].terms.push((v, 1.0));
        }
    }
    lp.zero(sum);
    side
}

/// The time until the members of `set`, all asked, have answered so far that `e` holds.
pub(super) fn set_latency(e: &Expr, set: u64, latency: &[f64]) -> f64 {
    e.time(&|i| if i < 64 && set >> i & 1 == 1 { latency[i] } else { f64::INFINITY })
}

fn solve(task: &Task, mut lp: Lp, read: &Side, write: &Side, method: Method) -> Result<Strategy> {
    let Task { profile, mix, objective, limits } = task;
    let mean = mix.mean();
    let blend = |r: &Lin, w: &Lin| {
        let mut lin = Lin::default();
        lin.add(mean, r);
        lin.add(1.0 - mean, w);
        lin
    };
    let sum = |side: &Side| {
        let mut lin = Lin::default();
        side.usage.iter().for_each(|u| lin.add(1.0, u));
        lin
    };
    let network = blend(&sum(read), &sum(write));
    let latency = blend(&read.latency, &write.latency);

    // The solver's tolerances are absolute: loads are brought near 1, latencies too.
    let scale = profile.read_capacity.iter().chain(&profile.write_capacity).fold(0.0, |a: f64, b| a.max(*b));
    let slow = profile.latency.iter().fold(f64::MIN_POSITIVE, |a, b| a.max(*b));
    let mut load = Lin::default();
    if *objective == Objective::Load || limits.load.is_some() {
        for &(fr, weight) in mix.parts() {
            let busiest = Lin::var(lp.var(f64::INFINITY));
            for i in 0..profile.latency.len() {
                let mut row = Lin::default();
                row.add(fr * scale / profile.read_capacity[i], &read.usage[i]);
                row.add((1.0 - fr) * scale / profile.write_capacity[i], &write.usage[i]);
                row.add(-1.0, &busiest);
                lp.at_most_zero(row);
            }
            load.add(weight, &busiest);
        }
    }
    for (limit, lin, unit) in
        [(limits.load, &load, 1.0 / scale), (limits.network, &network, 1.0), (limits.latency, &latency, slow)]
    {
        if let Some(limit) = limit {
            let mut row = Lin::constant(-limit / unit);
            row.add(if unit == slow { 1.0 / slow } else { 1.0 }, lin);
            lp.at_most_zero(row);
        }
    }
    lp.cost = match objective {
        Objective::Load => load,
        Objective::Network => network,
        Objective::Latency => {
            let mut lin = Lin::default();
            lin.add(1.0 / slow, &latency);
            lin
        }
    };
    let x = lp.solve()?;
    let chosen = |side: &Side| -> Vec<(Vec<usize>, f64)> {
        let kept: Vec<(u64, f64)> = side.columns.iter().map(|(s, v)| (*s, x[*v])).filter(|(_, p)| *p > 1e-12).collect();
        let total: f64 = kept.iter().map(|(_, p)| p).sum();
        kept.into_iter().map(|(s, p)| (members(s), p / total)).collect()
    };
    let used = |side: &Side| side.usage.iter().map(|u| u.at(&x).clamp(0.0, 1.0)).collect::<Vec<f64>>();
    let strategy =
        Strategy { read_use: used(read), write_use: used(write), reads: chosen(read), writes: chosen(write), method };
    if strategy.read_use.iter().chain(&strategy.write_use).any(|u| u.is_nan()) {
        return Err(Error::Solver("its answer is not a number".into()));
    }
    Ok(strategy)
}
