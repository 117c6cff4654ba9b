//! What a person types for a field of the brief: every form that a file may hold can be typed too.

use dsbench::brief::{self, Brief, Edit, Ty, Value, entry, field_at, links};

const FULL: &str = include_str!("../data/briefs/full.brief.toml");

fn full() -> Brief {
    brief::read(FULL).unwrap_or_else(|e| panic!("{e:?}"))
}

/// Paths of every value of a table and below, list items included.
fn paths(value: &Value, path: &str, out: &mut Vec<String>) {
    if field_at(path).is_some() {
        out.push(path.to_owned());
    }
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths(value, &below, out);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate().filter(|(_, item)| item.is_table()) {
                paths(item, &format!("{path}[{i}]"), out);
            }
        }
        _ => {}
    }
}

/// One text for each form that a type has, as a person would type it.
fn samples(brief: &Brief, ty: &Ty) -> Vec<String> {
    match ty {
        Ty::Either(a, b) => [samples(brief, a), samples(brief, b)].concat(),
        Ty::Int => vec!["5".into(), "1_000".into()],
        Ty::Number => vec!["0.5".into()],
        Ty::Bool => vec!["true".into()],
        Ty::Date => vec!["2026-11-24".into()],
        Ty::Quantity { example, bare, .. } => {
            let mut all = vec![(*example).to_owned()];
            all.extend(bare.then(|| "0.25".to_owned()));
            all
        }
        Ty::Words(words) => words.iter().map(|w| (*w).to_owned()).collect(),
        Ty::Id(kinds) => kinds.iter().flat_map(|k| links::ids(brief, k)).take(2).collect(),
        Ty::Form { example, .. } => vec![(*example).to_owned()],
        Ty::List(of) => vec![samples(brief, of)[..2].join(", ")],
        // The first region of the full brief is all that a record among alternatives needs.
        Ty::Record(fields) => {
            let list = fields.iter().find(|f| matches!((f.ty)(), Ty::List(_))).expect("a list of regions");
            vec![format!("{{ {} = [\"{}\"] }}", list.name, links::ids(brief, "region")[0])]
        }
        other => panic!("no sample for {other:?}"),
    }
}

#[test]
fn every_form_of_every_field_with_two_types_can_be_typed() {
    let brief = full();
    let mut all = Vec::new();
    paths(&Value::Table(FULL.parse().expect("TOML")), "", &mut all);
    let (mut fields, mut typed) = (Vec::new(), 0);
    let mut wrong = Vec::new();
    for path in all {
        let field = field_at(&path).expect("a field");
        let ty = (field.ty)();
        if !matches!(ty, Ty::Either(..)) {
            continue;
        }
        fields.push(path.clone());
        for text in samples(&brief, &ty) {
            let mut next = brief.clone();
            let done = entry::parse(&ty, &text)
                .map(|value| Edit::set(&path, value))
                .and_then(|edit| brief::apply(&mut next, &[edit]).map_err(|p| format!("{p:?}")));
            match done {
                Ok(_) => typed += 1,
                Err(why) => wrong.push(format!("{path}: `{text}`: {why}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fields.len() > 30 && typed > 90, "{typed} texts for {} fields", fields.len());
}

#[test]
fn a_bound_of_a_queue_is_a_time_a_number_a_size_or_none() {
    let ty = (field_at("queue.events.bound").expect("a field").ty)();
    for (text, want) in [
        ("10000", Value::Integer(10_000)),
        ("10 000", Value::Integer(10_000)),
        ("15min", Value::String("15min".into())),
        ("1 GiB", Value::String("1 GiB".into())),
        ("unbounded", Value::String("unbounded".into())),
    ] {
        assert_eq!(entry::parse(&ty, text), Ok(want), "{text}");
    }
}

#[test]
fn a_rate_is_written_one_way_however_it_is_typed() {
    let ty = (field_at("workload.main.rate_peak").expect("a field").ty)();
    for text in ["400 req/s", "400 rps", "400 qps", "400/s"] {
        assert_eq!(entry::parse(&ty, text), Ok(Value::String("400/s".into())), "{text}");
    }
    assert_eq!(entry::parse(&ty, "1,200/s"), Ok(Value::String("1200/s".into())));
    // What does not read is left as it is, and the check of the whole quotes it.
    let edit = Edit::set("workload.main.rate_peak", entry::parse(&ty, "400 furlongs/s").expect("text"));
    let problems = brief::apply(&mut full(), &[edit]).expect_err("no rate");
    let said = problems[0].to_string();
    assert!(said.contains("\"400 furlongs/s\"") && said.contains("a rate such as \"1200/s\""), "{said}");
}

#[test]
fn a_file_keeps_a_rate_as_it_says_it() {
    let text = FULL.replacen("rate_peak = \"", "rate_peak = \"1,000 req/s\" # was ", 1);
    assert_ne!(text, FULL);
    let brief = brief::read(&text).unwrap_or_else(|e| panic!("{e:?}"));
    let workload = brief.workload.iter().next().expect("a workload");
    assert_eq!(workload.1.rate_peak.map(brief::Rate::get), Some(1000.0));
    let edits = [Edit::set("brief.title", "Other")];
    let saved = brief::rewrite(&text, &edits).expect("rewrites");
    assert!(saved.contains("rate_peak = \"1,000 req/s\" # was "), "an untouched value was rewritten");
}
