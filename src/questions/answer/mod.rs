//! One answer as edits of the brief: what an option, a free text, "unsure" or "skip" writes, what it takes back of the
//! answer before, and where the values come from. Changes nothing itself.

use crate::brief::{self, Brief, Edit, Value};

mod back;

use super::{
    entry,
    facts::{Known, entity_of},
    flow::{Done, Record, Walk},
    other,
    record::{Choice, EntryKind},
    skeleton,
    step::Step,
    writes::{Planned, What},
};

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Labels, with what was typed into their entries (in order; missing or empty = the suggestion), and free text beside
    /// them where several may be ticked.
    Chosen {
        labels: Vec<String>,
        typed: Vec<String>,
        other: Option<String>,
    },
    Other(String),
    Unsure,
    Skip {
        reason: SkipReason,
        text: String,
    },
}

impl Given {
    /// Labels alone, entries as suggested.
    pub fn labels<S: AsRef<str>>(labels: &[S]) -> Self {
        let labels = labels.iter().map(|l| l.as_ref().to_string()).collect();
        Self::Chosen { labels, typed: Vec::new(), other: None }
    }
}

/// Why a question is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    NotApplicable,
    Later,
}

impl SkipReason {
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Later => "later",
        }
    }
}

/// What an answer does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answered {
    /// To apply in this order, all or none; they were tried on a copy.
    pub edits: Vec<Edit>,
    /// To remember, so that another answer can take this one back.
    pub record: Record,
    /// What a reader should be told beside the change itself.
    pub says: Vec<String>,
    /// What the options start: `handoff planner`.
    pub actions: Vec<&'static str>,
    /// Diagnose trees the options open.
    pub opens: Vec<&'static str>,
    /// Entities that took another name: path and new id.
    pub renamed: Vec<(String, String)>,
}

/// What an answer writes to the brief. The error says, in the user's words, what did not fit; nothing is written then.
pub fn answer(known: &Known, walk: &Walk, step: &Step, given: &Given) -> Result<Answered, Vec<String>> {
    outcome(known, walk, step, given).map(|(answered, _)| answered)
}

/// The same, and the brief as the answer leaves it.
pub fn outcome(known: &Known, walk: &Walk, step: &Step, given: &Given) -> Result<(Answered, Brief), Vec<String>> {
    if let Given::Other(text) = given
        && let Some(meant) = super::said::shortcut(text)
    {
        return outcome(known, walk, step, &meant);
    }
    let mut work = Work { brief: known.brief.clone(), out: Answered::default(), done: Vec::new() };
    back::take_back(known, walk, step, &mut work)?;
    back::clear_rows(known, step, &mut work)?;
    // Conditions of writes look at the brief before this answer, which is after the last one was taken back.
    let before = work.brief.clone();
    let known = known.with(&before);
    work.done.clear();
    match given {
        Given::Chosen { labels, typed, other } => {
            let labels = valid_labels(step, labels, other.is_some()).map_err(|e| vec![e])?;
            choose(&known, step, &labels, typed, &mut work)?;
            if let Some(text) = other {
                free_text(&known, step, text, &mut work)?;
            }
            work.out.record.labels = labels.iter().map(|o| o.label.to_string()).collect();
        }
        Given::Other(text) => free_text(&known, step, text, &mut work)?,
        Given::Unsure => unsure(&known, step, &mut work)?,
        Given::Skip { reason, text } => {
            let path = step.key_path(&known);
            work.apply(Edit::append("skipped", row(&[("path", &path), ("reason", reason.word()), ("text", text)])))?;
        }
    }
    back::leave_trace(step, given, &mut work)?;
    let dangling = brief::unresolved(&work.brief, &work.out.edits);
    if !dangling.is_empty() {
        return Err(words(&dangling));
    }
    work.out.record.done = work.finish();
    work.out.record.renames.clone_from(&work.out.renamed);
    Ok((work.out, work.brief))
}

/// The brief as the answer leaves it, with the edits so far.
struct Work {
    brief: Brief,
    out: Answered,
    done: Vec<Done>,
}

impl Work {
    fn apply(&mut self, edit: Edit) -> Result<(), Vec<String>> {
        let path = edit.path().to_string();
        let mut touched = vec![path.clone()];
        if let Some(entity) = entity_of(&path) {
            // Entities that come to be, outermost first, so that they can go again when they are empty.
            touched.splice(0..0, [outer(entity), entity.to_string()].into_iter().filter(|e| *e != path));
        }
        for path in touched {
            if !self.done.iter().any(|d| d.path == path) {
                self.done.push(Done { before: self.brief.get(&path), after: None, path });
            }
        }
        brief::apply(&mut self.brief, std::slice::from_ref(&edit)).map_err(|problems| words(&problems))?;
        self.out.edits.push(edit);
        Ok(())
    }

