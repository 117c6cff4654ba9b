//! The program in a real terminal: it starts, does the main job, and gives the terminal back on every way out. Few and whole;
//! what makes its life hard is in `terminal_rough.rs`.

use std::path::Path;

use portable_pty::CommandBuilder;

use crate::support::pty::{Terminal, assert_restored, at_home};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");

fn home_with_brief() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join("orders.brief.toml"), EXAMPLE).expect("a brief");
    home
}

fn saved(home: &Path) -> String {
    std::fs::read_to_string(home.join("orders.brief.toml")).expect("the brief")
}

/// Changes one value in the workbench, so that there is something to lose.
fn change_a_timeout(terminal: &mut Terminal) {
    terminal.wait_for("warnings");
    terminal.press("2");
    terminal.wait_for("Every decision");
    terminal.press(":call.gateway-orders.timeout\r");
    terminal.wait_for("250ms");
    terminal.press("\r\u{15}300ms\r");
    terminal.wait_for("orders.brief.toml *");
}

#[test]
fn it_opens_the_only_brief_answers_a_key_saves_and_restores_on_quit() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    change_a_timeout(&mut terminal);
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    let want = EXAMPLE.replace("timeout = \"250ms\"", "timeout = \"300ms\"");
    assert_eq!(saved(home.path()), want, "more than the one value changed");
}

#[test]
fn enter_alone_leads_from_the_start_screen_to_an_exported_document() {
    let home = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("New brief");
    terminal.press("\r");
    terminal.wait_for("Name of the brief");
    terminal.press("\u{15}checkout\r");
    terminal.wait_for("0 of ");
    let mut presses = 0;
    while !terminal.text().contains("Export the brief") {
        assert!(presses < 120, "Enter does not get to the end of the questions:\n{}", terminal.text());
        terminal.press_and_see("\r");
        presses += 1;
    }
    terminal.press("\r");
    terminal.wait_for("Exported to docs");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    let document = std::fs::read_to_string(home.path().join("docs/checkout.md")).expect("a document");
    for heading in ["## 1 Architecture brief", "## 2 Design", "## 3 Risks", "## 4 Rollout", "## 5 Change list"] {
        assert!(document.contains(&format!("\n{heading}\n")), "no {heading}");
    }
    let brief = std::fs::read_to_string(home.path().join("checkout.brief.toml")).expect("the brief");
    dsbench::brief::read(&brief).unwrap_or_else(|p| panic!("{p:?}"));
}

#[test]
fn a_signal_restores_the_terminal_and_the_work_is_offered_again() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = home_with_brief();
        let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
        change_a_timeout(&mut terminal);
        terminal.signal(signal);
        let (got, written) = terminal.end();
        assert_eq!(got, code, "SIG{signal}");
        assert_restored(&written);
        assert_eq!(saved(home.path()), EXAMPLE, "SIG{signal} is no order to save");
        take_back(home.path());
    }
}

/// Opens the brief again, takes what is offered and saves it.
fn take_back(home: &Path) {
    let mut terminal = Terminal::start(home, &["orders.brief.toml"], &[]);
    terminal.wait_for("A session did not end well");
    terminal.press("\r");
    terminal.wait_for("1 answer is back");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert!(saved(home).contains("timeout = \"300ms\""), "the recovered answer was not saved");
}

#[test]
fn a_window_that_is_closed_ends_the_program_and_keeps_the_work() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
    change_a_timeout(&mut terminal);
    assert_ne!(terminal.vanish(), 0, "a lost terminal is no success");
    take_back(home.path());
}

