//! Nothing that is stated may be missing from the exported document, and nothing required may be passed over in silence.
//! The properties go through the field tables, so that a field that is added is asked for without anybody thinking of it.

use std::collections::HashMap;

use dsbench::brief::record::{Record, in_prose};
use dsbench::brief::{self, Brief, Edit, Field, Ty, Value};
use dsbench::export::{self, Overrides};
use dsbench::findings::Report;
use dsbench::findings::required::required;
use dsbench::numbers::World;

const FULL: &str = include_str!("../data/briefs/full.brief.toml");

/// Tables that have their places in the appendices; all else is said in the five sections.
const ASIDE: [&str; 6] = ["open_question", "skipped", "waiver", "review_note", "review", "notes"];

/// What is read in another form or in another place: the reason in the words of its question; how a reviewer was reached stays
/// in the file; a point that was rejected and what was decided finding by finding stand in the report of a review.
const OTHERWISE: [&str; 12] = [
    "brief.trigger",
    "review_note[0].prompt",
    "review_note[0].attachments",
    "review_note[0].continuation",
    "review_note[0].started",
    "review_note[0].exit",
    "review_note[0].points[0].place",
    "review_note[0].points[0].accepted",
    "review[0].decided[0].decision",
    "review[0].decided[0].note",
    "review[0].decided[0].on",
    "review[0].decided[1]",
];

fn otherwise(path: &str) -> bool {
    OTHERWISE.iter().any(|p| path.starts_with(p))
}

/// A second one of each kind of which the full brief has one, so that what names the first can name another.
const SECOND: &str = r"
[workload.browse]
[slo.browse-latency]
[queue.mails]
[lock.nightly]
[metric.queue-age]
[phase.everybody]
";

/// Every field of the format, stated once.
fn full() -> Brief {
    let step = "steps = [{ id = \"reserve\",";
    assert!(FULL.contains(step), "the steps of the full brief are written in another way");
    let mut brief =
        read(&format!("{}{SECOND}", FULL.replace(step, &format!("steps = [{{ id = \"prepare\" }}, {}", &step[9..]))));
    // What a call states of its keys and the queue does not.
    let keys = "queue.receipts.idempotency";
    let more = [
        Edit::set(format!("{keys}.key_source"), "server"),
        Edit::set(format!("{keys}.key_scope"), "receipt_id"),
        Edit::set(format!("{keys}.response_replay"), true),
        Edit::set(format!("{keys}.payload_hash"), false),
        Edit::set(format!("{keys}.record_bytes"), "300 B"),
    ];
    brief::apply(&mut brief, &more).unwrap();
    brief
}

fn read(text: &str) -> Brief {
    brief::read(text).unwrap_or_else(|p| panic!("{}", p[0]))
}

/// The document of decisions alone: without numbers and findings, which would move with a value that nobody prints.
fn document(brief: &Brief) -> String {
    let world = World::new(brief);
    let text = export::body(&world, &[], &Report::default(), &Overrides::new());
    text.unwrap_or_else(|e| panic!("{e}"))
}

/// The five sections, or for what has its place there the appendices.
fn part<'t>(document: &'t str, path: &str) -> &'t str {
    let (sections, appendices) = document.split_once("\n## Appendix A").unwrap_or((document, ""));
    if ASIDE.iter().any(|kind| path.starts_with(kind)) { appendices } else { sections }
}

/// A stated value: its path, its field, its type.
struct Leaf {
    path: String,
    field: &'static Field,
    ty: Ty,
    value: Value,
}

/// Every stated value of a brief, down to the elements of lists of tables.
fn leaves(brief: &Brief) -> Vec<Leaf> {
    let mut out = Vec::new();
    record(brief, Brief::fields(), "", &mut out);
    out
}

fn record(brief: &Brief, fields: &'static [Field], base: &str, out: &mut Vec<Leaf>) {
    for field in fields.iter().filter(|f| !base.is_empty() || f.name != "schema") {
        let path = if base.is_empty() { field.name.to_owned() } else { format!("{base}.{}", field.name) };
        if let Some(value) = brief.get(&path) {
            inside(brief, field, path, (field.ty)(), value, out);
        }
    }
}

