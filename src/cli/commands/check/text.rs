//! Findings for people: by severity, each with its arithmetic, what it rests on and the smallest fix.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Checked, many};
use crate::cli::output::{Out, Style, clean};
use crate::findings::{Finding, NotJudged, Report, Severity};

/// The rule whose findings are one line together: every required decision that is not stated.
const REQUIRED: &str = "MET-02";

pub fn write(checked: &[Checked], known: &dyn Fn(&str, &str) -> bool, out: &mut Out) -> io::Result<()> {
    for (i, c) in checked.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        one(c, known, out)?;
    }
    Ok(())
}

fn one(c: &Checked, known: &dyn Fn(&str, &str) -> bool, out: &mut Out) -> io::Result<()> {
    let (name, report) = (&c.loaded.name, &c.report);
    let old = |f: &Finding| known(name, &f.key());
    let (missing, findings): (Vec<_>, Vec<_>) = report.open.iter().partition(|f| f.rule.id == REQUIRED);
    let (guessed, known): (Vec<&Finding>, Vec<&Finding>) =
        findings.into_iter().filter(|f| !old(f)).partition(|f| f.only_assumed());
    for f in known {
        finding(f, out)?;
    }
    if !guessed.is_empty() {
        let heading = out.paint(Style::Bold, "On assumed values alone; stating them may settle these");
        writeln!(out, "{heading}\n")?;
        for f in guessed {
            finding(f, out)?;
        }
    }
    let missing: Vec<&Finding> = missing.into_iter().filter(|f| !old(f)).collect();
    if !missing.is_empty() {
        required(&missing, out)?;
    }
    if !report.waived.is_empty() {
        let heading = out.paint(Style::Bold, "Waived");
        writeln!(out, "{heading}")?;
        for (f, row) in &report.waived {
            let waiver = c.loaded.brief.waiver.get(*row);
            let by = waiver.and_then(|w| w.approver.as_deref()).unwrap_or("nobody");
            let until = waiver.and_then(|w| w.expires).map_or_else(String::new, |d| format!(", until {d}"));
            writeln!(out, "  {} by {}{until}", clean(&f.key()), clean(by))?;
        }
        writeln!(out)?;
    }
    not_judged(&report.not_judged, out)?;
    if !c.gone.is_empty() {
        let heading = out.paint(Style::Bold, "Files that changes name and that are not there");
        writeln!(out, "{heading}")?;
        for m in &c.gone {
            writeln!(out, "  {} of change.{}", clean(&m.target), clean(&m.change))?;
        }
        writeln!(out)?;
    }
    let hidden = report.open.iter().filter(|f| old(f)).count();
    summary(name, report, hidden, out)
}

/// How a severity is set off.
pub fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Red,
        Severity::Warn => Style::Yellow,
        Severity::Info => Style::Cyan,
    }
}

fn finding(f: &Finding, out: &mut Out) -> io::Result<()> {
    let word = out.paint(style(f.severity), f.severity.word());
    let key = out.paint(Style::Bold, &f.key());
    writeln!(out, "{word} {key}: {}", clean(f.rule.title))?;
    for line in f.text.lines() {
        writeln!(out, "  {}", clean(line))?;
    }
    let paths: Vec<String> = f.paths.iter().map(ToString::to_string).collect();
    if !paths.is_empty() {
        writeln!(out, "  decided by: {}", clean(&paths.join(", ")))?;
    }
    let rests = f.rests_on();
    if !rests.is_empty() {
        writeln!(out, "  rests on assumed: {}", clean(&rests.join(", ")))?;
    }
    for (i, fix) in f.fixes.iter().enumerate() {
        let word = if i == 0 { "fix" } else { " or" };
        writeln!(out, "  {word}: {}", clean(&fix.says()))?;
    }
    writeln!(out)
}

fn required(missing: &[&Finding], out: &mut Out) -> io::Result<()> {
    let severity = missing.iter().map(|f| f.severity).max().unwrap_or(Severity::Error);
    let word = out.paint(style(severity), severity.word());
    let key = out.paint(Style::Bold, REQUIRED);
    writeln!(out, "{word} {key}: {} not stated", many(missing.len(), "required decision"))?;
    // By entity, so that a long list still fits on a screen.
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for f in missing {
        let key = f.key();
        let path = key.split_once('/').map_or(key.as_str(), |(_, path)| path);
        let (entity, field) = path.rsplit_once('.').unwrap_or(("brief", path));
        match groups.iter_mut().find(|g| g.0 == entity) {
            Some(group) => group.1.push(field.to_owned()),
            None => groups.push((entity.to_owned(), vec![field.to_owned()])),
        }
    }
    for (entity, fields) in groups {
        writeln!(out, "  {}: {}", clean(&entity), clean(&fields.join(", ")))?;
    }
    writeln!(out, "  fix: answer the questions: dsbench ask\n")
}

fn not_judged(all: &[NotJudged], out: &mut Out) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let heading = out.paint(Style::Bold, "Not judged, because something they need is not stated");
    writeln!(out, "{heading}")?;
    let mut rules: Vec<(&str, Vec<String>)> = Vec::new();
    for n in all {
        let needs = n.needs.iter().map(ToString::to_string);
        match rules.iter_mut().find(|r| r.0 == n.rule.id) {
            Some(rule) => needs.for_each(|p| {
                if !rule.1.contains(&p) {
                    rule.1.push(p);
                }
            }),
            None => rules.push((n.rule.id, needs.collect())),
        }
    }
    for (rule, needs) in rules {
        let mut line = format!("  {rule} needs {}", needs.iter().take(4).cloned().collect::<Vec<_>>().join(", "));
        if needs.len() > 4 {
            let _ = write!(line, " and {} more", needs.len() - 4);
        }
        writeln!(out, "{}", clean(&line))?;
    }
    writeln!(out)
}

fn summary(name: &str, report: &Report, hidden: usize, out: &mut Out) -> io::Result<()> {
    // What nobody has answered yet is counted apart, as in the session: it is no contradiction.
    let of =
        |severity: Severity| report.open.iter().filter(|f| f.severity == severity && f.rule.id != REQUIRED).count();
    let missing = report.open.iter().filter(|f| f.rule.id == REQUIRED).count();
    let mut parts = vec![
        many(of(Severity::Error), "error"),
        many(of(Severity::Warn), "warning"),
        format!("{} info", of(Severity::Info)),
    ];
    if missing > 0 {
        parts.insert(1, format!("{} not stated", many(missing, "required decision")));
    }
    if !report.waived.is_empty() {
        parts.push(format!("{} waived", report.waived.len()));
    }
    if hidden > 0 {
        parts.push(format!("{hidden} in the baseline"));
    }
    let name = out.paint(Style::Bold, name);
    writeln!(out, "{name}: {}", parts.join(", "))
}
