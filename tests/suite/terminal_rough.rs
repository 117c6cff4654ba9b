//! The session in a real terminal when things go badly: windows that change size all the time, megabytes pasted, hostile
//! files, slow lines, kills, folders that vanish, disks that are full, other writers. It goes on, says so, and loses nothing.

use std::path::{Path, PathBuf};

use crate::support::pty::{FRAME_END, Terminal, assert_restored, at_home};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const NAME: &str = "orders.brief.toml";

fn home_with(text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join(NAME), text).expect("a brief");
    home
}

fn opened(home: &Path) -> Terminal {
    let mut terminal = Terminal::start(home, &[NAME], &[]);
    terminal.wait_for("1 Guide");
    terminal
}

/// Goes to the timeout of a call in the workbench and gives it another value.
fn set_timeout(terminal: &mut Terminal, value: &str) {
    terminal.press(":call.gateway-orders.timeout\r");
    terminal.wait_for("Every decision");
    terminal.press("\r");
    terminal.wait_for("Expected: a duration");
    terminal.press(&format!("\u{15}{value}\r"));
    terminal.wait_without("Expected: a duration");
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(path).expect("the brief")
}

#[test]
fn a_storm_of_resizes_ends_in_a_frame_that_fits() {
    let home = home_with(EXAMPLE);
    let mut terminal = opened(home.path());
    let sizes = [(20, 5), (200, 60), (1, 1), (40, 12), (79, 23), (300, 100), (80, 24)];
    for round in 0..20_usize {
        for screen in 0..sizes.len() {
            let (width, height) = sizes[(screen * 3 + round) % sizes.len()];
            terminal.resize(width, height);
            terminal.press(&(screen + 1).to_string());
        }
    }
    for (width, height) in [(100, 30), (80, 24)] {
        terminal.resize(width, height);
        terminal.press("4");
        terminal.until("a frame of the last size", |t| {
            let rows: Vec<String> = t.emulator.screen().rows(0, width).collect();
            let last = rows.last().map(|r| r.trim_end().to_owned()).unwrap_or_default();
            t.whole() && rows[0].contains(NAME) && last.ends_with("? help") && rows.len() == usize::from(height)
        });
        let rows: Vec<String> = terminal.emulator.screen().rows(0, width).collect();
        let right = rows[2..].iter().any(|r| r.chars().nth(usize::from(width) - 1).is_some_and(|c| !c.is_whitespace()));
        assert!(right, "the frame does not reach column {width}:\n{}", rows.join("\n"));
    }
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
}

#[test]
fn a_paste_of_a_mebibyte_is_text_and_not_commands() {
    let home = home_with(EXAMPLE);
    let mut terminal = opened(home.path());
    // Outside of a text field it means nothing at all.
    let keys = "q:quit!\rZ\u{1b}[31m\u{7}d\r".repeat((1 << 20) / 17);
    assert!(keys.len() > 1_000_000, "{}", keys.len());
    terminal.press(&format!("\u{1b}[200~{keys}\u{1b}[201~"));
    terminal.press_and_see("7");
    // In a field it is one long line, of which the end is in sight.
    terminal.press(":call.gateway-orders.timeout\r");
    terminal.wait_for("Every decision");
    terminal.press("\r");
    terminal.wait_for("Expected: a duration");
    terminal.press(&format!("\u{1b}[200~{keys}the end\u{1b}[201~"));
    terminal.wait_for("the end");
    terminal.press("\r");
    terminal.until("the value is refused", |t| t.whole() && t.text().contains("Expected: a duration"));
    terminal.press("\u{15}300ms\r");
    terminal.wait_without("Expected: a duration");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    assert!(!written.contains('\u{7}'), "a pasted control character came back to the terminal");
    assert_eq!(read(home.path().join(NAME)), EXAMPLE.replace("timeout = \"250ms\"", "timeout = \"300ms\""));
}

/// The escape sequences of an output, each up to its final byte.
fn sequences(written: &str) -> Vec<&str> {
    written
        .match_indices('\u{1b}')
        .map(|(at, _)| {
            let rest = &written[at + 1..];
            let end = match rest.strip_prefix('[') {
                Some(csi) => csi.find(|c: char| ('@'..='~').contains(&c)).map_or(rest.len(), |n| n + 2),
                None => 1,
            };
            &written[at..at + 1 + end.min(rest.len())]
        })
        .collect()
}

