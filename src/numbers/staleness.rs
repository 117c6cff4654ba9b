//! D11 in time: how soon after a write its readers see it, from the delays that a brief states. The answer is sampled, so
//! it is not among the figures of every keystroke: [`questions`] says cheaply what could be asked, each with a key that
//! is a hash of everything it depends on; [`Question::solve`] does the work wherever the caller wants it done.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use super::copies::placed;
use super::distance::{RoundTrip, between};
use super::fact::At;
use super::facts::{DatasetView, region_of};
use super::figure::{Amount, Better, Figure, show_ms, show_short};
use super::quorum::counted;
use super::registry::Figures;
use super::trace::Trace;
use super::world::World;
use crate::analysis::Result;
use crate::analysis::staleness::{Delay, Freshness, Pace, Profile, Replica, Run, Settings, Tables, TimeToFresh, Wars};
use crate::brief::{AckLevel, Or, QuorumScope, StalenessProfile};

/// How every answer is sampled, those of the calculator too: the same brief gives the same figures on every machine.
pub const SETTINGS: Settings = Settings { seed: 1, points: 4093, threads: 2 };

/// The 99th percentile of the standard normal: a log-normal delay is fitted through its median and its p99.
const NORMAL_99: f64 = 2.326_347_874;

/// The freshness whose time is asked for.
const LEVEL: f64 = 0.999;

/// What can be asked about one dataset whose quorums may miss each other.
#[derive(Debug, Clone)]
pub struct Question {
    /// A hash of everything that the answer depends on: the same key, the same answer.
    pub key: u64,
    /// The dataset.
    pub at: At,
    wars: Wars,
    /// The same with links that deliver writes in order, at the peak rate of writes.
    in_order: Option<Wars>,
    writes_per_s: f64,
    bound_ms: Option<f64>,
    trace: Trace,
}

/// Everything that could be sampled in a brief: one for each dataset whose reads may miss a write.
pub fn questions(w: &World<'_>) -> Vec<Question> {
    w.datasets().filter_map(|d| question(w, &d)).collect()
}

/// The question of one dataset. None where quorums always meet, are not counted, or an input is missing.
pub fn question(w: &World<'_>, d: &DatasetView<'_>) -> Option<Question> {
    let r = d.replication();
    let mut t = w.trace();
    let (n, reads, writes) = counted(d, &r, &mut t)?;
    if reads + writes > n {
        return None;
    }
    let profile = published(t.take(r.staleness_profile())?);
    let replicas = match profile {
        Some(p) => vec![p.replica().ok()?; n as usize],
        None => by_distance(w, d, n as usize, &mut t)?,
    };
    let between_sites = profile.map_or(0.0, Profile::between_sites_ms);
    let model = |replicas: Vec<Replica>| Wars::new(replicas, reads, writes).and_then(|m| m.across_sites(between_sites));
    let writes_per_s = write_rate(w, d, &mut t);
    let queued = (writes_per_s > 0.0)
        .then(|| replicas.iter().map(|x| x.in_order(writes_per_s, Pace::Random)).collect::<Result<Vec<_>>>());
    let in_order = queued.and_then(Result::ok).and_then(|list| model(list).ok());
    let wars = model(replicas).ok()?;
    let bound_ms = match t.take(d.staleness_bound()).filter(|_| d.raw.staleness_bound.is_some()) {
        Some(Or::A(bound)) => Some(bound.get()),
        _ => None,
    };
    let mut hash = DefaultHasher::new();
    format!("{SETTINGS:?} {wars:?} {in_order:?} {bound_ms:?}").hash(&mut hash);
    Some(Question { key: hash.finish(), at: d.at.clone(), wars, in_order, writes_per_s, bound_ms, trace: t })
}

/// A published profile; None where delays follow from distances.
fn published(profile: StalenessProfile) -> Option<Profile> {
    match profile {
        StalenessProfile::LnkdSsd => Some(Profile::LnkdSsd),
        StalenessProfile::LnkdDisk => Some(Profile::LnkdDisk),
        StalenessProfile::Ymmr => Some(Profile::Ymmr),
        StalenessProfile::Wan => Some(Profile::Wan),
        StalenessProfile::Rtt => None,
    }
}

