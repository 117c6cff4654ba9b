//! The pages of `reference/trees`: every question weighs every hypothesis, and every hypothesis says what confirms it
//! and what to do first. The scoring itself is tested where it is computed.

use std::{fs, path::PathBuf};

const TREES: [&str; 8] = ["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8"];

const HEADINGS: [&str; 4] = ["Symptoms", "Questions", "Hypotheses", "Afterwards"];

const ITEMS: [&str; 4] = ["- Confirmed by: ", "- First: ", "- Lasting: ", "- In the brief: "];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reference")
}

fn page(id: &str) -> String {
    fs::read_to_string(folder().join(format!("trees/{id}.md"))).unwrap_or_else(|error| panic!("{id}: {error}"))
}

/// The rows of the table of questions, without the ruler, as trimmed cells.
fn table(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("|---"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn the_headings_stand_in_their_order() {
    for id in TREES {
        let text = page(id);
        assert!(text.starts_with(&format!("# {id} ")), "{id} does not open with its number");
        let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(found, HEADINGS, "headings of {id}");
    }
}

#[test]
fn every_question_weighs_every_hypothesis() {
    for id in TREES {
        let text = page(id);
        let rows = table(&text);
        let named = text.lines().filter(|line| line.starts_with("### H")).count();
        for (i, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), named + 2, "{id}, row {i}: a cell for each of {named} hypotheses");
        }
        assert_eq!(rows[1][1], "Prior", "{id}: the row below the head is the prior");
        assert!(rows[1][2..].iter().all(|cell| cell.parse::<u8>().is_ok_and(|n| (1..=3).contains(&n))), "{id}: priors");
        for (i, row) in rows[2..].iter().enumerate() {
            assert_eq!(row[0], format!("{id}.q{}", i + 1), "{id}: questions are numbered in order");
            for cell in &row[2..] {
                let weight: i8 = cell.parse().unwrap_or_else(|_| panic!("{}: {cell:?} is no weight", row[0]));
                assert!((-3..=3).contains(&weight), "{}: weight {weight}", row[0]);
            }
        }
    }
}

/// Without such a question a hypothesis could never be supported.
#[test]
fn every_hypothesis_has_a_question_that_speaks_for_it() {
    for id in TREES {
        let text = page(id);
        let rows = table(&text);
        for column in 2..rows[0].len() {
            let supported = rows[2..].iter().any(|row| row[column] == "+3");
            assert!(supported, "{id} {}: no +3", rows[0][column]);
        }
    }
}

#[test]
fn every_hypothesis_says_what_confirms_it_and_what_to_do() {
    for id in TREES {
        let text = page(id);
        for part in text.split("\n### ").skip(1) {
            let name = part.lines().next().unwrap_or_default();
            let found: Vec<&str> = part
                .lines()
                .take_while(|line| !line.starts_with("## "))
                .filter_map(|line| ITEMS.iter().find(|item| line.starts_with(**item)).copied())
                .collect();
            assert_eq!(found, ITEMS, "{id} {name}");
        }
    }
}

#[test]
fn rules_named_in_a_tree_have_a_page() {
    let rules = folder().join("rules");
    let mut seen = 0;
    for id in TREES {
        for word in page(id).split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            let is_rule = word.len() == 6
                && word.as_bytes()[3] == b'-'
                && word[..3].bytes().all(|b| b.is_ascii_uppercase())
                && word[4..].bytes().all(|b| b.is_ascii_digit());
            if is_rule {
                seen += 1;
                assert!(rules.join(format!("{word}.md")).is_file(), "{id} names {word}, which has no page");
            }
        }
    }
    assert!(seen > 50, "only {seen} rules are named");
}
