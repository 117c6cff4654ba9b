//! The WARS model of a partial quorum, and its sampling: write, ack, read and response delays of each replica.
//! What is read off a finished run (probabilities, times, intervals) is in `run`, latency in `latency`.
//!
//! A write reaches replica i after W, its ack returns after A more; the write commits at the w-th ack. A read sent t
//! later reaches replica i after R and is answered after S more; it is stale when none of the r first responders had
//! the write. Method: draw R and S of all; the r first are the front. A stale front replica has W beyond the commit,
//! so it is no acker: draw W and A of the others alone, and the front's part is a product of tails. That conditional
//! value is unbiased and far steadier than counting stale reads. Unlike replicas go a step further, in `fronts`.

use super::delay::Delay;
use super::fronts::{Fronts, Room};
use super::lattice::{Lattice, SHIFTS};
use super::run::{Run, Shift};
use super::table::{Table, Tables};
use super::versions::quorum_sizes;
use crate::analysis::{OutOfDomain, Result, checks};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

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

    /// Samples the model. A strict quorum needs no samples and answers exactly 1.
    ///
    /// `on` hears the share done, from any worker, and answers whether to go on; `Ok(None)` = it said stop.
    pub fn sample(
        &self,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Result<Option<Run>> {
        checks::at_least_one("the number of points", settings.points)?;
        Ok(self.sample_with(None, tables, settings, on))
    }

    /// Samples with every set of first responders weighed, or with each trial's own.
    pub(super) fn sample_with(
        &self,
        fronts: Option<&Fronts>,
        tables: &mut Tables,
        settings: Settings,
        on: &(dyn Fn(f64) -> bool + Sync),
    ) -> Option<Run> {
        let lattice = Lattice::at_least(settings.points);
        if self.strict() {
            return Some(Run::strict(self.r));
        }
        let sampler = Sampler::new(self, fronts, tables);
        let stop = AtomicBool::new(false);
        let (next, blocks) = (AtomicUsize::new(0), AtomicU32::new(0));
        let total = f64::from(lattice.points.div_ceil(BLOCK)) * SHIFTS as f64;
        let block_done = || {
            let done = blocks.fetch_add(1, Ordering::Relaxed) + 1;
            if stop.load(Ordering::Relaxed) || !on((f64::from(done) / total).min(1.0)) {
                stop.store(true, Ordering::Relaxed);
                return false;
            }
            true
        };
        // Each worker takes the next shift; a shift depends on the seed and its number alone.
        let work = || {
            let mut mine = Vec::new();
            loop {
                let shift = next.fetch_add(1, Ordering::Relaxed);
                if shift >= SHIFTS || stop.load(Ordering::Relaxed) {
                    return mine;
                }
                mine.push((shift, sampler.shift(lattice, settings.seed, shift, &block_done)));
            }
        };
        let mut done = std::thread::scope(|scope| {
            let helpers: Vec<_> = (1..settings.threads.clamp(1, SHIFTS as u32))
                .filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok())
                .collect();
            let mut done = work();
            for helper in helpers {
                match helper.join() {
                    Ok(theirs) => done.extend(theirs),
                    // Ends only by a defect of the engine: it ends this thread as it would have ended here.
                    Err(cause) => std::panic::resume_unwind(cause),
                }
            }
            done
        });
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        done.sort_unstable_by_key(|d| d.0);
        let shifts = done.into_iter().map(|d| d.1).collect();
        Some(Run::sampled(shifts, self.r, sampler.laws, lattice.points))
    }

    /// Samples until the 95 % half-width of the freshness at `t_ms` is at most `half_width`, or `settings.points` is
    /// reached: longer and longer lattices, each a run of its own. Progress counts towards the longest.
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
        let most = Lattice::at_least(settings.points).points;
        let mut points = FIRST_POINTS.min(most);
        // Weighing is tried once, where drawing turns out to be long, and kept where it gets there with less work.
        let mut fronts = None;
        let mut untried = Fronts::of(self);
        loop {
            let share = f64::from(points) / f64::from(most);
            let go = Settings { points, ..settings };
            let Some(run) = self.sample_with(fronts.as_ref(), tables, go, &|done| on(done * share)) else {
                return Ok(None);
            };
            let reached = run.at(t_ms)?.half_width;
            if points >= most || reached <= half_width {
                return Ok(Some(run));
            }
            // The error of a lattice falls a little slower than its length grows; straight to the length that should do,
            // because every run starts anew.
            let mut wanted = f64::from(points) * (reached / half_width).powf(FALL);
            if let Some(weighing) = untried.take() {
                let dearer = weighing.dearer();
                if f64::from(points) * dearer < wanted {
                    let Some(run) = self.sample_with(Some(&weighing), tables, go, &|done| on(share * done)) else {
                        return Ok(None);
                    };
                    let reached = run.at(t_ms)?.half_width;
                    if reached <= half_width {
                        return Ok(Some(run));
                    }
                    let weighed = f64::from(points) * (reached / half_width).powf(FALL);
                    if weighed * dearer < wanted {
                        (fronts, wanted) = (Some(weighing), weighed);
                    }
                }
            }
            points = Lattice::at_least((wanted as u32).max(points + 1)).points.min(most);
        }
    }
}

/// Where [`Wars::sample_to`] begins.
const FIRST_POINTS: u32 = 1021;

/// A lattice has to be so many times longer, as a power of how much smaller its error shall be.
const FALL: f64 = 1.25;

/// Points between two calls of the progress callback.
const BLOCK: u32 = 1024;

/// The model made ready to sample: tables, and the different write laws.
struct Sampler<'a> {
    n: usize,
    r: usize,
    w: usize,
    between: f64,
    /// write, ack, read, response of each replica.
    tables: Vec<[Arc<Table>; 4]>,
    laws: Vec<Delay>,
    law_of: Vec<u16>,
    /// Where every set of first responders is weighed instead of drawn.
    fronts: Option<&'a Fronts>,
}

impl<'a> Sampler<'a> {
    fn new(model: &Wars, fronts: Option<&'a Fronts>, tables: &mut Tables) -> Self {
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
        Self {
            n: model.replicas.len(),
            r: model.r,
            w: model.w,
            between: model.between_sites_ms,
            tables,
            laws,
            law_of,
            fronts,
        }
    }

    fn shift(&self, lattice: Lattice, seed: u64, shift: usize, block_done: &impl Fn() -> bool) -> Shift {
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
        let mut out;
        if let Some(fronts) = self.fronts {
            out = Shift::with_capacity(points * fronts.entries(), several);
            let mut room = Room::default();
            lattice.walk(seed, shift, fronts.dimensions(), |point| {
                fronts.trial(point, &self.tables, &self.law_of, &mut room, &mut out);
                block()
            });
        } else {
            out = Shift::with_capacity(points * self.r, several);
            let back = self.n - self.r;
            let dimensions = 2 * self.n + 2 * back + usize::from(self.between > 0.0);
            let (mut order, mut acks) = (Vec::with_capacity(self.n), Vec::with_capacity(back));
            lattice.walk(seed, shift, dimensions, |point| {
                self.trial(point, &mut order, &mut acks, &mut out);
                block()
            });
        }
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
