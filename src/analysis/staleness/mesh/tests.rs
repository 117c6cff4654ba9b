//! Tests of the mesh: closed forms for any number of replicas, coverage, agreement with drawing, what it is not for.

use super::*;
use crate::analysis::staleness::{Pace, Run};

fn exp(mean: f64) -> Delay {
    Delay::exponential(mean).unwrap()
}

fn summed(model: &Wars, side: u32, seed: u64) -> Run {
    let settings = Settings { seed, points: 1, threads: 1 };
    let plan = Plan::of(model).unwrap();
    let mut tables = Tables::default();
    let places = plan.places(0.0, &mut tables, seed);
    Run::summed(plan.mesh(side, &places, &mut tables, settings, &|_| true).unwrap())
}

/// Exponential writes of rates `writes` and answers of rates `answers`, nothing else takes time.
fn racing(writes: &[f64], answers: &[f64], r: u32, w: u32) -> Wars {
    let none = Delay::constant(0.0).unwrap();
    let of = |(w, a): (&f64, &f64)| Replica {
        write: exp(1.0 / w),
        ack: none.clone(),
        read: none.clone(),
        response: exp(1.0 / a),
    };
    Wars::new(writes.iter().zip(answers).map(of).collect(), r, w).unwrap()
}

/// Probability that the first `k` to arrive, in any order, are all in `set`, each at its rate.
fn first(k: usize, set: u32, rates: &[f64], gone: u32) -> f64 {
    if k == 0 {
        return 1.0;
    }
    let left = |i: &usize| gone & (1 << i) == 0;
    let all: f64 = (0..rates.len()).filter(left).map(|i| rates[i]).sum();
    let mine = (0..rates.len()).filter(left).filter(|i| set & (1 << i) != 0);
    mine.map(|i| rates[i] / all * first(k - 1, set, rates, gone | (1 << i))).sum()
}

/// The first r answers are a set F; they are stale when the first w writes arrive outside F, and then none of F's for t
/// more: arrivals have no memory.
fn truth(writes: &[f64], answers: &[f64], r: usize, w: usize, t: f64) -> f64 {
    let n = writes.len() as u32;
    let sets = (0_u32..1 << n).filter(|f| f.count_ones() as usize == r);
    let of = |f: u32| {
        let waiting: f64 = (0..writes.len()).filter(|i| f & (1 << i) != 0).map(|i| writes[i]).sum();
        first(r, f, answers, 0) * first(w, !f & ((1 << n) - 1), writes, 0) * (-waiting * t).exp()
    };
    sets.map(of).sum()
}

const WRITES: [f64; 7] = [2.0, 0.3, 0.5, 1.0, 4.0, 0.2, 0.7];
const ANSWERS: [f64; 7] = [0.2, 1.0, 3.0, 0.5, 0.1, 2.0, 1.5];

#[test]
fn races_of_up_to_seven_come_out_as_they_do_in_closed_form() {
    for (n, r, w) in [(2, 1, 1), (3, 1, 1), (3, 2, 1), (5, 1, 2), (5, 2, 2), (5, 4, 1), (7, 3, 3), (7, 1, 5)] {
        let (writes, answers) = (&WRITES[..n], &ANSWERS[..n]);
        let run = summed(&racing(writes, answers, r, w), 48, 1);
        for t in [0.0, 0.4, 3.0] {
            let want = truth(writes, answers, r as usize, w as usize, t);
            let got = run.at(t).unwrap();
            let off = (got.p_stale - want).abs();
            assert!(off <= 1.5 * got.half_width && off < 2e-4, "N{n} R{r} W{w} at {t}: {got:?} for {want}");
            assert!(got.half_width < 1e-3, "N{n} R{r} W{w} at {t}: {got:?}");
        }
    }
}

#[test]
fn the_interval_covers_the_truth_at_its_rate() {
    let seeds = 40;
    for (n, r, w, t) in [(3, 1, 1, 0.4), (5, 2, 2, 0.0), (5, 1, 1, 1.0)] {
        let model = racing(&WRITES[..n], &ANSWERS[..n], r, w);
        let want = truth(&WRITES[..n], &ANSWERS[..n], r as usize, w as usize, t);
        let covers = |seed: &u64| {
            let got = summed(&model, 32, *seed).at(t).unwrap();
            (got.p_stale - want).abs() <= got.half_width
        };
        let covered = (0..seeds).filter(covers).count();
        // A third of the last step of the extrapolation is generous to laws as smooth as these.
        assert!(covered >= 38, "95 % intervals covered {want} {covered} times in {seeds}");
    }
}

