//! Load that retries put on every service of a call graph, by accumulation along the topological order (D20).
//!
//! Linear in nodes and edges: paths are never enumerated, a layered graph of 1,000 edges has more than 10^14 of them.

use super::expected::truncated_geometric;
use crate::analysis::{OutOfDomain, checks};

/// Loads and products stop here instead of overflowing; a figure at the limit means "at least this much".
pub const LIMIT: f64 = 1e300;

/// One call edge between services numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The caller.
    pub from: usize,
    /// The callee.
    pub to: usize,
    /// Attempts of one call, the first included; at least 1.
    pub attempts: u32,
    /// Calls for one request of the caller, 0 or more.
    pub calls_per_request: f64,
    /// Probability 0..=1 that an attempt fails for reasons of its own, what the callee's own calls do not counted.
    pub failure: f64,
    /// Retries per first attempt that the caller's budget lets through; `None` without a budget.
    pub budget: Option<f64>,
}

impl Edge {
    /// An edge of one call per request that never fails by itself and has no budget.
    pub fn new(from: usize, to: usize, attempts: u32) -> Self {
        Self { from, to, attempts, calls_per_request: 1.0, failure: 0.0, budget: None }
    }

    /// Most attempts per call when everything fails and the budget, if any, holds.
    fn budgeted(&self) -> f64 {
        let attempts = f64::from(self.attempts);
        self.budget.map_or(attempts, |b| attempts.min(1.0 + b))
    }
}

/// Why a graph cannot be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GraphError {
    /// The services on a cycle, each calling the next and the last the first.
    #[error("services call each other in a circle ({} of them)", .0.len())]
    Cycle(Vec<usize>),
    /// An edge or a demand that makes no sense.
    #[error(transparent)]
    Domain(#[from] OutOfDomain),
}

/// A checked call graph without cycles, ordered callers first.
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) nodes: usize,
    pub(super) edges: Vec<Edge>,
    /// Nodes, callers before callees.
    pub(super) order: Vec<usize>,
    /// Outgoing edges of node v: `out[start[v]..start[v + 1]]`, as indices into `edges`.
    start: Vec<usize>,
    out: Vec<usize>,
}

/// Load on every service, in the unit of the demand.
#[derive(Debug, Clone, PartialEq)]
pub struct Loads {
    /// First attempts only: what arrives while nothing fails.
    pub base: Vec<f64>,
    /// Every attempt of every layer fails.
    pub worst: Vec<f64>,
    /// Failures at the given probabilities, composed from the leaves up (an attempt also fails when the callee's
    /// own calls fail after their attempts).
    pub expected: Vec<f64>,
    /// Every attempt fails, retry budgets hold.
    pub budgeted: Vec<f64>,
    /// Probability that one request of a service fails because of the calls it makes.
    pub failure: Vec<f64>,
}

impl Graph {
    /// Checks and orders a graph of services `0..nodes`. Parallel edges between two services add up.
    pub fn new(nodes: usize, edges: Vec<Edge>) -> Result<Self, GraphError> {
        let mut start = vec![0usize; nodes + 1];
        let mut callers = vec![0usize; nodes];
        for edge in &edges {
            if edge.from >= nodes || edge.to >= nodes {
                let bad = edge.from.max(edge.to);
                return Err(OutOfDomain::new("a service of a call", bad, "the number of a listed service").into());
            }
            checks::whole("the attempts of a call", u64::from(edge.attempts))?;
            if !(0.0..=1e100).contains(&edge.calls_per_request) {
                let given = edge.calls_per_request;
                return Err(OutOfDomain::new("the calls per request", given, "a finite number of at least 0").into());
            }
            checks::fraction("the failure probability of a call", edge.failure)?;
            if let Some(b) = edge.budget {
                checks::amount("the retry budget", b)?;
            }
            start[edge.from + 1] += 1;
            callers[edge.to] += 1;
        }
        for v in 0..nodes {
            start[v + 1] += start[v];
        }
        let mut next = start.clone();
        let mut out = vec![0usize; edges.len()];
        for (i, edge) in edges.iter().enumerate() {
            out[next[edge.from]] = i;
            next[edge.from] += 1;
        }
        let mut order: Vec<usize> = (0..nodes).filter(|&v| callers[v] == 0).collect();
        let mut done = 0;
        while done < order.len() {
            let v = order[done];
            done += 1;
            for &i in &out[start[v]..start[v + 1]] {
                let to = edges[i].to;
                callers[to] -= 1;
                if callers[to] == 0 {
                    order.push(to);
                }
            }
        }
        if order.len() < nodes {
            return Err(GraphError::Cycle(cycle(&edges, &callers)));
        }
        Ok(Self { nodes, edges, order, start, out })
    }

