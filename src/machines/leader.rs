//! Replication with a leader, as a brief describes it: consensus, one leader with copies, a chain, a single copy.

use super::case::{Case, Machine};
use super::scope::{Scope, count, longest, scripts};
use super::settings::{Looks, Settings, durable, forgets, if_stated, leader_alone, wiped};
use crate::brief::{
    FailoverMode, InSyncSet, Or, PromoteRule, ReadPath, Reconfig, Rejoin, ReplicationSessionToken, VoteRule,
};
use crate::numbers::Trace;
use crate::numbers::facts::{DatasetView, ReplicationView, majority};
use crate::verify::Property;
use crate::verify::leader::chain::{Chain, Membership};
use crate::verify::leader::{Acks, Bounds, Candidate, Election, Leader, Reads, VoteCheck};
use crate::verify::script;

/// Most replicas for which the machine has room.
const ROOM: u64 = 6;
/// Fewest that stand in for more: one that leads, one that has a copy, one that has none.
const LEAST: u64 = 3;

/// Consensus by votes.
pub(super) fn consensus(
    asked: Property,
    s: &Settings,
    d: &DatasetView<'_>,
    scope: Scope,
    t: &mut Trace,
) -> Result<Case, String> {
    let r = d.replication();
    let (n, w, e) = counts(s, &r, scope, t)?;
    let check = vote_check(&r, t);
    let ack = if_stated(&s.ack, t).ok_or(MISSING)?;
    // A disk that is gone takes any part of the log, as a power loss takes what was not on it.
    let wiped = wiped(d, t);
    let power_losses = if wiped || forgets(d.world, ack, t) { scope.faults } else { 0 };
    let model = Leader {
        acks: Acks::Followers(if leader_alone(ack) { 0 } else { w.saturating_sub(1) }),
        durable: durable(ack) && !wiped,
        election: Election::Vote { quorum: e, check },
        catch_up_before_vote: power_losses > 0 && catches_up(&r, t),
        // The entry of a barrier has no time that a vote by clocks could compare.
        barrier: check != VoteCheck::Clock && t.take(r.term_start_barrier()) == Some(true),
        reads: if reads_matter(asked) { reads(s.reads.as_ref(), &r, true, t)? } else { Reads::Confirmed },
        bounds: Bounds { terms: 3, crashes: 0, power_losses },
        ..Leader::consensus(n, script::ONE_WRITE)
    };
    Ok(played(&[model], asked, scope))
}

/// Replicas, commit quorum and election quorum of the machine. A majority of more replicas than are asked for is shown by
/// a majority of fewer.
fn counts(s: &Settings, r: &ReplicationView<'_>, scope: Scope, t: &mut Trace) -> Result<(u8, u8, u8), String> {
    if r.raw.reconfig.is_some() && t.take(r.reconfig()) == Some(Reconfig::Gossip) {
        // Each node counts by its own view: two views have majorities that do not meet.
        return Ok((4, 2, 2));
    }
    if r.raw.witnesses.is_some_and(|n| n > 0) {
        // One that votes and holds no data would seem to keep what it only acknowledged.
        return Err("no machine describes witnesses".to_owned());
    }
    let counts = (t.take(r.n()), t.take(s.w.clone()), t.take(r.election_quorum()));
    let (Some(n), Some(w), Some(e)) = counts else { return Err(MISSING.to_owned()) };
    let most = u64::from(scope.replicas(n, LEAST, ROOM)?);
    if n <= most {
        return Ok((n as u8, w as u8, e as u8));
    }
    if w != majority(n) || e != w {
        return Err(format!(
            "{n} replicas with quorums of {w} and {e} are more than the machine has room for ({most})"
        ));
    }
    let fewer = if most % 2 == 0 { most - 1 } else { most };
    Ok((fewer as u8, majority(fewer) as u8, majority(fewer) as u8))
}

fn vote_check(r: &ReplicationView<'_>, t: &mut Trace) -> VoteCheck {
    match t.take(r.vote_rule()) {
        Some(VoteRule::Clock) => VoteCheck::Clock,
        Some(VoteRule::Priority | VoteRule::None) => VoteCheck::Nothing,
        Some(VoteRule::TermIndex) | None => VoteCheck::TermAndIndex,
    }
}

fn catches_up(r: &ReplicationView<'_>, t: &mut Trace) -> bool {
    matches!(t.take(r.rejoin()), Some(Rejoin::CatchUpBeforeVote | Rejoin::WipeAndLearn))
}

