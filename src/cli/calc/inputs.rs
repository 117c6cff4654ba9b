//! The flags of one calculation, read: every wrong value is reported, not only the first.

use serde_json::{Map, json};

use super::flag::{Flag, Need, Value};
use crate::analysis::availability::Availability;
use crate::cli::error::Failure;

/// What was given, defaults filled in.
#[derive(Debug, Default)]
pub struct Inputs {
    values: Vec<(&'static Flag, Vec<Value>)>,
}

impl Inputs {
    /// Reads the values typed, by flag.
    pub fn read(flags: &'static [Flag], typed: &[(String, String)]) -> Result<Self, Failure> {
        let mut inputs = Self::default();
        let mut problems = Vec::new();
        for flag in flags {
            let given = typed.iter().find(|(name, _)| name == flag.name).map(|(_, text)| text.as_str());
            let ((Some(text), _) | (None, Need::Default(text))) = (given, flag.need) else { continue };
            let parts: Vec<&str> = if flag.list { text.split(',').collect() } else { vec![text] };
            let mut values = Vec::new();
            for part in parts {
                match flag.kind.read(part) {
                    Ok(value) => values.push(value),
                    Err(expected) => {
                        problems.push(format!("error: --{}: found \"{part}\", expected {expected}", flag.name));
                    }
                }
            }
            inputs.values.push((flag, values));
        }
        if problems.is_empty() { Ok(inputs) } else { Err(Failure::at(problems)) }
    }

    fn values(&self, name: &str) -> Option<&[Value]> {
        self.values.iter().find(|(flag, _)| flag.name == name).map(|(_, values)| values.as_slice())
    }

    /// Whether it was given or has a default.
    pub fn has(&self, name: &str) -> bool {
        self.values(name).is_some()
    }

    /// A number in its base unit, when given.
    pub fn opt(&self, name: &str) -> Option<f64> {
        match self.values(name)? {
            [Value::Number(x), ..] => Some(*x),
            _ => None,
        }
    }

    /// A number in its base unit.
    pub fn num(&self, name: &'static str) -> Result<f64, Failure> {
        self.opt(name).ok_or_else(|| missing(name))
    }

    /// A whole number.
    pub fn count(&self, name: &'static str) -> Result<u32, Failure> {
        whole(name, self.num(name)?)
    }

    /// A whole number that may be large.
    pub fn big(&self, name: &'static str) -> Result<u64, Failure> {
        self.num(name).map(|x| x as u64)
    }

    /// Several numbers.
    pub fn list(&self, name: &str) -> Vec<f64> {
        let number = |v: &Value| match v {
            Value::Number(x) => Some(*x),
            Value::Text(_) => None,
        };
        self.values(name).unwrap_or_default().iter().filter_map(number).collect()
    }

    /// Several whole numbers.
    pub fn counts(&self, name: &'static str) -> Result<Vec<u32>, Failure> {
        self.list(name).into_iter().map(|x| whole(name, x)).collect()
    }

    /// Several availabilities.
    pub fn availabilities(&self, name: &str) -> Result<Vec<Availability>, Failure> {
        Ok(self.list(name).into_iter().map(Availability::new).collect::<Result<_, _>>()?)
    }

    /// Text, when given.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values(name)? {
            [Value::Text(t), ..] => Some(t),
            _ => None,
        }
    }

    /// Several texts.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let text = |v: &'_ Value| if let Value::Text(t) = v { Some(t.clone()) } else { None };
        self.values(name).unwrap_or_default().iter().filter_map(text).collect()
    }

    /// The inputs in JSON, in base units.
    pub fn json(&self) -> serde_json::Value {
        let one = |v: &Value| match v {
            Value::Number(x) if x.fract() == 0.0 && x.abs() < 9e15 => json!(*x as i64),
            Value::Number(x) => json!(x),
            Value::Text(t) => json!(t),
        };
        let mut map = Map::new();
        for (flag, values) in &self.values {
            let value = if flag.list {
                json!(values.iter().map(one).collect::<Vec<_>>())
            } else {
                values.first().map_or(json!(null), one)
            };
            map.insert(flag.name.to_owned(), value);
        }
        serde_json::Value::Object(map)
    }
}

/// A flag that this calculation needs.
pub fn missing(name: &str) -> Failure {
    Failure::new(format_args!("--{name} is needed for this"))
}

pub(super) fn whole(name: &str, x: f64) -> Result<u32, Failure> {
    if x > f64::from(u32::MAX) {
        return Err(Failure::new(format_args!("--{name}: found {x}, expected at most {}", u32::MAX)));
    }
    Ok(x as u32)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::cli::calc::Calculator;

    /// The inputs of a calculator's own example.
    pub(in crate::cli::calc) fn from_example(c: &'static Calculator) -> Inputs {
        of(c, c.example)
    }

    pub(in crate::cli::calc) fn of(c: &'static Calculator, line: &str) -> Inputs {
        let mut typed = Vec::new();
        for part in line.split("--").filter(|p| !p.trim().is_empty()) {
            let (name, value) = part.trim().split_once(' ').unwrap_or_else(|| panic!("{}: --{part}", c.name));
            assert!(c.flags.iter().any(|f| f.name == name), "{}: no flag --{name}", c.name);
            typed.push((name.to_owned(), value.trim_matches('"').to_owned()));
        }
        Inputs::read(c.flags, &typed).unwrap_or_else(|e| panic!("{}: {:?}", c.name, e.lines))
    }

    #[test]
    fn every_wrong_value_is_reported() {
        let typed = [("ttl".to_owned(), "10".to_owned()), ("margin".to_owned(), "x".to_owned())];
        let e = Inputs::read(crate::cli::calc::timing::LEASE.flags, &typed).unwrap_err();
        assert_eq!(e.lines.len(), 2, "{:?}", e.lines);
        assert!(e.lines[0].contains("--ttl") && e.lines[0].contains("bare number needs a unit"), "{}", e.lines[0]);
    }
}
