//! Reading, editing and rewriting briefs.

use dsbench::brief::{self, Brief, Edit, Value};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(
                "
"
            )
        )
    })
}

#[test]
fn both_briefs_load_clean() {
    let example = read(EXAMPLE);
    assert_eq!(example.dataset.keys().map(std::string::ToString::to_string).collect::<Vec<_>>(), ["orders", "cart"]);
    let full = read(FULL);
    assert_eq!(full.call.get("gateway-orders").expect("the call").attempts, Some(2));
}

#[test]
fn every_field_of_the_format_stands_once_in_the_full_brief() {
    use dsbench::brief::record::{Field, Record, Ty};
    fn walk(prefix: &str, fields: &'static [Field], value: &Value, missing: &mut Vec<String>) {
        for field in fields {
            let path = format!("{prefix}{}", field.name);
            let entries: Vec<&Value> = match value {
                Value::Table(t) => t.get(field.name).into_iter().collect(),
                Value::Array(rows) => rows.iter().filter_map(|r| r.get(field.name)).collect(),
                _ => Vec::new(),
            };
            if entries.is_empty() {
                missing.push(path);
                continue;
            }
            if let (Ty::Map(inner), Value::Table(map)) = ((field.ty)(), entries[0]) {
                let all: Vec<Value> = map.values().cloned().collect();
                walk(&format!("{path}.*."), inner, &Value::Array(all), missing);
            }
        }
    }
    let mut missing = Vec::new();
    let whole = dsbench::brief::record::record_value(&read(FULL));
    walk("", Brief::fields(), &whole, &mut missing);
    assert!(missing.is_empty(), "not in full.brief.toml: {missing:?}");
}

#[test]
fn a_share_without_its_per_cent_says_what_was_probably_meant() {
    let of = |value: &str| {
        let problems = brief::read(&format!("schema = 1\n[slo.a]\nobjective = {value}\n")).unwrap_err();
        problems[0].to_string()
    };
    let expected = "expected 50% to 99.9999999%";
    for (value, found) in [("\"99.9\"", "\"99.9\""), ("99.9", "the number 99.9")] {
        assert_eq!(of(value), format!("3:13: slo.a.objective: found {found}, {expected}; did you mean \"99.9%\"?"));
    }
    assert_eq!(of("\"120%\""), format!("3:13: slo.a.objective: found \"120%\", {expected}"));
    assert_eq!(of("1.5"), format!("3:13: slo.a.objective: found the number 1.5, {expected}"));
}

#[test]
fn a_value_read_is_a_value_written() {
    for text in [EXAMPLE, FULL] {
        let brief = read(text);
        let value = dsbench::brief::record::record_value(&brief);
        let again = read(&toml::to_string(&value).unwrap());
        assert!(brief == again, "a value changed on the way");
    }
}

