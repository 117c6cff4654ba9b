//! The guided questions as a whole: the registry as a set, and walks with random answers that must always come to an end.

use std::collections::{BTreeMap, BTreeSet};

use dsbench::brief::{self, Brief, Edit, Trigger};
use dsbench::questions::{
    Given, Known, QUESTIONS, Route, SkipReason, State, Step, Walk, answer, flow, paths, same_for_others, skeleton,
    writes::{Planned, What},
};
use proptest::prelude::*;

fn new_brief(trigger: &str) -> (String, Brief) {
    let text = skeleton(trigger, "Test");
    let brief = brief::read(&text).expect("the skeleton reads");
    (text, brief)
}

/// A brief with one of everything, so that each question has an entity of its own.
fn furnished() -> (String, Brief) {
    let more = "
[queue.main]
on = \"front\"
[cache.main]
on = \"front\"
[lock.main]
purpose = \"correctness\"
[transaction.main]
span = \"single_shard\"
[change.main]
kind = \"code\"
";
    let text = skeleton("early_design", "Test") + more;
    let brief = brief::read(&text).expect("the furnished brief reads");
    (text, brief)
}

#[test]
fn the_registry_is_whole() {
    let ids: Vec<_> = QUESTIONS.iter().map(|q| q.id).collect();
    let want: Vec<_> = (1..=48).map(|n| format!("Q{n:02}")).collect();
    assert_eq!(ids, want);
    let mut slugs = BTreeSet::new();
    for q in QUESTIONS {
        assert!(slugs.insert(q.slug), "{}: the slug {} stands twice", q.id, q.slug);
        let headers = std::iter::once(q.header).chain(q.sets.iter().filter_map(|s| s.header));
        for header in headers {
            assert!(header.is_ascii() && (1..=12).contains(&header.len()), "{}: header `{header}`", q.id);
        }
        for text in std::iter::once(q.text).chain(q.sets.iter().filter_map(|s| s.text)) {
            assert!(text.ends_with('?'), "{}: `{text}` does not end in a question mark", q.id);
        }
        for label in q.options.iter().map(|o| o.label) {
            let words = label.split_whitespace().count();
            assert!((1..=5).contains(&words) && !label.contains(','), "{}: label `{label}`", q.id);
        }
        for label in q.exclusive {
            assert!(q.options.iter().any(|o| o.label == *label), "{}: exclusive `{label}` is no option", q.id);
        }
        let per_set = std::iter::once((None, q.recommend)).chain(q.sets.iter().map(|s| (Some(s.name), s.recommend)));
        for (set, recommend) in per_set {
            let of = |o: &&dsbench::questions::Choice| set.map_or(o.sets.is_empty(), |s| o.sets.contains(&s));
            let labels: Vec<_> = q.options.iter().filter(of).map(|o| o.label).collect();
            if labels.is_empty() {
                continue;
            }
            assert!((2..=4).contains(&labels.len()), "{} {set:?}: {} options", q.id, labels.len());
            let (last, before) = recommend.split_last().unwrap_or_else(|| panic!("{} {set:?}: no advice", q.id));
            assert!(last.when.is_none(), "{} {set:?}: the last recommendation has a condition", q.id);
            assert!(before.iter().all(|r| r.when.is_some()), "{} {set:?}: an unconditional one hides others", q.id);
            for label in recommend.iter().flat_map(|r| r.labels) {
                assert!(labels.contains(label), "{} {set:?}: recommends `{label}`, which is not on offer", q.id);
            }
        }
        let alternatives: Vec<_> = q.sets.iter().filter(|s| !s.follows()).collect();
        if let Some((last, before)) = alternatives.split_last() {
            assert!(last.when.is_none() && before.iter().all(|s| s.when.is_some()), "{}: alternatives", q.id);
        }
    }
}

