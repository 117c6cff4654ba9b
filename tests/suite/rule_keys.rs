//! Findings without their words: the same ones as in full, of every fixture, and each one's words on request.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use dsbench::brief::{self, Brief, Date};
use dsbench::export;
use dsbench::findings::{Finding, Key, check, check_first, in_full, keys, moved};
use dsbench::numbers::{Figure, World, derive_in};
use dsbench::session::lists::Listed;

use crate::numbers_wide::large;
use crate::support::app::{app_with, press, shown};

fn today() -> Option<Date> {
    "2026-11-24".parse().ok()
}

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            files(&entry, out);
        } else if entry.to_string_lossy().ends_with(".brief.toml") {
            out.push(entry);
        }
    }
}

/// Every readable brief of the repository, and two generated ones, by name.
fn briefs() -> Vec<(String, Brief)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for dir in ["tests/data/briefs", "tests/data/rules", "templates"] {
        files(&root.join(dir), &mut paths);
    }
    paths.sort();
    let read = |p: PathBuf| Some((p.display().to_string(), brief::read(&fs::read_to_string(&p).unwrap()).ok()?));
    let mut all: Vec<_> = paths.into_iter().filter_map(read).collect();
    for extent in [large::ORDINARY, large::LARGE] {
        all.push((format!("{extent:?}"), brief::read(&large::brief(extent)).unwrap()));
    }
    assert!(all.len() > 250, "only {} briefs were found", all.len());
    all
}

fn keys_of(brief: &Brief) -> dsbench::findings::Keys {
    let world = World::new(brief);
    keys(&world, &derive_in(&world), today())
}

/// What a finding is, apart from its words.
fn same(name: &str, lean: &Key, full: &Finding) {
    assert_eq!(lean.text(), full.key(), "{name}");
    let of = (lean.severity, lean.waivable, lean.guessed);
    let are = (full.severity, full.waivable, full.only_assumed());
    assert_eq!(of, are, "{name}: {} is another without its words", full.key());
}

#[test]
fn findings_without_words_are_the_same_findings() {
    for (name, brief) in briefs() {
        let world = World::new(&brief);
        let figures = derive_in(&world);
        let (lean, full) = (keys(&world, &figures, today()), check(&world, &figures, today()));
        let text = |keys: &[Key]| keys.iter().map(Key::text).collect::<Vec<_>>();
        assert_eq!(text(&lean.open), full.open.iter().map(Finding::key).collect::<Vec<_>>(), "{name}");
        lean.open.iter().zip(&full.open).for_each(|(a, b)| same(&name, a, b));
        assert_eq!(lean.waived.len(), full.waived.len(), "{name}");
        for ((a, row), (b, place)) in lean.waived.iter().zip(&full.waived) {
            same(&name, a, b);
            assert_eq!(row, place, "{name}: another waiver accepts {}", b.key());
        }
    }
}

#[test]
fn the_first_of_each_kind_have_the_words_of_the_whole_check() {
    for (name, brief) in briefs() {
        let world = World::new(&brief);
        let figures = derive_in(&world);
        let known = keys(&world, &figures, today());
        let (first, full) = (check_first(&world, &figures, today(), &known, 3), check(&world, &figures, today()));
        assert_eq!(first.not_judged, full.not_judged, "{name}");
        assert_eq!(first.waived, full.waived, "{name}");
        assert_eq!(first.open.len(), full.open.len(), "{name}");
        let mut met: HashMap<_, usize> = HashMap::new();
        for (short, long) in first.open.iter().zip(&full.open) {
            same(&name, &Key::of(short), long);
            let met = met.entry((long.rule.id, long.severity, long.only_assumed())).or_default();
            *met += 1;
            if *met <= 3 {
                assert_eq!(short, long, "{name}");
            } else {
                assert_eq!(short.text, "", "{name}: {} has more than its place", long.key());
            }
        }
    }
}

