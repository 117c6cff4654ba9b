//! `dsbench diff`: decisions, numbers and findings that differ between two briefs.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::brief::record::record_value;
use crate::brief::{self, Brief};
use crate::cli::Context;
use crate::cli::briefs::load_all;
use crate::cli::effects;
use crate::cli::error::{Outcome, Verdict};
use crate::cli::output::Style;
use crate::cli::table::Table;
use crate::session::facts;

/// Compare two briefs: decisions, numbers and findings that differ
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief before.
    pub a: PathBuf,

    /// The brief after.
    pub b: PathBuf,

    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let today = Some(context.today()?);
    let loaded = load_all(&[&args.a, &args.b])?;
    let [a, b] = &loaded[..] else { return Ok(Verdict::Yes) };
    let decisions = decisions(&a.brief, &b.brief);
    let difference = facts::difference_in_full(&facts::of(&a.brief, today), &facts::of(&b.brief, today));
    let out = &mut context.out;
    if args.json {
        let (numbers, findings) = effects::json(&difference);
        let decisions: Vec<Value> =
            decisions.iter().map(|d| json!({ "path": d.path, "before": d.before, "after": d.after })).collect();
        out.json(&json!({
            "schema": "dsbench/diff/1", "a": a.name, "b": b.name,
            "decisions": decisions, "numbers": numbers, "findings": findings,
        }))?;
        return Ok(Verdict::Yes);
    }
    if decisions.is_empty() && difference.numbers.is_empty() && difference.appear.is_empty() && difference.go.is_empty()
    {
        writeln!(out, "The two briefs decide the same.")?;
        return Ok(Verdict::Yes);
    }
    let mut table = Table::new();
    for d in &decisions {
        let change = match (&d.before, &d.after) {
            (Some(before), Some(after)) => format!("{before} -> {after}"),
            (None, Some(after)) => format!("not stated -> {after}"),
            (Some(before), None) => format!("{before} -> not stated"),
            (None, None) => String::new(),
        };
        table.row([d.path.as_str(), &change]);
    }
    if !table.is_empty() {
        let heading = out.paint(Style::Bold, "Decisions that differ");
        writeln!(out, "{heading}")?;
        table.write(out, 2, Some((1, Style::Cyan)))?;
    }
    effects::write(&difference, out)?;
    Ok(Verdict::Yes)
}

/// A field that differs; `None` = not stated.
pub struct Decision {
    /// The field.
    pub path: String,
    /// Its value in the first brief, as written in TOML.
    pub before: Option<String>,
    /// Its value in the second.
    pub after: Option<String>,
}

/// Fields whose value differs, in the order of paths. Notes say where values come from and decide nothing.
pub fn decisions(a: &Brief, b: &Brief) -> Vec<Decision> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flatten("", &record_value(a), &mut old);
    flatten("", &record_value(b), &mut new);
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let differs = |path: &&String| old.get(*path) != new.get(*path) && !path.starts_with("notes.");
    paths
        .into_iter()
        .filter(differs)
        .map(|path| Decision { path: path.clone(), before: old.get(path).cloned(), after: new.get(path).cloned() })
        .collect()
}

/// Leaves of a value by path; lists count as one value.
fn flatten(path: &str, value: &brief::Value, into: &mut BTreeMap<String, String>) {
    match value {
        brief::Value::Table(table) if !table.is_empty() => {
            for (key, value) in table {
                flatten(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, into);
            }
        }
        brief::Value::Table(_) => {
            into.insert(path.to_owned(), "present".to_owned());
        }
        other => {
            into.insert(path.to_owned(), other.to_string());
        }
    }
}