#[test]
fn the_paths_are_those_of_the_design() {
    let ids = |name: &str| -> Vec<&str> {
        flow::on_path(paths::find(name, None).expect("a path")).iter().map(|q| q.id).collect()
    };
    let quick = ["Q02", "Q05", "Q09", "Q10", "Q13", "Q16", "Q17", "Q18", "Q22", "Q23", "Q29", "Q43"];
    assert_eq!(ids("quick"), quick);
    assert_eq!(ids("early_design"), quick);
    assert_eq!(ids("start"), ["Q01"]);
    assert_eq!(ids("full").len(), 47);
    assert_eq!(ids("review"), ids("full"));
    assert_eq!(ids("pre_lock"), ["Q37", "Q21", "Q13", "Q30", "Q26"]);
    assert_eq!(ids("split_brain")[..3], ["Q04", "Q16", "Q17"]);
    // Groups come in one block each on the full path, in the order of the guide.
    let mut groups: Vec<_> = flow::on_path(paths::find("full", None).expect("full")).iter().map(|q| q.group).collect();
    groups.dedup();
    assert_eq!(groups, dsbench::questions::Group::ALL);
    // Every trigger has a path, and places on a path are 1, 2, 3 without a gap.
    for trigger in Trigger::WORDS {
        assert!(paths::find("trigger", Some(trigger)).is_some(), "{trigger} has no path");
    }
    let mut places: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (path, place) in QUESTIONS.iter().flat_map(|q| q.paths) {
        places.entry(path).or_default().push(*place);
    }
    for (path, mut places) in places {
        places.sort_unstable();
        let want: Vec<u8> = (1..=places.len() as u8).collect();
        assert_eq!(places, want, "places on the path {path}");
    }
}

#[test]
fn filled_texts_are_unique() {
    let (_, brief) = furnished();
    let known = Known::new(&brief);
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for q in QUESTIONS {
        for step in flow::steps_of(&known, &Walk::default(), q, "full") {
            let text = step.text(&brief);
            assert!(!text.contains(['{', '}']), "{}: `{text}` is not filled", step.key());
            if let Some(other) = seen.insert(text.clone(), step.key()) {
                panic!("{} and {other} ask the same: {text}", step.key());
            }
        }
    }
}

/// Main steps of all sets and all follow-ups of a question, whatever the brief says.
fn all_steps(known: &Known, id: &str) -> Vec<Step> {
    let q = dsbench::questions::find(id).expect("a question");
    let mut out = Vec::new();
    for step in flow::steps_of(known, &Walk::default(), q, "full").into_iter().filter(|s| !s.is_follow_up()) {
        for set in q.sets {
            if set.follows() {
                out.push(Step::follow_up(known, q, set, step.names.clone()));
            } else {
                out.push(Step { set: Some(set), ..step.clone() });
            }
        }
        out.push(step);
    }
    out
}

#[test]
fn every_write_names_a_field_and_holds_a_value_of_its_type() {
    for (_, brief) in [new_brief("early_design"), furnished()] {
        let known = Known::new(&brief);
        for q in QUESTIONS {
            for step in all_steps(&known, q.id) {
                for planned in step.options().flat_map(|o| step.plan(&known, o)).chain(step.uses(&known)) {
                    let path = planned.path.replace("{new}", "fresh");
                    let edit = match planned.what {
                        What::Set(value) => Edit::set(&path, value),
                        What::Add(value) => Edit::append(&path, value),
                        What::Entry(kind, suggest) => {
                            // An owner has no suggestion; any text does.
                            let text = if suggest.is_empty() { "kim".to_string() } else { suggest };
                            let value = dsbench::questions::entry::parse(kind, &text, None)
                                .unwrap_or_else(|e| panic!("{} {path}: suggestion {e}", step.key()));
                            if path == "region.fresh" {
                                continue;
                            }
                            Edit::set(&path, value)
                        }
                    };
                    let mut copy = brief.clone();
                    if let Err(problems) = brief::apply(&mut copy, std::slice::from_ref(&edit)) {
                        panic!("{} writes {edit:?}: {problems:?}", step.key());
                    }
                }
            }
        }
    }
}

