//! The package for another reviewer: what is in it, what is not, and what becomes of a reply.

use serde_json::Value;

use crate::cli_support::World;

const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn package(world: &World, more: &[&str]) -> Value {
    world.write("shop.brief.toml", FULL);
    let args = [&["handoff", "shop.brief.toml", "--to", "clink", "--out", "out"][..], more].concat();
    world.run(&args).ok();
    serde_json::from_str(&world.read("out/clink.json")).unwrap()
}

#[test]
fn the_request_has_the_names_of_the_schema_and_no_others() {
    let world = World::new();
    let request = package(&world, &["--cli", "codex", "--role", "codereviewer"]);
    let mut names: Vec<&String> = request.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["absolute_file_paths", "cli_name", "prompt", "role"]);
    assert_eq!((request["cli_name"].as_str(), request["role"].as_str()), (Some("codex"), Some("codereviewer")));
    let paths = request["absolute_file_paths"].as_array().unwrap();
    let mut found = Vec::new();
    for path in paths {
        let path = std::path::Path::new(path.as_str().unwrap());
        assert!(path.is_absolute() && path.is_file(), "{}", path.display());
        found.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    assert_eq!(found, ["shop.brief.toml", "findings.json", "reply.md"]);
    assert_eq!(request["prompt"], world.read("out/prompt.txt").as_str(), "the two prompts differ");
    assert_eq!(world.read("out/shop.brief.toml"), FULL);
    let findings: Value = serde_json::from_str(&world.read("out/findings.json")).unwrap();
    assert_eq!(findings["schema"], "dsbench/check/1");
    assert!(world.read("out/sentence.txt").contains("cli_name \"codex\""));
}

#[test]
fn only_the_request_names_a_place_on_this_machine() {
    let world = World::new();
    package(&world, &[]);
    let here = std::fs::canonicalize(world.path("out")).unwrap();
    for name in ["prompt.txt", "shop.brief.toml", "findings.json", "reply.md", "sentence.txt"] {
        let text = world.read(&format!("out/{name}"));
        for place in [here.to_string_lossy(), world.path("").to_string_lossy()] {
            assert!(!text.contains(&*place), "{name} holds {place}");
        }
    }
}

#[test]
fn the_prompt_says_read_only_asks_for_a_summary_and_carries_claims_and_numbers() {
    let world = World::new();
    for (about, role, wants) in [
        (
            "algorithm",
            "planner",
            vec![
                "dataset.orders.operation.place",
                "plan_summary",
                "D40",
                "shortest sequence",
                "no violation in 3 replicas",
            ],
        ),
        ("design", "codereviewer", vec!["contradictions between two decisions", "Critical|High|Medium|Low"]),
        ("changes", "codereviewer", vec!["guardrail", "rollback"]),
    ] {
        let request = package(&world, &["--about", about]);
        assert_eq!(request["role"], role, "{about}");
        let prompt = request["prompt"].as_str().unwrap();
        for want in wants.into_iter().chain([
            "READ-ONLY REVIEW",
            "<SUMMARY>",
            "VERDICT",
            "Claims, as the brief makes them",
            "~ ",
        ]) {
            assert!(prompt.contains(want), "{about}: {want} is not in the prompt");
        }
        assert!(prompt.chars().count() <= 60_000);
    }
}

#[test]
fn a_huge_brief_stays_below_the_limit_and_says_what_was_left_out() {
    let world = World::new();
    let mut text = String::from("schema = 1\n[brief]\ntitle = \"Huge\"\n");
    for i in 0..10 {
        text.push_str(&format!("[dataset.d{i}]\nrpo = \"0s\"\n"));
        for j in 0..40 {
            text.push_str(&format!(
                "[dataset.d{i}.operation.read-the-current-state-of-everything-{j}]\nconsistency = \"linearizable\"\n"
            ));
        }
    }
    world.write("huge.brief.toml", &text);
    world.run(&["handoff", "huge.brief.toml", "--to", "clink"]).ok();
    let prompt = world.read("handoff/huge/prompt.txt");
    assert!(prompt.chars().count() <= 60_000, "{}", prompt.chars().count());
    assert!(prompt.contains(" more, in the attached files") && prompt.contains("</SUMMARY>"));
}

#[test]
fn wrong_words_are_named_and_write_nothing() {
    let world = World::new();
    world.write("shop.brief.toml", FULL);
    for (args, want) in [
        (["--cli", "vim"], "claude, codex, gemini"),
        (["--role", "boss"], "default, planner, codereviewer"),
        (["--about", "all"], "algorithm, design, changes"),
    ] {
        let err = world.run(&[&["handoff", "shop.brief.toml", "--to", "clink"][..], &args[..]].concat()).wrong();
        assert!(err.contains(want), "{err}");
    }
    assert!(!world.exists("handoff"));
}

