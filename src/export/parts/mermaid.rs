//! Diagrams of the document: the topology with its copies, and the call graph. Labels are escaped; node names are
//! generated.

use std::fmt::Write;

use crate::export::diagram;
use crate::export::escape::mermaid as label;
use crate::numbers::World;

/// More edges than this make no picture; the worst paths are drawn instead.
const MOST_EDGES: usize = 60;

/// Regions, zones, and the copies in each.
pub fn topology(w: &World<'_>) -> String {
    let Some(map) = diagram::topology(w) else { return String::new() };
    let mut out = String::from("flowchart LR\n");
    let mut zones = 0;
    for (i, region) in map.regions.iter().enumerate() {
        let _ = writeln!(out, "  subgraph r{i}[\"region {}\"]", label(&region.id));
        for zone in &region.zones {
            let copies: Vec<String> = zone.copies.iter().map(|c| label(&c.words())).collect();
            let inside = if copies.is_empty() { String::new() } else { format!("<br/>{}", copies.join("<br/>")) };
            let _ = writeln!(out, "    z{zones}[\"{}{inside}\"]", label(&zone.name));
            zones += 1;
        }
        if region.zones.is_empty() {
            let _ = writeln!(out, "    z{zones}[\"no zone stated\"]");
            zones += 1;
        }
        out.push_str("  end\n");
    }
    for link in &map.links {
        let _ = writeln!(out, "  r{} ---|\"{}\"| r{}", link.ends.0, label(&link.label), link.ends.1);
    }
    out
}

/// Services and the calls between them, with what each call may cost.
pub fn calls(w: &World<'_>) -> String {
    let Some(graph) = diagram::calls(w, MOST_EDGES) else { return String::new() };
    let mut out = String::from("flowchart LR\n");
    for e in &graph.entries {
        let _ = writeln!(out, "  w{}([\"{}\"]) ==>|\"{}\"| s{}", e.place, label(&e.workload), label(&e.rate), e.to);
    }
    for (i, name) in &graph.nodes {
        let _ = writeln!(out, "  s{i}[\"{}\"]", label(name));
    }
    for e in &graph.edges {
        let arrow = if e.soft { "-.->" } else { "-->" };
        let _ = writeln!(out, "  s{} {arrow}|\"{}, {}\"| s{}", e.from, label(&e.timeout), label(&e.attempts), e.to);
    }
    out
}