#[test]
fn every_option_settles_its_step_for_a_reader_of_the_file() {
    for (text, brief) in [new_brief("early_design"), furnished()] {
        let known = Known::new(&brief);
        for q in QUESTIONS {
            for step in all_steps(&known, q.id) {
                for option in step.options() {
                    let suggestion_missing = step
                        .entries(&known, option)
                        .iter()
                        .any(|p: &Planned| matches!(&p.what, What::Entry(_, s) if s.is_empty()));
                    let typed = if suggestion_missing { vec!["Kim".to_string(); 4] } else { Vec::new() };
                    let given = Given::Chosen { labels: vec![option.label.into()], typed, other: None };
                    let done = answer(&known, &Walk::default(), &step, &given)
                        .unwrap_or_else(|e| panic!("{} `{}`: {e:?}", step.key(), option.label));
                    let next = applied(&text, &brief, &done.edits).1;
                    let known = Known::new(&next);
                    let opens = q.sets.iter().any(|s| s.after.contains(&option.label));
                    let after = step.refreshed(&known);
                    let settled = after.state != State::Open || (opens && q.id == "Q01");
                    // Alternatives are tried whether or not they are the one that is asked.
                    assert!(settled, "{} `{}` leaves the question open", step.key(), option.label);
                }
            }
        }
    }
}

/// The edits on the text and on the brief; both must come to the same.
fn applied(text: &str, brief: &Brief, edits: &[Edit]) -> (String, Brief) {
    let mut next = brief.clone();
    brief::apply(&mut next, edits).unwrap_or_else(|e| panic!("{edits:?}: {e:?}"));
    let text = brief::rewrite(text, edits).unwrap_or_else(|e| panic!("{edits:?}: {e}"));
    match brief::read(&text) {
        Ok(again) if again != next => {
            let lines = |b: &Brief| format!("{b:#?}").lines().map(String::from).collect::<Vec<_>>();
            let (file, brief) = (lines(&again), lines(&next));
            let at = file.iter().zip(&brief).position(|(a, b)| a != b).unwrap_or(0);
            let part = |l: &[String]| l[at.saturating_sub(4)..(at + 6).min(l.len())].join("\n");
            panic!("after {edits:?}\nthe file holds\n{}\nthe brief\n{}", part(&file), part(&brief));
        }
        Ok(_) => {}
        Err(e) => panic!("after {edits:?} the file does not read: {e:?}\n{text}"),
    }
    (text, next)
}

#[test]
fn the_quick_path_can_be_walked_with_enter() {
    let (mut text, mut brief) = new_brief("early_design");
    let mut walk = Walk::default();
    let mut asked = Vec::new();
    loop {
        let known = Known::new(&brief);
        let route = Route::new(&known, &walk, "trigger").expect("a route");
        let Some(step) = route.next().cloned() else { break };
        let (n, m) = route.progress(&step.key());
        asked.push((step.question.id, n, m));
        assert!(!step.recommended(&known).is_empty(), "{} recommends nothing", step.key());
        let done = answer(&known, &walk, &step, &Given::labels(step.recommended(&known))).expect("an answer");
        (text, brief) = applied(&text, &brief, &done.edits);
        walk.remember(&step.key(), done.record);
        assert!(asked.len() <= 12, "more than twelve questions: {asked:?}");
    }
    let want: Vec<_> = ["Q02", "Q05", "Q09", "Q10", "Q13", "Q16", "Q17", "Q18", "Q22", "Q23", "Q29", "Q43"]
        .iter()
        .enumerate()
        .map(|(i, id)| (*id, i + 1, 12))
        .collect();
    assert_eq!(asked, want);
    for (path, value) in [
        ("brief.criticality", "tier1"),
        ("slo.main-availability.objective", "99.9%"),
        ("dataset.main.replication.scheme", "consensus_raft"),
        ("phase.canary.rollback.how", "flag off"),
    ] {
        assert_eq!(brief.get(path).and_then(|v| v.as_str().map(String::from)).as_deref(), Some(value), "{path}");
        let note = brief.notes.get(path).unwrap_or_else(|| panic!("{path} has no note"));
        assert_eq!(note.source.map(brief::NoteSource::word), Some("preset"), "{path}");
    }
    assert_eq!(
        brief.get("dataset.main.operation.read.consistency"),
        brief.get("dataset.main.operation.write.consistency")
    );
}

