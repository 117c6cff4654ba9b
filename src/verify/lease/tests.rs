//! Leases whose verdicts are known.

use super::super::{CAP, Counterexample, Outcome, Verdict, explore};
use super::*;

fn judged(lease: Lease) -> Outcome {
    explore(&lease, Properties::of(&JUDGES), CAP, &|| false)
}

fn told(outcome: &Outcome, property: Property) -> &[String] {
    match outcome.of(property) {
        Some(Verdict::Broken(Counterexample { steps })) => steps,
        other => panic!("{property:?}: {other:?}"),
    }
}

/// A lease of 4 units within 12.
fn base() -> Lease {
    Lease::new(4, 12)
}

#[test]
fn verdicts() {
    let paused = Lease { max_pause: Some(1), ..base() };
    let unbounded = Lease { drift: 1, max_pause: None, ..base() };
    for (row, lease, order_excl_one_holder) in [
        ("C1: no margin against a pause", paused, "FFF"),
        ("C4: a margin of drift and pause", Lease { margin: 2, drift: 1, ..paused }, "TTT"),
        ("one less", Lease { margin: 1, drift: 1, ..paused }, "FFF"),
        ("C5: fencing keeps the order against any pause, and no more", Lease { fencing: true, ..unbounded }, "TFF"),
        ("no fencing", unbounded, "FFF"),
        ("C6: a lock that is held for ever", Lease { expires: false, ..unbounded }, "TTT"),
        ("C7: each side of a split grants", Lease { split: true, expires: false, ..base() }, "FFF"),
        (
            "C7: tokens of two counts order nothing",
            Lease { split: true, expires: false, fencing: true, ..base() },
            "FFF",
        ),
        ("C7: with a lease", Lease { split: true, margin: 2, drift: 1, ..paused }, "FFF"),
    ] {
        let outcome = judged(lease);
        let letter = |verdict: &Verdict| if *verdict == Verdict::Held { 'T' } else { 'F' };
        let letters: String = outcome.verdicts.iter().map(|(_, verdict)| letter(verdict)).collect();
        assert_eq!(letters, order_excl_one_holder, "{row}: {outcome:?}");
    }
}

#[test]
fn c1_a_holder_pauses_between_check_and_write() {
    let outcome = judged(Lease { max_pause: Some(1), ..base() });
    let begin = [
        "client 1 acquires the lease",
        "3 units of time pass",
        "client 1 checks: by its clock 3 of 4 have passed, so it goes on",
        "1 unit of time passes",
        "client 2 acquires the lease, which has expired",
    ];
    let way = told(&outcome, Property::OneHolder);
    assert_eq!(way[..5], begin);
    assert_eq!(way[5..], ["client 1 is about to write, client 2 takes itself for the holder"]);
    let way = told(&outcome, Property::Exclusion);
    assert_eq!(way[..5], begin);
    assert_eq!(way[5..], ["client 1 writes after its lease has passed on, and that is accepted"]);
    assert_eq!(told(&outcome, Property::Order).len(), 8, "the new holder checks and writes in between");
}

#[test]
fn c5_fencing_lets_the_old_holder_in_until_the_new_one_writes() {
    let outcome = judged(Lease { drift: 1, max_pause: None, fencing: true, ..base() });
    let way = told(&outcome, Property::Exclusion);
    assert_eq!(way[way.len() - 2], "client 2 acquires the lease, which has expired, with token 2");
    assert_eq!(way[way.len() - 1], "client 1 writes after its lease has passed on, and that is accepted");
}

#[test]
fn c7_two_sides_grant_at_once() {
    let outcome = judged(Lease { split: true, expires: false, ..base() });
    assert_eq!(
        told(&outcome, Property::Exclusion),
        [
            "client 1 acquires the lock",
            "client 1 checks that it holds the lock",
            "client 2 acquires the lock on the other side of the split",
            "client 1 writes, and that is accepted",
        ]
    );
}

#[test]
fn the_margin_decides_and_is_enough_from_drift_and_pause_on() {
    for ttl in [4, 6] {
        for (drift, pause) in (0..3).flat_map(|drift| (0..3).map(move |pause| (drift, pause))) {
            for margin in 0..ttl.min(drift + pause + 2) {
                let lease = Lease { margin, drift, max_pause: Some(pause), ..Lease::new(ttl, 12) };
                for (property, verdict) in judged(lease).verdicts {
                    assert_eq!(verdict == Verdict::Held, margin >= drift + pause, "{property:?} {lease:?}");
                }
            }
        }
    }
}

/// A read under a leader's lease is a check with no pause after it.
#[test]
fn f10_reads_of_a_leader_need_a_margin_of_the_drift() {
    for (drift, margin) in (0..4).flat_map(|drift| (0..4).map(move |margin| (drift, margin))) {
        let lease = Lease { margin, drift, ..Lease::new(5, 12) };
        assert_eq!(judged(lease).of(Property::Exclusion) == Some(&Verdict::Held), margin >= drift, "{lease:?}");
    }
}

#[test]
fn no_margin_stands_an_unbounded_pause() {
    for margin in 0..4 {
        let outcome = judged(Lease { margin, max_pause: None, ..base() });
        assert_ne!(outcome.of(Property::Exclusion), Some(&Verdict::Held), "{margin}");
    }
}

#[test]
fn a_refused_write_is_told() {
    let lease = Lease { fencing: true, ..base() };
    let mut state = lease.start();
    state.grants = 2;
    state.highest_token = 2;
    state.clients[0] = Client { grant: 1, token: 1, granted: 0, checked: Some(0) };
    let words = "client 1 writes after its lease has passed on, but token 1 is refused";
    assert_eq!(lease.tell(&state, Step::Write(0)), words);
}
