//! Unlike replicas without drawing who answers first: staleness summed over a mesh of commit times and answer times.
//!
//! A read is stale when, for some set F of r replicas, all of F have answered by some time x and nobody else has, and
//! each of F was asked before its write arrived; those of F did not acknowledge, so the commit s is the w-th
//! acknowledgement of the others. Replicas are independent, so given s and x each counts by three numbers alone: the
//! probability of a stale answer by x, `K(s, x) = E[P(S <= x - R) P(W > s + t + R)]` over its R; of no answer by x,
//! `Q(x)`; and of an acknowledgement by s, `L(s)`. What is left is a double Stieltjes integral for each F over the mesh, by
//! trapezoids, two steps of Richardson's extrapolation deep: set by set where the sets are few (`sets`), else in one pass
//! over the replicas that counts stale answers and acknowledgements (`sweep`).
//!
//! K and L are averages over nodes drawn at random in cells of probability, a pair mirrored in each, and the mesh has a
//! random phase; several such meshes, independent of each other, give the error of both. Half the interval is Student's t
//! times that error, plus a third of how far the last step of the extrapolation moved: measured over models that mix
//! laws of unlike shape, this covers the truth more often than 95 times in 100.

mod places;
mod sets;
mod sweep;

use super::delay::Delay;
use super::forward::Forward;
use super::table::Tables;
use super::wars::{Replica, Settings, Wars};
use places::{Leg, Places, Spread};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use sets::{Front, Sums, Weighted};
use std::sync::Arc;
use sweep::{Answered, TOGETHER};

/// Independent meshes: few long ones beat many short ones, because the error of a sum falls faster than with its length.
const MESHES: usize = 6;

/// Two-sided 95 % quantile of Student's t with 5 degrees of freedom.
const T_95: f64 = 2.571;

/// Share of the last step of the extrapolation that stands in the interval.
const STEP: f64 = 1.0 / 3.0;

/// Steps along either side of a mesh, from coarse to fine; multiples of 4, so that the coarser sums use the same points.
pub(super) const SIDES: [u32; 6] = [32, 48, 64, 80, 96, 128];

/// Below this, rounding: no answer claims to be closer.
const ROUNDING: f64 = 1e-12;

/// A model that can be summed over a mesh.
pub(super) struct Plan<'a> {
    model: &'a Wars,
    /// The different replicas, and which of them each is.
    kinds: Vec<&'a Replica>,
    kind_of: Vec<usize>,
    /// One of each sort of read, and which sort each kind has. Who answers first among those of one sort is then no
    /// matter of nodes: they share theirs.
    sorts: Vec<&'a Replica>,
    sort_of: Vec<usize>,
    /// How many there are of each kind.
    counts: Vec<usize>,
    /// The sets that may answer first, where they are few.
    fronts: Option<Vec<Front>>,
}

/// The laws that a mesh asks for tails, as tables: answers of each sort, the leg of each kind that keeps its law, writes.
struct Laws {
    responses: Vec<Arc<Forward>>,
    exact: Vec<Arc<Forward>>,
    writes: Vec<Arc<Forward>>,
}

/// The meshes of a model, ready to be asked for any time.
#[derive(Debug)]
pub(super) struct Mesh {
    r: usize,
    w: usize,
    kind_of: Vec<usize>,
    sort_of: Vec<usize>,
    writes: Vec<Arc<Forward>>,
    grids: Vec<Grid>,
}

/// One mesh.
#[derive(Debug)]
struct Grid {
    /// Commit times, ascending; the last is never.
    commits: Vec<f64>,
    /// Delays of each sort of read on its way there, with the probability that the answer is back.
    reads: Vec<(Vec<f64>, Answered)>,
    /// Probability that each kind has acknowledged, at each commit time.
    acked: Vec<Vec<f64>>,
    /// The sets that may answer first; none where they are many.
    sets: Vec<Weighted>,
}

impl<'a> Plan<'a> {
    /// `None` where quorums are strict, where replicas are alike, across sites, or times can coincide with a probability of their own: two
    /// answers, or a commit and the end of a staleness.
    pub(super) fn of(model: &'a Wars) -> Option<Self> {
        let all = &model.replicas;
        let alike = all.iter().all(|x| *x == all[0]);
        let either = |a: fn(&Replica) -> &Delay, b: fn(&Replica) -> &Delay| {
            all.iter().all(|x| a(x).continuous() || b(x).continuous())
        };
        let answers_differ = either(|x| &x.read, |x| &x.response);
        let ends_differ = either(|x| &x.write, |x| &x.ack) || either(|x| &x.write, |x| &x.read);
        if alike || model.strict() || model.between_sites_ms > 0.0 || !answers_differ || !ends_differ {
            return None;
        }
        let (kinds, kind_of) = different(all.iter(), |a, b| a == b);
        let (sorts, sort_of) = different(kinds.iter().copied(), |a, b| a.read == b.read && a.response == b.response);
        let counts: Vec<usize> = (0..kinds.len()).map(|k| kind_of.iter().filter(|x| **x == k).count()).collect();
        let fronts = sets::fronts(&counts, model.r);
        Some(Self { model, kinds, kind_of, sorts, sort_of, counts, fronts })
    }

