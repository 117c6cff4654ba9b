//! The call graph of a brief: services as numbers, calls as edges, workloads as demand. Loads are accumulated along the
//! topological order by `analysis::retry`; paths are never enumerated.

use std::collections::HashMap;

use crate::analysis::retry::{Edge, Graph, GraphError, Loads, Rank};
use crate::brief::record::Record;
use crate::brief::{Brief, Call, Id, RetryBudget, RetryBudgetKind, Service, Workload};

/// Names come from the brief in hand, so their hashes need not be guarded against whoever chose them.
type Quick = foldhash::fast::RandomState;

/// Who calls whom, and how much.
#[derive(Debug)]
pub struct CallGraph {
    /// Services in file order.
    pub services: Vec<Id>,
    /// The number of a service.
    pub index: HashMap<Id, usize, Quick>,
    /// For each edge, the number of its call in the file.
    pub calls: Vec<usize>,
    /// The graph, or the services on a circle.
    pub graph: Result<Graph, Vec<usize>>,
    /// Requests per second that enter at each service, all workloads at their peak.
    pub demand: Vec<f64>,
    /// For each workload in file order: its entry, its peak rate (stated or assumed), and which services it reaches.
    pub reach: Vec<Reach>,
    /// Load on every service with all workloads at their peak, when the graph has no circle.
    pub loads: Option<Loads>,
    /// Caller and callee of each call of the file, as numbers of services, where both exist.
    pub ends: Vec<Option<(usize, usize)>>,
    /// The calls that leave each service, by their number in the file.
    pub outgoing: Vec<Vec<usize>>,
    /// The calls that reach each service.
    pub incoming: Vec<Vec<usize>>,
    /// Where a call is made for some workloads only.
    apart: Option<Apart>,
}

/// The graph once for each workload that enters, each with the calls that are made for it: what a request of one of them
/// never does loads nothing and leads nowhere.
#[derive(Debug)]
struct Apart {
    graph: Graph,
    /// For each edge, the number of its call in the file.
    calls: Vec<usize>,
    /// Where each workload enters, among all copies of the services, and its peak rate.
    entries: Vec<(usize, f64)>,
}

impl Apart {
    /// Nothing where every call is made for whatever reaches its caller, or where nothing enters.
    fn new(brief: &Brief, nodes: usize, (edges, calls): (&[Edge], &[usize]), reach: &[Reach]) -> Option<Self> {
        let made: Vec<(&Edge, usize, &Call)> = edges
            .iter()
            .zip(calls)
            .filter_map(|(edge, number)| Some((edge, *number, brief.call.get_index(*number)?.1)))
            .collect();
        if made.iter().all(|(.., call)| call.workloads.is_none()) {
            return None;
        }
        let (mut all, mut numbers, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        for (id, reach) in brief.workload.keys().zip(reach) {
            let Some(entry) = reach.entry else { continue };
            let base = nodes * entries.len();
            entries.push((base + entry, reach.rate));
            for (edge, number, _) in made.iter().filter(|(.., call)| made_for(call, id)) {
                all.push(Edge { from: base + edge.from, to: base + edge.to, ..**edge });
                numbers.push(*number);
            }
        }
        let graph = Graph::new(nodes * entries.len(), all).ok().filter(|_| !entries.is_empty())?;
        Some(Self { graph, calls: numbers, entries })
    }

    /// The loads of all copies of a service, added up. What its calls do to a request is that of the graph as a whole.
    fn loads(&self, whole: Loads) -> Option<Loads> {
        let nodes = whole.base.len();
        let mut demand = vec![0.0; nodes * self.entries.len()];
        for (entry, rate) in &self.entries {
            demand[*entry] += rate;
        }
        let apart = self.graph.loads(&demand).ok()?;
        let sum = |all: &[f64]| (0..nodes).map(|v| all.iter().skip(v).step_by(nodes).sum()).collect();
        Some(Loads {
            base: sum(&apart.base),
            worst: sum(&apart.worst),
            expected: sum(&apart.expected),
            budgeted: sum(&apart.budgeted),
            failure: whole.failure,
        })
    }
}

/// Whether a call is made for requests of a workload.
pub fn made_for(call: &Call, workload: &Id) -> bool {
    call.workloads.as_ref().is_none_or(|list| list.iter().any(|r| r.id == *workload))
}

/// What one workload reaches.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The entry, when it is stated and exists.
    pub entry: Option<usize>,
    /// Peak rate used.
    pub rate: f64,
    /// Whether each service is reached.
    pub services: Vec<bool>,
    /// The datasets it touches: stated, else every dataset of the services it reaches.
    pub datasets: Vec<Id>,
}

