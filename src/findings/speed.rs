//! How fast the parts of a path can answer, against what its objective asks: distance and fan-out (SLO-04, 05).

use super::claims::set;
use super::out::Out;
use super::rule::Rule;
use crate::analysis::tail::{fan_out_slow, leaf_quantile};
use crate::brief::{Edit, Id, Sli, Span, Value};
use crate::numbers::facts::{DatasetView, ServiceView, SloView, WorkloadView};
use crate::numbers::figure::{show_ms, show_short};
use crate::numbers::graph::made_for;
use crate::numbers::{Origin, Shown, Trace, World, commit_from};
use crate::rule;

rule!(
    /// Light is slower than the threshold.
    FASTER_THAN_LIGHT = "SLO-04" "latency-below-commit-floor" Error Never,
    "a synchronous write cannot commit within the latency threshold", faster_than_light
);
rule!(
    /// The slowest of many leaves decides.
    SLOW_LEAF = "SLO-05" "fan-out-breaks-latency" Warn Justified,
    "fan-out turns the tail of one leaf into that of every request", slow_leaf
);

/// Latency objectives with their workload, objective and threshold in ms.
fn latency<'a>(w: &'a World<'a>) -> impl Iterator<Item = (SloView<'a>, WorkloadView<'a>)> {
    w.slos()
        .filter(|s| s.raw.sli == Some(Sli::Latency))
        .filter_map(|s| Some((w.workload(s.raw.workload.as_ref()?)?, s)))
        .map(|(x, s)| (s, x))
}

/// The zones of a dataset's copies, each once.
fn zones_of(w: &World<'_>, d: &DatasetView<'_>) -> Vec<Id> {
    let mut zones = w.zones_of(&d.replication().placement().value.unwrap_or_default());
    zones.sort_unstable();
    zones.dedup();
    zones
}

fn faster_than_light(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in latency(w) {
        let mut own = out.trace();
        let (Some(objective), Some(threshold)) = (own.num(s.objective()), own.num(s.threshold())) else { continue };
        // Slower writes than the objective leaves room for break it; fewer do not.
        let writes = x.mix_writes();
        if writes.stated() && writes.value.is_some_and(|share| share.get() <= 1.0 - objective) {
            continue;
        }
        let used = w.brief.workload.get_index_of(x.id).and_then(|i| w.graph.reach.get(i));
        for d in used.into_iter().flat_map(|r| r.datasets.iter()).filter_map(|id| w.dataset(id)) {
            let hot = d.operations().find(|o| {
                let own_scheme = o.raw.replication.as_ref().is_some_and(|r| r.scheme.is_some() || r.w.is_some());
                o.writes() && o.hot_path().value == Some(true) && !own_scheme
            });
            let Some(write) = hot else { continue };
            let mut t = own.clone();
            let client = t.take(x.main_region());
            let floor = match commit_from(w, &d, client.as_deref(), None, &mut t) {
                Some(Ok(commit)) => commit.ms,
                Some(Err(_)) => {
                    if d.replication().placement_short().is_some() {
                        t.missing.push(d.at.field("replication.placement"));
                        out.unjudged(rule, &[s.at.clone(), write.at.clone()], &t);
                    }
                    continue;
                }
                None => {
                    out.unjudged(rule, &[s.at.clone(), write.at.clone()], &t);
                    continue;
                }
            };
            if threshold >= floor {
                continue;
            }
            t.take(write.hot_path());
            if out.keyed(rule, &[&s.at, &write.at], &t) {
                continue;
            }
            let text = format!(
                "{}: p{} within {} asks for more than {}.{} can do: its commit takes {} at least ({})",
                s.id,
                show_short(objective * 100.0),
                show_ms(threshold),
                d.id,
                write.id,
                show_ms(floor),
                way(&d, client.as_deref())
            );
            let mut finding = rule
                .finding(&[&s.at, &write.at], text, t)
                .because(s.at.field("threshold"))
                .because(d.at.field("replication.placement"));
            if d.replication().scheme().value.is_some_and(crate::brief::Scheme::has_leader) {
                finding = finding.because(d.at.field("replication.leader_home"));
                let better = zones_of(w, &d)
                    .into_iter()
                    .filter_map(|z| {
                        let moved = commit_from(w, &d, client.as_deref(), Some(&z), &mut Trace::quiet())?.ok()?;
                        Some((moved.ms, z))
                    })
                    .min_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((ms, zone)) = better.filter(|(ms, _)| *ms <= threshold) {
                    finding = finding.fix(
                        1,
                        format!("the leader in {zone}, near the writers: {}", show_ms(ms)),
                        vec![set(&d.at, "replication.leader_home", &*zone)],
                    );
                }
            }
            // The floor is a median: some room above it is the least that can hold.
            let room = (floor * 1.5 / 10.0).ceil() * 10.0;
            out.add(finding.fix(
                0,
                format!("a threshold above the floor, with some room: {}", show_ms(room)),
                vec![set(&s.at, "threshold", Span::base(room).to_string())],
            ));
        }
    }
}

