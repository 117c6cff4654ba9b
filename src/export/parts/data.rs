//! Section 2, data: topology, replication and quorums, partitioning.

use super::{Source, mermaid};
use crate::brief::{Id, Scheme};
use crate::export::block::{Block, Table};
use crate::export::cell::{entity, field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::export::rest::Place;
use crate::numbers::Shown;
use crate::numbers::facts::{DatasetView, ReplicationView};

/// Regions, zones, distances, and what zones share.
pub fn topology(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.region.is_empty() {
        block.text("**not stated** (Q14): no region is described.");
    }
    block.mermaid(&mermaid::topology(w));
    regions(s, &mut block);
    let mut table = Table::new(&["Between", "And", "Round trip p50", "p99", "Lost", "Measured"]);
    let rtt = w.brief.topology.as_ref().and_then(|t| t.rtt.as_ref());
    s.say_rows("topology.rtt", rtt);
    for row in rtt.into_iter().flatten() {
        let ends = row.between.as_deref().unwrap_or_default();
        let end = |i: usize| ends.get(i).map_or_else(|| "**not stated**".to_owned(), |z| code(z));
        let show = |v: Option<crate::brief::Span>| v.map_or_else(String::new, |v| v.to_string());
        let measured = match row.measured {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        };
        let lost = row.loss.map_or_else(String::new, |x| Shown::Share(x.get()).to_string());
        table.row(vec![end(0), end(1), show(row.p50), show(row.p99), lost, measured]);
    }
    block.table(&table);
    let t = w.topology();
    let mut facts = Table::new(&["Topology", ""]);
    facts.row(vec!["A node is up, given its zone".into(), known(s, &t.node_availability())]);
    facts.pair("A node can do", stated(s, "topology.node_capacity"));
    let steering = "topology.traffic_steering";
    let moved = if w.brief.region.len() > 1 { field(s, steering) } else { stated(s, steering) };
    facts.pair("Traffic is moved by", moved);
    facts.pair("Last changed", stated(s, "topology.changed"));
    facts.pair("Data that leaves costs", stated(s, "cost.egress"));
    facts.pair("Stored data costs", stated(s, "cost.storage"));
    block.table(&facts);
    block.rest([Place::one("topology")]);
    block.rest([Place::one("cost")]);
    let shared = w.brief.topology.as_ref().and_then(|t| t.shared_fate.as_ref());
    s.say_rows("topology.shared_fate", shared);
    let shared: Vec<String> = shared
        .into_iter()
        .flatten()
        .map(|f| {
            let zones: Vec<String> = f.zones.iter().flatten().map(|z| code(z)).collect();
            format!(
                "{}: {}",
                f.cause.as_deref().map_or_else(|| "**not stated**".to_owned(), markdown),
                zones.join(", ")
            )
        })
        .collect();
    if !shared.is_empty() {
        block.text("Zones that can fail together:");
        block.list(&shared);
    }
    block
}

/// The regions of which more is stated than that they are there, which the picture shows.
fn regions(s: &Source<'_>, block: &mut Block) {
    let mut table = Table::new(&["Region", "Called", "Latitude", "Longitude", "Zones, and how often each is up"]);
    for (id, region) in &s.world.brief.region {
        let at = |f: &str| stated(s, &format!("region.{id}.{f}"));
        let up = |zone: &Id| stated(s, &format!("region.{id}.zone.{zone}.availability"));
        let zones: Vec<(&Id, String)> = region.zone.keys().map(|zone| (zone, up(zone))).collect();
        let mut cells = vec![code(id), at("name"), at("lat"), at("lon")];
        if zones.iter().any(|(_, up)| !up.is_empty()) {
            let words = zones.iter().map(|(zone, up)| format!("{} {up}", code(zone)).trim_end().to_owned());
            cells.push(words.collect::<Vec<_>>().join(", "));
        }
        if cells[1..].iter().any(|c| !c.is_empty()) {
            table.row(cells);
        }
    }
    block.table(&table);
    block.rest([Place::each("region")]);
}

/// How each dataset is copied, who must answer, and what that gives.
pub fn replication(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.dataset.is_empty() {
        block.text("**not stated** (Q22): no dataset is described.");
    }
    for d in w.datasets() {
        block.heading(format!("Dataset {}", code(d.id)));
        let r = d.replication();
        let cell = |f: &str| stated(s, &format!("{}.{f}", d.at));
        let mut table = Table::new(&["Decision", ""]);
        kept(s, &d, &mut table);
        let scheme = r.scheme().value.unwrap_or(Scheme::ConsensusRaft);
        table.row(vec!["Scheme".into(), known(s, &r.scheme())]);
        copies(s, &r, scheme, &mut table);
        table.row(vec!["Placement".into(), known(s, &r.placement())]);
        if scheme.has_leader() {
            table.row(vec!["Leader normally in".into(), known(s, &r.leader_home())]);
        }
        table.row(vec!["Reads through".into(), known(s, &r.read_path())]);
        table.pair("A session carries", cell("replication.session_token"));
        table.pair("Reads may see unconfirmed writes", cell("replication.dirty_reads"));
        table.row(vec!["An acknowledgement means".into(), known(s, &r.ack_level())]);
        table.pair("Copies lag by", cell("replication.async_lag"));
        if scheme.has_leader() {
            table.row(vec!["Failover".into(), known(s, &r.failover_mode())]);
            table.row(vec!["Who may be promoted".into(), known(s, &r.failover_promote_rule())]);
            table.row(vec!["Old leader fenced".into(), known(s, &r.failover_fence_old())]);
            table.pair("Leader lease", cell("replication.leader_lease"));
        }
        if scheme.is_consensus() {
            table.row(vec!["Election timeout".into(), known(s, &r.election_timeout())]);
            table.row(vec!["Heartbeat".into(), known(s, &r.heartbeat())]);
            table.row(vec!["A lost replica rejoins by".into(), known(s, &r.rejoin())]);
        }
        if scheme == Scheme::LeaderlessQuorum {
            table.row(vec!["Sloppy quorum".into(), known(s, &r.sloppy_quorum())]);
            table.row(vec!["Read repair".into(), known(s, &r.read_repair())]);
        }
        table.pair("Why no listed scheme", cell("replication.custom_reason"));
        block.table(&table);
        block.rest([Place::one(d.at.to_string())]);
        let ids = ["D07", "D08", "D09", "D10", "D11", "D12", "D14", "D16", "D57"];
        figures::follows(&mut block, &figures::of(s.figures, &d.at, &ids));
    }
    block
}

/// What is kept, where it may be and how it is saved, as far as it is stated.
fn kept(s: &Source<'_>, d: &DatasetView<'_>, table: &mut Table) {
    for (what, field) in [
        ("Holds a", "semantics"),
        ("System of record", "system_of_record"),
        ("Size", "size"),
        ("Size of an item", "item_bytes"),
        ("Residency", "residency"),
        ("Kept for", "retention"),
        ("Deleting means", "delete_semantics"),
        ("Oldest answer allowed", "staleness_bound"),
        ("Durability", "durability"),
        ("Backup", "backup"),
    ] {
        table.pair(what, stated(s, &d.at.field(field).to_string()));
    }
}

fn copies(s: &Source<'_>, r: &ReplicationView<'_>, scheme: Scheme, table: &mut Table) {
    let cell = |f: &'static str| stated(s, &r.at.field(f).to_string());
    if let Some(quorum) = &r.raw.quorum {
        s.say(&r.at.field("replication.quorum").to_string());
        let show = |q: &Option<crate::brief::QuorumText>| {
            q.as_ref().map_or_else(|| "the dual of the other".to_owned(), |q| code(&q.0))
        };
        table.pair("Copies N", cell("replication.n"));
        table.row(vec!["Read quorums".into(), show(&quorum.reads)]);
        table.row(vec!["Write quorums".into(), show(&quorum.writes)]);
    } else if scheme.is_consensus() {
        table.row(vec!["Voters".into(), known(s, &r.voters())]);
        table.pair("Witnesses", cell("replication.witnesses"));
        table.pair("Learners", cell("replication.learners"));
        table.row(vec!["Commit quorum".into(), known(s, &r.w())]);
        table.row(vec!["Election quorum".into(), known(s, &r.election_quorum())]);
    } else if scheme != Scheme::None {
        table.row(vec!["Copies N".into(), known(s, &r.n())]);
        if scheme == Scheme::LeaderlessQuorum {
            table.row(vec!["Read quorum R".into(), known(s, &r.r())]);
        }
        table.row(vec!["Write quorum W".into(), known(s, &r.w())]);
        table.pair("Confirm beside the leader", cell("replication.k"));
        table.pair("In-sync set", cell("replication.in_sync"));
        table.pair("A writer waits for", cell("replication.acks"));
    }
    table.pair("Quorums are counted", cell("replication.quorum_scope"));
}

/// How each dataset is split, and how even that is.
pub fn partitioning(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut any = false;
    for d in w.datasets() {
        let at = d.at.field("partitioning").to_string();
        let p = d.partitioning();
        if d.raw.partitioning.is_none() {
            let cell = field(s, &at);
            if cell.starts_with("not applicable") {
                block.text(format!("{}: {cell}.", entity(&d.at)));
                any = true;
            }
            continue;
        }
        any = true;
        let mut table = Table::new(&["Decision", ""]).caption(format!("{}:", entity(&d.at)));
        let cell = |f: &str| stated(s, &format!("{at}.{f}"));
        table.row(vec!["Shard key".into(), known(s, &p.shard_key())]);
        table.row(vec!["Order of new keys".into(), known(s, &p.key_shape())]);
        table.pair("Distinct shard keys", cell("key_cardinality"));
        table.row(vec!["Scheme".into(), known(s, &p.scheme())]);
        table.row(vec!["Shards".into(), known(s, &p.shards())]);
        table.row(vec!["Nodes".into(), known(s, &p.nodes())]);
        table.pair("Places of a node on the ring", cell("vnodes_per_node"));
        table.row(vec!["A shard carries".into(), shard_cap(s, &at)]);
        table.pair("Splitting", cell("split"));
        table.row(vec!["Hot keys".into(), known(s, &p.hot_key())]);
        table.pair("Salts of a hot key", cell("salts"));
        table.pair("Touch several shards", cell("cross_shard_ops"));
        table.pair("Secondary index", cell("secondary_index"));
        table.row(vec!["Rebalancing".into(), field(s, &format!("{at}.rebalance"))]);
        table.pair("A request finds its shard", cell("routing"));
        block.table(&table);
        block.rest([Place::one(at)]);
        figures::follows(&mut block, &figures::of(s.figures, &d.at, &["D35", "D36", "D38", "D39"]));
    }
    if !any {
        block.text("No dataset is split; each fits on one node.");
    }
    block
}

/// What one shard carries: "3000/s reads, 1000/s writes, 10 GB".
fn shard_cap(s: &Source<'_>, at: &str) -> String {
    let path = format!("{at}.shard_cap");
    field(s, &path).replace("rps r ", "reads ").replace("rps w ", "writes ").replace("bytes ", "")
}
