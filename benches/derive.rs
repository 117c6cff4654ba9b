//! How long every derived figure takes: the screen recomputes all of them on each key, so this is what it waits for.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::brief;
use dsbench::numbers::{World, derive_in};

#[path = "support/large.rs"]
mod large;

fn derive(c: &mut Criterion) {
    for (name, extent) in [("ordinary", large::ORDINARY), ("large", large::LARGE)] {
        let brief = brief::read(&large::brief(extent)).expect("the generated brief is read");
        c.bench_function(&format!("world/{name}"), |b| b.iter(|| black_box(World::new(&brief)).graph.calls.len()));
        c.bench_function(&format!("derive/{name}"), |b| b.iter(|| black_box(derive_in(&World::new(&brief))).len()));
    }
}

criterion_group!(benches, derive);
criterion_main!(benches);
