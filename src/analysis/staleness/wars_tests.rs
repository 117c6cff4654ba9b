//! Tests of the sampling engine: closed forms, published constants, coverage of its interval, threads, stopping.

use super::*;
use crate::analysis::staleness::quorum_miss;
use rand::{RngExt, SeedableRng};
use std::sync::atomic::{AtomicU32, Ordering};

fn instant(write: Delay) -> Replica {
    let none = Delay::constant(0.0).unwrap();
    Replica { write, ack: none.clone(), read: none.clone(), response: none }
}

fn quick(seed: u64, points: u32) -> Settings {
    Settings { seed, points, threads: 1 }
}

fn run(model: &Wars, tables: &mut Tables, settings: Settings) -> Run {
    model.draw(tables, settings, &|_| true).unwrap()
}

/// With exponential writes of mean m and nothing else: `P(stale at t) = quorum_miss x exp(-r t / m)`.
#[test]
fn exponential_writes_alone_have_a_closed_form() {
    let mut tables = Tables::default();
    for (n, r, w) in [(2, 1, 1), (3, 1, 1), (3, 2, 1), (3, 1, 2), (5, 2, 2), (9, 3, 4)] {
        let model = Wars::alike(n, r, w, &instant(Delay::exponential(4.0).unwrap())).unwrap();
        let run = run(&model, &mut tables, quick(5, 1021));
        for t in [0.0, 1.0, 10.0] {
            let want = quorum_miss(n, r, w).unwrap() * (-f64::from(r) * t / 4.0).exp();
            let got = run.at(t).unwrap();
            let slack = (3.0 * got.half_width).max(1e-5);
            assert!((got.p_stale - want).abs() < slack, "N{n} R{r} W{w} at {t}: {got:?} for {want}");
            assert!(got.half_width < 0.003, "N{n} R{r} W{w} at {t}: {got:?}");
        }
    }
}

#[test]
fn exponential_and_log_normal_messages_meet_the_reference_values() {
    let mut tables = Tables::default();
    for (law, want, slack) in [
        (Delay::exponential(1.0).unwrap(), 0.751_801, 4e-4),
        (Delay::log_normal(1.0_f64.exp(), 0.8).unwrap(), 0.840, 1e-3),
    ] {
        let all = Replica { write: law.clone(), ack: law.clone(), read: law.clone(), response: law };
        let got = run(&Wars::alike(3, 1, 1, &all).unwrap(), &mut tables, quick(1, 4093)).at(0.0).unwrap();
        assert!((got.p_consistent - want).abs() < slack, "{got:?} for {want}");
    }
}

/// The plain simulation of the definition, replica by replica, as an independent witness.
fn plain(model: &Wars, t: f64, trials: u32) -> f64 {
    let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(99);
    let n = model.replicas.len();
    let mut draw = |d: &Delay| d.exceeded_by(1.0 - rng.random::<f64>());
    let mut stale = 0_u32;
    for _ in 0..trials {
        let x: Vec<[f64; 4]> =
            model.replicas.iter().map(|m| [&m.write, &m.ack, &m.read, &m.response].map(&mut draw)).collect();
        let mut acks: Vec<f64> = x.iter().map(|v| v[0] + v[1]).collect();
        acks.sort_unstable_by(f64::total_cmp);
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_unstable_by(|a, b| (x[*a][2] + x[*a][3]).total_cmp(&(x[*b][2] + x[*b][3])));
        let commit = acks[model.w - 1];
        stale += u32::from(order[..model.r].iter().all(|&i| x[i][0] > commit + t + x[i][2]));
    }
    f64::from(stale) / f64::from(trials)
}

#[test]
fn unlike_replicas_agree_with_the_plain_simulation() {
    let exp = |m| Delay::exponential(m).unwrap();
    let fast = Replica { write: exp(0.5), ack: exp(0.5), read: exp(0.5), response: exp(0.5) };
    let slow = Replica {
        write: Delay::uniform(9.0, 11.0).unwrap(),
        ack: exp(1.0),
        read: Delay::pareto(0.3, 2.0).unwrap(),
        response: exp(2.0),
    };
    let mut tables = Tables::default();
    for (r, w) in [(1, 1), (2, 1), (1, 2)] {
        let model = Wars::new(vec![slow.clone(), fast.clone(), slow.clone()], r, w).unwrap();
        let run = run(&model, &mut tables, quick(3, 1021));
        for t in [0.0, 4.0] {
            let trials = 40_000;
            let want = plain(&model, t, trials);
            let got = run.at(t).unwrap();
            let noise = 4.0 * (want.max(1e-3) * (1.0 - want) / f64::from(trials)).sqrt();
            assert!((got.p_stale - want).abs() < noise + 2.0 * got.half_width, "R{r} W{w} at {t}: {got:?} for {want}");
        }
    }
}

