//! `dsbench diagnose` as a user meets it.

use super::cli_support::World;

const FULL: &str = include_str!("../data/briefs/full.brief.toml");

#[test]
fn it_starts_with_what_can_be_seen() {
    let w = World::new();
    let out = w.run(&["diagnose"]).ok();
    for word in ["two_leaders", "5.8", "Backlog and saturation", "5.q6", "--answer ID=yes"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    let json = w.run(&["diagnose", "--json"]).json();
    assert_eq!(json["schema"], "dsbench/diagnose/1");
    assert_eq!(json["all_trees"].as_array().unwrap().len(), 8);
    assert_eq!(json["entry_questions"].as_array().unwrap().len(), 6);
}

#[test]
fn nothing_supported_is_said_and_not_hidden() {
    let w = World::new();
    let out = w.run(&["diagnose", "--symptom", "load_stays_high"]).ok();
    assert!(out.contains("No hypothesis supported") && out.contains("next: 5.3.q"), "{out}");
    assert!(!out.contains("points, "), "no ranking: {out}");
    let json = w.run(&["diagnose", "--symptom", "load_stays_high", "--json"]).json();
    assert_eq!(json["supported"], false);
    assert_eq!(json["trees"][0]["supported"], false);
    assert_eq!(json["trees"][0]["next"]["kind"], "question");
}

#[test]
fn a_strong_sign_behind_the_leader_is_not_hidden() {
    let w = World::new();
    // Both weak signs of H1 put it in front, while each is a strong one of another.
    let out = w.run(&["diagnose", "--answer", "5.1.q4=yes", "--answer", "5.1.q5=yes"]).ok();
    assert!(out.contains("No hypothesis supported"), "{out}");
    assert!(out.contains("H2 Quorum is not a majority, or lists of members differ has a strong sign"), "{out}");
}

#[test]
fn answers_rank_with_evidence_and_the_mitigation_first() {
    let w = World::new();
    let args = ["diagnose", "--symptom", "retry-storm", "--answer", "5.3.q1=yes", "--answer", "5.3.q2=yes", "--answer"];
    let out = w.run(&[&args[..], &["5.3.q6=no"]].concat()).ok();
    assert!(out.contains("1. H1 Retry amplification: 8 points, 3 of them prior"), "{out}");
    assert!(out.contains("for (+3): 5.3.q2"), "{out}");
    let (first, lasting) = (out.find("first: set retries to 0").unwrap(), out.find("lasting: ").unwrap());
    assert!(first < lasting, "{out}");
    assert!(out.contains("next: 5.3.q7"), "one answer could still put another in front: {out}");
    let out = w.run(&[&args[..], &["5.3.q6=no", "--answer", "5.3.q7=no"]].concat()).ok();
    assert!(out.contains("next: 5.3.h1"), "the number is looked up next: {out}");
    let json = w.run(&[&args[..], &["5.3.q6=no", "--json"]].concat()).json();
    let h = &json["trees"][0]["hypotheses"][0];
    assert_eq!((h["id"].as_str(), h["score"].as_i64(), h["prior"].as_i64()), (Some("5.3.h1"), Some(8), Some(3)));
    assert_eq!(h["for"].as_array().unwrap().len(), 2);
    let done = w.run(&["diagnose", "--answer", "5.3.h1=yes"]).ok();
    assert!(done.contains("Confirmed: H1") && !done.contains("next: "), "{done}");
}

#[test]
fn a_brief_stands_beside_the_hypotheses_and_takes_edits_on_request() {
    let w = World::new();
    w.write("a.brief.toml", FULL);
    let out = w.run(&["diagnose", "a.brief.toml", "--answer", "5.3.q2=yes"]).ok();
    assert!(out.contains("in this brief: D"), "{out}");
    assert_eq!(w.read("a.brief.toml"), FULL, "a look changes nothing");
    let json = w.run(&["diagnose", "a.brief.toml", "--answer", "5.3.q2=yes", "--json"]).json();
    let trees = json["trees"].as_array().unwrap();
    let h = &trees.iter().find(|t| t["id"] == "5.3").unwrap()["hypotheses"][0];
    assert_eq!((h["id"].as_str(), h["edits"][0]["op"].as_str()), (Some("5.3.h1"), Some("set")), "{h}");
    assert!(!h["figures"].as_array().unwrap().is_empty(), "{h}");
    let out = w.run(&["diagnose", "a.brief.toml", "--apply", "5.3.h1"]).ok();
    assert!(
        out.contains("wrote risk.retry-amplification") && out.contains("wrote change.retry-amplification"),
        "{out}"
    );
    let text = w.read("a.brief.toml");
    assert!(text.contains("[risk.retry-amplification]") && text.contains("[change.retry-amplification]"), "{text}");
    let out = w.run(&["diagnose", "a.brief.toml", "--apply", "5.3.h1"]).ok();
    assert!(out.contains("is there already"), "{out}");
    assert_eq!(w.read("a.brief.toml"), text);
}

#[test]
fn wrong_ids_are_answered_with_what_was_expected() {
    let w = World::new();
    let err = w.run(&["diagnose", "--answer", "5.3.q99=yes", "--answer", "5.3.q1=maybe", "--answer", "5.3.q1"]).wrong();
    for word in ["5.3.q99", "expected yes, no or unknown", "expected ID=ANSWER"] {
        assert!(err.contains(word), "{word}: {err}");
    }
    let err = w.run(&["diagnose", "--symptom", "two_leeders"]).wrong();
    assert!(err.contains("did you mean `two_leaders`?"), "{err}");
    w.run(&["diagnose", "--apply", "5.3.h1"]).wrong();
    w.write("a.brief.toml", FULL);
    let err = w.run(&["diagnose", "a.brief.toml", "--apply", "5.3.q1"]).wrong();
    assert!(err.contains("no hypothesis"), "{err}");
    assert_eq!(w.read("a.brief.toml"), FULL);
}

#[test]
fn explain_knows_trees_questions_and_hypotheses() {
    let w = World::new();
    assert!(w.run(&["explain", "5.1"]).ok().starts_with("# 5.1 Split brain"));
    let q = w.run(&["explain", "5.1.q3"]).ok();
    assert!(q.contains("Where to look") && q.contains("| H3 A lease was outlived | +3 | -2 |"), "{q}");
    assert!(w.run(&["explain", "5.1.h2"]).ok().contains("Confirmed by: 2W <= N"));
}
