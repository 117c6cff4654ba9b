//! The WARS model of a partial quorum, and its sampling: write, ack, read and response delays of each replica.
//! What is read off a finished run (probabilities, times, intervals) is in `run`, latency in `latency`.
//!
//! A write reaches replica i after W, its ack returns after A more; the write commits at the w-th ack. A read sent t
//! later reaches replica i after R and is answered after S more; it is stale when none of the r first responders had
//! the write. Method: draw R and S of all; the r first are the front. A stale front replica has W beyond the commit,
//! so it is no acker: draw W and A of the others alone, and the front's part is a product of tails. That conditional
//! value is unbiased and far steadier than counting stale reads. Unlike replicas that this leaves wide are summed, in `mesh`.

use super::delay::{Delay, Pace};
use super::lattice::{Lattice, SHIFTS};
use super::mesh::{Plan, SIDES};
use super::parts::in_parts;
use super::run::{Run, Shift};
use super::table::{Table, Tables};
use super::versions::quorum_sizes;
use crate::analysis::{OutOfDomain, Result, checks};
use std::sync::Arc;

/// The four message delays of one replica.
#[derive(Debug, Clone, PartialEq)]
pub struct Replica {
    /// Coordinator to replica, the write.
    pub write: Delay,
    /// Replica to coordinator, the acknowledgement.
    pub ack: Delay,
    /// Coordinator to replica, the read.
    pub read: Delay,
    /// Replica to coordinator, the answer.
    pub response: Delay,
}

impl Replica {
    /// A replica whose four messages are all alike.
    pub fn symmetric(one_way: &Delay) -> Self {
        let d = || one_way.clone();
        Self { write: d(), ack: d(), read: d(), response: d() }
    }

    /// The same with a link that delivers writes in order, this many (0 or more) a second. See [`Delay::in_order`].
    pub fn in_order(&self, writes_per_s: f64, pace: Pace) -> Result<Self> {
        Ok(Self { write: self.write.clone().in_order(writes_per_s, pace)?, ..self.clone() })
    }
}

/// A replicated item: its replicas, its quorum sizes, and where its coordinators are.
#[derive(Debug, Clone, PartialEq)]
pub struct Wars {
    pub(super) replicas: Vec<Replica>,
    pub(super) r: usize,
    pub(super) w: usize,
    /// Added to each message between sites when every replica is a site and every operation starts at a random one.
    pub(super) between_sites_ms: f64,
}

/// Most replicas of one item that the engine takes.
pub const MAX_REPLICAS: u32 = 64;

/// How long to sample and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The same seed gives the same figures, for any number of threads.
    pub seed: u64,
    /// Points in each of the 12 shifts; taken up to the next length of a lattice: 251, 1,021, 2,039, .. 65,521.
    pub points: u32,
    /// Worker threads; 1 samples on the caller's thread.
    pub threads: u32,
}

impl Settings {
    /// At the keyboard, with [`Wars::sample_to`]: at most about 98,000 trials on the caller's thread.
    pub const LIVE: Self = Self { seed: 1, points: 8191, threads: 1 };
    /// For a worker: about 790,000 trials.
    pub const FINE: Self = Self { seed: 1, points: 65_521, threads: 2 };
}

impl Wars {
    /// Replicas that may differ; `1 <= r, w <= n <= 64`.
    pub fn new(replicas: Vec<Replica>, r: u32, w: u32) -> Result<Self> {
        let n = u32::try_from(replicas.len()).unwrap_or(u32::MAX);
        quorum_sizes(n, r, w)?;
        if n > MAX_REPLICAS {
            return Err(OutOfDomain::new("the number of replicas", n, "64 or fewer"));
        }
        Ok(Self { replicas, r: r as usize, w: w as usize, between_sites_ms: 0.0 })
    }

    /// `n` replicas with the same delays.
    pub fn alike(n: u32, r: u32, w: u32, replica: &Replica) -> Result<Self> {
        quorum_sizes(n, r, w)?;
        Self::new(vec![replica.clone(); n.min(MAX_REPLICAS + 1) as usize], r, w)
    }

    /// Puts each replica in a site of its own, lets each read and write start in a random site, and adds `extra_ms`
    /// to every message that leaves it.
    pub fn across_sites(mut self, extra_ms: f64) -> Result<Self> {
        self.between_sites_ms = checks::delay("the delay between sites", extra_ms)?;
        Ok(self)
    }

    /// Whether every read quorum meets every write quorum, so that reads are never stale.
    pub fn strict(&self) -> bool {
        self.r + self.w > self.replicas.len()
    }

