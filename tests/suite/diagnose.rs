//! The trees as a set, and what follows from answers: ranking, support, the next question, figures, edits.

use std::collections::BTreeSet;
use std::path::Path;

use dsbench::brief::{Brief, Edit, FailureMode, Symptom, apply, path::named, read, unresolved};
use dsbench::diagnose::{
    Answer, Answers, Asked, ENTRIES, Says, TREES, Tree, Why, confirm, diagnose, edits, explain, next, rank, symptoms,
};
use dsbench::numbers::{derive, number};
use dsbench::reference::page;
use proptest::prelude::*;

fn answers(given: &[(&str, Answer)]) -> Answers {
    let mut answers = Answers::default();
    for (id, answer) in given {
        assert!(answers.set(id, *answer), "no question {id}");
    }
    answers
}

fn tree(id: &str) -> &'static Tree {
    symptoms::tree(id).unwrap_or_else(|| panic!("no tree {id}"))
}

#[test]
fn ids_are_stable_and_unique() {
    let mut seen = BTreeSet::new();
    let mut slugs = BTreeSet::new();
    for (i, tree) in TREES.iter().enumerate() {
        assert_eq!(tree.id, format!("5.{}", i + 1));
        assert!(slugs.insert(tree.slug), "{} twice", tree.slug);
        for (i, q) in tree.questions.iter().enumerate() {
            assert_eq!(q.id, format!("{}.q{}", tree.id, i + 1));
            assert_eq!(q.weights.len(), tree.hypotheses.len(), "{}: a weight for each hypothesis", q.id);
            assert!(q.weights.iter().all(|w| (-3..=3).contains(w)), "{}", q.id);
            assert!(!q.look.is_empty() && seen.insert(q.id), "{}", q.id);
        }
        for (i, h) in tree.hypotheses.iter().enumerate() {
            assert_eq!(h.id, format!("{}.h{}", tree.id, i + 1));
            assert!((1..=3).contains(&h.prior), "{}", h.id);
            assert!(seen.insert(h.id) && slugs.insert(h.slug), "{} {} twice", h.id, h.slug);
            assert!(tree.questions.iter().any(|q| q.weights[i] == 3), "{}: nothing can support it", h.id);
        }
    }
    for symptom in Symptom::ALL {
        assert!(symptoms::trees_of(*symptom).next().is_some(), "{} opens no tree", symptom.word());
    }
    for entry in &ENTRIES {
        let opened = tree(entry.opens);
        assert!(entry.same_as.is_none_or(|same| opened.questions.iter().any(|q| q.id == same)), "{}", entry.id);
    }
}

/// The table holds the words of the pages: neither can change alone.
#[test]
fn the_table_and_the_pages_agree() {
    let readme = page("trees/README").unwrap().text;
    for entry in &ENTRIES {
        assert!(readme.contains(&format!("| {} | {} | [{}]", entry.id, entry.text, entry.opens)), "{}", entry.id);
    }
    for tree in TREES {
        let text = page(&format!("trees/{}", tree.id)).unwrap().text;
        assert!(text.starts_with(&format!("# {} {}\n", tree.id, tree.name)), "{}", tree.id);
        let row = |head: String, cells: Vec<String>| format!("{head} | {} |", cells.join(" | "));
        let priors = row("| | Prior".into(), tree.hypotheses.iter().map(|h| h.prior.to_string()).collect());
        assert!(text.contains(&priors), "{}: {priors}", tree.id);
        for q in tree.questions {
            let cell = |w: &i8| if *w == 0 { "0".to_owned() } else { format!("{w:+}") };
            let line = row(format!("| {} | {}", q.id, q.text), q.weights.iter().map(cell).collect());
            assert!(text.contains(&line), "{}: {line}", tree.id);
        }
        assert_eq!(text.matches("| 5.").count(), tree.questions.len(), "{}: questions", tree.id);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for look in tree.looks {
            assert!(flat.contains(look), "{}: {look}", tree.id);
        }
        assert!(flat.contains(tree.about) && flat.contains(tree.afterwards), "{}", tree.id);
        for h in tree.hypotheses {
            let part = format!(
                "### {} {} {} - Confirmed by: {} - First: {} - Lasting: {} - In the brief: {}",
                h.short(),
                h.name,
                h.meaning,
                h.confirmed_by,
                h.first,
                h.lasting,
                h.brief
            );
            assert!(flat.contains(&part), "{}: the page differs", h.id);
        }
    }
}

