//! What a change costs: how many fields it touches, how hard they are to take back, how far they move. A judgement, in one
//! table, so that the smallest change can be named.

use super::axis::Axis;
use crate::brief::{Value, split_number};

/// How hard a field is to take back once it runs, by the start of its path: the longest start decides.
/// 0 a number or a flag, 1 configuration, 2 code or a promise, 3 topology or data that moves.
const WEIGHTS: &[(&str, u8)] = &[
    ("call.*", 0),
    ("limiter.*", 0),
    ("shed.*", 0),
    ("cache.*", 1),
    ("queue.*", 1),
    ("lock.*", 1),
    ("service.*", 1),
    ("phase.*", 0),
    ("experiment.*", 0),
    ("alert.*", 0),
    ("metric.*", 0),
    ("slo.*", 2),
    ("workload.*", 2),
    ("transaction.*", 2),
    ("dataset.*", 2),
    ("dataset.*.operation", 2),
    ("dataset.*.replication", 1),
    ("dataset.*.replication.n", 3),
    ("dataset.*.replication.voters", 3),
    ("dataset.*.replication.witnesses", 3),
    ("dataset.*.replication.scheme", 3),
    ("dataset.*.replication.placement", 3),
    ("dataset.*.partitioning", 3),
    ("region", 3),
    ("topology", 3),
    ("call.*.idempotency", 2),
    ("service.*.replicas", 1),
    ("lock.*.fencing", 2),
    ("lock.*.provider", 3),
];

/// Where no line of the table fits.
const USUAL: u8 = 1;

/// How hard a field is to take back, 0 to 3.
pub fn weight(path: &str) -> u8 {
    let steps: Vec<&str> = path.split('.').collect();
    let fits = |pattern: &str| {
        let parts: Vec<&str> = pattern.split('.').collect();
        parts.len() <= steps.len() && parts.iter().zip(&steps).all(|(p, s)| *p == "*" || p == s)
    };
    let best = WEIGHTS.iter().filter(|(p, _)| fits(p)).max_by_key(|(p, _)| p.split('.').count());
    best.map_or(USUAL, |(_, w)| *w)
}

/// A weight in words.
pub fn words(weight: u8) -> &'static str {
    match weight {
        0 => "a number or a flag",
        1 => "configuration",
        2 => "code or a promise",
        _ => "topology or data that moves",
    }
}

/// The cost of one change.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cost {
    /// Fields that change.
    pub fields: usize,
    /// The hardest of them to take back, 0 to 3.
    pub weight: u8,
    /// How far they move, summed: 1 for a word, for a number its change as a share of the larger of both.
    pub distance: f64,
}

impl Cost {
    /// The cost of giving fields these values.
    pub fn of(axes: &[Axis], values: &[Option<Value>]) -> Cost {
        let mut cost = Cost::default();
        for (axis, value) in axes.iter().zip(values) {
            if let Some(value) = value {
                cost.fields += 1;
                cost.weight = cost.weight.max(weight(&axis.path));
                cost.distance += axis.stated.as_ref().map_or(1.0, |stated| distance(stated, value));
            }
        }
        cost
    }

    /// No dearer in anything.
    pub fn at_most(&self, other: &Cost) -> bool {
        self.fields <= other.fields && self.weight <= other.weight && self.distance <= other.distance + 1e-12
    }
}

fn distance(a: &Value, b: &Value) -> f64 {
    match (magnitude(a), magnitude(b)) {
        (Some((x, unit)), Some((y, other))) if unit == other => {
            let largest = x.abs().max(y.abs());
            if largest > 0.0 { (x - y).abs() / largest } else { 0.0 }
        }
        _ => 1.0,
    }
}

/// A number and its unit; what is nearly whole counts by what is missing.
fn magnitude(value: &Value) -> Option<(f64, String)> {
    match value {
        Value::Integer(n) => Some((*n as f64, String::new())),
        Value::Float(x) => Some((*x, String::new())),
        Value::String(text) => {
            let (x, unit) = split_number(text)?;
            let unit = unit.trim();
            Some((if unit == "%" && x > 50.0 { 100.0 - x } else { x }, unit.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_is_lighter_than_a_quorum_and_that_than_a_copy() {
        let of = |p: &str| weight(p);
        assert!(of("call.a-b.timeout") < of("dataset.d.replication.w"));
        assert!(of("dataset.d.replication.w") < of("dataset.d.replication.n"));
        assert_eq!(of("brief.title"), USUAL);
    }

    #[test]
    fn every_line_of_the_table_names_something_that_exists() {
        for (pattern, _) in WEIGHTS {
            let path = pattern.replace('*', "x");
            assert!(crate::brief::path::named(&path).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn small_moves_cost_less() {
        let text = |t: &str| Value::String(t.into());
        assert!(distance(&text("300ms"), &text("350ms")) < distance(&text("300ms"), &text("600ms")));
        assert!((distance(&text("99.9%"), &text("99.99%")) - 0.9).abs() < 1e-9);
        assert_eq!(distance(&text("CP"), &text("AP")), 1.0);
    }
}
