//! Calculators about shards: hot keys, rings, moving data.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::placement::{Skewed, fullest_shard};
use crate::analysis::{bins, rebalance, ring, zipf};
use crate::cli::error::Failure;
use crate::cli::progress::Progress;
use crate::numbers::Amount;

/// `calc hot-key`.
pub static HOT_KEY: Calculator = Calculator {
    name: "hot-key",
    about: "Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into",
    flags: &[
        required("keys", Kind::Count, "Distinct keys"),
        with_default("theta", Kind::Number, "0.99", "Exponent of the Zipf distribution; 0 is uniform"),
        with_default("top", Kind::Share, "1%", "Hottest keys whose share of the requests is asked for"),
        optional("rate", Kind::Rate, "Requests per second; gives the load of the hottest shard"),
        with_default("shards", Kind::Count, "1", "Shards"),
        optional("capacity", Kind::Rate, "Capacity of a shard; gives the number of salts"),
        with_default("fill", Kind::Share, "80%", "Share of that capacity to use"),
        optional("tokens", Kind::Count, "Random tokens of each shard on a ring; absent: shards are equal parts"),
        with_default("trials", Kind::Count, "200", "Placements drawn for the spread"),
        with_default("seed", Kind::Count, "1", "Seed of the draw"),
    ],
    results: &[
        ("hottest_key", "fraction", "requests for the hottest key"),
        ("top_keys", "count", "so many keys are the hottest"),
        ("top_share", "fraction", "requests for them"),
        ("hottest_shard_per_s", "/s", "load of the hottest shard"),
        ("mean_shard_per_s", "/s", "load of a shard on average"),
        ("imbalance", "factor", "hottest over average"),
        ("placed_imbalance", "factor", "hottest over average, every key placed at random"),
        ("placed_p05", "factor", "5th percentile of placements"),
        ("placed_p95", "factor", "95th percentile of placements"),
        ("floor_per_s", "/s", "load of the hottest key alone: more shards do not get below it"),
        ("salts", "count", "pieces to cut the hottest key into"),
    ],
    numbers: &["D35", "D36"],
    example: "--keys 50000000 --theta 0.99 --rate 1200/s --shards 64 --capacity 100/s",
    run: hot_key,
};

fn hot_key(x: &Inputs) -> Result<Results, Failure> {
    let (keys, theta) = (x.big("keys")?, x.num("theta")?);
    let mut out = Results::new();
    let p1 = zipf::key_share(keys, theta, 1)?;
    out.put("hottest_key", Amount::Share(p1));
    let top = zipf::keys_in(keys, x.num("top")?)?;
    out.put("top_keys", Amount::Count(top as f64));
    out.put("top_share", Amount::Share(zipf::top_share(keys, theta, top)?));
    if let Some(rate) = x.opt("rate") {
        let shards = x.big("shards")?;
        let hot = zipf::hot_shard(rate, p1, shards)?;
        out.put("hottest_shard_per_s", Amount::PerSecond(hot.hottest_per_s));
        out.put("mean_shard_per_s", Amount::PerSecond(hot.mean_per_s));
        out.put("imbalance", Amount::Factor(hot.imbalance));
        if shards > 1 {
            let tokens = if x.has("tokens") { Some(x.big("tokens")?) } else { None };
            let _progress = Progress::start("sampling");
            let placed =
                fullest_shard(&Skewed { keys, exponent: theta, shards, tokens }, x.count("trials")?, x.big("seed")?)?;
            out.put("placed_imbalance", Amount::Factor(placed.mean));
            out.put("placed_p05", Amount::Factor(placed.p05));
            out.put("placed_p95", Amount::Factor(placed.p95));
        }
        out.put("floor_per_s", Amount::PerSecond(hot.floor_per_s));
        if let Some(capacity) = x.opt("capacity") {
            out.put(
                "salts",
                match zipf::salts(rate, p1, shards, capacity, x.num("fill")?)? {
                    Some(n) => Amount::Count(n as f64),
                    None => Amount::Word("none: the other keys alone fill a shard, add shards first"),
                },
            );
        }
    }
    Ok(out)
}

/// `calc ring`.
pub static RING: Calculator = Calculator {
    name: "ring",
    about: "How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next",
    flags: &[
        required("nodes", Kind::Count, "Nodes"),
        with_default("vnodes", Kind::Count, "16", "Virtual nodes (tokens) of each"),
        with_default("trials", Kind::Count, "200", "Placements drawn for the spread"),
        with_default("seed", Kind::Count, "1", "Seed of the draw"),
    ],
    results: &[
        ("share_sd", "fraction", "standard deviation of a node's share, of the mean"),
        ("max_over_mean", "factor", "fullest node over the mean"),
        ("max_sd", "fraction", "how much that differs between placements"),
        ("max_p05", "factor", "fullest node, 5th percentile of placements"),
        ("max_p95", "factor", "fullest node, 95th percentile of placements"),
        ("trials", "count", "placements drawn"),
    ],
    numbers: &["D38"],
    example: "--nodes 12 --vnodes 16",
    run: ring_of,
};

