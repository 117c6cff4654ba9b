//! A read-write quorum system: two expressions over the same named nodes, every read quorum meeting every write quorum.

use super::bdd::{Bdd, FALSE, TRUE};
use super::parse::{MOST_NODES, parse};
use super::sets::{members, minimal};
use super::{Error, Expr, Result};
use crate::analysis::OutOfDomain;

/// The most pairs of quorums that are compared one by one; beyond them a decision diagram finds a pair that misses.
const MOST_PAIRS: usize = 10_000_000;

/// Two expressions that meet, and the names of their nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    names: Vec<String>,
    reads: Expr,
    writes: Expr,
}

impl System {
    /// From read quorums; write quorums become the sets that meet them all.
    pub fn from_reads(text: &str) -> Result<Self> {
        Self::with_nodes(&[], Some(text), None)
    }

    /// From write quorums; read quorums become the sets that meet them all.
    pub fn from_writes(text: &str) -> Result<Self> {
        Self::with_nodes(&[], None, Some(text))
    }

    /// From both. [`Error::Disjoint`] names a read and a write that miss each other.
    pub fn from_both(reads: &str, writes: &str) -> Result<Self> {
        Self::with_nodes(&[], Some(reads), Some(writes))
    }

    /// The same with nodes named first, in the order that profiles and fates will use; expressions may name more.
    pub fn with_nodes(nodes: &[&str], reads: Option<&str>, writes: Option<&str>) -> Result<Self> {
        let mut names: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let reads = reads.map(|t| parse(t, &mut names)).transpose()?;
        let writes = writes.map(|t| parse(t, &mut names)).transpose()?;
        match (reads, writes) {
            (Some(r), None) => Ok(Self { writes: r.dual(), reads: r, names }),
            (None, Some(w)) => Ok(Self { reads: w.dual(), writes: w, names }),
            (Some(reads), Some(writes)) => {
                let system = Self { names, reads, writes };
                match missed(&system.reads, &system.writes, system.names.len())? {
                    None => Ok(system),
                    Some((r, w)) => Err(Error::Disjoint { read: system.label(&r), write: system.label(&w) }),
                }
            }
            (None, None) => Err(Error::Domain(OutOfDomain::new(
                "the quorum system",
                "empty",
                "an expression for reads, for writes or for both",
            ))),
        }
    }

    /// Counted quorums: any `r` of `n` copies answer a read, any `w` a write. Nodes are named 1 to n.
    ///
    /// Quorums that do not meet are the user's to see: [`Error::Disjoint`].
    pub fn counted(n: usize, r: usize, w: usize) -> Result<Self> {
        if n > MOST_NODES {
            return Err(OutOfDomain::new("N, the number of copies", n, "1,000 or fewer").into());
        }
        let names: Vec<String> = (1..=n).map(|i| i.to_string()).collect();
        let (reads, writes) = (Expr::threshold(r, n)?, Expr::threshold(w, n)?);
        let system = Self { names, reads, writes };
        if r + w <= n {
            let (read, write) = (&system.names[..r], &system.names[n - w..]);
            return Err(Error::Disjoint { read: read.to_vec(), write: write.to_vec() });
        }
        Ok(system)
    }

    /// The nodes' names; node i of masks, profiles and fates is `names()[i]`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Which sets answer a read.
    pub fn reads(&self) -> &Expr {
        &self.reads
    }

    /// Which sets take a write.
    pub fn writes(&self) -> &Expr {
        &self.writes
    }

    /// An expression of this system as text.
    pub fn text(&self, e: &Expr) -> String {
        e.text(&|i| self.names[i].clone())
    }

    /// Names of a set of nodes.
    pub fn label(&self, set: &[usize]) -> Vec<String> {
        set.iter().map(|i| self.names[*i].clone()).collect()
    }

    /// The most nodes whose loss, whichever they are, leaves a read quorum.
    pub fn read_resilience(&self) -> Result<usize> {
        resilience(&self.reads, self.names.len())
    }

    /// The most nodes whose loss, whichever they are, leaves a write quorum.
    pub fn write_resilience(&self) -> Result<usize> {
        resilience(&self.writes, self.names.len())
    }