#[test]
fn nothing_in_a_brief_steers_the_terminal() {
    let nasty =
        "\\u001b[31mred\\u001b]0;owned\\u0007\\u001b[2J\\u009b5n\\u0000\\u202egnp.exe\\u2066x\\u0085\\u200b\\rback";
    let mut text = format!("# {}\n", "a line without an end ".repeat(20_000));
    let mut poisoned = 0;
    for line in EXAMPLE.lines() {
        let key = line.split(" = \"").next().unwrap_or_default();
        if ["title", "owner", "text", "hypothesis", "guardrail"].contains(&key) && line.ends_with('"') {
            text.push_str(&format!(
                "{key} = \"{nasty}{}\"\n",
                if key == "text" { "long".repeat(30) } else { String::new() }
            ));
            poisoned += 1;
        } else {
            text.push_str(&format!("{line}\n"));
        }
    }
    assert!(poisoned > 8, "only {poisoned} texts of the example are poisoned");
    let home = home_with(&text);
    let mut terminal = opened(home.path());
    for screen in ["1", "2", "3", "4", "5", "6", "7"] {
        terminal.press(screen);
        terminal.press("jjj\u{1b}[6~");
        terminal.press(":owned");
        terminal.wait_for("┌ Find ─");
        terminal.wait_for("│owned");
        terminal.press("\u{1b}");
        terminal.wait_without("┌ Find ─");
    }
    terminal.press("e");
    terminal.wait_for("Exported to");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    for c in ['\u{7}', '\u{9b}', '\u{85}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{0}'] {
        assert!(!written.contains(c), "{c:?} was sent to the terminal");
    }
    for sequence in sequences(&written) {
        // Colours, cursor moves, erasing, modes: all that frames are made of. No title, no query, no report.
        let last = sequence.chars().last().unwrap_or_default();
        let ours = sequence.starts_with("\u{1b}[") && "mHJKhlABCDGd".contains(last);
        assert!(ours, "{sequence:?} was sent to the terminal");
    }
    let document = read(home.path().join("docs/orders.md"));
    assert!(!document.contains('\u{1b}') && !document.contains('\u{202e}'));
}

/// What a slow line of 9,600 bytes a second carries in the time between two keys of somebody who holds a key down.
const A_TENTH: usize = 960;