/// Where a commit goes, in words.
fn way(d: &DatasetView<'_>, client: Option<&str>) -> String {
    let r = d.replication();
    let scheme = r.scheme().value;
    let count = r.w().value.unwrap_or(1);
    match (scheme.is_some_and(crate::brief::Scheme::has_leader), r.leader_home().value) {
        (true, Some(home)) => {
            let from = client.map_or_else(String::new, |c| format!("{c} to "));
            if count > 1 { format!("{from}{home}, then {count} copies") } else { format!("{from}{home}") }
        }
        _ => format!("{count} copies{}", client.map_or_else(String::new, |c| format!(" from {c}"))),
    }
}

/// The stated percentiles of a service: share and time.
fn percentiles(s: &ServiceView<'_>) -> Vec<(f64, f64)> {
    let l = s.raw.latency.as_ref();
    [(0.5, l.and_then(|l| l.p50)), (0.99, l.and_then(|l| l.p99)), (0.999, l.and_then(|l| l.p999))]
        .into_iter()
        .filter_map(|(q, ms)| Some((q, ms?.get())))
        .collect()
}

fn slow_leaf(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for (s, x) in latency(w) {
        let mut own = out.trace();
        let (Some(objective), Some(threshold)) = (own.num(s.objective()), own.num(s.threshold())) else { continue };
        let Some(n) = own.take(x.fan_out()).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 1) else { continue };
        let Some(entry) = x.raw.entry_service.as_ref() else { continue };
        // Where calls differ in number, the leaves are what is called most.
        let made = w.calls_from(entry).filter(|c| made_for(c.raw, x.id));
        let calls: Vec<_> = made.filter(|c| c.raw.r#async != Some(true)).collect();
        let most = calls.iter().filter_map(|c| c.raw.per_request).fold(1.0, f64::max);
        for call in calls.iter().filter(|c| most <= 1.0 || c.raw.per_request == Some(most)) {
            let Some(leaf) = call.callee() else { continue };
            let known = percentiles(&leaf);
            let mut t = own.clone();
            let within = known.iter().filter(|(_, ms)| *ms <= threshold).map(|(q, _)| *q).fold(0.0, f64::max);
            let Ok(needed) = leaf_quantile(objective, n) else { continue };
            // One more request at the p95 helps when both are slow independently.
            let hedged = call.raw.hedge.as_ref().is_some_and(|h| h.after.is_some());
            let reached = if hedged { 1.0 - (1.0 - within) * (1.0 - within) } else { within };
            if reached >= needed {
                continue;
            }
            if !known.iter().any(|(_, ms)| *ms > threshold) {
                t.missing.push(leaf.at.field(if known.iter().any(|(q, _)| *q > 0.9) {
                    "latency.p999"
                } else {
                    "latency.p99"
                }));
                out.unjudged(rule, &[s.at.clone(), leaf.at.clone()], &t);
                continue;
            }
            for (q, ms) in &known {
                let field = match *q {
                    q if q > 0.995 => "latency.p999",
                    q if q > 0.9 => "latency.p99",
                    _ => "latency.p50",
                };
                t.note(leaf.at.field(field), Origin::Stated, Shown::Ms(*ms));
            }
            let slow = fan_out_slow(1.0 - reached, n).unwrap_or(1.0);
            if out.keyed(rule, &[&s.at, &leaf.at], &t) {
                continue;
            }
            let text = format!(
                "{}: {} answers {}% within {}; a request that waits for {n} of it is slow in up to {}% of the cases, where {}% may be (the leaf would have to answer {:.3}%)",
                s.id,
                leaf.id,
                show_short(reached * 100.0),
                show_ms(threshold),
                show_short(slow * 100.0),
                show_short((1.0 - objective) * 100.0),
                needed * 100.0
            );
            let mut finding = rule
                .finding(&[&s.at, &leaf.at], text, t)
                .because(x.at.field("fan_out"))
                .because(leaf.at.field("latency.p99"))
                .because(s.at.field("threshold"));
            let twice = 1.0 - (1.0 - within) * (1.0 - within);
            if !hedged && twice >= needed {
                let hedge = [("after", Value::from("p95")), ("max", Value::from(1)), ("budget", Value::from("5%"))];
                let table = hedge.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
                finding = finding.fix(
                    1,
                    "a second request when the first is late, 5% at most (reads only)",
                    vec![Edit::set(call.at.field("hedge").to_string(), Value::Table(table))],
                );
            }
            let fit = if reached > 0.0 { (objective.ln() / reached.ln() + 1e-9).floor() } else { 0.0 };
            if fit >= 1.0 {
                finding =
                    finding.fix(2, format!("no more than {fit} in parallel"), vec![set(&x.at, "fan_out", fit as i64)]);
            }
            out.add(finding.advise("answer without the last leaves, or shorten the tail of the leaf"));
        }
    }
}
