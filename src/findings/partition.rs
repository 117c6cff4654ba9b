//! Partitioning: keys and shapes that put the load on one shard or node, indexes that every write waits for.

use super::claims::whole;
use super::out::Out;
use super::rule::Rule;
use crate::analysis::ring;
use crate::brief::{Edit, Fraction, HotKey, KeyShape, PartitionScheme, PartitioningSecondaryIndex, Rate};
use crate::numbers::facts::{CacheView, DatasetView, PartitioningView};
use crate::numbers::figure::{Amount, show_short};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// All inserts go to the last shard.
    LAST_SHARD = "PRT-01" "inserts-on-one-shard" Error Justified,
    "all new rows go to the last shard", last_shard
);
rule!(
    /// The hottest shard is nearly full.
    HOT_SHARD = "PRT-02" "hot-shard" Error Justified,
    "the hottest shard is near its ceiling", hot_shard, reads ["D35"]
);
rule!(
    /// One key is more than a shard.
    HOT_KEY = "PRT-03" "hot-key" Warn Justified,
    "one key alone is more than a shard can take", hot_key, reads ["D35"]
);
rule!(
    /// Too few tokens.
    LUMPY_RING = "PRT-05" "uneven-ring" Warn Justified,
    "one node of the ring carries far more than the mean", lumpy_ring, reads ["D38"]
);
rule!(
    /// Too few values to spread.
    FEW_KEYS = "PRT-06" "few-shard-keys" Warn Justified,
    "the shard key has too few values", few_keys
);
rule!(
    /// Each write is a transaction over shards.
    GLOBAL_INDEX = "PRT-08" "writes-wait-for-global-index" Warn Justified,
    "each write waits for a global index", global_index
);

/// Most of a shard's or node's capacity that the peak may take.
const FULL: f64 = 0.8;
/// Share of writes from which a dataset counts as write-hot.
const WRITE_HOT: f64 = 0.2;

/// Peak reads and writes per second of all workloads that touch a dataset.
pub(super) fn load(d: &DatasetView<'_>, t: &mut Trace) -> Option<(f64, f64)> {
    let (mut reads, mut writes) = (0.0, 0.0);
    for x in d.workloads() {
        let (Some(rate), Some(share)) = (t.num(x.rate_peak()), t.num(x.mix_writes())) else { continue };
        writes += rate * share;
        reads += rate * (1.0 - share);
    }
    (reads + writes > 0.0).then_some((reads, writes))
}

fn last_shard(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.scheme != Some(PartitionScheme::Range) {
            continue;
        }
        let mut t = out.trace();
        t.take(p.scheme());
        let Some(shape) = t.take(p.key_shape()) else { continue };
        if !matches!(shape, KeyShape::TimestampPrefix | KeyShape::AutoIncrement) {
            continue;
        }
        let (Some((reads, writes)), Some(cap)) = (load(&d, &mut t), t.num(p.shard_cap_rps_w())) else { continue };
        if writes <= WRITE_HOT * (reads + writes) {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: keys that start with {} in ranges: all {}/s of inserts go to the last shard, which takes {}",
            d.at,
            if shape == KeyShape::AutoIncrement { "a counter" } else { "the time" },
            show_short(writes),
            Rate::base(cap)
        );
        let shape = d.at.field("partitioning.key_shape");
        let hash = vec![Edit::set(d.at.field("partitioning.scheme").to_string(), "consistent_hash")];
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(shape.clone())
                .because(d.at.field("partitioning.scheme"))
                .fix(
                    2,
                    "16 buckets or a hash of an id before the time",
                    vec![Edit::set(shape.to_string(), "composite")],
                )
                .fix(3, "hash the key, if nothing scans by time", hash),
        );
    }
}

/// How the load of a dataset's hottest key meets its shards.
struct Hot {
    reads: f64,
    writes: f64,
    /// Share of the hottest key.
    share: f64,
    shards: u64,
    handled: HotKey,
    salts: u64,
    cap_r: f64,
    cap_w: f64,
}

/// The hottest shard and the hottest key alone.
#[derive(Clone, Copy)]
struct Peak {
    shard: f64,
    key: f64,
}

