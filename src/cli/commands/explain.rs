//! `dsbench explain`: the page of a rule, number, question, pattern, experiment or diagnose tree, or a field of the brief.

use std::io::{self, Write};

use strsim::jaro_winkler;

use crate::brief::{Field, Symptom, field_at};
use crate::cli::Context;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style};
use crate::diagnose::symptoms::tree;
use crate::numbers::{NUMBERS, Number, number};
use crate::questions::record::Question;
use crate::questions::table::QUESTIONS;
use crate::reference::{PAGES, page, patterns_for};
use crate::verify::Property;

/// Explain a rule, number, question, pattern, experiment or field
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An id (RTY-01, D20, Q22, P13, E05, K14, 5.1.q3), a name, a symptom, the key of a finding or claim, or a field's path.
    pub id: String,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let out = &mut context.out;
    // The key of a finding or a figure names its rule or number first: RTY-01/call.a-b, D20/service.x#worst.
    let head = args.id.split(['/', '#']).next().unwrap_or(&args.id);
    if let Some(page) = page(&args.id).or_else(|| page(head)) {
        out.markdown(page.text)?;
    } else if let Some(q) = crate::questions::find(head) {
        show_question(q, out)?;
    } else if let Some(page) = number(head).and_then(|n| page(n.id)) {
        out.markdown(page.text)?;
    } else if let Some(page) = tree(head).and_then(|t| page(t.id)) {
        out.markdown(page.text)?;
    } else if let Some(text) = crate::diagnose::explain(head) {
        out.markdown(&text)?;
    } else if let Some(item) = crate::review::item(head) {
        let place = format!("An item of the review checklist; see `{}`.", item.about);
        out.markdown(&format!("# {} {}\n\n{}\n\n{place}", item.id, item.text, item.why))?;
    } else if let Some(text) = metric(head).or_else(|| symptom(head)).or_else(|| property(head)) {
        out.markdown(&text)?;
    } else if let Some(field) = field_at(&args.id) {
        show_field(&args.id, field, out)?;
    } else {
        return Err(unknown(&args.id));
    }
    Ok(Verdict::Yes)
}

/// An entry of the catalogue of metrics: its row, with what each column is.
fn metric(id: &str) -> Option<String> {
    let page = page("metrics")?;
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect() };
    let rows = || page.text.lines().filter(|l| l.starts_with('|'));
    let is = |row: &Vec<String>| row.first().is_some_and(|first| first.eq_ignore_ascii_case(id));
    let row = rows().map(cells).find(|row| is(row) && id.starts_with(['K', 'k']))?;
    let head = rows().map(cells).next()?;
    let name = row.get(1)?;
    let lines = head.iter().zip(&row).skip(2).filter(|(_, cell)| !cell.is_empty());
    let lines: Vec<String> = lines.map(|(what, cell)| format!("- {}: {cell}", what.to_lowercase())).collect();
    Some(format!("# {} {name}\n\n{}\n\nAn entry of `dsbench reference metrics`.", row[0], lines.join("\n")))
}

/// A symptom of the file: the trees that it opens.
fn symptom(word: &str) -> Option<String> {
    let symptom = word.replace('-', "_").parse::<Symptom>().ok()?;
    let trees = crate::diagnose::symptoms::trees_of(symptom);
    let list: Vec<String> = trees.map(|t| format!("- {} {}", t.id, t.name)).collect();
    Some(format!(
        "# {}\n\nA symptom of an incident. It opens these trees:\n\n{}\n\n`dsbench diagnose --symptom {}` asks on.",
        symptom.word(),
        list.join("\n"),
        symptom.word()
    ))
}

/// What a claim promises, by its name (`linearizable/dataset.x`) or its short word.
fn property(name: &str) -> Option<String> {
    let property = Property::ALL.iter().find(|p| p.name() == name || p.word() == name)?;
    Some(format!(
        "# {}\n\nA claim that a design {}. `dsbench verify FILE --claim {}/ENTITY` looks for a run that breaks it; \
         `dsbench reference verify` says what the machines see and what they do not.",
        property.name(),
        property.says(),
        property.name()
    ))
}

fn show_question(q: &Question, out: &mut Out) -> io::Result<()> {
    let several = if q.multi { " (several fit)" } else { "" };
    let options: Vec<String> = q.options.iter().map(|o| format!("- {}: {}", o.label, o.description)).collect();
    let mut parts = vec![
        format!("# {} {}\n\n{}", q.id, q.header, q.text),
        format!("## Why it is asked\n\n{}", q.why),
        format!("## Options{several}\n\n{}\n- Other: {}", options.join("\n"), q.other.hint),
        format!("## If you are not sure\n\n{}", q.unsure.cost_if_wrong),
    ];
    let named = |ids: &[&str], name: &dyn Fn(&str) -> String| {
        ids.iter().map(|id| format!("- {id} {}", name(id))).collect::<Vec<_>>().join("\n")
    };
    let numbers = named(q.shows, &|id| number(id).map(Number::title).unwrap_or_default());
    let rules = named(q.rules, &|id| crate::findings::rule(id).map_or("", |r| r.title).to_owned());
    for (heading, list) in [("Numbers beside it", numbers), ("Rules it can raise or clear", rules)] {
        if !list.is_empty() {
            parts.push(format!("## {heading}\n\n{list}"));
        }
    }
    let patterns = patterns_for(q.id);
    if !patterns.is_empty() {
        let list: Vec<String> = patterns.iter().map(|p| format!("- {} {}", p.name(), p.title())).collect();
        parts.push(format!("## Patterns that answer it\n\n{}", list.join("\n")));
    }
    out.markdown(&parts.join("\n\n"))
}

fn show_field(path: &str, field: &Field, out: &mut Out) -> io::Result<()> {
    let heading = out.paint(Style::Bold, path);
    writeln!(out, "{heading}")?;
    writeln!(out, "{}", field.doc.trim())?;
    writeln!(out, "type: {}", (field.ty)().words())?;
    if let Some(used) = field.when_unstated() {
        writeln!(out, "used when unstated: {used}")?;
    }
    if !field.suggested.is_empty() {
        writeln!(out, "often chosen: {}", field.suggested)?;
    }
    Ok(())
}

/// Nothing of that name; the nearest names instead.
pub fn unknown(name: &str) -> Failure {
    let mut names: Vec<&str> = PAGES.iter().map(crate::reference::Page::name).collect();
    names.extend(QUESTIONS.iter().flat_map(|q| [q.id, q.slug]));
    names.extend(NUMBERS.iter().map(|n| n.slug));
    let lower = name.to_lowercase();
    let mut near: Vec<(f64, &str)> = names.iter().map(|n| (jaro_winkler(&lower, &n.to_lowercase()), *n)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let near: Vec<&str> = near.iter().filter(|n| n.0 >= 0.75).map(|n| n.1).take(4).collect();
    let failure = Failure::new(format_args!("there is nothing called \"{name}\" to explain"));
    if near.is_empty() {
        failure.hint("`dsbench reference` lists the pages")
    } else {
        failure.hint(format_args!("the nearest names: {}", near.join(", ")))
    }
}
