//! Lists with a cursor and a filter: numbers, findings, answers, pages. Which rows are shown, and in what order.

use super::rows::{Found, Number, State, Step};
use super::{Screen, Session};

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
    pub fn numbers_shown(&self) -> Vec<&Number> {
        let list = &self.numbers;
        let mut rows: Vec<&Number> = self
            .facts
            .numbers
            .iter()
            .filter(|n| matches(&list.filter, &[&n.id, &n.name, &n.place, &n.group]))
            .collect();
        if list.sorted {
            // Misses first, then the closest to its target; numbers without a target last.
            rows.sort_by(|a, b| match (a.slack, b.slack) {
                (Some(x), Some(y)) => x.total_cmp(&y),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => std::cmp::Ordering::Equal,
            });
        }
        rows
    }

    /// The findings shown: errors first, waived ones last.
    pub fn findings_shown(&self) -> Vec<&Found> {
        let filter = &self.findings.filter;
        let mut rows: Vec<&Found> = self
            .facts
            .found
            .iter()
            .filter(|f| matches(filter, &[&f.key, &f.title, &f.text, f.severity.word()]))
            .collect();
        rows.sort_by_key(|f| (f.waived, f.severity));
        rows
    }

    /// The pages shown.
    pub fn pages_shown(&self) -> Vec<&super::rows::Page> {
        let filter = &self.reference.filter;
        self.pages.iter().filter(|p| matches(filter, &[&p.name, &p.title, &p.shelf])).collect()
    }

    /// Every question of the path with its state, for the list of answers.
    pub fn answers(&self) -> &[Step] {
        &self.guide.steps
    }

    /// Counts for the header: assumed values, errors, warnings.
    pub fn counts(&self) -> Counts {
        // What is not stated is counted apart: it is missing, not wrong.
        let open = self.facts.found.iter().filter(|f| !f.waived && f.key != "MET-02");
        let of = |severity| open.clone().filter(|f| f.severity == severity).count();
        Counts {
            assumed: self.facts.numbers.iter().filter(|n| n.assumed).count(),
            unsure: self.guide.steps.iter().filter(|s| s.state == State::Unsure).count(),
            errors: of(super::rows::Severity::Error),
            warnings: of(super::rows::Severity::Warn),
            to_state: self.facts.to_state.len(),
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
    pub assumed: usize,
    pub unsure: usize,
    pub errors: usize,
    pub warnings: usize,
    /// Required answers that are not stated.
    pub to_state: usize,
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
