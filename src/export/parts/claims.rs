//! Every claim of the brief with what stands behind it, and what is missing.

use super::Source;
use crate::coverage::coverage;
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};

/// The coverage matrix, orphans named below it.
pub fn claims(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    let rows = coverage(s.world.brief);
    if rows.is_empty() {
        block.text(
            "Nothing is claimed: no objective, no tolerated failure, no promise of an operation, no rpo, no rto.",
        );
        return block;
    }
    let mut table = Table::new(&["Claim", "Threatened by", "Tried by", "Shown by", "Told by", "Answers for it"]);
    let mut orphans: Vec<String> = Vec::new();
    for row in &rows {
        let list = |ids: &[String]| match ids {
            [] => "**none**".to_owned(),
            ids => ids.iter().map(|id| short(id)).collect::<Vec<_>>().join(", "),
        };
        let owners = match row.owners.as_slice() {
            [] => "**none**".to_owned(),
            owners => owners.iter().map(|o| markdown(o)).collect::<Vec<_>>().join(", "),
        };
        table.row(vec![
            format!("{} {}", code(&row.claim.at), markdown(&row.claim.text)),
            list(&row.failures),
            list(&row.proofs),
            list(&row.metrics),
            list(&row.alerts),
            owners,
        ]);
        let gaps = row.gaps();
        if !gaps.is_empty() {
            let words: Vec<&str> = gaps.iter().map(|(_, words)| words.as_str()).collect();
            orphans.push(format!(
                "{} {}: {}",
                code(&row.claim.at),
                markdown(&row.claim.text),
                markdown(&words.join("; "))
            ));
        }
    }
    block.table(&table);
    if orphans.is_empty() {
        block.text("Every claim has all of them.");
    } else {
        block.text(format!("Without something behind them ({} of {}):", orphans.len(), rows.len()));
        block.list(&orphans);
    }
    block
}

/// An entity without its kind, which the column says.
fn short(id: &str) -> String {
    code(id.split_once('.').map_or(id, |(_, name)| name))
}