/// One leader, and copies that follow it.
pub(super) fn single(
    asked: Property,
    s: &Settings,
    d: &DatasetView<'_>,
    scope: Scope,
    t: &mut Trace,
) -> Result<Case, String> {
    let r = d.replication();
    let (Some(copies), Some(w), Some(ack)) = (t.take(r.n()), t.take(s.w.clone()), if_stated(&s.ack, t)) else {
        return Err(MISSING.to_owned());
    };
    let n = scope.replicas(copies.max(1), LEAST, ROOM)?;
    if copies > u64::from(n) && w != 1 && w != copies {
        return Err(format!("{copies} copies of which {w} answer are more than the machine has room for ({n})"));
    }
    let dynamic = if_stated(&r.in_sync_set(), t) == Some(InSyncSet::Dynamic);
    let acks = if leader_alone(ack) || (dynamic && !matches!(t.take(r.acks()), Some(Or::B(_)))) {
        Acks::Followers(0)
    } else if dynamic {
        Acks::InSync { min: t.take(r.in_sync_min()).unwrap_or(1).clamp(1, u64::from(n)) as u8 }
    } else {
        Acks::Followers(if w == copies { n - 1 } else { w.saturating_sub(1).min(u64::from(n) - 1) as u8 })
    };
    let forgetting = forgets(d.world, ack, t);
    let model = Leader {
        acks,
        durable: durable(ack),
        current_term_only: true,
        barrier: r.term_start_barrier().stated() && t.take(r.term_start_barrier()) == Some(true),
        degrades: w > 1 && if_stated(&r.sync_degrade(), t) == Some(true),
        reads: if reads_matter(asked) { reads(s.reads.as_ref(), &r, false, t)? } else { Reads::LeaderCommitted },
        ..Leader::single(n, 0, script::ONE_WRITE)
    };
    // Faults are crashes, or of a process that is watched one false alarm in the place of a crash.
    let bounds = |crashes: u8, votes: bool| Bounds {
        terms: if votes { 3 } else { 1 + scope.faults.clamp(1, 3) },
        crashes: if forgetting { 0 } else { crashes },
        power_losses: if forgetting { crashes } else { 0 },
    };
    let variants: Vec<Leader> = elections(&r, n, dynamic, t)
        .into_iter()
        .map(|(election, alarms)| {
            let votes = matches!(election, Election::Vote { .. });
            Leader {
                election,
                // Who is promoted is not asked for a vote.
                catch_up_before_vote: forgetting && votes && catches_up(&r, t),
                bounds: bounds(scope.faults.saturating_sub(alarms), votes),
                ..model
            }
        })
        .collect();
    Ok(played(&variants, asked, scope))
}

/// How a leader may be replaced, each with the false alarms that it takes.
fn elections(r: &ReplicationView<'_>, n: u8, dynamic: bool, t: &mut Trace) -> Vec<(Election, u8)> {
    let mode = t.take(r.failover_mode());
    if mode == Some(FailoverMode::None) {
        return vec![(Election::Never, 0)];
    }
    let rule = t.take(r.failover_promote_rule());
    if rule == Some(PromoteRule::MajorityElection) {
        let quorum = t.take(r.election_quorum()).unwrap_or(u64::from(n) / 2 + 1).min(u64::from(n)) as u8;
        return vec![(Election::Vote { quorum, check: vote_check(r, t) }, 0)];
    }
    // Any that is alive is any outside the in-sync set, too.
    let any = rule == Some(PromoteRule::AnyAlive) && r.failover_promote_rule().stated();
    let of = match rule {
        _ if dynamic && (any || t.take(r.unclean_election()) == Some(true)) => Candidate::InSyncElseAny,
        _ if dynamic => Candidate::InSync,
        Some(PromoteRule::MostAdvancedAfterFence) => Candidate::MostAdvanced,
        _ => Candidate::Any,
    };
    let old_fenced = t.take(r.failover_fence_old()) == Some(true);
    let promotion = |while_old_lives| Election::Promotion { of, while_old_lives, old_fenced };
    // A person looks before promoting; a machine takes silence for death.
    let mut all = vec![(promotion(false), 0)];
    if mode == Some(FailoverMode::Auto) {
        all.push((promotion(true), 1));
    }
    all
}

/// One copy, and nothing that takes over.
pub(super) fn alone(
    asked: Property,
    s: &Settings,
    d: &DatasetView<'_>,
    scope: Scope,
    t: &mut Trace,
) -> Result<Case, String> {
    let ack = if_stated(&s.ack, t).ok_or(MISSING)?;
    let forgetting = forgets(d.world, ack, t);
    let (crashes, power_losses) = if forgetting { (0, scope.faults) } else { (scope.faults, 0) };
    let bounds = Bounds { terms: 1, crashes, power_losses };
    let model = Leader { durable: durable(ack), bounds, ..Leader::single(1, 0, script::ONE_WRITE) };
    Ok(played(&[model], asked, scope))
}