/// One replica for each copy, as seen from the region of the clients.
fn by_distance(w: &World<'_>, d: &DatasetView<'_>, n: usize, t: &mut Trace) -> Option<Vec<Replica>> {
    let r = d.replication();
    let all = usize::try_from(t.take(r.n())?).ok()?;
    let mut zones = placed(w, &r, all, t)?.ok()?;
    let home = d.workloads().next().and_then(|x| t.take(x.main_region()));
    let home = home.map_or_else(|| region_of(&zones[0]).to_owned(), |h| h.to_string());
    if t.take(r.quorum_scope()) == Some(QuorumScope::Local) {
        zones.retain(|z| region_of(z) == home);
    }
    if zones.len() != n {
        return None;
    }
    let flush = match t.take(r.ack_level())? {
        AckLevel::LeaderMem | AckLevel::LeaderReceived | AckLevel::KMem | AckLevel::KReceived => 0.0,
        AckLevel::LeaderFsync | AckLevel::KFsync | AckLevel::KApplied => t.num(r.fsync_p50())?,
    };
    let replica = |zone: &str, t: &mut Trace| -> Result<Replica> {
        let leg = one_way(between(w, &format!("{home}/"), zone, t))?;
        Ok(Replica { write: leg.clone().plus(flush)?, ..Replica::symmetric(&leg) })
    };
    zones.iter().map(|z| replica(z, t).ok()).collect()
}

/// Half a round trip as a log-normal delay; a constant where the slow trips are no slower.
fn one_way(trip: RoundTrip) -> Result<Delay> {
    if trip.p50 > 0.0 && trip.p99 > trip.p50 {
        Delay::log_normal(trip.p50 / 2.0, (trip.p99 / trip.p50).ln() / NORMAL_99)
    } else {
        Delay::constant(trip.p50 / 2.0)
    }
}

/// Writes to the dataset at peak, per second: what an in-order link to a copy carries.
fn write_rate(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> f64 {
    let mut sum = 0.0;
    for (x, reach) in w.workloads().zip(&w.graph.reach) {
        if reach.datasets.contains(d.id)
            && let (Some(rate), Some(share)) = (t.num(x.rate_peak()), t.num(x.mix_writes()))
        {
            sum += rate * share;
        }
    }
    sum
}

impl Question {
    /// The staleness that was promised, ms.
    pub fn bound_ms(&self) -> Option<f64> {
        self.bound_ms
    }

    /// The run, drawn or summed, for a curve over time. `None` when `on` said stop.
    pub fn sample(&self, on: &(dyn Fn(f64) -> bool + Sync)) -> Option<Run> {
        self.wars.sample(&mut Tables::default(), SETTINGS, on).ok().flatten()
    }

    /// The run with links that deliver writes in order; None where nothing writes or `on` said stop.
    pub fn sample_in_order(&self, on: &(dyn Fn(f64) -> bool + Sync)) -> Option<Run> {
        self.in_order.as_ref()?.sample(&mut Tables::default(), SETTINGS, on).ok().flatten()
    }

    /// Does the work. `on` hears the share done and answers whether to go on; `None` when it said stop.
    pub fn solve(&self, on: &(dyn Fn(f64) -> bool + Sync)) -> Option<Answer> {
        let run = self.sample(&|done| on(done / 2.0))?;
        let in_order = match (&self.in_order, self.sample_in_order(&|done| on(0.5 + done / 2.0))) {
            (Some(_), None) => return None,
            (_, run) => run.and_then(|run| Some((run.at(0.0).ok()?, Extent::of(&run)))),
        };
        Some(Answer {
            fresh: run.at(0.0).ok()?,
            in_order,
            at_bound: self.bound_ms.and_then(|t| run.at(t).ok()),
            t999: run.time_to(LEVEL).ok()?,
            read_p99_ms: self.wars.read_latency().percentile_ms(0.99).ok()?,
            write_p99_ms: self.wars.write_latency().percentile_ms(0.99).ok()?,
            extent: Extent::of(&run),
        })
    }

    /// The answer as figures of this dataset.
    pub fn figures(&self, answer: &Answer) -> Vec<Figure> {
        let mut out = Figures::default();
        let mut put = |part, label, amount, better, remark: String| {
            out.push("D11", part, &self.at, label, amount, better, &self.trace).tell(|| remark);
        };
        let sampled = |x: Freshness, extent: Extent| {
            format!("95 % interval +-{}%; {}", show_short(x.half_width * 100.0), extent.said())
        };
        let (fresh, extent) = (answer.fresh, answer.extent);
        put("fresh", "fresh at commit", shown(fresh), Better::Higher, sampled(fresh, extent));
        if let Some((fresh, extent)) = answer.in_order {
            let carried = show_short(self.writes_per_s);
            let remark = format!("one link to each copy carries {carried} writes/s; {}", sampled(fresh, extent));
            put("fresh-in-order", "fresh, links in order", shown(fresh), Better::Higher, remark);
        }
        if let (Some(bound), Some(fresh)) = (self.bound_ms, answer.at_bound) {
            let remark = format!("{} after the commit; {}", show_ms(bound), sampled(fresh, extent));
            put("fresh-bound", "fresh at its bound", shown(fresh), Better::Higher, remark);
        }
        let time = answer.t999;
        let late = time.to_ms.map_or_else(|| "beyond what that shows".to_owned(), show_ms);
        let remark = format!("95 % interval {} to {late}; {}", show_ms(time.from_ms), extent.said());
        put("t999", "time until 99.9% fresh", Amount::Ms(time.t_ms), Better::Lower, remark);
        for (part, label, ms) in [
            ("read-p99", "quorum read p99", answer.read_p99_ms),
            ("write-p99", "quorum write p99", answer.write_p99_ms),
        ] {
            put(part, label, Amount::Ms(ms), Better::Lower, "from the same delays, by integration".to_owned());
        }
        out.done()
    }
}

/// The parts that are sampled.
const PARTS: [&str; 6] = ["fresh", "fresh-in-order", "fresh-bound", "t999", "read-p99", "write-p99"];

/// Whether a figure is one of those that are there only once they were sampled.
pub fn is_sampled(figure: &Figure) -> bool {
    figure.id == "D11" && PARTS.contains(&figure.part)
}

/// What was sampled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    fresh: Freshness,
    in_order: Option<(Freshness, Extent)>,
    at_bound: Option<Freshness>,
    t999: TimeToFresh,
    read_p99_ms: f64,
    write_p99_ms: f64,
    extent: Extent,
}

