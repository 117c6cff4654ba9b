//! Options that were considered: what was compared, what each would have brought, which one was taken.

use super::Source;
use crate::export::block::{Block, Table};
use crate::export::escape::{code, markdown};

/// What a review note is called that keeps such a comparison.
pub const OPTIONS: &str = "options considered";

/// Every comparison that stands in the brief; nothing where there is none.
pub fn options(s: &Source<'_>) -> Block {
    let mut block = Block::new();
    for note in s.world.brief.review_note.iter().filter(|n| n.prompt.as_deref() == Some(OPTIONS)) {
        let mut table = Table::new(&["Option", "About", "Chosen"]);
        for point in note.points.iter().flatten() {
            table.row(vec![
                point.text.as_deref().map_or(String::new(), markdown),
                point.path.as_ref().map_or(String::new(), |p| code(p)),
                if point.accepted == Some(true) { "**yes**" } else { "no" }.to_owned(),
            ]);
        }
        block.table(&table);
    }
    block
}