    /// About how many nanoseconds a mesh of this side takes, with one time asked of it.
    pub(super) fn work(&self, side: u32) -> f64 {
        const TAIL: f64 = 6.0;
        const PRODUCT: f64 = 0.75;
        const PLACES: f64 = 2e5;
        let side = f64::from(side);
        let (n, r, w) = (self.kind_of.len() as f64, self.model.r as f64, self.model.w as f64);
        let tails = TAIL * (self.sorts.len() + 2 * self.kinds.len()) as f64;
        let product = PRODUCT * side * self.kinds.len() as f64;
        let counted = match &self.fronts {
            Some(fronts) => fronts.len() as f64 * (4.0 + r),
            None => 2.5 * 5.0 * n * (1.0 + r.min(n - r)) * (1.0 + w.min(n - w)),
        };
        PLACES * n + MESHES as f64 * side * side * (tails + product + counted)
    }

    /// The finest mesh that takes at most so many nanoseconds; `None` where even the coarsest takes more.
    pub(super) fn finest(&self, work: f64) -> Option<u32> {
        SIDES.into_iter().rev().find(|side| self.work(*side) <= work)
    }

    /// Where meshes need their points, for reads about `t_ms` after the commit.
    pub(super) fn places(&self, t_ms: f64, tables: &mut Tables, seed: u64) -> Places {
        Places::find(self, t_ms, tables, seed)
    }

