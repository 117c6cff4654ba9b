//! Findings as one JSON document.

use std::io;

use serde_json::{Value, json};

use super::Checked;
use crate::brief::read::Lines;
use crate::cli::commands::derive::input;
use crate::cli::output::Out;
use crate::findings::{Finding, Fix, Severity};

pub fn write(checked: &[Checked], known: &dyn Fn(&str, &str) -> bool, out: &mut Out) -> io::Result<()> {
    out.json(&document(checked, known))
}

pub(super) fn document(checked: &[Checked], known: &dyn Fn(&str, &str) -> bool) -> Value {
    let mut findings = Vec::new();
    let mut waived = Vec::new();
    let mut not_judged = Vec::new();
    let mut counts = [0; 3];
    let mut gone = Vec::new();
    for c in checked {
        let name = &c.loaded.name;
        let lines = Lines::of(&c.loaded.text.body);
        gone.extend(c.gone.iter().map(|m| json!({ "file": name, "change": m.change, "target": m.target })));
        for f in &c.report.open {
            counts[f.severity as usize] += 1;
            let mut one = finding(f, name, &lines);
            one["in_baseline"] = known(name, &f.key()).into();
            findings.push(one);
        }
        for (f, row) in &c.report.waived {
            let mut one = finding(f, name, &lines);
            one["waiver"] = json!(format!("waiver[{row}]"));
            waived.push(one);
        }
        not_judged.extend(c.report.not_judged.iter().map(|n| {
            json!({
                "file": name, "rule": n.rule.id,
                "entities": n.at.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "needs": n.needs.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        }));
    }
    json!({
        "schema": "dsbench/check/1",
        "findings": findings,
        "waived": waived,
        "not_judged": not_judged,
        "missing_targets": gone,
        "counts": {
            "error": counts[Severity::Error as usize],
            "warn": counts[Severity::Warn as usize],
            "info": counts[Severity::Info as usize],
            "waived": waived.len(),
        },
    })
}

/// The line of the file that a finding is best shown at.
pub fn line(f: &Finding, lines: &Lines<'_>) -> Option<usize> {
    f.paths.iter().chain(&f.at).find_map(|at| lines.line(&at.to_string()))
}

/// A finding of a file, for every command that prints some.
pub fn finding(f: &Finding, file: &str, lines: &Lines<'_>) -> Value {
    json!({
        "file": file,
        "line": line(f, lines),
        "key": f.key(),
        "rule": f.rule.id,
        "name": f.rule.slug,
        "severity": f.severity.word(),
        "title": f.rule.title,
        "entities": f.at.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "text": f.text,
        "paths": f.paths.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "rests_on": f.rests_on(),
        "only_assumed": f.only_assumed(),
        "inputs": f.trace.inputs.iter().map(input).collect::<Vec<_>>(),
        "fixes": f.fixes.iter().map(fix).collect::<Vec<_>>(),
        "waivable": f.waivable.words(),
    })
}

fn fix(f: &Fix) -> Value {
    json!({ "text": f.text, "weight": f.weight, "touches": f.touches.word(), "edits": f.edits })
}
