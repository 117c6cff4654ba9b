//! Three-valued evaluation of a condition.

use super::{Datum, Expr, Facts, Op, Operand, Pattern, Segment};

/// True, false, or not known because an input is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    /// With unknown read as `unknown`.
    pub fn or(self, unknown: bool) -> bool {
        match self {
            Self::True => true,
            Self::False => false,
            Self::Unknown => unknown,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// True as soon as one is true; unknown before false.
    fn any(items: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Self::False;
        for item in items {
            match item {
                Self::True => return Self::True,
                Self::Unknown => out = Self::Unknown,
                Self::False => {}
            }
        }
        out
    }

    fn all(items: impl IntoIterator<Item = Self>) -> Self {
        Self::any(items.into_iter().map(Self::not)).not()
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// What a condition is evaluated against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub facts: &'a dyn Facts,
    /// What a placeholder stands for: one id, several (`chain_calls`), or none.
    pub names: &'a dyn Fn(&str) -> Vec<String>,
    /// Entity that relative field names belong to.
    pub base: Option<&'a str>,
}

impl Context<'_> {
    /// Evaluates an expression.
    pub fn eval(&self, expr: &Expr) -> Truth {
        match expr {
            Expr::Const(value) => (*value).into(),
            Expr::Or(parts) => Truth::any(parts.iter().map(|p| self.eval(p))),
            Expr::And(parts) => Truth::all(parts.iter().map(|p| self.eval(p))),
            Expr::Not(inner) => self.eval(inner).not(),
            Expr::Any(inner) => self.eval(inner),
            Expr::All(inner) => match inner.as_ref() {
                Expr::Compare(left, op, right) => Truth::all(self.compare_each(left, *op, right)),
                other => self.eval(other),
            },
            Expr::One(table, each) => {
                let entities = self.paths(table);
                Truth::any(entities.iter().map(|entity| Context { base: Some(entity), ..*self }.eval(each)))
            }
            Expr::Exists(pattern) => self.paths(pattern).iter().any(|p| self.facts.exists(p)).into(),
            // Several names (the calls of a chain) must all be stated; a star asks for any.
            Expr::Stated(pattern) => {
                let stated = |p: &String| self.facts.value(p).is_some();
                let paths = self.paths(pattern);
                if pattern.0.contains(&Segment::Star) {
                    paths.iter().any(stated).into()
                } else {
                    (!paths.is_empty() && paths.iter().all(stated)).into()
                }
            }
            Expr::Touches(name) => self.touches(&(self.names)(name)),
            Expr::Compare(left, op, right) => Truth::any(self.compare_each(left, *op, right)),
        }
    }

    /// Concrete paths of a pattern; a star over an empty table gives none.
    pub fn paths(&self, pattern: &Pattern) -> Vec<String> {
        expand(pattern, self.base, self.facts, self.names)
    }

    fn compare_each(&self, left: &Operand, op: Op, right: &Operand) -> Vec<Truth> {
        let rights = self.side(right);
        let mut out = Vec::new();
        for l in self.side(left) {
            for r in &rights {
                out.push(compare(&l, op, r));
            }
        }
        out
    }

    fn side(&self, operand: &Operand) -> Vec<Side> {
        match operand {
            Operand::Path(pattern) => self.paths(pattern).iter().map(|p| self.at(p)).collect(),
            Operand::Times(factor, pattern) => {
                let scaled = |p: &String| match self.at(p) {
                    Side::Is(Datum::Num(n)) => Side::Is(Datum::Num(n * factor)),
                    other => other,
                };
                self.paths(pattern).iter().map(scaled).collect()
            }
            Operand::Text(text) => vec![Side::Is(Datum::Word(self.fill(text)))],
            Operand::Num(n) => vec![Side::Is(Datum::Num(*n))],
            Operand::Bool(b) => vec![Side::Is(Datum::Bool(*b))],
            Operand::List(items) => {
                let one = |s| if let Side::Is(d) = s { Some(d) } else { None };
                vec![Side::Is(Datum::List(items.iter().flat_map(|i| self.side(i)).filter_map(one).collect()))]
            }
            Operand::Figure(id) => {
                let entity = (self.names)("entity").into_iter().next().unwrap_or_default();
                vec![self.facts.figure(id, &entity).map_or(Side::Unstated, |n| Side::Is(Datum::Num(n)))]
            }
            Operand::Count(pattern) => vec![self.count(pattern)],
            Operand::Kinds(name) => (self.names)(name).iter().map(|call| self.kinds(call)).collect(),
        }
    }

    fn at(&self, path: &str) -> Side {
        match self.facts.value(path) {
            Some(datum) => Side::Is(datum),
            None if self.facts.exists(path) => Side::Unstated,
            None => Side::Missing,
        }
    }

    fn count(&self, pattern: &Pattern) -> Side {
        if let [Segment::Word(first), Segment::Word(severity)] = pattern.0.as_slice()
            && first == "findings"
        {
            return self.facts.findings(severity).map_or(Side::Unstated, |n| Side::Is(Datum::Num(n as f64)));
        }
        Side::Is(Datum::Num(self.paths(pattern).len() as f64))
    }

    /// Kinds of the operations a call carries.
    fn kinds(&self, call: &str) -> Side {
        let Some(Datum::List(operations)) = self.facts.value(&format!("call.{call}.operations")) else {
            return Side::Unstated;
        };
        let mut kinds = Vec::new();
        for operation in operations {
            let Datum::Word(name) = operation else { continue };
            let Some((dataset, id)) = name.split_once('.') else { continue };
            kinds.extend(self.facts.value(&format!("dataset.{dataset}.operation.{id}.kind")));
        }
        if kinds.is_empty() { Side::Unstated } else { Side::Is(Datum::List(kinds)) }
    }

    fn touches(&self, datasets: &[String]) -> Truth {
        let path = format!("{}.operations", self.base.unwrap_or_default());
        let Some(Datum::List(operations)) = self.facts.value(&path) else { return Truth::Unknown };
        let of = |operation: &Datum| match operation {
            Datum::Word(name) => name.split_once('.').is_some_and(|(dataset, _)| datasets.iter().any(|d| d == dataset)),
            _ => false,
        };
        operations.iter().any(of).into()
    }

    /// Text with its placeholders replaced.
    fn fill(&self, text: &str) -> String {
        match text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
            Some(name) => (self.names)(name).into_iter().next().unwrap_or_default(),
            None => text.to_string(),
        }
    }
}

