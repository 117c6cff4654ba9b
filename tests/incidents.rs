//! Replays public incidents against the trees: every `*.toml` of `tests/incidents` and of the folder that
//! `DSBENCH_INCIDENTS_DIR` names. For each file one line with all answers and one with those known early:
//! `incidents: FILE: N, top-1 N, top-3 N, unsupported N`. An incident counts when a tree that a person would open puts a
//! true cause first (among the first three); it is unsupported when no open tree puts a cause forward. Incidents whose
//! cause is in no tree are counted on a line of their own: there "unsupported" is the right answer.
#![allow(clippy::print_stdout, reason = "its lines are its result")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dsbench::diagnose::{Answer, Answers, Asked, Diagnosis, TREES, Tree, diagnose, next, rank, symptoms};

/// What the files that come with the program have to reach: first, among the first three.
const BARS: [(&str, usize, usize); 2] = [("public.toml", 27, 28), ("more.toml", 44, 46)];

/// One incident.
struct Incident {
    id: String,
    trees: Vec<&'static Tree>,
    /// Ids of true causes, such as `5.3.h1`; empty when no tree has it.
    causes: Vec<String>,
    /// Answers by id, and whether each was known early.
    answers: Vec<(String, Answer, bool)>,
    seen: String,
}

impl Incident {
    fn answers(&self, early: bool) -> Answers {
        let mut answers = Answers::default();
        for (id, answer, known_early) in &self.answers {
            if *known_early || !early {
                answers.set(id, *answer);
            }
        }
        answers
    }

    fn diagnosis(&self, early: bool) -> Diagnosis {
        let seen: Vec<_> = self.trees.iter().map(|t| (t.id.to_owned(), vec![*t])).collect();
        let mut diagnosis = diagnose(&seen, &self.answers(early));
        // Answers to which-came-first never open a tree that nobody would open.
        diagnosis.trees.retain(|o| self.trees.iter().any(|t| t.id == o.ranking.tree.id));
        diagnosis
    }

    /// The best place of a true cause in the list of any open tree, from 0.
    fn place(&self, diagnosis: &Diagnosis) -> Option<usize> {
        let of = |ids: &str| self.causes.iter().any(|c| c == ids);
        diagnosis.trees.iter().filter_map(|o| o.ranking.standings.iter().position(|s| of(s.hypothesis.id))).min()
    }
}

fn main() -> ExitCode {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incidents");
    let mut failed = false;
    for file in files(&home) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read(&file) {
            Ok(incidents) => failed |= !replay(&name, &incidents, file.starts_with(&home)),
            Err(why) => {
                println!("incidents: {}: {why}", file.display());
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints the lines of one file; false when it does not reach its bar.
fn replay(name: &str, incidents: &[Incident], own: bool) -> bool {
    let (known, none): (Vec<&Incident>, Vec<&Incident>) = incidents.iter().partition(|i| !i.causes.is_empty());
    let mut reached = true;
    for (early, when) in [(false, ""), (true, " (early answers)")] {
        let (mut first, mut three, mut unsupported) = (0, 0, 0);
        for incident in &known {
            let diagnosis = incident.diagnosis(early);
            let place = incident.place(&diagnosis);
            first += usize::from(place == Some(0));
            three += usize::from(place.is_some_and(|p| p < 3));
            unsupported += usize::from(!diagnosis.supported());
            if place != Some(0) {
                let place = place.map_or("none".to_owned(), |p| (p + 1).to_string());
                println!("  {}{when}: a true cause stands at {place}", incident.id);
            }
        }
        println!("incidents: {name}{when}: {}, top-1 {first}, top-3 {three}, unsupported {unsupported}", known.len());
        let bar = BARS.iter().find(|bar| own && !early && bar.0 == name);
        if let Some((_, least_first, least_three)) = bar.filter(|bar| first < bar.1 || three < bar.2) {
            println!("  expected at least top-1 {least_first}, top-3 {least_three}");
            reached = false;
        }
        if !none.is_empty() {
            let said = none.iter().filter(|i| !i.diagnosis(early).supported()).count();
            println!("incidents: {name}{when}: cause in no tree {}, said so {said}", none.len());
            reached &= !own || said == none.len();
        }
    }
    by_tree(name, &known);
    without_one(name, &known);
    asked(name, &known);
    let opened = incidents.iter().filter(|i| symptoms::find(&i.seen).iter().any(|t| i.trees[0].id == t.id)).count();
    println!("incidents: {name}: first tree opened by the words of the symptoms {opened} of {}", incidents.len());
    reached
}

/// Every list that holds a true cause, by itself; a tie with a wrong one is not first.
fn by_tree(name: &str, incidents: &[&Incident]) {
    let (mut lists, mut first, mut tied) = (0, 0, 0);
    for incident in incidents {
        for opened in &incident.diagnosis(false).trees {
            let ranking = &opened.ranking;
            let right: Vec<usize> = (0..ranking.standings.len())
                .filter(|i| incident.causes.iter().any(|c| c == ranking.standings[*i].hypothesis.id))
                .collect();
            if right.is_empty() {
                continue;
            }
            lists += 1;
            let wrong_beside = ranking.tied() && !right.contains(&1);
            if right.contains(&0) && !wrong_beside {
                first += 1;
            } else if right.contains(&0) || (ranking.tied() && right.contains(&1)) {
                tied += 1;
            }
        }
    }
    println!("incidents: {name}: lists with a true cause {lists}, first {first}, tied for first {tied}");
}

/// The same with each answer in turn not known: how often a true cause still stands first, and among the first three.
fn without_one(name: &str, incidents: &[&Incident]) {
    let (mut tries, mut first, mut three) = (0, 0, 0);
    for incident in incidents {
        for (id, answer, _) in incident.answers.iter().filter(|(_, answer, _)| *answer != Answer::Unknown) {
            let mut answers = incident.answers(false);
            answers.set(id, Answer::Unknown);
            let seen: Vec<_> = incident.trees.iter().map(|t| (t.id.to_owned(), vec![*t])).collect();
            let mut diagnosis = diagnose(&seen, &answers);
            diagnosis.trees.retain(|o| incident.trees.iter().any(|t| t.id == o.ranking.tree.id));
            let place = incident.place(&diagnosis);
            tries += 1;
            first += usize::from(place == Some(0));
            three += usize::from(place.is_some_and(|p| p < 3));
            assert_ne!(answers.get(&Asked::find(id).expect("a question").0), Some(*answer), "{id} is still known");
        }
    }
    println!("incidents: {name}: with any one answer unknown, {tries} tries, top-1 {first}, top-3 {three}");
}

/// Asks one question after the other, as proposed, until a cause is to be confirmed: how many questions that takes, and
/// how often it is a true one; beside it the same with the questions in the order of the table.
fn asked(name: &str, incidents: &[&Incident]) {
    let (mut lists, mut right, mut questions, mut right_in_order, mut in_order) = (0, 0, 0, 0, 0);
    for incident in incidents {
        let all = incident.answers(false);
        for tree in &incident.trees {
            let is_true = |id: &str| incident.causes.iter().any(|c| c == id);
            if !tree.hypotheses.iter().any(|h| is_true(h.id)) {
                continue;
            }
            lists += 1;
            let (mut given, mut order) = (Answers::default(), tree.questions.iter());
            while let Some(n) = next(&rank(tree, &given), &given) {
                if matches!(n.asked, Asked::Number(..)) {
                    break;
                }
                questions += 1;
                given.set(&n.asked.id(), all.get(&n.asked).unwrap_or(Answer::Unknown));
            }
            right += usize::from(rank(tree, &given).leader().is_some_and(|s| is_true(s.hypothesis.id)));
            let mut given = Answers::default();
            loop {
                let ranking = rank(tree, &given);
                let Some(q) = order.next().filter(|_| !ranking.supported() || ranking.close()) else { break };
                in_order += 1;
                given.set(q.id, all.get(&Asked::Question(tree, q)).unwrap_or(Answer::Unknown));
            }
            right_in_order += usize::from(rank(tree, &given).leader().is_some_and(|s| is_true(s.hypothesis.id)));
        }
    }
    let mean = |n: usize| n as f64 / f64::from(lists.max(1));
    println!(
        "incidents: {name}: asked as proposed, {lists} lists, right {right} after {:.1} questions; in the order of the \
         table, right {right_in_order} after {:.1}",
        mean(questions),
        mean(in_order)
    );
}

/// The files to replay, in a stable order.
fn files(home: &Path) -> Vec<PathBuf> {
    let folders = [Some(home.to_path_buf()), std::env::var_os("DSBENCH_INCIDENTS_DIR").map(PathBuf::from)];
    let mut all = Vec::new();
    for folder in folders.into_iter().flatten() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut found: Vec<PathBuf> =
            entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "toml")).collect();
        found.sort();
        all.extend(found);
    }
    all
}

