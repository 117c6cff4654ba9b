//! The sum over one mesh set by set: for each way to have r replicas answer first, how its others' commits and answers weigh
//! on the points of the mesh. Cheaper than a pass over the replicas in each cell wherever the ways are few.
//!
//! Replicas of one kind are alike, so a set is a count of each kind. The weights are those of trapezoids, for the whole mesh
//! and for every second and every fourth point of either side.

/// More sets than this are counted in one pass over the replicas instead.
pub(super) const MOST: usize = 128;

/// The coarser sums beside the whole one.
pub(super) const STEPS: [usize; 3] = [1, 2, 4];

/// Replicas that answer first: how many of each kind, and in how many ways they are chosen among those alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Front {
    of_kind: Vec<usize>,
    ways: f64,
}

/// All sets of `r` among so many of each kind; `None` where they are more than [`MOST`].
pub(super) fn fronts(all: &[usize], r: usize) -> Option<Vec<Front>> {
    let mut found = vec![Front { of_kind: Vec::new(), ways: 1.0 }];
    for (kind, &count) in all.iter().enumerate() {
        let later: usize = all[kind + 1..].iter().sum();
        let mut next = Vec::new();
        for front in &found {
            let missing = r - front.of_kind.iter().sum::<usize>();
            for taken in missing.saturating_sub(later)..=missing.min(count) {
                let mut of_kind = front.of_kind.clone();
                of_kind.push(taken);
                next.push(Front { of_kind, ways: front.ways * choose(count, taken) });
            }
        }
        if next.len() > MOST {
            return None;
        }
        found = next;
    }
    Some(found)
}

fn choose(n: usize, k: usize) -> f64 {
    (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
}

/// One set on one mesh.
#[derive(Debug)]
pub(super) struct Weighted {
    /// The kind of each replica that answers first.
    front: Vec<usize>,
    /// For each of [`STEPS`]: what a commit time weighs, and what an answer time weighs.
    commits: [Vec<f64>; 3],
    answers: [Vec<f64>; 3],
}

impl Weighted {
    /// `acked` = probability that each kind has acknowledged at each commit time, `later` = that it has not answered at each
    /// answer time, `all` = how many there are of each kind, `w` = acknowledgements that commit.
    pub(super) fn new(front: &Front, all: &[usize], acked: &[Vec<f64>], later: &[&[f64]], w: usize) -> Self {
        let back: Vec<usize> = all.iter().zip(&front.of_kind).map(|(all, taken)| all - taken).collect();
        let committed: Vec<f64> =
            (0..acked[0].len()).map(|a| front.ways * at_least(w, &back, |kind| acked[kind][a])).collect();
        let none_later = |b: usize| back.iter().zip(later).map(|(n, q)| q[b].powi(*n as i32)).product::<f64>();
        let answered: Vec<f64> = (0..later[0].len()).map(|b| 1.0 - none_later(b)).collect();
        Self {
            front: (front.of_kind.iter().enumerate()).flat_map(|(kind, n)| std::iter::repeat_n(kind, *n)).collect(),
            commits: STEPS.map(|step| trapezoids(&committed, step)),
            answers: STEPS.map(|step| trapezoids(&answered, step)),
        }
    }

    /// Adds the sums of [`Sums`] for this set; `stale` = probability of a stale answer of each kind, for each commit time a row of
    /// answer times; `row` is room to work in.
    pub(super) fn add(&self, stale: &[Vec<f64>], row: &mut Vec<f64>, sums: &mut Sums) {
        let times = self.answers[0].len();
        // At the last commit time, which is never, nothing is stale.
        for a in 0..self.commits[0].len() - 1 {
            row.clear();
            row.extend_from_slice(&stale[self.front[0]][a * times..][..times]);
            for kind in &self.front[1..] {
                for (x, more) in row.iter_mut().zip(&stale[*kind][a * times..]) {
                    *x *= more;
                }
            }
            let over = |step: usize| -> f64 {
                let weights = self.answers[step].iter().step_by(STEPS[step]);
                row.iter().step_by(STEPS[step]).zip(weights).map(|(x, weight)| x * weight).sum()
            };
            let whole = over(0);
            for (sum, commits) in sums.commits.iter_mut().zip(&self.commits) {
                *sum += commits[a] * whole;
            }
            for (step, sum) in sums.answers.iter_mut().enumerate().skip(1) {
                *sum += self.commits[0][a] * over(step);
            }
        }
        sums.answers[0] = sums.commits[0];
    }
}

/// The sums over a mesh with each of [`STEPS`] along the commits and along the answers, the other side whole.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) commits: [f64; 3],
    pub(super) answers: [f64; 3],
}

impl Sums {
    /// The whole sum, extrapolated along both sides, and how far the last step of that moved it.
    pub(super) fn extrapolated(&self) -> (f64, f64) {
        let (mut sum, mut moved) = (self.commits[0], 0.0);
        for [whole, half, quarter] in [self.commits, self.answers] {
            sum += (whole - half) / 3.0;
            moved += ((4.0 * whole - half) / 3.0 - (4.0 * half - quarter) / 3.0).abs();
        }
        (sum, moved)
    }
}

/// What each point weighs in the sum of trapezoids under a function whose measure has this distribution.
fn trapezoids(distribution: &[f64], step: usize) -> Vec<f64> {
    let last = distribution.len() - 1;
    let weigh = |i: usize| {
        if i.is_multiple_of(step) {
            (distribution[(i + step).min(last)] - distribution[i.saturating_sub(step)]) / 2.0
        } else {
            0.0
        }
    };
    (0..=last).map(weigh).collect()
}

/// Probability that at least `w` have acknowledged, of so many of each kind.
fn at_least(w: usize, back: &[usize], acked: impl Fn(usize) -> f64) -> f64 {
    let mut by_count = vec![0.0; w + 1];
    by_count[0] = 1.0;
    for (kind, &count) in back.iter().enumerate() {
        let p = acked(kind);
        for _ in 0..count {
            by_count[w] += by_count[w - 1] * p;
            for c in (1..w).rev() {
                by_count[c] = by_count[c] * (1.0 - p) + by_count[c - 1] * p;
            }
            by_count[0] *= 1.0 - p;
        }
    }
    by_count[w]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_counted_once() {
        for (all, r) in [(vec![1, 1, 1, 1, 1], 2), (vec![2, 3], 2), (vec![4], 3), (vec![1, 2, 4], 5)] {
            let found = fronts(&all, r).unwrap();
            assert!(found.iter().all(|f| f.of_kind.iter().sum::<usize>() == r), "{found:?}");
            let ways: f64 = found.iter().map(|f| f.ways).sum();
            assert_eq!(ways, choose(all.iter().sum(), r), "{all:?} {r}");
            let different: std::collections::BTreeSet<&Vec<usize>> = found.iter().map(|f| &f.of_kind).collect();
            assert_eq!(different.len(), found.len());
        }
        assert!(fronts(&[1; 20], 3).is_none());
    }

    #[test]
    fn at_least_so_many_of_unlike_chances() {
        let p = [0.5, 0.2, 0.9];
        let got = at_least(2, &[1, 1, 1], |i| p[i]);
        let want = 0.5 * 0.2 * 0.1 + 0.5 * 0.8 * 0.9 + 0.5 * 0.2 * 0.9 + 0.5 * 0.2 * 0.9;
        assert!((got - want).abs() < 1e-15, "{got} for {want}");
        assert!((at_least(1, &[2, 0, 1], |i| p[i]) - (1.0 - 0.25 * 0.1)).abs() < 1e-15);
    }
}
