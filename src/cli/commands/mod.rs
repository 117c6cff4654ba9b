//! The subcommands: one file each, its arguments and what it does.

pub mod answer;
pub mod ask;
pub mod check;
pub mod completions;
pub mod demo;
pub mod derive;
pub mod diagnose;
pub mod diff;
pub mod explain;
pub mod explore;
pub mod export;
pub mod fix;
pub mod handoff;
pub mod man;
pub mod new;
pub mod presets;
#[cfg(test)]
mod ready;
pub mod reference;
pub mod review;
pub mod schema;
pub(super) mod session;
pub mod verify;

use super::Context;
use super::args::{Cli, Command};
use super::error::Outcome;

/// Runs what was asked for.
pub fn dispatch(cli: Cli, context: &mut Context) -> Outcome {
    match cli.command {
        None => session::run(cli.file.as_deref(), cli.plain, context),
        Some(Command::Demo(args)) => demo::run(&args, context),
        Some(Command::New(args)) => new::run(&args, context),
        Some(Command::Ask(args)) => ask::run(&args, context),
        Some(Command::Answer(args)) => answer::run(&args, context),
        Some(Command::Check(args)) => check::run(&args, context),
        Some(Command::Fix(args)) => fix::run(&args, context),
        Some(Command::Export(args)) => export::run(&args, context),
        Some(Command::Diff(args)) => diff::run(&args, context),
        Some(Command::Diagnose(args)) => diagnose::run(&args, context),
        Some(Command::Review(args)) => review::run(&args, context),
        Some(Command::Handoff(args)) => handoff::run(&args, context),
        Some(Command::Derive(args)) => derive::run(&args, context),
        Some(Command::Verify(args)) => verify::run(&args, context),
        Some(Command::Explain(args)) => explain::run(&args, context),
        Some(Command::Explore(args)) => explore::run(&args, context),
        Some(Command::Calc(args)) => super::calc::run(&args, context),
        Some(Command::Reference(args)) => reference::run(&args, context),
        Some(Command::Presets(args)) => presets::run(&args, context),
        Some(Command::Schema(args)) => schema::run(&args, context),
        Some(Command::Completions(args)) => completions::run(&args, context),
        Some(Command::Man(args)) => man::run(&args, context),
    }
}
