//! The values of one field that are tried: `PATH=RANGE` as it is typed. What a value means is the field table's business.

use crate::brief::path::{Named, Path, Step, named};
use crate::brief::record::Record;
use crate::brief::units::show_number;
use crate::brief::{Brief, Field, Ty, Value, entry, split_number};

/// Steps of a range that says none, where the values are not whole numbers.
const STEPS: u32 = 8;
/// More values of one field than this are a mistake.
const MOST: usize = 10_000;

/// One field and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub path: String,
    /// As it stands in the brief; nothing where it is not stated.
    pub stated: Option<Value>,
    /// What is tried, the present state among it (`None` = left as it is).
    pub values: Vec<Option<Value>>,
}

impl Axis {
    /// A field with the values to try; the present one joins them, first.
    pub fn new(brief: &Brief, path: &str, tried: Vec<Value>) -> Axis {
        let stated = brief.get(path);
        let mut values = vec![None];
        for value in tried {
            let known = |v: &Option<Value>| v.as_ref().or(stated.as_ref()) == Some(&value);
            if !values.iter().any(known) {
                values.push(Some(value));
            }
        }
        Axis { path: path.to_owned(), stated, values }
    }

    /// A value in words.
    pub fn shown(&self, value: Option<&Value>) -> String {
        value.or(self.stated.as_ref()).map_or_else(|| "not stated".to_owned(), entry::shown)
    }
}

/// Reads `PATH=RANGE`. A range is a list (`1,2,3`), `FROM..TO`, `FROM..TO:STEP`, `FROM..TO:x2`, or `*` for every word of
/// a field that is one of some words. Values that hold commas are separated by `|`.
pub fn read(brief: &Brief, text: &str) -> Result<Axis, String> {
    let Some((path, range)) = text.split_once('=') else {
        return Err(format!("`{text}`: expected PATH=RANGE, as in call.a-b.timeout=100ms..500ms"));
    };
    let (path, range) = (path.trim(), range.trim());
    let field = field(brief, path)?;
    let ty = (field.ty)();
    let values = values(&ty, range).map_err(|why| format!("{path}: {why}"))?;
    for value in &values {
        unit(&ty, value).map_err(|why| format!("{path}: {why}"))?;
    }
    if values.is_empty() {
        return Err(format!("{path}: no value is given; expected {}", ty.words()));
    }
    Ok(Axis::new(brief, path, values))
}

/// The field at a path whose entity exists.
fn field(brief: &Brief, path: &str) -> Result<&'static Field, String> {
    let field = match named(path)? {
        Named::Field(field) if !matches!((field.ty)(), Ty::Map(_) | Ty::Record(_)) => field,
        Named::Field(_) | Named::Entity { .. } => {
            return Err(format!("`{path}` is a table; name one of its fields, as in {path}.{}", first_field(path)));
        }
        Named::Element(_) => return Err(format!("`{path}` is an element of a list; vary the whole list")),
    };
    let parsed = Path::parse(path)?;
    for n in 1..parsed.0.len() {
        let above = Path(parsed.0[..n].to_vec()).to_string();
        if let (Ok(Named::Entity { kind, .. }), false) = (named(&above), brief.has(&above)) {
            let kin = Path(parsed.0[..n - 1].to_vec()).to_string();
            let ids = ids(brief, &kin);
            let Some(Step::Key(id)) = parsed.0.get(n - 1) else { continue };
            let near = crate::brief::reader::nearest(id, ids.iter().map(String::as_str));
            let hint = match near {
                Some(near) => format!("; did you mean `{near}`?"),
                None if ids.is_empty() => "; the brief has none".to_owned(),
                None => format!("; there are {}", ids.iter().take(6).cloned().collect::<Vec<_>>().join(", ")),
            };
            return Err(format!("`{path}`: there is no {kind} `{id}`{hint}"));
        }
    }
    Ok(field)
}