#[test]
fn a_fine_mesh_of_many_replicas_is_as_close_as_it_says() {
    // Its steps have to be even for that: extrapolation takes out only what shrinks as steps do.
    let model = racing(&WRITES, &ANSWERS, 3, 3);
    let want = truth(&WRITES, &ANSWERS, 3, 3, 0.0);
    let covers = |seed: &u64| {
        let got = summed(&model, 96, *seed).at(0.0).unwrap();
        assert!(got.half_width < 1e-5, "{got:?}");
        (got.p_stale - want).abs() <= got.half_width
    };
    let covered = (0..12).filter(covers).count();
    assert!(covered >= 10, "intervals covered {want} {covered} times in 12");
}

#[test]
fn rare_staleness_that_a_handful_of_trials_carry_is_covered_too() {
    for slow in [0.01, 0.1, 0.5] {
        // The slow replica answers first once in thousands of reads, and then it is stale.
        let (writes, answers) = ([5.0, 5.0, 0.5], [200.0, 200.0, slow]);
        let (model, want) = (racing(&writes, &answers, 1, 1), truth(&writes, &answers, 1, 1, 2.0));
        let covers = |seed: &u64| {
            let settings = Settings { seed: *seed, ..Settings::LIVE };
            let run = model.sample_to(1e-3, 2.0, &mut Tables::default(), settings, &|_| true).unwrap().unwrap();
            let got = run.at(2.0).unwrap();
            (got.p_stale - want).abs() <= got.half_width
        };
        let covered = (0..20).filter(covers).count();
        assert!(covered >= 18, "intervals covered {want:e} {covered} times in 20");
    }
}

/// Laws of unlike shape, some with a jump in their density, some with a gap between two of them.
fn mixed(n: usize, r: u32, w: u32) -> Wars {
    use crate::analysis::staleness::Profile;
    let slow = Replica { write: Delay::uniform(9.0, 9.5).unwrap(), ..Replica::symmetric(&exp(1.0)) };
    let near = Replica::symmetric(&Delay::log_normal(0.4, 0.5).unwrap());
    let published = [Profile::LnkdDisk, Profile::Ymmr, Profile::LnkdSsd].map(|p| p.replica().unwrap());
    let kinds: Vec<Replica> = published.into_iter().chain([slow, near]).collect();
    Wars::new((0..n).map(|i| kinds[i % kinds.len()].clone()).collect(), r, w).unwrap()
}

#[test]
fn summing_agrees_with_drawing() {
    for (n, r, w) in [(3, 1, 1), (5, 2, 2), (6, 2, 1)] {
        let model = mixed(n, r, w);
        let settings = Settings { seed: 4, points: 4093, threads: 2 };
        let drawn = model.draw(&mut Tables::default(), settings, &|_| true).unwrap();
        let summed = summed(&model, 64, 4);
        for t in [0.0, 1.0, 6.0] {
            let (one, other) = (summed.at(t).unwrap(), drawn.at(t).unwrap());
            let apart = (one.p_stale - other.p_stale).abs();
            assert!(apart <= 1.5 * (one.half_width + other.half_width), "N{n} R{r} W{w} at {t}: {one:?} {other:?}");
        }
    }
}

#[test]
fn set_by_set_and_in_one_pass_are_the_same_sum() {
    for (n, r, w) in [(3, 1, 1), (5, 2, 2), (6, 3, 1), (7, 2, 4)] {
        let model = mixed(n, r, w);
        let settings = Settings { seed: 2, points: 1, threads: 1 };
        let sums = |plan: &Plan<'_>| {
            let mut tables = Tables::default();
            let places = plan.places(0.0, &mut tables, 2);
            let mesh = plan.mesh(32, &places, &mut tables, settings, &|_| true).unwrap();
            mesh.grids.iter().map(|g| mesh.sums(g, 0.5)).collect::<Vec<Sums>>()
        };
        let by_set = Plan::of(&model).unwrap();
        assert!(by_set.fronts.is_some(), "N{n} R{r}");
        let in_one_pass = Plan { fronts: None, ..Plan::of(&model).unwrap() };
        for (one, other) in sums(&by_set).iter().zip(&sums(&in_one_pass)) {
            let pairs = one.commits.iter().chain(&one.answers).zip(other.commits.iter().chain(&other.answers));
            for (one, other) in pairs {
                assert!((one - other).abs() < 1e-12, "N{n} R{r} W{w}: {one} {other}");
            }
        }
    }
}

