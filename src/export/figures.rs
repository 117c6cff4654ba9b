//! Tables of derived numbers: in the body only those that rest on something stated, in the appendix all.

use super::block::{Block, Table};
use super::cell::assumptions;
use super::escape::{code, markdown};
use crate::numbers::{At, Figure};

/// The figures of an entity among some numbers, that may stand in the body.
pub fn of<'a>(figures: &'a [Figure], at: &At, ids: &[&str]) -> Vec<&'a Figure> {
    figures.iter().filter(|f| f.at == *at && ids.contains(&f.id) && f.any_stated()).collect()
}

/// Adds a table of figures, with what is assumed below it; nothing when there are none.
pub fn table(block: &mut Block, caption: &str, figures: &[&Figure]) {
    if figures.is_empty() {
        return;
    }
    let mut table = Table::new(&["Number", "Value", "Must be", "Remark"]).caption(caption);
    for f in figures {
        let target = f.target.as_ref().map_or(String::new(), ToString::to_string);
        let remark = f.remark.as_deref().map_or(String::new(), markdown);
        table.row(vec![
            format!("{} ({})", markdown(f.label), f.id),
            markdown(&f.shown()).replace("\\~", "~"),
            markdown(&target),
            remark,
        ]);
    }
    block.table(&table);
    block.text(assumptions(figures));
}

/// Every figure with its provenance.
pub fn appendix(figures: &[Figure]) -> Block {
    let mut block = Block::new();
    if figures.is_empty() {
        block.text("No number follows from what is stated.");
        return block;
    }
    let mut table = Table::new(&["Number", "About", "Value", "Rests on"]);
    for f in figures {
        let inputs: Vec<String> = f
            .trace
            .inputs
            .iter()
            .map(|i| {
                format!(
                    "{} = {}{}",
                    code(&i.at.to_string()),
                    if i.origin.assumed() { "~" } else { "" },
                    markdown(&i.shown.to_string())
                )
            })
            .collect();
        let value = markdown(&f.shown()).replace("\\~", "~");
        table.row(vec![format!("{} {}", f.id, markdown(f.label)), code(&f.at.to_string()), value, inputs.join(", ")]);
    }
    block.table(&table);
    let mut used = Table::new(&["Number", "Formula", "Assumes", "It is", "Source"]).caption("How each is computed:");
    for number in crate::numbers::NUMBERS.iter().filter(|n| figures.iter().any(|f| f.id == n.id)) {
        used.row(vec![
            format!("{} {}", number.id, markdown(&number.title())),
            markdown(number.formula),
            markdown(number.assumes),
            number.direction.words().to_owned(),
            markdown(number.source),
        ]);
    }
    block.table(&used);
    block
}
