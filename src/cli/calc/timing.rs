//! Calculators about time: leases and failover.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::failover::{self, Election};
use crate::analysis::{consensus, lease};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc lease`.
pub static LEASE: Calculator = Calculator {
    name: "lease",
    about: "Whether a lease is safe without fencing, and how long work stands still when its holder vanishes",
    flags: &[
        required("ttl", Kind::Span, "Time to live"),
        with_default("margin", Kind::Span, "0ms", "The holder stops this long before the end"),
        with_default("drift", Kind::Drift, "200ppm", "Difference of clock speeds, as a share of time"),
        with_default(
            "max-pause",
            Kind::Span,
            "0ms",
            "Longest pause of the holder: garbage collection, a stopped machine",
        ),
        with_default("max-delivery", Kind::Span, "0ms", "Longest delivery of a message that the holder sent"),
        with_default("renew", Kind::Span, "0ms", "Interval of renewals; that of the tries when 0"),
        with_default("lock-delay", Kind::Span, "0ms", "Time after the end before another may hold it"),
        optional(
            "instances",
            Kind::Count,
            "Independent instances of which a majority grants it; gives what is left of it",
        ),
        with_default("elapsed", Kind::Span, "0ms", "Time that acquiring on those took"),
        with_default("retry", Kind::Span, "2s", "Interval of the contenders' tries"),
        with_default("retry-jitter", Kind::Number, "1.2", "By how much of it a try may come later; 1.2 in Kubernetes"),
        with_default("rtt", Kind::Span, "1ms", "Round trip to the lock service"),
    ],
    results: &[
        ("drift_ms", "ms", "clock drift over the lease"),
        ("needed_margin_ms", "ms", "margin that is needed"),
        ("slack_ms", "ms", "margin beyond that; negative: two can hold it"),
        ("safe", "yes/no", "safe without fencing"),
        ("usable_ms", "ms", "time the holder may act"),
        ("holder_stops_ms", "ms", "the holder stops after so much of its own clock, whatever the drift"),
        ("grantor_waits_ms", "ms", "or the grantor waits so much of its own"),
        ("majority", "count", "instances that must agree"),
        ("validity_ms", "ms", "left of it after acquiring"),
        ("handover_mean_ms", "ms", "work stands still, on average"),
        ("handover_worst_ms", "ms", "work stands still, at worst"),
    ],
    numbers: &["D40", "D41"],
    example: "--ttl 15s --margin 3s --max-pause 2s --max-delivery 500ms",
    run: lease_of,
};

fn lease_of(x: &Inputs) -> Result<Results, Failure> {
    let ttl = x.num("ttl")?;
    let drift = lease::drift_ms(ttl, x.num("drift")?)?;
    let safety = lease::safety(ttl, x.num("margin")?, drift, x.num("max-pause")?, x.num("max-delivery")?)?;
    let retry = x.num("retry")?;
    let renew = x.opt("renew").filter(|r| *r > 0.0).unwrap_or(retry.min(ttl));
    let handover = lease::handover(ttl, renew, x.num("lock-delay")?, retry, x.num("retry-jitter")?, x.num("rtt")?)?;
    let mut out = Results::new();
    out.put("drift_ms", Amount::Ms(drift));
    out.put("needed_margin_ms", Amount::Ms(safety.needed_ms));
    out.put("slack_ms", Amount::Ms(safety.slack_ms));
    out.yes("safe", safety.slack_ms >= 0.0);
    if let Some(usable) = safety.usable_ms {
        out.put("usable_ms", Amount::Ms(usable));
    }
    let bounds = lease::drift_bounds(ttl, x.num("drift")? / 1e6)?;
    out.put("holder_stops_ms", Amount::Ms(bounds.holder_stops_ms));
    out.put("grantor_waits_ms", Amount::Ms(bounds.grantor_waits_ms));
    if x.has("instances") {
        let left = lease::validity(ttl.round() as u64, x.num("elapsed")?, x.big("instances")?)?;
        out.put("majority", Amount::Count(left.majority as f64));
        out.put("validity_ms", Amount::Ms(left.validity_ms as f64));
    }
    out.put("handover_mean_ms", Amount::Ms(handover.mean_ms));
    out.put("handover_worst_ms", Amount::Ms(handover.worst_ms));
    Ok(out)
}

/// `calc failover`.
pub static FAILOVER: Calculator = Calculator {
    name: "failover",
    about: "How long a group is without a leader after a fault, and what that costs in a year",
    flags: &[
        with_default("voters", Kind::Count, "3", "Voters, the lost leader included"),
        with_default("election-timeout", Kind::Span, "1s", "Shortest election timeout T"),
        optional(
            "spread",
            Kind::Span,
            "How much longer a follower's draw can be; T itself when absent: draws from T to 2T",
        ),
        with_default("heartbeat", Kind::Span, "100ms", "Interval of heartbeats"),
        optional(
            "tick",
            Kind::Span,
            "Granularity in which followers count time, 0 for none; absent: the heartbeat, as in etcd, where the timeout is at least 5 of them, else 0",
        ),
        with_default("rtt", Kind::Span, "1ms", "Round trip between voters"),
        with_default("catch-up", Kind::Span, "0ms", "Time for the new leader to apply what it lacks"),
        with_default("rediscovery", Kind::Span, "0ms", "Time for clients to find it"),
        optional("takes", Kind::Span, "Time without a leader, when it is known: then only its cost is worked out"),
        with_default("percentile", Kind::Share, "99%", "Percentile of the time that is asked for"),
        with_default("per-year", Kind::Rate, "2/y", "Failovers"),
        with_default("planned", Kind::Rate, "0/y", "Planned moves of the leader besides"),
        optional("handover", Kind::Span, "How long one of those takes; absent: as long as a failover"),
        with_default("key-share", Kind::Share, "100%", "Share of the keys that a failover touches"),
        with_default("objective", Kind::Share, "99.9%", "Objective whose budget it spends"),
    ],
    results: &[
        ("tick_ms", "ms", "granularity of the timeouts that was counted with"),
        ("detect_ms", "ms", "until the first candidate, on average"),
        ("split_vote", "fraction", "elections without a winner"),
        ("elected_ms", "ms", "until a winner, on average"),
        ("mean_ms", "ms", "until clients are served, on average"),
        ("shortest_ms", "ms", "at best"),
        ("longest_ms", "ms", "when every timeout is the longest"),
        ("median_ms", "ms", "half of them are shorter"),
        ("percentile_ms", "ms", "at the percentile"),
        ("timeout_ok", "yes/no", "the election timeout is at least ten round trips and at most 50 s"),
        ("heartbeats_ok", "yes/no", "it is at least five heartbeats"),
        ("heartbeat_ok", "yes/no", "the heartbeat is not below half a round trip"),
        ("cost_per_year_ms", "ms", "unavailable in a year"),
        ("budget_share", "fraction", "of the year's error budget"),
    ],
    numbers: &["D14", "D03"],
    example: "--voters 5 --election-timeout 1s --heartbeat 100ms --tick 100ms --rtt 1ms",
    run: failover_of,
};

const YEAR_S: f64 = failover::YEAR_MS / 1000.0;

fn failover_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    let mean_ms = match x.opt("takes") {
        Some(known) => known,
        None => elected(x, &mut out)?,
    };
    let moves =
        [(x.num("per-year")? * YEAR_S, mean_ms), (x.num("planned")? * YEAR_S, x.opt("handover").unwrap_or(mean_ms))];
    let cost = failover::yearly_cost_of(&moves, x.num("key-share")?, x.num("objective")?)?;
    out.put("cost_per_year_ms", Amount::Ms(cost.cost_ms));
    if let Some(share) = cost.budget_share {
        out.put("budget_share", Amount::Share(share));
    }
    Ok(out)
}

/// Puts the election; the mean time until clients are served, ms.
fn elected(x: &Inputs, out: &mut Results) -> Result<f64, Failure> {
    // As of a brief: stores that count in heartbeats refuse a timeout of less than five.
    let counted = x.num("election-timeout")? >= consensus::etcd::ELECTION_PER_HEARTBEAT * x.num("heartbeat")?;
    let election = Election {
        voters: x.count("voters")?,
        timeout_ms: x.num("election-timeout")?,
        spread_ms: x.opt("spread").map_or_else(|| x.num("election-timeout"), Ok)?,
        heartbeat_ms: x.num("heartbeat")?,
        tick_ms: x.opt("tick").unwrap_or(if counted { x.num("heartbeat")? } else { 0.0 }),
        rtt_ms: x.num("rtt")?,
        catch_up_ms: x.num("catch-up")?,
        rediscovery_ms: x.num("rediscovery")?,
    };
    let f = failover::failover(&election)?;
    out.put("tick_ms", Amount::Ms(election.tick_ms));
    out.put("detect_ms", Amount::Ms(f.detect_ms));
    out.put("split_vote", Amount::Share(f.split_vote));
    out.put("elected_ms", Amount::Ms(f.elected_ms));
    out.put("mean_ms", Amount::Ms(f.mean_ms));
    out.put("shortest_ms", Amount::Ms(f.shortest_ms));
    out.put("longest_ms", Amount::Ms(f.longest_ms));
    out.put("median_ms", Amount::Ms(failover::percentile_ms(&election, 0.5)?));
    let far = failover::percentile_ms(&election, x.num("percentile")?);
    out.put("percentile_ms", far.map_or(Amount::Word("beyond: split votes in a row decide"), Amount::Ms));
    let rules = consensus::etcd_tuning(election.rtt_ms, election.heartbeat_ms, election.timeout_ms)?;
    out.yes("timeout_ok", rules.election_ok);
    out.yes("heartbeats_ok", rules.ratio_ok);
    out.yes("heartbeat_ok", rules.heartbeat_not_too_short);
    Ok(f.mean_ms)
}
