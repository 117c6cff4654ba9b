//! The questions as numbered line prompts: for screen readers, dumb terminals and scripts. Each accepted answer is written
//! to the file at once, so that nothing is lost when the input ends.

use std::io::{self, BufRead, Write};
use std::path::Path;

use super::Context;
use super::asking::{PathName, known, route};
use super::briefs::{Loaded, load, not_stdin};
use super::effects;
use super::error::{Failure, Outcome, Verdict};
use super::output::{Style, clean};
use crate::brief::{Date, Edit};
use crate::questions::said::{RECOMMENDED, understand};
use crate::questions::writes::What;
use crate::questions::{Given, Known, Route, Stands, State, Step, Walk, answer, entry, skeleton, stands};
use crate::session::facts::{self, Facts};
use crate::store::{Text, create_new, error::shown};

/// What a line asks for.
enum Reply {
    Given(Given),
    /// What stands stays.
    Keep,
    Back,
    Why,
    Help,
    Quit,
}

struct Prompt<'a> {
    path: &'a Path,
    loaded: Loaded,
    /// Whether the file is there; a new one is made with the first answer.
    exists: bool,
    facts: Facts,
    walk: Walk,
    today: Date,
    /// The questions that were answered in this run, in order.
    given: Vec<String>,
    /// How far back among them the question that is asked lies; none in front of all of them.
    back: Option<usize>,
}

/// Asks until nothing is open, the input ends or the user stops.
pub fn run(path: &Path, name: Option<PathName>, context: &mut Context) -> Outcome {
    not_stdin(path)?;
    let today = context.today()?;
    let exists = path.exists();
    let loaded = if exists { load(path)? } else { fresh(path)? };
    let facts = facts::of(&loaded.brief, Some(today));
    let mut p = Prompt { path, loaded, exists, facts, walk: Walk::default(), today, given: Vec::new(), back: None };
    let mut lines = io::stdin().lock().lines();
    let mut at: Option<String> = None;
    loop {
        let Some((step, route)) = p.next(name, at.as_deref())? else {
            writeln!(context.out, "Every question on this path is answered.")?;
            break;
        };
        p.show(&step, &route, context)?;
        let Some(line) = lines.next() else { break };
        let line = line?;
        match p.read(&step, &line) {
            Ok(Reply::Quit) => break,
            Ok(Reply::Why) => writeln!(context.out, "{}\n", clean(step.question.why))?,
            Ok(Reply::Help) => writeln!(context.out, "{HELP}\n")?,
            Ok(Reply::Back) => match p.before(&route, &step) {
                Some(before) => at = Some(before),
                None => writeln!(context.out, "This is the first question.\n")?,
            },
            Ok(Reply::Keep) => {
                writeln!(context.out, "{} stays as it is.\n", clean(step.header()))?;
                (at, p.back) = (None, None);
            }
            Ok(Reply::Given(given)) => {
                let given = p.entries(&step, given, &mut lines, context)?;
                match p.accept(&step, &given, context) {
                    Ok(()) => at = None,
                    Err(e) if e.kind == super::error::Kind::Input && !e.lines.is_empty() => refuse(&e, context)?,
                    Err(e) => return Err(e),
                }
            }
            Err(e) => refuse(&e, context)?,
        }
    }
    let n = if p.given.len() == 1 { "1 answer".to_owned() } else { format!("{} answers", p.given.len()) };
    writeln!(context.out, "\n{}: {n}", shown(path))?;
    Ok(Verdict::Yes)
}

const HELP: &str =
    "A number or a label chooses; several numbers with commas where several fit; any other text is your own answer.
Enter takes the recommendation, or keeps the answer that stands already. b: back to the question before; its answer stays
until you give another. u: not sure. s, or s REASON: skip. w: why this is asked. q: stop.";

fn fresh(path: &Path) -> Result<Loaded, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let body = skeleton("early_design", name.split('.').next().unwrap_or(&name));
    let brief = crate::brief::read(&body).map_err(|p| Failure::at(p.iter().map(ToString::to_string).collect()))?;
    Ok(Loaded { name: shown(path), text: Text { body, ..Text::default() }, brief, migrated: None })
}