#[test]
fn what_a_hypothesis_names_exists() {
    for h in TREES.iter().flat_map(|t| t.hypotheses) {
        for rule in h.rules {
            assert!(page(rule).is_some(), "{}: no rule {rule}", h.id);
            assert!(h.brief.contains(rule), "{}: {rule} is not named in its text", h.id);
        }
        for check in h.checks {
            assert!(number(check.number).is_some(), "{}: no number {}", h.id, check.number);
        }
        let target = h.writes.target.replace(".*.", ".x.");
        assert!(named(&target).is_ok(), "{}: {target}: {:?}", h.id, named(&target).err());
        let mode = h.writes.failure;
        assert!(mode.is_none_or(|m| m.parse::<FailureMode>().is_ok()), "{}: {mode:?}", h.id);
    }
    // A check with a part that no brief gives would never speak.
    let figures: Vec<_> = every_brief().iter().flat_map(derive).collect();
    let mut silent = BTreeSet::new();
    for check in TREES.iter().flat_map(|t| t.hypotheses).flat_map(|h| h.checks) {
        if !figures.iter().any(|f| f.id == check.number && f.part == check.part) {
            silent.insert((check.number, check.part));
        }
    }
    // What no brief here happens to give is at least computed under that name.
    let source = [include_str!("../../src/numbers/divergence.rs"), include_str!("../../src/numbers/effects.rs")];
    let source = source.concat() + include_str!("../../src/numbers/herd.rs");
    silent.retain(|(number, part)| !source.contains(&format!("out.push(\"{number}\", \"{part}\",")));
    assert!(silent.is_empty(), "nothing gives these figures: {silent:?}");
}