/// One side of a comparison once it is looked up.
enum Side {
    Is(Datum),
    Unstated,
    /// The entity does not exist.
    Missing,
}

fn compare(left: &Side, op: Op, right: &Side) -> Truth {
    let (l, r) = match (left, right) {
        (Side::Is(l), Side::Is(r)) => (l, r),
        (Side::Missing, _) | (_, Side::Missing) => return Truth::False,
        _ if matches!(op, Op::Is | Op::IsIn) => return Truth::False,
        _ => return Truth::Unknown,
    };
    match op {
        Op::Eq | Op::Is => equal(l, r).into(),
        Op::Ne => Truth::from(equal(l, r)).not(),
        Op::In | Op::IsIn => match r {
            Datum::List(items) => items.iter().any(|item| equal(l, item)).into(),
            _ => Truth::False,
        },
        Op::Lt | Op::Le | Op::Gt | Op::Ge => match (l, r) {
            (Datum::Num(a), Datum::Num(b)) => match op {
                Op::Lt => a < b,
                Op::Le => a <= b,
                Op::Gt => a > b,
                _ => a >= b,
            }
            .into(),
            // "unbounded" and other words have no place in an order.
            _ => Truth::Unknown,
        },
    }
}

/// A list equals what one of its items equals.
fn equal(left: &Datum, right: &Datum) -> bool {
    match left {
        Datum::List(items) => items.iter().any(|item| equal(item, right)),
        Datum::Table => false,
        other => other == right,
    }
}

/// Concrete paths of a pattern, `*` over the ids in file order and names over what they stand for.
pub fn expand(
    pattern: &Pattern,
    base: Option<&str>,
    facts: &dyn Facts,
    names: &dyn Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let mut out = vec![base.unwrap_or_default().to_string()];
    for segment in &pattern.0 {
        let mut next = Vec::with_capacity(out.len());
        for prefix in &out {
            match segment {
                Segment::Word(word) => next.push(join(prefix, word)),
                Segment::Star => next.extend(facts.ids(prefix).iter().map(|id| join(prefix, id))),
                // On the quick path `{operation}` stands for all operations of the dataset.
                Segment::Name(name) => {
                    for id in names(name) {
                        if id == "*" {
                            next.extend(facts.ids(prefix).iter().map(|id| join(prefix, id)));
                        } else {
                            next.push(join(prefix, &id));
                        }
                    }
                }
            }
        }
        out = next;
    }
    out
}

fn join(prefix: &str, part: &str) -> String {
    if prefix.is_empty() { part.to_string() } else { format!("{prefix}.{part}") }
}
