//! The reference pages beside the rule pages: fixed headings, sources that exist, failure modes and rules that exist, and
//! every published figure quoted. What a page claims is judged by readers and by the published figures, not here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use dsbench::brief::{FailureMode, path::named};

const NUMBER: &[&str] = &["What it says", "Formula", "Inputs", "Assumes", "Limits", "Worked example", "Source"];
const PATTERN: &[&str] = &["When", "How it works", "Costs", "Proven where", "Questions and rules", "Source"];
const EXPERIMENT: &[&str] = &["Hypothesis", "Inject", "Steady state", "Abort when", "Blast radius", "Tests", "Source"];

/// Folder, letter of its ids, how many pages, their headings.
const KINDS: [(&str, char, usize, &[&str]); 3] =
    [("numbers", 'D', 59, NUMBER), ("patterns", 'P', 38, PATTERN), ("experiments", 'E', 24, EXPERIMENT)];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Every markdown file below `folder`, by its path from the project's root.
fn markdown_below(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root().join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|why| panic!("{}: {why}", next.display())) {
            let path = entry.expect("a folder entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let name = path.strip_prefix(root()).expect("below the root").display().to_string();
                found.insert(name, read(&path));
            }
        }
    }
    found
}

/// The pages of one kind by id, and their headings.
fn pages(folder: &str) -> BTreeMap<String, String> {
    markdown_below(&format!("reference/{folder}"))
        .into_iter()
        .map(|(path, text)| {
            let id = Path::new(&path).file_stem().expect("a file name").to_string_lossy().into_owned();
            (id, text)
        })
        .collect()
}

fn section<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    text.lines()
        .skip_while(|line| line.strip_prefix("## ") != Some(heading))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// Citation keys such as `SREBOOK` in `[SREBOOK]`: two or more capitals and digits, a capital first.