/// How much was sampled for a figure: so many of what.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Extent {
    count: u32,
    of: &'static str,
}

impl Extent {
    fn of(run: &Run) -> Self {
        Self { count: run.trials, of: run.counted() }
    }

    fn said(self) -> String {
        format!("seed {}, {} {}", SETTINGS.seed, self.count, self.of)
    }
}

fn shown(x: Freshness) -> Amount {
    Amount::Availability { up: x.p_consistent, down: x.p_stale }
}

/// Answers by the key of their question. A key holds all that an answer depends on, so none can become wrong.
static ANSWERS: Mutex<BTreeMap<u64, Answer>> = Mutex::new(BTreeMap::new());

/// More questions than a session asks.
const MOST_KEPT: usize = 512;

/// The answer to a question that was solved before.
pub fn known(key: u64) -> Option<Answer> {
    ANSWERS.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied()
}

/// Keeps an answer for [`known`].
pub fn remember(key: u64, answer: Answer) {
    let mut kept = ANSWERS.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(key, answer);
}

/// Every figure of a brief, those that are sampled included, in the order of the table: for commands, which can wait.
pub fn derive_whole(world: &World<'_>) -> Vec<Figure> {
    derive_whole_telling(world, &|_| true)
}

/// [`derive_whole`]; `on` hears the share of the sampling that is done, and what it answers counts for nothing.
pub fn derive_whole_telling(world: &World<'_>, on: &(dyn Fn(f64) -> bool + Sync)) -> Vec<Figure> {
    let mut open = questions(world);
    open.retain(|q| known(q.key).is_none());
    for (i, question) in open.iter().enumerate() {
        let share = |done: f64| {
            on((i as f64 + done) / open.len() as f64);
            true
        };
        if let Some(answer) = question.solve(&share) {
            remember(question.key, answer);
        }
    }
    derive_known(world)
}

/// Every figure of a brief that takes no waiting: those that are sampled only where their answer is known.
pub fn derive_known(world: &World<'_>) -> Vec<Figure> {
    split(world).0
}

/// The figures of [`derive_known`], and the questions that are left.
pub fn split(world: &World<'_>) -> (Vec<Figure>, Vec<Question>) {
    let mut figures = super::derive_in(world);
    let mut left = Vec::new();
    for question in questions(world) {
        match known(question.key) {
            Some(answer) => merge(&mut figures, question.figures(&answer)),
            None => left.push(question),
        }
    }
    (figures, left)
}

