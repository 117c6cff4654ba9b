//! `dsbench derive`: every number that follows from a brief, with what it rests on.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::brief::Brief;
use crate::brief::reader::did_you_mean;
use crate::cli::Context;
use crate::cli::briefs::load;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style, clean};
use crate::cli::progress::sampled;
use crate::cli::table::Table;
use crate::numbers::sensitivity::{Deciding, Influence, deciding, sensitivity};
use crate::numbers::{Amount, Figure, Input, NUMBERS, Number, World, number};

/// Print every number that follows from a brief, with what it rests on
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief; - reads stdin.
    pub file: PathBuf,

    /// Print one JSON document instead of tables.
    #[arg(long)]
    pub json: bool,

    /// Only this number, by id or name; may be given several times.
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,

    /// Also say which inputs move each number most, and which assumptions decide the outcome.
    #[arg(long)]
    pub sensitivity: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let mut wanted = Vec::new();
    for name in &args.only {
        wanted.push(number(name).ok_or_else(|| no_such_number(name))?.id);
    }
    let loaded = load(&args.file)?;
    let mut figures = sampled(&World::new(&loaded.brief));
    if !wanted.is_empty() {
        figures.retain(|f| wanted.contains(&f.id));
    }
    let out = &mut context.out;
    let brief = &loaded.brief;
    if args.json {
        let one = |f: &Figure| {
            let mut value = figure(f);
            if args.sensitivity {
                value["influences"] = sensitivity(brief, f).iter().map(influence).collect();
            }
            value
        };
        let mut document =
            json!({ "schema": "dsbench/derive/1", "figures": figures.iter().map(one).collect::<Vec<_>>() });
        if args.sensitivity {
            document["deciding"] = deciding(brief, &figures).iter().map(decides).collect();
        }
        out.json(&document)?;
    } else {
        text(&figures, out)?;
        if args.sensitivity {
            moves(brief, &figures, out)?;
        }
    }
    Ok(Verdict::Yes)
}

fn influence(i: &Influence) -> Value {
    json!({
        "path": i.at.to_string(), "origin": i.origin.word(), "value": i.shown.to_string(),
        "elasticity": i.elasticity, "less": value(&i.less), "more": value(&i.more),
    })
}

fn decides(d: &Deciding) -> Value {
    let figures: Vec<Value> = d.figures.iter().map(|(key, e)| json!({ "key": key, "elasticity": e })).collect();
    json!({ "path": d.at.to_string(), "value": d.shown.to_string(), "weight": d.weight, "figures": figures })
}

/// Inputs that are listed for each number.
const MOST_INPUTS: usize = 3;

/// Which inputs move each number most, and which assumptions decide.
fn moves(brief: &Brief, figures: &[Figure], out: &mut Out) -> io::Result<()> {
    let heading = out.paint(Style::Bold, "What moves them: per cent for one per cent more of the input");
    writeln!(out, "\n{heading}")?;
    let mut table = Table::new();
    for f in figures {
        for (i, x) in sensitivity(brief, f).iter().take(MOST_INPUTS).enumerate() {
            let key = if i == 0 { f.key() } else { String::new() };
            let percent = format!("{:+.2}", x.elasticity);
            table.row([key, percent, x.at.to_string(), x.shown.to_string(), x.origin.word().to_owned()]);
        }
    }
    table.write(out, 2, Some((1, Style::Cyan)))?;
    let found = deciding(brief, figures);
    if !found.is_empty() {
        let heading = out.paint(Style::Bold, "These assumptions decide most");
        writeln!(out, "\n{heading}")?;
        let mut table = Table::new();
        for d in found.iter().take(MOST_INPUTS) {
            let keys: Vec<&str> = d.figures.iter().take(MOST_INPUTS).map(|(key, _)| key.as_str()).collect();
            table.row([d.at.to_string(), format!("= {}", d.shown), format!("moves {}", keys.join(", "))]);
        }
        table.write(out, 2, None)?;
    }
    Ok(())
}

fn no_such_number(name: &str) -> Failure {
    let failure = Failure::new(format_args!("there is no number \"{name}\""));
    match did_you_mean(name, NUMBERS.iter().flat_map(|n| [n.id, n.slug])) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("`dsbench reference numbers` lists them"),
    }
}

/// A figure in JSON; values are in base units.
pub fn figure(f: &Figure) -> Value {
    let record = number(f.id);
    json!({
        "key": f.key(),
        "id": f.id,
        "name": record.map_or_else(|| f.label.to_owned(), Number::title),
        "label": f.label,
        "entity": f.at.to_string(),
        "part": f.part,
        "value": value(&f.amount),
        "unit": f.amount.unit(),
        "shown": f.shown(),
        "formula": record.map_or("", |n| n.formula),
        "direction": record.map_or("", |n| n.direction.words()),
        "assumptions": record.map_or("", |n| n.assumes),
        "assumed": f.assumed(),
        "inputs": f.trace.inputs.iter().map(input).collect::<Vec<_>>(),
        "missing": f.trace.missing.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "source": record.map_or("", |n| n.source),
        "target": f.target.as_ref().map(value),
        "remark": f.remark,
    })
}

/// A value in JSON: a number in its base unit, a word, or null where the formula does not answer.
pub fn value(amount: &Amount) -> Value {
    match amount {
        Amount::Word(word) => json!(word),
        Amount::Undefined(_) => Value::Null,
        other => json!(other.number()),
    }
}

/// An input in JSON.
pub fn input(i: &Input) -> Value {
    json!({ "path": i.at.to_string(), "origin": i.origin.word(), "value": i.shown.to_string() })
}

fn text(figures: &[Figure], out: &mut Out) -> io::Result<()> {
    if figures.is_empty() {
        return writeln!(out, "No number follows from this brief yet: state a rate, an objective or a replication.");
    }
    let mut groups: Vec<&str> = Vec::new();
    for number in NUMBERS {
        if !groups.contains(&number.group) {
            groups.push(number.group);
        }
    }
    for group in groups {
        let mut table = Table::new();
        for f in figures.iter().filter(|f| number(f.id).is_some_and(|n| n.group == group)) {
            let target = f.target.as_ref().map(|t| format!("(target {t})"));
            let remark = f.remark.clone().map(|r| format!("({r})"));
            let notes: Vec<String> = target.into_iter().chain(remark).collect();
            table.row([f.id, &f.at.to_string(), f.label, &f.shown(), &notes.join(" ")]);
        }
        if !table.is_empty() {
            let heading = out.paint(Style::Bold, group);
            writeln!(out, "{heading}")?;
            table.write(out, 2, Some((3, Style::Cyan)))?;
            writeln!(out)?;
        }
    }
    assumptions(figures, out)
}

/// What nobody stated, once each, and what `~` means.
fn assumptions(figures: &[Figure], out: &mut Out) -> io::Result<()> {
    let mut table = Table::new();
    let mut seen = Vec::new();
    for input in figures.iter().flat_map(|f| f.trace.assumed()) {
        let row = [input.at.to_string(), input.shown.to_string()];
        if !seen.contains(&row) {
            table.row([row[0].as_str(), "=", &row[1], if input.origin.word() == "unsure" { "(unsure)" } else { "" }]);
            seen.push(row);
        }
    }
    if table.is_empty() {
        return Ok(());
    }
    let heading = out.paint(Style::Bold, "Assumed, because nobody stated it");
    writeln!(out, "{heading}")?;
    table.write(out, 2, None)?;
    writeln!(out, "\n{}", clean("~ marks a number that rests on one of these."))
}
