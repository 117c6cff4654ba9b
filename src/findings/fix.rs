//! What a suggestion changes: the design, a fact that only somebody who looks can state, or a promise. Suggestions stand in
//! that order, the smallest of a kind first: a design that keeps its promise comes before a promise that gives way.

use crate::brief::{Brief, Edit};

/// One way to resolve a finding, as edits of the brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does, in words: "retry only at call.gateway-orders".
    pub text: String,
    /// The edits.
    pub edits: Vec<Edit>,
    /// How hard to undo: 0 a number or a flag, 1 configuration, 2 code, 3 topology.
    pub weight: u8,
    /// What it changes; known once the finding is put in order.
    pub touches: Touches,
}

/// What a suggestion changes, the most harmless first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Touches {
    /// How the system is built: it can be done.
    #[default]
    Design,
    /// What is so, or is measured: writing it down does not make it true.
    Fact,
    /// What was promised: somebody has to agree that less is enough.
    Promise,
}

/// Fields that say what is wanted, by entity and by what follows its name; `*` stands for one step.
const PROMISES: &[(&str, &str)] = &[
    ("dataset", "cap_on_partition"),
    ("dataset", "pacelc_else"),
    ("dataset", "durability.target_annual_loss"),
    ("dataset", "operation.*.consistency"),
    ("dataset", "operation.*.under_partition"),
    ("dataset", "rpo"),
    ("dataset", "rto"),
    ("dataset", "staleness_bound"),
    ("dataset", "system_of_record"),
    ("failure", "stance"),
    ("lock", "purpose"),
    ("service", "tier"),
    ("slo", "measured_at"),
    ("slo", "objective"),
    ("slo", "sla_external"),
    ("slo", "threshold"),
];

/// Fields that say what is so.
const FACTS: &[(&str, &str)] = &[
    ("cache", "cold_tested"),
    ("call", "hidden_retries"),
    ("clock", "skew_bound"),
    ("dataset", "concurrent_writers"),
    ("failure", "repair"),
    ("limit", "limit"),
    ("phase", "backup_taken"),
    ("phase", "rollback.time"),
    ("queue", "rate_out"),
    ("service", "capacity"),
    ("service", "latency.p50"),
    ("service", "latency.p99"),
    ("service", "latency.p999"),
    ("service", "util_peak"),
    ("transaction", "lock_hold_p99"),
    ("workload", "mix"),
    ("workload", "rate_peak"),
];

impl Touches {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Fact => "fact",
            Self::Promise => "promise",
        }
    }

    /// What to say behind a suggestion, so that nobody takes it for a change of the design; nothing of such a change.
    pub fn says(self) -> &'static str {
        match self {
            Self::Design => "",
            Self::Fact => " (if it is so)",
            Self::Promise => " (promises less)",
        }
    }
}

impl Fix {
    /// In words, with what kind of change it is.
    pub fn says(&self) -> String {
        format!("{}{}", self.text, self.touches.says())
    }

    /// The most serious thing that it changes in a brief. To answer what nobody has answered takes no promise back.
    fn most_serious(&self, brief: &Brief) -> Touches {
        let one = |edit: &Edit| {
            let path = edit.path();
            match () {
                () if is_among(PROMISES, path) && brief.has(path) => Touches::Promise,
                () if is_among(FACTS, path) => Touches::Fact,
                () => Touches::Design,
            }
        };
        self.edits.iter().map(one).max().unwrap_or(Touches::Design)
    }
}

/// Puts suggestions in order; advice that no edit can make stands last.
pub(super) fn order(fixes: &mut [Fix], brief: &Brief) {
    for fix in fixes.iter_mut() {
        fix.touches = fix.most_serious(brief);
    }
    fixes.sort_by_key(|f| (f.edits.is_empty(), f.touches, f.weight));
}

fn is_among(fields: &[(&str, &str)], path: &str) -> bool {
    let mut steps = path.splitn(3, '.');
    let (kind, id, field) = (steps.next(), steps.next(), steps.next());
    let (Some(kind), Some(id)) = (kind, id) else { return false };
    // Tables that stand once have no name in between.
    let is = |(of, pattern): &(&str, &str)| *of == kind && (field.is_some_and(|f| fits(pattern, f)) || *pattern == id);
    fields.iter().any(is)
}

fn fits(pattern: &str, field: &str) -> bool {
    let (mut pattern, mut field) = (pattern.split('.'), field.split('.'));
    loop {
        match (pattern.next(), field.next()) {
            (None, None) => return true,
            (Some(p), Some(f)) if p == "*" || p == f => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::path::field_at;

    #[test]
    fn every_field_of_the_lists_exists() {
        for (kind, field) in PROMISES.iter().chain(FACTS) {
            let path = match *kind {
                "clock" => format!("{kind}.{field}"),
                _ => format!("{kind}.x.{}", field.replace('*', "x")),
            };
            assert!(field_at(&path).is_some(), "{path} is no field");
            assert!(is_among(&[(kind, field)], &path), "{path} is not recognised");
        }
    }

    #[test]
    fn a_design_comes_before_a_fact_and_a_fact_before_a_promise() {
        let brief = crate::brief::read("schema = 1\n[slo.main]\nobjective = \"99.9%\"\n").unwrap();
        let fix = |weight, path: &str, value: &str| Fix {
            text: path.to_owned(),
            edits: vec![Edit::set(path, value)],
            weight,
            touches: Touches::Design,
        };
        let mut fixes = [
            fix(0, "slo.main.objective", "99%"),
            fix(1, "service.a.capacity", "9/s"),
            fix(3, "dataset.d.replication.scheme", "crdt"),
            fix(0, "slo.other.objective", "99%"),
        ];
        order(&mut fixes, &brief);
        let paths: Vec<&str> = fixes.iter().map(|f| f.text.as_str()).collect();
        // What nobody promised can be stated without taking anything back.
        let expected =
            ["slo.other.objective", "dataset.d.replication.scheme", "service.a.capacity", "slo.main.objective"];
        assert_eq!(paths, expected);
    }
}
