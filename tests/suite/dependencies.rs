//! What the program is built from: licences that allow it, one registry, no second terminal.

use std::process::Command;

use serde_json::Value;

/// Licences a dependency may offer; of an `OR` one is enough, of an `AND` each is needed.
const ALLOWED: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "0BSD",
];

/// File-level copyleft, used unchanged.
const EXCEPTIONS: &[(&str, &str)] = &[("option-ext", "MPL-2.0")];

/// Everything the lock file names; where a build fetched only what this platform needs, that.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let ask = |more: &[&str]| {
        Command::new(&cargo)
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs")
    };
    let mut output = ask(&[]);
    if !output.status.success() {
        output = ask(&["--filter-platform", &host()]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    all["packages"].as_array().cloned().unwrap_or_default()
}

/// The platform that the compiler builds for.
fn host() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|l| l.strip_prefix("host: ")).expect("rustc names its host").to_owned()
}

fn allowed(name: &str, expression: &str) -> bool {
    let term = |t: &str| {
        let t = t.trim().trim_matches(['(', ')']).trim();
        ALLOWED.contains(&t) || EXCEPTIONS.contains(&(name, t))
    };
    expression.replace('/', " OR ").split(" AND ").all(|part| part.split(" OR ").any(term))
}

#[test]
fn every_dependency_may_be_used_and_comes_from_the_registry() {
    let mut wrong = Vec::new();
    let all = packages();
    assert!(all.len() > 50, "only {} packages are known", all.len());
    for package in all {
        let name = package["name"].as_str().unwrap_or_default();
        if name == "dsbench" {
            continue;
        }
        let license = package["license"].as_str().unwrap_or("no licence");
        if !allowed(name, license) {
            wrong.push(format!("{name}: {license}"));
        }
        if !package["source"].as_str().is_some_and(|s| s.starts_with("registry+")) {
            wrong.push(format!("{name}: not from the registry"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
