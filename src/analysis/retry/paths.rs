//! The worst paths of a call graph, by the best few products at every service, never path by path.

use super::graph::{Graph, LIMIT};

/// What makes a path worse than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The product of attempts: what retries alone multiply.
    Attempts,
    /// The product of attempts and calls per request: calls that reach the end for one request.
    Calls,
}

/// A path from an entry to a service that calls nobody.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Indices of its edges, the entry's first.
    pub edges: Vec<usize>,
    /// Product of attempts.
    pub attempts: f64,
    /// Product of attempts and calls per request.
    pub calls: f64,
}

/// The end of a partial path: its product and how it got here.
#[derive(Clone, Copy)]
struct Tip {
    product: f64,
    /// The edge; `ENTRY` where a path starts.
    edge: u32,
    /// The place in the caller's list.
    place: u32,
}

/// No edge: the path starts here.
const ENTRY: u32 = u32::MAX;

/// The best few tips of every service, side by side, best first.
struct Tips {
    count: usize,
    len: Vec<usize>,
    all: Vec<Tip>,
}

impl Tips {
    fn of(&self, v: usize) -> &[Tip] {
        &self.all[v * self.count..v * self.count + self.len[v]]
    }

    /// Puts a tip where it belongs; false when it was too small, so smaller ones are too.
    fn keep(&mut self, v: usize, tip: Tip) -> bool {
        let start = v * self.count;
        let mut at = self.len[v];
        if at == self.count {
            if at == 0 || self.all[start + at - 1].product >= tip.product {
                return false;
            }
            at -= 1;
        } else {
            self.len[v] += 1;
        }
        while at > 0 && self.all[start + at - 1].product < tip.product {
            self.all[start + at] = self.all[start + at - 1];
            at -= 1;
        }
        self.all[start + at] = tip;
        true
    }
}

impl Graph {
    /// The `count` worst paths from the services in `entries`, worst first; equal products in the order found.
    ///
    /// `O(edges x count^2)` at most: each service keeps its `count` best partial paths. Unknown entries are ignored,
    /// an entry that calls nobody has no path.
    pub fn worst_paths(&self, entries: &[usize], count: usize, rank: Rank) -> Vec<Path> {
        let none = Tip { product: 0.0, edge: ENTRY, place: 0 };
        let mut tips = Tips { count, len: vec![0; self.nodes], all: vec![none; self.nodes * count] };
        for &v in entries {
            if v < self.nodes && tips.len[v] == 0 {
                tips.keep(v, Tip { product: 1.0, ..none });
            }
        }
        for &v in &self.order {
            for &i in self.outgoing(v) {
                let edge = &self.edges[i];
                let factor = match rank {
                    Rank::Attempts => f64::from(edge.attempts),
                    Rank::Calls => f64::from(edge.attempts) * edge.calls_per_request,
                };
                for place in 0..tips.len[v] {
                    let product = (tips.of(v)[place].product * factor).min(LIMIT);
                    if !tips.keep(edge.to, Tip { product, edge: i as u32, place: place as u32 }) {
                        break;
                    }
                }
            }
        }
        let mut ends: Vec<(f64, usize, usize)> = Vec::new();
        for &v in self.order.iter().filter(|&&v| self.outgoing(v).is_empty()) {
            ends.extend(tips.of(v).iter().enumerate().filter(|(_, t)| t.edge != ENTRY).map(|(p, t)| (t.product, v, p)));
        }
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        ends.truncate(count);
        ends.into_iter().map(|(_, v, place)| self.path(&tips, v, place)).collect()
    }

    fn path(&self, tips: &Tips, mut v: usize, mut place: usize) -> Path {
        let mut path = Path { edges: Vec::new(), attempts: 1.0, calls: 1.0 };
        while let Tip { edge: i, place: before, .. } = tips.of(v)[place]
            && i != ENTRY
        {
            let edge = &self.edges[i as usize];
            path.edges.push(i as usize);
            path.attempts = (path.attempts * f64::from(edge.attempts)).min(LIMIT);
            path.calls = (path.calls * f64::from(edge.attempts) * edge.calls_per_request).min(LIMIT);
            (v, place) = (edge.from, before as usize);
        }
        path.edges.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;
    use std::collections::BTreeMap;

    /// Every path by brute force.
    fn all_products(edges: &[Edge], v: usize, product: f64, found: &mut Vec<f64>, depth: usize) {
        let mut end = true;
        for e in edges.iter().filter(|e| e.from == v) {
            end = false;
            all_products(edges, e.to, product * f64::from(e.attempts), found, depth + 1);
        }
        if end && depth > 0 {
            found.push(product);
        }
    }

    /// A small layered graph with attempts that look random and are not.
    fn layered(layers: usize, width: usize) -> (usize, Vec<Edge>) {
        let mut edges = Vec::new();
        for l in 0..layers - 1 {
            for a in 0..width {
                for b in 0..width {
                    let attempts = 1 + ((l * 31 + a * 17 + b * 7) % 5) as u32;
                    edges.push(Edge::new(l * width + a, (l + 1) * width + b, attempts));
                }
            }
        }
        (layers * width, edges)
    }

    #[test]
    fn the_five_worst_are_those_of_brute_force() {
        let (nodes, edges) = layered(5, 4);
        let mut all = Vec::new();
        for entry in 0..4 {
            all_products(&edges, entry, 1.0, &mut all, 0);
        }
        all.sort_by(|a, b| b.total_cmp(a));
        let graph = Graph::new(nodes, edges).unwrap();
        let got = graph.worst_paths(&[0, 1, 2, 3], 5, Rank::Attempts);
        let products: Vec<f64> = got.iter().map(|p| p.attempts).collect();
        assert_eq!(products, all[..5]);
        let distinct: BTreeMap<&[usize], f64> = got.iter().map(|p| (p.edges.as_slice(), p.attempts)).collect();
        assert_eq!(distinct.len(), 5, "a path came twice: {got:?}");
    }

    #[test]
    fn a_path_reads_from_the_entry() {
        let graph = Graph::new(3, vec![Edge::new(1, 2, 2), Edge::new(0, 1, 3)]).unwrap();
        let paths = graph.worst_paths(&[0], 5, Rank::Attempts);
        assert_eq!(paths, [Path { edges: vec![1, 0], attempts: 6.0, calls: 6.0 }]);
        assert!(graph.worst_paths(&[2, 9], 5, Rank::Attempts).is_empty());
        assert!(graph.worst_paths(&[0], 0, Rank::Attempts).is_empty());
    }

    #[test]
    fn ranking_by_calls_sees_the_fan_out() {
        let mut edges = vec![Edge::new(0, 1, 3), Edge::new(0, 2, 1)];
        edges[1].calls_per_request = 10.0;
        let graph = Graph::new(3, edges).unwrap();
        assert_eq!(graph.worst_paths(&[0], 1, Rank::Attempts)[0].edges, [0]);
        assert_eq!(graph.worst_paths(&[0], 1, Rank::Calls)[0].edges, [1]);
    }

    #[test]
    fn two_hundred_services_and_a_thousand_edges_are_quick() {
        let (nodes, edges) = layered(20, 10);
        let edges: Vec<Edge> = edges.into_iter().take(1000).map(|e| Edge { attempts: 6, ..e }).collect();
        let graph = Graph::new(nodes, edges).unwrap();
        let paths = graph.worst_paths(&(0..10).collect::<Vec<_>>(), 5, Rank::Attempts);
        assert_eq!(paths.len(), 5);
        assert_eq!(paths[0].attempts, 6f64.powi(10));
    }
}