fn inside(brief: &Brief, field: &'static Field, path: String, ty: Ty, value: Value, out: &mut Vec<Leaf>) {
    match (ty, &value) {
        (Ty::Map(inner), Value::Table(all)) => {
            for id in all.keys() {
                // The name of a note is a path, and stands in quotes.
                let step = if id.contains('.') { format!("\"{id}\"") } else { id.clone() };
                record(brief, inner, &format!("{path}.{step}"), out);
            }
        }
        (Ty::Record(inner), _) => record(brief, inner, &path, out),
        (Ty::List(of), Value::Array(list)) if matches!(*of, Ty::Record(_)) => {
            let Ty::Record(inner) = *of else { return };
            (0..list.len()).for_each(|i| record(brief, inner, &format!("{path}[{i}]"), out));
        }
        (Ty::Either(a, b), _) if matches!(value, Value::Table(_)) => match (*a, *b) {
            (Ty::Record(inner), _) | (_, Ty::Record(inner)) => record(brief, inner, &path, out),
            (a, b) => out.push(Leaf { path, field, ty: Ty::Either(Box::new(a), Box::new(b)), value }),
        },
        (ty, _) => out.push(Leaf { path, field, ty, value }),
    }
}

/// Other values for a place, those first that are easily told from all else.
fn others(brief: &Brief, path: &str, ty: &Ty, now: &Value) -> Vec<Value> {
    let text = |t: &str| Value::String(t.to_owned());
    let ids = |kind: &str| brief::links::ids(brief, kind).into_iter().map(Value::String).collect::<Vec<_>>();
    match ty {
        Ty::Text => {
            let long = "quite another text, which nobody would write by chance, for whoever reads it";
            [long, "quite another text", "anew"].map(text).into()
        }
        Ty::Int => [7919, 977, 89, 13, 9, 7, 5, 4, 3, 2, 1, 0, -7].map(Value::Integer).into(),
        Ty::Number => [7.319, 0.7319].map(Value::Float).into(),
        Ty::Bool => [true, false].map(Value::Boolean).into(),
        Ty::Date | Ty::DateTime => {
            ["2031-03-07", "2031-03-07T01:02:03Z"].iter().filter_map(|d| d.parse().ok().map(Value::Datetime)).collect()
        }
        Ty::Quantity { bare, example, .. } => {
            let written = now.as_str().filter(|t| t.contains(|c: char| c.is_ascii_digit()));
            let written = written.unwrap_or(if *bare { "1%" } else { example });
            let unit = written.trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '%' && c != '/');
            ["7319", "97.31", "73.1", "7.31", "0.731"].map(|n| Value::String(format!("{n}{unit}"))).into()
        }
        Ty::Words(words) => words.iter().map(|w| text(w)).collect(),
        Ty::Id(["own operation"]) => {
            let dataset = path.split(".invariants").next().unwrap_or_default();
            ids(&format!("{dataset}.operation"))
        }
        Ty::Id(kinds) => kinds.iter().flat_map(|k| ids(k)).collect(),
        Ty::Form { name, .. } => {
            let all: &[&str] = match *name {
                "an operation" => &["orders.read-own", "orders.place"],
                "a zone" => &["us/a", "eu/b"],
                "a dataset, a service or a zone" | "an entity" => &["service.discovery"],
                "a path" => &["call.gateway-orders.hedge.budget"],
                "a finding" => &["RTY-02/call.gateway-orders", "RTY-03/call.gateway-orders"],
                "a dataset, a service or a text" => &["discovery"],
                "a quorum expression" => &["choose(3, [a, b, c])"],
                "a step of this transaction" => &["prepare"],
                "a percentile" => &["p73.1"],
                "an amount of money" => &["7.31 USD/GB"],
                "a bound" => return vec![Value::Table([("bounded".to_owned(), text("73.1s"))].into_iter().collect())],
                _ => &[],
            };
            all.iter().map(|t| text(t)).collect()
        }
        Ty::List(of) => {
            let one = now.as_array().and_then(|list| list.first()).unwrap_or(now);
            others(brief, path, of, one).into_iter().map(|v| Value::Array(vec![v])).collect()
        }
        Ty::Either(a, b) => {
            let mut all = others(brief, path, a, now);
            all.extend(others(brief, path, b, now));
            all
        }
        // The shares have to go on adding up: they change places.
        Ty::Shares(_) => {
            let Value::Table(table) = now else { return Vec::new() };
            let values = table.values().skip(1).chain(table.values().next()).cloned();
            vec![Value::Table(table.keys().cloned().zip(values).collect())]
        }
        Ty::Record(_) | Ty::Map(_) => Vec::new(),
    }
}

