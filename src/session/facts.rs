//! What follows from a brief: numbers and findings, from scratch each time, as plain rows; and the difference of two.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::rows::{Delta, Difference, Fix, Found, Number, Severity};
use crate::brief::{Brief, Date};
use crate::findings::{self, Finding, Key, Keys, Report};
use crate::numbers::staleness::{self, Question};
use crate::numbers::{self, Figure, Origin, World};

/// Everything that follows from one state of a brief. Which figures and findings there are is known at once; what figures rest
/// on and the words of findings are worked out when somebody looks at them, from the same state.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The figures, without what they rest on: [`Facts::with_inputs`] has them whole.
    pub figures: Vec<Figure>,
    /// What takes longer than a key may: to be sampled beside the screen.
    pub unsampled: Vec<Question>,
    /// The findings, without words.
    pub keys: Keys,
    brief: Arc<Brief>,
    today: Option<Date>,
    whole: OnceLock<Vec<Figure>>,
    /// The figures of the number that was read last, with what they rest on.
    number: Arc<Mutex<Vec<Figure>>>,
    report: OnceLock<Report>,
    counts: OnceLock<Counts>,
}

/// The rule about required answers that are not there; counted rather than listed.
pub const UNSTATED: &str = "MET-02";

/// Facts with fewer figures take well under a megabyte.
const SMALL: usize = 1_000;

/// What the header counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Figures that rest on an assumption.
    pub assumed: usize,
    /// Required answers that are not stated.
    pub to_state: usize,
    pub errors: usize,
    pub warnings: usize,
}

/// Works everything out. `today` is for rules that look at dates.
pub fn of(brief: &Brief, today: Option<Date>) -> Facts {
    of_own(brief.clone(), today)
}

/// The same for a brief that others hold, too.
pub fn of_shared(brief: Arc<Brief>, today: Option<Date>) -> Facts {
    worked_out(brief, today, false)
}

/// The same for a brief that nobody else needs.
pub fn of_own(brief: Brief, today: Option<Date>) -> Facts {
    worked_out(Arc::new(brief), today, false)
}

/// The same on this thread alone, while another one answers keys.
pub fn of_beside(brief: Brief, today: Option<Date>) -> Facts {
    worked_out(Arc::new(brief), today, true)
}

fn worked_out(brief: Arc<Brief>, today: Option<Date>, alone: bool) -> Facts {
    let mut world = World::new(&brief);
    world.alone = alone;
    world.lean = true;
    let (figures, unsampled) = staleness::split(&world);
    let keys = findings::keys(&world, &figures, today);
    drop(world);
    Facts { figures, unsampled, keys, brief, today, ..Facts::default() }
}

