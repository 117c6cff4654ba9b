//! CONTRIBUTING names tests, files and tables: every one of them exists.

use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../CONTRIBUTING.md");

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The code spans of a text, in order.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The rows of the table below a heading.
fn rows(heading: &str) -> Vec<&'static str> {
    let section = PAGE.split(&format!("## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = section.split("\n## ").next().unwrap_or_default();
    section.lines().filter(|l| l.starts_with("| ") && !l.starts_with("|--")).skip(1).collect()
}

#[test]
fn every_requirement_names_tests_that_exist() {
    let rows = rows("What the program has to do, and what shows it");
    assert!(rows.len() >= 39, "{} requirements", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let shown = row.rsplit(" | ").next().unwrap_or_default();
        let mut file: Option<(String, String)> = None;
        let mut tests = 0;
        for span in spans(shown) {
            if span.starts_with("tests/") {
                if root(span).is_dir() {
                    tests += 1;
                    continue;
                }
                match fs::read_to_string(root(span)) {
                    Ok(text) => {
                        // A target of its own counts as a test.
                        tests += usize::from(!span.starts_with("tests/suite/"));
                        file = Some((span.to_owned(), text));
                    }
                    Err(_) => wrong.push(format!("{span} does not exist")),
                }
            } else if let Some((name, text)) = &file {
                tests += 1;
                if !text.contains(&format!("fn {span}(")) {
                    wrong.push(format!("{name} has no test {span}"));
                }
            } else {
                wrong.push(format!("{span} stands without its file"));
            }
        }
        if tests == 0 {
            wrong.push(format!("nothing shows: {row}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_that_the_page_names_exists() {
    let placeholder = |s: &str| {
        s.contains(['{', '*', ' ', '<'])
            || s.contains("ID")
            || s.contains("NAME")
            || s.contains("GROUP")
            || s.contains("FAMILY")
    };
    let wrong: Vec<&str> = spans(PAGE)
        .filter(|s| {
            ["src/", "tests/", "reference/", "templates/", "benches/", "assets/", ".ci/"]
                .iter()
                .any(|p| s.starts_with(p))
        })
        .filter(|s| !placeholder(s) && !root(s).exists())
        .collect();
    assert!(wrong.is_empty(), "CONTRIBUTING names what is not there: {wrong:?}");
}

#[test]
fn the_tables_of_what_can_be_added_name_records_that_exist() {
    // The names of tables of records, each with the file that holds it.
    for (table, file) in [
        ("RULES", "src/findings/mod.rs"),
        ("NUMBERS", "src/numbers/mod.rs"),
        ("PARTS", "src/export/parts/mod.rs"),
        ("ITEMS", "src/review/checklist.rs"),
        ("KINDS", "src/coverage/kinds.rs"),
        ("CLIENTS", "src/handoff/clients.rs"),
        ("TREES", "src/diagnose/table/mod.rs"),
    ] {
        let text = fs::read_to_string(root(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(text.contains(&format!("static {table}:")), "{file} holds no {table}");
        assert!(PAGE.contains(&format!("`{table}`")), "the page does not say where {table} is");
    }
}
