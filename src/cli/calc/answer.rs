//! What a calculator answers, as a small table and as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Calculator, Inputs};
use crate::cli::Context;
use crate::cli::commands::derive::value;
use crate::cli::output::{Style, clean};
use crate::cli::table::Table;
use crate::numbers::Amount;
use crate::reference::{Page, page};

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A value with its unit.
    One(Amount),
    /// Several.
    Many(Vec<Amount>),
    /// Words.
    Texts(Vec<String>),
}

impl Cell {
    /// Whether every number in it is finite.
    pub fn finite(&self) -> bool {
        match self {
            Self::One(a) => a.number().is_none_or(f64::is_finite),
            Self::Many(all) => all.iter().all(|a| a.number().is_none_or(f64::is_finite)),
            Self::Texts(_) => true,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::One(a) => a.to_string(),
            Self::Many(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            Self::Texts(all) => all.join("; "),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::One(a) => number(a),
            Self::Many(all) => json!(all.iter().map(number).collect::<Vec<_>>()),
            Self::Texts(all) => json!(all),
        }
    }
}

/// Whole numbers are whole in JSON; `yes` and `no` are booleans.
fn number(amount: &Amount) -> Value {
    match amount {
        Amount::Word("yes") => json!(true),
        Amount::Word("no") => json!(false),
        Amount::Count(x) if x.fract() == 0.0 && x.abs() < 9e15 => json!(*x as i64),
        other => value(other),
    }
}

/// The results by key, in the order of the table.
#[derive(Debug, Default)]
pub struct Results(pub Vec<(&'static str, Cell)>);

impl Results {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value.
    pub fn put(&mut self, key: &'static str, amount: Amount) {
        self.0.push((key, Cell::One(amount)));
    }

    /// Adds several values.
    pub fn many(&mut self, key: &'static str, amounts: impl IntoIterator<Item = Amount>) {
        self.0.push((key, Cell::Many(amounts.into_iter().collect())));
    }

    /// Adds a yes or a no.
    pub fn yes(&mut self, key: &'static str, yes: bool) {
        self.put(key, Amount::Word(if yes { "yes" } else { "no" }));
    }

    /// Adds words.
    pub fn texts(&mut self, key: &'static str, texts: Vec<String>) {
        self.0.push((key, Cell::Texts(texts)));
    }
}

/// Prints the answer.
pub fn write(c: &Calculator, inputs: &Inputs, results: &Results, json: bool, context: &mut Context) -> io::Result<()> {
    let out = &mut context.out;
    if json {
        let map: Map<String, Value> = results.0.iter().map(|(key, cell)| ((*key).to_owned(), cell.json())).collect();
        return out.json(&json!({
            "schema": "dsbench/calc/1",
            "name": c.name,
            "inputs": inputs.json(),
            "results": map,
            "provenance": c.numbers.iter().filter_map(|id| page(id)).map(provenance).collect::<Vec<_>>(),
        }));
    }
    let mut table = Table::new();
    for (key, cell) in &results.0 {
        let label = c.results.iter().find(|r| r.0 == *key).map_or(*key, |r| r.2);
        table.row([label, &cell.shown()]);
    }
    table.write(out, 0, Some((1, Style::Cyan)))?;
    if !c.numbers.is_empty() {
        let more = format!("\nFormulas, assumptions and sources: dsbench explain {}", c.numbers.join(", "));
        writeln!(out, "{}", clean(&more))?;
    }
    Ok(())
}

/// Where a result comes from, out of the page of its number.
fn provenance(page: &Page) -> Value {
    let plain = |name: &str| page.section(name).map(text).unwrap_or_default();
    json!({ "id": page.name(), "formula": plain("Formula"), "assumptions": plain("Assumes"), "source": plain("Source") })
}

/// Lines of markdown without fences and bullets.
fn text(markdown: &str) -> String {
    let lines = markdown.lines().filter(|l| !l.starts_with("```"));
    let mut out = String::new();
    for line in lines {
        let (bullet, line) = line.strip_prefix("- ").map_or((false, line), |l| (true, l));
        if !out.is_empty() {
            out.push(if bullet || markdown.contains("```") { '\n' } else { ' ' });
        }
        out.push_str(line.trim());
    }
    out
}
