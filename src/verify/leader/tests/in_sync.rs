//! In-sync sets that shrink and grow: what elections in and out of the set keep and lose.

use super::super::super::script::{ONE_WRITE, TWO_WRITES};
use super::super::{Acks, Bounds};
use super::*;

fn set(min: u8, of: Candidate, crashes: u8) -> Leader {
    Leader {
        acks: Acks::InSync { min },
        election: promoting(of),
        bounds: Bounds { terms: 3, crashes, power_losses: 0 },
        ..Leader::single(3, 0, ONE_WRITE)
    }
}

#[test]
fn a_member_of_the_set_holds_all_that_was_acknowledged() {
    assert_eq!(letters(&set(1, Candidate::InSync, 1), &[Property::NoLoss]), "T");
}

#[test]
fn an_outsider_that_takes_over_does_not() {
    assert_eq!(
        way(&set(1, Candidate::InSyncElseAny, 1), Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 leaves the in-sync set",
            "node 2 leaves the in-sync set, and node 0 acknowledges write 1",
            "node 0 crashes",
            "node 2 is promoted to leader without write 1",
        ]
    );
    // With two members the write is copied once more before the set shrinks to the leader.
    assert_eq!(way(&set(2, Candidate::InSyncElseAny, 1), Property::NoLoss).len(), 6);
}

#[test]
fn two_on_disk_and_a_clean_election_survive_two_crashes() {
    let machine = set(2, Candidate::InSync, 2);
    assert_eq!(letters(&machine, &[Property::NoLoss]), "T");
    assert_eq!(letters(&Leader { script: TWO_WRITES, ..machine }, &[Property::NoLoss]), "T");
}

#[test]
fn the_last_member_left_takes_unsynced_writes_with_it() {
    let machine = Leader {
        durable: false,
        bounds: Bounds { terms: 3, crashes: 0, power_losses: 1 },
        ..set(2, Candidate::InSync, 0)
    };
    assert_eq!(
        way(&machine, Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 copies the log of node 0",
            "node 2 leaves the in-sync set, and node 0 acknowledges write 1",
            "node 1 leaves the in-sync set",
            "node 0 loses power and with it write 1",
            "node 0 restarts",
            "node 0 is promoted to leader without write 1",
        ]
    );
    assert_eq!(letters(&Leader { durable: true, ..machine }, &[Property::NoLoss]), "T");
}
