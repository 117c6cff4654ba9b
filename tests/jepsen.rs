//! Holds the rules to published fault-injection results: what a test found by design has to be found in the brief, and
//! a sound design may not be accused. Cases of `tests/jepsen/*.toml` and of the folder that `DSBENCH_JEPSEN_DIR` names.
//!
//! One line for each miss and false alarm, then `jepsen: FILE: N cases, N missed, N false alarms`. Arguments that do not
//! start with a dash keep the cases whose id contains one of them; `--briefs` prints the brief of each kept case.
#![allow(clippy::print_stdout, reason = "its lines are its result")]

#[path = "jepsen/brief.rs"]
mod brief;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dsbench::findings::{Finding, check_brief};
use dsbench::machines;
use dsbench::numbers::{World, derive_in};
use toml::{Table, Value};

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let briefs = std::env::args().any(|a| a == "--briefs");
    let mut clean = true;
    for file in files() {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let cases = match read(&file) {
            Ok(cases) => cases,
            Err(why) => {
                println!("{name}: {why}");
                clean = false;
                continue;
            }
        };
        let (mut count, mut missed, mut alarms) = (0, 0, 0);
        let mut searched = Searched::default();
        for case in &cases {
            let id = case.get("id").and_then(Value::as_str).unwrap_or("without an id");
            if !(filters.is_empty() || filters.iter().any(|f| id.contains(f.as_str()))) {
                continue;
            }
            count += 1;
            match fired(id, case, briefs) {
                Ok((found, broken)) => {
                    searched.count(id, !names(case, "must_fire").is_empty(), &broken);
                    let rules: BTreeSet<&str> = found.iter().map(|f| f.rule.id).collect();
                    for rule in names(case, "must_fire").iter().filter(|r| !rules.contains(r.as_str())) {
                        println!("{id}: {rule} does not fire");
                        missed += 1;
                    }
                    let wrong: BTreeSet<String> = names(case, "must_not_fire").into_iter().collect();
                    for finding in found.iter().filter(|f| wrong.contains(f.rule.id)) {
                        println!("{id}: false alarm {}: {}", finding.key(), finding.text);
                        alarms += 1;
                    }
                }
                Err(why) => {
                    println!("{id}: {why}");
                    missed += 1;
                }
            }
        }
        println!("jepsen: {name}: {count} cases, {missed} missed, {alarms} false alarms");
        searched.say(&name);
        clean &= missed == 0 && alarms == 0;
        // What is beside this test was looked at case by case.
        clean &= searched.accused == 0 || !file.starts_with(env!("CARGO_MANIFEST_DIR"));
    }
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a search through small models says of the same designs: a claim of a flawed one is false, none of a sound one.
#[derive(Default)]
struct Searched {
    flawed: usize,
    caught: usize,
    sound: usize,
    accused: usize,
}

/// Few enough states for a test; what is not decided by then is no accusation.
const STATES: usize = 15_000;

impl Searched {
    fn count(&mut self, id: &str, flawed: bool, broken: &[Finding]) {
        match (flawed, broken.first()) {
            (true, found) => {
                self.flawed += 1;
                self.caught += usize::from(found.is_some());
            }
            (false, found) => {
                self.sound += 1;
                self.accused += usize::from(found.is_some());
                if let Some(f) = found {
                    println!("{id}: the search accuses a sound design: {}: {}", f.key(), f.text);
                }
            }
        }
    }

    fn say(&self, file: &str) {
        let Self { flawed, caught, sound, accused } = self;
        println!(
            "jepsen: {file}: searched, a claim false in {caught} of {flawed} flawed designs, in {accused} of {sound} sound ones"
        );
    }
}

/// The case files: those beside this test, then those of the folder in the environment.
fn files() -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jepsen");
    let more = std::env::var_os("DSBENCH_JEPSEN_DIR").map(PathBuf::from);
    let mut all = Vec::new();
    for folder in std::iter::once(home).chain(more) {
        let found = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path());
        let mut found: Vec<PathBuf> = found.filter(|p| p.extension().is_some_and(|x| x == "toml")).collect();
        found.sort();
        all.extend(found);
    }
    all
}

fn read(file: &Path) -> Result<Vec<Table>, String> {
    let text = std::fs::read_to_string(file).map_err(|why| why.to_string())?;
    let table: Table = text.parse().map_err(|why: toml::de::Error| why.to_string())?;
    let rows = table.get("case").and_then(Value::as_array).ok_or("no [[case]] in it")?;
    Ok(rows.iter().filter_map(Value::as_table).cloned().collect())
}

fn names(case: &Table, key: &str) -> Vec<String> {
    let list = case.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

/// The findings of a case that are open, those of the rules and those of the search.
fn fired(id: &str, case: &Table, show: bool) -> Result<(Vec<Finding>, Vec<Finding>), String> {
    let design = case.get("design").and_then(Value::as_table).ok_or("it has no design")?;
    let text = brief::brief(id, design, &names(case, "claims"))?;
    let read = dsbench::brief::read(&text).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("its brief cannot be read: {}", lines.join("; "))
    })?;
    let mut open = check_brief(&read, None).open;
    let world = World::new(&read);
    let claims = machines::claims(&world, &derive_in(&world));
    let broken = machines::findings(&machines::check(claims, STATES, &|| false, &mut |_, _| ()));
    open.extend(broken.iter().cloned());
    if show {
        println!("# {id}\n{text}");
        for f in &open {
            println!("#   {} {}", f.key(), f.text);
        }
    }
    Ok((open, broken))
}
