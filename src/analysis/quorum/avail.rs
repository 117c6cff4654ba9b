//! How often a quorum is up: exact, with a chance per node, per zone, and for groups that share a fate across zones.

use super::avail_tree::Pair;
use super::bdd::{Bdd, Ref, TRUE};
use super::expr::Expr;
use super::{Result, System};
use crate::analysis::OutOfDomain;
use crate::analysis::availability::{Availability, Zone, zoned};

/// The most groups whose states are all visited for counted quorums; beyond them a decision diagram does it.
const MOST_GROUPS: usize = 10;
/// The most nodes of a counted quorum.
const MOST_COUNTED: usize = crate::analysis::availability::MOST_NODES;

/// What must be up for each node: itself, its zone, and every group it belongs to; all independent of each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fates {
    /// The chance that each node is up, its zone and groups being up; one per node of the system.
    pub node: Vec<f64>,
    /// The zone of each node, an index into `zones`; empty for no zones.
    pub zone_of: Vec<Option<usize>>,
    /// The chance that each zone is up.
    pub zones: Vec<f64>,
    /// Nodes across zones that one cause takes down together: a rack switch, a configuration push, a power feed.
    pub groups: Vec<Group>,
}

/// Nodes that one cause takes down together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The chance that the shared thing is up.
    pub up: f64,
    /// Its nodes.
    pub nodes: Vec<usize>,
}

impl Fates {
    /// `n` independent nodes, each up with chance `p`.
    pub fn independent(n: usize, p: f64) -> Self {
        Self { node: vec![p; n], ..Self::default() }
    }

    pub(super) fn check(&self, n: usize) -> std::result::Result<(), OutOfDomain> {
        let chances = self.node.iter().chain(&self.zones).chain(self.groups.iter().map(|g| &g.up));
        for p in chances {
            if !(0.0..=1.0).contains(p) {
                return Err(OutOfDomain::new(
                    "the availability of a node, zone or group",
                    p,
                    "a fraction between 0 and 1",
                ));
            }
        }
        if self.node.len() != n {
            let found = format!("{} for {n} nodes", self.node.len());
            return Err(OutOfDomain::new("the list of node availabilities", found, "one per node"));
        }
        if !self.zone_of.is_empty() && self.zone_of.len() != n {
            let found = format!("{} for {n} nodes", self.zone_of.len());
            return Err(OutOfDomain::new("the list of the nodes' zones", found, "one per node, or none"));
        }
        if let Some(z) = self.zone_of.iter().flatten().find(|z| **z >= self.zones.len()) {
            return Err(OutOfDomain::new("the zone of a node", z, "an index into the zones"));
        }
        match self.groups.iter().flat_map(|g| &g.nodes).find(|i| **i >= n) {
            Some(i) => Err(OutOfDomain::new("a node of a group", i, "an index of a node")),
            None => Ok(()),
        }
    }

    /// Zones, then groups: the chance that each is up.
    fn shared(&self) -> Vec<f64> {
        self.zones.iter().copied().chain(self.groups.iter().map(|g| g.up)).collect()
    }

    /// For each node the bits of [`Self::shared`] that it depends on; of no use beyond 32 of them.
    fn needs(&self) -> Vec<u32> {
        let bit = |i: usize| 1u32.checked_shl(i as u32).unwrap_or(0);
        (0..self.node.len())
            .map(|i| {
                let groups = self.groups.iter().enumerate().filter(|(_, g)| g.nodes.contains(&i));
                let groups = groups.fold(0, |m, (g, _)| m | bit(self.zones.len() + g));
                groups | self.zone(i).map_or(0, bit)
            })
            .collect()
    }

    pub(super) fn zone(&self, node: usize) -> Option<usize> {
        self.zone_of.get(node).copied().flatten()
    }
}

/// How often reads, writes, and both at the same moment, find a quorum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuorumAvailability {
    /// A read quorum is up.
    pub read: Availability,
    /// A write quorum is up.
    pub write: Availability,
    /// Both are up at once.
    pub both: Availability,
}

