//! Diagrams: the topology with its copies, and the call graph. Labels are escaped; node names are generated.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::brief::Fallback;
use crate::export::escape::mermaid as label;
use crate::numbers::World;

/// More edges than this make no picture; the worst paths are drawn instead.
const MOST_EDGES: usize = 60;

/// Regions, zones, and the copies in each.
pub fn topology(w: &World<'_>) -> String {
    if w.brief.region.is_empty() {
        return String::new();
    }
    let mut copies: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for d in w.datasets() {
        let r = d.replication();
        let (placement, home) = (r.placement(), r.leader_home().value);
        let data = r.data_copies().value.unwrap_or(u64::MAX);
        let leads = r.scheme().value.is_some_and(crate::brief::Scheme::has_leader);
        let mark = if placement.origin.assumed() { "~" } else { "" };
        let mut led = false;
        for (i, zone) in placement.value.unwrap_or_default().iter().enumerate() {
            let leader = leads && !led && home.as_ref().is_some_and(|h| h == zone);
            led |= leader;
            let role = match (leader, i as u64 >= data) {
                (true, _) => " leader",
                (_, true) => " witness",
                _ => "",
            };
            copies.entry(zone.to_string()).or_default().push(format!("{mark}{}{role}", d.id));
        }
    }
    let mut out = String::from("flowchart LR\n");
    let mut zones = 0;
    for (i, (id, region)) in w.brief.region.0.iter().enumerate() {
        let _ = writeln!(out, "  subgraph r{i}[\"region {}\"]", label(id));
        for zone in region.zone.0.keys() {
            let name = format!("{id}/{zone}");
            let inside = copies.get(&name).map_or(String::new(), |c| {
                format!("<br/>{}", c.iter().map(|c| label(c)).collect::<Vec<_>>().join("<br/>"))
            });
            let _ = writeln!(out, "    z{zones}[\"{}{inside}\"]", label(&name));
            zones += 1;
        }
        if region.zone.is_empty() {
            let _ = writeln!(out, "    z{zones}[\"no zone stated\"]");
            zones += 1;
        }
        out.push_str("  end\n");
    }
    let regions: Vec<&str> = w.brief.region.0.keys().map(AsRef::as_ref).collect();
    let mut drawn = std::collections::BTreeSet::new();
    for row in w.brief.topology.iter().flat_map(|t| t.rtt.iter().flatten()) {
        let ends: Vec<&str> = row.between.iter().flatten().filter_map(|z| z.split('/').next()).collect();
        let place = |i: usize| ends.get(i).and_then(|e| regions.iter().position(|r| r == e));
        if let (Some(a), Some(b), Some(p50)) = (place(0), place(1), row.p50)
            && a != b
            && drawn.insert((a.min(b), a.max(b)))
        {
            let _ = writeln!(out, "  r{a} ---|\"{}\"| r{b}", label(&p50.to_string()));
        }
    }
    out
}

/// Services and the calls between them, with what each call may cost.
pub fn calls(w: &World<'_>) -> String {
    if w.brief.service.is_empty() || w.brief.call.is_empty() {
        return String::new();
    }
    let chosen: Vec<usize> = if w.brief.call.len() > MOST_EDGES {
        let mut worst: Vec<usize> = w.graph.worst_paths(5).into_iter().flat_map(|(calls, _)| calls).collect();
        worst.sort_unstable();
        worst.dedup();
        worst
    } else {
        (0..w.brief.call.len()).collect()
    };
    let mut out = String::from("flowchart LR\n");
    let mut nodes: BTreeMap<usize, String> = BTreeMap::new();
    let mut edges = String::new();
    for n in chosen {
        let Some(c) = w.brief.call.get_index(n).and_then(|(id, _)| w.call(id)) else { continue };
        let ends = c.raw.from.as_ref().zip(c.raw.to.as_ref());
        let Some((from, to)) = ends.and_then(|(f, t)| Some((*w.graph.index.get(&f.id)?, *w.graph.index.get(&t.id)?)))
        else {
            continue;
        };
        for i in [from, to] {
            nodes.entry(i).or_insert_with(|| label(&w.graph.services[i]));
        }
        let timeout = c.raw.timeout.as_ref().map_or_else(|| "no timeout stated".to_owned(), ToString::to_string);
        let attempts = c.raw.attempts.map_or_else(
            || "attempts not stated".to_owned(),
            |a| format!("{a} attempt{}", if a == 1 { "" } else { "s" }),
        );
        let soft = c.raw.r#async == Some(true)
            || c.raw.critical == Some(false)
            || matches!(c.raw.fallback, Some(Fallback::Cached | Fallback::Default | Fallback::Degrade));
        let arrow = if soft { "-.->" } else { "-->" };
        let _ = writeln!(edges, "  s{from} {arrow}|\"{}, {}\"| s{to}", label(&timeout), label(&attempts));
    }
    for workload in w.workloads() {
        if let Some(entry) = workload.raw.entry_service.as_ref().and_then(|s| w.graph.index.get(&s.id)) {
            nodes.entry(*entry).or_insert_with(|| label(&w.graph.services[*entry]));
            let place = w.brief.workload.get_index_of(workload.id).unwrap_or(0);
            let rate = workload.raw.rate_peak.map_or_else(|| "rate not stated".to_owned(), |r| r.to_string());
            let _ = writeln!(out, "  w{place}([\"{}\"]) ==>|\"{}\"| s{entry}", label(workload.id), label(&rate));
        }
    }
    for (i, name) in &nodes {
        let _ = writeln!(out, "  s{i}[\"{name}\"]");
    }
    out.push_str(&edges);
    out
}
