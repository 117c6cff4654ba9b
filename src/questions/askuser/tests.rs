//! The shape goes out exactly and comes back.

use super::*;
use crate::brief::Brief;
use crate::questions::{
    facts::Known,
    flow::{Route, Walk},
    skeleton::skeleton,
};
use serde_json::{Value, json};

fn brief() -> Brief {
    crate::brief::read(&skeleton("early_design", "Test")).unwrap()
}

fn answered(brief: &Brief, document: &Value) -> Result<Brief, Vec<String>> {
    let applied = apply_answers(&Known::new(brief), &Walk::default(), document)?;
    let mut next = brief.clone();
    crate::brief::apply(&mut next, &applied.edits).unwrap();
    Ok(next)
}

#[test]
fn every_batch_has_the_published_shape() {
    let brief = brief();
    let known = Known::new(&brief);
    let route = Route::new(&known, &Walk::default(), "quick").unwrap();
    let preview = |_: &_, _: &'static _| Some("R+W-N 1 -> -1".to_string());
    let steps: Vec<_> = route.steps.iter().collect();
    for chunk in steps.chunks(4) {
        let json = questions_json(&known, chunk, Some(&preview));
        for q in json["questions"].as_array().unwrap() {
            let keys: Vec<_> = q.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, ["question", "header", "options", "multiSelect"]);
            assert!(q["question"].as_str().unwrap().ends_with('?'));
            assert!(q["header"].as_str().unwrap().len() <= 12);
            let options = q["options"].as_array().unwrap();
            assert!((2..=4).contains(&options.len()));
            let multi = q["multiSelect"].as_bool().unwrap();
            for (i, o) in options.iter().enumerate() {
                let label = o["label"].as_str().unwrap();
                assert!(!label.contains(',') && label != "Other", "{label}");
                assert!(i > 0 || label.ends_with(RECOMMENDED), "{label} comes first and is not recommended");
                assert_eq!(o.get("preview").is_some(), !multi, "previews are for single select");
            }
        }
    }
}

#[test]
fn a_batch_ends_before_a_step_that_depends_on_it() {
    let brief = brief();
    let known = Known::new(&brief);
    let route = Route::new(&known, &Walk::default(), "quick").unwrap();
    let ids: Vec<_> = batch(&known, &route, 4).iter().map(|s| s.question.id).collect();
    // The objective is recommended by the tier, which the first question of the same batch decides.
    assert_eq!(ids, ["Q02", "Q05"]);
    assert_eq!(batch(&known, &route, 1).len(), 1);
}

#[test]
fn answers_are_keyed_by_text_and_applied_together() {
    let brief = brief();
    let document = json!({ "answers": {
        "What happens if this is down or wrong for an hour?": "Tier 0",
        "What is the peak request rate of main?": "400/s 70/30",
        "Which failures must users not notice?": "Process or node (Recommended), Zone",
        "Which guarantee does every operation on main need?": "unsure",
        "How old may a read of main be?": "skip: nobody reads it",
    }});
    let next = answered(&brief, &document).unwrap();
    assert_eq!(next.get("brief.criticality").unwrap().as_str(), Some("tier0"));
    assert_eq!(next.get("workload.main.rate_peak").unwrap().as_str(), Some("400/s"));
    assert!(next.has("failure.zone") && next.has("failure.node"));
    assert_eq!(next.open_question.len(), 1);
    assert_eq!(next.skipped.len(), 1);
}

#[test]
fn one_wrong_answer_stops_them_all_and_each_problem_is_said() {
    let brief = brief();
    let document = json!({ "answers": {
        "What happens if this is down or wrong for an hour?": "Tier 0",
        "What is the peak request rate of main?": "lots",
        "What is the peak request rate of mian?": "Small",
        "How many regions take part?": 3,
    }});
    let problems = answered(&brief, &document).unwrap_err();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(
        problems.iter().any(|p| p.contains("did you mean \"What is the peak request rate of main?\"")),
        "{problems:?}"
    );
    assert!(problems.iter().any(|p| p.starts_with("Load:")), "{problems:?}");
}

#[test]
fn a_dataset_may_take_its_name_in_the_same_batch() {
    let brief = brief();
    let document = json!({ "answers": {
        "Which kind of data is main?": "orders money, cart user_content",
        "When copies of main cannot reach each other, what gives?": "Refuse writes",
    }});
    let next = answered(&brief, &document).unwrap();
    assert_eq!(next.get("dataset.orders.cap_on_partition").unwrap().as_str(), Some("CP"));
    assert!(!next.has("dataset.main") && next.has("dataset.cart"));
}

#[test]
fn what_was_not_answered_is_reported_and_stays_open() {
    let brief = brief();
    let known = Known::new(&brief);
    let text = "How many regions take part?";
    let document =
        json!({ "answers": {}, "annotations": { text: { "unanswered": "skipped" } }, "response": "ask Kim" });
    let applied = apply_answers(&known, &Walk::default(), &document).unwrap();
    assert!(applied.edits.is_empty());
    assert_eq!(applied.unanswered, [format!("{text} (skipped)")]);
    assert!(applied.says[0].contains("ask Kim"));
}

#[test]
fn documents_of_another_shape_say_what_is_expected() {
    let brief = brief();
    for document in [json!([]), json!({}), json!({ "answers": [] })] {
        let problems = apply_answers(&Known::new(&brief), &Walk::default(), &document).unwrap_err();
        assert!(problems[0].contains("answers"), "{problems:?}");
    }
}

#[test]
fn entries_can_be_typed_behind_a_label() {
    let brief = brief();
    let document = json!({ "answers": { "What is the peak request rate of main?": "Huge: 7000000/s" } });
    let next = answered(&brief, &document).unwrap();
    assert_eq!(next.get("workload.main.rate_peak").unwrap().as_str(), Some("7000000/s"));
}