/// The brief with that value changed to another one that is valid there, and the new value.
fn changed(brief: &Brief, leaf: &Leaf) -> Option<(Brief, Value)> {
    let fits = |edits: &[Edit]| {
        let mut other = brief.clone();
        brief::apply(&mut other, edits).ok()?;
        brief::misfits(&other, edits).is_empty().then_some(other)
    };
    // Shares that have to add up: two change places.
    if let Some((mix, name)) = leaf.path.split_once(".mix.") {
        let next = if name == "read" { "write" } else { "read" };
        let (here, there) = (format!("{mix}.mix.{name}"), format!("{mix}.mix.{next}"));
        let new = brief.get(&there)?;
        return Some((fits(&[Edit::set(here, new.clone()), Edit::set(there, leaf.value.clone())])?, new));
    }
    let all = others(brief, &leaf.path, &leaf.ty, &leaf.value);
    all.into_iter().filter(|v| *v != leaf.value).find_map(|new| {
        let edit = Edit::set(leaf.path.clone(), new);
        // The step after which there is no way back has to keep its name.
        let elsewhere = Edit::set("transaction.capture.pivot_step", "prepare");
        let other = fits(std::slice::from_ref(&edit)).or_else(|| fits(&[edit.clone(), elsewhere]))?;
        let new = other.get(&leaf.path)?;
        // One name reads the same as a list of it.
        let firsts = |value: &Value| words(&leaf.ty, value).into_iter().map(|w| w[0].clone()).collect::<Vec<_>>();
        (firsts(&new) != firsts(&leaf.value)).then_some((other, new))
    })
}

/// What has to be read of a value: a reader's words for it, each of them one of these.
fn words(ty: &Ty, value: &Value) -> Vec<Vec<String>> {
    match (ty, value) {
        (Ty::Either(a, b), Value::Array(_)) => words(if matches!(**a, Ty::List(_)) { a } else { b }, value),
        (Ty::Either(a, b), _) => {
            let mut all = words(a, value);
            for (one, more) in all.iter_mut().zip(words(b, value)) {
                one.extend(more);
            }
            all
        }
        (Ty::List(of), Value::Array(list)) => list.iter().flat_map(|v| words(of, v)).collect(),
        (_, Value::Table(table)) => table
            .iter()
            .flat_map(|(k, v)| [words(&Ty::Text, &Value::String(k.clone())), words(ty, v)])
            .flatten()
            .collect(),
        (_, Value::Boolean(b)) => vec![vec![if *b { "yes" } else { "no" }.to_owned()]],
        (_, Value::Float(x)) => vec![vec![x.to_string(), format!("{}%", (x * 1e6).round() / 1e4)]],
        (_, Value::String(t)) => vec![vec![in_prose(t), t.clone(), t.replace('[', "\\[").replace(']', "\\]")]],
        (_, other) => vec![vec![other.to_string()]],
    }
}

/// The lines of one text that the other has not.
fn added<'t>(after: &'t str, before: &'t str) -> Vec<&'t str> {
    let mut old: HashMap<&str, usize> = HashMap::new();
    before.lines().for_each(|line| *old.entry(line).or_default() += 1);
    let mut new = Vec::new();
    for line in after.lines() {
        match old.get_mut(line) {
            Some(n) if *n > 0 => *n -= 1,
            _ => new.push(line),
        }
    }
    new
}

/// Whether a line says what no table has a place for.
fn besides(line: &str) -> bool {
    line.starts_with("Also stated") || (line.starts_with("- `") && line.contains("`: `"))
}

/// A value for that place that stands nowhere else; nothing where the range is too narrow for one.
fn unique(leaf: &Leaf, i: usize) -> Vec<Value> {
    let n = 1000 + i;
    let text = |t: String| Value::String(t);
    match &leaf.ty {
        Ty::Text => vec![text(format!("word{n}x")), text(format!("word{n}x{}", " and so on".repeat(5)))],
        Ty::Int => vec![Value::Integer(n as i64)],
        Ty::Number => vec![Value::Float(n as f64 / 100_000.0), Value::Float(n as f64 / 1000.0)],
        Ty::Quantity { units, .. } => units
            .iter()
            .filter(|u| !u.is_empty())
            .flat_map(|u| [format!("{n}{u}"), format!("{}.{:03}{u}", 9 + i % 80, i)])
            .map(text)
            .collect(),
        Ty::Either(a, _) if matches!(**a, Ty::Quantity { .. } | Ty::Int) => {
            unique(&Leaf { path: String::new(), field: leaf.field, ty: (**a).clone(), value: leaf.value.clone() }, i)
        }
        _ => Vec::new(),
    }
}

