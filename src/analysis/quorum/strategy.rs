//! A strategy: how often each node, and where listed each quorum, is used; and what follows from that.

use super::expr::Expr;
use super::profile::{Mix, Profile};
use super::{Error, Result, System};
use crate::analysis::OutOfDomain;

/// How a strategy was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Like nodes in a counted quorum: every node equally often, by symmetry.
    Even,
    /// One quorum always: the smallest or the fastest.
    Single,
    /// A linear programme on the tree of the expressions.
    Tree,
    /// A linear programme with a column per listed quorum.
    Listed,
    /// Not optimised: given, or every minimal quorum equally often.
    Given,
}

/// How often nodes are used, one entry per node of the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// The chance that a read uses the node.
    pub read_use: Vec<f64>,
    /// The chance that a write uses the node.
    pub write_use: Vec<f64>,
    /// Read quorums and how often each is picked; empty where only the use of nodes is known.
    pub reads: Vec<(Vec<usize>, f64)>,
    /// Write quorums, likewise.
    pub writes: Vec<(Vec<usize>, f64)>,
    /// How it was found.
    pub method: Method,
}

impl Strategy {
    pub(super) fn listed(
        n: usize,
        reads: Vec<(Vec<usize>, f64)>,
        writes: Vec<(Vec<usize>, f64)>,
        method: Method,
    ) -> Self {
        Self { read_use: usage(n, &reads), write_use: usage(n, &writes), reads, writes, method }
    }

    /// Share of its capacity that each node spends per operation at a fixed share of reads.
    pub fn node_loads(&self, profile: &Profile, reads: f64) -> Vec<f64> {
        (0..self.read_use.len()).map(|i| profile.node_load(i, reads, self.read_use[i], self.write_use[i])).collect()
    }

    fn busiest(&self, profile: &Profile, reads: f64) -> f64 {
        self.node_loads(profile, reads).into_iter().fold(0.0, f64::max)
    }

    /// Load of the busiest node per operation, averaged over the mix.
    pub fn load(&self, profile: &Profile, mix: &Mix) -> f64 {
        mix.parts().iter().map(|(fr, w)| w * self.busiest(profile, *fr)).sum()
    }

    /// Operations per unit of time before the busiest node is full, averaged over the mix.
    pub fn capacity(&self, profile: &Profile, mix: &Mix) -> f64 {
        mix.parts().iter().map(|(fr, w)| w / self.busiest(profile, *fr)).sum()
    }

    /// Mean number of nodes that an operation contacts.
    pub fn network_load(&self, mix: &Mix) -> f64 {
        let fr = mix.mean();
        fr * self.read_use.iter().sum::<f64>() + (1.0 - fr) * self.write_use.iter().sum::<f64>()
    }

    /// Mean time until enough members of the picked quorum have answered; None where quorums are not listed.
    pub fn latency(&self, system: &System, profile: &Profile, mix: &Mix) -> Option<f64> {
        let side = |e: &Expr, sets: &[(Vec<usize>, f64)]| {
            let time = |s: &[usize]| e.time(&|i| if s.contains(&i) { profile.latency[i] } else { f64::INFINITY });
            sets.iter().map(|(s, p)| p * time(s)).sum::<f64>()
        };
        let listed = !self.reads.is_empty() && !self.writes.is_empty();
        let fr = mix.mean();
        listed.then(|| fr * side(system.reads(), &self.reads) + (1.0 - fr) * side(system.writes(), &self.writes))
    }

    /// A strategy of one's own: quorums with weights, which are scaled to add up to 1.
    pub fn given(system: &System, reads: &[(Vec<usize>, f64)], writes: &[(Vec<usize>, f64)]) -> Result<Self> {
        let reads = scaled(system.reads(), reads, "a set given as read quorum")?;
        let writes = scaled(system.writes(), writes, "a set given as write quorum")?;
        Ok(Self::listed(system.names().len(), reads, writes, Method::Given))
    }
}

fn usage(n: usize, sets: &[(Vec<usize>, f64)]) -> Vec<f64> {
    let mut used = vec![0.0; n];
    for (s, p) in sets {
        for i in s {
            used[*i] += p;
        }
    }
    used
}

fn scaled(e: &Expr, sets: &[(Vec<usize>, f64)], what: &'static str) -> Result<Vec<(Vec<usize>, f64)>> {
    let total: f64 = sets.iter().map(|s| s.1).sum();
    let bad = sets.iter().find(|(_, w)| !(*w >= 0.0 && w.is_finite()));
    if let Some((_, w)) = bad {
        return Err(OutOfDomain::new("the weight of a quorum", w, "finite and 0 or more").into());
    }
    if !(total > 0.0 && total.is_finite()) {
        return Err(OutOfDomain::new("the sum of the weights of quorums", total, "finite and above 0").into());
    }
    let mut out = Vec::with_capacity(sets.len());
    for (s, w) in sets {
        let mut s = s.clone();
        s.sort_unstable();
        s.dedup();
        if !e.holds(&|i| s.contains(&i)) {
            return Err(Error::Domain(OutOfDomain::new(what, format!("nodes {s:?}"), "a set that holds a quorum")));
        }
        out.push((s, w / total));
    }
    Ok(out)
}
