//! The speeds that the numbers have to reach, each measured beside its goal, and beside the quoracle crate where both answer.
//! Everything runs in one go on one machine, whose name stands above, so that ratios can be compared.
#![allow(clippy::print_stdout, reason = "the table is what a benchmark is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dsbench::analysis::quorum::search::{Wanted, search};
use dsbench::analysis::quorum::{Fates, Group, Limits, Mix, Objective, Profile, System};
use dsbench::analysis::staleness::{Delay, Profile as Published, Replica, Settings, Tables, Wars};
use dsbench::analysis::zipf;
use dsbench::brief;
use dsbench::findings::keys;
use dsbench::numbers::{World, derive_in};

#[path = "support/large.rs"]
mod large;
#[path = "support/quorums.rs"]
mod quorums;
use quorums::{grid, unlike};

/// The median of some runs, in milliseconds: at least three, at most two seconds.
fn median<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut times = Vec::new();
    let start = Instant::now();
    while times.len() < 3 || times.len() < 200 && start.elapsed() < Duration::from_secs(2) {
        let began = Instant::now();
        black_box(run());
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn row(what: &str, ms: f64, goal: f64, beside: &str) {
    let verdict = if ms <= goal { "" } else { "MISSED" };
    println!("{what:<58} {ms:>10.3} ms   goal {goal:>7} ms {verdict:<7} {beside}");
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu
        .lines()
        .find_map(|l| l.strip_prefix("model name"))
        .map_or("unknown processor", |l| l.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("{name}, {cores} cores, load {}", load.split(' ').next().unwrap_or("unknown"))
}

fn load(s: &System, p: &Profile, f: usize) -> f64 {
    let mix = Mix::fixed(0.5).expect("a fraction");
    s.strategy(p, &mix, Objective::Load, Limits::default(), f).expect("a strategy exists").load(p, &mix)
}

/// The other library's nodes.
fn nodes(p: &Profile) -> Vec<quoracle::Node<String>> {
    let node = |i: usize| {
        quoracle::Node::new(format!("{i}"))
            .with_read_write_capacity(p.read_capacity[i], p.write_capacity[i])
            .expect("capacities are above 0")
            .with_latency(Duration::from_millis(p.latency[i] as u64))
    };
    (0..p.latency.len()).map(node).collect()
}

fn theirs(reads: quoracle::Expr<String>, f: usize) -> f64 {
    let fr = quoracle::Distribution::fixed(0.5).expect("a fraction");
    let limits = quoracle::StrategyLimits::default();
    let system = quoracle::QuorumSystem::from_reads(reads);
    let strategy = system.strategy(quoracle::Objective::Load, Some(&fr), None, &limits, f).expect("a strategy exists");
    strategy.load(Some(&fr), None).expect("it has a load")
}

/// A published figure of quoracle 0.0.4 in Python with CBC, milliseconds, as a ratio. Its nodes were alike, ours are not.
fn published(theirs: f64, ours: f64) -> String {
    format!("quoracle in Python {theirs:.0} ms, {:.0} times", theirs / ours)
}

fn systems() {
    for (n, python) in [(9, 28.0), (11, 163.0), (13, 1370.0)] {
        let (s, p) = (System::counted(n, n / 2 + 1, n / 2 + 1).expect("majorities meet"), unlike(n));
        let ours = median(|| load(&s, &p, 0));
        let of = || {
            let nodes = nodes(&p).into_iter().map(quoracle::Expr::Node).collect();
            theirs(quoracle::choose(n / 2 + 1, nodes).expect("fewer than all"), 0)
        };
        let other = median(of);
        assert!((load(&s, &p, 0) - of()).abs() < 1e-6 * of(), "both answer alike");
        row(
            &format!("load, majority of {n}, unlike"),
            ours,
            5.0,
            &format!("quoracle crate {other:.3} ms, {:.0} times; {}", other / ours, published(python, ours)),
        );
    }
    for (n, python) in [(15, Some(18_200.0)), (31, None), (99, None)] {
        let (s, p) = (System::counted(n, n / 2 + 1, n / 2 + 1).expect("majorities meet"), unlike(n));
        let ours = median(|| load(&s, &p, 0));
        let beside = python.map(|theirs| published(theirs, ours)).unwrap_or_default();
        row(&format!("load, majority of {n}, unlike"), ours, 5.0, &beside);
    }
    let s = System::from_reads(&grid(4, 4)).expect("an expression");
    let ours = median(|| load(&s, &unlike(16), 1));
    row("load, grid 4x4, one loss, unlike", ours, 5.0, &published(16_500.0, ours));
    let zones = Fates {
        node: vec![0.999; 60],
        zone_of: (0..60).map(|i| Some(i % 6)).collect(),
        zones: vec![0.9995; 6],
        groups: (0..6).map(|g| Group { up: 0.9999, nodes: (0..60).filter(|i| i / 6 % 6 == g).collect() }).collect(),
    };
    let s = System::from_reads(&grid(6, 10)).expect("an expression");
    row("availability, 60 nodes, 6 zones, 6 groups", median(|| s.availability(&zones).expect("it fits")), 20.0, "");
    let text = (0..60)
        .map(|q| (0..6).map(|i| format!("n{}", (q * 7 + i * i * 11 + q * i) % 40)).collect::<Vec<_>>().join("*"));
    let s = System::from_both(
        &text.collect::<Vec<_>>().join(" + "),
        &(0..40).map(|i| format!("n{i}")).collect::<Vec<_>>().join("*"),
    );
    if let Ok(s) = s {
        let fates = Fates::independent(s.names().len(), 0.99);
        let exact =
            s.availability(&fates).map_or_else(|why| format!("exact: {why}"), |a| format!("exact: {:.6}", a.read.up()));
        let ms = median(|| s.sampled_availability(&fates, 50_000, 1).expect("it is drawn"));
        row("availability, 60 quorums of 6 over 40, 50,000 drawn", ms, 500.0, &exact);
    }
}

fn searches() {
    let mix = Mix::fixed(0.75).expect("a fraction");
    for (n, like, goal) in
        [(5, false, 1000.0), (6, true, 1000.0), (6, false, 1000.0), (9, true, 10_000.0), (9, false, 60_000.0)]
    {
        let p = if like { Profile::uniform(n) } else { unlike(n) };
        let names: Vec<String> = (0..n).map(|i| format!("{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (objective, limits) = (Objective::Load, Limits::default());
        let wanted = Wanted { profile: &p, mix: &mix, objective, limits, resilience: 0, losses: 0 };
        let began = Instant::now();
        let found = search(&names, &wanted).expect("something is found");
        let ours = began.elapsed().as_secs_f64() * 1000.0;
        let gap = found.at_least.map_or(0.0, |b| found.value / b - 1.0);
        let mut beside =
            format!("load {:.6}, whole {}, at most {:.0} % above the best", found.value, found.exhaustive, gap * 100.0);
        if n == 5 {
            let config = quoracle::SearchConfig {
                read_fraction: Some(quoracle::Distribution::fixed(0.75).expect("a fraction")),
                optimize: quoracle::Objective::Load,
                ..quoracle::SearchConfig::default()
            };
            let began = Instant::now();
            beside.push_str(&format!("; {}", published(16_700.0, ours)));
            if quoracle::search(&nodes(&p), &config).is_ok() {
                let other = began.elapsed().as_secs_f64() * 1000.0;
                beside.push_str(&format!(", quoracle crate {other:.0} ms, {:.0} times", other / ours));
            }
        }
        row(&format!("search, {n} {} nodes", if like { "like" } else { "unlike" }), ours, goal, &beside);
    }
}

/// One fast replica and slow ones with nearly constant writes: the worst case known for drawn trials.
fn worst(n: u32, r: u32, w: u32) -> Wars {
    let exp = |m| Delay::exponential(m).expect("a mean");
    let fast = Replica { write: exp(0.5), ack: exp(0.5), read: exp(0.5), response: exp(0.5) };
    let slow = Replica {
        write: Delay::uniform(9.0, 9.5).expect("a range"),
        ack: exp(1.0),
        read: exp(1.0),
        response: exp(1.0),
    };
    Wars::new((0..n).map(|i| if i == 0 { fast.clone() } else { slow.clone() }).collect(), r, w).expect("a model")
}

/// Every replica its own distance away, as a brief that places them gives it.
fn placed(n: u32, r: u32, w: u32) -> Wars {
    let leg = |i: u32| Delay::log_normal(1.0 + 0.2 * f64::from(i), 0.9).expect("a median");
    let replica = |i: u32| Replica { write: leg(2 * i).plus(2.0).expect("a flush"), ..Replica::symmetric(&leg(i)) };
    Wars::new((0..n).map(replica).collect(), r, w).expect("a model")
}

/// The published fits in turn: laws of unlike shape, with gaps.
fn mixed(n: usize, r: u32, w: u32) -> Wars {
    let fits = [Published::LnkdDisk, Published::Ymmr, Published::LnkdSsd];
    let fits = fits.map(|p| p.replica().expect("a fit"));
    Wars::new((0..n).map(|i| fits[i % 3].clone()).collect(), r, w).expect("a model")
}

fn staleness() {
    let profile = |p: Published, n, r, w| p.model(n, r, w).expect("a model");
    let models = [
        ("lnkd_disk N3 R1 W1", profile(Published::LnkdDisk, 3, 1, 1)),
        ("ymmr N5 R2 W2", profile(Published::Ymmr, 5, 2, 2)),
        ("one fast N3 R1 W1", worst(3, 1, 1)),
        ("one fast N3 R2 W1", worst(3, 2, 1)),
        ("one fast N5 R2 W1", worst(5, 2, 1)),
        ("one fast N7 R1 W1", worst(7, 1, 1)),
        ("placed N5 R1 W1", placed(5, 1, 1)),
        ("placed N5 R2 W2", placed(5, 2, 2)),
        ("placed N7 R2 W2", placed(7, 2, 2)),
        ("mixed N5 R2 W1", mixed(5, 2, 1)),
        ("mixed N9 R2 W3", mixed(9, 2, 3)),
    ];
    for (name, model) in models {
        for (width, goal, settings) in
            [(0.001, 16.0, Settings::LIVE), (0.0005, 100.0, Settings { threads: 1, ..Settings::FINE })]
        {
            let mut tables = Tables::default();
            let mut run = || {
                model.sample_to(width, 0.0, &mut tables, settings, &|_| true).expect("a model").expect("not stopped")
            };
            let got = run().at(0.0).expect("a time");
            let beside = format!(
                "{:.5} +- {:.5}, {:.2} % of the small side",
                got.p_consistent,
                got.half_width,
                100.0 * got.half_width / got.p_stale.min(got.p_consistent)
            );
            row(&format!("freshness to +-{width}, {name}"), median(run), goal, &beside);
        }
    }
}

fn main() {
    println!("{}\n", machine());
    systems();
    searches();
    staleness();
    row(
        "Zipf, share of the first of 1e9 keys",
        median(|| zipf::key_share(black_box(1_000_000_000), 0.99, 1)),
        10.0,
        "",
    );
    // As at a key: from the typed model, what figures rest on counted and not listed, findings without their words.
    for (name, extent, goal) in [("ordinary", large::ORDINARY, 1.0), ("large", large::LARGE, 5.0)] {
        let brief = brief::read(&large::brief(extent)).expect("the generated brief is read");
        let derived = || {
            let mut world = World::new(&brief);
            world.lean = true;
            derive_in(&world).len()
        };
        let both = || {
            let mut world = World::new(&brief);
            world.lean = true;
            let figures = derive_in(&world);
            keys(&world, &figures, None).open.len() + figures.len()
        };
        row(&format!("every figure of the {name} brief"), median(derived), goal, "");
        let listed = median(|| derive_in(&World::new(&brief)).len());
        let note = format!("{listed:.3} ms for the figures alone with a list of what each rests on");
        row(&format!("derive plus check, {name} brief"), median(both), goal, &note);
    }
}
