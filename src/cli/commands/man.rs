//! `dsbench man`: the manual page. It follows from the arguments and stands ready beside the reference, so that nothing is
//! built to print it; a test holds the two together.

use std::io::Write;

use crate::cli::Context;
use crate::cli::error::{Outcome, Verdict};

const PAGE: &str = include_str!("../../../reference/shell/dsbench.1");

/// Print the manual page in roff
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, context: &mut Context) -> Outcome {
    context.out.write_all(PAGE.as_bytes())?;
    Ok(Verdict::Yes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use clap::CommandFactory;
    use clap_mangen::Man;

    /// `UPDATE_DOCUMENTS=1 cargo test --lib man` writes it anew.
    #[test]
    fn the_page_that_is_printed_is_that_of_the_arguments() {
        let mut command = crate::cli::args::Cli::command();
        command.build();
        let mut page = Vec::new();
        Man::new(command.clone()).render(&mut page).unwrap();
        for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
            writeln!(page, ".SH \"dsbench {}\"", sub.get_name()).unwrap();
            // The global flags stand above, once.
            let hidden = |a: clap::Arg| if a.is_global_set() || a.get_id() == "help" { a.hide(true) } else { a };
            let man = Man::new(sub.clone().mut_args(hidden));
            man.render_description_section(&mut page).unwrap();
            man.render_options_section(&mut page).unwrap();
        }
        crate::cli::commands::ready::hold(&String::from_utf8(page).unwrap(), super::PAGE, "shell/dsbench.1");
    }
}
