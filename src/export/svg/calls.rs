//! The picture of the call graph: services in columns by how far they are from an entry, calls as lines with what each may
//! cost, soft ones dashed.

use std::collections::BTreeMap;

use super::{Anchor, Canvas, LINE, Picture, cut, n, width};
use crate::export::diagram::{Calls, calls};
use crate::numbers::World;

/// More calls than this make no picture; the worst paths are drawn instead.
const MOST_EDGES: usize = 60;
const PAD: f64 = 16.0;
const TALL: f64 = 30.0;
/// Space between columns, for the labels of the calls.
const GAP: f64 = 190.0;
const STEP: f64 = 66.0;

pub(super) fn picture(w: &World<'_>) -> Option<Picture> {
    let graph = calls(w, MOST_EDGES)?;
    let depths = graph.depths();
    let wide = graph.nodes.values().map(|name| width(&cut(name, 24))).fold(60.0, f64::max) + 2.0 * PAD;
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, depth) in &depths {
        columns.entry(*depth).or_default().push(*node);
    }
    // Workloads stand in a column of their own before the first.
    let lead = if graph.entries.is_empty() { 0.0 } else { GAP + 40.0 };
    let rows = columns.values().map(Vec::len).max().unwrap_or(1).max(graph.entries.len());
    let tall = rows as f64 * STEP + 2.0 * PAD;
    let mut at: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (column, nodes) in &columns {
        let x = PAD + lead + *column as f64 * (wide + GAP);
        let from = (tall - nodes.len() as f64 * STEP) / 2.0;
        for (i, node) in nodes.iter().enumerate() {
            at.insert(*node, (x, from + i as f64 * STEP + (STEP - TALL) / 2.0));
        }
    }
    let mut canvas = Canvas::default();
    for (i, e) in graph.entries.iter().enumerate() {
        let Some((x, y)) = at.get(&e.to).copied() else { continue };
        let from = (PAD, (tall - graph.entries.len() as f64 * STEP) / 2.0 + i as f64 * STEP + STEP / 2.0);
        arrow(&mut canvas, "line", (from.0, from.1), (x, y + TALL / 2.0));
        canvas.text("text", from.0, from.1 - 6.0, Anchor::Start, &cut(&e.workload, 24));
        canvas.text("muted", from.0, from.1 + 14.0, Anchor::Start, &cut(&e.rate, 24));
    }
    for e in &graph.edges {
        let (Some(a), Some(b)) = (at.get(&e.from), at.get(&e.to)) else { continue };
        let class = if e.soft { "line soft" } else { "line" };
        let (from, to) = ((a.0 + wide, a.1 + TALL / 2.0), (b.0, b.1 + TALL / 2.0));
        arrow(&mut canvas, class, from, to);
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1) - 6.0);
        let label = format!("{}, {}", e.timeout, e.attempts);
        canvas.text("muted", middle.0, middle.1, Anchor::Middle, &cut(&label, 26));
    }
    for (node, (x, y)) in &at {
        canvas.rect("box", *x, *y, wide, TALL);
        let name = graph.nodes.get(node).map_or("", String::as_str);
        canvas.text("text", x + wide / 2.0, y + LINE + 2.0, Anchor::Middle, &cut(name, 24));
    }
    let right = at.values().map(|(x, _)| x + wide).fold(200.0, f64::max);
    let mut height = tall;
    if graph.left_out > 0 {
        let note = format!("the worst paths; {} more calls are not drawn", graph.left_out);
        canvas.text("muted", PAD, height, Anchor::Start, &note);
        height += LINE;
    }
    Some(canvas.finish("calls", "Calls between services", &alt(&graph), (right + PAD, height)))
}

/// A curve with a head at its end.
fn arrow(canvas: &mut Canvas, class: &str, from: (f64, f64), to: (f64, f64)) {
    let bend = ((to.0 - from.0).abs() / 2.0).max(30.0);
    let commands = format!(
        "M{} {}C{} {} {} {} {} {}",
        n(from.0),
        n(from.1),
        n(from.0 + bend),
        n(from.1),
        n(to.0 - bend),
        n(to.1),
        n(to.0 - 6.0),
        n(to.1)
    );
    canvas.path(class, &commands);
    let head =
        format!("M{} {}L{} {}L{} {}Z", n(to.0), n(to.1), n(to.0 - 8.0), n(to.1 - 4.0), n(to.0 - 8.0), n(to.1 + 4.0));
    canvas.path("head", &head);
}

fn alt(graph: &Calls) -> String {
    let name = |i: usize| graph.nodes.get(&i).map_or("", String::as_str);
    let mut parts: Vec<String> =
        graph.entries.iter().map(|e| format!("{} enters at {}", e.workload, name(e.to))).collect();
    parts.extend(graph.edges.iter().map(|e| {
        let soft = if e.soft { ", not needed for an answer" } else { "" };
        format!("{} calls {} ({}, {}{soft})", name(e.from), name(e.to), e.timeout, e.attempts)
    }));
    format!("Calls: {}.", parts.join("; "))
}