fn ids(brief: &Brief, path: &str) -> Vec<String> {
    match brief.get(path) {
        Some(Value::Table(table)) => table.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn first_field(path: &str) -> &'static str {
    let fields: &'static [Field] = match named(path) {
        Ok(Named::Entity { fields, .. }) => fields,
        Ok(Named::Field(field)) => match (field.ty)() {
            Ty::Record(fields) => fields,
            _ => &[],
        },
        _ => Brief::fields(),
    };
    fields.first().map_or("NAME", |f| f.name)
}

fn values(ty: &Ty, range: &str) -> Result<Vec<Value>, String> {
    if range == "*" {
        let words =
            entry::words(ty).ok_or_else(|| format!("`*` needs a field of fixed words; this is {}", ty.words()))?;
        return words.iter().map(|w| entry::parse(ty, w)).collect();
    }
    if let Some((from, rest)) = range.split_once("..") {
        let (to, step) = rest.split_once(':').map_or((rest, None), |(to, step)| (to, Some(step)));
        return stepped(ty, from.trim(), to.trim(), step.map(str::trim));
    }
    let mark = if range.contains('|') { '|' } else { ',' };
    let parts = range.split(mark).map(str::trim).filter(|p| !p.is_empty());
    parts.map(|p| entry::parse(ty, p)).collect()
}

fn stepped(ty: &Ty, from: &str, to: &str, step: Option<&str>) -> Result<Vec<Value>, String> {
    let whole = whole(ty).ok_or_else(|| format!("a range needs a number; this is {}", ty.words()))?;
    let ((a, unit_a), (b, unit_b)) = (number(from)?, number(to)?);
    let (unit_a, unit) = (unit_a.trim(), unit_b.trim());
    if !unit_a.is_empty() && unit_a != unit {
        return Err(format!("`{from}..{to}` has two units; write both ends in one"));
    }
    if b < a {
        return Err(format!("`{from}..{to}` runs backwards; the smaller value comes first"));
    }
    let numbers = match step {
        None if whole => linear(a, b, 1.0)?,
        // Nines are tried by what is missing: 99 % to 99.99 % in equal factors.
        None if unit == "%" && a > 50.0 && b < 100.0 => {
            let factor = ((100.0 - b) / (100.0 - a)).powf(1.0 / f64::from(STEPS));
            (0..=STEPS).map(|i| 100.0 - (100.0 - a) * factor.powi(i as i32)).collect()
        }
        None => (0..=STEPS).map(|i| a + (b - a) * f64::from(i) / f64::from(STEPS)).collect(),
        Some(step) => {
            if let Some(factor) = step.strip_prefix('x') {
                geometric(a, b, number(factor)?.0)?
            } else {
                let (size, step_unit) = number(step)?;
                if !step_unit.trim().is_empty() && step_unit.trim() != unit {
                    let words = if unit.is_empty() { "bare numbers" } else { unit };
                    return Err(format!("the step `{step}` is not in {words}"));
                }
                linear(a, b, size)?
            }
        }
    };
    numbers.into_iter().map(|x| entry::parse(ty, &format!("{}{unit}", show_number(tidy(x))))).collect()
}

/// Whether a quantity has one of its units: a missing one would be refused at every point.
fn unit(ty: &Ty, value: &Value) -> Result<(), String> {
    match (ty, value) {
        (Ty::Quantity { units, .. }, Value::String(text)) => match split_number(text) {
            // "10k/s" is how people say rates.
            Some((_, rest))
                if !units.contains(&rest.trim().trim_start_matches(['k', 'K', 'M', 'G']))
                    && !units.contains(&rest.trim()) =>
            {
                Err(format!("`{text}` is not {}", ty.words()))
            }
            _ => Ok(()),
        },
        (Ty::Either(a, b), _) => unit(a, value).and_then(|()| unit(b, value)),
        _ => Ok(()),
    }
}

fn number(text: &str) -> Result<(f64, &str), String> {
    split_number(text).ok_or_else(|| format!("`{text}` does not start with a number"))
}

