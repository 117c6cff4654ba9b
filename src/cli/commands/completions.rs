//! `dsbench completions`: a completion script for a shell. The scripts follow from the arguments and stand ready beside the
//! reference, so that nothing is built to print one; a test holds the two together.

use std::io::Write;

use crate::cli::Context;
use crate::cli::error::{Outcome, Verdict};

/// The shells there is a script for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}

impl Shell {
    fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../../reference/shell/dsbench.bash"),
            Self::Elvish => include_str!("../../../reference/shell/dsbench.elv"),
            Self::Fish => include_str!("../../../reference/shell/dsbench.fish"),
            Self::PowerShell => include_str!("../../../reference/shell/_dsbench.ps1"),
            Self::Zsh => include_str!("../../../reference/shell/_dsbench"),
        }
    }
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell to print for.
    #[arg(value_enum)]
    pub shell: Shell,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    context.out.write_all(args.shell.script().as_bytes())?;
    Ok(Verdict::Yes)
}

#[cfg(test)]
mod tests {
    use super::Shell;
    use clap::{CommandFactory, ValueEnum};
    use clap_complete::generate;

    /// `UPDATE_DOCUMENTS=1 cargo test --lib completions` writes them anew.
    #[test]
    fn the_scripts_that_are_printed_are_those_of_the_arguments() {
        for shell in Shell::value_variants() {
            let (made, file) = made(*shell);
            crate::cli::commands::ready::hold(&made, shell.script(), &format!("shell/{file}"));
        }
    }

    fn made(shell: Shell) -> (String, String) {
        use clap_complete::{Generator, Shell as For};
        let maker = match shell {
            Shell::Bash => For::Bash,
            Shell::Elvish => For::Elvish,
            Shell::Fish => For::Fish,
            Shell::PowerShell => For::PowerShell,
            Shell::Zsh => For::Zsh,
        };
        let mut script = Vec::new();
        generate(maker, &mut crate::cli::args::Cli::command(), "dsbench", &mut script);
        (String::from_utf8(script).unwrap(), maker.file_name("dsbench"))
    }
}
