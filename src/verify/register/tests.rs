//! Registers whose verdicts are known.

use super::super::{CAP, Counterexample, Outcome, Verdict, explore, worst};
use super::naive::Naive;
use super::*;

fn with_all_scripts(setup: Setup) -> Outcome {
    worst(&Register::all(setup), Properties::of(&JUDGES), CAP, &|| false)
}

fn with(setup: Setup, script: Script) -> Outcome {
    explore(&Register::new(setup, script).unwrap(), Properties::of(&JUDGES), CAP, &|| false)
}

/// The verdicts on [`JUDGES`] as letters.
fn letters(outcome: &Outcome) -> String {
    let letter = |verdict: &Verdict| match verdict {
        Verdict::Held => 'T',
        Verdict::Broken(_) => 'F',
        Verdict::Inconclusive => '?',
    };
    outcome.verdicts.iter().map(|(_, verdict)| letter(verdict)).collect()
}

fn told(outcome: &Outcome, property: Property) -> &[String] {
    match outcome.of(property) {
        Some(Verdict::Broken(Counterexample { steps })) => steps,
        other => panic!("{property:?}: {other:?}"),
    }
}

fn majority(replicas: u8) -> Setup {
    Setup::new(replicas, replicas / 2 + 1, replicas / 2 + 1)
}

/// Reads that write back, and versions from clocks.
fn clocks(clocks: [u8; 3]) -> Setup {
    Setup { write_back: true, versions: Versions::Clocks(clocks), ..majority(3) }
}

#[test]
fn verdicts_with_all_scripts() {
    let writes_back = |setup| Setup { write_back: true, ..setup };
    let forgets = |setup| Setup { amnesia: 1, ..setup };
    for (row, setup, lin_ryw_mono_noloss) in [
        ("A3, with A1: a majority without write-back", majority(3), "FTFT"),
        ("A2: read-back makes a majority register atomic", writes_back(majority(3)), "TTTT"),
        ("A5: equal clocks", clocks([5, 5, 5]), "FFTF"),
        ("A6: skewed clocks", clocks([10, 5, 5]), "FFTF"),
        ("A7: one and one of three", Setup::new(3, 1, 1), "FFFF"),
        ("A8: read one, write two of three", Setup::new(3, 1, 2), "FFFF"),
        ("A10: one copy, and reads that ask everybody", Setup::new(3, 3, 1), "TTTT"),
        ("A11: that copy is forgotten", forgets(Setup::new(3, 3, 1)), "FFFF"),
        ("A11: read one, write all, one forgets", forgets(Setup::new(3, 1, 3)), "FFFF"),
        ("A12: one of a majority forgets", forgets(writes_back(majority(3))), "FFFF"),
        ("A13: a fallback node stands in", Setup { fallbacks: 1, ..majority(3) }, "FFFF"),
        ("F12: three of four", majority(4), "FTFT"),
        ("F12: three of four, with read-back", writes_back(majority(4)), "TTTT"),
        ("three of five", majority(5), "FTFT"),
        ("three of five, with read-back", writes_back(majority(5)), "TTTT"),
        ("four of five outlast one that forgets", forgets(writes_back(Setup::new(5, 4, 4))), "TTTT"),
        ("one node", Setup::new(1, 1, 1), "TTTT"),
        ("one node that forgets", forgets(Setup::new(1, 1, 1)), "FFFF"),
    ] {
        assert_eq!(letters(&with_all_scripts(setup)), lin_ryw_mono_noloss, "{row}");
    }
}

#[test]
fn verdicts_that_depend_on_the_script() {
    for (row, setup, script, lin_ryw_mono_noloss) in [
        ("A1: one writer", majority(3), script::WRITER_READS_BACK, "FTFT"),
        ("A3: two writers that read back meet no write in progress twice", majority(3), script::BOTH_READ_BACK, "TTTT"),
        ("A3: a reader does", majority(3), script::TWO_WRITERS_ONE_READER, "FTFT"),
        ("A5: no writer reads", clocks([5, 5, 5]), script::TWO_WRITERS_ONE_READER, "FTTF"),
        ("A5: a writer reads another's earlier write", clocks([5, 5, 5]), script::BOTH_READ_BACK, "FFTF"),
        ("A6: the later write loses, and its writer sees it", clocks([10, 5, 5]), script::SECOND_READS_BACK, "FFTF"),
    ] {
        assert_eq!(letters(&with(setup, script)), lin_ryw_mono_noloss, "{row}");
    }
}

#[test]
fn a1_two_reads_during_a_write_see_it_and_then_not() {
    let outcome = with_all_scripts(majority(3));
    let steps = [
        "client 1 writes 1 at replica 0",
        "client 2 reads from replicas 0 and 1 and gets 1",
        "client 2 reads from replicas 1 and 2 and gets 0",
    ];
    assert_eq!(told(&outcome, Property::Linearizable), steps);
    assert_eq!(told(&outcome, Property::MonotonicReads), steps);
}

#[test]
fn a6_a_later_write_with_an_earlier_time_is_lost() {
    let outcome = with(clocks([10, 5, 5]), script::SECOND_READS_BACK);
    assert_eq!(
        told(&outcome, Property::ReadYourWrites),
        [
            "client 1 writes 1 with time 10 at replicas 0 and 1 and is acknowledged",
            "client 2 writes 2 with time 5 and is acknowledged, but the nodes keep what they take for newer",
            "client 2 reads from replicas 0 and 1 and gets 1",
        ]
    );
    assert_eq!(told(&outcome, Property::NoLoss)[2], "a read from replicas 0 and 1 would get 1");
}

