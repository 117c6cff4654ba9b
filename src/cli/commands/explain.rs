//! `dsbench explain`: the page of a rule, number, question, pattern, experiment or diagnose tree, or a field of the brief.

use std::io::{self, Write};

use strsim::jaro_winkler;

use crate::brief::{Field, field_at};
use crate::cli::Context;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style};
use crate::numbers::{NUMBERS, Number, number};
use crate::questions::record::Question;
use crate::questions::table::QUESTIONS;
use crate::reference::{PAGES, page, patterns_for};

/// Explain a rule, number, question, pattern, experiment or field
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An id (RTY-01, D20, Q22, P13, E05, 5.1.q3), a name, a finding's key or a field's path.
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
    } else if let Some(text) = crate::diagnose::explain(head) {
        out.markdown(&text)?;
    } else if let Some(item) = crate::review::item(head) {
        let place = format!("An item of the review checklist; see `{}`.", item.about);
        out.markdown(&format!("# {} {}\n\n{}\n\n{place}", item.id, item.text, item.why))?;
    } else if let Some(field) = field_at(&args.id) {
        show_field(&args.id, field, out)?;
    } else {
        return Err(unknown(&args.id));
    }
    Ok(Verdict::Yes)
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
    if field.unstated != "-" {
        writeln!(out, "used when unstated: {}", field.unstated)?;
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
