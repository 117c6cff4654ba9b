//! One leader with copies: what acknowledgements, promotions and reads keep and lose.

use super::super::super::script::Script;
use super::super::super::script::{BOTH_READ_BACK, ONE_WRITE, TWO_WRITERS_ONE_READER, WRITER_READS_BACK};
use super::super::{Bounds, Reads};
use super::*;

fn asynchronous(script: Script) -> Leader {
    Leader::single(3, 0, script)
}

#[test]
fn a_leader_that_is_never_replaced_is_a_single_copy() {
    assert_eq!(letters(&asynchronous(BOTH_READ_BACK), &ALL), "TTTTT");
    assert_eq!(letters(&asynchronous(WRITER_READS_BACK), &ALL), "TTTTT");
}

#[test]
fn an_asynchronous_leader_loses_what_it_acknowledged_when_another_is_promoted() {
    let machine = Leader { election: promoting(Candidate::Any), ..asynchronous(WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFFT");
    assert_eq!(
        way(&machine, Property::NoLoss),
        [
            "client 1 writes 1 at node 0, which acknowledges it at once",
            "node 0 crashes",
            "node 1 is promoted to leader without write 1"
        ]
    );
    // The loss, and the read that shows it.
    assert_eq!(way(&machine, Property::ReadYourWrites).len(), 4);
}

#[test]
fn two_lead_when_another_is_promoted_while_the_first_still_runs() {
    let machine = Leader { election: promoting_at_any_time(Candidate::Any), ..asynchronous(WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFFF");
    assert_eq!(way(&machine, Property::OneLeader).len(), 1);
}

#[test]
fn fencing_the_old_leader_leaves_one_but_not_what_it_had_not_sent() {
    let fenced = Election::Promotion { of: Candidate::Any, while_old_lives: true, old_fenced: true };
    assert_eq!(letters(&Leader { election: fenced, ..asynchronous(WRITER_READS_BACK) }, &ALL), "FFFFT");
}

#[test]
fn one_follower_with_every_write_is_enough_if_the_most_advanced_takes_over() {
    for script in [WRITER_READS_BACK, BOTH_READ_BACK] {
        let machine = Leader { election: promoting(Candidate::MostAdvanced), ..Leader::single(3, 1, script) };
        assert_eq!(letters(&machine, &ALL), "TTTTT");
    }
}

#[test]
fn a_read_of_what_is_not_yet_acknowledged_may_never_be_read_again() {
    let dirty = |script| Leader {
        election: promoting(Candidate::MostAdvanced),
        reads: Reads::LeaderDirty,
        ..Leader::single(3, 1, script)
    };
    assert_eq!(letters(&dirty(WRITER_READS_BACK), &ALL), "FTFTT");
    assert_eq!(letters(&dirty(BOTH_READ_BACK), &ALL), "TTTTT");
    assert_eq!(way(&dirty(WRITER_READS_BACK), Property::Linearizable).len(), 5);
}

#[test]
fn an_old_leader_that_still_runs_acknowledges_with_the_other_follower() {
    let election = promoting_at_any_time(Candidate::MostAdvanced);
    let machine = Leader { election, ..Leader::single(3, 1, WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFFF");
    assert_eq!(
        way(&machine, Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 is promoted to leader",
            "node 2 copies the log of node 0, and node 0 acknowledges write 1",
        ]
    );
}

#[test]
fn any_follower_may_take_over_if_all_hold_every_acknowledged_write() {
    let machine = Leader { election: promoting(Candidate::Any), ..Leader::single(3, 2, WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "TTTTT");
    assert_eq!(letters(&Leader { reads: Reads::LeaderDirty, ..machine }, &ALL), "FTFTT");
}

#[test]
fn what_a_promoted_leader_serves_before_it_is_copied_can_be_gone_after_a_second_failover() {
    let bounds = Bounds { terms: 3, crashes: 2, power_losses: 0 };
    let machine = Leader { election: promoting(Candidate::Any), bounds, ..Leader::single(3, 2, WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FTFTT");
    assert_eq!(
        way(&machine, Property::MonotonicReads),
        [
            "client 1 writes 1 at node 0",
            "node 1 copies the log of node 0",
            "node 0 crashes",
            "node 1 is promoted to leader",
            "client 2 reads 1 at node 1",
            "node 1 crashes",
            "node 2 is promoted to leader",
            "client 2 reads 0 at node 2",
        ]
    );
    assert_eq!(letters(&Leader { barrier: true, ..machine }, &ALL), "TTTTT");
}

#[test]
fn followers_lag() {
    let machine = Leader { reads: Reads::Any, ..asynchronous(WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFTT");
    assert_eq!(
        way(&machine, Property::ReadYourWrites),
        ["client 1 writes 1 at node 0, which acknowledges it at once", "client 1 reads 0 at node 1"]
    );
}

#[test]
fn followers_that_hold_every_write_still_learn_later_that_it_is_committed() {
    let machine = Leader { reads: Reads::AnyCommitted, ..Leader::single(3, 2, WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFTT");
    assert_eq!(way(&machine, Property::ReadYourWrites).len(), 4);
}

#[test]
fn a_session_that_knows_how_far_it_has_read_sees_its_own_past_and_no_more() {
    let machine = Leader { reads: Reads::AnySession { epoch: false }, ..asynchronous(WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FTTTT");
}

#[test]
fn a_position_says_nothing_in_the_log_of_another_leader() {
    let machine = |epoch, script| Leader {
        election: promoting(Candidate::Any),
        reads: Reads::AnySession { epoch },
        ..asynchronous(script)
    };
    assert_eq!(letters(&machine(false, BOTH_READ_BACK), &CLIENT), "FFT");
    assert_eq!(letters(&machine(false, TWO_WRITERS_ONE_READER), &CLIENT), "FTF");
    assert_eq!(
        way(&machine(false, BOTH_READ_BACK), Property::ReadYourWrites),
        [
            "client 1 writes 1 at node 0, which acknowledges it at once",
            "node 0 crashes",
            "node 1 is promoted to leader without write 1",
            "client 2 writes 2 at node 1, which acknowledges it at once",
            "client 1 reads 2 at node 1, which does not hold write 1",
        ]
    );
    assert_eq!(letters(&machine(true, BOTH_READ_BACK), &ALL), "FTTFT");
    assert_eq!(letters(&machine(true, TWO_WRITERS_ONE_READER), &ALL), "FTTFT");
    // Where a new leader begins with an entry of its own, the value itself is old.
    let marked = Leader { barrier: true, ..machine(false, WRITER_READS_BACK) };
    assert_eq!(letters(&marked, &CLIENT), "FFF");
    assert_eq!(way(&marked, Property::ReadYourWrites).last().unwrap(), "client 1 reads 0 at node 1");
}

#[test]
fn a_page_cache_does_not_survive_a_power_loss_and_a_disk_does() {
    let bounds = Bounds { terms: 1, crashes: 0, power_losses: 1 };
    let machine = Leader { durable: false, bounds, ..asynchronous(ONE_WRITE) };
    assert_eq!(
        way(&machine, Property::NoLoss),
        ["client 1 writes 1 at node 0, which acknowledges it at once", "node 0 loses power and with it write 1"]
    );
    assert_eq!(letters(&Leader { durable: true, ..machine }, &[Property::NoLoss]), "T");
}

#[test]
fn a_leader_that_stops_waiting_is_asynchronous() {
    let machine =
        Leader { degrades: true, election: promoting(Candidate::MostAdvanced), ..Leader::single(3, 2, ONE_WRITE) };
    assert_eq!(way(&machine, Property::NoLoss).len(), 4);
    assert_eq!(way(&Leader { degrades: false, ..machine }, Property::NoLoss).len(), 0);
}