/// The briefs of the tests, the fixtures of the rules, and what the program comes with.
fn every_brief() -> Vec<Brief> {
    fn walk(folder: &Path, found: &mut Vec<Brief>) {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|x| x == "toml") {
                found.extend(std::fs::read_to_string(&path).ok().and_then(|text| read(&text).ok()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("tests/data"), &mut found);
    walk(&root.join("templates"), &mut found);
    found
}

#[test]
fn ids_find_their_question_and_its_page() {
    for tree in TREES {
        let ids = tree.questions.iter().map(|q| q.id).chain(tree.hypotheses.iter().map(|h| h.id));
        for id in ids {
            assert_eq!(Asked::find(id).map(|(a, turned)| (a.id(), turned)), Some((id.to_owned(), false)));
            assert!(explain(id).is_some_and(|p| p.starts_with(&format!("# {id} "))), "{id}");
        }
    }
    assert!(explain("5.q1").is_some_and(|p| p.contains("5.8.q6")));
    assert!(explain("5.3.h1-before-h3").is_some_and(|p| p.contains("Retry amplification")));
    for id in ["", "5", "5.3", "5.9.q1", "5.3.q0", "5.3.q99", "5.3.h1-before-h1", "5.3.h1-before-", "x", "é.é"] {
        assert!(Asked::find(id).is_none(), "{id:?}");
    }
    // Asked the other way round it is the same question.
    let turned = answers(&[("5.3.h3-before-h1", Answer::No)]);
    assert_eq!(turned, answers(&[("5.3.h1-before-h3", Answer::Yes)]));
}

#[test]
fn no_supported_hypothesis_is_said() {
    for tree in TREES {
        assert!(!rank(tree, &Answers::default()).supported(), "{}: a prior supports nothing", tree.id);
        let all_no: Vec<_> = tree.questions.iter().map(|q| (q.id, Answer::No)).collect();
        let none = answers(&all_no);
        let ranking = rank(tree, &none);
        assert!(!ranking.supported(), "{}", tree.id);
        // Nothing is left to ask but the numbers themselves.
        assert!(matches!(next(&ranking, &none).map(|n| n.asked), Some(Asked::Number(..))), "{}", tree.id);
    }
    // Evidence short of a strong sign puts it in front and still supports nothing.
    let gone = rank(tree("5.3"), &answers(&[("5.3.q1", Answer::Yes)]));
    assert_eq!((gone.leader().unwrap().hypothesis.id, gone.supported()), ("5.3.h1", false));
}

#[test]
fn a_strong_sign_supports_and_a_number_confirms() {
    for tree in TREES {
        for (i, h) in tree.hypotheses.iter().enumerate() {
            let q = tree.questions.iter().find(|q| q.weights[i] == 3).unwrap();
            let ranking = rank(tree, &answers(&[(q.id, Answer::Yes)]));
            let s = ranking.standings.iter().find(|s| s.index == i).unwrap();
            assert!(s.supported && s.score == i32::from(h.prior) + 3, "{} by {}", h.id, q.id);
            let found = answers(&[(h.id, Answer::Yes)]);
            let ranking = rank(tree, &found);
            assert!(ranking.supported() && ranking.leader().unwrap().hypothesis.id == h.id, "{}", h.id);
            assert!(next(&ranking, &found).is_none(), "{}: confirmed, and still asking", h.id);
            let excluded = answers(&[(q.id, Answer::Yes), (h.id, Answer::No)]);
            let ranking = rank(tree, &excluded);
            assert_eq!(ranking.standings.last().map(|s| s.hypothesis.id), Some(h.id), "ruled out is last");
        }
        let all_out: Vec<_> = tree.hypotheses.iter().map(|h| (h.id, Answer::No)).collect();
        let all_out = answers(&all_out);
        let ranking = rank(tree, &all_out);
        assert!(ranking.leader().is_none() && !ranking.supported() && next(&ranking, &all_out).is_none());
    }
}

#[test]
fn a_close_call_of_two_seen_signs_asks_which_came_first() {
    let both = [("5.8.q5", Answer::Yes), ("5.8.q6", Answer::Yes), ("5.8.q1", Answer::No), ("5.8.q3", Answer::No)];
    let given = answers(&both);
    let ranking = rank(tree("5.8"), &given);
    assert!(ranking.supported() && ranking.tied());
    let n = next(&ranking, &given).unwrap();
    assert_eq!((n.asked.id().as_str(), n.why), ("5.8.h5-before-h6", Why::CameFirst));
    for (answer, leader) in [(Answer::Yes, "5.8.h5"), (Answer::No, "5.8.h6")] {
        let mut given = given.clone();
        given.set(&n.asked.id(), answer);
        let ranking = rank(tree("5.8"), &given);
        assert_eq!((ranking.leader().unwrap().hypothesis.id, ranking.close()), (leader, false));
    }
    let mut given = given;
    given.set(&n.asked.id(), Answer::Unknown);
    let n = next(&rank(tree("5.8"), &given), &given).unwrap();
    assert_ne!(n.asked.id(), "5.8.h5-before-h6", "unknown is an answer");
}

/// A strong sign of one cause is seen and nobody has looked for that of another: a look costs less than a number.
#[test]
fn what_could_still_come_to_the_front_is_asked_before_a_number_is_looked_up() {
    let mut given = answers(&[("5.8.q3", Answer::No), ("5.8.q4", Answer::Yes), ("5.8.q1", Answer::No)]);
    let ranking = rank(tree("5.8"), &given);
    assert!(ranking.supported() && !ranking.close(), "skew is well ahead");
    let n = next(&ranking, &given).unwrap();
    assert!(matches!(n.why, Why::Overtakes { .. }), "{:?}", n.why);
    assert_eq!(n.asked.id(), "5.8.q6");
    // Once nobody can overtake, the number is all that is left to ask for.
    for id in ["5.8.q6", "5.8.q2", "5.8.q5", "5.8.q7"] {
        given.set(id, Answer::No);
    }
    let n = next(&rank(tree("5.8"), &given), &given).unwrap();
    assert_eq!((n.asked.id().as_str(), n.why), ("5.8.h4", Why::Confirms));
}

#[test]
fn equal_sums_are_a_tie_led_by_what_the_answers_speak_for() {
    // Both stand at 5: the second owes more of it to what was seen.
    let given = answers(&[("5.3.q3", Answer::Yes), ("5.3.q5", Answer::Yes), ("5.3.q2", Answer::No)]);
    let ranking = rank(tree("5.3"), &given);
    let first: Vec<_> = ranking.standings.iter().take(2).map(|s| (s.hypothesis.id, s.score)).collect();
    assert_eq!(first, [("5.3.h4", 5), ("5.3.h2", 5)]);
    assert!(ranking.tied() && ranking.close());
}

/// Who looked for the one sign of a cause and did not find it has nearly ruled it out; a cause with two signs may show by
/// the other one, and what nobody looked for says nothing.
#[test]
fn the_absence_of_a_strong_sign_speaks_against_a_hypothesis() {
    let at = |tree_id: &str, given: &[(&str, Answer)], id: &str| {
        let ranking = rank(tree(tree_id), &answers(given));
        let s = ranking.standings.iter().find(|s| s.hypothesis.id == id).unwrap();
        s.from_answers()
    };
    assert_eq!(at("5.8", &[("5.8.q6", Answer::No)], "5.8.h6"), -2);
    assert_eq!(at("5.8", &[("5.8.q6", Answer::Unknown)], "5.8.h6"), 0);
    assert_eq!(at("5.8", &[("5.8.q6", Answer::No)], "5.8.h5"), 0, "no weak sign, no statement");
    assert_eq!(at("5.3", &[("5.3.q2", Answer::No)], "5.3.h3"), -1, "likely, and not there");
    assert_eq!(at("5.4", &[("5.4.q5", Answer::No)], "5.4.h5"), -1);
    assert_eq!(at("5.4", &[("5.4.q5", Answer::No), ("5.4.q8", Answer::No)], "5.4.h5"), -2);
    assert!(explain("5.8.q6").unwrap().contains("| H6 A finite resource is at its limit | +3 | -2 |"));
    // By elimination: what is left is what nobody looked for, and it is not put forward for that.
    let rest: Vec<_> = (1..=5).map(|n| (format!("5.8.q{n}"), Answer::No)).collect();
    let rest: Vec<_> = rest.iter().map(|(id, a)| (id.as_str(), *a)).collect();
    let ranking = rank(tree("5.8"), &answers(&rest));
    assert_eq!((ranking.leader().unwrap().hypothesis.id, ranking.supported()), ("5.8.h6", false));
}

/// What explains a sign stands before the cause that the sign would otherwise be taken for.
#[test]
fn a_consequence_does_not_pass_for_the_cause() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("5.1", &["5.1.q1", "5.1.q2"], "5.1.h2"), // a wrong majority elects by the book
        ("5.3", &["5.3.q3", "5.3.q5"], "5.3.h4"), // instances that come back are cold
        ("5.4", &["5.4.q1", "5.4.q3", "5.4.q8"], "5.4.h5"), // a lock lives on some host
        ("5.4", &["5.4.q1", "5.4.q5"], "5.4.h5"), // no shortage of servers is about one key
        ("5.4", &["5.4.q6", "5.4.q7"], "5.4.h7"), // lost packets run into timeouts
        ("5.5", &["5.5.q1", "5.5.q4"], "5.5.h1"), // what is derived differs too
        ("5.5", &["5.5.q5", "5.5.q7"], "5.5.h5"), // equally far in the log is not behind
        ("5.6", &["5.6.q1", "5.6.q5"], "5.6.h5"), // lost because of the change
        ("5.6", &["5.6.q1", "5.6.q4"], "5.6.h4"), // ended by their disk
        ("5.6", &["5.6.q3", "5.6.q7"], "5.6.h3"), // who is cut off elects nobody
        ("5.6", &["5.6.q1", "5.6.q6"], "5.6.h6"), // killed by their load
        ("5.8", &["5.8.q3", "5.8.q6"], "5.8.h3"), // waiting work fills the pools
        ("5.8", &["5.8.q2", "5.8.q4"], "5.8.h2"), // one message holds its partition up
        ("5.8", &["5.8.q4", "5.8.q6"], "5.8.h6"), // the limit of one shard
    ];
    for (id, seen, cause) in cases {
        let given: Vec<_> = seen.iter().map(|q| (*q, Answer::Yes)).collect();
        let ranking = rank(tree(id), &answers(&given));
        assert_eq!(ranking.leader().unwrap().hypothesis.id, *cause, "{seen:?}");
        assert!(ranking.supported(), "{seen:?}");
    }
}