#[test]
fn a_document_says_the_same_of_a_report_in_full_and_of_one_made_for_it() {
    for (name, brief) in briefs() {
        let world = World::new(&brief);
        let figures = derive_in(&world);
        let write = |report| export::markdown(&world, &figures, &report, "x.brief.toml", &BTreeMap::default()).unwrap();
        let (whole, own) = (write(check(&world, &figures, None)), write(export::report(&world, &figures, None)));
        let differs = whole.lines().zip(own.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{name}");
        assert_eq!(whole.len(), own.len(), "{name}");
    }
}

/// What a session works out at each key notes marks instead of inputs and has no remarks; nothing else may differ.
#[test]
fn figures_without_their_inputs_and_what_follows_from_them_are_the_same() {
    for (name, brief) in briefs() {
        let world = World::new(&brief);
        let mut lean = World::new(&brief);
        lean.lean = true;
        let (whole, bare) = (derive_in(&world), derive_in(&lean));
        assert_eq!(bare.len(), whole.len(), "{name}");
        for (bare, whole) in bare.iter().zip(&whole) {
            let key = whole.key();
            assert!(bare.trace.inputs.is_empty(), "{name}: {key} notes inputs");
            assert_eq!(bare.remark, None, "{name}: {key} words what nobody reads");
            assert_eq!(bare.trace.missing, whole.trace.missing, "{name}: {key}");
            let of = |f: &Figure| (f.assumed(), f.any_stated(), f.trace.only_assumed());
            assert_eq!(of(bare), of(whole), "{name}: {key}");
            let same = Figure { trace: whole.trace.clone(), remark: whole.remark.clone(), ..bare.clone() };
            assert_eq!(same, *whole, "{name}");
        }
        assert!(keys(&lean, &bare, today()) == keys(&world, &whole, today()), "{name}: other findings");
    }
}

#[test]
fn words_on_request_are_those_of_the_whole_check() {
    for (name, brief) in briefs() {
        let world = World::new(&brief);
        let figures = derive_in(&world);
        let (lean, full) = (keys(&world, &figures, today()), check(&world, &figures, today()));
        // A session holds figures without what they rest on.
        let mut bare = World::new(&brief);
        bare.lean = true;
        let bare = derive_in(&bare);
        // A page of the list at a time; of thousands, one in so many.
        let step = (full.open.len() / 400).max(1);
        let wanted: Vec<(&Key, &Finding)> = lean.open.iter().zip(&full.open).step_by(step).collect();
        for page in wanted.chunks(40) {
            let asked: Vec<&Key> = page.iter().map(|(k, _)| *k).collect();
            let given = in_full(&world, &bare, today(), &lean, &asked);
            assert_eq!(given.len(), page.len(), "{name}: words are missing");
            for (given, (_, full)) in given.iter().zip(page) {
                assert_eq!(given, *full, "{name}");
            }
        }
    }
}

#[test]
fn what_appears_and_goes_is_found_by_key() {
    let before = brief::read(&large::brief(large::ORDINARY)).unwrap();
    let mut after = before.clone();
    let edits = [brief::Edit::unset("call.c0.timeout"), brief::Edit::set("call.c1.retry_budget.kind", "ratio")];
    brief::apply(&mut after, &edits).unwrap();
    let (old, new) = (keys_of(&before), keys_of(&after));
    let (appear, go) = moved(&old, &new);
    let text = |keys: &[&Key]| keys.iter().map(|k| k.text()).collect::<Vec<_>>();
    let all = |keys: &dsbench::findings::Keys| keys.open.iter().map(Key::text).collect::<Vec<_>>();
    let (old, new) = (all(&old), all(&new));
    let only = |a: &[String], b: &[String]| a.iter().filter(|k| !b.contains(k)).cloned().collect::<Vec<_>>();
    assert_eq!((text(&appear), text(&go)), (only(&new, &old), only(&old, &new)));
    assert!(!appear.is_empty(), "a call without a timeout goes unnoticed");
}

/// Thousands of findings are parted as a few are, and none of them is put into words for that.
#[test]
fn findings_stand_in_their_groups_at_any_size() {
    let waiver = "\n[[waiver]]\nfinding = \"RTY-04/call.c1\"\njustification = \"Measured in the last game day: the callee keeps \
                  its latency at three times the load.\"\napprover = \"payments lead\"\ngranted = 2026-11-01\nexpires = \
                  2027-02-01\n";
    let mut app = app_with(&(large::brief(large::LARGE) + waiver));
    let shown_rows = app.session.findings_shown();
    assert!(shown_rows.len() > 5_000, "only {} findings", shown_rows.len());
    let mut groups: Vec<&str> = shown_rows.iter().map(Listed::group).collect();
    groups.dedup();
    assert_eq!(groups, ["", "Rest on assumed values alone", "Waived"]);
    let first = shown_rows.iter().position(|l| l.group() == groups[1]).expect("some rest on assumed values alone");
    // What stands on the screen says of itself what its group says.
    let around = &shown_rows[first - 2..first + 2];
    let said: Vec<bool> = app.session.rows_in_full(around).iter().map(|f| f.guessed).collect();
    assert_eq!(said, [false, false, true, true]);
    app.session.findings.cursor = first;
    press(&mut app, "4");
    let screen = shown(&mut app, 80, 24);
    assert_eq!(screen.matches("Rest on assumed values alone").count(), 1, "{screen}");
    press(&mut app, "G");
    let screen = shown(&mut app, 80, 24);
    assert!(screen.contains("|Waived") && screen.contains("RTY-04"), "{screen}");
}
