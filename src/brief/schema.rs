//! The field tables as a JSON Schema (draft 2020-12), so that editors complete and validate a brief.

use serde_json::{Map, Value, json};

use super::Brief;
use super::record::{Field, Record, Ty};

/// The schema of a brief.
pub fn json_schema() -> Value {
    let mut root = object(Brief::fields());
    if let Value::Object(map) = &mut root {
        let mut out = Map::new();
        out.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        out.insert("title".into(), json!("dsbench brief"));
        out.insert(
            "description".into(),
            json!("Decisions of a distributed-systems architecture; absent means not stated."),
        );
        out.append(map);
        out.insert("required".into(), json!(["schema", "brief"]));
        root = Value::Object(out);
    }
    root
}

fn object(fields: &'static [Field]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|f| (f.name.to_owned(), property(f))).collect();
    table([
        ("type", json!("object")),
        ("properties", Value::Object(properties)),
        ("additionalProperties", json!(false)),
    ])
}

/// An object of values that are moved into it; `json!` copies them, each level of a deep schema once more.
fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn property(field: &'static Field) -> Value {
    let mut schema = of(&(field.ty)(), field);
    if let Value::Object(map) = &mut schema {
        let mut text = field.doc.trim().to_owned();
        if let Some(used) = field.when_unstated() {
            text = format!("{text} Used when unstated: {}.", used.trim_end_matches('.'));
        }
        map.insert("description".into(), json!(text.trim()));
        if let Some(default) = default_of(field) {
            map.insert("default".into(), default);
        }
    }
    schema
}

fn default_of(field: &Field) -> Option<Value> {
    let table: toml::Table = format!("v = {}", field.default).parse().ok()?;
    serde_json::to_value(table.get("v")?).ok()
}

fn of(ty: &Ty, field: &'static Field) -> Value {
    match ty {
        Ty::Text => {
            let mut s = json!({ "type": "string" });
            bound(&mut s, "minLength", field.lo);
            bound(&mut s, "maxLength", field.hi);
            s
        }
        Ty::Int => numeric("integer", field),
        Ty::Number => numeric("number", field),
        Ty::Bool => json!({ "type": "boolean" }),
        Ty::Date => json!({ "type": "string", "format": "date" }),
        Ty::DateTime => json!({ "type": "string", "format": "date-time" }),
        Ty::Quantity { example, units, bare, .. } => {
            let units: Vec<String> = units.iter().filter(|u| !u.is_empty()).map(|u| u.replace('/', "\\/")).collect();
            let text = json!({ "type": "string", "pattern": format!("^[-+0-9._eE]+ ?(k|M|G)?({})?$", units.join("|")), "examples": [example] });
            if *bare { json!({ "anyOf": [numeric("number", field), text] }) } else { text }
        }
        Ty::Words(words) => json!({ "enum": words }),
        Ty::Id(_) => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$" }),
        Ty::Form { example, .. } => json!({ "type": "string", "examples": [example] }),
        Ty::List(inner) => table([("type", json!("array")), ("items", of(inner, field))]),
        Ty::Either(a, b) => table([("anyOf", Value::Array(vec![of(a, field), of(b, field)]))]),
        Ty::Record(fields) => object(fields),
        Ty::Map(fields) => {
            let names =
                if field.name == "notes" { json!({}) } else { json!({ "pattern": "^[a-z0-9][a-z0-9-]{0,63}$" }) };
            table([("type", json!("object")), ("propertyNames", names), ("additionalProperties", object(fields))])
        }
        Ty::Shares(inner) => table([("type", json!("object")), ("additionalProperties", of(inner, field))]),
    }
}

fn numeric(kind: &str, field: &Field) -> Value {
    let mut s = json!({ "type": kind });
    bound(&mut s, "minimum", field.lo);
    bound(&mut s, "maximum", field.hi);
    s
}

fn bound(schema: &mut Value, key: &str, value: f64) {
    if value.is_finite()
        && let Value::Object(map) = schema
    {
        map.insert(
            key.into(),
            if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) },
        );
    }
}
