//! Which quorums to choose for some nodes: every system whose expression names each node once, weighed in turn.
//!
//! Nodes that are alike are interchangeable, so that few shapes are left: about 10,000 for nine of them. Where there are too
//! many, shapes are weighed with the nodes in a few orders and the best improved by swaps; then the answer is not proved
//! best, and how far it can be from that is stated as a lower bound that holds for every quorum system, listed or not.

use std::collections::HashMap;
use std::rc::Rc;

use super::profile::{Mix, Profile};
use super::strategy::Strategy;
use super::{Error, Limits, Objective, Result, System};
use crate::analysis::OutOfDomain;

/// The most nodes searched over.
pub const MOST_NODES: usize = 12;
/// The most shapes listed.
const MOST_SHAPES: usize = 60_000;
/// The most linear programmes solved.
const MOST_SOLVED: u64 = 20_000;
/// Shapes that are improved by swaps where not all orders of the nodes can be weighed.
const MOST_IMPROVED: usize = 20;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The nodes.
    pub profile: &'a Profile,
    /// Shares of reads.
    pub mix: &'a Mix,
    /// What is made least.
    pub objective: Objective,
    /// Bounds on the rest.
    pub limits: Limits,
    /// Losses that reads and writes must survive, whichever they are.
    pub resilience: usize,
    /// Losses within a picked set that must leave a quorum in it.
    pub losses: usize,
}

/// The best system found.
#[derive(Debug, Clone)]
pub struct Found {
    /// It.
    pub system: System,
    /// How to pick its quorums.
    pub strategy: Strategy,
    /// The objective.
    pub value: f64,
    /// No quorum system on these nodes does better than this; None where no bound is known (latency).
    pub at_least: Option<f64>,
    /// Every system that names each node once was weighed.
    pub exhaustive: bool,
    /// Systems whose strategy was worked out.
    pub solved: u64,
}

/// A tree over classes of like nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Leaf(usize),
    Gate(usize, Vec<Rc<Shape>>),
}

impl Shape {
    /// Nodes in the smallest read quorum and in the smallest write quorum.
    fn smallest(&self) -> (usize, usize) {
        match self {
            Self::Leaf(_) => (1, 1),
            Self::Gate(k, parts) => {
                let (mut reads, mut writes): (Vec<usize>, Vec<usize>) = parts.iter().map(|p| p.smallest()).unzip();
                reads.sort_unstable();
                writes.sort_unstable();
                (reads[..*k].iter().sum(), writes[..=parts.len() - k].iter().sum())
            }
        }
    }

    fn text(&self, names: &mut impl FnMut(usize) -> String) -> String {
        match self {
            Self::Leaf(class) => names(*class),
            Self::Gate(k, parts) => {
                let texts: Vec<String> = parts.iter().map(|p| p.text(names)).collect();
                match *k {
                    1 => format!("({})", texts.join(" + ")),
                    k if k == parts.len() => format!("({})", texts.join(" * ")),
                    k => format!("choose({k}, [{}])", texts.join(", ")),
                }
            }
        }
    }
}

/// How many nodes of each class.
type Bag = Vec<u8>;

/// Lists shapes by bag, each once.
struct Lister {
    known: HashMap<Bag, Rc<Vec<Rc<Shape>>>>,
    listed: usize,
}

impl Lister {
    /// Every shape over a bag; None when there are too many.
    fn of(&mut self, bag: &Bag) -> Option<Rc<Vec<Rc<Shape>>>> {
        if let Some(found) = self.known.get(bag) {
            return Some(Rc::clone(found));
        }
        let mut out = Vec::new();
        if bag.iter().map(|n| usize::from(*n)).sum::<usize>() == 1 {
            out.push(Rc::new(Shape::Leaf(bag.iter().position(|n| *n == 1)?)));
        } else {
            self.split(bag, bag, &mut Vec::new(), &mut out)?;
        }
        let out = Rc::new(out);
        self.known.insert(bag.clone(), Rc::clone(&out));
        Some(out)
    }