#[test]
fn a_slow_line_carries_what_a_person_does() {
    let home = home_with(EXAMPLE);
    let mut terminal = opened(home.path());
    assert!(terminal.raw.len() <= 5 * A_TENTH, "the first frame takes {} bytes", terminal.raw.len());
    let spent = |terminal: &mut Terminal, keys: &str| {
        let before = terminal.raw.len();
        terminal.press_and_see(keys);
        terminal.raw.len() - before
    };
    // A screen is there within half a second.
    for screen in ["2", "3", "4", "5", "6", "7", "1", "?", "\u{1b}", ":", "\u{1b}"] {
        let bytes = spent(&mut terminal, screen);
        assert!(bytes <= 5 * A_TENTH, "{screen:?} takes {bytes} bytes");
    }
    // Eight moves of the highlight, with all that is shown beside it, within a second.
    for screen in ["2", "3", "4", "7"] {
        terminal.press_and_see(screen);
        let moves: usize = (0..8).map(|_| spent(&mut terminal, "j")).sum();
        assert!(moves <= 10 * A_TENTH, "on screen {screen} eight moves take {moves} bytes");
    }
    // Letters into a field, where nothing else on the screen changes.
    terminal.press_and_see("1");
    terminal.press_and_see("\u{1b}[D");
    terminal.press_and_see("s");
    terminal.press_and_see("\r");
    terminal.wait_for("The reason");
    for letter in ["a", "b", "c", "\u{7f}", "\u{7f}", "\u{7f}"] {
        let bytes = spent(&mut terminal, letter);
        assert!(bytes < 200, "{letter:?} takes {bytes} bytes");
    }
    terminal.press_and_see("\u{1b}");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn keys_that_wait_share_a_frame() {
    let home = home_with(EXAMPLE);
    let mut terminal = opened(home.path());
    terminal.press_and_see("\u{1b}[D");
    terminal.press_and_see("s");
    terminal.press_and_see("\r");
    terminal.wait_for("The reason");
    let frames = |t: &Terminal| String::from_utf8_lossy(&t.raw).matches(FRAME_END).count();
    let before = frames(&terminal);
    // More than the terminal's own queue holds: once all is typed, most of it has been read, while nobody took a frame.
    let keys = 20_000;
    terminal.hold();
    terminal.press(&"x".repeat(keys - 1));
    terminal.press("!");
    terminal.let_go();
    terminal.wait_for("x!");
    let drawn = frames(&terminal) - before;
    assert!(drawn < keys / 2, "{drawn} frames for {keys} keys");
    terminal.press_and_see("\u{1b}");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

/// What the guide says is answered, of a whole frame.
fn answered(terminal: &Terminal) -> Option<usize> {
    let text = terminal.text();
    let line = text.lines().find(|l| l.trim_end().ends_with("answered"))?;
    let words: Vec<&str> = line.split_whitespace().collect();
    words.get(words.len().checked_sub(4)?)?.parse().ok()
}

#[test]
fn a_kill_at_any_byte_of_the_screen_loses_no_answer_that_was_shown() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..10 {
        // xorshift: any spread will do, the same in every run.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let limit = 3000 + seed as usize % 25_000;
        let home = tempfile::tempdir().expect("a folder");
        let mut terminal = Terminal::start(home.path(), &["shop.brief.toml"], &[]);
        terminal.wait_for("New brief");
        let (mut seen, mut pressed_at) = (None, String::new());
        while terminal.raw.len() < limit && !terminal.text().contains("Export the brief") {
            let now = terminal.text();
            if terminal.whole() && now != pressed_at {
                seen = answered(&terminal).or(seen);
                pressed_at = now;
                terminal.press("\r");
            }
            assert!(terminal.take(), "round {round}: it ended by itself");
        }
        terminal.signal("KILL");
        while terminal.take() {
            if terminal.whole() {
                seen = answered(&terminal).or(seen);
            }
        }
        let file = home.path().join("shop.brief.toml");
        let seen = seen.unwrap_or(0);
        if !file.exists() {
            assert_eq!(seen, 0, "round {round}: answers were shown and there is no file");
            continue;
        }
        dsbench::brief::read(&read(file)).unwrap_or_else(|p| panic!("round {round}: the file is torn: {p:?}"));
        let mut terminal = Terminal::start(home.path(), &["shop.brief.toml"], &[]);
        terminal.until("the brief is open", |t| t.whole() && answered(t).is_some());
        if terminal.text().contains("did not end well") {
            terminal.press("\r");
            terminal.until("answers are back", |t| t.shows("answers are back") || t.shows("answer is back"));
        }
        let back = answered(&terminal).unwrap_or(0);
        assert!(back >= seen, "round {round}, byte {limit}: {seen} answers were shown and {back} are back");
        terminal.press("q");
        assert_eq!(terminal.end().0, 0);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_the_session_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let set =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
    let home = home_with(EXAMPLE);
    let folder = home.path().join("sealed");
    std::fs::create_dir(&folder).expect("a folder");
    let file = folder.join(NAME);
    std::fs::write(&file, EXAMPLE).expect("a brief");
    // The file for root, to whom folders are never sealed; the folder for everybody else.
    set(&file, 0o444);
    set(&folder, 0o555);
    let mut terminal = Terminal::start(home.path(), &["sealed/orders.brief.toml"], &[]);
    terminal.wait_for("1 Guide");
    set_timeout(&mut terminal, "300ms");
    terminal.press("\u{13}");
    terminal.wait_for("cannot save");
    terminal.press("3");
    terminal.wait_without("cannot save");
    // Not even quitting loses it.
    terminal.press("q");
    terminal.wait_for("cannot save");
    set(&folder, 0o755);
    set(&file, 0o644);
    terminal.press("\u{13}");
    terminal.wait_for("Saved");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert!(read(file).contains("timeout = \"300ms\""));
}

#[test]
fn a_folder_that_vanishes_is_named_and_the_work_is_saved_once_it_is_back() {
    let home = home_with(EXAMPLE);
    let folder = home.path().join("away");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join(NAME), EXAMPLE).expect("a brief");
    let mut terminal = Terminal::start(home.path(), &["away/orders.brief.toml"], &[]);
    terminal.wait_for("1 Guide");
    std::fs::rename(&folder, home.path().join("gone")).expect("the folder can go");
    set_timeout(&mut terminal, "300ms");
    terminal.press("\u{13}");
    terminal.wait_for("does not exist");
    terminal.press("3");
    terminal.wait_without("does not exist");
    std::fs::rename(home.path().join("gone"), &folder).expect("the folder can come back");
    terminal.press("\u{13}");
    terminal.wait_for("Saved");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert!(read(folder.join(NAME)).contains("timeout = \"300ms\""));
}

/// A limit of nothing on what may be written stands for a disk without room; it can be lifted again from outside.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_nothing_is_lost_once_there_is_room() {
    use portable_pty::CommandBuilder;

    use crate::support::pty::at_home;

    let home = home_with(EXAMPLE);
    let mut shell = CommandBuilder::new("sh");
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_dsbench"), NAME]);
    let mut terminal = Terminal::run(at_home(shell, home.path()), 80, 24);
    terminal.wait_for("1 Guide");
    let room = |terminal: &Terminal, bytes: &str| {
        let limit = format!("--fsize={bytes}:unlimited");
        let done = std::process::Command::new("prlimit").args(["--pid", &terminal.pid(), &limit]).status();
        assert!(done.expect("prlimit runs").success());
    };
    room(&terminal, "0");
    set_timeout(&mut terminal, "300ms");
    terminal.wait_for("journal");
    terminal.press("\u{13}");
    terminal.wait_for("cannot save");
    assert_eq!(read(home.path().join(NAME)), EXAMPLE, "a failed save changed the file");
    terminal.press("e");
    terminal.until("the export is refused", |t| t.whole() && t.text().contains("cannot"));
    assert!(!home.path().join("docs/orders.md").exists(), "half a document was left");
    room(&terminal, "unlimited");
    terminal.press("\u{13}");
    terminal.wait_for("Saved");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert!(read(home.path().join(NAME)).contains("timeout = \"300ms\""));
}

