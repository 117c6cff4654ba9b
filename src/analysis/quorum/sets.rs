//! Lists of sets as bit masks: minimal quorums, sets that survive losses, and counts of both. To 64 nodes.

use super::expr::Kind;
use super::{Error, Expr, Result};

/// The most sets listed: a linear programme over more leaves the tenth of a second.
pub const MOST_SETS: usize = 20_000;
/// The most sets held while listing, before those that contain another are dropped.
const MOST_RAW: usize = 50_000;
/// The most comparisons of sets: some tenths of a second.
const MOST_WORK: usize = 300_000_000;
/// The most visits of blocking sets in the search for surviving sets: about as long.
const MOST_VISITS: usize = 40_000_000;

/// How many minimal quorums there are, and the sizes of the smallest and the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Census {
    /// Number of minimal quorums.
    pub count: u128,
    /// Nodes in the smallest one.
    pub smallest: usize,
    /// Nodes in the largest minimal one.
    pub largest: usize,
}

/// Counts the minimal quorums: from the tree when each node stands once, else by listing them.
pub fn census(e: &Expr) -> Result<Census> {
    if !e.is_read_once() {
        let sets = minimal(e)?;
        let sizes = || sets.iter().map(|s| s.count_ones() as usize);
        return Ok(Census {
            count: sets.len() as u128,
            smallest: sizes().min().unwrap_or(0),
            largest: sizes().max().unwrap_or(0),
        });
    }
    let one = Census { count: 1, smallest: 1, largest: 1 };
    Ok(e.fold(&mut |_| one, &mut |k, parts: Vec<Census>| {
        let mut ways = vec![0u128; k + 1];
        ways[0] = 1;
        for p in &parts {
            for j in (1..=k).rev() {
                ways[j] = ways[j].saturating_add(ways[j - 1].saturating_mul(p.count));
            }
        }
        let mut small: Vec<usize> = parts.iter().map(|p| p.smallest).collect();
        let mut large: Vec<usize> = parts.iter().map(|p| p.largest).collect();
        small.sort_unstable();
        large.sort_unstable_by(|a, b| b.cmp(a));
        Census { count: ways[k], smallest: small[..k].iter().sum(), largest: large[..k].iter().sum() }
    }))
}

/// The minimal quorums as masks (bit i is node i), smallest first.
pub fn minimal(e: &Expr) -> Result<Vec<u64>> {
    if e.nodes().into_iter().any(|i| i >= 64) {
        return Err(Error::TooLarge {
            what: "nodes where quorums must be listed",
            most: 64,
            help: "name each node once in the expression, or use fewer nodes",
        });
    }
    let read_once = e.is_read_once();
    if read_once && census(e)?.count > MOST_SETS as u128 {
        return Err(too_many());
    }
    let mut sets = List { read_once, work: 0 }.of(e)?;
    if sets.len() > MOST_SETS {
        return Err(too_many());
    }
    sets.sort_unstable_by_key(|s| (s.count_ones(), *s));
    Ok(sets)
}

struct List {
    read_once: bool,
    work: usize,
}

impl List {
    fn of(&mut self, e: &Expr) -> Result<Vec<u64>> {
        let (k, parts) = match &e.0 {
            Kind::Node(i) => return Ok(vec![1 << i]),
            Kind::AtLeast(k, parts) => (*k, parts),
        };
        let mut rows: Vec<Vec<u64>> = vec![Vec::new(); k + 1];
        rows[0] = vec![0];
        for (i, p) in parts.iter().enumerate() {
            let sets = self.of(p)?;
            let left = parts.len() - i - 1;
            for j in (k.saturating_sub(left).max(1)..=k.min(i + 1)).rev() {
                let (below, here) = rows.split_at_mut(j);
                let here = &mut here[0];
                if !self.read_once && here.is_empty() && sets.iter().all(|s| s.is_power_of_two()) {
                    *here = self.meet(&below[j - 1], &sets)?;
                    continue;
                }
                for a in &below[j - 1] {
                    here.extend(sets.iter().map(|b| a | b));
                    if here.len() > MOST_RAW {
                        return Err(too_many());
                    }
                }
                if !self.read_once {
                    self.absorb(here)?;
                }
            }
        }
        Ok(rows.swap_remove(k))
    }

    /// Unions of minimal sets with one of `nodes`, minimal again (Berge's step). Sets that hold one stay; an extended
    /// set can only contain a staying one that holds the added node.
    fn meet(&mut self, sets: &[u64], nodes: &[u64]) -> Result<Vec<u64>> {
        let all = nodes.iter().fold(0, |m, n| m | n);
        let (mut out, rest): (Vec<u64>, Vec<u64>) = sets.iter().partition(|s| *s & all != 0);
        let stay = out.clone();
        for node in nodes {
            let holding: Vec<u64> = stay.iter().copied().filter(|s| s & node != 0).collect();
            self.spend(holding.len() * rest.len())?;
            out.extend(rest.iter().map(|s| s | node).filter(|s| !holding.iter().any(|h| h & s == *h)));
            if out.len() > MOST_RAW {
                return Err(too_many());
            }
        }
        Ok(out)
    }

    /// Drops every set that contains another.
    fn absorb(&mut self, sets: &mut Vec<u64>) -> Result<()> {
        sets.sort_unstable_by_key(|s| (s.count_ones(), *s));
        sets.dedup();
        let (mut kept, mut smaller, mut size): (Vec<u64>, usize, u32) = (Vec::with_capacity(sets.len()), 0, 0);
        for &s in sets.iter() {
            if s.count_ones() > size {
                (size, smaller) = (s.count_ones(), kept.len());
            }
            self.spend(smaller)?;
            if !kept[..smaller].iter().any(|k| k & s == *k) {
                kept.push(s);
            }
        }
        *sets = kept;
        Ok(())
    }