    /// Splits what is left into parts no larger than `most` (in order), and puts every shape of each split.
    fn split(&mut self, left: &Bag, most: &Bag, parts: &mut Vec<Bag>, out: &mut Vec<Rc<Shape>>) -> Option<()> {
        if left.iter().all(|n| *n == 0) {
            return if parts.len() < 2 { Some(()) } else { self.gates(parts, out) };
        }
        for part in below(left) {
            let whole = parts.is_empty() && part == *left;
            if part > *most || whole {
                continue;
            }
            let rest: Bag = left.iter().zip(&part).map(|(a, b)| a - b).collect();
            parts.push(part.clone());
            self.split(&rest, &part, parts, out)?;
            parts.pop();
        }
        Some(())
    }

    /// Every gate over parts with these bags.
    fn gates(&mut self, bags: &[Bag], out: &mut Vec<Rc<Shape>>) -> Option<()> {
        let choices = bags.iter().map(|b| self.of(b)).collect::<Option<Vec<_>>>()?;
        let m = bags.len();
        for k in 1..=m {
            // An "or" right below an "or" is the same "or"; likewise "and".
            let fits = |s: &Shape| match s {
                Shape::Leaf(_) => true,
                Shape::Gate(j, inner) => !(k == 1 && *j == 1 || k == m && *j == inner.len()),
            };
            let mut picked: Vec<usize> = Vec::new();
            self.pick(bags, &choices, k, &fits, &mut picked, out)?;
        }
        Some(())
    }

    fn pick(
        &mut self,
        bags: &[Bag],
        choices: &[Rc<Vec<Rc<Shape>>>],
        k: usize,
        fits: &dyn Fn(&Shape) -> bool,
        picked: &mut Vec<usize>,
        out: &mut Vec<Rc<Shape>>,
    ) -> Option<()> {
        let i = picked.len();
        if i == bags.len() {
            self.listed += 1;
            if self.listed > MOST_SHAPES {
                return None;
            }
            let parts = picked.iter().zip(choices).map(|(p, c)| Rc::clone(&c[*p])).collect();
            out.push(Rc::new(Shape::Gate(k, parts)));
            return Some(());
        }
        // Parts with the same bag are interchangeable: in order.
        let from = if i > 0 && bags[i] == bags[i - 1] { picked[i - 1] } else { 0 };
        for p in from..choices[i].len() {
            if fits(&choices[i][p]) {
                picked.push(p);
                self.pick(bags, choices, k, fits, picked, out)?;
                picked.pop();
            }
        }
        Some(())
    }
}

/// Every bag inside `bag` except the empty one.
fn below(bag: &Bag) -> Vec<Bag> {
    let mut out = vec![vec![0; bag.len()]];
    for (class, n) in bag.iter().enumerate() {
        out = out
            .into_iter()
            .flat_map(|b| {
                (0..=*n).map(move |x| {
                    let mut b = b.clone();
                    b[class] = x;
                    b
                })
            })
            .collect();
    }
    out.retain(|b| b.iter().any(|n| *n > 0));
    out
}

