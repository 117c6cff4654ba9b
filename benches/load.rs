//! How long a brief takes from its text to everything on screen: reading, and opening in the session.
//!
//! Goal: the large brief under 40 ms cold.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::brief::{self, Date};
use dsbench::session::Session;

#[path = "support/large.rs"]
mod large;

fn load(c: &mut Criterion) {
    for (name, extent) in [("ordinary", large::ORDINARY), ("large", large::LARGE)] {
        let text = large::brief(extent);
        c.bench_function(&format!("read/{name}"), |b| b.iter(|| black_box(brief::read(&text)).is_ok()));
        c.bench_function(&format!("open/{name}"), |b| {
            b.iter(|| {
                let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
                black_box(session.open("generated.brief.toml", &text)).is_ok()
            });
        });
    }
}

criterion_group!(benches, load);
criterion_main!(benches);
