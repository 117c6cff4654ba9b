//! What was typed: the root of the command line. Validated only; the doc comments are the help. Each subcommand's own
//! arguments stand in its file under `commands`.

use std::ffi::OsString;
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

impl Cli {
    /// A file alone, or nothing at all: that opens the session, and needs no table of commands to be built while somebody
    /// waits for the first frame. Every other line is read by the parser.
    pub fn session(args: &[OsString]) -> Option<Self> {
        let file = match args {
            [_] => None,
            [_, file] if names_a_file(&file.to_string_lossy()) => Some(PathBuf::from(file)),
            _ => return None,
        };
        Some(Self { file, plain: false, color: ColorChoice::default(), as_of: None, command: None })
    }
}

/// No option, and no command: their names have neither a dot nor a slash.
fn names_a_file(arg: &str) -> bool {
    !arg.starts_with('-') && arg.contains(['.', '/'])
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
    Verify(c::verify::Args),
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn a_file_alone_is_read_as_the_parser_reads_it() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        for line in ["dsbench", "dsbench a.brief.toml", "dsbench ./demo", "dsbench docs/a b.md"] {
            let args: Vec<OsString> = match line.strip_prefix("dsbench docs/") {
                Some(rest) => vec!["dsbench".into(), format!("docs/{rest}").into()],
                None => words(line),
            };
            let (own, parsed) = (Cli::session(&args).unwrap(), Cli::try_parse_from(&args).unwrap());
            assert_eq!(format!("{own:?}"), format!("{parsed:?}"), "{line}");
        }
        for line in ["dsbench demo", "dsbench --plain", "dsbench -h", "dsbench a.toml --plain", "dsbench --as-of=a.b"] {
            assert!(Cli::session(&words(line)).is_none(), "{line}");
        }
        for command in Cli::command().get_subcommands() {
            assert!(!names_a_file(command.get_name()), "{}", command.get_name());
        }
    }
}
