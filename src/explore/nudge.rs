//! One step up or down from a value, in the unit it is written in; and the values tried around one.

use crate::brief::Value;

/// Steps up and steps down of a field that is tried.
const STEPS: usize = 4;

/// The value one step up or down: whole numbers by one below 20, everything else by a fifth, in the unit it is written in.
pub fn nudge(value: &Value, up: bool) -> Option<Value> {
    let factor = if up { 1.2 } else { 1.0 / 1.2 };
    match value {
        Value::Integer(n) => {
            let by = if n.abs() < 20 { 1 } else { (n.abs() / 5).max(1) };
            Some(Value::Integer(if up { n.saturating_add(by) } else { n.saturating_sub(by).max(0) }))
        }
        Value::Float(x) => Some(Value::Float(round(x * factor))),
        Value::String(text) => {
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            let x: f64 = number.parse().ok()?;
            let next = match unit.trim() {
                // Nines move by their complement, so that 99.9 % goes to 99.92 % and never past 100 %.
                "%" if x > 50.0 => round(100.0 - (100.0 - x) / factor),
                "%" => round((x * factor).min(100.0)),
                _ => round(x * factor),
            };
            Some(Value::String(format!("{next}{unit}")))
        }
        _ => None,
    }
}

/// Three significant digits, but never fewer than the nines need.
fn round(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let near = if (50.0..100.0).contains(&x) { 100.0 - x } else { x };
    let digits = (2.0 - near.abs().log10().floor()).clamp(0.0, 12.0);
    let scale = 10_f64.powf(digits);
    (x * scale).round() / scale
}

/// The values tried around one: some steps down, some up.
pub fn around(value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    for up in [false, true] {
        let mut at = value.clone();
        for _ in 0..STEPS {
            match nudge(&at, up) {
                Some(next) if next != at => {
                    out.push(next.clone());
                    at = next;
                }
                _ => break,
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::entry;

    #[test]
    fn nudges_keep_the_unit_and_stay_in_range() {
        let text = |t: &str, up| nudge(&Value::String(t.into()), up).map(|v| entry::shown(&v)).unwrap_or_default();
        assert_eq!(text("300ms", true), "360ms");
        assert_eq!(text("1200/s", false), "1000/s");
        assert_eq!(text("99.9%", true), "99.9167%");
        assert_eq!(text("99.9%", false), "99.88%");
        assert_eq!(text("10%", true), "12%");
        assert_eq!(nudge(&Value::Integer(3), true), Some(Value::Integer(4)));
        assert_eq!(nudge(&Value::Integer(0), false), Some(Value::Integer(0)));
        assert_eq!(nudge(&Value::Boolean(true), true), None);
        assert_eq!(nudge(&Value::String("none".into()), true), None);
    }

    #[test]
    fn the_values_around_one_are_steps_either_way_and_stop_at_the_end() {
        let shown = |v: &Value| around(v).iter().map(entry::shown).collect::<Vec<_>>();
        assert_eq!(shown(&Value::Integer(2)), ["1", "0", "3", "4", "5", "6"]);
        assert_eq!(shown(&Value::String("100ms".into()))[..2], ["83.3ms", "69.4ms"]);
        assert!(around(&Value::Boolean(true)).is_empty());
    }
}