#[test]
fn an_entry_question_opens_its_tree_and_answers_its_twin() {
    let given = answers(&[("5.q1", Answer::Yes), ("5.q3", Answer::No)]);
    let d = diagnose(&[], &given);
    assert_eq!(d.trees.iter().map(|t| t.ranking.tree.id).collect::<Vec<_>>(), ["5.8"]);
    assert_eq!(d.trees[0].ranking.leader().unwrap().hypothesis.id, "5.8.h6");
    assert!(d.supported() && d.entries.iter().all(|e| e.id != "5.q1" && e.id != "5.q3"));
    // One list per tree, those with a supported leader first.
    let seen = [("tail".to_owned(), vec![tree("5.4")])];
    let d = diagnose(&seen, &given);
    assert_eq!(d.trees.iter().map(|t| t.ranking.tree.id).collect::<Vec<_>>(), ["5.8", "5.4"]);
}

#[test]
fn symptoms_open_trees() {
    let ids = |text: &str| symptoms::find(text).iter().map(|t| t.id).collect::<Vec<_>>();
    assert_eq!(ids("two_leaders"), ["5.1"]);
    assert_eq!(ids("resource-limit"), ["5.8"]);
    assert_eq!(ids("retry-storm"), ["5.3"]);
    assert_eq!(ids("5.6"), ["5.6"]);
    assert_eq!(ids("two nodes report that they lead, each with its own epoch")[0], "5.1");
    assert_eq!(ids("consumer lag grows and the queue is full")[0], "5.8");
    assert!(ids("").is_empty() && ids("purple elephants").is_empty() && ids("é").is_empty());
}

