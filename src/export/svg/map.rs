//! The picture of the topology: a box for each region, a box in it for each zone, the copies in the zone, the distances
//! between regions below.

use super::{Anchor, Canvas, LINE, Picture, cut, width};
use crate::export::diagram::{Topology, topology};
use crate::numbers::World;

/// Copies of a zone that are drawn; the others are counted.
const MOST_COPIES: usize = 12;
/// Zones in a row of a region.
const ROW: usize = 4;
/// Regions that are drawn; the others are counted.
const MOST_REGIONS: usize = 24;
const PAD: f64 = 12.0;

pub(super) fn picture(w: &World<'_>) -> Option<Picture> {
    let map = topology(w)?;
    let mut canvas = Canvas::default();
    let mut y = PAD;
    let mut widest: f64 = 200.0;
    for region in map.regions.iter().take(MOST_REGIONS) {
        let zones: Vec<(String, Vec<String>)> = region
            .zones
            .iter()
            .map(|z| {
                let mut copies: Vec<String> = z.copies.iter().take(MOST_COPIES).map(|c| cut(&c.words(), 28)).collect();
                if z.copies.len() > MOST_COPIES {
                    copies.push(format!("and {} more", z.copies.len() - MOST_COPIES));
                }
                (cut(&z.name, 28), copies)
            })
            .collect();
        let cell =
            zones.iter().flat_map(|(name, copies)| copies.iter().chain([name])).map(|t| width(t)).fold(80.0, f64::max)
                + 2.0 * PAD;
        let columns = zones.len().clamp(1, ROW);
        let title = format!("region {}", cut(&region.id, 40));
        let wide = (columns as f64 * (cell + PAD) + PAD).max(width(&title) + 2.0 * PAD);
        let mut inside = y + LINE + PAD;
        let top = y;
        let mut boxes = Vec::new();
        for row in zones.chunks(ROW) {
            let tall = row.iter().map(|(_, c)| c.len() + 1).max().unwrap_or(1) as f64 * LINE + PAD;
            for (i, zone) in row.iter().enumerate() {
                boxes.push((PAD + PAD + i as f64 * (cell + PAD), inside, tall, zone));
            }
            inside += tall + PAD;
        }
        canvas.rect("box", PAD, top, wide, inside - top);
        canvas.text("text", PAD * 2.0, top + LINE, Anchor::Start, &title);
        for (x, at, tall, (name, copies)) in boxes {
            canvas.rect("inner", x, at, cell, tall);
            canvas.text("muted", x + PAD, at + LINE, Anchor::Start, name);
            for (i, copy) in copies.iter().enumerate() {
                canvas.text("text", x + PAD, at + (i as f64 + 2.0) * LINE, Anchor::Start, copy);
            }
        }
        widest = widest.max(wide);
        y = inside + PAD;
    }
    let more = map.regions.len().saturating_sub(MOST_REGIONS);
    let mut notes: Vec<String> = Vec::new();
    if more > 0 {
        notes.push(format!("and {more} more regions"));
    }
    for link in map.links.iter().take(MOST_REGIONS) {
        let name = |i: usize| map.regions.get(i).map_or("", |r| r.id.as_str());
        notes.push(format!(
            "{} to {}: {} there and back",
            cut(name(link.ends.0), 40),
            cut(name(link.ends.1), 40),
            link.label
        ));
    }
    for note in &notes {
        y += LINE;
        canvas.text("muted", PAD * 2.0, y - PAD, Anchor::Start, note);
        widest = widest.max(width(note) + 2.0 * PAD);
    }
    Some(canvas.finish("topology", "Topology", &alt(&map), (widest + 2.0 * PAD, y + PAD)))
}

/// The same in words.
fn alt(map: &Topology) -> String {
    let regions: Vec<String> = map
        .regions
        .iter()
        .take(MOST_REGIONS)
        .map(|r| {
            let zones: Vec<String> = r
                .zones
                .iter()
                .map(|z| {
                    let copies: Vec<String> =
                        z.copies.iter().take(MOST_COPIES).map(super::super::diagram::Copy::words).collect();
                    if copies.is_empty() { z.name.clone() } else { format!("{} ({})", z.name, copies.join(", ")) }
                })
                .collect();
            format!(
                "region {} with {}",
                r.id,
                if zones.is_empty() { "no zone stated".into() } else { zones.join(", ") }
            )
        })
        .collect();
    format!("Topology: {}.", regions.join("; "))
}
