//! Section 3: what a partition does, what prevents split brain, how the system runs degraded, and the risks that remain.

use super::Source;
use super::appendix::MOST;
use crate::brief::{CapStance, PromoteRule, UnderPartition};
use crate::export::block::{Block, Table};
use crate::export::cell::{entity, field, known, stated};
use crate::export::escape::{code, markdown};
use crate::export::rest::Place;
use crate::findings::Finding;
use crate::numbers::facts::ReplicationView;

/// For each dataset: what its operations do while copies cannot reach each other.
pub fn partition_handling(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    if w.brief.dataset.is_empty() {
        block.text("**not stated**: no dataset is described.");
    }
    let mut table =
        Table::new(&["Dataset", "Stance", "Refused", "Served stale", "Queued", "Accepted on both sides", "Not stated"]);
    for d in w.datasets() {
        let named = |wanted: Option<UnderPartition>| {
            let list: Vec<String> = d
                .operations()
                .filter(|o| match wanted {
                    Some(u) => o.raw.under_partition == Some(u),
                    None => o.raw.under_partition.is_none(),
                })
                .map(|o| code(o.id))
                .collect();
            list.join(", ")
        };
        table.row(vec![
            code(d.id),
            known(s, &d.cap_on_partition()),
            named(Some(UnderPartition::Fail)),
            named(Some(UnderPartition::StaleRead)),
            named(Some(UnderPartition::QueueWrite)),
            named(Some(UnderPartition::AcceptDiverge)),
            named(None),
        ]);
    }
    block.table(&table);
    let merging: Vec<String> = w
        .datasets()
        .filter(|d| d.raw.cap_on_partition == Some(CapStance::Ap))
        .map(|d| {
            format!(
                "{}: both sides go on writing. Conflicts: {}. After divergence: {}.",
                entity(&d.at),
                known(s, &d.conflict_policy()),
                known(s, &d.reconcile())
            )
        })
        .collect();
    block.list(&merging);
    let figures: Vec<_> = s.figures.iter().filter(|f| f.id == "D54" && f.any_stated()).collect();
    crate::export::figures::table(&mut block, "What a partition costs:", &figures);
    open(s, &mut block, &["CON-01", "CON-11", "CON-13", "QUO-03", "QUO-04", "QUO-06"]);
    block
}

/// What keeps two leaders, or two lock holders, from acting at the same time.
pub fn split_brain(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut table = Table::new(&["Dataset", "Promoted", "Old leader", "Quorum arithmetic", "Returning replicas"]);
    for d in w.datasets() {
        let r = d.replication();
        let Some(scheme) = r.scheme().value.filter(|s| s.has_leader()) else { continue };
        let arithmetic = match (r.n().value, r.w().value, r.election_quorum().value) {
            (Some(n), Some(q), Some(e)) if scheme.is_consensus() => {
                let assumed = r.n().origin.assumed() || r.election_quorum().origin.assumed();
                let holds = q + e > n && 2 * e > n;
                format!(
                    "{}commit {q} + election {e} {} {n}, 2 x {e} {} {n}{}",
                    if assumed { "~" } else { "" },
                    if q + e > n { ">" } else { "&lt;=" },
                    if 2 * e > n { ">" } else { "&lt;=" },
                    if holds { "" } else { ": two leaders are possible" }
                )
            }
            _ => String::new(),
        };
        let promoted = known(s, &r.failover_promote_rule());
        let fenced = fenced(s, &r);
        table.row(vec![
            code(d.id),
            promoted,
            fenced,
            arithmetic,
            if scheme.is_consensus() { known(s, &r.rejoin()) } else { String::new() },
        ]);
    }
    if table.rows.is_empty() {
        block.text("No dataset has a leader that could be doubled.");
    }
    block.table(&table);
    let locks: Vec<String> = w
        .locks()
        .map(|l| {
            format!(
                "{}: fencing {}; its holder stops {} before the lease ends",
                entity(&l.at),
                known(s, &l.fencing_token()),
                known(s, &l.client_margin())
            )
        })
        .collect();
    block.list(&locks);
    open(
        s,
        &mut block,
        &["QUO-01", "QUO-09", "QUO-13", "FLV-01", "FLV-02", "FLV-07", "FLV-10", "LCK-01", "LCK-02", "LCK-08"],
    );
    block
}

/// What becomes of the old leader when another one is promoted.
fn fenced(s: &Source<'_>, r: &ReplicationView<'_>) -> String {
    let fact = r.failover_fence_old();
    let Some(yes) = fact.value else { return known(s, &fact) };
    let word = if yes { "fenced" } else { "not fenced" };
    let word = if fact.origin.assumed() { format!("~{word} (assumed)") } else { word.to_owned() };
    let deposed = !yes && r.failover_promote_rule().value == Some(PromoteRule::MajorityElection);
    if deposed { format!("deposed by the election, {word}") } else { word }
}

/// How the system answers when a part of it does not.
pub fn degraded_modes(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let data: Vec<String> =
        w.datasets().map(|d| format!("{}: {}", entity(&d.at), known(s, &d.degraded_mode()))).collect();
    block.list(&data);
    let mut table = Table::new(&["Call", "Without its callee", "Needed for a good answer", "Critical"]);
    for c in w.calls() {
        table.row(vec![
            code(c.id),
            known(s, &c.fallback()),
            known(s, &c.client_avail_dependency()),
            known(s, &c.critical()),
        ]);
    }
    block.table(&table);
    if data.is_empty() && table.rows.is_empty() {
        block.text("**not stated**: there is nothing yet that could run degraded.");
    }
    block
}

/// The risks that somebody accepted or mitigates.
pub fn register(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let w = s.world;
    let mut rows: Vec<_> = w.brief.risk.iter().collect();
    rows.sort_by_key(|(_, r)| std::cmp::Reverse(r.likelihood.unwrap_or(3) * r.impact.unwrap_or(3)));
    let mut table =
        Table::new(&["Risk", "Kind", "What", "Likelihood x impact", "Mitigation", "Noticed by", "Owner", "Remains"]);
    for (id, _) in rows {
        let cell = |f: &str| field(s, &format!("risk.{id}.{f}"));
        let of_five = |f: &str| {
            let cell = stated(s, &format!("risk.{id}.{f}"));
            if cell.is_empty() { "~3".to_owned() } else { cell }
        };
        let weight = format!("{} x {}", of_five("likelihood"), of_five("impact"));
        table.row(vec![
            code(id),
            stated(s, &format!("risk.{id}.kind")),
            cell("text"),
            weight,
            cell("mitigation"),
            cell("detection"),
            cell("owner"),
            cell("residual"),
        ]);
    }
    if table.rows.is_empty() {
        block.text("No risk is registered beyond the open findings in appendix B.");
    }
    block.table(&table);
    block.rest([Place::each("risk")]);
    block
}

/// The open findings of some rules, named where they matter.
fn open(s: &Source<'_>, block: &mut Block, rules: &[&str]) {
    let of: Vec<&Finding> = s.report.open.iter().filter(|f| rules.contains(&f.rule.id)).collect();
    let mut list: Vec<String> = of.iter().take(MOST).map(|f| line(f)).collect();
    if of.len() > MOST {
        list.push(format!("and {} more like these: {}", of.len() - MOST, code("check")));
    }
    if !list.is_empty() {
        block.text("Open:");
        block.list(&list);
    }
}

fn line(f: &Finding) -> String {
    format!("**{}** {} ({})", f.severity.word(), markdown(&f.text), code(&f.key()))
}