/// A figure as a row.
pub fn number(figure: &Figure) -> Number {
    let record = numbers::number(figure.id);
    Number {
        key: figure.key(),
        id: figure.id.to_owned(),
        place: figure.at.to_string(),
        name: figure.label.to_owned(),
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
    let rests = match (rests.is_empty(), finding.only_assumed()) {
        (true, _) => String::new(),
        (_, true) => format!("Rests on assumed values alone, stating them may settle it: {}.", rests.join(", ")),
        _ => format!("Rests on what nobody stated: {}.", rests.join(", ")),
    };
    let doable = finding.fixes.iter().find(|f| !f.edits.is_empty());
    for advice in finding.fixes.iter().filter(|f| f.edits.is_empty()) {
        let _ = write!(text, "\nOr: {}.", advice.text.trim_end_matches('.'));
    }
    Found {
        key: finding.key(),
        rule: finding.rule.id.to_owned(),
        place: finding.at.first().map(ToString::to_string).unwrap_or_default(),
        severity: severity(finding.severity),
        title: finding.rule.title.to_owned(),
        text,
        rests,
        paths: finding.paths.iter().map(ToString::to_string).collect(),
        fix: doable.map(|f| Fix { text: f.text.clone(), edits: f.edits.clone(), touches: f.touches }),
        waived,
        unwaivable: finding.waivable == findings::Waivable::Never,
        guessed: finding.only_assumed(),
    }
}

/// A finding as a row without words.
pub fn named(key: &Key, waived: bool) -> Found {
    Found {
        key: key.text(),
        rule: key.rule.id.to_owned(),
        place: key.at.first().map(ToString::to_string).unwrap_or_default(),
        severity: severity(key.severity),
        title: key.rule.title.to_owned(),
        waived,
        unwaivable: key.waivable == findings::Waivable::Never,
        guessed: key.guessed,
        ..Found::default()
    }
}

fn severity(severity: findings::Severity) -> Severity {
    match severity {
        findings::Severity::Error => Severity::Error,
        findings::Severity::Warn => Severity::Warn,
        findings::Severity::Info => Severity::Info,
    }
}

impl Facts {
    /// The brief that they follow from.
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The same for whoever keeps it.
    pub fn shared(&self) -> Arc<Brief> {
        Arc::clone(&self.brief)
    }

    /// Whether they are few enough to be kept for a state that may never come.
    pub fn is_small(&self) -> bool {
        self.figures.len() < SMALL
    }

    /// Every finding in full, worked out when first asked for.
    pub fn report(&self) -> &Report {
        self.report.get_or_init(|| findings::check(&World::new(&self.brief), self.with_inputs(), self.today))
    }

    /// The figures whole and as much of the findings as the document tells, for one use: those of a large brief take room.
    pub fn for_paper(&self, world: &World<'_>) -> (Cow<'_, [Figure]>, Report) {
        let figures = match self.whole.get() {
            None if !self.is_small() => Cow::Owned(staleness::split(world).0),
            _ => Cow::Borrowed(self.with_inputs()),
        };
        let report = crate::export::report_of(world, &figures, self.today, &self.keys);
        (figures, report)
    }

    /// Every figure with what it rests on, worked out when first asked for.
    pub fn with_inputs(&self) -> &[Figure] {
        self.whole.get_or_init(|| staleness::split(&World::new(&self.brief)).0)
    }

    /// The same figure with what it rests on. Only its number is worked out for that, and kept until another one is asked for.
    pub fn whole(&self, figure: &Figure) -> Figure {
        let same = |f: &&Figure| f.id == figure.id && f.part == figure.part && f.at == figure.at;
        let find = |all: &[Figure]| all.iter().find(same).unwrap_or(figure).clone();
        if self.whole.get().is_some() || staleness::is_sampled(figure) {
            return find(self.with_inputs());
        }
        let mut number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        if number.first().is_none_or(|f| f.id != figure.id) {
            *number = numbers::derive_only(&World::new(&self.brief), figure.id);
        }
        find(&number)
    }

    /// Some of the findings in full, in that order.
    pub fn in_full(&self, wanted: &[&Key]) -> Vec<Finding> {
        if wanted.is_empty() {
            return Vec::new();
        }
        findings::in_full(&World::new(&self.brief), &self.figures, self.today, &self.keys, wanted)
    }

    /// Counts for a header.
    pub fn counts(&self) -> Counts {
        *self.counts.get_or_init(|| {
            let mut counts =
                Counts { assumed: self.figures.iter().filter(|f| f.assumed()).count(), ..Counts::default() };
            for key in &self.keys.open {
                match key.severity {
                    _ if key.rule.id == UNSTATED => counts.to_state += 1,
                    findings::Severity::Error => counts.errors += 1,
                    findings::Severity::Warn => counts.warnings += 1,
                    findings::Severity::Info => {}
                }
            }
            counts
        })
    }

    /// Open findings of a severity, required answers not counted.
    pub fn count(&self, severity: findings::Severity) -> usize {
        self.keys.open.iter().filter(|k| k.severity == severity && k.rule.id != UNSTATED).count()
    }

    /// Required answers that are not stated.
    pub fn to_state(&self) -> usize {
        self.counts().to_state
    }

    /// Formula, inputs, assumptions and source of a number, as markdown.
    pub fn provenance(&self, figure: &Figure) -> String {
        let figure = &self.whole(figure);
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

/// What differs between two sets of facts, findings without their words: numbers in the order of the second, those that
/// went last.
pub fn difference(before: &Facts, after: &Facts) -> Difference {
    let numbers = numbers::changes(&before.figures, &after.figures)
        .into_iter()
        // What takes sampling is not worked out for a choice that is only looked at; that it is missing says nothing.
        .filter(|change| change.after.is_some() || !change.before.is_some_and(numbers::staleness::is_sampled))
        .filter_map(|change| {
            let improved = change.improved();
            let shown = |f: Option<&Figure>| f.map(Figure::shown).unwrap_or_default();
            let (was, is) = (shown(change.before), shown(change.after));
            // A change too small to be seen is none.
            (was != is).then(|| {
                let figure = change.figure();
                Delta {
                    id: figure.id.to_owned(),
                    place: figure.at.to_string(),
                    name: figure.label.to_owned(),
                    key: figure.key(),
                    before: was,
                    after: is,
                    improved,
                }
            })
        })
        .collect();
    let (appear, go) = findings::moved(&before.keys, &after.keys);
    let count = |list: &[&Key]| list.iter().filter(|k| k.rule.id == UNSTATED).count();
    let (asked, settled) = (count(&appear), count(&go));
    let rows = |list: Vec<&Key>| list.into_iter().filter(|k| k.rule.id != UNSTATED).map(|k| named(k, false)).collect();
    Difference { numbers, appear: rows(appear), go: rows(go), settled, asked }
}

/// The same, and what the findings say.
pub fn difference_in_full(before: &Facts, after: &Facts) -> Difference {
    let mut difference = difference(before, after);
    let (appear, go) = findings::moved(&before.keys, &after.keys);
    let rows = |facts: &Facts, mut keys: Vec<&Key>| {
        keys.retain(|k| k.rule.id != UNSTATED);
        facts.in_full(&keys).iter().map(|f| found(f, false)).collect()
    };
    (difference.appear, difference.go) = (rows(after, appear), rows(before, go));
    difference
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A large brief is worked out by two threads; what comes out is what one would have found.
    #[test]
    fn two_threads_find_what_one_finds() {
        let call = |i: u32| format!("[call.many-{i}]\nfrom = \"gateway\"\nto = \"orders\"\n");
        let calls = (0..400).map(call).collect::<String>();
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let brief = crate::brief::read(&format!("{text}\n{calls}")).unwrap();
        let today = Some(Date::from_days(20_000));
        let (two, one) = (of(&brief, today), of_beside(brief.clone(), today));
        assert!(!two.is_small());
        assert!(two.figures == one.figures, "other figures");
        assert!(two.keys == one.keys, "other findings");
    }
}