/// Puts sampled figures behind those of the same number.
fn merge(figures: &mut Vec<Figure>, sampled: Vec<Figure>) {
    let Some(id) = sampled.first().map(|f| f.id) else { return };
    let place = figures.iter().rposition(|f| f.id == id).map_or(figures.len(), |i| i + 1);
    figures.splice(place..place, sampled);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(r: u32, w: u32, more: &str) -> crate::brief::Brief {
        crate::brief::read(&brief_text(r, w, more)).unwrap()
    }

    fn brief_text(r: u32, w: u32, more: &str) -> String {
        format!(
            "schema = 1\n[region.eu.zone.a]\n[region.eu.zone.b]\n[region.eu.zone.c]\n[workload.x]\nentry_service = \"s\"\n\
             rate_peak = \"1000/s\"\nmix = {{ read = 0.5, write = 0.5 }}\n[service.s]\ndatasets = [\"d\"]\n[dataset.d]\n\
             staleness_bound = \"20ms\"\n[dataset.d.replication]\nscheme = \"leaderless_quorum\"\nn = 3\nr = {r}\nw = {w}\n{more}"
        )
    }

    fn answers(b: &crate::brief::Brief) -> Vec<Figure> {
        let world = World::new(b);
        questions(&world).iter().flat_map(|q| q.figures(&q.solve(&|_| true).unwrap())).collect()
    }

    fn number(all: &[Figure], part: &str) -> f64 {
        all.iter().find(|f| f.part == part).unwrap_or_else(|| panic!("no {part}")).amount.number().unwrap()
    }

    #[test]
    fn a_published_profile_gives_the_published_freshness() {
        let all = answers(&brief(1, 1, "staleness_profile = \"lnkd_disk\"\n"));
        // 64 million conditional trials of the same fit: 0.436708.
        assert!((number(&all, "fresh") - 0.4367).abs() < 0.001, "{}", number(&all, "fresh"));
        assert!(number(&all, "fresh-bound") > number(&all, "fresh"));
        assert!(number(&all, "fresh-in-order") < number(&all, "fresh"), "a slow write holds back those behind it");
        let remark = all[0].remark.as_deref().unwrap_or_default();
        assert!(remark.contains("seed 1") && remark.contains("trials"), "{remark}");
    }

    /// A fourth copy across an ocean: one that is unlike the others.
    const FAR: &str = "[region.us.zone.a]\n";

    #[test]
    fn unlike_copies_are_summed_and_every_face_shows_the_same() {
        let placed = "placement = [\"eu/a\", \"eu/b\", \"us/a\"]\nack_level = \"k_mem\"\n";
        let text = brief_text(1, 1, placed).replacen("[workload.x]", &format!("{FAR}[workload.x]"), 1);
        let b = crate::brief::read(&text).unwrap();
        let all = answers(&b);
        let remark = all[0].remark.as_deref().unwrap_or_default();
        assert!(remark.contains("seed 1") && remark.contains("cells of a mesh"), "{remark}");
        let asked = &questions(&World::new(&b))[0];
        // The same model asked directly, as the calculator does, and again.
        let run = asked.wars.sample(&mut Tables::default(), SETTINGS, &|_| true).unwrap().unwrap();
        assert_eq!(number(&all, "fresh"), run.at(0.0).unwrap().p_consistent);
        assert_eq!(answers(&b), all);
        // And a narrower answer than that lies within its interval.
        let fine = asked.wars.sample_to(1e-5, 0.0, &mut Tables::default(), Settings::FINE, &|_| true).unwrap().unwrap();
        let (stated, fine) = (run.at(0.0).unwrap(), fine.at(0.0).unwrap());
        assert!(stated.half_width < 1e-3, "{stated:?}");
        assert!((stated.p_stale - fine.p_stale).abs() <= stated.half_width + fine.half_width, "{stated:?} {fine:?}");
    }

    #[test]
    fn quorums_that_meet_are_not_sampled() {
        assert!(questions(&World::new(&brief(2, 2, ""))).is_empty());
    }

    #[test]
    fn the_key_changes_with_what_the_answer_depends_on_and_with_nothing_else() {
        let key = |b: &crate::brief::Brief| questions(&World::new(b))[0].key;
        let one = brief(1, 1, "");
        assert_eq!(key(&one), key(&brief(1, 1, "hinted_handoff_max = \"1h\"\n")));
        assert_ne!(key(&one), key(&brief(1, 2, "")));
        assert_ne!(key(&one), key(&brief(1, 1, "staleness_profile = \"ymmr\"\n")));
        assert_ne!(key(&one), key(&brief(1, 1, "ack_level = \"k_mem\"\n")));
    }

    #[test]
    fn what_is_known_stands_behind_the_other_figures_of_its_number() {
        let b = brief(1, 1, "staleness_profile = \"lnkd_ssd\"\n");
        let world = World::new(&b);
        assert!(derive_known(&world).iter().all(|f| f.part != "fresh"), "nothing was sampled yet");
        let whole = derive_whole(&world);
        let place = whole.iter().position(|f| f.part == "fresh").unwrap();
        assert_eq!((whole[place - 1].id, whole[place].id), ("D11", "D11"));
        assert_eq!(whole, derive_known(&world));
        assert!(whole[place].any_stated() && whole[place].trace.inputs.len() > 4);
    }

    #[test]
    fn a_stopped_question_has_no_answer() {
        let b = brief(1, 1, "staleness_profile = \"ymmr\"\n");
        assert!(questions(&World::new(&b))[0].solve(&|_| false).is_none());
    }
}
