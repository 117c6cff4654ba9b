//! D35 to D39: how popular keys, few shards and random placement make some places busier than others, and what moving
//! data takes.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::fact::Base;
use super::facts::{DatasetView, WorkloadView};
use super::figure::{Amount, Better};
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::{bins, rebalance, ring, zipf};
use crate::brief::{HotKey, Or, PartitionScheme, SkewKind};
use crate::number;

number! { POPULAR, popular: "D35" "zipf-shares", "Partitioning", "Zipf shares";
"share_i = i^-theta / H(N, theta)";
"popularity is fixed while it is measured; real traffic drifts";
Estimate; "YCSB" }

number! { HOT_SHARD, hot_shard: "D36" "hottest-shard", "Partitioning", "hottest shard load and salts";
"rate x (p1 + (1 - p1) / S); salts = ceil(rate p1 / (0.8 cap - rate (1 - p1) / S))";
"the hottest key sits on one shard, everything else spreads evenly";
Estimate; "DDB22" }

number! { FULLEST, fullest: "D37" "largest-bin", "Partitioning", "shards, fullest node";
"m/n + sqrt(2 (m/n) ln n) at random, m/n + ln ln n / ln 2 with two choices";
"items are alike and placed independently";
Estimate; "P2C" }

number! { RING, imbalance: "D38" "ring-imbalance", "Partitioning", "ring imbalance";
"cv = sqrt((n - 1) / (n v + 1)); the fullest of n by order statistics";
"random tokens, keys spread evenly over the ring, copies ignored";
Estimate; "KARGER97, CHORD" }

number! { REBALANCE, moving: "D39" "rebalance", "Partitioning", "rebalance";
"moved 1/(n+1) by consistent hashing, 1 - 1/(n+1) by modulo; time = bytes / (throttle x sources)";
"the throttle is reached all the time, sources send side by side";
Lower; "KARGER97" }

/// Share of the requests of a workload that go to its most popular key; None without the number of keys.
pub(crate) fn hottest_share(x: &WorkloadView<'_>, t: &mut Trace) -> Option<crate::analysis::Result<f64>> {
    let kind = t.take(x.skew_kind())?;
    if kind == SkewKind::SingleKey {
        return Some(Ok(1.0));
    }
    let keys = t.take(x.key_count())?;
    Some(match kind {
        SkewKind::Uniform | SkewKind::SingleKey => Ok(1.0 / keys.max(1) as f64),
        SkewKind::Hotset => {
            let (part, share) = (t.num(x.skew_hot_fraction())?, t.num(x.skew_hot_share())?);
            zipf::keys_in(keys, part).map(|hot| share / hot.max(1) as f64)
        }
        SkewKind::Zipf | SkewKind::Latest => zipf::key_share(keys, t.take(x.skew_theta())?, 1),
    })
}

fn popular(w: &World<'_>, out: &mut Figures) {
    for x in w.workloads() {
        let mut t = w.trace();
        let Some(share) = hottest_share(&x, &mut t) else { continue };
        out.push("D35", "top1", &x.at, "hottest key", or_undefined(share.map(Amount::Share)), Better::Lower, &t);
        if !matches!(x.skew_kind().value, Some(SkewKind::Zipf | SkewKind::Latest)) {
            continue;
        }
        let (Some(keys), Some(theta)) = (t.take(x.key_count()), t.take(x.skew_theta())) else { continue };
        for (part, label, top) in [("top10", "hottest 10 keys", 10), ("top100", "hottest 100 keys", 100)] {
            let share = or_undefined(zipf::top_share(keys, theta, top).map(Amount::Share));
            out.push("D35", part, &x.at, label, share, Better::Lower, &t);
        }
    }
}

/// Hottest share of every workload, once: the harmonic numbers are the dear part.
fn shares(w: &World<'_>) -> Vec<(Option<crate::analysis::Result<f64>>, Trace)> {
    w.workloads()
        .map(|x| {
            let mut t = w.trace();
            (hottest_share(&x, &mut t), t)
        })
        .collect()
}

