//! Text to value and back, by the type of a field: what can be typed, and how a value reads in a list.

use super::Value;
use super::map::is_id;
use super::record::{Field, Ty};
use super::units::{reading, whole};

/// A value as it is shown and typed: text without quotes, lists with commas, tables as TOML writes them.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Array(list) if list.iter().all(|v| !matches!(v, Value::Table(_) | Value::Array(_))) => {
            list.iter().map(shown).collect::<Vec<_>>().join(", ")
        }
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => inline(other),
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let parts: Vec<String> = table.iter().map(|(k, v)| format!("{k} = {}", inline(v))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        // 0, not 0.0: as numbers stand everywhere else.
        Value::Float(x) => crate::brief::units::show_number(*x),
        other => other.to_string(),
    }
}

/// The words to choose from, where the type is one of some words.
pub fn words(ty: &Ty) -> Option<Vec<String>> {
    match ty {
        Ty::Words(words) => Some(words.iter().map(|w| (*w).to_owned()).collect()),
        Ty::Bool => Some(vec!["true".into(), "false".into()]),
        _ => None,
    }
}

/// What can be typed, and the range.
pub fn hint(field: &Field) -> String {
    let range = match (field.lo.is_finite(), field.hi.is_finite()) {
        (true, true) => format!(", {} to {}", field.lo, field.hi),
        (true, false) => format!(", at least {}", field.lo),
        (false, true) => format!(", at most {}", field.hi),
        (false, false) => String::new(),
    };
    let range = if matches!((field.ty)(), Ty::Int | Ty::Number) { range } else { String::new() };
    format!("Expected: {}{range}", (field.ty)().words())
}

/// Reads a typed text as a value of the type. The range is checked where the value is applied.
pub fn parse(ty: &Ty, text: &str) -> Result<Value, String> {
    let text = text.trim();
    let wrong = || format!("`{text}` is not {}", ty.words());
    match ty {
        Ty::Text => Ok(Value::String(text.to_owned())),
        Ty::Form { example, .. } if example.starts_with('{') && text.starts_with('{') => {
            toml_value(text).ok_or_else(wrong)
        }
        Ty::Words(_) | Ty::Id(_) | Ty::Form { .. } => Ok(Value::String(unquoted(text).to_owned())),
        Ty::Quantity { bare, name, .. } => Ok(match number(text) {
            Some(value) if *bare => value,
            // However it is said, it is written in a unit of the list.
            _ => Value::String(reading(name, unquoted(text)).map_or_else(|| unquoted(text).to_owned(), |(_, t)| t)),
        }),
        Ty::Int => whole(text).map(Value::Integer).ok_or_else(wrong),
        Ty::Number => number(text).ok_or_else(wrong),
        Ty::Bool | Ty::Date | Ty::DateTime => toml_value(text).ok_or_else(wrong),
        Ty::List(of) => {
            if text.starts_with('[') {
                return toml_value(text).ok_or_else(wrong);
            }
            let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
            Ok(Value::Array(parts.map(|p| parse(of, p)).collect::<Result<_, _>>()?))
        }
        // What reads as a value of either type is one; text that is of neither is left to the check of the whole.
        Ty::Either(a, b) => match (parse(a, text), parse(b, text)) {
            (Ok(value), _) if fits(a, &value) => Ok(value),
            (_, Ok(value)) if fits(b, &value) => Ok(value),
            (first, second) => first.or(second),
        },
        Ty::Record(_) | Ty::Map(_) | Ty::Shares(_) => {
            let table = if text.starts_with('{') { text.to_owned() } else { format!("{{ {text} }}") };
            toml_value(&table).ok_or_else(|| format!("`{text}` is not a table such as {{ name = value }}"))
        }
    }
}

/// Whether a value is one of the type, as far as its form goes.
fn fits(ty: &Ty, value: &Value) -> bool {
    match (ty, value) {
        (Ty::Either(a, b), value) => fits(a, value) || fits(b, value),
        (Ty::List(of), Value::Array(items)) => items.iter().all(|item| fits(of, item)),
        (Ty::Words(words), Value::String(text)) => words.contains(&text.as_str()),
        (Ty::Id(_), Value::String(text)) => is_id(text),
        (Ty::Quantity { name, .. }, Value::String(text)) => reading(name, text).is_some(),
        (Ty::Quantity { bare, .. }, Value::Integer(_) | Value::Float(_)) => *bare,
        (Ty::Form { example, .. }, value) => example.starts_with('{') == value.is_table(),
        (Ty::Text, Value::String(_))
        | (Ty::Int, Value::Integer(_))
        | (Ty::Number, Value::Integer(_) | Value::Float(_))
        | (Ty::Bool, Value::Boolean(_))
        | (Ty::Date | Ty::DateTime, Value::Datetime(_))
        | (Ty::Record(_) | Ty::Map(_) | Ty::Shares(_), Value::Table(_)) => true,
        _ => false,
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text)
}

fn number(text: &str) -> Option<Value> {
    let plain = text.replace(['_', ' '], "");
    match plain.parse::<i64>() {
        Ok(n) => Some(Value::Integer(n)),
        Err(_) => plain.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::Float),
    }
}

fn toml_value(text: &str) -> Option<Value> {
    let mut table: toml::Table = format!("v = {text}").parse().ok()?;
    (table.len() == 1).then(|| table.remove("v")).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_reads_as_the_type_says() {
        let list = Ty::List(Box::new(Ty::Id(&["dataset"])));
        assert_eq!(shown(&parse(&list, "orders, cart").unwrap()), "orders, cart");
        assert_eq!(parse(&list, "[\"orders\"]").unwrap(), Value::Array(vec!["orders".into()]));
        assert_eq!(parse(&Ty::Int, "50_000_000").unwrap(), Value::Integer(50_000_000));
        assert!(parse(&Ty::Int, "many").unwrap_err().contains("a whole number"));
        assert_eq!(parse(&Ty::Bool, "true").unwrap(), Value::Boolean(true));
        assert_eq!(shown(&parse(&Ty::Date, "2026-11-24").unwrap()), "2026-11-24");
        let table = parse(&Ty::Record(&[]), "kind = \"zipf\", theta = 0.99").unwrap();
        assert_eq!(shown(&table), "{ kind = \"zipf\", theta = 0.99 }");
    }

    #[test]
    fn a_second_entry_cannot_be_smuggled_into_a_value() {
        assert!(parse(&Ty::Bool, "true\nother = 1").is_err());
        assert_eq!(parse(&Ty::Text, "a = 1\nb").unwrap(), Value::String("a = 1\nb".into()));
    }
}
