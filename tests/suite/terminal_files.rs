//! Files that are not simply a brief, opened in a real terminal: a document leads back to its brief, an older file is brought
//! to the present format with the old one kept, and what leads nowhere says so.

use std::path::Path;

use crate::support::pty::{Terminal, assert_restored};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const NAME: &str = "orders.brief.toml";

fn home_with(text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join(NAME), text).expect("a brief");
    home
}

fn read(home: &Path, name: &str) -> String {
    std::fs::read_to_string(home.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// A folder with the example and the document that was exported from it.
fn exported() -> tempfile::TempDir {
    let home = home_with(EXAMPLE);
    let mut terminal = Terminal::start(home.path(), &[NAME], &[]);
    terminal.wait_for("warnings");
    terminal.press("e");
    terminal.wait_for("Exported to docs");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    home
}

/// Gives the timeout of a call another value and quits, which saves.
fn change_and_quit(mut terminal: Terminal, value: &str) {
    terminal.press(":call.gateway-orders.timeout\r");
    terminal.wait_for("Every decision");
    terminal.press("\r");
    terminal.wait_for("Expected: a duration");
    terminal.press(&format!("\u{15}{value}\r"));
    terminal.wait_for(&format!("{NAME} *"));
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_document_opens_the_brief_that_it_was_exported_from() {
    let home = exported();
    let document = read(home.path(), "docs/orders.md");

    let mut terminal = Terminal::start(home.path(), &["docs/orders.md"], &[]);
    terminal.wait_for("docs/orders.md was exported from this brief");
    assert!(terminal.shows(NAME) && !terminal.shows("it has changed since"), "{}", terminal.text());
    change_and_quit(terminal, "300ms");
    let want = EXAMPLE.replace("timeout = \"250ms\"", "timeout = \"300ms\"");
    assert_eq!(read(home.path(), NAME), want, "the brief is what is worked on");
    assert_eq!(read(home.path(), "docs/orders.md"), document, "the document is left as it was");

    let mut terminal = Terminal::start(home.path(), &["docs/orders.md"], &[]);
    terminal.wait_for("docs/orders.md was exported from this brief; it has changed since");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_document_that_leads_to_no_brief_says_what_to_name_instead() {
    let home = exported();
    std::fs::remove_file(home.path().join(NAME)).expect("the brief goes");
    std::fs::write(home.path().join("notes.md"), "# Notes\n").expect("a document of somebody's own");
    for (document, why) in [
        ("docs/orders.md", "docs/orders.md was written from orders.brief.toml, which stands neither beside it"),
        ("notes.md", "notes.md was not exported by dsbench"),
    ] {
        let (code, written) = Terminal::start(home.path(), &[document], &[]).end();
        assert_eq!(code, 2, "{document}");
        assert!(written.contains(why) && written.contains("name the brief itself"), "{document}: {written:?}");
        assert!(!written.contains("TOML"), "{document}: {written:?}");
        assert_restored(&written);
    }
}

#[test]
fn a_brief_of_an_older_format_is_read_as_the_present_one_and_the_old_file_is_kept() {
    let old = EXAMPLE.replacen("schema = 1", "schema = 0", 1);
    let home = home_with(&old);
    // Only looked at: nothing is written.
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("Schema 0 was read as schema 1; saving keeps the old file as .bak");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert_eq!(read(home.path(), NAME), old);
    assert!(!home.path().join(format!("{NAME}.bak")).exists());

    let mut terminal = Terminal::start(home.path(), &[NAME], &[]);
    terminal.wait_for("Schema 0 was read as schema 1");
    change_and_quit(terminal, "300ms");
    assert_eq!(read(home.path(), &format!("{NAME}.bak")), old);
    let want = EXAMPLE.replace("timeout = \"250ms\"", "timeout = \"300ms\"");
    assert_eq!(read(home.path(), NAME), want, "more than the version and the one value changed");

    // Now it is a brief like any other.
    let mut terminal = Terminal::start(home.path(), &[NAME], &[]);
    terminal.wait_for("warnings");
    assert!(!terminal.shows("Schema 0"), "{}", terminal.text());
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn an_older_brief_that_cannot_be_read_names_its_own_problems() {
    let home = home_with("schema = 0\n[brief]\ncriticality = \"huge\"\n");
    let (code, written) = Terminal::start(home.path(), &[NAME], &[]).end();
    assert_eq!(code, 2);
    assert!(written.contains("orders.brief.toml:3:15") && !written.contains("schema 1"), "{written:?}");
    assert_restored(&written);
}

/// The document of a large brief is made beside the screen; whoever leaves at once finds it written.
#[test]
fn leaving_waits_for_the_document_that_is_being_written() {
    let call = |i: u32| format!("[call.many-{i}]\nfrom = \"gateway\"\nto = \"orders\"\n");
    let calls = (0..400).map(call).collect::<String>();
    let home = home_with(&format!("{EXAMPLE}\n{calls}"));
    let mut terminal = Terminal::start(home.path(), &[NAME], &[]);
    terminal.wait_for("warnings");
    terminal.press("eq");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    let document = read(home.path(), "docs/orders.md");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dsbench"));
    let command = command.current_dir(home.path()).args(["export", NAME, "--check"]).output().expect("a command");
    assert!(command.status.success(), "{}", String::from_utf8_lossy(&command.stderr));
    assert!(document.contains("many-399"), "not the whole document");
}
