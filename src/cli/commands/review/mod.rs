//! `dsbench review`: the report of a review, and the decisions of one from the command line. What a decision writes is up to
//! `review`; here it is only read, applied all or nothing, and said.

mod decisions;
mod json;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::brief::Date;
use crate::cli::Context;
use crate::cli::briefs::{Behind, Loaded, load, not_stdin};
use crate::cli::effects;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::clean;
use crate::export::{Standing, standing, wrap};
use crate::review::{self, Readiness};
use crate::session::facts;
use crate::store::error::shown;
use crate::store::export_target::{Existing, OutDir};
use crate::store::{document_name, targets};

/// Review a brief: what was decided about each finding, what remains, and whether it is ready
///
/// Prints a report in markdown. Decisions are written into the brief, all of them or none; each needs --by, most a --note.
/// The brief may be somebody else's, of an older format, or named by a document that was exported from it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief, or a document exported from it.
    pub file: PathBuf,

    /// Write the report to this folder instead of printing it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Overwrite a report that was edited by hand or is not ours.
    #[arg(long, requires = "out")]
    pub force: bool,

    /// Exit 1 unless the brief is ready.
    #[arg(long)]
    pub check: bool,

    /// Print one JSON document.
    #[arg(long, conflicts_with = "out")]
    pub json: bool,

    #[command(flatten)]
    pub decisions: Decisions,
}

/// What is decided now.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Decisions")]
pub struct Decisions {
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// Take the smallest suggestion for this finding.
    #[arg(long, value_name = "KEY")]
    pub fix: Vec<String>,

    /// Accept this finding until a date; --note is the reason, at least 40 characters.
    #[arg(long, value_name = "KEY")]
    pub waive: Vec<String>,

    /// Hold this finding to be wrong here; --note says why.
    #[arg(long, value_name = "KEY")]
    pub dispute: Vec<String>,

    /// Put this finding off; --note says what it waits for.
    #[arg(long, value_name = "KEY")]
    pub defer: Vec<String>,

    /// Answer an item of the checklist: yes, no or moot.
    #[arg(long, value_name = "ID=ANSWER")]
    pub item: Vec<String>,

    /// The reason, for every decision of this call.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,

    /// Until when a waiver or a deferral runs.
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,

    /// Take the reply of another reviewer in, as points to be accepted or rejected; - reads stdin.
    #[arg(long, value_name = "PATH")]
    pub reply: Option<PathBuf>,

    /// Accept a point of another reviewer: the number of the note and of the point, such as 1.2.
    #[arg(long, value_name = "N.M")]
    pub accept: Vec<String>,

    /// Reject a point of another reviewer.
    #[arg(long, value_name = "N.M")]
    pub reject: Vec<String>,

    /// Give the verdict: agree, object or unsure.
    #[arg(long, value_name = "VERDICT")]
    pub verdict: Option<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let today = Some(context.today()?);
    let behind = Behind::of(&args.file)?;
    let path = behind.path.as_path();
    let loaded = load(path)?;
    let made = decisions::made(&args.decisions, &loaded, today)?;
    let now = if made.is_empty() {
        loaded
    } else {
        not_stdin(path)?;
        decided(&made, loaded, path, today, context)?
    };
    if let Some(old) = now.migrated.as_ref().filter(|_| made.is_empty()) {
        context.say(&format!("{} has schema {}; it is read as the present one and left as it is", now.name, old.from));
    }
    let facts = facts::of(&now.brief, today);
    let review = review::review(&now.brief, facts.report(), today);
    let gone = targets::missing(path, &now.brief);
    if args.json {
        let document = json::document(&now, &review, behind.changed(&now.brief), &gone);
        context.out.json(&document)?;
    } else if made.is_empty() || args.out.is_some() {
        let mut body = review::markdown(&now.brief, &review, behind.changed(&now.brief));
        let files: Vec<(String, String)> = gone.into_iter().map(|m| (m.change, m.target)).collect();
        body.push_str(&review::missing_files(&files));
        report(args, &now, path, &body, context)?;
    } else {
        writeln!(context.out, "{}: {}", clean(&now.name), review.readiness().word())?;
    }
    let ready = review.readiness() == Readiness::Ready;
    Ok(if args.check && !ready { Verdict::No } else { Verdict::Yes })
}

/// Writes decisions to the file and says what they do.
fn decided(
    made: &[decisions::Made],
    loaded: Loaded,
    path: &Path,
    today: Option<Date>,
    context: &mut Context,
) -> Result<Loaded, Failure> {
    let before = facts::of(&loaded.brief, today);
    let mut now = loaded;
    for one in made {
        now = now.edited(&one.edits)?;
    }
    now.save(path)?;
    let out = &mut context.out;
    for one in made {
        writeln!(out, "{}", clean(&one.text))?;
        for edit in one.edits.iter().filter(|e| !e.path().starts_with("review")) {
            writeln!(out, "  {}", clean(&edit.to_string()))?;
        }
    }
    effects::write(&facts::difference(&before, &facts::of(&now.brief, today)), out)?;
    writeln!(out, "wrote {}", shown(path))?;
    now.migrated = None;
    Ok(now)
}

fn report(args: &Args, now: &Loaded, path: &Path, body: &str, context: &mut Context) -> std::io::Result<()> {
    let Some(folder) = &args.out else { return context.out.markdown(body) };
    let source = path.file_name().unwrap_or_default().to_string_lossy();
    let text = wrap(&now.brief, &source, body);
    let judge = |old: &str| match standing(old) {
        Standing::Ours { .. } => Existing::Ours,
        Standing::Edited => Existing::EditedByHand,
        Standing::Foreign => Existing::Foreign,
    };
    let name = review::file_name(&document_name(path));
    let (written, _) = OutDir::make(folder)
        .and_then(|dir| dir.write(&name, &text, args.force, judge))
        .map_err(|e| std::io::Error::other(format!("{e}; {}", e.hint())))?;
    writeln!(context.out, "wrote {}", clean(&shown(&written)))
}
