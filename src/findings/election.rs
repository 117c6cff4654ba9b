//! Elections: timeouts against distance, how long a failover takes, what a new leader knows, who may disturb the group
//! (FLV-03, 04, 06 to 08). What a promotion loses is in `failover`.

use super::claims::set;
use super::out::Out;
use super::rule::Rule;
use crate::brief::{FailoverMode, FailureMode, Or, PromoteRule, ReadPath, Scheme, Span, TrafficSteeringKind};
use crate::numbers::distance::between;
use crate::numbers::facts::{DatasetView, region_of};
use crate::numbers::failover::takeover;
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// A lost packet starts an election.
    HASTY = "FLV-03" "election-timeout-too-short" Warn Justified,
    "the election timeout is too short for the distance", hasty
);
rule!(
    /// Too few heartbeats in a timeout, or more than the link needs.
    HEARTBEAT = "FLV-04" "heartbeat-does-not-fit" Warn Acknowledged,
    "heartbeats do not fit the election timeout", heartbeat
);
rule!(
    /// Detection, election, catch-up and rediscovery add up to more than promised.
    SLOW = "FLV-06" "failover-longer-than-rto" Error Justified,
    "failover takes longer than the recovery time allows", slow
);
rule!(
    /// It answers from before an acknowledged write.
    UNSURE = "FLV-07" "new-leader-without-barrier" Warn Never,
    "a new leader answers before it knows what is committed", unsure
);
rule!(
    /// Half connected, wholly in the way.
    DISTURBED = "FLV-08" "half-connected-member" Warn Justified,
    "a half-connected member can disturb or stall the group", disturbed
);

/// Whether the members of a dataset elect their leader by votes.
fn elects(d: &DatasetView<'_>, t: &mut Trace) -> bool {
    let r = d.replication();
    let Some(scheme) = t.take(r.scheme()) else { return false };
    let voted = scheme.is_consensus()
        || scheme.is_single_leader()
            && t.take(r.failover_mode()) == Some(FailoverMode::Auto)
            && t.take(r.failover_promote_rule()) == Some(PromoteRule::MajorityElection);
    voted && t.take(r.n()).is_some_and(|n| n > 1)
}

/// The longest median round trip between two voters, ms.
fn widest(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<f64> {
    let zones = w.zones_of(&t.take(d.replication().placement())?);
    let mut worst: Option<(f64, Trace)> = None;
    for (i, a) in zones.iter().enumerate() {
        for b in &zones[i + 1..] {
            let mut inner = Trace::new();
            let ms = between(w, a, b, &mut inner).p50;
            if worst.as_ref().is_none_or(|(most, _)| ms > *most) {
                worst = Some((ms, inner));
            }
        }
    }
    let (ms, inner) = worst?;
    t.extend(&inner);
    Some(ms)
}

/// Rounded up to what a person would write.
pub(super) fn rounded_up(ms: f64) -> Span {
    let step = match ms {
        x if x < 100.0 => 1.0,
        x if x < 1000.0 => 10.0,
        x if x < 10_000.0 => 100.0,
        x if x < 60_000.0 => 1000.0,
        x if x < 3_600_000.0 => 60_000.0,
        x if x < 86_400_000.0 => 3_600_000.0,
        _ => 86_400_000.0,
    };
    // A hair below a round number is that number.
    Span::natural((ms / step - 1e-9).ceil() * step)
}

/// The longest election timeout that the format takes, ms.
const LONGEST_TIMEOUT: f64 = 50_000.0;

fn hasty(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        if !elects(&d, &mut t) {
            continue;
        }
        let r = d.replication();
        let (Some(timeout), Some(rtt)) = (t.num(r.election_timeout()), widest(w, &d, &mut t)) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let floor = 10.0 * rtt;
        if timeout >= floor {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: election timeout {} < {} = 10 x the round trip of {} between voters: needless elections",
            d.id,
            show_ms(timeout),
            show_ms(floor),
            show_ms(rtt)
        );
        let finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("replication.election_timeout"))
            .because(d.at.field("replication.placement"));
        let need = rounded_up(floor);
        out.add(if need.get() <= LONGEST_TIMEOUT {
            let edits = vec![set(&d.at, "replication.election_timeout", need.to_string())];
            finding.fix(0, format!("election_timeout = {need}"), edits)
        } else {
            finding.advise("keep voters close and send copies away as learners")
        });
    }
}

