//! The commands that work on a brief: check, fix, ask, answer, line prompts, export, diff, demo.

use super::cli_support::World;
use serde_json::json;

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const DEMO: &str = dsbench::templates::DEMO;
/// The finding about the one mistake in the demo.
const MISTAKE: &str = "RTY-02/call.gateway-orders+call.orders-payments";

/// The demo with attempts at one layer only.
fn repaired() -> String {
    DEMO.replacen("attempts = 3", "attempts = 1", 1)
}

fn demo() -> World {
    let w = World::new();
    w.write("demo.brief.toml", DEMO);
    w
}

#[test]
fn check_fails_on_the_denied_level_and_names_arithmetic_and_fix() {
    let w = demo();
    let text = w.run(&["check", "demo.brief.toml"]).no();
    assert!(text.contains(&format!("error {MISTAKE}")), "{text}");
    assert!(text.contains("up to 9 calls for one request"), "{text}");
    assert!(text.contains("  fix: ") && text.contains("demo.brief.toml: 1 error,"), "{text}");
    w.write("quiet.brief.toml", &repaired());
    let text = w.run(&["check", "quiet.brief.toml"]).ok();
    assert!(text.contains("quiet.brief.toml: 0 errors"), "{text}");
}

#[test]
fn check_speaks_json_and_github() {
    let w = demo();
    let ran = w.run(&["check", "demo.brief.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let doc: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(doc["schema"], "dsbench/check/1");
    let f = doc["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "RTY-02").unwrap();
    assert_eq!((&f["key"], &f["severity"]), (&json!(MISTAKE), &json!("error")));
    let line = DEMO.lines().position(|l| l == "attempts = 3").unwrap() + 1;
    let shown = f["line"].as_u64().unwrap() as usize;
    assert!(shown.abs_diff(line) < 12, "{shown} is far from {line}");
    assert!(f["fixes"][0]["edits"][0]["path"].as_str().unwrap().starts_with("call.gateway-orders"), "{f}");
    let text = w.run(&["check", "demo.brief.toml", "--format", "github"]).no();
    assert!(
        text.lines()
            .any(|l| l.starts_with("::error file=demo.brief.toml,line=") && l.contains(&format!("title={MISTAKE}::"))),
        "{text}"
    );
}

#[test]
fn a_baseline_hides_what_was_there_before() {
    let w = demo();
    w.run(&["check", "demo.brief.toml", "--baseline", "base.json"]).wrong();
    w.run(&["check", "demo.brief.toml", "--baseline", "base.json", "--update-baseline"]).ok();
    let text = w.run(&["check", "demo.brief.toml", "--baseline", "base.json"]).ok();
    assert!(text.contains("in the baseline") && !text.contains("9 calls"), "{text}");
    // A second mistake is not in it.
    w.write("demo.brief.toml", &DEMO.replace("\"unavailable\"]", "\"timeout\"]"));
    let text = w.run(&["check", "demo.brief.toml", "--baseline", "base.json"]).no();
    assert!(text.contains("RTY-01/call.gateway-orders") && !text.contains("RTY-02"), "{text}");
    w.write("base.json", "{}");
    assert!(w.run(&["check", "demo.brief.toml", "--baseline", "base.json"]).wrong().contains("--update-baseline"));
}

#[test]
fn problems_of_several_files_are_reported_together() {
    let w = demo();
    w.write("one.brief.toml", "schema = 1\n[brief]\ntitle = 1\n").write("two.brief.toml", "nonsense");
    let err = w.run(&["check", "one.brief.toml", "demo.brief.toml", "two.brief.toml", "none.toml"]).wrong();
    for start in ["one.brief.toml:3:", "two.brief.toml:1:", "error: cannot read none.toml"] {
        assert!(err.lines().any(|l| l.starts_with(start)), "no line for {start}: {err}");
    }
}

#[test]
fn fix_writes_the_smallest_change_and_keeps_the_comments() {
    let w = demo();
    let text = w.run(&["fix", "demo.brief.toml", "--dry-run"]).ok();
    assert!(text.contains(&format!("would fix {MISTAKE}")) && text.contains("Findings that go"), "{text}");
    assert_eq!(w.read("demo.brief.toml"), DEMO, "a dry run writes nothing");
    let text = w.run(&["fix", "demo.brief.toml", "--rule", "RTY-02"]).ok();
    assert!(text.contains(&format!("fixed {MISTAKE}")) && text.contains("wrote demo.brief.toml"), "{text}");
    let after = w.read("demo.brief.toml");
    let changed: Vec<_> = after.lines().zip(DEMO.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(after.contains("# The mistake: both layers"), "comments stay");
    w.run(&["check", "demo.brief.toml"]).ok();
    assert!(w.run(&["fix", "demo.brief.toml", "--rule", "RTY-02"]).ok().contains("nothing that an edit can fix"));
    assert!(w.run(&["fix", "demo.brief.toml", "--rule", "RTY-2"]).wrong().contains("RTY-02"));
}

/// What only a person may decide is left to one: what is promised, and what is so.
#[test]
fn fix_lowers_no_promise_and_states_no_fact_unasked() {
    let w = World::new();
    let text = "schema = 1\n[service.api]\navailability = \"99.9%\"\ncapacity = \"100/s\"\n[workload.buy]\nentry_service = \"api\"\n\
                rate_peak = \"400/s\"\n[slo.up]\nworkload = \"buy\"\nsli = \"availability\"\nobjective = \"99.99%\"\nwindow = \"30d\"\n";
    w.write("a.brief.toml", text);
    let said = w.run(&["fix", "a.brief.toml"]).ok();
    let after = w.read("a.brief.toml");
    assert!(after.contains("99.99%") && after.contains("\"100/s\""), "{after}");
    assert!(said.contains("left to you, with --rule: ") && said.contains("SLO-02"), "{said}");
    let asked = w.run(&["fix", "a.brief.toml", "--rule", "SLO-02"]).ok();
    assert!(asked.contains("slo.up.objective = \"99.9%\""), "{asked}");
}

/// What is half answered gets the answer that goes with the other half, and its words say which.
#[test]
fn a_fix_says_what_it_writes() {
    for (stated, written, words) in [
        ("cap_on_partition = \"AP\"", "pacelc_else = \"EL\"", "answer at once and agree later"),
        ("cap_on_partition = \"CP\"", "pacelc_else = \"EC\"", "agree before answering"),
        ("pacelc_else = \"EC\"", "cap_on_partition = \"CP\"", "refuse on the minority side"),
        ("pacelc_else = \"EL\"", "cap_on_partition = \"per_operation\"", "let each operation decide"),
    ] {
        let w = World::new();
        let scheme = "[dataset.d.replication]\nscheme = \"leaderless_quorum\"\nn = 3\n";
        w.write("a.brief.toml", &format!("schema = 1\n[dataset.d]\n{stated}\n{scheme}"));
        let said = w.run(&["fix", "a.brief.toml", "--rule", "CON-13", "--dry-run"]).ok();
        assert!(said.contains(written) && said.contains(words), "{said}");
    }
}

#[test]
fn ask_gives_the_published_shape_and_answer_takes_it() {
    let w = World::new();
    w.run(&["new", "a.brief.toml"]).ok();
    let asked = w.run(&["ask", "a.brief.toml", "--json", "--limit", "1"]).json();
    let questions = asked["questions"].as_array().unwrap();
    assert_eq!((questions.len(), asked.as_object().unwrap().len()), (1, 1), "{asked}");
    let q = &questions[0];
    let keys: Vec<&String> = q.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["question", "header", "options", "multiSelect"]);
    let answers =
        json!({ "questions": questions, "answers": { q["question"].as_str().unwrap(): q["options"][0]["label"] } });
    let text = w.run_with(&["answer", "a.brief.toml"], &answers.to_string()).ok();
    assert!(text.contains("brief.criticality = \"tier1\""), "{text}");
    assert!(w.read("a.brief.toml").contains("criticality = \"tier1\""));
    let next = w.run(&["ask", "a.brief.toml", "--json", "--limit", "1"]).json();
    assert_ne!(next["questions"][0]["question"], q["question"], "an answered question is not asked again");
}

#[test]
fn one_wrong_answer_changes_nothing() {
    let w = World::new();
    w.run(&["new", "a.brief.toml"]).ok();
    let before = w.read("a.brief.toml");
    let answers = json!({ "answers": {
        "What happens if this is down or wrong for an hour?": "Tier 0",
        "What is the peak request rate of main?": "lots",
        "What is the peak request rate of mian?": "Small",
    }});
    w.write("answers.json", &answers.to_string());
    let err = w.run(&["answer", "a.brief.toml", "answers.json"]).wrong();
    assert_eq!(err.lines().count(), 2, "{err}");
    assert!(err.lines().all(|l| l.starts_with("answers.json: ")) && err.contains("did you mean"), "{err}");
    assert_eq!(w.read("a.brief.toml"), before);
    w.write("answers.json", "{\"answers\": ");
    assert!(w.run(&["answer", "a.brief.toml", "answers.json"]).wrong().starts_with("answers.json:1:"));
    assert_eq!(w.read("a.brief.toml"), before);
}

#[test]
fn line_prompts_take_numbers_words_unsure_and_back() {
    let w = World::new();
    w.run(&["new", "a.brief.toml"]).ok();
    // Enter takes the recommendation; a wrong number asks again; back takes the last answer back; the input just ends.
    let text = w.run_with(&["ask", "a.brief.toml"], "\n9\n400/s 70/30\nb\nu\nw\n").ok();
    assert!(text.contains("expected a number from 1 to 4") && text.contains("1 of 12"), "{text}");
    let file = w.read("a.brief.toml");
    assert!(file.contains("criticality = \"tier1\"") && !file.contains("400/s"), "{file}");
    assert!(file.contains("[[open_question]]") && file.contains("workload.main.rate_peak"), "{file}");
    assert!(text.ends_with("a.brief.toml: 2 answers\n"), "{text}");
    // The same without a command; a new file is made with its first answer.
    let text = w.run_with(&["--plain", "b.brief.toml"], "q\n").ok();
    assert!(text.contains("Criticality") && !w.exists("b.brief.toml"), "{text}");
    w.run_with(&["--plain", "b.brief.toml"], "1\nq\n").ok();
    assert!(w.read("b.brief.toml").contains("criticality = \"tier0\""));
}

#[test]
fn the_quick_path_can_be_walked_with_enter_and_exports() {
    let w = World::new();
    w.run(&["new", "a.brief.toml"]).ok();
    let text = w.run_with(&["ask", "a.brief.toml", "--path", "quick"], &"\n".repeat(60)).ok();
    assert!(text.contains("Every question on this path is answered."), "{text}");
    assert_eq!(w.run(&["export", "a.brief.toml"]).ok(), "wrote docs/a.md\n");
    assert!(w.read("docs/a.md").contains("## 5 Change list"));
}

#[test]
fn export_refuses_what_was_edited_and_checks_what_stands_there() {
    let w = World::new();
    w.write("a.brief.toml", EXAMPLE);
    assert!(w.run(&["export", "a.brief.toml", "--check"]).no().contains("not written yet"));
    assert!(!w.exists("docs"), "--check writes nothing");
    w.run(&["export", "a.brief.toml"]).ok();
    assert_eq!(w.run(&["export", "a.brief.toml", "--check"]).ok(), "docs/a.md: up to date\n");
    assert_eq!(w.run(&["export", "a.brief.toml"]).ok(), "unchanged docs/a.md\n");
    let exported = w.read("docs/a.md");
    w.write("docs/a.md", &format!("{exported}mine\n"));
    assert!(w.run(&["export", "a.brief.toml", "--check"]).no().contains("edited by hand"));
    let err = w.run(&["export", "a.brief.toml"]).wrong();
    assert!(err.contains("edited by hand") && err.contains("--force"), "{err}");
    assert!(w.read("docs/a.md").ends_with("mine\n"));
    w.run(&["export", "a.brief.toml", "--force"]).ok();
    assert_eq!(w.read("docs/a.md"), exported);
    w.write("a.brief.toml", &EXAMPLE.replace("99.95%", "99.9%"));
    assert!(w.run(&["export", "a.brief.toml", "--check"]).no().contains("out of date"));
}

#[test]
fn two_briefs_with_one_name_are_refused() {
    let w = World::new();
    std::fs::create_dir(w.path("x")).unwrap();
    w.write("a.brief.toml", EXAMPLE).write("x/a.brief.toml", EXAMPLE);
    let err = w.run(&["export", "a.brief.toml", "x/a.brief.toml"]).wrong();
    assert!(err.contains("a.brief.toml and x/a.brief.toml would both be written to a.md"), "{err}");
    assert!(!w.exists("docs"));
}

#[test]
fn diff_shows_decisions_numbers_and_findings() {
    let w = demo();
    w.write("b.brief.toml", &repaired());
    let text = w.run(&["diff", "demo.brief.toml", "b.brief.toml"]).ok();
    assert!(text.contains("call.gateway-orders.attempts  3 -> 1"), "{text}");
    assert!(text.contains("9x -> 3x") && text.contains("Findings that go"), "{text}");
    let doc = w.run(&["diff", "demo.brief.toml", "b.brief.toml", "--json"]).json();
    assert_eq!(doc["schema"], "dsbench/diff/1");
    assert_eq!(doc["decisions"], json!([{ "path": "call.gateway-orders.attempts", "before": "3", "after": "1" }]));
    assert!(doc["findings"]["go"].as_array().unwrap().iter().any(|f| f["rule"] == "RTY-02"), "{doc}");
    assert_eq!(w.run(&["diff", "b.brief.toml", "b.brief.toml"]).ok(), "The two briefs decide the same.\n");
}

#[test]
fn the_demo_shows_one_mistake_its_fix_and_a_document() {
    let w = World::new();
    let text = w.run(&["demo", "--out", "here"]).ok();
    for part in
        ["1. Questions", "2. Numbers", "3. What contradicts", "4. The smallest fix", "5. The brief as a document"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains(MISTAKE) && text.contains("9x -> 3x"), "{text}");
    assert_eq!(w.read("here/demo.brief.toml"), DEMO);
    assert!(w.read("here/demo.md").starts_with("---\ndsbench: 1\n"));
    assert!(!text.contains('\u{1b}') && !w.exists("home"), "no terminal, no state");
}

#[test]
fn the_demo_has_one_error_and_the_fix_settles_it() {
    let brief = dsbench::brief::read(DEMO).unwrap();
    let report = dsbench::findings::check_brief(&brief, None);
    let errors: Vec<String> = report
        .open
        .iter()
        .filter(|f| f.severity > dsbench::findings::Severity::Info)
        .map(dsbench::findings::Finding::key)
        .collect();
    assert_eq!(errors, [MISTAKE]);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let w = demo();
    let dir = w.path("locked");
    std::fs::create_dir(&dir).unwrap();
    std::fs::write(dir.join("a.brief.toml"), DEMO).unwrap();
    std::fs::set_permissions(&dir, PermissionsExt::from_mode(0o555)).unwrap();
    // Root may write anywhere, so the refusal is judged only where there is one.
    let ran = w.run(&["fix", "locked/a.brief.toml"]);
    std::fs::set_permissions(&dir, PermissionsExt::from_mode(0o755)).unwrap();
    if ran.code == 2 {
        assert!(ran.err.contains("read-only") && ran.err.contains("hint:"), "{}", ran.err);
        assert!(!ran.out.contains("wrote") && !ran.out.contains("fixed"), "it says what it did not do: {}", ran.out);
        assert_eq!(std::fs::read_to_string(dir.join("a.brief.toml")).unwrap(), DEMO);
    }
}

#[test]
fn a_closed_pipe_ends_check_quietly() {
    use std::process::Stdio;
    let w = demo();
    let mut child =
        w.command(&["check", "demo.brief.toml"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}