    /// Indices of the edges that leave a service.
    pub(super) fn outgoing(&self, v: usize) -> &[usize] {
        &self.out[self.start[v]..self.start[v + 1]]
    }

    /// Load on every service when `demand[v]` requests enter at service v from outside.
    ///
    /// Saturates at [`LIMIT`]. The expected load counts every call of a request, also those after an early failure.
    pub fn loads(&self, demand: &[f64]) -> Result<Loads, OutOfDomain> {
        if demand.len() != self.nodes {
            return Err(OutOfDomain::new("the length of the demand", demand.len(), "one entry for each service"));
        }
        for &d in demand {
            checks::amount("the demand on a service", d)?;
        }
        let (failure, attempts) = self.failures();
        let mut loads = Loads {
            base: demand.to_vec(),
            worst: demand.to_vec(),
            expected: demand.to_vec(),
            budgeted: demand.to_vec(),
            failure,
        };
        for &v in &self.order {
            for &i in self.outgoing(v) {
                let edge = &self.edges[i];
                let calls = edge.calls_per_request;
                add(&mut loads.base, v, edge.to, calls);
                add(&mut loads.worst, v, edge.to, calls * f64::from(edge.attempts));
                add(&mut loads.expected, v, edge.to, calls * attempts[i]);
                add(&mut loads.budgeted, v, edge.to, calls * edge.budgeted());
            }
        }
        Ok(loads)
    }

    /// Requests that each service gets for one that enters at `entry`, over the edges that `keep` lets through: first
    /// attempts only. Saturates at [`LIMIT`].
    pub fn for_one(&self, entry: usize, keep: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut calls = vec![0.0; self.nodes];
        if let Some(first) = calls.get_mut(entry) {
            *first = 1.0;
        }
        for &v in &self.order {
            if calls[v] <= 0.0 {
                continue;
            }
            for &i in self.outgoing(v).iter().filter(|i| keep(**i)) {
                add(&mut calls, v, self.edges[i].to, self.edges[i].calls_per_request);
            }
        }
        calls
    }

    /// For each service, the probability that its calls fail a request; for each edge, the expected attempts.
    fn failures(&self) -> (Vec<f64>, Vec<f64>) {
        let mut failure = vec![0.0; self.nodes];
        let mut attempts = vec![1.0; self.edges.len()];
        for &v in self.order.iter().rev() {
            let mut log_ok = 0.0;
            for &i in self.outgoing(v) {
                let edge = &self.edges[i];
                let q = edge.failure + (1.0 - edge.failure) * failure[edge.to];
                attempts[i] = truncated_geometric(q, edge.attempts);
                if q > 0.0 && edge.calls_per_request > 0.0 {
                    let call_fails = power(q, edge.attempts);
                    log_ok += edge.calls_per_request * f64::ln_1p(-call_fails);
                }
            }
            failure[v] = -f64::exp_m1(log_ok);
        }
        (failure, attempts)
    }
}

/// `q^n`: by multiplication while that is quicker.
fn power(q: f64, n: u32) -> f64 {
    if n <= 16 { (0..n).fold(1.0, |p, _| p * q) } else { q.powf(f64::from(n)) }
}

fn add(load: &mut [f64], from: usize, to: usize, factor: f64) {
    load[to] = (load[to] + load[from] * factor).min(LIMIT);
}