#[test]
fn an_edit_changes_only_what_it_names() {
    let edits = [Edit::set("dataset.orders.replication.election_timeout", "2s")];
    let text = brief::rewrite(EXAMPLE, &edits).unwrap();
    let changed: Vec<(&str, &str)> = EXAMPLE.lines().zip(text.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(changed, [("election_timeout = \"1s\"", "election_timeout = \"2s\"")]);
    assert_eq!(text.lines().count(), EXAMPLE.lines().count());
    assert_eq!(brief::rewrite(EXAMPLE, &[]).unwrap(), EXAMPLE);
}

#[test]
fn typed_edits_and_text_edits_agree() {
    let all: Vec<Vec<Edit>> = vec![
        vec![Edit::set("dataset.orders.replication.voters", 5)],
        vec![Edit::create("dataset.audit"), Edit::set("dataset.audit.class", "log")],
        vec![Edit::unset("dataset.cart.replication.r")],
        vec![Edit::unset("call.orders-payments")],
        vec![Edit::append("call.gateway-orders.retry_on", "timeout")],
        vec![Edit::append(
            "open_question",
            Value::Table([("path".to_owned(), Value::from("brief.owner"))].into_iter().collect()),
        )],
        vec![Edit::Rename { path: "dataset.orders".into(), to: "purchases".into() }],
        vec![Edit::Rename { path: "dataset.orders.operation.place".into(), to: "buy".into() }],
        vec![Edit::Rename { path: "region.eu".into(), to: "europe".into() }],
        vec![Edit::set("call.orders-payments.backoff.jitter", "full")],
        vec![Edit::set("slo.checkout-success.alert_pairs[0].burn", 10)],
        vec![Edit::unset("call.gateway-orders.backoff.jitter")],
        vec![Edit::unset("waiver[0]")],
        vec![Edit::set(
            "notes.\"dataset.cart.class\"",
            Value::Table([("source".to_owned(), Value::from("preset"))].into_iter().collect()),
        )],
    ];
    for edits in all {
        let mut typed = read(EXAMPLE);
        let before = typed.clone();
        let undo = brief::apply(&mut typed, &edits).unwrap_or_else(|e| panic!("{edits:?}: {}", e[0]));
        let text = brief::rewrite(EXAMPLE, &edits).unwrap_or_else(|e| panic!("{edits:?}: {e}"));
        let from_text = brief::read(&text).unwrap_or_else(|e| panic!("{edits:?}: {}\n{text}", e[0]));
        assert!(typed == from_text, "typed and text differ after {edits:?}:\n{text}");
        assert!(typed != before, "{edits:?} changed nothing");
        brief::apply(&mut typed, &undo).unwrap_or_else(|e| panic!("undo of {edits:?}: {}", e[0]));
        assert!(typed == before, "undo of {edits:?} by {undo:?}");
    }
}

#[test]
fn references_follow_a_rename() {
    let mut brief = read(EXAMPLE);
    brief::apply(&mut brief, &[Edit::Rename { path: "dataset.orders".into(), to: "purchases".into() }]).unwrap();
    assert_eq!(brief.get("call.gateway-orders.operations[0]"), Some(Value::from("purchases.place")));
    assert_eq!(brief.get("lock.settlement.fencing.checked_by[0]"), Some(Value::from("purchases")));
    assert_eq!(brief.get("waiver[0].finding"), Some(Value::from("QUO-12/dataset.purchases")));
    assert_eq!(brief.get("open_question[0].path"), Some(Value::from("dataset.purchases.replication.election_timeout")));
    assert_eq!(brief.dataset.get_index(0).unwrap().0.as_ref(), "purchases", "it stays at its place");
}

#[test]
fn a_rename_in_the_text_reaches_into_a_list_inside_a_row() {
    let edits = [Edit::Rename { path: "lock.settlement".into(), to: "payout".into() }];
    let text = brief::rewrite(FULL, &edits).unwrap();
    assert!(text.contains("path = \"lock.payout.client_margin\", accepted"), "the point names the old lock");
    let mut typed = read(FULL);
    brief::apply(&mut typed, &edits).unwrap();
    assert!(read(&text) == typed);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let text = "schema = 1\n[brief]\ntitel = \"x\"\ntrigger = \"early_desing\"\n[workload.main]\nentry_service = \"front\"\nrate_peak = 1200\nmix = { read = 0.7, write = 0.7 }\n[service.frontt]\n[call.a]\nfrom = \"frontt\"\nto = \"frontt\"\nattempts = 99\ntimeout = \"fast\"\n";
    let problems = brief::read(text).unwrap_err();
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let all = shown.join("\n");
    for part in [
        "3:1: brief.titel: found a key that is not known, expected a key of this table; did you mean `title`?",
        "4:11: brief.trigger: found \"early_desing\", expected one of early_design",
        "did you mean `early_design`?",
        "6:17: workload.main.entry_service: found \"front\", expected the id of a service; did you mean `frontt`?",
        "7:13: workload.main.rate_peak: found the number 1200",
        "a bare number needs a unit",
        "8:1: workload.main.mix: found shares that sum to 1.4, expected shares that sum to 1",
        "13:12: call.a.attempts: found the number 99, expected 1 to 10",
        "14:11: call.a.timeout: found \"fast\", expected a duration",
    ] {
        assert!(all.contains(part), "missing: {part}\nin:\n{all}");
    }
    assert_eq!(problems.len(), 7, "{all}");
}

#[test]
fn a_name_that_is_a_part_of_one_known_name_finds_it() {
    let scheme = |word: &str| {
        let text = format!("schema = 1\n[dataset.carts]\nreplication.scheme = \"{word}\"\n");
        brief::read(&text).unwrap_err()[0].to_string()
    };
    assert!(scheme("raft").contains("did you mean `consensus_raft`?"), "{}", scheme("raft"));
    assert!(!scheme("leader").contains("did you mean `multi"), "several names have this part: {}", scheme("leader"));
}

#[test]
fn hostile_files_are_refused_in_words() {
    let deep = format!("schema = 1\na = {}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(brief::read(&deep).unwrap_err()[0].to_string().contains("nested deeper"));
    let newer = brief::read("schema = 9\n[brief]\nfuture = 1\n").unwrap_err();
    assert_eq!(newer.len(), 1);
    assert!(newer[0].to_string().contains("newer dsbench"), "{}", newer[0]);
    assert!(brief::read("").unwrap_err()[0].to_string().contains("schema = 1"));
    let syntax = brief::read("schema = 1\n[brief\ntitle = = 3\n").unwrap_err();
    assert!(syntax.len() >= 2, "several syntax errors at once: {syntax:?}");
}

#[test]
fn an_edit_that_no_file_could_hold_changes_nothing() {
    let mut brief = read(EXAMPLE);
    let before = brief.clone();
    let edits = [Edit::set("brief.owner", "somebody"), Edit::set("call.gateway-orders.attempts", 99)];
    let problems = brief::apply(&mut brief, &edits).unwrap_err();
    assert!(problems[0].to_string().contains("1 to 10"), "{}", problems[0]);
    assert!(brief == before);
    assert!(brief::apply(&mut brief, &[Edit::set("dataset.Bad Name.class", "log")]).is_err());
    assert!(brief::apply(&mut brief, &[Edit::set("dataset.orders.replicaz", 3)]).is_err());
    assert!(brief == before);
}

#[test]
fn the_defaults_are_values_of_their_fields() {
    use dsbench::brief::record::{Field, Record, Ty};
    fn walk(fields: &'static [Field]) -> usize {
        fields
            .iter()
            .map(|f| match (f.ty)() {
                Ty::Map(i) | Ty::Record(i) => walk(i),
                _ => usize::from(!f.default.is_empty()),
            })
            .sum()
    }
    assert!(walk(Brief::fields()) > 150);
    assert_eq!(dsbench::brief::Call::defaults().attempts, Some(3));
    let d = dsbench::brief::Workload::defaults();
    assert_eq!(d.mix.as_ref().and_then(|m| m.read).map(dsbench::brief::units::Quantity::get), Some(0.95));
    let slo = dsbench::brief::Slo::defaults();
    assert_eq!(slo.alert_pairs.as_ref().map(Vec::len), Some(4));
}

/// A person sees it beside the entry, an editor beside the cursor: it says more than the name that stands there already.
#[test]
fn every_field_says_what_it_is() {
    fn walk(schema: &serde_json::Value, at: &str, seen: &mut usize) {
        match schema {
            serde_json::Value::Object(map) => {
                for (name, field) in map.get("properties").and_then(|p| p.as_object()).into_iter().flatten() {
                    if let Some(text) = field.get("description").and_then(|d| d.as_str()) {
                        let first = text.split('.').next().unwrap_or_default().to_lowercase();
                        assert_ne!(first.replace([' ', '-'], "_"), *name, "{at}.{name} is described by its name");
                        assert!(!first.is_empty(), "{at}.{name} is not described");
                        *seen += 1;
                    }
                }
                for (name, inner) in map {
                    walk(inner, &format!("{at}.{name}"), seen);
                }
            }
            serde_json::Value::Array(all) => all.iter().for_each(|inner| walk(inner, at, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    walk(&dsbench::brief::json_schema(), "", &mut seen);
    assert!(seen > 500, "only {seen} fields");
}
