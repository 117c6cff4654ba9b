//! `dsbench ask`: the next questions, as AskUserQuestion input or as line prompts.

use std::path::PathBuf;

use crate::cli::Context;
use crate::cli::asking::{PathName, known, route, start};
use crate::cli::briefs::{Loaded, load};
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::plain;
use crate::questions::askuser::{batch, questions_json};
use crate::questions::{Choice, Given, Known, Step, Walk, answer};
use crate::session::facts::{self, Facts};
use crate::session::rows::Difference;

/// Ask the next questions of a brief
///
/// Without --json the questions come as numbered lines: type a number, several numbers where several fit, or your own
/// words; Enter takes the recommendation, or keeps the answer that stands.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief.
    pub file: PathBuf,

    /// Which questions; by default those of the brief's trigger, then all others.
    #[arg(long, value_name = "PATH", value_enum)]
    pub path: Option<PathName>,

    /// Print the next questions as input for AskUserQuestion.
    #[arg(long)]
    pub json: bool,

    /// At most so many questions at once.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=4), requires = "json")]
    pub limit: u8,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    if !args.json {
        return plain::run(&args.file, args.path, context);
    }
    let today = context.today()?;
    let loaded = load_or_say(&args.file)?;
    let facts = facts::of(&loaded.brief, Some(today));
    let figure = |id: &str, place: &str| facts.figure(id, place);
    let known = known(&loaded.brief, &facts, &figure);
    let walk = Walk::default();
    let route = route(&known, &walk, args.path)?;
    let steps = batch(&known, &route, usize::from(args.limit));
    let preview = |step: &Step, choice: &'static Choice| preview(&known, &walk, &facts, step, choice, today);
    context.out.json(&questions_json(&known, &steps, Some(&preview)))?;
    Ok(Verdict::Yes)
}

/// Reads the brief; where there is none, says how to start one.
pub fn load_or_say(path: &std::path::Path) -> Result<Loaded, Failure> {
    let failure = match load(path) {
        Ok(loaded) => return Ok(loaded),
        Err(failure) => failure,
    };
    Err(if path.exists() { failure } else { failure.hint(start(path)) })
}

/// What choosing an option would change, in a few lines.
fn preview(
    known: &Known<'_>,
    walk: &Walk,
    facts: &Facts,
    step: &Step,
    choice: &'static Choice,
    today: crate::brief::Date,
) -> Option<String> {
    let given = Given::labels(&[choice.label]);
    let edits = answer(known, walk, step, &given).ok()?.edits;
    let mut next = known.brief.clone();
    crate::brief::apply(&mut next, &edits).ok()?;
    let lines = lines(&facts::difference(facts, &facts::of(&next, Some(today))));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A difference in at most ten lines: numbers that move before those that are new.
fn lines(d: &Difference) -> Vec<String> {
    let (moved, new): (Vec<_>, Vec<_>) = d.numbers.iter().partition(|n| !n.before.is_empty());
    let number = |n: &&crate::session::rows::Delta| {
        let before = if n.before.is_empty() { "new" } else { &n.before };
        format!("{} {}: {before} -> {}", n.name, n.place, if n.after.is_empty() { "gone" } else { &n.after })
    };
    let mut out: Vec<String> = moved.iter().chain(&new).take(6).map(number).collect();
    let found = |sign: &str, f: &crate::session::rows::Found| format!("{sign} {}: {}", f.key, f.title);
    let rule = |f: &&crate::session::rows::Found| f.rule != "MET-02";
    out.extend(d.appear.iter().filter(rule).take(2).map(|f| found("appears", f)));
    out.extend(d.go.iter().filter(rule).take(2).map(|f| found("goes", f)));
    out
}
