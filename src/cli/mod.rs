//! The command line: one file per subcommand under `commands`, results on stdout, everything else on stderr. Exit 0 = done,
//! 1 = done and the answer is "no", 2 = the input or the usage is wrong and nothing was changed.
//!
//! Nothing is computed at start-up: a subcommand that needs no brief reads no file and builds no table.

pub mod args;
pub mod asking;
pub mod briefs;
pub mod calc;
pub mod commands;
pub mod effects;
pub mod error;
pub mod output;
pub mod plain;
pub mod progress;
pub mod table;
pub mod today;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::Cli;
use error::{Failure, Outcome, Verdict};
use output::Out;

/// What every command gets: where results go, and what today is.
#[derive(Debug)]
pub struct Context {
    /// Stdout, with the decision on colour.
    pub out: Out,
    /// `--as-of`, unparsed: most commands never look at a date.
    pub as_of: Option<String>,
    /// Colour switched off by `--color never`; the environment is the session's to look at.
    pub no_color: bool,
}

impl Context {
    /// A remark beside the result: to stderr, where a closed pipe is nobody's business.
    pub fn say(&mut self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{}", output::clean(text));
    }
}

/// Runs the program on its arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let choice = output::choice_in(&args);
    let parse = || {
        let command = Cli::command().color(choice.for_clap());
        command.try_get_matches_from(&args).and_then(|m| Cli::from_arg_matches(&m))
    };
    let cli = match Cli::session(&args).map_or_else(parse, Ok) {
        Ok(cli) => cli,
        Err(e) => {
            // A misspelt command with arguments looks like a file with a command behind it.
            let first = args.get(1).filter(|a| e.use_stderr() && !a.to_string_lossy().starts_with('-'));
            return match first.map(|a| commands::session::not_a_command(Path::new(a))) {
                Some(Err(failure)) if e.kind() == clap::error::ErrorKind::ArgumentConflict => finish(Err(failure)),
                _ => usage(&e),
            };
        }
    };
    let mut context =
        Context { out: Out::stdout(choice), as_of: cli.as_of.clone(), no_color: choice == output::ColorChoice::Never };
    let outcome = commands::dispatch(cli, &mut context).and_then(|verdict| {
        context.out.flush()?;
        Ok(verdict)
    });
    finish(outcome)
}

fn finish(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(Verdict::Yes) => ExitCode::SUCCESS,
        Ok(Verdict::No) => ExitCode::from(1),
        Ok(Verdict::Session(code)) => code,
        Err(failure) => {
            failure.report(&mut std::io::stderr().lock());
            failure.code()
        }
    }
}

/// Help and version go to stdout and succeed; everything else is a wrong usage.
fn usage(e: &clap::Error) -> ExitCode {
    match e.print() {
        Err(io) if io.kind() != std::io::ErrorKind::BrokenPipe => finish(Err(Failure::from(io))),
        _ if e.use_stderr() => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}
