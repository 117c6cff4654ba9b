//! Where copies stand: a region, or a zone, that takes the quorum with it (QUO-03, 04, 05).

use super::claims::set;
use super::out::Out;
use super::quorum::tolerated;
use super::rule::Rule;
use crate::analysis::availability::{Zone, k_of_n, zoned};
use crate::brief::{Edit, FailoverMode, FailureMode, QuorumScope, Scheme, Value};
use crate::numbers::facts::{DatasetView, FailureView, region_of};
use crate::numbers::figure::show_availability;
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// One region holds what the others need.
    REGION = "QUO-03" "region-holds-quorum" Error Never,
    "the loss of a region that is tolerated takes the quorum with it", region
);
rule!(
    /// One zone holds what the others need, or the placement leaves open whether one does.
    ZONE = "QUO-04" "zone-holds-quorum" Error Justified,
    "the loss of a zone takes the quorum with it, or the placement leaves that open", zone,
    suppressed_by ["QUO-03"]
);
rule!(
    /// The independent formula promises what one zone decides.
    CORRELATED = "QUO-05" "zones-counted-as-independent" Warn Acknowledged,
    "copies that share a zone are counted as if they failed alone", correlated
);

/// Where the copies of a dataset stand.
pub(super) struct Layout {
    /// The zones of the copies that are placed.
    pub zones: Vec<String>,
    /// Copies in all: more than are placed where the placement names too few zones.
    pub copies: u64,
    /// How many must be left to go on.
    pub need: u64,
}

/// The layout of a dataset whose copies are counted.
pub(super) fn layout(w: &World<'_>, d: &DatasetView<'_>, t: &mut Trace) -> Option<Layout> {
    let r = d.replication();
    let scheme = t.take(r.scheme())?;
    if r.raw.quorum.is_some() {
        return None;
    }
    let need = match scheme {
        s if s.is_consensus() => t.take(r.w())?.max(t.take(r.election_quorum())?),
        Scheme::LeaderlessQuorum if r.raw.quorum_scope != Some(QuorumScope::Local) => {
            t.take(r.r())?.max(t.take(r.w())?)
        }
        // Any copy may take over: only losing all of them is the end.
        s if s.is_single_leader() && r.failover_mode().value != Some(FailoverMode::None) => 1,
        _ => return None,
    };
    let n = usize::try_from(t.take(r.n())?).ok()?;
    let stated = t.take(r.placement())?;
    let mut zones: Vec<String> = w.zones_of(&stated).iter().map(ToString::to_string).collect();
    if n == 0 {
        return None;
    }
    let pattern = stated.iter().any(|z| z.ends_with('*'));
    if pattern {
        zones = zones.iter().cycle().take(n).cloned().collect();
    } else {
        zones.truncate(n);
    }
    Some(Layout { zones, copies: n as u64, need })
}

/// The place with the most copies among those that a failure can strike, and how many.
pub(super) fn heaviest<'z>(
    zones: &'z [String],
    key: fn(&'z str) -> &'z str,
    failure: &FailureView<'_>,
) -> Option<(&'z str, u64)> {
    let mut counts: Vec<(&str, u64)> = Vec::new();
    for place in zones.iter().map(|z| key(z)) {
        match counts.iter_mut().find(|(p, _)| *p == place) {
            Some((_, count)) => *count += 1,
            None => counts.push((place, 1)),
        }
    }
    let struck = |place: &str| {
        let scope = failure.raw.scope.iter().flatten().filter(|s| s.contains('/'));
        let mut named = scope.peekable();
        named.peek().is_none() || named.any(|s| place == &**s || region_of(s) == region_of(place))
    };
    // The first of equals, so that the message does not depend on order of evaluation.
    counts.into_iter().filter(|(p, _)| struck(p)).fold(None, |best, (p, c)| match best {
        Some((_, most)) if most >= c => best,
        _ => Some((p, c)),
    })
}

pub(super) fn whole(zone: &str) -> &str {
    zone
}

/// A placement of n copies with at most `most` in each of the places, in turn over them.
fn spread(places: &[Vec<String>], n: usize, most: u64) -> Option<Value> {
    let most = usize::try_from(most).ok()?;
    if most == 0 || places.iter().filter(|zones| !zones.is_empty()).count() * most < n {
        return None;
    }
    let mut out = Vec::new();
    for round in 0..most {
        for zones in places.iter().filter(|zones| !zones.is_empty()) {
            if out.len() < n {
                out.push(Value::from(zones[round % zones.len()].as_str()));
            }
        }
    }
    Some(Value::Array(out))
}

