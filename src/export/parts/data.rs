//! Section 2, data: topology, replication and quorums, partitioning.

use super::{Source, mermaid};
use crate::brief::Scheme;
use crate::export::block::{Block, Table};
use crate::export::cell::{entity, field, further, known};
use crate::export::escape::{code, markdown};
use crate::export::figures;
use crate::numbers::facts::ReplicationView;

/// Regions, zones, distances, and what zones share.
pub fn topology(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.region.is_empty() {
        block.text("**not stated** (Q14): no region is described.");
    }
    block.mermaid(&mermaid::topology(w));
    let mut table = Table::new(&["Between", "And", "Round trip p50", "p99", "Measured"]);
    for row in w.brief.topology.iter().flat_map(|t| t.rtt.iter().flatten()) {
        let ends = row.between.as_deref().unwrap_or_default();
        let end = |i: usize| ends.get(i).map_or_else(|| "**not stated**".to_owned(), |z| code(z));
        let show = |v: Option<crate::brief::Span>| v.map_or_else(String::new, |v| v.to_string());
        let measured = match row.measured {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        };
        table.row(vec![end(0), end(1), show(row.p50), show(row.p99), measured]);
    }
    block.table(&table);
    let t = w.topology();
    let mut facts = Table::new(&["Topology", ""]);
    facts.row(vec!["A node is up, given its zone".into(), known(w, &t.node_availability())]);
    if w.brief.region.len() > 1 {
        facts.row(vec!["Traffic is moved by".into(), field(w, "topology.traffic_steering")]);
    }
    block.table(&facts);
    let shared: Vec<String> = w
        .brief
        .topology
        .iter()
        .flat_map(|t| t.shared_fate.iter().flatten())
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
        let mut table = Table::new(&["Decision", ""]);
        let scheme = r.scheme().value.unwrap_or(Scheme::ConsensusRaft);
        table.row(vec!["Scheme".into(), known(w, &r.scheme())]);
        copies(w, &r, scheme, &mut table);
        table.row(vec!["Placement".into(), known(w, &r.placement())]);
        if scheme.has_leader() {
            table.row(vec!["Leader normally in".into(), known(w, &r.leader_home())]);
        }
        table.row(vec!["Reads through".into(), known(w, &r.read_path())]);
        table.row(vec!["An acknowledgement means".into(), known(w, &r.ack_level())]);
        if scheme.has_leader() {
            table.row(vec!["Failover".into(), known(w, &r.failover_mode())]);
            table.row(vec!["Who may be promoted".into(), known(w, &r.failover_promote_rule())]);
            table.row(vec!["Old leader fenced".into(), known(w, &r.failover_fence_old())]);
        }
        if scheme.is_consensus() {
            table.row(vec!["Election timeout".into(), known(w, &r.election_timeout())]);
            table.row(vec!["Heartbeat".into(), known(w, &r.heartbeat())]);
            table.row(vec!["A lost replica rejoins by".into(), known(w, &r.rejoin())]);
        }
        if scheme == Scheme::LeaderlessQuorum {
            table.row(vec!["Sloppy quorum".into(), known(w, &r.sloppy_quorum())]);
            table.row(vec!["Read repair".into(), known(w, &r.read_repair())]);
        }
        if let Some(reason) = &r.raw.custom_reason {
            table.row(vec!["Why no listed scheme".into(), markdown(reason)]);
        }
        block.table(&table);
        let shown = [
            "replication.scheme",
            "replication.voters",
            "replication.n",
            "replication.r",
            "replication.w",
            "replication.placement",
            "replication.read_path",
            "replication.failover",
            "replication.rejoin",
            "replication.sloppy_quorum",
            "replication.read_repair",
            "cap_on_partition",
            "pacelc_else",
            "degraded_mode",
            "rpo",
            "rto",
            "class",
            "concurrent_writers",
            "conflict_policy",
            "reconcile",
            "invariants",
            "semantics",
        ];
        let prefix = d.at.to_string();
        block.text(further(s.required, &prefix, &shown).replace("`operation.", "`"));
        let ids = ["D07", "D08", "D09", "D10", "D11", "D12", "D14", "D16", "D57"];
        figures::table(&mut block, "What follows:", &figures::of(s.figures, &d.at, &ids));
    }
    block
}

fn copies(w: &crate::numbers::World<'_>, r: &ReplicationView<'_>, scheme: Scheme, table: &mut Table) {
    if let Some(quorum) = &r.raw.quorum {
        let show = |q: &Option<crate::brief::QuorumText>| {
            q.as_ref().map_or_else(|| "the dual of the other".to_owned(), |q| code(&q.0))
        };
        table.row(vec!["Read quorums".into(), show(&quorum.reads)]);
        table.row(vec!["Write quorums".into(), show(&quorum.writes)]);
        return;
    }
    if scheme.is_consensus() {
        table.row(vec!["Voters".into(), known(w, &r.voters())]);
        table.row(vec!["Commit quorum".into(), known(w, &r.w())]);
        table.row(vec!["Election quorum".into(), known(w, &r.election_quorum())]);
    } else if scheme != Scheme::None {
        table.row(vec!["Copies N".into(), known(w, &r.n())]);
        if scheme == Scheme::LeaderlessQuorum {
            table.row(vec!["Read quorum R".into(), known(w, &r.r())]);
        }
        table.row(vec!["Write quorum W".into(), known(w, &r.w())]);
    }
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
            let cell = field(w, &at);
            if cell.starts_with("not applicable") {
                block.text(format!("{}: {cell}.", entity(&d.at)));
                any = true;
            }
            continue;
        }
        any = true;
        let mut table = Table::new(&["Decision", ""]).caption(format!("{}:", entity(&d.at)));
        table.row(vec!["Shard key".into(), known(w, &p.shard_key())]);
        table.row(vec!["Order of new keys".into(), known(w, &p.key_shape())]);
        table.row(vec!["Scheme".into(), known(w, &p.scheme())]);
        table.row(vec!["Shards".into(), known(w, &p.shards())]);
        table.row(vec!["Nodes".into(), known(w, &p.nodes())]);
        table.row(vec!["A shard carries".into(), field(w, &format!("{at}.shard_cap"))]);
        table.row(vec!["Hot keys".into(), known(w, &p.hot_key())]);
        table.row(vec!["Rebalancing".into(), field(w, &format!("{at}.rebalance"))]);
        block.table(&table);
        figures::table(&mut block, "What follows:", &figures::of(s.figures, &d.at, &["D35", "D36", "D38", "D39"]));
    }
    if !any {
        block.text("No dataset is split; each fits on one node.");
    }
    block
}