#[test]
fn a_reply_becomes_points_that_a_person_accepts_or_rejects() {
    let world = World::new();
    world.write("shop.brief.toml", FULL);
    let notes = FULL.matches("[[review_note]]").count();
    let line = FULL.lines().position(|l| l.starts_with("[lock.settlement]")).unwrap() + 1;
    let text = format!(
        "High: shop.brief.toml:{line} - the margin ignores drift. Impact: two holders. Fix: add drift x ttl\n\
         Low: src/pay.rs:7 - a name \u{1b}[31mis wrong\n<SUMMARY>\nVERDICT: object\n</SUMMARY>"
    );
    let reply = serde_json::json!({
        "status": "success", "content": text, "content_type": "text",
        "metadata": { "cli_name": "gemini", "role": "codereviewer", "return_code": 0 },
        "continuation_offer": { "continuation_id": "t-9" },
    });
    world.write("reply.json", &reply.to_string());
    world.run(&["review", "shop.brief.toml", "--reply", "reply.json"]).ok();
    let json = world.run(&["review", "shop.brief.toml", "--json"]).json();
    let mine = |id: &str| json["points"].as_array().unwrap().iter().find(|p| p["id"] == id).cloned().unwrap();
    let (first, second) = (format!("{}.1", notes + 1), format!("{}.2", notes + 1));
    assert_eq!(mine(&first)["path"], "lock.settlement", "a line of the brief is a place in it");
    assert_eq!((mine(&first)["severity"].as_str(), mine(&first)["accepted"].as_bool()), (Some("high"), None));
    assert_eq!(mine(&first)["fix"], "add drift x ttl");
    assert!(!world.read("shop.brief.toml").contains('\u{1b}'), "an escape sequence was taken over");
    world.run(&["review", "shop.brief.toml", "--accept", &first, "--reject", &second]).ok();
    let report = world.run(&["review", "shop.brief.toml"]).ok();
    assert!(report.contains("the margin ignores drift. (accepted)") && report.contains("(rejected)"), "{report}");
    assert!(world.run(&["review", "shop.brief.toml", "--accept", "9.1"]).wrong().contains("review_note[8]"));
    world.write("bad.json", r#"{"status":"error","content":"no such client"}"#);
    assert!(world.run(&["review", "shop.brief.toml", "--reply", "bad.json"]).wrong().contains("no such client"));
}

#[cfg(unix)]
fn configured(world: &World, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let program = world.path("client");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let config = world.path("config");
    std::fs::create_dir_all(&config).unwrap();
    let text = format!("[handoff]\nclaude = [{:?}, \"a; touch broken\", \"$HOME\"]\n", program.to_string_lossy());
    std::fs::write(config.join("config.toml"), text).unwrap();
}

#[cfg(unix)]
fn handed(world: &World, more: &[&str]) -> crate::cli_support::Ran {
    world.write("shop.brief.toml", FULL);
    let args = [&["handoff", "shop.brief.toml", "--to", "clink", "--out", "out", "--run"][..], more].concat();
    let mut command = world.command(&args);
    command.env("DSBENCH_CONFIG_DIR", world.path("config")).env("PATH", "/usr/bin:/bin");
    command.output().unwrap().into()
}

#[cfg(unix)]
#[test]
fn a_configured_client_runs_without_a_shell_and_its_reply_is_kept_as_data() {
    let world = World::new();
    configured(
        &world,
        "printf '%s\\n' \"$1\" \"$2\" > args\nhead -c 20 > read\nprintf 'Critical: a.rs:1 - it \\033[2Jbreaks. Fix: undo\\nVERDICT: object\\n'",
    );
    let ran = handed(&world, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(world.read("out/args"), "a; touch broken\n$HOME\n", "the arguments went through a shell");
    assert_eq!(world.read("out/read"), "READ-ONLY REVIEW. Do");
    assert!(!world.exists("broken") && !world.exists("out/broken"));
    assert!(ran.out.contains("critical a.rs:1: it") && !ran.out.contains('\u{1b}'), "{}", ran.out);
    assert_eq!(world.read("shop.brief.toml"), FULL, "a reply was believed");
    world.run(&["review", "shop.brief.toml", "--reply", "out/reply.json"]).ok();
    let text = world.read("shop.brief.toml");
    assert!(text.contains("cli = \"claude\"") && text.contains("severity = \"critical\""), "{text}");
}

#[cfg(unix)]
#[test]
fn a_client_that_fails_or_hangs_is_said_and_stopped() {
    let world = World::new();
    configured(&world, "echo 'not logged in' >&2; exit 3");
    let ran = handed(&world, &[]);
    assert!(ran.code == 2 && ran.err.contains("ended with 3: not logged in"), "{}", ran.err);
    configured(&world, "exec sleep 600");
    let ran = handed(&world, &["--timeout", "1s"]);
    assert!(ran.code == 2 && ran.err.contains("longer than 1s and was stopped"), "{}", ran.err);
    std::fs::remove_file(world.path("client")).unwrap();
    assert!(handed(&world, &[]).err.contains("cannot be started"));
}