/// The workload that puts most on one key of a dataset.
pub(super) struct Hot {
    /// Share of its requests for that key.
    pub share: f64,
    /// Its writes per second at peak.
    pub writes_per_s: f64,
    /// Its reads per second at peak.
    pub reads_per_s: f64,
    /// Pieces that the key is cut into; 1 when it is not.
    pub salts: u64,
}

/// What the hottest key of a dataset gets. None without shards, keys or load.
pub(super) fn hottest_writes(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<Hot> {
    hottest_of(w, d, &shares(w), t)
}

fn hottest_of(
    w: &World<'_>,
    d: &DatasetView<'_>,
    shares: &[(Option<crate::analysis::Result<f64>>, Trace)],
    t: &mut Trace,
) -> Option<Hot> {
    let p = d.partitioning();
    let salted = p.raw.hot_key == Some(HotKey::Salt);
    let salts = if salted { t.take(p.salts()).unwrap_or(1).max(1) } else { 1 };
    // The workload that puts most on one key decides.
    let mut worst: Option<(f64, Hot)> = None;
    for (x, (share, rests)) in w.workloads().zip(shares) {
        let used = w.graph.reach.get(w.brief.workload.get_index_of(x.id).unwrap_or(usize::MAX));
        let Some(Ok(share)) = share else { continue };
        if !used.is_some_and(|r| r.datasets.contains(d.id)) {
            continue;
        }
        t.extend(rests);
        let (Some(rate), Some(writes)) = (t.num(x.rate_peak()), t.num(x.mix_writes())) else { continue };
        if worst.as_ref().is_none_or(|(most, _)| rate * share > *most) {
            let hot = Hot { share: *share, writes_per_s: rate * writes, reads_per_s: rate * (1.0 - writes), salts };
            worst = Some((rate * share, hot));
        }
    }
    worst.map(|(_, hot)| hot)
}

fn hot_shard(w: &World<'_>, out: &mut Figures) {
    let shares = shares(w);
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.shards.is_none() {
            continue;
        }
        let mut t = w.trace();
        let Some(shards) = t.take(p.shards()) else { continue };
        let Some(Hot { share, writes_per_s: writes, reads_per_s: reads, salts }) = hottest_of(w, &d, &shares, &mut t)
        else {
            continue;
        };
        for (part, label, rate, share, cap) in [
            ("reads", "hottest shard, reads", reads, share, p.shard_cap_rps_r()),
            ("writes", "hottest shard, writes", writes, share / salts as f64, p.shard_cap_rps_w()),
        ] {
            let hot = zipf::hot_shard(rate, share, shards);
            let amount = or_undefined(hot.clone().map(|h| Amount::PerSecond(h.hottest_per_s)));
            let f = out.push("D36", part, &d.at, label, amount, Better::Lower, &t);
            f.aim(cap.value.filter(|_| cap.stated()).map(|c| Amount::PerSecond(c.base())));
            if let Ok(h) = hot {
                f.tell(|| {
                    format!(
                        "mean {}, one key alone {}",
                        Amount::PerSecond(h.mean_per_s),
                        Amount::PerSecond(h.floor_per_s)
                    )
                });
            }
        }
        let Some(cap) = t.num(p.shard_cap_rps_w()) else { continue };
        let amount = match zipf::salts(writes, share, shards, cap, 0.8) {
            Ok(Some(n)) => Amount::Count(n as f64),
            Ok(None) => Amount::Undefined("more shards first: the other keys alone fill the shard".to_owned()),
            Err(why) => Amount::Undefined(why.to_string()),
        };
        out.push("D36", "salts", &d.at, "salts needed", amount, Better::Neither, &t);
    }
}

/// Answers of a dear function of two counts. It knows nothing but its arguments, so an answer stays right; keystrokes ask
/// for the same layout again and again.
pub(super) struct Kept<T>(pub(super) Mutex<BTreeMap<(u64, u64), T>>);

/// More layouts than a session meets.
const MOST_KEPT: usize = 512;

