//! The role as a whole: what it is called for, what it asks first, what it insists on in writing.

use dsbench::brief::{self, Brief};
use dsbench::findings::{RULES, Touches, check_brief};

use crate::cli_support::World;

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{p:?}"))
}

/// The headers of the questions that come first.
fn first(world: &World, trigger: &str) -> Vec<String> {
    let file = format!("{trigger}.brief.toml");
    world.run(&["new", &file, "--trigger", trigger]).ok();
    let mut out = Vec::new();
    for _ in 0..6 {
        let asked = world.run(&["ask", &file, "--path", "trigger", "--json", "--limit", "1"]).json();
        let Some(q) = asked["questions"].as_array().and_then(|q| q.first()).cloned() else { break };
        out.push(q["header"].as_str().unwrap_or_default().to_owned());
        let label = q["options"][0]["label"].as_str().unwrap_or_default();
        let answer = serde_json::json!({ "answers": { (q["question"].as_str().unwrap_or_default()): label } });
        let ran = world.run_with(&["answer", &file, "-"], &answer.to_string());
        assert_eq!(ran.code, 0, "{trigger}: {}", ran.err);
    }
    out
}

#[test]
fn each_trigger_asks_first_what_it_is_about() {
    let world = World::new();
    for (trigger, want) in [
        ("early_design", "Criticality"),
        ("multi_region", "Regions"),
        ("incident_divergence", "Symptom"),
        ("incident_quorum_loss", "Symptom"),
        ("incident_herd", "Symptom"),
        ("hot_partition", "Symptom"),
        ("split_brain", "Symptom"),
        ("retry_storm", "Symptom"),
        ("slo_miss_tail", "Symptom"),
        ("slo_miss_backlog", "Symptom"),
        ("slo_miss_saturation", "Symptom"),
        ("pre_txn", "Invariants"),
        ("pre_idempotency", "Invariants"),
    ] {
        let headers = first(&world, trigger);
        assert!(headers.iter().take(2).any(|h| h == want), "{trigger} asks {headers:?}, not {want} first");
    }
}

#[test]
fn a_lock_is_asked_about_before_it_is_added() {
    let world = World::new();
    world.run(&["new", "a.brief.toml", "--trigger", "pre_lock"]).ok();
    let asked = world.run(&["ask", "a.brief.toml", "--path", "trigger", "--json", "--limit", "1"]).json();
    let question = &asked["questions"][0];
    assert_eq!(question["header"], "Lock use", "{asked}");
    let first = question["options"][0]["label"].as_str().unwrap_or_default();
    assert!(first.starts_with("Compare and set instead"), "a lock is recommended before anything is known: {first}");
    // The person insists; before a line of code is written they hear what the lock would need.
    let answer = serde_json::json!({ "answers": { (question["question"].as_str().unwrap_or_default()): "Protects correctness" } });
    let said = world.run_with(&["answer", "a.brief.toml", "-"], &answer.to_string());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!read(&world.read("a.brief.toml")).lock.is_empty(), "{}", said.out);
    let check = world.run(&["check", "a.brief.toml"]).no();
    assert!(check.contains("LCK-"), "nothing is said about the lock: {check}");
    let explained = world.run(&["explain", "Q37"]).ok();
    for want in ["P13 Fencing token", "P14", "LCK-01"] {
        assert!(explained.contains(want), "{want} is not named beside the question: {explained}");
    }
}

