//! Which open steps go out together: in the order of the path, up to the limit, and none that depends on another of the
//! same batch, because its options and recommendation would be those of before the answer.

use std::collections::BTreeSet;

use crate::questions::{
    condition::{Expr, Operand, Pattern, Segment, parsed, pattern},
    facts::Known,
    flow::Route,
    names::Names,
    step::Step,
};

/// The next steps to ask together; 1 to 4, empty when nothing is open.
pub fn batch<'a>(known: &Known, route: &'a Route, limit: usize) -> Vec<&'a Step> {
    let mut out: Vec<&Step> = Vec::new();
    let mut written: Vec<Vec<String>> = Vec::new();
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for step in route.open() {
        if out.len() == limit.clamp(1, 4) {
            break;
        }
        let reads = reads(known, step);
        if reads.iter().any(|r| written.iter().any(|w| overlap(r, w))) {
            break;
        }
        // Answers are keyed by the text, so a text stands once.
        if !texts.insert(step.text(known.brief)) {
            continue;
        }
        written.extend(writes(known, step));
        out.push(step);
    }
    out
}

/// Paths a step's options may write, as segments with `*`.
fn writes(known: &Known, step: &Step) -> Vec<Vec<String>> {
    let all = step.question.options.iter().flat_map(|o| o.writes).map(|w| w.path);
    all.chain(step.question.other.writes.iter().copied()).map(|p| segments(known, &step.names, &pattern(p))).collect()
}

/// Paths the asking of a step depends on.
fn reads(known: &Known, step: &Step) -> Vec<Vec<String>> {
    let q = step.question;
    let mut texts = vec![q.asked_when];
    texts.extend(q.recommend.iter().filter_map(|r| r.when));
    for set in q.sets {
        texts.extend(set.when);
        texts.extend(set.recommend.iter().filter_map(|r| r.when));
    }
    let mut patterns = Vec::new();
    for text in texts {
        if let Some(expr) = parsed(text) {
            collect(expr, &mut patterns);
        }
    }
    patterns.iter().map(|p| segments(known, &step.names, p)).collect()
}

fn collect<'a>(expr: &'a Expr, out: &mut Vec<&'a Pattern>) {
    match expr {
        Expr::Const(_) | Expr::Touches(_) => {}
        Expr::Or(parts) | Expr::And(parts) => parts.iter().for_each(|p| collect(p, out)),
        Expr::Not(inner) | Expr::Any(inner) | Expr::All(inner) => collect(inner, out),
        Expr::One(table, _) => out.push(table),
        Expr::Exists(pattern) | Expr::Stated(pattern) => out.push(pattern),
        Expr::Compare(left, _, right) => {
            for side in [left, right] {
                if let Operand::Path(p) | Operand::Count(p) | Operand::Times(_, p) = side {
                    out.push(p);
                }
            }
        }
    }
}

fn segments(known: &Known, names: &Names, pattern: &Pattern) -> Vec<String> {
    let one = |s: &Segment| match s {
        Segment::Word(word) if word.contains('{') => names.fill(known.brief, word),
        Segment::Word(word) => word.clone(),
        Segment::Star => "*".into(),
        Segment::Name(name) => match names.lookup(known.brief, name).as_slice() {
            [only] => only.clone(),
            _ => "*".into(),
        },
    };
    pattern.0.iter().map(one).collect()
}

/// One path is, or lies below, the other.
fn overlap(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(x, y)| x == y || x == "*" || y == "*")
}
