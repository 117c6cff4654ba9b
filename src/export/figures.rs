//! Tables of derived numbers: in the body only those that rest on something stated, in the appendix all, or of a number
//! with very many the worst.

use indexmap::IndexMap;

use super::block::{Block, Table};
use super::cell::assumptions;
use super::escape::{code, markdown};
use crate::numbers::fact::Input;
use crate::numbers::{At, Figure, worst_first};

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

/// So many figures of one number stand in the appendix, and so many inputs of one figure. A table of thousands of rows is
/// one that no code host renders and nobody reads.
const MOST: usize = 24;

/// Every figure with its provenance, or of a number with very many the worst of them and how to see the others.
pub fn appendix(figures: &[Figure]) -> Block {
    let mut block = Block::new();
    if figures.is_empty() {
        block.text("No number follows from what is stated.");
        return block;
    }
    let mut of: IndexMap<&str, Vec<&Figure>> = IndexMap::new();
    for f in figures {
        of.entry(f.id).or_default().push(f);
    }
    let mut table = Table::new(&["Number", "About", "Value", "Rests on"]);
    for (id, all) in &of {
        for f in worst(all) {
            let value = markdown(&f.shown()).replace("\\~", "~");
            table.row(vec![format!("{id} {}", markdown(f.label)), code(&f.at.to_string()), value, rests_on(f)]);
        }
        if all.len() > MOST {
            let more =
                format!("the {} others are not listed: {}", all.len() - MOST, code(&format!("derive --only {id}")));
            table.row(vec![(*id).to_owned(), more]);
        }
    }
    block.table(&table);
    let mut used = Table::new(&["Number", "Formula", "Assumes", "It is", "Source"]).caption("How each is computed:");
    for number in crate::numbers::NUMBERS.iter().filter(|n| of.contains_key(n.id)) {
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

/// The figures of one number that are listed, in the order in which they came.
fn worst<'a>(all: &[&'a Figure]) -> Vec<&'a Figure> {
    let mut places: Vec<usize> = (0..all.len()).collect();
    if all.len() > MOST {
        places.sort_by(|a, b| worst_first(all[*a], all[*b]));
        places.truncate(MOST);
        places.sort_unstable();
    }
    places.into_iter().map(|i| all[i]).collect()
}

fn rests_on(f: &Figure) -> String {
    let input = |i: &Input| {
        let mark = if i.origin.assumed() { "~" } else { "" };
        format!("{} = {mark}{}", code(&i.at.to_string()), markdown(&i.shown.to_string()))
    };
    let mut list: Vec<String> = f.trace.inputs.iter().take(MOST).map(input).collect();
    if f.trace.inputs.len() > MOST {
        list.push(format!("and {} more", f.trace.inputs.len() - MOST));
    }
    list.join(", ")
}
