//! What rules produce: findings with both answers, the arithmetic and fixes; and what could not be judged.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::fix::{Fix, Touches};
use super::keys::Key;
use super::rule::{Rule, Severity, Waivable};
use crate::brief::{Date, Edit};
use crate::numbers::{At, Figure, Trace};

/// Something that contradicts something.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad, here.
    pub severity: Severity,
    /// Whether this one can be waived: as its rule says, or never.
    pub waivable: Waivable,
    /// The entities it is about, in the order of its key.
    pub at: Vec<At>,
    /// The message with its arithmetic.
    pub text: String,
    /// The answers that contradict each other: field paths, the one to change first.
    pub paths: Vec<At>,
    /// Suggestions, smallest and most reversible first.
    pub fixes: Vec<Fix>,
    /// What it rests on.
    pub trace: Trace,
}

impl Finding {
    /// Its stable key: `RTY-02/call.gateway-orders+call.orders-payments`.
    pub fn key(&self) -> String {
        super::keys::key_text(self.rule, &self.at)
    }

    /// The fields nobody stated that it rests on.
    pub fn rests_on(&self) -> Vec<String> {
        self.trace.assumed().map(|i| i.at.to_string()).collect()
    }

    /// Whether it rests on assumed values alone: stating them may settle it, so it is shown apart.
    pub fn only_assumed(&self) -> bool {
        self.trace.only_assumed()
    }

    /// Nobody can accept this one, though others of its rule can be.
    #[must_use]
    pub fn never_waived(mut self) -> Self {
        self.waivable = Waivable::Never;
        self
    }

    /// Names an answer that takes part in the contradiction.
    #[must_use]
    pub fn because(mut self, at: At) -> Self {
        self.paths.push(at);
        self
    }

    /// Suggests a fix; keep them ordered by weight.
    #[must_use]
    pub fn fix(mut self, weight: u8, text: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { text: text.into(), edits, weight, touches: Touches::Design });
        self
    }

    /// Suggests a fix that no edit can make: words only.
    #[must_use]
    pub fn advise(self, text: impl Into<String>) -> Self {
        self.fix(3, text, Vec::new())
    }
}

/// A rule that could not be judged on an entity, and what it would need.
#[derive(Debug, Clone, PartialEq)]
pub struct NotJudged {
    /// The rule.
    pub rule: &'static Rule,
    /// The entities.
    pub at: Vec<At>,
    /// The fields that are missing.
    pub needs: Vec<At>,
}

impl NotJudged {
    /// "not judged: SLO-04 needs dataset.orders.replication.placement".
    pub fn text(&self) -> String {
        let needs: Vec<String> = self.needs.iter().map(ToString::to_string).collect();
        format!("not judged: {} needs {}", self.rule.id, needs.join(", "))
    }
}

/// How much is wanted of what rules find.
#[derive(Debug, Clone, Copy)]
pub enum Detail<'a> {
    /// Messages, fixes and what they rest on.
    Full,
    /// Which findings there are, and nothing else.
    Keys,
    /// Those of these findings in full, by their rules; the others are known already.
    Only(&'a Wanted<'a>),
}

/// Findings of which the words are wanted, by their rules.
pub type Wanted<'a> = HashMap<&'static str, Vec<&'a Key>>;

