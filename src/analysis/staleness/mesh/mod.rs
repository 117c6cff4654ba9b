//! Unlike replicas without drawing who answers first: staleness summed over a mesh of commit times and answer times.
//!
//! A read is stale when, for some set F of r replicas, all of F have answered by some time x and nobody else has, and
//! each of F was asked before its write arrived; those of F did not acknowledge, so the commit s is the w-th
//! acknowledgement of the others. Replicas are independent, so given s and x each counts by three numbers alone: the
//! probability of a stale answer by x, `K(s, x) = E[P(S <= x - R) P(W > s + t + R)]` over its R; of no answer by x,
//! `Q(x)`; and of an acknowledgement by s, `L(s)`. Adding up over all F is one pass over the replicas that counts stale
//! answers and acknowledgements (`sweep`); what is left is a double Stieltjes integral over the mesh, by trapezoids, two
//! steps of Richardson's extrapolation deep.
//!
//! K and L are averages over nodes drawn at random in cells of probability, a pair mirrored in each, and the mesh has a
//! random phase; several such meshes, independent of each other, give the error of both. Half the interval is Student's t
//! times that error, plus a third of how far the last step of the extrapolation moved: measured over models that mix
//! laws of unlike shape, this covers the truth more often than 95 times in 100.

mod places;
mod sweep;

use super::delay::Delay;
use super::table::Tables;
use super::wars::{Replica, Settings, Wars};
use places::{Leg, Places, Spread};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use sweep::Answered;

/// Independent meshes: few long ones beat many short ones, because the error of a sum falls faster than with its length.
const MESHES: usize = 6;

/// Two-sided 95 % quantile of Student's t with 5 degrees of freedom.
const T_95: f64 = 2.571;

/// Share of the last step of the extrapolation that stands in the interval.
const STEP: f64 = 1.0 / 3.0;

/// Steps along either side of a mesh, from coarse to fine; multiples of 4, so that the coarser sums use the same points.
pub(super) const SIDES: [u32; 5] = [32, 48, 64, 96, 128];

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
}

/// The meshes of a model, ready to be asked for any time.
#[derive(Debug)]
pub(super) struct Mesh {
    r: usize,
    w: usize,
    kind_of: Vec<usize>,
    sort_of: Vec<usize>,
    writes: Vec<Delay>,
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
}

impl<'a> Plan<'a> {
    /// `None` where replicas are alike, across sites, or times can coincide with a probability of their own: two
    /// answers, or a commit and the end of a staleness.
    pub(super) fn of(model: &'a Wars) -> Option<Self> {
        let all = &model.replicas;
        let alike = all.iter().all(|x| *x == all[0]);
        let either = |a: fn(&Replica) -> &Delay, b: fn(&Replica) -> &Delay| {
            all.iter().all(|x| a(x).continuous() || b(x).continuous())
        };
        let answers_differ = either(|x| &x.read, |x| &x.response);
        let ends_differ = either(|x| &x.write, |x| &x.ack) || either(|x| &x.write, |x| &x.read);
        if alike || model.between_sites_ms > 0.0 || !answers_differ || !ends_differ {
            return None;
        }
        let (kinds, kind_of) = different(all.iter(), |a, b| a == b);
        let (sorts, sort_of) = different(kinds.iter().copied(), |a, b| a.read == b.read && a.response == b.response);
        Some(Self { model, kinds, kind_of, sorts, sort_of })
    }

    /// About how many nanoseconds a mesh of this side takes, with one time asked of it.
    pub(super) fn work(&self, side: u32) -> f64 {
        let side = f64::from(side);
        let (n, r, w) = (self.kind_of.len() as f64, self.model.r as f64, self.model.w as f64);
        let answers: f64 = self.sorts.iter().map(|x| 1.5 * x.response.cost()).sum();
        let writes: f64 = self.kinds.iter().map(|x| 1.5 * x.write.cost() + x.ack.cost()).sum();
        let product = 0.75 * side * self.kinds.len() as f64;
        let counted = 2.5 * 5.0 * n * (1.0 + r.min(n - r)) * (1.0 + w.min(n - w));
        MESHES as f64 * side * side * (answers + writes + product + counted)
    }