fn ring_of(x: &Inputs) -> Result<Results, Failure> {
    let (nodes, tokens) = (x.big("nodes")?, x.big("vnodes")?);
    let i = ring::imbalance(nodes, tokens)?;
    let mut out = Results::new();
    out.put("share_sd", Amount::Share(i.share_sd));
    out.put("max_over_mean", Amount::Factor(i.max_over_mean));
    out.put("max_sd", Amount::Share(i.max_sd));
    let _progress = Progress::start("sampling");
    let s = ring::spread(nodes, tokens, x.count("trials")?, x.big("seed")?)?;
    out.put("max_p05", Amount::Factor(s.p05));
    out.put("max_p95", Amount::Factor(s.p95));
    out.put("trials", Amount::Count(f64::from(s.trials)));
    Ok(out)
}

/// `calc bins`.
pub static BINS: Calculator = Calculator {
    name: "bins",
    about: "How full the fullest bin gets when items are placed at random, or in the emptier of several",
    flags: &[
        required("bins", Kind::Count, "Bins: nodes, shards, servers"),
        required("balls", Kind::Count, "Items placed"),
        with_default("choices", Kind::Count, "1", "Random bins looked at for each item; the least full takes it"),
        optional("utilisation", Kind::Share, "Utilisation of servers that are chosen so; gives the time in the system"),
        with_default("seed", Kind::Count, "1", "Seed where it is simulated"),
    ],
    results: &[
        ("mean", "count", "items in a bin on average"),
        ("fullest", "count", "items in the fullest"),
        ("imbalance", "factor", "fullest over average"),
        ("time_in_system", "factor", "time in the system, in service times"),
    ],
    numbers: &["D37"],
    example: "--bins 100 --balls 100000 --choices 2",
    run: bins_of,
};

fn bins_of(x: &Inputs) -> Result<Results, Failure> {
    let (bins, balls, choices) = (x.big("bins")?, x.big("balls")?, x.count("choices")?);
    let _progress = Progress::start("sampling");
    let full = bins::fullest(bins, balls, choices, x.big("seed")?)?;
    let mut out = Results::new();
    out.put("mean", Amount::Count(balls as f64 / bins as f64));
    out.put("fullest", Amount::Count(full.load));
    out.put("imbalance", Amount::Factor(full.imbalance));
    if let Some(utilisation) = x.opt("utilisation") {
        out.put("time_in_system", Amount::Factor(bins::time_in_system(utilisation, choices)?));
    }
    Ok(out)
}

/// `calc rebalance`.
pub static REBALANCE: Calculator = Calculator {
    name: "rebalance",
    about: "How much data moves when nodes come or go, and how long that takes",
    flags: &[
        required("before", Kind::Count, "Nodes before"),
        required("after", Kind::Count, "Nodes after"),
        optional("size", Kind::Size, "Data in all, copies included; gives bytes moved and time"),
        with_default("throttle", Kind::Size, "50 MB", "Bytes that each source sends in a second"),
        optional("sources", Kind::Count, "Nodes that send at once; the smaller number of nodes when absent"),
    ],
    results: &[
        ("consistent_fraction", "fraction", "moves with consistent hashing"),
        ("modulo_fraction", "fraction", "moves with hash modulo n"),
        ("moved_bytes", "bytes", "data moved with consistent hashing"),
        ("duration_ms", "ms", "time to move it"),
        ("load_after_loss_spread", "factor", "load after losing one node, spread over the others"),
        ("load_after_loss_successor", "factor", "load of the successor that takes it all"),
    ],
    numbers: &["D39"],
    example: "--before 12 --after 13 --size \"2 TB\"",
    run: rebalance_of,
};

fn rebalance_of(x: &Inputs) -> Result<Results, Failure> {
    let (before, after) = (x.big("before")?, x.big("after")?);
    let moved = rebalance::moved(before, after)?;
    let mut out = Results::new();
    out.put("consistent_fraction", Amount::Share(moved.consistent));
    out.put("modulo_fraction", Amount::Share(moved.modulo));
    if let Some(size) = x.opt("size") {
        let bytes = size * moved.consistent;
        let sources = if x.has("sources") { x.big("sources")? } else { before.min(after) };
        out.put("moved_bytes", Amount::Bytes(bytes));
        out.put("duration_ms", Amount::Ms(rebalance::duration_ms(bytes, x.num("throttle")?, sources)?));
    }
    if before >= 2 {
        let loss = rebalance::after_loss(before)?;
        out.put("load_after_loss_spread", Amount::Factor(loss.spread));
        out.put("load_after_loss_successor", Amount::Factor(loss.single_successor));
    }
    Ok(out)
}
