//! What nodes can do and what is asked of them: capacities, latencies, and the mix of reads and writes.

use crate::analysis::OutOfDomain;

/// One entry per node of a system, in the order of its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Reads that a node answers per unit of time; above 0.
    pub read_capacity: Vec<f64>,
    /// Writes that a node takes per unit of time; above 0.
    pub write_capacity: Vec<f64>,
    /// Time until a node answers, 0 or more; any one unit.
    pub latency: Vec<f64>,
}

impl Profile {
    /// `n` like nodes: capacity 1, latency 0.
    pub fn uniform(n: usize) -> Self {
        Self { read_capacity: vec![1.0; n], write_capacity: vec![1.0; n], latency: vec![0.0; n] }
    }

    /// The same capacities for all of `n` nodes.
    pub fn equal(n: usize, read_capacity: f64, write_capacity: f64) -> Self {
        Self { read_capacity: vec![read_capacity; n], write_capacity: vec![write_capacity; n], latency: vec![0.0; n] }
    }

    pub(super) fn check(&self, n: usize) -> Result<(), OutOfDomain> {
        for (what, list) in [
            ("the list of read capacities", &self.read_capacity),
            ("the list of write capacities", &self.write_capacity),
            ("the list of latencies", &self.latency),
        ] {
            if list.len() != n {
                return Err(OutOfDomain::new(what, format!("{} for {n} nodes", list.len()), "one per node"));
            }
        }
        for c in self.read_capacity.iter().chain(&self.write_capacity) {
            if !(*c > 0.0 && c.is_finite()) {
                return Err(OutOfDomain::new("the capacity of a node", c, "finite and above 0"));
            }
        }
        match self.latency.iter().find(|l| !(**l >= 0.0 && l.is_finite())) {
            Some(l) => Err(OutOfDomain::new("the latency of a node", l, "finite and 0 or more")),
            None => Ok(()),
        }
    }

    /// The load on node `i` at read fraction `fr` when a read uses it with chance `read`, a write with chance `write`.
    pub(super) fn node_load(&self, i: usize, fr: f64, read: f64, write: f64) -> f64 {
        fr * read / self.read_capacity[i] + (1.0 - fr) * write / self.write_capacity[i]
    }
}

/// How often the share of reads is what: fractions of reads with weights that add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    parts: Vec<(f64, f64)>,
}

impl Mix {
    /// Always this share of reads, 0..=1.
    pub fn fixed(reads: f64) -> Result<Self, OutOfDomain> {
        Self::weighted(&[(reads, 1.0)])
    }

    /// `(share of reads 0..=1, weight of 0 or more)`; weights need not add up to 1, but to more than 0.
    pub fn weighted(parts: &[(f64, f64)]) -> Result<Self, OutOfDomain> {
        let total: f64 = parts.iter().map(|p| p.1).sum();
        for (fr, w) in parts {
            if !(0.0..=1.0).contains(fr) {
                return Err(OutOfDomain::new("the share of reads", fr, "a fraction between 0 and 1"));
            }
            if !(*w >= 0.0 && w.is_finite()) {
                return Err(OutOfDomain::new("a weight of the mix", w, "finite and 0 or more"));
            }
        }
        if !(total > 0.0 && total.is_finite()) {
            return Err(OutOfDomain::new("the sum of the weights of the mix", total, "finite and above 0"));
        }
        Ok(Self { parts: parts.iter().filter(|p| p.1 > 0.0).map(|(fr, w)| (*fr, w / total)).collect() })
    }

    /// `(share of reads, weight)`, weights above 0 that add up to 1.
    pub fn parts(&self) -> &[(f64, f64)] {
        &self.parts
    }

    /// The mean share of reads.
    pub fn mean(&self) -> f64 {
        self.parts.iter().map(|(fr, w)| fr * w).sum()
    }
}
