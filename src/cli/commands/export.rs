//! `dsbench export`: the brief as a markdown document.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::Context;
use crate::cli::briefs::{Loaded, load_all};
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::clean;
use crate::cli::progress::sampled;
use crate::export::{Overrides, Standing, markdown, report, standing_of, with_pictures};
use crate::numbers::World;
use crate::store::export_target::{Existing, OutDir, Written};
use crate::store::{document_name, error::shown};

/// Write briefs as markdown documents
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The briefs.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = "docs")]
    pub out: PathBuf,

    /// Also write these beside each document, separated by commas; `svg` draws the topology, the calls and the charts.
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',')]
    pub with: Vec<With>,

    /// Write nothing; exit 1 when what stands there is not what would be written.
    #[arg(long)]
    pub check: bool,

    /// Overwrite documents that were edited by hand or are not ours.
    #[arg(long, conflicts_with = "check")]
    pub force: bool,
}

/// What can stand beside a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum With {
    /// Pictures, in the folder of the document's name.
    Svg,
}

/// One file, ready to be written.
struct Ready {
    name: String,
    text: String,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    one_name_each(&args.files)?;
    let loaded = load_all(&args.files)?;
    let mut ready = Vec::new();
    for (path, brief) in args.files.iter().zip(&loaded) {
        let files = files(brief, path, args.with.contains(&With::Svg))?;
        ready.extend(files.into_iter().map(|(name, text)| Ready { name, text }));
    }
    if args.check { check(&ready, &args.out, context) } else { write(&ready, &args.out, args.force, context) }
}

/// The document of a brief. No date goes in, so that the same brief always gives the same bytes.
pub fn document(loaded: &Loaded, path: &Path) -> Result<String, Failure> {
    let files = files(loaded, path, false)?;
    Ok(files.into_iter().next().map(|(_, text)| text).unwrap_or_default())
}

/// The document and, where they are asked for, the pictures beside it, by name.
fn files(loaded: &Loaded, path: &Path, pictures: bool) -> Result<Vec<(String, String)>, Failure> {
    let world = World::new(&loaded.brief);
    let figures = sampled(&world);
    let report = report(&world, &figures, None);
    let source = path.file_name().unwrap_or_default().to_string_lossy();
    let overrides: Overrides = crate::store::templates::read(&crate::store::Dirs::from_env()?)?;
    let name = document_name(path);
    if pictures {
        return with_pictures(&world, &figures, &report, &source, &overrides, &name).map_err(Failure::new);
    }
    let text = markdown(&world, &figures, &report, &source, &overrides).map_err(Failure::new)?;
    Ok(vec![(name, text)])
}

/// Two briefs that would be written to one document.
fn one_name_each(files: &[PathBuf]) -> Result<(), Failure> {
    for (i, a) in files.iter().enumerate() {
        if let Some(b) = files[..i].iter().find(|b| document_name(b) == document_name(a)) {
            let message = format!("{} and {} would both be written to {}", shown(b), shown(a), document_name(a));
            return Err(Failure::new(message).hint("export them one by one, to different folders"));
        }
    }
    Ok(())
}

fn judge(name: &str, text: &str) -> Existing {
    match standing_of(name, text) {
        Standing::Ours { .. } => Existing::Ours,
        Standing::Edited => Existing::EditedByHand,
        Standing::Foreign => Existing::Foreign,
    }
}

fn check(ready: &[Ready], out: &Path, context: &mut Context) -> Outcome {
    let dir = OutDir::find(out)?;
    let mut verdict = Verdict::Yes;
    for r in ready {
        let there = match &dir {
            Some(dir) => dir.read(&r.name)?,
            None => None,
        };
        let word = match there {
            Some(text) if text == r.text => "up to date",
            None => "not written yet",
            Some(text) => match judge(&r.name, &text) {
                Existing::Ours => "out of date",
                Existing::EditedByHand => "edited by hand",
                Existing::Foreign => "not written by dsbench",
            },
        };
        if word != "up to date" {
            verdict = Verdict::No;
        }
        writeln!(context.out, "{}: {word}", shown(&out.join(&r.name)))?;
    }
    Ok(verdict)
}

fn write(ready: &[Ready], out: &Path, force: bool, context: &mut Context) -> Outcome {
    refuse(ready, out, force)?;
    let dir = OutDir::make(out)?;
    for r in ready {
        let (path, written) = dir.write(&r.name, &r.text, force, |old| judge(&r.name, old))?;
        say(&path, written, context)?;
    }
    Ok(Verdict::Yes)
}

/// Looks at every place before the first is written, so that a refusal changes nothing.
fn refuse(ready: &[Ready], out: &Path, force: bool) -> Result<(), Failure> {
    let Some(dir) = OutDir::find(out)?.filter(|_| !force) else { return Ok(()) };
    let mut failure: Option<Failure> = None;
    for r in ready {
        let path = out.join(&r.name);
        let error = match dir.read(&r.name)? {
            Some(text) if text != r.text => match judge(&r.name, &text) {
                Existing::Ours => continue,
                Existing::EditedByHand => crate::store::Error::EditedByHand { path },
                Existing::Foreign => crate::store::Error::Foreign { path },
            },
            _ => continue,
        };
        let next = Failure::from(error);
        failure = Some(match failure {
            Some(f) => f.and(next),
            None => next,
        });
    }
    failure.map_or(Ok(()), Err)
}

fn say(path: &Path, written: Written, context: &mut Context) -> io::Result<()> {
    let word = match written {
        Written::Created | Written::Replaced => "wrote",
        Written::Unchanged => "unchanged",
    };
    writeln!(context.out, "{word} {}", clean(&shown(path)))
}