#[test]
fn the_interval_covers_the_truth_at_its_rate() {
    let model = Wars::alike(3, 1, 1, &instant(Delay::exponential(1.0).unwrap())).unwrap();
    let mut tables = Tables::default();
    let truth = 2.0 / 3.0 * (-0.7_f64).exp();
    let seeds = 300;
    let covered = (0..seeds)
        .filter(|seed| {
            let got = run(&model, &mut tables, quick(*seed, 251)).at(0.7).unwrap();
            (got.p_stale - truth).abs() <= got.half_width
        })
        .count();
    // Binomial(300, 0.95): mean 285, standard deviation 3.8.
    assert!((271..=298).contains(&covered), "95 % intervals covered the truth {covered} times in {seeds}");
}

/// Two replicas, one read and one write: stale are the reads that the far replica answers first, as long as its write is under
/// way. Writes are exponential, so that the answer is a product of who is first and how long a write takes.
fn far_first(near: &Delay, far: &Delay, p_far: f64) {
    let (t, near_write, far_write) = (20.0, 1.0, 50.0);
    let of = |write: f64, response: &Delay| Replica {
        response: response.clone(),
        ..instant(Delay::exponential(write).unwrap())
    };
    let model = Wars::new(vec![of(near_write, near), of(far_write, far)], 1, 1).unwrap();
    let late = |mine: f64, other: f64| mine / (mine + other) * (-t / mine).exp();
    let truth = p_far * late(far_write, near_write) + (1.0 - p_far) * late(near_write, far_write);
    let mut tables = Tables::default();
    // Far more trials than a live figure has: what is off here does not shrink with trials.
    let seeds = 8;
    let drawn: Vec<f64> =
        (0..seeds).map(|seed| run(&model, &mut tables, quick(seed, 65_521)).at(t).unwrap().p_stale).collect();
    let mean = drawn.iter().sum::<f64>() / f64::from(seeds as u32);
    let trials = f64::from(seeds as u32 * 65_521 * SHIFTS as u32);
    // At most the noise of trials that are independent; a lattice has less.
    let noise = (truth / trials).sqrt();
    assert!((mean - truth).abs() < 3.5 * noise, "drawn {mean:e} for {truth:e} +- {noise:e}");
}

#[test]
fn a_far_replica_that_answers_unusually_fast_is_drawn_as_often_as_it_does() {
    let normal = |median: f64| Delay::log_normal(median, 0.5).unwrap();
    let apart = (16.0_f64 / 1.0).ln() / (0.5 * std::f64::consts::SQRT_2);
    let p_far = 0.5 * statrs::function::erf::erfc(apart / std::f64::consts::SQRT_2);
    far_first(&normal(1.0), &normal(16.0), p_far);
}

#[test]
fn a_near_replica_that_answers_unusually_slowly_is_drawn_as_often_as_it_does() {
    let mean = |ms| Delay::exponential(ms).unwrap();
    let near = Delay::mixture(vec![(0.9, mean(1.0)), (0.1, mean(3.0))]).unwrap();
    let (low, high) = (20.0, 22.0);
    let past = |ms: f64| ms * ((-low / ms).exp() - (-high / ms).exp()) / (high - low);
    far_first(&near, &Delay::uniform(low, high).unwrap(), 0.9 * past(1.0) + 0.1 * past(3.0));
}

#[test]
fn strict_quorums_are_exactly_fresh() {
    let model = Wars::alike(3, 2, 2, &instant(Delay::pareto(1.0, 0.5).unwrap())).unwrap();
    let run = run(&model, &mut Tables::default(), Settings::LIVE);
    let got = run.at(0.0).unwrap();
    assert_eq!((got.p_consistent, got.p_stale, got.half_width, run.trials), (1.0, 0.0, 0.0, 0));
    assert_eq!(run.time_to(0.999_999).unwrap().t_ms, 0.0);
}

#[test]
fn any_number_of_threads_gives_the_same_figures() {
    let law = Delay::exponential(1.0).unwrap();
    let all = Replica { write: law.clone(), ack: law.clone(), read: law.clone(), response: law };
    let model = Wars::alike(3, 1, 1, &all).unwrap().across_sites(2.0).unwrap();
    let mut tables = Tables::default();
    let mut at = |threads| run(&model, &mut tables, Settings { seed: 8, points: 251, threads }).at(0.5).unwrap();
    let one = at(1);
    assert_eq!(one, at(2));
    assert_eq!(one, at(5));
    assert_eq!(one, at(u32::MAX));
}