/// Collects while rules run.
pub struct Out<'a> {
    /// Findings so far, as far as they are wanted in full.
    pub findings: Vec<Finding>,
    /// Findings so far or known before, where not all of them are wanted in full.
    pub(super) keys: Vec<Key>,
    /// What could not be judged.
    pub not_judged: Vec<NotJudged>,
    /// The derived numbers of the brief.
    pub(super) figures: &'a [Figure],
    /// Where the figures of one number stand among them: they come in groups.
    runs: Arc<[(&'static str, Range<usize>)]>,
    /// Today, for rules that look at dates; such rules are silent without it.
    pub today: Option<Date>,
    detail: Detail<'a>,
}

impl<'a> Out<'a> {
    /// Nothing found yet; findings are wanted in full.
    pub fn new(figures: &'a [Figure], today: Option<Date>) -> Self {
        Self::with(figures, today, Detail::Full)
    }

    /// Nothing found yet.
    pub fn with(figures: &'a [Figure], today: Option<Date>, detail: Detail<'a>) -> Self {
        let mut runs: Vec<(&'static str, Range<usize>)> = Vec::new();
        for (i, figure) in figures.iter().enumerate() {
            match runs.last_mut() {
                Some((id, run)) if *id == figure.id => run.end = i + 1,
                _ => runs.push((figure.id, i..i + 1)),
            }
        }
        let runs = runs.into();
        Self { findings: Vec::new(), keys: Vec::new(), not_judged: Vec::new(), figures, runs, today, detail }
    }

    /// The same for a rule of which the findings are collected apart: those are its keys.
    pub(super) fn apart(&self, before: Vec<Key>) -> Self {
        let runs = Arc::clone(&self.runs);
        Self { findings: Vec::new(), keys: before, not_judged: Vec::new(), runs, ..*self }
    }

    /// A trace for judging: it notes facts only where somebody is going to read them.
    pub fn trace(&self) -> Trace {
        if matches!(self.detail, Detail::Keys) { Trace::quiet() } else { Trace::new() }
    }

    /// Adds a finding; give it its answers and fixes with [`Finding::because`] and [`Finding::fix`] before passing it on.
    pub fn add(&mut self, finding: Finding) {
        match self.detail {
            Detail::Full => self.findings.push(finding),
            Detail::Keys => self.keys.push(Key::of(&finding)),
            Detail::Only(wanted) => {
                let of = wanted.get(finding.rule.id).map_or(&[][..], Vec::as_slice);
                if of.iter().any(|k| *k.at == *finding.at) {
                    self.findings.push(finding);
                }
            }
        }
    }

    /// For a rule that has just seen that something is wrong: whether that is all that is wanted, so that neither message
    /// nor fix needs to be worked out. The finding is noted then. It has the severity of its rule; `trace` holds everything
    /// that it rests on.
    pub fn keyed(&mut self, rule: &'static Rule, at: &[&At], trace: &Trace) -> bool {
        match self.detail {
            Detail::Full => false,
            Detail::Keys => {
                self.keys.push(Key { guessed: trace.only_assumed(), ..Key::new(rule, at) });
                true
            }
            Detail::Only(wanted) => {
                let same = |k: &&Key| k.at.len() == at.len() && k.at.iter().zip(at).all(|(a, b)| a == *b);
                !wanted.get(rule.id).is_some_and(|of| of.iter().any(same))
            }
        }
    }

    /// The same where one entity may be found twice, and shows once.
    pub(super) fn keyed_once(&mut self, rule: &'static Rule, at: &At, trace: &Trace) -> bool {
        if matches!(self.detail, Detail::Keys) && self.keys.iter().any(|k| k.rule == rule && *k.at == [at.clone()]) {
            return true;
        }
        self.keyed(rule, &[at], trace)
    }

    /// What was found before a rule runs, for the few that look at it and say so.
    pub(super) fn so_far(&self, rule: &Rule) -> impl Iterator<Item = (&'static Rule, &[At])> {
        debug_assert!(rule.looks_back, "{} does not say that it looks back", rule.id);
        let full = matches!(self.detail, Detail::Full);
        let findings = self.findings.iter().filter(move |_| full).map(|f| (f.rule, f.at.as_slice()));
        findings.chain(self.keys.iter().map(|k| (k.rule, &*k.at)))
    }

    /// Notes that a rule could not be judged, when its trace says that something is missing.
    pub fn unjudged(&mut self, rule: &'static Rule, at: &[At], trace: &Trace) {
        if !trace.missing.is_empty() && !matches!(self.detail, Detail::Keys) {
            self.not_judged.push(NotJudged { rule, at: at.to_vec(), needs: trace.missing.clone() });
        }
    }

    /// The figures of one part of a number. A rule says which numbers it reads: who wants its words makes only those.
    pub fn figures_of(&self, rule: &Rule, id: &str, part: &str) -> impl Iterator<Item = &'a Figure> {
        debug_assert!(rule.reads.contains(&id), "{} does not say that it reads {id}", rule.id);
        let figures = self.figures;
        let runs = self.runs.iter().filter(move |(of, _)| *of == id).map(|(_, run)| run.clone());
        runs.flat_map(move |run| &figures[run]).filter(move |f| f.part == part)
    }

    /// A figure by number, part and entity.
    pub fn figure(&self, rule: &Rule, id: &str, part: &str, at: &At) -> Option<&'a Figure> {
        self.figures_of(rule, id, part).find(|f| f.at == *at)
    }
}

/// A length of time as a fix writes it: a whole number of the largest unit that keeps it whole, rounded to seconds from
/// one second on (up or down as the fix needs).
pub(super) fn round_span(ms: f64, up: bool) -> String {
    let whole = |x: f64| if up { (x - 1e-9).ceil() } else { (x + 1e-9).floor() };
    if ms < 1000.0 {
        return format!("{}ms", whole(ms));
    }
    // Nobody writes 4 minutes and 19 seconds where 4 minutes do.
    let step = [(86_400_000.0, "d"), (3_600_000.0, "h"), (60_000.0, "min")];
    match step.into_iter().find(|(unit, _)| ms >= 3.0 * unit) {
        Some((unit, name)) => format!("{}{name}", whole(ms / unit)),
        None => format!("{}s", whole(ms / 1000.0)),
    }
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&'static self, at: &[&At], text: impl Into<String>, trace: Trace) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            waivable: self.waivable,
            at: at.iter().map(|a| (*a).clone()).collect(),
            text: text.into(),
            paths: Vec::new(),
            fixes: Vec::new(),
            trace,
        }
    }
}
