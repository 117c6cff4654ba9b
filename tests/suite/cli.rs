//! The command line as a user meets it: streams, exit codes, what is written and what is not.

use super::cli_support::World;

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");

#[test]
fn a_new_brief_is_valid_and_is_not_overwritten() {
    let w = World::new();
    assert_eq!(
        w.run(&["new", "order-service.brief.toml", "--trigger", "retry_storm"]).ok(),
        "wrote order-service.brief.toml\n"
    );
    let text = w.read("order-service.brief.toml");
    assert!(text.contains("title = \"Order service\"") && text.contains("trigger = \"retry_storm\""), "{text}");
    w.run(&["derive", "order-service.brief.toml"]).ok();
    let err = w.run(&["new", "order-service.brief.toml"]).wrong();
    assert!(err.contains("already exists") && err.contains("--force"), "{err}");
    assert_eq!(w.read("order-service.brief.toml"), text, "a refusal changes nothing");
    w.run(&["new", "order-service.brief.toml", "--force", "--preset", "etcd-raft-5"]).ok();
    assert!(w.read("order-service.brief.toml").contains("consensus_raft"));
}

#[test]
fn wrong_words_are_answered_with_the_nearest_right_one() {
    let w = World::new();
    let cases: &[(&[&str], &str)] = &[
        (&["new", "x.brief.toml", "--trigger", "retrystorm"], "did you mean `retry_storm`?"),
        (&["new", "x.brief.toml", "--preset", "etcd-raft"], "did you mean `etcd-raft-5`?"),
        (&["presets", "dynamo"], "did you mean `dynamo-cart`?"),
        (&["explain", "RTY-1"], "RTY-01"),
        (&["reference", "metric"], "metrics"),
        (&["deriv"], "did you mean `dsbench derive`?"),
        (&["chek", "a.brief.toml"], "did you mean `dsbench check`?"),
        (&["exprot", "a.brief.toml", "--check"], "did you mean `dsbench export`?"),
    ];
    for (args, want) in cases {
        let err = w.run(args).wrong();
        assert!(err.contains(want), "{args:?}: {err}");
    }
    assert!(!w.exists("x.brief.toml"));
}

#[test]
fn every_problem_of_a_file_is_one_line_with_its_place() {
    let w = World::new();
    w.write(
        "bad.brief.toml",
        "schema = 1\n[brief]\ntitle = 3\nowner = \"a\"\nowners = \"b\"\n[slo.x]\nobjective = \"99.9\"\n",
    );
    let err = w.run(&["derive", "bad.brief.toml"]).wrong();
    let lines: Vec<&str> = err.lines().collect();
    assert!(lines.len() >= 3, "{err}");
    for line in &lines {
        assert!(line.starts_with("bad.brief.toml:") && line.contains("expected"), "{line}");
    }
    assert!(lines[0].starts_with("bad.brief.toml:3:9: brief.title"), "{}", lines[0]);
    let err = w.run(&["derive", "none.brief.toml"]).wrong();
    assert!(err.contains("cannot read none.brief.toml: it does not exist"), "{err}");
}

