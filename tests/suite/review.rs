//! Reviewing from the command line: a colleague's brief walked to a verdict, decisions kept in the file, the report.

use crate::cli_support::World;

const BRIEF: &str = "\
schema = 1
[brief]
title = \"Shop\"
owner = \"ana\"

[workload.buy]
entry_service = \"gateway\"
datasets = [\"orders\"]
rate_peak = \"100/s\"

[service.gateway]
owner = \"web\"
[service.orders]
owner = \"shop\" # the team
datasets = [\"orders\"]

[call.gateway-orders]
from = \"gateway\"
to = \"orders\"
attempts = 3
timeout = \"1s\"

[dataset.orders]
class = \"money\"
rpo = \"0s\"
[dataset.orders.operation.place]
kind = \"cas\"
consistency = \"linearizable\"
[dataset.orders.replication]
scheme = \"leaderless_quorum\"
n = 3
r = 1
w = 1
";

fn keys(world: &World) -> Vec<(String, String)> {
    let json = world.run(&["review", "a.brief.toml", "--json"]).json();
    let list = json["findings"].as_array().unwrap().clone();
    list.iter().map(|f| (f["key"].as_str().unwrap().to_owned(), f["state"].as_str().unwrap().to_owned())).collect()
}

fn state(world: &World, key: &str) -> Option<String> {
    keys(world).into_iter().find(|(k, _)| k == key).map(|(_, s)| s)
}

#[test]
fn decisions_are_kept_in_the_file_and_told_apart_in_the_report() {
    let world = World::new();
    world.write("a.brief.toml", BRIEF);
    assert_eq!(world.run(&["review", "a.brief.toml", "--check"]).no().lines().next(), Some("# Review of Shop"));
    let all = keys(&world);
    assert!(all.len() >= 4 && all.iter().all(|(_, s)| s == "undecided"), "{all:?}");
    let fix = "CON-04/dataset.orders.operation.place";
    let fixable = world.run(&["check", "a.brief.toml", "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&fixable.out).unwrap();
    let fixable = findings["findings"].as_array().unwrap().iter().find(|f| {
        f["rule"] != "MET-02"
            && f["fixes"].as_array().unwrap().iter().any(|x| !x["edits"].as_array().unwrap().is_empty())
    });
    let fixable =
        fixable.unwrap_or_else(|| panic!("nothing can be fixed beside {fix}"))["key"].as_str().unwrap().to_owned();
    let rest: Vec<String> = all.into_iter().map(|(k, _)| k).filter(|k| *k != fixable).collect();
    let (dispute, defer) = (&rest[0], &rest[1]);

    world.run(&["review", "a.brief.toml", "--by", "Bo", "--fix", &fixable]).ok();
    let (note, date) = ("the store orders writes by itself", "2027-01-31");
    if state(&world, dispute).is_some() {
        world.run(&["review", "a.brief.toml", "--by", "Bo", "--dispute", dispute, "--note", note]).ok();
        assert_eq!(state(&world, dispute).as_deref(), Some("disputed"));
    }
    let put_off =
        ["review", "a.brief.toml", "--by", "Bo", "--defer", defer, "--note", "after the load test", "--until", date];
    world.run(&put_off).ok();
    assert_eq!(state(&world, defer).as_deref(), Some("put_off"));
    assert_eq!(state(&world, &fixable), None, "the fix of {fixable} did not hold");

    let text = world.read("a.brief.toml");
    assert!(text.contains("owner = \"shop\" # the team"), "a comment went: {text}");
    assert_eq!(text.matches("[[review]]").count(), 1, "one review, until its verdict: {text}");
    let report = world.run(&["review", "a.brief.toml"]).ok();
    for want in ["not ready", "| fixed | Bo | 2026-11-24 |", "after the load test", date, "## What ends when", "H01"] {
        assert!(report.contains(want), "{want} is missing:\n{report}");
    }
    // The day after, it waits again.
    let later = world.run(&["review", "a.brief.toml", "--json", "--as-of", "2027-02-01"]).json();
    let overdue = later["findings"].as_array().unwrap().iter().find(|f| f["key"] == defer.as_str()).unwrap().clone();
    assert_eq!(overdue["state"], "overdue");
}

#[test]
fn a_waiver_needs_its_reason_and_a_contradiction_has_none() {
    let world = World::new();
    world.write("a.brief.toml", BRIEF);
    let before = world.read("a.brief.toml");
    let json = world.run(&["check", "a.brief.toml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let list = json["findings"].as_array().unwrap();
    let never = list.iter().find(|f| f["waivable"] == "never").expect("a contradiction")["key"].as_str().unwrap();
    let some = list.iter().find(|f| f["waivable"] != "never" && f["rule"] != "MET-02").expect("one to waive");
    let some = some["key"].as_str().unwrap();
    let long = "accepted until the new store is there, seen by the owner of the data";
    let by = ["review", "a.brief.toml", "--by", "Cy"];
    let with = |more: &[&str]| world.run(&[&by[..], more].concat());
    assert!(with(&["--waive", never, "--note", long]).wrong().contains("cannot be waived"));
    assert!(with(&["--waive", some, "--note", "because"]).wrong().contains("at least 40 characters; this has 7"));
    assert!(with(&["--waive", some, "--note", long, "--until", "2028-01-01"]).wrong().contains("ends between today"));
    let both = with(&["--waive", some, "--note", long, "--item", "H99=yes"]).wrong();
    assert!(both.contains("no item H99"), "{both}");
    assert_eq!(world.read("a.brief.toml"), before, "a wrong decision wrote something");
    assert!(
        world.run(&["review", "a.brief.toml", "--waive", some, "--note", long]).code == 2 || {
            // A waiver without a name is none.
            false
        }
    );
    with(&["--waive", some, "--note", long]).ok();
    assert_eq!(state(&world, some).as_deref(), Some("waived"));
}

#[test]
fn a_verdict_closes_the_review_and_readiness_follows_from_everything() {
    let world = World::new();
    let mut text = String::from(
        "schema = 1\n[brief]\ntitle = \"Small\"\nowner = \"ana\"\nreviewers = [\"Di\"]\ntrigger = \"early_design\"\ncriticality = \"tier3\"\n",
    );
    for path in ["goal", "workload", "slo", "failure", "dataset", "service", "validation.correlation_id"] {
        text.push_str(&format!(
            "[[skipped]]\npath = \"{path}\"\nreason = \"not_applicable\"\ntext = \"a page of words, no system\"\n"
        ));
    }
    world.write("a.brief.toml", &text);
    let json = world.run(&["review", "a.brief.toml", "--json"]).json();
    assert_eq!(json["readiness"], "undecided", "{json}");
    let items: Vec<String> =
        json["checklist"].as_array().unwrap().iter().map(|i| format!("{}=yes", i["id"].as_str().unwrap())).collect();
    let mut args = vec!["review", "a.brief.toml", "--by", "Di"];
    for item in &items {
        args.extend(["--item", item]);
    }
    world.run(&args).ok();
    assert!(world.run(&["review", "a.brief.toml", "--check"]).no().contains("nobody has given a verdict"));
    world.run(&["review", "a.brief.toml", "--by", "Di", "--verdict", "object", "--note", "not before H07"]).ok();
    assert!(world.run(&["review", "a.brief.toml", "--check"]).no().contains("Di objects"));
    world.run(&["review", "a.brief.toml", "--by", "Di", "--verdict", "agree"]).ok();
    let done = world.run(&["review", "a.brief.toml", "--check", "--out", "docs"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let report = world.read("docs/a.review.md");
    assert!(report.contains("The brief is **ready**") && report.contains("| Di | agrees | 2026-11-24 |"), "{report}");
    assert_eq!(world.read("a.brief.toml").matches("[[review]]").count(), 2, "a verdict closes a review");
    world.write("docs/a.review.md", &report.replace("agrees", "loves it"));
    let refused = world.run(&["review", "a.brief.toml", "--out", "docs"]);
    assert!(refused.code == 2 && refused.err.contains("edited by hand"), "{}", refused.err);
}

#[test]
fn an_exported_document_leads_back_to_its_brief() {
    let world = World::new();
    world.write("a.brief.toml", BRIEF);
    world.run(&["export", "a.brief.toml"]).ok();
    let report = world.run(&["review", "docs/a.md"]).ok();
    assert!(report.starts_with("# Review of Shop") && !report.contains("has changed since"), "{report}");
    world.write("a.brief.toml", &BRIEF.replace("title = \"Shop\"", "title = \"Store\""));
    let changed = world.run(&["review", "docs/a.md"]).ok();
    assert!(changed.starts_with("# Review of Store") && changed.contains("has changed since"), "{changed}");
    world.run(&["review", "docs/a.md", "--by", "Ed", "--item", "H01=no", "--note", "nobody has"]).ok();
    assert!(world.read("a.brief.toml").contains("item = \"H01\""));
    std::fs::remove_file(world.path("a.brief.toml")).unwrap();
    let lost = world.run(&["review", "docs/a.md"]).wrong();
    assert!(lost.contains("was written from a.brief.toml"), "{lost}");
    world.write("docs/b.md", "# Not ours\n");
    assert!(world.run(&["review", "docs/b.md"]).wrong().contains("was not exported by dsbench"));
}

#[test]
fn an_older_file_is_read_and_kept_before_it_is_written() {
    let world = World::new();
    let old = BRIEF.replace("schema = 1", "schema = 0 # a draft");
    world.write("a.brief.toml", &old);
    let read = world.run(&["review", "a.brief.toml"]);
    assert!(read.code == 0 && read.err.contains("has schema 0"), "{}", read.err);
    assert_eq!(world.read("a.brief.toml"), old, "looking at it changed it");
    world.run(&["review", "a.brief.toml", "--by", "Fe", "--item", "H02=moot"]).ok();
    assert_eq!(world.read("a.brief.toml.bak"), old);
    let new = world.read("a.brief.toml");
    assert!(new.contains("schema = 1 # a draft") && new.contains("decision = \"moot\""), "{new}");
}

#[test]
fn files_that_a_change_names_are_looked_for_in_the_repository() {
    let world = World::new();
    std::fs::create_dir_all(world.path(".git")).unwrap();
    std::fs::create_dir_all(world.path("src")).unwrap();
    world.write("src/pay.rs", "");
    let change = "\n[change.key]\ntarget = [\"src/pay.rs:12\", \"src/gone.rs\", \"orders\"]\n";
    world.write("a.brief.toml", &format!("{BRIEF}{change}"));
    let report = world.run(&["review", "a.brief.toml"]).ok();
    let section = report.split("## Files that changes name").nth(1).expect("the section");
    assert!(section.contains("`src/gone.rs` of `change.key`") && !section.contains("pay.rs"), "{section}");
    let check = world.run(&["check", "a.brief.toml"]);
    assert!(check.out.contains("src/gone.rs") && check.out.contains("change.key"), "{}", check.out);
    let json = world.run(&["check", "a.brief.toml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["missing_targets"][0]["target"], "src/gone.rs");
}
