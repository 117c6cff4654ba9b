//! `dsbench handoff`: writes the package for another reviewer, and on request runs a read-only client on it. The reply is saved
//! as it came; taking it into the brief is a step of its own.

mod process;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;

use crate::brief::Span;
use crate::cli::Context;
use crate::cli::briefs::{Behind, Loaded, load, not_stdin};
use crate::cli::commands::check;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::clean;
use crate::findings;
use crate::handoff::{self, About, CLIENTS, Input, Package, Role, package};
use crate::numbers::{World, derive_in};
use crate::store::error::shown;
use crate::store::export_target::{Existing, OutDir};
use crate::store::{Dirs, config, document_name};

/// Hand a brief to another reviewer: write the package, and with --run start a read-only client on it
///
/// The package holds the request for the tool, the same prompt as a text, the brief, its findings and a form for the reply.
/// `dsbench review FILE --reply PATH` takes the reply back, as points to be accepted or rejected.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The brief.
    pub file: PathBuf,

    /// The tool that the package is for.
    #[arg(long, value_enum)]
    pub to: To,

    /// The client that the tool starts.
    #[arg(long, value_name = "NAME", default_value = CLIENTS[0].name)]
    pub cli: String,

    /// How the reviewer works: default, planner or codereviewer; by what the review is about.
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,

    /// What the review is about: algorithm, design or changes.
    #[arg(long, value_name = "WHAT", default_value = "design")]
    pub about: String,

    /// The folder to write to [default: handoff/NAME].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Start the client, read-only and without a shell, and keep its reply in the package.
    #[arg(long)]
    pub run: bool,

    /// With --run, stop the client after this long.
    #[arg(long, value_name = "TIME", default_value = "30min")]
    pub timeout: Span,
}

/// The tools a package can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// A tool that starts other command-line reviewers.
    Clink,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let about = word("--about", &args.about, About::ALL.iter().map(|(a, w)| (*w, *a)))?;
    let role = match &args.role {
        Some(text) => word("--role", text, Role::ALL.iter().map(|r| (r.word(), *r)))?,
        None => about.role(),
    };
    let client = word("--cli", &args.cli, CLIENTS.iter().map(|c| (c.name, c)))?;
    let path = Behind::of(&args.file)?.path;
    not_stdin(&path)?;
    let loaded = load(&path)?;
    let made = make(&loaded, &path, args, (about, role), context)?;
    let dir = OutDir::make(&made.folder)?;
    for (name, content) in &made.package.files {
        // The folder is the package's own; what stood in it under these names was one, too.
        dir.write(name, content, true, |_| Existing::Ours)?;
    }
    writeln!(context.out, "wrote {}", clean(&shown(&made.folder)))?;
    for (name, _) in &made.package.files {
        writeln!(context.out, "  {}", clean(name))?;
    }
    let file = shown(&path);
    if args.run {
        let command =
            configured(client.name)?.unwrap_or_else(|| client.command.iter().map(|w| (*w).to_owned()).collect());
        return started(&command, &made, (client.name, role), (&file, args.timeout), context);
    }
    writeln!(context.out, "Say in a host that has clink:\n  {}", clean(&made.package.sentence))?;
    let reply = shown(&made.folder.join("reply.json"));
    writeln!(context.out, "Take the reply back: dsbench review {} --reply {}", clean(&file), clean(&reply))?;
    Ok(Verdict::Yes)
}

/// A package and where it goes.
struct Made {
    package: Package,
    folder: PathBuf,
}

fn make(
    loaded: &Loaded,
    path: &Path,
    args: &Args,
    (about, role): (About, Role),
    context: &Context,
) -> Result<Made, Failure> {
    let world = World::new(&loaded.brief);
    let figures = derive_in(&world);
    let report = findings::check(&world, &figures, Some(context.today()?));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut copy = loaded.edited(&[])?;
    // The findings go to somebody else: they name the file, not where it stands here.
    copy.name.clone_from(&name);
    let document = check::document(copy, report.clone());
    let findings = serde_json::to_string_pretty(&document)? + "\n";
    let stem = document_name(path).trim_end_matches(".md").to_owned();
    let folder = args.out.clone().unwrap_or_else(|| Path::new("handoff").join(stem));
    let absolute = std::path::absolute(&folder).map_err(|e| Failure::new(format_args!("{}: {e}", shown(&folder))))?;
    let input = Input {
        brief: &loaded.brief,
        figures: &figures,
        report: &report,
        name: &name,
        text: &loaded.text.body,
        findings: &findings,
        about,
        cli: &args.cli,
        role,
    };
    let package = package(&input, &absolute.to_string_lossy()).map_err(Failure::new)?;
    Ok(Made { package, folder })
}

/// The command that the user configured for a client.
fn configured(name: &str) -> Result<Option<Vec<String>>, Failure> {
    let (config, problems) = config::read(&Dirs::from_env()?);
    if !problems.is_empty() {
        return Err(Failure::at(problems.iter().map(ToString::to_string).collect()));
    }
    Ok(config.handoff.get(name).cloned())
}

fn started(
    command: &[String],
    made: &Made,
    (name, role): (&str, Role),
    (file, timeout): (&str, Span),
    context: &mut Context,
) -> Outcome {
    let limit = Duration::from_secs_f64((timeout.get() / 1000.0).clamp(1.0, 86_400.0));
    context.say(&format!("running {} for at most {timeout}", command.join(" ")));
    let ended = process::run(command, &made.folder, &made.package.prompt, limit)
        .map_err(|e| Failure::new(e).hint("set the command under [handoff] in the configuration"))?;
    let dir = OutDir::make(&made.folder)?;
    let (path, _) = dir.write("reply.json", &ended.envelope(name, role.word(), command), true, |_| Existing::Ours)?;
    writeln!(context.out, "wrote {}", clean(&shown(&path)))?;
    if let Some(why) = ended.failed(timeout) {
        return Err(Failure::new(why).hint(format_args!("its output is in {}", shown(&path))));
    }
    let reply = handoff::parse(&ended.output);
    for (i, point) in reply.points.iter().enumerate() {
        let severity = point.severity.map_or("point", |s| s.word());
        let place = if point.place.is_empty() { String::new() } else { format!(" {}", point.place) };
        writeln!(context.out, "  {}. {severity}{}: {}", i + 1, clean(&place), clean(&point.text))?;
    }
    let verdict = reply.verdict.map_or("no verdict", |v| v.word());
    writeln!(context.out, "{} points, {verdict}; nothing is in the brief yet", reply.points.len())?;
    writeln!(context.out, "Take them in: dsbench review {} --reply {}", clean(file), clean(&shown(&path)))?;
    Ok(Verdict::Yes)
}

fn word<'a, T>(flag: &str, text: &str, all: impl Iterator<Item = (&'a str, T)>) -> Result<T, Failure> {
    let mut words = Vec::new();
    for (name, value) in all {
        if name == text {
            return Ok(value);
        }
        words.push(name);
    }
    Err(Failure::new(format_args!("{flag}: found \"{text}\", expected one of {}", words.join(", "))))
}