impl Hot {
    /// Reads and writes at the hottest shard, per second.
    fn peaks(&self) -> (Peak, Peak) {
        let apart = matches!(self.handled, HotKey::Salt | HotKey::SplitKey);
        let pieces = if apart { self.salts.max(1) as f64 } else { 1.0 };
        let merged = matches!(self.handled, HotKey::Cache | HotKey::RequestCoalesce);
        let of = |rate: f64, share: f64| {
            let mean = rate * (1.0 - share) / self.shards as f64;
            let key = rate * share;
            // A key on a shard of its own shares it with nobody.
            let shard = if self.handled == HotKey::DedicatedShard { key.max(mean) } else { key + mean };
            Peak { shard, key }
        };
        // Reads ask every piece of a salted key; a split key is read where its piece is.
        let read_share = if merged {
            0.0
        } else if self.handled == HotKey::SplitKey {
            self.share / pieces
        } else {
            self.share
        };
        let write_share = if self.handled == HotKey::LocalAggregate { 0.0 } else { self.share / pieces };
        (of(self.reads, read_share), of(self.writes, write_share))
    }

    fn full(&self) -> bool {
        let (reads, writes) = self.peaks();
        reads.shard > FULL * self.cap_r || writes.shard > FULL * self.cap_w
    }

    fn key_too_hot(&self) -> bool {
        let (reads, writes) = self.peaks();
        reads.key > self.cap_r || writes.key > self.cap_w
    }

    /// What cures it: each as words, weight and edits, tried by its effect.
    fn cures(&self, d: &DatasetView<'_>, bad: impl Fn(&Hot) -> bool) -> Vec<(u8, String, Vec<Edit>)> {
        let mut cures = Vec::new();
        let set = |field: &'static str, value: &str| Edit::set(d.at.field(field).to_string(), value);
        let count = |field: &'static str, n: u64| Edit::set(d.at.field(field).to_string(), whole(n));
        let fewest = |with: &dyn Fn(u64) -> Hot, most: u64| {
            // Doubling, then halving the last step: the answer need not be exact, it has to hold.
            let mut n = 2;
            while n <= most && bad(&with(n)) {
                n *= 2;
            }
            (n <= most).then(|| (n / 2 + 1..n).find(|m| n <= 64 && !bad(&with(*m))).unwrap_or(n))
        };
        let salted = |n: u64| Hot { handled: HotKey::Salt, salts: n, ..*self };
        if let Some(n) = fewest(&salted, 1024) {
            let edits = vec![set("partitioning.hot_key", "salt"), count("partitioning.salts", n)];
            cures.push((2, format!("{n} salts for the hottest key"), edits));
        }
        for (handled, word, words) in [
            (HotKey::RequestCoalesce, "request_coalesce", "one read at a time for the same key"),
            (HotKey::LocalAggregate, "local_aggregate", "add up at the writers, write the sum"),
        ] {
            if !bad(&Hot { handled, ..*self }) {
                cures.push((2, words.to_owned(), vec![set("partitioning.hot_key", word)]));
            }
        }
        let split = |n: u64| Hot { shards: self.shards.saturating_mul(n), ..*self };
        if let Some(n) = fewest(&split, 64) {
            let shards = self.shards.saturating_mul(n);
            cures.push((3, format!("{shards} shards"), vec![count("partitioning.shards", shards)]));
        }
        cures
    }
}

/// The share of reads that a cache in front of a dataset answers: the best of those whose misses land there.
fn cached(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> f64 {
    let owns =
        |service: &str| w.service(service).is_some_and(|s| s.raw.datasets.iter().flatten().any(|x| x.id == *d.id));
    let before = |c: &CacheView<'_>| match (&c.raw.store, &c.raw.on) {
        (Some(store), _) => store.id == *d.id || owns(store),
        (None, Some(on)) => owns(on) || w.call(on).is_some_and(|x| x.raw.to.as_ref().is_some_and(|to| owns(to))),
        _ => false,
    };
    let hits = |c: &CacheView<'_>| c.hit_ratio().value.map_or(0.0, Fraction::get);
    match w.caches().filter(before).max_by(|a, b| hits(a).total_cmp(&hits(b))) {
        Some(best) => t.num(best.hit_ratio()).unwrap_or(0.0),
        None => 0.0,
    }
}

