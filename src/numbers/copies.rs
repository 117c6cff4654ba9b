//! How often the copies of a dataset can serve reads and writes: its scheme and placement turned into "at least k of
//! these nodes", or the quorum expressions that are written. Used by the figures on availability.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use super::fact::{Base, Origin, Shown};
use super::facts::{DatasetView, ReplicationView, majority, region_of};
use super::figure::show_availability;
use super::keys::Kept;
use super::trace::Trace;
use super::world::World;
use crate::analysis::availability::{Availability, Zone, k_of_n, zoned};
use crate::analysis::quorum::avail::QuorumAvailability;
use crate::analysis::quorum::avail_sample::{Sampled, SampledAvailability};
use crate::analysis::quorum::{self, Fates, System};
use crate::brief::{FailoverMode, Id, QuorumScope, ReadPath, Scheme};

/// What has to be up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Any this many of the copies.
    Any(usize),
    /// The leader's node and this many others: nobody takes over by itself.
    Leader(usize),
}

impl Needs {
    /// Copies that must be up.
    pub fn count(self) -> usize {
        match self {
            Self::Any(k) => k,
            Self::Leader(others) => others + 1,
        }
    }
}

/// An availability, or why there is none, in the user's words.
pub type Answer = Result<Availability, String>;

/// The copies of a dataset and how often they can serve.
#[derive(Debug, Clone)]
pub struct Copies {
    /// Copies that count.
    pub n: usize,
    /// What a read needs; None where expressions say it.
    pub reads: Option<Needs>,
    /// What a write needs.
    pub writes: Option<Needs>,
    /// Zones and nodes taken together.
    pub read: Answer,
    /// The same for writes.
    pub write: Answer,
    /// Writes with nodes that fail alone and zones that never do; an upper bound to compare with.
    pub write_alone: Answer,
    /// The zones that hold copies, in order of placement, one per copy.
    pub zones: Vec<Id>,
    /// What it rests on.
    pub trace: Trace,
    /// Where reads and writes were drawn at random instead of computed: with what.
    pub sampled: Option<String>,
}

/// The copies of every dataset, in file order.
pub fn all_copies<'a>(w: &'a World<'_>) -> &'a [Option<Copies>] {
    w.memo.copies.get_or_init(|| w.datasets().map(|d| compute(&d)).collect())
}

/// The copies of a dataset. None when its store is managed elsewhere, or a needed input is missing.
pub fn copies<'a>(d: &DatasetView<'a>) -> Option<&'a Copies> {
    let place = d.world.brief.dataset.get_index_of(d.id)?;
    all_copies(d.world).get(place)?.as_ref()
}

fn compute(d: &DatasetView<'_>) -> Option<Copies> {
    let world = d.world;
    let r = d.replication();
    let mut t = world.trace();
    let scheme = t.take(r.scheme())?;
    if matches!(scheme, Scheme::ExternalManaged | Scheme::Custom) {
        return None;
    }
    if let Some(pair) = &r.raw.quorum
        && let (Some(reads), Some(writes)) = (&pair.reads, &pair.writes)
    {
        return expressions(world, &r, &reads.0, &writes.0, t);
    }
    let n = usize::try_from(t.take(r.n())?).ok()?;
    let mut zones = placed(world, &r, n, &mut t)?;
    let local = scheme == Scheme::LeaderlessQuorum && t.take(r.quorum_scope()) == Some(QuorumScope::Local);
    let home = if local { d.workloads().next().and_then(|w| t.take(w.main_region())) } else { None };
    if let (Some(home), Ok(list)) = (&home, &mut zones) {
        list.retain(|z| region_of(z) == home.as_ref());
    }
    let count = if local { zones.as_ref().map_or(n, Vec::len) } else { n };
    let (reads, writes) = needs(&r, scheme, count, &mut t)?;
    let node = t.num(world.topology().node_availability())?;
    let answers = zones.and_then(|list| {
        if list.is_empty() {
            return Err("no copy in the region of the clients".to_owned());
        }
        let leader = leader_zone(&r, &list, &mut t);
        let up: Vec<(f64, &Id)> = list.iter().map(|z| (zone_up(world, z, &mut t), z)).collect();
        let read = answer(reads, &up, node, leader.as_ref());
        let write = answer(writes, &up, node, leader.as_ref());
        Ok((read, write, list))
    });
    let write_alone = k_of_n(writes.count(), count.max(1), node).map_err(|why| why.to_string());
    let (read, write, zones) = match answers {
        Ok(found) => found,
        Err(why) => (Err(why.clone()), Err(why), Vec::new()),
    };
    Some(Copies {
        n: count,
        reads: Some(reads),
        writes: Some(writes),
        read,
        write,
        write_alone,
        zones,
        trace: t,
        sampled: None,
    })
}