    /// Samples the model: the figure that is stated wherever nobody asks for a width. A strict quorum needs no samples and
    /// answers exactly 1; unlike replicas are summed over a mesh where one that takes no longer than the lattice will do.
    ///
    /// `on` hears the share done, from any worker, and answers whether to go on; `Ok(None)` = it said stop.
    pub fn sample(
        &self,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Result<Option<Run>> {
        checks::at_least_one("the number of points", settings.points)?;
        let points = Lattice::at_least(settings.points).points;
        let plan = Plan::of(self);
        let Some((plan, side)) = plan.as_ref().and_then(|p| Some((p, p.finest(self.work(points))?))) else {
            return Ok(self.draw(tables, settings, on));
        };
        let places = plan.places(0.0, tables, settings.seed);
        Ok(plan.mesh(side, &places, tables, settings, on).map(Run::summed))
    }

    /// Samples the model on a lattice, whatever its replicas are like. `None` when `on` said stop.
    pub(super) fn draw(
        &self,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Option<Run> {
        let lattice = Lattice::at_least(settings.points);
        if self.strict() {
            return Some(Run::strict());
        }
        let sampler = Sampler::new(self, tables);
        // A shift depends on the seed and its number alone.
        let blocks = lattice.points.div_ceil(BLOCK);
        let shifts = in_parts(SHIFTS, settings.threads, blocks, on, |shift, done| {
            sampler.shift(lattice, settings.seed, shift, done)
        })?;
        let first = &self.replicas[0];
        let unlike = self.replicas.iter().any(|x| x.read != first.read || x.response != first.response);
        Some(Run::drawn(shifts, self.r, sampler.laws, lattice.points, unlike))
    }

    /// Samples until the 95 % half-width of the freshness at `t_ms` is at most `half_width`, or about as much work is
    /// done as `settings.points` points take: longer and longer lattices or, where replicas are unlike and that is less
    /// work, finer and finer meshes, each a run of its own. Progress counts towards the longest.
    pub fn sample_to(
        &self,
        half_width: f64,
        t_ms: f64,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Result<Option<Run>> {
        checks::positive("the half-width asked for", half_width)?;
        checks::at_least_one("the number of points", settings.points)?;
        checks::not_negative("the time since the write", t_ms)?;
        let most = Lattice::at_least(settings.points).points;
        let plan = Plan::of(self);
        let all = self.work(most);
        let mut places = None;
        let (mut drawn, mut summed) = ((0, f64::INFINITY), (0, f64::INFINITY));
        let mut closest: Option<(f64, Run)> = None;
        loop {
            let points = (drawn.0 < most).then(|| longer(drawn, half_width).min(most));
            let mesh = plan.as_ref().and_then(|plan| Some((plan, finer(summed, half_width)?)));
            // What a lattice would need is not known before one was tried.
            let instead = points.map(|points| if drawn.0 == 0 { UNTRIED.min(most) } else { points });
            let mesh = mesh.filter(|(plan, side)| {
                let work = plan.work(*side);
                work <= MOST_OVER * all && instead.is_none_or(|points| work <= SURER * self.work(points))
            });
            let (run, tried) = match (mesh, points) {
                (Some((plan, side)), _) => {
                    let places = places.get_or_insert_with(|| plan.places(t_ms, tables, settings.seed));
                    let work = plan.work(side);
                    let on = |done: f64| on((done * work / all).min(1.0));
                    (plan.mesh(side, places, tables, settings, &on).map(Run::summed), (&mut summed, side))
                }
                (None, Some(points)) => {
                    let work = self.work(points);
                    let on = |done: f64| on((done * work / all).min(1.0));
                    (self.draw(tables, Settings { points, ..settings }, &on), (&mut drawn, points))
                }
                (None, None) => return Ok(closest.map(|c| c.1)),
            };
            let Some(mut run) = run else { return Ok(None) };
            let reached = run.reached(t_ms);
            *tried.0 = (tried.1, reached);
            if closest.as_ref().is_none_or(|c| reached < c.0) {
                closest = Some((reached, run));
            }
            if reached <= half_width {
                return Ok(closest.map(|c| c.1));
            }
        }
    }

    /// About how many nanoseconds so many points of each shift take, with one time asked of them.
    fn work(&self, points: u32) -> f64 {
        const DRAW: f64 = 10.0;
        let drawn = (4 * self.replicas.len() - 2 * self.r) as f64 * DRAW;
        f64::from(points) * SHIFTS as f64 * (drawn + self.r as f64 * self.replicas[0].write.cost())
    }
}

/// The lattice that should reach a half-width, at any price; the first where none was tried. The error falls a little
/// slower than its length grows; straight to the length that should do, because every run starts anew.
fn longer((points, reached): (u32, f64), half_width: f64) -> u32 {
    if points == 0 {
        return FIRST_POINTS;
    }
    let wanted = f64::from(points) * (reached / half_width).powf(1.25);
    Lattice::at_least((wanted as u32).max(points + 1)).points
}

/// The side of a mesh that should reach a half-width, or the next there is; the first where none was tried. The error
/// falls at least with the square of the side, but for luck.
fn finer((side, reached): (u32, f64), half_width: f64) -> Option<u32> {
    let wanted = f64::from(side) * (1.3 * reached / half_width).sqrt();
    let mut next = SIDES.into_iter().filter(|s| *s > side);
    let last = next.clone().next_back();
    next.find(|s| f64::from(*s) >= wanted || side == 0).or(last)
}

/// The first lattice of [`Wars::sample_to`], and the one that unlike replicas are taken to need as long as none was tried.
const FIRST_POINTS: u32 = 1021;
const UNTRIED: u32 = 4093;

/// A mesh is worth so many times the work of a lattice: what a lattice of unlike replicas needs is often more than its
/// error so far says, what a mesh needs is less.
const SURER: f64 = 3.0;

/// A mesh may take so many times the work of the longest lattice.
const MOST_OVER: f64 = 2.0;

/// Points between two calls of the progress callback.
const BLOCK: u32 = 1024;

/// The model made ready to sample: tables, and the different write laws.
struct Sampler {
    n: usize,
    r: usize,
    w: usize,
    between: f64,
    /// write, ack, read, response of each replica.
    tables: Vec<[Arc<Table>; 4]>,
    laws: Vec<Delay>,
    law_of: Vec<u16>,
}

impl Sampler {
    fn new(model: &Wars, tables: &mut Tables) -> Self {
        let mut laws: Vec<Delay> = Vec::new();
        let mut law_of = Vec::new();
        for replica in &model.replicas {
            let at = laws.iter().position(|l| *l == replica.write).unwrap_or_else(|| {
                laws.push(replica.write.clone());
                laws.len() - 1
            });
            law_of.push(at as u16);
        }
        let four = |x: &Replica| [&x.write, &x.ack, &x.read, &x.response].map(|d| tables.get(d));
        let tables = model.replicas.iter().map(four).collect();
        Self { n: model.replicas.len(), r: model.r, w: model.w, between: model.between_sites_ms, tables, laws, law_of }
    }

    fn shift(&self, lattice: Lattice, seed: u64, shift: usize, block_done: &dyn Fn() -> bool) -> Shift {
        let points = lattice.points as usize;
        let several = self.laws.len() > 1;
        let mut left = BLOCK;
        let mut block = || {
            left -= 1;
            if left == 0 {
                left = BLOCK;
                return block_done();
            }
            true
        };
        let mut out = Shift::with_capacity(points * self.r, several);
        let back = self.n - self.r;
        let dimensions = 2 * self.n + 2 * back + usize::from(self.between > 0.0);
        let (mut order, mut acks) = (Vec::with_capacity(self.n), Vec::with_capacity(back));
        lattice.walk(seed, shift, dimensions, |point| {
            self.trial(point, &mut order, &mut acks, &mut out);
            block()
        });
        if left < BLOCK {
            block_done();
        }
        out
    }

    /// One trial at a point of the lattice.
    #[inline]
    fn trial(&self, point: &[u32], order: &mut Vec<(f64, f64, usize)>, acks: &mut Vec<f64>, out: &mut Shift) {
        let (reads, rest) = point.split_at(2 * self.n);
        let (writes, site) = rest.split_at(2 * (self.n - self.r));
        let (writer, reader) = site.first().map_or((0, 0), |u| {
            let pair = ((u64::from(*u) * (self.n * self.n) as u64) >> 32) as usize;
            (pair / self.n, pair % self.n)
        });
        let away = |at: usize, i: usize| if at == i { 0.0 } else { self.between };
        order.clear();
        for (i, (u, t)) in reads.chunks_exact(2).zip(&self.tables).enumerate() {
            let there = t[2].draw(u[0]) + away(reader, i);
            order.push((there + t[3].draw(u[1]) + away(reader, i), there, i));
        }
        smallest_first(order, self.r, |x| x.0);
        acks.clear();
        for (u, &(_, _, i)) in writes.chunks_exact(2).zip(&order[self.r..]) {
            let t = &self.tables[i];
            acks.push(t[0].draw(u[0]) + t[1].draw(u[1]) + 2.0 * away(writer, i));
        }
        smallest_first(acks, self.w, |x| *x);
        // The w smallest acks of the back lead; the last of them is the commit.
        let commit = acks[self.w - 1];
        for &(_, there, i) in &order[..self.r] {
            out.push(commit + there - away(writer, i), self.law_of[i]);
        }
    }
}

/// Brings the `k` smallest to the front, the largest of them last among these. Replicas are few: insertion wins.
pub(super) fn smallest_first<T: Copy>(items: &mut [T], k: usize, key: impl Fn(&T) -> f64) {
    for i in 1..items.len() {
        let x = items[i];
        let at = key(&x);
        // Beyond the front an item only has to be compared with the front's last.
        let mut j = i;
        if j >= k {
            if at >= key(&items[k - 1]) {
                continue;
            }
            items[i] = items[k - 1];
            j = k - 1;
        }
        while j > 0 && key(&items[j - 1]) > at {
            items[j] = items[j - 1];
            j -= 1;
        }
        items[j] = x;
    }
}

#[cfg(test)]
#[path = "wars_tests.rs"]
mod tests;
