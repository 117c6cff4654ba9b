//! `dsbench man`: the manual page.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::Context;
use crate::cli::args::Cli;
use crate::cli::error::{Outcome, Verdict};

/// Print the manual page in roff
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, context: &mut Context) -> Outcome {
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut context.out)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        writeln!(context.out, ".SH \"dsbench {}\"", sub.get_name())?;
        // The global flags stand above, once.
        let own = sub.clone().mut_args(|a| if a.is_global_set() || a.get_id() == "help" { a.hide(true) } else { a });
        let man = clap_mangen::Man::new(own);
        man.render_description_section(&mut context.out)?;
        man.render_options_section(&mut context.out)?;
    }
    Ok(Verdict::Yes)
}