    /// The meshes, `side` steps long. `None` when `on` said stop.
    pub(super) fn mesh(
        &self,
        side: u32,
        places: &Places,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Option<Mesh> {
        let mut of = |law: &Delay| tables.forward(law);
        let laws = Laws {
            responses: self.sorts.iter().map(|x| of(&x.response)).collect(),
            exact: self
                .kinds
                .iter()
                .zip(&places.legs)
                .map(|(x, l)| of(if l.is_ack { &x.write } else { &x.ack }))
                .collect(),
            writes: self.kinds.iter().map(|x| of(&x.write)).collect(),
        };
        let grids = super::parts::in_parts(MESHES, settings.threads, 1, on, |at, done| {
            let stream = (at as u64 + 101).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let grid =
                self.grid(places, &laws, side as usize, Xoshiro256PlusPlus::seed_from_u64(settings.seed ^ stream));
            done();
            grid
        })?;
        let (kind_of, sort_of) = (self.kind_of.clone(), self.sort_of.clone());
        Some(Mesh { r: self.model.r, w: self.model.w, kind_of, sort_of, writes: laws.writes, grids })
    }

    fn grid(&self, places: &Places, laws: &Laws, side: usize, mut rng: Xoshiro256PlusPlus) -> Grid {
        let commits = places::ladder(&places.commits, side, &mut rng);
        let answers = places::ladder(&places.answers, side, &mut rng);
        let read = |(response, spread): (&Arc<Forward>, &Spread)| {
            let nodes = spread.nodes(side, &mut rng);
            let mut answered = Answered::new(answers.len());
            for &(read, weight) in &nodes {
                answered.push(|b| weight * (1.0 - response.longer_than(answers[b] - read)));
            }
            answered.close();
            (nodes.into_iter().map(|x| x.0).collect(), answered)
        };
        let reads: Vec<(Vec<f64>, Answered)> = laws.responses.iter().zip(&places.reads).map(read).collect();
        let acked = |(exact, leg): (&Arc<Forward>, &Leg)| {
            let nodes = leg.spread.nodes(side, &mut rng);
            let mut acked = vec![1.0; commits.len()];
            for (acked, commit) in acked.iter_mut().zip(&commits) {
                for (leg, weight) in &nodes {
                    *acked -= weight * exact.longer_than(commit - leg);
                }
                *acked = acked.max(0.0);
            }
            if let Some(never) = acked.last_mut() {
                *never = 1.0;
            }
            acked
        };
        let acked: Vec<Vec<f64>> = laws.exact.iter().zip(&places.legs).map(acked).collect();
        let later: Vec<&[f64]> = self.sort_of.iter().map(|sort| reads[*sort].1.later()).collect();
        let weigh = |front: &Front| Weighted::new(front, &self.counts, &acked, &later, self.model.w);
        let sets = self.fronts.iter().flatten().map(weigh).collect();
        Grid { commits, reads, acked, sets }
    }
}

/// The different ones, and which of them each is.
fn different<T: Copy>(all: impl Iterator<Item = T>, same: impl Fn(T, T) -> bool) -> (Vec<T>, Vec<usize>) {
    let mut found: Vec<T> = Vec::new();
    let which = all.map(|x| {
        found.iter().position(|y| same(*y, x)).unwrap_or_else(|| {
            found.push(x);
            found.len() - 1
        })
    });
    let which = which.collect();
    (found, which)
}

impl Mesh {
    /// Cells that were summed.
    pub(super) fn cells(&self) -> u32 {
        let of = |g: &Grid| (g.commits.len() - 1) * (g.reads[0].1.times() - 1);
        u32::try_from(self.grids.iter().map(of).sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// Probability of a stale read `t` ms after the commit, and half its 95 % interval.
    pub(super) fn stale(&self, t: f64) -> (f64, f64) {
        let each: Vec<(f64, f64)> = self.grids.iter().map(|g| self.on(g, t)).collect();
        let k = each.len() as f64;
        let mean = each.iter().map(|x| x.0).sum::<f64>() / k;
        let spread = each.iter().map(|x| (x.0 - mean) * (x.0 - mean)).sum::<f64>() / (k * (k - 1.0));
        let step = each.iter().map(|x| x.1).sum::<f64>() / k;
        (mean.clamp(0.0, 1.0), (T_95 * spread.sqrt() + STEP * step).max(ROUNDING))
    }

    /// The extrapolated sum on one mesh, and how far the last step of the extrapolation moved it.
    fn on(&self, grid: &Grid, t: f64) -> (f64, f64) {
        self.sums(grid, t).extrapolated()
    }

    fn sums(&self, grid: &Grid, t: f64) -> Sums {
        let of_kind = |(write, sort): (&Arc<Forward>, &usize)| stale(&grid.reads[*sort], &grid.commits, write, t);
        let stale: Vec<Vec<f64>> = self.writes.iter().zip(&self.sort_of).map(of_kind).collect();
        if grid.sets.is_empty() {
            let kinds: Vec<sweep::Kind<'_>> = (self.sort_of.iter().zip(&grid.acked).zip(&stale))
                .map(|((sort, acked), stale)| sweep::Kind { later: grid.reads[*sort].1.later(), acked, stale })
                .collect();
            let counted = sweep::Counted { r: self.r, w: self.w, kind_of: &self.kind_of, kinds: &kinds };
            return counted.sums();
        }
        let (mut sums, mut row) = (Sums::default(), Vec::new());
        grid.sets.iter().for_each(|set| set.add(&stale, &mut row, &mut sums));
        sums
    }
}

/// Probability of a stale answer, for each commit time a row of answer times.
fn stale((reads, answered): &(Vec<f64>, Answered), commits: &[f64], write: &Forward, t: f64) -> Vec<f64> {
    let times = answered.times();
    let mut out = vec![0.0; commits.len() * times];
    // The last commit time is never: its row stays 0.
    let commits = &commits[..commits.len() - 1];
    let mut late = vec![[0.0; TOGETHER]; commits.len()];
    answered.together(reads, |reads, from, rows| {
        for (late, commit) in late.iter_mut().zip(commits) {
            for (late, read) in late.iter_mut().zip(&reads) {
                *late = write.longer_than(commit + t + read);
            }
        }
        for (two, late) in out.chunks_mut(2 * times).zip(late.chunks(2)) {
            let factors = [late[0], *late.get(1).unwrap_or(&[0.0; TOGETHER])];
            if factors != [[0.0; TOGETHER]; 2] {
                add_rows(two, from, factors, rows);
            }
        }
    });
    out
}

/// Adds four rows to each of two, from one column on, each times a factor of its own.
fn add_rows(two: &mut [f64], from: usize, factors: [[f64; TOGETHER]; 2], rows: [&[f64]; TOGETHER]) {
    let times = rows[0].len();
    let (early, late) = two.split_at_mut(times);
    let wide = times - from;
    let [p, q, u, v] = rows;
    let (p, q, u, v) = (&p[from..][..wide], &q[from..][..wide], &u[from..][..wide], &v[from..][..wide]);
    let ([a, b, c, d], x) = (factors[0], &mut early[from..][..wide]);
    if late.is_empty() {
        for i in 0..wide {
            x[i] += (a * p[i] + b * q[i]) + (c * u[i] + d * v[i]);
        }
        return;
    }
    let ([e, f, g, h], y) = (factors[1], &mut late[from..][..wide]);
    for i in 0..wide {
        x[i] += (a * p[i] + b * q[i]) + (c * u[i] + d * v[i]);
        y[i] += (e * p[i] + f * q[i]) + (g * u[i] + h * v[i]);
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
