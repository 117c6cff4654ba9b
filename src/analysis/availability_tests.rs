//! The formulas of `availability` against worked figures and their own limits.

use super::*;

#[track_caller]
fn near(got: f64, want: f64, rel: f64) {
    assert!((got - want).abs() <= rel * want.abs(), "got {got}, expected {want}");
}

#[test]
fn series_and_parallel_compose() {
    near(serial(&all(&[0.9999; 5]).unwrap()).up(), 0.999_500_1, 1e-7);
    near(serial(&all(&[0.9995, 0.9999]).unwrap()).down(), 1.0 - 0.9995 * 0.9999, 1e-11);
    let pair = all(&[0.999, 0.999]).unwrap();
    near(parallel(&pair, 1.0).unwrap().down(), 1e-6, 1e-12);
    // 0.999 alone; in the other thousandth the switch works 99 times in 100.
    near(parallel(&pair, 0.99).unwrap().up(), 0.999 + 0.001 * 0.99 * 0.999, 1e-15);
    near(parallel(&pair[..1], 0.99).unwrap().up(), 0.999, 1e-15);
    assert_eq!(serial(&[]), Availability::ALWAYS);
    assert!(parallel(&[], 1.0).is_err());
}

#[test]
fn a_part_takes_out_only_the_requests_that_need_it() {
    let part = |up: f64, share: f64| (Availability::new(up).unwrap(), share);
    let whole = needed_by(&[part(0.9999, 1.0), part(0.999, 1.0), part(0.99, 0.01)]).unwrap();
    near(whole.up(), 0.9999 * 0.999 * (1.0 - 0.01 * 0.01), 1e-14);
    near(whole.up() + whole.down(), 1.0, 1e-14);
    assert_eq!(needed_by(&[part(0.9999, 1.0), part(0.99, 1.0)]).unwrap(), serial(&all(&[0.9999, 0.99]).unwrap()));
    assert_eq!(needed_by(&[part(0.9, 0.0)]).unwrap(), Availability::ALWAYS);
    assert!(needed_by(&[part(0.9, 1.5)]).is_err());
    // Half of the requests need the one, the other half the other: nothing less than the sum is safe to say.
    let halves = needed_by(&[part(0.9, 0.5), part(0.9, 0.5)]).unwrap();
    near(halves.down(), 0.1, 1e-14);
    let product = 1.0 - (1.0 - 0.05) * (1.0 - 0.05);
    assert!(halves.down() > product);
    // Shares of different requests cannot add up to more than all of them.
    let most = needed_by(&[part(0.0, 0.9), part(0.0, 0.9)]).unwrap();
    assert_eq!((most.up(), most.down()), (0.0, 1.0));
}

#[test]
fn dead_and_perfect_parts_stay_numbers() {
    let (dead, perfect) = (Availability::new(0.0).unwrap(), Availability::ALWAYS);
    assert_eq!((serial(&[dead, perfect]).up(), serial(&[dead, perfect]).down()), (0.0, 1.0));
    assert_eq!(parallel(&[dead, dead], 1.0).unwrap().up(), 0.0);
    assert_eq!(parallel(&[dead, perfect], 1.0).unwrap().down(), 0.0);
    assert_eq!(perfect.nines(), None);
    assert_eq!(dead.nines(), Some(0.0));
}

#[test]
fn twelve_nines_in_parallel_survive() {
    let four = parallel(&all(&[0.9999; 4]).unwrap(), 1.0).unwrap();
    near(four.down(), 1e-16, 1e-9);
    near(serial(&[four, four]).down(), 2e-16, 1e-9);
    near(four.nines().unwrap(), 16.0, 1e-9);
}

#[test]
fn counted_quorums_match_the_published_table() {
    for (k, n, p, want) in [
        (2, 3, 0.99, 0.999_702),
        (3, 4, 0.99, 0.999_407_97),
        (3, 5, 0.99, 0.999_990_15),
        (2, 3, 0.999, 0.999_997_002),
        (3, 5, 0.999, 0.999_999_99),
    ] {
        near(k_of_n(k, n, p).unwrap().up(), want, 1e-8);
    }
    near(k_of_n(3, 5, 0.999).unwrap().down(), 9.985_006e-9, 1e-12);
}

#[test]
fn zones_take_their_nodes_along() {
    for (layout, k, want) in [
        (&[1, 1, 1][..], 2, 0.999_993_26),
        (&[2, 1], 2, 0.999_496_01),
        (&[2, 2, 1], 3, 0.999_996_24),
        (&[3, 2], 3, 0.999_498_49),
        (&[3], 2, 0.999_497_00),
        (&[0, 3, 0], 2, 0.999_497_00),
    ] {
        near(k_of_zones(k, layout, 0.9995, 0.999).unwrap().up(), want, 1e-8);
    }
    let free = k_of_zones(3, &[2, 2, 1], 1.0, 0.99).unwrap();
    near(free.down(), k_of_n(3, 5, 0.99).unwrap().down(), 1e-13);
}

#[test]
fn ends_of_the_range_are_exact() {
    assert_eq!(k_of_n(2, 3, 0.0).unwrap().down(), 1.0);
    assert_eq!(k_of_n(2, 3, 1.0).unwrap().down(), 0.0);
    assert_eq!(k_of_n(1, 1, 0.25).unwrap().up(), 0.25);
    assert_eq!(
        k_of_n(3, 2, 0.9).unwrap_err().to_string(),
        "the quorum is 3 of 2: expected between 1 and the number of nodes"
    );
    assert!(k_of_n(0, 3, 0.9).is_err() && k_of_n(1, 0, 0.9).is_err() && k_of_n(1, MOST_NODES + 1, 0.9).is_err());
    assert!(
        k_of_n(1, 1, f64::NAN).is_err() && k_of_zones(1, &[1], 1.1, 0.5).is_err() && Availability::new(-0.1).is_err()
    );
    assert!(k_of_zones(1, &[usize::MAX, 2], 0.9, 0.9).is_err());
    let many = k_of_n(1001, 2000, 0.9).unwrap();
    assert!(many.up() == 1.0 && many.down() >= 0.0 && many.down() < 1e-300);
}

#[test]
fn dependencies_get_their_share_of_the_budget() {
    near(dependency_target(0.9999, 5).unwrap().down(), 2e-5, 1e-11);
    near(extra_nine(0.999).unwrap().up(), 0.9999, 1e-12);
    assert!(meets_extra_nine(0.9999, Availability::new(0.99999).unwrap()).unwrap());
    assert!(!meets_extra_nine(0.999, Availability::new(0.9995).unwrap()).unwrap());
    let year = 525_600.0;
    let b = budget_split(0.9999, year, 5, Availability::new(0.99999).unwrap()).unwrap();
    near(b.total, 52.56, 1e-9);
    near(b.dependencies, 26.28, 1e-9);
    near(b.own, 26.28, 1e-9);
    assert!(dependency_target(0.999, 0).is_err() && budget_split(0.999, 0.0, 1, Availability::ALWAYS).is_err());
}

#[test]
fn repair_time_and_failure_rate_weigh_the_same() {
    near(from_repair_times(1000.0, 1.0).unwrap().up(), 1000.0 / 1001.0, 1e-15);
    let (half, double) = (from_repair_times(720.0, 0.5).unwrap(), from_repair_times(1440.0, 1.0).unwrap());
    near(half.down(), double.down(), 1e-15);
    assert!(from_repair_times(0.0, 0.0).is_err() && from_repair_times(f64::INFINITY, 1.0).is_err());
    assert_eq!(from_repair_times(0.0, 1.0).unwrap().up(), 0.0);
}
