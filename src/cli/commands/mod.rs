//! The subcommands: one file each, its arguments and what it does.

pub mod completions;
pub mod derive;
pub mod explain;
pub mod man;
pub mod new;
pub mod presets;
pub mod reference;
pub mod schema;
mod session;

use super::Context;
use super::args::{Cli, Command};
use super::error::Outcome;

/// Runs what was asked for.
pub fn dispatch(cli: Cli, context: &mut Context) -> Outcome {
    match cli.command {
        None => session::run(cli.file.as_deref(), cli.plain, context),
        Some(Command::New(args)) => new::run(&args, context),
        Some(Command::Derive(args)) => derive::run(&args, context),
        Some(Command::Explain(args)) => explain::run(&args, context),
        Some(Command::Calc(args)) => super::calc::run(&args, context),
        Some(Command::Reference(args)) => reference::run(&args, context),
        Some(Command::Presets(args)) => presets::run(&args, context),
        Some(Command::Schema(args)) => schema::run(&args, context),
        Some(Command::Completions(args)) => completions::run(&args, context),
        Some(Command::Man(args)) => man::run(&args, context),
    }
}