/// A lower bound on the objective for any quorum system whose smallest quorums have these sizes.
///
/// Load: all nodes together carry every member of a quorum; a smallest write quorum meets every read, so its nodes carry
/// all reads; likewise the other way round; and the two together meet every operation. For nodes that differ, weights
/// between reads and writes are chosen so that the first of these says most. A read and a write drawn independently share
/// a node, so `sum of x y >= 1` over the shares x of reads and y of writes that use a node; a node under load L has
/// `fr x / a + (1 - fr) y / b <= L`, hence `x y <= L^2 a b / (4 fr (1 - fr))`.
fn bound(w: &Wanted<'_>, r: usize, wr: usize) -> Option<f64> {
    let p = w.profile;
    let (r, wr) = ((r + w.losses) as f64, (wr + w.losses) as f64);
    match w.objective {
        Objective::Latency => None,
        Objective::Network => Some(w.mix.mean() * r + (1.0 - w.mix.mean()) * wr),
        Objective::Load => {
            let top = |caps: &[f64], n: f64| -> f64 {
                let mut caps = caps.to_vec();
                caps.sort_by(|a, b| b.total_cmp(a));
                caps.iter().take(n as usize).sum()
            };
            let caps = || p.read_capacity.iter().zip(&p.write_capacity);
            let (reads, writes) = (top(&p.read_capacity, wr), top(&p.write_capacity, r));
            let either: Vec<f64> = caps().map(|(a, b)| a.max(*b)).collect();
            let meets = 1.0 / top(&either, r + wr - 1.0);
            let product: f64 = caps().map(|(a, b)| a * b).sum();
            let members = |fr: f64| {
                // Per unit of load a node takes so many reads or so many writes; a write counts as `weight` reads.
                let each = |a: &f64, b: &f64| (a / fr, b / (1.0 - fr));
                let with = |weight: f64| {
                    let carried: f64 = caps().map(|(a, b)| each(a, b)).map(|(a, b)| a.max(weight * b)).sum();
                    (r + weight * wr) / carried
                };
                // Piecewise a ratio of straight lines: greatest at one of its bends.
                caps().map(|(a, b)| each(a, b)).map(|(a, b)| with(a / b)).fold(0.0, f64::max)
            };
            let shared = |fr: f64| (4.0 * fr * (1.0 - fr) * (1.0 + w.losses as f64) / product).sqrt();
            let at = |fr: f64| {
                let mixed = if fr > 0.0 && fr < 1.0 { members(fr).max(shared(fr)) } else { 0.0 };
                let only = if fr > 0.0 { 0.0 } else { wr / p.write_capacity.iter().sum::<f64>() };
                let only = if fr < 1.0 { only } else { r / p.read_capacity.iter().sum::<f64>() };
                mixed.max(only).max(fr / reads).max((1.0 - fr) / writes).max(meets)
            };
            Some(w.mix.parts().iter().map(|(fr, weight)| weight * at(*fr)).sum())
        }
    }
}

/// The best so far.
struct Best<'a> {
    wanted: &'a Wanted<'a>,
    names: &'a [&'a str],
    found: Option<(f64, System, Strategy)>,
    solved: u64,
}

impl Best<'_> {
    /// Weighs a shape with its leaves filled from `nodes`, node numbers by class, and gives its value where it has one.
    fn weigh(&mut self, shape: &Shape, nodes: &[Vec<usize>]) -> Result<Option<f64>> {
        let (r, wr) = shape.smallest();
        // Every read-once system survives one loss less than its smallest opposite quorum has members.
        if r <= self.wanted.resilience || wr <= self.wanted.resilience {
            return Ok(None);
        }
        let best = self.found.as_ref().map_or(f64::INFINITY, |f| f.0);
        if bound(self.wanted, r, wr).is_some_and(|b| b >= best * (1.0 - 1e-9)) {
            return Ok(None);
        }
        let mut next: Vec<std::slice::Iter<'_, usize>> = nodes.iter().map(|n| n.iter()).collect();
        let text = shape.text(&mut |class| next[class].next().map_or(String::new(), |i| self.names[*i].to_owned()));
        let system = System::with_nodes(self.names, Some(&text), None)?;
        let w = self.wanted;
        self.solved += 1;
        let strategy = match system.strategy(w.profile, w.mix, w.objective, w.limits, w.losses) {
            Ok(strategy) => strategy,
            Err(Error::Infeasible | Error::NoneSurvives { .. } | Error::TooLarge { .. }) => return Ok(None),
            Err(why) => return Err(why),
        };
        let value = match w.objective {
            Objective::Load => strategy.load(w.profile, w.mix),
            Objective::Network => strategy.network_load(w.mix),
            Objective::Latency => match strategy.latency(&system, w.profile, w.mix) {
                Some(latency) => latency,
                None => return Ok(None),
            },
        };
        if value < best * (1.0 - 1e-9) {
            self.found = Some((value, system, strategy));
        }
        Ok(Some(value))
    }
}