/// The full brief with another value wherever there is one that stands nowhere else, and those values by place.
fn marked(places: &[Leaf]) -> (Brief, HashMap<String, Value>) {
    let mut marked = full();
    let mut marks = HashMap::new();
    for (i, leaf) in places.iter().enumerate() {
        // Shares that add up stay as they are.
        let values = if leaf.path.contains(".mix.") { Vec::new() } else { unique(leaf, i) };
        let taken = values.into_iter().find_map(|v| {
            let edit = [Edit::set(leaf.path.clone(), v)];
            let mut other = marked.clone();
            brief::apply(&mut other, &edit).ok()?;
            brief::misfits(&other, &edit).is_empty().then_some(other)
        });
        if let Some(other) = taken {
            marks.insert(leaf.path.clone(), other.get(&leaf.path).unwrap());
            marked = other;
        }
    }
    assert!(marks.len() > 200, "only {} values were marked", marks.len());
    (marked, marks)
}

/// Whether a line has all words of a value.
fn says(line: &str, ty: &Ty, value: &Value) -> bool {
    words(ty, value).iter().all(|one| one.iter().any(|w| line.contains(w.as_str())))
}

/// What is wrong with a value, by the lines that came with it: it is not read, or it is read twice.
fn judge(leaf: &Leaf, new: &Value, lines: &[&str], came: usize) -> Option<String> {
    let said: Vec<&str> = lines.iter().copied().filter(|l| says(l, &leaf.ty, new)).collect();
    if said.is_empty() {
        return Some(format!("{} = {new} is not in the document", leaf.path));
    }
    let twice = said.iter().any(|l| besides(l)) && came > 1;
    twice.then(|| format!("{} is said in a table and besides: {lines:#?}", leaf.path))
}

/// The same for a value that is like others, so that only a change of it alone shows where it stands.
fn judge_alone(full: &Brief, before: &str, leaf: &Leaf) -> Option<String> {
    let Some((other, new)) = changed(full, leaf) else {
        return Some(format!("{}: no other value was found", leaf.path));
    };
    let after = document(&other);
    let lines = added(part(&after, &leaf.path), part(before, &leaf.path));
    // What else it moves: the count above, the pictures, the verdict on an objective.
    let moved =
        |l: &&str| !l.starts_with("> ") && !l.starts_with("  ") && !l.contains("reached") && !l.contains("known");
    judge(leaf, &new, &lines, lines.iter().copied().filter(moved).count())
}

