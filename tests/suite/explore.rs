//! `dsbench explore`: sweeps, goals, the smallest changes, and what is said about wrong input.

use super::cli_support::World;
use serde_json::Value;

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");

fn world() -> World {
    let w = World::new();
    w.write("orders.brief.toml", EXAMPLE);
    w
}

const QUORUM: [&str; 6] = [
    "explore",
    "orders.brief.toml",
    "--vary",
    "dataset.cart.replication.r=1..3",
    "--vary",
    "dataset.cart.replication.w=1..3",
];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    QUORUM.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_sweep_tries_every_combination_and_names_the_smallest_changes() {
    let w = world();
    let doc = w.run(&with(&["--goal", "D10/dataset.cart#read-write >= 2", "--json"])).json();
    assert_eq!(doc["schema"], "dsbench/explore/1");
    let points = doc["points"].as_array().unwrap();
    assert_eq!(points.len(), 9);
    // By hand: R + W - 3 >= 2 holds for (2,3), (3,2), (3,3) of N = 3.
    let reached: Vec<&Value> = points.iter().filter(|p| p["reached"] == true).collect();
    assert_eq!(reached.len(), 3, "{points:#?}");
    let front = doc["front"].as_array().unwrap();
    assert!(!front.is_empty() && front.iter().all(|f| f["cost"]["fields"] == 1), "{front:#?}");
    let moved = front[0]["numbers"].as_array().unwrap();
    assert!(moved.iter().any(|n| n["id"] == "D10"), "the change is not shown with what it moves");
    assert_eq!(w.read("orders.brief.toml"), EXAMPLE, "exploring changed the brief");
    let text = w.run(&with(&["--goal", "D10/dataset.cart#read-write >= 2"])).ok();
    assert!(text.contains("Smallest changes that reach the goal") && text.contains("1 field, configuration"), "{text}");
}

#[test]
fn a_goal_that_nothing_reaches_is_a_no() {
    let w = world();
    let text = w.run(&with(&["--goal", "D10/dataset.cart#read-write >= 9"])).no();
    assert!(text.contains("No combination reaches the goal"), "{text}");
    let ran = w.run(&with(&["--goal", "D10/dataset.cart#read-write >= 9", "--json"]));
    assert_eq!(ran.code, 1);
}

#[test]
fn without_fields_every_decision_is_tried_and_the_mistake_of_the_demo_is_found() {
    let w = World::new();
    w.write("demo.brief.toml", dsbench::templates::DEMO);
    let text = w.run(&["explore", "demo.brief.toml", "--goal", "no errors"]).ok();
    assert!(text.contains("one at a time") && text.contains("attempts 3 -> "), "{text}");
    let doc = w.run(&["explore", "demo.brief.toml", "--goal", "no errors", "--json"]).json();
    let front = doc["front"].as_array().unwrap();
    assert!(!front.is_empty() && front.iter().all(|f| f["cost"]["fields"] == 1), "{front:#?}");
    assert!(front.iter().all(|f| f["findings"]["go"].as_array().is_some_and(|g| !g.is_empty())));
}

#[test]
fn the_same_question_has_the_same_answer() {
    let w = world();
    let args = with(&["--goal", "no errors and writes available cart >= 99.99 %", "--json"]);
    assert_eq!(w.run(&args).out, w.run(&args).out);
}

#[test]
fn wrong_paths_ranges_and_goals_are_all_said_with_what_would_be_right() {
    let w = world();
    let err = w
        .run(&[
            "explore",
            "orders.brief.toml",
            "--vary",
            "dataset.carts.replication.w=1..3",
            "--vary",
            "call.gateway-orders.timeout=1..3",
            "--goal",
            "no luck",
        ])
        .wrong();
    assert_eq!(err.lines().count(), 3, "{err}");
    assert!(err.contains("did you mean `cart`") && err.contains("no RULE") && err.contains("timeout"), "{err}");
    let err = w.run(&["explore", "orders.brief.toml", "--vary", "workload.place-order.fan_out=1..9", "--limit", "5"]);
    assert!(err.wrong().contains("more than 5"));
    assert!(w.run(&["explore", "orders.brief.toml"]).err.contains("--vary"));
}
