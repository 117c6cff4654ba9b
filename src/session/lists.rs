//! Lists with a cursor and a filter: numbers, findings, answers, pages. Which rows are shown, and in what order.

use super::facts::{self, Counts, UNSTATED};
use super::rows::Found;
use super::{Screen, Session};
use crate::findings::{self, Finding, Key};
use crate::numbers::{Figure, NUMBERS, by_distance};

/// The headings of findings that stand apart.
const GUESSED: &str = "Rest on assumed values alone";
const WAIVED: &str = "Waived";

/// A row of the list of findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Listed<'a> {
    Finding {
        key: &'a Key,
        waived: bool,
    },
    /// So many required answers are not stated.
    Missing(usize),
}

impl Listed<'_> {
    /// The row without the words of a finding; [`Session::rows_in_full`] has them.
    pub fn row(&self) -> Found {
        match self {
            Listed::Finding { key, waived } => facts::named(key, *waived),
            Listed::Missing(n) => Found {
                key: UNSTATED.to_owned(),
                rule: UNSTATED.to_owned(),
                severity: super::rows::Severity::Error,
                title: match n {
                    1 => "1 required answer is not stated".to_owned(),
                    n => format!("{n} required answers are not stated"),
                },
                text:
                    "Until they are, the brief is a draft and the numbers rest on conservative values. Enter lists all \
                       answers; the guide asks for them one by one."
                        .to_owned(),
                ..Found::default()
            },
        }
    }

    /// The heading that it stands below; none for what contradicts on what is stated.
    pub fn group(&self) -> &'static str {
        match self {
            Listed::Finding { waived: true, .. } => WAIVED,
            Listed::Finding { key, .. } if key.guessed => GUESSED,
            Listed::Missing(_) | Listed::Finding { .. } => "",
        }
    }

    /// Whether it is the finding of that key.
    pub fn is(&self, key: &str) -> bool {
        match self {
            Listed::Finding { key: found, .. } => found.text() == key,
            Listed::Missing(_) => key == UNSTATED,
        }
    }
}

/// The words of the findings that were on screen last, of one version of the brief.
#[derive(Debug, Default)]
pub(super) struct Words {
    version: u64,
    found: Vec<(Key, Found)>,
}

/// More words than some screens show are not kept.
const MOST_KEPT: usize = 400;

/// A cursor and a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    pub cursor: usize,
    pub filter: String,
    /// The other order: numbers by distance from their target.
    pub sorted: bool,
}

/// The cursor moved by so many rows, kept inside.
pub fn moved(cursor: usize, by: isize, len: usize) -> usize {
    cursor.saturating_add_signed(by).min(len.saturating_sub(1))
}

/// Whether every word of the filter occurs in one of the texts, ignoring case.
pub fn matches(filter: &str, texts: &[&str]) -> bool {
    filter.split_whitespace().all(|word| {
        let word = word.to_lowercase();
        texts.iter().any(|t| t.to_lowercase().contains(&word))
    })
}

impl Session {
    /// The numbers shown, in order.
    pub fn numbers_shown(&self) -> Vec<&Figure> {
        let list = &self.numbers;
        let fits = |f: &&Figure| {
            list.filter.is_empty() || {
                let name = crate::numbers::number(f.id).map_or("", |n| n.name);
                matches(&list.filter, &[f.id, f.label, name, &f.at.to_string()])
            }
        };
        let mut rows: Vec<&Figure> = self.facts.figures.iter().filter(fits).collect();
        if list.sorted {
            rows.sort_by(|a, b| by_distance(a, b));
            return rows;
        }
        // Figures of one number stand together, so that only such runs have to be put in order.
        let mut groups: Vec<&str> = Vec::new();
        for number in NUMBERS {
            if !groups.contains(&number.group) {
                groups.push(number.group);
            }
        }
        let place = |id: &str| crate::numbers::number(id).and_then(|n| groups.iter().position(|g| *g == n.group));
        let mut runs: Vec<&[&Figure]> = rows.chunk_by(|a, b| a.id == b.id).collect();
        runs.sort_by_cached_key(|run| place(run[0].id));
        runs.concat()
    }