    /// What stands at the touched places now; untouched ones and rows are dropped.
    fn finish(&mut self) -> Vec<Done> {
        let rows = |p: &str| p.starts_with("open_question") || p.starts_with("skipped");
        let mut out = std::mem::take(&mut self.done);
        out.retain_mut(|d| {
            d.after = self.brief.get(&d.path);
            // An entity that was there before is not this answer's to remove.
            let entity = entity_of(&d.path) == Some(d.path.as_str());
            !rows(&d.path) && d.before != d.after && !(entity && d.before.is_some())
        });
        out
    }
}

/// `region.eu` of `region.eu.zone.a`; the entity itself where it is not nested.
fn outer(entity: &str) -> String {
    entity.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// Problems of edits in the words of a reader.
pub fn words(problems: &[brief::Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|p| {
            let help = p.help.as_ref().map(|h| format!("; {h}")).unwrap_or_default();
            format!("{}: {} where {} is expected{help}", p.path, p.found, p.expected)
        })
        .collect()
}

/// The options of the labels, in the order of the registry.
fn valid_labels(step: &Step, labels: &[String], other: bool) -> Result<Vec<&'static Choice>, String> {
    let mut out = Vec::new();
    for option in step.options() {
        if labels.iter().any(|l| l == option.label) {
            out.push(option);
        }
    }
    if let Some(strange) = labels.iter().find(|l| step.option(l).is_none()) {
        let all: Vec<_> = step.options().map(|o| o.label).collect();
        return Err(format!("{}: there is no option `{strange}`; the options are {}", step.header(), all.join(", ")));
    }
    if !step.multi() && out.len() != 1 {
        return Err(format!("{}: one option is to be chosen, not {}", step.header(), out.len()));
    }
    if out.is_empty() && !other {
        return Err(format!("{}: nothing is chosen; `s` skips the question, `u` says you are not sure", step.header()));
    }
    let alone = out.iter().find(|o| step.question.exclusive.contains(&o.label));
    if let Some(alone) = alone.filter(|_| out.len() > 1 || other) {
        return Err(format!("{}: `{}` stands alone and cannot be ticked with others", step.header(), alone.label));
    }
    Ok(out)
}

