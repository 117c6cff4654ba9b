//! Replays published figures: every case of `tests/golden/*.toml` and of the folder that `DSBENCH_GOLDEN_DIR` names.
//!
//! One line for each case that is off or unsupported; the last line is `golden: N ok, N off, N unsupported`. Arguments
//! that do not start with a dash keep the cases whose id, kind or file contains one of them. Kinds that end in
//! `_published` are facts to quote: nothing computes them and nothing counts them. `tests/golden/pending.txt` lists
//! kinds whose figures do not exist yet, and goes away with the last of them.
#![allow(clippy::print_stdout, reason = "its lines are its result")]

#[path = "golden/case.rs"]
mod case;
#[path = "golden/inputs.rs"]
mod inputs;
#[path = "golden/kinds_quorum.rs"]
mod kinds_quorum;
#[path = "golden/kinds_rest.rs"]
mod kinds_rest;
#[path = "golden/kinds_tail.rs"]
mod kinds_tail;
#[path = "golden/pending.rs"]
mod pending;

use case::Case;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Computes one kind: `None` when the kind is not its own, else the values under the keys of `expect`.
type Runner = fn(&str, &toml::Table, &toml::Table) -> Option<Result<toml::Table, String>>;

/// Every family of kinds; the first that knows a kind computes it.
const RUNNERS: &[Runner] = &[kinds_quorum::run, kinds_rest::run, kinds_tail::run];

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (mut ok, mut off, mut unsupported, mut failed) = (0, 0, 0, false);
    let pending = pending::read(&home.join("pending.txt"));
    let (mut computed, mut met) = (BTreeSet::new(), BTreeSet::new());
    // A case that panics is off, with its message on its own line and no backtrace between the lines.
    std::panic::set_hook(Box::new(|_| {}));
    for file in files(&home) {
        let cases = match case::read(&file) {
            Ok(cases) => cases,
            Err(why) => {
                println!("off {}: {why}", file.display());
                off += 1;
                continue;
            }
        };
        for case in cases {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let kept = |f: &String| case.id.contains(f) || case.kind.contains(f) || name.contains(f.as_str());
            if case.kind.ends_with("_published") || !(filters.is_empty() || filters.iter().any(kept)) {
                continue;
            }
            met.insert(case.kind.clone());
            match replay(&case) {
                None if pending.kinds.contains(&case.kind) => unsupported += 1,
                None => {
                    println!("unsupported {}: nothing computes {}", case.id, case.kind);
                    unsupported += 1;
                    failed = true;
                }
                Some(Ok(())) => {
                    ok += 1;
                    computed.insert(case.kind);
                }
                Some(Err(why)) => {
                    println!("off {}: {why}", case.id);
                    off += 1;
                    computed.insert(case.kind);
                }
            }
        }
    }
    for line in pending.complaints(&computed, filters.is_empty().then_some(&met)) {
        println!("{line}");
        failed = true;
    }
    println!("golden: {ok} ok, {off} off, {unsupported} unsupported");
    if failed || off > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The case files of this repository and of the folder in the environment, in order of name.
fn files(home: &Path) -> Vec<PathBuf> {
    let mut files = tomls(home);
    if let Some(more) = std::env::var_os("DSBENCH_GOLDEN_DIR").filter(|v| !v.is_empty()) {
        files.extend(tomls(Path::new(&more)));
    }
    files
}

fn tomls(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        // Read later as a file, so that a folder that is not there is off and not silently empty.
        return vec![folder.to_path_buf()];
    };
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "toml")).collect();
    files.sort();
    files
}

/// `None`: unsupported. An error says what is off.
fn replay(case: &Case) -> Option<Result<(), String>> {
    if let Some(why) = &case.malformed {
        return Some(Err(why.clone()));
    }
    let run = || RUNNERS.iter().find_map(|runner| runner(&case.kind, &case.inputs, &case.expect));
    match catch_unwind(AssertUnwindSafe(run)) {
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(ToString::to_string);
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Some(Err(format!("panicked: {text}")))
        }
        Ok(None) => None,
        Ok(Some(Err(why))) => Some(Err(why)),
        Ok(Some(Ok(got))) => Some(case.compare(&got)),
    }
}