impl<T: Clone> Kept<T> {
    pub(super) fn get(&self, a: u64, b: u64, f: impl FnOnce(u64, u64) -> T) -> T {
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = kept.get(&(a, b)) {
            return found.clone();
        }
        let found = f(a, b);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert((a, b), found.clone());
        found
    }
}

static FULL: Kept<crate::analysis::Result<bins::Fullest>> = Kept(Mutex::new(BTreeMap::new()));
static RINGS: Kept<crate::analysis::Result<ring::Imbalance>> = Kept(Mutex::new(BTreeMap::new()));

fn fullest(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let p = d.partitioning();
        let (Some(shards), Some(nodes)) = (p.raw.shards, p.raw.nodes) else { continue };
        if shards <= nodes || nodes < 2 {
            continue;
        }
        let mut t = w.trace();
        t.take(p.shards());
        t.take(p.nodes());
        let found = FULL.get(nodes, shards, |n, m| bins::fullest(n, m, 1, 1));
        let f = out.push(
            "D37",
            "",
            &d.at,
            "shards, fullest node",
            or_undefined(found.map(|b| Amount::Count(b.load))),
            Better::Lower,
            &t,
        );
        f.tell(|| format!("placed at random; {} on average", super::figure::show_short(shards as f64 / nodes as f64)));
    }
}

fn imbalance(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let p = d.partitioning();
        if !matches!(p.raw.scheme, Some(PartitionScheme::ConsistentHash)) || p.raw.nodes.is_none() {
            continue;
        }
        let mut t = w.trace();
        t.take(p.scheme());
        let (Some(nodes), Some(tokens)) = (t.take(p.nodes()), t.take(p.vnodes_per_node())) else { continue };
        let found = RINGS.get(nodes, tokens, ring::imbalance);
        let most = or_undefined(found.clone().map(|r| Amount::Factor(r.max_over_mean)));
        let f = out.push("D38", "fullest", &d.at, "fullest node over mean", most, Better::Lower, &t);
        if let Ok(r) = &found {
            f.tell(|| format!("give or take {:.2} from one placement to the next", r.max_sd));
        }
        let cv = or_undefined(found.map(|r| Amount::Share(r.share_sd)));
        out.push("D38", "cv", &d.at, "spread of the shares", cv, Better::Lower, &t);
    }
}

fn moving(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let p = d.partitioning();
        let Some(nodes) = p.raw.nodes else { continue };
        let mut t = w.trace();
        let share = if let Some(stated) = t_stated(p.rebalance_moved(), &mut t) {
            Ok(stated)
        } else {
            t.take(p.nodes());
            let modulo = t.take(p.scheme()) == Some(PartitionScheme::HashMod);
            rebalance::moved(nodes, nodes + 1).map(|m| if modulo { m.modulo } else { m.consistent })
        };
        let moved = or_undefined(share.clone().map(Amount::Share));
        let f = out.push("D39", "moved", &d.at, "moved per added node", moved, Better::Lower, &t);
        f.tell(|| format!("from {nodes} to {} nodes", nodes + 1));
        if d.raw.size.is_none() {
            continue;
        }
        let (Ok(share), Some(size), Some(throttle), Some(parallel)) =
            (share, t.num(d.size()), t.take(p.rebalance_throttle()), t.take(p.rebalance_max_parallel()))
        else {
            continue;
        };
        let amount = match throttle {
            Or::A(speed) => or_undefined(rebalance::duration_ms(size * share, speed.get(), parallel).map(Amount::Ms)),
            Or::B(_) => Amount::Undefined("as fast as the network lets it: no throttle".to_owned()),
        };
        let f = out.push("D39", "time", &d.at, "rebalance time", amount, Better::Lower, &t);
        f.say("with less redundancy or less headroom all the while");
    }
}

fn t_stated(known: super::fact::Known<crate::brief::Fraction>, t: &mut Trace) -> Option<f64> {
    if known.stated() { t.num(known) } else { None }
}