/// The workload that puts most on one key of a dataset decides, as in D36.
fn hot(rule: &Rule, w: &World<'_>, d: &DatasetView<'_>, out: &Out<'_>, t: &mut Trace) -> Option<Hot> {
    let p: PartitioningView<'_> = d.partitioning();
    let mut worst: Option<(f64, f64, f64)> = None;
    for x in d.workloads() {
        let Some(figure) = out.figure(rule, "D35", "top1", &x.at) else {
            t.take(x.key_count());
            continue;
        };
        let Amount::Share(share) = figure.amount else { continue };
        t.extend(&figure.trace);
        let (Some(rate), Some(writes)) = (t.num(x.rate_peak()), t.num(x.mix_writes())) else { continue };
        if worst.is_none_or(|(r, _, s)| rate * share > r * s) {
            worst = Some((rate, writes, share));
        }
    }
    let (rate, writes, share) = worst?;
    let handled = t.take(p.hot_key()).unwrap_or(HotKey::None);
    let salts = if matches!(handled, HotKey::Salt | HotKey::SplitKey) { t.take(p.salts()).unwrap_or(1) } else { 1 };
    let (cap_r, cap_w) = (t.num(p.shard_cap_rps_r())?, t.num(p.shard_cap_rps_w())?);
    let hits = cached(w, d, t);
    let reads = rate * (1.0 - writes) * (1.0 - hits);
    Some(Hot { reads, writes: rate * writes, share, shards: t.take(p.shards())?.max(1), handled, salts, cap_r, cap_w })
}

fn hot_shard(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let raw = d.partitioning().raw.shards;
        if raw.is_none() {
            continue;
        }
        let mut t = out.trace();
        let Some(hot) = hot(rule, w, &d, out, &mut t) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if !hot.full() {
            continue;
        }
        let (reads, writes) = hot.peaks();
        let mut parts = Vec::new();
        let mut field = "partitioning.shard_cap.rps_w";
        for (what, peak, cap, name) in [
            ("writes", writes, hot.cap_w, "partitioning.shard_cap.rps_w"),
            ("reads", reads, hot.cap_r, "partitioning.shard_cap.rps_r"),
        ] {
            if peak.shard > FULL * cap {
                field = name;
                parts.push(format!(
                    "{}/s of {what} against {} ({}/s by one key)",
                    show_short(peak.shard),
                    Rate::base(cap),
                    show_short(peak.key)
                ));
            }
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: the hottest of {} shards gets {}", d.at, hot.shards, parts.join(", "));
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("partitioning.hot_key"))
            .because(d.at.field(field))
            .because(d.at.field("partitioning.shards"));
        let cures = hot.cures(&d, Hot::full);
        if cures.is_empty() {
            finding = finding.advise("salt for writes and a cache or coalescing for reads, together");
        }
        for (weight, words, edits) in cures {
            finding = finding.fix(weight, words, edits);
        }
        out.add(finding);
    }
}

fn hot_key(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        if d.raw.partitioning.is_none() {
            continue;
        }
        let mut t = out.trace();
        let Some(hot) = hot(rule, w, &d, out, &mut t) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if !hot.key_too_hot() {
            continue;
        }
        let (reads, writes) = hot.peaks();
        let (what, peak, cap) =
            if writes.key > hot.cap_w { ("writes", writes.key, hot.cap_w) } else { ("reads", reads.key, hot.cap_r) };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: one key alone gets {}/s of {what}, a shard takes {}: more shards cannot help",
            d.at,
            show_short(peak),
            Rate::base(cap)
        );
        let mut finding = rule.finding(&[&d.at], text, t).because(d.at.field("partitioning.hot_key"));
        let cures = hot.cures(&d, Hot::key_too_hot);
        if cures.is_empty() {
            finding = finding.advise("split the key for its writes and cache it for its reads, together");
        }
        for (weight, words, edits) in cures {
            finding = finding.fix(weight, words, edits);
        }
        out.add(finding);
    }
}

/// Peak use of the mean node, by the ceiling of its shards.
pub(super) fn node_use(d: &DatasetView<'_>, nodes: u64, t: &mut Trace) -> Option<f64> {
    let p = d.partitioning();
    let (reads, writes) = load(d, t)?;
    let (cap_r, cap_w) = (t.num(p.shard_cap_rps_r())?, t.num(p.shard_cap_rps_w())?);
    let shards = t.take(p.shards())?.max(nodes) as f64;
    (cap_r > 0.0 && cap_w > 0.0).then(|| (reads / shards / cap_r).max(writes / shards / cap_w))
}

