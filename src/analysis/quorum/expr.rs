//! The algebra of quorum expressions: gates "at least k of these" over numbered nodes; "or" is k = 1, "and" is k = all.
//!
//! Knows no names (they are in `System`) and lists no quorums (that is `sets`).

use crate::analysis::OutOfDomain;

/// A monotone expression over nodes numbered from 0. A node may stand in it more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr(pub(super) Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Node(usize),
    /// At least so many of these; 1 <= k <= number of parts, at least two parts.
    AtLeast(usize, Vec<Expr>),
}

impl Expr {
    /// One node.
    pub fn node(index: usize) -> Self {
        Self(Kind::Node(index))
    }

    /// Any of the parts. At least one.
    pub fn any(parts: Vec<Expr>) -> Result<Self, OutOfDomain> {
        Self::at_least(1, parts)
    }

    /// All of the parts. At least one.
    pub fn all(parts: Vec<Expr>) -> Result<Self, OutOfDomain> {
        Self::at_least(parts.len(), parts)
    }

    /// Any `k` of the parts, `k` between 1 and their number; a part given twice counts twice.
    pub fn at_least(k: usize, mut parts: Vec<Expr>) -> Result<Self, OutOfDomain> {
        if k == 0 || k > parts.len() {
            let found = format!("{k} of {}", parts.len());
            return Err(OutOfDomain::new("a choice", found, "between 1 and the number of its parts"));
        }
        if parts.len() == 1 {
            return Ok(parts.swap_remove(0));
        }
        let n = parts.len();
        if k > 1 && k < n {
            return Ok(Self(Kind::AtLeast(k, parts)));
        }
        // "Or" in an "or" and "and" in an "and" are one gate.
        let mut flat = Vec::with_capacity(n);
        for p in parts {
            match p.0 {
                Kind::AtLeast(j, inner) if (k == 1 && j == 1) || (k == n && j == inner.len()) => flat.extend(inner),
                kind => flat.push(Self(kind)),
            }
        }
        let k = if k == 1 { 1 } else { flat.len() };
        Ok(Self(Kind::AtLeast(k, flat)))
    }

    /// Any `k` of the nodes 0..n. The same range as [`Expr::at_least`].
    pub fn threshold(k: usize, n: usize) -> Result<Self, OutOfDomain> {
        Self::at_least(k, (0..n).map(Self::node).collect())
    }

    /// The dual: its quorums are the sets that meet every quorum of `self`.
    #[must_use]
    pub fn dual(&self) -> Self {
        match &self.0 {
            Kind::Node(i) => Self::node(*i),
            Kind::AtLeast(k, parts) => Self(Kind::AtLeast(parts.len() - k + 1, parts.iter().map(Self::dual).collect())),
        }
    }

    /// Works the expression out bottom-up: `leaf` for nodes, `gate` for "at least k of".
    pub fn fold<T>(&self, leaf: &mut impl FnMut(usize) -> T, gate: &mut impl FnMut(usize, Vec<T>) -> T) -> T {
        match &self.0 {
            Kind::Node(i) => leaf(*i),
            Kind::AtLeast(k, parts) => {
                let parts = parts.iter().map(|p| p.fold(leaf, gate)).collect();
                gate(*k, parts)
            }
        }
    }

    /// Whether the nodes for which `up` answers true hold a quorum.
    pub fn holds(&self, up: &impl Fn(usize) -> bool) -> bool {
        match &self.0 {
            Kind::Node(i) => up(*i),
            Kind::AtLeast(k, parts) => {
                let mut missing = *k;
                parts.iter().enumerate().any(|(i, p)| {
                    missing -= usize::from(missing <= parts.len() - i && p.holds(up));
                    missing == 0
                })
            }
        }
    }

    /// Whether the nodes in `up` (bit i is node i) hold a quorum. Nodes from 64 on count as down.
    pub fn is_quorum(&self, up: u64) -> bool {
        self.holds(&|i| i < 64 && up >> i & 1 == 1)
    }

    /// The nodes in order of first appearance, each once.
    pub fn nodes(&self) -> Vec<usize> {
        let (mut out, mut seen) = (Vec::new(), std::collections::HashSet::new());
        self.visit(&mut |i| {
            if seen.insert(i) {
                out.push(i);
            }
        });
        out
    }

    /// Whether every node stands in it once: then linear programmes run on the tree, and no quorum is listed.
    pub fn is_read_once(&self) -> bool {
        let mut leaves = 0;
        self.visit(&mut |_| leaves += 1);
        leaves == self.nodes().len()
    }

    /// `Some((k, nodes))` when it is a plain "any k of these nodes", each once.
    pub fn as_threshold(&self) -> Option<(usize, Vec<usize>)> {
        let (k, parts) = match &self.0 {
            Kind::Node(i) => return Some((1, vec![*i])),
            Kind::AtLeast(k, parts) => (*k, parts),
        };
        let plain = parts.iter().all(|p| matches!(p.0, Kind::Node(_)));
        (plain && self.is_read_once()).then(|| (k, self.nodes()))
    }

