//! Typed access to the inputs of a case; every error says which input is missing or of the wrong shape.

use super::case::float;
use toml::{Table, Value};

/// The inputs of a case.
#[derive(Clone, Copy)]
pub struct Inputs<'a>(pub &'a Table);

impl<'a> Inputs<'a> {
    /// Whether an input is given.
    pub fn has(self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn get(self, key: &str) -> Result<&'a Value, String> {
        self.0.get(key).ok_or_else(|| format!("input {key} is missing"))
    }

    /// A number, whole or not.
    pub fn num(self, key: &str) -> Result<f64, String> {
        let value = self.get(key)?;
        float(value).ok_or_else(|| format!("input {key} is {value}, not a number"))
    }

    /// A whole number of at least 0.
    pub fn count(self, key: &str) -> Result<u64, String> {
        let value = self.get(key)?;
        let whole = match value {
            Value::Integer(n) => u64::try_from(*n).ok(),
            Value::Float(x) if *x >= 0.0 && x.fract() == 0.0 && *x < 9e15 => Some(*x as u64),
            _ => None,
        };
        whole.ok_or_else(|| format!("input {key} is {value}, not a count"))
    }

    /// A whole number that fits 32 bits.
    pub fn small(self, key: &str) -> Result<u32, String> {
        u32::try_from(self.count(key)?).map_err(|_| format!("input {key} is too large"))
    }

    /// A list of numbers.
    pub fn nums(self, key: &str) -> Result<Vec<f64>, String> {
        let value = self.get(key)?;
        let list = value.as_array().ok_or_else(|| format!("input {key} is {value}, not a list"))?;
        list.iter().map(|v| float(v).ok_or_else(|| format!("input {key} holds {v}, not a number"))).collect()
    }

    /// A text.
    pub fn text(self, key: &str) -> Result<&'a str, String> {
        let value = self.get(key)?;
        value.as_str().ok_or_else(|| format!("input {key} is {value}, not a text"))
    }

    /// True or false.
    pub fn flag(self, key: &str) -> Result<bool, String> {
        let value = self.get(key)?;
        value.as_bool().ok_or_else(|| format!("input {key} is {value}, not true or false"))
    }
}

/// A table from pairs: `out([("a", 1.0.into())])`.
pub fn out<const N: usize>(pairs: [(&str, Value); N]) -> Table {
    pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// A list of floats.
pub fn floats(list: impl IntoIterator<Item = f64>) -> Value {
    Value::Array(list.into_iter().map(Value::Float).collect())
}

/// A count as the whole number that a case holds.
pub fn int(n: u64) -> Value {
    i64::try_from(n).map_or(Value::Float(n as f64), Value::Integer)
}
