//! Every rule has two fixtures: one brief on which it fires, one on which it is quiet and nothing else about it changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use dsbench::brief::{self, Brief, Date};
use dsbench::findings::{Finding, RULES, Rule, Severity, Waivable, check_brief};
use dsbench::machines;
use dsbench::numbers::{World, derive_in};

/// Where a fixture stands; a test reports the missing ones together.
fn missing() -> Vec<String> {
    let path = |rule: &Rule, which| {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/rules/{}/{which}.brief.toml", rule.id))
    };
    let all = RULES.iter().flat_map(|r| ["fires", "quiet"].map(|w| path(r, w)));
    all.filter(|p| !p.exists()).map(|p| format!("{} is missing", p.display())).collect()
}

/// The rules that have fixtures.
fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES
        .iter()
        .copied()
        .filter(|r| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules").join(r.id).exists())
}

fn fixture(rule: &Rule, which: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/rules")
        .join(rule.id)
        .join(format!("{which}.brief.toml"));
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn today() -> Option<Date> {
    "2026-11-24".parse().ok()
}

fn keys(rule: &Rule, which: &str) -> Vec<String> {
    let text = fixture(rule, which);
    let brief = brief::read(&text).unwrap_or_else(|p| panic!("{} {which}: {}", rule.id, p[0]));
    found(&brief).iter().filter(|f| f.rule == rule).map(Finding::key).collect()
}

/// What rules find, and what a search finds that no rule can.
fn found(brief: &Brief) -> Vec<Finding> {
    let mut all = check_brief(brief, today()).open;
    if !brief.model_check.is_empty() {
        let world = World::new(brief);
        let claims = machines::claims(&world, &derive_in(&world));
        all.extend(machines::findings(&machines::check(claims, 100_000, &|| false, &mut |_, _| ())));
    }
    all
}

#[test]
fn every_rule_fires_on_its_brief_and_is_quiet_on_the_other() {
    let mut wrong = missing();
    for rule in rules() {
        if keys(rule, "fires").is_empty() {
            wrong.push(format!("{} does not fire", rule.id));
        }
        let quiet = keys(rule, "quiet");
        if !quiet.is_empty() {
            wrong.push(format!("{} is not quiet: {quiet:?}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fix_that_edits_clears_its_finding() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let before = brief::read(&fixture(rule, "fires")).unwrap();
        for finding in found(&before).iter().filter(|f| f.rule == rule) {
            for fix in finding.fixes.iter().filter(|f| !f.edits.is_empty()) {
                let mut after = before.clone();
                if let Err(problems) = brief::apply(&mut after, &fix.edits) {
                    wrong.push(format!("{}: `{}` cannot be applied: {}", finding.key(), fix.text, problems[0]));
                    continue;
                }
                let still: BTreeSet<String> = found(&after).iter().map(Finding::key).collect();
                if still.contains(&finding.key()) {
                    wrong.push(format!("{}: `{}` does not clear it", finding.key(), fix.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the first suggestion of a rule may bring up as an error: each is another question, which the suggestion opens.
const OPENED: [(&str, &str, &str); 11] = [
    ("CHA-03", "OBS-03", "a failure that is tried is tolerated, and has to be seen"),
    ("DDL-03", "DDL-01", "a wait that has an end is held against those above"),
    ("DDL-03", "DDL-02", "the same, with its attempts"),
    ("FLV-09", "CON-13", "a copy that takes over can be cut off"),
    ("OBS-01", "OBS-01", "what is carried by one call is asked of the next"),
    ("RTY-02", "RTY-02", "what is left of a long path has a name of its own"),
    ("RTY-03", "DDL-02", "a pause that somebody stated is held against the deadline"),
    ("RTY-06", "DDL-02", "the same"),
    ("SLO-01", "SLO-02", "an objective that nobody had stated is held against what its parts give"),
    ("SLO-05", "RTY-02", "a second request is one more attempt"),
    ("SLO-09", "SLO-02", "a higher objective is held against what its parts give"),
];

/// Over all findings of all fixtures, not only those a fixture was written for: what is suggested first settles its finding
/// and brings up no error.
#[test]
fn what_is_suggested_first_settles_more_than_it_brings_up() {
    let mut wrong = BTreeSet::new();
    for rule in rules() {
        let before = brief::read(&fixture(rule, "fires")).unwrap();
        let all = check_brief(&before, today()).open;
        let known: BTreeSet<String> = all.iter().map(Finding::key).collect();
        for finding in &all {
            let Some(fix) = finding.fixes.first().filter(|f| !f.edits.is_empty()) else { continue };
            let mut after = before.clone();
            brief::apply(&mut after, &fix.edits).unwrap_or_else(|p| panic!("{}: {}", finding.key(), p[0]));
            let left = check_brief(&after, today()).open;
            if left.iter().any(|f| f.key() == finding.key()) {
                wrong.insert(format!("{} in {}: `{}` does not settle it", finding.key(), rule.id, fix.text));
            }
            let errors = left.iter().filter(|f| f.severity == Severity::Error && f.rule.id != "MET-02");
            for new in errors.filter(|f| !known.contains(&f.key())) {
                if !OPENED.iter().any(|(of, new_one, _)| *of == finding.rule.id && *new_one == new.rule.id) {
                    wrong.insert(format!("{} in {}: `{}` brings up {}", finding.key(), rule.id, fix.text, new.key()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn findings_name_existing_fields_and_carry_an_answer() {
    for rule in rules() {
        let brief = brief::read(&fixture(rule, "fires")).unwrap();
        for finding in check_brief(&brief, today()).open {
            for at in finding.paths.iter().chain(finding.trace.inputs.iter().map(|i| &i.at)) {
                let path = at.to_string();
                assert!(
                    brief::path::named(&path).is_ok() || path.starts_with("failure."),
                    "{}: {path} is no field",
                    finding.key()
                );
            }
            assert!(
                !finding.text.contains("NaN") && !finding.text.contains("inf%"),
                "{}: {}",
                finding.key(),
                finding.text
            );
        }
    }
}

#[test]
fn the_table_of_rules_is_a_set() {
    let mut ids = BTreeSet::new();
    let mut slugs = BTreeSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} stands twice", rule.id);
        assert!(slugs.insert(rule.slug), "{} stands twice", rule.slug);
        assert!(rule.page.starts_with(&format!("# {} ", rule.id)), "the page of {} starts with another name", rule.id);
        let severity = format!("Severity: {}.", rule.severity.word());
        assert!(rule.page.contains(&severity), "the page of {} does not say {severity}", rule.id);
        let waivable = match rule.waivable {
            Waivable::Never => "never",
            Waivable::Justified => "justification",
            Waivable::Acknowledged => "cknowledg",
        };
        assert!(
            rule.page.lines().take(4).any(|l| l.contains(waivable)),
            "the page of {} does not say that it can be waived: {waivable}",
            rule.id
        );
        for by in rule.suppressed_by {
            assert!(RULES.iter().any(|r| r.id == *by), "{} is suppressed by an unknown rule {by}", rule.id);
        }
    }
}
