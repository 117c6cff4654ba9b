//! Leaders by vote: what votes, terms, commits and reads keep and lose.

use super::super::super::script::{self, BOTH_READ_BACK, ONE_READER, ONE_WRITE, TWO_WRITES, WRITER_READS_BACK};
use super::super::{Acks, Bounds, Reads, VoteCheck};
use super::*;

fn with_terms(terms: u8, machine: Leader) -> Leader {
    Leader { bounds: Bounds { terms, ..machine.bounds }, ..machine }
}

fn with_power_losses(power_losses: u8, machine: Leader) -> Leader {
    Leader { bounds: Bounds { power_losses, ..machine.bounds }, ..machine }
}

#[test]
fn consensus_with_confirmed_reads_is_linearizable_though_two_may_believe_they_lead() {
    for script in script::ALL {
        let machine = Leader::consensus(3, script);
        assert_eq!(letters(&machine, &ALL), "TTTTF");
        assert_eq!(letters(&machine, &[Property::OneLeaderPerTerm]), "T");
    }
}

#[test]
fn three_terms_and_five_nodes_show_nothing_more() {
    assert_eq!(letters(&with_terms(3, Leader::consensus(3, WRITER_READS_BACK)), &ALL), "TTTTF");
    assert_eq!(letters(&with_terms(3, Leader::consensus(3, ONE_READER)), &ALL), "TTTTF");
    assert_eq!(letters(&Leader::consensus(5, WRITER_READS_BACK), &ALL), "TTTTF");
}

