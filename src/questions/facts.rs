//! What conditions and placeholders read of a brief: ids, existence, values in base units. Reads only.

use crate::brief::{Brief, Id, Ty, Value, field_at, units::reading};

use crate::numbers::Figure;

use super::condition::{Datum, Facts};

/// A number of the catalogue for an entity (`D36`, `dataset.orders`), when it can be computed.
pub type FigureOf<'a> = &'a dyn Fn(&str, &str) -> Option<f64>;

/// Looks numbers up among derived figures, for [`Known::figure`]: the first part of that number for that entity.
pub fn figure_in(figures: &[Figure]) -> impl Fn(&str, &str) -> Option<f64> + '_ {
    |id, entity| {
        let fits = |f: &&Figure| f.id == id && f.at.reads(entity);
        figures.iter().find(fits).and_then(|f| f.amount.number())
    }
}

/// A brief with what was computed from it. Where nothing was computed, conditions on it are unknown.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub brief: &'a Brief,
    pub figure: FigureOf<'a>,
    /// Open findings of severity error.
    pub errors: Option<usize>,
}

impl<'a> Known<'a> {
    /// A brief of which no number and no finding is known.
    pub fn new(brief: &'a Brief) -> Self {
        Self { brief, figure: &|_, _| None, errors: None }
    }

    /// The same knowledge about another state of the brief; its numbers are those of before.
    pub fn with<'b>(&self, brief: &'b Brief) -> Known<'b>
    where
        'a: 'b,
    {
        Known { brief, figure: self.figure, errors: self.errors }
    }
}

impl Facts for Known<'_> {
    fn ids(&self, table: &str) -> Vec<String> {
        ids(self.brief, table)
    }

    fn exists(&self, path: &str) -> bool {
        match entity_of(path) {
            Some(entity) => self.brief.has(entity),
            None => is_singleton(path) || self.brief.has(path),
        }
    }

    fn value(&self, path: &str) -> Option<Datum> {
        let value = self.brief.get(path)?;
        let ty = || field_at(path).map(|f| (f.ty)());
        match &value {
            // An entity or a table without a single field states nothing.
            Value::Table(t) if t.is_empty() => None,
            Value::String(text) => {
                Some(ty().and_then(|ty| base(&ty, text)).map_or_else(|| Datum::Word(text.clone()), Datum::Num))
            }
            _ => Some(datum(&value)),
        }
    }

    fn figure(&self, id: &str, entity: &str) -> Option<f64> {
        (self.figure)(id, entity)
    }

    fn findings(&self, severity: &str) -> Option<usize> {
        if severity == "error" { self.errors } else { None }
    }
}

fn datum(value: &Value) -> Datum {
    match value {
        Value::Boolean(b) => Datum::Bool(*b),
        Value::Integer(i) => Datum::Num(*i as f64),
        Value::Float(f) => Datum::Num(*f),
        Value::Array(items) => Datum::List(items.iter().map(datum).collect()),
        Value::Table(_) => Datum::Table,
        Value::String(text) => Datum::Word(text.clone()),
        Value::Datetime(at) => Datum::Word(at.to_string()),
    }
}

/// Text of a quantity in the base unit of its dimension.
fn base(ty: &Ty, text: &str) -> Option<f64> {
    match ty {
        Ty::Quantity { name, .. } => reading(name, text).map(|(base, _)| base),
        Ty::Either(a, b) => base(a, text).or_else(|| base(b, text)),
        _ => None,
    }
}

/// Tables that hold entities by id.
const KINDS: [&str; 25] = [
    "goal",
    "workload",
    "slo",
    "failure",
    "region",
    "dataset",
    "service",
    "call",
    "queue",
    "cache",
    "limiter",
    "shed",
    "limit",
    "lock",
    "transaction",
    "experiment",
    "model_check",
    "load_test",
    "metric",
    "alert",
    "phase",
    "change",
    "change_path",
    "risk",
    "notes",
];

const SINGLETONS: [&str; 5] = ["brief", "clock", "topology", "cost", "validation"];

fn is_singleton(path: &str) -> bool {
    let first = path.split('.').next().unwrap_or_default();
    SINGLETONS.contains(&first)
}

/// The path of the entity that holds `path`: `dataset.orders.rpo` -> `dataset.orders`; operations and zones are entities
/// of their own. `None` for singletons, bare tables and rows.
pub fn entity_of(path: &str) -> Option<&str> {
    let dots: Vec<usize> = path.match_indices('.').map(|(i, _)| i).collect();
    let first = &path[..*dots.first()?];
    if !KINDS.contains(&first) {
        return None;
    }
    let inner = dots.get(1).map(|d| &path[d + 1..]).unwrap_or_default();
    let nested =
        (first == "dataset" && inner.starts_with("operation.")) || (first == "region" && inner.starts_with("zone."));
    let end = if nested { dots.get(3) } else { dots.get(1) };
    Some(&path[..end.copied().unwrap_or(path.len())])
}

/// Ids in a table of entities, in file order.
pub fn ids(brief: &Brief, table: &str) -> Vec<String> {
    first_ids(brief, table, usize::MAX)
}

/// The first of them, at most so many.
pub fn first_ids(brief: &Brief, table: &str, most: usize) -> Vec<String> {
    let keys = |ids: &mut dyn Iterator<Item = &Id>| ids.take(most).map(ToString::to_string).collect::<Vec<_>>();
    let parts: Vec<&str> = table.split('.').collect();
    macro_rules! tables {
        ($($name:ident),*) => {
            match parts.as_slice() {
                $( [stringify!($name)] => keys(&mut brief.$name.keys()), )*
                ["region", id, "zone"] => brief.region.get(*id).map(|r| keys(&mut r.zone.keys())).unwrap_or_default(),
                ["dataset", id, "operation"] => brief.dataset.get(*id).map(|d| keys(&mut d.operation.keys())).unwrap_or_default(),
                _ => Vec::new(),
            }
        };
    }
    tables!(
        goal,
        workload,
        slo,
        failure,
        region,
        dataset,
        service,
        call,
        queue,
        cache,
        limiter,
        shed,
        limit,
        lock,
        transaction,
        experiment,
        model_check,
        load_test,
        metric,
        alert,
        phase,
        change,
        change_path,
        risk
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_number_and_entity() {
        let brief = crate::brief::read(&crate::questions::skeleton("early_design", "Test")).unwrap();
        let figures = crate::numbers::derive(&brief);
        let figure = figures.iter().find(|f| f.amount.number().is_some()).expect("one figure of the skeleton");
        let look = figure_in(&figures);
        assert_eq!(look(figure.id, &figure.at.to_string()), figure.amount.number());
        assert_eq!(look("D99", "brief"), None);
    }

    #[test]
    fn the_entity_of_a_path_is_the_innermost_named_table() {
        assert_eq!(entity_of("dataset.orders.replication.w"), Some("dataset.orders"));
        assert_eq!(entity_of("dataset.orders.operation.place.kind"), Some("dataset.orders.operation.place"));
        assert_eq!(entity_of("dataset.orders.operation"), Some("dataset.orders"));
        assert_eq!(entity_of("region.eu.zone.a"), Some("region.eu.zone.a"));
        assert_eq!(entity_of("slo.a"), Some("slo.a"));
        assert_eq!(entity_of("brief.owner"), None);
        assert_eq!(entity_of("dataset"), None);
    }
}
