//! What each isolation mechanism lets through, script by script. Nothing of the steps themselves is tested here.

use super::super::{CAP, Outcome, Properties, Property, Verdict, explore};
use super::script::Action::{Read, Write};
use super::script::Key::{X, Y};
use super::script::{LONG_FORK, READ_SKEW, REPLICA_READ, ROLLED_BACK, Script, TWO_UPDATES, WRITE_SKEW, committing};
use super::{Isolation, ReplicaOrder, Transactions};
use Property::{
    AbortedReadFree, LostUpdateFree, ReadSkewFree, Serializable, SnapshotIsolation, StrictSerializable, WriteSkewFree,
};

fn run(machine: &Transactions, asked: &[Property]) -> Outcome {
    explore(machine, Properties::of(asked), CAP, &|| false)
}

fn held(isolation: Isolation, script: Script, property: Property) -> bool {
    match run(&Transactions::new(isolation, script), &[property]).of(property) {
        Some(Verdict::Held) => true,
        Some(Verdict::Broken(_)) => false,
        other => panic!("{other:?}"),
    }
}

fn way(machine: &Transactions, property: Property) -> Vec<String> {
    match run(machine, &[property]).of(property) {
        Some(Verdict::Broken(way)) => way.steps.clone(),
        _ => Vec::new(),
    }
}

#[test]
fn an_update_is_lost_where_a_write_does_not_look_at_what_is_there() {
    for isolation in [Isolation::ReadUncommitted, Isolation::ReadCommitted, Isolation::RepeatableRead] {
        assert!(!held(isolation, TWO_UPDATES, LostUpdateFree), "{isolation:?}");
        assert!(!held(isolation, TWO_UPDATES, Serializable), "{isolation:?}");
        assert!(!held(isolation, TWO_UPDATES, SnapshotIsolation), "{isolation:?}");
    }
    assert_eq!(
        way(&Transactions::new(Isolation::ReadCommitted, TWO_UPDATES), Serializable),
        [
            "transaction 1 reads x as it was at first",
            "transaction 1 writes x",
            "transaction 2 reads x as it was at first",
            "transaction 1 commits",
            "transaction 2 writes x",
            "transaction 2 commits",
        ]
    );
}

#[test]
fn no_update_is_lost_where_the_first_committer_wins_or_readers_lock() {
    let strong = [Isolation::Snapshot, Isolation::SerializableSnapshot, Isolation::TwoPhaseLocking, Isolation::Strict];
    for isolation in strong {
        for property in [LostUpdateFree, Serializable, SnapshotIsolation] {
            assert!(held(isolation, TWO_UPDATES, property), "{isolation:?}");
        }
    }
}

#[test]
fn a_snapshot_lets_two_rest_on_what_the_other_changes() {
    assert!(!held(Isolation::Snapshot, WRITE_SKEW, Serializable));
    assert!(!held(Isolation::Snapshot, WRITE_SKEW, WriteSkewFree));
    assert!(held(Isolation::Snapshot, WRITE_SKEW, SnapshotIsolation));
    for isolation in [Isolation::SerializableSnapshot, Isolation::TwoPhaseLocking] {
        for property in [Serializable, WriteSkewFree, StrictSerializable] {
            assert!(held(isolation, WRITE_SKEW, property), "{isolation:?}");
        }
    }
    assert_eq!(way(&Transactions::new(Isolation::Snapshot, WRITE_SKEW), WriteSkewFree).len(), 8);
}

/// A withdrawal that looks at both keys, a deposit, and a report that reads both.
const REPORT: Script =
    &[committing(&[Read(X), Read(Y), Write(X)]), committing(&[Read(Y), Write(Y)]), committing(&[Read(X), Read(Y)])];

#[test]
fn one_that_only_reads_can_be_what_no_order_explains() {
    assert!(held(Isolation::Snapshot, &REPORT[..2], Serializable));
    assert!(!held(Isolation::Snapshot, REPORT, Serializable));
    assert!(held(Isolation::SerializableSnapshot, REPORT, Serializable));
    assert!(held(Isolation::TwoPhaseLocking, REPORT, StrictSerializable));
}

#[test]
fn a_retry_that_does_not_read_again_loses_what_the_abort_had_saved() {
    for isolation in [Isolation::Snapshot, Isolation::SerializableSnapshot, Isolation::TwoPhaseLocking] {
        let machine = Transactions { blind_retry: true, ..Transactions::new(isolation, TWO_UPDATES) };
        let way = way(&machine, LostUpdateFree);
        assert!(way.iter().any(|step| step.contains("without reading again")), "{isolation:?} {way:?}");
    }
}

#[test]
fn half_of_a_commit_is_seen_where_every_read_looks_anew() {
    assert!(!held(Isolation::ReadCommitted, READ_SKEW, ReadSkewFree));
    assert!(!held(Isolation::ReadCommitted, READ_SKEW, Serializable));
    assert_eq!(
        way(&Transactions::new(Isolation::ReadCommitted, READ_SKEW), ReadSkewFree),
        [
            "transaction 1 writes x",
            "transaction 1 writes y",
            "transaction 2 reads x as it was at first",
            "transaction 1 commits",
            "transaction 2 reads y as transaction 1 wrote it",
            "transaction 2 commits",
        ]
    );
    for isolation in [Isolation::RepeatableRead, Isolation::Snapshot, Isolation::TwoPhaseLocking] {
        assert!(held(isolation, READ_SKEW, ReadSkewFree), "{isolation:?}");
        assert!(held(isolation, READ_SKEW, Serializable), "{isolation:?}");
    }
}

#[test]
fn what_is_rolled_back_is_read_only_where_nothing_waits_for_a_commit() {
    assert!(!held(Isolation::ReadUncommitted, ROLLED_BACK, AbortedReadFree));
    assert!(!held(Isolation::ReadUncommitted, ROLLED_BACK, Serializable));
    assert!(held(Isolation::ReadCommitted, ROLLED_BACK, AbortedReadFree));
    assert_eq!(
        way(&Transactions::new(Isolation::ReadUncommitted, ROLLED_BACK), AbortedReadFree),
        ["transaction 1 writes x", "transaction 2 reads x as transaction 1 wrote it", "transaction 1 rolls back"]
    );
}

#[test]
fn a_replica_with_an_order_of_its_own_shows_a_fork() {
    for isolation in [Isolation::Snapshot, Isolation::TwoPhaseLocking] {
        let same = Transactions::new(isolation, LONG_FORK);
        let own = Transactions { replica_order: ReplicaOrder::Own, ..same };
        for property in [Serializable, SnapshotIsolation] {
            assert_eq!(run(&same, &[property]).of(property), Some(&Verdict::Held));
            assert!(!way(&own, property).is_empty());
        }
    }
}

#[test]
fn a_replica_that_lags_is_serializable_and_not_in_real_time() {
    assert!(held(Isolation::TwoPhaseLocking, REPLICA_READ, Serializable));
    assert!(!held(Isolation::TwoPhaseLocking, REPLICA_READ, StrictSerializable));
    assert!(held(Isolation::Strict, REPLICA_READ, StrictSerializable));
    assert_eq!(
        way(&Transactions::new(Isolation::TwoPhaseLocking, REPLICA_READ), StrictSerializable),
        [
            "transaction 1 writes x",
            "transaction 1 commits",
            "transaction 2 reads x as it was at first",
            "transaction 2 commits",
        ]
    );
}