#[test]
fn time_to_fresh_inverts_freshness() {
    let model = Wars::alike(3, 1, 1, &instant(Delay::exponential(10.0).unwrap())).unwrap();
    let run = run(&model, &mut Tables::default(), quick(2, 1021));
    let got = run.time_to(0.999).unwrap();
    let want = 10.0 * (2.0_f64 / 3.0 / 0.001).ln();
    assert!((got.t_ms - want).abs() < 0.1, "{got:?} for {want}");
    let to = got.to_ms.unwrap();
    assert!(got.from_ms <= got.t_ms && got.t_ms <= to && to - got.from_ms < 0.2, "{got:?}");
    assert_eq!(run.time_to(0.2).unwrap().t_ms, 0.0);
    assert!(run.time_to(1.0).is_err());
}

#[test]
fn rare_staleness_is_never_called_impossible() {
    // Two fast replicas and one slow: R1 W1 stale only when the slow one answers first, which no trial shows.
    let c = |x| Delay::constant(x).unwrap();
    let of = |x| Replica { write: c(x), ack: c(x), read: c(x), response: c(x) };
    let model = Wars::new(vec![of(1.0), of(1.0), of(1.0)], 1, 1).unwrap();
    let got = run(&model, &mut Tables::default(), quick(1, 251)).at(0.0).unwrap();
    assert_eq!(got.p_consistent, 1.0);
    assert!(got.half_width > 0.0, "{got:?}");
}

#[test]
fn progress_ends_at_one_and_no_stops_the_run() {
    let model = Wars::alike(3, 1, 1, &instant(Delay::exponential(1.0).unwrap())).unwrap();
    let last = AtomicU32::new(0);
    let on = |share: f64| {
        last.fetch_max((share * 1000.0) as u32, Ordering::Relaxed);
        true
    };
    let mut tables = Tables::default();
    for points in [251, 1021] {
        last.store(0, Ordering::Relaxed);
        model.sample(&mut tables, quick(1, points), &on).unwrap().unwrap();
        assert_eq!(last.load(Ordering::Relaxed), 1000, "{points} points");
    }
    let heard = AtomicU32::new(0);
    let stopped = model.sample(&mut tables, Settings { seed: 1, points: 1021, threads: 2 }, &|_| {
        heard.fetch_add(1, Ordering::Relaxed);
        false
    });
    assert!(stopped.unwrap().is_none());
    assert!(heard.load(Ordering::Relaxed) <= 2, "each worker may ask once: {heard:?}");
}

#[test]
fn sampling_to_a_width_stops_as_soon_as_it_is_reached() {
    let model = Wars::alike(3, 1, 1, &Replica::symmetric(&Delay::exponential(1.0).unwrap())).unwrap();
    let mut tables = Tables::default();
    let mut to = |width| {
        let settings = Settings { seed: 1, points: 4093, threads: 1 };
        model.sample_to(width, 0.0, &mut tables, settings, &|_| true).unwrap().unwrap()
    };
    let (wide, narrow) = (to(0.01), to(1e-9));
    assert!(wide.trials < narrow.trials, "{} {}", wide.trials, narrow.trials);
    assert!(wide.at(0.0).unwrap().half_width <= 0.01);
    assert_eq!(narrow.trials, 4093 * 12);
    let stopped = model.sample_to(0.01, 0.0, &mut tables, Settings::LIVE, &|_| false).unwrap();
    assert!(stopped.is_none());
}

#[test]
fn unlike_replicas_are_summed_where_that_is_no_more_work_and_drawn_elsewhere() {
    let exp = |m| Replica::symmetric(&Delay::exponential(m).unwrap());
    let sampled = |replicas: Vec<Replica>, points| {
        let model = Wars::new(replicas, 1, 1).unwrap();
        let settings = Settings { seed: 3, points, threads: 1 };
        let run = model.sample(&mut Tables::default(), settings, &|_| true).unwrap().unwrap();
        (run.trials, run.at(0.0).unwrap(), model.draw(&mut Tables::default(), settings, &|_| true).unwrap())
    };
    let lattice = |points: u32| points * SHIFTS as u32;
    let alike = sampled(vec![exp(1.0); 3], 4093);
    assert_eq!((alike.0, alike.1), (lattice(4093), alike.2.at(0.0).unwrap()));
    let unlike = || vec![exp(1.0), exp(0.1), exp(9.0)];
    let (cells, summed, drawn) = sampled(unlike(), 4093);
    let drawn = drawn.at(0.0).unwrap();
    assert_ne!(cells, lattice(4093));
    assert!(summed.half_width < drawn.half_width, "{summed:?} {drawn:?}");
    assert!((summed.p_stale - drawn.p_stale).abs() < 1.5 * drawn.half_width, "{summed:?} {drawn:?}");
    assert_eq!(sampled(unlike(), 251).0, lattice(251), "no mesh is as little work as that");
}