fn heartbeat(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        if !elects(&d, &mut t) {
            continue;
        }
        let r = d.replication();
        let (Some(beat), Some(timeout)) = (t.num(r.heartbeat()), t.num(r.election_timeout())) else { continue };
        let mut far = out.trace();
        let rtt = widest(w, &d, &mut far);
        let why = if beat > timeout / 5.0 {
            format!("more than a fifth of the election timeout {}", show_ms(timeout))
        } else if rtt.is_some_and(|rtt| beat < rtt / 2.0) {
            t.extend(&far);
            format!("less than half of the round trip of {} between voters", show_ms(rtt.unwrap_or_default()))
        } else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &far);
            continue;
        };
        let rtt = rtt.unwrap_or(0.0);
        // A tenth of the timeout, or about one round trip where that is longer.
        let fits = rounded_up((timeout / 10.0).max(rtt / 2.0)).get().min(timeout / 5.0);
        let (beat_to, timeout_to) = if fits >= rtt / 2.0 && fits >= 1.0 {
            (Span::natural(fits), None)
        } else {
            (rounded_up(rtt.max(1.0)), Some(rounded_up((10.0 * rtt).max(10.0))))
        };
        let mut edits = vec![set(&d.at, "replication.heartbeat", beat_to.to_string())];
        let mut words = format!("heartbeat = {beat_to}");
        if let Some(longer) = timeout_to {
            edits.push(set(&d.at, "replication.election_timeout", longer.to_string()));
            words = format!("{words}, election_timeout = {longer}");
        }
        out.add(
            rule.finding(&[&d.at], format!("{}: heartbeat {} is {why}", d.id, show_ms(beat)), t)
                .because(d.at.field("replication.heartbeat"))
                .because(d.at.field("replication.election_timeout"))
                .fix(0, words, edits),
        );
    }
}

