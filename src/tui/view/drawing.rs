//! The topology and the call graph in characters: boxes for regions and zones, a tree for the calls. The same data as the
//! pictures of the export; bounded, so that a large brief stays readable.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use super::wrapped;
use crate::export::diagram::{self, Calls, Copy, Role as Part, Zone};
use crate::numbers::World;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// Lines of a tree; what is beyond is counted.
const MOST_LINES: usize = 400;
/// Calls of a graph that is drawn whole.
const MOST_CALLS: usize = 2_000;
/// Narrowest zone that says something.
const ZONE: usize = 16;
/// Copies of a zone that are listed.
const MOST_COPIES: usize = 12;

/// Every region as a box, its zones in it beside each other as far as they fit, and the distances below.
pub(super) fn topology(world: &World<'_>, cells: usize, t: &Theme) -> Vec<Line<'static>> {
    let Some(map) = diagram::topology(world) else {
        return wrapped("No region is stated yet.", cells as u16, Role::Muted, t);
    };
    let mut out = Vec::new();
    for region in &map.regions {
        let head = text::visible(&format!("region {}", region.id)).into_owned();
        out.push(Line::from(Span::styled(
            text::truncate(&head, cells, t.glyphs.ellipsis).into_owned(),
            t.style(Role::Heading),
        )));
        let columns = ((cells + 1) / (ZONE + 1)).clamp(1, region.zones.len().max(1));
        let width = (cells / columns).min(40);
        for row in region.zones.chunks(columns) {
            zones(row, width, &mut out, t);
        }
        if region.zones.is_empty() {
            out.extend(wrapped("  no zone stated", cells as u16, Role::Muted, t));
        }
        out.push(Line::default());
    }
    for link in &map.links {
        let name = |i: usize| map.regions.get(i).map_or("", |r| r.id.as_str());
        let line =
            format!("{} {} {} {}", name(link.ends.0), t.glyphs.rule.repeat(3), link.label, t.glyphs.rule.repeat(3));
        out.extend(wrapped(&format!("{line} {}", name(link.ends.1)), cells as u16, Role::Text, t));
    }
    if map.regions.iter().flat_map(|r| &r.zones).flat_map(|z| &z.copies).any(|c| c.assumed) {
        out.push(Line::default());
        out.extend(wrapped("~ marks copies whose place nobody stated.", cells as u16, Role::Muted, t));
    }
    out
}

/// Boxes of zones beside each other.
fn zones(row: &[Zone], width: usize, out: &mut Vec<Line<'static>>, t: &Theme) {
    let b = &t.glyphs.border;
    let inside = width.saturating_sub(4).max(1);
    let border = |text: String| Span::styled(text, t.style(Role::Border));
    let height = row.iter().map(|z| z.copies.len().min(MOST_COPIES + 1)).max().unwrap_or(0).max(1);
    let edge = |left: &str, across: &str, right: &str| {
        border(format!("{left}{}{right}", across.repeat(width.saturating_sub(2))))
    };
    out.push(Line::from(row.iter().map(|_| edge(b.top_left, b.horizontal_top, b.top_right)).collect::<Vec<_>>()));
    for n in 0..=height {
        let mut spans = Vec::new();
        for zone in row {
            let (label, role) = match n.checked_sub(1) {
                None => (zone.name.clone(), Role::Muted),
                Some(i) if i == MOST_COPIES && zone.copies.len() > i => {
                    (format!("and {} more", zone.copies.len() - i), Role::Muted)
                }
                Some(i) => zone.copies.get(i).map_or((String::new(), Role::Text), |c| (c.words(), part(c))),
            };
            let label = text::pad(&text::visible(&label), inside, t.glyphs.ellipsis);
            spans.push(border(format!("{} ", b.vertical_left)));
            spans.push(Span::styled(label, t.style(role)));
            spans.push(border(format!(" {}", b.vertical_right)));
        }
        out.push(Line::from(spans));
    }
    out.push(Line::from(
        row.iter().map(|_| edge(b.bottom_left, b.horizontal_bottom, b.bottom_right)).collect::<Vec<_>>(),
    ));
}

fn part(copy: &Copy) -> Role {
    match (copy.assumed, copy.role) {
        (true, _) => Role::Assumed,
        (_, Part::Leader) => Role::Good,
        (_, Part::Witness) => Role::Muted,
        _ => Role::Text,
    }
}

/// The calls as a tree below each entry; a service that was drawn already is named and not opened again.
pub(super) fn calls(world: &World<'_>, cells: usize, t: &Theme) -> Vec<Line<'static>> {
    let Some(graph) = diagram::calls(world, MOST_CALLS) else {
        return wrapped("No call between services is stated yet.", cells as u16, Role::Muted, t);
    };
    let mut tree = Tree { graph: &graph, cells, t, seen: BTreeSet::new(), out: Vec::new() };
    for entry in &graph.entries {
        let head = format!("{}  {}", entry.workload, entry.rate);
        tree.push(vec![(head, Role::Heading)]);
        tree.node(entry.to, "", None, true);
        tree.out.push(Line::default());
    }
    let called: BTreeSet<usize> = graph.edges.iter().map(|e| e.to).collect();
    let apart: Vec<usize> =
        graph.nodes.keys().copied().filter(|n| !tree.seen.contains(n) && !called.contains(n)).collect();
    if !apart.is_empty() {
        tree.push(vec![("no workload enters here".to_owned(), Role::Heading)]);
        for node in apart {
            tree.node(node, "", None, true);
        }
    }
    let mut out = tree.out;
    if out.len() > MOST_LINES {
        let more = out.len() - MOST_LINES;
        out.truncate(MOST_LINES);
        out.extend(wrapped(&format!("and {more} more lines"), cells as u16, Role::Muted, t));
    }
    if graph.left_out > 0 {
        let note = format!("The worst paths; {} more calls are not drawn.", graph.left_out);
        out.extend(wrapped(&note, cells as u16, Role::Muted, t));
    }
    if graph.edges.iter().any(|e| e.soft) {
        let note = format!("{} marks a call whose failure does not fail its caller.", t.glyphs.branch[3]);
        out.extend(wrapped(&note, cells as u16, Role::Muted, t));
    }
    out
}

struct Tree<'a> {
    graph: &'a Calls,
    cells: usize,
    t: &'a Theme,
    seen: BTreeSet<usize>,
    out: Vec<Line<'static>>,
}

impl Tree<'_> {
    fn push(&mut self, parts: Vec<(String, Role)>) {
        let mut room = self.cells;
        let mut spans = Vec::new();
        for (part, role) in parts {
            let shown = text::truncate(&text::visible(&part), room, self.t.glyphs.ellipsis).into_owned();
            room = room.saturating_sub(text::width(&shown));
            spans.push(Span::styled(shown, self.t.style(role)));
        }
        self.out.push(Line::from(spans));
    }

    /// A service, how it is called, and below it what it calls.
    fn node(&mut self, node: usize, lead: &str, by: Option<usize>, last: bool) {
        if self.out.len() > MOST_LINES + 1 {
            // Counted by one line more than is shown; drawing the rest would cost without being read.
            return;
        }
        let glyphs = &self.t.glyphs;
        let name = self.graph.nodes.get(&node).cloned().unwrap_or_default();
        let again = !self.seen.insert(node);
        let branch = glyphs.branch[usize::from(last)];
        let edge = by.and_then(|i| self.graph.edges.get(i));
        let soft = edge.is_some_and(|e| e.soft);
        let mut parts = vec![
            (format!("{lead}{branch}"), Role::Border),
            (if soft { glyphs.branch[3].to_owned() } else { " ".to_owned() }, Role::Muted),
            (name, Role::Text),
        ];
        if let Some(e) = edge {
            let role =
                if e.timeout.starts_with("no ") || e.attempts.ends_with("stated") { Role::Warn } else { Role::Muted };
            parts.push((format!("  {}, {}", e.timeout, e.attempts), role));
        }
        let below: Vec<(usize, usize)> =
            self.graph.edges.iter().enumerate().filter(|(_, e)| e.from == node).map(|(i, e)| (i, e.to)).collect();
        if again && !below.is_empty() {
            parts.push(("  (its calls are above)".to_owned(), Role::Muted));
        }
        self.push(parts);
        if again {
            return;
        }
        let lead = format!("{lead}{} ", if last { "  " } else { glyphs.branch[2] });
        let count = below.len();
        for (n, (edge, to)) in below.into_iter().enumerate() {
            self.node(to, &lead, Some(edge), n + 1 == count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Abilities, Palette};

    const TEXT: &str = include_str!("../../../tests/data/briefs/example.brief.toml");

    fn drawn(text: &str, cells: usize, f: fn(&World<'_>, usize, &Theme) -> Vec<Line<'static>>) -> Vec<String> {
        let brief = crate::brief::read(text).unwrap();
        let theme = Theme::new(Palette::Mono, &Abilities::default());
        f(&World::new(&brief), cells, &theme).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn no_line_is_wider_than_the_pane_and_all_of_it_is_ascii() {
        for cells in [1, 8, 17, 40, 78, 120] {
            for f in [topology, calls] {
                for line in drawn(TEXT, cells, f) {
                    assert!(text::width(&line) <= cells.max(ZONE) && line.is_ascii(), "{cells}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn the_tree_names_each_call_with_its_cost_once() {
        let lines = drawn(TEXT, 78, calls);
        assert!(lines.iter().any(|l| l.contains("orders") && l.contains("250ms, 2 attempts")), "{lines:#?}");
        assert!(lines[0].starts_with("place-order  1200/s"), "{lines:#?}");
    }

    #[test]
    fn a_circle_of_calls_ends() {
        let text = "schema = 1\n[service.a]\n[service.b]\n[call.ab]\nfrom = \"a\"\nto = \"b\"\n[call.ba]\nfrom = \"b\"\nto = \"a\"\n\
                    [workload.w]\nentry_service = \"a\"\n";
        let lines = drawn(text, 78, calls);
        assert!(lines.iter().any(|l| l.contains("its calls are above")) && lines.len() < 12, "{lines:#?}");
    }
}
