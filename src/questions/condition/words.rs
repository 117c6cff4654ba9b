//! Why a condition is false, in words: the field that decides and what it holds.

use super::{Context, Datum, Expr, Op, Operand, Pattern, Truth};

/// The reason a condition is false, as a clause: `call.front-back.attempts is 1`.
pub fn why_false(expr: &Expr, context: &Context) -> String {
    let parts = reasons(expr, context, false);
    if parts.is_empty() { "another answer rules it out".into() } else { parts.join(" and ") }
}

/// Clauses that explain why `expr` is `wanted`.
fn reasons(expr: &Expr, context: &Context, wanted: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    match expr {
        Expr::Const(_) => {}
        Expr::Not(inner) => out.extend(reasons(inner, context, !wanted)),
        Expr::Any(inner) | Expr::All(inner) => out.extend(reasons(inner, context, wanted)),
        Expr::Or(parts) | Expr::And(parts) => {
            // A false `and` (a true `or`) needs one part to explain it, the other two need all.
            let one = matches!(expr, Expr::And(_)) != wanted;
            let fitting = parts.iter().filter(|p| context.eval(p) == Truth::from(wanted));
            for part in fitting.take(if one { 1 } else { usize::MAX }) {
                out.extend(reasons(part, context, wanted));
            }
        }
        Expr::One(table, _) | Expr::Exists(table) => {
            let what = table.to_string();
            let what = what.split('.').next().unwrap_or_default();
            out.push(match expr {
                Expr::Exists(_) if wanted => format!("there is a {what}"),
                Expr::Exists(_) => format!("there is no {what}"),
                _ => format!("no {what} fits"),
            });
        }
        Expr::Stated(pattern) => {
            out.push(format!("{} is {}stated", filled(pattern, context), if wanted { "" } else { "not " }));
        }
        Expr::Touches(name) => out.push(format!("it does not carry {name}")),
        Expr::Compare(left, op, right) => out.extend(compared(left, *op, right, context)),
    }
    out.dedup();
    out
}

fn compared(left: &Operand, op: Op, right: &Operand, context: &Context) -> Vec<String> {
    match left {
        Operand::Path(pattern) => {
            let paths = context.paths(pattern);
            if paths.is_empty() {
                let table = pattern.to_string();
                return vec![format!("there is no {}", table.split('.').next().unwrap_or_default())];
            }
            let say = |path: &String| match context.facts.value(path) {
                Some(value) => format!("{path} is {}", shown(&value)),
                None => format!("{path} is not {}", expected(op, right)),
            };
            paths.iter().map(say).take(2).collect()
        }
        Operand::Count(pattern) => {
            let count = context.paths(pattern).len();
            let what: Vec<String> = pattern.to_string().split('.').filter(|p| *p != "*").map(String::from).collect();
            let what = what.last().cloned().unwrap_or_default();
            vec![match count {
                0 => format!("there is no {what}"),
                1 => format!("there is one {what}"),
                n => format!("there are {n} of {what}"),
            }]
        }
        Operand::Figure(id) => vec![format!("{id} is too low")],
        _ => Vec::new(),
    }
}

/// What was expected, for a field that is not stated.
fn expected(op: Op, right: &Operand) -> String {
    match (op, right) {
        (Op::Is | Op::Eq, Operand::Text(text)) => text.clone(),
        (Op::Is | Op::Eq, Operand::Bool(value)) => value.to_string(),
        (Op::Is | Op::IsIn, Operand::List(items)) if items.len() == 1 => expected(Op::Is, &items[0]),
        _ => "stated".into(),
    }
}

fn shown(value: &Datum) -> String {
    match value {
        Datum::Bool(b) => b.to_string(),
        Datum::Num(n) => n.to_string(),
        Datum::Word(word) => word.clone(),
        Datum::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Datum::Table => "a table".into(),
    }
}

fn filled(pattern: &Pattern, context: &Context) -> String {
    context.paths(pattern).into_iter().next().unwrap_or_else(|| pattern.to_string())
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            let dot = if i == 0 { "" } else { "." };
            match segment {
                super::Segment::Word(word) => write!(f, "{dot}{word}")?,
                super::Segment::Star => write!(f, "{dot}*")?,
                super::Segment::Name(name) => write!(f, "{dot}{{{name}}}")?,
            }
        }
        Ok(())
    }
}
