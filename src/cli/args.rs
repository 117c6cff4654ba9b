//! What was typed: the root of the command line. Validated only; the doc comments are the help. Each subcommand's own
//! arguments stand in its file under `commands`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::commands as c;
use super::output::ColorChoice;

/// A terminal workbench for distributed-systems architecture briefs.
///
/// A brief is one text file of decisions; the questions still open, the numbers that follow and the findings that
/// contradict them are worked out from it. Without a command the interactive session opens.
#[derive(Debug, Parser)]
#[command(name = "dsbench", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The brief to open in the interactive session.
    pub file: Option<PathBuf>,

    /// Ask the questions as numbered lines instead of drawing screens.
    #[arg(long)]
    pub plain: bool,

    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, help_heading = "Global options")]
    pub color: ColorChoice,

    /// The date to take for today, such as 2026-11-24.
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global options")]
    pub as_of: Option<String>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(c::demo::Args),
    New(c::new::Args),
    Ask(c::ask::Args),
    Answer(c::answer::Args),
    Derive(c::derive::Args),
    Check(c::check::Args),
    Fix(c::fix::Args),
    Export(c::export::Args),
    Diff(c::diff::Args),
    Explore(c::explore::Args),
    Review(c::review::Args),
    Diagnose(c::diagnose::Args),
    Handoff(c::handoff::Args),
    Explain(c::explain::Args),
    Calc(super::calc::Args),
    Reference(c::reference::Args),
    Presets(c::presets::Args),
    Schema(c::schema::Args),
    Completions(c::completions::Args),
    Man(c::man::Args),
}