/// Where clients read.
fn reads(looks: Option<&Looks>, r: &ReplicationView<'_>, voted: bool, t: &mut Trace) -> Result<Reads, String> {
    let Some(Looks { path, dirty, token, .. }) = looks else { return Ok(Reads::Confirmed) };
    let path = t.take(path.clone());
    if matches!(path, Some(ReadPath::Follower | ReadPath::Nearest)) && r.raw.sticky_sessions == Some(true) {
        return Err("no machine describes sessions that stay with one replica".to_owned());
    }
    Ok(match path {
        Some(ReadPath::LeaderLocal) if if_stated(dirty, t) == Some(true) => Reads::LeaderDirty,
        Some(ReadPath::LeaderLocal) => Reads::LeaderCommitted,
        Some(ReadPath::LeaderLease) => Reads::LeaderLease { safe: lease_holds(r, t) },
        Some(ReadPath::FollowerSession) => match t.take(token.clone()) {
            Some(ReplicationSessionToken::Index) => Reads::AnySession { epoch: false },
            Some(ReplicationSessionToken::EpochIndex) => Reads::AnySession { epoch: true },
            _ => anywhere(voted),
        },
        Some(ReadPath::Follower | ReadPath::Nearest) => anywhere(voted),
        _ => Reads::Confirmed,
    })
}

/// Followers of a vote show what they know to be committed; others all they hold.
fn anywhere(voted: bool) -> Reads {
    if voted { Reads::AnyCommitted } else { Reads::Any }
}

/// Whether nobody is elected while a leader believes in its lease. Others wait it out, so that two things are in the way:
/// clocks that drift without a bound, and a pause without one between the lease and the answer.
fn lease_holds(r: &ReplicationView<'_>, t: &mut Trace) -> bool {
    let clock = r.world.clock();
    let drifts = !matches!(t.take(clock.drift()), Some(Or::A(_)));
    let pauses = !matches!(t.take(clock.max_pause()), Some(Or::A(_)));
    !drifts && (!pauses || t.take(r.lease_recheck_after_read()) == Some(true))
}

/// Whether a claim is about what clients read.
fn reads_matter(asked: Property) -> bool {
    !matches!(asked, Property::NoLoss | Property::OneLeader | Property::OneLeaderPerTerm)
}

/// Each variant of the machine with each script that shows anything about what is asked.
fn played(variants: &[Leader], asked: Property, scope: Scope) -> Case {
    let scripts = if reads_matter(asked) { scripts(scope, false) } else { vec![script::ONE_WRITE, script::TWO_WRITES] };
    let most = longest(&scripts);
    let all = variants.iter().flat_map(|v| scripts.iter().map(|script| Leader { script, ..*v })).collect();
    let mut bounds = Vec::new();
    if let Some(first) = variants.first() {
        bounds.extend([count(usize::from(first.nodes), "replica"), count(most, "operation")]);
        if first.election != Election::Never {
            bounds.push(count(usize::from(first.bounds.terms), "term"));
        }
        let alarm = if variants.len() > 1 { " or false alarm" } else { "" };
        bounds.push(match (first.bounds.crashes, first.bounds.power_losses) {
            (0, 0) => "any message lost or late".to_owned(),
            (0, losses) => count(usize::from(losses), "loss of power") + alarm,
            (crashes, _) => count(usize::from(crashes), "crash") + alarm,
        });
    }
    Case { machine: Machine::Leader(all), bounds: bounds.join(", ") }
}

/// A chain: writes at the head, acknowledgements at the tail.
pub(super) fn chain(s: &Settings, d: &DatasetView<'_>, scope: Scope, t: &mut Trace) -> Result<Case, String> {
    let r = d.replication();
    let Some(n) = t.take(r.n()) else { return Err(MISSING.to_owned()) };
    let n = scope.replicas(n.max(1), LEAST, 5)?;
    let own = t.take(r.reconfig()) == Some(Reconfig::Gossip);
    let path = s.reads.as_ref().and_then(|looks| t.take(looks.path.clone()));
    let anywhere = matches!(path, Some(ReadPath::Follower | ReadPath::Nearest | ReadPath::FollowerSession));
    let model = Chain {
        reads_anywhere: anywhere,
        membership: if own { Membership::OwnView } else { Membership::Outside },
        changes: scope.faults,
        ..Chain::new(n, script::ONE_READER)
    };
    let scripts = scripts(scope, false);
    let most = longest(&scripts);
    let all = scripts.into_iter().map(|script| Chain { script, ..model }).collect();
    let (replicas, operations) = (count(usize::from(n), "replica"), count(most, "operation"));
    let bounds = format!("{replicas}, {operations}, {}", count(usize::from(scope.faults), "change of members"));
    Ok(Case { machine: Machine::Chain(all), bounds })
}

const MISSING: &str = "how many copies there are is not known";