#[test]
fn a_deposed_leader_that_answers_alone_answers_with_the_past() {
    let machine = Leader { reads: Reads::LeaderCommitted, ..Leader::consensus(3, WRITER_READS_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFFTF");
    assert_eq!(
        way(&machine, Property::ReadYourWrites),
        [
            "node 1 is elected in term 2 by node 2",
            "client 1 writes 1 at node 1",
            "node 2 copies the log of node 1, and node 1 acknowledges write 1",
            "client 1 reads 0 at node 0",
        ]
    );
}

#[test]
fn followers_of_a_consensus_group_lag() {
    for reads in [Reads::Any, Reads::AnyCommitted] {
        let machine = Leader { reads, ..Leader::consensus(3, WRITER_READS_BACK) };
        assert_eq!(letters(&machine, &ALL), "FFFTF");
    }
}

#[test]
fn a_leader_lease_is_as_good_as_its_margin() {
    let machine = |safe| Leader { reads: Reads::LeaderLease { safe }, ..Leader::consensus(3, WRITER_READS_BACK) };
    assert_eq!(letters(&machine(true), &ALL), "TTTTF");
    assert_eq!(letters(&machine(false), &ALL), "FFFTF");
}

#[test]
fn a_vote_without_a_look_at_the_log_elects_an_empty_one() {
    let election = Election::Vote { quorum: 2, check: VoteCheck::Nothing };
    let machine = Leader { election, ..Leader::consensus(3, BOTH_READ_BACK) };
    assert_eq!(letters(&machine, &ALL), "FFTFF");
    assert_eq!(
        way(&machine, Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 copies the log of node 0, and node 0 acknowledges write 1",
            "node 2 is elected in term 2 by node 1 without write 1",
        ]
    );
}

/// The machine in which an entry of an earlier term is counted, and later overwritten.
fn counting_earlier_terms(terms: u8) -> Leader {
    let machine = Leader { current_term_only: false, barrier: false, ..Leader::consensus(3, TWO_WRITES) };
    with_terms(terms, machine)
}

#[test]
fn an_entry_of_an_earlier_term_is_not_safe_when_a_majority_holds_it() {
    let asked = [Property::NoLoss, Property::OneLeader];
    assert_eq!(letters(&counting_earlier_terms(3), &asked), "TF");
    assert_eq!(letters(&counting_earlier_terms(4), &asked), "FF");
    assert_eq!(
        way(&counting_earlier_terms(4), Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 is elected in term 2 by node 2",
            "client 2 writes 2 at node 1",
            "node 0 is elected in term 3 by node 2",
            "node 2 copies the log of node 0, and node 0 acknowledges write 1",
            "node 1 is elected in term 4 by node 2 without write 1",
        ]
    );
    let right = Leader { current_term_only: true, ..counting_earlier_terms(5) };
    assert_eq!(letters(&right, &asked), "TF");
    assert_eq!(letters(&Leader { barrier: true, ..with_terms(4, right) }, &asked), "TF");
}

/// Consensus that acknowledges before anything is on disk.
fn unsynced(nodes: u8, power_losses: u8) -> Leader {
    with_power_losses(power_losses, Leader { durable: false, barrier: false, ..Leader::consensus(nodes, ONE_WRITE) })
}

#[test]
fn a_majority_in_page_caches_is_one_power_loss_from_a_minority() {
    assert_eq!(
        way(&unsynced(3, 1), Property::NoLoss),
        [
            "client 1 writes 1 at node 0",
            "node 1 copies the log of node 0, and node 0 acknowledges write 1",
            "node 0 loses power and with it write 1, and restarts",
            "node 0 is elected in term 2 by node 2 without write 1",
        ]
    );
    // A majority of five holds one copy more.
    assert_eq!(way(&unsynced(5, 1), Property::NoLoss).len(), 5);
    let crash = Leader { bounds: Bounds { terms: 3, crashes: 2, power_losses: 0 }, ..unsynced(3, 0) };
    assert_eq!(letters(&crash, &[Property::NoLoss]), "T");
}

#[test]
fn a_majority_on_disk_survives_power_losses() {
    let machine = Leader { durable: true, script: TWO_WRITES, ..with_terms(3, unsynced(3, 2)) };
    assert_eq!(letters(&machine, &[Property::NoLoss]), "T");
}

#[test]
fn a_node_that_catches_up_before_it_votes_does_not_vote_for_its_own_loss() {
    let machine = Leader { catch_up_before_vote: true, ..with_terms(3, unsynced(3, 2)) };
    assert_eq!(letters(&machine, &[Property::NoLoss]), "T");
}

#[test]
fn the_clock_of_the_last_entry_prefers_a_late_write_of_a_deposed_leader() {
    let machine = |check| {
        let election = Election::Vote { quorum: 2, check };
        with_terms(3, Leader { election, barrier: false, ..Leader::consensus(3, TWO_WRITES) })
    };
    assert_eq!(
        way(&machine(VoteCheck::Clock), Property::NoLoss),
        [
            "node 1 is elected in term 2 by node 2",
            "client 1 writes 1 at node 1",
            "node 2 copies the log of node 1, and node 1 acknowledges write 1",
            "client 2 writes 2 at node 0",
            "node 0 is elected in term 3 by node 2 without write 1",
        ]
    );
    assert_eq!(letters(&machine(VoteCheck::TermAndIndex), &[Property::NoLoss]), "T");
}

#[test]
fn quorums_of_writes_and_elections_must_overlap_and_not_more() {
    let flexible = |nodes, w: u8, quorum| Leader {
        acks: Acks::Followers(w - 1),
        election: Election::Vote { quorum, check: VoteCheck::TermAndIndex },
        ..Leader::consensus(nodes, ONE_WRITE)
    };
    assert_eq!(letters(&flexible(4, 2, 3), &[Property::NoLoss]), "T");
    assert_eq!(letters(&flexible(6, 3, 4), &[Property::NoLoss]), "T");
    assert_eq!(way(&flexible(4, 2, 2), Property::NoLoss).len(), 3);
    assert_eq!(
        way(&flexible(4, 2, 2), Property::OneLeaderPerTerm),
        ["node 1 is elected in term 2 by node 3", "node 2 is elected in term 2 by node 0"]
    );
    let split = Leader { script: WRITER_READS_BACK, ..flexible(4, 2, 2) };
    assert_eq!(letters(&split, &ALL), "FFFFF");
}
