//! What a change does, in lines: numbers that move, findings that appear and go. The same for answers, fixes and diffs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::output::{Out, Style};
use super::table::Table;
use crate::session::rows::{Difference, Found};

/// More changed numbers than this are counted, not listed.
const MOST_NUMBERS: usize = 24;

/// Writes what changed; nothing when nothing did.
pub fn write(d: &Difference, out: &mut Out) -> io::Result<()> {
    if !d.numbers.is_empty() {
        let heading = out.paint(Style::Bold, "Numbers that change");
        writeln!(out, "{heading}")?;
        let mut table = Table::new();
        for n in d.numbers.iter().take(MOST_NUMBERS) {
            let word = match n.improved {
                Some(true) => "better",
                Some(false) => "worse",
                None => "",
            };
            let change = match (n.before.as_str(), n.after.as_str()) {
                ("", after) => format!("new: {after}"),
                (before, "") => format!("gone: {before}"),
                (before, after) => format!("{before} -> {after}"),
            };
            table.row([n.id.as_str(), &n.place, &n.name, &change, word]);
        }
        table.write(out, 2, Some((3, Style::Cyan)))?;
        if d.numbers.len() > MOST_NUMBERS {
            writeln!(out, "  and {} more", d.numbers.len() - MOST_NUMBERS)?;
        }
    }
    findings("Findings that appear", Style::Red, &d.appear, out)?;
    findings("Findings that go", Style::Green, &d.go, out)?;
    let words = |n: usize| if n == 1 { "1 required answer".to_owned() } else { format!("{n} required answers") };
    if d.settled > 0 {
        writeln!(out, "{} stated", words(d.settled))?;
    }
    if d.asked > 0 {
        writeln!(out, "{} more to state", words(d.asked))?;
    }
    Ok(())
}

fn findings(heading: &str, style: Style, found: &[Found], out: &mut Out) -> io::Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let heading = out.paint(Style::Bold, heading);
    writeln!(out, "{heading}")?;
    for f in found {
        let key = out.paint(style, &f.key);
        let title = out.paint(Style::Dim, &f.title);
        writeln!(out, "  {} {key}  {title}", f.severity.word())?;
    }
    Ok(())
}

/// The same in JSON.
pub fn json(d: &Difference) -> (Value, Value) {
    let numbers = d.numbers.iter().map(|n| {
        json!({
            "key": n.key, "id": n.id, "entity": n.place, "name": n.name,
            "before": some(&n.before), "after": some(&n.after), "improved": n.improved,
        })
    });
    let found =
        |f: &Found| json!({ "key": f.key, "rule": f.rule, "severity": severity(f), "title": f.title, "text": f.text });
    (
        json!(numbers.collect::<Vec<_>>()),
        json!({
            "appear": d.appear.iter().map(found).collect::<Vec<_>>(),
            "go": d.go.iter().map(found).collect::<Vec<_>>(),
        }),
    )
}

fn severity(f: &Found) -> &'static str {
    match f.severity {
        crate::session::rows::Severity::Error => "error",
        crate::session::rows::Severity::Warn => "warn",
        crate::session::rows::Severity::Info => "info",
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
