//! Section 2, overload: what waits, what is let in, what is dropped, what runs out, what a cache hides.

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::cell::{field, known, share, stated};
use crate::export::escape::code;
use crate::export::rest::Place;
use crate::numbers::Figure;

/// Queues, shedding, limits and caches, and how full things get.
pub fn overload(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    services(s, &mut block);
    waiting(s, &mut block);
    limits(s, &mut block);
    caches(s, &mut block);
    let ids = ["D19", "D28", "D29", "D30", "D31", "D33", "D59"];
    let figures: Vec<&Figure> = s.figures.iter().filter(|f| ids.contains(&f.id) && f.any_stated()).collect();
    crate::export::figures::table(&mut block, "What follows:", &figures);
    block
}

fn services(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let mut table = Table::new(&[
        "Service",
        "Owner",
        "Role",
        "Tier",
        "Runs in",
        "Instances",
        "Capacity",
        "Peak utilisation",
        "Answers in",
        "One request takes",
        "Availability",
        "Reads and writes",
    ]);
    for v in w.services() {
        let at = |f: &'static str| v.at.field(f).to_string();
        table.row(vec![
            code(v.id),
            field(s, &at("owner")),
            stated(s, &at("role")),
            stated(s, &at("tier")),
            stated(s, &at("placement")),
            field(s, &at("replicas")),
            field(s, &at("capacity")),
            share(s, &v.util_peak()),
            stated(s, &at("latency")),
            stated(s, &at("service_time")),
            known(s, &v.availability()),
            field(s, &at("datasets")),
        ]);
    }
    if table.rows.is_empty() {
        block.text("**not stated**: no service is described.");
    }
    block.table(&table);
    block.rest([Place::each("service")]);
}

fn waiting(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let mut queues = Table::new(&[
        "Queue",
        "At",
        "Kind",
        "Carries",
        "Order kept",
        "Comes in",
        "Goes out",
        "Consumers",
        "Bound",
        "Oldest served",
        "Worst backlog",
        "Delivery",
        "Parks after",
        "Dead letters",
    ])
    .caption("What waits:");
    for q in w.queues() {
        let cell = |f: &'static str| stated(s, &q.at.field(f).to_string());
        queues.row(vec![
            code(q.id),
            field(s, &q.at.field("on").to_string()),
            known(s, &q.kind()),
            cell("operations"),
            cell("ordering"),
            cell("rate_in"),
            cell("rate_out"),
            cell("consumers"),
            known(s, &q.bound()),
            known(s, &q.max_age()),
            cell("backlog"),
            known(s, &q.delivery()),
            known(s, &q.max_receives()),
            known(s, &q.dlq()),
        ]);
    }
    block.table(&queues);
    block.rest([Place::each("queue")]);
}

/// What is let in, what is dropped first, what runs out.
fn limits(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let mut limiters = Table::new(&["Limiter", "At", "Kind", "Lets in", "Goes by"]).caption("What is let in:");
    for v in w.limiters() {
        let cell = |f: &str| field(s, &format!("{}.{f}", v.at));
        limiters.row(vec![
            code(v.id),
            cell("on"),
            known(s, &v.kind()),
            cell("limit"),
            stated(s, &format!("{}.signal", v.at)),
        ]);
    }
    block.table(&limiters);
    block.rest([Place::each("limiter")]);
    let mut sheds =
        Table::new(&["Shedding", "At", "Kind", "First to go", "Starts at"]).caption("What is dropped first:");
    for v in w.sheds() {
        sheds.row(vec![
            code(v.id),
            field(s, &v.at.field("on").to_string()),
            known(s, &v.kind()),
            known(s, &v.order()),
            known(s, &v.threshold()),
        ]);
    }
    block.table(&sheds);
    block.rest([Place::each("shed")]);
    if sheds.rows.is_empty() && !w.brief.service.is_empty() {
        block.text("**not stated** (Q34): what is dropped first under overload.");
    }
    let mut limits =
        Table::new(&["Limit", "Of", "Kind", "Limit is", "Peak use", "Grows with"]).caption("What can run out:");
    for v in w.limits() {
        let cell = |f: &str| field(s, &format!("{}.{f}", v.at));
        limits.row(vec![
            code(v.id),
            cell("service"),
            cell("kind"),
            cell("limit"),
            cell("peak_use"),
            known(s, &v.grows_with()),
        ]);
    }
    block.table(&limits);
    block.rest([Place::each("limit")]);
}

fn caches(s: &Source<'_>, block: &mut Block) {
    let w = s.world;
    let mut caches =
        Table::new(&["Cache", "At", "Filled from", "Hit ratio", "TTL", "Stampede guard", "Cold start tried"])
            .caption("What a cache hides:");
    for v in w.caches() {
        caches.row(vec![
            code(v.id),
            field(s, &v.at.field("on").to_string()),
            stated(s, &v.at.field("store").to_string()),
            known(s, &v.hit_ratio()),
            known(s, &v.ttl()),
            known(s, &v.stampede_guard()),
            known(s, &v.cold_tested()),
        ]);
    }
    block.table(&caches);
    block.rest([Place::each("cache")]);
}
