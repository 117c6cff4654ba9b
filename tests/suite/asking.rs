//! A whole round trip of AskUserQuestion with an agent that is no model pupil: it answers some, skips some, is unsure when asked
//! again, and types words of its own for the rest.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli_support::World;

/// What the agent does with a question, by turns.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Habit {
    Label,
    Own,
    Skip,
}

/// Words of its own, by the header of the question.
const OWN: [(&str, &str); 9] = [
    ("Load", "400/s 70/30"),
    ("Avail SLO", "99.95%"),
    ("Latency SLO", "p99.9 200ms"),
    ("Fail budget", "disk_stall, clock_step"),
    ("Consistency", "snapshot"),
    ("Partition", "CP/EL"),
    ("Quorum", "N5 W4 R2"),
    ("Rollback", "5min"),
    ("Retries", "front x3 > back"),
];

#[test]
fn an_agent_that_answers_half_skips_some_and_types_the_rest_gets_to_the_end() {
    let world = World::new();
    world.run(&["new", "a.brief.toml", "--trigger", "early_design"]).ok();
    let mut seen: BTreeMap<String, Habit> = BTreeMap::new();
    let (mut rounds, mut unsure, mut typed) = (0, 0, Vec::new());
    loop {
        let asked = world.run(&["ask", "a.brief.toml", "--path", "quick", "--json", "--limit", "4"]);
        let document: Value = serde_json::from_str(&asked.ok()).unwrap();
        let questions = document["questions"].as_array().unwrap().clone();
        if questions.is_empty() {
            break;
        }
        rounds += 1;
        assert!(rounds < 40, "it does not end; still asked: {questions:?}");
        let (mut answers, mut annotations) = (serde_json::Map::new(), serde_json::Map::new());
        for q in &questions {
            let text = q["question"].as_str().unwrap().to_owned();
            assert!(!answers.contains_key(&text) && !annotations.contains_key(&text), "two questions share {text}");
            let habit = [Habit::Label, Habit::Own, Habit::Skip][seen.len() % 3];
            match seen.get(&text).copied() {
                // Asked again after it was skipped: the agent says that it does not know.
                Some(Habit::Skip) => {
                    unsure += 1;
                    answers.insert(text, "unsure".into());
                }
                Some(other) => panic!("{text} is asked again although it was answered ({other:?})"),
                None => {
                    let multi = q["multiSelect"].as_bool().unwrap();
                    let labels: Vec<&str> =
                        q["options"].as_array().unwrap().iter().map(|o| o["label"].as_str().unwrap()).collect();
                    let own = OWN.iter().find(|(header, _)| *header == q["header"]);
                    match (habit, own) {
                        (Habit::Skip, _) => {
                            annotations.insert(text.clone(), json!({ "unanswered": "skipped" }));
                        }
                        (Habit::Own, Some((header, own))) => {
                            typed.push(*header);
                            answers.insert(text.clone(), (*own).into());
                            annotations.insert(text.clone(), json!({ "notes": "from the runbook" }));
                        }
                        _ if multi => {
                            answers.insert(text.clone(), labels[..labels.len().min(2)].join(", ").into());
                        }
                        _ => {
                            answers.insert(text.clone(), labels[0].into());
                        }
                    }
                    seen.insert(text, habit);
                }
            }
        }
        let reply = json!({ "questions": questions, "answers": answers, "annotations": annotations }).to_string();
        let ran = world.run_with(&["answer", "a.brief.toml", "-"], &reply);
        assert_eq!(ran.code, 0, "round {rounds}: {reply}\n{}", ran.err);
        for (text, _) in annotations.iter().filter(|(_, a)| a.get("unanswered").is_some()) {
            assert!(ran.out.contains(&format!("not answered: {text}")), "{}", ran.out);
        }
    }
    assert!(unsure >= 3 && typed.len() >= 3 && rounds >= 4, "{unsure} unsure, {typed:?}, {rounds} rounds");
    let text = world.read("a.brief.toml");
    let brief = dsbench::brief::read(&text).unwrap_or_else(|p| panic!("{p:?}"));
    assert!(brief.open_question.len() >= unsure, "an unsure answer opened no question");
    let costs = brief.open_question.iter().filter(|q| q.cost_if_wrong.is_some()).count();
    assert_eq!(costs, brief.open_question.len(), "an open question does not say what it costs to be wrong");
    world.run(&["export", "a.brief.toml"]).ok();
    let exported = world.read("docs/a.md");
    assert!(exported.contains("? ") && exported.contains("## Appendix C"), "{exported}");
}