#[test]
fn answering_again_takes_back_what_nobody_changed() {
    let (text, brief) = new_brief("early_design");
    for remembers in [true, false] {
        let mut walk = Walk::default();
        let known = Known::new(&brief);
        let q = dsbench::questions::find("failures").expect("Q13");
        let step = flow::steps_of(&known, &walk, q, "quick").remove(0);
        let done = answer(&known, &walk, &step, &Given::labels(&["Process or node", "Zone"])).expect("first");
        let (text, mut second) = applied(&text, &brief, &done.edits);
        if remembers {
            walk.remember(&step.key(), done.record);
        }
        // Somebody changes one of the values by hand.
        let by_hand = [Edit::set("failure.zone.concurrent_max", 2)];
        let text = brief::rewrite(&text, &by_hand).expect("rewrites");
        brief::apply(&mut second, &by_hand).expect("applies");
        let known = Known::new(&second);
        let step = step.refreshed(&known);
        let done = answer(&known, &walk, &step, &Given::labels(&["Region"])).expect("second");
        let (_, third) = applied(&text, &second, &done.edits);
        assert!(third.has("failure.region") && !third.has("failure.node"), "remembers: {remembers}");
        assert_eq!(third.get("failure.zone.concurrent_max").and_then(|v| v.as_integer()), Some(2));
    }
}

#[test]
fn unsure_and_skip_leave_their_rows_and_an_answer_removes_them() {
    let (text, brief) = new_brief("early_design");
    let walk = Walk::default();
    let step_on = |b: &Brief| {
        flow::steps_of(&Known::new(b), &walk, dsbench::questions::find("load").expect("Q05"), "quick").remove(0)
    };
    let done = answer(&Known::new(&brief), &walk, &step_on(&brief), &Given::Unsure).expect("unsure");
    let (text, unsure) = applied(&text, &brief, &done.edits);
    assert_eq!(step_on(&unsure).state, State::Unsure);
    let row = &unsure.open_question[0];
    assert_eq!(row.path.as_deref(), Some("workload.main.rate_peak"));
    assert!(row.default_used.as_deref().is_some_and(|d| d.starts_with("10000/s")), "{row:?}");
    assert!(row.cost_if_wrong.is_some());
    assert!(unsure.get("workload.main.rate_peak").is_none(), "unsure states nothing");
    let skip = Given::Skip { reason: SkipReason::NotApplicable, text: "no requests".into() };
    let done = answer(&Known::new(&unsure), &walk, &step_on(&unsure), &skip).expect("skip");
    let (text, skipped) = applied(&text, &unsure, &done.edits);
    assert_eq!((step_on(&skipped).state, skipped.open_question.len()), (State::Skipped, 0));
    let done = answer(&Known::new(&skipped), &walk, &step_on(&skipped), &Given::labels(&["Small"])).expect("small");
    let (_, answered) = applied(&text, &skipped, &done.edits);
    assert_eq!((step_on(&answered).state, answered.skipped.len()), (State::Answered, 0));
    let note = answered.notes.get("workload.main.rate_peak").and_then(|n| n.source).map(brief::NoteSource::word);
    assert_eq!(note, Some("user"));
}

#[test]
fn moot_questions_say_which_answer_rules_them_out() {
    let (text, brief) = new_brief("early_design");
    let (_, brief) = applied(&text, &brief, &[Edit::set("call.front-back.attempts", 1)]);
    let known = Known::new(&brief);
    let route = Route::new(&known, &Walk::default(), "full").expect("full");
    let backoff = route.step("Q31/call.front-back").expect("backoff");
    assert_eq!(backoff.state, State::Moot("call.front-back.attempts is 1".into()));
    // It takes no place: the retries before it and the idempotency after its group follow one another.
    let place = |key: &str| route.progress(key).0;
    assert_eq!(place("Q33/call.front-back"), place("Q29/brief") + 1);
    let changes =
        Route::new(&Known::new(&new_brief("early_design").1), &Walk::default(), "full").expect("full").changes(&route);
    assert!(
        changes.contains(&"Backoff is not asked for call.front-back: call.front-back.attempts is 1".to_string()),
        "{changes:?}"
    );
}

#[test]
fn the_same_answer_can_go_to_the_others() {
    let (text, brief) = new_brief("early_design");
    let (text, brief) =
        applied(&text, &brief, &[Edit::set("call.back-front.from", "back"), Edit::set("call.back-front.to", "front")]);
    let known = Known::new(&brief);
    let route = Route::new(&known, &Walk::default(), "full").expect("full");
    let step = route.step("Q28/call.front-back").expect("timeouts");
    let others: Vec<_> = route.others(step).map(Step::key).collect();
    assert_eq!(others, ["Q28/call.back-front"]);
    let given = Given::labels(&["No timeout"]);
    let (done, problems) = same_for_others(&known, &Walk::default(), &route, step, &given);
    assert!(problems.is_empty() && done.len() == 1);
    let (_, next) = applied(&text, &brief, &done[0].1.edits);
    assert_eq!(next.get("call.back-front.timeout").and_then(|v| v.as_str().map(String::from)).as_deref(), Some("none"));
}

