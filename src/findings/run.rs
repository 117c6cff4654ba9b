//! Runs every rule, drops what another finding makes redundant, applies waivers, and orders the rest.

use std::collections::HashSet;

use super::RULES;
use super::out::{Finding, NotJudged, Out};
use super::rule::{Rule, Severity, Waivable};
use crate::brief::{Brief, Date, Waiver};
use crate::numbers::{At, Figure, World};

/// The result of checking a brief.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Open findings: errors first, then in the order of the table.
    pub open: Vec<Finding>,
    /// Findings somebody accepted, each with the place of its waiver in the file.
    pub waived: Vec<(Finding, usize)>,
    /// Rules that could not be judged.
    pub not_judged: Vec<NotJudged>,
}

impl Report {
    /// How many open findings are at least that bad.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.open.iter().filter(|f| f.severity >= severity).count()
    }

    /// How many open findings are exactly that bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.open.iter().filter(|f| f.severity == severity).count()
    }
}

/// Least characters of a justification.
pub const MIN_JUSTIFICATION: usize = 40;
/// Most days between granting a waiver and its end.
pub const MAX_WAIVER_DAYS: i64 = 180;

/// What makes a waiver void, in words; nothing when it holds. Expiry is judged only when today is known.
pub fn waiver_defects(waiver: &Waiver, today: Option<Date>) -> Vec<String> {
    let mut out = Vec::new();
    let length = waiver.justification.as_ref().map_or(0, |j| j.trim().chars().count());
    if length < MIN_JUSTIFICATION {
        out.push(format!("its justification has {length} characters, at least {MIN_JUSTIFICATION} are needed"));
    }
    if waiver.approver.as_ref().is_none_or(|a| a.trim().is_empty()) {
        out.push("it has no approver".to_owned());
    }
    match (waiver.granted, waiver.expires) {
        (None, _) => out.push("it does not say when it was granted".to_owned()),
        (_, None) => out.push("it has no end".to_owned()),
        (Some(granted), Some(expires)) => {
            let days = expires.days() - granted.days();
            if days > MAX_WAIVER_DAYS {
                out.push(format!("it runs for {days} days, at most {MAX_WAIVER_DAYS} are allowed"));
            }
            if today.is_some_and(|t| expires < t) {
                out.push(format!("it expired on {expires}"));
            }
        }
    }
    out
}

/// Whether a waiver of a finding counts.
fn waives(waivable: Waivable, waiver: &Waiver, today: Option<Date>) -> bool {
    match waivable {
        Waivable::Never => false,
        // An acknowledgement is any row that names the finding and has not run out.
        Waivable::Acknowledged => waiver.expires.zip(today).is_none_or(|(e, t)| e >= t),
        Waivable::Justified => waiver_defects(waiver, today).is_empty(),
    }
}

/// The place of the waiver that accepts a finding, if one does.
pub(super) fn accepted_by(
    brief: &Brief,
    waivable: Waivable,
    today: Option<Date>,
    key: impl FnOnce() -> String,
) -> Option<usize> {
    if brief.waiver.is_empty() {
        return None;
    }
    let key = key();
    let mut rows = brief.waiver.iter();
    rows.position(|w| w.finding.as_ref().is_some_and(|f| f.id.as_ref() == key) && waives(waivable, w, today))
}

/// Checks a brief whose numbers are known.
pub fn check(world: &World<'_>, figures: &[Figure], today: Option<Date>) -> Report {
    let mut out = Out::new(figures, today);
    for rule in RULES {
        (rule.check)(rule, world, &mut out);
    }
    let mut findings = suppress(out.findings);
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    let mut report = Report { not_judged: out.not_judged, ..Report::default() };
    for mut finding in findings {
        super::fix::order(&mut finding.fixes, world.brief);
        let waiver = accepted_by(world.brief, finding.waivable, today, || finding.key());
        match waiver {
            Some(i) => report.waived.push((finding, i)),
            None => report.open.push(finding),
        }
    }
    report
}

/// Drops findings that another finding on the same entity makes redundant.
fn suppress(findings: Vec<Finding>) -> Vec<Finding> {
    let redundant = redundant(&findings.iter().map(|f| (f.rule, f.at.as_slice())).collect::<Vec<_>>());
    findings.into_iter().zip(redundant).filter_map(|(f, gone)| (!gone).then_some(f)).collect()
}

/// For each finding, whether another one on the same entity makes it redundant.
pub(super) fn redundant(findings: &[(&'static Rule, &[At])]) -> Vec<bool> {
    type Quick = foldhash::fast::RandomState;
    // Few rules make another redundant: only their places are looked at.
    let decisive: HashSet<&'static str, Quick> = RULES.iter().flat_map(|r| r.suppressed_by.iter().copied()).collect();
    let present: HashSet<(&'static str, &At), Quick> = findings
        .iter()
        .filter(|(rule, _)| decisive.contains(rule.id))
        .flat_map(|(rule, at)| at.iter().map(move |at| (rule.id, at)))
        .collect();
    let gone = |(rule, at): &(&'static Rule, &[At])| {
        rule.suppressed_by.iter().any(|by| at.iter().any(|at| present.contains(&(*by, at))))
    };
    findings.iter().map(gone).collect()
}

/// Checks a brief from scratch.
pub fn check_brief(brief: &Brief, today: Option<Date>) -> Report {
    let world = World::new(brief);
    let figures = crate::numbers::derive_in(&world);
    check(&world, &figures, today)
}

/// The findings that appear and those that go between two reports, by key.
pub fn difference<'a>(before: &'a Report, after: &'a Report) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let old: HashSet<String> = before.open.iter().map(Finding::key).collect();
    let new: HashSet<String> = after.open.iter().map(Finding::key).collect();
    let appear = after.open.iter().filter(|f| !old.contains(&f.key())).collect();
    let go = before.open.iter().filter(|f| !new.contains(&f.key())).collect();
    (appear, go)
}