    /// The smaller of the two resiliences.
    pub fn resilience(&self) -> Result<usize> {
        Ok(self.read_resilience()?.min(self.write_resilience()?))
    }

    /// Two disjoint write quorums, if there are any: then concurrent writes can both succeed without seeing each other.
    pub fn writes_that_miss(&self) -> Result<Option<(Vec<String>, Vec<String>)>> {
        let pair = missed(&self.writes, &self.writes, self.names.len())?;
        Ok(pair.map(|(a, b)| (self.label(&a), self.label(&b))))
    }
}

/// A fewest-nodes quorum.
pub(super) fn smallest(e: &Expr, n: usize) -> Result<Vec<usize>> {
    if !e.is_read_once() {
        return Ok(cheapest(e, n, true)?.unwrap_or_default());
    }
    Ok(e.fold(&mut |i| vec![i], &mut |k, mut parts: Vec<Vec<usize>>| {
        parts.sort_by_key(Vec::len);
        let mut set = parts[..k].concat();
        set.sort_unstable();
        set
    }))
}

/// The quorum that answers first when all are asked, without members that need not have been.
pub(super) fn fastest(e: &Expr, latency: &[f64]) -> Vec<usize> {
    let mut order = e.nodes();
    order.sort_by(|a, b| latency[*a].total_cmp(&latency[*b]));
    let mut up = vec![false; latency.len()];
    for &i in &order {
        up[i] = true;
        if e.holds(&|j| up[j]) {
            break;
        }
    }
    trim(e, &mut up);
    (0..up.len()).filter(|i| up[*i]).collect()
}

fn trim(e: &Expr, up: &mut [bool]) {
    for i in 0..up.len() {
        if std::mem::take(&mut up[i]) {
            up[i] = !e.holds(&|j| up[j]);
        }
    }
}

fn resilience(e: &Expr, n: usize) -> Result<usize> {
    if !e.is_read_once() {
        return Ok(cheapest(e, n, false)?.map_or(0, |lost| lost.len().saturating_sub(1)));
    }
    let fatal = e.fold(&mut |_| 1, &mut |k, mut parts: Vec<usize>| {
        parts.sort_unstable();
        parts[..=parts.len() - k].iter().sum()
    });
    Ok(fatal - 1)
}

/// Fewest nodes up that hold a quorum (`up`), or fewest down that break it.
fn cheapest(e: &Expr, n: usize, up: bool) -> Result<Option<Vec<usize>>> {
    let (mut bdd, order) = (Bdd::new(), e.nodes());
    let leaf = leaves(&mut bdd, &order, n)?;
    let root = bdd.expression(e, &leaf)?;
    let set = bdd.fewest(root, if up { TRUE } else { FALSE }, up);
    Ok(set.map(|vars| vars.into_iter().map(|v| order[v]).collect()))
}

fn leaves(bdd: &mut Bdd, order: &[usize], n: usize) -> Result<Vec<u32>> {
    let mut leaf = vec![FALSE; n];
    for (v, &i) in order.iter().enumerate() {
        leaf[i] = bdd.var(v)?;
    }
    Ok(leaf)
}

