//! The house rules that no type can hold: forbidden imports, file lengths, one terminal crate.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_lock_file_holds_one_crossterm_and_one_ratatui() {
    let lock = include_str!("../../Cargo.lock");
    for name in ["crossterm", "ratatui"] {
        let n = lock.matches(&format!("name = \"{name}\"\n")).count();
        assert_eq!(n, 1, "{name} stands {n} times in Cargo.lock: two versions race for the event queue");
    }
}

fn sources(below: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, out: &mut Vec<(PathBuf, String)>) {
        let Ok(entries) = fs::read_dir(dir) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(below), &mut out);
    assert!(!out.is_empty(), "nothing below {below}");
    out
}

/// Code without comments: what is only talked about is not used.
fn code(text: &str) -> String {
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn arrows_point_down_only() {
    // Each layer and what it must not know.
    let forbidden: &[(&str, &[&str])] = &[
        (
            "src/brief",
            &["analysis", "numbers", "findings", "questions", "export", "diagnose", "session", "store", "cli", "tui"],
        ),
        (
            "src/analysis",
            &["brief", "numbers", "findings", "questions", "export", "diagnose", "session", "store", "cli", "tui"],
        ),
        (
            "src/verify",
            &[
                "brief",
                "analysis",
                "numbers",
                "findings",
                "questions",
                "export",
                "diagnose",
                "session",
                "store",
                "cli",
                "tui",
            ],
        ),
        ("src/numbers", &["findings", "questions", "export", "diagnose", "session", "store", "cli", "tui"]),
        (
            "src/machines",
            &["coverage", "questions", "export", "diagnose", "review", "handoff", "session", "store", "cli", "tui"],
        ),
        ("src/findings", &["machines", "coverage", "review", "handoff", "export", "session", "store", "cli", "tui"]),
        ("src/questions", &["coverage", "review", "handoff", "export", "session", "store", "cli", "tui"]),
        ("src/export", &["review", "handoff", "session", "store", "cli", "tui"]),
        ("src/diagnose", &["coverage", "review", "handoff", "session", "store", "cli", "tui"]),
        ("src/explore", &["questions", "export", "session", "store", "cli", "tui"]),
        ("src/session", &["store", "cli", "tui"]),
        ("src/store", &["analysis", "numbers", "findings", "questions", "export", "diagnose", "session", "cli", "tui"]),
        ("src/coverage", &["export", "review", "handoff", "session", "store", "cli", "tui"]),
        ("src/review", &["handoff", "session", "store", "cli", "tui"]),
        ("src/handoff", &["review", "export", "session", "store", "cli", "tui"]),
        ("src/cli", &[]),
        ("src/tui", &["cli"]),
    ];
    let mut wrong = Vec::new();
    for (layer, above) in forbidden {
        for (path, text) in sources(layer) {
            let text = code(&text);
            for name in *above {
                if text.contains(&format!("crate::{name}::")) || text.contains(&format!("use crate::{name};")) {
                    wrong.push(format!("{} uses {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_shells_and_the_store_touch_the_world() {
    let mut wrong = Vec::new();
    for layer in [
        "brief",
        "analysis",
        "verify",
        "numbers",
        "findings",
        "questions",
        "export",
        "diagnose",
        "explore",
        "coverage",
        "machines",
        "review",
        "handoff",
        "session",
    ] {
        for (path, text) in sources(&format!("src/{layer}")) {
            let text = code(&text);
            for word in [
                "std::fs",
                "std::env",
                "SystemTime",
                "Instant::now",
                "std::process",
                "std::net",
                "println!",
                "eprintln!",
            ] {
                if text.contains(word) {
                    wrong.push(format!("{} uses {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_terminal_is_known_in_one_place_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = code(&text);
        for word in ["ratatui::", "crossterm::", "tui_textarea::"] {
            if text.contains(word) && !name.contains("/src/tui/") {
                wrong.push(format!("{name} uses {word}"));
            }
        }
        if text.contains("tui_textarea") && !name.ends_with("/tui/widget/textarea.rs") {
            wrong.push(format!("{name} names the text area crate"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small() {
    let long: Vec<String> = sources("src")
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "over 600 lines:\n{}", long.join("\n"));
}

#[test]
fn every_file_says_what_lives_there() {
    let silent: Vec<String> = sources("src")
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no first paragraph:\n{}", silent.join("\n"));
}