#[test]
fn two_sessions_on_one_file_know_of_each_other_and_neither_overwrites_in_silence() {
    let home = home_with(EXAMPLE);
    let mut first = opened(home.path());
    set_timeout(&mut first, "300ms");
    let mut second = Terminal::start(home.path(), &[NAME], &[]);
    second.wait_for("saving asks before it writes over");
    set_timeout(&mut second, "350ms");
    first.press("\u{13}");
    first.wait_for("Saved");
    second.press("\u{13}");
    second.wait_for("Another program changed the file");
    second.press_and_see("\u{1b}");
    second.wait_without("Another program changed the file");
    assert!(read(home.path().join(NAME)).contains("\"300ms\""), "to leave it was taken for yes");
    second.press("\u{13}");
    second.wait_for("Another program changed the file");
    second.press("\r");
    second.wait_for("The file and yours");
    assert!(second.shows("300ms") && second.shows("350ms"), "{}", second.text());
    second.press_and_see("\u{1b}");
    second.press_and_see("j");
    second.press("\r");
    second.wait_for("Saved");
    assert!(read(home.path().join(NAME)).contains("\"350ms\""));
    for terminal in [first, second] {
        terminal.signal("TERM");
        assert_eq!(terminal.end().0, 143);
    }
}

/// The file is looked at while keys are pressed.
fn look_until_it_is_noticed(terminal: &mut Terminal) {
    while !terminal.shows("changed by another program") {
        for key in ["?", "\u{1b}"] {
            if !terminal.shows("changed by another program") {
                terminal.press_and_see(key);
            }
        }
    }
    terminal.wait_for("Take theirs");
}

#[test]
fn a_change_by_another_program_is_offered_once_and_taken_over() {
    let home = home_with(EXAMPLE);
    let mut terminal = opened(home.path());
    set_timeout(&mut terminal, "300ms");
    let change = |value: &str| {
        let text =
            format!("# from elsewhere\n{}", EXAMPLE.replace("timeout = \"250ms\"", &format!("timeout = \"{value}\"")));
        std::fs::write(home.path().join(NAME), &text).expect("a brief");
        text
    };
    change("260ms");
    look_until_it_is_noticed(&mut terminal);
    terminal.press_and_see("j");
    terminal.press("\r");
    terminal.wait_for("Yours stays as it is here");
    // Saving asks all the same, and leaves both alone.
    terminal.press("\u{13}");
    terminal.wait_for("Another program changed the file");
    terminal.press_and_see("\u{1b}");
    // Another change is offered again.
    let theirs = change("275ms");
    look_until_it_is_noticed(&mut terminal);
    terminal.press_and_see("G");
    terminal.press("\r");
    terminal.wait_for("275ms");
    terminal.press("z");
    terminal.wait_for("300ms");
    terminal.press("Z");
    terminal.wait_for("275ms");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    assert_eq!(read(home.path().join(NAME)), theirs);
}

/// A shell that ignores hang-ups keeps the signal from the program; reading the terminal then gives nothing, without end.
#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_the_program() {
    let home = home_with(EXAMPLE);
    let mut shell = portable_pty::CommandBuilder::new("sh");
    shell.args(["-c", "trap '' HUP; \"$0\" orders.brief.toml; echo $? > code", env!("CARGO_BIN_EXE_dsbench")]);
    let mut terminal = Terminal::run(at_home(shell, home.path()), 80, 24);
    terminal.wait_for("Guide");
    terminal.hang_up();
    assert_eq!(read(home.path().join("code")), "2\n", "an ending that is no quitting");
}