fn lumpy_ring(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.scheme != Some(PartitionScheme::ConsistentHash) {
            continue;
        }
        let mut t = out.trace();
        t.take(p.scheme());
        let (Some(nodes), Some(tokens)) = (t.take(p.nodes()), t.take(p.vnodes_per_node())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let Some(mean) = node_use(&d, nodes, &mut t) else { continue };
        let Some(&Amount::Factor(fullest)) = out.figure(rule, "D38", "fullest", &d.at).map(|f| &f.amount) else {
            continue;
        };
        let most = fullest * mean;
        if most <= FULL {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: tokens per node {tokens}, nodes {nodes}: the fullest carries {}x the mean, {}% x {} = {}% of its capacity",
            d.at,
            show_short(fullest),
            show_short(mean * 100.0),
            show_short(fullest),
            show_short(most * 100.0)
        );
        let field = d.at.field("partitioning.vnodes_per_node");
        let mut finding =
            rule.finding(&[&d.at], text, t).because(field.clone()).because(d.at.field("partitioning.nodes"));
        let enough = [16, 32, 64, 128, 256, 512, 1024]
            .into_iter()
            .filter(|v| *v > tokens)
            .find(|v| ring::imbalance(nodes, *v).is_ok_and(|r| r.max_over_mean * mean <= FULL));
        finding = match enough {
            Some(v) => finding.fix(1, format!("{v} tokens per node"), vec![Edit::set(field.to_string(), whole(v))]),
            None => finding.advise("more nodes: the mean is too high for any number of tokens"),
        };
        out.add(finding);
    }
}

fn few_keys(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        // A directory that gives each value a place of its own wants few values.
        if p.raw.shards.is_none_or(|n| n < 2) || p.raw.scheme == Some(PartitionScheme::Directory) {
            continue;
        }
        let mut t = out.trace();
        let (Some(keys), Some(shards)) = (t.take(p.key_cardinality()), t.take(p.shards())) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        if keys >= shards.saturating_mul(10) {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: {keys} keys for {shards} shards: some shards get several, others none", d.at);
        let fewer = (keys / 10).max(1);
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("partitioning.key_cardinality"))
                .because(d.at.field("partitioning.shards"))
                .fix(
                    3,
                    if fewer == 1 { "one shard".to_owned() } else { format!("{fewer} shards") },
                    vec![Edit::set(d.at.field("partitioning.shards").to_string(), whole(fewer))],
                )
                .advise("add an id to the shard key, so that it has ten values or more for each shard"),
        );
    }
}

fn global_index(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.secondary_index != Some(PartitioningSecondaryIndex::GlobalSync) {
            continue;
        }
        let mut t = out.trace();
        t.take(p.secondary_index());
        let Some((reads, writes)) = load(&d, &mut t) else { continue };
        let share = writes / (reads + writes);
        if share <= WRITE_HOT {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: each of {}/s of writes ({}%) is a transaction over two shards, because the global index is kept in step",
            d.at,
            show_short(writes),
            show_short(share * 100.0)
        );
        let field = d.at.field("partitioning.secondary_index");
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(field.clone())
                .fix(2, "keep the index up from the log", vec![Edit::set(field.to_string(), "global_async")])
                .fix(2, "an index in each shard, and ask all of them", vec![Edit::set(field.to_string(), "local")]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::zipf;

    fn hot(handled: HotKey, salts: u64, shards: u64) -> Hot {
        Hot { reads: 0.0, writes: 10_000.0, share: 0.065, shards, handled, salts, cap_r: 3000.0, cap_w: 900.0 }
    }

    #[test]
    fn the_hottest_shard_gets_its_key_and_a_part_of_the_rest() {
        let (_, writes) = hot(HotKey::None, 1, 64).peaks();
        let same = zipf::hot_shard(10_000.0, 0.065, 64).unwrap();
        assert!((writes.shard - same.hottest_per_s).abs() < 1e-9 && (writes.key - 650.0).abs() < 1e-9);
        assert!(hot(HotKey::None, 1, 64).full());
        assert!(!hot(HotKey::Salt, 2, 64).full(), "two salts halve the key");
        assert!(hot(HotKey::None, 1, 128).full(), "more shards do not move the key");
        assert!(!hot(HotKey::LocalAggregate, 1, 64).full());
    }
}