#[test]
fn every_stated_value_is_read_in_the_document_and_not_said_again() {
    let full = full();
    let all: Vec<Leaf> = leaves(&full).into_iter().filter(|l| !otherwise(&l.path)).collect();
    assert!(all.len() > 500, "only {} values are stated", all.len());
    let (marked, marks) = marked(&all);
    let after = document(&marked);
    let (unlike, alike): (Vec<&Leaf>, Vec<&Leaf>) = all.iter().partition(|l| marks.contains_key(&l.path));
    let mut wrong: Vec<String> = unlike
        .iter()
        .filter_map(|leaf| {
            let lines: Vec<&str> = part(&after, &leaf.path).lines().collect();
            let said = lines.iter().filter(|l| says(l, &leaf.ty, &marks[&leaf.path])).count();
            judge(leaf, &marks[&leaf.path], &lines, said)
        })
        .collect();
    let before = document(&full);
    let (one, other) = alike.split_at(alike.len() / 2);
    let of = |leaves: &[&Leaf]| leaves.iter().filter_map(|l| judge_alone(&full, &before, l)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| of(other));
        wrong.extend(of(one));
        wrong.extend(second.join().unwrap());
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Every field of the tables, with a star for each name.
fn fields(of: &'static [Field], base: &str, out: &mut Vec<String>) {
    fn inside(ty: &Ty, path: String, out: &mut Vec<String>) {
        match ty {
            Ty::Map(inner) => fields(inner, &format!("{path}.*."), out),
            Ty::Record(inner) => fields(inner, &format!("{path}."), out),
            Ty::List(of) if of.fields().is_some() => inside(of, path, out),
            Ty::Either(..) if ty.fields().is_some() => fields(ty.fields().unwrap(), &format!("{path}."), out),
            _ => out.push(path),
        }
    }
    for field in of {
        inside(&(field.ty)(), format!("{base}{}", field.name), out);
    }
}

#[test]
fn the_full_brief_states_every_field_of_every_table() {
    let mut all = Vec::new();
    fields(Brief::fields(), "", &mut all);
    let full = full();
    let stated: Vec<Vec<String>> = leaves(&full)
        .iter()
        .map(|l| brief::path::Path::parse(&l.path).unwrap())
        .map(|p| {
            p.0.iter().filter_map(|s| if let brief::path::Step::Key(k) = s { Some(k.clone()) } else { None }).collect()
        })
        .collect();
    let meant = |path: &str, steps: &[String]| {
        let pattern: Vec<&str> = path.split('.').collect();
        pattern.len() == steps.len() && pattern.iter().zip(steps).all(|(p, s)| *p == "*" || p == s)
    };
    let missing: Vec<&String> =
        all.iter().filter(|path| *path != "schema" && !stated.iter().any(|s| meant(path, s))).collect();
    assert!(all.len() > 500 && missing.is_empty(), "of {} fields, not in the full brief: {missing:#?}", all.len());
}

#[test]
fn no_choice_hides_what_another_field_states() {
    let aside = |path: &str| ASIDE.iter().any(|kind| path.starts_with(kind)) || otherwise(path);
    let places: Vec<Leaf> = leaves(&full()).into_iter().filter(|l| !aside(&l.path)).collect();
    let (marked, marks) = marked(&places);
    let mut hidden = Vec::new();
    for turn in 0..26 {
        // Each field with fixed words takes its next one.
        let mut other = marked.clone();
        for leaf in &places {
            let next = match &leaf.ty {
                Ty::Words(words) => Value::String(words[turn % words.len()].to_owned()),
                Ty::Bool => Value::Boolean(turn % 2 == 0),
                _ => continue,
            };
            let edit = [Edit::set(leaf.path.clone(), next)];
            let undo = brief::apply(&mut other, &edit).unwrap();
            if !brief::misfits(&other, &edit).is_empty() {
                brief::apply(&mut other, &undo).unwrap();
            }
        }
        let after = document(&other);
        // The claims repeat some values; what is stated stands in the tables before and after them.
        let (before, rest) = after.split_once("### Claims").unwrap();
        let (_, rest) = rest.split_once("### Metrics").unwrap();
        let sections = format!("{before}{}", rest.split("\n## Appendix A").next().unwrap_or_default());
        for (path, value) in &marks {
            let field = brief::field_at(path).map_or(Ty::Text, |f| (f.ty)());
            if !says(&sections, &field, value) {
                hidden.push(format!("turn {turn}: {path} = {value}"));
            }
        }
    }
    assert!(hidden.is_empty(), "{} are hidden: {hidden:#?}", hidden.len());
}

#[test]
fn what_is_required_and_not_stated_is_said_where_it_belongs() {
    let full = full();
    let before = document(&full);
    let needed: Vec<String> = required(&World::new(&full)).into_iter().filter(|r| r.met).map(|r| r.path).collect();
    assert!(needed.len() > 100, "only {} fields are required", needed.len());
    let mut silent = Vec::new();
    for path in needed.iter().filter(|p| p.contains('.') && !ASIDE.iter().any(|kind| p.starts_with(kind))) {
        let mut other = full.clone();
        let edit = [Edit::unset(path.clone())];
        brief::apply(&mut other, &edit).unwrap();
        let world = World::new(&other);
        if !required(&world).iter().any(|r| r.path == *path && !r.met) {
            continue;
        }
        let after = document(&other);
        let field = format!("`{}`", path.rsplit('.').next().unwrap_or_default());
        let further = format!(".{}", &field[1..]);
        let said = |line: &&str| {
            line.contains("**not stated**") || (besides(line) && (line.contains(&field) || line.contains(&further)))
        };
        if !added(part(&after, path), part(&before, path)).iter().any(said) {
            silent.push(path.clone());
        }
    }
    assert!(silent.is_empty(), "taken away in silence: {silent:#?}");
}