#[test]
fn figures_of_the_brief_stand_beside_a_hypothesis() {
    let brief = read(include_str!("../data/briefs/full.brief.toml")).unwrap();
    let figures = derive(&brief);
    let h = |id: &str| match Asked::find(id) {
        Some((Asked::Number(_, h), _)) => h,
        _ => panic!("{id}"),
    };
    let storm = confirm(h("5.3.h1"), &figures);
    assert!(!storm.is_empty(), "amplification is known");
    for b in &storm {
        let over = match b.figure.id {
            "D23" => 1.0,
            _ => 1.5,
        };
        match b.figure.amount.number() {
            Some(n) => assert_eq!(b.says == Says::For, n > over, "{}", b.figure.key()),
            None => assert_eq!(b.says, Says::Compare, "{}", b.figure.key()),
        }
    }
    assert!(storm.is_sorted_by_key(|b| b.says), "what speaks for it comes first");
    assert!(confirm(h("5.3.h1"), &[]).is_empty());
}

/// Whatever is written can be read back, raises nothing dangling, and is not written twice.
#[test]
fn edits_fit_every_brief_and_are_made_once() {
    let briefs = [Brief::default(), read(include_str!("../data/briefs/full.brief.toml")).unwrap()];
    for h in TREES.iter().flat_map(|t| t.hypotheses) {
        for brief in &briefs {
            let mut brief = brief.clone();
            let before = brief.clone();
            let written = edits(h, &brief);
            let undo = apply(&mut brief, &written).unwrap_or_else(|p| panic!("{}: {p:?}", h.id));
            assert!(unresolved(&brief, &written).is_empty(), "{}", h.id);
            assert!(brief.risk.keys().any(|id| id.as_ref() == h.slug), "{}: no risk", h.id);
            let change = brief.change.iter().find(|(id, _)| id.as_ref() == h.slug).map(|(_, c)| c).unwrap();
            assert!(change.target.as_ref().is_some_and(|t| !t.is_empty()), "{}: no target", h.id);
            if let Some(mode) = h.writes.failure {
                assert!(brief.failure.values().any(|f| f.mode.is_some_and(|m| m.word() == mode)), "{}", h.id);
            }
            assert_eq!(edits(h, &brief), Vec::<Edit>::new(), "{}: written twice", h.id);
            apply(&mut brief, &undo).unwrap();
            assert_eq!(brief, before, "{}: undo", h.id);
        }
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![Just(Answer::Yes), Just(Answer::No), Just(Answer::Unknown)]
}

/// Some answers to one tree: by index of question, of hypothesis, of pair.
fn some_answers() -> impl Strategy<Value = (usize, Vec<(u8, usize, usize, Answer)>)> {
    (0..TREES.len(), prop::collection::vec((0u8..3, 0usize..9, 0usize..9, any_answer()), 0..16))
}

fn given(tree: &Tree, list: &[(u8, usize, usize, Answer)]) -> Answers {
    let mut answers = Answers::default();
    let (q, h) = (tree.questions.len(), tree.hypotheses.len());
    for (kind, a, b, answer) in list {
        let id = match kind {
            0 => tree.questions[a % q].id.to_owned(),
            1 => tree.hypotheses[a % h].id.to_owned(),
            _ => format!("{}.h{}-before-h{}", tree.id, a % h + 1, b % h + 1),
        };
        answers.set(&id, *answer);
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn random_answers_never_panic_and_never_ask_again((which, list) in some_answers()) {
        let tree = TREES[which];
        let mut answers = given(tree, &list);
        for _ in 0..64 {
            let ranking = rank(tree, &answers);
            prop_assert_eq!(ranking.standings.len(), tree.hypotheses.len());
            for s in &ranking.standings {
                let moved: i32 = s.evidence.iter().map(|e| e.weight).sum();
                prop_assert_eq!(s.score, i32::from(s.hypothesis.prior) + moved, "the evidence explains the sum");
            }
            let Some(n) = next(&ranking, &answers) else { return Ok(()) };
            prop_assert!(answers.get(&n.asked).is_none(), "{} was answered", n.asked.id());
            answers.set(&n.asked.id(), Answer::Unknown);
        }
        prop_assert!(false, "it never stops asking");
    }

    /// A yes that weighs most for one hypothesis never makes it lose places, and a yes moves every sum by its weight.
    #[test]
    fn ranking_is_monotone_in_evidence((which, list) in some_answers(), q in 0usize..9) {
        let tree = TREES[which];
        let question = &tree.questions[q % tree.questions.len()];
        let mut answers = given(tree, &list);
        answers.unset(question.id);
        let before = rank(tree, &answers);
        answers.set(question.id, Answer::Yes);
        let after = rank(tree, &answers);
        let place = |r: &dsbench::diagnose::Ranking, i: usize| r.standings.iter().position(|s| s.index == i);
        let most = question.weights.iter().max();
        for (i, w) in question.weights.iter().enumerate() {
            let score = |r: &dsbench::diagnose::Ranking| place(r, i).map(|p| r.standings[p].score);
            prop_assert_eq!(score(&after), score(&before).map(|s| s + i32::from(*w)));
            if Some(w) == most && question.weights.iter().filter(|x| Some(*x) == most).count() == 1 {
                prop_assert!(place(&after, i) <= place(&before, i), "{} fell by {}", tree.hypotheses[i].id, question.id);
            }
        }
    }
}

/// A default says nothing about the design that runs: it stands there for comparison.
#[test]
fn a_figure_on_assumed_values_alone_speaks_neither_for_nor_against() {
    let brief = read(&dsbench::questions::skeleton("retry_storm", "Checkout")).unwrap();
    let figures = derive(&brief);
    let found: Vec<_> = TREES.iter().flat_map(|t| t.hypotheses).flat_map(|h| confirm(h, &figures)).collect();
    assert!(found.len() > 10 && found.iter().all(|b| b.figure.assumed()), "{}", found.len());
    assert!(found.iter().all(|b| b.says == Says::Compare));
}
