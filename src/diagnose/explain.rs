//! A question or a hypothesis as a short page of markdown. A tree has a page of its own in `reference/trees`.

use super::answers::{Answer, Asked};
use super::rank::weight;
use super::record::{Hypothesis, Question, Tree};

/// The page of `5.q1`, `5.3.q2`, `5.3.h1` or `5.3.h1-before-h3`.
pub fn explain(id: &str) -> Option<String> {
    let (asked, _) = Asked::find(id)?;
    Some(match asked {
        Asked::Entry(e) => format!(
            "# {} {}\n\nAsked before any tree. *Yes* opens tree {}{}.",
            e.id,
            e.text,
            e.opens,
            e.same_as.map_or(String::new(), |same| format!(" and answers {same}"))
        ),
        Asked::Question(tree, q) => question(tree, q),
        Asked::Number(tree, h) => hypothesis(tree, h),
        Asked::First(tree, a, b) => format!(
            "# {} Which came first?\n\n{}\n\nAsked when {} {} and {} {} of tree {} are close: of two signs that were both \
             seen, the later one is likely a consequence. The one that came first gains 3 points.",
            asked.id(),
            asked.text(),
            a.short(),
            a.name,
            b.short(),
            b.name,
            tree.id
        ),
    })
}

fn question(tree: &Tree, q: &Question) -> String {
    let rows: Vec<String> = tree
        .hypotheses
        .iter()
        .zip(q.weights)
        .enumerate()
        .map(|(i, (h, w))| {
            let cell = |answer| match weight(tree, i, *w, answer) {
                0 => "0".to_owned(),
                points => format!("{points:+}"),
            };
            format!("| {} {} | {} | {} |", h.short(), h.name, cell(Answer::Yes), cell(Answer::No))
        })
        .collect();
    format!(
        "# {} {}\n\nA question of tree {} {}.\n\n## Where to look\n\n{}\n\n## What the answers add\n\n\
         | Hypothesis | yes | no |\n|---|---|---|\n{}\n\nThe weights are judgement, not measurements.",
        q.id,
        q.text,
        tree.id,
        tree.name,
        q.look,
        rows.join("\n")
    )
}

fn hypothesis(tree: &Tree, h: &Hypothesis) -> String {
    format!(
        "# {} {}\n\n{}\n\nA hypothesis of tree {} {}; it starts at {}.\n\n- Confirmed by: {}\n- First: {}\n- Lasting: {}\n\
         - In the brief: {}",
        h.id, h.name, h.meaning, tree.id, tree.name, h.prior, h.confirmed_by, h.first, h.lasting, h.brief
    )
}
