//! `dsbench demo`: the main job on an embedded example: questions and answers, the numbers that follow, what contradicts
//! what, the fix, and the exported brief. In a terminal the same brief opens in the session.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::brief::Date;
use crate::cli::asking::known;
use crate::cli::briefs::{Loaded, load};
use crate::cli::commands::export::document;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::{Out, Style, clean};
use crate::cli::table::Table;
use crate::cli::{Context, effects};
use crate::questions::{Route, State, Walk};
use crate::session::facts::{self, Facts};
use crate::store::export_target::{Existing, OutDir};
use crate::store::{create_new, error::shown};
use crate::templates::DEMO;

/// The numbers shown, in this order: what a first look should see.
const KEY_NUMBERS: [&str; 9] = ["D01", "D04", "D08", "D10", "D12", "D14", "D20", "D24", "D28"];
/// At most so many figures of one number.
const MOST_OF_ONE: usize = 3;

/// Walk through an example: questions, numbers, findings, the exported brief
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write to; a fresh temporary folder when absent.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let today = context.today()?;
    let dir = folder(args.out.as_deref())?;
    let path = dir.path.join("demo.brief.toml");
    create_new(&path, DEMO.as_bytes(), true)?;
    if let Some(verdict) = session(&path, context)? {
        return Ok(verdict);
    }
    let loaded = load(&path)?;
    let before = facts::of(&loaded.brief, Some(today));
    let out = &mut context.out;
    intro(&loaded, &path, out)?;
    answers(&loaded, &before, out)?;
    numbers(&before, out)?;
    findings(&before, out)?;
    the_fix(&loaded, &before, today, out)?;
    let text = document(&loaded, &path)?;
    let (document, _) = dir.write("demo.md", &text, true, |_| Existing::Ours)?;
    heading("5. The brief as a document", out)?;
    writeln!(out, "{}", shown(&document))?;
    writeln!(out, "\nYour own: dsbench new NAME.brief.toml, then dsbench ask NAME.brief.toml")?;
    Ok(Verdict::Yes)
}

fn folder(out: Option<&Path>) -> Result<OutDir, Failure> {
    if let Some(path) = out {
        return Ok(OutDir::make(path)?);
    }
    let dir = tempfile::Builder::new().prefix("dsbench-demo-").tempdir();
    let dir =
        dir.map_err(|e| Failure::new(format_args!("cannot make a temporary folder: {e}")).hint("name one with --out"))?;
    Ok(OutDir::make(&dir.keep())?)
}

/// In a terminal the demo is the session on the same brief.
#[cfg(feature = "tui")]
fn session(path: &Path, context: &mut Context) -> Result<Option<Verdict>, Failure> {
    use crate::tui::{run, terminal};
    if terminal::refusal().is_some() {
        return Ok(None);
    }
    let options = run::Options {
        dirs: crate::store::Dirs::from_env()?,
        file: Some(path.to_path_buf()),
        today: context.today()?,
        no_color: context.no_color,
        hint: Some(crate::session::start::EXAMPLE_HINT.to_owned()),
    };
    Ok(Some(Verdict::Session(run::run(options))))
}

#[cfg(not(feature = "tui"))]
#[allow(clippy::unnecessary_wraps)]
fn session(_: &Path, _: &mut Context) -> Result<Option<Verdict>, Failure> {
    Ok(None)
}

fn heading(text: &str, out: &mut Out) -> io::Result<()> {
    let text = out.paint(Style::Bold, text);
    writeln!(out, "\n{text}")
}

fn intro(loaded: &Loaded, path: &Path, out: &mut Out) -> io::Result<()> {
    let title = loaded.brief.brief.as_ref().and_then(|b| b.title.as_deref()).unwrap_or("Untitled");
    let title = out.paint(Style::Bold, title);
    writeln!(out, "{title}: {}", shown(path))?;
    writeln!(out, "A shop takes orders and charges cards. One mistake is in it on purpose.")
}

fn answers(loaded: &Loaded, facts: &Facts, out: &mut Out) -> Result<(), Failure> {
    let figure = |id: &str, place: &str| facts.figure(id, place);
    let known = known(&loaded.brief, facts, &figure);
    let route = Route::new(&known, &Walk::default(), "quick").map_err(Failure::new)?;
    heading("1. Questions, and what the brief answers", out)?;
    for step in route.steps.iter().filter(|s| !matches!(s.state, State::Moot(_)) && !s.is_follow_up()) {
        let answer = step.shown_answer(&known);
        writeln!(out, "  {}", clean(&step.text(&loaded.brief)))?;
        let answer = if answer.is_empty() { "not stated" } else { &answer };
        let answer = out.paint(Style::Cyan, answer);
        writeln!(out, "    {answer}")?;
    }
    Ok(())
}

fn numbers(facts: &Facts, out: &mut Out) -> io::Result<()> {
    heading("2. Numbers that follow", out)?;
    let mut table = Table::new();
    for id in KEY_NUMBERS {
        for n in facts.figures.iter().filter(|f| f.id == id).take(MOST_OF_ONE).map(facts::number) {
            table.row([n.id.as_str(), &n.place, &n.name, &n.value]);
        }
    }
    table.write(out, 2, Some((3, Style::Cyan)))?;
    writeln!(out, "  {} in all: dsbench derive", facts.figures.len())
}

fn findings(facts: &Facts, out: &mut Out) -> io::Result<()> {
    heading("3. What contradicts what", out)?;
    let (missing, others): (Vec<_>, Vec<_>) = facts.report().open.iter().partition(|f| f.rule.id == "MET-02");
    for f in others {
        let word = out.paint(super::check::style(f.severity), f.severity.word());
        writeln!(out, "  {word} {}: {}", clean(&f.key()), clean(f.rule.title))?;
        if f.severity == crate::findings::Severity::Error {
            for line in f.text.lines() {
                writeln!(out, "    {}", clean(line))?;
            }
        }
    }
    if !missing.is_empty() {
        writeln!(out, "  error MET-02: {} required decisions not stated", missing.len())?;
    }
    Ok(())
}

/// The first finding that one edit settles, and what that edit changes.
fn the_fix(loaded: &Loaded, before: &Facts, today: Date, out: &mut Out) -> Result<(), Failure> {
    let fix = before.report().open.iter().find_map(|f| f.fixes.iter().find(|x| !x.edits.is_empty()).map(|x| (f, x)));
    let Some((finding, fix)) = fix else { return Ok(()) };
    heading("4. The smallest fix", out)?;
    writeln!(out, "  {}: {}", clean(&finding.key()), clean(&fix.text))?;
    let after = loaded.edited(&fix.edits)?;
    effects::write(&facts::difference(before, &facts::of(&after.brief, Some(today))), out)?;
    writeln!(out, "  to apply it: dsbench fix {} --rule {}", clean(&loaded.name), finding.rule.id)?;
    Ok(())
}