#[test]
fn a5_of_writes_with_equal_times_the_later_may_lose() {
    assert_eq!(
        told(&with(clocks([5, 5, 5]), script::BOTH_READ_BACK), Property::ReadYourWrites),
        [
            "client 2 writes 2 with time 5 at replicas 0 and 1 and is acknowledged",
            "client 1 writes 1 with time 5 and is acknowledged, but the nodes keep what they take for newer",
            "client 1 reads from replicas 0 and 1 and gets 2",
        ]
    );
}

#[test]
fn a8_a_read_asks_the_replica_that_was_left_out() {
    let outcome = with_all_scripts(Setup::new(3, 1, 2));
    assert_eq!(
        told(&outcome, Property::ReadYourWrites),
        ["client 1 writes 1 at replicas 0 and 1 and is acknowledged", "client 1 reads from replica 2 and gets 0"]
    );
}

#[test]
fn a12_one_holder_forgets_and_a_read_meets_the_others() {
    let outcome = with_all_scripts(Setup { amnesia: 1, write_back: true, ..majority(3) });
    assert_eq!(
        told(&outcome, Property::Linearizable),
        [
            "client 1 writes 1 at replicas 0 and 1 and is acknowledged",
            "replica 0 forgets what it held",
            "client 1 reads from replicas 0 and 2 and gets 0",
        ]
    );
    assert_eq!(told(&outcome, Property::NoLoss)[2], "a read from replicas 0 and 2 would get 0");
}

#[test]
fn a13_write_and_read_meet_different_nodes() {
    let outcome = with_all_scripts(Setup { fallbacks: 1, ..majority(3) });
    assert_eq!(
        told(&outcome, Property::ReadYourWrites),
        [
            "client 1 writes 1 at replicas 0 and 1 and is acknowledged",
            "client 1 reads from replica 2 and fallback node 0 and gets 0",
        ]
    );
    // What a quorum does not meet is handed over later: it is out of sight. Lost is what gives way to a write that had not
    // seen it.
    assert_eq!(
        told(&outcome, Property::NoLoss),
        [
            "client 2 asks replicas 0 and 1 for versions, writes 2 at replicas 0 and 1 and is acknowledged",
            "client 1 asks replica 2 and fallback node 0 for versions, writes 1 and is acknowledged, but the nodes keep \
             what they take for newer",
            "a read from replicas 0, 1 and 2 and fallback node 0 would get 2",
        ]
    );
    let one = with(Setup { fallbacks: 1, ..majority(3) }, script::ONE_READER);
    assert_eq!(one.of(Property::NoLoss), Some(&Verdict::Held));
}

#[test]
fn a_query_and_a_write_back_are_told() {
    let setup = Setup { amnesia: 1, write_back: true, ..majority(3) };
    let writers = told(&with(setup, script::TWO_WRITERS_ONE_READER), Property::MonotonicReads).join("\n");
    assert!(writers.contains("client 1 asks replicas 0 and 1 for versions and writes 1 at replica 0"), "{writers}");
    let reader = told(&with(setup, script::WRITER_READS_BACK), Property::MonotonicReads).join("\n");
    assert!(reader.contains("client 2 reads from replicas 0 and 1 and has to write back 1"), "{reader}");
    assert!(reader.contains("client 2 gets 1"), "{reader}");
}

#[test]
fn what_is_out_of_range_is_no_machine() {
    for setup in [
        Setup::new(0, 1, 1),
        Setup::new(6, 3, 3),
        Setup::new(3, 4, 1),
        Setup::new(3, 1, 0),
        Setup { fallbacks: 2, ..Setup::new(5, 3, 3) },
        clocks([1, 255, 1]),
    ] {
        assert!(
            Register::new(setup, script::WRITER_READS_BACK).is_none() && Register::all(setup).is_empty(),
            "{setup:?}"
        );
    }
}

/// Compares with the machine that has no shortcuts, as far as that one comes within a bound.
#[test]
fn shortcuts_change_no_verdict() {
    let mut judged = 0;
    let mut compare = |setup: Setup, script| {
        let machine = Register::new(setup, script).unwrap();
        let fast = letters(&explore(&machine, Properties::of(&JUDGES), CAP, &|| false));
        let slow = letters(&explore(&Naive(machine), Properties::of(&JUDGES), 2_000, &|| false));
        for (fast, slow) in fast.chars().zip(slow.chars()).filter(|(_, slow)| *slow != '?') {
            assert_eq!(fast, slow, "{setup:?} {script:?}");
            judged += 1;
        }
    };
    for (replicas, read_quorum, write_quorum) in
        [(2, 1, 1), (2, 1, 2), (2, 2, 1), (2, 2, 2), (3, 1, 1), (3, 2, 2), (3, 1, 3), (3, 3, 1)]
    {
        for versions in [Versions::Query, Versions::Clocks([5; 3]), Versions::Clocks([10, 5, 5])] {
            for (write_back, amnesia) in [(false, 0), (true, 0), (false, 1), (true, 1)] {
                let setup = Setup { write_back, versions, amnesia, ..Setup::new(replicas, read_quorum, write_quorum) };
                for script in [script::ONE_READER, script::SECOND_READS_BACK] {
                    compare(setup, script);
                }
            }
        }
    }
    assert!(judged > 400, "{judged}");
}