/// A cycle among the nodes that the ordering could not place (`unplaced[v] > 0`).
fn cycle(edges: &[Edge], unplaced: &[usize]) -> Vec<usize> {
    // Every such node has a caller among them, so walking up from any of them must come round.
    let mut caller = vec![usize::MAX; unplaced.len()];
    for edge in edges {
        if unplaced[edge.from] > 0 && unplaced[edge.to] > 0 {
            caller[edge.to] = edge.from;
        }
    }
    let mut seen = vec![false; unplaced.len()];
    let mut v = unplaced.iter().position(|&n| n > 0).unwrap_or(0);
    while v != usize::MAX && !seen[v] {
        seen[v] = true;
        v = caller[v];
    }
    let mut found = Vec::new();
    let first = v;
    while v != usize::MAX {
        found.push(v);
        v = caller[v];
        if v == first {
            break;
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_layers_of_four_are_sixty_four() {
        let graph = Graph::new(4, (0..3).map(|v| Edge::new(v, v + 1, 4)).collect()).unwrap();
        let loads = graph.loads(&[10.0, 0.0, 0.0, 0.0]).unwrap();
        assert_eq!(loads.worst, [10.0, 40.0, 160.0, 640.0]);
        assert_eq!(loads.base, [10.0; 4]);
        assert_eq!(loads.expected, [10.0; 4]);
    }

    #[test]
    fn a_shared_service_takes_the_sum() {
        // 0 calls 1 and 2, both call 3; 3 is also called directly, twice per request.
        let mut edges =
            vec![Edge::new(0, 1, 3), Edge::new(0, 2, 2), Edge::new(1, 3, 3), Edge::new(2, 3, 1), Edge::new(0, 3, 2)];
        edges[4].calls_per_request = 2.0;
        let loads = Graph::new(4, edges).unwrap().loads(&[1.0, 0.0, 0.0, 0.0]).unwrap();
        assert_eq!(loads.worst[3], 9.0 + 2.0 + 4.0);
        assert_eq!(loads.base[3], 4.0);
    }

    #[test]
    fn failures_compose_from_the_leaf() {
        let mut edges = vec![Edge::new(0, 1, 3), Edge::new(1, 2, 3)];
        edges[1].failure = 0.9;
        let loads = Graph::new(3, edges).unwrap().loads(&[1.0, 0.0, 0.0]).unwrap();
        assert!((loads.expected[2] - 6.125_795_11).abs() < 1e-9, "{loads:?}");
        assert!((loads.failure[0] - (1.0 - 0.612_579_511)).abs() < 1e-9);
    }

    #[test]
    fn budgets_limit_each_layer() {
        let mut edges: Vec<Edge> = (0..3).map(|v| Edge::new(v, v + 1, 3)).collect();
        for edge in &mut edges {
            edge.budget = Some(0.1);
        }
        let loads = Graph::new(4, edges).unwrap().loads(&[1.0, 0.0, 0.0, 0.0]).unwrap();
        assert!((loads.budgeted[3] - 1.331).abs() < 1e-12);
        assert_eq!(loads.worst[3], 27.0);
    }

    #[test]
    fn a_cycle_is_named_without_what_hangs_on_it() {
        let edges = vec![
            Edge::new(0, 1, 1),
            Edge::new(1, 2, 1),
            Edge::new(2, 3, 1),
            Edge::new(3, 1, 1),
            Edge::new(3, 4, 1),
            Edge::new(4, 5, 1),
        ];
        let Err(GraphError::Cycle(mut nodes)) = Graph::new(6, edges).map(|_| ()) else { panic!("no cycle found") };
        nodes.sort_unstable();
        assert_eq!(nodes, [1, 2, 3]);
        assert_eq!(Graph::new(1, vec![Edge::new(0, 0, 2)]).unwrap_err(), GraphError::Cycle(vec![0]));
    }

    #[test]
    fn a_cycle_runs_in_the_direction_of_the_calls() {
        let edges = vec![Edge::new(2, 0, 1), Edge::new(0, 1, 1), Edge::new(1, 2, 1)];
        let Err(GraphError::Cycle(nodes)) = Graph::new(3, edges.clone()).map(|_| ()) else { panic!("no cycle found") };
        for (i, &from) in nodes.iter().enumerate() {
            let to = nodes[(i + 1) % nodes.len()];
            assert!(edges.iter().any(|e| e.from == from && e.to == to), "{from} does not call {to}");
        }
    }

    #[test]
    fn loads_saturate_instead_of_overflowing() {
        let edges = (0..200).map(|v| Edge { calls_per_request: 1e5, ..Edge::new(v, v + 1, 10) }).collect();
        let mut demand = vec![0.0; 201];
        demand[0] = 1.0;
        let loads = Graph::new(201, edges).unwrap().loads(&demand).unwrap();
        assert_eq!(loads.worst[200], LIMIT);
    }

    #[test]
    fn certain_failure_is_a_limit_not_a_nan() {
        let mut edge = Edge::new(0, 1, 4);
        edge.failure = 1.0;
        let loads = Graph::new(2, vec![edge]).unwrap().loads(&[1.0, 0.0]).unwrap();
        assert_eq!(loads.expected[1], 4.0);
        assert_eq!(loads.failure[0], 1.0);
        edge.calls_per_request = 0.0;
        let none = Graph::new(2, vec![edge]).unwrap().loads(&[1.0, 0.0]).unwrap();
        assert_eq!((none.expected[1], none.failure[0]), (0.0, 0.0));
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        assert!(matches!(Graph::new(1, vec![Edge::new(0, 1, 1)]), Err(GraphError::Domain(_))));
        assert!(matches!(Graph::new(2, vec![Edge::new(0, 1, 0)]), Err(GraphError::Domain(_))));
        assert!(Graph::new(2, vec![]).unwrap().loads(&[1.0]).is_err());
        assert!(Graph::new(0, vec![]).unwrap().loads(&[]).unwrap().worst.is_empty());
    }
}
