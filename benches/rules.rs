//! How long every rule takes together: the findings are judged anew after each edit.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::brief;
use dsbench::findings::check;
use dsbench::numbers::{World, derive_in};

#[path = "support/large.rs"]
mod large;

fn rules(c: &mut Criterion) {
    for (name, extent) in [("ordinary", large::ORDINARY), ("large", large::LARGE)] {
        let brief = brief::read(&large::brief(extent)).expect("the generated brief is read");
        let world = World::new(&brief);
        let figures = derive_in(&world);
        c.bench_function(&format!("check/{name}"), |b| b.iter(|| black_box(check(&world, &figures, None)).open.len()));
    }
}

criterion_group!(benches, rules);
criterion_main!(benches);