fn keys_in(text: &str) -> BTreeSet<String> {
    text.split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .filter(|(key, after)| !after.starts_with('(') && key.len() > 1)
        .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_uppercase()))
        .filter(|(key, _)| key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Key to reference, without the mark that says how far it was checked.
fn sources() -> Vec<(String, String)> {
    read(&root().join("reference/sources.md"))
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**: "))
        .map(|(key, text)| (key.to_owned(), text.trim_end_matches(['†', '✓']).trim_end().to_owned()))
        .collect()
}

/// Every word of `text` that consists of `letter` and two digits.
fn ids_in(text: &str, letter: char) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
        .filter(|word| word.len() == 3 && word.starts_with(letter) && word[1..].bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// What stands between single backticks, fenced blocks left out.
fn code_spans(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// Why `path` (with `NAME` for any id) is no field of a brief.
fn no_path(path: &str) -> Option<String> {
    named(&path.replace("NAME", "x")).err()
}

fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn each_kind_has_all_its_pages() {
    for (folder, letter, count, _) in KINDS {
        let found: Vec<String> = pages(folder).into_keys().collect();
        let wanted: Vec<String> = (1..=count).map(|i| format!("{letter}{i:02}")).collect();
        assert_eq!(found, wanted, "pages of reference/{folder}");
    }
}

#[test]
fn a_page_opens_with_its_id_and_a_name_and_keeps_the_order_of_headings() {
    let mut wrong = vec![];
    for (folder, _, _, headings) in KINDS {
        for (id, text) in pages(folder) {
            let title = text.lines().next().unwrap_or_default();
            if title.strip_prefix(&format!("# {id} ")).is_none_or(|name| name.trim().is_empty()) {
                wrong.push(format!("{id}: opens with {title:?}"));
            }
            let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            if found != headings {
                wrong.push(format!("{id}: headings are {found:?}"));
            }
            if text.lines().count() < 8 {
                wrong.push(format!("{id}: under 8 lines"));
            }
            for heading in headings.iter().filter(|heading| section(&text, heading).is_empty()) {
                wrong.push(format!("{id}: {heading} says nothing"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn a_number_page_answers_before_its_first_heading() {
    let wrong: Vec<String> = pages("numbers")
        .iter()
        .filter(|(_, text)| {
            let lead: Vec<&str> =
                text.lines().skip(1).take_while(|line| !line.starts_with("## ")).filter(|l| !l.is_empty()).collect();
            let lead = lead.join(" ");
            !lead.ends_with('.') || lead.matches(". ").count() > 0
        })
        .map(|(id, _)| format!("{id}: needs one sentence below its title"))
        .collect();
    none(&wrong);
}

#[test]
fn a_worked_example_computes_something() {
    let wrong: Vec<String> = pages("numbers")
        .iter()
        .filter(|(_, text)| !section(text, "Worked example").join(" ").contains(|c: char| c.is_ascii_digit()))
        .map(|(id, _)| format!("{id}: no figure"))
        .collect();
    none(&wrong);
}

#[test]
fn limits_say_which_side_reality_is_on() {
    let wrong: Vec<String> = pages("numbers")
        .iter()
        .filter(|(_, text)| {
            let limits = section(text, "Limits").join(" ").to_lowercase();
            !["bound", "exact", "approximation"].iter().any(|word| limits.contains(word))
        })
        .map(|(id, _)| format!("{id}: neither an upper nor a lower bound, nor exact"))
        .collect();
    none(&wrong);
}

#[test]
fn inputs_are_paths_of_a_brief() {
    let mut wrong = vec![];
    for (id, text) in pages("numbers") {
        let inputs = section(&text, "Inputs").join("\n");
        let paths = code_spans(&inputs);
        if paths.is_empty() {
            wrong.push(format!("{id}: names no field"));
        }
        wrong.extend(paths.iter().filter_map(|path| no_path(path)).map(|why| format!("{id}: {why}")));
    }
    none(&wrong);
}

#[test]
fn fields_named_in_passing_exist() {
    let mut wrong = vec![];
    for (path, text) in markdown_below("reference") {
        for span in code_spans(&text).into_iter().filter(|span| span.contains(".NAME.") && !span.contains(' ')) {
            wrong.extend(no_path(span).map(|why| format!("{path}: {why}")));
        }
    }
    none(&wrong);
}

#[test]
fn sources_are_sorted_and_each_stands_once() {
    let keys: Vec<String> = sources().into_iter().map(|(key, _)| key).collect();
    let mut sorted = keys.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(keys, sorted, "reference/sources.md is unsorted or has a key twice");
    assert!(keys.len() > 90, "only {} sources", keys.len());
}

#[test]
fn every_citation_key_is_a_source() {
    let known: BTreeSet<String> = sources().into_iter().map(|(key, _)| key).collect();
    let mut wrong = vec![];
    for (path, text) in markdown_below("reference") {
        let Some(at) = text.find("\n## Source\n") else { continue };
        for key in keys_in(&text[at..]).difference(&known) {
            wrong.push(format!("{path}: [{key}] is not in reference/sources.md"));
        }
    }
    none(&wrong);
}

#[test]
fn a_page_repeats_the_reference_word_for_word() {
    let sources: BTreeMap<String, String> = sources().into_iter().collect();
    let mut wrong = vec![];
    for (folder, ..) in KINDS {
        for (id, text) in pages(folder) {
            let words: Vec<&str> = section(&text, "Source").iter().flat_map(|l| l.split_whitespace()).collect();
            let given = words.join(" ");
            for key in keys_in(&given) {
                let full = format!("[{key}] {}", sources.get(&key).map_or("", String::as_str));
                if !given.contains(&full) {
                    wrong.push(format!("{id}: expected {full:?}"));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn pages_name_only_pages_that_exist() {
    let mut wrong = vec![];
    for (folder, letter, ..) in KINDS {
        let known: BTreeSet<String> = pages(folder).into_keys().collect();
        for (path, text) in markdown_below("reference") {
            for id in ids_in(&text, letter).difference(&known) {
                wrong.push(format!("{path}: {id} has no page"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn experiments_test_failure_modes_that_exist() {
    let mut wrong = vec![];
    let mut tested = BTreeSet::new();
    for (id, text) in pages("experiments") {
        let tests = section(&text, "Tests").join("\n");
        for mode in tests.split('`').skip(1).step_by(2) {
            if !FailureMode::WORDS.contains(&mode) {
                wrong.push(format!("{id}: {mode} is no failure mode"));
            }
            tested.insert(mode.to_owned());
        }
    }
    // Nobody injects lying nodes here, and name resolution is tested through the dependency that needs it.
    let spared = ["byzantine", "dns_fail"];
    for mode in FailureMode::WORDS.iter().filter(|mode| !spared.contains(mode) && !tested.contains(**mode)) {
        wrong.push(format!("{mode}: no experiment tests it"));
    }
    none(&wrong);
}

#[test]
fn the_metrics_table_is_complete() {
    let text = read(&root().join("reference/metrics.md"));
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| K")).collect();
    let wanted: Vec<String> = (1..=32).map(|i| format!("K{i:02}")).collect();
    let found: Vec<&str> = rows.iter().map(|row| &row[2..5]).collect();
    assert_eq!(found, wanted, "ids of the metrics table");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert!(cells.len() == 7 && cells.iter().all(|cell| !cell.is_empty()), "seven full cells expected: {row}");
    }
}

#[test]
fn every_published_measurement_is_quoted() {
    let page = read(&root().join("reference/published.md"));
    let mut wrong = vec![];
    let mut seen = 0;
    for entry in fs::read_dir(root().join("tests/golden")).expect("tests/golden can be listed") {
        let path = entry.expect("a folder entry").path();
        if path.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let table: toml::Table = read(&path).parse().unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for case in table.get("case").and_then(toml::Value::as_array).into_iter().flatten() {
            let word = |name: &str| case.get(name).and_then(toml::Value::as_str).unwrap_or_default();
            if word("kind").ends_with("_published") {
                seen += 1;
                if !page.contains(&format!("`{}`", word("id"))) {
                    wrong.push(format!("{}: {} is not in reference/published.md", path.display(), word("id")));
                }
            }
        }
    }
    none(&wrong);
    assert!(seen > 0, "no published case found in tests/golden");
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut wrong = vec![];
    for (path, text) in markdown_below("reference") {
        let folder = root().join(&path).parent().expect("a folder").to_path_buf();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let page = folder.join(target);
            if page.extension().is_some_and(|end| end == "md") && !page.is_file() {
                wrong.push(format!("{path}: {target} does not exist"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn pages_stand_alone() {
    // Traces of the place where a page was written, of no use to a reader elsewhere.
    let forbidden = [
        concat!("/wo", "rk/"),
        "../shared",
        concat!("shared ", "half"),
        concat!("half ", "shared"),
        concat!("TEAM", ".md"),
        concat!("work", "tree"),
        "/home/",
        "/tmp/",
        "/root/",
        "registry.npmjs",
        "localhost:",
        "127.0.0.1",
        "TODO",
        "FIXME",
    ];
    let mut wrong = vec![];
    for (path, text) in markdown_below("reference").into_iter().chain(markdown_below("templates")) {
        for (number, line) in text.lines().enumerate() {
            for word in forbidden.iter().filter(|word| line.contains(**word)) {
                // The deep dive searches for a function of that name in other people's code.
                if *word == "TODO" && line.contains("context\\.(Background|TODO)") {
                    continue;
                }
                wrong.push(format!("{path}:{}: {word:?}", number + 1));
            }
        }
    }
    none(&wrong);
}

#[test]
fn the_must_read_documents_have_their_size() {
    for name in ["compact-mcp-list", "mcps-by-category/web-research", "mcp-deep-dives/sourcegraph"] {
        let lines = read(&root().join(format!("reference/{name}.md"))).lines().count();
        assert!((80..=240).contains(&lines), "reference/{name}.md has {lines} lines, 80 to 240 expected");
    }
}