impl Prompt<'_> {
    fn with<T>(&self, work: impl FnOnce(&Known<'_>) -> T) -> T {
        let figure = |id: &str, place: &str| self.facts.figure(id, place);
        work(&known(&self.loaded.brief, &self.facts, &figure))
    }

    fn next(&self, name: Option<PathName>, at: Option<&str>) -> Result<Option<(Step, Route)>, Failure> {
        self.with(|known| {
            let route = route(known, &self.walk, name)?;
            let step = at.and_then(|key| route.step(key)).or_else(|| route.next()).cloned();
            Ok(step.map(|s| (s, route)))
        })
    }

    /// The question before: of those answered in this run the last, then those that were answered before it.
    fn before(&mut self, route: &Route, step: &Step) -> Option<String> {
        let asked = |key: &String| route.step(key).is_some_and(|s| !matches!(s.state, State::Moot(_)));
        let here = self.back.unwrap_or(self.given.len());
        let at = self.given[..here].iter().rposition(asked);
        self.back = Some(at.unwrap_or(0));
        at.map(|i| self.given[i].clone()).or_else(|| route.back(&step.key()).map(Step::key))
    }

    fn stands(&self, step: &Step) -> Option<Stands> {
        self.with(|known| Stands::of(known, &self.walk, step))
    }

    fn show(&self, step: &Step, route: &Route, context: &mut Context) -> io::Result<()> {
        let out = &mut context.out;
        let (place, total) = route.progress(&step.key());
        let header = out.paint(Style::Bold, step.header());
        writeln!(out, "[{header}] {place} of {total}")?;
        writeln!(out, "{}", clean(&step.text(&self.loaded.brief)))?;
        let recommended = self.with(|known| step.recommended(known));
        for (i, option) in step.options().enumerate() {
            let mark = if recommended.contains(&option.label) { RECOMMENDED } else { "" };
            writeln!(out, "  {}. {}{mark}: {}", i + 1, clean(option.label), clean(option.description))?;
        }
        writeln!(out, "  Or in your own words: {}", clean(step.question.other.hint))?;
        let what = if step.multi() { "numbers, with commas" } else { "number" };
        match self.stands(step) {
            Some(now) => {
                writeln!(out, "  Now: {}", clean(&now.shown()))?;
                write!(out, "{what}, or Enter to keep what stands (? for help) > ")?;
            }
            None => write!(out, "{what} (? for help) > ")?,
        }
        out.flush()
    }

    fn read(&self, step: &Step, line: &str) -> Result<Reply, Failure> {
        let text = line.trim();
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        Ok(match (word, rest) {
            ("q" | "quit", "") => Reply::Quit,
            ("b" | "back", "") => Reply::Back,
            ("w" | "why", "") => Reply::Why,
            ("?" | "help", "") => Reply::Help,
            ("u", "") => Reply::Given(Given::Unsure),
            ("s", why) => Reply::Given(understand(step, &format!("skip: {why}")).map_err(many)?),
            ("", "") if self.stands(step).is_some() => Reply::Keep,
            ("", "") => Reply::Given(Given::labels(self.with(|known| step.recommended(known)))),
            _ => match numbers(step, text) {
                Some(labels) => Reply::Given(Given::labels(&labels?)),
                None => Reply::Given(understand(step, text).map_err(many)?),
            },
        })
    }

    /// Values that the chosen options ask for, each on a line of its own; an empty line takes the suggestion.
    fn entries(
        &self,
        step: &Step,
        given: Given,
        lines: &mut impl Iterator<Item = io::Result<String>>,
        context: &mut Context,
    ) -> Result<Given, Failure> {
        let Given::Chosen { labels, typed, other } = given else { return Ok(given) };
        if !typed.is_empty() {
            return Ok(Given::Chosen { labels, typed, other });
        }
        let mut typed = Vec::new();
        let now = self.stands(step);
        let chosen = step.options().filter(|o| labels.iter().any(|l| l == o.label));
        let entries = |o| self.with(|known| stands::entries(known, step, now.as_ref(), o));
        let wanted: Vec<_> = chosen.flat_map(entries).collect();
        for planned in wanted {
            let What::Entry(kind, suggested) = planned.what else { continue };
            write!(context.out, "  {}, {} [{}] > ", clean(&planned.path), entry::expected(kind), clean(&suggested))?;
            context.out.flush()?;
            let line = lines.next().transpose()?.unwrap_or_default();
            // What stands is not what the option itself suggests, so that it is said.
            typed.push(if line.trim().is_empty() && now.is_some() { suggested } else { line });
        }
        Ok(Given::Chosen { labels, typed, other })
    }

    fn accept(&mut self, step: &Step, given: &Given, context: &mut Context) -> Result<(), Failure> {
        let answered = self.with(|known| answer(known, &self.walk, step, given)).map_err(many)?;
        let after = self.write(&answered.edits)?;
        let facts = facts::of(&after.brief, Some(self.today));
        for said in &answered.says {
            writeln!(context.out, "{}", clean(said))?;
        }
        effects::write(&facts::difference(&self.facts, &facts), &mut context.out)?;
        writeln!(context.out)?;
        self.walk.remember(&step.key(), answered.record);
        if !self.given.contains(&step.key()) {
            self.given.push(step.key());
        }
        self.back = None;
        (self.loaded, self.facts) = (after, facts);
        Ok(())
    }

    /// Writes the file with some edits and gives it as it is then.
    fn write(&mut self, edits: &[Edit]) -> Result<Loaded, Failure> {
        let mut after = self.loaded.edited(edits)?;
        if self.exists {
            after.save(self.path)?;
        } else {
            create_new(self.path, after.text.body.as_bytes(), false)?;
            self.exists = true;
        }
        after.text.hash = crate::store::sha256(&after.text.encode(&after.text.body));
        Ok(after)
    }
}

/// A line that does not read is said beside the prompt, and the question is asked again.
fn refuse(e: &Failure, context: &mut Context) -> io::Result<()> {
    for line in e.lines.iter().chain(&e.hints) {
        writeln!(context.out, "{}", clean(line))?;
    }
    writeln!(context.out)
}

fn many(lines: Vec<String>) -> Failure {
    Failure::at(lines)
}

/// `2` or `1, 3` as labels; `None` when the text is no list of numbers.
fn numbers(step: &Step, text: &str) -> Option<Result<Vec<&'static str>, Failure>> {
    let digits = |t: &str| !t.is_empty() && t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = text.split([',', ' ']).filter(|t| !t.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|t| digits(t)) {
        return None;
    }
    let options: Vec<_> = step.options().collect();
    let mut labels = Vec::new();
    for part in parts {
        match part.parse::<usize>().ok().and_then(|n| options.get(n.wrapping_sub(1))) {
            Some(option) => labels.push(option.label),
            None => {
                return Some(Err(Failure::new(format_args!(
                    "found {part}, expected a number from 1 to {}",
                    options.len()
                ))));
            }
        }
    }
    Some(Ok(labels))
}