#[test]
fn a_justification_is_needed_and_printed() {
    let world = World::new();
    for rule in ["LCK-03", "TXN-01"] {
        let path = format!("{}/tests/data/rules/{rule}/fires.brief.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let key = check_brief(&read(&text), None).open.iter().find(|f| f.rule.id == rule).expect("it fires").key();
        world.write("a.brief.toml", &text);
        let why = "The ledger is closed once a day and nothing else writes meanwhile.";
        let short = world.run(&["review", "a.brief.toml", "--by", "Cy", "--waive", &key, "--note", "needed"]).wrong();
        assert!(short.contains("at least 40 characters"), "{rule}: {short}");
        world.run(&["review", "a.brief.toml", "--by", "Cy", "--waive", &key, "--note", why]).ok();
        let left = check_brief(&read(&world.read("a.brief.toml")), Some("2026-11-24".parse().unwrap()));
        assert!(left.open.iter().all(|f| f.key() != key), "{rule}: the waiver does not count");
        world.run(&["export", "a.brief.toml"]).ok();
        let page = world.read("docs/a.md");
        assert!(page.contains(why) && page.contains("Cy"), "{rule}: the justification is not printed");
    }
}

#[test]
fn fixes_that_keep_every_promise_come_first_then_those_that_are_easiest_to_undo() {
    let (mut fixes, mut less) = (0, 0);
    for rule in RULES {
        let path = format!("{}/tests/data/rules/{}/fires.brief.toml", env!("CARGO_MANIFEST_DIR"), rule.id);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for f in check_brief(&read(&text), Some("2026-11-24".parse().unwrap())).open {
            let order: Vec<_> = f.fixes.iter().map(|x| (x.edits.is_empty(), x.touches, x.weight)).collect();
            fixes += order.len();
            less += order.iter().filter(|(_, touches, _)| *touches == Touches::Promise).count();
            assert!(order.is_sorted(), "{}: {order:?}", f.key());
        }
    }
    assert!(fixes > 200 && less > 20, "{fixes} suggestions were looked at, {less} that promise less");
}

#[test]
fn what_a_step_takes_out_of_the_budget_is_printed() {
    let world = World::new();
    let text = "schema = 1\n[workload.buy]\nrate_avg = \"100/s\"\n[slo.up]\nworkload = \"buy\"\nsli = \"availability\"\n\
                objective = \"99.9%\"\nwindow = \"30d\"\n[phase.canary]\nshare = \"10%\"\nbake = \"24h\"\n\
                rollback = { how = \"flag off\", time = \"1min\" }\n[phase.full]\nshare = \"100%\"\nbake = \"24h\"\n\
                [failure.zone]\nmode = \"zone_loss\"\nstance = \"tolerate_transparent\"\n\
                [experiment.cut]\nfailure = \"zone\"\nenv = \"production\"\nblast_radius = \"one zone\"\n";
    world.write("a.brief.toml", text);
    world.run(&["export", "a.brief.toml"]).ok();
    let page = world.read("docs/a.md");
    let table = page.split("What a step that goes wrong takes out of `slo.up`").nth(1).expect("the table");
    let row = |name: &str| {
        table.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("no {name}: {table}")).to_owned()
    };
    // 10 % failing burns 100 times the budget: the alert at 14.4 over an hour sees it after 8.64 min; with a minute to undo,
    // 0.964 min of 43.2 min are gone.
    let canary = row("phase.canary");
    assert!(canary.contains("8.64min") && canary.contains("2.23%"), "{canary}");
    assert!(row("phase.full").contains("not stated"), "{}", row("phase.full"));
    // Five minutes of 43.2 are 11.6 %.
    assert!(row("experiment.cut").contains("11.6%"), "{}", row("experiment.cut"));
}

#[test]
fn the_phases_keep_the_way_back_that_was_answered_before() {
    let world = World::new();
    world.run(&["new", "a.brief.toml", "--trigger", "early_design"]).ok();
    let answer = |text: &str, label: &str| {
        let json = serde_json::json!({ "answers": { (text): label } }).to_string();
        let ran = world.run_with(&["answer", "a.brief.toml", "-"], &json);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    let question = |id: &str| dsbench::questions::QUESTIONS.iter().find(|q| q.id == id).expect("a question").text;
    answer(question("Q43"), "Restore in hours");
    answer(question("Q44"), "Canary 1 10 50");
    let brief = read(&world.read("a.brief.toml"));
    for phase in ["canary", "ten", "half"] {
        let way = brief.get(&format!("phase.{phase}.rollback.how"));
        assert_eq!(way.as_ref().and_then(|v| v.as_str()), Some("restore the backup"), "{phase}");
        assert_eq!(
            brief.get(&format!("phase.{phase}.rollback.data_safe")),
            Some(brief::Value::Boolean(false)),
            "{phase}"
        );
    }
}
