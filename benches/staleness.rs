//! Live figures: one new t-visibility at a keystroke, the whole curve from one run, and Erlang C for large pools.
//!
//! Goal: a probability with a 95 % half-width of 0.001 within one frame of 16 ms on one thread, tables included when
//! one delay changed.
#![allow(clippy::print_stderr, reason = "the half-width belongs beside its time")]

use criterion::{Criterion, criterion_group, criterion_main};
use dsbench::analysis::queueing::{erlang_c, mmc};
use dsbench::analysis::staleness::{Delay, Profile, Replica, Settings, Tables, Wars};
use std::hint::black_box;

/// One fast replica and two slow ones with nearly constant writes: the worst case known for drawn trials.
fn unlike(r: u32, w: u32) -> Option<Wars> {
    let exp = |m| Delay::exponential(m).ok();
    let fast = Replica { write: exp(0.5)?, ack: exp(0.5)?, read: exp(0.5)?, response: exp(0.5)? };
    let slow = Replica { write: Delay::uniform(9.0, 9.5).ok()?, ack: exp(1.0)?, read: exp(1.0)?, response: exp(1.0)? };
    Wars::new(vec![fast, slow.clone(), slow], r, w).ok()
}

/// Published fits, each copy a distance of its own away, the nearest with a write that takes so much longer: laws with kinks,
/// no two alike.
fn apart(longer_ms: f64) -> Option<Wars> {
    let fits = [Profile::LnkdDisk, Profile::Ymmr, Profile::LnkdSsd, Profile::LnkdDisk, Profile::Ymmr];
    let replica = |(i, fit): (usize, &Profile)| {
        let fit = fit.replica().ok()?;
        let away = |d: &Delay| d.clone().plus(0.3 * (i * i) as f64).ok();
        let mut here = Replica {
            write: away(&fit.write)?,
            ack: away(&fit.ack)?,
            read: away(&fit.read)?,
            response: away(&fit.response)?,
        };
        if i == 0 {
            here.write = here.write.plus(longer_ms).ok()?;
        }
        Some(here)
    };
    Wars::new(fits.iter().enumerate().map(replica).collect::<Option<_>>()?, 1, 1).ok()
}

fn changed(c: &mut Criterion) {
    let (mut tables, mut longer) = (Tables::default(), 0.0);
    c.bench_function("freshness at commit, one of five unlike copies changed", |b| {
        b.iter(|| {
            longer += 1e-6;
            let run = apart(longer)?.sample_to(0.001, 0.0, &mut tables, Settings::LIVE, &|_| true).ok().flatten()?;
            run.at(0.0).ok().map(black_box)
        });
    });
}

fn live(c: &mut Criterion) {
    let models = [
        ("lnkd_disk N3 R1 W1", Profile::LnkdDisk.model(3, 1, 1).ok()),
        ("ymmr N5 R2 W2", Profile::Ymmr.model(5, 2, 2).ok()),
        ("wan N3 R1 W1", Profile::Wan.model(3, 1, 1).ok()),
        ("unlike N3 R1 W1", unlike(1, 1)),
        ("unlike N3 R2 W1", unlike(2, 1)),
        ("five apart N5 R1 W1", apart(0.0)),
    ];
    for (name, model) in models {
        let Some(model) = model else { continue };
        let mut tables = Tables::default();
        let figure = |tables: &mut Tables| {
            let run = model.sample_to(0.001, 0.0, tables, Settings::LIVE, &|_| true).ok().flatten()?;
            run.at(0.0).ok()
        };
        if let Some(got) = figure(&mut tables) {
            eprintln!("{name}: {:.5} +- {:.5}", got.p_consistent, got.half_width);
        }
        c.bench_function(&format!("freshness at commit, {name}"), |b| b.iter(|| black_box(figure(&mut tables))));
        if let Ok(Some(run)) = model.sample(&mut tables, Settings { points: 1021, ..Settings::LIVE }, &|_| true) {
            let curve = || (0..40).filter_map(|t| run.at(f64::from(t)).ok()).map(|f| f.p_stale).sum::<f64>();
            c.bench_function(&format!("curve of 40 times, {name}"), |b| b.iter(|| black_box(curve())));
        }
        c.bench_function(&format!("write p999, {name}"), |b| {
            b.iter(|| black_box(model.write_latency().percentile_ms(0.999)));
        });
    }
    let mut mean = 1.0;
    c.bench_function("table of one changed mixture", |b| {
        b.iter(|| {
            mean += 1e-6;
            let parts = vec![(0.4, Delay::pareto(1.0, 1.5).ok()), (0.6, Delay::exponential(mean).ok())];
            let parts = parts.into_iter().filter_map(|(w, d)| Some((w, d?))).collect();
            Delay::mixture(parts).ok().map(|d| black_box(Tables::default().get(&d).draw(7)))
        });
    });
}

fn queues(c: &mut Criterion) {
    for servers in [10, 1000, 10_000] {
        let load = f64::from(servers) * 0.95;
        c.bench_function(&format!("Erlang C, {servers} servers"), |b| b.iter(|| erlang_c(black_box(servers), load)));
    }
    c.bench_function("M/M/c response p99, 100 servers", |b| {
        b.iter(|| mmc(black_box(900.0), 100.0, 100).and_then(|q| q.response_percentile_ms(0.99)));
    });
}

criterion_group!(benches, live, changed, queues);
criterion_main!(benches);