/// The attempts of a call that can happen: the stated or assumed number, capped by the peers it may try where that is stated.
pub fn effective_attempts(call: &Call) -> u32 {
    let attempts = call.attempts.or(Call::defaults().attempts).unwrap_or(1);
    let hedges = call.hedge.as_ref().map_or(0, |h| h.max.unwrap_or(1));
    let attempts = attempts.min(call.peers.unwrap_or(attempts).max(1));
    u32::try_from(attempts * (1 + hedges)).unwrap_or(u32::MAX)
}

/// Retries per first attempt that the budget of a call lets through, when it has one.
pub fn budget_of(call: &Call) -> Option<f64> {
    let budget = call.retry_budget.as_ref()?;
    match budget.kind? {
        RetryBudgetKind::None => None,
        // A token bucket lets no more than its refill through in the long run; the refill is the fraction.
        RetryBudgetKind::Ratio | RetryBudgetKind::TokenBucket => {
            budget.fraction.or(RetryBudget::defaults().fraction).map(super::super::brief::units::Quantity::get)
        }
    }
}

/// The probability that one attempt of a call fails: how often its callee is down.
fn failure_of(brief: &Brief, call: &Call) -> f64 {
    let callee = call.to.as_ref().and_then(|to| brief.service.get(&to.id));
    let up = callee.and_then(|s| s.availability).or(Service::defaults().availability);
    up.map_or(0.0, |a| 1.0 - a.get())
}

/// The peak rate used for a workload: stated, three times the average, or the upper end of a medium load.
pub fn peak_of(workload: &Workload) -> f64 {
    workload
        .rate_peak
        .map(super::super::brief::units::Quantity::get)
        .or_else(|| workload.rate_avg.map(|r| 3.0 * r.get()))
        .unwrap_or(10_000.0)
}