    fn spend(&mut self, work: usize) -> Result<()> {
        self.work += work;
        if self.work > MOST_WORK { Err(too_much()) } else { Ok(()) }
    }
}

fn too_many() -> Error {
    Error::TooLarge { what: "minimal quorums", most: MOST_SETS, help: HELP }
}

fn too_much() -> Error {
    Error::TooLarge { what: "comparisons of sets while quorums are listed", most: MOST_WORK, help: HELP }
}

const HELP: &str = "name each node once in the expression, or give the other side's expression as well";

/// The minimal sets that are still quorums after any `f` of their members are lost; none if there is no such set.
///
/// A set survives f losses exactly when it meets every minimal blocking set (every minimal quorum of the dual) in
/// more than f nodes. Branches on the blocking set with the least choice left.
pub fn surviving(e: &Expr, f: usize) -> Result<Vec<u64>> {
    if f == 0 {
        return minimal(e);
    }
    let blocks = minimal(&e.dual())?;
    let mut search = Search { blocks: &blocks, need: f as u32 + 1, out: Vec::new(), work: 0 };
    search.grow(0, 0, &blocks)?;
    search.out.sort_unstable_by_key(|s| (s.count_ones(), *s));
    Ok(search.out)
}

struct Search<'a> {
    blocks: &'a [u64],
    need: u32,
    out: Vec<u64>,
    work: usize,
}

impl Search<'_> {
    /// `open` are blocking sets that may not be met often enough yet.
    fn grow(&mut self, set: u64, banned: u64, open: &[u64]) -> Result<()> {
        self.work += open.len() + 1;
        if self.out.len() > MOST_SETS {
            return Err(too_many());
        }
        if self.work > MOST_VISITS {
            return Err(Error::TooLarge {
                what: "steps of the search for sets that survive losses",
                most: MOST_VISITS,
                help: HELP,
            });
        }
        let mut still = Vec::new();
        let mut tightest: Option<(u32, u64)> = None;
        for &b in open {
            let has = (b & set).count_ones();
            if has >= self.need {
                continue;
            }
            let free = b & !set & !banned;
            let Some(slack) = free.count_ones().checked_sub(self.need - has) else { return Ok(()) };
            still.push(b);
            if tightest.is_none_or(|(least, _)| slack < least) {
                tightest = Some((slack, free));
            }
        }
        let Some((_, mut free)) = tightest else {
            if self.is_minimal(set) {
                self.out.push(set);
            }
            return Ok(());
        };
        let mut passed = banned;
        while free != 0 {
            let node = free & free.wrapping_neg();
            self.grow(set | node, passed, &still)?;
            passed |= node;
            free &= !node;
        }
        Ok(())
    }

    /// Whether every node of the set is needed by a blocking set that has no hit to spare.
    fn is_minimal(&mut self, set: u64) -> bool {
        let mut needed = 0;
        for (i, b) in self.blocks.iter().enumerate() {
            if (b & set).count_ones() == self.need {
                needed |= b & set;
                if needed == set {
                    self.work += i;
                    return true;
                }
            }
        }
        self.work += self.blocks.len();
        false
    }
}

/// The nodes of a mask, ascending.
pub fn members(mask: u64) -> Vec<usize> {
    (0..64).filter(|i| mask >> i & 1 == 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::quorum::parse::parse;

    fn read(text: &str) -> Expr {
        parse(text, &mut vec![]).unwrap()
    }

    /// Every set of n nodes that survives f losses and has no smaller one inside, by trying them all.
    fn by_force(e: &Expr, n: u32, f: usize) -> Vec<u64> {
        let survives = |s: u64| {
            (0..1u64 << n)
                .filter(|lost| lost & !s == 0 && lost.count_ones() as usize <= f)
                .all(|lost| e.is_quorum(s & !lost))
        };
        let all: Vec<u64> = (0..1u64 << n).filter(|s| survives(*s)).collect();
        let mut out: Vec<u64> = all.iter().copied().filter(|s| !all.iter().any(|t| t != s && t & s == *t)).collect();
        out.sort_unstable_by_key(|s| (s.count_ones(), *s));
        out
    }

    #[test]
    fn listed_sets_are_the_minimal_ones() {
        for text in [
            "a",
            "a + b*c",
            "a*b + b*c + a*c",
            "a*(b+c)*(d+e+f) + b*c*(d+e+f) + d*e*f",
            "choose(3, [a, a, b, c*d, e + a])",
            "choose(2,[a+b,c+d,e+f])",
            "a + a*b",
        ] {
            for e in [read(text), read(text).dual()] {
                for f in 0..3 {
                    assert_eq!(surviving(&e, f).unwrap(), by_force(&e, 6, f), "{text}, f = {f}");
                }
                let c = census(&e).unwrap();
                let sets = by_force(&e, 6, 0);
                let sizes: Vec<usize> = sets.iter().map(|s| s.count_ones() as usize).collect();
                assert_eq!(
                    (c.count as usize, c.smallest, c.largest),
                    (sets.len(), sizes[0], *sizes.last().unwrap()),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn large_systems_are_counted_not_listed() {
        let c = census(&Expr::threshold(50, 99).unwrap()).unwrap();
        assert_eq!(c.count, 50_445_672_272_782_096_667_406_248_628);
        assert!(matches!(minimal(&Expr::threshold(50, 99).unwrap()), Err(Error::TooLarge { most: 64, .. })));
        assert!(matches!(minimal(&Expr::threshold(10, 20).unwrap()), Err(Error::TooLarge { most: MOST_SETS, .. })));
        assert_eq!(minimal(&Expr::threshold(8, 15).unwrap()).unwrap().len(), 6_435);
    }
}