pub(super) fn regions(w: &World<'_>) -> Vec<Vec<String>> {
    w.brief.region.iter().map(|(r, region)| region.zone.keys().map(|z| format!("{r}/{z}")).collect()).collect()
}

fn region(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    judge(rule, w, out, FailureMode::RegionLoss, region_of, regions);
}

fn zone(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    judge(rule, w, out, FailureMode::ZoneLoss, whole, |w| regions(w).into_iter().flatten().map(|z| vec![z]).collect());
    super::unplaced::unplaced(rule, w, out);
}

fn judge(
    rule: &'static Rule,
    w: &World<'_>,
    out: &mut Out<'_>,
    mode: FailureMode,
    key: fn(&str) -> &str,
    places: fn(&World<'_>) -> Vec<Vec<String>>,
) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(failure) = tolerated(w, mode, &d.at, &mut t) else { continue };
        let Some(Layout { zones, copies: n, need }) = layout(w, &d, &mut t) else {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        };
        let Some((place, big)) = heaviest(&zones, key, &failure) else { continue };
        if n < 2 || n.saturating_sub(big) >= need {
            // Of copies that stand nobody knows where it cannot be said that they survive.
            if n > zones.len() as u64 && mode == FailureMode::RegionLoss {
                t.missing.push(d.at.field("replication.placement"));
                out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            }
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {place} holds {big} of {n} copies; losing it leaves {}, and {need} are needed to go on",
            d.id,
            n - big
        );
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("replication.placement"))
            .because(failure.at.field("stance"))
            .fix(0, "say that it stops there", vec![set(&failure.at, "stance", "fail_stop")]);
        let most = n.saturating_sub(need);
        let mut edits = spread(&places(w), usize::try_from(n).unwrap_or(zones.len()), most)
            .map(|to| vec![Edit::set(d.at.field("replication.placement").to_string(), to)]);
        // The leader has to stand where a copy stands.
        if let (Some(edits), Some(_)) = (&mut edits, &d.replication().raw.leader_home) {
            edits.push(Edit::unset(d.at.field("replication.leader_home").to_string()));
        }
        let kind = if mode == FailureMode::RegionLoss { "region" } else { "zone" };
        finding = match edits {
            Some(edits) => finding.fix(3, format!("at most {most} in each {kind}"), edits),
            None => finding.advise(format!("one more {kind}, with a witness: at most {most} votes in each")),
        };
        out.add(finding);
    }
}

fn correlated(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(Layout { zones, copies: n, need }) = layout(w, &d, &mut t) else { continue };
        if zones.len() as u64 != n {
            continue;
        }
        let mut groups: Vec<(&str, usize)> = Vec::new();
        for z in &zones {
            match groups.iter_mut().find(|(p, _)| p == z) {
                Some((_, count)) => *count += 1,
                None => groups.push((z, 1)),
            }
        }
        let Some((zone, big)) = groups.iter().max_by_key(|(_, c)| *c).copied() else { continue };
        // A shared zone that does not decide alone costs little: the figure shown knows about it anyway.
        if big < 2 || n - (big as u64) >= need || need < 2 {
            continue;
        }
        let Some(node) = t.num(w.topology().node_availability()) else { continue };
        let layout: Vec<Zone> = groups
            .iter()
            .map(|(z, count)| Zone { up: t.num(w.zone_availability(z)).unwrap_or(1.0), nodes: vec![node; *count] })
            .collect();
        let Ok(need) = usize::try_from(need) else { continue };
        let (Ok(alone), Ok(together)) = (k_of_n(need, zones.len(), node), zoned(need, &layout)) else { continue };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {big} of {n} copies stand in {zone}; nodes that fail alone would give {}, with zones it is {}",
            d.id,
            show_availability(alone.up(), alone.down()),
            show_availability(together.up(), together.down())
        );
        let most = n - need as u64;
        let finding = rule.finding(&[&d.at], text, t).because(d.at.field("replication.placement"));
        let each: Vec<Vec<String>> = regions(w).into_iter().flatten().map(|z| vec![z]).collect();
        out.add(match spread(&each, zones.len(), most) {
            Some(to) => finding.fix(
                3,
                format!("at most {most} in each zone"),
                vec![Edit::set(d.at.field("replication.placement").to_string(), to)],
            ),
            None => finding.advise("quote the figure that knows zones (D08); a third zone for one copy"),
        });
    }
}