/// Keys of the open steps of a question.
fn open(brief: &Brief, walk: &Walk, slug: &str, path: &str) -> Vec<String> {
    let question = dsbench::questions::find(slug).expect("a question");
    let steps = flow::steps_of(&Known::new(brief), walk, question, path);
    steps.into_iter().filter(|s| s.state == State::Open).map(|s| s.key()).collect()
}

/// Answers the first open step of a question and returns the text and brief after it.
fn say(text: &str, brief: &Brief, walk: &mut Walk, slug: &str, label: &str, remember: bool) -> (String, Brief) {
    let known = Known::new(brief);
    let question = dsbench::questions::find(slug).expect("a question");
    let steps = flow::steps_of(&known, walk, question, "full");
    let step = steps.iter().find(|s| s.option(label).is_some()).expect("a step with that option");
    let done = answer(&known, walk, step, &Given::labels(&[label])).unwrap_or_else(|e| panic!("{label}: {e:?}"));
    let out = applied(text, brief, &done.edits);
    if remember {
        walk.remember(&step.key(), done.record);
    }
    out
}

#[test]
fn follow_ups_come_after_the_labels_that_open_them() {
    let (text, brief) = new_brief("early_design");
    let mut walk = Walk::default();
    let (_, mixed) = say(&text, &brief, &mut walk, "load", "Small", false);
    assert_eq!(open(&mixed, &walk, "load", "full"), ["Q05.mix/workload.main"]);
    assert!(open(&mixed, &walk, "load", "quick").is_empty(), "the quick path leaves the mix out");
    // One by one, with and without memory of the label.
    for remember in [true, false] {
        let mut walk = Walk::default();
        let (text, brief) = say(&text, &brief, &mut walk, "partition", "Decide per operation", remember);
        let both = ["read", "write"].map(|o| format!("Q18.operation/dataset.main.operation.{o}"));
        assert_eq!(open(&brief, &walk, "partition", "full"), both);
        let (text, brief) = say(&text, &brief, &mut walk, "partition", "Read stale", remember);
        assert_eq!(open(&brief, &walk, "partition", "full"), both[1..]);
        let mut walk = Walk::default();
        let (text, brief) = say(&text, &brief, &mut walk, "idempotency", "Mixed by operation", remember);
        let only_writes = ["Q30.operation/dataset.main.operation.write"];
        assert_eq!(open(&brief, &walk, "idempotency", "full"), only_writes);
        let (_, brief) = say(&text, &brief, &mut walk, "idempotency", "Not repeatable", remember);
        assert!(open(&brief, &walk, "idempotency", "full").is_empty());
    }
}

#[test]
fn the_trigger_is_found_in_up_to_three_choices() {
    let (text, brief) = new_brief("early_design");
    let mut walk = Walk::default();
    let (text, brief) = say(&text, &brief, &mut walk, "trigger", "Incident", true);
    assert_eq!(open(&brief, &walk, "trigger", "start"), ["Q01.incident/brief"]);
    let (text, brief) = say(&text, &brief, &mut walk, "trigger", "Load will not settle", true);
    assert_eq!(open(&brief, &walk, "trigger", "start"), ["Q01.load/brief"]);
    let (_, brief) = say(&text, &brief, &mut walk, "trigger", "Retry storm", true);
    assert!(open(&brief, &walk, "trigger", "start").is_empty());
    let route = Route::new(&Known::new(&brief), &walk, "trigger").expect("a route");
    assert_eq!((route.path.name, route.path.diagnose), ("retry_storm", ["5.3", "5.7"].as_slice()));
}

