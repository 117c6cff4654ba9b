//! One figure has one name: in the table of numbers, on its page, in every command and on every screen.

use std::collections::{BTreeMap, BTreeSet};

use dsbench::numbers::{Figure, derive, number};
use dsbench::templates::{DEMO, PRESETS};
use serde_json::Value;

use super::cli_support::World;
use super::numbers::{EXAMPLE, read};
use super::numbers_wide::WIDE;

/// The figures of briefs that between them use the whole table.
fn all() -> Vec<Vec<Figure>> {
    let full = include_str!("../data/briefs/full.brief.toml");
    let texts = [EXAMPLE, full, WIDE].into_iter().chain(PRESETS.iter().map(|p| p.text));
    texts.map(|text| derive(&read(text))).collect()
}

#[test]
fn a_number_of_one_figure_is_called_like_it() {
    let (mut seen, mut wrong) = (0, Vec::new());
    let all = all();
    // A number of several parts is called by what they have in common; the other parts of hedges are rare.
    let mut parts: BTreeSet<&str> =
        all.iter().flatten().filter(|f| !f.part.is_empty() && f.id != "D04").map(|f| f.id).collect();
    parts.insert("D34");
    for f in all.iter().flatten().filter(|f| f.part.is_empty() && !parts.contains(f.id)) {
        seen += 1;
        let name = number(f.id).unwrap().name;
        if f.label != name {
            wrong.push(format!("{} is {:?} in the table and {:?} as a figure", f.key(), name, f.label));
        }
    }
    assert!(seen > 40 && wrong.is_empty(), "{seen} seen\n{}", wrong.join("\n"));
}

#[test]
fn two_figures_have_two_names() {
    let mut names: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let figures = all();
    for f in figures.iter().flatten() {
        let this = (f.id, f.part);
        // Parts that say one thing about several places, or at several levels, share a name.
        let before = *names.entry(f.label).or_insert(this);
        if before.0 != this.0 {
            wrong.push(format!("{:?} is {} and {}", f.label, before.0, this.0));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(names.len() > 80 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_call_a_figure_the_same() {
    let w = World::new();
    w.write("a.brief.toml", DEMO);
    // Another brief altogether, so that every figure of the one comes or goes.
    w.write("b.brief.toml", "schema = 1\n[brief]\ntitle = \"Nothing yet\"\n");
    let derived = w.run(&["derive", "a.brief.toml", "--json"]).json();
    let labels: BTreeMap<String, String> = rows(&derived["figures"], "label");
    let text = w.run(&["derive", "a.brief.toml"]).ok();
    let diff = w.run(&["diff", "a.brief.toml", "b.brief.toml", "--json"]).json();
    let differing = rows(&diff["numbers"], "name");
    assert!(differing.len() > 20, "{diff}");
    for (key, name) in &differing {
        assert_eq!(labels.get(key), Some(name), "{key}");
        assert!(text.contains(name.as_str()), "{key}: {name:?} is not in\n{text}");
    }
    let demo = w.run(&["demo", "--out", "here"]).ok();
    let mut shown = 0;
    for f in derive(&read(DEMO)) {
        // The table of the demonstration: id, place, name, value.
        for line in demo.lines().filter(|l| l.trim_start().starts_with(&format!("{} ", f.id))) {
            if line.split_whitespace().nth(1) == Some(&f.at.to_string()) && line.trim_end().ends_with(&f.shown()) {
                shown += usize::from(line.contains(f.label));
            }
        }
    }
    assert!(shown > 5, "{demo}");
    assert!(demo.contains("composite availability") && !demo.contains("serial availability"), "{demo}");
}

/// A field of each row by its key.
fn rows(list: &Value, field: &str) -> BTreeMap<String, String> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|row| (text(row, "key"), text(row, field))).collect()
}
