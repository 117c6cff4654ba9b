//! `dsbench schema`: the JSON Schema of a brief. It follows from the field tables and stands ready beside the reference, so
//! that nothing is built to print it; a test holds the two together.

use std::io::Write;

use crate::cli::Context;
use crate::cli::error::{Outcome, Verdict};

/// The schema, as `crate::brief::json_schema` makes it.
pub const SCHEMA: &str = include_str!("../../../reference/brief.schema.json");

/// Print the JSON Schema of a brief, for editors
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, context: &mut Context) -> Outcome {
    context.out.write_all(SCHEMA.as_bytes())?;
    Ok(Verdict::Yes)
}

#[cfg(test)]
mod tests {
    /// `UPDATE_DOCUMENTS=1 cargo test --lib schema` writes it anew.
    #[test]
    fn the_schema_that_is_printed_is_that_of_the_field_tables() {
        let made = serde_json::to_string_pretty(&crate::brief::json_schema()).unwrap() + "\n";
        crate::cli::commands::ready::hold(&made, super::SCHEMA, "brief.schema.json");
    }
}
