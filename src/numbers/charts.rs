//! What charts show, as plain data: points and cells with units. Drawing is not done here.

use super::availability::factors;
use super::copies::{all_copies, by_count};
use super::fact::Trace;
use super::facts::{DatasetView, ServiceView, SloView};
use super::figure::{Amount, Figure};
use super::queue::pool;
use super::world::World;
use crate::analysis::availability::Availability;
use crate::analysis::failover::YEAR_MS;
use crate::analysis::queueing::mmc;
use crate::brief::{Brief, Fraction};

/// One choice of quorum sizes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuorumCell {
    /// Copies a read asks.
    pub r: usize,
    /// Copies that must acknowledge a write.
    pub w: usize,
    /// A read quorum is up.
    pub read: Availability,
    /// A write quorum is up.
    pub write: Availability,
    /// R + W > N: a read meets the last write.
    pub overlaps: bool,
}

/// Availability of reads and writes for every R and W of a dataset, row by row: R from 1 to N, in each W from 1 to N.
/// None where copies are not counted or the placement is not known.
pub fn quorum_sizes(d: &DatasetView<'_>) -> Option<Vec<QuorumCell>> {
    let up = by_count(d)?;
    let n = up.len();
    let cell = |r: usize, w: usize| QuorumCell { r, w, read: up[r - 1], write: up[w - 1], overlaps: r + w > n };
    Some((1..=n).flat_map(|r| (1..=n).map(move |w| (r, w))).map(|(r, w)| cell(r, w)).collect())
}

/// Load on a service by the chance that an attempt fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AmplificationPoint {
    /// Probability that one attempt fails, 0..=1, at every call alike.
    pub failure: f64,
    /// Calls at the service for each that would come without failures.
    pub factor: f64,
}

/// Amplification at a service as every callee fails more often, at `steps` + 1 points from 0 to 1. Empty when nothing
/// that enters reaches the service, or calls go in a circle.
pub fn amplification(brief: &Brief, service: &str, steps: u32) -> Vec<AmplificationPoint> {
    let mut changed = brief.clone();
    let mut points = Vec::new();
    for i in 0..=steps.max(1) {
        let failure = f64::from(i) / f64::from(steps.max(1));
        for (_, s) in &mut changed.service.0 {
            s.availability = Some(Fraction::base(1.0 - failure));
        }
        let graph = super::graph::CallGraph::new(&changed);
        let (Some(loads), Some(place)) = (&graph.loads, graph.index.get(service)) else { return Vec::new() };
        let base = loads.base[*place];
        if base <= 0.0 {
            return Vec::new();
        }
        points.push(AmplificationPoint { failure, factor: loads.expected[*place] / base });
    }
    points
}

/// Waiting at one utilisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaitPoint {
    /// Utilisation, 0..1.
    pub utilisation: f64,
    /// Mean wait, ms.
    pub mean_ms: f64,
    /// Wait that one in a hundred exceeds, ms.
    pub p99_ms: f64,
}

/// Wait of a service's pool by utilisation, at `steps` points below 1, and where it is at peak. None without capacity,
/// busy time and load.
pub fn wait(s: &ServiceView<'_>, steps: u32) -> Option<(Vec<WaitPoint>, f64)> {
    let p = pool(s, &mut Trace::new())?;
    let full = f64::from(p.servers) * 1000.0 / p.service;
    let points = (1..=steps).filter_map(|i| {
        let utilisation = f64::from(i) / f64::from(steps + 1);
        let queue = mmc(utilisation * full, p.service, p.servers).ok()?;
        Some(WaitPoint { utilisation, mean_ms: queue.mean_wait_ms, p99_ms: queue.wait_percentile_ms(0.99).ok()? })
    });
    Some((points.collect(), p.arrivals / full))
}

/// What spends an error budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Spender {
    /// Service or dataset; `failover of ...` for leaders.
    pub name: String,
    /// Share of the budget that it spends; above 1 it alone overspends.
    pub share: f64,
}

