//! The worked examples of the number pages are run: each page holds a block of `dsbench calc` commands and the results that
//! its arithmetic gives. A result is right when it agrees with every digit that the page prints.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::cli_support::World;

/// A command of a page, and `key = value, value` for each result that it states.
struct Example {
    page: String,
    command: Vec<String>,
    wants: Vec<(String, Vec<String>)>,
}

/// Words of a command; double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    words.push(word);
    words.retain(|w| !w.is_empty());
    words
}

fn examples(page: &str, text: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let blocks = text.split("```calc\n").skip(1).filter_map(|b| b.split_once("```")).map(|b| b.0);
    for line in blocks.flat_map(str::lines) {
        if let Some(command) = line.strip_prefix("$ dsbench ") {
            found.push(Example { page: page.to_owned(), command: words(command), wants: Vec::new() });
        } else {
            let (key, values) =
                line.split_once(" = ").unwrap_or_else(|| panic!("{page}: {line:?} is no `key = value`"));
            let last = found.last_mut().unwrap_or_else(|| panic!("{page}: {line:?} before a command"));
            last.wants.push((key.to_owned(), values.split(", ").map(str::to_owned).collect()));
        }
    }
    found
}

fn all() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/numbers");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    let mut found = Vec::new();
    for path in pages {
        let page = path.file_stem().unwrap().to_string_lossy().into_owned();
        let here = examples(&page, &fs::read_to_string(&path).unwrap());
        assert!(!here.is_empty(), "{page} has no worked example that can be run");
        assert!(here.iter().all(|e| !e.wants.is_empty()), "{page}: a command without a result");
        found.extend(here);
    }
    found
}

/// Half of the last digit that is printed.
fn slack(printed: &str) -> f64 {
    let (number, power) = printed.split_once('e').unwrap_or((printed, "0"));
    let places = number.split_once('.').map_or(0, |(_, d)| d.len() as i32);
    0.5 * 10f64.powi(power.parse::<i32>().unwrap() - places)
}

fn agrees(want: &str, got: &Value) -> bool {
    match (want, got) {
        ("yes", got) => *got == Value::Bool(true),
        ("no", got) => *got == Value::Bool(false),
        (want, Value::Number(got)) => {
            want.parse::<f64>().is_ok_and(|w| (got.as_f64().unwrap() - w).abs() <= slack(want) * (1.0 + 1e-9))
        }
        (want, Value::String(got)) => want == got,
        _ => false,
    }
}

#[test]
fn every_worked_example_gives_the_figures_of_its_page() {
    let world = World::new();
    let mut wrong = Vec::new();
    let mut pages = std::collections::BTreeSet::new();
    for example in all() {
        pages.insert(example.page.clone());
        let mut args: Vec<&str> = example.command.iter().map(String::as_str).collect();
        args.push("--json");
        let ran = world.run(&args);
        let line = example.command.join(" ");
        if ran.code != 0 {
            wrong.push(format!("{}: `{line}` failed: {}", example.page, ran.err.trim()));
            continue;
        }
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        let explained: Vec<&str> =
            answer["provenance"].as_array().unwrap().iter().filter_map(|p| p["id"].as_str()).collect();
        if !explained.contains(&example.page.as_str()) {
            wrong.push(format!("{}: `{line}` says that it computes {explained:?}", example.page));
        }
        for (key, wants) in &example.wants {
            let got = &answer["results"][key];
            let list = got.as_array().cloned().unwrap_or_else(|| vec![got.clone()]);
            if list.len() != wants.len() || !wants.iter().zip(&list).all(|(w, g)| agrees(w, g)) {
                wrong.push(format!("{}: `{line}`: {key} = {got}, the page says {}", example.page, wants.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} worked examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(pages.len(), dsbench::numbers::NUMBERS.len(), "a worked example for each number");
}

#[test]
fn a_figure_that_differs_in_the_last_printed_digit_is_wrong() {
    assert!(agrees("0.4167", &serde_json::json!(0.416_66)) && !agrees("0.4167", &serde_json::json!(0.4166)));
    assert!(agrees("5.479e-7", &serde_json::json!(5.4794e-7)) && !agrees("5.479e-7", &serde_json::json!(5.478e-7)));
    assert!(
        agrees("3", &serde_json::json!(3))
            && !agrees("3", &serde_json::json!(4))
            && !agrees("yes", &serde_json::json!(1))
    );
}
