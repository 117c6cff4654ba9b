//! What is published about the systems in the presets, as a test of the rules: what must be found, and what must not.

use dsbench::brief::{self, Brief, Edit};
use dsbench::findings::check_brief;
use dsbench::templates::{PRESETS, preset};

fn read(name: &str) -> Brief {
    let preset = preset(name).unwrap_or_else(|| panic!("no preset {name}"));
    brief::read(preset.text).unwrap_or_else(|p| panic!("{name}: {}", p[0]))
}

#[track_caller]
fn judge(name: &str, brief: &Brief, fires: &[&str], quiet: &[&str]) {
    let report = check_brief(brief, None);
    let found: Vec<&str> = report.open.iter().map(|f| f.rule.id).collect();
    for rule in fires {
        assert!(found.contains(rule), "{name}: {rule} must fire; found {found:?}");
    }
    for rule in quiet {
        assert!(!found.contains(rule), "{name}: {rule} must not fire");
    }
}

#[test]
fn rules_find_what_is_published_about_each_system() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("dynamo-cart", &["QUO-06"], &["CON-11", "CON-01"]),
        ("spanner-f1", &["QUO-03"], &["QUO-02", "CON-02"]),
        ("etcd-raft-5", &[], &["QUO-01", "QUO-02", "QUO-03", "QUO-04"]),
        ("kafka-isr", &[], &["QUO-02", "IDM-02"]),
        ("crdb-multiregion", &[], &["QUO-02", "QUO-03", "QUO-04"]),
        ("redis-sentinel", &["CON-02", "FLV-01", "FLV-02"], &["QUO-01", "QUO-02", "QUO-03", "QUO-04", "QUO-06"]),
        ("pg-quorum-commit", &[], &["QUO-01", "FLV-02"]),
        ("ddb-global-tables", &["CON-02"], &["QUO-03"]),
        ("cassandra", &[], &["QUO-06"]),
    ];
    for (name, fires, quiet) in cases {
        judge(name, &read(name), fires, quiet);
    }
    assert_eq!(cases.len(), PRESETS.len(), "a preset without a case");
}

#[test]
fn promoting_whoever_is_alive_loses_what_quorum_commit_kept() {
    let mut pg = read("pg-quorum-commit");
    brief::apply(&mut pg, &[Edit::set("dataset.ledger.replication.failover.promote_rule", "any_alive")]).unwrap();
    judge("pg-quorum-commit with any_alive", &pg, &["FLV-02"], &[]);
}

#[test]
fn every_note_of_a_preset_says_that_it_comes_from_one_and_names_a_stated_field() {
    for preset in PRESETS {
        let brief = read(preset.name);
        assert!(!brief.notes.is_empty(), "{} has no sources", preset.name);
        for (path, note) in &*brief.notes {
            assert_eq!(note.source.map(brief::NoteSource::word), Some("preset"), "{}: {path}", preset.name);
            assert!(brief.has(path), "{}: {path} is not stated", preset.name);
        }
    }
}
