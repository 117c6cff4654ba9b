//! The text of `dsbench diagnose`: one list for each open tree, the smallest mitigation before the lasting fix.

use std::io::{self, Write};

use super::Beside;
use crate::cli::output::{Out, Style, clean};
use crate::cli::table::Table;
use crate::diagnose::{Answers, Diagnosis, Evidence, Opened, Ranking, Standing, TREES, confirm};

/// How many hypotheses are shown with all they say.
const IN_FULL: usize = 2;

/// How many figures of a brief stand beside one hypothesis.
const MOST_FIGURES: usize = 3;

pub(super) fn write(
    diagnosis: &Diagnosis,
    beside: Option<&Beside>,
    answers: &Answers,
    out: &mut Out,
) -> io::Result<()> {
    if diagnosis.trees.is_empty() {
        return start(diagnosis, out);
    }
    for opened in &diagnosis.trees {
        tree(opened, beside, out)?;
    }
    if diagnosis.trees.len() > 1 {
        writeln!(out, "Points of different trees cannot be compared: read each list by itself.")?;
    }
    writeln!(out, "Points are judgement, not measurements; only the number confirms. None of these is possible, too.")?;
    if !answers.is_empty() || diagnosis.entries.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    entries(diagnosis, out)
}

/// Nothing is known yet: what can be said.
fn start(diagnosis: &Diagnosis, out: &mut Out) -> io::Result<()> {
    let heading = out.paint(Style::Bold, "What do you see?");
    writeln!(out, "{heading}")?;
    let mut table = Table::new();
    for tree in TREES {
        let symptoms: Vec<&str> = tree.symptoms.iter().map(|s| s.word()).collect();
        table.row([symptoms.join(", ").as_str(), tree.id, tree.name, tree.looks.first().unwrap_or(&"")]);
    }
    table.write(out, 2, Some((0, Style::Cyan)))?;
    writeln!(
        out,
        "\nSay it with --symptom ID, or in words of your own: --symptom \"two nodes report that they lead\"\n"
    )?;
    entries(diagnosis, out)
}

fn entries(diagnosis: &Diagnosis, out: &mut Out) -> io::Result<()> {
    let heading = out.paint(Style::Bold, "Asked before any tree; yes opens one");
    writeln!(out, "{heading}")?;
    let mut table = Table::new();
    for entry in &diagnosis.entries {
        table.row([entry.id, entry.text, &format!("opens {}", entry.opens)]);
    }
    table.write(out, 2, Some((0, Style::Cyan)))?;
    writeln!(out, "\nAnswer with --answer ID=yes, no or unknown.")
}

fn tree(opened: &Opened, beside: Option<&Beside>, out: &mut Out) -> io::Result<()> {
    let ranking = &opened.ranking;
    let heading = out.paint(Style::Bold, &format!("{} {}", ranking.tree.id, ranking.tree.name));
    writeln!(out, "{heading} (opened by {})", clean(&opened.by.join(", ")))?;
    if ranking.supported() {
        verdict(ranking, out)?;
        for (i, standing) in ranking.standings.iter().enumerate() {
            hypothesis(standing, i + 1, i < IN_FULL && standing.supported, beside, out)?;
        }
    } else if ranking.leader().is_none() {
        writeln!(out, "  No hypothesis is left: every number was looked up and none holds.")?;
    } else {
        writeln!(out, "  No hypothesis supported: no answer so far speaks strongly for the one in front.")?;
        for s in ranking.standings.iter().filter(|s| s.supported && !s.ruled_out()) {
            let h = s.hypothesis;
            writeln!(out, "  {} {} has a strong sign and stands behind it: {} points.", h.short(), h.name, s.score)?;
        }
    }
    if let Some(next) = &opened.next {
        let id = next.asked.id();
        writeln!(out, "  {} {} {}", out.paint(Style::Bold, "next:"), out.paint(Style::Cyan, &id), next.asked.text())?;
        if !next.asked.look().is_empty() {
            writeln!(out, "    where to look: {}", next.asked.look())?;
        }
        writeln!(out, "    why: {}. Answer with --answer {id}=yes, no or unknown.", next.why.text())?;
    }
    writeln!(out)
}

fn verdict(ranking: &Ranking, out: &mut Out) -> io::Result<()> {
    let (Some(leader), second) = (ranking.leader(), ranking.second()) else { return Ok(()) };
    let first = leader.hypothesis;
    match second.map(|s| s.hypothesis) {
        _ if leader.number == Some(true) => writeln!(out, "  Confirmed: {} {}.", first.short(), first.name),
        Some(other) if ranking.tied() => writeln!(out, "  A tie of {} and {}.", first.short(), other.short()),
        Some(other) if ranking.close() => {
            writeln!(out, "  A close call: {} is hardly ahead of {}.", first.short(), other.short())
        }
        _ => writeln!(out, "  {} {} is ahead.", first.short(), first.name),
    }
}

fn hypothesis(s: &Standing, place: usize, full: bool, beside: Option<&Beside>, out: &mut Out) -> io::Result<()> {
    let h = s.hypothesis;
    let number = match s.number {
        Some(true) => ", confirmed",
        Some(false) => ", ruled out by its number",
        None => "",
    };
    let name = out.paint(Style::Bold, &format!("{} {}", h.short(), h.name));
    writeln!(out, "  {place}. {name}: {} points, {} of them prior{number}", s.score, h.prior)?;
    if !full {
        return Ok(());
    }
    writeln!(out, "     {}", h.meaning)?;
    for e in s.speaks_for() {
        evidence("for", e, out)?;
    }
    for e in s.speaks_against() {
        evidence("against", e, out)?;
    }
    writeln!(out, "     confirmed by: {}", h.confirmed_by)?;
    if let Some(beside) = beside {
        for b in confirm(h, &beside.figures).iter().take(MOST_FIGURES) {
            let f = b.figure;
            let target = f.target.as_ref().map(|t| format!(" (target {t})")).unwrap_or_default();
            let line = format!("{} {}: {} {}{target}; {}", f.id, f.at, f.label, f.shown(), b.says.text());
            writeln!(out, "       in this brief: {}", clean(&line))?;
        }
        let findings = beside.findings(h);
        if !findings.is_empty() {
            writeln!(out, "       found in this brief: {}", clean(&findings.join(", ")))?;
        }
    }
    writeln!(out, "     first: {}", h.first)?;
    writeln!(out, "     lasting: {}", h.lasting)?;
    writeln!(out, "     in the brief: {} (--apply {} writes a risk and a change)", h.brief, h.id)
}

fn evidence(side: &str, e: &Evidence, out: &mut Out) -> io::Result<()> {
    writeln!(out, "     {side} ({:+}): {} {} {}", e.weight, e.asked.id(), e.asked.text(), e.answer.word())
}
