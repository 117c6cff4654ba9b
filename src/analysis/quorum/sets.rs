//! Lists of sets as bit masks: minimal quorums, sets that survive losses, and counts of both. To 64 nodes.

use super::expr::Kind;
use super::{Error, Expr, Result};

/// The most sets listed: a linear programme over more leaves the tenth of a second.
pub const MOST_SETS: usize = 20_000;
/// The most sets held while listing, before those that contain another are dropped.
const MOST_RAW: usize = 50_000;
/// The most steps of the search for surviving sets.
const MOST_STEPS: usize = 2_000_000;

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
    let mut sets = list(e, read_once)?;
    if sets.len() > MOST_SETS {
        return Err(too_many());
    }
    sets.sort_unstable_by_key(|s| (s.count_ones(), *s));
    Ok(sets)
}

fn list(e: &Expr, read_once: bool) -> Result<Vec<u64>> {
    let (k, parts) = match &e.0 {
        Kind::Node(i) => return Ok(vec![1 << i]),
        Kind::AtLeast(k, parts) => (*k, parts),
    };
    let mut rows: Vec<Vec<u64>> = vec![Vec::new(); k + 1];
    rows[0] = vec![0];
    for (i, p) in parts.iter().enumerate() {
        let sets = list(p, read_once)?;
        let left = parts.len() - i - 1;
        for j in (k.saturating_sub(left).max(1)..=k.min(i + 1)).rev() {
            let (below, here) = rows.split_at_mut(j);
            for a in &below[j - 1] {
                here[0].extend(sets.iter().map(|b| a | b));
                if here[0].len() > MOST_RAW {
                    return Err(too_many());
                }
            }
            if !read_once {
                absorb(&mut here[0]);
            }
        }
    }
    Ok(rows.swap_remove(k))
}

fn too_many() -> Error {
    Error::TooLarge {
        what: "minimal quorums",
        most: MOST_SETS,
        help: "name each node once in the expression, or give the other side's expression as well",
    }
}

/// Drops every set that contains another.
fn absorb(sets: &mut Vec<u64>) {
    sets.sort_unstable_by_key(|s| (s.count_ones(), *s));
    sets.dedup();
    let (mut kept, mut smaller, mut size): (Vec<u64>, usize, u32) = (Vec::with_capacity(sets.len()), 0, 0);
    for &s in sets.iter() {
        if s.count_ones() > size {
            (size, smaller) = (s.count_ones(), kept.len());
        }
        if !kept[..smaller].iter().any(|k| k & s == *k) {
            kept.push(s);
        }
    }
    *sets = kept;
}

/// The minimal sets that are still quorums after any `f` of their members are lost; none if there is no such set.
///
/// A set survives f losses exactly when it meets every minimal blocking set (every minimal quorum of the dual) in
/// more than f nodes. Branches on the blocking set with the least choice left.
pub fn surviving(e: &Expr, f: usize) -> Result<Vec<u64>> {
    if f == 0 {
        return minimal(e);
    }
    let mut search = Search { blocks: minimal(&e.dual())?, need: f as u32 + 1, out: Vec::new(), steps: 0 };
    search.grow(0, 0)?;
    search.out.sort_unstable_by_key(|s| (s.count_ones(), *s));
    Ok(search.out)
}

struct Search {
    blocks: Vec<u64>,
    need: u32,
    out: Vec<u64>,
    steps: usize,
}

impl Search {
    fn grow(&mut self, set: u64, banned: u64) -> Result<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.out.len() > MOST_SETS {
            return Err(too_many());
        }
        let mut tightest: Option<(u32, u64)> = None;
        for &b in &self.blocks {
            let has = (b & set).count_ones();
            if has >= self.need {
                continue;
            }
            let free = b & !set & !banned;
            let Some(slack) = free.count_ones().checked_sub(self.need - has) else { return Ok(()) };
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
            self.grow(set | node, passed)?;
            passed |= node;
            free &= !node;
        }
        Ok(())
    }

    fn is_minimal(&self, set: u64) -> bool {
        let mut rest = set;
        while rest != 0 {
            let node = rest & rest.wrapping_neg();
            rest &= !node;
            let spare = !self.blocks.iter().any(|b| b & node != 0 && (b & set).count_ones() == self.need);
            if spare {
                return false;
            }
        }
        true
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