impl CallGraph {
    /// Reads the graph of a brief. Calls whose ends are not stated are left out.
    pub fn new(brief: &Brief) -> Self {
        let services: Vec<Id> = brief.service.keys().cloned().collect();
        let index: HashMap<Id, usize, Quick> = services.iter().cloned().enumerate().map(|(i, id)| (id, i)).collect();
        let mut edges = Vec::new();
        let mut calls = Vec::new();
        let mut both = vec![None; brief.call.len()];
        for (i, call) in brief.call.values().enumerate() {
            let ends = call.from.as_ref().zip(call.to.as_ref());
            let Some((from, to)) = ends.and_then(|(f, t)| Some((*index.get(&f.id)?, *index.get(&t.id)?))) else {
                continue;
            };
            let edge = Edge {
                calls_per_request: call.per_request.unwrap_or(1.0),
                budget: budget_of(call),
                failure: failure_of(brief, call),
                ..Edge::new(from, to, effective_attempts(call))
            };
            both[i] = Some((from, to));
            edges.push(edge);
            calls.push(i);
        }
        let reach = brief.workload.values().map(|w| {
            let entry = w.entry_service.as_ref().and_then(|s| index.get(&s.id).copied());
            Reach { entry, rate: peak_of(w), services: vec![false; services.len()], datasets: Vec::new() }
        });
        let mut reach: Vec<Reach> = reach.collect();
        let mut demand = vec![0.0; services.len()];
        let mut outgoing: Vec<Vec<(usize, usize)>> = vec![Vec::new(); services.len()];
        for (edge, call) in edges.iter().zip(&calls) {
            outgoing[edge.from].push((edge.to, *call));
        }
        for (w, (id, _)) in reach.iter_mut().zip(&brief.workload) {
            let Some(entry) = w.entry else { continue };
            demand[entry] += w.rate;
            let mut stack = vec![entry];
            while let Some(v) = stack.pop() {
                if std::mem::replace(&mut w.services[v], true) {
                    continue;
                }
                for (to, call) in &outgoing[v] {
                    if brief.call.get_index(*call).is_none_or(|(_, call)| made_for(call, id)) {
                        stack.push(*to);
                    }
                }
            }
        }
        for (w, raw) in reach.iter_mut().zip(brief.workload.values()) {
            let mut add = |id: &Id| {
                if !w.datasets.contains(id) {
                    w.datasets.push(id.clone());
                }
            };
            match &raw.datasets {
                Some(stated) => stated.iter().for_each(|d| add(&d.id)),
                None => brief
                    .service
                    .values()
                    .zip(&w.services)
                    .filter(|(_, reached)| **reached)
                    .flat_map(|(s, _)| s.datasets.iter().flatten())
                    .for_each(|d| add(&d.id)),
            }
        }
        let (mut leaving, mut incoming) = (vec![Vec::new(); services.len()], vec![Vec::new(); services.len()]);
        for (edge, call) in edges.iter().zip(&calls) {
            leaving[edge.from].push(*call);
            incoming[edge.to].push(*call);
        }
        let apart = Apart::new(brief, services.len(), (&edges, &calls), &reach);
        let graph = match Graph::new(services.len(), edges) {
            Ok(graph) => Ok(graph),
            Err(GraphError::Cycle(nodes)) => Err(nodes),
            // Ranges were checked when the brief was read.
            Err(GraphError::Domain(_)) => Err(Vec::new()),
        };
        let loads = graph.as_ref().ok().and_then(|g| g.loads(&demand).ok());
        let loads = match &apart {
            Some(apart) => loads.and_then(|whole| apart.loads(whole)),
            None => loads,
        };
        Self { services, index, calls, graph, demand, reach, loads, ends: both, outgoing: leaving, incoming, apart }
    }

    /// Whether requests of different workloads go different ways, so that what follows them follows each for itself.
    pub fn by_workload(&self) -> bool {
        self.apart.is_some()
    }

    /// The worst paths over all entries: calls of each path in order (numbers in the file) and the product of attempts.
    pub fn worst_paths(&self, count: usize) -> Vec<(Vec<usize>, f64)> {
        let Ok(graph) = &self.graph else { return Vec::new() };
        if let Some(apart) = &self.apart {
            let entries: Vec<usize> = apart.entries.iter().map(|(entry, _)| *entry).collect();
            // The same path may be taken by several workloads.
            let found = apart.graph.worst_paths(&entries, count * entries.len().min(8), Rank::Attempts);
            let paths = found.into_iter().map(|p| (p.edges.iter().map(|e| apart.calls[*e]).collect(), p.attempts));
            let mut all: Vec<(Vec<usize>, f64)> = Vec::new();
            for path in paths {
                if !all.contains(&path) {
                    all.push(path);
                }
            }
            all.truncate(count);
            return all;
        }
        let mut entries: Vec<usize> = self.reach.iter().filter_map(|r| r.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        graph
            .worst_paths(&entries, count, Rank::Attempts)
            .into_iter()
            .map(|p| (p.edges.iter().map(|e| self.calls[*e]).collect(), p.attempts))
            .collect()
    }

    /// Whether a workload (by its place in the file) reaches a service.
    pub fn reaches(&self, workload: usize, service: &str) -> bool {
        self.index.get(service).is_some_and(|s| self.reach.get(workload).is_some_and(|r| r.services[*s]))
    }
}