    /// The heading of each group of the numbers shown, with its first row; none where they are ordered by distance.
    pub fn number_groups(&self, shown: &[&Figure]) -> Vec<(usize, &'static str)> {
        let mut out: Vec<(usize, &'static str)> = Vec::new();
        if self.numbers.sorted {
            return out;
        }
        for (i, figure) in shown.iter().enumerate() {
            if i > 0 && shown[i - 1].id == figure.id {
                continue;
            }
            let group = crate::numbers::number(figure.id).map_or("", |n| n.group);
            if out.last().is_none_or(|(_, last)| *last != group) {
                out.push((i, group));
            }
        }
        out
    }

    /// The figures that matter most: targets missed first, then those nearest to their target.
    pub fn numbers_that_matter(&self, most: usize) -> Vec<&Figure> {
        let mut rows: Vec<&Figure> = self.facts.figures.iter().filter(|f| f.target.is_some()).collect();
        rows.sort_by(|a, b| by_distance(a, b));
        rows.truncate(most);
        rows
    }

    /// The findings shown: errors first, those on assumed values alone behind the others, waived ones last. Required answers
    /// that are not stated are one row.
    pub fn findings_shown(&self) -> Vec<Listed<'_>> {
        let (facts, filter) = (&self.facts, &self.findings.filter);
        let missing = facts.to_state();
        let mut rows: Vec<Listed<'_>> = Vec::new();
        if missing > 0 && matches(filter, &["MET-02 required answers not stated error"]) {
            rows.push(Listed::Missing(missing));
        }
        // The words that are searched are known in full only; both lists have one order.
        let fits: Option<Vec<bool>> = (!filter.is_empty()).then(|| {
            let report = facts.report();
            let fits = |f: &Finding| matches(filter, &[&f.key(), f.rule.title, &f.text, f.severity.word()]);
            report.open.iter().chain(report.waived.iter().map(|(f, _)| f)).map(fits).collect()
        });
        let fits = |i: usize| fits.as_ref().is_none_or(|all| all.get(i).copied().unwrap_or_default());
        // Records are compared by their place: there are thousands of rows, and this is asked several times for a frame.
        let unstated = findings::rule(UNSTATED);
        let counted = |key: &Key| unstated.is_some_and(|r| std::ptr::eq(key.rule, r));
        let mut guessed: Vec<Listed<'_>> = Vec::new();
        for (i, key) in facts.keys.open.iter().enumerate() {
            if !counted(key) && fits(i) {
                let group = if key.guessed { &mut guessed } else { &mut rows };
                group.push(Listed::Finding { key, waived: false });
            }
        }
        rows.append(&mut guessed);
        let waived = facts.keys.waived.iter().enumerate().filter(|(i, _)| fits(facts.keys.open.len() + i));
        rows.extend(waived.map(|(_, (key, _))| Listed::Finding { key, waived: true }));
        rows
    }