/// Four significant digits of what is missing to the whole hundred, or six of the number itself.
fn tidy(x: f64) -> f64 {
    let (near, digits) = if (50.0..100.0).contains(&x) { (100.0 - x, 3) } else { (x, 5) };
    if near == 0.0 {
        return x;
    }
    let scale = 10_f64.powi((digits - near.abs().log10().floor() as i32).clamp(0, 15));
    (x * scale).round() / scale
}

fn linear(a: f64, b: f64, step: f64) -> Result<Vec<f64>, String> {
    if step <= 0.0 {
        return Err("the step has to be more than 0".into());
    }
    let n = ((b - a) / step + 1e-9).floor();
    if n >= MOST as f64 {
        return Err(format!("the range has more than {MOST} values; take larger steps"));
    }
    Ok((0..=n as usize).map(|i| a + step * i as f64).collect())
}

fn geometric(a: f64, b: f64, factor: f64) -> Result<Vec<f64>, String> {
    if factor <= 1.0 || a <= 0.0 {
        return Err("a factor such as x2 has to be more than 1, and the range has to start above 0".into());
    }
    let mut out = vec![a];
    while let Some(next) = out.last().map(|x| x * factor).filter(|x| *x <= b * (1.0 + 1e-9)) {
        if out.len() >= MOST {
            return Err(format!("the range has more than {MOST} values; take a larger factor"));
        }
        out.push(next);
    }
    Ok(out)
}

/// Whether a type is a number, and a whole one.
fn whole(ty: &Ty) -> Option<bool> {
    match ty {
        Ty::Int => Some(true),
        Ty::Number | Ty::Quantity { .. } => Some(false),
        Ty::Either(a, b) => whole(a).or_else(|| whole(b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    fn shown(text: &str) -> Result<Vec<String>, String> {
        let brief = crate::brief::read(TEXT).unwrap();
        read(&brief, text).map(|a| a.values.iter().map(|v| a.shown(v.as_ref())).collect())
    }

    #[test]
    fn ranges_are_lists_steps_factors_and_words_and_hold_the_present_value_first() {
        assert_eq!(shown("dataset.cart.replication.w=1..3").unwrap(), ["2", "1", "3"]);
        assert_eq!(
            shown("call.gateway-orders.timeout=100ms..300ms:100ms").unwrap(),
            ["250ms", "100ms", "200ms", "300ms"]
        );
        assert_eq!(shown("call.gateway-orders.timeout=100ms..400ms:x2").unwrap(), ["250ms", "100ms", "200ms", "400ms"]);
        assert_eq!(shown("dataset.cart.replication.sloppy_quorum=*").unwrap(), ["false", "true"]);
        assert_eq!(
            shown("slo.checkout-success.objective=99%..99.99%").unwrap()[..4],
            ["99.95%", "99%", "99.4377%", "99.6838%"]
        );
        assert_eq!(shown("dataset.cart.replication.w=3, 1").unwrap(), ["2", "3", "1"]);
    }

    #[test]
    fn mistakes_are_said_with_the_nearest_right_name() {
        let wrong = |text: &str| shown(text).unwrap_err();
        assert!(
            wrong("dataset.cart.replication.ww=1").contains("did you mean `w`"),
            "{}",
            wrong("dataset.cart.replication.ww=1")
        );
        assert!(wrong("dataset.carts.replication.w=1").contains("did you mean `cart`"));
        assert!(wrong("dataset.cart=1").contains("is a table"));
        assert!(
            wrong("call.gateway-orders.timeout=3..5").contains("bare number")
                || wrong("call.gateway-orders.timeout=3..5").contains("duration")
        );
        assert!(wrong("call.gateway-orders.timeout=300ms..100ms").contains("backwards"));
        assert!(wrong("call.gateway-orders.timeout=100ms..1s").contains("two units"));
        assert!(wrong("dataset.cart.replication.scheme=1..3").contains("needs a number"));
        assert!(wrong("dataset.cart.replication.w").contains("PATH=RANGE"));
        assert!(wrong("dataset.cart.replication.w=1..3:0").contains("more than 0"));
        assert!(wrong("workload.place-order.key_count=1..50000000").contains("larger steps"));
    }
}