    /// The meshes, `side` steps long, places chosen for reads about `t_ms` after the commit. `None` when `on` said stop.
    pub(super) fn mesh(
        &self,
        side: u32,
        t_ms: f64,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Option<Mesh> {
        let places = Places::find(self, t_ms, tables, settings.seed);
        let grids = super::parts::in_parts(MESHES, settings.threads, 1, on, |at, done| {
            let stream = (at as u64 + 101).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let grid = self.grid(&places, side as usize, Xoshiro256PlusPlus::seed_from_u64(settings.seed ^ stream));
            done();
            grid
        })?;
        let writes = self.kinds.iter().map(|x| x.write.clone()).collect();
        let (kind_of, sort_of) = (self.kind_of.clone(), self.sort_of.clone());
        Some(Mesh { r: self.model.r, w: self.model.w, kind_of, sort_of, writes, grids })
    }

    fn grid(&self, places: &Places, side: usize, mut rng: Xoshiro256PlusPlus) -> Grid {
        let commits = places::ladder(&places.commits, side, &mut rng);
        let answers = places::ladder(&places.answers, side, &mut rng);
        let read = |(x, spread): (&&Replica, &Spread)| {
            let nodes = spread.nodes(side + side / 2, &mut rng);
            let mut answered = Answered::new(answers.len());
            for &(read, weight) in &nodes {
                answered.push(answers.iter().map(|a| weight * (1.0 - x.response.longer_than(a - read))));
            }
            answered.close();
            (nodes.into_iter().map(|x| x.0).collect(), answered)
        };
        let reads = self.sorts.iter().zip(&places.reads).map(read).collect();
        let acked = |(x, leg): (&&Replica, &Leg)| {
            let exact = if leg.is_ack { &x.write } else { &x.ack };
            let nodes = leg.spread.nodes(side, &mut rng);
            let late = |s: &f64| nodes.iter().map(|(leg, weight)| weight * exact.longer_than(s - leg)).sum::<f64>();
            let mut acked: Vec<f64> = commits.iter().map(|s| 1.0 - late(s)).collect();
            if let Some(never) = acked.last_mut() {
                *never = 1.0;
            }
            acked
        };
        let acked = self.kinds.iter().zip(&places.legs).map(acked).collect();
        Grid { commits, reads, acked }
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
        let of_kind = |(write, sort): (&Delay, &usize)| stale(&grid.reads[*sort], &grid.commits, write, t);
        let stale: Vec<Vec<f64>> = self.writes.iter().zip(&self.sort_of).map(of_kind).collect();
        let kinds: Vec<sweep::Kind<'_>> = (self.sort_of.iter().zip(&grid.acked).zip(&stale))
            .map(|((sort, acked), stale)| sweep::Kind { later: grid.reads[*sort].1.later(), acked, stale })
            .collect();
        let counted = sweep::Counted { r: self.r, w: self.w, kind_of: &self.kind_of, kinds: &kinds };
        let sum = |along_commits, along_answers| counted.sum(along_commits, along_answers);
        let full = sum(1, 1);
        let (mut extrapolated, mut moved) = (full, 0.0);
        for (half, quarter) in [(sum(2, 1), sum(4, 1)), (sum(1, 2), sum(1, 4))] {
            extrapolated += (full - half) / 3.0;
            moved += ((4.0 * full - half) / 3.0 - (4.0 * half - quarter) / 3.0).abs();
        }
        (extrapolated, moved)
    }
}

/// Probability of a stale answer, for each commit time a row of answer times.
fn stale((reads, answered): &(Vec<f64>, Answered), commits: &[f64], write: &Delay, t: f64) -> Vec<f64> {
    let times = answered.times();
    let mut out = vec![0.0; commits.len() * times];
    for (row, commit) in out.chunks_exact_mut(times).zip(&commits[..commits.len() - 1]) {
        for (read, answered) in reads.iter().zip(answered.rows()) {
            let late = write.longer_than(commit + t + read);
            if late > 0.0 {
                for (x, p) in row.iter_mut().zip(answered) {
                    *x += late * p;
                }
            }
        }
    }
    out
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