    /// When it first holds if node i answers at `at(i)`: the k-th smallest, gate by gate. Right for shared nodes too.
    pub fn time(&self, at: &impl Fn(usize) -> f64) -> f64 {
        self.fold(&mut |i| at(i), &mut |k, mut parts| {
            parts.sort_by(f64::total_cmp);
            parts[k - 1]
        })
    }

    /// The expression of the sets that keep a quorum after any `f` of their members are lost, where it is a tree again.
    pub(super) fn surviving(&self, f: usize) -> Surviving {
        if f == 0 {
            return Surviving::As(self.clone());
        }
        let Kind::AtLeast(k, parts) = &self.0 else { return Surviving::Never };
        let inner: Vec<Surviving> = parts.iter().map(|p| p.surviving(f)).collect();
        if *k == parts.len() {
            return match Surviving::each(inner) {
                Ok(parts) => Surviving::As(Self(Kind::AtLeast(*k, parts))),
                Err(why) => why,
            };
        }
        // A part that one loss can break counts like a node; anything sturdier mixes levels and is no tree.
        let brittle = parts.iter().all(|p| matches!(p.surviving(1), Surviving::Never));
        match (brittle, k + f <= parts.len()) {
            (true, true) => Surviving::As(Self(Kind::AtLeast(k + f, parts.clone()))),
            (true, false) => Surviving::Never,
            (false, _) => Surviving::NoTree,
        }
    }

    fn visit(&self, leaf: &mut impl FnMut(usize)) {
        match &self.0 {
            Kind::Node(i) => leaf(*i),
            Kind::AtLeast(_, parts) => parts.iter().for_each(|p| p.visit(leaf)),
        }
    }

    /// The text, with `name(i)` for node i; parses back to an equal expression.
    pub fn text(&self, name: &impl Fn(usize) -> String) -> String {
        let Kind::AtLeast(k, parts) = &self.0 else {
            let Kind::Node(i) = &self.0 else { return String::new() };
            return name(*i);
        };
        if *k == 1 || *k == parts.len() {
            let and = *k > 1;
            let inner = |p: &Expr| {
                let loose = matches!(&p.0, Kind::AtLeast(k, ps) if and && *k == 1 && !ps.is_empty());
                if loose { format!("({})", p.text(name)) } else { p.text(name) }
            };
            return parts.iter().map(inner).collect::<Vec<_>>().join(if and { " * " } else { " + " });
        }
        format!("choose({k}, [{}])", parts.iter().map(|p| p.text(name)).collect::<Vec<_>>().join(", "))
    }
}

/// What is left of an expression that must survive losses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Surviving {
    /// No set of nodes does.
    Never,
    /// These sets do, read-once if the original is.
    As(Expr),
    /// Some sets do, but no tree describes them.
    NoTree,
}

impl Surviving {
    fn each(all: Vec<Surviving>) -> Result<Vec<Expr>, Surviving> {
        if all.contains(&Surviving::Never) {
            return Err(Surviving::Never);
        }
        all.into_iter().map(|s| if let Surviving::As(e) = s { Ok(e) } else { Err(Surviving::NoTree) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Expr {
        let row = |a: usize| Expr::all(vec![Expr::node(a), Expr::node(a + 1)]).unwrap();
        Expr::any(vec![row(0), row(2)]).unwrap()
    }

    #[test]
    fn a_dual_set_meets_every_quorum() {
        let (e, d) = (grid(), grid().dual());
        assert_eq!(d.dual(), e);
        for s in 0..16u64 {
            assert_eq!(d.is_quorum(s), !e.is_quorum(!s & 15), "{s:04b}");
        }
    }

    #[test]
    fn repeated_nodes_count_as_votes() {
        let e = Expr::at_least(3, [0, 0, 1, 2].map(Expr::node).to_vec()).unwrap();
        assert!(e.is_quorum(0b011) && !e.is_quorum(0b110) && !e.is_read_once());
        assert_eq!(e.nodes(), [0, 1, 2]);
    }

    #[test]
    fn losses_raise_thresholds_and_double_rows() {
        let maj = Expr::threshold(3, 5).unwrap();
        assert_eq!(maj.surviving(1), Surviving::As(Expr::threshold(4, 5).unwrap()));
        assert_eq!(maj.surviving(3), Surviving::Never);
        assert_eq!(Expr::node(0).surviving(1), Surviving::Never);
        assert!(matches!(grid().surviving(1), Surviving::As(e) if e.is_quorum(15) && !e.is_quorum(7)));
        let e = Expr::any(vec![Expr::threshold(2, 3).unwrap(), Expr::node(3)]).unwrap();
        assert_eq!(e.surviving(1), Surviving::NoTree);
    }

    #[test]
    fn answers_arrive_gate_by_gate() {
        assert_eq!(grid().time(&|i| [1.0, 9.0, 3.0, 4.0][i]), 4.0);
        assert_eq!(grid().dual().time(&|i| [1.0, 9.0, 3.0, 4.0][i]), 3.0);
    }

    #[test]
    fn a_choice_outside_its_parts_is_refused() {
        assert!(Expr::threshold(0, 3).is_err() && Expr::threshold(4, 3).is_err() && Expr::any(vec![]).is_err());
        assert_eq!(Expr::threshold(1, 1).unwrap(), Expr::node(0));
    }
}
