//! `dsbench schema`: the JSON Schema of a brief.

use crate::brief::json_schema;
use crate::cli::Context;
use crate::cli::error::{Outcome, Verdict};

/// Print the JSON Schema of a brief, for editors
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, context: &mut Context) -> Outcome {
    context.out.json(&json_schema())?;
    Ok(Verdict::Yes)
}
