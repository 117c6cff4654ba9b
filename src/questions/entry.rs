//! Reads a value that was typed into an entry of an option, in the unit the entry asks for, and writes it as it would be
//! typed.

use crate::brief::{
    Bandwidth, Fraction, Rate, Size, Span, Value,
    entry::shown,
    is_id, to_id,
    units::{show_number, whole},
};

use super::record::EntryKind;

/// The typed text as a value, or what was expected instead.
pub fn parse(kind: EntryKind, text: &str, measured: Option<bool>) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("a value is needed: {}", expected(kind)));
    }
    match kind {
        EntryKind::Text => Ok(Value::String(text.into())),
        EntryKind::Duration if matches!(text, "unbounded" | "none") => Ok(Value::String(text.into())),
        EntryKind::Duration => text.parse::<Span>().map(|v| Value::String(v.to_string())).map_err(|e| say(text, &e)),
        EntryKind::Rate => text.parse::<Rate>().map(|v| Value::String(v.to_string())).map_err(|e| say(text, &e)),
        EntryKind::Size => text.parse::<Size>().map(|v| Value::String(v.to_string())).map_err(|e| say(text, &e)),
        EntryKind::Fraction => fraction(text),
        EntryKind::Count => count(text).map(Value::Integer),
        EntryKind::Fields => Ok(texts(list(text))),
        EntryKind::Ids => ids(text).map(texts),
        EntryKind::RoundTrips => pairs(text, measured, false),
        EntryKind::Distances => pairs(text, Some(false), true),
    }
}

/// What an entry of that kind looks like.
pub fn expected(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Rate => "a rate such as 1200/s",
        EntryKind::Fraction => "a share such as 25% or 0.25",
        EntryKind::Duration => "a duration such as 300ms, 5s or 1min",
        EntryKind::Count => "a whole number",
        EntryKind::Size => "a size such as 10 GB",
        EntryKind::Text => "some text",
        EntryKind::Ids => "names separated by spaces or commas, such as eu us",
        EntryKind::Fields => "field names separated by spaces or commas, such as tenant_id order_id",
        EntryKind::RoundTrips => "pairs with their p50 and p99, such as eu us 85ms 110ms, eu ap 240ms 300ms",
        EntryKind::Distances => "pairs with their distance, such as eu us 6200km",
    }
}

fn say(text: &str, expected: &str) -> String {
    format!("`{text}` is not {expected}")
}

/// A whole number, as people write it.
pub fn count(text: &str) -> Result<i64, String> {
    whole(text).ok_or_else(|| say(text, "a whole number"))
}

/// A share, kept as it was written.
pub fn fraction(text: &str) -> Result<Value, String> {
    let share: Fraction = text.parse().map_err(|e: String| say(text, &e))?;
    if !text.ends_with('%') && share.get() > 1.0 {
        return Err(format!("`{text}` is more than the whole; write {text}% for a percentage"));
    }
    Ok(if text.ends_with('%') { Value::String(share.to_string()) } else { Value::Float(share.get()) })
}

/// A bandwidth, kept as it was written.
pub fn bandwidth(text: &str) -> Result<Value, String> {
    text.parse::<Bandwidth>().map(|v| Value::String(v.to_string())).map_err(|e| say(text, &e))
}

/// A list of texts.
pub fn texts<S: Into<String>>(items: impl IntoIterator<Item = S>) -> Value {
    Value::Array(items.into_iter().map(|t| Value::String(t.into())).collect())
}

/// Words separated by spaces or commas.
pub fn list(text: &str) -> Vec<&str> {
    text.split([',', ' ', ';']).map(str::trim).filter(|t| !t.is_empty()).collect()
}

/// Names of entities.
pub fn ids(text: &str) -> Result<Vec<String>, String> {
    list(text).into_iter().map(id).collect()
}

/// One name of an entity.
pub fn id(text: &str) -> Result<String, String> {
    if is_id(text) {
        return Ok(text.into());
    }
    let near = to_id(text);
    let help = if near.is_empty() { String::new() } else { format!("; did you mean `{near}`?") };
    Err(format!("`{text}` is not a name: lower case letters, digits and `-`{help}"))
}

