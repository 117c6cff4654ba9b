//! The notation, on facts small enough to read.

use super::*;

/// Facts from a table: quantities are plain numbers here.
struct Small(toml::Table);

impl Small {
    fn at(&self, path: &str) -> Option<&toml::Value> {
        let mut parts = path.split('.');
        let mut value = self.0.get(parts.next()?)?;
        for part in parts {
            value = value.get(part)?;
        }
        Some(value)
    }
}

fn datum(value: &toml::Value) -> Datum {
    match value {
        toml::Value::Boolean(b) => Datum::Bool(*b),
        toml::Value::Integer(i) => Datum::Num(*i as f64),
        toml::Value::Float(f) => Datum::Num(*f),
        toml::Value::Array(items) => Datum::List(items.iter().map(datum).collect()),
        toml::Value::Table(_) => Datum::Table,
        other => Datum::Word(other.as_str().unwrap_or_default().into()),
    }
}

impl Facts for Small {
    fn ids(&self, table: &str) -> Vec<String> {
        self.at(table).and_then(toml::Value::as_table).map(|t| t.keys().cloned().collect()).unwrap_or_default()
    }
    fn exists(&self, path: &str) -> bool {
        let entity: Vec<&str> = path.split('.').take(2).collect();
        path.starts_with("brief.") || self.at(&entity.join(".")).is_some()
    }
    fn value(&self, path: &str) -> Option<Datum> {
        self.at(path).map(datum)
    }
    fn figure(&self, _: &str, _: &str) -> Option<f64> {
        None
    }
    fn findings(&self, _: &str) -> Option<usize> {
        Some(0)
    }
}

fn truth(facts: &str, condition: &str) -> Truth {
    let facts = Small(facts.parse().unwrap());
    let names = |name: &str| match name {
        "dataset" | "call" => vec!["a".to_string()],
        "chain_calls" => vec!["a".into(), "b".into()],
        _ => vec![],
    };
    Context { facts: &facts, names: &names, base: None }.eval(&parse(condition).unwrap())
}

#[test]
fn every_condition_of_the_registry_parses() {
    let texts = all_texts();
    assert!(texts.len() > 90, "only {} conditions found", texts.len());
    for text in texts {
        parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(parsed(text).is_some());
    }
}

#[test]
fn an_unstated_input_is_unknown_but_false_for_is_and_stated() {
    let facts = "[dataset.a]\nsize = 1";
    assert_eq!(truth(facts, "dataset.{dataset}.shards > 1"), Truth::Unknown);
    assert_eq!(truth(facts, "not (dataset.{dataset}.class in [\"money\"])"), Truth::Unknown);
    assert_eq!(truth(facts, "dataset.{dataset}.class is \"money\""), Truth::False);
    assert_eq!(truth(facts, "dataset.{dataset}.class is_in [\"money\"]"), Truth::False);
    assert_eq!(truth(facts, "stated(dataset.{dataset}.class)"), Truth::False);
    assert_eq!(truth(facts, "not (dataset.{dataset}.class is \"none\")"), Truth::True);
    assert_eq!(truth(facts, "D36 > 0.3 * dataset.{dataset}.size"), Truth::Unknown);
    assert_eq!(truth(facts, "dataset.{dataset}.size > 0 or brief.trigger = \"x\""), Truth::True);
    assert_eq!(truth(facts, "dataset.{dataset}.size > 1 and brief.trigger = \"x\""), Truth::False);
}

#[test]
fn entities_that_do_not_exist_are_false_and_all_of_nothing_is_true() {
    assert_eq!(truth("", "exists(lock.*)"), Truth::False);
    assert_eq!(truth("", "count(service.*) > 1"), Truth::False);
    assert_eq!(truth("", "any(workload.*.mix.write > 0.5)"), Truth::False);
    assert_eq!(truth("", "dataset.*.shards > 1"), Truth::False);
    assert_eq!(truth("", "call.{call}.attempts > 1"), Truth::False);
    assert_eq!(truth("", "all(dataset.*.class in [\"money\"])"), Truth::True);
}

#[test]
fn a_star_is_any_and_all_is_all_with_unknown_between() {
    let facts = "[call.a]\nattempts = 3\n[call.b]\nx = 1";
    assert_eq!(truth(facts, "call.*.attempts > 1"), Truth::True);
    assert_eq!(truth(facts, "call.*.attempts > 5"), Truth::Unknown);
    assert_eq!(truth(facts, "all(call.*.attempts in [3])"), Truth::Unknown);
    assert_eq!(truth(facts, "all(call.*.attempts in [4])"), Truth::False);
    assert_eq!(truth(facts, "stated(call.{chain_calls}.attempts)"), Truth::False);
    assert_eq!(truth(facts, "stated(call.*.attempts)"), Truth::True);
}

#[test]
fn one_entity_must_fit_the_whole_of_it() {
    let facts = "[failure.n]\nmode = \"node_loss\"\nmax = 1\n[failure.z]\nmode = \"zone_loss\"\nmax = 2";
    assert_eq!(truth(facts, "any(failure.*; mode = \"node_loss\" and max >= 2)"), Truth::False);
    assert_eq!(truth(facts, "any(failure.*; mode = \"zone_loss\" and max >= 2)"), Truth::True);
}

#[test]
fn lists_match_by_item_and_tables_by_nothing() {
    let facts = "[dataset.a]\nc = [\"ryw\", \"mr\"]\nb = { bounded = \"5s\" }";
    assert_eq!(truth(facts, "dataset.{dataset}.c in [\"mr\"]"), Truth::True);
    assert_eq!(truth(facts, "dataset.{dataset}.c in [\"causal\"]"), Truth::False);
    assert_eq!(truth(facts, "dataset.{dataset}.b in [\"bounded\", \"5s\"]"), Truth::False);
}

#[test]
fn kinds_of_a_call_are_those_of_its_operations() {
    let facts = "[dataset.a.operation.w]\nkind = \"write\"\n[call.a]\noperations = [\"a.w\"]";
    assert_eq!(truth(facts, "kinds({call}) in [\"write\"]"), Truth::True);
    assert_eq!(truth("[call.a]\nx = 1", "kinds({call}) in [\"write\"]"), Truth::Unknown);
}

#[test]
fn the_reason_names_the_field_and_its_value() {
    let facts = Small("[call.a]\nattempts = 1".parse().unwrap());
    let names = |_: &str| vec!["a".to_string()];
    let context = Context { facts: &facts, names: &names, base: None };
    let say = |text: &str| why_false(&parse(text).unwrap(), &context);
    assert_eq!(say("call.{call}.attempts > 1"), "call.a.attempts is 1");
    assert_eq!(say("count(region.*) > 1 or exists(lock.*)"), "there is no region and there is no lock");
    assert_eq!(say("not (call.{call}.attempts is 1)"), "call.a.attempts is 1");
}

#[test]
fn broken_conditions_say_what_was_expected() {
    for (text, want) in [("a =", "value"), ("(a = 1", ")"), ("a in 3", "list"), ("a = 1 b", "unexpected")] {
        let e = parse(text).unwrap_err();
        assert!(e.contains(want), "{text}: {e}");
    }
}
