//! The store against a real file system: links, modes, refusals, kills, two sessions.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dsbench::store::{Change, Dirs, Document, Error, Journal, error, load, recovery, recovery::Standing, write_atomic};
use serde_json::{Value, json};
use tempfile::TempDir;

struct World {
    root: TempDir,
    dirs: Dirs,
}

impl World {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(&root.path().join("own"));
        Self { root, dirs }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn open(&self, path: &Path) -> Document {
        let opened = Document::open(&self.dirs, path).unwrap();
        assert!(opened.trouble.is_empty(), "{:?}", opened.trouble);
        opened.document
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn a_save_through_links_reaches_the_file_and_leaves_the_links() {
        let w = World::new();
        fs::create_dir(w.path("real")).unwrap();
        let real = w.file("real/a.brief.toml", "old");
        symlink("real/a.brief.toml", w.path("relative")).unwrap();
        symlink(w.path("relative"), w.path("link")).unwrap();
        let mut d = w.open(&w.path("link"));
        d.save("new", false).unwrap();
        assert_eq!(text(&real), "new");
        assert!(fs::symlink_metadata(w.path("link")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(w.path("relative")).unwrap().is_symlink());
    }

    #[test]
    fn the_mode_is_kept_and_a_new_file_is_readable_by_others() {
        let w = World::new();
        for wanted in [0o600, 0o640, 0o755, 0o664] {
            let path = w.file(&format!("{wanted:o}"), "old");
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
            write_atomic(&path, b"new").unwrap();
            assert_eq!(mode(&path), wanted, "mode {wanted:o} became {:o}", mode(&path));
        }
        let new = w.path("new");
        write_atomic(&new, b"x").unwrap();
        // The umask of whoever runs the tests shows in a file made by plain means.
        let plain = w.file("plain", "x");
        assert_eq!(mode(&new), mode(&plain) & 0o644);
    }

    #[test]
    fn a_file_marked_read_only_is_not_replaced() {
        let w = World::new();
        let path = w.file("a.brief.toml", "old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let e = write_atomic(&path, b"new").unwrap_err();
        assert!(e.to_string().contains("marked read-only"), "{e}");
        assert!(e.hint().contains("chmod"), "{}", e.hint());
        assert_eq!(text(&path), "old");
    }

    #[test]
    fn a_read_only_folder_is_named_and_nothing_is_lost() {
        let w = World::new();
        let folder = w.path("sealed");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.brief.toml"), "old").unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        let root_may_write_anywhere = File::create(folder.join("probe")).is_ok();
        if root_may_write_anywhere {
            // For root the permissions of a folder do not count; a file system that takes no files does.
            let e = write_atomic(Path::new("/sys/a.brief.toml"), b"x").unwrap_err();
            assert!(e.to_string().contains("read-only"), "{e}");
            assert!(!e.hint().is_empty());
        } else {
            let mut d = w.open(&folder.join("a.brief.toml"));
            d.accept(&json!({"set": "x"})).unwrap();
            let e = d.save("new", false).unwrap_err();
            assert!(e.to_string().contains("sealed is read-only for you"), "{e}");
            assert_eq!(text(&folder.join("a.brief.toml")), "old");
            assert!(d.has_unsaved_edits(), "the journal went although the save failed");
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn what_a_session_keeps_is_for_its_owner_only() {
        let w = World::new();
        let mut d = w.open(&w.file("a.brief.toml", ""));
        d.accept(&json!(1)).unwrap();
        assert_eq!(mode(&w.dirs.state.join("journal")), 0o700);
        for entry in fs::read_dir(w.dirs.state.join("journal")).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }

    #[test]
    fn what_is_not_a_file_is_told_and_never_waited_for() {
        let w = World::new();
        let pipe = w.path("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for (path, what) in
            [(pipe.as_path(), "a pipe"), (w.root.path(), "a folder"), (Path::new("/dev/zero"), "a device")]
        {
            let e = load::read(path).unwrap_err();
            assert!(e.to_string().ends_with(&format!("is {what}, not a file")), "{e}");
        }
    }
}

#[test]
fn a_file_over_the_limit_is_refused_without_reading_it() {
    let w = World::new();
    let path = w.path("huge");
    File::create(&path).unwrap().set_len(1 << 40).unwrap(); // 1 TiB of holes
    let e = load::read(&path).unwrap_err();
    assert!(matches!(e, Error::TooLarge { limit: load::LIMIT, .. }), "{e}");
}

#[test]
fn a_vanished_folder_is_named_and_the_work_is_still_there() {
    let w = World::new();
    fs::create_dir(w.path("gone")).unwrap();
    let path = w.file("gone/a.brief.toml", "old");
    let mut d = w.open(&path);
    d.accept(&json!("edit")).unwrap();
    fs::remove_dir_all(w.path("gone")).unwrap();
    let e = d.save("new", false).unwrap_err();
    let words =
        format!("the folder {} does not exist", error::shown(&fs::canonicalize(w.root.path()).unwrap().join("gone")));
    assert!(e.to_string().ends_with(&words), "{e}");
    assert!(d.has_unsaved_edits());

    d.save_as(&w.path("b.brief.toml"), "new", false).unwrap();
    assert_eq!(text(&w.path("b.brief.toml")), "new");
    assert!(recovery::list(&w.dirs).found.is_empty(), "a saved session left a journal");
}

#[test]
fn a_killed_session_offers_its_work_back() {
    let w = World::new();
    let path = w.file("a.brief.toml", "base");
    let mut d = w.open(&path);
    d.accept(&json!({"set": "one"})).unwrap();
    d.save("one", false).unwrap();
    d.accept(&json!({"set": "two"})).unwrap();
    d.accept(&json!({"set": "three"})).unwrap();
    drop(d); // as a kill: no close

    assert_eq!(recovery::list(&w.dirs).found.len(), 1);
    let mut opened = Document::open(&w.dirs, &path).unwrap();
    let found = opened.found.pop().unwrap();
    assert_eq!(found.standing, Standing::Applies);
    assert_eq!(found.edits, [json!({"set": "two"}), json!({"set": "three"})]);

    // Recovered, and killed again before the first save: still nothing lost.
    opened.document.recover(found).unwrap();
    opened.document.accept(&json!({"set": "four"})).unwrap();
    drop(opened);
    let again = Document::open(&w.dirs, &path).unwrap();
    assert_eq!(again.found.len(), 1);
    assert_eq!(again.found[0].edits.len(), 3);
}

#[test]
fn a_kill_between_the_save_and_the_removal_of_the_journal_offers_nothing_twice() {
    let w = World::new();
    let path = w.file("a.brief.toml", "base");
    let home = dsbench::store::Identity::of(&path).unwrap();
    let mut j = Journal::new(&w.dirs, &home, Some(&dsbench::store::sha256(b"base")));
    j.append(&json!(1)).unwrap();
    j.saving(&dsbench::store::sha256(b"saved")).unwrap();
    drop(j);
    fs::copy(journal(&w.dirs), w.path("copy")).unwrap();
    // Killed before the rename: the edit is offered.
    assert_eq!(Document::open(&w.dirs, &path).unwrap().found[0].edits, [json!(1)]);
    // Killed after it: the file has it.
    write_atomic(&path, b"saved").unwrap();
    assert!(Document::open(&w.dirs, &path).unwrap().found.is_empty());
    assert!(fs::read_dir(w.dirs.state.join("journal")).unwrap().next().is_none(), "a useless journal stayed");
}

fn journal(dirs: &Dirs) -> PathBuf {
    let mut all: Vec<_> = fs::read_dir(dirs.state.join("journal")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all.pop().unwrap()
}

#[test]
fn a_journal_cut_at_every_byte_is_recovered_and_goes_on() {
    let w = World::new();
    let path = w.file("a.brief.toml", "base");
    let edits: Vec<Value> = (0..4).map(|i| json!({"set": format!("value {i} \u{e9}\n")})).collect();
    let mut d = w.open(&path);
    for e in &edits {
        d.accept(e).unwrap();
    }
    drop(d);
    let whole = fs::read(journal(&w.dirs)).unwrap();
    let slot = journal(&w.dirs);
    for cut in 0..=whole.len() {
        fs::write(&slot, &whole[..cut]).unwrap();
        let mut opened = Document::open(&w.dirs, &path).unwrap();
        assert!(opened.trouble.is_empty(), "cut at {cut}: {:?}", opened.trouble);
        let lines = whole[..cut].split(|b| *b == b'\n').count() - 1;
        let got = opened.found.pop();
        let n = got.as_ref().map_or(0, |f| f.edits.len());
        assert!(n + 1 >= lines, "cut at {cut}: {n} edits of {lines} whole lines");
        if let Some(found) = got {
            assert_eq!(found.edits[..], edits[..n], "cut at {cut}");
            opened.document.recover(found).unwrap();
        }
        opened.document.accept(&json!("next")).unwrap();
        drop(opened);
        let mut again = recovery::list(&w.dirs).found;
        assert_eq!(again.len(), 1, "cut at {cut}");
        let last = again.pop().unwrap();
        assert_eq!((last.edits.len(), last.torn), (n + 1, false), "cut at {cut}");
        last.discard().unwrap();
    }
}

#[test]
fn two_sessions_on_one_file_know_of_each_other_and_neither_overwrites_in_silence() {
    let w = World::new();
    let path = w.file("a.brief.toml", "base");
    let mut first = w.open(&path);
    first.accept(&json!(1)).unwrap();
    let opened = Document::open(&w.dirs, &path).unwrap();
    assert_eq!(opened.other.as_ref().and_then(|o| o.pid), Some(std::process::id()));
    assert!(opened.found.is_empty(), "the journal of a living session was offered");
    let mut second = opened.document;
    second.accept(&json!(2)).unwrap();

    first.save("first", false).unwrap();
    assert_eq!(second.check().unwrap(), Change::Changed);
    let e = second.save("second", false).unwrap_err();
    assert!(matches!(e, Error::Changed { .. }), "{e}");
    assert_eq!(text(&path), "first");
    assert_eq!(second.theirs().unwrap().body, "first");
    assert!(second.has_unsaved_edits(), "the first session's save took the second's journal");
    second.save("second", true).unwrap();
    assert_eq!(text(&path), "second");
}

#[test]
fn a_file_that_another_program_made_meanwhile_is_not_overwritten() {
    let w = World::new();
    let path = w.path("new.brief.toml");
    let opened = Document::open(&w.dirs, &path).unwrap();
    assert!(!opened.exists);
    let mut d = opened.document;
    w.file("new.brief.toml", "theirs");
    assert!(matches!(d.save("mine", false), Err(Error::Changed { .. })));
    assert_eq!(d.reload().unwrap().body, "theirs");
    d.save("mine", false).unwrap();
    assert_eq!(text(&path), "mine");
}

#[test]
fn saving_under_another_name_moves_the_session_and_overwrites_nothing() {
    let w = World::new();
    let (a, b) = (w.file("a.brief.toml", "a"), w.file("b.brief.toml", "b"));
    let mut d = w.open(&a);
    d.accept(&json!(1)).unwrap();
    assert!(matches!(d.save_as(&b, "new", false), Err(Error::Exists { .. })));
    assert!(d.has_unsaved_edits());
    assert_eq!(text(&b), "b");
    assert_eq!(d.save_as(&w.path("c.brief.toml"), "new", false).unwrap(), None);
    assert_eq!((text(&a), text(&w.path("c.brief.toml"))), ("a".into(), "new".into()));
    assert!(d.is_locked() && !d.has_unsaved_edits());
    assert!(Document::open(&w.dirs, &a).unwrap().other.is_none(), "the old file is still locked");
    // Its own name again: a plain save, not a quarrel with itself.
    assert_eq!(d.save_as(&w.path("c.brief.toml"), "newer", true).unwrap(), None);
    assert!(d.is_locked());
    d.close().unwrap();
    assert_eq!(text(&w.path("c.brief.toml")), "newer");
}

#[test]
fn a_save_is_a_save_also_where_the_journal_cannot_be_removed() {
    let w = World::new();
    let path = w.file("a.brief.toml", "old");
    let mut d = w.open(&path);
    d.accept(&json!(1)).unwrap();
    // A folder of that name cannot be removed as a file.
    let slot = journal(&w.dirs);
    fs::remove_file(&slot).unwrap();
    fs::create_dir(&slot).unwrap();
    d.save("new", false).unwrap();
    assert_eq!(text(&path), "new");
    assert!(d.trouble().is_some(), "nobody was told");
    d.accept(&json!(2)).unwrap();
    assert_eq!(d.check().unwrap(), Change::Same);
}

#[test]
fn marks_and_line_ends_survive_a_save() {
    let w = World::new();
    let path = w.file("a.brief.toml", "\u{feff}a = 1\r\n");
    let mut d = w.open(&path);
    assert_eq!(d.text.body, "a = 1\r\n");
    d.save("a = 1\r\nb = 2\n", false).unwrap();
    assert_eq!(text(&path), "\u{feff}a = 1\r\nb = 2\r\n");
}

#[test]
fn a_session_without_a_state_folder_still_saves() {
    let w = World::new();
    let path = w.file("a.brief.toml", "old");
    w.file("own", "a file where the folder should be");
    let opened = Document::open(&w.dirs, &path).unwrap();
    assert_eq!(opened.trouble.len(), 1, "nobody was told that there is no lock");
    let mut d = opened.document;
    assert!(d.accept(&json!(1)).is_err());
    d.save("new", false).unwrap();
    assert_eq!(text(&path), "new");
}

/// The child half of the next test; alone it does nothing.
#[test]
fn writes_until_killed() {
    let Some(root) = std::env::var_os("STORE_TEST_ROOT") else { return };
    let root = PathBuf::from(root);
    let dirs = Dirs::below(&root.join("own"));
    let path = root.join("a.brief.toml");
    let mut d = Document::open(&dirs, &path).unwrap().document;
    for n in 0_u64.. {
        d.accept(&json!(n)).unwrap();
        // Written after the journal, as a frame would be painted: what is here was accepted.
        fs::write(root.join("shown"), format!("{n};")).unwrap();
        if n % 3 == 2 {
            d.save(&version(n), false).unwrap();
        }
    }
}

/// Large enough that a plain write would be caught half done.
fn version(n: u64) -> String {
    format!("{n}\n").repeat(20_000)
}

#[test]
fn a_kill_at_any_moment_tears_no_file_and_loses_no_edit() {
    let w = World::new();
    let root = fs::canonicalize(w.root.path()).unwrap();
    let (path, shown) = (root.join("a.brief.toml"), root.join("shown"));
    for round in 0..15 {
        fs::write(&path, "base").unwrap();
        let _ = fs::remove_file(&shown);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::writes_until_killed", "--nocapture"])
            .env("STORE_TEST_ROOT", &root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let accepted = || fs::read_to_string(&shown).ok()?.strip_suffix(';')?.parse::<u64>().ok();
        while accepted().is_none_or(|n| n < 3 + round) {
            assert!(child.try_wait().unwrap().is_none(), "the child ended by itself");
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let body = text(&path);
        let saved: Option<u64> = body.lines().next().and_then(|l| l.parse().ok());
        let whole = saved.filter(|n| body == version(*n));
        let saved = whole.unwrap_or_else(|| panic!("round {round}: the file is torn after {} bytes", body.len()));
        let mut opened = Document::open(&w.dirs, &path).unwrap();
        assert!(opened.other.is_none() && opened.trouble.is_empty(), "round {round}: {:?}", opened.trouble);
        let found = opened.found.pop();
        let edits = found.as_ref().map_or(Vec::new(), |f| f.edits.clone());
        let want: Vec<Value> = (saved + 1..).take(edits.len()).map(Value::from).collect();
        assert_eq!(edits, want, "round {round}: saved up to {saved}");
        if let Some(n) = accepted() {
            assert!(saved + edits.len() as u64 >= n, "round {round}: {n} was accepted, kept are {saved} and {edits:?}");
        }
        found.map(recovery::Found::discard).transpose().unwrap();
    }
}

/// The configuration file names what the terminal's half knows; the two are kept apart by the layers.
#[cfg(feature = "tui")]
#[test]
fn the_configuration_knows_the_themes_and_the_sample_shows_a_real_key() {
    use dsbench::store::config;
    use dsbench::tui::{keymap::Keymap, theme::Palette};

    let names: Vec<&str> = Palette::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, config::THEMES);

    let w = World::new();
    let example = config::SAMPLE.lines().find_map(|l| l.strip_prefix("# guide.")).unwrap();
    fs::create_dir_all(&w.dirs.config).unwrap();
    fs::write(w.dirs.config_file(), format!("[keys]\nguide.{example}\n")).unwrap();
    let (config, problems) = config::read(&w.dirs);
    assert!(problems.is_empty(), "{}", problems[0]);
    assert_eq!(config.keys.len(), 1);
    Keymap::with(&config.keys).unwrap();
}
