//! `dsbench completions`: a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Context;
use crate::cli::args::Cli;
use crate::cli::error::{Outcome, Verdict};
use std::io::Write;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell to print for.
    #[arg(value_enum)]
    pub shell: Shell,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    // Into memory first: the generator ends the program when its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dsbench", &mut script);
    context.out.write_all(&script)?;
    Ok(Verdict::Yes)
}