/// The best quorum system on the nodes of a profile, named `names`, among those that name each node once.
///
/// Deterministic: what is cut short is cut by count, not by time. Errors: more than [`MOST_NODES`] nodes,
/// [`Error::Infeasible`] when no system keeps the limits, arguments out of range.
pub fn search(names: &[&str], wanted: &Wanted<'_>) -> Result<Found> {
    let n = names.len();
    if !(1..=MOST_NODES).contains(&n) {
        return Err(OutOfDomain::new("the number of nodes to search over", n, "from 1 to 12").into());
    }
    if wanted.resilience >= n {
        let expected = "fewer than the nodes: somebody must be left";
        return Err(OutOfDomain::new("the losses to survive", wanted.resilience, expected).into());
    }
    let p = wanted.profile;
    let like = |a: usize, b: usize| {
        p.read_capacity[a] == p.read_capacity[b]
            && p.write_capacity[a] == p.write_capacity[b]
            && p.latency[a] == p.latency[b]
    };
    // The profile's own checks first: its lists are read by node below.
    System::counted(n, n / 2 + 1, n / 2 + 1)?.least_load(p, wanted.mix)?;
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for i in 0..n {
        match classes.iter_mut().find(|c| like(c[0], i)) {
            Some(class) => class.push(i),
            None => classes.push(vec![i]),
        }
    }
    let mut best = Best { wanted, names, found: None, solved: 0 };
    let bag: Bag = classes.iter().map(|c| c.len() as u8).collect();
    let shapes = Lister { known: HashMap::new(), listed: 0 }.of(&bag);
    let mut exhaustive = shapes.is_some();
    if let Some(shapes) = shapes {
        for shape in promising(wanted, &shapes) {
            if best.solved >= MOST_SOLVED {
                exhaustive = false;
                break;
            }
            best.weigh(shape, &classes)?;
        }
    } else {
        some_orders(&mut best, n)?;
    }
    let Some((value, system, strategy)) = best.found else { return Err(Error::Infeasible) };
    let least = wanted.resilience + 1;
    let sizes = (least..=n).flat_map(|r| (least..=n).map(move |w| (r, w)));
    let at_least = sizes.map(|(r, w)| bound(wanted, r, w)).collect::<Option<Vec<f64>>>();
    let at_least = at_least.map(|all| all.into_iter().fold(f64::INFINITY, f64::min));
    Ok(Found { system, strategy, value, at_least, exhaustive, solved: best.solved })
}

/// Shapes by their bound, so that good ones come early and spare the others.
fn promising<'a>(wanted: &Wanted<'_>, shapes: &'a [Rc<Shape>]) -> Vec<&'a Shape> {
    let score = |s: &Shape| {
        let (r, w) = s.smallest();
        bound(wanted, r, w).unwrap_or(0.0)
    };
    let mut all: Vec<(f64, &Shape)> = shapes.iter().map(|s| (score(s), s.as_ref())).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, s)| s).collect()
}

