//! The pictures of the README, made by walking the program in a real terminal: a recorded walk, and every screen as text and
//! as a picture. The same walk in every run gives the same bytes, so a picture that no longer shows the program is found.
//!
//! `assets/record` makes all of them again.

use std::path::{Path, PathBuf};

use crate::support::pty::{Terminal, command};
use crate::support::svg::{Frame, picture};

fn assets(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

/// Compares with what stands in `assets/`, or writes it there when asked to.
fn hold(made: &[(String, String)]) {
    let write = std::env::var_os("UPDATE_CAPTURES").is_some();
    let mut stale = Vec::new();
    for (name, text) in made {
        let path = assets(name);
        if write {
            std::fs::write(&path, text).expect("assets/ is writable");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != *text {
            stale.push(name.as_str());
        }
    }
    assert!(
        stale.is_empty(),
        "these show another program than this one; run assets/record and look at them: {stale:?}"
    );
}

fn started(home: &Path, args: &[&str], width: u16, height: u16) -> Terminal {
    let mut command = command(home, args);
    command.env("SOURCE_DATE_EPOCH", "1795478400");
    Terminal::run(command, width, height)
}

/// The screen as text, without blanks at the ends of its rows.
fn text(terminal: &Terminal) -> String {
    let (_, width) = terminal.emulator.screen().size();
    let rows: Vec<String> = terminal.emulator.screen().rows(0, width).map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n") + "\n"
}

/// A screen by name: the keys that lead to it, and what it shows once it is there.
const SCREENS: &[(&str, &str, &str)] = &[
    ("guide", "1\u{1b}[D\u{1b}[D\u{1b}[D", "What follows, if you choose this"),
    ("workbench", "2", "Every decision"),
    ("numbers", "3", "provenance"),
    ("findings", "4", "RTY-02"),
    ("lab", "5", "What if"),
    ("brief", "6", "as it would be exported"),
    ("reference", "7", "Must read"),
    ("help", "?", "Keys"),
    ("palette", ":quorum", "quorum"),
    ("charts", "3c", "the design"),
    ("compare", "5/replication\rlpjlpc", "Variants side by side"),
    ("sweep", "/\u{15}attempts\rx\r", "goal: no errors"),
    ("verify", "v", "A bound is not a proof"),
    ("export", "6p", "What an export would write"),
    ("review", "R\u{15}Bo\r", "Review: "),
    ("diagnose", "D\r", "5.1 Split brain"),
    ("history", "H", "Changes of this session"),
];

/// Those that lie over a screen and are closed before the next.
const LAYERS: [&str; 8] = ["help", "palette", "charts", "compare", "sweep", "verify", "export", "history"];

#[test]
fn every_screen_is_captured() {
    let mut made = Vec::new();
    for (width, height) in [(80, 24), (120, 40)] {
        let home = tempfile::tempdir().expect("a folder");
        let mut terminal = started(home.path(), &[], width, height);
        terminal.wait_for("New brief");
        let mut keep = |name: &str, terminal: &Terminal| {
            made.push((format!("{name}-{width}x{height}.txt"), text(terminal)));
            if width == 80 {
                let frame = Frame::of(terminal.emulator.screen(), "", 1.0);
                made.push((format!("{name}.svg"), picture(&[frame], width, &format!("dsbench: {name}"))));
            }
        };
        keep("start", &terminal);
        terminal.press("q");
        assert_eq!(terminal.end().0, 0);
        let mut terminal = started(home.path(), &["demo", "--out", "."], width, height);
        terminal.wait_for("on purpose");
        for (name, keys, shows) in SCREENS {
            for key in split(keys) {
                terminal.press_and_see(key);
            }
            terminal.wait_for(shows);
            keep(name, &terminal);
            if LAYERS.contains(name) {
                terminal.press_and_see("\u{1b}");
            }
        }
        terminal.press("q");
        assert_eq!(terminal.end().0, 0);
    }
    hold(&made);
}

/// Keys one by one; an escape sequence is one key.
fn split(keys: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let length = match (first, rest.as_bytes().get(1)) {
            ('\u{1b}', Some(b'[')) => 3,
            _ => first.len_utf8(),
        };
        out.push(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The recorded walk: keys, what they show, what is said about it, and for how long it stands.
const WALK: &[(&str, &str, &str, f32)] = &[
    ("", "New brief", "dsbench in an empty folder: what brings you here?", 2.5),
    ("\r", "Name of the brief", "Enter: a new system", 1.5),
    ("\u{15}checkout", "checkout", "a name", 1.5),
    ("\r", "0 of ", "The quick path: at most 12 questions, the recommendation highlighted", 3.0),
];

#[test]
fn the_walk_is_recorded() {
    let home = tempfile::tempdir().expect("a folder");
    let mut terminal = started(home.path(), &[], 80, 24);
    let mut frames = Vec::new();
    let mut keep = |terminal: &Terminal, caption: &str, seconds: f32| {
        frames.push(Frame::of(terminal.emulator.screen(), caption, seconds));
    };
    for (keys, shows, caption, seconds) in WALK {
        terminal.press(keys);
        terminal.wait_for(shows);
        keep(&terminal, caption, *seconds);
    }
    // Enter takes what is recommended, up to the question about copies and quorums.
    while !terminal.text().contains("How many copies") {
        terminal.press_and_see("\r");
        keep(&terminal, "Enter accepts; every answer is in a journal before the next frame", 0.6);
    }
    keep(&terminal, "How many copies, and how many must answer?", 2.0);
    for caption in [
        "Down: while a choice is only highlighted, the numbers beside it move",
        "…",
        "One copy may answer: own writes can be missed, and it says how often",
    ] {
        terminal.press_and_see("j");
        keep(&terminal, caption, if caption == "…" { 1.2 } else { 2.5 });
    }
    terminal.press_and_see("g");
    keep(&terminal, "Back to the recommendation", 1.0);
    while !terminal.text().contains("Export the brief") {
        terminal.press_and_see("\r");
        keep(&terminal, "Enter, to the end of the questions", 0.6);
    }
    terminal.press("4");
    terminal.wait_for("Findings");
    keep(&terminal, "4: what contradicts what, with the arithmetic and the smallest fix", 4.0);
    terminal.press("e");
    terminal.wait_for("Exported to docs");
    keep(&terminal, "e: docs/checkout.md is written", 2.5);
    terminal.press("6");
    terminal.wait_for("as it would be exported");
    keep(&terminal, "6: the brief, ready to be sent to a colleague", 2.5);
    terminal.press_and_see(" ");
    keep(&terminal, "6: the brief, ready to be sent to a colleague", 3.5);
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert!(home.path().join("docs/checkout.md").exists(), "the walk does not end in a document");
    hold(&[(
        "walk.svg".to_owned(),
        picture(&frames, 80, "A walk through dsbench, from an empty folder to an exported brief"),
    )]);
}