/// How often at least k of the copies are up, for k from 1 to n; None where that does not answer.
pub fn by_count(d: &DatasetView<'_>) -> Option<Vec<Availability>> {
    let found = copies(d).filter(|c| c.reads.is_some())?;
    let mut t = d.world.trace();
    let node = t.num(d.world.topology().node_availability())?;
    let up: Vec<(f64, &Id)> = found.zones.iter().map(|z| (zone_up(d.world, z, &mut t), z)).collect();
    (1..=found.n).map(|k| answer(Needs::Any(k), &up, node, None).ok()).collect()
}

/// One zone for each of n copies, or what is wrong with the placement.
pub(super) fn placed(
    world: &World<'_>,
    r: &ReplicationView<'_>,
    n: usize,
    t: &mut Trace,
) -> Option<Result<Vec<Id>, String>> {
    let zones = world.zones_of(&t.take(r.placement())?);
    if let Some(why) = r.placement_short_of(n) {
        return Some(Err(why));
    }
    Some(Ok(zones.iter().cycle().take(n).cloned().collect()))
}

fn zone_up(world: &World<'_>, zone: &str, t: &mut Trace) -> f64 {
    t.num(world.zone_availability(zone)).unwrap_or(1.0)
}

fn leader_zone(r: &ReplicationView<'_>, zones: &[Id], t: &mut Trace) -> Option<Id> {
    let leads = r.raw.scheme.is_some_and(Scheme::is_single_leader);
    if !leads {
        return None;
    }
    t.take(r.leader_home()).map(|z| z.id).filter(|z| zones.contains(z))
}

/// What reads and writes need under a scheme, of `n` copies.
fn needs(r: &ReplicationView<'_>, scheme: Scheme, n: usize, t: &mut Trace) -> Option<(Needs, Needs)> {
    let small = |x: u64| usize::try_from(x).unwrap_or(usize::MAX);
    let from_copy = matches!(r.raw.read_path, Some(ReadPath::Follower | ReadPath::FollowerSession | ReadPath::Nearest));
    if from_copy {
        t.take(r.read_path());
    }
    let w = if r.raw.w.is_none() && scheme == Scheme::LeaderlessQuorum {
        t.take(r.w())?;
        small(majority(n as u64))
    } else {
        small(t.take(r.w())?)
    };
    let (reads, writes) = if scheme.is_consensus() {
        // A quorum that commits but cannot elect serves only until its leader is lost.
        let k = w.max(small(t.take(r.election_quorum())?));
        (Needs::Any(k), Needs::Any(k))
    } else if scheme.is_single_leader() {
        let stands = t.take(r.failover_mode()) != Some(FailoverMode::Auto);
        let write = if stands { Needs::Leader(w.saturating_sub(1)) } else { Needs::Any(w) };
        (if stands { Needs::Leader(0) } else { Needs::Any(1) }, write)
    } else if scheme == Scheme::LeaderlessQuorum {
        let stated = t.take(r.r())?;
        (Needs::Any(if r.raw.r.is_some() { small(stated) } else { small(majority(n as u64)) }), Needs::Any(w))
    } else {
        (Needs::Any(r.raw.r.map_or(1, small)), Needs::Any(w))
    };
    Some((if from_copy { Needs::Any(1) } else { reads }, writes))
}

fn answer(needs: Needs, up: &[(f64, &Id)], node: f64, leader: Option<&Id>) -> Answer {
    let mut zones: Vec<(&Id, Zone)> = Vec::new();
    for (p, id) in up {
        match zones.iter_mut().find(|(z, _)| z == id) {
            Some((_, zone)) => zone.nodes.push(node),
            None => zones.push((id, Zone { up: *p, nodes: vec![node] })),
        }
    }
    let plain = |zones: Vec<(&Id, Zone)>| zones.into_iter().map(|(_, z)| z).collect::<Vec<_>>();
    match (needs, leader) {
        (Needs::Leader(others), Some(home)) => {
            let Some((_, zone)) = zones.iter_mut().find(|(z, _)| *z == home) else {
                return Err(format!("no copy in {home}, the home of the leader"));
            };
            let leads = zone.up * node;
            zone.up = 1.0;
            zone.nodes.pop();
            if others == 0 {
                return Availability::new(leads).map_err(|why| why.to_string());
            }
            let rest = zoned(others, &plain(zones)).map_err(|why| why.to_string())?;
            let leads = Availability::new(leads).map_err(|why| why.to_string())?;
            Ok(crate::analysis::availability::serial(&[leads, rest]))
        }
        (needs, _) => zoned(needs.count(), &plain(zones)).map_err(|why| why.to_string()),
    }
}

