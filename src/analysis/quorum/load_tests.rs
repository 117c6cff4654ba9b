//! Optimal strategies against closed forms, against each other, and at their limits.

use super::*;

fn mix(fr: f64) -> Mix {
    Mix::fixed(fr).unwrap()
}

fn load(s: &System, p: &Profile, fr: f64, f: usize) -> Strategy {
    s.strategy(p, &mix(fr), Objective::Load, Limits::default(), f).unwrap()
}

#[test]
fn counted_quorums_have_a_closed_form_that_the_programmes_reach() {
    let s = System::counted(5, 3, 4).unwrap();
    let p = Profile::uniform(5);
    let even = load(&s, &p, 0.25, 0);
    assert_eq!(even.method, Method::Even);
    let task = Task { profile: &p, mix: &mix(0.25), objective: Objective::Load, limits: Limits::default() };
    let tree = on_trees(&task, s.reads(), s.writes()).unwrap();
    let (r, w) = (sets::minimal(s.reads()).unwrap(), sets::minimal(s.writes()).unwrap());
    let listed = on_columns(&task, (s.reads(), &r), (s.writes(), &w)).unwrap();
    for x in [even, tree, listed] {
        let got = x.load(&p, &mix(0.25));
        assert!((got - (0.25 * 3.0 + 0.75 * 4.0) / 5.0).abs() < 1e-9, "{:?}: {got}", x.method);
    }
}

#[test]
fn trees_and_columns_agree_on_unlike_nodes() {
    for text in [
        "a*b*c + d*e*f",
        "choose(2,[a+b,c+d,e+f])",
        "choose(3,[a,c,e,b+d+f])",
        "choose(4,[a,b,c,d,e,f])",
        "a*(b+c)+d*e",
    ] {
        let s = System::from_reads(text).unwrap();
        let n = s.names().len();
        let p = Profile {
            read_capacity: (0..n).map(|i| 1000.0 * (1 + i) as f64).collect(),
            write_capacity: (0..n).map(|i| 900.0 - 100.0 * i as f64).collect(),
            latency: vec![0.0; n],
        };
        for fr in [0.0, 0.3, 1.0] {
            for f in 0..2 {
                let Ok(tree) = s.strategy(&p, &mix(fr), Objective::Load, Limits::default(), f) else { continue };
                let task = Task { profile: &p, mix: &mix(fr), objective: Objective::Load, limits: Limits::default() };
                let (r, w) = (sets::surviving(s.reads(), f).unwrap(), sets::surviving(s.writes(), f).unwrap());
                let listed = on_columns(&task, (s.reads(), &r), (s.writes(), &w)).unwrap();
                let (a, b) = (tree.load(&p, &mix(fr)), listed.load(&p, &mix(fr)));
                assert!((a / b - 1.0).abs() < 1e-9, "{text} fr {fr} f {f}: {:?} {a}, listed {b}", tree.method);
            }
        }
    }
}

#[test]
fn large_systems_need_no_list() {
    let s = System::counted(99, 50, 50).unwrap();
    let p = Profile { read_capacity: (0..99).map(|i| 1.0 + f64::from(i % 7)).collect(), ..Profile::uniform(99) };
    let x = load(&s, &p, 0.5, 0);
    assert_eq!(x.method, Method::Tree);
    assert!(x.load(&p, &mix(0.5)) < 0.5, "spare capacity should be used: {}", x.load(&p, &mix(0.5)));
    assert!((x.network_load(&mix(0.5)) - 50.0).abs() < 1e-6);
}

#[test]
fn a_set_that_no_loss_may_break_can_be_missing() {
    let s = System::from_reads("a + b + c").unwrap();
    let e = s.strategy(&Profile::uniform(3), &mix(0.5), Objective::Load, Limits::default(), 1).unwrap_err();
    assert_eq!(e.to_string(), "no set of nodes still holds a write quorum after any 1 of its members are lost");
    let listed = System::from_reads("a*b + a*c + b").unwrap();
    assert!(matches!(listed.uniform_strategy(1), Err(Error::NoneSurvives { .. })));
}

#[test]
fn limits_bind_or_are_refused() {
    let s = System::from_reads("a*b + c*d").unwrap();
    let p = Profile { latency: vec![1.0, 2.0, 3.0, 4.0], ..Profile::uniform(4) };
    let within = |latency| {
        let limits = Limits { latency: Some(latency), ..Limits::default() };
        s.strategy(&p, &mix(1.0), Objective::Load, limits, 0)
    };
    let x = within(3.0).unwrap();
    assert!((x.latency(&s, &p, &mix(1.0)).unwrap() - 3.0).abs() < 1e-9 && (x.load(&p, &mix(1.0)) - 0.5).abs() < 1e-9);
    assert!((within(2.5).unwrap().load(&p, &mix(1.0)) - 0.75).abs() < 1e-9);
    assert_eq!(within(1.9), Err(Error::Infeasible));
    assert!(within(0.0).is_err() && within(f64::NAN).is_err());
    let net = Limits { network: Some(2.0), ..Limits::default() };
    let x = s.strategy(&p, &mix(0.0), Objective::Load, net, 0).unwrap();
    assert!((x.network_load(&mix(0.0)) - 2.0).abs() < 1e-9);
}

#[test]
fn losses_and_latency_together_ask_more_nodes_than_needed() {
    // Any 3 of 4 survive one loss, but with the fastest node among them two answers come sooner.
    let s = System::counted(4, 2, 3).unwrap();
    let p = Profile { latency: vec![1.0, 2.0, 9.0, 9.0], ..Profile::uniform(4) };
    let x = s.strategy(&p, &mix(1.0), Objective::Latency, Limits::default(), 1).unwrap();
    assert!((x.latency(&s, &p, &mix(1.0)).unwrap() - 2.0).abs() < 1e-9);
    assert!(x.reads.iter().all(|(set, _)| set.len() >= 3), "{:?}", x.reads);
}

#[test]
fn arguments_out_of_range_are_named() {
    let s = System::counted(3, 2, 2).unwrap();
    assert!(Mix::fixed(1.1).is_err() && Mix::fixed(f64::NAN).is_err() && Mix::weighted(&[]).is_err());
    let e = s.least_load(&Profile::uniform(2), &mix(0.5)).unwrap_err();
    assert_eq!(e.to_string(), "the list of read capacities is 2 for 3 nodes: expected one per node");
    let zero = Profile::equal(3, 0.0, 1.0);
    assert!(s.least_load(&zero, &mix(0.5)).is_err());
}