/// One to many `a b p50 p99` or `a b 6200km`, separated by commas.
fn pairs(text: &str, measured: Option<bool>, distance: bool) -> Result<Value, String> {
    let kind = if distance { EntryKind::Distances } else { EntryKind::RoundTrips };
    let mut rows = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let wrong = || format!("`{part}` does not read as {}", expected(kind));
        let mut row = toml::Table::new();
        let (a, b, rest) = match words.as_slice() {
            [a, b, rest @ ..] if !rest.is_empty() => (*a, *b, rest),
            _ => return Err(wrong()),
        };
        row.insert("between".into(), Value::Array(vec![zones(a)?, zones(b)?]));
        if distance {
            let number = rest.concat();
            let km = number.strip_suffix("km").unwrap_or(&number).parse::<f64>().map_err(|_| wrong())?;
            if !(0.0..=20_100.0).contains(&km) {
                return Err(format!("`{part}`: a distance is 0 to 20100 km, half the way around the earth"));
            }
            // Light in fibre takes about 1 ms for 100 km there and back; cables are not straight, hence 1.5.
            row.insert("p50".into(), Value::String(Span::base(km / 100.0 * 1.5).to_string()));
        } else {
            for (key, text) in ["p50", "p99"].iter().zip(rest) {
                let span: Span = text.parse().map_err(|e: String| say(text, &e))?;
                row.insert((*key).into(), Value::String(span.to_string()));
            }
            if rest.len() > 2 {
                return Err(wrong());
            }
        }
        if let Some(measured) = measured {
            row.insert("measured".into(), Value::Boolean(measured));
        }
        rows.push(Value::Table(row));
    }
    if rows.is_empty() { Err(say(text, expected(kind))) } else { Ok(Value::Array(rows)) }
}

/// `eu` is every zone of eu, `eu/a` one zone, `*` everything.
fn zones(text: &str) -> Result<Value, String> {
    let whole = match text.split_once('/') {
        None if text == "*" => "*/*".to_string(),
        None => format!("{}/*", id(text)?),
        Some((region, zone)) => {
            for part in [region, zone].into_iter().filter(|p| *p != "*") {
                id(part)?;
            }
            text.to_string()
        }
    };
    Ok(Value::String(whole))
}

/// A value as it would be typed into an entry of that kind; nothing where it cannot be.
pub fn typed(kind: EntryKind, value: &Value) -> Option<String> {
    match kind {
        EntryKind::RoundTrips | EntryKind::Distances => {
            let Value::Array(rows) = value else { return None };
            joined(&rows.iter().map(|row| pair(kind, row)).collect::<Option<Vec<_>>>()?, ", ")
        }
        // Entities of a table: their names.
        EntryKind::Ids if value.is_table() => joined(&value.as_table()?.keys().cloned().collect::<Vec<_>>(), " "),
        EntryKind::Ids | EntryKind::Fields => Some(shown(value).replace(',', "")),
        _ => Some(shown(value)),
    }
}

fn joined(parts: &[String], between: &str) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(between))
}

/// `eu us 85ms 110ms`, or `eu us 6200km`.
fn pair(kind: EntryKind, row: &Value) -> Option<String> {
    let [a, b] = row.get("between")?.as_array()?.as_slice() else { return None };
    let site = |v: &Value| {
        let text = shown(v);
        text.strip_suffix("/*").map_or(text.clone(), ToString::to_string)
    };
    let p50 = row.get("p50").map(shown)?;
    let figures = if kind == EntryKind::Distances {
        format!("{}km", show_number((p50.parse::<Span>().ok()?.get() * 100.0 / 1.5).round()))
    } else {
        row.get("p99").map_or(p50.clone(), |p99| format!("{p50} {}", shown(p99)))
    };
    Some(format!("{} {} {figures}", site(a), site(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_become_the_floor_of_a_round_trip() {
        let value = parse(EntryKind::Distances, "eu us 6200km", None).unwrap();
        let want: toml::Table =
            "rtt = [{ between = [\"eu/*\", \"us/*\"], p50 = \"93ms\", measured = false }]".parse().unwrap();
        assert_eq!(&value, &want["rtt"]);
    }

    #[test]
    fn round_trips_keep_their_units_and_what_they_are_worth() {
        let value = parse(EntryKind::RoundTrips, "eu us 85ms 110ms, eu/a ap 240ms", Some(true)).unwrap();
        let rows = value.as_array().unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["p99"].as_str(), Some("110ms"));
        assert_eq!(rows[1]["between"][0].as_str(), Some("eu/a"));
        assert_eq!(rows[0]["measured"].as_bool(), Some(true));
    }

    #[test]
    fn wrong_entries_say_what_is_expected() {
        for (kind, text, want) in [
            (EntryKind::Rate, "fast", "rate"),
            (EntryKind::Duration, "300", "unit"),
            (EntryKind::Fraction, "95", "95%"),
            (EntryKind::Count, "1.5", "whole number"),
            (EntryKind::Ids, "My DB", "did you mean"),
            (EntryKind::RoundTrips, "eu 5ms", "pairs"),
            (EntryKind::Text, " ", "needed"),
        ] {
            let e = parse(kind, text, None).unwrap_err();
            assert!(e.contains(want), "{text}: {e}");
        }
    }
}