#[test]
fn numbers_come_as_a_table_and_as_json() {
    let w = World::new();
    w.write("a.brief.toml", EXAMPLE);
    let text = w.run(&["derive", "a.brief.toml", "--only", "D01"]).ok();
    assert!(text.contains("error budget") && text.contains("21.6min"), "{text}");
    let json = w.run(&["derive", "a.brief.toml", "--json", "--only", "error-budget"]).json();
    assert_eq!(json["schema"], "dsbench/derive/1");
    let first = &json["figures"][0];
    assert_eq!((first["id"].as_str(), first["unit"].as_str()), (Some("D01"), Some("ms")));
    assert_eq!(first["key"], "D01/slo.checkout-success#time");
    assert!(
        first["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|i| i["path"] == "slo.checkout-success.objective" && i["origin"] == "stated"),
        "{first}"
    );
    let piped = w.run_with(&["derive", "-", "--only", "D01"], EXAMPLE).ok();
    assert_eq!(piped, text, "stdin gives what the file gives");
    assert!(w.run(&["derive", "a.brief.toml", "--only", "D99"]).wrong().contains("there is no number"));
}

#[test]
fn assumed_numbers_carry_a_mark_and_say_what_was_assumed() {
    let w = World::new();
    w.write("a.brief.toml", "schema = 1\n[brief]\ntitle = \"T\"\ntrigger = \"early_design\"\n[slo.a]\nsli = \"availability\"\nobjective = \"99.9%\"\n");
    let text = w.run(&["derive", "a.brief.toml", "--only", "D01"]).ok();
    assert!(text.contains('~') && text.contains("Assumed, because nobody stated it"), "{text}");
    assert!(text.contains("slo.a.window"), "{text}");
}

#[test]
fn explain_finds_rules_numbers_questions_and_fields() {
    let w = World::new();
    for (id, want) in [
        ("RTY-01", "# RTY-01 A retry may apply an operation twice"),
        ("rty-01/call.a-b", "# RTY-01"),
        ("D20", "# D20 Worst-case amplification"),
        ("error-budget", "# D01 Error budget"),
        ("Q23", "# Q23 Quorum"),
        ("P01", "# P01"),
        ("E01", "# E01"),
        ("K14", "# K14 Voters alive minus majority"),
        ("load_stays_high", "# load_stays_high"),
        ("retry_storm", "# 5.3"),
        ("linearizable/dataset.orders.operation.place", "# linearizable"),
        ("dataset.orders.replication.w", "dataset.orders.replication.w"),
    ] {
        let text = w.run(&["explain", id]).ok();
        assert!(text.starts_with(want), "{id}: {}", &text[..text.len().min(80)]);
    }
}

#[test]
fn no_colour_unless_asked_for() {
    let w = World::new();
    assert!(!w.run(&["presets"]).ok().contains('\u{1b}'), "a pipe gets no colour");
    assert!(w.run(&["presets", "--color", "always"]).ok().contains('\u{1b}'));
    let with = |name: &str, value: &str| {
        String::from_utf8(w.command(&["presets"]).env(name, value).output().unwrap().stdout).unwrap()
    };
    assert!(!with("NO_COLOR", "1").contains('\u{1b}') && !with("TERM", "dumb").contains('\u{1b}'));
    let err = w.run(&["--color=never", "derive", "--nonsense"]).wrong();
    assert!(!err.contains('\u{1b}'), "{err}");
}

#[test]
fn what_comes_from_a_file_cannot_drive_the_terminal() {
    let w = World::new();
    w.write("a.brief.toml", "schema = 1\n[brief]\ntitle = \"T\"\ntrigger = \"\\u001b[2J\"\n");
    let err = w.run(&["derive", "a.brief.toml"]).wrong();
    assert!(!err.contains('\u{1b}'), "{err:?}");
    let err = w.run(&["derive", "\u{1b}[2J.toml"]).wrong();
    assert!(!err.contains('\u{1b}'), "{err:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() {
    use std::process::Stdio;
    let w = World::new();
    for args in [&["man"][..], &["schema"], &["calc", "--list"], &["reference"], &["completions", "bash"], &["--help"]]
    {
        let mut child = w.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), done.stderr.len()), (Some(0), 0), "{args:?}: {done:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let w = World::new();
    let err = w.run(&["new", "missing/a.brief.toml"]).wrong();
    assert!(err.contains("the folder missing does not exist") && err.contains("hint:"), "{err}");
    w.write("file", "");
    let err = w.run(&["new", "file/a.brief.toml"]).wrong();
    assert!(err.contains("not a folder"), "{err}");
}

#[test]
fn without_a_terminal_the_session_names_another_command() {
    let w = World::new();
    w.write("a.brief.toml", EXAMPLE);
    for args in [&[][..], &["a.brief.toml"], &["b.brief.toml"]] {
        let err = w.run(args).wrong();
        assert!(err.contains("dsbench ask") && !err.contains('\u{1b}'), "{args:?}: {err}");
    }
    assert!(!w.exists("b.brief.toml") && !w.exists("home"), "a refusal writes nothing");
}

#[test]
fn presets_and_templates_load_clean() {
    let w = World::new();
    let list = w.run(&["presets"]).ok();
    for preset in dsbench::templates::PRESETS {
        assert!(list.contains(preset.name), "{}", preset.name);
        assert_eq!(w.run(&["presets", preset.name]).ok(), preset.text);
        dsbench::brief::read(preset.text).unwrap_or_else(|p| panic!("{}: {p:?}", preset.name));
    }
    dsbench::brief::read(dsbench::templates::DEMO).unwrap_or_else(|p| panic!("{p:?}"));
}

#[test]
fn the_generated_pages_are_whole() {
    let w = World::new();
    assert_eq!(w.run(&["schema"]).json()["title"], "dsbench brief");
    let man = w.run(&["man"]).ok();
    assert!(man.contains(".TH") && man.contains("dsbench derive") && man.contains("\\-\\-only"), "{man}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = w.run(&["completions", shell]).ok();
        assert!(script.contains("derive") && script.contains("quorum"), "{shell}");
    }
}

#[test]
fn calculators_answer_in_tables_and_json() {
    let w = World::new();
    let json = w.run(&["calc", "retry", "--attempts", "3,3,3", "--json"]).json();
    assert_eq!(json["schema"], "dsbench/calc/1");
    assert_eq!((&json["name"], &json["results"]["worst_case_attempts"]), (&"retry".into(), &27.0.into()));
    assert_eq!(json["inputs"]["attempts"], serde_json::json!([3, 3, 3]));
    assert_eq!(json["provenance"][0]["id"], "D20");
    assert!(json["provenance"][0]["formula"].as_str().unwrap().contains("product of attempts"), "{json}");
    let table = w.run(&["calc", "quorum", "--n", "3", "--r", "1", "--w", "1"]).ok();
    assert!(table.contains("overlap R+W-N") && table.contains("66.7%"), "{table}");
    let list = w.run(&["calc", "--list", "--json"]).json();
    for name in "quorum staleness slo availability retry backoff deadline tail hedge queue concurrency usl hot-key ring rebalance lease failover durability".split(' ') {
        assert!(list["calculators"].as_array().unwrap().iter().any(|c| c["name"] == name), "no {name}");
    }
}

#[test]
fn calculators_take_numbers_as_people_write_them() {
    let w = World::new();
    let loss = |rate: &str| {
        let json = w.run(&["calc", "durability", "--annual-failure-rate", rate, "--json"]).json();
        json["results"].to_string()
    };
    let plain = loss("0.02");
    for rate in ["2%", "0.02/y", "2%/y", "2% per year"] {
        assert_eq!(loss(rate), plain, "{rate}");
    }
    assert_ne!(loss("0.01"), plain);
    let err = w.run(&["calc", "durability", "--annual-failure-rate", "2 of 100"]).wrong();
    assert!(err.contains("found \"2 of 100\", expected how often in a year, such as 2%, 0.02 or 0.02/y"), "{err}");
    let keys = |n: &str| w.run(&["calc", "hot-key", "--keys", n, "--json"]).json()["results"].to_string();
    let plain = keys("1000000");
    for n in ["1e6", "1,000,000", "1_000_000", "1 000 000"] {
        assert_eq!(keys(n), plain, "{n}");
    }
    let err = w.run(&["calc", "hot-key", "--keys", "1.5e0"]).wrong();
    assert!(err.contains("found \"1.5e0\", expected a whole number"), "{err}");
    let inside = |rate: &str| {
        w.run(&["calc", "concurrency", "--rate", rate, "--time", "50ms", "--json"]).json()["results"].to_string()
    };
    assert_eq!(inside("1,200 req/s"), inside("1200/s"));
}

#[test]
fn a_calculator_reports_every_wrong_value() {
    let w = World::new();
    let err = w.run(&["calc", "lease", "--ttl", "10", "--margin", "soon", "--drift", "1"]).wrong();
    assert_eq!(err.lines().count(), 3, "{err}");
    assert!(err.contains("--ttl") && err.contains("--margin") && err.contains("--drift"), "{err}");
    let err = w.run(&["calc", "retry", "--attempts", "0"]).wrong();
    assert!(err.contains("expected"), "{err}");
    let err = w.run(&["calc", "quorm"]).wrong();
    assert!(err.contains("quorum"), "{err}");
}
