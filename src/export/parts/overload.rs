//! Section 2, overload: what waits, what is dropped, what runs out, what a cache hides.

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known, share};
use crate::export::escape::code;
use crate::numbers::Figure;

/// Queues, shedding, limits and caches, and how full things get.
pub fn overload(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table = Table::new(&[
        "Service",
        "Owner",
        "Instances",
        "Capacity",
        "Peak utilisation",
        "Availability",
        "Reads and writes",
    ]);
    for v in w.services() {
        let at = v.at.to_string();
        table.row(vec![
            code(v.id),
            field(w, &format!("{at}.owner")),
            field(w, &format!("{at}.replicas")),
            field(w, &format!("{at}.capacity")),
            share(w, &v.util_peak()),
            known(w, &v.availability()),
            field(w, &format!("{at}.datasets")),
        ]);
    }
    if table.rows.is_empty() {
        block.text("**not stated**: no service is described.");
    }
    block.table(&table);
    let mut queues =
        Table::new(&["Queue", "At", "Kind", "Bound", "Oldest served", "Delivery", "Parks after", "Dead letters"])
            .caption("What waits:");
    for q in w.queues() {
        queues.row(vec![
            code(q.id),
            field(w, &q.at.field("on").to_string()),
            known(w, &q.kind()),
            known(w, &q.bound()),
            known(w, &q.max_age()),
            known(w, &q.delivery()),
            known(w, &q.max_receives()),
            known(w, &q.dlq()),
        ]);
    }
    block.table(&queues);
    let mut sheds =
        Table::new(&["Shedding", "At", "Kind", "First to go", "Starts at"]).caption("What is dropped first:");
    for v in w.sheds() {
        sheds.row(vec![
            code(v.id),
            field(w, &v.at.field("on").to_string()),
            known(w, &v.kind()),
            known(w, &v.order()),
            known(w, &v.threshold()),
        ]);
    }
    block.table(&sheds);
    if sheds.rows.is_empty() && !w.brief.service.is_empty() {
        block.text("Nothing is said about what is dropped first under overload (Q34).");
    }
    let mut limits =
        Table::new(&["Limit", "Of", "Kind", "Limit is", "Peak use", "Grows with"]).caption("What can run out:");
    for v in w.limits() {
        let cell = |f: &str| field(w, &format!("{}.{f}", v.at));
        limits.row(vec![
            code(v.id),
            cell("service"),
            cell("kind"),
            cell("limit"),
            cell("peak_use"),
            known(w, &v.grows_with()),
        ]);
    }
    block.table(&limits);
    let mut caches = Table::new(&["Cache", "At", "Hit ratio", "TTL", "Stampede guard", "Cold start tried"])
        .caption("What a cache hides:");
    for v in w.caches() {
        caches.row(vec![
            code(v.id),
            field(w, &v.at.field("on").to_string()),
            known(w, &v.hit_ratio()),
            known(w, &v.ttl()),
            known(w, &v.stampede_guard()),
            known(w, &v.cold_tested()),
        ]);
    }
    block.table(&caches);
    let figures: Vec<&Figure> = s
        .figures
        .iter()
        .filter(|f| matches!(f.id, "D19" | "D28" | "D29" | "D30" | "D31" | "D33" | "D59") && f.any_stated())
        .take(60)
        .collect();
    crate::export::figures::table(&mut block, "What follows:", &figures);
    block
}