/// Exact, or drawn at random where the structure is too large for that.
#[derive(Debug, Clone)]
enum Either {
    Exact(QuorumAvailability),
    Sampled(SampledAvailability),
}

/// Availabilities of expressions already worked out: the same text and fates, the same answer.
static KNOWN: Kept<quorum::Result<Either>> = Kept(Mutex::new(BTreeMap::new()));

/// States drawn where the exact method gives up.
const TRIALS: u32 = 50_000;

fn available(system: &System, fates: &Fates) -> quorum::Result<Either> {
    match system.availability(fates) {
        Ok(exact) => Ok(Either::Exact(exact)),
        Err(quorum::Error::TooLarge { .. }) => system.sampled_availability(fates, TRIALS, 1).map(Either::Sampled),
        Err(why) => Err(why),
    }
}

fn estimate(s: &Sampled) -> Answer {
    Availability::new(s.up).map_err(|why| why.to_string())
}

fn interval(s: &Sampled) -> String {
    let side = |x: f64| show_availability(x, 1.0 - x);
    format!("{} to {}", side(s.low), side(s.high))
}

/// Quorum systems written as expressions: the nodes stand in order of appearance where placement says.
fn expressions(world: &World<'_>, r: &ReplicationView<'_>, reads: &str, writes: &str, mut t: Trace) -> Option<Copies> {
    let at = r.at.field("replication.quorum");
    t.note(at, Origin::Stated, Shown::Text(format!("reads {reads}, writes {writes}").into()));
    let node = t.take(world.topology().node_availability())?.base();
    let placement = world.zones_of(&t.take(r.placement())?);
    let mut found = Copies {
        n: 0,
        reads: None,
        writes: None,
        read: Err(String::new()),
        write: Err(String::new()),
        write_alone: Err(String::new()),
        zones: Vec::new(),
        trace: world.trace(),
        sampled: None,
    };
    let system = System::from_both(reads, writes);
    let short = system.as_ref().ok().and_then(|system| r.placement_short_of(system.names().len()));
    let answers = system.and_then(|system| {
        found.n = system.names().len();
        let mut zones: Vec<Id> = Vec::new();
        let mut fates = Fates::independent(found.n, node);
        found.write_alone = system.availability(&fates).map(|a| a.write).map_err(|why| why.to_string());
        for i in 0..found.n {
            // Where nobody said, copies stand in the zones in turn.
            let place = placement.get(i % placement.len().max(1)).map(|zone| {
                found.zones.push(zone.clone());
                zones.iter().position(|z| z == zone).unwrap_or_else(|| {
                    zones.push(zone.clone());
                    fates.zones.push(zone_up(world, zone, &mut t));
                    zones.len() - 1
                })
            });
            fates.zone_of.push(place);
        }
        let mut hash = DefaultHasher::new();
        format!("{reads} {writes} {fates:?}").hash(&mut hash);
        KNOWN.get(hash.finish(), 0, |_, _| available(&system, &fates))
    });
    match answers {
        Ok(Either::Exact(a)) => (found.read, found.write) = (Ok(a.read), Ok(a.write)),
        Ok(Either::Sampled(a)) => {
            (found.read, found.write) = (estimate(&a.read), estimate(&a.write));
            found.sampled = Some(format!(
                "too large to be exact: {} states drawn with seed {}, 95 % intervals: reads {}, writes {}",
                a.read.trials,
                a.seed,
                interval(&a.read),
                interval(&a.write)
            ));
        }
        Err(why) => (found.read, found.write) = (Err(why.to_string()), Err(why.to_string())),
    }
    if let Some(why) = short {
        (found.read, found.write, found.zones) = (Err(why.clone()), Err(why), Vec::new());
    }
    found.trace = t;
    Some(found)
}
