//! Tables of derived numbers: in the body only those that rest on something stated, in the appendix all, or of a number
//! with very many the worst.

use indexmap::IndexMap;

use super::block::{Block, Table};
use super::cell::{assumptions, entity};
use super::escape::{code, markdown};
use crate::numbers::fact::Input;
use crate::numbers::{At, Figure, worst_first};

/// The figures of an entity among some numbers, that may stand in the body.
pub fn of<'a>(figures: &'a [Figure], at: &At, ids: &[&str]) -> Vec<&'a Figure> {
    figures.iter().filter(|f| f.at == *at && ids.contains(&f.id) && f.any_stated()).collect()
}

/// Adds what follows for one entity, or for several.
pub fn follows(block: &mut Block, figures: &[&Figure]) {
    let caption = match about(figures) {
        Some(at) => format!("What follows for {}:", entity(at)),
        None => "What follows:".to_owned(),
    };
    table(block, &caption, figures);
}

/// The entity that all of them are about.
fn about<'a>(figures: &[&'a Figure]) -> Option<&'a At> {
    let first = &figures.first()?.at;
    figures.iter().all(|f| f.at == *first).then_some(first)
}

/// So many figures stand in one table of the body.
const MOST_IN_BODY: usize = 60;

/// Adds a table of figures, with what is assumed below it; nothing when there are none. Each row says what it is about, unless
/// the caption does. Of very many the worst of each number are listed.
pub fn table(block: &mut Block, caption: &str, figures: &[&Figure]) {
    if figures.is_empty() {
        return;
    }
    let mut of: IndexMap<&str, Vec<&Figure>> = IndexMap::new();
    for f in figures {
        of.entry(f.id).or_default().push(f);
    }
    let most = if figures.len() > MOST_IN_BODY { (MOST_IN_BODY / of.len()).max(1) } else { usize::MAX };
    let listed: Vec<&Figure> = of.values().flat_map(|all| worst(all, most)).collect();
    let named = about(figures).is_some_and(|at| caption.contains(&entity(at)));
    let head = ["About", "Number", "Value", "Must be", "Remark"];
    let mut table = Table::new(if named { &head[1..] } else { &head }).caption(caption);
    for f in &listed {
        let target = f.target.as_ref().map_or(String::new(), ToString::to_string);
        let remark = f.remark.as_deref().map_or(String::new(), markdown);
        let mut row = if named { Vec::new() } else { vec![entity(&f.at)] };
        row.push(format!("{} ({})", markdown(f.label), f.id));
        row.extend([markdown(&f.shown()).replace("\\~", "~"), markdown(&target), remark]);
        table.row(row);
    }
    block.table(&table);
    if listed.len() < figures.len() {
        let ids: Vec<String> = of.keys().map(|id| format!("--only {id}")).collect();
        let more = figures.len() - listed.len();
        block.text(format!("These are the worst; {more} more: {}.", code(&format!("derive {}", ids.join(" ")))));
    }
    block.text(assumptions(&listed));
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
        for f in worst(all, MOST) {
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
fn worst<'a>(all: &[&'a Figure], most: usize) -> Vec<&'a Figure> {
    let mut places: Vec<usize> = (0..all.len()).collect();
    if all.len() > most {
        places.sort_by(|a, b| worst_first(all[*a], all[*b]));
        places.truncate(most);
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
