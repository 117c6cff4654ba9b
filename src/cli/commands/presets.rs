//! `dsbench presets`: the published systems that a brief can start from.

use std::io::Write;

use crate::brief::reader::did_you_mean;
use crate::cli::Context;
use crate::cli::error::{Failure, Outcome, Verdict};
use crate::cli::output::Style;
use crate::cli::table::Table;
use crate::templates::{PRESETS, preset};

/// List the presets, or print one
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The preset to print.
    pub name: Option<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Outcome {
    let out = &mut context.out;
    if let Some(name) = &args.name {
        let preset = preset(name).ok_or_else(|| unknown(name))?;
        out.write_all(preset.text.as_bytes())?;
    } else {
        let mut table = Table::new();
        for preset in PRESETS {
            table.row([preset.name, preset.about]);
        }
        table.write(out, 0, Some((0, Style::Cyan)))?;
    }
    Ok(Verdict::Yes)
}

/// No preset of that name.
pub fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format_args!("there is no preset \"{name}\""));
    match did_you_mean(name, PRESETS.iter().map(|p| p.name)) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("`dsbench presets` lists them"),
    }
}
