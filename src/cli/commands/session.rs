//! The bare command: the interactive session, and what to use instead where there is no terminal.

use std::path::Path;

use clap::CommandFactory;

use crate::brief::reader::nearest;
use crate::cli::args::Cli;
use crate::cli::error::{Failure, Outcome};
use crate::cli::{Context, plain};
use crate::store::error::shown;

pub fn run(file: Option<&Path>, plain: bool, context: &mut Context) -> Outcome {
    if let Some(path) = file {
        not_a_command(path)?;
    }
    if plain {
        let Some(path) = file else {
            return Err(Failure::new("--plain needs the file to ask about").hint("dsbench --plain NAME.brief.toml"));
        };
        return plain::run(path, None, context);
    }
    full(file, context)
}

#[cfg(feature = "tui")]
fn full(file: Option<&Path>, context: &mut Context) -> Outcome {
    use crate::cli::error::Verdict;
    use crate::tui::{run, terminal};
    if let Some(why) = terminal::refusal() {
        return Err(instead(Failure::new(why.lines().next().unwrap_or_default()), file));
    }
    let options = run::Options {
        dirs: crate::store::Dirs::from_env()?,
        file: file.map(Path::to_path_buf),
        today: context.today()?,
        no_color: context.no_color,
        hint: None,
    };
    Ok(Verdict::Session(run::run(options)))
}

#[cfg(not(feature = "tui"))]
fn full(file: Option<&Path>, _: &mut Context) -> Outcome {
    Err(instead(Failure::new("this build has no interactive session"), file))
}

/// The commands that do the same without a terminal.
fn instead(failure: Failure, file: Option<&Path>) -> Failure {
    let name = file.map_or_else(|| "FILE".to_owned(), shown);
    failure.hint(format_args!(
        "without one: dsbench ask {name}, dsbench derive {name}, dsbench check {name}, dsbench export {name}"
    ))
}

/// A word that is no file but looks like a command is a slip of the finger, not a new brief.
pub fn not_a_command(path: &Path) -> Result<(), Failure> {
    let Some(word) = path.to_str().filter(|w| !w.contains(['.', '/', '\\'])) else { return Ok(()) };
    if path.exists() {
        return Ok(());
    }
    let command = Cli::command();
    match nearest(word, command.get_subcommands().map(clap::Command::get_name)) {
        Some(near) => Err(Failure::new(format_args!("there is no command and no file \"{word}\""))
            .hint(format_args!("did you mean `dsbench {near}`?"))),
        None => Ok(()),
    }
}
