//! What a change of the fleet costs: keys that move, rebuilds, and whether those who are left can carry the load.

use std::fmt::Write as _;

use super::claims::whole;
use super::out::Out;
use super::partition::node_use;
use super::rule::Rule;
use crate::analysis::rebalance;
use crate::brief::{Edit, FailureMode, Growth, Or, PartitionScheme, ShedKind, Stance};
use crate::numbers::facts::{DatasetView, FailureView, ServiceView, region_of};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// Everything moves when a node is added.
    ALL_MOVES = "PRT-04" "growth-moves-all-keys" Warn Justified,
    "adding a node moves nearly all data", all_moves
);
rule!(
    /// Copies are missing for too long, or users pay for the rebuild.
    SLOW_REBUILD = "PRT-07" "slow-or-unthrottled-rebuild" Warn Justified,
    "rebuilding takes too long or runs unthrottled", slow_rebuild
);
rule!(
    /// Too few are left.
    SURVIVORS = "PRT-09" "survivors-overloaded" Warn Justified,
    "the survivors of a tolerated loss are overloaded", survivors
);

/// Highest utilisation of those who are left.
const LEFT: f64 = 0.9;
/// Highest chance of a second loss while the first is rebuilt.
const SECOND: f64 = 0.01;

fn all_moves(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        if p.raw.scheme != Some(PartitionScheme::HashMod) {
            continue;
        }
        let mut t = out.trace();
        t.take(p.scheme());
        let grows = d.workloads().find(|x| x.growth().value.is_some_and(|g: Growth| g.get() > 0.0));
        let Some(growth) = grows.and_then(|x| t.take(x.growth())) else { continue };
        let moved = p.raw.nodes.and_then(|n| {
            t.take(p.nodes());
            Some((n, rebalance::moved(n, n + 1).ok()?.modulo))
        });
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = match moved {
            Some((n, share)) => format!(
                "{}: grows by {growth}, and one node more than {n} moves {}% of the data",
                d.at,
                show_short(share * 100.0)
            ),
            None => format!("{}: grows by {growth}, and one node more moves nearly all data", d.at),
        };
        let field = d.at.field("partitioning.scheme");
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(field.clone())
                .fix(2, "many fixed shards and a map of them", vec![Edit::set(field.to_string(), "directory")])
                .fix(2, "consistent hashing", vec![Edit::set(field.to_string(), "consistent_hash")]),
        );
    }
}

/// The failure that takes whole nodes from a dataset.
fn node_loss<'a>(w: &'a World<'a>, d: &DatasetView<'_>) -> Option<FailureView<'a>> {
    let name = d.at.to_string();
    w.failures().find(|f| {
        matches!(f.raw.mode, Some(FailureMode::NodeLoss | FailureMode::DiskLoss))
            && f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| x.id.as_ref() == name || x.contains('/')))
    })
}

fn slow_rebuild(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let p = d.partitioning();
        let Some(raw) = d.raw.partitioning.as_ref().filter(|p| p.nodes.is_some() || p.rebalance.is_some()) else {
            continue;
        };
        let mut t = out.trace();
        let free = raw.rebalance.as_ref().is_some_and(|r| matches!(r.throttle, Some(Or::B(_))));
        let throttle = p.rebalance_throttle();
        let (Some(speed), Some(parallel)) = (t.take(throttle), t.take(p.rebalance_max_parallel())) else { continue };
        // Without a throttle the figures are those of the usual one, which is what the first fix sets.
        let usual = 50e6;
        let speed = if let Or::A(speed) = speed { speed.get() } else { usual };
        let (size, nodes) = (t.num(d.size()), t.take(p.nodes()));
        let per_node = size.zip(nodes).map(|(s, n)| s / n as f64);
        let time = |parallel| per_node.and_then(|bytes| rebalance::duration_ms(bytes, speed, parallel).ok());
        if !free && per_node.is_none() {
            out.unjudged(rule, std::slice::from_ref(&d.at), &t);
            continue;
        }
        t.missing.clear();
        // Chance that one of the others fails while one is rebuilt.
        let others = nodes.map_or(0, |n| n.saturating_sub(1)) as f64;
        let rate = node_loss(w, &d).and_then(|f| t.num(f.rate()));
        let chance = |ms: f64| rate.map(|rate| -f64::exp_m1(-rate * others * ms / 1000.0));
        let now = time(parallel);
        let risk = now.and_then(chance).filter(|p| *p > SECOND);
        if !free && risk.is_none() {
            continue;
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let mut text = format!("{}:", d.at);
        if free {
            text.push_str(" a rebuild has no throttle and takes what the users need");
        }
        if let (Some(ms), Some(bytes)) = (now, per_node) {
            let sep = if free { ";" } else { "" };
            let _ = write!(
                text,
                "{sep} {} per node take {} at {}/s{}",
                crate::brief::Size::natural(bytes),
                show_ms(ms),
                crate::brief::Size::natural(speed),
                if parallel > 1 { format!(" x {parallel}") } else { String::new() }
            );
        }
        if let Some(p) = risk {
            let _ =
                write!(text, ", and a second of the nodes fails meanwhile in {}% of the cases", show_short(p * 100.0));
        }
        let mut finding = rule
            .finding(&[&d.at], text, t)
            .because(d.at.field("partitioning.rebalance.throttle"))
            .because(d.at.field("partitioning.rebalance.max_parallel"));
        let mut edits = Vec::new();
        let mut words = Vec::new();
        if free {
            edits.push(Edit::set(d.at.field("partitioning.rebalance.throttle").to_string(), "50 MB/s"));
            words.push("a throttle of 50 MB/s".to_owned());
        }
        let enough = risk.is_none()
            || (parallel + 1..=1024).find(|n| time(*n).and_then(chance).is_none_or(|p| p <= SECOND)).is_some_and(|n| {
                edits.push(Edit::set(d.at.field("partitioning.rebalance.max_parallel").to_string(), whole(n)));
                words.push(format!("{n} sources at a time"));
                true
            });
        finding = if enough {
            finding.fix(0, words.join(" and "), edits)
        } else {
            finding.advise("smaller nodes, or one copy more")
        };
        out.add(finding);
    }
}

