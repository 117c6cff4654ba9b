//! Which findings there are, without their words: all that a preview, a count or a list of rows has to know. Words are worked
//! out for those that somebody looks at. The rules are the same and decide the same; they only stop earlier.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use super::RULES;
use super::out::{Detail, Finding, NotJudged, Out, Wanted};
use super::rule::{Rule, Severity, Waivable};
use super::run::{Report, accepted_by, redundant};
use crate::brief::Date;
use crate::numbers::share::between_two;
use crate::numbers::{At, Figure, NUMBERS, Trace, World, derive_only};

/// The entities that a finding is about; nearly always one.
#[derive(Debug, Clone, PartialEq)]
pub enum Places {
    One(At),
    Many(Vec<At>),
}

impl Deref for Places {
    type Target = [At];
    fn deref(&self) -> &[At] {
        match self {
            Self::One(at) => std::slice::from_ref(at),
            Self::Many(all) => all,
        }
    }
}

/// A finding without its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub waivable: Waivable,
    pub at: Places,
    /// It rests on assumed values alone.
    pub guessed: bool,
}

impl Key {
    /// A finding as its rule has it.
    pub(super) fn new(rule: &'static Rule, at: &[&At]) -> Self {
        let at = match at {
            [one] => Places::One((*one).clone()),
            many => Places::Many(many.iter().map(|a| (*a).clone()).collect()),
        };
        Self { rule, severity: rule.severity, waivable: rule.waivable, at, guessed: false }
    }

    /// The key of a finding that is known in full.
    pub fn of(f: &Finding) -> Self {
        let at: Vec<&At> = f.at.iter().collect();
        Self { severity: f.severity, waivable: f.waivable, guessed: f.only_assumed(), ..Self::new(f.rule, &at) }
    }

    /// The finding without its words.
    fn wordless(&self) -> Finding {
        let trace = if self.guessed { Trace::guess() } else { Trace::quiet() };
        Finding {
            severity: self.severity,
            waivable: self.waivable,
            ..self.rule.finding(&self.at.iter().collect::<Vec<_>>(), String::new(), trace)
        }
    }

    /// As it is written: `RTY-02/call.gateway-orders+call.orders-payments`.
    pub fn text(&self) -> String {
        key_text(self.rule, &self.at)
    }
}

/// The stable key of a finding.
pub(super) fn key_text(rule: &Rule, at: &[At]) -> String {
    use std::fmt::Write;
    let mut text = format!("{}/", rule.id);
    for (i, at) in at.iter().enumerate() {
        let _ = write!(text, "{}{at}", if i > 0 { "+" } else { "" });
    }
    if at.is_empty() {
        text.push_str("brief");
    }
    text
}

/// Which findings a brief has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keys {
    /// Open findings: errors first, then in the order of the table.
    pub open: Vec<Key>,
    /// Findings somebody accepted, each with the place of its waiver in the file.
    pub waived: Vec<(Key, usize)>,
}

impl Keys {
    /// How many open findings are exactly that bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.open.iter().filter(|k| k.severity == severity).count()
    }
}

/// From so many figures on a second thread is worth its start.
const MANY: usize = 2_000;

/// Runs every rule for what it finds and nothing else.
pub fn keys(world: &World<'_>, figures: &[Figure], today: Option<Date>) -> Keys {
    let out = Out::with(figures, today, Detail::Keys);
    let run = |rule: &'static Rule, before: Vec<Key>| {
        let mut out = out.apart(before);
        (rule.check)(rule, world, &mut out);
        out.keys
    };
    let found = if world.alone || figures.len() < MANY {
        RULES.iter().fold(Vec::new(), |keys, rule| run(rule, keys))
    } else {
        // Those that look back wait until the others are through.
        let piece = |i: usize, keys| if RULES[i].looks_back { keys } else { run(RULES[i], keys) };
        let found = between_two(RULES.len(), figures.len(), piece);
        let place = |rule: &Rule| RULES.iter().position(|r| *r == rule);
        RULES.iter().filter(|r| r.looks_back).fold(found, |mut found, rule| {
            let behind = found.partition_point(|k| place(k.rule) < place(rule));
            let after = found.split_off(behind);
            let mut found = run(rule, found);
            found.extend(after);
            found
        })
    };
    let gone = redundant(&found.iter().map(|k| (k.rule, &*k.at)).collect::<Vec<_>>());
    let mut left = Vec::with_capacity(found.len());
    let (mut warnings, mut notes) = (Vec::with_capacity(found.len()), Vec::new());
    for (key, _) in found.into_iter().zip(gone).filter(|(_, gone)| !gone) {
        match key.severity {
            Severity::Error => left.push(key),
            Severity::Warn => warnings.push(key),
            Severity::Info => notes.push(key),
        }
    }
    left.append(&mut warnings);
    left.append(&mut notes);
    if world.brief.waiver.is_empty() {
        return Keys { open: left, waived: Vec::new() };
    }
    let mut keys = Keys::default();
    for key in left {
        match accepted_by(world.brief, key.waivable, today, || key.text()) {
            Some(i) => keys.waived.push((key, i)),
            None => keys.open.push(key),
        }
    }
    keys
}

