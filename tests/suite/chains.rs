//! A chain of services, or a list of regions, in words of one's own, on a new brief and on one that somebody has worked on: what
//! the brief was begun with takes their names, and nothing is left beside them.

use dsbench::brief::{self, Brief, Edit, Value};
use dsbench::questions::{Given, Known, Step, Walk, answer, find, flow, skeleton};

/// A brief with its text, so that both are seen to say the same.
struct Desk {
    text: String,
    brief: Brief,
    walk: Walk,
}

impl Desk {
    fn new(edits: &[Edit]) -> Desk {
        let text = skeleton("early_design", "Test");
        let brief = brief::read(&text).expect("the skeleton reads");
        let mut desk = Desk { text, brief, walk: Walk::default() };
        desk.apply(edits);
        desk
    }

    fn apply(&mut self, edits: &[Edit]) {
        brief::apply(&mut self.brief, edits).unwrap_or_else(|e| panic!("{edits:?}: {e:?}"));
        self.text = brief::rewrite(&self.text, edits).unwrap_or_else(|e| panic!("{edits:?}: {e}"));
        let again = brief::read(&self.text).unwrap_or_else(|e| panic!("{e:?}\n{}", self.text));
        assert!(again == self.brief, "the text says something else after {edits:?}\n{}", self.text);
    }

    fn say(&mut self, text: &str) {
        self.answer("Q29", &Given::Other(text.into()));
    }

    fn answer(&mut self, id: &str, given: &Given) {
        let known = Known::new(&self.brief);
        let question = find(id).expect("a question");
        let step: Step = flow::steps_of(&known, &self.walk, question, "full").remove(0);
        let done = answer(&known, &self.walk, &step, given).unwrap_or_else(|e| panic!("{e:?}"));
        self.apply(&done.edits);
        self.walk.remember(&step.key(), done.record);
    }

    fn services(&self) -> Vec<String> {
        sorted(self.brief.service.keys().map(ToString::to_string))
    }

    fn calls(&self) -> Vec<String> {
        sorted(self.brief.call.keys().map(ToString::to_string))
    }

    fn get(&self, path: &str) -> String {
        self.brief.get(path).as_ref().map(brief::entry::shown).unwrap_or_default()
    }
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids
}

#[test]
fn what_a_brief_was_begun_with_takes_the_names_of_the_chain() {
    let mut desk = Desk::new(&[]);
    desk.say("gateway x3 > orders x2 > payments");
    assert_eq!(desk.services(), ["gateway", "orders", "payments"]);
    assert_eq!(desk.calls(), ["gateway-orders", "orders-payments"]);
    for (path, want) in [
        ("workload.main.entry_service", "gateway"),
        ("call.gateway-orders.attempts", "3"),
        ("call.orders-payments.attempts", "2"),
        ("call.orders-payments.from", "orders"),
        ("call.orders-payments.to", "payments"),
        // What was said of the last service and of the call that reaches it is said of them still.
        ("call.orders-payments.operations", "main.read, main.write"),
        ("service.payments.datasets", "main"),
    ] {
        assert_eq!(desk.get(path), want, "{path}\n{}", desk.text);
    }
    // Another chain takes the place of the first one whole.
    desk.say("web > api");
    assert_eq!((desk.services(), desk.calls()), (vec!["api".into(), "web".into()], vec!["web-api".to_owned()]));
    assert_eq!(desk.get("service.api.datasets"), "main");
    assert_eq!(desk.get("workload.main.entry_service"), "web");
    assert_eq!(desk.get("call.web-api.attempts"), "", "the second chain says nothing of attempts");
}

#[test]
fn references_to_what_takes_another_name_follow() {
    let mut desk = Desk::new(&[Edit::set("queue.inbox.on", "front"), Edit::set("slo.up.measured_at", "server")]);
    desk.say("gateway > back");
    assert_eq!(desk.get("queue.inbox.on"), "gateway");
    assert_eq!(
        (desk.services(), desk.calls()),
        (vec!["back".into(), "gateway".into()], vec!["gateway-back".to_owned()])
    );
}

#[test]
fn what_somebody_has_worked_on_stays() {
    let mut desk = Desk::new(&[Edit::set("call.front-back.timeout", "250ms"), Edit::set("service.front.replicas", 4)]);
    desk.say("gateway > orders");
    assert_eq!(desk.get("call.front-back.timeout"), "250ms", "{}", desk.text);
    assert_eq!(desk.get("service.front.replicas"), "4");
    let note = Value::Table([("text".to_owned(), "ours".into())].into_iter().collect());
    let mut desk = Desk::new(&[Edit::set("notes.\"call.front-back.to\"", note)]);
    desk.say("gateway > orders");
    assert!(desk.brief.has("call.front-back"), "a note is work too");
}

#[test]
fn a_chain_of_services_that_are_there_already_leaves_no_placeholder() {
    let mut desk = Desk::new(&[
        Edit::create("service.gateway"),
        Edit::create("service.orders"),
        Edit::set("call.gateway-orders.from", "gateway"),
        Edit::set("call.gateway-orders.to", "orders"),
    ]);
    desk.say("gateway x3 > orders");
    assert_eq!(
        (desk.services(), desk.calls()),
        (vec!["gateway".into(), "orders".into()], vec!["gateway-orders".to_owned()])
    );
    assert_eq!(desk.get("service.orders.datasets"), "main");
    assert_eq!(desk.get("call.gateway-orders.operations"), "main.read, main.write");
    // What something else names is no placeholder any more.
    let mut desk = Desk::new(&[
        Edit::create("service.gateway"),
        Edit::create("service.orders"),
        Edit::set("queue.inbox.on", "front"),
    ]);
    desk.say("gateway > orders");
    assert_eq!(
        (desk.services(), desk.get("queue.inbox.on")),
        (vec!["front".into(), "gateway".into(), "orders".into()], "front".into())
    );
}

#[test]
fn placeholders_that_the_chain_names_are_what_they_are() {
    let mut desk = Desk::new(&[]);
    desk.say("front x3 > back > store");
    assert_eq!(desk.services(), ["back", "front", "store"]);
    assert_eq!(desk.calls(), ["back-store", "front-back"]);
    assert_eq!(desk.get("service.back.datasets"), "main");
}

#[test]
fn the_region_of_a_new_brief_takes_the_name_of_the_first() {
    let more = Given::Chosen { labels: vec!["More".into()], typed: vec!["eu us".into()], other: None };
    for (given, zones) in [(Given::Other("eu: a b, us: a b c".into()), ["a", "b"].as_slice()), (more, &["a", "b", "c"])]
    {
        let mut desk = Desk::new(&[]);
        desk.answer("Q14", &given);
        let regions = sorted(desk.brief.region.keys().map(ToString::to_string));
        assert_eq!(regions, ["eu", "us"], "{given:?}");
        let eu = desk.brief.region.get("eu").expect("the first");
        assert_eq!(sorted(eu.zone.keys().map(ToString::to_string)), zones);
    }
    // One region more is no list of all of them, and a place that something names stays.
    let mut desk = Desk::new(&[]);
    desk.answer("Q14", &Given::Other("us: a".into()));
    assert!(desk.brief.has("region.home") && desk.brief.has("region.us"));
    let mut desk = Desk::new(&[Edit::set("service.front.placement", Value::Array(vec!["home/c".into()]))]);
    desk.answer("Q14", &Given::Other("eu: a, us: a".into()));
    assert_eq!(desk.get("service.front.placement"), "eu/c");
}