    /// Some rows of the list of findings with what they say, the change they suggest and what they rest on.
    pub fn rows_in_full(&self, rows: &[Listed<'_>]) -> Vec<Found> {
        let key = |row: &Listed<'_>| match row {
            Listed::Finding { key, waived, .. } => Some(((*key).clone(), *waived)),
            Listed::Missing(_) => None,
        };
        let wanted: Vec<(Key, bool)> = rows.iter().filter_map(key).collect();
        let version = self.doc.version();
        let mut kept = self.words.borrow_mut();
        if kept.version != version || kept.found.len() > MOST_KEPT {
            *kept = Words { version, found: Vec::new() };
        }
        let missing: Vec<&Key> =
            wanted.iter().map(|(k, _)| k).filter(|k| kept.found.iter().all(|(known, _)| known != *k)).collect();
        let full = self.facts.in_full(&missing);
        kept.found.extend(full.iter().map(|f| (Key::of(f), facts::found(f, false))));
        let full = |row: &Listed<'_>| match row {
            Listed::Finding { key, waived, .. } => {
                let found = kept.found.iter().find(|(k, _)| k == *key);
                found.map_or_else(|| row.row(), |(_, f)| Found { waived: *waived, ..f.clone() })
            }
            Listed::Missing(_) => row.row(),
        };
        rows.iter().map(full).collect()
    }

    /// The pages shown.
    pub fn pages_shown(&self) -> Vec<&super::rows::Page> {
        let filter = &self.reference.filter;
        self.pages.iter().filter(|p| matches(filter, &[&p.name, &p.title, &p.shelf])).collect()
    }

    /// Counts for the header.
    pub fn counts(&self) -> Counts {
        self.facts.counts()
    }

    /// The list of the present screen and how many rows it shows.
    pub(super) fn list_mut(&mut self) -> Option<(&mut List, usize)> {
        match self.screen {
            Screen::Numbers => {
                let rows = self.numbers_shown().len();
                Some((&mut self.numbers, rows))
            }
            Screen::Findings => {
                let rows = self.findings_shown().len();
                Some((&mut self.findings, rows))
            }
            Screen::Reference => {
                let rows = self.pages_shown().len();
                Some((&mut self.reference, rows))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_wants_every_word_somewhere() {
        assert!(matches("quorum err", &["QUO-01/dataset.orders", "Quorums can miss", "error"]));
        assert!(!matches("quorum warn", &["QUO-01", "Quorums can miss", "error"]));
        assert!(matches("", &["x"]));
    }

    fn opened(text: &str) -> Session {
        let mut session = Session::new("2026-11-24".parse().unwrap(), &[], None, &[]);
        session.open("a.brief.toml", text).unwrap();
        session
    }

    const EXAMPLE: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    #[test]
    fn findings_on_assumed_values_alone_stand_together_behind_the_others() {
        let session = opened(EXAMPLE);
        let shown = session.findings_shown();
        let full = session.rows_in_full(&shown);
        let last_known = full.iter().rposition(|f| !f.guessed && !f.waived).unwrap();
        let first_guess = full.iter().position(|f| f.guessed && !f.waived).unwrap();
        assert!(last_known < first_guess, "{last_known} {first_guess}");
        for (row, f) in shown.iter().zip(&full) {
            let want = match (f.waived, f.guessed) {
                (true, _) => "Waived",
                (_, true) => "Rest on assumed values alone",
                _ => "",
            };
            assert_eq!(row.group(), want, "{}", f.key);
        }
        let open = session.facts.keys.open.iter().filter(|k| k.rule.id != UNSTATED).count();
        assert_eq!(shown.len(), 1 + open + session.facts.keys.waived.len(), "a finding is lost or doubled");
    }

    #[test]
    fn numbers_of_a_group_stand_together_below_its_name_and_not_when_ordered_by_distance() {
        let mut session = opened(EXAMPLE);
        let shown = session.numbers_shown();
        let heads = session.number_groups(&shown);
        let mut names: Vec<&str> = heads.iter().map(|(_, name)| *name).collect();
        assert!(names.len() > 5 && heads[0].0 == 0, "{heads:?}");
        for (i, figure) in shown.iter().enumerate() {
            let (_, head) = heads.iter().rfind(|(first, _)| *first <= i).unwrap();
            assert_eq!(crate::numbers::number(figure.id).unwrap().group, *head);
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), heads.len(), "a group stands twice: {heads:?}");
        assert_eq!(shown.len(), session.facts.figures.len());
        session.numbers.sorted = true;
        assert!(session.number_groups(&session.numbers_shown()).is_empty());
    }

    #[test]
    fn a_cursor_stays_inside() {
        assert_eq!(moved(0, -1, 3), 0);
        assert_eq!(moved(2, 1, 3), 2);
        assert_eq!(moved(5, 0, 3), 2);
        assert_eq!(moved(0, 10, 0), 0);
    }
}