fn choose(
    known: &Known,
    step: &Step,
    options: &[&'static Choice],
    typed: &[String],
    work: &mut Work,
) -> Result<(), Vec<String>> {
    let recommended = step.recommended(known);
    let mut typed = typed.iter();
    let mut untouched = options.len() == recommended.len() && options.iter().all(|o| recommended.contains(&o.label));
    let mut values: Vec<(Planned, &'static Choice)> = Vec::new();
    let mut problems = Vec::new();
    for option in options {
        for planned in step.plan(known, option) {
            let What::Entry(kind, suggest) = &planned.what else {
                values.push((planned, option));
                continue;
            };
            let given = typed.next().map(|t| t.trim()).filter(|t| !t.is_empty());
            untouched &= given.is_none_or(|g| g == suggest);
            // A suggestion that nobody touched was not measured.
            let measured = matches!(kind, EntryKind::RoundTrips).then_some(option.source.is_none() && given.is_some());
            match entry::parse(*kind, given.unwrap_or(suggest), measured) {
                Ok(value) => {
                    let path = planned.path.clone();
                    // An entry of ids under `{new}` creates an entity for each.
                    if let (Some(table), Value::Array(ids)) = (path.strip_suffix(".{new}"), &value) {
                        let names: Vec<String> = ids.iter().filter_map(Value::as_str).map(Into::into).collect();
                        if let Some((path, to)) =
                            skeleton::region_to_name(known.brief, &names).filter(|_| table == "region")
                        {
                            work.apply(Edit::Rename { path: path.clone(), to: to.clone() })?;
                            work.out.renamed.push((path, to));
                        }
                        let each = ids.iter().filter_map(Value::as_str).map(|id| Planned {
                            path: format!("{table}.{id}"),
                            what: What::Set(Value::Table(toml::Table::new())),
                        });
                        values.extend(each.map(|p| (p, *option)));
                    } else {
                        values.push((Planned { path, what: What::Set(value) }, option));
                    }
                }
                Err(e) => {
                    problems.push(format!(
                        "{} ({}): {e}, as in \"{}: ...\"",
                        step.header(),
                        option.label,
                        option.label
                    ));
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    // Of two writes to one path the later wins.
    for i in 0..values.len() {
        let (planned, option) = &values[i];
        let later = values[i + 1..].iter().any(|(p, _)| p.path == planned.path && !matches!(p.what, What::Add(_)));
        if !later {
            write(planned, work)?;
            if !is_empty_table(&planned.what) {
                let source = if untouched { "preset" } else { option.source.unwrap_or("user") };
                note(&planned.path, source, option.confidence, None, work)?;
            }
        }
    }
    for option in options {
        if let Some(skip) = &option.skip {
            let path = step.names.fill(known.brief, skip.path);
            work.apply(Edit::append("skipped", row(&[("path", &path), ("reason", skip.reason), ("text", skip.text)])))?;
        }
        for opened in option.opens {
            if *opened == "open_question" {
                unsure(known, step, work)?;
            } else {
                work.out.opens.push(opened);
            }
        }
        work.out.actions.extend(option.action);
        if let Some(what) = option.action.and_then(|a| a.strip_prefix("handoff ")) {
            let about = if what == "planner" { "algorithm" } else { "design (or changes)" };
            work.out.says.push(format!("{}: dsbench handoff FILE --to clink --about {about}", option.label));
        }
        // "Incident" and the like decide nothing yet: what the follow-up decides is open again.
        let first_of_two = step.question.sets.iter().any(|s| s.scope.is_none() && s.after.contains(&option.label));
        if option.writes.is_empty() && first_of_two {
            let key = step.key_path(known);
            if work.brief.get(&key).is_some() {
                work.apply(Edit::unset(&key))?;
            }
        }
    }
    Ok(())
}

fn is_empty_table(what: &What) -> bool {
    matches!(what, What::Set(Value::Table(t)) if t.is_empty())
}

fn write(planned: &Planned, work: &mut Work) -> Result<(), Vec<String>> {
    let path = &planned.path;
    match &planned.what {
        What::Set(value) => {
            if is_empty_table(&planned.what) && work.brief.has(path) {
                return Ok(());
            }
            work.apply(Edit::set(path, value.clone()))
        }
        What::Add(value) => work.apply(Edit::append(path, value.clone())),
        What::Entry(..) => Ok(()),
    }
}

/// A note on where a value comes from.
fn note(
    path: &str,
    source: &str,
    confidence: Option<&str>,
    text: Option<&str>,
    work: &mut Work,
) -> Result<(), Vec<String>> {
    let mut fields = toml::Table::new();
    fields.insert("source".into(), source.into());
    if let Some(confidence) = confidence {
        fields.insert("confidence".into(), confidence.into());
    }
    if let Some(text) = text.map(|t| clipped(t, 280)).filter(|t| !t.is_empty()) {
        fields.insert("text".into(), text.into());
    }
    let at = note_path(path);
    if work.brief.get(&at).is_some() {
        work.apply(Edit::unset(&at))?;
    }
    work.apply(Edit::set(at, Value::Table(fields)))
}

fn note_path(path: &str) -> String {
    format!("notes.\"{path}\"")
}

fn clipped(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn free_text(known: &Known, step: &Step, text: &str, work: &mut Work) -> Result<(), Vec<String>> {
    let reading = other::read(known, step, text.trim()).map_err(|e| vec![format!("{}: {e}", step.header())])?;
    for (path, to) in reading.renames {
        work.apply(Edit::Rename { path: path.clone(), to: to.clone() })?;
        work.out.renamed.push((path, to));
    }
    let mut noted = reading.note.as_deref();
    for planned in reading.writes {
        write(&planned, work)?;
        if !is_empty_table(&planned.what) && !planned.path.starts_with("review_note") {
            note(&planned.path, "user", None, noted.take(), work)?;
        }
    }
    for path in reading.removes {
        work.apply(Edit::unset(path))?;
    }
    work.out.says.extend(reading.says);
    Ok(())
}

fn unsure(known: &Known, step: &Step, work: &mut Work) -> Result<(), Vec<String>> {
    let path = step.key_path(known);
    let text = clipped(&step.text(known.brief), 280);
    let default = step.default_used(known).unwrap_or_default();
    let cost = step.question.unsure.cost_if_wrong;
    let fields = [("path", path.as_str()), ("text", &text), ("default_used", &default), ("cost_if_wrong", cost)];
    let kept: Vec<_> = fields.into_iter().filter(|(_, v)| !v.is_empty()).collect();
    if work.brief.get(&path).is_some_and(|v| !matches!(v, Value::Table(_) | Value::Array(_))) {
        work.out.says.push(format!("{path} stays as it is stated; the question beside it is open"));
    }
    work.apply(Edit::append("open_question", row(&kept)))
}

fn row(fields: &[(&str, &str)]) -> Value {
    let field = |(k, v): &(&str, &str)| ((*k).to_string(), Value::String((*v).to_string()));
    Value::Table(fields.iter().filter(|(_, v)| !v.is_empty()).map(field).collect())
}
