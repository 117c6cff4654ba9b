//! Lists with a cursor and a filter: numbers, findings, answers, pages. Which rows are shown, and in what order.

use super::facts::{self, UNSTATED};
use super::rows::Found;
use super::{Screen, Session};
use crate::findings::{Finding, Severity};
use crate::numbers::Figure;

/// A row of the list of findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Listed<'a> {
    Finding {
        finding: &'a Finding,
        waived: bool,
    },
    /// So many required answers are not stated.
    Missing(usize),
}

impl Listed<'_> {
    /// The row in words.
    pub fn row(&self) -> Found {
        match self {
            Listed::Finding { finding, waived } => facts::found(finding, *waived),
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

    /// Whether it is the finding of that key.
    pub fn is(&self, key: &str) -> bool {
        match self {
            Listed::Finding { finding, .. } => finding.key() == key,
            Listed::Missing(_) => key == UNSTATED,
        }
    }
}

/// Misses first, then the nearest to its target; figures without one last.
fn by_distance(a: &Figure, b: &Figure) -> std::cmp::Ordering {
    match (a.distance(), b.distance()) {
        (Some(x), Some(y)) => y.total_cmp(&x),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    }
}

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
        }
        rows
    }

    /// The figures that matter most: targets missed first, then those nearest to their target.
    pub fn numbers_that_matter(&self, most: usize) -> Vec<&Figure> {
        let mut rows: Vec<&Figure> = self.facts.figures.iter().filter(|f| f.target.is_some()).collect();
        rows.sort_by(|a, b| by_distance(a, b));
        rows.truncate(most);
        rows
    }

    /// The findings shown: errors first, waived ones last. Required answers that are not stated are one row.
    pub fn findings_shown(&self) -> Vec<Listed<'_>> {
        let report = &self.facts.report;
        let filter = &self.findings.filter;
        let fits =
            |f: &&Finding| filter.is_empty() || matches(filter, &[&f.key(), f.rule.title, &f.text, f.severity.word()]);
        let listed = |f: &&Finding| f.rule.id != UNSTATED;
        let missing = self.facts.to_state();
        let mut rows: Vec<Listed<'_>> = Vec::new();
        if missing > 0 && matches(filter, &["MET-02 required answers not stated error"]) {
            rows.push(Listed::Missing(missing));
        }
        rows.extend(
            report.open.iter().filter(listed).filter(fits).map(|finding| Listed::Finding { finding, waived: false }),
        );
        let waived = report.waived.iter().map(|(f, _)| f);
        rows.extend(waived.filter(fits).map(|finding| Listed::Finding { finding, waived: true }));
        rows
    }

    /// The pages shown.
    pub fn pages_shown(&self) -> Vec<&super::rows::Page> {
        let filter = &self.reference.filter;
        self.pages.iter().filter(|p| matches(filter, &[&p.name, &p.title, &p.shelf])).collect()
    }

    /// Counts for the header.
    pub fn counts(&self) -> Counts {
        Counts {
            assumed: self.facts.figures.iter().filter(|f| f.assumed()).count(),
            to_state: self.facts.to_state(),
            errors: self.facts.count(Severity::Error),
            warnings: self.facts.count(Severity::Warn),
        }
    }

    /// The list of the present screen and how many rows it shows.
    pub(super) fn list_mut(&mut self) -> Option<(&mut List, usize)> {
        let (numbers, findings, pages) =
            (self.numbers_shown().len(), self.findings_shown().len(), self.pages_shown().len());
        match self.screen {
            Screen::Numbers => Some((&mut self.numbers, numbers)),
            Screen::Findings => Some((&mut self.findings, findings)),
            Screen::Reference => Some((&mut self.reference, pages)),
            _ => None,
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_wants_every_word_somewhere() {
        assert!(matches("quorum err", &["QUO-01/dataset.orders", "Quorums can miss", "error"]));
        assert!(!matches("quorum warn", &["QUO-01", "Quorums can miss", "error"]));
        assert!(matches("", &["x"]));
    }

    #[test]
    fn a_cursor_stays_inside() {
        assert_eq!(moved(0, -1, 3), 0);
        assert_eq!(moved(2, 1, 3), 2);
        assert_eq!(moved(5, 0, 3), 2);
        assert_eq!(moved(0, 10, 0), 0);
    }
}