#[test]
fn a_suggestion_that_nobody_touched_is_not_called_measured() {
    let (text, brief) = new_brief("hot_partition");
    let known = Known::new(&brief);
    let question = dsbench::questions::find("shard-limit").expect("Q39");
    let step = flow::steps_of(&known, &Walk::default(), question, "full").remove(0);
    for (typed, source) in [(vec![], "preset"), (vec!["900/s".to_string()], "measured")] {
        let given = Given::Chosen { labels: vec!["Measured".into()], typed, other: None };
        let done = answer(&known, &Walk::default(), &step, &given).expect("an answer");
        let (_, next) = applied(&text, &brief, &done.edits);
        let note = next.notes.get("dataset.main.partitioning.shard_cap.rps_r").and_then(|n| n.source);
        assert_eq!(note.map(brief::NoteSource::word), Some(source));
    }
}

/// One way to answer, drawn at random.
fn given_for(known: &Known, step: &Step, dice: u32) -> Given {
    let options: Vec<_> = step.options().collect();
    let pick = options[dice as usize / 8 % options.len()];
    match dice % 8 {
        0 => Given::Unsure,
        1 => Given::Skip { reason: SkipReason::NotApplicable, text: "no need".into() },
        2 => Given::Skip { reason: SkipReason::Later, text: "later".into() },
        3 | 4 => Given::labels(step.recommended(known)),
        5 => Given::Other(
            ["500ms", "95%", "kim", "random", "12", "eu: a b", "N5 W4 R2", "front x2 > back > db"]
                [dice as usize / 64 % 8]
                .into(),
        ),
        _ => Given::Chosen { labels: vec![pick.label.into()], typed: vec![], other: None },
    }
}

fn walk_with(trigger: &str, dice: &[u32], remembers: bool) -> Result<(), TestCaseError> {
    let (mut text, mut brief) = new_brief(trigger);
    let mut walk = Walk::default();
    let mut at = 0;
    for path in ["trigger", "full"] {
        let mut last = (String::new(), 0);
        let mut last_answer: Option<(String, String, bool)> = None;
        for turn in 0.. {
            prop_assert!(turn < 400, "{path} does not end; the last step was {}", last.0);
            let known = Known::new(&brief);
            let route = Route::new(&known, &walk, path).expect("a route");
            for step in &route.steps {
                let labels = step.recommended(&known);
                let options = step.options().count();
                prop_assert!((2..=4).contains(&options), "{} has {options} options", step.key());
                prop_assert!(!labels.is_empty() && (step.multi() || labels.len() == 1), "{}: {labels:?}", step.key());
                prop_assert!(labels.iter().all(|l| step.option(l).is_some()), "{}: {labels:?}", step.key());
            }
            if let Some((key, what, excused)) = &last_answer {
                let settled = route.step(key).is_none_or(|s| s.state != State::Open);
                prop_assert!(settled || *excused, "{key} makes no progress: {what}");
            }
            let Some(step) = route.next().cloned() else { break };
            let key = step.key();
            // A step that comes again must have said why; the chain that is known now is the one case.
            last = if last.0 == key { (key.clone(), last.1 + 1) } else { (key.clone(), 0) };
            prop_assert!(last.1 <= 3, "{key} comes again and again");
            let roll = dice[at % dice.len()];
            at += 1;
            let mut given =
                if last.1 > 0 { Given::labels(step.recommended(&known)) } else { given_for(&known, &step, roll) };
            let done = match answer(&known, &walk, &step, &given) {
                Ok(done) => done,
                // Not readable, or a value is missing: say so and take the careful way.
                Err(problems) => {
                    prop_assert!(!problems.is_empty() && problems.iter().all(|p| !p.is_empty()));
                    given = Given::Unsure;
                    answer(&known, &walk, &step, &given).unwrap_or_else(|e| panic!("{key}: unsure fails: {e:?}"))
                }
            };
            let (next_text, next) = applied(&text, &brief, &done.edits);
            let renamed = !done.renamed.is_empty();
            let said = !done.says.is_empty();
            last_answer = Some((key.clone(), format!("{given:?} -> {:?}", done.edits), renamed || said));
            if remembers {
                walk.remember(&key, done.record);
            }
            (text, brief) = (next_text, next);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]
    #[test]
    fn no_walk_comes_to_a_dead_end(
        trigger in proptest::sample::select(Trigger::WORDS),
        dice in proptest::collection::vec(any::<u32>(), 40),
        remembers in any::<bool>(),
    ) {
        walk_with(trigger, &dice, remembers)?;
    }
}
