//! The bare command: the interactive session, and what to use instead where there is no terminal.

use std::io::IsTerminal;
use std::path::Path;

use clap::CommandFactory;

use crate::brief::reader::nearest;
use crate::cli::Context;
use crate::cli::args::Cli;
use crate::cli::error::{Failure, Outcome};
use crate::store::error::shown;

pub fn run(file: Option<&Path>, _plain: bool, _context: &mut Context) -> Outcome {
    if let Some(path) = file {
        not_a_command(path)?;
    }
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let why =
        if terminal { "this build has no interactive session" } else { "the interactive session needs a terminal" };
    let name = file.map_or_else(|| "FILE".to_owned(), shown);
    Err(Failure::new(why).hint(format_args!("to see what follows from a brief: dsbench derive {name}")))
}

/// A word that is no file but looks like a command is a slip of the finger, not a new brief.
fn not_a_command(path: &Path) -> Result<(), Failure> {
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
