//! What a person types for a field of the brief: every form that a file may hold can be typed too.

use dsbench::brief::record::{Field, Record};
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

/// Every field of the format, with the names that lead to it.
fn every_field(fields: &'static [Field], path: &str, out: &mut Vec<(String, &'static Field)>) {
    fn inner(ty: &Ty) -> Option<&'static [Field]> {
        match ty {
            Ty::Record(fields) | Ty::Map(fields) => Some(fields),
            Ty::List(of) => inner(of),
            Ty::Either(a, b) => inner(a).or_else(|| inner(b)),
            _ => None,
        }
    }
    for field in fields {
        let path = format!("{path}{}", field.name);
        if let Some(fields) = inner(&(field.ty)()) {
            every_field(fields, &format!("{path}."), out);
        }
        out.push((path, field));
    }
}

#[test]
fn the_text_of_every_field_is_a_sentence() {
    let mut all = Vec::new();
    every_field(Brief::fields(), "", &mut all);
    assert!(all.len() > 400, "{} fields", all.len());
    let mut short = Vec::new();
    for (path, field) in all {
        let text = field.doc.trim();
        let words = text.split_whitespace().count();
        if text.len() < 12 || words < 3 || !text.ends_with('.') {
            short.push(format!("{path}: {text}"));
        }
    }
    assert!(short.is_empty(), "these say nothing to a newcomer:\n{}", short.join("\n"));
}

/// What stands for a value that nobody stated is a value, or words for one; what is to be said of it stands apart.
#[test]
fn what_is_used_when_nothing_is_stated_is_a_value_without_remarks() {
    let mut all = Vec::new();
    every_field(Brief::fields(), "", &mut all);
    let rule =
        |word: &str| word.len() == 6 && word.as_bytes()[3] == b'-' && word[..3].chars().all(|c| c.is_ascii_uppercase());
    let mut remarks = 0;
    for (path, field) in all {
        let used = field.used();
        assert!(!used.contains([';', '(']) && !used.contains("looks at"), "{path}: {used}");
        assert!(!used.split([' ', ':', ',']).any(rule), "{path}: {used}");
        if let Ok(table) = format!("v = {}", field.default).parse::<toml::Table>() {
            let default = &table["v"];
            if !used.is_empty() && !matches!(default, Value::Table(_) | Value::Array(_)) {
                assert_eq!(used, entry::shown(default), "{path}");
            }
        }
        remarks += usize::from(!field.remark.is_empty());
        let help = field.when_unstated().unwrap_or_default();
        assert!(help.contains(field.remark), "{path}: the help keeps its remark to itself: {help}");
    }
    assert!(remarks > 30, "{remarks} remarks");
}