fn read(file: &Path) -> Result<Vec<Incident>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    let incidents = table.get("incident").and_then(toml::Value::as_array).ok_or("no [[incident]]")?;
    incidents.iter().map(incident).collect()
}

fn incident(value: &toml::Value) -> Result<Incident, String> {
    let id = value.get("id").and_then(toml::Value::as_str).unwrap_or("?").to_owned();
    let trees: Vec<&'static Tree> = texts(value, "tree").iter().filter_map(|t| symptoms::tree(t)).collect();
    if trees.is_empty() {
        return Err(format!("{id}: names no tree"));
    }
    let causes = texts(value, "true_hypothesis")
        .iter()
        .filter(|c| !c.starts_with("none"))
        .map(|c| c.replace(':', ".").to_lowercase())
        .collect::<Vec<_>>();
    if let Some(unknown) = causes.iter().find(|c| Asked::find(c).is_none()) {
        return Err(format!("{id}: no hypothesis {unknown}"));
    }
    let late: Vec<String> = texts(value, "late").iter().map(|l| plain(l)).collect();
    let mut answers = Vec::new();
    for (tree, given) in value.get("answers").and_then(toml::Value::as_table).into_iter().flatten() {
        for (text, answer) in given.as_table().into_iter().flatten() {
            let answer: Answer = answer.as_str().unwrap_or_default().parse().map_err(|e| format!("{id}: {e}"))?;
            let question = TREES
                .iter()
                .filter(|t| t.id == tree)
                .flat_map(|t| t.questions)
                .find(|q| plain(q.text) == plain(text) || q.id == text)
                .ok_or_else(|| format!("{id}: {tree} asks no \"{text}\""))?;
            let known_early = !late.contains(&plain(&format!("{tree} {text}")));
            answers.push((question.id.to_owned(), answer, known_early));
        }
    }
    answers.extend(texts(value, "came_first").into_iter().map(|id| (id, Answer::Yes, true)));
    let seen = texts(value, "symptoms_observable").join(". ");
    Ok(Incident { id, trees, causes, answers, seen })
}

/// A text or a list of texts.
fn texts(value: &toml::Value, key: &str) -> Vec<String> {
    match value.get(key) {
        Some(toml::Value::String(one)) => vec![one.clone()],
        Some(toml::Value::Array(many)) => many.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// A question without its emphasis, whatever the case.
fn plain(text: &str) -> String {
    text.replace('*', "").to_lowercase()
}