#[test]
fn absurd_tails_still_give_probabilities() {
    let heavy = Delay::pareto(1e15, 1e-3).unwrap();
    let wide = Delay::log_normal(1e15, 1e4).unwrap();
    let model = Wars::new(vec![Replica::symmetric(&heavy), Replica::symmetric(&wide)], 1, 1).unwrap();
    let model = model.across_sites(1e15).unwrap();
    let run = run(&model, &mut Tables::default(), quick(1, 251));
    for t in [0.0, 1.0, 1e300] {
        let got = run.at(t).unwrap();
        assert!((0.0..=1.0).contains(&got.p_stale) && got.half_width.is_finite(), "{t}: {got:?}");
    }
    let slow = model.write_latency().percentile_ms(0.5);
    assert!(slow.is_err() || slow.is_ok_and(f64::is_finite));
}

#[test]
fn impossible_models_are_refused() {
    let replica = instant(Delay::constant(1.0).unwrap());
    assert!(Wars::alike(3, 4, 1, &replica).is_err() && Wars::alike(0, 1, 1, &replica).is_err());
    let e = Wars::alike(65, 1, 1, &replica).unwrap_err().to_string();
    assert_eq!(e, "the number of replicas is 65: expected 64 or fewer");
    assert!(Wars::alike(3, 1, 1, &replica).unwrap().across_sites(-1.0).is_err());
    let model = Wars::alike(2, 1, 1, &replica).unwrap();
    assert!(model.sample(&mut Tables::default(), quick(1, 0), &|_| true).is_err());
    assert!(run(&model, &mut Tables::default(), quick(1, 1)).at(f64::NAN).is_err());
}

/// Freshness at some times of writes that follow each other at random on links that deliver in order, all copies seeing the
/// same writes: exponential delays of that mean each way, one copy asked, one copy acknowledges.
fn bunched(n: usize, mean: f64, per_s: f64, times: &[f64]) -> Vec<f64> {
    let mut random = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(11);
    let mut exp = |mean: f64| -mean * (1.0 - random.random::<f64>()).ln();
    let (mut now, mut arrived, mut fresh) = (0.0, vec![0.0_f64; n], vec![0_u32; times.len()]);
    let trials = 200_000;
    for _ in 0..trials {
        now += exp(1000.0 / per_s);
        for at in &mut arrived {
            *at = at.max(now + exp(mean));
        }
        let commit = arrived.iter().map(|at| at + exp(mean)).fold(f64::INFINITY, f64::min);
        let reads: Vec<(f64, f64)> = (0..n).map(|_| (exp(mean), exp(mean))).collect();
        let first = (0..n).min_by(|a, b| (reads[*a].0 + reads[*a].1).total_cmp(&(reads[*b].0 + reads[*b].1))).unwrap();
        for (fresh, t) in fresh.iter_mut().zip(times) {
            *fresh += u32::from(arrived[first] <= commit + t + reads[first].0);
        }
    }
    fresh.into_iter().map(|fresh| f64::from(fresh) / f64::from(trials)).collect()
}

/// Links are taken as independent although the same writes go before on all of them. What that costs stands on the page of
/// D11: some hundredths of the curve, with such delays on the safe side.
#[test]
fn writes_that_bunch_on_all_links_are_read_a_little_fresher() {
    let times = [0.0, 5.0, 20.0];
    for (n, mean, per_s) in [(3, 5.0, 100.0), (5, 20.0, 50.0), (5, 5.0, 300.0)] {
        let one = Replica::symmetric(&Delay::exponential(mean).unwrap()).in_order(per_s, Pace::Random).unwrap();
        let model = Wars::alike(u32::try_from(n).unwrap(), 1, 1, &one).unwrap();
        let run = run(&model, &mut Tables::default(), quick(3, 4093));
        for (t, seen) in times.into_iter().zip(bunched(n, mean, per_s, &times)) {
            let said = run.at(t).unwrap().p_consistent;
            let less = seen - said;
            assert!((-0.003..0.025).contains(&less), "N{n} {mean} ms {per_s}/s at {t}: {seen} drawn, {said} said");
        }
    }
}