/// Who spends the error budget of an availability objective, most first. Empty when the path is not known.
pub fn budget_spend(w: &World<'_>, s: &SloView<'_>, figures: &[Figure]) -> Vec<Spender> {
    let workload = s.raw.workload.as_ref().and_then(|id| w.workload(id));
    let (Some(x), Some(objective)) = (workload, s.objective().value) else { return Vec::new() };
    let allowed = 1.0 - objective.get();
    let all = all_copies(w);
    let Some(found) = factors(w, &x, all, &mut Trace::new()).filter(|_| allowed > 0.0) else { return Vec::new() };
    let spender = |name: String, down: f64| Spender { name, share: down / allowed };
    let mut out: Vec<Spender> = found.parts.iter().map(|(name, a)| spender((*name).to_owned(), a.down())).collect();
    for d in x.datasets().value.unwrap_or_default() {
        let at = super::world::entity("dataset", &d.id);
        let yearly = figures.iter().find(|f| f.id == "D03" && f.part == "year" && f.at == at);
        if let Some(Amount::Ms(ms)) = yearly.map(|f| &f.amount) {
            out.push(spender(format!("failover of {}", d.id), ms / YEAR_MS));
        }
    }
    out.sort_by(|a, b| b.share.total_cmp(&a.share));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    #[test]
    fn quorum_sizes_trade_reads_for_writes() {
        let brief = crate::brief::read(TEXT).unwrap();
        let world = World::new(&brief);
        let cells = quorum_sizes(&world.dataset("cart").unwrap()).unwrap();
        assert_eq!(cells.len(), 9);
        let at = |r, w| *cells.iter().find(|c| c.r == r && c.w == w).unwrap();
        assert!(at(2, 2).overlaps && at(1, 3).overlaps && !at(1, 2).overlaps);
        assert!((at(2, 2).write.down() / 6.74e-6 - 1.0).abs() < 0.01);
        assert!(at(1, 3).read.down() < at(2, 2).read.down() && at(1, 3).write.down() > at(2, 2).write.down());
    }

    #[test]
    fn amplification_runs_from_one_to_the_worst_case() {
        let brief = crate::brief::read(TEXT).unwrap();
        let points = amplification(&brief, "payments-provider", 10);
        assert_eq!(points.len(), 11);
        assert!((points[0].factor - 1.0).abs() < 1e-12);
        assert!((points[10].factor - 4.0).abs() < 1e-12, "{points:?}");
        assert!(points.windows(2).all(|p| p[1].factor >= p[0].factor));
        assert!(amplification(&brief, "nobody", 10).is_empty());
    }

    #[test]
    fn waits_rise_with_utilisation() {
        let text = "schema = 1\n[workload.w]\nentry_service = \"a\"\nrate_peak = \"80/s\"\n[service.a]\ncapacity = \"100/s\"\n\
                    service_time = { mean = \"100ms\" }\n";
        let brief = crate::brief::read(text).unwrap();
        let world = World::new(&brief);
        let (points, now) = wait(&world.service("a").unwrap(), 19).unwrap();
        assert!((now - 0.8).abs() < 1e-12);
        let at80 = points.iter().find(|p| (p.utilisation - 0.8).abs() < 1e-9).unwrap();
        assert!((at80.mean_ms - 20.46).abs() < 0.005 && (at80.p99_ms - 185.6).abs() < 0.05);
        assert!(points.windows(2).all(|p| p[1].mean_ms > p[0].mean_ms));
    }

    #[test]
    fn the_budget_is_spent_by_the_weakest_first() {
        let brief = crate::brief::read(TEXT).unwrap();
        let world = World::new(&brief);
        let figures = crate::numbers::derive_in(&world);
        let spent = budget_spend(&world, &world.slo("checkout-success").unwrap(), &figures);
        assert!((spent[0].share - 2.0).abs() < 1e-9, "99.9% spends twice what 99.95% allows: {spent:?}");
        assert!(spent.iter().any(|s| s.name == "failover of orders" && s.share > 0.0));
    }
}