/// Some of the findings of a brief in full, in the order in which they are wanted. `known` is what the brief has; `figures`
/// need not hold what they rest on: numbers that rules of these findings read are worked out again.
pub fn in_full(
    world: &World<'_>,
    figures: &[Figure],
    today: Option<Date>,
    known: &Keys,
    wanted: &[&Key],
) -> Vec<Finding> {
    let rules: HashSet<&'static str> = wanted.iter().map(|k| k.rule.id).collect();
    let rules = || RULES.iter().filter(|r| rules.contains(r.id));
    let read: HashSet<&'static str> = rules().flat_map(|r| r.reads.iter().copied()).collect();
    let read = NUMBERS.iter().filter(|n| read.contains(n.id));
    let own: Vec<Figure> = read.flat_map(|n| derive_only(world, n.id)).collect();
    let (by_own, _) = worded(world, &own, today, known, wanted, rules().filter(|r| !r.reads.is_empty()));
    let (found, _) = worded(world, figures, today, known, wanted, rules().filter(|r| r.reads.is_empty()));
    found.into_iter().zip(by_own).filter_map(|(a, b)| a.or(b)).collect()
}

/// Every finding of a brief, of which the first `most` of a kind have their words and what they rest on: who prints the
/// findings of a large brief prints no more. Those of one kind have one rule and one severity, and rest on assumed values
/// alone or do not; accepted ones all have their words.
/// `keys` is what the brief has.
pub fn check_first(world: &World<'_>, figures: &[Figure], today: Option<Date>, keys: &Keys, most: usize) -> Report {
    let mut met: HashMap<(&'static str, Severity, bool), usize> = HashMap::new();
    let among_first = |key: &Key| {
        let met = met.entry((key.rule.id, key.severity, key.guessed)).or_default();
        *met += 1;
        *met <= most
    };
    let open: Vec<bool> = keys.open.iter().map(among_first).collect();
    let first = keys.open.iter().zip(&open).filter_map(|(key, first)| first.then_some(key));
    let wanted: Vec<&Key> = first.chain(keys.waived.iter().map(|(key, _)| key)).collect();
    let (found, not_judged) = worded(world, figures, today, keys, &wanted, RULES.iter());
    let mut found = found.into_iter();
    let open = keys.open.iter().zip(open).map(|(key, first)| match first.then(|| found.next().flatten()).flatten() {
        Some(finding) => finding,
        None => key.wordless(),
    });
    let open = open.collect();
    let waived = keys.waived.iter().map(|(key, i)| (found.next().flatten().unwrap_or_else(|| key.wordless()), *i));
    Report { open, waived: waived.collect(), not_judged }
}

/// The words of these findings, each where it is wanted, as some rules find them; and what those rules could not judge.
fn worded<'r>(
    world: &World<'_>,
    figures: &[Figure],
    today: Option<Date>,
    known: &Keys,
    wanted: &[&Key],
    rules: impl Iterator<Item = &'r &'static Rule>,
) -> (Vec<Option<Finding>>, Vec<NotJudged>) {
    let mut of: Wanted<'_> = HashMap::new();
    for key in wanted {
        of.entry(key.rule.id).or_default().push(key);
    }
    let mut out = Out::with(figures, today, Detail::Only(&of));
    for rule in rules {
        if rule.looks_back {
            let before = RULES.iter().take_while(|r| r.id != rule.id);
            let place: HashMap<&str, usize> = before.enumerate().map(|(m, r)| (r.id, m)).collect();
            let before = known.open.iter().filter_map(|k| Some((*place.get(k.rule.id)?, k)));
            let mut before: Vec<(usize, &Key)> = before.collect();
            before.sort_by_key(|(m, _)| *m);
            out.keys = before.into_iter().map(|(_, k)| k.clone()).collect();
        }
        (rule.check)(rule, world, &mut out);
    }
    let mut found: HashMap<&'static str, Vec<Option<Finding>>> = HashMap::new();
    for mut finding in out.findings {
        super::fix::order(&mut finding.fixes, world.brief);
        found.entry(finding.rule.id).or_default().push(Some(finding));
    }
    let mut take = |k: &&Key| {
        let fits = |f: &&mut Option<Finding>| f.as_ref().is_some_and(|f| *f.at == *k.at);
        found.get_mut(k.rule.id)?.iter_mut().find(fits).and_then(Option::take)
    };
    (wanted.iter().map(&mut take).collect(), out.not_judged)
}

/// The findings that appear and those that go between two states of a brief.
pub fn moved<'a>(before: &'a Keys, after: &'a Keys) -> (Vec<&'a Key>, Vec<&'a Key>) {
    type Groups<'a> = HashMap<&'static str, &'a [Key]>;
    let (mut appear, mut go) = (Vec::new(), Vec::new());
    let groups = |keys: &'a [Key]| -> Groups<'a> {
        keys.chunk_by(|a, b| std::ptr::eq(a.rule, b.rule)).map(|g| (g[0].rule.id, g)).collect()
    };
    let (was, is) = (groups(&before.open), groups(&after.open));
    for rule in RULES {
        let of = |groups: &Groups<'a>| groups.get(rule.id).copied().unwrap_or_default();
        let (old, new) = (of(&was), of(&is));
        if old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.at == b.at) {
            continue;
        }
        let set = |keys: &'a [Key]| -> HashSet<&'a [At], foldhash::fast::RandomState> {
            keys.iter().map(|k| &*k.at).collect()
        };
        let (was, is) = (set(old), set(new));
        appear.extend(new.iter().filter(|k| !was.contains(&*k.at)));
        go.extend(old.iter().filter(|k| !is.contains(&*k.at)));
    }
    // Errors first, as they are listed.
    appear.sort_by_key(|k| std::cmp::Reverse(k.severity));
    go.sort_by_key(|k| std::cmp::Reverse(k.severity));
    (appear, go)
}