impl System {
    /// Exact availability of reads, writes and both.
    ///
    /// Counted quorums by convolution, once per state of the groups; trees gate by gate, once per state of zones and
    /// groups, while these are few; anything else by a decision diagram, which gives up with
    /// [`super::Error::TooLarge`] at 200,000 cells. Causes outside `fates` are not in it: an upper bound.
    pub fn availability(&self, fates: &Fates) -> Result<QuorumAvailability> {
        fates.check(self.names().len())?;
        if let (true, Some((r, mut rn)), Some((w, mut wn))) =
            (fates.groups.len() <= MOST_GROUPS, self.reads().as_threshold(), self.writes().as_threshold())
        {
            rn.sort_unstable();
            wn.sort_unstable();
            if rn == wn && rn.len() <= MOST_COUNTED {
                let (read, write) = (counted(r, &rn, fates)?, counted(w, &rn, fates)?);
                return Ok(QuorumAvailability { read, write, both: if r > w { read } else { write } });
            }
        }
        if let Some(tree) = Pair::new(self.reads(), self.writes())
            && let Some(j) = tree.availability(&fates.node, &fates.shared(), &fates.needs())
        {
            return Ok(QuorumAvailability {
                read: Availability::from_parts(j.both + j.read, j.write + j.none),
                write: Availability::from_parts(j.both + j.write, j.read + j.none),
                both: Availability::from_parts(j.both, j.read + j.write + j.none),
            });
        }
        let mut d = Diagram::new(fates, &[self.reads(), self.writes()], self.names().len())?;
        let read = d.bdd.expression(self.reads(), &d.leaf)?;
        let write = d.bdd.expression(self.writes(), &d.leaf)?;
        let both = d.bdd.and(read, write)?;
        let up = |root: Ref| d.bdd.probability(root, &d.up);
        Ok(QuorumAvailability { read: up(read), write: up(write), both: up(both) })
    }
}

/// At least k of the nodes, for every state of the groups: within one, zones are independent and their counts convolve.
fn counted(k: usize, nodes: &[usize], fates: &Fates) -> Result<Availability> {
    let member: Vec<u32> = (0..fates.node.len())
        .map(|i| fates.groups.iter().enumerate().fold(0, |m, (g, x)| m | u32::from(x.nodes.contains(&i)) << g))
        .collect();
    let (mut up, mut down) = (0.0, 0.0);
    for state in 0u32..1 << fates.groups.len() {
        let chance: f64 =
            fates.groups.iter().enumerate().map(|(g, x)| if state >> g & 1 == 1 { x.up } else { 1.0 - x.up }).product();
        if chance == 0.0 {
            continue;
        }
        let left: Vec<usize> = nodes.iter().copied().filter(|i| member[*i] & !state == 0).collect();
        if left.len() < k {
            down += chance;
            continue;
        }
        let a = zoned(k, &by_zone(fates, &left))?;
        up += chance * a.up();
        down += chance * a.down();
    }
    Ok(Availability::from_parts(up, down))
}

fn by_zone(fates: &Fates, nodes: &[usize]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = fates.zones.iter().map(|up| Zone { up: *up, nodes: Vec::new() }).collect();
    zones.push(Zone { up: 1.0, nodes: Vec::new() });
    let free = zones.len() - 1;
    for &i in nodes {
        zones[fates.zone(i).unwrap_or(free)].nodes.push(fates.node[i]);
    }
    zones
}

/// Variables in order: groups, then each zone followed by its nodes, both as the expressions name them.
struct Diagram {
    bdd: Bdd,
    up: Vec<f64>,
    leaf: Vec<Ref>,
}

impl Diagram {
    fn new(fates: &Fates, expressions: &[&Expr], n: usize) -> Result<Self> {
        let mut d = Self { bdd: Bdd::new(), up: Vec::new(), leaf: vec![TRUE; n] };
        let mut shared: Vec<Vec<Ref>> = vec![Vec::new(); n];
        for g in &fates.groups {
            let var = d.var(g.up)?;
            for &i in &g.nodes {
                shared[i].push(var);
            }
        }
        let mut order: Vec<usize> = Vec::new();
        let mut seen = vec![false; n];
        for i in expressions.iter().flat_map(|e| e.nodes()) {
            if !std::mem::replace(&mut seen[i], true) {
                order.push(i);
            }
        }
        let mut zone_order: Vec<Option<usize>> = Vec::new();
        for &i in &order {
            if !zone_order.contains(&fates.zone(i)) {
                zone_order.push(fates.zone(i));
            }
        }
        for zone in zone_order {
            let above = match zone {
                Some(z) => d.var(fates.zones[z])?,
                None => TRUE,
            };
            for &i in order.iter().filter(|i| fates.zone(**i) == zone) {
                let mut up = d.var(fates.node[i])?;
                up = d.bdd.and(up, above)?;
                for &g in &shared[i] {
                    up = d.bdd.and(up, g)?;
                }
                d.leaf[i] = up;
            }
        }
        Ok(d)
    }

    fn var(&mut self, up: f64) -> Result<Ref> {
        self.up.push(up);
        self.bdd.var(self.up.len() - 1)
    }
}

#[cfg(test)]
#[path = "avail_tests.rs"]
mod tests;
