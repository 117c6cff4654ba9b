//! What a keystroke in the quorum view waits for. Budgets: 5 ms for 99 unlike nodes, 20 ms for 60 nodes with twelve
//! shared fates.

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::analysis::quorum::{Fates, Group, Limits, Mix, Objective, Profile, System, sets};
use std::hint::black_box;

#[path = "support/quorums.rs"]
mod quorums;
use quorums::{grid, unlike};

/// Maekawa's grid: a quorum is a row and a column, so every node stands in it many times.
fn cross(side: usize) -> String {
    let line = |f: &dyn Fn(usize) -> String| (0..side).map(f).collect::<Vec<_>>().join("*");
    let quorum = |r: usize, c: usize| format!("{}*{}", line(&|i| format!("n{r}-{i}")), line(&|i| format!("n{i}-{c}")));
    (0..side * side).map(|i| quorum(i / side, i % side)).collect::<Vec<_>>().join(" + ")
}

fn loads(c: &mut Criterion) {
    let mix = Mix::fixed(0.9).expect("0.9 is a fraction");
    let mut bench = |name: &str, s: &System, p: &Profile, f: usize| {
        c.bench_function(name, |b| {
            b.iter(|| {
                black_box(s.strategy(p, &mix, Objective::Load, Limits::default(), f)).expect("a strategy exists")
            });
        });
    };
    let counted = |n: usize| System::counted(n, n / 2 + 1, n / 2 + 1).expect("majorities meet");
    let reads = |text: &str| System::from_reads(text).expect("an expression");
    bench("load: majority of 15, alike", &counted(15), &Profile::uniform(15), 0);
    bench("load: majority of 15, unlike", &counted(15), &unlike(15), 0);
    bench("load: majority of 31, unlike", &counted(31), &unlike(31), 0);
    bench("load: majority of 99, unlike", &counted(99), &unlike(99), 0);
    bench("load: grid 4x4, one loss", &reads(&grid(4, 4)), &Profile::uniform(16), 1);
    bench("load: grid 4x4, one loss, unlike", &reads(&grid(4, 4)), &unlike(16), 1);
    for side in [5, 6] {
        let text = cross(side);
        let s = System::from_both(&text, &text).expect("every row meets every column");
        bench(&format!("load: rows and columns {side}x{side}"), &s, &unlike(side * side), 0);
    }
}

fn listed(c: &mut Criterion) {
    let s = System::counted(15, 8, 8).expect("majorities meet");
    c.bench_function("list: majority of 15", |b| b.iter(|| sets::minimal(black_box(s.reads())).expect("6,435 sets")));
    let mix = Mix::fixed(0.5).expect("0.5 is a fraction");
    let limits = Limits { load: Some(1.0), ..Limits::default() };
    let small = System::counted(9, 5, 5).expect("majorities meet");
    c.bench_function("latency under a load limit: majority of 9", |b| {
        b.iter(|| small.strategy(&unlike(9), &mix, Objective::Latency, limits, 0).expect("a strategy exists"));
    });
    c.bench_function("latency under a load limit: majority of 15", |b| {
        b.iter(|| s.strategy(&unlike(15), &mix, Objective::Latency, limits, 0).expect("a strategy exists"));
    });
}

fn availability(c: &mut Criterion) {
    let zones = |n: usize, z: usize, groups: usize| Fates {
        node: vec![0.999; n],
        zone_of: (0..n).map(|i| Some(i % z)).collect(),
        zones: vec![0.9995; z],
        groups: (0..groups)
            .map(|g| Group { up: 0.9999, nodes: (0..n).filter(|i| i / z % groups == g).collect() })
            .collect(),
    };
    let majority = System::counted(60, 31, 31).expect("majorities meet");
    let grid = System::from_reads(&grid(6, 10)).expect("an expression");
    let inner =
        |g: usize| format!("choose(6, [{}])", (0..10).map(|i| format!("n{g}-{i}")).collect::<Vec<_>>().join(","));
    let text = format!("choose(4, [{}])", (0..6).map(inner).collect::<Vec<_>>().join(","));
    let nested = System::from_reads(&text).expect("an expression");
    let aligned = Fates { zone_of: (0..60).map(|i| Some(i / 10)).collect(), ..zones(60, 6, 6) };
    for (name, s, fates) in [
        ("availability: 4 of 6 of 6 of 10, zones are the parts, 6 groups", &nested, aligned),
        ("availability: 4 of 6 of 6 of 10, parts across 6 zones, 6 groups", &nested, zones(60, 6, 6)),
        ("availability: 31 of 60", &majority, Fates::independent(60, 0.999)),
        ("availability: 31 of 60, 6 zones", &majority, zones(60, 6, 0)),
        ("availability: 31 of 60, 5 zones, 3 groups", &majority, zones(60, 5, 3)),
        ("availability: 31 of 60, 6 zones, 6 groups", &majority, zones(60, 6, 6)),
        ("availability: grid 6x10", &grid, Fates::independent(60, 0.999)),
        ("availability: grid 6x10, 6 zones, 6 groups", &grid, zones(60, 6, 6)),
    ] {
        c.bench_function(name, |b| b.iter(|| s.availability(black_box(&fates)).expect("it fits")));
    }
}

criterion_group!(benches, loads, listed, availability);
criterion_main!(benches);