#[test]
fn a_narrow_interval_takes_a_small_part_of_the_draws() {
    for (n, r, w) in [(3, 1, 1), (5, 2, 2), (9, 1, 1)] {
        let model = mixed(n, r, w);
        let settings = Settings { threads: 1, ..Settings::FINE };
        let run = model.sample_to(5e-4, 0.0, &mut Tables::default(), settings, &|_| true).unwrap().unwrap();
        // Drawn, the slowest of these takes 790,000 trials and ends wider than asked.
        let got = run.at(0.0).unwrap();
        assert!(got.half_width <= 5e-4 && run.trials <= 128 * 128 * 6, "N{n} R{r} W{w}: {} {got:?}", run.trials);
    }
}

#[test]
fn coinciding_times_are_drawn_and_strict_quorums_are_neither() {
    assert!(Plan::of(&mixed(3, 2, 2)).is_none(), "never stale");
    let alike = Replica::symmetric(&exp(1.0));
    let fixed = Delay::constant(2.0).unwrap();
    let of = |other: Replica| Wars::new(vec![alike.clone(), other], 1, 1).unwrap();
    assert!(Plan::of(&of(alike.clone())).is_none(), "alike");
    let unlike = of(Replica { write: exp(2.0), ..alike.clone() });
    assert!(Plan::of(&unlike).is_some() && Plan::of(&unlike.across_sites(1.0).unwrap()).is_none());
    let fixed_response = Replica { response: fixed.clone(), ..alike.clone() };
    assert!(Plan::of(&of(fixed_response.clone())).is_some(), "the read alone spreads its answers");
    assert!(Plan::of(&of(Replica { read: fixed.clone(), ..fixed_response })).is_none(), "two answers at one time");
    let fixed_write = Replica { write: fixed.clone(), ack: fixed.clone(), ..alike.clone() };
    assert!(Plan::of(&of(fixed_write.clone())).is_some(), "the read spreads the end of a staleness");
    assert!(Plan::of(&of(Replica { read: fixed, ..fixed_write })).is_none(), "a commit at the end of a staleness");
}

#[test]
fn any_number_of_threads_gives_the_same_figures() {
    let model = mixed(3, 1, 1);
    let at = |threads| {
        let settings = Settings { seed: 8, points: 4093, threads };
        let run = model.sample(&mut Tables::default(), settings, &|_| true).unwrap().unwrap();
        assert_ne!(run.trials, 4093 * 12, "summed, not drawn");
        run.at(0.5).unwrap()
    };
    assert_eq!(at(1), at(2));
    assert_eq!(at(1), at(u32::MAX));
}

#[test]
fn a_stopped_mesh_is_none() {
    let settings = Settings { seed: 8, points: 4093, threads: 2 };
    assert!(mixed(3, 1, 1).sample(&mut Tables::default(), settings, &|_| false).unwrap().is_none());
}

#[test]
fn absurd_tails_still_give_probabilities() {
    let (heavy, wide) = (Delay::pareto(1e15, 1e-3).unwrap(), Delay::log_normal(1e15, 1e4).unwrap());
    let model = Wars::new(vec![Replica::symmetric(&heavy), Replica::symmetric(&wide)], 1, 1).unwrap();
    let run = summed(&model, 32, 1);
    for t in [0.0, 1.0, 1e300] {
        let got = run.at(t).unwrap();
        assert!((0.0..=1.0).contains(&got.p_stale) && got.half_width.is_finite(), "{t}: {got:?}");
    }
}

#[test]
fn links_in_order_are_summed_too() {
    let one = Replica::symmetric(&exp(1.0)).in_order(100.0, Pace::Random).unwrap();
    let other = Replica::symmetric(&exp(2.0)).in_order(100.0, Pace::Random).unwrap();
    let model = Wars::new(vec![one, other.clone(), other], 1, 1).unwrap();
    let drawn = model.draw(&mut Tables::default(), Settings::LIVE, &|_| true).unwrap();
    let (one, other) = (summed(&model, 48, 2).at(0.0).unwrap(), drawn.at(0.0).unwrap());
    assert!((one.p_stale - other.p_stale).abs() <= 1.5 * (one.half_width + other.half_width), "{one:?} {other:?}");
}
