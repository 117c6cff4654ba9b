//! Tests of the delay laws: tails against inverses, integrals against sums, edges.

use super::*;

fn laws() -> Vec<Delay> {
    let exp = Delay::exponential(2.0).unwrap();
    let pareto = Delay::pareto(1.5, 2.5).unwrap();
    let mix = Delay::mixture(vec![(0.9, pareto.clone()), (0.1, exp.clone())]).unwrap();
    vec![
        Delay::uniform(1.0, 4.0).unwrap(),
        exp,
        pareto,
        Delay::log_normal(3.0, 0.8).unwrap(),
        Delay::samples(&[5.0, 1.0, 2.0, 2.0, 9.0]).unwrap(),
        Delay::exponential(1.0).unwrap().plus(4.0).unwrap(),
        mix.clone(),
        mix.clone().in_order(300.0, Pace::Random).unwrap(),
        mix.in_order(300.0, Pace::Even).unwrap(),
    ]
}

#[test]
fn the_inverse_undoes_the_tail() {
    for law in laws() {
        for tail in [0.999, 0.9, 0.5, 0.1, 1e-3, 1e-6] {
            let x = law.exceeded_by(tail);
            assert!(law.longer_than(x * (1.0 + 1e-8)) <= tail * (1.0 + 1e-6), "{law:?} {tail} {x}");
            assert!(law.longer_than(x * (1.0 - 1e-8) - 1e-12) >= tail * (1.0 - 1e-6), "{law:?} {tail} {x}");
        }
    }
}

#[test]
fn tail_integrals_agree_with_sums() {
    for law in laws().into_iter().filter(|l| !l.has_in_order()) {
        for x in [0.0, 1.2, 2.0, 6.0] {
            let h = 0.002;
            let sum: f64 = (0..100_000).map(|i| law.longer_than(x + (f64::from(i) + 0.5) * h) * h).sum();
            let rest = law.tail_integral(x + 200.0);
            let got = law.tail_integral(x);
            assert!((got - sum - rest).abs() < 1e-4, "{law:?} at {x}: {got} for {}", sum + rest);
        }
    }
}

#[test]
fn in_order_delivery_delays_more_the_busier_the_link() {
    let base = Delay::uniform(0.0, 100.0).unwrap();
    let mut last = base.longer_than(80.0);
    assert!((last - 0.2).abs() < 1e-12);
    for rate in [1.0, 10.0, 100.0, 1000.0] {
        let random = base.clone().in_order(rate, Pace::Random).unwrap().longer_than(80.0);
        assert!(random > last, "{rate}/s: {random} after {last}");
        last = random;
    }
    // 100/s, evenly: only the message 10 ms before can still be under way beyond 80 ms.
    let even = base.clone().in_order(100.0, Pace::Even).unwrap().longer_than(80.0);
    assert!((even - (1.0 - 0.8 * 0.9)).abs() < 1e-12, "{even}");
    let random = base.in_order(100.0, Pace::Random).unwrap().longer_than(80.0);
    assert!((random - (1.0 - 0.8 * (-0.2_f64).exp())).abs() < 1e-12, "{random}");
}

#[test]
fn constant_delays_never_block_each_other() {
    for pace in [Pace::Random, Pace::Even] {
        let link = Delay::constant(5.0).unwrap().in_order(1e6, pace).unwrap();
        assert_eq!((link.longer_than(4.999), link.longer_than(5.0)), (1.0, 0.0), "{pace:?}");
        assert!((link.exceeded_by(0.5) - 5.0).abs() < 1e-8);
    }
}

#[test]
fn edges_are_answers_or_refusals() {
    assert!(Delay::constant(-1.0).is_err() && Delay::constant(f64::NAN).is_err());
    assert!(
        Delay::exponential(0.0).is_err() && Delay::pareto(0.0, 1.0).is_err() && Delay::log_normal(1.0, 0.0).is_err()
    );
    assert!(Delay::uniform(2.0, 1.0).is_err() && Delay::samples(&[]).is_err() && Delay::samples(&[1.0, -1.0]).is_err());
    assert!(Delay::mixture(vec![]).is_err() && Delay::mixture(vec![(0.0, Delay::constant(1.0).unwrap())]).is_err());
    let heavy = Delay::pareto(1.0, 0.9).unwrap().in_order(1.0, Pace::Random).unwrap_err().to_string();
    assert!(heavy.contains("never catch up"), "{heavy}");
    let one = Delay::samples(&[7.0]).unwrap();
    assert_eq!((one.longer_than(6.9), one.longer_than(7.0), one.exceeded_by(0.3)), (1.0, 0.0, 7.0));
    let point = Delay::uniform(3.0, 3.0).unwrap();
    assert_eq!((point.longer_than(2.9), point.longer_than(3.0), point.exceeded_by(0.3)), (1.0, 0.0, 3.0));
    for law in laws() {
        for x in [-1.0, 0.0, 1e300] {
            let tail = law.longer_than(x);
            assert!((0.0..=1.0).contains(&tail), "{law:?} at {x}: {tail}");
        }
    }
}
