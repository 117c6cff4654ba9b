//! The pages of `reference/rules`: one per rule, all with the same headings in the same order, so that `explain` and
//! the terminal can rely on them. What a page says is judged by readers, not here.

use std::{collections::BTreeMap, fs, path::PathBuf};

const HEADINGS: [&str; 6] = ["What it says", "Why it matters", "Example", "Do instead", "When it is fine", "Source"];

const SEVERITIES: [&str; 3] = ["error", "warn", "info"];

const WAIVABLE: [&str; 4] = [
    "never",
    "by acknowledgement",
    "with justification, approver and expiry",
    "with justification, approver and expiry; never if not idempotent",
];

fn pages() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reference/rules");
    fs::read_dir(&folder)
        .expect("reference/rules can be listed")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| {
            let id = path.file_stem().expect("a file name").to_string_lossy().into_owned();
            (id, fs::read_to_string(&path).expect("a readable page"))
        })
        .collect()
}

/// Runs `judge` on every page and reports all complaints at once.
fn each(judge: impl Fn(&str, &str) -> Result<(), String>) {
    let wrong: Vec<String> =
        pages().iter().filter_map(|(id, text)| judge(id, text).err().map(|why| format!("{id}: {why}"))).collect();
    assert!(wrong.is_empty(), "{} pages are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The lines of the section under `heading`, up to the next heading.
fn section<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    text.lines()
        .skip_while(|line| line.strip_prefix("## ") != Some(heading))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .collect()
}

/// The fenced TOML of the example.
fn example(text: &str) -> String {
    let lines = section(text, "Example");
    let inside = lines.iter().skip_while(|line| **line != "```toml").skip(1).take_while(|line| **line != "```");
    inside.copied().collect::<Vec<_>>().join("\n")
}

fn is_rule_id(id: &str) -> bool {
    let Some((family, number)) = id.split_once('-') else { return false };
    family.len() == 3
        && family.bytes().all(|b| b.is_ascii_uppercase())
        && number.len() == 2
        && number.bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn there_are_pages_and_their_names_are_rule_ids() {
    let pages = pages();
    assert_eq!(pages.len(), 146, "a page for every rule of the catalogue");
    each(|id, _| if is_rule_id(id) { Ok(()) } else { Err("the file is not named by a rule id".into()) });
}

#[test]
fn a_page_opens_with_its_id_and_a_name() {
    each(|id, text| {
        let title = text.lines().next().unwrap_or_default();
        let name = title.strip_prefix(&format!("# {id} ")).ok_or(format!("opens with {title:?}"))?;
        if name.trim().is_empty() { Err("no name after the id".into()) } else { Ok(()) }
    });
}

#[test]
fn the_headings_stand_in_their_order() {
    each(|_, text| {
        let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        if found == HEADINGS { Ok(()) } else { Err(format!("headings are {found:?}")) }
    });
}

#[test]
fn every_section_says_something() {
    each(|_, text| {
        match HEADINGS.iter().find(|heading| section(text, heading).iter().all(|line| line.trim().is_empty())) {
            None => Ok(()),
            Some(heading) => Err(format!("{heading} is empty")),
        }
    });
}

#[test]
fn the_metadata_line_has_an_allowed_severity_and_waiver() {
    each(|_, text| {
        let line = text.lines().nth(2).unwrap_or_default();
        let (severity, waivable) = line
            .strip_prefix("Severity: ")
            .and_then(|rest| rest.strip_suffix('.'))
            .and_then(|rest| rest.split_once(". Waivable: "))
            .ok_or(format!("third line is {line:?}"))?;
        if !SEVERITIES.contains(&severity) {
            return Err(format!("severity {severity:?}"));
        }
        if !WAIVABLE.contains(&waivable) {
            return Err(format!("waivable {waivable:?}"));
        }
        Ok(())
    });
}

#[test]
fn the_example_is_toml_and_prints_a_message() {
    each(|_, text| {
        let table: toml::Table = example(text).parse().map_err(|error| format!("not TOML: {error}"))?;
        if table.is_empty() {
            return Err("the example is empty".into());
        }
        if !section(text, "Example").iter().any(|line| line.starts_with("Message: ")) {
            return Err("the example prints no message".into());
        }
        Ok(())
    });
}

/// What the brief reader says against `toml`, except about names that an excerpt leaves out.
fn complaint(toml: &str) -> Option<String> {
    const ELSEWHERE: [&str; 5] =
        ["the id of a ", "a zone, written", "an operation, written", "an operation of dataset.", "a path of this file"];
    let problems = dsbench::brief::read(&format!("schema = 1\n{toml}")).err()?;
    let real: Vec<String> = problems
        .iter()
        .filter(|problem| !ELSEWHERE.iter().any(|start| problem.expected.starts_with(start)))
        .map(ToString::to_string)
        .collect();
    (!real.is_empty()).then(|| real.join("; "))
}

#[test]
fn the_example_is_an_excerpt_of_a_brief() {
    each(|_, text| complaint(&example(text)).map_or(Ok(()), Err));
}

/// An edit is written as a code span `path = value`, which is TOML with a dotted key.
#[test]
fn the_edits_are_legal_in_a_brief() {
    let mut edits = 0;
    let mut wrong = Vec::new();
    for (id, text) in pages() {
        let prose = section(&text, "Do instead").iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        for edit in prose.split('`').skip(1).step_by(2) {
            let is_edit = edit.split_once(" = ").is_some_and(|(path, _)| path.contains('.') && !path.contains(' '));
            if is_edit {
                edits += 1;
                wrong.extend(complaint(edit).map(|why| format!("{id}: `{edit}`: {why}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {edits} edits are not legal:\n{}", wrong.len(), wrong.join("\n"));
    assert!(edits > 100, "only {edits} edits were found: the pages no longer write them as code spans");
}

/// A source is `- KEY: reference`, and the key stands in the list of sources; rows of the model check and house rules
/// have no key.
#[test]
fn every_key_is_in_the_list_of_sources() {
    let list = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reference/sources.md");
    let list = fs::read_to_string(list).expect("reference/sources.md can be read");
    each(|_, text| {
        let items = section(text, "Source");
        let keys = items.iter().filter_map(|line| line.strip_prefix("- ")).filter_map(|line| line.split_once(':'));
        for (key, _) in keys {
            let is_key = key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            if is_key && !list.contains(&format!("- **{key}**: ")) {
                return Err(format!("{key} is not in reference/sources.md"));
            }
        }
        Ok(())
    });
}

#[test]
fn do_instead_is_a_numbered_list() {
    each(|_, text| {
        let first = section(text, "Do instead").into_iter().find(|line| !line.is_empty()).unwrap_or_default();
        if first.starts_with("1. ") { Ok(()) } else { Err(format!("starts with {first:?}")) }
    });
}

/// Code is exempt: an inline table or an edit cannot be broken.
#[test]
fn lines_of_prose_fit_a_terminal() {
    each(|_, text| {
        let mut in_fence = false;
        for line in text.lines() {
            in_fence ^= line.starts_with("```");
            if !in_fence && !line.contains('`') && line.chars().count() > 120 {
                return Err(format!("{} characters in {line:?}", line.chars().count()));
            }
        }
        Ok(())
    });
}