/// One tolerated loss and what it leaves.
struct Loss {
    /// "1 of 3 zones".
    words: String,
    lost: u64,
    of: u64,
    after: f64,
    at: At,
}

/// Losses of instances, zones and regions of a service that are tolerated for it.
fn losses(w: &World<'_>, s: &ServiceView<'_>, failures: &[FailureView<'_>], use_now: f64, t: &mut Trace) -> Vec<Loss> {
    let name = s.at.to_string();
    let mut found = Vec::new();
    for f in failures {
        if f.raw.scope.as_ref().is_some_and(|scope| !scope.iter().any(|x| x.id.as_ref() == name || x.contains('/'))) {
            continue;
        }
        let (of, what) = match f.raw.mode {
            Some(FailureMode::NodeLoss | FailureMode::ProcessCrash) => (s.raw.replicas, "instances"),
            Some(mode @ (FailureMode::ZoneLoss | FailureMode::RegionLoss)) => {
                let Some(placement) = s.placement().value else { continue };
                let mut zones = w.zones_of(&placement);
                if mode == FailureMode::RegionLoss {
                    zones = zones.iter().map(|z| region_of(z).into()).collect();
                }
                zones.sort_unstable();
                zones.dedup();
                let what = if mode == FailureMode::ZoneLoss { "zones" } else { "regions" };
                ((!zones.is_empty()).then_some(zones.len() as u64), what)
            }
            _ => continue,
        };
        let (Some(of), Some(lost)) = (of, f.concurrent_max().value) else { continue };
        let after = if lost >= of { f64::INFINITY } else { use_now * of as f64 / (of - lost) as f64 };
        if after > LEFT {
            if what == "instances" {
                t.take(s.replicas());
            } else {
                t.take(s.placement());
            }
            t.take(f.stance());
            found.push(Loss { words: format!("{lost} of {of} {what}"), lost, of, after, at: f.at.clone() });
        }
    }
    found
}

fn survivors(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let tolerated: Vec<_> = w
        .failures()
        .filter(|f| matches!(f.stance().value, Some(Stance::TolerateTransparent | Stance::TolerateDegraded)))
        .filter(|f| {
            matches!(
                f.raw.mode,
                Some(
                    FailureMode::NodeLoss | FailureMode::ProcessCrash | FailureMode::ZoneLoss | FailureMode::RegionLoss
                )
            )
        })
        .collect();
    if tolerated.is_empty() {
        return;
    }
    let sheds: std::collections::HashSet<&str> = w
        .sheds()
        .filter(|x| x.raw.kind.is_some_and(|k| k != ShedKind::None))
        .filter_map(|x| x.raw.on.as_ref().map(|on| on.id.as_ref()))
        .collect();
    for s in w.services() {
        let role = s.raw.role;
        if sheds.contains(s.id.as_ref()) || role == Some(crate::brief::ServiceRole::Client) {
            continue;
        }
        // Nothing is known of a service that says neither how many it is nor where.
        if s.raw.replicas.is_none() && s.raw.placement.is_none() {
            let mut t = out.trace();
            t.take(s.replicas());
            out.unjudged(rule, std::slice::from_ref(&s.at), &t);
            continue;
        }
        let mut t = out.trace();
        let Some(now) = t.take(s.util_peak()) else { continue };
        let found = losses(w, &s, &tolerated, now, &mut t);
        let Some(worst) = found.iter().max_by(|a, b| a.after.total_cmp(&b.after)) else { continue };
        if out.keyed(rule, &[&s.at], &t) {
            continue;
        }
        let text = if worst.after.is_finite() {
            format!(
                "{}: after losing {} the rest runs at {} x {} / {} = {}",
                s.at,
                worst.words,
                show_short(now),
                worst.of,
                worst.of - worst.lost,
                show_short(worst.after)
            )
        } else {
            format!("{}: losing {} leaves nothing, and {} is to be tolerated", s.at, worst.words, worst.at)
        };
        let most = found
            .iter()
            .map(|l| (LEFT * l.of.saturating_sub(l.lost) as f64 / l.of as f64 * 100.0).floor() / 100.0)
            .fold(f64::INFINITY, f64::min);
        let mut finding = rule.finding(&[&s.at], text, t).because(s.at.field("util_peak"));
        if most > 0.0 {
            let mut edits = Vec::new();
            match (s.raw.util_peak, s.raw.capacity) {
                (None, Some(capacity)) => {
                    let need = (capacity.get() * now / most).ceil();
                    edits.push(Edit::set(s.at.field("capacity").to_string(), format!("{need:.0}/s")));
                }
                _ => edits.push(Edit::set(s.at.field("util_peak").to_string(), most)),
            }
            let mut words = format!("capacity before the loss: at most {}% busy at the peak", show_short(most * 100.0));
            if let Some(n) = s.raw.replicas {
                let more = (n as f64 * now / most).ceil();
                edits.push(Edit::set(s.at.field("replicas").to_string(), more as i64));
                let _ = write!(words, ", {more} instances");
            }
            finding = finding.fix(3, words, edits).because(s.at.field("replicas"));
        }
        finding = finding.because(worst.at.field("stance"));
        if !worst.after.is_finite() {
            finding = finding.advise("spread it, so that something is left");
        } else if !w.brief.shed.contains_key(s.id) {
            let path = format!("shed.{}", s.id);
            let edits = vec![
                Edit::set(format!("{path}.on"), s.id.as_ref()),
                Edit::set(format!("{path}.kind"), "priority"),
                Edit::set(format!("{path}.threshold"), 0.9),
            ];
            finding = finding.fix(1, "refuse the lowest priority from 90% on", edits);
        }
        out.add(finding);
    }
    for d in w.datasets() {
        storage(rule, &d, &tolerated, out);
    }
}

/// The same for the nodes of a partitioned dataset whose ceiling is stated. With several shards on a node the ceiling of
/// a shard says nothing about that of a node.
fn storage(rule: &'static Rule, d: &DatasetView<'_>, tolerated: &[FailureView<'_>], out: &mut Out<'_>) {
    let Some(p) = d.raw.partitioning.as_ref().filter(|p| p.shard_cap.is_some()) else { return };
    let Some(nodes) = p.nodes.filter(|n| p.shards.is_none_or(|s| s <= *n)) else { return };
    let name = d.at.to_string();
    let Some(f) = tolerated.iter().find(|f| {
        f.raw.mode == Some(FailureMode::NodeLoss)
            && f.raw.scope.as_ref().is_none_or(|s| s.iter().any(|x| x.id.as_ref() == name || x.contains('/')))
    }) else {
        return;
    };
    let mut t = out.trace();
    t.take(d.partitioning().nodes());
    let (Some(now), Some(lost)) = (node_use(d, nodes, &mut t), t.take(f.concurrent_max())) else { return };
    let after = if lost < nodes { now * nodes as f64 / (nodes - lost) as f64 } else { f64::INFINITY };
    if after <= LEFT {
        return;
    }
    t.take(f.stance());
    if out.keyed(rule, &[&d.at], &t) {
        return;
    }
    let text = if after.is_finite() {
        format!(
            "{}: after losing {lost} of {nodes} nodes the rest runs at {} x {nodes} / {} = {}",
            d.at,
            show_short(now),
            nodes - lost,
            show_short(after)
        )
    } else {
        format!("{}: losing {lost} of {nodes} nodes leaves nothing", d.at)
    };
    let need = ((now * nodes as f64 / LEFT).ceil() as u64).saturating_add(lost).max(lost + 1);
    let edits = vec![Edit::set(d.at.field("partitioning.nodes").to_string(), whole(need))];
    out.add(
        rule.finding(&[&d.at], text, t).because(d.at.field("partitioning.nodes")).because(f.at.field("stance")).fix(
            3,
            format!("{need} nodes"),
            edits,
        ),
    );
}