/// A quorum of each that share no node: a set where `a` holds and `b` holds on the rest, so where b's dual does not.
fn missed(a: &Expr, b: &Expr, n: usize) -> Result<Option<(Vec<usize>, Vec<usize>)>> {
    if *b == a.dual() {
        return Ok(None);
    }
    if let (Ok(x), Ok(y)) = (minimal(a), minimal(b))
        && x.len() * y.len() <= MOST_PAIRS
    {
        let pair = x.iter().find_map(|r| y.iter().find(|w| r & *w == 0).map(|w| (*r, *w)));
        return Ok(pair.map(|(r, w)| (members(r), members(w))));
    }
    let mut order = a.nodes();
    let known: std::collections::HashSet<usize> = order.iter().copied().collect();
    order.extend(b.nodes().into_iter().filter(|i| !known.contains(i)));
    let mut bdd = Bdd::new();
    let leaf = leaves(&mut bdd, &order, n)?;
    let holds = bdd.expression(a, &leaf)?;
    let meets = bdd.expression(&b.dual(), &leaf)?;
    let misses = bdd.not(meets)?;
    let both = bdd.and(holds, misses)?;
    let Some(vars) = bdd.fewest(both, TRUE, true) else { return Ok(None) };
    let mut first = vec![false; n];
    for v in vars {
        first[order[v]] = true;
    }
    let mut second: Vec<bool> = first.iter().map(|x| !x).collect();
    trim(a, &mut first);
    trim(b, &mut second);
    let list = |up: &[bool]| (0..n).filter(|i| up[*i]).collect();
    Ok(Some((list(&first), list(&second))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quorums_that_miss_each_other_are_shown() {
        let e = System::from_both("a*b + c", "b*c + a*d").unwrap_err();
        let Error::Disjoint { read, write } = &e else { panic!("{e}") };
        assert_eq!((read.join(","), write.join(",")), ("c".into(), "a,d".into()));
        assert_eq!(e.to_string(), "a read of {c} and a write of {a, d} share no node: a read could miss the write");
        assert!(matches!(System::from_both("a+b+c", "d+e+f"), Err(Error::Disjoint { .. })));
        assert!(System::from_both("a*b + c", "(a + b) * c").is_ok());
        assert!(System::from_both("choose(3,[a,b,c,d])", "choose(2,[a,b,c,d])").is_ok());
        assert!(matches!(System::counted(3, 1, 2), Err(Error::Disjoint { .. })));
        assert!(
            System::counted(1001, 501, 501).is_err()
                && System::counted(99, 50, 50).is_ok()
                && System::counted(3, 0, 3).is_err()
        );
    }

    #[test]
    fn large_counted_quorums_are_compared_without_a_list() {
        let any =
            |k: usize| format!("choose({k}, [{}])", (0..90).map(|i| format!("n{i}")).collect::<Vec<_>>().join(","));
        assert!(System::from_both(&any(45), &any(46)).is_ok());
        let Err(Error::Disjoint { read, write }) = System::from_both(&any(45), &any(45)) else {
            panic!("45 and 45 of 90 can miss each other")
        };
        assert!(read.len() == 45 && write.len() == 45 && read.iter().all(|n| !write.contains(n)));
    }

    #[test]
    fn a_thousand_shared_nodes_fit_the_stack() {
        let text: Vec<String> = (0..999).map(|i| format!("n{i}*n{}", i + 1)).collect();
        let s = System::from_reads(&text.join("+")).unwrap();
        assert_eq!((s.read_resilience().unwrap(), s.write_resilience().unwrap()), (499, 1));
    }

    #[test]
    fn writes_that_pass_each_other_are_shown() {
        let grid = System::from_reads("a*b + c*d").unwrap();
        let (one, other) = grid.writes_that_miss().unwrap().expect("the grid's writes a,c and b,d miss each other");
        assert_eq!((one.len(), other.len()), (2, 2));
        assert!(one.iter().all(|n| !other.contains(n)));
        assert_eq!(System::counted(5, 3, 3).unwrap().writes_that_miss().unwrap(), None);
    }

    #[test]
    fn resilience_of_shared_nodes_matches_trying_every_loss() {
        for text in ["a*b + b*c + a*c", "a*(b+c)*(d+e+f) + b*c*(d+e+f) + d*e*f", "choose(3,[a,a,b,c,d+e])", "a*b + c"] {
            let s = System::from_reads(text).unwrap();
            let n = s.names().len();
            for (e, got) in [(s.reads(), s.read_resilience()), (s.writes(), s.write_resilience())] {
                let all = (1u64 << n) - 1;
                let fatal = (0..=all).filter(|lost| !e.is_quorum(all & !lost)).map(u64::count_ones).min();
                assert_eq!(got.unwrap() + 1, fatal.unwrap() as usize, "{text}");
            }
        }
        assert_eq!(System::counted(100, 51, 51).unwrap().resilience().unwrap(), 49);
    }

    #[test]
    fn the_fastest_quorum_carries_no_passengers() {
        let s = System::from_reads("a*b + c*d").unwrap();
        assert_eq!(fastest(s.reads(), &[1.0, 9.0, 2.0, 3.0]), [2, 3]);
        assert_eq!(smallest(System::from_reads("a*b*c + d + d*a").unwrap().reads(), 4).unwrap(), [3]);
    }
}
