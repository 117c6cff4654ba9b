//! The claims of the brief put to small machines: asked for from the Lab, searched on a worker of the shell, shown as a page.

use std::fmt::Write;

use super::dialog::{Dialog, Pager};
use super::msg::Effect;
use super::status::Status;
use super::{Session, effect_list};
use crate::export::escape_markdown;
use crate::machines::Checked;
use crate::verify::{Verdict, sequence};

/// A search and what came of it.
#[derive(Debug, Clone)]
pub struct Search {
    /// Differs for each search, so that a late message of an old one is known.
    pub ticket: u64,
    /// Version of the brief it was started for.
    pub version: u64,
    /// Machines searched, and how many there are; nothing once it has ended.
    pub running: Option<(usize, usize)>,
    /// What was found.
    pub found: Vec<Checked>,
}

impl Session {
    /// Starts a search, or shows what the last one found where that is still about the brief as it is.
    pub(super) fn verify(&mut self) -> Vec<Effect> {
        let version = self.doc.version();
        match &self.search {
            Some(s) if s.version == version && s.running.is_none() => {
                self.show_search();
                Vec::new()
            }
            Some(s) if s.version == version => Vec::new(),
            _ => {
                self.tickets += 1;
                let ticket = self.tickets;
                self.search = Some(Search { ticket, version, running: Some((0, 0)), found: Vec::new() });
                self.status = Status::plain("Searching for runs that break a claim");
                effect_list(Effect::Verify { ticket, brief: Box::new(self.doc.brief().clone()) })
            }
        }
    }

    /// Stops a search that runs; says whether there was one.
    pub(super) fn stop_searching(&mut self) -> Option<Vec<Effect>> {
        self.search.take_if(|s| s.running.is_some())?;
        self.status = Status::plain("The search is stopped");
        Some(effect_list(Effect::Stop))
    }

    pub(super) fn search_progress(&mut self, ticket: u64, done: usize, of: usize) {
        if let Some(search) = self.search.as_mut().filter(|s| s.ticket == ticket && s.running.is_some()) {
            search.running = Some((done, of));
            self.status = Status::plain(format!("Searching for runs that break a claim: {done} of {of} machines"));
        }
    }

    pub(super) fn searched(&mut self, ticket: u64, found: Vec<Checked>) {
        let Some(search) = self.search.as_mut().filter(|s| s.ticket == ticket && s.running.is_some()) else { return };
        (search.running, search.found) = (None, found);
        let broken = search.found.iter().filter(|c| c.steps().is_some()).count();
        let stale = if search.version == self.doc.version() { "" } else { ", for the brief before its last change" };
        self.status = match broken {
            0 => Status::good(format!("No claim was broken{stale}")),
            1 => Status::problem(format!("1 claim is false{stale}")),
            n => Status::problem(format!("{n} claims are false{stale}")),
        };
        if self.dialogs.is_empty() && stale.is_empty() {
            self.show_search();
        }
    }

    fn show_search(&mut self) {
        let Some(search) = &self.search else { return };
        let text = page(&search.found);
        self.dialogs.push(Dialog::Pager(Pager { title: "Claims put to the test of a model".into(), text }));
    }
}

/// A diagram that is wider does not fit a terminal of eighty columns.
const MOST_WIDE: usize = 70;

/// What was found, the false claims first.
fn page(found: &[Checked]) -> String {
    if found.is_empty() {
        return "The brief claims nothing that a model could check yet: consistency of operations, rpo 0s, consensus, locks for \
                correctness, isolation of transactions and keyed idempotency are such claims.\n"
            .to_owned();
    }
    let verdict = |c: &Checked| c.found.as_ref().map(|(v, _)| v.clone());
    let held = found.iter().filter(|c| verdict(c) == Some(Verdict::Held)).count();
    let broken = found.iter().filter(|c| c.steps().is_some()).count();
    let open = found.len() - held - broken;
    let mut out =
        format!("{broken} false, {held} held within their bounds, {open} undecided. A bound is not a proof.\n");
    // One run often breaks several claims: it is told once.
    let mut runs: Vec<(&[String], Vec<&Checked>)> = Vec::new();
    for (c, steps) in found.iter().filter_map(|c| Some((c, c.steps()?))) {
        match runs.iter_mut().find(|(told, of)| *told == steps && of[0].claim.case == c.claim.case) {
            Some((_, of)) => of.push(c),
            None => runs.push((steps, vec![c])),
        }
    }
    for (steps, of) in runs {
        let claims: Vec<String> = of.iter().map(|c| escape_markdown(&c.claim.text)).collect();
        let bounds = of[0].claim.case.as_ref().map_or("", |case| case.bounds.as_str());
        let _ = write!(out, "\n## False: {}\n\nIn {bounds}:\n\n", claims.join("; "));
        for (n, step) in steps.iter().enumerate() {
            let _ = writeln!(out, "{}. {}", n + 1, escape_markdown(step));
        }
        if let Some(diagram) = sequence::diagram(steps, MOST_WIDE) {
            let _ = write!(out, "\n```\n{diagram}```\n");
        }
        let mut paths: Vec<String> = of.iter().flat_map(|c| &c.claim.paths).map(|p| format!("`{p}`")).collect();
        let mut seen = std::collections::HashSet::new();
        paths.retain(|path| seen.insert(path.clone()));
        let _ = writeln!(out, "\nDecided by {}.", paths.join(", "));
        for remedy in &of[0].remedies {
            let _ = writeln!(out, "\nIt holds with `{}` (in all {} states).", remedy.text(), remedy.states);
        }
    }
    let mut list = |heading: &str, which: &dyn Fn(&Checked) -> Option<String>| {
        let lines: Vec<String> = found.iter().filter_map(which).collect();
        if !lines.is_empty() {
            let _ = write!(out, "\n## {heading}\n\n{}\n", lines.join("\n"));
        }
    };
    list("Held within its bounds", &|c| match (&c.found, &c.claim.case) {
        (Some((Verdict::Held, states)), Ok(case)) => {
            Some(format!("- {}: {} ({states} states)", escape_markdown(&c.claim.text), case.bounds))
        }
        _ => None,
    });
    list("Undecided", &|c| match (&c.found, &c.claim.case) {
        (Some((Verdict::Inconclusive, states)), Ok(case)) => {
            Some(format!("- {}: {states} states of {} seen", escape_markdown(&c.claim.text), case.bounds))
        }
        (None, Err(why)) => Some(format!("- {}: {why}", escape_markdown(&c.claim.text))),
        _ => None,
    });
    out
}
