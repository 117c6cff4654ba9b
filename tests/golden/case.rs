//! One published figure: reading it from a file and comparing what was computed with it.

use std::path::Path;
use toml::{Table, Value};

/// How far a float may be from the published one.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    exact: bool,
    abs: f64,
    rel: f64,
}

/// A case as written; `malformed` says what keeps it from being replayed.
#[derive(Debug)]
pub struct Case {
    pub id: String,
    pub kind: String,
    pub inputs: Table,
    pub expect: Table,
    pub tolerance: Tolerance,
    pub malformed: Option<String>,
}

/// The cases of a file. An error is about the file as a whole.
pub fn read(path: &Path) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let file: Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    match file.get("case") {
        None => Ok(Vec::new()),
        Some(Value::Array(cases)) => Ok(cases.iter().enumerate().map(|(i, c)| Case::new(i, c)).collect()),
        Some(_) => Err("case is not a list of tables".to_string()),
    }
}

impl Case {
    fn new(index: usize, value: &Value) -> Self {
        let text = |key| value.get(key).and_then(Value::as_str).map(str::to_string);
        let table = |key| value.get(key).and_then(Value::as_table).cloned();
        let tolerance = value.get("tolerance").and_then(Value::as_table);
        let number = |key: &str| tolerance.and_then(|t| t.get(key)).and_then(float).unwrap_or(0.0);
        let missing: Vec<&str> = [
            ("id", text("id").is_none()),
            ("kind", text("kind").is_none()),
            ("tolerance", tolerance.is_none()),
            ("inputs", table("inputs").is_none()),
            ("expect", table("expect").is_none()),
        ]
        .into_iter()
        .filter_map(|(key, gone)| gone.then_some(key))
        .collect();
        Self {
            id: text("id").unwrap_or_else(|| format!("case {}", index + 1)),
            kind: text("kind").unwrap_or_default(),
            inputs: table("inputs").unwrap_or_default(),
            expect: table("expect").unwrap_or_default(),
            tolerance: Tolerance {
                exact: tolerance.and_then(|t| t.get("exact")).and_then(Value::as_bool).unwrap_or(false),
                abs: number("abs"),
                rel: number("rel"),
            },
            malformed: (!missing.is_empty()).then(|| format!("has no {}", missing.join(", no "))),
        }
    }

    /// Compares every expected value; the error lists all that are off.
    pub fn compare(&self, got: &Table) -> Result<(), String> {
        let mut off = Vec::new();
        for (key, want) in &self.expect {
            match got.get(key) {
                None => off.push(format!("{key} got nothing, want {want}")),
                Some(got) if !self.tolerance.same(got, want) => off.push(format!("{key} got {got}, want {want}")),
                Some(_) => {}
            }
        }
        if off.is_empty() { Ok(()) } else { Err(format!("{} ({})", off.join("; "), self.tolerance)) }
    }
}

impl Tolerance {
    /// Integers, booleans, strings and lists of them must be equal, floats within the tolerance.
    fn same(self, got: &Value, want: &Value) -> bool {
        match (got, want) {
            (Value::Array(got), Value::Array(want)) => {
                got.len() == want.len() && got.iter().zip(want).all(|(g, w)| self.same(g, w))
            }
            (Value::Table(got), Value::Table(want)) => {
                want.iter().all(|(key, w)| got.get(key).is_some_and(|g| self.same(g, w)))
            }
            (_, Value::Float(want)) => float(got).is_some_and(|got| {
                if self.exact {
                    got == *want
                } else {
                    // NaN on either side compares false and so is off.
                    (got - want).abs() <= self.abs.max(self.rel * want.abs())
                }
            }),
            // A count may be computed as a float; it must still be that whole number.
            (Value::Float(got), Value::Integer(want)) => *got == *want as f64,
            (got, want) => got == want,
        }
    }
}

impl std::fmt::Display for Tolerance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.exact { write!(f, "exact") } else { write!(f, "tolerance abs {:e}, rel {:e}", self.abs, self.rel) }
    }
}

/// A number, whole or not.
pub fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Float(x) => Some(*x),
        Value::Integer(n) => Some(*n as f64),
        _ => None,
    }
}
