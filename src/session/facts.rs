//! What follows from a brief: numbers and findings, from scratch each time, as plain rows; and the difference of two.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::rows::{Delta, Difference, Fix, Found, Number, Severity};
use crate::brief::{Brief, Date};
use crate::findings::{self, Finding, Report};
use crate::numbers::staleness::{self, Question};
use crate::numbers::{self, Better, Figure, Origin, World};

/// Everything that follows from one state of a brief. Rows are made from it when they are looked at.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub figures: Vec<Figure>,
    /// What takes longer than a key may: to be sampled beside the screen.
    pub unsampled: Vec<Question>,
    pub report: Report,
}

/// The rule about required answers that are not there; counted rather than listed.
pub const UNSTATED: &str = "MET-02";

/// Works everything out. `today` is for rules that look at dates.
pub fn of(brief: &Brief, today: Option<Date>) -> Facts {
    let world = World::new(brief);
    let (figures, unsampled) = staleness::split(&world);
    let report = findings::check(&world, &figures, today);
    Facts { figures, unsampled, report }
}

/// A figure as a row.
pub fn number(figure: &Figure) -> Number {
    let record = numbers::number(figure.id);
    let name = record.map_or(figure.label, |n| if figure.part.is_empty() { n.name } else { figure.label });
    Number {
        key: figure.key(),
        id: figure.id.to_owned(),
        place: figure.at.to_string(),
        name: name.to_owned(),
        group: record.map(|n| n.group.to_owned()).unwrap_or_default(),
        value: figure.shown(),
        assumed: figure.assumed(),
        // A distance counts how far beyond the target a value is; slack is its opposite.
        slack: figure.distance().map(|d| -d),
    }
}

/// A finding as a row.
pub fn found(finding: &Finding, waived: bool) -> Found {
    let mut text = finding.text.clone();
    let rests = finding.rests_on();
    if !rests.is_empty() {
        let _ = write!(text, "\nRests on what nobody stated: {}.", rests.join(", "));
    }
    let doable = finding.fixes.iter().find(|f| !f.edits.is_empty());
    for advice in finding.fixes.iter().filter(|f| f.edits.is_empty()) {
        let _ = write!(text, "\nOr: {}.", advice.text.trim_end_matches('.'));
    }
    Found {
        key: finding.key(),
        rule: finding.rule.id.to_owned(),
        place: finding.at.first().map(ToString::to_string).unwrap_or_default(),
        severity: match finding.severity {
            findings::Severity::Error => Severity::Error,
            findings::Severity::Warn => Severity::Warn,
            findings::Severity::Info => Severity::Info,
        },
        title: finding.rule.title.to_owned(),
        text,
        paths: finding.paths.iter().map(ToString::to_string).collect(),
        fix: doable.map(|f| Fix { text: f.text.clone(), edits: f.edits.clone() }),
        waived,
        unwaivable: finding.waivable == findings::Waivable::Never,
    }
}

impl Facts {
    /// Required answers that are not stated.
    pub fn to_state(&self) -> usize {
        self.report.open.iter().filter(|f| f.rule.id == UNSTATED).count()
    }

    /// Open findings of a severity, required answers not counted.
    pub fn count(&self, severity: findings::Severity) -> usize {
        self.report.open.iter().filter(|f| f.severity == severity && f.rule.id != UNSTATED).count()
    }

    /// Formula, inputs, assumptions and source of a number, as markdown.
    pub fn provenance(figure: &Figure) -> String {
        let number = number(figure);
        let mut out = format!("# {} {}\n\n**{}** for `{}`\n\n", number.id, number.name, number.value, number.place);
        if let Some(target) = &figure.target {
            let _ = writeln!(out, "Target: {target}\n");
        }
        if let Some(remark) = &figure.remark {
            let _ = writeln!(out, "{remark}\n");
        }
        out.push_str("| input | value | from |\n|---|---|---|\n");
        for input in &figure.trace.inputs {
            let tilde = if matches!(input.origin, Origin::Assumed | Origin::Unsure) { "~" } else { "" };
            let _ = writeln!(out, "| `{}` | {tilde}{} | {} |", input.at, input.shown, input.origin.word());
        }
        if let Some(record) = numbers::number(figure.id) {
            let _ = write!(
                out,
                "\nFormula: `{}`\n\nAssumes {}.\n\nIt is {}. Source: {}.\n",
                record.formula,
                record.assumes.trim_end_matches('.'),
                record.direction.words(),
                record.source
            );
        }
        out
    }

    /// The value behind a number, for conditions of questions.
    pub fn figure(&self, id: &str, place: &str) -> Option<f64> {
        crate::questions::facts::figure_in(&self.figures)(id, place)
    }

    /// The page of a number or a rule.
    pub fn page(id: &str) -> Option<&'static str> {
        numbers::number(id).map(|n| n.page).or_else(|| findings::rule(id).map(|r| r.page))
    }
}

/// What differs between two sets of facts: numbers in the order of the second, those that went last.
pub fn difference(before: &Facts, after: &Facts) -> Difference {
    let better: BTreeMap<String, Better> = after.figures.iter().map(|f| (f.key(), f.better)).collect();
    let numbers = numbers::changes(&before.figures, &after.figures)
        .into_iter()
        // What takes sampling is not worked out for a choice that is only looked at; that it is missing says nothing.
        .filter(|change| change.after.is_some() || !change.before.as_ref().is_some_and(numbers::staleness::is_sampled))
        .filter_map(|change| {
            let improved = change.improved().filter(|_| better.get(&change.key).is_some_and(|b| *b != Better::Neither));
            let shown = |f: &Option<Figure>| f.as_ref().map(Figure::shown).unwrap_or_default();
            let (before, after) = (shown(&change.before), shown(&change.after));
            // A change too small to be seen is none.
            (before != after).then(|| Delta {
                id: change.id.to_owned(),
                place: change.at.to_string(),
                name: change.after.as_ref().or(change.before.as_ref()).map(|f| number(f).name).unwrap_or_default(),
                key: change.key,
                before,
                after,
                improved,
            })
        })
        .collect();
    let (appear, go) = findings::difference(&before.report, &after.report);
    let count = |list: &[&Finding]| list.iter().filter(|f| f.rule.id == UNSTATED).count();
    let (asked, settled) = (count(&appear), count(&go));
    let rows =
        |list: Vec<&Finding>| list.into_iter().filter(|f| f.rule.id != UNSTATED).map(|f| found(f, false)).collect();
    Difference { numbers, appear: rows(appear), go: rows(go), settled, asked }
}
