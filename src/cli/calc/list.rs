//! `dsbench calc --list`: each calculator with its flags, units and result keys.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::flag::{Kind, Need};
use super::{CALCULATORS, Calculator, Flag};
use crate::cli::Context;
use crate::cli::output::Style;
use crate::cli::table::Table;

pub fn write(json: bool, context: &mut Context) -> io::Result<()> {
    let out = &mut context.out;
    if json {
        let all: Vec<Value> = CALCULATORS.iter().map(|c| record(c)).collect();
        return out.json(&json!({ "schema": "dsbench/calc-list/1", "calculators": all }));
    }
    for c in CALCULATORS {
        let name = out.paint(Style::Bold, c.name);
        writeln!(out, "{name}  {}", c.about)?;
        let mut table = Table::new();
        for flag in c.flags {
            let left = format!("--{} {}", flag.name, flag.value_name());
            let need = match flag.need {
                Need::Required => "required".to_owned(),
                Need::Optional => String::new(),
                Need::Default(value) => format!("default {value}"),
            };
            table.row([left, flag.doc.to_owned(), need]);
        }
        table.write(out, 2, Some((0, Style::Cyan)))?;
        let keys: Vec<String> = c.results.iter().map(|(key, unit, _)| format!("{key} ({unit})")).collect();
        writeln!(out, "  gives {}", keys.join(", "))?;
        writeln!(out, "  dsbench calc {} {}\n", c.name, c.example)?;
    }
    Ok(())
}

fn record(c: &Calculator) -> Value {
    json!({
        "name": c.name,
        "about": c.about,
        "flags": c.flags.iter().map(flag).collect::<Vec<_>>(),
        "results": c.results.iter().map(|(key, unit, label)| json!({ "key": key, "unit": unit, "label": label })).collect::<Vec<_>>(),
        "numbers": c.numbers,
        "example": c.example,
    })
}

fn flag(f: &Flag) -> Value {
    let (required, default) = match f.need {
        Need::Required => (true, None),
        Need::Optional => (false, None),
        Need::Default(value) => (false, Some(value)),
    };
    let words = if let Kind::Words(words) = f.kind { Some(words) } else { None };
    json!({
        "name": f.name, "unit": f.unit(), "list": f.list, "required": required, "default": default,
        "words": words, "expects": f.kind.words(), "doc": f.doc,
    })
}