/// The child half of the next test: a program that takes the terminal and then panics. Alone it does nothing.
#[test]
fn panics_on_the_screen() {
    if std::env::var_os("TERMINAL_TEST_PANIC").is_none() {
        return;
    }
    let mut screen = dsbench::tui::terminal::Screen::open(false).expect("a terminal");
    screen.draw(|frame| frame.render_widget("about to fail", frame.area())).expect("a frame");
    panic!("as asked");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_says_why() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "terminal::panics_on_the_screen", "--nocapture"]);
    let mut command = at_home(command, home.path());
    command.env("TERMINAL_TEST_PANIC", "1");
    let (code, written) = Terminal::run(command, 80, 24).end();
    assert_eq!(code, 101, "{written}");
    assert_restored(&written);
    let left = written.rfind("\u{1b}[?1049l").expect("the alternate screen is left");
    let said = written.find("as asked").unwrap_or_else(|| panic!("nobody was told why: {written:?}"));
    assert!(said > left, "the reason is written on the screen that is thrown away");
    assert!(written[said..].contains("\r\n"), "line ends are not turned into new lines: raw mode is still on");
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_paints_again() {
    for ask in ["a key", "a signal"] {
        let home = home_with_brief();
        let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
        terminal.wait_for("warnings");
        if ask == "a key" {
            terminal.press("\u{1a}");
        } else {
            terminal.signal("TSTP");
        }
        terminal.wait_for_written("\u{1b}[?1049l");
        terminal.wait_until_stopped();
        assert!(!terminal.emulator.screen().alternate_screen(), "{ask}: the shell gets a foreign screen");
        terminal.signal("CONT");
        terminal.wait_for("warnings");
        terminal.press("4");
        terminal.wait_for("Findings");
        terminal.press("q");
        let (code, written) = terminal.end();
        assert_eq!(code, 0);
        assert_eq!(written.matches("\u{1b}[?1049h").count(), 2, "{ask}");
        assert_eq!(written.matches("\u{1b}[?1049l").count(), 2, "{ask}");
        assert_restored(&written);
    }
}

#[test]
fn no_color_leaves_the_highlight_and_no_colour() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[("NO_COLOR", "1")]);
    terminal.wait_for("warnings");
    terminal.press("2");
    terminal.wait_for("Every decision");
    let screen = terminal.emulator.screen();
    let cells = || (0..24).flat_map(|row| (0..80).filter_map(move |col| screen.cell(row, col)));
    assert!(cells().any(vt100::Cell::inverse), "the highlight is gone");
    assert!(cells().all(|c| c.fgcolor() == vt100::Color::Default && c.bgcolor() == vt100::Color::Default));
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("warnings");
    terminal.press("2");
    terminal.wait_for("Every decision");
    terminal.press("q");
    let (_, written) = terminal.end();
    for query in ["\u{1b}[6n", "\u{1b}[c", "\u{1b}[>c", "\u{1b}[?u", "\u{1b}]10;?", "\u{1b}]11;?", "\u{1b}[?2026$p"] {
        assert!(!written.contains(query), "{query:?} asks the terminal something");
    }
}

#[test]
fn a_dumb_terminal_is_told_what_to_use_instead() {
    let home = home_with_brief();
    let terminal = Terminal::start(home.path(), &[], &[("TERM", "dumb")]);
    let (code, written) = terminal.end();
    assert_eq!(code, 2);
    assert!(written.contains("dsbench ask orders.brief.toml") || written.contains("dsbench ask FILE"), "{written:?}");
    assert!(!written.contains('\u{1b}'), "{written:?}");
}

#[test]
fn the_mouse_is_asked_for_only_where_it_is_switched_on_and_then_does_something() {
    let modes = ["\u{1b}[?1000h", "\u{1b}[?1002h", "\u{1b}[?1003h", "\u{1b}[?1006h"];
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("warnings");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    for mode in modes {
        assert!(!written.contains(mode), "{mode:?} is sent without being asked for");
    }
    std::fs::create_dir_all(home.path().join("config")).expect("a folder");
    std::fs::write(home.path().join("config/config.toml"), "mouse = true\n").expect("a setting");
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("warnings");
    let tabs = terminal.text().lines().nth(1).expect("the tabs").to_owned();
    let x = tabs.find("2 Workbench").expect("a tab") + 1;
    terminal.press(&format!("\u{1b}[<0;{x};2M"));
    terminal.wait_for("Every decision");
    terminal.press_and_see("\u{1b}[<65;5;8M");
    terminal.press_and_see("\u{1b}[<64;5;8M");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    for mode in modes {
        let set = written.rfind(mode).unwrap_or_else(|| panic!("{mode:?} is not sent"));
        let off = mode.replace('h', "l");
        assert!(written.rfind(&off).is_some_and(|at| at > set), "{mode:?} is still set at the end");
    }
}

#[test]
fn a_file_that_a_change_names_and_that_is_not_there_is_said_in_the_session() {
    let home = home_with_brief();
    let path = home.path().join("orders.brief.toml");
    let change = "\n[change.key]\ntarget = [\"src/gone.rs\", \"orders.brief.toml\"]\n";
    std::fs::write(&path, format!("{EXAMPLE}{change}")).expect("a brief");
    std::fs::create_dir(home.path().join(".git")).expect("a repository");
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("warnings");
    terminal.press("4");
    terminal.wait_for("not there: src/gone.rs of change.key");
    assert!(!terminal.shows("orders.brief.toml of change.key"), "{}", terminal.text());
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}