/// Where nodes differ too much to list everything: shapes as if they were alike, filled in a few orders, the best improved
/// by swapping two nodes while that helps.
fn some_orders(best: &mut Best<'_>, n: usize) -> Result<()> {
    // Fewer nodes of one class always can be listed: a shape of nine has about 10,000.
    let listed = (1..=n.min(9)).rev().find_map(|m| {
        let mut lister = Lister { known: HashMap::new(), listed: 0 };
        lister.of(&vec![m as u8]).map(|shapes| (m, shapes))
    });
    let Some((m, shapes)) = listed else { return Ok(()) };
    let p = best.wanted.profile;
    let speed = |i: &usize| p.read_capacity[*i] + p.write_capacity[*i];
    let mut fast: Vec<usize> = (0..n).collect();
    fast.sort_by(|a, b| speed(b).total_cmp(&speed(a)).then(p.latency[*a].total_cmp(&p.latency[*b])));
    let slow: Vec<usize> = fast.iter().rev().copied().collect();
    let mixed: Vec<usize> = (0..n).map(|i| if i % 2 == 0 { fast[i / 2] } else { fast[n - 1 - i / 2] }).collect();
    let mut good: Vec<(f64, &Shape, Vec<usize>)> = Vec::new();
    for shape in promising(best.wanted, &shapes) {
        for order in [&fast, &slow, &mixed] {
            if best.solved >= MOST_SOLVED / 2 {
                break;
            }
            // The fastest nodes where a shape has room for fewer than all.
            let order: Vec<usize> = order.iter().copied().filter(|i| fast[..m].contains(i)).collect();
            if let Some(value) = best.weigh(shape, std::slice::from_ref(&order))? {
                good.push((value, shape, order));
            }
        }
    }
    good.sort_by(|a, b| a.0.total_cmp(&b.0));
    good.truncate(MOST_IMPROVED);
    for (mut value, shape, mut order) in good {
        let mut better = true;
        while better && best.solved < MOST_SOLVED {
            better = false;
            for i in 0..m {
                for j in i + 1..m {
                    order.swap(i, j);
                    match best.weigh(shape, std::slice::from_ref(&order))? {
                        Some(v) if v < value * (1.0 - 1e-9) => (value, better) = (v, true),
                        _ => order.swap(i, j),
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(n: usize) -> Vec<String> {
        (1..=n).map(|i| format!("n{i}")).collect()
    }

    fn best(profile: &Profile, reads: f64, resilience: usize) -> Result<Found> {
        let names = names(profile.latency.len());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mix = Mix::fixed(reads)?;
        let (objective, limits) = (Objective::Load, Limits::default());
        search(&names, &Wanted { profile, mix: &mix, objective, limits, resilience, losses: 0 })
    }

    #[test]
    fn like_shapes_are_listed_once() {
        // Counted by hand for two to four nodes.
        for (n, want) in [(1, 1), (2, 2), (3, 5), (4, 16)] {
            let shapes = Lister { known: HashMap::new(), listed: 0 }.of(&vec![n]).unwrap();
            assert_eq!(shapes.len(), want, "{n}: {shapes:?}");
            for (i, s) in shapes.iter().enumerate() {
                assert!(!shapes[..i].contains(s), "{s:?} twice");
            }
        }
        // Two unlike nodes: or, and.
        assert_eq!(Lister { known: HashMap::new(), listed: 0 }.of(&vec![1, 1]).unwrap().len(), 2);
        // Three unlike nodes: or, and, two of three; and each of three nodes beside a pair, twice.
        assert_eq!(Lister { known: HashMap::new(), listed: 0 }.of(&vec![1, 1, 1]).unwrap().len(), 9);
    }

    #[test]
    fn the_best_of_six_is_what_the_published_search_finds() {
        let got = best(&Profile::uniform(6), 0.75, 0).unwrap();
        // The quoracle library exhausts six nodes at three reads in four with 0.375.
        assert!(
            got.exhaustive && (got.value - 0.375).abs() < 1e-9,
            "{}: {}",
            got.system.text(got.system.reads()),
            got.value
        );
        assert!(got.at_least.is_some_and(|b| b <= got.value + 1e-12 && b > 0.35), "{:?}", got.at_least);
    }

    #[test]
    fn losses_asked_for_are_survived() {
        let got = best(&Profile::uniform(5), 0.5, 1).unwrap();
        assert!(got.system.resilience().unwrap() >= 1);
        assert!(got.value >= best(&Profile::uniform(5), 0.5, 0).unwrap().value - 1e-12);
        assert!(best(&Profile::uniform(2), 0.5, 1).is_err(), "two nodes cannot lose one and still read and write");
        assert!(best(&Profile::uniform(13), 0.5, 0).is_err() && best(&Profile::uniform(3), 0.5, 3).is_err());
    }

    #[test]
    fn a_fast_node_is_used_more() {
        let mut p = Profile::uniform(4);
        p.read_capacity[2] = 10.0;
        p.write_capacity[2] = 10.0;
        let got = best(&p, 0.5, 0).unwrap();
        let even = System::counted(4, 2, 3).unwrap().least_load(&p, &Mix::fixed(0.5).unwrap()).unwrap();
        assert!(got.value < even.load(&p, &Mix::fixed(0.5).unwrap()));
        assert!(got.at_least.unwrap() <= got.value + 1e-12);
    }

    #[test]
    fn the_bound_of_unlike_nodes_is_below_the_best_and_near_it() {
        let mut p = Profile::uniform(4);
        for (reads, writes) in
            [([1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]), ([9.0, 1.0, 1.0, 1.0], [0.5, 0.5, 2.0, 0.7])]
        {
            (p.read_capacity, p.write_capacity) = (reads.to_vec(), writes.to_vec());
            for fr in [0.0, 0.1, 0.5, 0.9, 1.0] {
                let got = best(&p, fr, 0).unwrap();
                let least = got.at_least.unwrap();
                assert!(got.exhaustive && least <= got.value * (1.0 + 1e-9), "{fr}: {least} for {}", got.value);
                assert!(least > 0.6 * got.value, "{fr}: {least} for {}", got.value);
            }
        }
    }
}