/// How long clients take to find a new leader, ms: where names are steered, or the copies stand in several regions.
fn rediscovery(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> f64 {
    let steering = w.brief.topology.as_ref().and_then(|x| x.traffic_steering.as_ref());
    let zones = d.replication().placement().value.map(|p| w.zones_of(&p)).unwrap_or_default();
    let spans = zones.iter().any(|z| region_of(z) != region_of(&zones[0]));
    if steering.is_none() && !spans {
        return 0.0;
    }
    let topology = w.topology();
    match t.take(topology.traffic_steering_kind()) {
        Some(TrafficSteeringKind::Client) => 0.0,
        Some(TrafficSteeringKind::Dns) => t.num(topology.traffic_steering_ttl()).unwrap_or(0.0),
        _ if steering.is_some_and(|s| s.ttl.is_some()) => t.num(topology.traffic_steering_ttl()).unwrap_or(0.0),
        _ => 0.0,
    }
}

/// The longest time without a leader, ms; None when nobody takes over.
fn leaderless(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<f64> {
    let r = d.replication();
    let scheme = t.take(r.scheme())?;
    if !scheme.has_leader() || t.take(r.n())? < 2 {
        return None;
    }
    let mode = t.take(r.failover_mode())?;
    if mode == FailoverMode::None {
        return None;
    }
    let mut exact = Trace::new();
    if mode == FailoverMode::Auto
        && let Some(Ok(found)) = takeover(w, d, &mut exact)
    {
        t.extend(&exact);
        return Some(found.longest);
    }
    let stated = r.raw.failover.as_ref().is_some_and(|f| f.detect.is_some());
    if mode == FailoverMode::Manual && !stated {
        t.missing.push(d.at.field("replication.failover.detect"));
        return None;
    }
    // A person who decides draws no timeout; followers draw up to one more.
    let drawn = if mode == FailoverMode::Auto && scheme.is_consensus() { t.num(r.election_timeout())? } else { 0.0 };
    let detect = drawn + t.num(if stated { r.failover_detect() } else { r.election_timeout() })?;
    Some(detect.max(t.num(r.leader_lease()).unwrap_or(0.0)) + t.num(r.failover_catch_up())?)
}

/// Sums of a failover read best in one unit.
fn seconds(ms: f64) -> String {
    format!("{}s", show_short(ms / 1000.0))
}

fn slow(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let (found, rto) = (leaderless(w, &d, &mut t), t.take(d.rto()));
        let (Some(elected), Some(rto)) = (found, rto) else {
            if d.replication().scheme().value.is_some_and(Scheme::has_leader) {
                out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            }
            continue;
        };
        let Or::A(rto) = rto else { continue };
        let steered = rediscovery(w, &d, &mut t);
        let total = elected + steered;
        if rto.get() >= total {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let mut text =
            format!("{}: it takes {} to detect, elect and catch up, the rto is {rto}", d.id, seconds(elected));
        let mut finding_paths = vec![d.at.field("rto")];
        if steered > 0.0 {
            text = format!(
                "{} is back after {}, the rto is {rto}: {} to detect, elect and catch up, then {} until clients find the \
                 new leader",
                d.id,
                seconds(total),
                seconds(elected),
                seconds(steered)
            );
            finding_paths.insert(0, At::single("topology", "traffic_steering.ttl"));
        } else {
            finding_paths.insert(0, d.at.field("replication.failover.detect"));
        }
        let mut finding = rule.finding(&[&d.at], text, t);
        finding.paths = finding_paths;
        let room = rto.get() - elected;
        let topology = At::single("topology", "");
        if steered > 0.0 && room >= 1.0 {
            let ttl = Span::natural(room.min(5000.0).floor());
            finding = finding
                .fix(0, format!("steering ttl = {ttl}"), vec![set(&topology, "traffic_steering.ttl", ttl.to_string())])
                .fix(
                    1,
                    "clients hold all members and follow the leader",
                    vec![set(&topology, "traffic_steering.kind", "client")],
                );
        }
        let honest = rounded_up(total);
        out.add(finding.fix(
            1,
            format!("promise what it takes: rto = {honest}"),
            vec![set(&d.at, "rto", honest.to_string())],
        ));
    }
}

fn unsure(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        if r.term_start_barrier().value != Some(false) {
            continue;
        }
        let mut t = out.trace();
        let scheme = t.take(r.scheme());
        // Of a scheme of one's own, only a read path that somebody stated says that there is a leader.
        let led = scheme.is_some_and(|s| s.has_leader() || s == Scheme::Custom && r.read_path().stated());
        if !led || t.take(r.n()).is_none_or(|n| n < 2) || t.take(r.failover_mode()) == Some(FailoverMode::None) {
            continue;
        }
        let path = t.take(r.read_path());
        if !matches!(path, Some(ReadPath::LeaderLocal | ReadPath::LeaderLease | ReadPath::ReadIndex)) {
            continue;
        }
        t.take(r.term_start_barrier());
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a new leader serves {} reads before it has committed in its own term: until then they may be stale",
            d.id,
            path.map_or("its", ReadPath::word)
        );
        let edits = vec![set(&d.at, "replication.term_start_barrier", true)];
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.term_start_barrier"))
                .because(d.at.field("replication.read_path"))
                .fix(2, "commit an empty entry of the own term before the first read", edits)
                .advise("refuse reads for one commit round after an election, and count it into the rto"),
        );
    }
}

fn disturbed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let (prevote, check) = (t.take(r.prevote()) == Some(true), t.take(r.check_quorum()) == Some(true));
        if prevote && check || !elects(&d, &mut t) || !w.tolerates(FailureMode::PartitionPartial, &d.at) {
            continue;
        }
        let stance = w.stance_on(FailureMode::PartitionPartial, &d.at);
        let at = stance.at.clone();
        t.take(stance);
        let mut why = Vec::new();
        let mut edits = Vec::new();
        let mut finding_paths = Vec::new();
        if !prevote {
            why.push("without prevote a member behind a bad link deposes the leader again and again");
            edits.push(set(&d.at, "replication.prevote", true));
            finding_paths.push(d.at.field("replication.prevote"));
        }
        if !check {
            why.push("without check_quorum a leader that hears nobody lives on and commits nothing");
            edits.push(set(&d.at, "replication.check_quorum", true));
            finding_paths.push(d.at.field("replication.check_quorum"));
        }
        finding_paths.push(at);
        let mut finding = rule.finding(&[&d.at], format!("{}: {}", d.id, why.join("; ")), t);
        finding.paths = finding_paths;
        out.add(finding.fix(1, "turn both on", edits));
    }
}
